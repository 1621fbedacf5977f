"""The heights of many blocks, and where each begins, without adding them all up again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

_GROUP = 64


class Heights:
    """Pixels from top to bottom. A change costs the sum of one group, not of all."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        self._sums = [sum(self._heights[i : i + _GROUP]) for i in range(0, len(self._heights), _GROUP)]
        self._tops: list[float] | None = None

    def __getitem__(self, index: int) -> float:
        return self._heights[index]

    def __setitem__(self, index: int, height: float) -> None:
        self._heights[index] = height
        group = index // _GROUP
        self._sums[group] = sum(self._heights[group * _GROUP : (group + 1) * _GROUP])
        self._tops = None

    @property
    def total(self) -> float:
        """The height of all."""
        return self._group_tops()[-1]

    def top(self, index: int) -> float:
        """Return where a block begins; the one after the last begins where all end."""
        group = index // _GROUP
        return self._group_tops()[group] + sum(self._heights[group * _GROUP : index])

    def at(self, y: float) -> int:
        """Return the index of the block at a height: the first or the last, where none is there."""
        tops = self._group_tops()
        group = min(max(0, bisect_right(tops, y) - 1), len(self._sums) - 1)
        within = self._heights[group * _GROUP : (group + 1) * _GROUP]
        edges = list(accumulate(within, initial=tops[group]))
        number = min(max(0, bisect_right(edges, y) - 1), len(within) - 1)
        return group * _GROUP + number

    def _group_tops(self) -> list[float]:
        if self._tops is None:
            self._tops = list(accumulate(self._sums, initial=0.0))
        return self._tops
