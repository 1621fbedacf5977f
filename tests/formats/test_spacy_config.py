"""The configuration: complete for this spaCy, the same each time, for any labels."""

import pytest
from spacy import util
from spacy.schemas import ConfigSchemaTraining
from spacy.util import registry
from thinc.api import Config

from annotator.formats.spacy_config import LONGEST, config_for, longest_to_suggest


@pytest.mark.parametrize("language", ["de", "en", "xx"])
def test_spacy_config_is_complete(language):
    config = Config().from_str(config_for(language, ["ACTOR", "CLAIM"]))
    # Without filling in: a field that lacks would be an error.
    nlp = util.load_model_from_config(config, auto_fill=False, validate=True)
    assert nlp.lang == language
    assert nlp.pipe_names == ["span_finder", "spancat"]
    training = registry.resolve(config.interpolate()["training"], schema=ConfigSchemaTraining)
    assert training["score_weights"]["spans_sc_f"] == 1.0


def test_spacy_config_finds_the_files_beside_it():
    config = Config().from_str(config_for("de", ["ACTOR"]))
    assert config["paths"]["train"] == "train.spacy"
    assert config["paths"]["dev"] == "dev.spacy"
    assert config["system"]["gpu_allocator"] is None
    assert config["paths"]["vectors"] is None


def test_spacy_config_looks_for_spans_up_to_a_length():
    config = Config().from_str(config_for("de", ["ACTOR"], longest=17))
    assert config["components"]["span_finder"]["max_length"] == 17
    assert config["components"]["spancat"]["suggester"]["spans_key"] == "sc"
    assert config["components"]["spancat"]["threshold"] == 0.5


def test_spacy_config_is_the_same_each_time():
    assert config_for("de", ["B", "A"]) == config_for("de", ["B", "A"])


def test_spacy_config_names_the_labels():
    config = Config().from_str(config_for("de", ["ZITAT: direkt", 'Ä "x" [y] # z', "A=B"]))
    assert config["initialize"]["components"]["spancat"]["labels"] == [
        "ZITAT: direkt",
        'Ä "x" [y] # z',
        "A=B",
    ]


@pytest.mark.parametrize("label", ["${paths.train}", "$A", "a${b"])
def test_spacy_config_takes_no_label_for_a_variable(label):
    config = Config().from_str(config_for("de", ["A", label])).interpolate()
    assert config["initialize"]["components"] == {}


@pytest.mark.parametrize(
    ("lengths", "longest"),
    [
        ({1: 50, 3: 48, 9: 1, 30: 1}, 9),
        ({2: 1}, 2),
        ({5: 99, 200: 1}, 5),
        ({60: 100}, LONGEST),
        ({}, LONGEST),
    ],
)
def test_spacy_config_longest_to_suggest(lengths, longest):
    assert longest_to_suggest(lengths) == longest
