"""The split of an export, to be looked at: which article is on which side, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.formats.spacy_split import SIDES as SIDES
from annotator.storage import file
from annotator.workspace.exporting import Choice, WriteReport, sides_before
from annotator.workspace.workspace import Workspace

_TRAIN, _DEV, _TEST = SIDES


@dataclass(frozen=True, slots=True)
class Placed:
    """One article on its side: `before` is where an earlier export put it, `group` that of its passages (0: none)."""

    document_id: int
    title: str
    outlet: str
    side: str
    before: str
    group: int


@dataclass(frozen=True, slots=True)
class Split:
    """All articles of an export with a split. `spans` counts them by label and side."""

    articles: tuple[Placed, ...]
    spans: dict[str, dict[str, int]]
    choice: Choice

    @property
    def sides(self) -> list[str]:
        """The sides that there are."""
        return [_TRAIN, _DEV, *([_TEST] if self.choice.test else [])]

    def count(self, side: str) -> int:
        """Return how many articles are on a side."""
        return sum(one.side == side for one in self.articles)

    @property
    def kept(self) -> int:
        """How many articles keep the side of an earlier export."""
        return 0 if self.choice.new_split else sum(one.before == one.side for one in self.articles)

    @property
    def moved(self) -> int:
        """How many articles were on another side in an earlier export."""
        return sum(one.before not in ("", one.side) for one in self.articles)

    def missed(self) -> list[tuple[str, int, int]]:
        """Return sides whose share is not nearly as asked for; the share there and asked for, in percent."""
        total, found = len(self.articles), []
        for side, share in ((_DEV, self.choice.dev), (_TEST, self.choice.test)):
            there = self.count(side)
            percent = round(100 * there / total)
            if share and abs(there - share * total) >= 1 and abs(percent - round(100 * share)) > 1:
                found.append((side, percent, round(100 * share)))
        return found


def split_of(workspace: Workspace, report: WriteReport, choice: Choice) -> Split | None:
    """Return the split that a report of an export names, or None where it has none."""
    if not report.sides:
        return None
    before = sides_before(workspace)
    articles = tuple(_placed(workspace, report, before))
    labels = [one.name for one in workspace.scheme.labels]
    spans = {
        label: {
            side: report.counts[f"{side} {label}"] for side in SIDES if f"{side} {label}" in report.counts
        }
        for label in labels
    }
    return Split(articles, {label: counts for label, counts in spans.items() if counts}, choice)


def _placed(workspace: Workspace, report: WriteReport, before: dict[str, str]) -> Iterator[Placed]:
    with file.known_errors(workspace.path):
        rows = workspace.conn.execute(
            "SELECT key, id, title, outlet, source FROM document WHERE NOT removed"
        ).fetchall()
    for key, document_id, title, outlet, source in rows:
        if key in report.sides:
            side = report.sides[key]
            yield Placed(
                document_id, title or source, outlet, side, before.get(key, ""), report.groups.get(key, 0)
            )
