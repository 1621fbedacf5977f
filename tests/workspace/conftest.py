"""Two annotators of the project that every test has."""

import pytest


@pytest.fixture
def lena(workspace):
    return workspace.annotator("Lena").id


@pytest.fixture
def jonas(workspace):
    return workspace.annotator("Jonas").id
