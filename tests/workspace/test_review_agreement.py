"""Agreement after review: that of readings in which all have of decided cases what was decided."""

import shutil
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.gamma import gamma
from annotator.agreement.nominal import NO_UNITS
from annotator.core import edits
from annotator.core.decisions import Choice, value_of
from annotator.core.errors import InputError
from annotator.core.ids import fresh_id
from annotator.core.spans import Fragment, Layer, Span, State, joined
from annotator.storage import rows
from annotator.workspace import importing
from annotator.workspace.agreement import agreement, read_table
from annotator.workspace.review_agreement import figures, read_readings, settled_of
from annotator.workspace.reviewing import ALL_AGREE, Review, Selection, Status
from annotator.workspace.workspace import Workspace

NAMES = ("Ada", "Bo", "Cy")
PAIR = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda t: (t[0], t[0] + t[1]))
BOUNDS = st.lists(PAIR, min_size=1, max_size=2).map(lambda pairs: joined(Fragment(*pair) for pair in pairs))
SPAN = st.tuples(st.sampled_from(["CLAIM", "SOURCE"]), BOUNDS, st.just(()))
READING = st.none() | st.lists(SPAN, max_size=4, unique=True)
STEP = st.tuples(st.sampled_from([*Choice]), st.integers(0, 20), st.integers(0, 2))


@pytest.fixture(scope="module")
def two(tmp_path_factory, new_project):
    """A project with two articles; commits do not wait for the disk: there are many."""
    folder = tmp_path_factory.mktemp("two")
    path = folder / "two.annotator"
    shutil.copy(new_project, path)
    for name, text in (("one", "Kiew meldet Verluste, Moskau bestreitet."), ("two", "Kiew schweigt. " * 4)):
        (folder / f"{name}.txt").write_text(text)
    workspace = Workspace(path)
    importing.import_files(workspace, [folder / "one.txt", folder / "two.txt"])
    workspace.conn.execute("PRAGMA synchronous=OFF")
    yield workspace
    workspace.close()


def fill(workspace, layers):
    """Write readings, values of spans by document and annotator, straight into the file."""
    entities = []
    for (document, name), values in layers.items():
        layer = Layer(fresh_id(), document, workspace.annotator(name).id, State.DONE)
        entities += [layer, *(Span(fresh_id(), layer.id, *value) for value in values)]
    with workspace.transaction() as conn:
        conn.execute("DELETE FROM history WHERE kind = 'edit'")
        for table in ("decision", "relation", "fragment", "attribute", "span", "layer"):
            conn.execute(f"DELETE FROM {table}")
        rows.insert(conn, entities)


def drawn(data, documents):
    """Draw readings; some have not been read by all."""
    found = {(d, name): data.draw(READING) for d in documents for name in NAMES}
    return {key: spans for key, spans in found.items() if spans is not None}


def decide(lead, row, choice, number):
    """Decide a case, by the reader of this number where it takes one; nothing where that cannot be."""
    opened = lead.open(row.document_id, row.key)
    names = sorted(opened.item.case.spans)
    taken = names[number % len(names)]
    if choice == Choice.EDITED:
        lead.decide_edited(opened, edited(lead.planned(opened, Choice.UNION)))
    elif choice == Choice.READING or lead.needs_taken(opened, choice):
        try:
            lead.decide(opened, choice, taken)
        except InputError:  # one that has nothing here, or several labels
            lead.decide(opened, Choice.NONE)
    else:
        lead.decide(opened, choice)


def edited(gold):
    """A gold layer in which there is one thing more, that nobody has."""
    bounds = (Fragment(38, 39),)
    return (
        gold if gold.find("SOURCE", bounds) else gold.changed(edits.add_span(gold, "SOURCE", bounds).changes)
    )


