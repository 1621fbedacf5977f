"""F1, SemEval counts, links, attributes, units, tokens and intervals of small readings."""

import numpy as np
import pytest

from annotator.agreement import bootstrap, f1, linked, nominal, runs, semeval
from annotator.agreement.aligning import alike
from annotator.agreement.cases import cases, group
from annotator.agreement.runs import Units


def semeval_of(table):
    (found,) = semeval.counts(table, semeval.aligned(table, alike(table)))
    return found


def test_f1_by_label_and_pair(made):
    table = made([("A", 0, 5), ("B", 10, 15)], [("A", 0, 5), ("B", 11, 15), ("B", 20, 22)])
    exact, overlap = f1.exact(table), f1.overlapping(table)
    assert exact.matches(0, "A").f1 == 1
    assert exact.matches(0, "B") == f1.Matches(1, 2, 0, 0)
    assert exact.matches(0).f1 == pytest.approx(2 / 5)
    assert overlap.matches(0).f1 == pytest.approx(4 / 5)


def test_f1_counts_only_what_both_have_read(several):
    one = [("A", 0, 5)]
    table = several([one, one, None], [one, None, one], [None, one, [("A", 1, 5)]])
    spread = f1.spread(table, f1.exact(table))
    assert spread.pairs == {("ada", "bo"): 1.0, ("ada", "cy"): 1.0, ("bo", "cy"): 0.0}
    assert spread.mean == pytest.approx(2 / 3)
    assert spread.sd == pytest.approx(np.std([1, 1, 0]))


def test_f1_by_document(several):
    one, other = [("A", 0, 5)], [("A", 1, 5)]
    found = f1.by_document(f1.exact(several([one, one], [one, other], [[], []])))
    assert found[:2].tolist() == [1, 0]
    assert np.isnan(found[2])


def test_a_span_in_pieces_overlaps_only_where_its_pieces_do(made):
    table = made([("A", 0, 4, 20, 24)], [("A", 8, 12)])
    assert f1.overlapping(table).matches(0).f1 == 0
    assert f1.overlapping(made([("A", 0, 4, 20, 24)], [("A", 8, 21)])).matches(0).f1 == 1


def test_semeval_2013(made):
    # The five kinds of pairs of its guide: the same, other bounds, another label, both, and only one's.
    found = semeval_of(
        made(
            [("A", 0, 10), ("A", 20, 30), ("A", 40, 50), ("A", 60, 70), ("A", 80, 90)],
            [("A", 0, 10), ("A", 20, 28), ("B", 40, 50), ("B", 60, 68), ("B", 95, 99)],
        )
    )
    assert found["strict"] == semeval.Counts(1, 3, 0, 1, 1)
    assert found["exact"] == semeval.Counts(2, 2, 0, 1, 1)
    assert found["partial"] == semeval.Counts(2, 0, 2, 1, 1)
    assert found["type"] == semeval.Counts(2, 2, 0, 1, 1)
    assert found["strict"].f1 == pytest.approx(0.2)
    assert found["partial"].f1 == pytest.approx(0.6)


def test_strict_f1_is_exact_f1(made):
    table = made([("A", 0, 9), ("B", 3, 9), ("A", 20, 25)], [("A", 0, 9), ("A", 3, 9)])
    assert semeval_of(table)["strict"].f1 == pytest.approx(f1.exact(table).matches(0).f1)


def test_a_span_that_one_has_twice_is_met_once(made):
    table = made([("A", 0, 5), ("A", 0, 5), ("B", 9, 12)], [("A", 0, 5), ("B", 9, 12), ("B", 9, 12)])
    assert f1.exact(table).matches(0, "A") == f1.Matches(2, 1, 1, 1)
    assert f1.exact(table).matches(0, "B") == f1.Matches(1, 2, 1, 1)
    assert f1.exact(table).matches(0).f1 == pytest.approx(2 / 3)
    assert semeval_of(table)["strict"].f1 == pytest.approx(2 / 3)
    assert [case.type for case in cases(table)] == ["missing", "missing"]
    assert f1.exact(made([("A", 0, 5)] * 2, [("A", 0, 5)] * 2)).matches(0).f1 == 1


