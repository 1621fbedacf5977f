"""Linking spans: R, a choice among the ends that the scheme allows, Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


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
    return sorted(spans[i].covered(desk.text) for i in desk.session.linking.ends)


def chosen(desk):
    return desk.session.annotations.spans[desk.session.linking.candidate].covered(desk.text)


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
    assert marked.session.linking is None


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
    assert marked.session.linking is None


def test_escape_ends_linking_and_keeps_the_span_in_hand(marked):
    take(marked, "We have checked every gate")
    marked.press("R", "Esc")
    assert links(marked) == []
    assert marked.session.linking is None
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
    assert "Undo: relabel Cue as Actor (its links: −1)" in marked.status


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


# Which link, where several fit


@pytest.fixture
def ambiguous(open_desk, tmp_path, hands, scheme_of_two):
    """Open an article under a scheme with two links from a claim to a source, and mark a claim and two sources."""
    path = tmp_path / "Two.annotator"
    hands.make_project(path, [(hands.DAM, {"title": "Dam is safe"})], scheme_of_two)
    desk = open_desk(path.resolve())
    for words, key in (("The dam above Lisov is safe", "2"), ("Jana Dvorska", "3"), ("Engineers", "3")):
        desk.go_to(words)
        desk.press(key)
    desk.press("Esc", "Ctrl+Home", "Tab")
    return desk


@pytest.fixture
def scheme_of_two():
    from dataclasses import replace

    from annotator.core.scheme import RelationType
    from annotator.workspace.resources import default_scheme

    scheme = default_scheme()
    denied = RelationType("denied_by", "Denied by", ("CLAIM",), ("SOURCE",))
    return replace(scheme, relations=(*scheme.relations, denied))


def test_where_two_links_fit_the_digits_choose_and_the_words_say_which(ambiguous):
    ambiguous.press("R")
    assert "as what: 1 Source, 2 Denied by" in ambiguous.said
    assert "“Source”" in ambiguous.said
    ambiguous.press("2")
    assert "“Denied by”" in ambiguous.said
    ambiguous.press("Return")
    assert links(ambiguous) == [("denied_by", "The dam above Lisov is safe", "Jana Dvorska")]
    assert [label for label, _ in ambiguous.spans()] == ["CLAIM", "SOURCE", "SOURCE"]


def test_a_digit_beyond_the_links_and_a_labels_key_do_nothing_while_linking(ambiguous):
    ambiguous.press("R", "4", "1")
    assert ambiguous.session.linking is not None
    assert "“Source”" in ambiguous.said
    assert [label for label, _ in ambiguous.spans()] == ["CLAIM", "SOURCE", "SOURCE"]


def test_the_choice_of_the_link_is_offered_to_the_mouse_too(ambiguous):
    ambiguous.press("R")
    ambiguous.click_button("2 Denied by", ambiguous.screen.inspector)
    ambiguous.click_button("Link ⏎", ambiguous.screen.inspector)
    assert links(ambiguous) == [("denied_by", "The dam above Lisov is safe", "Jana Dvorska")]


def test_a_click_on_an_end_with_several_links_chooses_it_and_a_second_links(ambiguous):
    ambiguous.press("R")
    place = ambiguous.text.index("Engineers")
    ambiguous.click(place)
    assert links(ambiguous) == []
    assert chosen(ambiguous) == "Engineers"
    ambiguous.click(place)
    assert links(ambiguous) == [("attributed_to", "The dam above Lisov is safe", "Engineers")]


def test_what_is_missing_is_offered_first_and_what_is_there_no_more(ambiguous):
    ambiguous.press("R", "Return", "R")
    assert chosen(ambiguous) == "Jana Dvorska"
    assert "“Denied by”" in ambiguous.said
    ambiguous.press("Return", "R")
    assert chosen(ambiguous) == "Engineers"


def test_while_linking_the_words_stand_in_the_inspector(ambiguous, hands):
    ambiguous.press("R")
    assert any("→ Source →" in text for text in hands.texts_in(ambiguous.screen.inspector))
    ambiguous.click_button("Cancel", ambiguous.screen.inspector)
    assert ambiguous.session.linking is None


# Unlinking


def test_shift_r_takes_the_only_link_away_and_undo_brings_it_back(marked):
    take(marked, "said")
    marked.press("R", "Return", "Shift+R")
    assert links(marked) == []
    assert "Undo: unlink Signals" in marked.status
    marked.press("Ctrl+Z")
    assert len(links(marked)) == 1


def test_shift_r_with_several_links_offers_the_choice(marked):
    take(marked, "We have checked every gate")
    marked.press("R", "Return", "R", "Return", "R", "Return")
    before = links(marked)
    assert len(before) == 3
    marked.press("Shift+R")
    assert "Enter takes the link away" in marked.said
    assert links(marked) == before
    first = chosen(marked)
    marked.press("Tab")
    assert chosen(marked) != first
    gone = chosen(marked)
    marked.press("Return")
    assert [pair for pair in before if gone not in pair] == links(marked)


def test_escape_ends_unlinking_and_keeps_all_links(marked):
    take(marked, "We have checked every gate")
    marked.press("R", "Return", "R", "Return", "Shift+R", "Esc")
    assert len(links(marked)) == 2
    assert marked.session.span.covered(marked.text) == "We have checked every gate"


@pytest.mark.parametrize("prepare", [(), ("Tab",)])
def test_shift_r_without_links_or_a_span_says_what_to_do(marked, prepare):
    marked.press(*prepare, "Shift+R")
    assert marked.said in (
        "Select a span first, then press Shift+R to take a link of it away.",
        "This span has no links. R links it.",
    )


def test_links_are_taken_away_from_their_chips_by_tab_and_delete(marked):
    take(marked, "We have checked every gate")
    for other in ("Lisov", "Dvorska"):
        marked.press("R")
        while chosen(marked) != other:
            marked.press("Tab")
        marked.press("Return")
    before = marked.spans()
    marked.button("Dvorska", marked.screen.inspector).setFocus()
    marked.press("Tab", "Delete")
    assert [child for _, _, child in links(marked)] == ["Lisov"]
    assert QApplication.focusWidget().text() == "Lisov"
    marked.press("Delete")
    assert links(marked) == []
    assert marked.screen.inspector.isAncestorOf(QApplication.focusWidget())
    marked.press("Delete", "Delete")  # once too often: no span goes
    assert marked.spans() == before


def test_a_span_with_very_many_links_shows_some_and_says_how_many_more(marked, hands):
    from annotator.core.annotations import Change
    from annotator.core.edits import Edit
    from annotator.core.messages import message
    from annotator.core.spans import Fragment, Relation, Span

    take(marked, "We have checked every gate")
    claim = marked.session.span
    layer = claim.layer_id
    actors = [Span(claim.id + n, layer, "ACTOR", (Fragment(n, n + 1),)) for n in range(1, 31)]
    relations = [Relation(claim.id + 100 + a.id, layer, "about", claim.id, a.id) for a in actors]
    changes = tuple(Change(None, entity) for entity in (*actors, *relations))
    marked.workspace.execute(
        Edit(message("many"), marked.session.document.id, changes), marked.session.annotator.id
    )
    assert any("and 22 more" in text for text in hands.texts_in(marked.screen.inspector))


def test_the_offers_are_right_among_very_many_spans(scheme_of_many):
    """The nearest is found, and what is missing first, also where there are more than are looked at one by one."""
    annotations, scheme, claim, nearest = scheme_of_many
    from annotator.gui.annotate.linking import Ends

    ends = Ends(annotations, scheme, claim)
    assert ends.first() == nearest.id
    assert claim.id not in ends
    order = [s.id for s in annotations.in_order() if s.id in ends]
    assert list(ends) == order
    here = order.index(nearest.id)
    assert ends.beside(nearest.id, 1) == order[(here + 1) % len(order)]
    assert ends.beside(order[0], -1) == order[-1]


@pytest.fixture
def scheme_of_many():
    from annotator.core.annotations import Annotations
    from annotator.core.spans import Fragment, Layer, Span
    from annotator.workspace.resources import default_scheme

    spans = [Span(n, 1, "CUE", (Fragment(3 * n, 3 * n + 2),)) for n in range(1, 2_000)]
    claim = Span(5_000, 1, "CLAIM", (Fragment(3_000, 3_010),))
    nearest = Span(5_001, 1, "SOURCE", (Fragment(300, 304),))
    further = Span(5_002, 1, "SOURCE", (Fragment(5_900, 5_903),))
    spans += [claim, nearest, further]
    return Annotations(Layer(1, 1, 1), {s.id: s for s in spans}, {}), default_scheme(), claim, nearest
