"""What tables, headlines and points show, and what stands behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.agreement.nominal import NOT_YET
from annotator.core.messages import Message
from annotator.gui.i18n import decimal, number, told, tr
from annotator.workspace.agreement_cases import Behind

UNDEFINED = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `why` says why it is undefined, or more than there is room for; `label` is whose colour it has.

    `shade` is how strong its ground is, from 0 to 1, in the colour of the label `ground`.
    """

    text: str
    behind: Behind | None = None
    why: str = ""
    label: str = ""
    shade: float = 0.0
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A table: its heads and rows; the first column names the row. `inks` are the labels of the heads."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    inks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Cases to be shown in the review, and what they are called there."""

    behind: Behind
    name: str


def figure(value: float | None) -> str:
    """Return a figure with two digits, “–” where it is undefined."""
    return UNDEFINED if value is None else decimal(value, 2)


def figure_cell(
    value: float | None, reason: Message | None, behind: Behind | None, shade: float = 0.0
) -> Cell:
    """Return the cell of a figure; of one that is undefined, with the reason."""
    if value is None and reason == NOT_YET:
        return Cell("…", why=told(NOT_YET))
    if value is None:
        why = told(reason) if reason is not None else ""
        return Cell(UNDEFINED, why=tr("Undefined: {reason}", reason=why) if why else tr("Undefined"))
    return Cell(figure(value), behind, shade=shade)


def count(value: float) -> str:
    """Return a number of things, which may be halves."""
    whole = int(value)
    return number(whole) if value == whole else number(whole) + decimal(value - whole, 1)[1:]
