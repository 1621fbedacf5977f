"""The spans of many layers, read without making a value of each."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection

from annotator.core.span_columns import NO_ORIGIN, ORIGINS, SpanRows

_OF_LAYERS = "layer_id IN (SELECT value FROM json_each(?))"


class SpanReader:
    """Reads spans within one transaction: which labels there are, and whether notes, is asked for once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        # Sorted by SQLite it takes three times as long.
        labels = conn.execute("SELECT DISTINCT label FROM span")
        self.labels: tuple[str, ...] = tuple(sorted(label for (label,) in labels))
        self._noted = conn.execute("SELECT 1 FROM span WHERE note <> '' LIMIT 1").fetchone() is not None
        self._described = conn.execute("SELECT 1 FROM attribute LIMIT 1").fetchone() is not None
        cases = " ".join(f"WHEN ? THEN {number * 8}" for number in range(len(self.labels)))
        origins = " ".join(f"WHEN '{origin}' THEN {number}" for number, origin in enumerate(ORIGINS))
        # Without a NULL in any of them: what is put together leaves NULLs out.
        self._sql = (
            "SELECT group_concat(id), group_concat(layer_id), "  # noqa: S608 (numbers, constants)
            f"group_concat(CASE label {cases or 'WHEN NULL THEN 0'} END + "
            f"CASE origin {origins} ELSE {NO_ORIGIN} END), group_concat(ifnull(start << 31 | end, -1)) "
            f"FROM span LEFT JOIN fragment ON span_id = id WHERE {_OF_LAYERS}"
        )

    def numbers(self, layer_ids: Collection[int]) -> tuple[str, str, str, str]:
        """Return the numbers of the spans of these layers, as `SpanRows` has them.

        SQLite makes them without Python: in a thread of its own it takes nobody's time.
        """
        found = self._conn.execute(self._sql, (*self.labels, _listed(layer_ids))).fetchone()
        ids, layers, kinds, places = (column or "" for column in found)
        return ids, layers, kinds, places

    def read(self, layer_ids: Collection[int], numbers: tuple[str, str, str, str] | None = None) -> SpanRows:
        """Return the spans of these layers, whose `numbers` may be known already."""
        if numbers is None:
            numbers = self.numbers(layer_ids)
        listed = _listed(layer_ids)
        notes = self._notes(listed) if self._noted else {}
        return SpanRows(numbers, self.labels, notes, self._attributes(listed) if self._described else {})

    def _notes(self, listed: str) -> dict[int, str]:
        sql = f"SELECT id, note FROM span WHERE {_OF_LAYERS} AND note <> ''"  # noqa: S608 (a constant)
        return dict(self._conn.execute(sql, (listed,)))

    def _attributes(self, listed: str) -> dict[int, list[tuple[str, str]]]:
        attributes: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for span_id, name, value in self._conn.execute(
            "SELECT span_id, name, value FROM span JOIN attribute ON span_id = id "  # noqa: S608
            f"WHERE {_OF_LAYERS} ORDER BY id, name",
            (listed,),
        ):
            attributes[span_id].append((name, value))
        return attributes


def _listed(ids: Collection[int]) -> str:
    return json.dumps(list(ids))
