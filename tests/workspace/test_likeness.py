from array import array

import pytest

from annotator.core.likeness import Like
from annotator.core.spans import Fragment
from annotator.workspace import searching
from annotator.workspace.likeness import Found, find_like


@pytest.fixture
def five(workspace, bring):
    """Five articles, in the order of import."""
    bring(
        a="Kiew sagt dies.",
        b="🚢 kiew klein, KIEW gross.",
        c="In Kiew\r\nund Kiew.",
        d="Kiewer und Straßen.",
        e="Zuletzt Kiew.",
    )
    searching.complete_index(workspace, rest=0)
    return workspace.queue(1)


def like(text, start=0, end=None):
    return Like.at(text, start, len(text) if end is None else end)


@pytest.mark.parametrize("by_id", [True, False])
@pytest.mark.parametrize(
    ("here", "backwards", "found", "place"),
    [
        (0, False, 2, (3, 7)),
        (2, False, 4, (8, 12)),
        (4, False, 0, (0, 4)),
        (0, True, 4, (8, 12)),
        (4, True, 2, (13, 17)),
    ],
)
def test_likeness_in_the_next_article_round_the_end(workspace, five, by_id, here, backwards, found, place):
    ids = array("q", five)
    answer = find_like(workspace, like("Kiew"), ids, five[here], by_id=by_id, backwards=backwards)
    assert answer == Found(five[found], Fragment(*place), same_case=True)


@pytest.mark.parametrize("by_id", [True, False])
def test_likeness_takes_another_case_only_where_there_is_none_in_this(workspace, five, by_id):
    ids = array("q", five)
    answer = find_like(workspace, like("KIEW KLEIN"), ids, five[0], by_id=by_id)
    assert answer == Found(five[1], Fragment(2, 12), same_case=False)


def test_likeness_in_the_order_shown_and_only_there(workspace, five):
    shown = array("q", [five[4], five[0], five[2]])
    assert find_like(workspace, like("Kiew"), shown, five[0], by_id=False).document_id == five[2]
    assert find_like(workspace, like("Kiew"), shown, five[2], by_id=False).document_id == five[4]
    assert find_like(workspace, like("klein"), shown, five[2], by_id=False) is None
    # From an article that is not among them: at their beginning.
    assert find_like(workspace, like("Kiew"), shown, five[1], by_id=False).document_id == five[4]


def test_likeness_of_part_of_a_word(workspace, five):
    ids = array("q", five)
    part = Like.at("Straße", 0, 4)
    assert find_like(workspace, part, ids, five[0], by_id=True).document_id == five[3]
    inner = Like.at("Straßen", 2, 5)
    assert find_like(workspace, inner, ids, five[0], by_id=True).place == Fragment(13, 16)


def test_likeness_of_signs_without_words(workspace, five):
    ids = array("q", five)
    assert find_like(workspace, like("🚢"), ids, five[3], by_id=True).document_id == five[1]
    assert find_like(workspace, like("§§"), ids, five[3], by_id=True) is None