def settled_layers(review, layers):
    """The readings in which all have of decided cases what was decided: layers edited by hand."""
    found = {}
    for document in {document for document, _ in layers}:
        items = [review.open(document, r.key) for r in review.rows if r.document_id == document]
        # What all have and a rule accepted they have still.
        items = [one for one in items if one.item.status == Status.DECIDED and one.item.rule != ALL_AGREE]
        if not items:
            found |= {key: values for key, values in layers.items() if key[0] == document}
            continue
        article = items[0].article
        final = {i: article.gold.spans[i] for one in items for d in one.item.decisions for i in d.spans}
        for name, own in article.readers.items():
            gone = {i for one in items for i in one.item.case.spans.get(name, ())}
            left = [value_of(s) for i, s in own.spans.items() if i not in gone]
            bounds = [value[:2] for value in left]
            found[document, name] = left + [v for v in map(value_of, final.values()) if v[:2] not in bounds]
    return found


def measured(readings):
    """What there is to say of some readings."""
    return None if readings is None else gamma(readings, samples=3).value


def values(among):
    return [one[0] for one in astuple(among)]


@settings(max_examples=60)
@given(st.data())
def test_after_review_is_before_it_of_layers_that_are_what_was_decided(two, data):
    documents = sorted(two.queue(two.annotator("Lead").id))
    layers = drawn(data, documents)
    fill(two, layers)
    lead = Review(two, two.annotator("Lead").id)
    if data.draw(st.booleans()):
        lead.accept_agreed()
    for choice, number, reader in data.draw(st.lists(STEP, max_size=8)):
        if lead.rows:
            decide(lead, lead.rows[number % len(lead.rows)], choice, reader)
    selection = Selection(labels=data.draw(st.sampled_from([(), ("CLAIM",)])))
    review = Review(two, lead.lead_id, selection)
    found = figures(two, selection)
    assert found == figures(two, selection, known=settled_of(review.board))
    known = read_readings(two, selection, settled_of(review.board))
    assert (found.after is None) == (known.after is None) == (found.decided == 0)
    if not any(row.is_open for row in review.rows) and found.after is not None:
        assert {1.0, None} >= {*values(found.after), measured(known.after)}
    fill(two, settled_layers(review, layers))
    then = figures(two, selection)
    assert then.after is None
    if found.after is not None:
        assert values(found.after) == pytest.approx(values(then.before))
        assert measured(known.after) == pytest.approx(measured(read_table(two, selection)[0]))
        assert [one.reason for one in (found.after.exact, found.after.alpha_u)] == [
            one.reason for one in (then.before.exact, then.before.alpha_u)
        ]


@settings(max_examples=20)
@given(st.data())
def test_when_all_is_decided_all_agree_and_each_is_measured_against_gold(two, data):
    fill(two, drawn(data, sorted(two.queue(two.annotator("Lead").id))))
    lead = Review(two, two.annotator("Lead").id)
    lead.accept_agreed()
    while rows_ := [row for row in lead.rows if row.is_open]:
        decide(lead, rows_[0], data.draw(st.sampled_from([Choice.READING, Choice.UNION])), 0)
    found = figures(two, Selection())
    if found.after is not None:
        assert {1.0, None} >= set(values(found.after))
    if found.settled == found.documents > 0:  # in which nobody marks anything, nothing is to be settled
        whole = agreement(two, Selection(annotators=(*found.annotators, "gold")), with_gamma=False)
        pairs = {frozenset(pair): value for pair, value in whole.exact.all.pairs.items()}
        assert found.against == {name: pairs[frozenset((name, "gold"))] for name in found.annotators}


