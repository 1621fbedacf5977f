"""Decisions with their examples written to a file: to be talked over, or as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from annotator.core.errors import Cancelled
from annotator.formats.csv_writing import write_table
from annotator.formats.files import atomic_write
from annotator.workspace.feedback import SLIPS, Entry, IsCancelled, Progress, each_once, gaps, readings, slips
from annotator.workspace.feedback_differences import Differences
from annotator.workspace.reasons import find_reason, read_reasons
from annotator.workspace.workspace import Workspace

RuleSaid = Callable[[str], str]
_OF_DIFFERENCES = ("article", "annotator", "reading", "final", "differs in", "rule", "reason", "note")
_HEADER = ("decision", "date", "article", "type", "annotator", "reading", "final", "rule", "reason", "note")


def export(
    workspace: Workspace,
    path: Path,
    heading: str,
    reason: str,
    label: str = "",
    progress: Progress = lambda *_: None,
    cancelled: IsCancelled = lambda: False,
) -> int:
    """Write the decisions given a reason, of a `label` if one is given, as `write`; return how many.

    Raises AnnotatorError, Cancelled; then there is no file, or that of before.
    """
    found = gaps(workspace, reason, label, cancelled, lambda done, total: progress(done, 2 * total))

    def going_on() -> Iterator[Entry]:
        for done, entry in enumerate(found):
            if cancelled():
                raise Cancelled
            progress(len(found) + done, 2 * len(found))
            yield entry

    write(workspace, going_on(), path, heading)
    return len(found)


def write(
    workspace: Workspace,
    found: Iterable[Entry],
    path: Path,
    heading: str,
    rule_said: RuleSaid = "by rule ({})".format,
) -> None:
    """Write decisions to a file, whole or not at all: a table where its name ends in .csv.

    `rule_said` says in a text which rule decided; a table has the rule's name. Raises AnnotatorError.
    """
    if path.suffix.casefold() == ".csv":
        write_table(path, table(workspace, found))
        return
    with atomic_write(path) as file:
        for line in markdown(workspace, found, heading, rule_said):
            file.write(f"{line}\n".encode())


def markdown(
    workspace: Workspace,
    found: Iterable[Entry],
    heading: str,
    rule_said: RuleSaid = "by rule ({})".format,
) -> Iterator[str]:
    """Yield the lines of a text on decisions, each once, with the readings of each."""
    yield from (f"# {_plain(heading)}", "")
    for entry in each_once(found):
        decision = entry.decision
        yield from (f"## {_plain(entry.title)} ({decision.at[:10]})", "")
        for number, (_, told) in enumerate(readings(workspace, decision), 1):
            yield f"{number}. {_plain('; '.join(told) or '–')}"
        yield from ("", f"**→ {_plain('; '.join(entry.final) or '–')}**")
        yield from ("", _plain(rule_said(decision.rule))) if decision.rule else ()
        yield from ("", _plain(decision.note)) if decision.note else ()
        yield ""


def table(workspace: Workspace, found: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """Yield a header and one row for each reading.

    Rows of one decision have the same first cell; each decision stands there once.
    """
    names = {a.id: a.name for a in workspace.annotators()}
    known = read_reasons(workspace)
    yield _HEADER
    for entry in each_once(found):
        d = entry.decision
        for who, told in readings(workspace, d):
            yield (
                f"D{d.id}",  # a number of so many digits a spreadsheet would round
                d.at,
                entry.title,
                d.type,
                names.get(who, ""),
                "; ".join(told),
                "; ".join(entry.final),
                d.rule,
                find_reason(known, d.reason).name,
                d.note,
            )


def write_slips(
    workspace: Workspace, path: Path, cancelled: IsCancelled = lambda: False, *, by_hand: bool = False
) -> None:
    """Write how often each annotator differs from the final reading, by kind, as a table in CSV.

    `by_hand` leaves out what rules decided. Raises AnnotatorError, Cancelled.
    """
    found = slips(workspace, cancelled, by_hand=by_hand)
    rows = [(name, *(str(counted[kind]) for kind in SLIPS)) for name, counted in found.items()]
    write_table(path, [("annotator", *SLIPS), *rows])


def write_differences(
    workspace: Workspace,
    found: Differences,
    path: Path,
    heading: str,
    progress: Progress = lambda *_: None,
    rule_said: RuleSaid = "by rule ({})".format,
) -> None:
    """Write differences from the final reading as `write` does decisions, one by one.

    Raises AnnotatorError, Cancelled; then there is no file, or that of before.
    """
    rows = _difference_rows(workspace, found, progress)
    if path.suffix.casefold() == ".csv":
        write_table(path, chain([_OF_DIFFERENCES], rows))
        return
    with atomic_write(path) as file:
        file.write(f"# {_plain(heading)}\n\n".encode())
        for title, reader, own, final, _, rule, *why in rows:
            lines = [
                f"## {_plain(title)}",
                "",
                f"{_plain(reader)}: {_plain(own)}",
                "",
                f"**→ {_plain(final)}**",
                "",
            ]
            said = " – ".join(_plain(part) for part in (rule and rule_said(rule), *why) if part)
            file.write("\n".join([*lines, *([said, ""] if said else []), ""]).encode())


def _difference_rows(
    workspace: Workspace, found: Differences, progress: Progress
) -> Iterator[tuple[str, ...]]:
    known = read_reasons(workspace)
    for done, one in enumerate(found):
        progress(done, len(found))
        decision = one.decision
        rule, reason = (decision.rule, find_reason(known, decision.reason).name) if decision else ("", "")
        own, final = ("; ".join(texts) or "–" for texts in (one.own, one.final))
        note = decision.note if decision else ""
        yield one.title, one.reader, own, final, ", ".join(one.slips), rule, reason, note


def _plain(text: str) -> str:
    """Return text on one line in which no character is markup."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in " ".join(text.split()))
