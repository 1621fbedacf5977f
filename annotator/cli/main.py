"""The commands. Data goes to stdout or a file, talk to stderr; exit status 0, 1 or 2."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotator import __version__
from annotator.cli import reports
from annotator.cli.progress import Progress
from annotator.core.errors import AnnotatorError, ProjectDamaged
from annotator.core.spans import State
from annotator.workspace import importing, stats, training
from annotator.workspace.exporting import Choice, names, preflight
from annotator.workspace.exporting import export as export_readings
from annotator.workspace.projects import SUFFIX, find_files
from annotator.workspace.workspace import Workspace

if TYPE_CHECKING:
    from annotator.workspace.agreement import Selection

Command = TypeVar("Command", bound=Callable[..., Any])
_PROJECT = click.argument("project", type=click.Path(path_type=Path, readable=False))
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on stdout.")


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


def _command(function: Command) -> Command:
    """Say known errors as one sentence, with exit status 1."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except AnnotatorError as error:
            click.echo(f"annotator: {error}", err=True)
            sys.exit(1)
        except BrokenPipeError:
            raise  # nobody reads on: click ends quietly
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            click.echo(f"annotator: {place}{error.strerror or error}.", err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("annotator: stopped; nothing was left half done.", err=True)
            sys.exit(1)

    return run  # type: ignore[return-value]


@contextmanager
def _opened(path: Path, *, read_only: bool = True) -> Iterator[Workspace]:
    if not path.exists() and not path.suffix:
        path = path.with_suffix(SUFFIX)
    workspace = Workspace(path, read_only=read_only)
    try:
        yield workspace
    finally:
        workspace.close()


@group.command("import")
@_PROJECT
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--annotator", metavar="NAME", help="Whose readings these are, whatever the files say.")
@click.option(
    "--format", "kind", type=click.Choice(names()), help="What the files are, whatever is found in them."
)
@_JSON
@_command
def import_(
    project: Path, paths: tuple[Path, ...], annotator: str | None, kind: str | None, *, as_json: bool
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
        Workspace.create(project).close()
    with _opened(project, read_only=False) as workspace, Progress() as progress:
        report = importing.import_files(
            workspace,
            paths,
            annotator=annotator,
            kind=kind,
            progress=lambda p: progress.show(p.done, p.total, f"{p.documents:,} articles"),
        )
    reports.say_import(report, project, as_json=as_json)
    if report.problems:
        sys.exit(1)


@group.command("export")
@_PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "kind", type=click.Choice(names()), required=True, help="What to write.")
@click.option(
    "--annotator",
    "annotators",
    metavar="NAME",
    multiple=True,
    help="Only this annotator's readings (repeatable).",
)
@click.option(
    "--label", "labels", metavar="NAME", multiple=True, help="Only spans with this label (repeatable)."
)
@click.option(
    "--state", "states", type=click.Choice([s.value for s in State]), multiple=True,
    help="Only readings in this state (repeatable); spacy: begun and done ones, jsonl: all, if not given.",
)  # fmt: skip
@click.option(
    "--language",
    "languages",
    metavar="CODE",
    multiple=True,
    help="Only articles in this language (repeatable).",
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
@click.option("--dry-run", is_flag=True, help="Only list what the format cannot hold.")
@_JSON
@_command
def export(
    project: Path,
    out: Path,
    kind: str,
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    states: tuple[str, ...],
    languages: tuple[str, ...],
    dev: float,
    test: float,
    ents_priority: str,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Export the readings of PROJECT to OUT, a file or a folder.

    What the format cannot hold is listed span by span. The files are read back and
    compared before the command says that it is done; on an error nothing was replaced.
    """
    priority = tuple(name.strip() for name in ents_priority.split(",") if name.strip())
    choice = Choice(annotators, labels, tuple(State(s) for s in states), languages, dev, test, priority)
    with _opened(project) as workspace, Progress() as progress:

        def show(done: int, total: int) -> None:
            progress.show(done, total, f"{done:,} of {total:,}")

        if dry_run:
            report = preflight(workspace, kind, choice, show)
        else:
            report = export_readings(workspace, out, kind, choice, show)
    reports.say_export(report, as_json=as_json)


@group.command("train")
@_PROJECT
@click.option(
    "--component",
    type=click.Choice(training.COMPONENTS),
    default="spancat",
    show_default=True,
    help="spancat finds all spans, ner those that do not overlap.",
)
@click.option(
    "--annotator",
    "annotators",
    metavar="NAME",
    multiple=True,
    help="Only this annotator's readings (repeatable).",
)
@click.option(
    "--label", "labels", metavar="NAME", multiple=True, help="Only spans with this label (repeatable)."
)
@click.option(
    "--state",
    "states",
    type=click.Choice([s.value for s in State]),
    multiple=True,
    help="Only readings in this state (repeatable); begun and done ones if not given.",
)
@click.option("--steps", type=click.IntRange(min=1), help="The most steps to take; spaCy stops by itself.")
@_JSON
@_command
def train(
    project: Path,
    component: str,
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    states: tuple[str, ...],
    steps: int | None,
    *,
    as_json: bool,
) -> None:
    """Train a spaCy pipeline on the readings of PROJECT, and keep the best model beside it.

    Prints the scores by label on the articles kept for evaluation.
    """
    choice = Choice(annotators, labels, tuple(State(s) for s in states))
    with _opened(project) as workspace, Progress() as progress:
        trained = training.train(
            workspace,
            component,
            choice,
            steps=steps,
            progress=lambda p: progress.show(p.step, p.steps, f"score {p.score:.2f}"),
        )
    reports.say_trained(trained, as_json=as_json)


def _measured(command: Command) -> Command:
    """Give a command the options that say which readings are compared."""
    states = click.option("--all-states", is_flag=True, help="Readings that are not done, too.")
    labels = click.option(
        "--label", "labels", metavar="NAME", multiple=True, help="Only this label (repeatable)."
    )
    who = click.option(
        "--annotator", "annotators", metavar="NAME", multiple=True, help="Only this annotator (repeatable)."
    )
    return who(labels(states(command)))


def _selection(annotators: tuple[str, ...], labels: tuple[str, ...], *, all_states: bool) -> Selection:
    from annotator.workspace.agreement import Selection

    states = tuple(State) if all_states else (State.DONE,)
    return Selection(annotators, labels, states)


@group.command("agreement")
@_PROJECT
@_measured
@_JSON
@_command
def agreement_(
    project: Path, annotators: tuple[str, ...], labels: tuple[str, ...], *, all_states: bool, as_json: bool
) -> None:
    """Print how far annotators agree on the articles that two of them or more have finished."""
    from annotator.workspace import agreement  # not at the top: the other commands need no numpy

    with _opened(project) as workspace:
        found = agreement.agreement(workspace, _selection(annotators, labels, all_states=all_states))
    reports.say_agreement(found, as_json=as_json)


@group.command("cases")
@_PROJECT
@_measured
@_JSON
@_command
def cases(
    project: Path, annotators: tuple[str, ...], labels: tuple[str, ...], *, all_states: bool, as_json: bool
) -> None:
    """List where annotators differ, by kind: missing, label, boundary, several, attribute, link."""
    from annotator.workspace import agreement

    with _opened(project) as workspace:
        found = agreement.open_cases(workspace, _selection(annotators, labels, all_states=all_states))
    reports.say_cases(found, as_json=as_json)


@group.command("stats")
@_PROJECT
@_JSON
@_command
def stats_(project: Path, *, as_json: bool) -> None:
    """Print how many documents, spans and relations PROJECT holds, by annotator and label."""
    with _opened(project) as workspace:
        reports.say_stats(stats.stats(workspace), as_json=as_json)


@group.command("check")
@_PROJECT
@_JSON
@_command
def check(project: Path, *, as_json: bool) -> None:
    """Check PROJECT: the file, its rows, and that spans, tokens and keys fit their texts.

    Exit status 1 if anything is wrong. Nothing is changed.
    """
    try:
        with _opened(project) as workspace:
            found = stats.check(workspace)
    except ProjectDamaged as error:
        if not as_json:
            raise
        found = [str(error)]
    reports.say_check(found, project, as_json=as_json)
    if found:
        sys.exit(1)
