"""How Python's memory is looked after while very much is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_MANY = 200_000
_SOME = 1_000


@contextmanager
def without_collecting(*, lasting: bool = False) -> Iterator[None]:
    """Look for no reference cycles meanwhile: with a million new objects that takes longer than making them.

    What is no longer used goes as ever. In several threads at once the first that ends ends it.
    What was made to be `lasting` is left out of later searches, too: the first would stop
    everything for a second.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if lasting:
            gc.freeze()
        if was_on:
            gc.enable()


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Look for reference cycles only after every `_MANY` new objects, so that memory stays bounded.

    In several threads at once it may last, which does no harm.
    """
    usual = gc.get_threshold()
    gc.set_threshold(max(_MANY, usual[0]), *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def let_go(objects: list[Any]) -> None:
    """Empty a list that alone holds very many objects, some at a time, so that other threads get their turn."""
    while objects:
        del objects[-_SOME:]
