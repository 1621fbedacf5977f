"""Settling disagreements: the cases of a project as they stand, and the decisions of a lead.

Nobody's reading is ever changed: a decision is a row of its own, and the gold layer
follows from the decisions. Each is one step of the lead's history.
"""

from __future__ import annotations

import random
import sqlite3
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from annotator.agreement.items import Article, Item, Standing
from annotator.agreement.items import Status as Status
from annotator.agreement.settling import majority
from annotator.agreement.standing import decided_spans, standing
from annotator.core.annotations import Annotations, Change
from annotator.core.decisions import Choice, Decision, ReaderKind, Value, value_of
from annotator.core.edits import Edit
from annotator.core.errors import EditError
from annotator.core.messages import Message, message
from annotator.core.spans import Relation
from annotator.storage import decision_rows, file, history
from annotator.workspace.accepting import MAJORITY as MAJORITY
from annotator.workspace.accepting import TRUSTED as TRUSTED
from annotator.workspace.accepting import accept as accept
from annotator.workspace.accepting import step_much as step_much
from annotator.workspace.agreement import Selection as Selection
from annotator.workspace.deciding import ALL_AGREE as ALL_AGREE
from annotator.workspace.deciding import Plan
from annotator.workspace.grounds import Mark, by, check_article, check_case, check_gold, make_gold
from annotator.workspace.grounds import gold_of as gold_of
from annotator.workspace.review_board import Board, count, read_board
from annotator.workspace.review_changes import changed_since
from annotator.workspace.review_rows import Filter, Key, Reader, Row, rows_of
from annotator.workspace.verdicts import Verdict, check, chosen_links, needs_taken, readings, wanted
from annotator.workspace.workspace import Workspace

MANY = 50  # documents; more that have changed are read anew with all others


