"""What each action of the table does on the Annotate screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from annotator.gui.annotate.panes import INSPECTOR, QUEUE
from annotator.gui.annotate.screen import AnnotateScreen
from annotator.gui.article.keys import next_character

Handlers = dict[str, Callable[[], object]]


def handlers_of(screen: AnnotateScreen) -> Handlers:
    """Return the handlers by the names of the actions."""
    return _of_articles(screen) | _of_spans(screen) | _of_ends(screen) | _of_panes(screen)


def _of_articles(screen: AnnotateScreen) -> Handlers:
    marking = screen.queue.marking
    return {
        "done": screen.finish,
        "skip": screen.skip,
        "flag": screen.session.toggle_flag,
        "to_do": screen.to_do_again,
        "next_article": partial(screen.neighbour, 1),
        "previous_article": partial(screen.neighbour, -1),
        "filter": screen.filter,
        "sort": screen.queue.choose_sort,
        **{f"queue_{name}": partial(marking.mark, name) for name in ("done", "skip", "to_do", "flag")},
        "search": screen.searching.open,
        "like_next": partial(screen.searching.like, 1),
        "like_back": partial(screen.searching.like, -1),
        "find": screen.finder.open,
        "find_next": partial(screen.finder.step, 1),
        "find_previous": partial(screen.finder.step, -1),
    }


def _of_spans(screen: AnnotateScreen) -> Handlers:
    session, article = screen.session, screen.article
    return {
        "delete": session.delete,
        "link": session.start_link,
        "unlink": session.start_unlink,
        "cycle": screen.pane.cycle,
        "note": screen.write_note,
        "fragment": lambda: session.add_fragment(article.selected_fragment()),
        "part": session.next_part,
        "remove_part": session.remove_part,
        "labels": screen.choose_label,
        "spans": screen.show_spans,
        "escape": screen.escape,
        "copy": screen.pane.copy,
    }


def _of_ends(screen: AnnotateScreen) -> Handlers:
    """Return what moves either end of a span either way, by a word or by a character."""
    found: Handlers = {}
    for end in ("start", "end"):
        for way in ("on", "back"):
            by_word = partial(screen.session.move_end, start=end == "start", onwards=way == "on")
            by_character = partial(next_character, screen.article, onwards=way == "on")
            found[f"{end}_{way}"] = by_word
            found[f"{end}_{way}_1"] = partial(by_word, step=by_character)
    return found


def _of_panes(screen: AnnotateScreen) -> Handlers:
    article = screen.article
    return {
        "pane": screen.next_pane,
        "queue_pane": partial(screen.toggle_pane, QUEUE),
        "inspector_pane": partial(screen.toggle_pane, INSPECTOR),
        "zoom_in": lambda: article.set_zoom(article.zoom * 1.1),
        "zoom_out": lambda: article.set_zoom(article.zoom / 1.1),
        "zoom_reset": lambda: article.set_zoom(1.0),
    }
