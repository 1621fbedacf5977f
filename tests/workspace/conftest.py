"""Two annotators of the project that every test has, finished readings, and the lead who reviews them."""

import pytest

from annotator.core import edits
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
def review(workspace):
    """Return a function that opens the review as the lead."""
    return lambda: Review(workspace, workspace.annotator("Lead").id)
