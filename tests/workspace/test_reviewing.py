"""Cases are settled into a gold layer, and nobody's reading is changed by it."""

import shutil
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotator.core import edits
from annotator.core.annotations import Annotations
from annotator.core.decisions import Choice, value_of
from annotator.core.errors import EditError, StaleEdit
from annotator.core.ids import fresh_id
from annotator.core.spans import Fragment, Layer, Relation, Span, State
from annotator.storage import rows
from annotator.workspace import importing
from annotator.workspace.reasons import reasons, set_reasons
from annotator.workspace.review_rows import Filter
from annotator.workspace.reviewing import (
    MAJORITY,
    TRUSTED,
    Review,
    Status,
    set_machine,
)
from annotator.workspace.workspace import Workspace


def gold(review):
    """What the gold layer of the only document holds, as another connection would read it."""
    (document,) = review.workspace.queue(review.lead_id)
    return said(review.workspace.annotations(document, review.gold_id))


def said(annotations: Annotations):
    spans = {i: value_of(s) for i, s in annotations.spans.items()}
    links = Counter((r.type, spans[r.head_id], spans[r.child_id]) for r in annotations.relations.values())
    return Counter(spans.values()), links


def first(review, **filters):
    row = review.cases(Filter(statuses=frozenset({Status.OPEN, Status.REOPENED}), **filters))[0]
    return review.open(row.document_id, row.key)


def spans_of(review):
    return sorted((label, *fragments) for label, fragments, _ in gold(review)[0].elements())


def test_a_reading_taken_becomes_gold_and_nobodys_layer_changes(workspace, article, read, review):
    ada, bo = read("Ada", [("CLAIM", 0, 9)]), read("Bo", [("CLAIM", 0, 5)])
    before = [workspace.annotations(article, who) for who in (ada, bo)]
    lead = review()
    update = lead.decide(first(lead), Choice.READING, "Bo", reason="Slip", note="too long")
    assert spans_of(lead) == [("CLAIM", Fragment(0, 5))]
    assert [row.status for row in update.come] == [Status.DECIDED]
    assert [workspace.annotations(article, who) for who in (ada, bo)] == before
    (decision,) = lead.open(article, update.come[0].key).item.decisions
    assert (decision.taken, decision.reason, decision.note) == (bo, "Slip", "too long")
    assert workspace.annotations(article, lead.gold_id).layer.state == State.DONE


@pytest.mark.parametrize(
    ("choice", "bounds"), [(Choice.UNION, [(0, 9)]), (Choice.OVERLAP, [(3, 5)]), (Choice.NONE, [])]
)
def test_union_overlap_and_none(read, review, choice, bounds):
    read("Ada", [("CLAIM", 3, 9)])
    read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    opened = first(lead)
    preview = lead.preview(opened, choice)
    lead.decide(opened, choice)
    assert [value[1][0] for value in preview.spans] == bounds
    assert spans_of(lead) == [("CLAIM", Fragment(*pair)) for pair in bounds]


def test_a_decision_is_undone_and_done_again_as_one_step(workspace, read, review):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    lead.decide(first(lead), Choice.UNION)
    workspace.undo(lead.lead_id)
    assert spans_of(lead) == []
    assert [row.status for row in review().rows] == [Status.OPEN]
    workspace.redo(lead.lead_id)
    assert spans_of(lead) == [("CLAIM", Fragment(0, 9))]
    assert [row.status for row in review().rows] == [Status.DECIDED]
    assert workspace.undo_name(lead.lead_id).template == "decide {label}"


def test_a_reading_that_changes_reopens_its_case_and_says_why(workspace, article, read, review):
    read("Ada", [("CLAIM", 0, 9)])
    bo = read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Bo")
    (span,) = workspace.annotations(article, bo).spans.values()
    now = workspace.annotations(article, bo)
    workspace.execute(edits.set_fragments(now, span.id, (Fragment(0, 4),)), bo)
    (row,) = review().rows
    assert row.status == Status.REOPENED
    assert [str(why) for why in row.why] == ["Bo has moved the bounds"]
    workspace.undo(bo)
    assert [row.status for row in review().rows] == [Status.DECIDED]


def test_those_who_come_to_agree_on_something_else_reopen_the_case(workspace, article, read, review):
    read("Ada", [("CLAIM", 0, 9)])
    bo = read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Bo")
    (span,) = workspace.annotations(article, bo).spans.values()
    now = workspace.annotations(article, bo)
    workspace.execute(edits.set_fragments(now, span.id, (Fragment(0, 9),)), bo)
    again = review()
    (row,) = again.rows
    assert (row.status, row.type) == (Status.REOPENED, "agreed")
    again.decide(again.open(article, row.key), Choice.READING, "Bo")
    assert spans_of(again) == [("CLAIM", Fragment(0, 9))]


