"""The pipe for relations that a spaCy project brings with it."""

import random

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

from annotator.formats import rel_component
from annotator.formats.spacy_config import config_for, config_for_relations

NAMES = ("Berg", "Kiew", "Moskau", "Amt", "Lorenz", "Nordbank")


def made(vocab, number, *, gold=True):
    """A claim is attributed to the name before it, never to the one after it."""
    choice = random.Random(number)
    words = [choice.choice(NAMES), "sagt", ":", "Wir", "sparen", ".", choice.choice(NAMES), "schweigt", "."]
    words = ["Nun"] * choice.randrange(3) + words
    doc = Doc(vocab, words=words)
    at = words.index("sagt")
    spans = [("SOURCE", at - 1, at), ("CLAIM", at + 2, at + 4), ("SOURCE", at + 5, at + 6)]
    doc.spans["sc"] = [
        Span(doc, start, end, label=label, span_id=f"T{n}") for n, (label, start, end) in enumerate(spans, 1)
    ]
    if gold:
        doc.user_data["relations"] = [["attributed_to", "T2", "T1"]]
    return doc


def examples(nlp, numbers):
    return [Example(made(nlp.vocab, n, gold=False), made(nlp.vocab, n)) for n in numbers]


@pytest.fixture(scope="module")
def trained():
    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("de")
    nlp.add_pipe("annotator_relations")
    optimizer = nlp.initialize(lambda: examples(nlp, range(30)))
    for _ in range(12):
        nlp.update(examples(nlp, range(30)), sgd=optimizer)
    return nlp


def test_relations_are_learnt(trained):
    scores = trained.evaluate(examples(trained, range(100, 120)))
    assert scores["rel_f"] > 0.9
    assert scores["rel_per_type"]["attributed_to"]["r"] > 0.9


def test_relations_are_found_the_same_after_saving(trained, tmp_path):
    trained.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    docs = [again(made(again.vocab, n, gold=False)) for n in range(100, 105)]
    assert all(doc.user_data["relations"] == [["attributed_to", "T2", "T1"]] for doc in docs)


def test_relations_between_spans_without_ids_number_them(trained):
    doc = made(trained.vocab, 100, gold=False)
    doc.spans["sc"] = [Span(doc, span.start, span.end, label=span.label_) for span in doc.spans["sc"]]
    doc = trained(doc)
    assert [span.id_ for span in doc.spans["sc"]] == ["T1", "T2", "T3"]
    assert doc.user_data["relations"] == [["attributed_to", "T2", "T1"]]


def test_relations_where_there_is_no_span(trained):
    assert trained("Nichts.").user_data["relations"] == []


def test_relations_join_the_parts_of_a_span():
    doc = Doc(spacy.blank("de").vocab, words=list("abcde"))
    parts = ((0, 1), (2, 4))
    doc.spans["sc"] = [Span(doc, *part, label="CLAIM", span_id="T1") for part in parts]
    assert rel_component.wholes(doc) == [rel_component.Whole("T1", "CLAIM", parts)]


def test_relations_have_a_configuration_for_spacy(tmp_path):
    config = config_for_relations(config_for("de", ["CLAIM"]))
    (tmp_path / "x.cfg").write_text(config, encoding="utf-8")
    loaded = spacy.util.load_config(tmp_path / "x.cfg", interpolate=True)
    assert loaded["corpora"]["dev"]["@readers"] == "annotator.SpansGiven.v1"
    assert spacy.util.load_model_from_config(loaded).pipe_names == ["annotator_relations"]


def test_relations_are_scored_on_a_file(trained, tmp_path):
    trained.to_disk(tmp_path / "model")
    docs = [made(trained.vocab, n) for n in range(100, 110)]
    DocBin(docs=docs, store_user_data=True).to_disk(tmp_path / "dev.spacy")
    rel_component.evaluate(
        str(tmp_path / "model"), str(tmp_path / "dev.spacy"), str(tmp_path / "m" / "x.json")
    )
    assert '"rel_f":1.0' in (tmp_path / "m" / "x.json").read_text().replace(" ", "")
