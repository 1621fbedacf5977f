"""What the tests of all formats say of a round trip: what no loss names comes back as it was."""

import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from annotator.core.scheme import Scheme, scheme_from_dict
from annotator.core.spans import Relation, Span
from annotator.formats import writing
from annotator.formats.exchange import Item, Loss, LossKind, Reading, Record, WriteReport
from annotator.formats.fitting import fit
from annotator.formats.format import Format, Options, Source, ranks_of


def scheme_of(records: Iterable[Record]) -> Scheme:
    """A scheme with every label, relation and attribute that the records use."""
    labels: dict[str, dict[str, set[str]]] = {}
    links: dict[str, tuple[set[str], set[str]]] = {}
    for reading in (reading for record in records for reading in record.readings):
        by_id = {span.id: span for span in reading.spans}
        for span in reading.spans:
            attributes = labels.setdefault(span.label, {})
            for name, value in span.attributes:
                attributes.setdefault(name, set()).add(value or "empty")
        for link in reading.relations:
            heads, children = links.setdefault(link.type, (set(), set()))
            heads.add(by_id[link.head_id].label)
            children.add(by_id[link.child_id].label)
    return scheme_from_dict(
        {
            "name": "drawn",
            "labels": [
                {
                    "name": name,
                    "attributes": [{"name": n, "values": sorted(v)} for n, v in sorted(attributes.items())],
                }
                for name, attributes in sorted(labels.items() or [("CLAIM", {})])
            ],
            "relations": [
                {"name": name, "heads": sorted(heads), "children": sorted(children)}
                for name, (heads, children) in sorted(links.items())
            ],
        }
    )


def options_for(records: Iterable[Record]) -> Options:
    """Options to write the records with, every annotator's."""
    records = list(records)
    who = sorted({reading.annotator for record in records for reading in record.readings})
    return Options(scheme_of(records), tuple(who))


def written(form: Format, records: list[Record], folder: Path) -> tuple[WriteReport, list[Path]]:
    """Write the records, which reads them back and compares; return the report and the files."""
    out = folder / ("out" if form.makes_folder else f"out{form.suffixes[0]}")
    report = writing.write(form, records, out, options_for(records))
    return report, sorted(path for path in out.rglob("*") if path.is_file()) if out.is_dir() else [out]


def read_all(form: Format, path: Path, annotator: str | None = None) -> list[Item]:
    """Everything that the format's reader gives for a file."""
    assert form.read is not None
    return list(form.read(Source(path, annotator)))


def check_round_trip(form: Format, record: Record) -> None:
    """Write the record and read it: it is as `fit` says, and each difference to before is named."""
    with tempfile.TemporaryDirectory() as folder:
        report, _ = written(form, [record], Path(folder))
    fitted, losses = fit(record, form.holds, ranks_of(options_for([record]).scheme, ()))
    assert report.losses == losses
    assert fitted.text == record.text
    for before, after in zip(record.readings, fitted.readings, strict=True):
        mine = [loss for loss in losses if loss.annotator == before.annotator]
        _check_spans(before, after, mine)
        _check_relations(before, after, mine)


def _check_spans(before: Reading, after: Reading, losses: list[Loss]) -> None:
    kinds: dict[int, set[LossKind]] = {}
    for loss in losses:
        kinds.setdefault(loss.span_id, set()).add(loss.kind)
    kept = {span.id: span for span in after.spans}
    for span in before.spans:
        now = kept.get(span.id)
        if now is None or _said(now) != _said(span):
            assert kinds.get(span.id), f"{span} was lost without a word"


def _check_relations(before: Reading, after: Reading, losses: list[Loss]) -> None:
    named = Counter((loss.span_id, loss.label) for loss in losses if loss.kind is LossKind.RELATION)
    lost = Counter(map(_link, before.relations)) - Counter(map(_link, after.relations))
    heads = Counter((head, kind) for kind, head, _ in lost.elements())
    assert heads == named


def _said(span: Span) -> tuple[object, ...]:
    return span.label, span.fragments, span.attributes, span.note


def _link(relation: Relation) -> tuple[str, int, int]:
    return relation.type, relation.head_id, relation.child_id
