"""The reasons a decision may be given: the project's own list, one of which means a gap in the guideline."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from annotator.core.annotations import Change
from annotator.core.decisions import Decision, Setting
from annotator.core.edits import Edit
from annotator.core.errors import EditError
from annotator.core.messages import message
from annotator.storage import file
from annotator.workspace.decisions import decisions
from annotator.workspace.workspace import Workspace

# Decisions by which somebody learns something: not what was put off, nor what all had and a rule accepted.
TOLD = (
    "choice <> 'later' AND NOT (type = 'agreed' AND rule <> '') "
    "AND document_id IN (SELECT id FROM document WHERE NOT removed)"
)
_GAP = "Guideline gap"
_SETTING = "reasons"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `was` are its earlier names: decisions keep the name of their time; `is_gap` of one in a list."""

    name: str
    is_gap: bool = False
    was: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """All names that decisions may give it by."""
        return frozenset((self.name, *self.was))


DEFAULT_REASONS = tuple(
    Reason(name, name == _GAP) for name in ("Guideline", "Slip", "Ambiguous text", _GAP, "Other")
)


def read_reasons(workspace: Workspace) -> tuple[Reason, ...]:
    """Return the reasons of the project."""
    text = workspace.setting(_SETTING)
    return tuple(map(_unpack, json.loads(text))) if text else DEFAULT_REASONS


def reasons(workspace: Workspace) -> tuple[str, ...]:
    """Return the names of the project's reasons."""
    return tuple(reason.name for reason in read_reasons(workspace))


def find_reason(known: Iterable[Reason], name: str) -> Reason:
    """Return the reason that a decision gives, by the name of then; one of its own where the list has it no longer."""
    known = tuple(known)
    by_now = next((reason for reason in known if reason.name == name), None)
    return by_now or next((reason for reason in known if name in reason.was), None) or Reason(name)


def gap(workspace: Workspace) -> Reason:
    """Return the reason that means a gap in the guideline."""
    return next((reason for reason in read_reasons(workspace) if reason.is_gap), Reason(_GAP, is_gap=True))


def count_gaps(workspace: Workspace) -> Counter[str]:
    """Return for each label how many decisions that hold were marked as a gap in the guideline."""
    found: Counter[str] = Counter()
    with file.known_errors(workspace.path):
        for decision in of_reasons(workspace, gap(workspace).names, TOLD):
            found.update(labels_of(decision))
    return found


def of_reasons(workspace: Workspace, names: Collection[str], where: str) -> list[Decision]:
    """Return the decisions given a reason of one of these names, for which `where` holds, too."""
    return decisions(workspace.conn, f"{where} AND reason IN ({', '.join('?' * len(names))})", *names)


def labels_of(decision: Decision) -> set[str]:
    """Return the labels that readings had when it was decided."""
    return {span.label for said in decision.said for span in said.spans}


def set_reasons(workspace: Workspace, actor_id: int, reasons_: Iterable[Reason | str]) -> None:
    """Choose the reasons of the project, as one step; names alone keep what is known of them.

    Raises EditError where there is none, or one twice, or not one that means a gap.
    """
    before = read_reasons(workspace)
    chosen = [_tidy(one if isinstance(one, Reason) else find_reason(before, one)) for one in reasons_]
    names = [one.name for one in chosen]
    if not chosen or not all(names) or len(set(names)) < len(names):
        raise EditError("Reasons need names, each its own.")
    if sum(one.is_gap for one in chosen) > 1:
        raise EditError("Only one reason can mean a gap in the guideline.")
    stored = workspace.setting(_SETTING)
    value = json.dumps([_pack(one) for one in chosen], ensure_ascii=False)
    if tuple(chosen) == before:
        return
    change = Change(Setting(_SETTING, stored) if stored else None, Setting(_SETTING, value))
    workspace.execute(Edit(message("change the reasons"), None, (change,)), actor_id)


def _tidy(reason: Reason) -> Reason:
    name = " ".join(reason.name.split())
    return Reason(name, reason.is_gap, tuple(w for w in dict.fromkeys(reason.was) if w and w != name))


def _pack(reason: Reason) -> dict[str, object]:
    return {"name": reason.name, "gap": reason.is_gap, "was": list(reason.was)}


def _unpack(data: str | dict[str, object]) -> Reason:
    if isinstance(data, str):
        return Reason(data, data == _GAP)
    was = data.get("was") or []
    assert isinstance(was, list)
    return Reason(str(data["name"]), bool(data.get("gap")), tuple(map(str, was)))
