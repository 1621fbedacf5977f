"""Two annotators of the project that every test has, finished readings, and the lead who reviews them."""

from collections import Counter

import pytest

from annotator.core import edits
from annotator.core.decisions import value_of
from annotator.core.spans import Fragment, State
from annotator.workspace.reviewing import Review


@pytest.fixture
def lena(workspace):
    return workspace.annotator("Lena").id


@pytest.fixture
def jonas(workspace):
    return workspace.annotator("Jonas").id


@pytest.fixture
def read(workspace, article):
    """Give an annotator spans, as (label, start, end), with links between them by their numbers; finished."""

    def read_(name, spans, links=()):
        who = workspace.annotator(name).id
        ids = []
        for label, *bounds in spans:
            pairs = tuple(Fragment(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=True))
            now = workspace.annotations(article, who)
            edit = edits.add_span(now, label, pairs)
            workspace.execute(edit, who)
            ids.append(edit.changes[-1].after.id)
        for kind, head, child in links:
            now = workspace.annotations(article, who)
            workspace.execute(edits.add_relation(now, workspace.scheme, kind, ids[head], ids[child]), who)
        workspace.execute(edits.set_state(workspace.annotations(article, who), State.DONE), who)
        return who

    return read_


@pytest.fixture
def boundary(read):
    """One case: Ada's claim is longer than Bo's; who the two are."""
    return read("Ada", [("CLAIM", 0, 9)]), read("Bo", [("CLAIM", 0, 5)])


@pytest.fixture
def change(workspace, article):
    """Lets an annotator change the only span of theirs."""

    def change_(who, make):
        now = workspace.annotations(article, who)
        workspace.execute(make(now, next(iter(now.spans))), who)

    return change_


@pytest.fixture
def review(workspace):
    """Return a function that opens the review as the lead."""
    return lambda: Review(workspace, workspace.annotator("Lead").id)


@pytest.fixture(scope="session")
def said():
    """Tells what annotations say, without ids: spans and links."""

    def said_(annotations):
        spans = {i: value_of(s) for i, s in annotations.spans.items()}
        links = Counter((r.type, spans[r.head_id], spans[r.child_id]) for r in annotations.relations.values())
        return Counter(spans.values()), links

    return said_


@pytest.fixture(scope="session")
def gold(said):
    """Tells what the gold layer of the only document holds, as another connection would read it."""

    def gold_(review):
        (document,) = review.workspace.queue(review.lead_id)
        return said(review.workspace.annotations(document, review.gold_id))

    return gold_


@pytest.fixture(scope="session")
def spans_of(gold):
    """Tells the labels and bounds in the gold layer."""
    return lambda review: sorted((label, *fragments) for label, fragments, _ in gold(review)[0].elements())
