"""Linking spans: R, a choice among the ends that the scheme allows, Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


@pytest.fixture
def marked(desk):
    """Mark a claim, its source and cue, two actors, and let go."""
    for words, key in (
        ("Lisov", "1"), ("minister", "3"), ("Dvorska", "1"), ("said", "4"), ("We have checked every gate", "2"),
        ("she", "3"),
    ):  # fmt: skip
        desk.go_to(words, of=1 if words == "minister" else 0)
        desk.press(key)
    desk.press("Esc", "Ctrl+Home")
    return desk


def take(desk, words):
    """Take a span in hand with Tab."""
    for _ in range(10):
        desk.press("Tab")
        if desk.session.span.covered(desk.text) == words:
            return
    raise AssertionError(words)


def links(desk):
    stored = desk.stored()
    return sorted(
        (r.type, stored.spans[r.head_id].covered(desk.text), stored.spans[r.child_id].covered(desk.text))
        for r in stored.relations.values()
    )


def offered(desk):
    spans = desk.session.annotations.spans
    return sorted(spans[i].covered(desk.text) for i in desk.session.candidates)


def chosen(desk):
    return desk.session.annotations.spans[desk.session.candidate].covered(desk.text)


def test_only_spans_that_the_scheme_lets_a_claim_be_linked_with_are_offered(marked):
    take(marked, "We have checked every gate")
    marked.press("R")
    assert offered(marked) == ["Dvorska", "Lisov", "minister", "said", "she"]
    marked.press("Esc")
    take(marked, "said")
    marked.press("R")
    assert offered(marked) == ["We have checked every gate"]
    marked.press("Esc")
    take(marked, "Lisov")
    marked.press("R")
    assert offered(marked) == ["We have checked every gate", "minister", "she"]


def test_the_nearest_is_chosen_first_and_enter_links(marked):
    take(marked, "We have checked every gate")
    marked.press("R")
    assert "Enter links" in marked.said
    assert chosen(marked) == "she"
    marked.press("Return")
    assert links(marked) == [("attributed_to", "We have checked every gate", "she")]
    assert marked.session.candidates == []


@pytest.mark.parametrize(("on", "back"), [("Tab", "Shift+Tab"), ("Right", "Left"), ("Down", "Up")])
def test_tab_and_arrows_choose_the_other_end(marked, on, back):
    take(marked, "We have checked every gate")
    marked.press("R", on)
    assert chosen(marked) == "Lisov"
    marked.press(on)
    assert chosen(marked) == "minister"
    marked.press(back, back)
    assert chosen(marked) == "she"
    marked.press(on, "Return")
    assert links(marked) == [("about", "We have checked every gate", "Lisov")]


def test_a_click_on_the_words_links_with_them(marked):
    take(marked, "We have checked every gate")
    marked.press("R")
    marked.click(marked.text.index("Dvorska"))
    assert links(marked) == [("about", "We have checked every gate", "Dvorska")]


def test_a_click_beside_every_offer_ends_linking_without_a_link(marked):
    take(marked, "We have checked every gate")
    marked.press("R")
    marked.click(marked.text.index("Engineers"))
    assert links(marked) == []
    assert marked.session.candidates == []


def test_escape_ends_linking_and_keeps_the_span_in_hand(marked):
    take(marked, "We have checked every gate")
    marked.press("R", "Esc")
    assert links(marked) == []
    assert marked.session.candidates == []
    assert marked.session.span.covered(marked.text) == "We have checked every gate"
    assert marked.said == ""


def test_the_direction_is_the_schemes_whichever_end_is_in_hand(marked):
    take(marked, "said")
    marked.press("R", "Return")
    take(marked, "Dvorska")
    marked.press("R")
    assert chosen(marked) == "minister"
    marked.press("Return")
    assert links(marked) == [
        ("refers_to", "minister", "Dvorska"),
        ("signals", "said", "We have checked every gate"),
    ]


def test_a_link_that_is_there_is_not_offered_again(marked):
    take(marked, "said")
    marked.press("R", "Return", "R")
    assert marked.said == "There is no other span here that CUE may be linked with."
    assert len(links(marked)) == 1


def test_r_without_a_span_says_what_to_do(marked):
    marked.press("R")
    assert marked.said == "Select a span first, then press R to link it."


def test_enter_after_linking_marks_the_article_as_done_again(marked):
    first = marked.session.document.id
    take(marked, "said")
    marked.press("R", "Return")
    assert marked.session.document.id == first
    marked.press("Return")
    assert marked.session.document.id != first


def test_deleting_a_span_takes_its_links_with_it_and_undo_brings_all_back(marked):
    take(marked, "We have checked every gate")
    marked.press("R", "Return")
    take(marked, "said")
    marked.press("R", "Return")
    before = (marked.spans(), links(marked))
    take(marked, "We have checked every gate")
    marked.press("Delete")
    assert links(marked) == []
    marked.press("Ctrl+Z")
    assert (marked.spans(), links(marked)) == before


def test_relabelling_drops_links_that_are_no_longer_allowed_and_says_so(marked):
    take(marked, "said")
    marked.press("R", "Return")
    take(marked, "said")
    marked.press("1")
    assert links(marked) == []
    assert "Undo: relabel CUE as ACTOR (its links: −1)" in marked.status


def test_a_chip_goes_to_the_other_end_and_its_cross_takes_the_link_away(marked):
    take(marked, "We have checked every gate")
    marked.press("R", "Return")
    marked.click_button("she", marked.screen.inspector)
    assert marked.session.span.covered(marked.text) == "she"
    marked.click_button("We have", marked.screen.inspector)
    marked.click_button("✕", marked.screen.inspector)
    assert links(marked) == []


def test_the_link_button_does_what_r_does(marked):
    take(marked, "said")
    marked.click_button("Link", marked.screen.inspector)
    assert offered(marked) == ["We have checked every gate"]
    QTest.keyClick(marked.article, Qt.Key.Key_Return)
    assert len(links(marked)) == 1
