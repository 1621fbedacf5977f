"""The export window: what is lost is listed before it is written, shown in its article, and mended."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QPushButton

from annotator.core import edits
from annotator.core.errors import AnnotatorError
from annotator.core.spans import Fragment, State
from annotator.gui import theme
from annotator.gui.dialogs.progress import ProgressDialog
from annotator.gui.export.window import ExportWindow
from annotator.workspace.exporting import LossKind, preflight


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
    model = asking.table.columns
    return [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]


def choose(asking, fits):
    """Go down by keys to the first loss that fits, which is selected then."""
    asking.table.setFocus()
    QTest.keyClick(asking.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    row = next(n for n, loss in enumerate(asking.table.columns.rows) if fits(loss))
    for _ in range(row):
        QTest.keyClick(asking.table, Qt.Key.Key_Down)
    if not asking.table.chosen():
        QTest.keyClick(asking.table, Qt.Key.Key_Space)
    assert [fits(loss) for loss in asking.table.chosen()] == [True]


def push(asking, text):
    found = [b for b in asking.findChildren(QPushButton) if b.text() == text]
    assert len(found) == 1
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_losses_are_listed_before_anything_is_written(desk, asking):
    rows = {(row[0], row[3], row[4]) for row in listed(asking)}
    assert ("not on word boundaries", "Claim", desk.text[9:12]) in rows
    assert all(row[2] == "Ines" for row in listed(asking))
    assert not asking.form.out.exists()


def test_a_loss_is_shown_in_its_article(desk, asking):
    desk.screen.open(desk.workspace.queue(desk.session.annotator.id)[2])
    row = next(n for n, one in enumerate(listed(asking)) if one[0] == "not on word boundaries")
    asking.table.setFocus()
    asking.table.selectRow(row)
    loss = asking.table.columns.rows[row]
    QTest.keyClick(asking.table, Qt.Key.Key_Return)
    assert desk.session.span.covered(desk.text) == loss.covered
    assert not asking.isVisible()
    desk.click_button("Back to the export")
    assert asking.isVisible()
    assert asking.table.chosen() == [loss]
    assert not [
        b for b in desk.window.findChildren(QPushButton) if b.text().startswith("Back") and b.isVisible()
    ]


def test_a_loss_of_another_reading_has_its_words_selected_and_its_reader_named(desk, asking, first):
    mark(desk, first, "CLAIM", 1, 3, "Bo")
    desk.wait_until(lambda: any(row[2] == "Bo" for row in listed(asking)))
    choose(asking, lambda loss: loss.annotator == "Bo")
    QTest.keyClick(asking.table, Qt.Key.Key_Return)
    assert desk.marked() == desk.text[1:3]
    assert desk.session.span is None
    said = [one.text() for one in desk.window.findChildren(QLabel) if one.isVisible() and "Bo" in one.text()]
    assert said
    desk.press("Ctrl+E")
    desk.wait_until(asking.isVisible)
    assert len(desk.window.findChildren(ExportWindow)) == 1


def test_what_was_done_meanwhile_is_looked_at_when_the_list_comes_back(desk, asking):
    choose(asking, lambda loss: loss.kind == LossKind.MISALIGNED)
    QTest.keyClick(asking.table, Qt.Key.Key_Return)
    desk.wait_until(lambda: desk.window.isActiveWindow())
    desk.press("Del", "Ctrl+E")
    desk.wait_until(lambda: not any(row[0] == "not on word boundaries" for row in listed(asking)))


def test_closing_the_project_closes_a_list_that_gave_way(desk, asking):
    choose(asking, lambda loss: loss.kind == LossKind.MISALIGNED)
    QTest.keyClick(asking.table, Qt.Key.Key_Return)
    desk.press("Ctrl+W")
    desk.wait_until(lambda: not desk.window.findChildren(ExportWindow))


def test_a_fix_says_what_it_does_to_the_rows_selected_and_is_undone_here(desk, asking):
    snap = next(b for b in asking.findChildren(QPushButton) if b.text() == "Snap to words")
    assert not snap.isEnabled()
    assert "No row is selected" in snap.toolTip()
    choose(asking, lambda loss: loss.covered == desk.text[9:12])
    desk.wait_until(snap.isEnabled)
    assert asking.losses.mending.line.text() == "Snap to words: changes the ends of 1 span."
    before = desk.spans()
    QTest.mouseClick(snap, Qt.MouseButton.LeftButton)
    assert len([1 for span in before if span in desk.spans()]) == len(before) - 1
    assert any("Ctrl+Z takes it back" in text for text in texts_in(asking))
    desk.wait_until(lambda: not any(row[4] == desk.text[9:12] for row in listed(asking)))
    asking.table.setFocus()
    desk.press("Ctrl+Z")
    assert desk.spans() == before
    assert any(text.startswith("Undone: ") for text in texts_in(asking))
    desk.wait_until(lambda: any(row[4] == desk.text[9:12] for row in listed(asking)))


def test_a_fix_of_several_articles_goes_back_by_one_key(desk, asking):
    other = desk.workspace.queue(desk.session.annotator.id)[2]
    mark(desk, other, "CLAIM", 1, 3)
    desk.wait_until(lambda: len({row[1] for row in listed(asking)}) == 2)
    asking.table.setFocus()
    desk.press("Ctrl+A")
    snap = next(b for b in asking.findChildren(QPushButton) if b.text() == "Snap to words")
    desk.wait_until(snap.isEnabled)
    assert "Snap to words: changes the ends of 2 spans." in asking.losses.mending.line.text()
    QTest.mouseClick(snap, Qt.MouseButton.LeftButton)
    desk.wait_until(lambda: not any(row[0] == "not on word boundaries" for row in listed(asking)))
    asking.table.setFocus()
    desk.press("Ctrl+Z")
    desk.wait_until(lambda: len([row for row in listed(asking) if row[0] == "not on word boundaries"]) == 2)
    desk.press("Ctrl+Y")
    desk.wait_until(lambda: not any(row[0] == "not on word boundaries" for row in listed(asking)))


def test_a_fix_that_deletes_says_how_many_spans_and_links_go(desk, asking, first):
    who = desk.session.annotator
    layer = desk.workspace.annotations(first, who.id)
    outer = next(s for s in layer.spans.values() if s.start == 0)
    desk.workspace.execute(edits.add_span(layer, "ACTOR", (Fragment(0, 3),)), who.id)
    layer = desk.workspace.annotations(first, who.id)
    inner = layer.find("ACTOR", (Fragment(0, 3),))
    desk.workspace.execute(
        edits.add_relation(layer, desk.workspace.scheme, "about", outer.id, inner.id), who.id
    )
    desk.wait_until(lambda: any(row[0] == "overlaps" for row in listed(asking)))
    push(asking, "overlaps 1")
    asking.table.setFocus()
    desk.press("Ctrl+A")
    line = asking.losses.mending.line
    desk.wait_until(lambda: "Keep the outer: deletes 2 spans and 1 link." in line.text())


def test_nobody_elses_reading_is_changed_and_that_is_said(desk, asking, first):
    mark(desk, first, "CLAIM", 1, 3, "Bo")
    desk.wait_until(lambda: any(row[2] == "Bo" for row in listed(asking)))
    choose(asking, lambda loss: loss.annotator == "Bo")
    snap = next(b for b in asking.findChildren(QPushButton) if b.text() == "Snap to words")
    assert snap.isVisible()
    assert not snap.isEnabled()
    assert "in the reading of Bo: nobody else changes it" in asking.losses.mending.line.text()
    assert "reading of Bo" in snap.toolTip()


def test_the_list_is_sorted_by_its_headings_and_filtered_by_kind(desk, asking):
    header = asking.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(4) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    found = [row[4] for row in listed(asking)]
    assert found == sorted(found, key=str.casefold)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row[4] for row in listed(asking)] == found[::-1]
    push(asking, "not on word boundaries 1")
    assert [row[0] for row in listed(asking)] == ["not on word boundaries"]
    push(asking, f"All {len(found)}")
    assert len(listed(asking)) == len(found)


@pytest.mark.parametrize("mode", [theme.Mode.LIGHT, theme.Mode.DARK])
def test_the_selected_row_is_seen(desk, qapp, asking, mode):
    theme.apply(qapp, mode)
    try:
        asking.table.setFocus()
        desk.press("Down")
        asking.table.selectRow(0)
        seen = asking.table.viewport().grab().toImage()
        rect = asking.table.visualRect(asking.table.model().index(0, 0))
        colours = {seen.pixelColor(x, rect.center().y()).name() for x in range(rect.left(), rect.right())}
        assert theme.colours().accent_soft in colours
        assert any(
            abs(QColor(c).lightness() - QColor(theme.colours().accent_soft).lightness()) > 100
            for c in colours
        )
    finally:
        theme.apply(qapp, theme.Mode.LIGHT)


def choose_format(desk, asking, name):
    """Go by keys through the formats to this one, and wait until it has been looked at."""
    box = asking.findChildren(QComboBox)[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentData().name == name:
            break
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData().name == name
    desk.wait_until(lambda: asking.report is not None and not asking.is_checking)


def tabs_in(asking):
    """Return the tabs that are seen, and whether each is in front."""
    found = {}
    for one in asking.findChildren(QPushButton):
        if one.property("role") == "segment" and one.isVisible():
            found[one.text().rstrip("0123456789, ")] = one.isChecked()
    return found


def test_losses_are_in_front_though_the_format_before_had_only_notes(desk, asking):
    choose_format(desk, asking, "jsonl")
    assert tabs_in(asking) == {"Notes": True}
    choose_format(desk, asking, "conll")
    assert tabs_in(asking)["Not held as it is"]
    assert asking.table.isVisible()


def test_a_tab_that_was_chosen_stays_while_the_question_does(desk, asking, first):
    push(asking, next(b.text() for b in asking.findChildren(QPushButton) if b.text().startswith("Notes")))
    before = len(listed(asking))
    mark(desk, first, "CLAIM", 14, 16)
    desk.wait_until(lambda: len(listed(asking)) > before and not asking.is_checking)
    assert tabs_in(asking)["Notes"]
    choose_format(desk, asking, "conll")
    assert not tabs_in(asking)["Notes"]
    assert asking.table.isVisible()


def test_nothing_lost_is_said_calmly_without_a_table_or_fixes(desk):
    desk.press("Ctrl+E")
    desk.wait_until(lambda: isinstance(QApplication.activeWindow(), ExportWindow))
    asking = QApplication.activeWindow()
    choose_format(desk, asking, "jsonl")
    assert not tabs_in(asking)
    assert not asking.table.isVisible()
    assert not asking.losses.mending.isVisible()
    shown = [one for one in asking.findChildren(QLabel) if one.isVisible()]
    assert "Nothing is lost. Export writes it, and then reads it back." in [one.text() for one in shown]
    labels, into, said = (
        next(one for one in shown if one.text().startswith(text))
        for text in ("Labels", "Into the file", "4 articles")
    )
    assert bottom(asking, into) - bottom(asking, labels) < 60
    assert bottom(asking, said) - bottom(asking, into) < 60


def test_the_first_look_shows_no_empty_table(desk, first, monkeypatch):
    go_on = threading.Event()

    def slow(*args):
        assert go_on.wait(5)
        return preflight(*args)

    monkeypatch.setattr("annotator.workspace.exporting.preflight", slow)
    desk.press("Ctrl+E")
    desk.wait_until(lambda: isinstance(QApplication.activeWindow(), ExportWindow))
    asking = QApplication.activeWindow()
    try:
        assert "Checking what the format can hold…" in texts_in(asking)
        assert not asking.table.isVisible()
        assert not asking.losses.mending.isVisible()
        assert not any("Nothing is lost" in text for text in texts_in(asking))
    finally:
        go_on.set()
    desk.wait_until(asking.table.isVisible)
    assert asking.losses.mending.isVisible()


def bottom(window, widget):
    return widget.mapTo(window, QPoint(0, widget.height())).y()


def test_while_another_format_is_checked_no_list_of_the_last_one_is_left(desk, asking):
    assert asking.table.isVisible()
    box = asking.findChildren(QComboBox)[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert asking.is_checking
    assert not asking.table.isVisible()
    assert not asking.losses.mending.isVisible()
    assert not asking.findChildren(QPushButton)[-1].isEnabled()


def test_what_was_said_of_the_last_export_goes_when_another_is_asked_for(desk, asking, tmp_path):
    for change in (
        lambda: type_into(asking.form.place, str(tmp_path / "elsewhere")),
        lambda: choose_format(desk, asking, "conll"),
    ):
        asking.come_back("Stopped. Nothing was written.")
        assert "Stopped. Nothing was written." in texts_in(asking)
        change()
        assert "Stopped. Nothing was written." not in texts_in(asking)


def test_what_becomes_of_a_loss_has_the_room(desk, asking):
    header = asking.table.horizontalHeader()
    for width in (1000, 700):
        asking.resize(width, 600)
        desk.wait_until(lambda w=width: abs(asking.table.width() - w) < 60)
        widths = [header.sectionSize(column) for column in range(6)]
        assert widths[5] == max(widths)
        assert widths[5] >= 0.4 * sum(widths)
        assert sum(widths) <= asking.table.viewport().width()


def test_labels_are_called_and_sorted_by_their_titles(desk, asking):
    header = asking.table.horizontalHeader()
    assert sorted(row[3] for row in listed(asking)) == ["Actor", "Claim"]
    place = QPoint(header.sectionViewportPosition(3) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row[3] for row in listed(asking)] == ["Actor", "Claim"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row[3] for row in listed(asking)] == ["Claim", "Actor"]


@pytest.mark.parametrize("is_told", [True, False])
def test_reading_back_is_not_called_the_last_article(desk, asking, tmp_path, monkeypatch, is_told):
    go_on = threading.Event()

    def slow(*args):
        args[4](2, 3)
        if is_told:
            args[4](3, 3)
        assert go_on.wait(5)
        raise AnnotatorError("There is no room.")

    monkeypatch.setattr("annotator.workspace.exporting.export", slow)
    type_into(asking.form.place, str(tmp_path / "corpus"))
    desk.wait_until(asking.findChildren(QPushButton)[-1].isEnabled)
    push(asking, "Export")
    expected = "Written; reading it back…" if is_told else "2 of 3 articles"
    try:
        dialog = desk.window.findChild(ProgressDialog)
        desk.wait_until(lambda: expected in texts_in(dialog))
    finally:
        go_on.set()
    desk.wait_until(asking.isVisible)


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


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_place_that_cannot_be_written_is_refused_in_the_window(desk, asking, tmp_path):
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    box = asking.findChildren(QComboBox)[0]
    box.setCurrentIndex(next(n for n in range(box.count()) if box.itemData(n).name == "brat"))
    desk.wait_until(lambda: asking.report is not None and not asking.is_checking)
    type_into(asking.form.place, str(full))
    export = asking.findChildren(QPushButton)[-1]
    assert not export.isEnabled()
    assert any("not empty" in text for text in texts_in(asking))
    type_into(asking.form.place, str(tmp_path / "new"))
    assert export.isEnabled()
    assert not any("not empty" in text for text in texts_in(asking))


def test_what_fails_in_writing_leaves_all_that_was_chosen(desk, asking, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise AnnotatorError("There is no room.")

    monkeypatch.setattr("annotator.workspace.exporting.write", fail)
    place = str(tmp_path / "corpus")
    type_into(asking.form.place, place)
    desk.wait_until(asking.findChildren(QPushButton)[-1].isEnabled)
    push(asking, "Export")
    desk.wait_until(lambda: any("There is no room." in text for text in texts_in(asking)))
    assert asking.isVisible()
    assert asking.form.place.text() == place
    monkeypatch.undo()
    with desk.answering(lambda dialog: None):
        push(asking, "Export")
    desk.wait_until(lambda: not desk.window.findChildren(ExportWindow))


def test_the_split_is_shown_and_made_anew_after_asking(desk, asking):
    mark(desk, desk.workspace.queue(desk.session.annotator.id)[2], "CLAIM", 0, 7)
    desk.wait_until(lambda: asking.report is not None and asking.report.documents == 2)
    with desk.workspace.transaction() as conn:
        conn.execute("INSERT INTO side SELECT id, 'train' FROM document")
    asking.check()
    desk.wait_until(lambda: not asking.is_checking)
    push(asking, "Sides")
    said = [text for text in texts_in(asking) if text.startswith("Articles by side")]
    assert said == [
        "Articles by side: training 2 (100 %) · evaluation 0 (0 %). 2 articles keep the side of an earlier export."
    ]
    rows = asking.sides.articles.columns
    assert [rows.index(row, 0).data() for row in range(rows.rowCount())] == ["training"] * 2
    with desk.answering(lambda dialog: desk.click_button("Cancel", dialog)):
        push(asking, "Split anew…")
    assert not asking.is_checking
    with desk.answering(lambda dialog: desk.click_button("Split anew", dialog)):
        push(asking, "Split anew…")
    desk.wait_until(lambda: not asking.is_checking)
    assert sorted(rows.index(row, 0).data() for row in range(2)) == ["evaluation", "training"]
    assert desk.workspace.conn.execute("SELECT DISTINCT side FROM side").fetchall() == [("train",)]
    asking.activateWindow()
    desk.wait_until(asking.isActiveWindow)
    asking.sides.articles.setFocus()
    asking.sides.articles.selectRow(1)
    desk.press("Return")
    assert not asking.isVisible()
    assert desk.session.document.id == asking.sides.articles.columns.rows[1].document_id


def test_many_labels_without_an_example_are_one_note(desk, asking):
    scheme = desk.workspace.scheme
    for one, word in zip(scheme.labels, ("above", "Lisov", "energy", "Jana"), strict=True):
        place = desk.text.index(word)
        mark(desk, desk.session.document.id, one.name, place, place + len(word))
    mark(desk, desk.workspace.queue(desk.session.annotator.id)[2], "CLAIM", 0, 7)
    desk.wait_until(lambda: "labels have no example" in asking.notes.toPlainText())
    assert asking.notes.toPlainText().count("no example") == 1
    room = asking.screen().availableSize()
    assert asking.height() <= room.height()
    asking.resize(700, 560)
    assert asking.height() <= 600


def test_the_size_is_remembered(desk, asking):
    asking.resize(710, 570)
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    desk.wait_until(lambda: not desk.window.findChildren(ExportWindow))
    desk.window.activateWindow()
    desk.wait_until(desk.window.isActiveWindow)
    desk.press("Ctrl+E")
    desk.wait_until(lambda: isinstance(QApplication.activeWindow(), ExportWindow))
    assert (QApplication.activeWindow().width(), QApplication.activeWindow().height()) == (710, 570)


def test_articles_are_chosen_by_the_words_of_the_queue(desk, asking):
    other = desk.workspace.queue(desk.session.annotator.id)[2]
    mark(desk, other, "SOURCE", 0, 7)
    desk.wait_until(lambda: asking.report is not None and asking.report.documents == 2)
    push(asking, "More options")
    QTest.keyClicks(QApplication.focusWidget(), "label:source")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # does not export
    desk.wait_until(lambda: asking.report is not None and asking.report.documents == 1)
    QTest.keyClicks(QApplication.focusWidget(), " label:none")
    desk.wait_until(lambda: asking.report is None and not asking.is_checking)
    assert any("none" in text.lower() for text in texts_in(asking))


def test_closing_the_project_closes_it(desk, asking):
    desk.window.activateWindow()
    desk.wait_until(desk.window.isActiveWindow)
    desk.press("Ctrl+W")
    desk.wait_until(lambda: desk.screen is None)
    desk.wait_until(lambda: not desk.window.findChildren(ExportWindow))


def test_what_is_decided_trains_with_its_final_reading_alone(desk, first):
    gold = desk.workspace.annotator("gold").id
    desk.workspace.conn.execute("UPDATE annotator SET kind = 'gold' WHERE id = ?", (gold,))
    mark(desk, first, "CLAIM", 0, 6, "gold")
    done = edits.set_state(desk.workspace.annotations(first, gold), State.DONE)
    desk.workspace.execute(done, gold)
    desk.press("Ctrl+E")
    desk.wait_until(lambda: isinstance(QApplication.activeWindow(), ExportWindow))
    window = QApplication.activeWindow()
    desk.wait_until(lambda: window.report is not None)
    boxes = window.findChildren(QComboBox)
    kinds = next(box for box in boxes if hasattr(box.itemData(0), "makes_folder"))
    who = next(box for box in boxes if box.findText("gold") >= 0)
    assert who.currentText() == "The final reading, otherwise everybody"
    assert "final reading is written" in window.notes.toPlainText()
    kinds.setCurrentIndex(next(n for n in range(kinds.count()) if kinds.itemData(n).name == "jsonl"))
    assert who.currentText() == "Everybody"
    desk.wait_until(lambda: "final reading is written" not in window.notes.toPlainText())


def texts_in(window):
    notes = [one.toPlainText() for one in window.findChildren(QPlainTextEdit)]
    return [*notes, *(one.text() for one in window.findChildren(QLabel))]
