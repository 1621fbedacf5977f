"""Identifiers that need no central counter, so that two machines never give the same one."""

from __future__ import annotations

import os
import threading
import time

RANDOM_BITS = 20

_lock = threading.Lock()  # imports run in a thread of their own
_last = 0


def fresh_id() -> int:
    """Return a positive 63-bit integer, larger than any this process returned before.

    The upper 43 bits count milliseconds, the lower 20 are random: rows made in
    order lie in order in the file, and two machines do not meet.
    """
    return fresh_ids(1)[0]


def fresh_ids(count: int) -> range:
    """Return so many ids at once, one after another; otherwise as `fresh_id`."""
    global _last
    candidate = (time.time_ns() // 1_000_000) << RANDOM_BITS | _random()
    with _lock:
        first = max(candidate, _last + 1)
        _last = first + count - 1
    return range(first, first + count)


def _random() -> int:
    # `secrets` would load the whole of OpenSSL's bindings before the article is there.
    return int.from_bytes(os.urandom(3)) >> (24 - RANDOM_BITS)
