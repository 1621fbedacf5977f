"""What the feedback's tables show, read in a thread: texts, with labels and links by their titles."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.core.errors import Cancelled
from annotator.core.scheme import Scheme
from annotator.gui.i18n import number
from annotator.gui.reading import IsCancelled
from annotator.gui.review.wording import link_title, reason_now, title_of
from annotator.workspace import feedback
from annotator.workspace.reasons import read_reasons
from annotator.workspace.workspace import Workspace

Rows = list[tuple[str, ...]]
SLIPS = ("cases", "missing", "extra", "label", "boundary", "attribute", "link")
_MOST = 5_000  # rows shown; the exported list has all


def own_rows(own: Workspace, who: int | None, cancelled: IsCancelled) -> Rows:
    """Return article, who read it so, that reading, the final one, why: of one annotator or all, the latest first."""
    names = {a.id: a.name for a in own.annotators()}
    known = read_reasons(own)
    alike: dict[tuple[int, tuple[str, ...]], tuple[feedback.Entry, list[str]]] = {}
    for entry in feedback.entries(own, who, cancelled=cancelled):
        if len(alike) == _MOST:
            break
        _, readers = alike.setdefault((entry.decision.id, entry.own), (entry, []))
        readers.append(names.get(entry.annotator_id, ""))
    found = Rows()
    for entry, readers in alike.values():
        decision = entry.decision
        why = " – ".join(part for part in (reason_now(known, decision.reason), decision.note) if part)
        texts = (in_words(entry.own, own.scheme), in_words(entry.final, own.scheme))
        found.append((entry.title, ", ".join(readers), *texts, why))
    return found


def slip_rows(own: Workspace, cancelled: IsCancelled) -> Rows:
    """Return each annotator's slips by kind, in the order of `SLIPS`."""
    found = feedback.slips(own, cancelled)
    return [(name, *(number(counted[kind]) for kind in SLIPS)) for name, counted in found.items()]


def gap_rows(own: Workspace, reason: str, label: str, cancelled: IsCancelled) -> Rows:
    """Return article, readings, the final one, note of the decisions given a reason, of a `label` if one is given."""
    found = Rows()
    for entry in feedback.gaps(own, reason, label, cancelled)[:_MOST]:
        if cancelled():
            raise Cancelled
        told = (in_words(texts, own.scheme) for _, texts in feedback.readings(own, entry.decision))
        said = "\n".join(dict.fromkeys(told))
        found.append((entry.title, said, in_words(entry.final, own.scheme), entry.decision.note))
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
