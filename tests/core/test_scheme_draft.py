"""A scheme being edited: identity under any name, what is wrong with it, and the file it is written to."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.scheme import Attribute, Label, RelationType, Scheme, scheme_from_dict
from annotator.core.scheme_draft import SchemeDraft
from annotator.core.scheme_text import scheme_text
from annotator.workspace.resources import default_scheme


@pytest.fixture
def draft():
    return SchemeDraft(default_scheme())


def said(draft):
    return [str(trouble.message) for trouble in draft.troubles()]


def test_scheme_draft_that_nobody_touched_is_the_scheme(draft):
    assert draft.scheme() == draft.before
    assert not draft.is_changed
    assert draft.troubles() == []


def test_scheme_draft_keeps_what_is_renamed(draft):
    actor, claim = draft.labels[:2]
    actor.name, actor.attributes[0].name = "PERSON", "sort"
    actor.attributes[0].values[0].name = "human"
    draft.relations[1].name = "on"
    edit = draft.edit()
    assert ("ACTOR", "PERSON") in edit.kept.labels
    assert ("ACTOR", "kind", "sort") in edit.kept.attributes
    assert ("ACTOR", "kind", "person", "human") in edit.kept.values
    assert ("about", "on") in edit.kept.relations
    assert edit.after.relation("on").children == ("PERSON",)
    assert (edit.gone_labels, edit.gone_attributes, edit.gone_values, edit.gone_relations) == ((), (), (), ())
    assert edit.forbidden() == []
    assert claim.name == "CLAIM"


def test_scheme_draft_tells_a_label_made_anew_from_the_one_deleted(draft):
    cue = draft.labels[3]
    draft.remove_label(cue)
    draft.add_label().name = "CUE"
    assert draft.is_changed
    assert draft.edit().gone_labels == ("CUE",)


def test_scheme_draft_swaps_two_names(draft):
    draft.labels[0].name, draft.labels[1].name = "CLAIM", "ACTOR"
    assert draft.troubles() == []
    assert dict(draft.edit().kept.labels) | {} == {
        "ACTOR": "CLAIM", "CLAIM": "ACTOR", "SOURCE": "SOURCE", "CUE": "CUE",
    }  # fmt: skip


def test_scheme_draft_takes_a_deleted_label_out_of_the_relation_types(draft):
    draft.remove_label(draft.labels[0])
    assert [relation.name for relation in draft.relations] == ["attributed_to", "signals"]
    assert draft.edit().gone_relations == ("about", "refers_to")


def test_scheme_draft_names_what_is_no_longer_allowed(draft):
    draft.relations[1].heads = [draft.labels[2]]
    assert draft.edit().forbidden() == [("about", "CLAIM", "ACTOR")]


def test_scheme_edit_is_its_inverses_inverse(draft):
    draft.labels[0].name = "PERSON"
    draft.labels[0].attributes[0].name = "sort"
    draft.labels[0].attributes[0].values.pop()
    draft.remove_label(draft.labels[3])
    draft.add_label()
    edit = draft.edit()
    assert edit.inverse.inverse == edit
    assert edit.inverse.gone_labels == ("LABEL",)
    assert edit.gone_values == (("ACTOR", "kind", "place for government"),)


def test_scheme_draft_names_a_title_after_the_name_until_it_is_written_by_hand(draft):
    label = draft.add_label()
    for name in ("", "CLAIM_2"):
        draft.rename(label, name)
    assert (label.name, label.title) == ("CLAIM_2", "Claim 2")
    label.title = "Mine"
    draft.rename(label, "OTHER")
    assert (label.name, label.title) == ("OTHER", "Mine")
    attributed = draft.relations[0]
    draft.rename(attributed, "said_by")
    assert (attributed.name, attributed.title) == ("said_by", "Source")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda d: d.remove_label(d.labels[2]), "delete the label SOURCE from the scheme"),
        (lambda d: [d.remove_label(d.labels[2]) for _ in "ab"], "delete 2 labels from the scheme"),
        (lambda d: d.add_label(), "add the label LABEL to the scheme"),
        (lambda d: [d.add_label() for _ in "abc"], "add 3 labels to the scheme"),
        (lambda d: d.rename(d.labels[0], "PERSON"), "rename the label ACTOR to PERSON"),
        (lambda d: setattr(d.labels[1], "guideline", "Short."), "change the label CLAIM"),
        (lambda d: d.labels.reverse(), "change the order of the labels"),
        (lambda d: d.relations.pop(), "delete the relation type signals from the scheme"),
        (lambda d: d.rename(d.relations[3], "marks"), "rename the relation type signals to marks"),
        (lambda d: d.relations[1].heads.append(d.labels[3]), "change the relation type about"),
        (
            lambda d: setattr(d.add_relation(), "heads", d.labels[:1]),
            "add the relation type relation to the scheme",
        ),
        (lambda d: setattr(d, "name", "Mine"), "change the scheme"),
        (lambda d: d.remove_label(d.labels[0]) or d.add_label(), "change the scheme"),
        (lambda d: d.add_label() and d.relations.pop(), "change the scheme"),
    ],
)
def test_scheme_edit_is_called_by_what_it_does(draft, change, name):
    change(draft)
    assert str(draft.edit().name) == name


def test_scheme_draft_offers_a_key_that_nothing_has(draft):
    assert draft.free_key() == "5"
    for key in "56789":
        draft.add_label().key = key
    assert draft.free_key() == "a"
    assert draft.free_key(lambda key: "taken" if key in "ab" else "") == "d"  # C is that of an attribute
    assert draft.free_key(lambda _: "taken") == ""


def test_scheme_draft_warns_of_two_with_one_title_and_may_be_saved(draft):
    assert draft.warnings() == []
    draft.labels[3].title = " claim"
    draft.relations[1].title = "Source"
    assert [str(warning.message) for warning in draft.warnings()] == [
        "The labels CLAIM and CUE have the same title, claim.",
        "The relation types attributed_to and about have the same title, Source.",
    ]
    assert draft.troubles() == []


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda d: d.labels.clear() or d.relations.clear(), "A scheme needs at least one label."),
        (lambda d: setattr(d.labels[0], "name", " "), "Each label needs a name."),
        (lambda d: setattr(d.labels[0], "name", "CUE "), "There are two labels with the name CUE."),
        (lambda d: setattr(d.labels[0], "key", "2"), "The key 2 is that of the label CLAIM."),
        (lambda d: setattr(d.labels[0], "key", "s"), "The key S is that of speech of CLAIM."),
        (
            lambda d: setattr(d.labels[1].attributes[0], "key", "c"),
            "The key C is that of certainty of CLAIM.",
        ),
        (lambda d: setattr(d.labels[0], "colour", "blue"), "ACTOR: “blue” is no colour like #0072b2."),
        (lambda d: setattr(d.labels[0].attributes[0], "name", ""), "ACTOR: each attribute needs a name."),
        (
            lambda d: setattr(d.labels[1].attributes[0], "name", "certainty"),
            "CLAIM has two attributes with the name certainty.",
        ),
        (lambda d: d.labels[0].attributes[0].values.clear(), "ACTOR: the attribute kind has no values."),
        (
            lambda d: setattr(d.labels[0].attributes[0].values[0], "name", ""),
            "ACTOR: a value of kind is empty.",
        ),
        (
            lambda d: setattr(d.labels[0].attributes[0].values[0], "name", "state"),
            "kind has the value state twice.",
        ),
        (lambda d: setattr(d.relations[0], "name", ""), "Each relation type needs a name."),
        (
            lambda d: setattr(d.relations[0], "name", "about"),
            "There are two relation types with the name about.",
        ),
        (
            lambda d: d.relations[0].heads.clear(),
            "The relation type attributed_to needs a label on each side.",
        ),
    ],
)
def test_scheme_draft_says_what_is_wrong(draft, change, text):
    change(draft)
    assert text in said(draft)


def test_scheme_draft_asks_what_of_the_program_has_a_key(draft):
    draft.labels[0].key = "x"
    taken = draft.troubles(lambda key: "Skip this article" if key == "x" else "")
    assert [str(trouble.message) for trouble in taken] == ["The key X of ACTOR is taken: Skip this article."]
    assert draft.troubles() == []


def test_scheme_draft_lets_attributes_of_different_labels_share_a_key(draft):
    draft.labels[0].attributes[0].key = "s"
    assert draft.troubles() == []


def test_scheme_draft_replaced_by_another_keeps_what_has_the_same_name(draft):
    kind = {"name": "kind", "values": ["person", "it"]}
    actor = {"name": "ACTOR", "attributes": [kind]}
    other = scheme_from_dict({"name": "other", "labels": [actor, {"name": "NEW"}]})
    draft.replace(other)
    edit = draft.edit()
    assert edit.after.labels == other.labels
    assert edit.kept.labels == (("ACTOR", "ACTOR"),)
    assert edit.kept.values == (("ACTOR", "kind", "person", "person"),)
    assert set(edit.gone_labels) == {"CLAIM", "SOURCE", "CUE"}


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
names = st.lists(words, min_size=1, max_size=4, unique=True)
colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@st.composite
def schemes(draw):
    labels = tuple(
        Label(
            name,
            draw(words),
            "",
            draw(colours),
            draw(colours),
            draw(st.sampled_from(["bar", "double", "dots", "tint"])),
            draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=30)).strip(),
            tuple(Attribute(n, tuple(draw(names))) for n in draw(st.lists(words, max_size=2, unique=True))),
        )
        for name in draw(names)
    )
    ends = st.lists(st.sampled_from([label.name for label in labels]), min_size=1, unique=True).map(tuple)
    relations = tuple(RelationType(name, draw(words), draw(ends), draw(ends)) for name in draw(names))
    return Scheme(draw(words), labels, relations, draw(st.integers(1, 9)))


@given(schemes())
def test_scheme_as_text_reads_back_equal(scheme):
    assert scheme_from_dict(tomllib.loads(scheme_text(scheme))) == scheme


GOLDEN = '''\
name = "Two “labels”"
version = 3

[[labels]]
name = "A"
title = "The \\\\ \\"first\\""
key = "1"
colour = "#0072b2"
colour_dark = "#5cb3ea"
style = "tint"
guideline = """
First line.

Third line, with a\\ttab."""

[[labels.attributes]]
name = "mood"
key = "m"
values = ["sure", "unsure"]

[[labels]]
name = "B"
title = "B"
colour = "#5b6472"
colour_dark = "#a3adbb"
style = "bar"

[[relations]]
name = "to"
title = "to"
heads = ["A"]
children = ["A", "B"]
'''


def test_scheme_as_text_is_as_it_always_was():
    assert scheme_text(scheme_from_dict(tomllib.loads(GOLDEN))) == GOLDEN
