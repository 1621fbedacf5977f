"""Readings as `.spacy` files: what is in them, what is lost, and that the report says so."""

import io
import json
import os
import subprocess
import sys
import zlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import spacy
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import ENT_IOB, ENT_TYPE, ORTH
from spacy.tokens import DocBin
from spacy.training import Corpus
from spacy.vocab import Vocab

from annotator.core.documents import Metadata, document_key
from annotator.core.errors import AnnotatorError, Cancelled, InputError
from annotator.core.scheme import Label, Scheme
from annotator.core.spans import Fragment, Relation, Span, State, joined, reading_order
from annotator.core.tokens import decode_tokens
from annotator.formats import spacy_check, spacy_corpus, spacy_gather, spacy_sample, spacy_spool
from annotator.formats.exchange import LossKind, Reading, Record
from annotator.formats.format import Options
from annotator.formats.spacy_tokens import PipelineTokens
from annotator.formats.tokenization import tokenize

LABELS = ("ACTOR", "CLAIM", "SOURCE", "CUE")
SCHEME = Scheme("test", tuple(Label(name, name, "", "#000000", "#000000") for name in LABELS))

TEXT = "„Wir sparen“, sagte die Ministerin Anna Berg, „und zwar kräftig.“"
CLAIM, CUE, SOURCE, ACTOR = ((1, 11), (47, 63)), ((14, 19),), ((24, 44),), ((35, 44),)


def span(number, label, *fragments, attributes=(), note=""):
    return Span(number, 0, label, joined(fragments), tuple(attributes), note)


def record(text, *spans, relations=(), annotator="lena", readings=None, language="de", **metadata):
    meta = Metadata(language=language, **metadata)
    tokens, tokenizer = tokenize(text, language)
    if readings is None:
        readings = (Reading(annotator, spans, tuple(Relation(0, 0, *r) for r in relations)),)
    return Record(text, meta, tuple(readings), document_key(text, meta), tokens=tokens, tokenizer=tokenizer)


def minister(outlet="Bote", **metadata):
    return record(
        TEXT,
        span(40, "CLAIM", *CLAIM, attributes=[("speech", "direct")]),
        span(30, "CUE", *CUE),
        span(20, "SOURCE", *SOURCE, note="im Bundestag"),
        span(10, "ACTOR", *ACTOR, attributes=[("kind", "person")]),
        relations=[("attributed_to", 40, 20), ("refers_to", 20, 10)],
        title="Sparen",
        outlet=outlet,
        published="2024-10-31",
        **metadata,
    )


def fillers(count):
    return [record(f"Artikel {n} über Kiew.", span(1, "ACTOR", (0, 7))) for n in range(count)]


def docs_in(folder, *names):
    vocab = Vocab()
    for name in names or ("train.spacy", "dev.spacy"):
        yield from DocBin().from_disk(folder / name).get_docs(vocab)


def marks(spans):
    return [(s.text, s.label_, s.id_) for s in spans]


def export(folder, *records, **options):
    """Write, and return the report and the docs by annotator and document key."""
    report = spacy_corpus.write(records, folder, Options(SCHEME, **options))
    return report, {(d.user_data["annotator"], d.user_data["key"]): d for d in docs_in(folder)}


def only(folder, one, **options):
    report, docs = export(folder, one, **options)
    assert len(docs) == 1
    return report, next(iter(docs.values()))


# What is in the files


def test_spacy_corpus_holds_every_span(tmp_path):
    _, doc = only(tmp_path, minister())
    assert doc.text == TEXT
    assert marks(doc.spans["sc"]) == [
        ("Wir sparen", "CLAIM", "T1"),
        ("und zwar kräftig", "CLAIM", "T1"),
        ("sagte", "CUE", "T2"),
        ("Ministerin Anna Berg", "SOURCE", "T3"),
        ("Anna Berg", "ACTOR", "T4"),
    ]
    assert [(s.start_char, s.end_char) for s in doc.spans["sc"]] == [*CLAIM, *CUE, *SOURCE, *ACTOR]


def test_spacy_corpus_says_whose_reading_of_what_it_is(tmp_path):
    one = minister()
    report, doc = only(tmp_path, replace(one, readings=(replace(one.readings[0], state=State.SKIPPED),)))
    assert doc.user_data == {
        "key": one.key,
        "title": "Sparen",
        "outlet": "Bote",
        "published": "2024-10-31",
        "language": "de",
        "annotator": "lena",
        "state": "skipped",
        "relations": (("attributed_to", "T1", "T3"), ("refers_to", "T3", "T4")),
        "attributes": {"T1": {"speech": "direct"}, "T4": {"kind": "person"}},
        "notes": {"T3": "im Bundestag"},
    }
    assert (report.documents, report.spans, report.relations) == (1, 4, 2)