def test_a_link_and_a_unit_that_one_has_twice_are_met_once(made):
    twice = [("CLAIM", 10, 30), ("SOURCE", 0, 5), ("CLAIM", 10, 30)]
    links = [("attributed_to", 1, 2), ("attributed_to", 3, 2), ("attributed_to", 4, 5)]
    table = made(twice, twice[:2], links=links)
    same = alike(table)
    assert linked.relations(table, same).matches(0) == f1.Matches(2, 1, 1, 1)
    assert linked.units(table, same).matches(0, "CLAIM") == f1.Matches(2, 1, 1, 1)


def test_coefficients_on_labels_of_matched_spans_are_those_of_the_table(made):
    # Artstein and Poesio 2008, p. 558, as the labels of spans that are matched one to one.
    first, second = [], []
    cells = [("A", "A", 20), ("A", "B", 20), ("B", "A", 10), ("B", "B", 50)]
    place = 0
    for one, two, count in cells:
        for _ in range(count):
            first.append((one, place, place + 5))
            second.append((two, place, place + 5))
            place += 10
    table = made(first, second)
    same = alike(table)
    (codes,) = semeval.label_codes(table, semeval.aligned(table, same))
    assert nominal.cohen(codes).value == pytest.approx(0.3478, abs=5e-5)
    assert nominal.scott(codes).value == pytest.approx(0.3407, abs=5e-5)
    groups = semeval.grouped(table, group(table, same)).codes
    assert len(groups) == 100
    assert nominal.fleiss(groups).value == pytest.approx(0.3407, abs=5e-5)


SPANS = [("CLAIM", 10, 30), ("SOURCE", 0, 5), ("ACTOR", 12, 16)]
MOVED = [("CLAIM", 10, 28), ("SOURCE", 0, 6), ("ACTOR", 12, 16)]
LINKS = [("attributed_to", 1, 2), ("about", 1, 3)]


def _with_links(made, other, *more):
    return made(SPANS, other, links=[*LINKS, *more])


def test_links_by_ends_that_match_and_ends_that_overlap(made):
    same = _with_links(made, SPANS, ("attributed_to", 4, 5), ("about", 4, 6))
    assert linked.relations(same, alike(same)).matches(0).f1 == 1
    moved = _with_links(made, MOVED, ("attributed_to", 4, 5), ("about", 4, 6))
    assert linked.relations(moved, alike(moved)).matches(0).f1 == 0
    assert linked.overlapping_relations(moved).matches(0).f1 == 1
    other = _with_links(made, MOVED, ("attributed_to", 4, 6))
    assert linked.overlapping_relations(other).matches(0).f1 == 0
    half = _with_links(made, MOVED, ("about", 4, 6))
    assert linked.overlapping_relations(half).matches(0, "about").f1 == 1
    assert linked.overlapping_relations(half).matches(0, "attributed_to").f1 == 0


def test_a_claim_is_agreed_only_with_its_source_and_actors(made):
    def figures(table):
        same = alike(table)
        overlap = linked.overlapping_units(table, semeval.aligned(table, same))
        return linked.units(table, same).matches(0, "CLAIM").f1, overlap.matches(0, "CLAIM").f1

    assert figures(_with_links(made, SPANS, ("attributed_to", 4, 5), ("about", 4, 6))) == (1, 1)
    assert figures(_with_links(made, MOVED, ("attributed_to", 4, 5), ("about", 4, 6))) == (0, 1)
    assert figures(_with_links(made, SPANS, ("attributed_to", 4, 5))) == (0, 0)
    assert figures(_with_links(made, SPANS)) == (0, 0)