def test_with_one_of_two_cases_decided_the_other_is_as_it_was(workspace, read, review):
    read("Ada", [("CLAIM", 0, 9), ("SOURCE", 20, 25)])
    read("Bo", [("CLAIM", 0, 5), ("SOURCE", 22, 28)])
    lead = review()
    assert figures(workspace, Selection()).after is None
    row = next(row for row in lead.rows if row.labels == ("CLAIM",))
    lead.decide(lead.open(row.document_id, row.key), Choice.READING, "Ada")
    found = figures(workspace, Selection())
    assert values(found.before)[:2] == [0.0, 1.0]
    assert values(found.after)[:2] == [0.5, 1.0]  # two of four spans are the same; all overlap
    # The sources' ends are 2 and 3 apart; what is expected is that of the claims and of the sources.
    claims = 160 * (2 * 408 + 4 * 23 * 81) / (80 * 79 - 2 * 72)
    sources = 160 * (60 + 110 + 53 * 25 + 49 * 36) / (80 * 79 - 20 - 30)
    assert found.after.alpha_u.value == pytest.approx(1 - 2 * (4 + 9) / (claims + sources))
    assert 0 < measured(read_readings(workspace, Selection(), settled_of(lead.board)).after) < 1
    lead.later(lead.open(*next((r.document_id, r.key) for r in lead.rows if r.is_open)))
    assert figures(workspace, Selection()) == found  # what is put off stays as it is


def test_where_nothing_is_right_nobody_has_anything_to_agree_on(workspace, boundary, review):
    lead = review()
    lead.decide(lead.open(lead.rows[0].document_id, lead.rows[0].key), Choice.NONE)
    after = figures(workspace, Selection()).after
    assert values(after) == [None] * 3
    assert {one.reason for one in (after.exact, after.overlap, after.alpha_u)} == {NO_UNITS}


def test_a_label_that_nobody_had_is_one_of_those_after_review(workspace, boundary, review):
    lead = review()
    opened = lead.open(lead.rows[0].document_id, lead.rows[0].key)
    lead.decide_edited(opened, edited(lead.planned(opened, Choice.NONE)))
    found = read_readings(workspace, Selection(), settled_of(lead.board))
    assert [found.after.labels[n] for n in found.after.label] == ["SOURCE"] * 2
    assert values(figures(workspace, Selection()).after) == [1.0, 1.0, 1.0]
    assert values(figures(workspace, Selection(labels=("CLAIM",))).after) == [None] * 3


def test_what_a_rule_accepted_and_is_part_of_a_decided_case_since_is_read_as_decided(
    workspace, article, read, review
):
    who = [read(name, [("CLAIM", 0, 9), ("CLAIM", 12, 20)]) for name in ("Ada", "Bo")]
    lead = review()
    lead.accept_agreed()
    first = lead.rows[0]
    lead.decide(lead.open(first.document_id, first.key), Choice.NONE)
    # The first claim of one and the second of the other come to be the same, and stand where gold has one.
    for number, name in enumerate(who):
        now = workspace.annotations(article, name)
        spans = sorted(now.spans.values(), key=lambda s: s.start)
        edit = edits.remove_spans(now, [spans[1 - number].id])
        workspace.execute(edit, name)
        if number == 0:
            now = workspace.annotations(article, name)
            workspace.execute(edits.set_fragments(now, spans[0].id, (Fragment(12, 20),)), name)
    found = figures(workspace, Selection())
    assert (found.decided, values(found.after)[:2]) == (1, [1.0, 1.0])


def test_a_decision_that_comes_to_what_all_have_anyway_gives_nobody_the_same_twice(workspace, read, review):
    read("Ada", [("CLAIM", 0, 9), ("CLAIM", 0, 5), ("SOURCE", 20, 25)])
    read("Bo", [("CLAIM", 0, 9), ("CLAIM", 3, 9), ("SOURCE", 22, 28)])
    lead = review()
    lead.accept_agreed()
    row = next(row for row in lead.rows if row.is_open and row.labels == ("CLAIM",))
    lead.decide(lead.open(row.document_id, row.key), Choice.UNION)
    found = read_readings(workspace, Selection(), settled_of(lead.board))
    assert [found.after.labels[n] for n in found.after.label] == ["CLAIM", "SOURCE"] * 2
    assert values(figures(workspace, Selection()).after)[:2] == [0.5, 1.0]
