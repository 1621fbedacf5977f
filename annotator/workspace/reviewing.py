"""Settling disagreements: the cases of a project as they stand, and the decisions of a lead.

Nobody's reading is ever changed: a decision is a row of its own, and the gold layer
follows from the decisions. Each is one step of the lead's history.
"""

from __future__ import annotations

import random
import sqlite3
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.agreement.settling import majority
from annotator.agreement.standing import Article, Item, Standing, Status, standing
from annotator.agreement.units import units
from annotator.core.annotations import Annotations, Change
from annotator.core.decisions import Choice, Decision, ReaderKind, Value, value_of
from annotator.core.edits import Edit
from annotator.core.errors import Cancelled, EditError, StaleEdit
from annotator.core.ids import fresh_id
from annotator.core.memory import let_go, without_collecting
from annotator.core.messages import Message, message
from annotator.storage import decision_rows, file, history, rows
from annotator.workspace import scheming
from annotator.workspace.agreement import Selection as Selection
from annotator.workspace.agreement import read_table
from annotator.workspace.deciding import ALL_AGREE as ALL_AGREE
from annotator.workspace.deciding import By, Plan, Verdict, chosen_links, wanted
from annotator.workspace.review_board import Board, count, read_board
from annotator.workspace.review_rows import Filter, Key, Reader, Row, gold_id, rows_of
from annotator.workspace.workspace import Changed, Workspace

MAJORITY = "majority"
TRUSTED = "trusted: "  # and an annotator's name


@dataclass(frozen=True, slots=True)
class Preview:
    """What the final reading of a case would be: spans, and for a case of links (type, head, child) texts."""

    spans: tuple[Value, ...] = ()
    links: tuple[tuple[str, int, int], ...] = ()


@dataclass(slots=True)
class Open:
    """One case with all that is needed to show and to decide it."""

    row: Row
    item: Item
    article: Article
    standing: Standing


@dataclass(slots=True)
class Update:
    """Rows of the list that are no longer there, and those that are there now."""

    gone: list[Row] = field(default_factory=list)
    come: list[Row] = field(default_factory=list)


