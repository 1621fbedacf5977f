"""What the commands print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from annotator.cli.terminal import harmless, plain, shortened
from annotator.workspace.exporting import Loss, WriteReport, folded
from annotator.workspace.importing import ImportReport
from annotator.workspace.stats import as_json as to_json
from annotator.workspace.training import Trained

_SHOWN_LOSSES = 20
_LONGEST = 60  # characters of a text from the project
_LONGEST_SENTENCE = 400


def _say(text: str) -> None:
    click.echo(harmless(text), err=True)


def _print(line: str = "") -> None:
    click.echo(harmless(line))


def _n(count: int, one: str) -> str:
    """Return a count with what is counted: `1 reading`, `2,000 readings`, `2 losses`."""
    return f"{count:,} {one}" + ("" if count == 1 else "es" if one.endswith("s") else "s")


def _line(text: str) -> str:
    """Return text from a project as one line that does not fill the terminal."""
    return shortened(plain(text), _LONGEST)


def _told(said: object) -> str:
    """Return a sentence as one line, cut where it quotes what would fill the terminal."""
    return shortened(plain(str(said)), _LONGEST_SENTENCE)


def say_import(report: ImportReport, project: Path, *, as_json: bool) -> None:
    """Report an import."""
    if as_json:
        click.echo(to_json(import_as_dict(report, project)))
        return
    for item in report.imported:
        facts = " · ".join(
            part for part in (item.outlet, item.published, item.language, item.encoding) if part
        )
        _say(f"{item.source}: {_line(item.title)}" + (f" ({facts})" if facts else ""))
    for name in report.duplicates:
        _say(f"{name}: in the project already")
    for name in report.passed_over:
        _say(f"{name}: passed over, no format that Annotator reads")
    for problem in report.problems:
        _say(_told(problem))
    for note in report.notes:
        _say(f"note: {note.path if note.files == 1 else f'{note.files:,} files'}: {_told(note.message)}")
    for name, count in report.readers.items():
        named = "name" if count != 1 else "names"
        _say(f"{_n(count, 'reading')} {named} nobody; taken as those of “{name}” (--annotator names another)")
    if report.new_labels:
        _say(f"new labels in the scheme: {', '.join(map(_line, report.new_labels))}")
    _say(
        f"{project}: {_n(report.documents, 'new document')}, {_n(report.readings, 'reading')} with "
        f"{_n(report.spans, 'span')} and {_n(report.relations, 'relation')}; "
        f"{len(report.duplicates):,} there already, {_n(len(report.problems), 'problem')}"
    )


def import_as_dict(report: ImportReport, project: Path) -> dict[str, Any]:
    """Return an import's report as plain data."""
    fields = ("source", "title", "outlet", "published", "language", "encoding")
    return {
        "project": str(project),
        "documents": report.documents,
        "readings": report.readings,
        "spans": report.spans,
        "relations": report.relations,
        "imported": [{name: getattr(item, name) for name in fields} for item in report.imported],
        "duplicates": report.duplicates,
        "passed_over": report.passed_over,
        "readers": report.readers,
        "new_labels": report.new_labels,
        "notes": [{"path": n.path, "files": n.files, "message": str(n.message)} for n in report.notes],
        "problems": [{"path": p.path, "line": p.line, "message": str(p.message)} for p in report.problems],
    }


def say_trained(trained: Trained, *, as_json: bool) -> None:
    """Report a training: its scores by label."""
    if as_json:
        scores = {name: asdict(score) for name, score in trained.labels.items()}
        found = {"model": str(trained.model), "component": trained.component, "counts": trained.export.counts}
        click.echo(to_json(found | {"score": asdict(trained.score), "labels": scores}))
        return
    for note in folded(trained.export.notes):
        _say(f"note: {_told(note)}")
    width = max(map(len, (*trained.labels, "label")))
    _print(f"{'label':{width}}  precision  recall     F1")
    for name, score in [*sorted(trained.labels.items()), ("all", trained.score)]:
        _print(f"{name:{width}}  {score.precision:9.3f}  {score.recall:6.3f}  {score.f1:5.3f}")
    _say(f"{trained.model}")