def test_spacy_corpus_entities_follow_the_scheme(tmp_path):
    report, doc = only(tmp_path, minister())
    assert marks(doc.ents) == [
        ("Wir sparen", "CLAIM", "T1"),
        ("sagte", "CUE", "T2"),
        ("Anna Berg", "ACTOR", "T4"),
        ("und zwar kräftig", "CLAIM", "T1"),
    ]
    (loss,) = report.losses
    assert (loss.kind, loss.label, loss.covered) == (LossKind.OVERLAPPING, "SOURCE", "Ministerin Anna Berg")
    assert str(loss.detail) == "Among the spans, but not among the entities: ACTOR T4 (35–44) has its place."
    assert (loss.title, loss.annotator, loss.fragments) == ("Sparen", "lena", (Fragment(24, 44),))


def test_spacy_corpus_entities_follow_the_stated_priority(tmp_path):
    report, doc = only(tmp_path, minister(), priority=("SOURCE", "NOBODY"))
    assert ("Ministerin Anna Berg", "SOURCE", "T3") in marks(doc.ents)
    assert [loss.label for loss in report.losses] == ["ACTOR"]


def test_spacy_corpus_entities_take_the_longer_then_the_earlier(tmp_path):
    one = record(
        "eins zwei drei vier",
        span(1, "ACTOR", (0, 9)),
        span(2, "ACTOR", (5, 19)),
        span(3, "ACTOR", (0, 4)),
        span(4, "ACTOR", (0, 4)),
    )
    report, doc = only(tmp_path, one)
    assert marks(doc.ents) == [("eins", "ACTOR", "T2"), ("zwei drei vier", "ACTOR", "T4")]
    assert [loss.fragments[0] for loss in report.losses] == [(0, 9), (0, 4)]


def test_spacy_corpus_entities_take_all_fragments_or_none(tmp_path):
    one = record("eins zwei drei", span(1, "CLAIM", (0, 4), (10, 14)), span(2, "ACTOR", (10, 14)))
    report, doc = only(tmp_path, one)
    assert marks(doc.ents) == [("drei", "ACTOR", "T2")]
    assert [loss.covered for loss in report.losses] == ["eins … drei"]


def test_spacy_corpus_a_reading_without_spans_says_that_there_are_none(tmp_path):
    _, doc = only(tmp_path, record("Nichts."))
    assert list(doc.spans["sc"]) == []
    assert doc.has_annotation("ENT_IOB")


@pytest.mark.parametrize(
    "prefix", ["👩‍👩‍👧 🇺🇦 😀 ", "\r\n\r\n", "\ufeff\n", "İstanbul ſ ", "\t  \xa0", "a\0b "]
)
def test_spacy_corpus_counts_code_points(tmp_path, prefix):
    moved = [(a + len(prefix), b + len(prefix)) for a, b in CLAIM]
    _, doc = only(tmp_path, record(prefix + TEXT, span(1, "CLAIM", *moved)))
    assert doc.text == prefix + TEXT
    assert [(s.start_char, s.end_char) for s in doc.spans["sc"]] == moved
    assert [s.text for s in doc.spans["sc"]] == ["Wir sparen", "und zwar kräftig"]


def test_spacy_corpus_words_that_spacy_has_symbols_for(tmp_path):
    _, doc = only(
        tmp_path, record("LOC ORTH PERSON nsubj", span(1, "ACTOR", (0, 3)), span(2, "ACTOR", (9, 15)))
    )
    assert marks(doc.ents) == [("LOC", "ACTOR", "T1"), ("PERSON", "ACTOR", "T2")]


def test_spacy_corpus_an_empty_article(tmp_path):
    report, docs = export(tmp_path, record(""), record("", outlet="Bote"), record(" "))
    assert sorted(doc.text for doc in docs.values()) == ["", "", " "]
    assert "There is no span in the files: nothing can be learnt from them." in map(str, report.notes)


def test_spacy_corpus_all_readings_of_an_article(tmp_path):
    readings = [Reading("lena", (span(1, "CUE", *CUE),)), Reading("jonas", (span(1, "ACTOR", *ACTOR),))]
    one = record(TEXT, readings=readings)
    report, docs = export(tmp_path, one)
    assert {who: marks(doc.ents) for (who, _), doc in docs.items()} == {
        "lena": [("sagte", "CUE", "T1")],
        "jonas": [("Anna Berg", "ACTOR", "T1")],
    }
    assert (report.documents, report.spans) == (1, 2)


# What is lost