@dataclass(frozen=True, slots=True)
class Preview:
    """What the final reading of a case is or would be: spans, and for a case of links (type, head, child)."""

    spans: tuple[Value, ...] = ()
    links: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The final reading that a case had before it was opened again.

    `spans` are what was decided; of a free edit what is left of it. `who` is the lead's name,
    `at` when, in UTC as in the history.
    """

    decision: Decision
    spans: tuple[Value, ...]
    links: tuple[Relation, ...]
    who: str

    @property
    def reason(self) -> str:
        """The reason given then, by the name of then."""
        return self.decision.reason

    @property
    def note(self) -> str:
        """The note of then."""
        return self.decision.note

    @property
    def at(self) -> str:
        """When it was decided."""
        return self.decision.at


@dataclass(slots=True)
class Open:
    """One case with all that is needed to show and to decide it.

    `earlier` is the last decision of a case that was opened again, None of any other.
    """

    row: Row
    item: Item
    article: Article
    standing: Standing
    mark: Mark = ()
    earlier: Earlier | None = None


@dataclass(slots=True)
class Update:
    """Rows of the list that are no longer there, and those that are there now; the `documents` read anew."""

    gone: list[Row] = field(default_factory=list)
    come: list[Row] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)


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
        self._held: tuple[Article, Standing, Mark] | None = None
        # Groups, and links, that all agree on and that are not in gold yet.
        self.agreed = sum(self.board.agreed.values())

    # The list

    def cases(self, filter_: Filter | None = None) -> list[Row]:
        """Return the rows that a filter lets through, those to decide first by type, then by gain."""
        return [row for row in self.rows if filter_ is None or filter_.holds(row)]

    def counts(self) -> Counter[str]:
        """Return how many rows there are of each status, and of each type among those to decide.

        Of all "cases" some are "settled", "by hand" or "by rule", and all others "to decide",
        those put off and open again among them. What all agreed on and was "accepted" is no
        case until somebody decides it otherwise; that and what is by rule is "automatic".
        What is settled grows with each decision and rule, whatever is decided: it sinks where
        something is undone or put off, or where readings change.
        """
        return self.board.counts

    def open(self, document_id: int, key: Key) -> Open | None:
        """Return a case by what finds it, None where it is there no longer."""
        article, now, mark = self._article(document_id)
        rows = rows_of(self.workspace, article, now)
        for row, item in zip(rows, now.items, strict=True):
            if row.key == key:
                return Open(row, item, article, now, mark, self._earlier(article, item))
        return None

    def _earlier(self, article: Article, item: Item) -> Earlier | None:
        held = [d for d in item.decisions if d.choice != Choice.LATER or d.spans or d.links]
        if not item.is_open or not held:
            return None
        last, gold = held[-1], article.gold
        spans = decided_spans(last) if not last.is_of_links else ()
        if spans is None:
            spans = tuple(value_of(gold.spans[i]) for i in last.spans if i in gold.spans)
        links = tuple(gold.relations[i] for i in last.links if i in gold.relations)
        names = {a.id: a.name for a in self.workspace.annotators()}
        decision = self._before_put_off(last)
        return Earlier(decision, spans, links, names.get(decision.lead_id, ""))

    def _before_put_off(self, decision: Decision) -> Decision:
        """Return the decision that was put off, and any other as it is."""
        while decision.choice == Choice.LATER:
            with file.known_errors(self.workspace.path):
                before = decision_rows.read(
                    self.workspace.conn,
                    "document_id = ? AND superseded = ?",
                    decision.document_id,
                    decision.id,
                )
            if not before:
                break
            decision = before[-1]
        return decision

    def refresh_all(self, documents: Iterable[int]) -> Update:
        """Read some documents anew and return what that changes in the list."""
        update = Update()
        for document_id in documents:
            one = self.refresh(document_id)
            update.gone += one.gone
            update.come += one.come
            update.documents.append(document_id)
        return update

    def refresh(self, document_id: int) -> Update:
        """Read a document anew and return what that changes in the list."""
        self._forget()
        return self._replace(document_id)

    def _forget(self) -> None:
        """Read again what is asked for next; another lead may have made the first decision of all meanwhile."""
        self._held = None
        self.gold_id = self.reader.gold = gold_of(self.workspace, self.gold_id)

    def _article(self, document_id: int) -> tuple[Article, Standing, Mark]:
        if self._held is None or self._held[0].document_id != document_id:
            with self.reader.snapshot():
                mark = history.read_mark(self.workspace.conn)
                article = self.reader.article(document_id)
            self._held = article, standing(article), mark
        return self._held

    def catch_up(self) -> Update | None:
        """Read anew what was changed since, here or elsewhere; None where all is to be read anew."""
        with self.reader.snapshot():
            now = history.read_mark(self.workspace.conn)
            found = changed_since(self.workspace.conn, self.board.mark, now)
            if found is None or len(found) > MANY:
                return None
            update = self.refresh_all(sorted(found))
            self.board.mark = now
        return update

    def _replace(self, document_id: int) -> Update:
        article, now, _ = self._article(document_id)
        before = self.board.rows.get(document_id, [])
        after = rows_of(self.workspace, article, now)
        self.agreed += now.waiting - self.board.agreed.get(document_id, 0)
        self.board.replace(document_id, after, now, is_read=len(article.readers) > 1)
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

    def final(self, opened: Open) -> Preview:
        """Return what the gold layer holds of a case by its decisions, free edits among them."""
        gold, decisions = opened.article.gold, opened.item.decisions
        if opened.item.type == "link":
            links = [gold.relations[i] for d in decisions for i in d.links if i in gold.relations]
            return Preview(links=tuple(sorted((r.type, r.head_id, r.child_id) for r in links)))
        ids = dict.fromkeys(i for d in decisions for i in d.spans if i in gold.spans)
        return Preview(tuple(value_of(gold.spans[i]) for i in ids))

    def proposal(self, opened: Open) -> str | None:
        """Return an annotator whose reading more than any other have, None where there is no such reading."""
        return majority(readings_of(opened))

    def needs_taken(self, opened: Open, choice: Choice) -> bool:
        """Tell whether it must be said whose label and attributes a union or an overlap is to have."""
        return needs_taken(opened.article, opened.item, choice)

    def decide(
        self, opened: Open, choice: Choice, taken: str | None = None, *, reason: str = "", note: str = ""
    ) -> Update:
        """Decide a case, or put it off, as one step; return what changes in the list.

        Of a union or an overlap `taken` says whose label and attributes it has. Raises
        InputError where that is to be said and is not; StaleEdit where a reading, the gold
        layer or the decisions are no longer as `opened` has them. Then nothing has changed.
        """
        verdict = Verdict(choice, taken, reason, note)
        check(opened.article, opened.item, verdict)
        now = self._as_it_is(opened)
        plan = Plan(now.article, by(self.workspace, self.lead_id), now.standing)
        plan.decide(now.item, verdict)
        return self._execute(plan, now, now)

    def later(self, opened: Open) -> Update:
        """Put a case off: it stays open, after all others."""
        return self.decide(opened, Choice.LATER)

    def decide_edited(self, opened: Open, gold: Annotations, *, reason: str = "", note: str = "") -> Update:
        """Decide a case by a gold layer that was edited in a draft (see `drafting`), as `decide`."""
        now = self._as_it_is(opened)
        if now is not opened:
            check_gold(now.article, opened.article)
        plan = Plan(opened.article, by(self.workspace, self.lead_id), opened.standing)
        plan.edited(opened.item, Verdict(Choice.EDITED, None, reason, note), gold)
        return self._execute(plan, opened, now)

    def planned(self, opened: Open, choice: Choice, taken: str | None = None) -> Annotations:
        """Return what the gold layer would be: what a free edit starts from."""
        plan = Plan(opened.article, by(self.workspace, self.lead_id), opened.standing)
        plan.decide(opened.item, Verdict(choice, taken))
        return plan.article.gold

    def look_again(self, opened: Open) -> Open | None:
        """Return a case as it now is, None where it is there no longer."""
        self._forget()
        return self.open(opened.row.document_id, opened.row.key)

    def _as_it_is(self, opened: Open) -> Open:
        """Return the case as it now is, where only others have changed since. Raises StaleEdit."""
        with self.reader.snapshot():
            if history.read_mark(self.workspace.conn) == opened.mark:
                return opened
            self._forget()
            now = self.open(opened.article.document_id, opened.row.key)
            article = now.article if now else self._article(opened.article.document_id)[0]
            check_case(article, now.item if now else None, opened.article, opened.item)
        assert now is not None
        return now

    def _execute(self, plan: Plan, opened: Open, now: Open) -> Update:
        """Write what is planned for `opened`, if all is as in `now` still."""
        plan.finish()
        document_id = opened.article.document_id
        edit = Edit(_name(plan.article.decisions[-1], opened), document_id, tuple(plan.changes))

        is_first = [False]

        def guard(conn: sqlite3.Connection) -> None:
            mark = history.read_mark(conn)
            if mark != now.mark:
                check_article(self.reader.article(document_id), now.article)
            is_first[0] = mark == self.board.mark
            make_gold(conn, self.gold_id)

        self.workspace.execute(edit, self.gold_id, actor_id=self.lead_id, guard=guard)
        if is_first[0]:
            self.board.mark = self.workspace.mark  # nobody came between
        # What was planned is what there is now, and need not be read.
        self._held = (plan.article, plan.standing, self.workspace.mark) if now is opened else None
        return self._replace(document_id)

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


def _order(row: Row) -> tuple[int | str, ...]:
    return row.order


def readings_of(opened: Open) -> dict[str, object]:
    """Return for each annotator of a case something that is equal where their readings are."""
    return readings(opened.article, opened.item, opened.standing)


def _name(decision: Decision, opened: Open) -> Message:
    labels = {s.label for said in decision.said for s in said.spans} or opened.row.labels
    label = min(labels, default="–")
    if decision.choice == Choice.LATER:
        return message("put off {label}", label=label)
    if opened.item.type == "link":
        return message("decide the links of {label}", label=label)
    return message("decide {label}", label=label)


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
