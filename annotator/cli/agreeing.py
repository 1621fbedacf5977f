"""The commands that compare annotators: `agreement` and `cases`.

The figures need numpy; it is loaded when one of them runs, so that no other command pays for it.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import options, running
from annotator.cli.progress import Progress
from annotator.core.spans import State
from annotator.workspace.stats import as_json as to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.workspace.agreement import Agreement, Selection
    from annotator.workspace.agreement_tables import TableOf


def _selection(
    annotators: tuple[str, ...], labels: tuple[str, ...], *, all_states: bool, copies_once: bool
) -> Selection:
    from annotator.workspace.agreement import Selection

    states = tuple(State) if all_states else (State.DONE,)
    return Selection(annotators, labels, states, copies_once)


@click.command()
@options.project
@options.compared
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
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    *,
    all_states: bool,
    copies_once: bool,
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

    selection = _selection(annotators, labels, all_states=all_states, copies_once=copies_once)
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
    click.echo(facts(found), err=True)


def _lines(one: TableOf) -> Sequence[str]:
    """Return a table's lines, the columns under each other, figures to the right."""
    heads = (one.name, *one.heads[1:])
    widths = [max(len(row[n]) for row in (heads, *one.rows)) for n in range(len(heads))]
    widths[0] = min(widths[0], 48)
    return [
        "  ".join(
            cell[: widths[0]].ljust(widths[0]) if n == 0 else cell.rjust(widths[n])
            for n, cell in enumerate(row)
        ).rstrip()
        for row in (heads, *one.rows)
    ]


@click.command()
@options.project
@options.compared
@options.as_json
@running.command
def cases(
    project: Path,
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    *,
    all_states: bool,
    copies_once: bool,
    as_json: bool,
) -> None:
    """List where annotators differ, by kind: missing, label, boundary, several, attribute, link."""
    from annotator.workspace import agreement as figures

    with running.opened(project) as workspace:
        found = figures.open_cases(
            workspace, _selection(annotators, labels, all_states=all_states, copies_once=copies_once)
        )
    if as_json:
        click.echo(to_json([asdict(case) for case in found]))
        return
    for case in found:
        kinds = "+".join(case.kinds)
        who = ", ".join(name for name, spans in case.spans.items() if spans)
        click.echo(f"{case.document}:{case.start}-{case.end}\t{kinds}\t{who}")
    click.echo(f"{len(found)} cases", err=True)
