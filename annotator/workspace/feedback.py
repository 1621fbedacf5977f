"""What annotators learn from decisions: own readings beside the final ones, slips by kind, gaps in the guideline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.core.decisions import Decision, Said, value_of
from annotator.core.errors import Cancelled
from annotator.core.spans import Relation, Span
from annotator.storage import file, rows
from annotator.workspace.decisions import decisions
from annotator.workspace.reasons import TOLD, find_reason, gap, labels_of, of_reasons, read_reasons
from annotator.workspace.workspace import Workspace

IsCancelled = Callable[[], bool]
Progress = Callable[[int, int], None]
SLIPS = ("cases", "missing", "extra", "label", "boundary", "attribute", "link")  # as `slips` counts them
_BY_RULE = "rule <> ''"


@dataclass(frozen=True, slots=True)
class Entry:
    """One annotator's reading in a case beside the final one.

    `own` and `final` are texts such as “CLAIM: rund 8.000 Soldaten”, empty where nothing is
    marked; `slips` the ways in which they differ: missing, extra, label, boundary, attribute, link.
    """

    decision: Decision
    annotator_id: int
    title: str
    own: tuple[str, ...]
    final: tuple[str, ...]
    slips: tuple[str, ...]


def entries(
    workspace: Workspace,
    annotator_id: int | None = None,
    *,
    same: bool = False,
    by_hand: bool = False,
    reasons: Collection[str] | None = None,
    cancelled: IsCancelled = lambda: False,
    progress: Progress = lambda *_: None,
) -> Iterator[Entry]:
    """Yield what annotators, or one, said in decided cases, the latest first.

    With `same`, also what became final; `by_hand` leaves out what rules decided; `reasons` are
    names of the only ones asked for.
    There may be very many: read them in a thread. Raises Cancelled.
    """
    with file.known_errors(workspace.path):
        found = _read(workspace, reasons, by_hand=by_hand)
    here, title, text = 0, "", ""
    for done, decision in enumerate(reversed(found)):
        if cancelled():
            raise Cancelled
        progress(done, len(found))
        if decision.document_id != here:
            document = workspace.document(decision.document_id)
            if document is None:
                continue
            here, title = decision.document_id, document.metadata.title
            text = _text(workspace, here)
        spans, links = _final(workspace, decision)
        for said in decision.said:
            if annotator_id is not None and said.annotator_id != annotator_id:
                continue
            slips = _slips(said, spans)
            if decision.is_of_links:
                slips = () if _are_alike(workspace, said.links, links) else ("link",)
            if slips or same:
                own = _told(workspace, decision, said.spans, said.links, text)
                final = _told(workspace, decision, spans, links, text)
                yield Entry(decision, said.annotator_id, title, own, final, slips)


def slips(
    workspace: Workspace, cancelled: IsCancelled = lambda: False, *, by_hand: bool = False
) -> dict[str, Counter[str]]:
    """Return how often each annotator, by name, differs from the final reading, by kind.

    `by_hand` leaves out what rules decided. Raises Cancelled.
    """
    names = {a.id: a.name for a in workspace.annotators()}
    found: dict[str, Counter[str]] = {}
    for entry in entries(workspace, same=True, by_hand=by_hand, cancelled=cancelled):
        counted = found.setdefault(names[entry.annotator_id], Counter())
        counted["cases"] += 1
        counted.update(entry.slips)
    return found


def count_by_rule(workspace: Workspace) -> int:
    """Return how many of the decisions that `slips` counts were made by rules."""
    with file.known_errors(workspace.path):
        sql = f"SELECT count(*) FROM decision WHERE superseded IS NULL AND {TOLD} AND {_BY_RULE}"  # noqa: S608
        return int(workspace.conn.execute(sql).fetchone()[0])


def gaps(
    workspace: Workspace,
    reason: str | None = None,
    label: str = "",
    cancelled: IsCancelled = lambda: False,
    progress: Progress = lambda *_: None,
) -> list[Entry]:
    """Return the decisions given a reason, each once, by default that of a gap; of a `label`, if given.

    Raises Cancelled.
    """
    wanted = gap(workspace) if reason is None else find_reason(read_reasons(workspace), reason)
    given = entries(workspace, same=True, reasons=wanted.names, cancelled=cancelled, progress=progress)
    return list(each_once(entry for entry in given if not label or label in labels_of(entry.decision)))


def each_once(found: Iterable[Entry]) -> Iterator[Entry]:
    """Yield of several entries of one decision the first."""
    seen = set[int]()
    for entry in found:
        if entry.decision.id not in seen:
            seen.add(entry.decision.id)
            yield entry


def _read(workspace: Workspace, reasons: Collection[str] | None, *, by_hand: bool) -> list[Decision]:
    where = f"{TOLD} AND NOT {_BY_RULE}" if by_hand else TOLD
    return decisions(workspace.conn, where) if reasons is None else of_reasons(workspace, reasons, where)


def readings(workspace: Workspace, decision: Decision) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield annotator and texts of each reading of a case when it was decided."""
    text = _text(workspace, decision.document_id)
    for said in decision.said:
        yield said.annotator_id, _told(workspace, decision, said.spans, said.links, text)


