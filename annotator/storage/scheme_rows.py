"""What a change of the scheme does to the rows of all readings, in sets however many they are.

Everything here is for the inside of one transaction (or, to count, of one snapshot).
Readings that are hidden change with the others: an import that was undone can be redone.
"""

# ruff: noqa: S608 (names of tables and columns are this module's own)

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.core.errors import StaleEdit
from annotator.core.ids import fresh_id
from annotator.core.scheme_edits import Attributes, SchemeEdit

_TABLES = (
    ("relation", "id", "id, layer_id, type, head_id, child_id"),
    ("fragment", "span_id", "span_id, start, end"),
    ("attribute", "span_id", "span_id, name, value"),
    ("span", "id", "id, layer_id, label, note, origin"),
)
PHASES = 4  # of `change`, for its progress


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes with a change of the scheme, of the readings that are shown.

    `labels` counts spans by label, `values` attributes by (label, name), `relations`
    links by type.
    """

    labels: tuple[tuple[str, int], ...]
    values: tuple[tuple[tuple[str, str], int], ...]
    relations: tuple[tuple[str, int], ...]
    annotators: int
    documents: int

    def __bool__(self) -> bool:
        return bool(self.labels or self.values or self.relations)


def loss(conn: sqlite3.Connection, edit: SchemeEdit) -> Loss:
    """Count what would go."""
    with _going(conn, edit):
        shown = "JOIN layer l ON l.id = layer_id AND NOT l.removed"
        labels = conn.execute(
            f"SELECT s.label, count(*) FROM going_span JOIN span s USING (id) {shown} GROUP BY 1"
        ).fetchall()
        values = conn.execute(
            "SELECT s.label, g.name, count(*) FROM going_attribute g JOIN span s ON s.id = g.span_id "
            f"{shown} GROUP BY 1, 2"
        ).fetchall()
        relations = conn.execute(
            f"SELECT r.type, count(*) FROM going_relation JOIN relation r USING (id) {shown} GROUP BY 1"
        ).fetchall()
        annotators, documents = conn.execute(
            "SELECT count(DISTINCT annotator_id), count(DISTINCT document_id) FROM layer WHERE NOT removed "
            "AND id IN (SELECT layer_id FROM going_span JOIN span USING (id) "
            "UNION SELECT layer_id FROM going_relation JOIN relation USING (id) "
            "UNION SELECT layer_id FROM going_attribute g JOIN span s ON s.id = g.span_id)"
        ).fetchone()
    by_attribute = tuple(((label, name), number) for label, name, number in values)
    return Loss(tuple(labels), by_attribute, tuple(relations), annotators, documents)


def change(
    conn: sqlite3.Connection,
    edit: SchemeEdit,
    phase: int,
    progress: Callable[[int, int], None],
) -> None:
    """Make all rows follow `edit`; what goes is shelved under `phase`.

    Raises StaleEdit where a new name is in use already, by what the scheme does not know.
    """
    _check_names(conn, edit)
    progress(1, PHASES)
    conn.execute("PRAGMA defer_foreign_keys=ON")
    with _going(conn, edit):
        progress(2, PHASES)
        _shelve(conn, phase)
    progress(3, PHASES)
    _rename(conn, edit)
    progress(4, PHASES)


def change_back(
    conn: sqlite3.Connection,
    edit: SchemeEdit,
    phase: int,
    progress: Callable[[int, int], None],
) -> None:
    """Make all rows follow `edit`, the inverse of one under whose `phase` rows are shelved, and put those back.

    Raises StaleEdit where that would take anything away, or where what the rows belong
    to has changed.
    """
    with _going(conn, edit):
        found = conn.execute(
            "SELECT 1 FROM going_span UNION ALL SELECT 1 FROM going_relation LIMIT 1"
        ).fetchone()
    if found:
        raise StaleEdit(
            "What this change brought into the scheme has been used since. Nothing was done; "
            "delete those spans and links first."
        )
    progress(1, PHASES)
    _check_names(conn, edit)
    _check_places(conn, phase)
    progress(2, PHASES)
    conn.execute("PRAGMA defer_foreign_keys=ON")
    _rename(conn, edit)
    progress(3, PHASES)
    _put_back(conn, phase)
    progress(4, PHASES)


def shelved_attributes(
    conn: sqlite3.Connection, phase: int, span_ids: Collection[int]
) -> dict[int, Attributes]:
    """Return the attributes that a change of the scheme took from these spans, by span."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for span_id in span_ids:
        found[span_id] += conn.execute(
            "SELECT name, value FROM shelved_attribute WHERE step = ? AND span_id = ?", (phase, span_id)
        )
    return {span_id: tuple(pairs) for span_id, pairs in found.items() if pairs}