class Review:
    """The cases of a selection, kept up to date by documents; `board` is read in a thread."""

    def __init__(
        self,
        workspace: Workspace,
        lead_id: int,
        selection: Selection | None = None,
        board: Board | None = None,
        gold: int | None = None,
    ) -> None:
        self.workspace = workspace
        self.lead_id = lead_id
        self.selection = selection or Selection()
        self.gold_id = gold_of(workspace, gold)
        self.reader = Reader(workspace, self.selection, self.gold_id)
        self.board = board or read_board(self.reader)
        self.rows = self.board.ordered
        self._held: tuple[Article, Standing] | None = None
        self.agreed = sum(self.board.agreed.values())  # groups all agree on that are not in gold yet

    # The list

    def cases(self, filter_: Filter | None = None) -> list[Row]:
        """Return the rows that a filter lets through, those to decide first by type, then by gain."""
        return [row for row in self.rows if filter_ is None or filter_.holds(row)]

    def counts(self) -> Counter[str]:
        """Return how many rows there are of each status, of each open type, and how many came by themselves."""
        return self.board.counts

    def open(self, document_id: int, key: Key) -> Open | None:
        """Return a case by what finds it, None where it is there no longer."""
        article, now = self._article(document_id)
        rows = rows_of(self.workspace, article, now)
        for row, item in zip(rows, now.items, strict=True):
            if row.key == key:
                return Open(row, item, article, now)
        return None

    def refresh(self, document_id: int) -> Update:
        """Read a document anew and return what that changes in the list."""
        self._held = None
        return self._replace(document_id)

    def _article(self, document_id: int) -> tuple[Article, Standing]:
        if self._held is None or self._held[0].document_id != document_id:
            article = self.reader.article(document_id)
            self._held = article, standing(article)
        return self._held

    def _replace(self, document_id: int) -> Update:
        article, now = self._article(document_id)
        before = self.board.rows.get(document_id, [])
        after = rows_of(self.workspace, article, now)
        self.board.rows[document_id] = after
        self.agreed += len(now.agreed) - self.board.agreed.get(document_id, 0)
        self.board.agreed[document_id] = len(now.agreed)
        same = set(before) & set(after)
        update = Update([r for r in before if r not in same], [r for r in after if r not in same])
        for row in update.gone:
            count(self.board.counts, row, -1)
            del self.rows[bisect_left(self.rows, row.order, key=_order)]
        for row in update.come:
            count(self.board.counts, row, 1)
            insort(self.rows, row, key=_order)
        return update

    # Deciding

    def preview(self, opened: Open, choice: Choice, taken: str | None = None) -> Preview:
        """Return what the final reading would be; `taken` is whose reading, where one is chosen."""
        verdict = Verdict(choice, taken)
        if opened.item.type == "link":
            found = chosen_links(opened.article, opened.standing, opened.item, verdict)
            return Preview(links=tuple(sorted(found)))
        return Preview(wanted(opened.article, opened.item, verdict))

    def proposal(self, opened: Open) -> str | None:
        """Return an annotator whose reading more than any other have, None where there is no such reading."""
        return majority(readings_of(opened))

    def decide(
        self, opened: Open, choice: Choice, taken: str | None = None, *, reason: str = "", note: str = ""
    ) -> Update:
        """Decide a case, or put it off, as one step; return what changes in the list.

        Raises StaleEdit where a reading, the gold layer or the decisions are no longer as
        `opened` has them; then nothing has changed.
        """
        if choice == Choice.READING and taken not in opened.item.case.spans:
            raise EditError("There is no such reading in this case.")
        plan = Plan(opened.article, _by(self.workspace, self.lead_id))
        plan.decide(opened.item, Verdict(choice, taken, reason, note))
        return self._execute(plan, opened)

    def later(self, opened: Open) -> Update:
        """Put a case off: it stays open, after all others."""
        return self.decide(opened, Choice.LATER)

    def decide_edited(self, opened: Open, gold: Annotations, *, reason: str = "", note: str = "") -> Update:
        """Decide a case by a gold layer that was edited in a draft (see `drafting`), as `decide`."""
        plan = Plan(opened.article, _by(self.workspace, self.lead_id))
        plan.edited(opened.item, Verdict(Choice.EDITED, None, reason, note), gold)
        return self._execute(plan, opened)

    def planned(self, opened: Open, choice: Choice, taken: str | None = None) -> Annotations:
        """Return what the gold layer would be: what a free edit starts from."""
        plan = Plan(opened.article, _by(self.workspace, self.lead_id))
        plan.decide(opened.item, Verdict(choice, taken))
        return plan.article.gold

    def _execute(self, plan: Plan, opened: Open) -> Update:
        plan.finish()
        article, item = opened.article, opened.item
        last = plan.article.decisions[-1]
        edit = Edit(_name(last, item), article.document_id, tuple(plan.changes))
        self.workspace.execute(
            edit, self.gold_id, actor_id=self.lead_id, guard=lambda conn: self._guard(conn, [(article, item)])
        )
        return self.refresh_planned(plan)

    def refresh_planned(self, plan: Plan) -> Update:
        """Show what a plan that was executed has come to, without reading it anew."""
        self._held = plan.article, plan.standing
        return self._replace(plan.article.document_id)

    def _guard(self, conn: sqlite3.Connection, grounds: Iterable[tuple[Article, Item | None]]) -> None:
        """Make the gold annotator where there is none, and see that nothing has changed since it was shown."""
        _make_gold(conn, self.gold_id)
        for article, item in grounds:
            found = conn.execute(
                "SELECT id FROM decision WHERE document_id = ? AND superseded IS NULL ORDER BY id",
                (article.document_id,),
            ).fetchall()
            if [i for (i,) in found] != sorted(d.id for d in article.decisions):
                raise _stale()
            if item is not None:
                _check_readings(conn, article, item)

    # What all agree on

    def accept_agreed(self, rule: str = ALL_AGREE) -> int:
        """Accept by a rule what needs nobody to decide it, as `accept`; return how many decisions that is."""
        decisions, touched = accept(self.workspace, self.lead_id, self.selection, rule, gold=self.gold_id)
        for document_id in touched:
            self.refresh(document_id)
        return decisions

    def audit_sample(self, n: int, seed: int = 0) -> list[Row]:
        """Return so many of the rows that a rule decided, drawn at random; the same for the same seed."""
        automatic = [row for row in self.rows if row.rule]
        drawn = random.Random(seed).sample(automatic, min(n, len(automatic)))  # noqa: S311
        return sorted(drawn, key=_order)

    def history_of(self, opened: Open) -> list[Decision]:
        """Return all decisions that this case, or spans of it, ever had, the oldest first."""
        with file.known_errors(self.workspace.path):
            found = decision_rows.read(self.workspace.conn, "document_id = ?", opened.article.document_id)
        kind, spans = opened.item.type == "link", opened.item.key[2]
        own = {d.id for d in opened.item.decisions}
        return [
            d
            for d in found
            if d.id in own
            or (d.is_of_links == kind and any(s.id in spans for said in d.said for s in said.spans))
        ]


