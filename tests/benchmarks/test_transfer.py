"""Import and export: time against a floor measured in the same run, and memory by number of documents."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
import zlib
from itertools import accumulate, islice
from pathlib import Path

import pytest

from annotator.formats import spacy_corpus
from annotator.formats.kinds import jsonl
from annotator.workspace.exporting import export
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

FULL = os.environ.get("ANNOTATOR_BENCH") == "full"
LABELS = ("ACTOR", "CLAIM", "SOURCE", "CUE")
LENGTH, SPANS = 3_000, 20
SYLLABLES = [a + b for a in "bdfghklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er", "ing")]


@pytest.fixture(scope="module")
def count(full):
    return 10_000 if full else 12


@pytest.fixture
def rounds(full):
    return 5 if full else 1


@pytest.fixture(scope="module")
def articles(count):
    """Made-up articles whose words are as unevenly frequent as a language's, 60,000 different ones."""
    choice = random.Random(4)
    words = ["".join(choice.choices(SYLLABLES, k=choice.choice((1, 2, 2, 3, 3, 4)))) for _ in range(60_000)]
    words = [word.capitalize() if choice.random() < 0.2 else word for word in words]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    marks = (*[""] * 32, *[","] * 4, *["."] * 3, ".\n", "'s", ")", "”", "?", "-")

    def article():
        taken = choice.choices(words, cum_weights=weights, k=LENGTH // 4)
        return " ".join(word + choice.choice(marks) for word in taken)[:LENGTH].rstrip().replace("\n ", "\n")

    return [article() for _ in range(count)]


def line(number, text, spans):
    starts = [0, *(i + 1 for i, character in enumerate(text) if character in " \n")]
    marked = []
    for k in range(spans):
        first = k * (len(starts) - 5) // spans
        start = starts[first]
        end = start + len(text[start : starts[first + 3] - 1].rstrip(",.'s)”\n "))
        marked.append({"id": f"T{k}", "start": start, "end": end, "label": LABELS[k % 4]})
    meta = {"title": f"Article {number}", "outlet": f"Outlet {number % 40}", "published": "2024-10-31",
            "language": "en"}  # fmt: skip
    read = {"spans": marked, "_annotator_id": "anna", "state": "done"} if spans else {}
    return json.dumps({"text": text, "meta": meta | {"url": f"https://example.org/{number}"}, **read})


@pytest.fixture(scope="module")
def plain(articles, tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "plain.jsonl"
    path.write_text("\n".join(line(n, text, 0) for n, text in enumerate(articles)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def read(articles, tmp_path_factory):
    path = tmp_path_factory.mktemp("read") / "read.jsonl"
    path.write_text("\n".join(line(n, text, SPANS) for n, text in enumerate(articles)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def project(read, tmp_path_factory):
    return filled(tmp_path_factory.mktemp("project") / "read.annotator", read)


def filled(path, source):
    workspace = Workspace.create(path)
    import_files(workspace, [source])
    workspace.close()
    return path


@pytest.fixture
def bare_insert(tmp_path, articles):
    """Inserts the texts alone into a bare SQLite file, committed at the end."""

    def insert():
        path = tmp_path / "bare.sqlite"
        path.unlink(missing_ok=True)
        conn = sqlite3.connect(path)
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
        conn.executemany("INSERT INTO t (text) VALUES (?)", ((text,) for text in articles))
        conn.commit()
        conn.close()

    return insert


def timed_import(tmp_path, source, rounds, expected):
    times = []
    for number in range(rounds):
        workspace = Workspace.create(tmp_path / f"{number}.annotator")
        start = time.perf_counter()
        report = import_files(workspace, [source])
        times.append(time.perf_counter() - start)
        workspace.close()
        assert (report.documents, report.spans, report.problems) == expected
    return sorted(times)[len(times) // 2]


def test_import(full, tmp_path, plain, count, median, bare_insert, row):
    import spacy  # noqa: F401  # its import is the same whatever is imported then

    floor = median(bare_insert, 3)
    ours = timed_import(tmp_path, plain, 3 if full else 1, (count, 0, []))
    row(f"import {count:,} articles of {LENGTH:,} characters", floor, ours, "≤ 1.2 s")


def test_import_with_spans(full, tmp_path, read, count, median, bare_insert, row):
    floor = median(bare_insert, 3)
    ours = timed_import(tmp_path, read, 3 if full else 1, (count, SPANS * count, []))
    row(f"import {count:,} articles with {SPANS * count:,} spans", floor, ours, "≤ 3 s")


def test_import_text_files(full, tmp_path, articles, count, median, bare_insert, row):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, text in enumerate(articles):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    floor = median(bare_insert, 3)
    ours = timed_import(tmp_path, folder, 3 if full else 1, (count, 0, []))
    row(f"import {count:,} files of {LENGTH:,} characters", floor, ours, "")


def timed_export(project, tmp_path, kind, suffix, rounds):
    times = []
    workspace = Workspace(project)
    for number in range(rounds):
        start = time.perf_counter()
        export(workspace, tmp_path / f"{number}{suffix}", kind)
        times.append(time.perf_counter() - start)
    workspace.close()
    return sorted(times)[len(times) // 2]


def timed(monkeypatch, module, name, rounds):
    """Count the seconds that a function takes in each of so many rounds; return what tells them."""
    real, spent = getattr(module, name), []

    def wrapped(*arguments):
        start = time.perf_counter()
        found = real(*arguments)
        spent.append(time.perf_counter() - start)
        return found

    monkeypatch.setattr(module, name, wrapped)
    return lambda: sum(spent) / rounds


def test_export_jsonl(tmp_path, project, count, rounds, median, row, monkeypatch):
    read_back = timed(monkeypatch, jsonl, "_check", rounds)
    ours = timed_export(project, tmp_path, "jsonl", ".jsonl", rounds)
    written = (tmp_path / "0.jsonl").read_bytes().splitlines()
    values = [json.loads(one) for one in written]
    floor = median(lambda: [json.dumps(value, ensure_ascii=False) for value in values], 3)
    assert len(values) == count
    row(f"export {count:,} articles as JSONL (floor: json.dumps of the same)", floor, ours, "≤ 1.6 s")
    row("  without the reading back", floor, ours - read_back(), "")


def test_export_spacy(tmp_path, project, read, count, rounds, median, row, monkeypatch):
    import spacy
    from spacy.tokens import DocBin

    spacy.blank("en")
    read_back = timed(monkeypatch, spacy_corpus, "check_file", rounds)
    ours = timed_export(project, tmp_path, "spacy", "", rounds)
    bins = [DocBin().from_disk(tmp_path / "0" / f"{side}.spacy") for side in ("train", "dev")]
    assert sum(map(len, bins)) == count
    floor = median(lambda: [bin_.to_bytes() for bin_ in bins], 3)
    row(f"export {count:,} articles as .spacy (floor: DocBin.to_bytes)", floor, ours, "≤ 1.5×")
    floor = median(lambda: [serialised(bin_) for bin_ in bins], 3)
    row("  floor: the same arrays, zlib 1", floor, ours, "")
    # All of them: a part takes another share for the words that are new, and for packing at the end.
    usual = median(lambda: the_usual_loop(read), 1)
    row("  to beat: nlp(text), char_span, DocBin.add, to_bytes", ours, usual, "≥ 12×")
    row("  without the reading back", floor, ours - read_back(), "")


def serialised(bin_):
    """What DocBin.to_bytes does, with the packer made once and zlib at level 1."""
    import numpy
    import srsly

    message = {
        "version": bin_.version,
        "attrs": bin_.attrs,
        "tokens": numpy.vstack(bin_.tokens).tobytes("C"),
        "spaces": numpy.vstack(bin_.spaces).tobytes("C"),
        "lengths": numpy.asarray([len(tokens) for tokens in bin_.tokens], dtype="int32").tobytes("C"),
        "strings": sorted(bin_.strings),
        "cats": bin_.cats,
        "flags": bin_.flags,
        "span_groups": bin_.span_groups,
        "user_data": bin_.user_data,
    }
    return zlib.compress(srsly.msgpack_dumps(message), 1)


def the_usual_loop(path):
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    bin_ = DocBin(store_user_data=True)
    with path.open(encoding="utf-8") as file:
        for one in file:
            data = json.loads(one)
            doc = nlp(data["text"])
            spans = [doc.char_span(s["start"], s["end"], label=s["label"]) for s in data["spans"]]
            doc.spans["sc"] = [span for span in spans if span is not None]
            bin_.add(doc)
    bin_.to_bytes()


PEAK = """
import re, sys
from pathlib import Path
from annotator.workspace.exporting import export
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace
import spacy
spacy.blank("en")
kind, project, other = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
workspace = Workspace(project) if project.exists() else Workspace.create(project)
import_files(workspace, [other]) if kind == "import" else export(workspace, other, kind)
status = Path("/proc/self/status").read_text()  # the system's own count would be that of the parent
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", status)[1]) * 1024)
"""


def peak(kind, project, other):
    found = subprocess.run(
        [sys.executable, "-c", PEAK, kind, str(project), str(other)],
        capture_output=True, text=True, check=True, timeout=300,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
    )  # fmt: skip
    return int(found.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for the peak")
@pytest.mark.parametrize("kind", ["import", "jsonl", "spacy"] if FULL else ["jsonl"])
def test_peak_memory(kind, tmp_path, read, project, count, row):
    """A tenth of the articles is the floor: memory that is flat gives 1.0."""
    suffix = "" if kind == "spacy" else ".jsonl"
    few, small = tmp_path / "few.jsonl", tmp_path / "few.annotator"
    with read.open(encoding="utf-8") as file:
        few.write_text("".join(islice(file, max(count // 10, 4))), encoding="utf-8")
    if kind == "import":
        floor, ours = peak(kind, small, few), peak(kind, tmp_path / "all.annotator", read)
    else:
        filled(small, few)
        floor = peak(kind, small, tmp_path / f"few{suffix}")
        ours = peak(kind, project, tmp_path / f"all{suffix}")
    row(f"peak memory of {kind}, {count:,} articles (floor: a tenth of them)", floor, ours, "flat", unit="MB")
