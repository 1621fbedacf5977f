"""The tables of an agreement: for a terminal, a spreadsheet and a report alike."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.agreement.f1 import Spread
from annotator.agreement.nominal import ONE_ANNOTATOR, Coefficient
from annotator.core.messages import Message
from annotator.core.spans import State
from annotator.formats.csv_writing import safe
from annotator.formats.files import atomic_write
from annotator.workspace.agreement import Agreement, Measured, Selection

UNDEFINED = "–"
REASON = "undefined because"  # the head of a column of sentences
_NUMBER = re.compile(r"-?\d{1,3}(,?\d{3})*(\.\d+)?")


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table as text: its name, the heads of its columns, and its rows.

    The first column names the row; so many columns, `words`, hold no figures, whatever they look like.
    """

    name: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    words: int = 1


def figure(value: float | None) -> str:
    """Return a figure as it is shown, three digits; "–" where it is undefined."""
    return UNDEFINED if value is None else f"{value:z.3f}"


def tables(found: Agreement) -> list[TableOf]:
    """Return all tables of an agreement that have rows."""
    made = [_headlines(found), _labels(found), _pairs(found), _ways(found), _links(found), _attributes(found)]
    made += [confusion(found), _documents(found)]
    return [one for one in made if one.rows]


def facts(found: Agreement) -> str:
    """Return in one sentence what the figures rest on, and what was left out."""
    who = ", ".join(found.annotators) or "nobody"
    said = [f"{_many(found.documents, 'article')}, {_many(found.spans, 'span')} by {who}"]
    said += chosen(found.selection)
    if found.left_out:
        said.append(f"{_many(found.left_out, 'article')} left out: finished by one of them alone")
    if found.copies:
        said.append(f"{found.copies} left out as copies")
    if len(found.annotators) > 2:
        said.append("items count a unit once for each pair")
    return "; ".join(said)


def chosen(selection: Selection) -> list[str]:
    """Return what was chosen, in words; of labels, articles and states only where it is not everything done."""
    said = []
    if selection.labels:
        said.append(f"labels {', '.join(selection.labels)}")
    if selection.queries:
        said.append(f"articles found by {' or '.join(f'“{query}”' for query in selection.queries)}")
    if selection.states != (State.DONE,):
        said.append(f"readings {', '.join(selection.states)}")
    return said


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def headlines(found: Agreement) -> Iterator[tuple[str, str, float | None, int, Message | None]]:
    """Yield for each headline figure its name in `intervals`, its title, value, items and reason."""
    for key, title, value, items, reason in _headline_figures(found):
        yield key, title, value, items, found.nothing if reason == ONE_ANNOTATOR and found.nothing else reason


def _headline_figures(found: Agreement) -> Iterator[tuple[str, str, float | None, int, Message | None]]:
    measured: list[tuple[str, str, Measured]] = [
        ("exact_f1", "exact F1", found.exact),
        ("overlap_f1", "overlap F1", found.overlap),
        ("token_f1", "token F1", found.tokens),
        ("word_f1", "word F1", found.words),
    ]
    for key, title, one in measured:
        yield key, title, one.all.mean, one.all.items, one.all.reason
    for key, title, coefficient in (
        ("token_kappa", "Fleiss κ, tokens", found.on_tokens.fleiss),
        ("token_alpha", "Krippendorff α, tokens", found.on_tokens.alpha),
        ("character_alpha", "Krippendorff α, characters", found.character_alpha),
        ("matched_kappa", "Fleiss κ, labels of matched spans", found.on_matched.fleiss),
        ("matched_alpha", "Krippendorff α, labels of matched spans", found.on_matched.alpha),
        ("alpha_u", "Krippendorff αU (1995, 2004)", found.alpha_u.all),
    ):
        yield key, title, coefficient.value, coefficient.items, coefficient.reason
    yield "gamma", "γ", found.gamma.value, found.gamma.units, found.gamma.reason
    for key, title, one in (
        ("relation_f1", "link F1, ends exact", found.relations),
        ("relation_overlap_f1", "link F1, ends overlapping", found.overlapping_relations),
        ("unit_f1", "unit F1, exact", found.units),
        ("unit_overlap_f1", "unit F1, overlapping", found.overlapping_units),
    ):
        yield key, title, one.all.mean, one.all.items, one.all.reason


def _interval(found: Agreement, key: str) -> str:
    """Return an interval; nothing where there is none of such a figure."""
    if key not in found.intervals:
        return ""
    one = found.intervals[key]
    return UNDEFINED if one is None else f"{one.low:z.3f} to {one.high:z.3f}"


def _headlines(found: Agreement) -> TableOf:
    rows = [
        (title, figure(value), _interval(found, key), f"{items:,}", str(reason or ""))
        for key, title, value, items, reason in headlines(found)
    ]
    heads = ("", "value", "95 % interval", "items", REASON)
    if not any(row[-1] for row in rows):
        return TableOf("Agreement", heads[:-1], [row[:-1] for row in rows])
    return TableOf("Agreement", heads, rows)