def test_what_is_deleted_after_it_was_taken_reopens_the_case(workspace, article, read, review):
    ada = read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    now = workspace.annotations(article, ada)
    workspace.execute(edits.remove_spans(now, now.spans), ada)
    again = review()
    (row,) = again.rows
    assert row.status == Status.REOPENED
    again.decide(again.open(article, row.key), Choice.NONE)
    assert spans_of(again) == []
    assert review().rows == []


def test_a_reader_who_comes_later_reopens_what_they_differ_in(workspace, read, review):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Bo")
    read("Cy", [("CLAIM", 0, 7)])
    (row,) = review().rows
    assert [str(why) for why in row.why] == ["Cy has read this since"]


def test_a_decision_of_what_was_changed_meanwhile_is_refused(workspace, article, read, review):
    ada = read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    opened = first(lead)
    now = workspace.annotations(article, ada)
    workspace.execute(edits.set_fragments(now, next(iter(now.spans)), (Fragment(0, 8),)), ada)
    with pytest.raises(StaleEdit):
        lead.decide(opened, Choice.READING, "Ada")
    assert spans_of(lead) == []


def test_a_second_decision_of_the_same_case_is_refused(workspace, read, review):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 5)])
    lead, other = review(), review()
    opened = first(other)
    lead.decide(first(lead), Choice.READING, "Ada")
    with pytest.raises(StaleEdit):
        other.decide(opened, Choice.READING, "Bo")


def test_later_stays_open_after_all_others(read, review):
    read("Ada", [("CLAIM", 0, 9), ("SOURCE", 20, 25)])
    read("Bo", [])
    lead = review()
    opened = first(lead)
    lead.later(opened)
    assert [row.status for row in lead.rows] == [Status.OPEN, Status.LATER]
    assert lead.rows[1].key == opened.row.key
    lead.decide(lead.open(*(lead.rows[1].document_id, lead.rows[1].key)), Choice.NONE)
    assert Counter(row.status for row in lead.rows) == {Status.OPEN: 1, Status.DECIDED: 1}


def test_a_decided_case_put_off_keeps_its_final_reading_until_it_is_decided_anew(read, review):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 5)])
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    lead.later(lead.open(lead.rows[0].document_id, lead.rows[0].key))
    assert (lead.rows[0].status, spans_of(lead)) == (Status.LATER, [("CLAIM", Fragment(0, 9))])
    lead.decide(lead.open(lead.rows[0].document_id, lead.rows[0].key), Choice.READING, "Bo")
    assert spans_of(lead) == [("CLAIM", Fragment(0, 5))]


def test_links_are_cases_once_both_ends_are_settled(workspace, article, read, review):
    spans = [("CLAIM", 0, 9), ("SOURCE", 20, 25)]
    read("Ada", spans, [("said_by", 0, 1)])
    read("Bo", [("CLAIM", 0, 8), ("SOURCE", 20, 25)])
    lead = review()
    assert [row.type for row in lead.rows] == ["boundary"]
    lead.decide(first(lead), Choice.READING, "Bo")
    assert [row.type for row in lead.cases(Filter(statuses=frozenset({Status.OPEN})))] == ["link"]
    lead.decide(first(lead), Choice.READING, "Ada")
    (link,) = gold(lead)[1]
    assert (link[0], link[1][1]) == ("said_by", (Fragment(0, 8),))
    assert len(spans_of(lead)) == 2  # the agreed end came along
    workspace.undo(lead.lead_id)
    assert spans_of(lead) == [("CLAIM", Fragment(0, 8))]


def test_a_link_that_all_make_goes_along(read, review):
    read("Ada", [("CLAIM", 0, 9), ("SOURCE", 20, 25)], [("said_by", 0, 1)])
    read("Bo", [("CLAIM", 0, 8), ("SOURCE", 20, 25)], [("said_by", 0, 1)])
    lead = review()
    lead.accept_agreed()
    assert gold(lead)[1] == Counter()
    lead.decide(first(lead), Choice.READING, "Bo")
    assert len(gold(lead)[1]) == 1
    assert not any(row.is_open for row in lead.rows)


def test_agreed_spans_are_accepted_by_rule_in_one_step(workspace, read, review):
    everybody = [("CLAIM", 0, 9), ("SOURCE", 20, 25)]
    for name, more in (
        ("Ada", [("CLAIM", 10, 15)]),
        ("Bo", [("CLAIM", 10, 15)]),
        ("Cy", [("CLAIM", 10, 16)]),
    ):
        read(name, everybody + more)
    lead = review()
    assert (lead.agreed, lead.accept_agreed()) == (2, 2)
    assert (lead.agreed, lead.counts()["automatic"]) == (0, 2)
    assert len(lead.audit_sample(1, seed=3)) == 1
    assert lead.audit_sample(1, seed=3) == lead.audit_sample(1, seed=3)
    assert lead.accept_agreed(MAJORITY) == 1
    assert spans_of(lead)[1] == ("CLAIM", Fragment(10, 15))
    workspace.undo(lead.lead_id)
    workspace.undo(lead.lead_id)
    assert spans_of(lead) == []
    again = review()
    again.accept_agreed(TRUSTED + "Cy")
    assert spans_of(again)[1] == ("CLAIM", Fragment(10, 16))


