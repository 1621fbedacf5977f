"""The list of reasons, edited by keys, and the gaps of a guideline, from where it is read."""

import json
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.core.decisions import Choice
from annotator.gui.review.feedback import FeedbackWindow
from annotator.gui.review.reasons import ReasonsDialog
from annotator.gui.scheme.editor import SchemeEditor
from annotator.workspace.importing import import_files
from annotator.workspace.reasons import count_gaps, gap, reasons
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace


@pytest.fixture
def lead(workspace):
    return workspace.annotator("Lead").id


@pytest.fixture
def dialog(workspace, lead, qapp):
    made = ReasonsDialog(workspace, lead)
    made.show()
    assert QTest.qWaitForWindowActive(made, 4_000)
    yield made
    made.close()
    made.deleteLater()


def press(dialog, *keys):
    for key in keys:
        QTest.keySequence(dialog.focusWidget() or dialog, key)
        QApplication.processEvents()


def write(dialog, text):
    editor = dialog.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)


def test_reasons_are_added_renamed_moved_and_removed_by_keys_in_one_step(workspace, lead, dialog):
    press(dialog, "Del", "F2")  # what was the second is renamed
    write(dialog, "Too long")
    press(dialog, "Return", "Ins")
    write(dialog, "Unclear")
    press(dialog, "Return", "Alt+Up", "Ctrl+S")
    assert not dialog.isVisible()
    assert reasons(workspace) == ("Too long", "Ambiguous text", "Guideline gap", "Unclear", "Other")
    workspace.undo(lead)
    assert reasons(workspace)[0] == "Guideline"


def test_a_name_that_is_being_written_is_saved_with_the_list(workspace, dialog):
    press(dialog, "F2")
    write(dialog, "Rule 3")
    press(dialog, "Ctrl+S")
    assert reasons(workspace)[0] == "Rule 3"


def test_which_reason_means_a_gap_is_chosen_and_cannot_be_removed(workspace, dialog):
    press(dialog, "Down", "Ctrl+G", "Del")
    assert "guideline gap" in dialog._message.text()
    press(dialog, "Ctrl+S")
    assert gap(workspace).name == "Slip"
    assert len(reasons(workspace)) == 5


def test_escape_leaves_the_list_as_it_was(workspace, dialog):
    press(dialog, "Del", "Escape")
    assert len(reasons(workspace)) == 5


@pytest.fixture
def with_gap(open_desk, project):
    """The window on an article of which one decision about SOURCE was marked as a gap."""
    readings = {"Ada": [{"start": 0, "end": 4, "label": "SOURCE"}], "Bo": []}
    lines = [
        json.dumps({"text": "Kiew meldet Verluste.", "spans": spans, "_annotator_id": name, "state": "done"})
        for name, spans in readings.items()
    ]
    source = project.with_name("read.jsonl")
    source.write_text("\n".join(lines), encoding="utf-8")
    with closing(Workspace(project)) as workspace:
        import_files(workspace, [source])
        workspace.conn.execute("UPDATE layer SET state = 'done'")
    desk = open_desk(project)
    review = Review(desk.workspace, desk.workspace.annotator("Lead").id)
    row = next(row for row in review.rows if row.labels == ("SOURCE",))
    review.decide(review.open(row.document_id, row.key), Choice.NONE, reason="Guideline gap")
    return desk


def feedback_of(desk):
    return next(one for one in desk.window.findChildren(FeedbackWindow) if one.isVisible())


def test_the_guideline_of_a_label_leads_to_its_gaps(with_gap):
    inspector = with_gap.window.screen_.inspector
    for name, shown in (("CLAIM", False), ("SOURCE", True)):
        inspector.labels.pointed.emit(name)
        assert inspector.guideline.gaps.isVisibleTo(inspector) == shown
    assert "1 guideline gap" in inspector.guideline.gaps.text()
    inspector.guideline.gaps.click()
    found = feedback_of(with_gap)
    assert found.label.currentData() == "SOURCE"
    with_gap.wait_until(lambda: not found.is_busy)
    assert [row[1:3] for row in found.gaps.rows] == [("Source: Kiew\n–", "–")]  # the label by its title
    found.label.setCurrentIndex(found.label.findData("CLAIM"))
    with_gap.wait_until(lambda: not found.is_busy)
    assert not found.gaps.rows


def test_the_scheme_editor_leads_to_the_gaps_of_a_label(with_gap):
    workspace = with_gap.workspace
    editor = SchemeEditor(workspace.scheme, lambda _: "", with_gap.window, count_gaps(workspace))
    asked = []
    editor.gaps_pressed.connect(asked.append)
    names = [one.name for one in workspace.scheme.labels]
    for name, shown in (("CLAIM", False), ("SOURCE", True)):
        editor.labels.list.setCurrentRow(names.index(name))
        assert editor.label_form.gaps.isVisibleTo(editor.label_form) == shown
    editor.label_form.gaps.click()
    assert asked == ["SOURCE"]
    editor.deleteLater()


def test_enter_on_a_row_of_the_feedback_leads_to_its_article(with_gap):
    desk = with_gap
    desk.press("F8")
    desk.window.actions_["review_feedback"].trigger()
    found = feedback_of(desk)
    desk.wait_until(lambda: not found.is_busy)
    assert [row[1] for row in found.own.rows] == ["Ada"]
    QTest.keyClick(found._own_table.table, Qt.Key.Key_Return)
    assert not found.isVisible()
    assert not desk.window.is_reviewing
    assert desk.article.text == "Kiew meldet Verluste."
    desk.wait_until(desk.article.hasFocus)


@pytest.mark.parametrize("key", ["F7", "F8"])
def test_feedback_of_an_annotator_is_their_own_and_of_a_lead_in_review_everybodys(with_gap, key):
    desk = with_gap
    desk.press(key)
    desk.window.actions_["review_feedback"].trigger()
    found = feedback_of(desk)
    assert found.who.currentData() == (desk.screen.session.annotator.id if key == "F7" else None)
    desk.wait_until(lambda: not found.is_busy)
    found.close()


def test_the_readings_of_one_annotator_are_written_to_a_list(with_gap, tmp_path):
    desk = with_gap
    found = FeedbackWindow(desk.workspace, desk.window.screen_, who=desk.workspace.annotator("Ada").id)
    found.show()
    desk.wait_until(lambda: not found.is_busy)
    found.write_own(tmp_path / "ada.md")
    desk.wait_until(lambda: not found.is_busy)
    lines = (tmp_path / "ada.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Readings and decisions: Ada"
    assert any("Kiew" in line for line in lines)
    found.write_own(tmp_path / "ada.csv")
    desk.wait_until(lambda: not found.is_busy)
    assert "Kiew" in (tmp_path / "ada.csv").read_text(encoding="utf-8")
    found.close()
