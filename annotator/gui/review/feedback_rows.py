"""What the feedback's tables show, read in a thread: texts, with labels and links by their titles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from annotator.core.decisions import Decision
from annotator.core.errors import Cancelled
from annotator.core.scheme import Scheme
from annotator.gui.i18n import number, tr, tr_n
from annotator.gui.reading import IsCancelled
from annotator.gui.review.wording import link_title, reason_now, rule_name, slip_name, title_of
from annotator.workspace import feedback
from annotator.workspace.feedback import SLIPS
from annotator.workspace.feedback_differences import Differences, OfFinal
from annotator.workspace.reasons import Reason, read_reasons
from annotator.workspace.workspace import Workspace

Rows = list[tuple[str, ...]]
Place = tuple[int, int]  # a document and a code point of its text
_MOST = 5_000  # rows shown; the exported list has all


@dataclass(slots=True)
class Found:
    """Rows of a table; `places` say where the case of each is, none where the rows are of no case.

    `total` is how many there are, where that is counted: not all are shown where there are very many.
    `left_out` is how many rows, or cases where the rows are of none, are not there as rules decided them.
    """

    rows: Rows = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    total: int = 0
    left_out: int = 0

    def add(self, decision: Decision, *texts: str) -> None:
        """Add the row of a decision."""
        self.rows.append(texts)
        self.places.append((decision.document_id, decision.start))


def own_rows(own: Workspace, who: int | None, cancelled: IsCancelled, *, by_hand: bool = False) -> Found:
    """Return article, who read it so, that reading, the final one, why: of one annotator or all, the latest first.

    `by_hand` leaves out what rules decided.
    """
    names = {a.id: a.name for a in own.annotators()}
    known = read_reasons(own)
    alike: dict[tuple[int, tuple[str, ...]], tuple[feedback.Entry, list[str]]] = {}
    left_out: set[tuple[int, tuple[str, ...]]] = set()
    for entry in feedback.entries(own, who, cancelled=cancelled):
        row = (entry.decision.id, entry.own)
        if by_hand and entry.decision.rule:
            left_out.add(row)
        elif row in alike or len(alike) < _MOST:
            alike.setdefault(row, (entry, []))[1].append(names.get(entry.annotator_id, ""))
        elif not by_hand:
            break  # else on, to count what is left out
    found = Found(left_out=len(left_out))
    for entry, readers in alike.values():
        decision = entry.decision
        why = _why(known, decision)
        texts = (in_words(entry.own, own.scheme), in_words(entry.final, own.scheme))
        found.add(decision, entry.title, ", ".join(readers), *texts, why)
    return found


def _why(known: tuple[Reason, ...], decision: Decision) -> str:
    rule = rule_said(decision.rule) if decision.rule else ""
    return " – ".join(part for part in (rule, reason_now(known, decision.reason), decision.note) if part)


def rule_said(rule: str) -> str:
    """Return that a rule decided, and which."""
    return tr("by rule ({rule})", rule=rule_name(rule))


def difference_rows(own: Workspace, asked: OfFinal, cancelled: IsCancelled) -> Found:
    """Return article, reader, in what they differ, own reading, the final one, why: what stands behind a figure."""
    known, differences = read_reasons(own), Differences(own, asked, cancelled)
    found = Found(total=len(differences))
    for one in islice(differences, _MOST):
        kinds = ", ".join(map(slip_name, one.slips))
        texts = (in_words(one.own, own.scheme), in_words(one.final, own.scheme))
        why = _why(known, one.decision) if one.decision else ""
        found.rows.append((one.title, one.reader, kinds, *texts, why))
        found.places.append((one.document_id, one.start))
    return found


def differences_said(asked: OfFinal, total: int) -> str:
    """Return of what the differences behind a figure are, and how many there are."""
    return tr(
        "{figure}: {annotators} and the final reading differ in {places}.",
        figure=asked.name,
        annotators=", ".join(reader for reader, _ in asked.pairs),
        places=tr_n("{n} place", "{n} places", total),
    )


def slip_rows(own: Workspace, cancelled: IsCancelled, *, by_hand: bool = False) -> Found:
    """Return each annotator's slips by kind, in the order of `SLIPS`; `by_hand` leaves out what rules decided."""
    found = feedback.slips(own, cancelled, by_hand=by_hand)
    rows: Rows = [(name, *(number(counted[kind]) for kind in SLIPS)) for name, counted in found.items()]
    return Found(rows, left_out=feedback.count_by_rule(own) if by_hand else 0)


def rows_left_out(n: int) -> str:
    """Return how many rows are left out, empty if none."""
    text = tr_n("{n} row decided by a rule is left out.", "{n} rows decided by rules are left out.", n)
    return text if n else ""


def cases_left_out(n: int) -> str:
    """Return how many cases are left out, empty if none."""
    text = tr_n("{n} case decided by a rule is left out.", "{n} cases decided by rules are left out.", n)
    return text if n else ""


def gap_rows(own: Workspace, reason: str, label: str, cancelled: IsCancelled) -> Found:
    """Return article, readings, the final one, note of the decisions given a reason, of a `label` if one is given."""
    found = Found()
    for entry in feedback.gaps(own, reason, label, cancelled)[:_MOST]:
        if cancelled():
            raise Cancelled
        told = (in_words(texts, own.scheme) for _, texts in feedback.readings(own, entry.decision))
        said = "\n".join(dict.fromkeys(told))
        final = in_words(entry.final, own.scheme)
        found.add(entry.decision, entry.title, said, final, entry.decision.note)
    return found


def in_words(texts: Iterable[str], scheme: Scheme) -> str:
    """Return what a reading says, such as “Claim: rund 8.000 Soldaten”; “–” where it says nothing."""
    return "; ".join(_with_title(text, scheme) for text in texts) or "–"


def _with_title(text: str, scheme: Scheme) -> str:
    """Return a text that begins with the name of a label, or of a type of links, with its title instead."""
    for name in sorted((one.name for one in scheme.labels), key=len, reverse=True):
        if text.startswith(f"{name}: "):
            return title_of(scheme, name) + text[len(name) :]
    for name in sorted((one.name for one in scheme.relations), key=len, reverse=True):
        if text.startswith(f"{name} → "):
            return link_title(scheme, name) + text[len(name) :]
    return text
