"""The exported folder, in the hands of spaCy's own commands. Takes half a minute; deselect with `-k "not train"`."""

import subprocess
import sys

import pytest
import spacy

from annotator.core.documents import Metadata, document_key
from annotator.core.scheme import Label, Scheme
from annotator.core.spans import Fragment, Span
from annotator.formats import spacy_corpus
from annotator.formats.exchange import Reading, Record
from annotator.formats.format import Options
from annotator.formats.tokenization import tokenize

pytestmark = pytest.mark.timeout(600)

SCHEME = Scheme(
    "test", tuple(Label(name, name, "", "#000000", "#000000") for name in ("SOURCE", "CUE", "CLAIM"))
)
SOURCES = ["Die Ministerin", "Kiew", "Der Sprecher der NATO", "Anna Berg", "Ein Bericht", "Moskau", "Das Amt"]
CUES = ["sagte", "erklärte", "meldete", "behauptete", "schrieb"]
CLAIMS = [
    "man wolle sparen",
    "die Lage sei ruhig",
    "es gebe 12.000 Soldaten an der Grenze",
    "niemand wisse davon",
]


def article(number):
    text, spans = "😀 ", []
    for sentence in range(3):
        for label, choices, after in (("SOURCE", SOURCES, " "), ("CUE", CUES, ", "), ("CLAIM", CLAIMS, ". ")):
            part = choices[(number * 3 + sentence * 2) % len(choices)]
            spans.append(Span(len(spans), 0, label, (Fragment(len(text), len(text) + len(part)),)))
            text += part + after
    text += f"Das war Meldung {number}."
    metadata = Metadata(language="de", title=f"Meldung {number}")
    tokens, tokenizer = tokenize(text, "de")
    readings = (Reading("lena", tuple(spans)), Reading("jonas"))
    return Record(text, metadata, readings, document_key(text, metadata), tokens=tokens, tokenizer=tokenizer)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("export")
    # Two readings each: enough for spaCy's check not to complain of too few texts.
    report = spacy_corpus.write(map(article, range(80)), out, Options(SCHEME, language="de"))
    assert not report.losses
    assert all("share passages" in str(note) for note in report.notes)
    return out


def run(folder, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "spacy", *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_spacy_debug_data_finds_nothing_wrong(folder):
    said = run(folder, "debug", "data", "config.cfg", "--no-format", "--verbose")
    assert "Corpus is loadable" in said
    assert "No overlap between training and evaluation data" in said
    assert "misaligned" not in said
    for label in ("SOURCE", "CUE", "CLAIM"):
        assert f"'{label}'" in said


def test_spacy_train_learns_from_the_files(folder):
    run(
        folder, "train", "config.cfg", "--output", "model",
        "--training.max_steps", "120", "--training.eval_frequency", "60",
    )  # fmt: skip
    nlp = spacy.load(folder / "model" / "model-best")
    assert nlp.get_pipe("spancat").labels == ("SOURCE", "CUE", "CLAIM")
    assert nlp.meta["performance"]["spans_sc_f"] > 0
    assert set(nlp.meta["performance"]["spans_sc_per_type"]) <= {"SOURCE", "CUE", "CLAIM"}
    doc = nlp("😀 Kiew meldete, die Lage sei ruhig.")
    assert {span.label_ for span in doc.spans["sc"]} <= {"SOURCE", "CUE", "CLAIM"}