def say_export(report: WriteReport, *, written: bool, as_json: bool) -> None:
    """Report an export, or, where nothing was `written`, what one would do."""
    if as_json:
        click.echo(to_json(export_as_dict(report)))
        return
    _say_losses(report.losses)
    for note in folded(report.notes):
        _say(f"note: {_told(note)}")
    _say_sides(report.counts)
    for name in report.files:
        _say(name)
    done = "written and read back" if written else "nothing is written (--dry-run); it would be"
    _say(
        f"{done}: {_n(report.documents, 'document')}, {_n(report.spans, 'span')}, "
        f"{_n(report.relations, 'relation')}; {_n(len(report.losses), 'loss')}"
    )


def _say_sides(counts: Mapping[str, int]) -> None:
    """Show how articles and spans by label are split, where they are: `counts` has “train” and “train CLAIM”."""
    sides = [name for name in ("train", "dev", "test") if name in counts]
    if not sides:
        return
    labels = sorted({name.partition(" ")[2] for name in counts} - {""})
    width = max(map(len, map(_line, ("articles", *labels))))
    _say(f"{'':{width}}" + "".join(f"{side:>9}" for side in sides))
    for label in ("", *labels):
        numbers = "".join(f"{counts.get(f'{side} {label}' if label else side, 0):>9,}" for side in sides)
        _say(f"{_line(label) or 'articles':{width}}{numbers}")


def _say_losses(losses: Sequence[Loss]) -> None:
    """Name each span; of a kind that has very many, the first, and where the others are."""
    for kind in dict.fromkeys(loss.kind for loss in losses):
        of_kind = [loss for loss in losses if loss.kind == kind]
        for loss in of_kind[:_SHOWN_LOSSES]:
            place = f"{_line(loss.title) or loss.key} · {_line(loss.annotator)}"
            if not loss.fragments:
                _say(f"{kind}: {place}: {_told(loss.detail)}")
                continue
            ranges = ", ".join(f"{start}–{end}" for start, end in loss.fragments)
            place += f" · {_line(loss.label)} {ranges}"
            _say(f"{kind}: {place} “{_line(loss.covered)}”: {_told(loss.detail)}")
        if len(of_kind) > _SHOWN_LOSSES:
            _say(f"{kind}: and {len(of_kind) - _SHOWN_LOSSES} more; --json lists all")


def export_as_dict(report: WriteReport) -> dict[str, Any]:
    """Return an export's report as plain data."""
    return {
        "documents": report.documents,
        "spans": report.spans,
        "relations": report.relations,
        "files": report.files,
        "counts": report.counts,
        "notes": [str(note) for note in report.notes],
        "losses": [
            {
                "kind": loss.kind.value,
                "document": loss.key,
                "title": loss.title,
                "annotator": loss.annotator,
                "label": loss.label,
                "fragments": [list(fragment) for fragment in loss.fragments],
                "text": loss.covered,
                "detail": str(loss.detail),
            }
            for loss in report.losses
        ],
    }


def say_stats(numbers: Mapping[str, Any], *, as_json: bool) -> None:
    """Print a project's numbers."""
    if as_json:
        click.echo(to_json(numbers))
        return
    for name in ("documents", "characters", "spans", "relations"):
        _print(f"{name:<12}{numbers[name]:>10,}")
    if numbers["annotators"]:
        _print()
        _print(f"{'annotator':<20}{'documents':>10}{'spans':>10}{'relations':>10}")
    for name, counts in numbers["annotators"].items():
        _print(f"{name:<20}{counts['documents']:>10,}{counts['spans']:>10,}{counts['relations']:>10,}")
    for title in ("labels", "states", "languages"):
        if numbers[title]:
            _print()
            _print(title)
        for name, number in numbers[title].items():
            _print(f"  {name or '–':<18}{number:>10,}")


def say_check(found: Sequence[str], project: Path, *, as_json: bool) -> None:
    """Print what a check found."""
    if as_json:
        click.echo(to_json({"project": str(project), "sound": not found, "findings": list(found)}))
        return
    for finding in found:
        _print(finding)
    _say(f"{project}: {'sound' if not found else f'wrong: {len(found)}'}")