@pytest.mark.parametrize(
    ("text", "bounds", "kind", "detail"),
    [
        ("Die Ministerin sagt", (4, 12), LossKind.MISALIGNED,
         "Left out: “Minister” cuts a word. The whole words are “Ministerin” (4–14)."),
        ("Die Ministerin sagt", (5, 14), LossKind.MISALIGNED,
         "Left out: “inisterin” cuts a word. The whole words are “Ministerin” (4–14)."),
        ("Die Ministerin sagt", (6, 17), LossKind.MISALIGNED,
         "Left out: “nisterin sa” cuts a word. The whole words are “Ministerin sagt” (4–19)."),
        ("Die Ministerin", (4, 20), LossKind.MISALIGNED,
         "Left out: “Ministerin” cuts a word. The whole words are “Ministerin” (4–14)."),
        ("Die Ministerin sagt", (4, 15), LossKind.WHITESPACE, "Left out: it starts or ends with white space."),
        ("Die\n\nMinisterin", (3, 15), LossKind.WHITESPACE, "Left out: it starts or ends with white space."),
        ("Die\xa0Ministerin", (3, 14), LossKind.WHITESPACE, "Left out: it starts or ends with white space."),
        ("Die \n Ministerin", (4, 6), LossKind.EMPTY, "Left out: it holds only white space."),
        ("Die Ministerin", (40, 50), LossKind.EMPTY, "Left out: it holds only white space."),
    ],
)  # fmt: skip
def test_spacy_corpus_lists_what_it_leaves_out(tmp_path, text, bounds, kind, detail):
    report, doc = only(tmp_path, record(text, span(1, "CLAIM", bounds), span(2, "ACTOR", (0, 3))))
    (loss,) = report.losses
    assert (loss.kind, loss.label, loss.fragments, str(loss.detail)) == (kind, "CLAIM", (bounds,), detail)
    assert marks(doc.spans["sc"]) == [("Die", "ACTOR", "T1")]
    assert report.spans == 1


def test_spacy_corpus_leaves_out_labels_that_the_scheme_lacks(tmp_path):
    report, doc = only(tmp_path, record("Die Ministerin", span(1, "ORG", (0, 3)), span(2, "ACTOR", (4, 14))))
    (loss,) = report.losses
    assert (loss.kind, str(loss.detail)) == (LossKind.UNALLOWED, "Left out: the scheme has no label ORG.")
    assert marks(doc.spans["sc"]) == [("Ministerin", "ACTOR", "T2")]


def test_spacy_corpus_one_bad_fragment_takes_the_span_and_its_relations(tmp_path):
    one = record(
        TEXT,
        span(1, "CLAIM", (1, 11), (47, 60)),
        span(2, "SOURCE", *SOURCE),
        span(3, "CUE", *CUE),
        relations=[("attributed_to", 1, 2), ("signals", 3, 1), ("signals", 3, 2), ("signals", 3, 99)],
    )
    report, doc = only(tmp_path, one)
    assert [(loss.kind, loss.label) for loss in report.losses] == [(LossKind.MISALIGNED, "CLAIM")]
    assert "The whole words are “und zwar kräftig” (47–63)." in str(report.losses[0].detail)
    assert doc.user_data["relations"] == (("signals", "T2", "T3"),)
    assert report.relations == 1
    notes = [str(note) for note in report.notes]
    assert "Links “attributed_to” left out, as a span of theirs is: 1." in notes
    assert "Links “signals” left out, as a span of theirs is: 2." in notes


def test_spacy_corpus_notes_articles_that_it_leaves_out(tmp_path):
    long = Record("Wort " * 200_001, Metadata("Lang", language="de"), (Reading("lena"),), "k1")
    broken = Record(
        "a \ud800 b", Metadata("Halb", language="de"), (Reading("lena", (span(1, "CUE", (0, 1)),)),), "k2"
    )
    report, docs = export(tmp_path, record(TEXT, readings=[]), long, broken, minister())
    assert len(docs) == report.documents == 1
    notes = [str(note) for note in report.notes]
    assert "Articles left out, as nobody read them: 1." in notes
    assert "“Lang” and its spans (0) are left out: spaCy takes at most 1000000 characters." in notes
    assert "“Halb” and its spans (1) are left out: half a character in it cannot be stored." in notes


def test_spacy_corpus_refuses_to_write_nothing(tmp_path):
    with pytest.raises(AnnotatorError, match="nothing to write"):
        export(tmp_path / "out", record(TEXT, readings=[]))
    assert not (tmp_path / "out").exists()


def test_spacy_corpus_check_says_the_same_and_writes_nothing(tmp_path):
    records = [minister(), record(TEXT + "?", span(1, "CLAIM", (2, 11))), record("x", readings=[])]
    checked = spacy_corpus.check(records, Options(SCHEME))
    written, _ = export(tmp_path, *records)
    assert [loss.kind for loss in checked.losses] == [LossKind.OVERLAPPING, LossKind.MISALIGNED]
    assert len(written.files) == 4
    written.files.clear()
    assert checked == written


# Tokens and languages


def test_spacy_corpus_several_languages_get_tokens_for_any(tmp_path):
    english = record("The Ministry's plan isn't new.", span(1, "CUE", (4, 14)), language="en")
    report, docs = export(tmp_path, minister(), english)
    doc = docs["lena", english.key]
    assert [t.text for t in doc] == [t.text for t in spacy.blank("xx")(english.text)]
    assert 'lang = "xx"' in (tmp_path / "config.cfg").read_text(encoding="utf-8")
    assert "Articles in “en” cut into words by the rules for “xx”: 1." in map(str, report.notes)