def test_attributes_of_matched_spans(made):
    spans = [("A", 0, 5), ("A", 10, 15), ("A", 20, 25), ("B", 30, 35)]
    said = ["x", "x", "y", "q", "x", "y", None, "q"]
    attributes = {n: ((("kind", value),) if value else ()) for n, value in enumerate(said, 1)}
    table = made(spans, spans, attributes=attributes)
    found = linked.attributes(table, semeval.aligned(table, alike(table)))
    assert list(found) == [("A", "kind"), ("B", "kind")]
    assert found["A", "kind"].f1.mean == pytest.approx(2 / 5)
    assert found["B", "kind"].f1.mean == 1
    assert found["B", "kind"].kappa[0].value is None


def test_tokens_labels_and_none(made):
    table = made([("A", 0, 4)], [("A", 2, 6), ("B", 8, 9)], length=10)
    found = runs.runs(table, runs.characters(table))
    assert runs.matches(table, found).matches(0, "A") == f1.Matches(4, 4, 2, 2)
    crossed = runs.confusion(table, found)
    assert crossed.tolist() == [[2, 0, 2], [0, 0, 0.5], [2, 0.5, 3]]
    assert crossed.sum() == 10


def test_tokens_that_a_span_touches_are_marked(made):
    table = made([("A", 0, 7)], [("A", 3, 5)], length=12)
    # Three tokens of four characters; the spans touch the first two of them, and both.
    units = Units(np.array([3]), np.array([0, 0]), np.array([2, 2]))
    assert runs.matches(table, runs.runs(table, units)).matches(0).f1 == 1


@pytest.mark.parametrize("labels", ["AB", "ABCDEFGHIJKLMNOP"])
def test_alpha_of_runs_is_alpha_of_their_characters(made, labels):
    rng = np.random.default_rng(5)
    readings = [
        [
            (str(rng.choice(list(labels))), start, start + int(rng.integers(1, 9)))
            for start in sorted(rng.integers(0, 80, size=12).tolist())
        ]
        for _ in range(3)
    ]
    table = made(*readings, length=100)
    codes = [
        [frozenset(label for label, start, end in spans if start <= place < end) for spans in readings]
        for place in range(100)
    ]
    numbers = {said: n for n, said in enumerate({one for row in codes for one in row})}
    plain = np.array([[numbers[one] for one in row] for row in codes])
    found = runs.runs(table, runs.characters(table))
    assert runs.alpha(found).value == pytest.approx(nominal.alpha(plain).value)
    assert runs.alpha_statistic(table, found).point == pytest.approx(nominal.alpha(plain).value)
    assert runs.fleiss_statistic(table, found).point == pytest.approx(nominal.fleiss(plain).value)


def test_intervals_are_seeded_and_hold_the_value(several):
    good, bad = [[("A", 0, 5)], [("A", 0, 5)]], [[("A", 0, 5)], [("A", 1, 5)]]
    table = several(*[good] * 12, *[bad] * 4)
    statistics = {"exact": bootstrap.of_tally(f1.exact(table))}
    found = bootstrap.intervals(statistics, seed=1)["exact"]
    assert found == bootstrap.intervals(statistics, seed=1)["exact"]
    assert found.low < 0.75 < found.high
    # Of a share of 16 documents, about two standard errors to each side.
    assert found.high - found.low == pytest.approx(4 * (0.75 * 0.25 / 16) ** 0.5, abs=0.08)


def test_one_document_has_no_interval(several):
    table = several([[("A", 0, 5)], [("A", 0, 5)]])
    assert bootstrap.intervals({"exact": bootstrap.of_tally(f1.exact(table))}) == {"exact": None}


def test_the_matches_of_one_kind_add_up_to_those_of_all(several):
    table = several(
        [[("A", 0, 5), ("B", 6, 9)], [("A", 0, 5), ("B", 6, 8)], [("B", 6, 9)]],
        [[("A", 1, 4)], None, [("A", 1, 4), ("C", 5, 6)]],
    )
    whole = f1.exact(table)
    parts = [whole.of_kind(kind) for kind in whole.kinds]
    assert sum(part.by_document for part in parts).tolist() == whole.by_document.tolist()
    for kind, part in zip(whole.kinds, parts, strict=True):
        assert part.by_document.sum(axis=1).tolist() == part.by_kind[:, 0].tolist()
        assert f1.spread(table, part) == f1.spread(table, whole, kind)
