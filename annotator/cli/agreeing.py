"""The commands that compare annotators: `agreement` and `cases`.

The figures need numpy; it is loaded when one of them runs, so that no other command pays for it.
"""

from __future__ import annotations

from collections import Counter
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from annotator.cli import options, running
from annotator.cli.progress import Progress
from annotator.cli.terminal import cut_to_width, is_terminal, plain, shortened
from annotator.core.spans import State
from annotator.workspace.stats import as_json as to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.agreement.cases import CaseType
    from annotator.workspace.agreement import Agreement, Selection
    from annotator.workspace.agreement_listing import InWords
    from annotator.workspace.agreement_tables import TableOf


def _compared(command: options.Command) -> options.Command:
    """Give a command the options that say what is compared, and hand them on as one `selection`."""

    @wraps(command)
    def run(
        *arguments: Any,
        annotators: tuple[str, ...],
        labels: tuple[str, ...],
        queries: tuple[str, ...],
        all_states: bool,
        copies_once: bool,
        **others: Any,
    ) -> object:
        from annotator.workspace.agreement import Selection

        states = tuple(State) if all_states else (State.DONE,)
        chosen = Selection(annotators, labels, states, copies_once, queries)
        return command(*arguments, selection=chosen, **others)

    query = click.option(
        "--query",
        "queries",
        metavar="QUERY",
        multiple=True,
        help="Only articles that the filter of the queue finds by this (repeatable): words, "
        '"a phrase", label:CLAIM, outlet:NAME, date:2024-10.',
    )
    return cast("options.Command", options.compared(query(run)))


@click.command()
@options.project
@_compared
@click.option("--no-gamma", is_flag=True, help="Without γ, which takes longest.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="What γ and the intervals are drawn from."
)
@click.option("--report", type=click.Path(path_type=Path), help="Save a page to read (HTML) to this file.")
@click.option("--csv", type=click.Path(path_type=Path), help="Save the tables to this file.")
@options.as_json
@running.command
def agreement(
    project: Path,
    selection: Selection,
    *,
    no_gamma: bool,
    seed: int,
    report: Path | None,
    csv: Path | None,
    as_json: bool,
) -> None:
    """Print how far annotators agree on the articles that two of them or more have finished.

    Exact, overlap, token and word F1, the counts of SemEval-2013, kappa, pi and alpha, αU and γ, of
    links, attributes and units, with intervals over the articles. Undefined is "–", with the
    reason.
    """
    from annotator.workspace import agreement as figures

    if seed < 0:
        raise click.BadParameter("a number from 0 on is needed.", param_hint="--seed")
    with running.opened(project) as workspace, Progress() as progress:
        found = figures.agreement(
            workspace,
            selection,
            lambda done, total: progress.show(done, total, "comparing"),
            with_gamma=not no_gamma,
            seed=seed,
        )
        name = workspace.name
    _save(found, name, report, csv)
    _say(found, as_json=as_json)


def _save(found: Agreement, name: str, report: Path | None, csv: Path | None) -> None:
    from annotator.workspace.agreement_report import write_report
    from annotator.workspace.agreement_tables import write_csv

    if report is not None:
        write_report(report, found, name)
        click.echo(f"{report}", err=True)
    if csv is not None:
        write_csv(csv, found)
        click.echo(f"{csv}", err=True)


def _say(found: Agreement, *, as_json: bool) -> None:
    from annotator.workspace.agreement_data import as_dict
    from annotator.workspace.agreement_tables import facts, tables

    if as_json:
        click.echo(to_json(as_dict(found)))
        return
    click.echo("\n\n".join("\n".join(_lines(one)) for one in tables(found)))
    click.echo(plain(facts(found)), err=True)


def _lines(one: TableOf) -> Sequence[str]:
    """Return a table's lines, the columns under each other, figures to the right; notes follow."""
    from annotator.workspace.agreement_tables import REASON

    heads = (one.name, *one.heads[1:])
    rows = [tuple(map(plain, row)) for row in (heads, *one.rows)]
    notes = _notes([row[-1] for row in rows[1:]]) if REASON in heads else {}
    rows = [(*row[:-1], notes.get(row[-1], row[-1])) for row in rows]
    widths = [max(len(row[n]) for row in rows) for n in range(len(heads))]
    widths[0] = min(widths[0], 48)
    left = {n for n, head in enumerate(heads) if n == 0 or head == REASON}
    return [
        "  ".join(
            shortened(cell, widths[n]).ljust(widths[n]) if n in left else cell.rjust(widths[n])
            for n, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ] + [f"{mark} {reason}" for reason, mark in notes.items()]


def _notes(reasons: Sequence[str]) -> dict[str, str]:
    """Return the marks of those reasons that stand there more than once."""
    several = [reason for reason, times in Counter(reasons).items() if reason and times > 1]
    return {reason: f"[{n}]" for n, reason in enumerate(several, 1)}


@click.command()
@options.project
@_compared
@options.as_json
@running.command
def cases(
    project: Path,
    selection: Selection,
    *,
    as_json: bool,
) -> None:
    """List where annotators differ, by kind: missing, label, boundary, several, attribute, link.

    Each with the title, the words, and who has what; on a terminal cut to its width, elsewhere
    in full, with tabs between, and the article's id and offsets at the end.
    """
    from annotator.workspace import agreement_listing as listing
    from annotator.workspace.agreement_nothing import why_nothing

    with running.opened(project) as workspace:
        if as_json:
            click.echo(to_json(listing.each(workspace, selection, listing.as_dict)))
            return
        found = listing.each(workspace, selection, _as_row)
        nothing = None if found else why_nothing(workspace, selection)
    rows = [row for _, row in found]
    lines = (
        cut_to_width([row[:-1] for row in rows], (None, 3, 4, 5)) if is_terminal() else map("\t".join, rows)
    )
    if rows:
        click.echo("\n".join(lines))
    of_each = listing.counts(kind for kind, _ in found).items()
    said = ", ".join(f"{number:,} {kind.value}" for kind, number in of_each)
    said = said if nothing is None else plain(str(nothing))
    click.echo(f"{len(rows):,} {'case' if len(rows) == 1 else 'cases'}{': ' if said else ''}{said}", err=True)


def _as_row(one: InWords) -> tuple[CaseType, tuple[str, ...]]:
    """Return the type of a case, and what is printed of it."""
    from annotator.workspace.agreement_listing import who_has_what

    case = one.case
    place = f"{case.document}:{case.start}-{case.end}"
    return case.type, (
        "+".join(case.kinds), plain(one.title), plain(one.text), plain(who_has_what(one)), place
    )  # fmt: skip
