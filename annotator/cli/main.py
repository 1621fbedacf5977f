"""The commands. Data goes to stdout or a file, talk to stderr; exit status 0, 1 or 2."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from annotator import __version__
from annotator.cli import agreeing, options, reports, running
from annotator.cli.printing import to_stdout
from annotator.cli.progress import Progress
from annotator.core.errors import InputError, ProjectDamaged
from annotator.core.spans import State
from annotator.workspace import importing, stats, training
from annotator.workspace.exporting import Choice, check_name, names_to_write, preflight
from annotator.workspace.exporting import export as export_readings
from annotator.workspace.projects import SUFFIX, find_files, is_project
from annotator.workspace.workspace import Workspace

_STDOUT = Path("-")


class _Group(click.Group):
    """Says in its help that a path opens the window."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        formatter.write_usage("annotator", "[PATH]...", prefix="Usage: ")
        formatter.write_usage("annotator", "COMMAND [ARGS]...", prefix="       ")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
def group() -> None:
    """Who claims what, on whose word.

    With a PATH, a project or a folder or files of articles, the window opens on it; with
    nothing, as it was left. The commands work without a window.
    """


def cli() -> int:
    """Run a command; return its exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        # Files and pipes get UTF-8, whatever the system's own encoding can hold, and \udc.. for odd file names.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        group.main(prog_name="annotator", standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1


@group.command("import")
@options.project
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--annotator", metavar="NAME", help="Whose readings these are, whatever the files say.")
@click.option(
    "--format",
    "kind",
    type=options.Formats(importing.names_to_read),
    help="What the files are, whatever is found in them.",
)
@click.option(
    "--state",
    type=click.Choice([state.value for state in State]),
    help="How far the readings are; what the files say, and done where they do not, if not given.",
)
@click.option(
    "--machine", is_flag=True, help="A model or a pattern made the readings: mark their annotators so."
)
@options.as_json
@running.command
def import_(
    project: Path,
    paths: tuple[Path, ...],
    annotator: str | None,
    kind: str | None,
    state: str | None,
    *,
    machine: bool,
    as_json: bool,
) -> None:
    """Import PATHS, files or folders of articles and readings, into PROJECT.

    The format of each file is found from what is in it. Readings that name nobody are taken
    as those of the folder, or of the file where several read one text.

    The project is made if it is not there. What is there already is not imported twice.
    Exit status 1 if anything was wrong with the input; the rest has arrived.
    """
    if annotator is not None and not annotator.strip():
        raise click.BadParameter("a name is needed.", param_hint="--annotator")
    find_files(paths)
    if not project.exists() and not project.suffix:
        project = project.with_suffix(SUFFIX)
    if not project.exists():
        if not project.absolute().parent.is_dir():
            raise InputError("There is no folder {path} to make the project in.", path=project.parent)
        Workspace.create(project).close()
    with running.opened(project, read_only=False) as workspace, Progress() as progress:
        report = importing.import_files(
            workspace,
            paths,
            annotator=annotator,
            kind=kind,
            state=State(state) if state else None,
            machine=machine,
            progress=lambda p: progress.show(p.done, p.total, f"{p.documents:,} articles"),
        )
    reports.say_import(report, project, as_json=as_json)
    if report.problems:
        sys.exit(1)


@group.command("export")
@options.project
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "kind", type=options.Formats(names_to_write), required=True, help="What to write.")
@options.annotators
@options.labels
@options.states("spacy: begun and done ones, jsonl: all,")
@click.option(
    "--language",
    "languages",
    metavar="CODE",
    multiple=True,
    help="Only articles in this language (repeatable).",
)
@click.option("--gold", is_flag=True, help="Only the final readings, and those of each --annotator.")
@click.option(
    "--query",
    metavar="QUERY",
    default="",
    help='Only articles that the search finds by this: words, "a phrase", label:CLAIM, outlet:NAME, date:2024-10.',
)
@click.option(
    "--dev",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.2,
    show_default=True,
    help="spacy: share for dev.spacy.",
)
@click.option(
    "--test",
    type=click.FloatRange(0, 1, max_open=True),
    default=0.0,
    show_default=True,
    help="spacy: share for test.spacy.",
)
@click.option(
    "--ents-priority", metavar="LABEL,LABEL", default="",
    help="spacy: which label wins where spans overlap in doc.ents; the scheme's order if not given.",
)  # fmt: skip
@click.option(
    "--new-split", is_flag=True,
    help="spacy: split anew; articles need not stay on the side where an earlier export put them.",
)  # fmt: skip
@click.option(
    "--replace", is_flag=True,
    help="Write over OUT where it is a file that is there already; spacy: over files in it that somebody changed.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only list what the format cannot hold.")
@options.as_json
@running.command
def export(
    project: Path,
    out: Path,
    kind: str,
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    states: tuple[str, ...],
    languages: tuple[str, ...],
    query: str,
    dev: float,
    test: float,
    ents_priority: str,
    *,
    gold: bool,
    new_split: bool,
    replace: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Export the readings of PROJECT to OUT, a file or a folder as the format has it; - is stdout.

    All readings go out; but in what is made to train with (spacy, spacy-project, conll) an
    article that is decided has its final reading alone, unless --annotator or --gold chooses.

    What the format cannot hold is listed span by span. The files are read back and
    compared before the command says that it is done; on an error nothing was replaced.
    """
    priority = tuple(name.strip() for name in ents_priority.split(",") if name.strip())
    choice = Choice(
        annotators,
        labels,
        tuple(State(s) for s in states),
        languages,
        dev,
        test,
        priority,
        query,
        gold,
        new_split,
    )
    with running.opened(project) as workspace, Progress() as progress:

        def show(done: int, total: int) -> None:
            at_end = done == total and not dry_run
            said = "written, reading it back" if at_end else f"{done:,} of {total:,}"
            progress.show(done, total, said, at_once=at_end)

        if out == _STDOUT and as_json and not dry_run:
            raise click.UsageError("stdout takes either the file (-) or the report (--json).")
        if dry_run:
            if out != _STDOUT:
                check_name(kind, out)
            report = preflight(workspace, kind, choice, show)
        elif out == _STDOUT:
            report = to_stdout(lambda path: export_readings(workspace, path, kind, choice, show), kind)
        else:
            if not replace:
                _refuse_file(out, kind)
            report = export_readings(workspace, out, kind, choice, show, replace=replace)
    reports.say_export(report, written=not dry_run, as_json=as_json)