def test_spacy_corpus_articles_of_unknown_language_go_with_the_rest(tmp_path):
    report, _ = export(tmp_path, minister(), record("Z.B. hier.", span(1, "CUE", (0, 4)), language=""))
    assert 'lang = "de"' in (tmp_path / "config.cfg").read_text(encoding="utf-8")
    assert not report.losses or {loss.kind for loss in report.losses} == {LossKind.OVERLAPPING}
    assert "Articles in “?” cut into words by the rules for “de”: 1." in map(str, report.notes)


def test_spacy_corpus_a_language_that_spacy_lacks(tmp_path):
    only(tmp_path, record("Saluton, mondo.", span(1, "CUE", (0, 7)), language="eo"))
    assert 'lang = "xx"' in (tmp_path / "config.cfg").read_text(encoding="utf-8")


def test_spacy_corpus_tokens_of_another_version_are_made_anew(tmp_path):
    stale = replace(
        minister(), tokens=bytes([len(TEXT) << 1 & 0x7F | 0x80, len(TEXT) >> 6]), tokenizer="spacy-2.0/de"
    )
    report, doc = only(tmp_path, stale)
    assert report.spans == 4
    assert [t.text for t in doc] == [t.text for t in spacy.blank("de")(TEXT)]


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "Los EE. UU. y otros."), ("de", "Siehe " + "abc-def." * 60 + " dort"), ("de", "x" * 900 + " y")],
)
def test_spacy_corpus_tokens_are_those_that_training_sees(language, text):
    words = PipelineTokens(language)(record(text, language=language))
    doc = spacy.blank(language)(text)
    assert decode_tokens(words) == [(len(t), bool(t.whitespace_)) for t in doc]


def test_spacy_corpus_training_aligns_every_span(tmp_path):
    texts = [TEXT, "😀 " + TEXT, TEXT + "\r\n\r\n" + TEXT, "İ " + TEXT]
    records = [
        record(
            text, *(span(n, "CLAIM", (start, start + 10)) for n, start in enumerate(_all(text, "Wir sparen")))
        )
        for text in texts
    ]
    export(tmp_path, *records)
    nlp = spacy.blank("de")
    seen = 0
    for name in ("train.spacy", "dev.spacy"):
        for example in Corpus(tmp_path / name)(nlp):
            assert [t.text for t in example.predicted] == [t.text for t in example.reference]
            gold = example.reference.spans["sc"]
            aligned = example.get_aligned_spans_y2x(gold, allow_overlap=True)
            assert [(s.text, s.label_) for s in aligned] == [("Wir sparen", "CLAIM")] * len(gold)
            seen += len(gold)
    assert seen == 5


def _all(text, part):
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


# Which side an article is on


def test_spacy_split_gives_about_the_share(tmp_path):
    report, _ = export(tmp_path, *fillers(300), dev=0.3, test=0.1)
    assert (report.counts["dev"], report.counts["test"]) == (90, 30)
    assert report.counts["train"] + report.counts["dev"] + report.counts["test"] == 300
    assert report.counts["dev ACTOR"] == report.counts["dev"]
    assert len(list(docs_in(tmp_path, "test.spacy"))) == 30


def test_spacy_split_does_not_move_when_others_come(tmp_path):
    first, _ = export(tmp_path / "40", *fillers(40))
    second, _ = export(tmp_path / "80", *fillers(80), sides=first.sides)
    assert {key: second.sides[key] for key in first.sides} == first.sides
    assert Counter(first.sides.values()) == {"train": 32, "dev": 8}
    assert Counter(second.sides.values()) == {"train": 64, "dev": 16}


def test_spacy_split_keeps_readings_and_copies_together(tmp_path):
    two = [Reading("lena"), Reading("jonas")]
    records = [
        replace(one, readings=tuple(two), metadata=Metadata(outlet=outlet, language="de"), key=f"{outlet}{n}")
        for n, one in enumerate(fillers(40))
        for outlet in ("Bote", "Kurier")
    ]
    export(tmp_path, *records)
    train, dev = ({d.text for d in docs_in(tmp_path, name)} for name in ("train.spacy", "dev.spacy"))
    assert train
    assert dev
    assert not train & dev
    assert all(len(docs) == 4 for docs in _by_text(tmp_path).values())


def _by_text(folder):
    found = {}
    for doc in docs_in(folder):
        found.setdefault(doc.text, []).append(doc)
    return found


def test_spacy_split_says_where_nothing_can_evaluate(tmp_path):
    report, docs = export(tmp_path, minister(), minister(url="https://kopie.example"))
    assert len(docs) == 2
    assert report.counts["dev"] == 0
    assert any("dev is empty" in str(note) for note in report.notes)


def test_spacy_split_one_article_trains(tmp_path):
    report, _ = only(tmp_path, minister())
    assert list(docs_in(tmp_path, "dev.spacy")) == []
    assert any("only one article" in str(note) for note in report.notes)


@pytest.mark.parametrize("dev", [0, 1, -0.5, 1.5])
def test_spacy_split_refuses_shares_without_a_side(tmp_path, dev):
    with pytest.raises(AnnotatorError, match="between 0 and 1"):
        export(tmp_path / "out", minister(), dev=dev)
    assert not (tmp_path / "out").exists()


