"""The labels in the inspector, few or forty, and the guideline of the one in hand or pointed at."""

import shutil

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from annotator.core.scheme_draft import SchemeDraft
from annotator.gui.annotate.label_list import FEW
from annotator.workspace import scheming
from annotator.workspace.workspace import Workspace


@pytest.fixture
def forty(open_desk, project, tmp_path):
    """Return a window on a project with forty labels, most without a key, one with a long guideline."""
    path = tmp_path / "Forty.annotator"
    shutil.copyfile(project, path)
    workspace = Workspace(path)
    draft = SchemeDraft(workspace.scheme)
    for number in range(36):
        label = draft.add_label()
        label.name = f"LABEL_{number:02}"
        label.title = f"A label with quite a long name that ends in {number:02}"
    draft.labels[-1].guideline = "A long guideline. " * 200
    scheming.change_scheme(workspace, draft.edit(), workspace.annotator("Ines").id)
    workspace.close()
    return open_desk(path.resolve())


def rows(desk):
    """Return the names of the labels shown."""
    return [name for name, row in desk.screen.inspector.labels._rows.items() if row.isVisible()]


def guideline(desk, hands):
    box = desk.screen.inspector.guideline
    return hands.texts_in(box) if box.isVisible() else []


def hover(row, *, on):
    event = QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)) if on else QEvent(QEvent.Type.Leave)
    QApplication.sendEvent(row, event)


def test_few_labels_need_no_filter_and_the_key_goes_to_the_first(desk):
    assert not desk.screen.inspector.labels.search.isVisible()
    desk.go_to("Lisov")
    desk.press("L", "Down", "Return")
    assert desk.spans() == [("CLAIM", "Lisov")]
    assert desk.article.hasFocus()


def test_a_label_without_a_key_is_found_by_its_name_and_marks(forty):
    assert forty.screen.inspector.labels.search.isVisible()
    forty.go_to("Lisov")
    forty.press("L")
    forty.type("ends in 17")
    assert rows(forty) == ["LABEL_17"]
    forty.press("Return")
    assert forty.spans() == [("LABEL_17", "Lisov")]
    assert forty.article.hasFocus()
    assert len(rows(forty)) == 40


def test_the_filter_is_walked_with_the_arrows_and_left_by_escape(forty):
    forty.go_to("Lisov")
    forty.press("L")
    forty.type("label_0")
    forty.press("Down", "Down", "Up", "Down", "Return")
    assert forty.spans() == [("LABEL_01", "Lisov")]
    forty.press("L")
    forty.type("nothing has this")
    assert rows(forty) == []
    assert any("No label has this" in text for text in forty_texts(forty))
    forty.press("Return")
    assert len(forty.spans()) == 1
    forty.press("Esc")
    assert forty.article.hasFocus()
    assert len(rows(forty)) == 40


def forty_texts(desk):
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in desk.screen.inspector.labels.findChildren(QLabel) if label.isVisible()]


def test_many_labels_scroll_and_nothing_is_wider_than_its_pane(forty):
    labels = forty.screen.inspector.labels
    (area,) = labels.findChildren(QScrollArea)
    assert area.height() < FEW * 31
    assert area.widget().height() > area.height()
    for row in labels._rows.values():
        assert row.width() <= area.viewport().width()
        assert row.fontMetrics().horizontalAdvance(row.text()) < row.width()


def test_the_label_in_hand_is_scrolled_into_sight(forty):
    forty.go_to("Lisov")
    forty.press("L")
    forty.type("in 35")
    forty.press("Return")
    row = forty.screen.inspector.labels._rows["LABEL_35"]
    assert row.isChecked()
    assert not row.visibleRegion().isEmpty()


def test_the_guideline_is_that_of_the_label_in_hand_or_pointed_at(desk, hands):
    assert guideline(desk, hands) == []
    desk.go_to("Lisov")
    desk.press("1")
    assert guideline(desk, hands)[0] == "GUIDELINE · ACTOR"
    cue = desk.screen.inspector.labels._rows["CUE"]
    hover(cue, on=True)
    assert guideline(desk, hands)[0] == "GUIDELINE · CUE"
    hover(cue, on=False)
    assert guideline(desk, hands)[0] == "GUIDELINE · ACTOR"
    desk.press("L", "Down")
    assert guideline(desk, hands)[0] == "GUIDELINE · CLAIM"
    desk.press("Esc", "Esc")
    assert guideline(desk, hands) == []


def test_a_long_guideline_scrolls_and_none_is_not_shown(forty, hands):
    forty.go_to("Lisov")
    forty.press("L")
    forty.type("in 35")
    forty.press("Return")
    box = forty.screen.inspector.guideline
    (area,) = box.findChildren(QScrollArea)
    forty.wait_until(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.height() < 200
    forty.press("L")
    forty.type("in 34")
    forty.press("Return")
    assert forty.spans() == [("LABEL_34", "Lisov")]
    assert not box.isVisible()


def test_of_few_labels_too_one_is_found_by_typing_its_name(desk):
    desk.go_to("Lisov")
    desk.press("L")
    desk.type("cue")
    assert rows(desk) == ["CUE"]
    desk.press("Return")
    assert desk.spans() == [("CUE", "Lisov")]
    assert desk.article.hasFocus()
    assert not desk.screen.inspector.labels.search.isVisible()
    assert len(rows(desk)) > 1
