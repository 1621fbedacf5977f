"""The command palette: everything that can be done, found by a few letters and done by Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from annotator.core.spans import State
from annotator.gui import settings
from annotator.gui.actions import ACTIONS, Where
from annotator.gui.palette.match import fit
from annotator.gui.palette.panel import Palette


def palette(desk):
    (found,) = [one for one in desk.window.findChildren(Palette) if one.isVisible()]
    return found


def listed(desk):
    model = palette(desk).findChild(QListView).model()
    return [model.data(model.index(row), Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]


def is_open(desk):
    return any(one.isVisible() for one in desk.window.findChildren(Palette))


def test_every_action_and_every_label_key_is_offered(desk):
    desk.press("Ctrl+K")
    texts = {offer.text for offer in listed(desk)}
    expected = {action.text().replace("&&", "&") for action in desk.window.actions_.values()}
    assert expected - {"Command palette"} <= texts
    assert {action.text() for action in desk.screen.label_actions} <= texts
    there = [entry for entry in ACTIONS if entry.where != Where.REVIEW]
    assert len(desk.window.actions_) == len(there)


def test_letters_lead_to_an_action_and_enter_does_it_where_the_keyboard_was(desk):
    desk.press("Ctrl+K")
    desk.type("mark as cla")
    assert listed(desk)[0].text == "Mark as Claim"
    assert listed(desk)[0].keys == "2"
    desk.press("Return")
    assert not is_open(desk)
    assert desk.article.hasFocus()
    assert desk.spans() == [("CLAIM", "Dam")]


def test_escape_closes_it_and_the_keyboard_is_back_in_the_field_it_came_from(desk):
    desk.press("Ctrl+F", "Ctrl+K")
    assert is_open(desk)
    desk.press("Escape")
    assert not is_open(desk)
    assert desk.screen.queue.search.hasFocus()


def test_what_was_chosen_last_comes_first_also_after_a_restart(desk, open_desk):
    for letters in ("flag this", "larger"):
        desk.press("Ctrl+K")
        desk.type(letters)
        desk.press("Return")
    path = desk.workspace.path
    desk.press("Ctrl+Q")
    again = open_desk(path)
    again.press("Ctrl+K")
    assert [offer.text for offer in listed(again)[:2]] == ["Larger text", "Flag this article"]


def test_arrows_walk_the_list_and_stop_at_its_ends(desk):
    desk.press("Ctrl+K")
    view = palette(desk).findChild(QListView)
    desk.press("Up")
    assert view.currentIndex().row() == 0
    desk.press("Down", "Down", "PgDown")
    assert view.currentIndex().row() == 12
    for _ in range(20):
        desk.press("PgDown")
    assert view.currentIndex().row() == view.model().rowCount() - 1


def test_a_click_runs_and_a_click_elsewhere_closes(desk):
    desk.press("Ctrl+K")
    desk.type("flag this")
    view = palette(desk).findChild(QListView)
    QApplication.processEvents()
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.state()[1]
    desk.press("Ctrl+K")
    desk.click(desk.text.index("minister"))
    assert not is_open(desk)
    assert desk.marked() == "minister"


def test_what_cannot_be_done_now_is_greyed_and_does_nothing(desk):
    desk.press("Ctrl+K")
    desk.type("redo")
    offer = listed(desk)[0]
    assert (offer.text, offer.enabled, offer.detail) == ("Redo", False, "not possible now")
    desk.press("Return")
    assert is_open(desk)


def test_letters_that_fit_nothing_say_so(desk, hands):
    desk.press("Ctrl+K")
    desk.type("zzzz")
    assert listed(desk) == []
    assert "Nothing is called so." in hands.texts_in(palette(desk))
    desk.press("Return", "Down")
    assert is_open(desk)


def test_keys_do_not_reach_the_article_behind(desk):
    desk.press("Ctrl+K")
    desk.type("1x")
    desk.press("Return")
    assert desk.spans() == []
    assert desk.state()[0] == State.TO_DO


def test_the_start_page_offers_recent_projects(desk):
    path = desk.workspace.path
    desk.press("Ctrl+W", "Ctrl+K")
    desk.type("open mol")
    assert [offer.text for offer in listed(desk)] == ["Open Moldau"]
    desk.press("Return")
    assert desk.workspace.path == path


def test_it_stays_inside_a_small_window(desk):
    desk.window.resize(700, 480)
    desk.press("Ctrl+K")
    assert desk.window.rect().contains(palette(desk).geometry())
    desk.window.resize(900, 700)
    QApplication.processEvents()
    assert abs(palette(desk).geometry().center().x() - desk.window.width() // 2) <= 1


def test_a_remembered_list_that_makes_no_sense_is_passed_over(desk):
    settings.remember("palette", "\x00,nothing")
    desk.press("Ctrl+K")
    assert len(listed(desk)) > 20


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("", "Undo"),
        ("nea", "Next article"),
        ("next", "Next article"),
        ("n a", "Next article"),
        ("article next", "Next article"),
        ("nextart", "Next article"),
        ("NEXT", "Next article"),
        ("loschen", "Spanne löschen"),
        ("loeschen", "Spanne löschen"),
        ("LÖSCHEN", "Spanne löschen"),
        ("lo\u0308schen", "Spanne löschen"),
        ("grosse", "Übliche Größe"),
        ("uegr", "Übliche Größe"),
        ("tikel", "Nächster Artikel"),
        ("anr", "an nr"),
    ],
)
def test_letters_that_fit(wanted, text):
    assert fit(wanted, text) is not None


@pytest.mark.parametrize(
    ("wanted", "text"), [("xt", "Next article"), ("an", "Next article"), ("x", ""), ("nexu", "Next article")]
)
def test_letters_that_do_not_fit(wanted, text):
    assert fit(wanted, text) is None


def test_nearer_texts_come_first():
    near, far, within = (fit("mark", text) for text in ("Mark as Claim", "Add a mark", "Bookmark it"))
    assert near < far < within


def test_a_long_senseless_text_takes_no_time():
    assert fit("a" * 80, " ".join(["aaaa"] * 30)) is not None