def uses(conn: sqlite3.Connection, labels: Iterable[str]) -> bool:
    """Tell whether a reading that is shown has spans of one of these labels."""
    return any(
        conn.execute(
            "SELECT 1 FROM span s JOIN layer l ON l.id = s.layer_id AND NOT l.removed WHERE s.label = ? LIMIT 1",
            (label,),
        ).fetchone()
        for label in labels
    )


# What goes


@contextmanager
def _going(conn: sqlite3.Connection, edit: SchemeEdit) -> Iterator[None]:
    """Inside the block, name what goes in three tables of their own."""
    make = conn.execute
    make("CREATE TEMP TABLE going_span (id INTEGER PRIMARY KEY)")
    make("CREATE TEMP TABLE going_relation (id INTEGER PRIMARY KEY)")
    make(
        "CREATE TEMP TABLE going_attribute (span_id INTEGER, name TEXT, PRIMARY KEY (span_id, name)) WITHOUT ROWID"
    )
    if edit.gone_labels:
        make(
            f"INSERT INTO going_span SELECT id FROM span WHERE label IN {_marks(edit.gone_labels)}",
            edit.gone_labels,
        )
        for end in ("head_id", "child_id"):
            make(
                "INSERT OR IGNORE INTO going_relation SELECT r.id FROM relation r "
                f"WHERE r.{end} IN (SELECT id FROM going_span)"
            )
    if edit.gone_relations:
        make(
            f"INSERT OR IGNORE INTO going_relation SELECT id FROM relation WHERE type IN {_marks(edit.gone_relations)}",
            edit.gone_relations,
        )
    _find_forbidden(conn, edit.forbidden())
    for label, name in edit.gone_attributes:
        make(
            "INSERT INTO going_attribute SELECT a.span_id, a.name FROM attribute a JOIN span s ON s.id = a.span_id "
            "WHERE s.label = ? AND a.name = ?",
            (label, name),
        )
    for label, name, value in edit.gone_values:
        make(
            "INSERT INTO going_attribute SELECT a.span_id, a.name FROM attribute a JOIN span s ON s.id = a.span_id "
            "WHERE s.label = ? AND a.name = ? AND a.value = ?",
            (label, name, value),
        )
    try:
        yield
    finally:
        if conn.in_transaction:  # else they are gone with it
            for name in ("going_span", "going_relation", "going_attribute"):
                make(f"DROP TABLE {name}")


def _find_forbidden(conn: sqlite3.Connection, triples: Sequence[tuple[str, str, str]]) -> None:
    if not triples:
        return
    conn.execute("CREATE TEMP TABLE forbidden (type TEXT, head TEXT, child TEXT)")
    conn.executemany("INSERT INTO forbidden VALUES (?, ?, ?)", triples)
    kinds = sorted({triple[0] for triple in triples})
    conn.execute(
        "INSERT OR IGNORE INTO going_relation SELECT r.id FROM relation r "
        "JOIN span h ON h.id = r.head_id JOIN span c ON c.id = r.child_id "
        f"WHERE r.type IN {_marks(kinds)} AND (r.type, h.label, c.label) IN (SELECT type, head, child FROM forbidden)",
        kinds,
    )
    conn.execute("DROP TABLE forbidden")


def _shelve(conn: sqlite3.Connection, phase: int) -> None:
    where = {
        "relation": "id IN (SELECT id FROM going_relation)",
        "fragment": "span_id IN (SELECT id FROM going_span)",
        "attribute": "span_id IN (SELECT id FROM going_span) "
        "OR (span_id, name) IN (SELECT span_id, name FROM going_attribute)",
        "span": "id IN (SELECT id FROM going_span)",
    }
    for table, _, columns in _TABLES:
        conn.execute(
            f"INSERT INTO shelved_{table} (step, {columns}) SELECT ?, {columns} FROM {table} WHERE {where[table]}",
            (phase,),
        )
        conn.execute(f"DELETE FROM {table} WHERE {where[table]}")


def _check_places(conn: sqlite3.Connection, phase: int) -> None:
    """Check that what shelved spans and links belong to is still there."""
    lost = conn.execute(
        "WITH there AS (SELECT id FROM shelved_span WHERE step = :p) "
        "SELECT 1 FROM shelved_relation WHERE step = :p AND "
        "(head_id NOT IN there AND head_id NOT IN (SELECT id FROM span) "
        "OR child_id NOT IN there AND child_id NOT IN (SELECT id FROM span)) "
        "UNION ALL SELECT 1 FROM shelved_span WHERE step = :p AND layer_id NOT IN (SELECT id FROM layer) LIMIT 1",
        {"p": phase},
    ).fetchone()
    if lost:
        raise StaleEdit(
            "Spans to which deleted links belong have been deleted since. Nothing was done; "
            "those deletions are to be undone first."
        )


