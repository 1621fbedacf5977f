"""Tables of a few readings, made for the tests of agreement."""

import pytest

from annotator.agreement.table import table

READERS = ("ada", "bo", "cy", "di", "eve", "fay")


@pytest.fixture(scope="session")
def made():
    """Makes a table of one document; readings are lists of (label, start, end[, start, end …]) for each reader.

    Spans are numbered from 1 in the order given, the first reader's first; links are (type, head, child).
    """

    def make(*readings, links=(), attributes=None, length=0):
        fragments, number, names = [], 0, READERS[: len(readings)]
        for name, spans in zip(names, readings, strict=True):
            for label, *places in spans:
                number += 1
                pairs = zip(places[::2], places[1::2], strict=True)
                fragments += [(number, 1, name, label, start, end) for start, end in pairs]
        relations = [(900 + n, *link) for n, link in enumerate(links)]
        return table([(1, name) for name in names], fragments, relations, attributes, {1: length})

    return make


@pytest.fixture(scope="session")
def several():
    """Makes a table of several documents, each a list of readings; None where a reader has not read it."""

    def make(*documents, length=400):
        fragments, number, read = [], 0, []
        for place, readings in enumerate(documents, 1):
            for name, spans in zip(READERS, readings, strict=False):
                if spans is None:
                    continue
                read.append((place, name))
                for label, start, end in spans:
                    number += 1
                    fragments.append((number, place, name, label, start, end))
        return table(read, fragments, lengths=dict.fromkeys(range(1, len(documents) + 1), length))

    return make
