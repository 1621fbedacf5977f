"""Which blocks show which spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotator.core.annotations import Annotations
from annotator.core.spans import Span

_WIDE = 16  # blocks; a span over more is not noted in each


class Placed:
    """Spans by the blocks that they reach into. `starts` are the first code points of all blocks."""

    def __init__(self, starts: Sequence[int]) -> None:
        self.spans: dict[int, Span] = {}
        self._starts = starts
        self._annotations: Annotations | None = None
        self._by_block: dict[int, set[int]] = {}
        self._wide: dict[int, range] = {}

    def show(self, annotations: Annotations) -> list[range]:
        """Hold the spans of these annotations; return the blocks of those that changed."""
        before = self._annotations
        ids = annotations.spans_changed_since(before) if before is not None else None
        self._annotations = annotations
        if ids is not None:
            new = annotations.spans
            return self._change((i, new.get(i)) for i in ids)
        return self.put(annotations.spans.values())

    def put(self, spans: Iterable[Span]) -> list[range]:
        """Hold these spans and no others; return the blocks of those that changed."""
        new = {span.id: span for span in spans}
        if not self.spans:
            self._fill(new)
            return [range(len(self._starts))] if new else []
        gone = [(i, None) for i in self.spans if i not in new]
        return self._change([*gone, *((i, s) for i, s in new.items() if self.spans.get(i) != s)])

    def ids_in(self, index: int) -> set[int]:
        """Return the ids of the spans in a block."""
        found = self._by_block.get(index, set())
        wide = {i for i, blocks in self._wide.items() if index in blocks} if self._wide else set()
        return found | wide

    def spans_in(self, index: int) -> list[Span]:
        """Return the spans in a block, in no order."""
        return [self.spans[i] for i in self.ids_in(index)]

    def _fill(self, new: dict[int, Span]) -> None:
        """Hold all of many spans at once, as `_change` would one by one."""
        self.spans = new
        for span_id, span in new.items():
            self._note(span_id, self._blocks(span))

    def _note(self, span_id: int, blocks: range) -> None:
        if len(blocks) > _WIDE:
            self._wide[span_id] = blocks
            return
        for index in blocks:
            there = self._by_block.get(index)
            if there is None:
                self._by_block[index] = {span_id}
            else:
                there.add(span_id)

    def _change(self, new: Iterable[tuple[int, Span | None]]) -> list[range]:
        touched = []
        for span_id, span in new:
            before = self.spans.pop(span_id, None)
            if before is not None:
                touched.append(blocks := self._blocks(before))
                if self._wide.pop(span_id, None) is None:
                    for index in blocks:
                        self._by_block[index].discard(span_id)
            if span is not None:
                self.spans[span_id] = span
                touched.append(blocks := self._blocks(span))
                self._note(span_id, blocks)
        return touched

    def _blocks(self, span: Span) -> range:
        starts = self._starts
        first = bisect_right(starts, span.fragments[0][0])
        end = span.fragments[-1][1]
        if first == len(starts) or end <= starts[first]:
            return range(first - 1, first)
        return range(first - 1, bisect_right(starts, end - 1))
