"""When articles were read, and which guideline came into force in between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.core.messages import Message, message
from annotator.core.scheme import Label, Scheme
from annotator.core.scheme_edits import SchemeEdit
from annotator.storage import file, history
from annotator.workspace.workspace import Workspace

_LONGEST = 80  # characters shown of a line of a guideline


@dataclass(frozen=True, slots=True)
class Guideline:
    """A version of the scheme that tells annotators something else than the one before it.

    `at` is when it came into force, in UTC as ISO 8601; `said` is what changed.
    """

    version: int
    at: str
    said: tuple[Message, ...]


def guidelines(workspace: Workspace) -> list[Guideline]:
    """Return the changes of the scheme that are in force and concern what is marked, by time.

    Labels that an import brought are none; neither are colours, keys, or a change taken back.
    """
    found = []
    with file.known_errors(workspace.path), file.snapshot(workspace.conn):
        conn = workspace.conn
        for event in history.scheme_events(conn, 0):
            edit = history.scheme_edit(conn, event.step)
            said = tuple(changed(edit.inverse if event.undone else edit))
            row = conn.execute(
                "SELECT h.at, (SELECT min(version) FROM scheme s WHERE s.created >= h.at) "
                "FROM history h WHERE h.id = ?",
                (event.phase,),
            ).fetchone()
            if said and row[1] is not None:
                found.append(Guideline(row[1], row[0], said))
    return sorted(found, key=lambda one: one.at)


def times_read(workspace: Workspace, documents: Collection[int], annotators: Sequence[str]) -> dict[int, str]:
    """Return when the last of these annotators did something to each document, in UTC as ISO 8601.

    What was imported was done then.
    """
    names = ", ".join("?" * len(annotators))
    with file.known_errors(workspace.path):
        rows = workspace.conn.execute(
            "SELECT document, max(at) FROM ("  # noqa: S608
            "SELECT l.document_id AS document, h.at FROM layer l JOIN annotator a ON a.id = l.annotator_id "
            f"JOIN history h ON h.id = l.batch WHERE NOT l.removed AND a.name IN ({names}) UNION ALL "
            "SELECT h.document_id, h.at FROM history h JOIN annotator a ON a.id = h.annotator_id "
            f"WHERE h.kind = 'edit' AND h.state = 'done' AND a.name IN ({names}) AND h.document_id IS NOT NULL"
            ") GROUP BY document",
            (*annotators, *annotators),
        )
        wanted = set(documents)
        return {document: at for document, at in rows if document in wanted}


def marks(times: Sequence[str], known: Sequence[Guideline]) -> Mapping[int, list[Guideline]]:
    """Return the guidelines that came into force between articles, by how many were read before.

    `times` are when the articles were read, in their order; none stands before the first or
    after the last.
    """
    found: dict[int, list[Guideline]] = {}
    for one in known:
        place = bisect_right(times, one.at)
        if 0 < place < len(times):
            found.setdefault(place, []).append(one)
    return found


def changed(edit: SchemeEdit) -> Iterator[Message]:
    """Yield what a change of the scheme means for those who mark; titles stand for names."""
    before, after, lives_on = edit.before, edit.after, dict(edit.kept.labels)
    for label in after.labels:
        if label.name not in lives_on.values():
            yield message("new label {label}", label=label.title)
    for old in before.labels:
        new = after.label(lives_on[old.name]) if old.name in lives_on else None
        if new is None:
            yield message("label {label} gone", label=old.title)
        else:
            yield from _label_changed(old, new)
    yield from _relations_changed(before, after, dict(edit.kept.relations))


def _label_changed(old: Label, new: Label) -> Iterator[Message]:
    if old.title != new.title:
        yield message("{old} is now {new}", old=old.title, new=new.title)
    if old.guideline != new.guideline:
        lines = old.guideline.splitlines()
        fresh = [line.strip() for line in new.guideline.splitlines() if line.strip() and line not in lines]
        if fresh:
            text = fresh[0] if len(fresh[0]) <= _LONGEST else fresh[0][: _LONGEST - 1] + "…"
            yield message("{label}: {text}", label=new.title, text=text)
        else:
            yield message("{label}: guideline shortened", label=new.title)
    if _values(old) != _values(new):
        yield message("{label}: other attributes", label=new.title)


def _values(label: Label) -> dict[str, frozenset[str]]:
    return {one.name: frozenset(one.values) for one in label.attributes}


def _relations_changed(before: Scheme, after: Scheme, lives_on: Mapping[str, str]) -> Iterator[Message]:
    for kind in after.relations:
        if kind.name not in lives_on.values():
            yield message("new link {link}", link=kind.title)
    for kind in before.relations:
        if kind.name not in lives_on:
            yield message("link {link} gone", link=kind.title)