def test_agreed_spans_are_accepted_beside_what_was_decided_before(read, review):
    read("Ada", [("CLAIM", 0, 9), ("CLAIM", 10, 15), ("SOURCE", 20, 25)])
    read("Bo", [("CLAIM", 0, 8), ("CLAIM", 10, 16), ("SOURCE", 20, 25)])
    lead = review()
    lead.decide(first(lead), Choice.UNION)
    assert lead.accept_agreed() == 1
    assert len(spans_of(lead)) == 2


def test_one_automatic_decision_can_be_decided_otherwise(read, review):
    read("Ada", [("CLAIM", 0, 9)])
    read("Bo", [("CLAIM", 0, 9)])
    lead = review()
    lead.accept_agreed()
    (row,) = lead.cases(Filter(automatic=True))
    lead.decide(lead.open(row.document_id, row.key), Choice.NONE, reason="Guideline")
    assert spans_of(lead) == []
    assert [(r.status, r.rule) for r in review().rows] == [(Status.DECIDED, "")]


def test_reasons_are_the_projects_own_and_machines_are_marked(workspace, review):
    lead = review().lead_id
    model = workspace.annotator("model").id
    set_reasons(workspace, lead, ["Too long", "Gap"])
    set_machine(workspace, lead, model, machine=True)
    kinds = {a.name: a.kind for a in workspace.annotators()}
    assert (reasons(workspace), kinds["model"]) == (("Too long", "Gap"), "machine")
    workspace.undo(lead)
    workspace.undo(lead)
    assert {a.kind for a in workspace.annotators()} == {"person"}
    assert "Slip" in reasons(workspace)


# Everything at random

SPAN = st.tuples(st.sampled_from(["CLAIM", "SOURCE"]), st.integers(0, 30), st.integers(1, 9)).map(
    lambda t: (t[0], t[1], t[1] + t[2])
)
LINK = st.tuples(st.sampled_from(["said_by", "answers"]), st.integers(0, 9), st.integers(0, 9))
READING = st.tuples(st.lists(SPAN, max_size=5), st.lists(LINK, max_size=5))


def fill(workspace, article, readings):
    """Write readings straight into the file: stacked spans and all."""
    names = ["Ada", "Bo", "Cy"][: len(readings)]
    entities = []
    for name, (spans, links) in zip(names, readings, strict=True):
        layer = Layer(fresh_id(), article, workspace.annotator(name).id, State.DONE)
        made = [
            Span(fresh_id(), layer.id, label, (Fragment(start, end),), (("kind", "b"),) if start % 3 else ())
            for label, start, end in spans
        ]
        pairs = {(kind, head % len(made), child % len(made)) for kind, head, child in links if made}
        relations = [
            Relation(fresh_id(), layer.id, kind, made[head].id, made[child].id)
            for kind, head, child in sorted(pairs)
        ]
        entities += [layer, *made, *relations]
    with workspace.transaction() as conn:
        conn.execute("DELETE FROM decision")
        conn.execute("DELETE FROM history WHERE kind = 'edit'")
        for table in ("relation", "fragment", "attribute", "span", "layer"):
            conn.execute(f"DELETE FROM {table}")
        rows.insert(conn, entities)
    return names


@pytest.fixture(scope="module")
def one(tmp_path_factory, new_project):
    """A project with one article, and its id; commits do not wait for the disk: there are many."""
    folder = tmp_path_factory.mktemp("one")
    path = folder / "one.annotator"
    shutil.copy(new_project, path)
    (folder / "one.txt").write_text("Kiew meldet Verluste, Moskau bestreitet.")
    workspace = Workspace(path)
    importing.import_files(workspace, [folder / "one.txt"])
    workspace.conn.execute("PRAGMA synchronous=OFF")
    (document,) = workspace.queue(workspace.annotator("Lead").id)
    yield workspace, document
    workspace.close()


