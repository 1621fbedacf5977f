"""What stands behind the figures of a reading and the final one: the same differences, none more, none less."""

import json
import random
from contextlib import suppress

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.errors import Cancelled, EditError, InputError
from annotator.core.spans import State
from annotator.workspace.agreement import Selection
from annotator.workspace.agreement_cases import Behind, Opens, compare
from annotator.workspace.feedback_differences import Differences
from annotator.workspace.importing import import_files
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace

TEXT = "Kiew meldet Verluste, und Moskau bestreitet das seit gestern wieder, Nr."
READERS = ("Ada", "Bo", "Cy")
LABELS = ("ACTOR", "CLAIM", "SOURCE")
ALL = tuple(State)


def some_spans(rng, most):
    starts = [rng.randrange(0, 60) for _ in range(rng.randrange(1, most))]
    return [(rng.choice(LABELS), at, at + rng.randrange(1, 9)) for at in starts]


def reading(rng, shared):
    """A reading that has most of what all share, some spans of its own, and links."""
    found = [(label, start, end + (rng.random() < 0.2)) for label, start, end in shared if rng.random() < 0.9]
    found += some_spans(rng, 3)
    spans = [
        {
            "id": f"T{n}",
            "start": start,
            "end": end,
            "label": label,
            "attributes": {"kind": rng.choice("aaab")},
        }
        for n, (label, start, end) in enumerate(found)
    ]
    links = [
        {"label": "attributed_to", "head_id": f"T{h}", "child_id": f"T{c}"}
        for h, (head, *_) in enumerate(found) for c, (child, *_) in enumerate(found)
        if (head, child) == ("CLAIM", "SOURCE") and rng.random() < 0.7
    ]  # fmt: skip
    return {"spans": spans, "relations": links}


def settle(review, rng):
    for row in [row for row in review.rows if row.is_open and rng.random() < 0.8]:
        opened = review.open(row.document_id, row.key)
        if opened is None:
            continue
        choice = rng.choice([Choice.READING, Choice.READING, Choice.UNION, Choice.NONE])
        taken = rng.choice(sorted(opened.item.case.spans)) if choice == Choice.READING else None
        with suppress(EditError, InputError):
            review.decide(opened, choice, taken, reason="Slip")


def settle_some(workspace, rng):
    """Decide most cases one way or another, accept what all agree on, and let readings change after that."""
    review = Review(workspace, workspace.annotator("Lead").id)
    review.accept_agreed()
    settle(review, rng)
    settle(review, rng)  # links come after their ends
    for document in rng.sample(workspace.queue(review.lead_id), 3):
        ada = workspace.annotator("Ada").id
        now = workspace.annotations(document, ada)
        workspace.execute(edits.remove_spans(now, list(now.spans)[:1]), ada)


@pytest.fixture(scope="module", params=[1, 2])
def settled(request, tmp_path_factory):
    """A project of readings made at random, most of whose cases are decided."""
    rng = random.Random(request.param)
    folder = tmp_path_factory.mktemp("settled")
    shared = [some_spans(rng, 9) for _ in range(9)]
    lines = [
        {"text": f"{TEXT} {n}", "meta": {"title": f"{n}"}, "_annotator_id": who, **reading(rng, of_all)}
        for n, of_all in enumerate(shared) for who in READERS
    ]  # fmt: skip
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    workspace = Workspace.create(folder / "p.annotator")
    assert not import_files(workspace, [folder / "in.jsonl"]).problems
    settle_some(workspace, rng)
    yield workspace
    workspace.close()


def compared(workspace, *annotators, **more):
    return compare(workspace, Selection(annotators, states=ALL, **more), with_gamma=False)


def differences(workspace, found, behind):
    assert found.opens(behind) == Opens.FINAL
    return list(Differences(workspace, found.of_final(behind, "")))


def spans(found, label=""):
    """How many spans of a label some differences are of."""
    return sum(
        text.startswith(f"{label}: " if label else "") for one in found for text in (*one.own, *one.final)
    )


def missed(items, value):
    return 0 if value is None else round(items * (1 - value))


@pytest.mark.parametrize("reader", READERS)
def test_as_many_spans_differ_as_an_exact_f1_with_the_final_reading_counts(settled, reader):
    found = compared(settled, reader, "gold")
    exact = found.figures.exact
    assert missed(exact.all.items, exact.all.mean) > 5
    assert spans(differences(settled, found, Behind(counted="exact"))) == missed(
        exact.all.items, exact.all.mean
    )
    for label in found.figures.labels:
        one = exact.labels[label]
        listed = differences(settled, found, Behind(labels=(label,), counted="exact"))
        assert spans(listed, label) == missed(one.items, one.mean), label
    for one in found.figures.over_documents:
        listed = differences(settled, found, Behind(document=one.id, counted="exact"))
        assert spans(listed) == missed(one.spans, one.f1)
        assert {each.document_id for each in listed} <= {one.id}


