"""Cases settled at random: what gold holds follows from the decisions, and can be undone."""

import shutil
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from annotator.core import edits
from annotator.core.decisions import Choice, value_of
from annotator.core.errors import EditError, InputError
from annotator.core.ids import fresh_id
from annotator.core.spans import Fragment, Layer, Relation, Span, State
from annotator.storage import rows
from annotator.workspace import importing
from annotator.workspace.review_rows import Filter
from annotator.workspace.reviewing import ALL_AGREE, MAJORITY, TRUSTED, Review, Status
from annotator.workspace.workspace import Workspace

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
        pairs = {pair for pair in pairs if allowed(workspace, pair[0], *(made[i] for i in pair[1:]))}
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


def allowed(workspace, kind, head, child):
    """Whether the scheme allows a link between two spans."""
    return kind in {one.name for one in workspace.scheme.relations_between(head.label, child.label)}


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
def test_settling_every_case_one_way_gives_that_layer_as_gold(one, gold, said, data):
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
def test_random_decisions_undone_give_the_start(one, gold, data):
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
        if decide(lead, opened, data.draw(st.sampled_from(Choice)), data.draw(st.integers(0, 2))):
            states.append((gold(lead), lead.rows[:]))
        assert lead.rows == Review(quick, lead.lead_id).rows
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


def decide(lead, opened, choice, number):
    """Decide a case, by the reader of this number where it takes one; tell whether that could be."""
    names = sorted(opened.item.case.spans)
    taken = names[number % len(names)]
    if choice == Choice.EDITED:
        lead.decide_edited(opened, lead.planned(opened, Choice.UNION))
        return True
    if choice != Choice.READING and not lead.needs_taken(opened, choice):
        taken = None
    try:
        lead.decide(opened, choice, taken)
    except InputError:  # one that has nothing here, or several labels
        return False
    return True


CHOICES = st.sampled_from([Choice.READING, Choice.UNION, Choice.OVERLAP, Choice.NONE])


@settings(max_examples=40)
@given(st.data())
def test_what_changes_after_its_case_was_decided_reopens_it_and_says_why(one, gold, said, data):
    quick, article = one
    names = fill(quick, article, data.draw(st.lists(READING, min_size=2, max_size=3)))
    lead = Review(quick, quick.annotator("Lead").id)
    readers = {name: quick.annotator(name).id for name in names}
    layers = {name: quick.annotations(article, who) for name, who in readers.items()}
    for row in [row for row in lead.rows if row.type != "link"]:
        decide(lead, lead.open(article, row.key), data.draw(CHOICES), 0)
    decided = lead.rows[:]
    assume(not any(row.is_open and row.type != "link" for row in decided))
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
    told = [str(why) for row in again.rows if row.status == Status.REOPENED for why in row.why]
    assert any(name in why for why in told) or is_settled(again, article, case, said)
    assert gold(again) == final
    others = {n: quick.annotations(article, who) for n, who in readers.items() if n != name}
    assert others == {n: own for n, own in layers.items() if n != name}
    quick.undo(readers[name])
    assert Review(quick, lead.lead_id).rows == decided


def is_settled(review, article, item, said):
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


MANY_LINKS = st.tuples(
    st.lists(SPAN, min_size=1, max_size=4),
    st.lists(
        st.tuples(st.sampled_from(["said_by", "answers"]), st.integers(0, 3), st.integers(0, 3)), max_size=6
    ),
)
STEP = st.tuples(
    st.sampled_from(["decide", "decide", "decide", "accept", "undo", "redo"]),
    st.integers(0, 20),
    st.sampled_from([*Choice]),
    st.integers(0, 2),
)


@settings(max_examples=100)
@given(st.lists(MANY_LINKS, min_size=2, max_size=3), st.lists(STEP, min_size=1, max_size=14))
def test_gold_has_only_links_that_were_decided_or_agreed_on(one, readings, steps):
    quick, article = one
    fill(quick, article, readings)
    lead = Review(quick, quick.annotator("Lead").id)
    update = lead.refresh(article)  # as one document, and not among all
    assert (update.gone, update.come) == ([], [])
    for step, number, choice, reader in steps:
        if step == "accept":
            lead.accept_agreed()
        elif step == "decide" and lead.rows:
            row = lead.rows[number % len(lead.rows)]
            if choice != Choice.EDITED:
                decide(lead, lead.open(article, row.key), choice, reader)
        elif step in ("undo", "redo"):
            getattr(quick, step)(lead.lead_id)
            lead.refresh(article)
        check_links(lead, article)
    assert lead.rows == Review(quick, lead.lead_id).rows


