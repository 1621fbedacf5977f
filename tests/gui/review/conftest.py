"""An article that several annotators have finished, and the lead at its review, by keys only."""

import json
import re
import sqlite3
from contextlib import contextmanager

import pytest

from annotator.core import edits
from annotator.core.spans import Fragment
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

TEXT = (
    "The dam above Lisov is safe, energy minister Jana Dvorska said on Tuesday. "
    "Engineers disagree. According to them, two gates leak."
)


def span(label, words, **attributes):
    start = TEXT.index(words)
    found = {"id": f"{label}{start}", "start": start, "end": start + len(words), "label": label}
    return found | ({"attributes": attributes} if attributes else {})


@pytest.fixture(scope="session")
def marked():
    """Makes a span over words of the article."""
    return span


@pytest.fixture
def readings():
    """What three annotators have marked."""
    dam, gates = span("CLAIM", "The dam above Lisov is safe"), span("CLAIM", "two gates leak")
    return {
        "Ada": [dam, span("SOURCE", "energy minister Jana Dvorska"), gates],
        "Bo": [dam, span("SOURCE", "Jana Dvorska"), gates, span("SOURCE", "them")],
        "Cy": [span("CLAIM", "dam above Lisov is safe"), span("ACTOR", "Jana Dvorska"), gates],
    }


@pytest.fixture
def read(project, readings):
    """A project in which annotators have finished an article, with links such as ("Ada", kind, words, words)."""

    def read_(said=None, links=(), text=TEXT):
        lines = [
            {"text": text, "meta": {"title": "Dam", "language": "en"}, "spans": spans, "_annotator_id": name}
            for name, spans in (readings if said is None else said).items()
        ]
        source = project.with_name("read.jsonl")
        source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        workspace = Workspace(project)
        import_files(workspace, [source])
        for name, kind, *words in links:
            document = next(d for d in workspace.queue(0) if workspace.text(d).text == text)
            who = workspace.annotator(name).id
            now = workspace.annotations(document, who)
            ends = [next(s.id for s in now.spans.values() if s.covered(text) == one) for one in words]
            workspace.execute(edits.add_relation(now, workspace.scheme, kind, *ends), who)
        workspace.conn.execute("UPDATE layer SET state = 'done'")
        workspace.close()
        return project

    return read_


class Lead:
    """The hands at the window, in its review."""

    def __init__(self, desk, text):
        self._desk = desk
        self.text = text
        self.press("F8")
        self.settle()

    def __getattr__(self, name):
        return getattr(self._desk, name)

    @property
    def review(self):
        return self.window.review_

    @property
    def panel(self):
        return self.review.panel

    @property
    def rows(self):
        return self.review.list.model.rows

    def settle(self):
        """Wait until all is read."""
        self.wait_until(lambda: not self.review.loader.is_busy and self.review.review is not None)

    def find_case(self, words):
        """Go by J or K to the case with these words."""
        found = [n for n, row in enumerate(self.rows) if words in row.excerpt]
        place = next((n for n in found if self.rows[n].excerpt == words), found[0])
        way = place - self.rows.index(self.review.case.opened.row)
        self.press(*["J" if way > 0 else "K"] * abs(way))
        return self.rows[place]

    def lanes(self):
        """Number, name and whether it is chosen of each lane in sight."""
        return [(one.number, one.name, one.chosen) for one in self.panel.lanes if one.isVisible()]

    def shown(self):
        """All that any lane, label or accessible name of the screen says."""
        from PySide6.QtWidgets import QLabel, QWidget

        found = []
        for widget in self.review.findChildren(QWidget):
            if widget.isVisible():
                found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
                found.append(widget.text() if isinstance(widget, QLabel) else "")
        return " ".join(found)

    def names_told(self):
        """Those annotators' names that the screen tells anywhere."""
        return [name for name in ("Ada", "Bo", "Cy") if re.search(rf"\b{name}\b", self.shown())]

    def final(self):
        """What the gold layer holds, as another connection reads it, in reading order."""
        with_gold = self.gold()
        return [(s.label, s.covered(self.text)) for s in with_gold.in_order()] if with_gold else []

    def gold(self):
        other = Workspace(self.workspace.path)
        try:
            gold = next((a.id for a in other.annotators() if a.kind == "gold"), None)
            document = next(d for d in other.queue(0) if other.text(d).text == self.text)
            return other.annotations(document, gold) if gold else None
        finally:
            other.close()

    @contextmanager
    def refused(self):
        """Let nothing be written meanwhile; what failed."""
        self.review.deciding.failed.disconnect()  # it would be a dialog
        failed = []
        self.review.deciding.failed.connect(failed.append)
        lock = sqlite3.connect(self.workspace.path, isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        self.workspace.conn.execute("PRAGMA busy_timeout = 50")
        yield failed
        lock.execute("ROLLBACK")
        lock.close()

    def elsewhere(self, name, edit):
        """Let another program change an annotator's reading; `edit` is given it as it is."""
        other = Workspace(self.workspace.path)
        who = other.annotator(name).id
        document = next(d for d in other.queue(who) if other.text(d).text == self.text)
        other.execute(edit(other.annotations(document, who)), who)
        other.close()
        self.window._look_elsewhere()
        self.settle()


@pytest.fixture
def at_review(open_desk, read):
    """The lead at the review of what annotators have read."""

    def open_(said=None, links=(), text=TEXT):
        return Lead(open_desk(read(said, links, text)), text)

    return open_


@pytest.fixture(scope="session")
def moved():
    """An edit that lets the one span over some words begin or end elsewhere."""

    def moved_(words, by_start=0, by_end=0):
        def edit(now):
            found = next(s for s in now.spans.values() if s.covered(TEXT) == words)
            bounds = Fragment(found.start + by_start, found.end + by_end)
            return edits.set_fragments(now, found.id, (bounds,))

        return edit

    return moved_
