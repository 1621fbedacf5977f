"""A spaCy project: the corpus with configurations for spans and for entities, and the commands to train with."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from annotator.core.messages import message
from annotator.formats.exchange import Record, WriteReport, folded
from annotator.formats.files import atomic_folder
from annotator.formats.format import Format, Options
from annotator.formats.kinds.spacy import FORMAT as SPACY
from annotator.formats.loading import load_spacy
from annotator.formats.spacy_split import SIDES

CORPUS = "corpus"
COMPONENTS = ("spancat", "ner")
TO_TRAIN = message(
    "To train in the folder: python -m spacy project run all. Or: annotator train with the project."
)
RELATIONS = "relations"  # only where there are some
CODE = "scripts/rel_component.py"
_MARKS = re.compile(r"[\\`*_|<>\[\]#&]")
_PATHS = "--paths.train corpus/train.spacy --paths.dev corpus/dev.spacy"


def write(records: Iterable[Record], out: Path, options: Options) -> WriteReport:
    """Write the project into the new folder `out`, all of it or nothing.

    Raises InputError where the folder is there and not empty, AnnotatorError, Cancelled.
    """
    load_spacy(options.cancelled)
    from annotator.formats import spacy_corpus

    with atomic_folder(out) as part:
        assert SPACY.write is not None
        report = SPACY.write(records, part / CORPUS, options)
        _add_files(part, spacy_corpus.CONFIG, report, name=out.name)
    report.files = [str(out)]
    report.notes.append(TO_TRAIN)
    return report


def _add_files(folder: Path, config: str, report: WriteReport, *, name: str) -> None:
    from annotator.formats.spacy_config import config_for_entities, config_for_relations

    configs = folder / "configs"
    configs.mkdir()
    spancat = (folder / CORPUS / config).read_text(encoding="utf-8")
    _write(configs / "spancat.cfg", spancat)
    _write(configs / "ner.cfg", config_for_entities(spancat))
    (folder / CORPUS / config).unlink()
    components: tuple[str, ...] = COMPONENTS
    if report.relations:
        components = (*COMPONENTS, RELATIONS)
        _write(configs / f"{RELATIONS}.cfg", config_for_relations(spancat))
        (folder / CODE).parent.mkdir()
        _write(folder / CODE, _code())
    has_test = "test" in report.counts
    _write(folder / "project.yml", _project(name, components, has_test=has_test))
    _write(folder / "README.md", _readme(name, report))


def _write(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _code() -> str:
    """Return the text of the pipe for relations: it stands in the project by itself."""
    from annotator.formats import rel_component

    return Path(rel_component.__file__).read_text(encoding="utf-8")


def _project(name: str, components: Sequence[str], *, has_test: bool) -> str:
    lines = [
        f"title: {_quoted(name)}",
        'description: "Spans of who claims what, on whose word. Written by Annotator."',
        "directories: [corpus, configs, training, metrics]",
        "workflows:",
        "  all:",
        *(f"    - {step}-{component}" for component in components for step in ("train", "evaluate")),
        "commands:",
    ]
    scored = "corpus/test.spacy" if has_test else "corpus/dev.spacy"
    for component in components:
        config, model = f"configs/{component}.cfg", f"training/{component}"
        code = f" --code {CODE}" if component == RELATIONS else ""
        lines += [
            f"  - name: train-{component}",
            f'    help: "Train {component}"',
            "    script:",
            f"      - python -m spacy train {config} --output {model} {_PATHS}{code}",
            f"    deps: [{config}, corpus/train.spacy, corpus/dev.spacy]",
            f"    outputs: [{model}/model-best]",
            f"  - name: evaluate-{component}",
            f'    help: "Score {component} on {scored}"',
            "    script:",
            f"      - {_scoring(component, f'{model}/model-best {scored}')} metrics/{component}.json",
            f"    deps: [{model}/model-best, {scored}]",
            f"    outputs: [metrics/{component}.json]",
        ]
    return "\n".join(lines) + "\n"


def _scoring(component: str, what: str) -> str:
    # spaCy's own command would give the pipe texts without spans.
    return f"python {CODE} {what}" if component == RELATIONS else f"python -m spacy evaluate {what} --output"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _readme(name: str, report: WriteReport) -> str:
    notes = "\n".join(f"- {_cell(str(note))}" for note in folded(report.notes)) or "- none"
    return f"""# {name}

Training data for spaCy, written by Annotator: {report.documents} documents, {report.spans} spans, \
{report.relations} relations.

    python -m spacy project run all

trains and scores two pipelines, without a graphics card: `spancat` finds all spans, overlapping ones
too (`doc.spans["sc"]`), `ner` those of `doc.ents`, which do not overlap. Relations are in
`doc.user_data["relations"]`; where there are some, a third pipeline, `relations`, finds them between
the spans that a doc has, by `{CODE}`.

Articles that share passages are on one side. `corpus/report.json` lists every span that is not
in the files, and why.

## Counts
{_table(report.counts)}

## Notes
{notes}
"""


def _table(counts: Mapping[str, int]) -> str:
    """Return articles and spans by label and side as a table; `counts` has “train” and “train CLAIM”."""
    sides = [side for side in SIDES if side in counts]
    labels = dict.fromkeys(name.partition(" ")[2] for name in counts)
    rows = [["", *sides], ["---", *("---:" for _ in sides)]]
    rows += [
        [
            _cell(label) or "articles",
            *(str(counts.get(f"{side} {label}" if label else side, 0)) for side in sides),
        ]
        for label in labels
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(text: str) -> str:
    """Return text on one line, with nothing in it that Markdown would take for a mark of its own."""
    shown = text.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n")
    return _MARKS.sub(r"\\\g<0>", "".join(c if c.isprintable() else "\ufffd" for c in shown))


FORMAT = Format(
    "spacy-project",
    message("spaCy project (corpus, configurations, commands)"),
    holds=SPACY.holds,
    write=write,
    checks=SPACY.checks,
    trains=True,
)
