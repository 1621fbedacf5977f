"""Who is behind Prodigy's sessions: `news-anna` is Anna's in the dataset `news`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any

from annotator.formats.jsonl_values import as_text
from annotator.formats.lines import LONGEST

OURS = "annotator-"
_MOST = 1_000
_MADE_BY_PRODIGY = ("_input_hash", "_task_hash", "_view_id", "_timestamp", "versions")
_NAME = rb'"(?:[^"\\]|\\.){1,200}"'
_NAMED = re.compile(rb'"(?:_session_id|_annotator_id)"\s*:\s*(' + _NAME + rb")")
_SESSIONS = re.compile(rb'"sessions"\s*:\s*\[([^\]]{1,20000})\]')
_ONE = re.compile(_NAME)
# What Prodigy calls a session that nobody has named.
_MOMENT = re.compile(r"(?:.*-)?\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")


class Sessions:
    """Turns the session ids of one file into names, without the dataset's name before them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._prefix: str | None = None

    def name(self, session: str, data: dict[str, Any]) -> str:
        """Return who is meant in a record; "" where the session is only a moment in time."""
        if "key" in data or not any(field in data for field in _MADE_BY_PRODIGY):
            return session
        if session.startswith(OURS):
            return session.removeprefix(OURS)
        if _MOMENT.fullmatch(session):
            return ""
        if self._prefix is None:
            self._prefix = dataset_prefix(_ids(self._path))
        return session.removeprefix(self._prefix) or session


def dataset_prefix(ids: Iterable[str]) -> str:
    """Return what stands before the names in the session ids of one file: the dataset and a hyphen."""
    named = sorted({one for one in ids if not _MOMENT.fullmatch(one) and not one.startswith(OURS)})
    if not named:
        return ""
    # What the first and the last in order share, all share.
    pairs = zip(named[0], named[-1], strict=False)
    shared = (
        len(named[0])
        if len(named) == 1
        else sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    )
    return named[0][: named[0].rfind("-", 0, shared) + 1]


def _ids(path: Path) -> set[str]:
    """Return the session ids in a file, `_MOST` of them at most."""
    found: set[str] = set()
    try:
        with path.open("rb") as file:
            while len(found) < _MOST and (line := file.readline(LONGEST)):
                given = _NAMED.findall(line)
                given += (one for several in _SESSIONS.findall(line) for one in _ONE.findall(several))
                found.update(filter(None, map(_text, set(given[:_MOST]))))
    except OSError:
        pass  # whoever reads the records says it
    return found


def _text(quoted: bytes) -> str | None:
    try:
        return as_text(json.loads(quoted))
    except ValueError:
        return None