def _refuse_file(out: Path, kind: str) -> None:
    """Raise InputError where there is such a file already; over a project nothing is ever written."""
    if out.is_file() and not is_project(out.resolve()):
        check_name(kind, out)
        raise InputError(
            "{path} is there already: name another file, or write over it with --replace.", path=out
        )


@group.command("train")
@options.project
@click.option(
    "--component",
    type=click.Choice(training.COMPONENTS),
    default="spancat",
    show_default=True,
    help="spancat finds all spans, ner those that do not overlap, relations links between given spans.",
)
@options.annotators
@click.option("--gold", is_flag=True, help="Only the final readings, and those of each --annotator.")
@options.labels
@options.states("begun and done ones")
@click.option("--steps", type=click.IntRange(min=1), help="The most steps to take; spaCy stops by itself.")
@options.as_json
@running.command
def train(
    project: Path,
    component: str,
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    states: tuple[str, ...],
    steps: int | None,
    *,
    gold: bool,
    as_json: bool,
) -> None:
    """Train a spaCy pipeline on the readings of PROJECT, and keep the best model beside it.

    Of articles that are decided the final reading is taken, unless --annotator says otherwise.
    Prints the scores by label on the articles kept for evaluation.
    """
    choice = Choice(annotators, labels, tuple(State(s) for s in states), gold=gold)
    with running.opened(project) as workspace, Progress() as progress:
        progress.show(0, 0, "preparing", at_once=True)
        trained = training.train(
            workspace,
            component,
            choice,
            steps=steps,
            progress=lambda p: progress.show(p.step, p.steps, f"step {p.step:,}, score {p.score:.2f}"),
        )
    reports.say_trained(trained, as_json=as_json)


@group.command("stats")
@options.project
@options.as_json
@running.command
def stats_(project: Path, *, as_json: bool) -> None:
    """Print how many documents, spans and relations PROJECT holds, by annotator and label."""
    with running.opened(project) as workspace:
        reports.say_stats(stats.stats(workspace), as_json=as_json)


@group.command("check")
@options.project
@options.as_json
@running.command
def check(project: Path, *, as_json: bool) -> None:
    """Check PROJECT: the file, its rows, and that spans, tokens and keys fit their texts.

    Exit status 1 if anything is wrong. Nothing is changed.
    """
    try:
        with running.opened(project) as workspace:
            found = stats.check(workspace)
    except ProjectDamaged as error:
        if not as_json:
            raise
        found = [str(error)]
    reports.say_check(found, project, as_json=as_json)
    if found:
        sys.exit(1)


group.add_command(agreeing.agreement)
group.add_command(agreeing.cases)
