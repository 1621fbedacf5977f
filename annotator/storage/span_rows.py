"""The spans of many layers, read without making a value of each: four times as fast."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection
from itertools import chain

from annotator.core.span_columns import NO_ORIGIN, ORIGINS, SpanRows

_OF_LAYERS = "layer_id IN (SELECT value FROM json_each(?))"


class SpanReader:
    """Reads spans within one transaction: which labels there are, and whether notes, is asked for once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        known = conn.execute("SELECT label, max(note <> '') FROM span GROUP BY label").fetchall()
        self.labels: tuple[str, ...] = tuple(label for label, _ in known)
        self._noted = any(noted for _, noted in known)
        self._described = conn.execute("SELECT 1 FROM attribute LIMIT 1").fetchone() is not None
        labels = " ".join(f"WHEN ? THEN {number * 8}" for number in range(len(self.labels)))
        origins = " ".join(f"WHEN '{origin}' THEN {number}" for number, origin in enumerate(ORIGINS))
        self._sql = (
            f"SELECT id, layer_id, CASE label {labels or 'WHEN NULL THEN 0'} END + "  # noqa: S608 (numbers, constants)
            f"CASE origin {origins} ELSE {NO_ORIGIN} END, ifnull(start << 31 | end, -1) "
            f"FROM span LEFT JOIN fragment ON span_id = id WHERE {_OF_LAYERS}"
        )

    def read(self, layer_ids: Collection[int]) -> SpanRows:
        """Return the spans of these layers."""
        listed = json.dumps(list(layer_ids))
        numbers = array("q", chain.from_iterable(self._conn.execute(self._sql, (*self.labels, listed))))
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