def test_spacy_sides_name_labels_that_one_side_lacks(tmp_path):
    report, _ = export(tmp_path, minister(), *fillers(20))
    notes = [str(note) for note in report.notes]
    side = "train" if report.counts["dev CLAIM"] else "evaluate"
    assert f"No CLAIM is there to {side} with." in notes
    assert not any("No ACTOR" in note for note in notes)


# The files


def test_spacy_corpus_writes_what_spacy_would(tmp_path):
    export(tmp_path, minister(), *fillers(30))
    nlp = spacy.blank("de")
    for name in ("train.spacy", "dev.spacy"):
        docs = list(docs_in(tmp_path, name))
        own = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_ID"], store_user_data=True)
        for read in docs:
            doc = nlp(read.text)
            doc.spans["sc"] = [
                doc.char_span(s.start_char, s.end_char, label=s.label_, span_id=s.id_)
                for s in read.spans["sc"]
            ]
            doc.ents = [
                doc.char_span(e.start_char, e.end_char, label=e.label_, span_id=e.id_) for e in read.ents
            ]
            doc.user_data = read.user_data
            own.add(doc)
        ours = srsly.msgpack_loads(zlib.decompress((tmp_path / name).read_bytes()))
        theirs = srsly.msgpack_loads(zlib.decompress(own.to_bytes()))
        ours["strings"] = [string for string in ours["strings"] if string]
        # spaCy adds each word's norm and an empty string, which nothing here refers to.
        assert set(ours.pop("strings")) <= set(theirs.pop("strings"))
        assert ours == theirs


def test_spacy_corpus_report_file_is_complete(tmp_path):
    report, _ = export(tmp_path, minister(), *fillers(10))
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert {key: data[key] for key in ("documents", "spans", "relations", "counts", "tokenizer")} == {
        "documents": 11,
        "spans": 14,
        "relations": 2,
        "counts": report.counts,
        "tokenizer": f"spacy-{spacy.__version__}/de",
    }
    assert data["notes"] == [str(note) for note in report.notes]
    assert data["losses"][0] == {
        "kind": "overlapping",
        "key": minister().key,
        "title": "Sparen",
        "annotator": "lena",
        "label": "SOURCE",
        "fragments": [[24, 44]],
        "covered": "Ministerin Anna Berg",
        "detail": "Among the spans, but not among the entities: ACTOR T4 (35–44) has its place.",
    }
    keys = {d.user_data["key"] for d in docs_in(tmp_path, "dev.spacy")}
    assert set(data["split"]["dev"]) == keys
    assert report.files == [
        str(tmp_path / n) for n in ("train.spacy", "dev.spacy", "config.cfg", "report.json")
    ]


