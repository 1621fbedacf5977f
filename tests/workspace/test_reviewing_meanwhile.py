"""What others change while cases are read, shown and decided."""

import pytest

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.core.errors import Cancelled, StaleEdit
from annotator.core.spans import Fragment, State
from annotator.workspace import deciding
from annotator.workspace.agreement_cases import compare
from annotator.workspace.review_board import read_board
from annotator.workspace.reviewing import MAJORITY, TRUSTED, Review, Selection, Status, accept
from annotator.workspace.workspace import Workspace


@pytest.fixture
def elsewhere(workspace):
    """The same project, open a second time."""
    other = Workspace(workspace.path)
    yield other
    other.close()


@pytest.fixture
def once():
    """Makes a function of one that works the first time it is called."""

    def made(work):
        left = [work]
        return lambda *_: left.pop()() if left else None

    return made


@pytest.fixture
def two(read):
    """Two cases, a boundary and a span only Ada has; who Ada is."""
    ada = read("Ada", [("CLAIM", 0, 9), ("SOURCE", 20, 25)])
    read("Bo", [("CLAIM", 0, 5)])
    return ada


def first(lead):
    row = next(row for row in lead.rows if row.type == "boundary")
    return lead.open(row.document_id, row.key)


def clear(workspace, article, who):
    now = workspace.annotations(article, who)
    workspace.execute(edits.remove_spans(now, now.spans), who)


def mark(workspace, article, who, label, *bounds):
    now = workspace.annotations(article, who)
    workspace.execute(edits.add_span(now, label, (Fragment(*bounds),)), who)


def test_all_cases_are_read_as_of_one_moment(article, two, review, elsewhere, once):
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    board = read_board(lead.reader, once(lambda: clear(elsewhere, article, two)))
    assert board.ordered == lead.rows
    assert [row.status for row in review().rows] != [row.status for row in lead.rows]


def test_a_reader_who_comes_while_the_cases_are_read_is_none_of_them(article, two, review, elsewhere, once):
    lead = review()
    lead.decide(first(lead), Choice.READING, "Ada")
    board = read_board(
        lead.reader, once(lambda: mark(elsewhere, article, elsewhere.annotator("Zoe").id, "CLAIM", 1, 3))
    )
    assert board.ordered == lead.rows


def test_nothing_is_accepted_of_what_changes_meanwhile(workspace, article, two, review, elsewhere, once):
    lead = review()
    with pytest.raises(StaleEdit):
        accept(
            workspace,
            lead.lead_id,
            Selection(),
            TRUSTED + "Ada",
            once(lambda: clear(elsewhere, article, two)),
        )
    assert workspace.annotations(article, lead.gold_id).spans == {}


def test_figures_are_of_one_moment_though_an_article_is_not_done_any_longer(
    workspace, article, two, elsewhere, once
):
    def undo_done():
        now = elsewhere.annotations(article, two)
        elsewhere.execute(edits.set_state(now, State.IN_PROGRESS), two)

    work = once(undo_done)
    found = compare(workspace, Selection(), lambda done, _: done > 20 and work(), with_gamma=False)
    assert {len(values) for values in found.over_pairs.values()} == {len(found.figures.over_documents)} == {1}


def test_a_span_marked_since_the_case_was_opened_is_seen_when_it_is_decided(workspace, article, two, review):
    lead = review()
    opened = lead.open(article, next(row.key for row in lead.rows if row.type == "missing"))
    mark(workspace, article, workspace.annotator("Bo").id, "SOURCE", 20, 24)
    with pytest.raises(StaleEdit, match="readings changed since this case was opened"):
        lead.decide(opened, Choice.READING, "Ada")
    assert workspace.annotations(article, lead.gold_id).spans == {}
    lead.refresh(article)
    assert lead.rows == review().rows
    lead.decide(first(lead), Choice.READING, "Ada")


@pytest.mark.parametrize("edited", [False, True])
def test_what_changes_in_another_case_is_no_hindrance(workspace, article, two, review, elsewhere, edited):
    lead = review()
    opened = first(lead)
    draft = lead.planned(opened, Choice.READING, "Ada")
    mark(elsewhere, article, workspace.annotator("Bo").id, "SOURCE", 30, 35)
    if edited:
        lead.decide_edited(opened, draft)
    else:
        lead.decide(opened, Choice.READING, "Ada")
    assert [s.end for s in workspace.annotations(article, lead.gold_id).spans.values()] == [9]
    assert lead.rows == review().rows
    assert len(lead.rows) == 3


def test_a_rule_looks_at_an_article_as_often_however_many_cases_it_has(workspace, read, review, monkeypatch):
    for name in ("Ada", "Bo", "Cy"):
        odd = name == "Cy"
        spans = [("CLAIM", place, place + 1 + odd) for place in range(0, 36, 2)]
        links = [] if odd else [("said_by", number, 18) for number in range(18)]
        read(name, [*spans, ("SOURCE", 38, 40)], links)
    asked, looked = [], []
    stands = deciding.standing
    monkeypatch.setattr(deciding, "standing", lambda article: looked.append(article) or stands(article))
    cancelled = lambda: asked.append(1) or False  # noqa: E731
    decisions, _ = accept(
        workspace, workspace.annotator("Lead").id, Selection(), MAJORITY, cancelled=cancelled
    )
    assert decisions == 37
    assert len(asked) > decisions
    assert len(looked) < 10
    assert Review(workspace, workspace.annotator("Lead").id).counts()["to decide"] == 0


def test_accepting_stops_within_an_article(workspace, article, two, review):
    lead = review()
    asked = []
    with pytest.raises(Cancelled):
        accept(
            workspace,
            lead.lead_id,
            Selection(),
            TRUSTED + "Ada",
            cancelled=lambda: asked.append(1) or len(asked) > 2,
        )
    assert {row.status for row in review().rows} == {Status.OPEN}
