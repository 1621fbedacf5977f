"""“Next like this”: a key that goes to the same words again, here and in other articles."""

import threading

from annotator.core.spans import State
from annotator.gui.search import like

TITLES = ["Dam is safe, minister says", "Fähre kehrt um", "Harvest late", "Strike ends"]


def title(desk):
    return desk.session.document.metadata.title


def test_the_key_goes_to_the_same_word_in_this_article(desk):
    desk.press(".")
    assert desk.marked() == "Dam"
    assert "Only" not in desk.said
    desk.go_to("is safe")
    first = desk.article.selection.start
    desk.press(".")
    assert desk.marked() == "is safe"
    assert desk.article.selection.start > first
    assert desk.said == "The last “is safe” in this article."
    desk.press(",")
    assert desk.article.selection.start == first
    assert desk.said == "The first “is safe” in this article."


def test_it_says_how_many_there_are_still(with_text):
    desk = with_text("Er kam. Er sah. Er siegte. Er ging.")
    desk.press(".")
    assert desk.said == "2 more in this article: “Er”"


def test_it_goes_on_in_the_next_article_of_the_queue_and_round(desk):
    desk.go_to("said", of=0)
    desk.press(".")
    desk.wait_until(lambda: title(desk) != TITLES[0] or desk.article.selection.start > 130)
    while title(desk) == TITLES[0]:
        desk.press(".")
        desk.wait_until(lambda: not desk.screen.searching._like._asker.is_busy)
    assert title(desk) == "Strike ends"
    assert desk.marked() == "said"
    assert desk.said == "In another article: “said”"
    assert desk.article.hasFocus()
    desk.press(".")
    desk.wait_until(lambda: title(desk) == TITLES[0])
    assert desk.marked() == "said"
    desk.press(",")
    desk.wait_until(lambda: title(desk) == "Strike ends")


def test_what_is_found_is_ready_for_a_label_key(desk):
    desk.go_to("The dam")
    desk.press("1", ".")
    desk.wait_until(lambda: desk.said.startswith("There is no other"))
    desk.go_to("gate")
    desk.press("3", "Left", "Right")
    assert desk.state()[0] == State.IN_PROGRESS


def test_the_span_in_hand_is_what_is_looked_for(with_text):
    desk = with_text("Kiew spricht. Moskau schweigt. Kiew wartet.")
    desk.press("1", "Right", "Right", "Tab")
    assert desk.session.span is not None
    desk.press(".")
    assert desk.session.span is None
    assert desk.article.selection.start == desk.text.rindex("Kiew")


def test_it_says_where_there_is_none(desk):
    desk.go_to("Engineers")
    desk.press(".")
    desk.wait_until(lambda: desk.said == "There is no other “Engineers” in the articles of the queue.")
    assert desk.marked() == "Engineers"


def test_an_answer_that_comes_after_one_has_gone_elsewhere_is_dropped(desk, monkeypatch):
    gone, find = threading.Event(), like.find_like

    def slow(*arguments, **options):
        gone.wait(5)
        return find(*arguments, **options)

    monkeypatch.setattr(like, "find_like", slow)
    desk.go_to("Engineers")
    desk.go_to("energy minister Jana Dvorska said")
    desk.press(".", "Ctrl+PgDown")
    asker = desk.screen.searching._like._asker
    assert title(desk) == TITLES[1]
    assert asker.is_busy
    gone.set()
    desk.wait_until(lambda: not asker.is_busy)
    assert title(desk) == TITLES[1]
    assert desk.said == ""