def check_links(lead, article):
    """See that gold has no link that nobody decided and not all agree on who have both of its ends."""
    state, now, _ = lead._article(article)
    stands_for = now.anchors.of
    makers, able, made = {}, {}, {}
    for name, own in state.readers.items():
        for span in own.spans:
            able.setdefault(stands_for.get(span), set()).add(name)
        for link in own.relations.values():
            ends = stands_for.get(link.head_id), stands_for.get(link.child_id)
            makers.setdefault((link.type, *ends), set()).add(name)
            made.setdefault((link.type, *ends), set()).add(link.id)
    decided = {i for d in state.decisions for i in d.links}
    held = [d for d in state.decisions if d.choice != Choice.LATER]
    about = {link.id for d in held for one in d.said for link in one.links}
    put_off = {i for d in state.decisions if d.choice == Choice.LATER for i in d.spans}
    triples = {(r.type, r.head_id, r.child_id): i for i, r in state.gold.relations.items()}
    spans = state.gold.spans
    assert all(allowed(lead.workspace, k, spans[head], spans[child]) for k, head, child in triples)
    for (kind, head, child), link in triples.items():
        if {head, child} <= able.keys() - put_off:  # links are judged once their ends are settled
            agree = makers.get((kind, head, child)) == able[head] & able[child]
            assert agree or link in decided
    if any(item.is_open for item in now.items) or now.agreed:
        return
    # All is decided: gold has what was chosen, and where nobody was asked what all agree on.
    for (kind, head, child), who in makers.items():
        if head is None or child is None:
            continue  # what it joins is not in the final reading
        if not allowed(lead.workspace, kind, spans[head], spans[child]):
            continue  # nor can it have such a link
        triple = kind, head, child
        agree = about.isdisjoint(made[triple]) and who == able[head] & able[child]
        assert (triple in triples) == (agree or is_chosen(state, now, triple))


def is_chosen(state, now, triple):
    """Whether one of the decisions about links takes this one."""
    stands_for = now.anchors.of
    for decision in state.decisions:
        made = {
            said.annotator_id: triple
            in [(r.type, stands_for.get(r.head_id), stands_for.get(r.child_id)) for r in said.links]
            for said in decision.said
        }
        if (
            (decision.choice == Choice.READING and made.get(decision.taken))
            or (decision.choice == Choice.UNION and any(made.values()))
            or (decision.choice == Choice.OVERLAP and all(made.values()))
        ):
            return True
    return False


# Few places: many spans are stacked, or one of several of the same bounds.
STACKED = st.sampled_from(
    [(label, *bounds) for label in ("CLAIM", "SOURCE") for bounds in ((0, 3), (0, 6), (3, 6), (9, 12))]
)
STACKED_LINKS = st.tuples(
    st.lists(STACKED, min_size=1, max_size=4),
    st.lists(
        st.tuples(st.sampled_from(["said_by", "answers"]), st.integers(0, 3), st.integers(0, 3)), max_size=6
    ),
)
READINGS = st.one_of(
    st.lists(STACKED_LINKS, min_size=2, max_size=3), st.lists(MANY_LINKS, min_size=2, max_size=3)
)


def take_step(lead, article, names, step, number, choice, reader):
    """Undo, redo, accept by a rule, or decide any case, decided ones too."""
    if step in ("undo", "redo"):
        getattr(lead.workspace, step)(lead.lead_id)
        lead.refresh(article)
    elif step == "accept":
        lead.accept_agreed([ALL_AGREE, MAJORITY, *(TRUSTED + name for name in names)][number % 4])
    elif lead.rows:
        decide(lead, lead.open(article, lead.rows[number % len(lead.rows)].key), choice, reader)


CLAIM = "CLAIM", 0, 3
# Ada can make a link only once its end is final, and was asked about that end before it was.
ASKED_BEFORE = (
    [
        ([CLAIM], [("answers", 0, 0)]),
        ([CLAIM, CLAIM], []),
        ([CLAIM, CLAIM], [("answers", 0, 1)]),
    ],
    [("decide", 1, Choice.LATER, 0), ("decide", 0, Choice.UNION, 0), ("decide", 1, Choice.READING, 0)],
)


@example(*ASKED_BEFORE)
@settings(max_examples=150)
@given(READINGS, st.lists(STEP, min_size=1, max_size=14))
def test_what_is_decided_once_is_not_open_again_by_other_decisions_and_rules(one, readings, steps):
    quick, article = one
    names = fill(quick, article, readings)
    lead = Review(quick, quick.annotator("Lead").id)
    start = lead.rows[:]
    for step, number, choice, reader in steps:
        if step == "decide" and choice == Choice.EDITED:
            continue  # by hand, the lead may cut what was decided elsewhere
        decided = lead.counts()["settled"]
        take_step(lead, article, names, step, number, choice, reader)
        again = [(row, [str(why) for why in row.why]) for row in lead.rows if row.status == Status.REOPENED]
        assert again == []
        assert len({row.key for row in lead.rows}) == len(lead.rows)
        if step not in ("undo", "redo"):
            put_off = step == "decide" and choice == Choice.LATER
            assert lead.counts()["settled"] >= decided - put_off
        check_counts(lead)
    assert lead.rows == Review(quick, lead.lead_id).rows
    while quick.undo(lead.lead_id):
        pass
    assert Review(quick, lead.lead_id).rows == start


def check_counts(lead):
    """See that what is shown adds up to all cases, and to all rows."""
    n = lead.counts()
    assert n["settled"] + n["to decide"] == n["cases"] == len(lead.cases(Filter(cases=True)))
    assert n["open"] + n["reopened"] + n["later"] == n["to decide"]
    assert n["by hand"] + n["by rule"] == n["settled"]
    assert n["by rule"] + n["accepted"] == n["automatic"]
    assert n["cases"] + n["accepted"] == len(lead.rows)
