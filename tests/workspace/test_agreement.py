"""Agreement of a project: what counts, what is told meanwhile, and INCEpTION's cases of curation."""

import json
import re
from pathlib import Path

import pytest

from annotator.agreement.cases import CaseType, cases, group
from annotator.agreement.table import table
from annotator.core.errors import Cancelled, InputError
from annotator.workspace.agreement import Selection, agreement, gamma_alone, open_cases, read_table
from annotator.workspace.agreement_reading import read_units
from annotator.workspace.importing import import_files
from annotator.workspace.review_agreement import figures
from annotator.workspace.workspace import Workspace

TEXT = "Kiew\u00a0meldet  Verluste 🚢.\n\nMoskau bestreitet das."
SUITE = Path(__file__).resolve().parents[3] / "shared" / "data" / "inception-curation-suite"


@pytest.fixture
def project(tmp_path):
    """Makes a project of readings, lists of (start, end, label) by annotator for each document."""

    def make(*documents):
        lines = []
        for number, readings in enumerate(documents):
            for who, spans in readings.items():
                marked = [
                    {"id": f"T{k}", "start": s, "end": e, "label": label, "attributes": {"kind": "state"}}
                    for k, (s, e, label) in enumerate(spans)
                ]
                links = [{"label": "refers_to", "head_id": "T0", "child_id": "T1"}] if len(spans) > 1 else []
                lines.append(
                    json.dumps(
                        {
                            "text": f"{TEXT} {number}",
                            "meta": {"title": f"No {number}", "language": "de"},
                            "spans": marked,
                            "relations": links,
                            "_annotator_id": who,
                        }
                    )
                )
        (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
        workspace = Workspace.create(tmp_path / "p.annotator")
        assert not import_files(workspace, [tmp_path / "in.jsonl"]).problems
        return workspace

    return make


def test_a_table_holds_what_the_project_does(project):
    spans = [(0, 4, "SOURCE"), (27, 33, "ACTOR")]
    workspace = project({"Lena": spans, "Ada": [(0, 4, "SOURCE")]}, {"Lena": spans})
    found, left_out = read_table(workspace, Selection())
    assert left_out == 1
    assert (found.annotators, found.labels) == (("Ada", "Lena"), ("ACTOR", "SOURCE"))
    said = {
        (found.annotators[a], found.labels[n], s, e)
        for a, n, s, e in zip(found.annotator, found.label, found.start, found.end, strict=True)
    }
    assert said == {("Ada", "SOURCE", 0, 4), ("Lena", "SOURCE", 0, 4), ("Lena", "ACTOR", 27, 33)}
    assert found.lengths.tolist() == [len(TEXT) + 2]
    assert [found.links.types[n] for n in found.links.type] == ["refers_to"]
    assert found.ids[found.links.head] != found.ids[found.links.child]
    assert set(found.values.values) == {"state"}
    workspace.close()


def test_figures_say_of_how_many_articles_each_has_finished_a_reading(project):
    spans = [(0, 4, "SOURCE")]
    workspace = project(
        {"Ada": spans, "Lena": spans, "Bo": spans},
        {"Ada": spans, "Lena": [(27, 33, "ACTOR")]},
        {"Ada": spans},
    )
    found = agreement(workspace)
    assert (found.documents, found.read) == (2, {"Ada": 2, "Bo": 1, "Lena": 2})
    workspace.close()


def test_only_labels_that_were_asked_for(project):
    spans = [(0, 4, "SOURCE"), (27, 33, "ACTOR")]
    workspace = project({"Lena": spans, "Ada": spans})
    found, _ = read_table(workspace, Selection(labels=("ACTOR",)))
    assert found.labels == ("ACTOR",)
    assert (len(found), len(found.links.ids)) == (2, 0)
    with pytest.raises(InputError):
        read_table(workspace, Selection(labels=("NONE",)))
    with pytest.raises(InputError):
        read_table(workspace, Selection(annotators=("Nobody",)))
    workspace.close()


def test_tokens_and_words_that_a_span_touches(project):
    workspace = project({"Lena": [(0, 4, "SOURCE")], "Ada": [(2, 14, "SOURCE")]})
    found, _ = read_table(workspace, Selection())
    tokens, words = read_units(workspace, found)
    assert words.counts.tolist() == [len(f"{TEXT} 0".split())]
    by_name = {found.annotators[a]: n for n, a in enumerate(found.annotator.tolist())}
    assert (words.first[by_name["Lena"]], words.last[by_name["Lena"]]) == (0, 1)
    assert (words.first[by_name["Ada"]], words.last[by_name["Ada"]]) == (0, 3)
    assert tokens.counts[0] >= words.counts[0]
    workspace.close()


def test_progress_and_stopping(project):
    workspace = project({"Lena": [(0, 4, "SOURCE")], "Ada": [(0, 4, "SOURCE")]})
    told = []
    agreement(workspace, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (100, 100) or told[-1][0] >= 80
    with pytest.raises(Cancelled):
        agreement(workspace, cancelled=lambda: len(told) > 0)
    assert agreement(workspace).exact.all.mean == 1
    workspace.close()


def test_gamma_alone_is_that_of_all_figures(project):
    spans = [(0, 4, "SOURCE"), (5, 11, "CLAIM")]
    workspace = project(*({"Lena": spans, "Ada": spans[:n]} for n in (1, 2, 1)))
    found = agreement(workspace)
    told = []
    alone, between = gamma_alone(workspace, Selection(), lambda done, _: told.append(done))
    assert (alone.value, between) == (found.gamma.value, found.intervals["gamma"])
    assert between is not None
    assert told == sorted(told)
    with pytest.raises(Cancelled):
        gamma_alone(workspace, Selection(), cancelled=lambda: True)
    workspace.close()


def test_figures_and_cases_come_from_the_same_readings(project):
    one, other = [(0, 4, "SOURCE")], [(0, 3, "SOURCE")]
    workspace = project({"Lena": one, "Ada": one}, {"Lena": one, "Ada": other})
    found = agreement(workspace)
    assert [document.f1 for document in found.over_documents] == [1, 0]
    (case,) = open_cases(workspace)
    assert case.document == found.over_documents[1].id
    assert case.type == CaseType.BOUNDARY
    workspace.close()


def test_the_same_span_twice_is_met_once_in_all_figures(project):
    once = [(0, 4, "SOURCE"), (5, 11, "CLAIM")]
    twice = [*once, (12, 14, "SOURCE")]
    workspace = project({"Lena": twice, "Ada": once}, {"Lena": once, "Ada": once})
    # As files of before may have it: neither an import nor a key makes such spans.
    workspace.conn.execute("UPDATE fragment SET start = 0, end = 4 WHERE start = 12")
    found = agreement(workspace)
    assert found.exact.all.mean == found.semeval["strict"].f1.mean == pytest.approx(8 / 9)
    assert figures(workspace, Selection()).before.exact.value == found.exact.all.mean
    assert [case.type for case in open_cases(workspace)] == [CaseType.MISSING]
    workspace.close()


# INCEpTION


def _layer(name, who, column, relation):
    """Return spans (label and range) of one column of one case, and links (type, from, to) of another."""
    path = SUITE / name / f"{who}.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if re.match(r"\d+-\d+\t", line)]
    spans, links = {}, set()
    for row in rows:
        if len(row) > column and row[column] not in ("_", ""):
            start, end = map(int, row[1].split("-"))
            spans[row[0]] = (row[column], start, end)
    for row in rows:
        if relation and len(row) > relation + 2 and row[relation] not in ("_", ""):
            links.add((row[relation], row[relation + 2], row[0]))
    return spans, links


def _compared(readings):
    fragments, relations, ids = [], [], {}
    for who, (spans, links) in readings.items():
        for token, (label, start, end) in spans.items():
            ids[who, token] = len(ids) + 1
            fragments.append((ids[who, token], 1, who, label, start, end))
        for kind, head, child in sorted(links):
            relations.append((len(relations) + 1, kind, ids[who, head], ids[who, child]))
    return table([(1, who) for who in readings], fragments, relations)


@pytest.mark.skipif(not SUITE.is_dir(), reason="INCEpTION's cases are not here")
@pytest.mark.parametrize(
    ("name", "relation"),
    [
        ("simpleSpanDiffWithLabelTest", 0),
        ("simpleSpanNoDiffNoLabelTest", 0),
        ("relationLabelTest", 6),
        ("simpleRelTypeDiffTest", 5),
    ],
)
def test_inception_merges_what_is_agreed_here(name, relation):
    # Its layers of grammar are no annotations of ours; what they say is compared as such.
    users = {who: _layer(name, who, 3, relation) for who in ("user1", "user2")}
    merged, links = _layer(name, "curator", 3, 5)
    found = _compared(users)
    rows = group(found).agreed.nonzero()[0].tolist()
    agreed = {(found.labels[found.label[row]], int(found.start[row]), int(found.end[row])) for row in rows}
    assert agreed == set(merged.values())
    assert users["user1"][1] & users["user2"][1] == links
    # Links of two types with the same ends are one case, as two labels are.
    listed = [case.type for case in cases(found)]
    assert listed.count(CaseType.LINK) == len(
        {(head, child) for _, head, child in users["user1"][1] ^ users["user2"][1]}
    )
    assert listed.count(CaseType.LABEL) == len(listed) - listed.count(CaseType.LINK)
    assert (CaseType.LABEL in listed) == (name == "simpleSpanDiffWithLabelTest")


@pytest.mark.skipif(not SUITE.is_dir(), reason="INCEpTION's cases are not here")
@pytest.mark.parametrize(
    ("name", "agreed", "listed"),
    [
        ("simpleSpanDiffMultiFeatureTest", 0, [CaseType.ATTRIBUTE]),
        # INCEpTION merges no stacked annotations; the same one twice is one here, and both users have it.
        ("multipleStackedAnnotationsAreNotMergedTest", 2, []),
        ("simpleSpanDiffWithLabelStacking2Test", 1, [CaseType.MISSING]),
        # It leaves links to stacked ends open, too; here they are the same link.
        ("simpleRelGovStackedTest", 3, []),
    ],
)
def test_inception_where_spans_are_stacked_or_have_attributes(tmp_path, name, agreed, listed):
    workspace = Workspace.create(tmp_path / "p.annotator")
    for who in ("user1", "user2"):
        import_files(workspace, [SUITE / name / f"{who}.tsv"], annotator=who)
    found, _ = read_table(workspace, Selection())
    assert int(group(found).agreed.sum()) == 2 * agreed
    assert [case.type for case in cases(found)] == listed
    workspace.close()
