"""Where readings differ from the final one as it is now: what stands behind a figure of the two.

The differences are those of the figures' own alignment, and say of each what was decided there,
if anything: a reading may have changed since, and an article may not be decided to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.agreement.cases import Case, CaseType
from annotator.core.decisions import Decision
from annotator.core.errors import Cancelled
from annotator.storage import file
from annotator.workspace.agreement_index import CaseIndex
from annotator.workspace.agreement_index import OfFinal as OfFinal
from annotator.workspace.agreement_listing import Marked, SpanReader
from annotator.workspace.agreement_reading import Selection, read, told
from annotator.workspace.decisions import decisions
from annotator.workspace.workspace import Workspace

IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a reader has at a place beside what is final; `start` is a code point of the document.

    `own` and `final` are texts such as “CLAIM: rund 8.000 Soldaten”, empty where nothing is
    marked; `slips` as in `feedback.Entry`; `decision` what was decided there last, None where
    nothing was.
    """

    document_id: int
    start: int
    title: str
    reader: str
    own: tuple[str, ...]
    final: tuple[str, ...]
    slips: tuple[str, ...]
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class _Pair:
    reader: str
    final: str
    spans: SpanReader
    cases: list[Case]


class Differences:
    """The differences behind a figure, reader by reader, in the order of articles and places.

    All are counted; texts are read as they are looked at. `cancelled` is asked before each pair,
    and for each case. Raises InputError, Cancelled.
    """

    def __init__(self, workspace: Workspace, asked: OfFinal, cancelled: IsCancelled = lambda: False) -> None:
        self._workspace, self._cancelled = workspace, cancelled
        self._pairs = [self._read(asked, *pair) for pair in asked.pairs]

    def _read(self, asked: OfFinal, reader: str, final: str) -> _Pair:
        if self._cancelled():
            raise Cancelled
        # Of all labels, as the cases of the review are: a label is best told beside the other's.
        selection, document = Selection((reader, final), states=asked.states), asked.behind.document
        found, _ = read(self._workspace, selection, self._cancelled, document)
        index = CaseIndex(found).crossed_by(asked.crossing)
        cases = index.cases(asked.behind, asked.scope, self._cancelled)
        return _Pair(reader, final, SpanReader(found), cases)

    def __len__(self) -> int:
        return sum(len(pair.cases) for pair in self._pairs)

    def __iter__(self) -> Iterator[Difference]:
        ids = {annotator.name: annotator.id for annotator in self._workspace.annotators()}
        for pair in self._pairs:
            here, title, text, decided = 0, "", "", list[Decision]()
            for case in pair.cases:
                if self._cancelled():
                    raise Cancelled
                if case.document != here:
                    here = case.document
                    title, text = told(self._workspace, here)
                    with file.known_errors(self._workspace.path):
                        decided = decisions(self._workspace.conn, "document_id = ?", here)
                own, final = (
                    _said(case, pair.spans.marked(case, name, text)) for name in (pair.reader, pair.final)
                )
                decision = _decided(decided, case, pair, ids[pair.reader])
                yield Difference(
                    here, case.start, title, pair.reader, own, final, _slips(case, pair), decision
                )


def _said(case: Case, marked: tuple[Marked, ...]) -> tuple[str, ...]:
    if case.type == CaseType.LINK:
        return tuple(f"{kind} → {words}" for one in marked for kind, words in one.links)
    return tuple(
        " · ".join([f"{one.label}: {one.text}", *(value for _, value in one.attributes)]) for one in marked
    )


def _slips(case: Case, pair: _Pair) -> tuple[str, ...]:
    if CaseType.MISSING in case.kinds:
        return ("missing",) if not case.spans[pair.reader] else ("extra",)
    return tuple(kind.value for kind in case.kinds)


def _decided(found: list[Decision], case: Case, pair: _Pair, reader_id: int) -> Decision | None:
    """Return the last decision that put there what is final, or was of what the reader has there."""
    is_of_links = case.type == CaseType.LINK
    held = case.links if is_of_links else case.spans
    own, final = set(held[pair.reader]), set(held[pair.final])
    for decision in reversed(found):
        said = decision.said_by(reader_id)
        if decision.is_of_links != is_of_links:
            continue
        if not final.isdisjoint(decision.links if is_of_links else decision.spans):
            return decision
        if said and not own.isdisjoint(one.id for one in (said.links if is_of_links else said.spans)):
            return decision
    return None