def _text(workspace: Workspace, document_id: int) -> str:
    with file.known_errors(workspace.path):
        sql = "SELECT text FROM document_text WHERE document_id = ?"
        return str(workspace.conn.execute(sql, (document_id,)).fetchone()[0])


def _final(workspace: Workspace, decision: Decision) -> tuple[list[Span], list[Relation]]:
    with file.known_errors(workspace.path):
        spans = [s for i in decision.spans for s in rows.read_spans(workspace.conn, "id = ?", i)]
        links = [r for i in decision.links for r in rows.read_relations(workspace.conn, "id = ?", i)]
    return spans, links


def _told(
    workspace: Workspace, decision: Decision, spans: Iterable[Span], links: Iterable[Relation], text: str
) -> tuple[str, ...]:
    if decision.is_of_links:
        return tuple(f"{link.type} → {_covered(workspace, link.child_id, text)}" for link in links)
    return tuple(
        " · ".join([f"{s.label}: {s.covered(text)}", *(value for _, value in s.attributes)]) for s in spans
    )


def _covered(workspace: Workspace, span_id: int, text: str) -> str:
    with file.known_errors(workspace.path):
        found = rows.read_spans(workspace.conn, "id = ?", span_id)
    return found[0].covered(text) if found else "–"


def _are_alike(workspace: Workspace, own: Sequence[Relation], final: Sequence[Relation]) -> bool:
    """Tell whether links are of the same types and lead to the same places: what overlaps is one place.

    Where exactly its bounds are is a slip of the span, not of the link.
    """
    left = [(link.type, _places(workspace, link.child_id)) for link in final]
    for link in own:
        places = _places(workspace, link.child_id)
        met = next((one for one in left if one[0] == link.type and places & one[1]), None)
        if met is None:
            return False
        left.remove(met)
    return not left


def _places(workspace: Workspace, span_id: int) -> set[int]:
    """Return the code points of a span, none where it is gone."""
    with file.known_errors(workspace.path):
        found = rows.read_spans(workspace.conn, "id = ?", span_id)
    return {place for span in found for start, end in span.fragments for place in range(start, end)}


def _slips(said: Said, spans: list[Span]) -> tuple[str, ...]:
    own, final = {value_of(s) for s in said.spans}, {value_of(s) for s in spans}
    if own == final:
        return ()
    if not own:
        return ("missing",)
    if not final:
        return ("extra",)
    found = []
    if {v[0] for v in own} != {v[0] for v in final}:
        found.append("label")
    if {v[1] for v in own} != {v[1] for v in final}:
        found.append("boundary")
    labels = {v[0] for v in own} & {v[0] for v in final}  # other labels have other attributes
    if {v[::2] for v in own if v[0] in labels} != {v[::2] for v in final if v[0] in labels}:
        found.append("attribute")
    return tuple(found) or ("boundary",)  # the same labels, places and attributes, put together otherwise
