"""What is known of documents until it is known into which file they go: kept outside memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from annotator.core.errors import AnnotatorError

T = TypeVar("T")
R = TypeVar("R")

_IN_MEMORY = 1 << 22  # bytes
_THREADS = 4
_END: Any = object()


class Kept(NamedTuple):
    """Where something is in a spool."""

    offset: int
    size: int


class Spool:
    """A temporary file that is added to and read from; it is gone with the process, however that ends."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (lives as long as this)
        self._size = 0

    def keep(self, data: bytes) -> Kept:
        """Add some bytes at the end. Raises AnnotatorError where there is no room."""
        try:
            self._file.seek(self._size)
            self._file.write(data)
        except OSError as error:
            reason = error.strerror or str(error)
            raise AnnotatorError("A temporary file cannot be written: {reason}.", reason=reason) from error
        kept = Kept(self._size, len(data))
        self._size += len(data)
        return kept

    def read(self, kept: Kept) -> bytes:
        """Return what was kept."""
        self._file.seek(kept.offset)
        return self._file.read(kept.size)

    def array(self, kept: Kept, kind: type[Any]) -> NDArray[Any]:
        """Return the numbers whose bytes were kept."""
        return np.frombuffer(self.read(kept), dtype=kind)

    def close(self) -> None:
        """Take the file away."""
        self._file.close()


def in_threads(function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """Yield what a function gives for each item, in order, with a few computed at once.

    It is worth while where the function leaves Python to others, as compressing does.
    """
    count = min(os.cpu_count() or 1, _THREADS)
    with ThreadPoolExecutor(count) as pool:
        coming: deque[Future[R]] = deque()
        for item in items:
            coming.append(pool.submit(function, item))
            if len(coming) > count:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


def ahead(items: Iterator[T], count: int = 3) -> Iterator[T]:
    """Yield the items, the next `count` of which are made in a thread meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        coming = deque(pool.submit(next, items, _END) for _ in range(count))
        while (item := coming.popleft().result()) is not _END:
            coming.append(pool.submit(next, items, _END))
            yield item