def accept(
    workspace: Workspace,
    lead_id: int,
    selection: Selection,
    rule: str,
    progress: Callable[[int, int], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    gold: int | None = None,
) -> tuple[int, list[int]]:
    """Accept by a rule, as one step, what needs nobody to decide it.

    Return how many decisions that is, and in which documents. What all agree on is accepted
    by every rule; by `MAJORITY` also the reading that more than half of the annotators have;
    by `TRUSTED` and a name that annotator's reading. `gold` is the id that the gold layer's
    annotator is to have where there is none. Raises StaleEdit where anything was changed
    meanwhile; Cancelled.
    """
    with file.known_errors(workspace.path):
        mark = history.read_mark(workspace.conn)
    gold = gold_of(workspace, gold)
    with without_collecting():
        changes, touched = _plan_all(workspace, lead_id, selection, rule, gold, progress, cancelled)
        decisions = sum(isinstance(c.after, Decision) and c.before is None for c in changes)
        if not changes:
            return 0, []

        def guard(conn: sqlite3.Connection) -> None:
            if history.read_mark(conn) != mark:
                raise _stale()
            _make_gold(conn, gold)

        name = message("accept {count} readings by rule ({rule})", count=decisions, rule=rule)
        workspace.execute(Edit(name, None, tuple(changes)), gold, actor_id=lead_id, guard=guard)
        let_go(changes)
    return decisions, touched


def step_much(path: Path, lead_id: int, *, redo: bool, cancelled: Callable[[], bool]) -> Changed | None:
    """Undo, or redo, a step that changed very much, over a connection of its own: for a thread.

    What is returned says that all may have changed, and not what.
    """
    with without_collecting():
        changed = scheming.step(path, lead_id, redo=redo, cancelled=cancelled)
        if changed is None:
            return None
        found, changes = Changed(changed.name, None, scheme=changed.scheme), list(changed.changes)
        del changed
        let_go(changes)
        return found


def _plan_all(
    workspace: Workspace,
    lead_id: int,
    selection: Selection,
    rule: str,
    gold: int,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> tuple[list[Change], list[int]]:
    """Return what a rule comes to, and in which documents it decides anything. Raises Cancelled."""
    reader, by = Reader(workspace, selection, gold), _by(workspace, lead_id)
    changes: list[Change] = []
    touched = []
    found = units(read_table(workspace, selection)[0])
    for done, (document_id, known) in enumerate(found.items()):
        if done % 16 == 0:
            progress(done, len(found))
        if cancelled():
            raise Cancelled
        plan = Plan(reader.article(document_id, known), by)
        _apply_rule(plan, rule)
        if plan.changes:
            plan.finish()
            changes += plan.changes
            touched.append(document_id)
    progress(len(found), len(found))
    return changes, touched


def _by(workspace: Workspace, lead_id: int) -> By:
    with file.known_errors(workspace.path):
        (after,) = workspace.conn.execute("SELECT coalesce(max(id), 0) FROM history").fetchone()
    return By(lead_id, history.now(), workspace.scheme.version, after)


def _order(row: Row) -> tuple[int | str, ...]:
    return row.order


def readings_of(opened: Open) -> dict[str, object]:
    """Return for each annotator of a case something that is equal where their readings are."""
    return _said(opened.article, opened.item, opened.standing)


def _said(article: Article, item: Item, now: Standing) -> dict[str, object]:
    """Return for each annotator what is equal where their readings of a case are."""
    if item.type == "link":
        anchors = now.anchors.of
        return {
            name: frozenset((r.type, anchors.get(r.child_id)) for r in links)
            for name, links in article.links(item.case).items()
        }
    return {name: tuple(sorted(map(value_of, spans))) for name, spans in article.spans(item.case).items()}


def _apply_rule(plan: Plan, rule: str) -> None:
    """Decide all of a document that a rule decides; links after the spans they join."""
    plan.accept_all(rule)
    if rule == ALL_AGREE:
        return
    while True:
        for item in plan.standing.items:
            taken = _taken(plan, item, rule) if item.status == Status.OPEN else None
            if taken is not None:
                plan.decide(item, Verdict(Choice.READING, taken, rule=rule))
                break
        else:
            return


def _taken(plan: Plan, item: Item, rule: str) -> str | None:
    if rule.startswith(TRUSTED):
        name = rule.removeprefix(TRUSTED)
        return name if name in item.case.spans else None
    return majority(_said(plan.article, item, plan.standing), strict=True)


def _name(decision: Decision, item: Item) -> Message:
    labels = {s.label for said in decision.said for s in said.spans}
    label = min(labels, default="–")
    if decision.choice == Choice.LATER:
        return message("put off {label}", label=label)
    if item.type == "link":
        return message("decide the links of {label}", label=label)
    return message("decide {label}", label=label)


def _check_readings(conn: sqlite3.Connection, article: Article, item: Item) -> None:
    for spans in article.spans(item.case).values():
        for span in spans:
            if rows.read_entity(conn, span) != span:
                raise _stale()
    for links in article.links(item.case).values():
        for link in links:
            if rows.read_entity(conn, link) != link:
                raise _stale()


def _stale() -> StaleEdit:
    return StaleEdit(
        "This was changed in the meantime, elsewhere. Nothing was done; look at it again and repeat the step."
    )


# The gold layer's annotator, machines


def gold_of(workspace: Workspace, otherwise: int | None = None) -> int:
    """Return the id of the gold layer's annotator; before the first decision the one it will have."""
    with file.known_errors(workspace.path):
        return gold_id(workspace.conn) or otherwise or fresh_id()


def _make_gold(conn: sqlite3.Connection, annotator_id: int) -> None:
    found = gold_id(conn)
    if found == annotator_id:
        return
    if found is not None:
        raise _stale()
    names = {name for (name,) in conn.execute("SELECT name FROM annotator")}
    name = next(n for n in ("gold", *(f"gold {i}" for i in range(2, len(names) + 3))) if n not in names)
    conn.execute("INSERT INTO annotator VALUES (?, ?, 'gold')", (annotator_id, name))


def set_machine(workspace: Workspace, actor_id: int, annotator_id: int, *, machine: bool) -> None:
    """Mark an annotator as a machine, or as a person again, as one step."""
    known: Mapping[int, str] = {a.id: a.kind for a in workspace.annotators()}
    if known.get(annotator_id, "gold") == "gold":
        raise EditError("Only an annotator can be a machine.")
    before = ReaderKind(annotator_id, known[annotator_id])
    after = replace(before, kind="machine" if machine else "person")
    if before != after:
        name = (
            message("mark an annotator as a machine") if machine else message("mark an annotator as a person")
        )
        workspace.execute(Edit(name, None, (Change(before, after),)), actor_id)
