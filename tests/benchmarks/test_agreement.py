"""Cases and figures of many readings, against one bincount over all their characters."""

import json
import random
from itertools import pairwise

import numpy as np
import pytest

from annotator.agreement import f1, runs
from annotator.agreement.cases import cases
from annotator.agreement.gamma import gamma
from annotator.workspace.agreement import Selection, read_table
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

LABELS = ("ACTOR", "CLAIM", "SOURCE", "CUE")
READERS = ("ada", "bo", "cy")


@pytest.fixture(scope="session")
def read_by_three(tmp_path_factory, make_text):
    """Makes a project of documents of 3,000 characters, read by three who mark some 20 spans each."""

    def make(documents):
        folder, rng = tmp_path_factory.mktemp("readings"), random.Random(7)
        text = make_text(3_000)
        words = list(pairwise([0, *(n + 1 for n, c in enumerate(text) if c in " \n"), len(text) + 1]))
        with (folder / "made.jsonl").open("w", encoding="utf-8") as file:
            for number in range(documents):
                places = [
                    (rng.randrange(len(words) - 20), rng.choice((2, 3, 12)), rng.choice(LABELS))
                    for _ in range(20)
                ]
                for who in READERS:
                    line = {
                        "text": f"{text} {number}",
                        "meta": {"title": f"Made up {number}", "language": "en"},
                        "spans": _spans(places, words, rng),
                        "_annotator_id": who,
                    }
                    file.write(json.dumps(line) + "\n")
        workspace = Workspace.create(folder / "made.annotator")
        assert not import_files(workspace, [folder / "made.jsonl"]).problems
        return workspace

    return make


def _spans(places, words, rng):
    """What one reader makes of the places: some are missed, some end later, some have another label."""
    said = {}
    for first, length, label in places:
        chance = rng.random()
        if chance >= 0.07:
            last = first + length - (chance >= 0.2)
            name = LABELS[(LABELS.index(label) + 1) % 4] if 0.2 <= chance < 0.25 else label
            said[words[first][0], words[last][1] - 1, name] = None
    return [{"id": f"T{n}", "start": s, "end": e, "label": name} for n, (s, e, name) in enumerate(said)]


@pytest.fixture(scope="session", params=[100, 10_000])
def readings(request, full, read_by_three):
    """A project of so many documents; of few where nothing is measured."""
    workspace = read_by_three(request.param if full else 3)
    yield workspace
    workspace.close()


@pytest.fixture(scope="session")
def bincount(readings):
    """Counts one code for each character and reader: what no way of comparing them can do without."""
    found, _ = read_table(readings, Selection())
    codes = np.random.default_rng(0).integers(
        0, 16, int(found.lengths @ found.read.sum(axis=1)), dtype=np.uint8
    )
    return lambda: np.bincount(codes)


def test_cases_and_f1(readings, bincount, median, row):
    def work():
        found, _ = read_table(readings, Selection())
        len(cases(found))
        f1.spread(found, f1.exact(found))
        f1.spread(found, f1.overlapping(found))

    found, _ = read_table(readings, Selection())
    name = f"read, cases and F1 of {len(found.documents):,} documents"
    row(name, median(bincount), median(work), "2 s for 10,000 documents")


def test_alpha(readings, bincount, median, row):
    found, _ = read_table(readings, Selection())
    units = runs.characters(found)
    name = f"alpha over {len(found.documents):,} documents"
    row(
        name, median(bincount), median(lambda: runs.alpha(runs.runs(found, units))), "2× at 100, 6× at 10,000"
    )


def test_gamma(full, read_by_three, median, row):
    workspace = read_by_three(20 if full else 2)
    found, _ = read_table(workspace, Selection())
    workspace.close()
    work = lambda: gamma(found, samples=30 if full else 1, most_samples=30)  # noqa: E731
    ours = median(work, 3) / len(found.documents)
    peer = _pygamma(found, median) if full else ours
    row("gamma of a document, three readers; the floor is pygamma-agreement", peer, ours, "0.1×")


def _pygamma(found, median):
    pygamma = pytest.importorskip("pygamma_agreement")
    segment = pytest.importorskip("pyannote.core").Segment
    continuum = pygamma.Continuum()
    for place in np.flatnonzero(found.document == 0).tolist():
        name = found.annotators[found.annotator[place]]
        where = segment(float(found.start[place]), float(found.end[place]))
        continuum.add(name, where, found.labels[found.label[place]])
    unlike = pygamma.CombinedCategoricalDissimilarity(alpha=3, beta=1)
    sampler = pygamma.ShuffleContinuumSampler()
    return median(lambda: continuum.compute_gamma(unlike, n_samples=30, sampler=sampler), 3)
