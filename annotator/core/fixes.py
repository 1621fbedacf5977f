"""Fixes of what a format cannot hold: ordinary edits of a layer, offered where an export would lose something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from annotator.core.annotations import Annotations, Change
from annotator.core.edits import Edit, remove_spans
from annotator.core.errors import EditError
from annotator.core.messages import Message, message
from annotator.core.spans import Fragment, Span, joined
from annotator.core.tokens import Tokens


def snap(annotations: Annotations, span_ids: Iterable[int], tokens: Tokens) -> Edit:
    """Widen the fragments of spans to the tokens that they touch."""

    def snapped(fragment: Fragment) -> Fragment | None:
        return tokens.touched(fragment.start, fragment.end)

    return _moved(annotations, span_ids, snapped, _snapping)


def trim(annotations: Annotations, span_ids: Iterable[int], text: str) -> Edit:
    """Leave white space at the edges of fragments out."""

    def trimmed(fragment: Fragment) -> Fragment | None:
        covered = text[fragment.start : fragment.end]
        start = fragment.start + len(covered) - len(covered.lstrip())
        end = start + len(covered.strip())
        return Fragment(start, end) if start < end else None

    return _moved(annotations, span_ids, trimmed, _trimming)


def keep_outer(annotations: Annotations, span_ids: Iterable[int]) -> Edit:
    """Delete those of these spans, and of those they overlap, that lie within another of them.

    Where two have the same bounds, the one of fewer code points goes, then the later. Of two that
    only cross neither is the outer one: both stay.
    """

    def loses(span: Span, other: Span) -> bool:
        inside = other.start <= span.start and span.end <= other.end
        return inside and _size(span) < _size(other)

    return _settled(annotations, span_ids, loses)


def keep_label(annotations: Annotations, span_ids: Iterable[int], label: str) -> Edit:
    """Of each of these spans and those it overlaps, keep those of a label, and delete the others."""

    def loses(span: Span, other: Span) -> bool:
        return other.label == label != span.label

    return _settled(annotations, span_ids, loses)


def labels_met(annotations: Annotations, span_ids: Iterable[int]) -> set[str]:
    """Return the labels of these spans, and of those that they overlap: one of them can be kept."""
    everything, found = annotations.in_order(), set()
    for span in _known(annotations, span_ids):
        met = {other.label for other in _overlapping(span, everything)}
        found |= met | {span.label} if met else met
    return found


def _snapping(n: int) -> Message:
    return message("snap a span to words") if n == 1 else message("snap {n} spans to words", n=n)


def _trimming(n: int) -> Message:
    return message("trim a span") if n == 1 else message("trim {n} spans", n=n)


def _deleting(n: int) -> Message:
    return message("delete an overlapping span") if n == 1 else message("delete {n} overlapping spans", n=n)


def _moved(
    annotations: Annotations,
    span_ids: Iterable[int],
    move: Callable[[Fragment], Fragment | None],
    name: Callable[[int], Message],
) -> Edit:
    changes: list[Change] = []
    taken: set[tuple[str, tuple[Fragment, ...]]] = set()
    for span in _known(annotations, span_ids):
        moved = [move(fragment) for fragment in span.fragments]
        fragments = joined(fragment for fragment in moved if fragment is not None)
        bounds = (span.label, fragments)
        # A span that another has become, or is, stays as it was: nothing is deleted here.
        if not fragments or fragments == span.fragments or bounds in taken or annotations.find(*bounds):
            continue
        taken.add(bounds)
        changes.append(Change(span, replace(span, fragments=fragments)))
    return _edit(annotations, name(len(changes)), changes)


def _settled(annotations: Annotations, span_ids: Iterable[int], loses: Callable[[Span, Span], bool]) -> Edit:
    gone: dict[int, None] = {}
    everything = annotations.in_order()
    for span in _known(annotations, span_ids):
        for other in _overlapping(span, everything):
            for loser, winner in ((span, other), (other, span)):
                if loses(loser, winner):
                    gone[loser.id] = None
    if not gone:
        raise EditError("There is nothing to fix in this way.")
    edit = remove_spans(annotations, gone)
    return replace(edit, name=_deleting(len(gone)))


def _overlapping(span: Span, in_order: Iterable[Span]) -> Iterator[Span]:
    for other in in_order:
        if other.start >= span.end:
            return
        if other.id != span.id and _overlap(span, other):
            yield other


def _edit(annotations: Annotations, name: Message, changes: list[Change]) -> Edit:
    if not changes:
        raise EditError("There is nothing to fix in this way.")
    return Edit(name, annotations.layer.document_id, tuple(changes))


def _known(annotations: Annotations, span_ids: Iterable[int]) -> list[Span]:
    return [annotations.spans[i] for i in dict.fromkeys(span_ids) if i in annotations.spans]


def _size(span: Span) -> tuple[int, int, int]:
    return span.end - span.start, sum(end - start for start, end in span.fragments), -span.id


def _overlap(span: Span, other: Span) -> bool:
    return any(a.start < b.end and b.start < a.end for a in span.fragments for b in other.fragments)