@given(st.data())
def test_settling_every_case_one_way_gives_that_layer_as_gold(one, data):
    quick, article = one
    readings = data.draw(st.lists(READING, min_size=2, max_size=3))
    names = fill(quick, article, readings)
    name = data.draw(st.sampled_from(names))
    lead = Review(quick, quick.annotator("Lead").id)
    if data.draw(st.booleans()):
        lead.accept_agreed()
    for _ in range(200):
        rows = lead.cases(Filter(statuses=frozenset({Status.OPEN, Status.REOPENED})))
        if not rows:
            break
        row = data.draw(st.sampled_from(rows))
        opened = lead.open(row.document_id, row.key)
        assert opened is not None
        if name in opened.item.case.spans:
            lead.decide(opened, Choice.READING, name)
        else:
            lead.decide(opened, Choice.NONE)
    lead.accept_agreed()
    assert not any(row.is_open for row in lead.rows)
    assert gold(lead) == said(quick.annotations(article, quick.annotator(name).id))
    assert Review(quick, lead.lead_id).rows == lead.rows


@settings(max_examples=30)
@given(st.data())
def test_random_decisions_undone_give_the_start(one, data):
    quick, article = one
    names = fill(quick, article, data.draw(st.lists(READING, min_size=2, max_size=3)))
    lead = Review(quick, quick.annotator("Lead").id)
    start, layers = lead.rows[:], [quick.annotations(article, quick.annotator(n).id) for n in names]
    states = [(gold(lead), lead.rows[:])]
    for _ in range(data.draw(st.integers(1, 8))):
        if not lead.rows:
            break
        row = data.draw(st.sampled_from(lead.rows))
        opened = lead.open(row.document_id, row.key)
        choice = data.draw(st.sampled_from(Choice))
        if choice == Choice.EDITED:
            lead.decide_edited(opened, lead.planned(opened, Choice.UNION))
        else:
            taken = (
                data.draw(st.sampled_from(sorted(opened.item.case.spans)))
                if choice == Choice.READING
                else None
            )
            lead.decide(opened, choice, taken)
        assert lead.rows == Review(quick, lead.lead_id).rows
        states.append((gold(lead), lead.rows[:]))
    undone = []
    while quick.undo(lead.lead_id):
        undone.append(quick)
        now = Review(quick, lead.lead_id)
        assert (gold(now), now.rows) == states[len(states) - 1 - len(undone)]
    assert Review(quick, lead.lead_id).rows == start
    assert [quick.annotations(article, quick.annotator(n).id) for n in names] == layers
    for state in states[1:]:
        quick.redo(lead.lead_id)
        assert gold(lead) == state[0]


CHOICES = st.sampled_from([Choice.READING, Choice.UNION, Choice.OVERLAP, Choice.NONE])


@settings(max_examples=40)
@given(st.data())
def test_what_changes_after_its_case_was_decided_reopens_it_and_says_why(one, data):
    quick, article = one
    names = fill(quick, article, data.draw(st.lists(READING, min_size=2, max_size=3)))
    lead = Review(quick, quick.annotator("Lead").id)
    readers = {name: quick.annotator(name).id for name in names}
    layers = {name: quick.annotations(article, who) for name, who in readers.items()}
    for row in [row for row in lead.rows if row.type != "link"]:
        lead.decide(lead.open(article, row.key), data.draw(CHOICES), names[0])
    decided = lead.rows[:]
    assert {name: quick.annotations(article, who) for name, who in readers.items()} == layers
    assume(any(row.type != "link" for row in decided))
    case = lead.open(article, data.draw(st.sampled_from([r.key for r in decided if r.type != "link"]))).item
    name = data.draw(st.sampled_from([name for name, ids in case.case.spans.items() if ids]))
    span = layers[name].spans[case.case.spans[name][0]]
    edit = edits.remove_spans(layers[name], [span.id])
    if data.draw(st.booleans()):
        with suppress(EditError):  # it is marked so already
            edit = edits.set_fragments(layers[name], span.id, (Fragment(span.start, span.end + 1),))
    final = gold(lead)
    quick.execute(edit, readers[name])
    again = Review(quick, lead.lead_id)
    said = [str(why) for row in again.rows if row.status == Status.REOPENED for why in row.why]
    assert any(name in why for why in said) or is_settled(again, article, case)
    assert gold(again) == final
    others = {n: quick.annotations(article, who) for n, who in readers.items() if n != name}
    assert others == {n: own for n, own in layers.items() if n != name}
    quick.undo(readers[name])
    assert Review(quick, lead.lead_id).rows == decided


def is_settled(review, article, item):
    """Whether all who are left now have what was decided, or nobody has anything and that was decided."""
    ids = {i for spans in item.case.spans.values() for i in spans}
    left = [review.open(article, row.key) for row in review.rows if row.type != "link"]
    left = [one for one in left if ids & {i for spans in one.item.case.spans.values() for i in spans}]
    final = Counter(said(left[0].article.gold)[0]) if left else Counter()
    values = [
        Counter(value_of(span) for span in spans)
        for one in left
        for spans in one.article.spans(one.item.case).values()
    ]
    return all(value == values[0] and not value - final for value in values) and (
        bool(left) or not item.decisions[-1].spans
    )
