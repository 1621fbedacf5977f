import copy
import json
import tomllib

import pytest

from annotator.core.errors import SchemeError
from annotator.core.scheme import Scheme, scheme_from_dict, with_labels
from annotator.workspace.resources import default_scheme, read_scheme, resource

PLAIN = {
    "name": "plain",
    "labels": [
        {"name": "A", "key": "1", "attributes": [{"name": "kind", "key": "k", "values": ["x", "y"]}]},
        {"name": "B", "key": "2"},
    ],
    "relations": [{"name": "to", "heads": ["A"], "children": ["B"]}],
}


def changed(*path, value):
    """Return PLAIN with the value at `path` replaced, or taken away where it is None."""
    data = copy.deepcopy(PLAIN)
    place = data
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return data


def test_scheme_default_has_what_the_field_needs():
    scheme = default_scheme()
    assert [label.name for label in scheme.labels] == ["ACTOR", "CLAIM", "SOURCE", "CUE"]
    assert [r.name for r in scheme.relations_between("CLAIM", "SOURCE")] == ["attributed_to"]
    assert scheme.relations_between("SOURCE", "CLAIM") == []
    assert scheme.label("CLAIM").attributes[0].values == ("direct", "indirect", "reported")
    assert all(label.guideline for label in scheme.labels)
    assert scheme.relation("signals").children == ("CLAIM",)
    assert scheme.label("claim") is None
    assert scheme.relation("other") is None


@pytest.mark.parametrize("make", [default_scheme, lambda: scheme_from_dict(PLAIN)], ids=["default", "plain"])
def test_scheme_survives_json(make):
    scheme = make()
    assert scheme_from_dict(json.loads(json.dumps(scheme.as_dict()))) == scheme


def test_scheme_fills_in_what_may_be_left_out():
    scheme = scheme_from_dict({"name": "", "labels": [{"name": "A_B"}]})
    label = scheme.labels[0]
    assert (label.key, label.style, label.guideline, label.attributes) == ("", "bar", "", ())
    assert label.title == "A_b"
    assert label.colour != label.colour_dark
    assert (scheme.version, scheme.relations) == (1, ())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "name"),
        (changed("labels", value=None), "labels"),
        (changed("name", value=3), "name must be text"),
        (changed("labels", value=[]), "at least one label"),
        (changed("labels", value="AB"), "cannot be read"),
        (changed("labels", value=[3]), "cannot be read"),
        (changed("labels", 0, "name", value=None), "name"),
        (changed("labels", 1, "name", value=""), "a name"),
        (changed("labels", 1, "name", value="A"), "two of one label: A"),
        (changed("labels", 1, "key", value="1"), "two of one key: 1"),
        (changed("labels", 0, "style", value="wavy"), "style must be one of bar, double, dots, tint"),
        (changed("labels", 0, "colour", value="red"), "“red” is no colour"),
        (changed("labels", 0, "colour_dark", value="#12345"), "“#12345” is no colour"),
        (changed("labels", 0, "attributes", 0, "name", value=""), "each attribute needs a name"),
        (changed("labels", 0, "attributes", 0, "values", value="xy"), "values must be a list"),
        (changed("labels", 0, "attributes", 0, "values", value=[1]), "values must be a list"),
        (changed("labels", 0, "attributes", 0, "values", value=None), "lacks “values”"),
        (
            changed("labels", 0, "attributes", value=[{"name": "k", "values": []}] * 2),
            "two of one attribute: k",
        ),
        (
            changed("labels", 0, "attributes", value=[{"name": n, "key": "k", "values": []} for n in "ab"]),
            "two of one key: k",
        ),
        (changed("relations", 0, "name", value=""), "relation needs a name"),
        (changed("relations", 0, "heads", value=None), "lacks “heads”"),
        (changed("relations", 0, "heads", value="A"), "heads must be a list"),
        (changed("relations", 0, "children", value=["C"]), "no label C"),
        (changed("relations", value=PLAIN["relations"] * 2), "two of one relation: to"),
        (PLAIN | {"version": 0}, "version"),
        (PLAIN | {"version": "1"}, "version"),
        (PLAIN | {"version": True}, "version"),
        ([], "cannot be read"),
    ],
)
def test_scheme_refuses_and_says_why(data, said):
    with pytest.raises(SchemeError, match=said):
        scheme_from_dict(data)


def test_scheme_file_that_is_no_toml(write):
    with pytest.raises(tomllib.TOMLDecodeError):
        read_scheme(write("bad.toml", "name = "))


def test_scheme_of_the_resources_is_the_default():
    assert read_scheme(resource("schemes", "default.toml")) == default_scheme()


def test_scheme_grows_by_labels_it_lacks():
    scheme = scheme_from_dict(PLAIN)
    grown = with_labels(scheme, ["NEW_ONE", "A", "NEW_ONE"])
    assert [label.name for label in grown.labels] == ["A", "B", "NEW_ONE"]
    assert grown.label("NEW_ONE").title == "New one"
    assert grown.labels[:2] == scheme.labels
    assert grown.version == scheme.version + 1


def test_scheme_grows_by_relations_it_lacks():
    scheme = scheme_from_dict(PLAIN)
    grown = with_labels(scheme, [], [("to", "B", "B"), ("is_new", "A", "A")])
    assert [r.name for r in grown.relations_between("B", "B")] == ["to"]
    assert [r.name for r in grown.relations_between("A", "A")] == ["is_new"]
    assert [r.name for r in grown.relations_between("A", "B")] == ["to"]


def test_scheme_that_lacks_nothing_stays_the_same():
    scheme = scheme_from_dict(PLAIN)
    assert with_labels(scheme, ["A", "B"], [("to", "A", "B")]) is scheme
    assert with_labels(scheme, []) is scheme


def test_scheme_grown_is_still_whole():
    grown = with_labels(scheme_from_dict(PLAIN), ["X"], [("r", "X", "A")])
    assert scheme_from_dict(grown.as_dict()) == grown
    assert isinstance(grown, Scheme)