def test_a_pair_among_several_opens_the_same_as_alone(settled):
    several, alone = compared(settled, *READERS, "gold"), compared(settled, "Bo", "gold")
    listed = differences(settled, several, Behind(pair=("Bo", "gold"), counted="exact"))
    assert listed == differences(settled, alone, Behind(counted="exact"))
    value = several.figures.exact.all.pairs["Bo", "gold"]
    assert spans(listed) == missed(alone.figures.exact.all.items, value) > 0
    for document, of_pair in zip(
        several.figures.over_documents, several.over_pairs["Bo", "gold"], strict=True
    ):
        listed = differences(
            settled, several, Behind(document=document.id, pair=("Bo", "gold"), counted="exact")
        )
        items = next((one.spans for one in alone.figures.over_documents if one.id == document.id), 0)
        assert spans(listed) == missed(items, of_pair)
    every = differences(settled, several, Behind(annotator="gold", counted="exact"))
    assert [one for one in every if one.reader == "Bo"] == differences(
        settled, alone, Behind(counted="exact")
    )
    assert {one.reader for one in every} == set(READERS)


def test_cases_are_counted_as_they_are_listed(settled):
    found = compared(settled, "Ada", "gold")
    behinds = [Behind(), Behind(links=""), Behind(labels=("CLAIM",), attribute="kind")]
    behinds += [Behind(labels=(label,)) for label in found.figures.labels]
    behinds += [Behind(links=kind, spans=False) for kind in found.figures.relations.labels]
    for behind in behinds:
        listed = differences(settled, found, behind)
        assert len(listed) == found.index.count(behind, found.scope)
    assert any("link" in one.slips for one in differences(settled, found, Behind(links="")))
    by_attribute = differences(settled, found, Behind(labels=("CLAIM",), attribute="kind"))
    assert all("attribute" in one.slips for one in by_attribute)


def test_a_cell_of_the_confusion_with_the_final_reading_opens_what_it_counts(settled):
    found = compared(settled, "Cy", "gold")
    names = (*found.figures.labels, "")
    for a, one in enumerate(names):
        for b, other in enumerate(names[a + 1 :], a + 1):
            listed = differences(settled, found, Behind(crossed=(one, other)))
            assert bool(listed) == bool(found.figures.confusion[a, b]), (one, other)
            assert all(any(spans([each], label) for label in (one, other) if label) for each in listed)


def test_what_lies_over_none_of_its_label_is_behind_overlap_f1(settled):
    found = compared(settled, "Ada", "gold")
    overlap = found.figures.overlap.all
    listed = differences(settled, found, Behind(counted="overlap"))
    number = missed(overlap.items, overlap.mean)
    assert number / 2 <= len(listed) <= number
    assert all(one.slips != ("boundary",) for one in listed)


def test_a_choice_of_labels_narrows_the_differences(settled):
    narrow = compared(settled, "Bo", "gold", labels=("SOURCE",))
    exact = narrow.figures.exact.all
    assert spans(differences(settled, narrow, Behind(counted="exact")), "SOURCE") == missed(
        exact.items, exact.mean
    )


def test_a_difference_says_why_it_was_decided_so_and_what_slipped(settled):
    found = differences(settled, compared(settled, "Bo", "gold"), Behind(counted="exact"))
    assert {one.decision.reason for one in found if one.decision} == {"Slip"}
    assert all(one.slips == ("missing",) for one in found if not one.own)
    assert all(one.slips == ("extra",) for one in found if not one.final)
    assert {slip for one in found for slip in one.slips} >= {"missing", "extra", "boundary"}


def test_a_figure_over_readings_among_themselves_and_with_the_final_one_opens_neither(settled):
    found = compared(settled, "Ada", "Bo", "gold")
    assert found.opens(Behind()) == Opens.NEITHER
    assert found.opens(Behind(annotator="Ada")) == Opens.NEITHER
    assert found.opens(Behind(pair=("Ada", "Bo"))) == Opens.CASES
    assert found.opens(Behind(pair=("Ada", "gold"))) == Opens.FINAL
    assert found.keys(Behind(pair=("Ada", "Bo"))) == compared(settled, "Ada", "Bo").keys(Behind())
    assert compared(settled, "Ada", "Bo").opens(Behind()) == Opens.CASES


def test_it_can_be_stopped_at_any_time(settled):
    asked = compared(settled, *READERS, "gold").of_final(Behind(annotator="gold"), "")
    assert len(asked.pairs) == 3
    times = []
    found = Differences(settled, asked, lambda: times.append(0) or False)
    number = len(times)
    assert number >= len(asked.pairs) + len(found)
    for last in (0, 1, number // 2, number - 1):
        times.clear()
        with pytest.raises(Cancelled):
            Differences(settled, asked, lambda last=last: times.append(0) or len(times) > last)
        assert len(times) == last + 1
    stopped = []
    found = Differences(settled, asked, lambda: bool(stopped))
    stopped.append(0)
    with pytest.raises(Cancelled):
        list(found)


def test_of_one_article_no_other_is_read(settled):
    found = compared(settled, "Bo", "gold")

    def work(behind):
        steps = []
        settled.conn.set_progress_handler(lambda: steps.append(0), 100)
        Differences(settled, found.of_final(behind, ""))
        settled.conn.set_progress_handler(None, 0)
        return len(steps)

    assert 2 * work(Behind(document=found.figures.over_documents[0].id)) < work(Behind())