def _labels(found: Agreement) -> TableOf:
    kinds: tuple[Measured, ...] = (found.exact, found.overlap, found.tokens, found.words)

    def row(
        name: str, of: Callable[[Measured], Spread], kappa: Coefficient, unitizing: Coefficient
    ) -> tuple[str, ...]:
        exact = of(found.exact)
        values = [figure(exact.mean), figure(exact.sd), *(figure(of(one).mean) for one in kinds[1:])]
        return name, *values, figure(kappa.value), figure(unitizing.value), f"{exact.items:,}"

    rows = [
        row(name, lambda m, name=name: m.labels[name], found.token_labels[name], found.alpha_u.labels[name])  # type: ignore[misc]
        for name in found.labels
    ]
    rows.append(row("all labels", lambda m: m.all, found.on_tokens.fleiss, found.alpha_u.all))
    heads = ("", "exact F1", "sd", "overlap F1", "token F1", "word F1", "Fleiss κ", "αU", "items")
    return TableOf("Labels", heads, rows if found.labels else [])


def _pairs(found: Agreement) -> TableOf:
    tokens, matched = found.on_tokens, found.on_matched
    rows = [
        (
            " – ".join(pair),
            figure(found.exact.all.pairs[pair]),
            figure(found.overlap.all.pairs[pair]),
            figure(found.tokens.all.pairs[pair]),
            figure(tokens.cohen[pair].value),
            figure(tokens.scott[pair].value),
            figure(matched.cohen[pair].value),
        )
        for pair in found.exact.all.pairs
    ]
    heads = ("", "exact F1", "overlap F1", "token F1", "Cohen κ", "Scott π", "Cohen κ, matched labels")
    return TableOf("Pairs of annotators", heads, rows)


def _ways(found: Agreement) -> TableOf:
    rows = [
        (
            name,
            figure(way.f1.mean),
            *(
                f"{number:,}"
                for number in (
                    way.counts.correct, way.counts.incorrect, way.counts.partial, way.counts.missing,
                    way.counts.spurious,
                )
            ),
        )
        for name, way in found.semeval.items()
    ]  # fmt: skip
    heads = ("", "F1", "correct", "incorrect", "partial", "missing", "spurious")
    return TableOf("SemEval-2013, all pairs together", heads, rows if found.spans else [])


def _links(found: Agreement) -> TableOf:
    rows = [
        (
            f"{what} {name}",
            figure(exact.mean),
            _interval(found, f"{what}_f1/{name}"),
            figure(overlap.labels[name].mean),
            f"{exact.items:,}",
        )
        for what, measured, overlap in (
            ("link", found.relations, found.overlapping_relations),
            ("unit", found.units, found.overlapping_units),
        )
        for name, exact in measured.labels.items()
    ]
    heads = ("", "F1 exact", "95 % interval", "F1 overlapping", "items")
    return TableOf("Links, and units with all their links", heads, rows)


def _attributes(found: Agreement) -> TableOf:
    rows = []
    for (label, name), one in found.attributes.items():
        known = [kappa.value for kappa in one.kappa if kappa.value is not None]
        mean = sum(known) / len(known) if known else None
        rows.append((f"{label}: {name}", figure(one.f1.mean), figure(mean), f"{one.f1.items:,}"))
    return TableOf("Attributes of matched spans", ("", "F1", "mean Cohen κ", "values"), rows)


def confusion(found: Agreement) -> TableOf:
    """Return the confusion of labels, in tokens over all pairs; the last row and column are no label."""
    names = (*found.labels, "no label")
    rows = [
        (name, *(f"{number:,.10g}" for number in row))
        for name, row in zip(names, found.confusion.tolist(), strict=True)
    ]
    return TableOf("Confusion of labels, in tokens", ("", *names), rows if found.labels else [])


def _documents(found: Agreement) -> TableOf:
    rows = [
        (one.title or str(one.id), one.published, f"{one.annotators}", f"{one.spans:,}", figure(one.f1))
        for one in found.over_documents
    ]
    return TableOf("Articles", ("", "published", "annotators", "spans", "exact F1"), rows, words=2)


def csv_text(found: Agreement) -> str:
    """Return all tables as CSV, one under another with a blank row between.

    Numbers are plain, so that a spreadsheet takes them for such, and no text is taken for a formula.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    for one in tables(found):
        writer.writerow([safe(one.name)])
        writer.writerow(map(safe, one.heads))
        writer.writerows([*map(safe, row[: one.words]), *map(_cell, row[one.words :])] for row in one.rows)
        writer.writerow([])
    writer.writerow([safe(facts(found))])
    return text.getvalue()


def _cell(text: str) -> str:
    return text.replace(",", "") if _NUMBER.fullmatch(text) else safe(text)


def write_csv(path: Path, found: Agreement) -> None:
    """Write all tables to one CSV file, whole or not at all. Raises AnnotatorError."""
    with atomic_write(path) as file:
        # The mark is how Excel knows the encoding.
        file.write(csv_text(found).encode("utf-8-sig", "backslashreplace"))
