"""The cases behind the figures of an agreement."""

import json
import random
from itertools import combinations

import pytest

from annotator.agreement.standing import AGREED
from annotator.core.errors import Cancelled
from annotator.workspace.agreement_cases import Behind, compare
from annotator.workspace.agreement_reading import Selection
from annotator.workspace.importing import import_files
from annotator.workspace.resources import resource
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """A project of the articles that come with the program, and the readings of two."""
    workspace = Workspace.create(tmp_path_factory.mktemp("seeds") / "seeds.annotator")
    import_files(workspace, [resource("seeds")])
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def compared(seeds):
    return compare(seeds, Selection(), with_gamma=False)


@pytest.fixture(scope="module")
def listed(seeds):
    """The rows of the review by their keys."""
    return {row.key: row for row in Review(seeds, 0).rows if row.type != AGREED}


def test_behind_everything_stand_all_cases_of_the_review(compared, listed):
    assert compared.keys(Behind(links="")) == set(listed)


def test_a_labels_cases_are_those_with_a_span_of_it(compared, listed):
    for label in compared.figures.labels:
        wanted = {key for key, row in listed.items() if label in row.labels and row.type != "link"}
        assert compared.keys(Behind(labels=(label,))) == wanted


def test_cases_are_counted_as_they_are_found(compared):
    for behind in (Behind(), Behind(links="attributed_to", spans=False), Behind(labels=("CLAIM",), links="")):
        assert compared.index.count(behind, compared.scope) == len(compared.keys(behind)) > 0


def test_an_articles_cases_are_in_it_and_all_are_in_some(compared, listed):
    of_each = [compared.keys(Behind(document=one.id)) for one in compared.figures.over_documents]
    for one, keys in zip(compared.figures.over_documents, of_each, strict=True):
        assert {listed[key].document_id for key in keys} <= {one.id}
    assert sum(map(len, of_each)) == len(compared.keys(Behind()))
    assert compared.keys(Behind(document=-1)) == set()


def test_behind_labels_confused_stand_cases_where_there_is_confusion_only(compared, listed):
    labels = (*compared.figures.labels, "")
    for (a, one), (b, other) in combinations(enumerate(labels), 2):
        keys = compared.keys(Behind(crossed=(one, other)))
        assert keys == compared.keys(Behind(crossed=(other, one)))
        if compared.figures.confusion[a, b]:
            assert keys
        for key in keys:
            assert {one, other} & set(listed[key].labels)


@pytest.fixture
def made(tmp_path):
    """Makes a project of readings, lists of (start, end, label) by annotator for each article."""
    opened = []

    def make(text, *articles):
        lines = [
            {"text": f"{text} {n}", "meta": {"title": f"{n}", "language": "de"}, "_annotator_id": who,
             "spans": [{"id": f"T{k}", "start": s, "end": e, "label": label} for k, (s, e, label) in enumerate(spans)]}
            for n, readings in enumerate(articles) for who, spans in readings.items()
        ]  # fmt: skip
        (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        workspace = Workspace.create(tmp_path / "p.annotator")
        opened.append(workspace)
        assert not import_files(workspace, [tmp_path / "in.jsonl"]).problems
        return workspace

    yield make
    for workspace in opened:
        workspace.close()


def test_behind_a_token_that_is_marked_in_two_places_stand_both_cases(made):
    found = compare(
        made("Kiew meldet Verluste.", {"Ada": [(0, 2, "CLAIM")], "Bo": [(2, 4, "SOURCE")]}),
        Selection(), with_gamma=False,
    )  # fmt: skip
    place = found.figures.labels.index
    assert found.figures.confusion[place("CLAIM"), place("SOURCE")] == 0.5
    assert found.keys(Behind(crossed=("CLAIM", "SOURCE"))) == found.keys(Behind())
    assert len(found.keys(Behind())) == 2


def test_a_cell_of_the_confusion_opens_the_cases_it_counts(made):
    rng = random.Random(3)

    def spans():
        starts = [rng.randrange(0, 60) for _ in range(rng.randrange(4))]
        return [(at, at + rng.randrange(1, 9), rng.choice(["ACTOR", "CLAIM", "CUE"])) for at in starts]

    text = "Kiew meldet Verluste, und Moskau bestreitet das seit gestern wieder"
    workspace = made(text, *({who: spans() for who in ("Ada", "Bo", "Cy")} for _ in range(12)))
    found = compare(workspace, Selection(), with_gamma=False)
    names = (*found.figures.labels, "")
    for (a, one), (b, other) in combinations(enumerate(names), 2):
        counted = bool(found.figures.confusion[a, b])
        assert bool(found.keys(Behind(crossed=(one, other)))) == counted, (one, other)


def test_an_attributes_cases_differ_in_an_attribute(compared, listed):
    keys = compared.keys(Behind(labels=("CLAIM",), attribute="certainty"))
    assert keys
    assert all("attribute" in listed[key].kinds for key in keys)
    assert compared.keys(Behind(labels=("ACTOR",), attribute="certainty")) == set()


def test_a_links_cases_are_its_own_and_those_of_its_ends(compared, listed):
    keys = compared.keys(Behind(links="attributed_to", spans=False))
    own = {key for key in listed if key[0] == "attributed_to"}
    assert own < keys
    assert {label for key in keys for label in listed[key].labels} <= {"CLAIM", "SOURCE", "ACTOR"}


def test_a_choice_of_labels_narrows_the_cases(seeds, compared):
    narrow = compare(seeds, Selection(labels=("CUE",)), with_gamma=False)
    assert narrow.keys(Behind()) == compared.keys(Behind(labels=("CUE",)))


def test_without_a_second_annotator_there_is_nothing_and_it_is_known_why(seeds):
    found = compare(seeds, Selection(annotators=("Lena",)), with_gamma=False)
    assert (found.figures.documents, found.readers, found.finished) == (0, 2, 2)
    assert found.keys(Behind()) == set()


def test_a_pair_over_time_has_its_f1_in_each_article(compared):
    (values,) = compared.over_pairs.values()
    assert values == pytest.approx([one.f1 for one in compared.figures.over_documents])


def test_it_can_be_cancelled(seeds):
    with pytest.raises(Cancelled):
        compare(seeds, Selection(), cancelled=lambda: True)


def test_a_unit_has_an_interval_of_its_own(compared):
    figures = compared.figures
    for name, one in figures.units.labels.items():
        between = figures.intervals[f"unit_f1/{name}"]
        assert between.low <= one.mean <= between.high
    assert len({figures.intervals[f"unit_f1/{name}"] for name in figures.units.labels}) > 1


def test_what_counts_spans_alone_is_there_first(seeds):
    first, parts = [], []
    chosen = Selection(labels=("CLAIM", "CUE"))
    found = compare(seeds, chosen, with_gamma=False, doing=parts.append, counted=first.append)
    (counted,) = first
    assert (counted.figures.is_whole, found.figures.is_whole) == (False, True)
    assert counted.figures.exact == found.figures.exact
    assert counted.figures.overlap == found.figures.overlap
    assert counted.figures.over_documents == found.figures.over_documents
    assert counted.figures.alpha_u.all.value is None
    everything = Behind(links="")
    assert counted.keys(everything) == found.keys(everything)
    assert parts == ["reading", "counting", "units", "figures", "unitizing", "intervals"]
