"""Agreement in a project: the figures of the readings that count, and their cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

from annotator.agreement import bootstrap
from annotator.agreement.bootstrap import Interval
from annotator.agreement.cases import Case as Case
from annotator.agreement.cases import Cases as Cases
from annotator.agreement.cases import cases
from annotator.agreement.crossing import Crossing
from annotator.agreement.f1 import Tally
from annotator.agreement.gamma import Gamma, gamma
from annotator.agreement.table import Table
from annotator.core.errors import Cancelled
from annotator.workspace.agreement_figures import Figures
from annotator.workspace.agreement_guidelines import guidelines, times_read
from annotator.workspace.agreement_nothing import why_nothing
from annotator.workspace.agreement_reading import LeftOut as LeftOut
from annotator.workspace.agreement_reading import Selection as Selection
from annotator.workspace.agreement_reading import read, read_units, titles
from annotator.workspace.agreement_reading import read_table as read_table
from annotator.workspace.agreement_values import Agreement as Agreement
from annotator.workspace.agreement_values import Coefficients as Coefficients
from annotator.workspace.agreement_values import Measured as Measured
from annotator.workspace.agreement_values import OneDocument as OneDocument
from annotator.workspace.agreement_values import Pair as Pair
from annotator.workspace.agreement_values import Way as Way
from annotator.workspace.workspace import Workspace

# What takes how long, in hundredths of a second for 3,000 documents of three readers.
_PARTS = {
    "reading": 30,
    "counting": 20,
    "units": 40,
    "figures": 30,
    "unitizing": 40,
    "gamma": 500,
    "intervals": 90,
}


class _Steps:
    """Tells how far the work is, in hundredths, and ends it where that was asked for."""

    def __init__(
        self,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        parts: dict[str, int],
        doing: Callable[[str], None] = lambda _part: None,
    ) -> None:
        self._progress, self._cancelled, self._doing, self._part = progress, cancelled, doing, ""
        self._parts, self._all = parts, sum(parts.values())
        self._begin = dict(zip(parts, accumulate(parts.values(), initial=0), strict=False))

    def at(self, part: str, share: float = 0.0) -> None:
        if self._cancelled():
            raise Cancelled
        if part != self._part:
            self._part = part
            self._doing(part)
        self._progress(int(100 * (self._begin[part] + share * self._parts[part]) / self._all), 100)


def agreement(
    workspace: Workspace,
    selection: Selection | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    with_gamma: bool = True,
    seed: int = 0,
) -> Agreement:
    """Return all figures of the chosen readings; the same seed gives the same ones.

    Raises InputError, ProjectError, Cancelled.
    """
    return crossed_agreement(workspace, selection, progress, cancelled, with_gamma=with_gamma, seed=seed)[0]


def crossed_agreement(
    workspace: Workspace,
    selection: Selection | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    with_gamma: bool = True,
    seed: int = 0,
    doing: Callable[[str], None] = lambda _part: None,
    counted: Callable[[Table, Tally, Agreement], None] = lambda _table, _exact, _found: None,
) -> tuple[Agreement, Crossing]:
    """Return all figures as `agreement` does, and what tells the spans behind the confusion of labels.

    `doing` is told which part of the work begins: reading, counting, units, figures, unitizing,
    gamma, intervals. `counted` is given the readings, the exact matches, and the first figures,
    as soon as they are there.
    """
    parts = {name: time for name, time in _PARTS.items() if with_gamma or name != "gamma"}
    steps = _Steps(progress, cancelled, parts, doing)
    steps.at("reading")
    selection = selection or Selection()
    found, left_out = read(workspace, selection, cancelled)
    steps.at("counting")
    figures, known = Figures(found, left_out, _told(workspace, found), steps.at), guidelines(workspace)
    counted(found, figures.exact, replace(figures.first(), selection=selection, guidelines=known))
    many = max(len(found.documents), 1)
    tokens, words = read_units(workspace, found, lambda done: steps.at("units", done / many))
    steps.at("figures")
    made = figures.all(tokens, words, with_gamma=with_gamma, seed=seed)
    made.selection, made.guidelines = selection, known
    made.nothing = None if made.documents else why_nothing(workspace, selection)
    return made, figures.crossing(tokens)


def gamma_alone(
    workspace: Workspace,
    selection: Selection,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    seed: int = 0,
) -> tuple[Gamma, Interval | None]:
    """Return γ and its interval as `agreement` does, without the other figures.

    Raises InputError, ProjectError, Cancelled.
    """
    steps = _Steps(progress, cancelled, {"reading": 5, "gamma": 95})
    steps.at("reading")
    found, _ = read(workspace, selection, cancelled)
    whole = gamma(found, seed=seed, going_on=lambda share: steps.at("gamma", share))
    if whole.statistic is None:
        return whole, None
    steps.at("gamma", 1.0)
    return whole, bootstrap.intervals({"gamma": whole.statistic}, seed)["gamma"]


def _told(workspace: Workspace, found: Table) -> list[tuple[str, str, str]]:
    """Return title, date, and when it was read of each document."""
    documents = found.documents.tolist()
    read_ = times_read(workspace, documents, found.annotators)
    return [
        (*told, read_.get(one, "")) for one, told in zip(documents, titles(workspace, found), strict=True)
    ]


def open_cases(workspace: Workspace, selection: Selection | None = None) -> Cases:
    """Return the disagreements in the chosen readings. Raises InputError, ProjectError."""
    return cases(read_table(workspace, selection or Selection())[0])