def carry(conn: sqlite3.Connection, earlier: int, phase: int) -> None:
    """Keep, for when a change of the scheme is undone once more, the attributes of spans now deleted.

    Their deletion may be undone before that.
    """
    conn.execute(
        "INSERT INTO shelved_attribute (step, span_id, name, value) SELECT ?, span_id, name, value "
        "FROM shelved_attribute WHERE step = ? AND span_id NOT IN (SELECT id FROM span)",
        (phase, earlier),
    )


def _put_back(conn: sqlite3.Connection, phase: int) -> None:
    for table, key, columns in reversed(_TABLES):
        there = f" AND {key} IN (SELECT id FROM span)" if table == "attribute" else ""
        conn.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM shelved_{table} WHERE step = ?{there}",
            (phase,),
        )
    # The attributes of spans that stayed are kept: what was edited meanwhile is read by them.
    conn.execute(
        "DELETE FROM shelved_attribute WHERE step = :p AND span_id IN (SELECT id FROM shelved_span WHERE step = :p)",
        {"p": phase},
    )
    for table in ("relation", "fragment", "span"):
        conn.execute(f"DELETE FROM shelved_{table} WHERE step = ?", (phase,))


# Renaming


def _check_names(conn: sqlite3.Connection, edit: SchemeEdit) -> None:
    """Check that no annotation has a new name already; it could not be told apart afterwards."""
    kept, before = edit.kept, edit.before
    labels = {new for old, new in kept.labels if old != new and before.label(new) is None}
    kinds = {new for old, new in kept.relations if old != new and before.relation(new) is None}
    shown = (
        "JOIN layer l ON l.id = layer_id AND (NOT l.removed "
        "OR l.batch IN (SELECT id FROM history WHERE state = 'undone'))"
    )
    for table, column, names in (("span", "label", labels), ("relation", "type", kinds)):
        for name in names:
            if conn.execute(f"SELECT 1 FROM {table} {shown} WHERE {column} = ? LIMIT 1", (name,)).fetchone():
                raise _taken(name)
    known = {(of.name, a.name): a.values for of in before.labels for a in of.attributes}
    for label, old, new in kept.attributes:
        if old != new and (label, new) not in known and _has(conn, label, new, None):
            raise _taken(new)
    for label, name, old, new in kept.values:
        if old != new and new not in known[label, name] and _has(conn, label, name, new):
            raise _taken(new)


def _has(conn: sqlite3.Connection, label: str, name: str, value: str | None) -> bool:
    found = conn.execute(
        "SELECT 1 FROM attribute a JOIN span s ON s.id = a.span_id "
        "WHERE s.label = ? AND a.name = ? AND (? IS NULL OR a.value = ?) LIMIT 1",
        (label, name, value, value),
    )
    return found.fetchone() is not None


def _taken(name: str) -> StaleEdit:
    return StaleEdit(
        "“{name}” stands on annotations already, though the scheme did not know it, and the two "
        "could not be told apart. Choose another name.",
        name=name,
    )


def _rename(conn: sqlite3.Connection, edit: SchemeEdit) -> None:
    """Give everything its new name. Attributes and values first: they are found by the old label."""
    kept = edit.kept
    for (label, name), pairs in _grouped((of, name, old, new) for of, name, old, new in kept.values).items():
        where = "name = ? AND span_id IN (SELECT id FROM span WHERE label = ?)"
        _swap(conn, "attribute", "value", pairs, where, (name, label))
    for (label,), pairs in _grouped((of, old, new) for of, old, new in kept.attributes).items():
        _swap(conn, "attribute", "name", pairs, "span_id IN (SELECT id FROM span WHERE label = ?)", (label,))
    _swap(conn, "span", "label", _renamed(kept.labels), "1", ())
    _swap(conn, "relation", "type", _renamed(kept.relations), "1", ())


def _grouped(names: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[str, str]]]:
    """Return pairs of old and new name that differ, by what stands before them."""
    groups: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for *of, old, new in names:
        if old != new:
            groups[tuple(of)].append((old, new))
    return groups


def _renamed(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(old, new) for old, new in pairs if old != new]


def _swap(
    conn: sqlite3.Connection,
    table: str,
    column: str,
    pairs: Sequence[tuple[str, str]],
    where: str,
    values: tuple[str, ...],
) -> None:
    """Rename in one column, by way of names that nothing has: two may change places."""
    between = [(old, new, f"{column} {fresh_id()}") for old, new in pairs]
    steps = [(old, middle) for old, _, middle in between] + [(middle, new) for _, new, middle in between]
    if not {old for old, _ in pairs} & {new for _, new in pairs}:
        steps = list(pairs)
    for old, new in steps:
        conn.execute(
            f"UPDATE {table} SET {column} = ? WHERE {column} = ? AND {where}",
            (new, old, *values),
        )


def _marks(values: Collection[object]) -> str:
    return f"({', '.join('?' * len(values))})"
