"""What needs nobody to decide it: accepted by a rule, as one step, over a connection that may be a thread's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.agreement.items import Item, Status
from annotator.agreement.settling import majority
from annotator.agreement.units import units
from annotator.core.annotations import Change
from annotator.core.decisions import Choice, Decision
from annotator.core.edits import Edit
from annotator.core.errors import Cancelled
from annotator.core.memory import let_go, without_collecting
from annotator.core.messages import message
from annotator.core.spans import Relation
from annotator.storage import history
from annotator.workspace import scheming
from annotator.workspace.agreement import Selection, read_table
from annotator.workspace.deciding import ALL_AGREE as ALL_AGREE
from annotator.workspace.deciding import By, Plan
from annotator.workspace.grounds import by, check_unchanged, gold_of, make_gold
from annotator.workspace.review_rows import Reader
from annotator.workspace.verdicts import Verdict, readings
from annotator.workspace.workspace import Changed, Workspace

MAJORITY = "majority"
TRUSTED = "trusted: "  # and an annotator's name


@dataclass(slots=True)
class _Accepting:
    """What a rule comes to: the changes, and in which documents it decides anything."""

    reader: Reader
    by: By
    rule: str
    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]
    changes: list[Change] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)

    def plan(self) -> None:
        """Read all documents and plan what is to be changed. Raises Cancelled."""
        found = units(read_table(self.reader.workspace, self.reader.selection)[0])
        for done, (document_id, known) in enumerate(found.items()):
            if done % 16 == 0:
                self.progress(done, len(found))
            self.go_on()
            plan = Plan(self.reader.article(document_id, known), self.by)
            self._decide(plan)
            if plan.changes:
                plan.finish()
                self.changes += plan.changes
                self.touched.append(document_id)
        self.progress(len(found), len(found))

    def go_on(self) -> None:
        if self.cancelled():
            raise Cancelled

    def _decide(self, plan: Plan) -> None:
        """Decide all of a document that the rule decides; links after the spans they join."""
        plan.accept_all(self.rule, self.go_on)
        while self.rule != ALL_AGREE:
            taken = [(item, self._taken(plan, item)) for item in plan.standing.items]
            verdicts = [
                (item, Verdict(Choice.READING, name, rule=self.rule))
                for item, name in taken
                if name is not None
            ]
            if not verdicts:
                return
            plan.decide_all(verdicts, self.go_on)

    def _taken(self, plan: Plan, item: Item) -> str | None:
        """Return whose reading of a case the rule takes, None where it takes none."""
        if item.status != Status.OPEN:
            return None
        if self.rule.startswith(TRUSTED):
            name = self.rule.removeprefix(TRUSTED)
            return name if name in item.case.spans else None
        return majority(readings(plan.article, item, plan.standing), strict=True)


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

    Return how many decisions that is, or, where there are none, links, and in which
    documents. What all agree on is accepted by every rule; by `MAJORITY` also the reading
    that more than half of the annotators have; by `TRUSTED` and a name that annotator's
    reading. `gold` is the id that the gold layer's annotator is to have where there is none.
    Raises StaleEdit where anything was changed meanwhile; Cancelled.
    """
    gold = gold_of(workspace, gold)
    reader = Reader(workspace, selection, gold)
    with without_collecting():
        with reader.snapshot():
            mark = history.read_mark(workspace.conn)
            found = _Accepting(reader, by(workspace, lead_id), rule, progress, cancelled)
            found.plan()
        decisions = sum(isinstance(c.after, Decision) and c.before is None for c in found.changes)
        decisions = decisions or sum(isinstance(c.after or c.before, Relation) for c in found.changes)
        if not found.changes:
            return 0, []

        def guard(conn: sqlite3.Connection) -> None:
            check_unchanged(conn, mark)
            make_gold(conn, gold)

        name = message("accept {count} readings by rule ({rule})", count=decisions, rule=rule)
        workspace.execute(Edit(name, None, tuple(found.changes)), gold, actor_id=lead_id, guard=guard)
        let_go(found.changes)
    return decisions, found.touched


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