_EXPORT = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
import test_spacy_corpus as t
t.spacy_corpus.write([t.minister(), *t.fillers(20)], Path(sys.argv[1]), t.Options(t.SCHEME))
"""


def test_spacy_corpus_same_input_gives_the_same_bytes(tmp_path):
    here = Path(__file__).parent
    paths = [str(here.parents[1]), str(here)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _EXPORT, str(tmp_path / seed), *paths],
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    assert [process.wait(timeout=100) for process in processes] == [0, 0]
    for name in ("train.spacy", "dev.spacy", "config.cfg", "report.json"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


# Nothing half-written


@pytest.fixture
def earlier(tmp_path):
    """A folder with an export in it, and its bytes."""
    export(tmp_path, *fillers(5))
    return tmp_path, _bytes(tmp_path)


def _bytes(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _spaces(found):
    return {"spaces": bytes(len(found["spaces"]))}


def _words(found):
    """The first two words of the first doc, exchanged."""
    rows = np.frombuffer(found["tokens"], dtype=np.uint64).reshape(-1, len(found["attrs"])).copy()
    rows[[0, 1], 0] = rows[[1, 0], 0]
    return {"tokens": rows.tobytes()}


def _column(attr, value, row=-1):
    def wrong(found):
        rows = np.frombuffer(found["tokens"], dtype=np.uint64).reshape(-1, len(found["attrs"])).copy()
        rows[row, found["attrs"].index(attr)] = value
        return {"tokens": rows.tobytes()}

    return wrong


def _groups(found):
    pack = srsly.msgpack_dumps
    group = pack({"name": "sc", "attrs": {}, "spans": []})
    return {"span_groups": [pack({group: ["sc"]})] * len(found["span_groups"])}


def _data(found):
    return {"user_data": [srsly.msgpack_dumps({"title": "wrong"})] * len(found["user_data"])}


WRONG = {
    "spaces": (_spaces, "spaces of"),
    "words": (_words, "words of"),
    "an unknown word": (_column(ORTH, 12345), "words of"),
    "no entities": (_column(ENT_IOB, 2), "ents of"),
    "an entity that goes on from nothing": (_column(ENT_IOB, 1, row=0), "ents of"),
    "an entity with another label": (_column(ENT_TYPE, 12345), "ents of"),
    "spans": (_groups, "spans of"),
    "user data": (_data, "user_data of"),
    "another key of spans": (
        lambda f: {"span_groups": [srsly.msgpack_dumps({b"x": ["x"]})] * 3},
        "read back",
    ),
    "texts apart": (lambda f: {"lengths": bytes(len(f["lengths"]))}, "read back"),
    "strings": (lambda f: {"strings": [s for s in f["strings"] if s != "Wir"]}, "read back.*Wir"),
    "flags": (lambda f: {"flags": [{"has_unknown_spaces": True}] * len(f["flags"])}, "read back"),
    "cats": (lambda f: {"cats": [{"x": 1.0}] * len(f["cats"])}, "read back"),
    "columns": (lambda f: {"attrs": f["attrs"][::-1]}, "read back"),
    "one text less": (lambda f: {"user_data": f["user_data"][1:]}, "read back|user_data"),
}


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("built", [0, 100])
def test_spacy_corpus_replaces_nothing_by_a_wrong_file(earlier, monkeypatch, what, built):
    folder, before = earlier
    wrong, part = WRONG[what]
    monkeypatch.setattr(spacy_sample, "BUILT", built)
    _write_wrongly(monkeypatch, lambda found: found | wrong(found))
    with pytest.raises(AnnotatorError, match=f"(?s)train.spacy was written wrongly.*{part}") as caught:
        export(folder, *[record(f"Wir {n} sind hier", span(1, "ACTOR", (6, 15))) for n in range(4)])
    assert "Nothing was replaced." in str(caught.value)
    assert _bytes(folder) == before


def _write_wrongly(monkeypatch, change):
    """Change what a written file says before it is read back."""
    real = spacy_corpus.write_docs

    def write_wrongly(file, docs, cancelled):
        whole = io.BytesIO()
        real(whole, docs, cancelled)
        found = srsly.msgpack_loads(zlib.decompress(whole.getvalue()))
        file.write(zlib.compress(_as_written(change(found))))

    monkeypatch.setattr(spacy_corpus, "write_docs", write_wrongly)


def _as_written(found):
    """What `found` is in the file: msgpack would write short lists and bytes with shorter heads."""
    pack, parts = srsly.msgpack_dumps, [bytes([0x80 | len(found)])]
    for key, value in found.items():
        long = {"tokens": b"\xc6", "spaces": b"\xc6"}.get(key)
        parts += [pack(key), long + len(value).to_bytes(4, "big") + value if long else pack(value)]
    return b"".join(parts)


@pytest.mark.parametrize("cut", [1, 20, -5])
def test_spacy_corpus_replaces_nothing_by_a_file_that_is_cut_off(earlier, monkeypatch, cut):
    folder, before = earlier
    real = spacy_corpus.write_docs

    def write_some(file, docs, cancelled):
        whole = io.BytesIO()
        real(whole, docs, cancelled)
        file.write(whole.getvalue()[:cut])

    monkeypatch.setattr(spacy_corpus, "write_docs", write_some)
    with pytest.raises(AnnotatorError, match="was written wrongly"):
        export(folder, *fillers(9))
    assert _bytes(folder) == before


def test_spacy_corpus_replaces_nothing_by_a_damaged_file(earlier, monkeypatch):
    folder, before = earlier
    real = spacy_corpus.write_docs

    def write_damaged(file, docs, cancelled):
        whole = io.BytesIO()
        real(whole, docs, cancelled)
        data = bytearray(whole.getvalue())
        data[len(data) // 2] ^= 1
        file.write(bytes(data))

    monkeypatch.setattr(spacy_corpus, "write_docs", write_damaged)
    with pytest.raises(AnnotatorError, match="was written wrongly"):
        export(folder, *fillers(9))
    assert _bytes(folder) == before


def test_spacy_check_builds_docs_with_spacy_too(tmp_path, monkeypatch):
    built = []
    real = spacy_check.promised
    monkeypatch.setattr(spacy_check, "promised", lambda doc, *more: built.append(doc) or real(doc, *more))
    monkeypatch.setattr(spacy_sample, "BUILT", 3)
    records = fillers(20)
    export(tmp_path, *records)
    assert len(built) == 6
    assert {doc.text for doc in built} <= {one.text for one in records}


@pytest.mark.parametrize("after", [0, 3, 5, 6, 7])
def test_spacy_corpus_can_be_cancelled(earlier, after):
    folder, before = earlier
    asked = iter([False] * after + [True] * 9)
    with pytest.raises(Cancelled):
        export(folder, *fillers(5), cancelled=lambda: next(asked))
    assert _bytes(folder) == before


def test_spacy_corpus_failure_takes_the_new_folder_away(tmp_path, monkeypatch):
    monkeypatch.setattr(spacy_corpus, "check_file", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(tmp_path / "new", minister())
    assert not (tmp_path / "new").exists()


def test_spacy_corpus_says_that_a_folder_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(AnnotatorError, match="cannot be made"):
        export(tmp_path / "file" / "out", minister())
    with pytest.raises(AnnotatorError, match="cannot be made"):
        export(tmp_path / "file", minister())


def test_spacy_corpus_takes_records_one_by_one(tmp_path):
    taken, seen = [], []

    def records():
        for one in fillers(5):
            taken.append(one)
            yield one

    def cancelled():
        seen.append(len(taken))
        return False

    spacy_corpus.write(records(), tmp_path, Options(SCHEME, language="de", cancelled=cancelled))
    assert seen[:5] == [1, 2, 3, 4, 5]


# Whatever people mark

PIECES = [
    "Kiew",
    "U.S.",
    "„ja“",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\xa0",
    "😀",
    "👨‍👩‍👧",
    "e\u0301",
    "İ",
    "don't",
    "12.000",
    ".",
]
RANGES = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], sum(pair)))


@st.composite
def readings(draw):
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25)))
    spans = []
    for number, (label, ranges) in enumerate(
        draw(
            st.lists(
                st.tuples(st.sampled_from([*LABELS, "ORG"]), st.lists(RANGES, min_size=1, max_size=3)),
                max_size=6,
            )
        )
    ):
        inside = [(min(a, len(text) - 1), min(b, len(text))) for a, b in ranges]
        kept = joined((a, b) for a, b in inside if a < b)
        if kept:
            spans.append(
                Span(
                    number,
                    0,
                    label,
                    kept,
                    (("kind", "x"),) * draw(st.integers(0, 1)),
                    draw(st.text("ab", max_size=2)),
                )
            )
    ids = [one.id for one in spans]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=3)) if ids else []
    relations = tuple(Relation(n, 0, "about", head, child) for n, (head, child) in enumerate(pairs))
    return text, Reading("lena", tuple(spans), relations)


@settings(max_examples=25)
@given(
    drawn=st.lists(readings(), min_size=1, max_size=4, unique_by=lambda pair: pair[0]),
    language=st.sampled_from(["de", "en", "xx"]),
)
def test_spacy_corpus_holds_all_that_it_does_not_list(tmp_path_factory, drawn, language):
    folder = tmp_path_factory.mktemp("out")
    records = [replace(record(text, language=language), readings=(reading,)) for text, reading in drawn]
    report, docs = export(folder, *records, language=language)
    lost = {(loss.key, loss.label, loss.fragments): loss.kind for loss in report.losses}
    listed = sum(note_counts(report))
    unlinked = 0
    for one in records:
        (reading,), doc = one.readings, docs["lena", one.key]
        assert doc.text == one.text
        out = {
            s.id
            for s in reading.spans
            if lost.get((one.key, s.label, s.fragments), "overlapping") != "overlapping"
        }
        kept = [s for s in reading.spans if s.id not in out]
        assert _fragments(doc.spans["sc"]) == sorted((*f, s.label) for s in kept for f in s.fragments)
        assert _grouped(doc.spans["sc"]) == sorted((s.label, s.fragments) for s in kept)
        beaten = [s for s in kept if lost.get((one.key, s.label, s.fragments)) == "overlapping"]
        assert set(_fragments(doc.ents)) | {(*f, s.label) for s in beaten for f in s.fragments} == set(
            _fragments(doc.spans["sc"])
        )
        assert sum(map(len, doc.user_data["attributes"].values())) == sum(bool(s.attributes) for s in kept)
        assert sorted(doc.user_data["notes"].values()) == sorted(s.note for s in kept if s.note)
        assert len(doc.user_data["relations"]) == sum(
            not {r.head_id, r.child_id} & out for r in reading.relations
        )
        unlinked += sum(bool({r.head_id, r.child_id} & out) for r in reading.relations)
        assert not any(s.text[:1].isspace() or s.text[-1:].isspace() for s in doc.spans["sc"])
    assert listed == unlinked
    nlp = spacy.blank(language)
    for name in ("train.spacy", "dev.spacy"):
        for example in Corpus(folder / name)(nlp):
            gold = example.reference.spans["sc"]
            aligned = example.get_aligned_spans_y2x(gold, allow_overlap=True)
            assert _fragments(aligned) == _fragments(gold)


def note_counts(report):
    return [dict(note.values)["n"] for note in report.notes if "Links" in note.template]


def _fragments(spans):
    return sorted((s.start_char, s.end_char, s.label_) for s in spans)


def _grouped(spans):
    groups = {}
    for one in spans:
        groups.setdefault((one.id_, one.label_), []).append(Fragment(one.start_char, one.end_char))
    return sorted((label, tuple(fragments)) for (_, label), fragments in groups.items())


@settings(max_examples=20)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_spacy_corpus_holds_any_text(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("out")
    one = record(text, *([span(1, "CLAIM", (0, len(text)))]), language="de")
    report, doc = only(folder, one)
    assert doc.text == text
    assert len(doc.spans["sc"]) + len(report.losses) == 1


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
    st.lists(
        st.sampled_from([*PIECES, "\0", "   ", "\r\n \n", "a" * 70, "x" * 310]), min_size=1, max_size=30
    ).map("".join),
)


@settings(max_examples=25)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5, unique=True), chance=st.randoms())
def test_spacy_corpus_arrays_are_those_of_the_usual_loop(tmp_path_factory, texts, chance):
    folder = tmp_path_factory.mktemp("out")
    records = []
    for text in texts:
        bounds = [sorted(chance.sample(range(len(text) + 1), 2)) for _ in range(4)]
        spans = [span(n, chance.choice(LABELS), tuple(one)) for n, one in enumerate(bounds)]
        records.append(record(text, *spans))
    export(folder, *records, language="de")
    nlp = spacy.blank("de")
    by_key = {one.key: one for one in records}
    for name in ("train.spacy", "dev.spacy"):
        own = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_ID"], store_user_data=True)
        for read in docs_in(folder, name):
            one = by_key[read.user_data["key"]]
            doc = nlp(one.text)
            numbered = enumerate(sorted(one.readings[0].spans, key=reading_order), start=1)
            placed = [doc.char_span(s.start, s.end, label=s.label, span_id=f"T{n}") for n, s in numbered]
            doc.spans["sc"] = [
                s for s in placed if s and not s.text[0].isspace() and not s.text[-1].isspace()
            ]
            doc.ents = [
                doc.char_span(e.start_char, e.end_char, label=e.label_, span_id=e.id_) for e in read.ents
            ]
            doc.user_data = read.user_data
            own.add(doc)
        ours = srsly.msgpack_loads(zlib.decompress((folder / name).read_bytes()))
        theirs = srsly.msgpack_loads(zlib.decompress(own.to_bytes()))
        assert set(ours.pop("strings")) <= set(theirs.pop("strings"))
        assert ours == theirs


def test_spacy_corpus_many_batches_are_as_one(tmp_path, monkeypatch):
    records = [minister(), *fillers(30), record("", outlet="Bote"), record("Lang " * 100)]
    export(tmp_path / "one", *records)
    monkeypatch.setattr(spacy_gather, "_AT_ONCE", 50)
    monkeypatch.setattr(spacy_check, "_AT_ONCE", 20)
    monkeypatch.setattr(spacy_check, "_DOCS_AT_ONCE", 3)
    monkeypatch.setattr(spacy_spool, "_IN_MEMORY", 100)
    export(tmp_path / "many", *records)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "many")


@pytest.mark.parametrize(
    "stored", [b"", b"\x02", b"\x02\xff", b"\x80" * 9, bytes([len(TEXT) << 1 & 0x7F | 0x81, 1]), bytes(65)]
)
def test_spacy_corpus_stored_tokens_that_do_not_fit_are_made_anew(tmp_path, stored):
    good, bad = minister(), replace(minister(outlet="Kurier"), tokens=stored)
    _, docs = export(tmp_path, *fillers(2), bad, good)
    assert [t.text for t in docs["lena", bad.key]] == [t.text for t in spacy.blank("de")(TEXT)]
    assert [t.text for t in docs["lena", good.key]] == [t.text for t in spacy.blank("de")(TEXT)]


def test_spacy_corpus_takes_the_test_set_of_an_earlier_export_away(tmp_path):
    export(tmp_path, *fillers(9), test=0.3)
    (tmp_path / "notes.txt").write_text("mine")
    report, _ = export(tmp_path, *fillers(9))
    assert {path.name for path in tmp_path.iterdir()} == {
        "train.spacy", "dev.spacy", "config.cfg", "report.json", "notes.txt",
    }  # fmt: skip
    assert any("test.spacy" in str(note) for note in report.notes)
    assert "test.spacy" in (tmp_path / "report.json").read_text(encoding="utf-8")
    assert not any("test.spacy" in str(note) for note in export(tmp_path, *fillers(9))[0].notes)


def test_spacy_corpus_replaces_what_nobody_changed(tmp_path):
    export(tmp_path, *fillers(9))
    first = _bytes(tmp_path)
    report, _ = export(tmp_path, *fillers(12))
    assert report.documents == 12
    assert _bytes(tmp_path) != first
    export(tmp_path, *fillers(9))
    assert _bytes(tmp_path) == first


@pytest.mark.parametrize("name", ["config.cfg", "train.spacy", "report.json", "test.spacy"])
@pytest.mark.parametrize("earlier_one", [True, False])
def test_spacy_corpus_refuses_to_replace_what_somebody_changed(tmp_path, name, earlier_one):
    if earlier_one:
        export(tmp_path, *fillers(9))
    (tmp_path / name).write_text("mine")
    before = _bytes(tmp_path)
    with pytest.raises(InputError, match=name):
        export(tmp_path, *fillers(9))
    assert _bytes(tmp_path) == before
    report, _ = export(tmp_path, *fillers(9), replace=True)
    assert report.documents == 9
    assert "mine" not in {path.read_text("utf-8", "replace") for path in tmp_path.iterdir()}
