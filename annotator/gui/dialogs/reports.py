"""What imports and exports report, as sentences."""

from __future__ import annotations

from annotator.gui.export.wording import kind_name, notes_in_words
from annotator.gui.i18n import number, told, tr, tr_n
from annotator.workspace.exporting import WriteReport
from annotator.workspace.importing import ImportReport, Problem

_LINES = 2_000


def import_report(report: ImportReport) -> tuple[str, list[str]]:
    """Return a sentence on an import, and its details line by line."""
    parts = [tr_n("{n} new article", "{n} new articles", report.documents)]
    if report.readings:
        parts.append(tr_n("{n} reading", "{n} readings", report.readings))
    if report.spans:
        parts.append(tr_n("{n} span", "{n} spans", report.spans))
    if report.relations:
        parts.append(tr_n("{n} link", "{n} links", report.relations))
    if report.duplicates:
        parts.append(tr_n("{n} was there already", "{n} were there already", len(report.duplicates)))
    if report.passed_over:
        parts.append(tr_n("{n} file passed over", "{n} files passed over", len(report.passed_over)))
    if report.problems:
        parts.append(tr_n("{n} problem", "{n} problems", len(report.problems)))
    lines = [problem_in_words(problem) for problem in report.problems]
    lines += [
        f"{one.path if one.files == 1 else tr_n('{n} file', '{n} files', one.files)}: {told(one.message)}"
        for one in report.notes
    ]
    lines += [
        tr("One reading names nobody; it is taken as one of “{name}”", name=name)
        if n == 1
        else tr("{n} readings name nobody; they are taken as those of “{name}”", n=number(n), name=name)
        for name, n in report.readers.items()
    ]
    lines += [tr("{name}: in the project already", name=name) for name in report.duplicates]
    lines += [
        tr("{name}: passed over, no format that Annotator reads", name=name) for name in report.passed_over
    ]
    lines += [
        tr("{name}: read as {encoding}", name=i.source, encoding=i.encoding)
        for i in report.imported
        if i.encoding
    ]
    return ", ".join(parts) + ".", lines[:_LINES]


def export_report(report: WriteReport) -> tuple[str, list[str]]:
    """Return a sentence on an export, and its losses and notes line by line."""
    text = tr(
        "Written and read back: {documents}, {spans}, {relations}.",
        documents=tr_n("{n} document", "{n} documents", report.documents),
        spans=tr_n("{n} span", "{n} spans", report.spans),
        relations=tr_n("{n} link", "{n} links", report.relations),
    )
    if report.losses:
        text += " " + tr_n("{n} loss is listed below.", "{n} losses are listed below.", len(report.losses))
    lines = list(report.files)
    lines += notes_in_words(report.notes)
    lines += [
        f"{kind_name(loss.kind)}: {loss.title} · {loss.annotator} · {loss.label} {_ranges(loss.fragments)} "
        f"“{loss.covered}”: {told(loss.detail)}"
        for loss in report.losses
    ]
    return text, lines[:_LINES]


def _ranges(fragments: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(f"{start}–{end}" for start, end in fragments)


def problem_in_words(problem: Problem) -> str:
    """Return what was not taken and where it stands."""
    return f"{_place(problem.path, problem.line)}: {told(problem.message)}"


def _place(path: str, line: int | None) -> str:
    return path if line is None else f"{path}:{line}"
