"""The export window: what is lost is listed before it is written, shown in its article, and mended."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from annotator.core import edits
from annotator.core.spans import Fragment
from annotator.gui.export.window import ExportWindow


def mark(desk, document_id, label, start, end, who=None):
    annotator = desk.session.annotator if who is None else desk.workspace.annotator(who)
    layer = desk.workspace.annotations(document_id, annotator.id)
    desk.workspace.execute(edits.add_span(layer, label, (Fragment(start, end),)), annotator.id)


@pytest.fixture
def first(desk):
    """The first article, with a reading that no format without half words or overlaps can hold."""
    document_id = desk.session.document.id
    mark(desk, document_id, "CLAIM", 0, 6)
    mark(desk, document_id, "CLAIM", 9, 12)
    mark(desk, document_id, "ACTOR", 3, 6)
    return document_id


@pytest.fixture
def asking(desk, first):
    """The export window, opened by its key, after its first look."""
    desk.press("Ctrl+E")
    desk.wait_until(lambda: isinstance(QApplication.activeWindow(), ExportWindow))
    window = QApplication.activeWindow()
    desk.wait_until(lambda: window.report is not None)
    return window


def listed(asking):
    model = asking.table.losses
    return [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]


def push(asking, text):
    found = [b for b in asking.findChildren(QPushButton) if b.text() == text]
    assert len(found) == 1
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_losses_are_listed_before_anything_is_written(desk, asking):
    rows = {(row[0], row[3], row[4]) for row in listed(asking)}
    assert ("not on word boundaries", "CLAIM", desk.text[9:12]) in rows
    assert all(row[2] == "Ines" for row in listed(asking))
    assert not asking.form.out.exists()


def test_a_loss_is_shown_in_its_article(desk, asking):
    desk.screen.open(desk.workspace.queue(desk.session.annotator.id)[2])
    row = next(n for n, one in enumerate(listed(asking)) if one[0] == "not on word boundaries")
    asking.table.setFocus()
    asking.table.selectRow(row)
    QTest.keyClick(asking.table, Qt.Key.Key_Return)
    assert desk.session.span.covered(desk.text) == asking.table.losses.losses[row].covered


def test_a_fix_is_an_edit_that_can_be_undone(desk, asking):
    push(asking, "Snap to words")
    desk.wait_until(lambda: not any(row[0] == "not on word boundaries" for row in listed(asking)))
    snapped = [text for _, text in desk.spans()]
    assert desk.text[9:12] not in snapped
    desk.window.activateWindow()
    desk.wait_until(desk.window.isActiveWindow)
    desk.press("Ctrl+Z")
    assert desk.text[9:12] in [text for _, text in desk.spans()]
    desk.wait_until(lambda: any(row[0] == "not on word boundaries" for row in listed(asking)))


def test_nobody_elses_reading_is_changed(desk, asking, first):
    mark(desk, first, "CLAIM", 1, 3, "Bo")
    desk.wait_until(lambda: any(row[2] == "Bo" for row in listed(asking)))
    push(asking, "Snap to words")
    desk.wait_until(
        lambda: {row[2] for row in listed(asking) if row[0] == "not on word boundaries"} == {"Bo"}
    )
    snap = next(b for b in asking.findChildren(QPushButton) if b.text() == "Snap to words")
    assert snap.isVisible()
    assert not snap.isEnabled()


def test_another_format_holds_other_things(desk, asking):
    choice = asking.findChildren(QComboBox)[0]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Home)
    for _ in range(choice.count()):
        if choice.currentData().name == "jsonl":
            break
        QTest.keyClick(choice, Qt.Key.Key_Down)
    desk.wait_until(lambda: asking.report is not None and not listed(asking))
    assert asking.form.out.suffix == ".jsonl"
    assert not any(b.isVisible() for b in asking.findChildren(QPushButton) if b.text() == "Snap to words")


def test_what_was_chosen_is_written(desk, asking, hands):
    asking.form.place.selectAll()
    QTest.keyClicks(asking.form.place, str(desk.workspace.path.parent / "corpus"))
    desk.wait_until(next(b for b in asking.findChildren(QPushButton) if b.text() == "Export").isEnabled)
    seen = []
    with desk.answering(lambda dialog: seen.extend(hands.texts_in(dialog))):
        push(asking, "Export")
    assert any("Written and read back" in text for text in seen)
    assert (desk.workspace.path.parent / "corpus" / "train.spacy").exists()


def test_closing_the_project_closes_it(desk, asking):
    desk.window.activateWindow()
    desk.wait_until(desk.window.isActiveWindow)
    desk.press("Ctrl+W")
    desk.wait_until(lambda: desk.screen is None)
    desk.wait_until(lambda: not desk.window.findChildren(ExportWindow))
