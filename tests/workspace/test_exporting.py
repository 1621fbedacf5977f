import json
import threading

import pytest
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from annotator.core import edits
from annotator.core.errors import AnnotatorError, Cancelled, InputError
from annotator.core.spans import Fragment, State
from annotator.workspace.exporting import Choice, export
from annotator.workspace.importing import import_files
from annotator.workspace.stats import check, stats
from annotator.workspace.workspace import Workspace

TEXTS = {
    "de": "Kiew meldet in der Nacht Verluste, Moskau bestreitet das.",
    "en": "Kyiv reports losses, and Moscow denies that they are true.",
}


@pytest.fixture
def filled(workspace, write):
    """Two articles, German and English; Lena is done with both, Jonas has begun the first and skipped the other."""
    import_files(workspace, [write(f"{name}.txt", text) for name, text in TEXTS.items()])
    lena, jonas = (workspace.annotator(name).id for name in ("Lena", "Jonas"))
    first, second = workspace.queue(lena)
    for document, annotator in ((first, lena), (second, lena), (first, jonas)):
        now = workspace.annotations(document, annotator)
        workspace.execute(edits.add_span(now, "CLAIM", (Fragment(0, 4),)), annotator)
    for document, annotator, state in (
        (first, lena, State.DONE),
        (second, lena, State.DONE),
        (second, jonas, State.SKIPPED),
    ):
        workspace.execute(edits.set_state(workspace.annotations(document, annotator), state), annotator)
    return workspace


@pytest.fixture
def lines(filled, tmp_path):
    """Exports by choice and returns the lines as language, annotator and state."""

    def lines_(**choice):
        export(filled, tmp_path / "out.jsonl", "jsonl", Choice(**choice))
        found = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
        return sorted((r["meta"]["language"], r.get("_annotator_id", ""), r.get("state", "")) for r in found)

    return lines_


def reimported(out, path, scheme):
    workspace = Workspace.create(path, scheme)
    import_files(workspace, [out])
    return workspace


@pytest.mark.parametrize("kind", ["jsonl", "doccano", "spacy", "conll"])
def test_exporting_hears_a_cancel_at_every_step_also_while_it_reads_back(workspace, seeds, tmp_path, kind):
    import_files(workspace, [seeds])
    asked, ending = [], ".jsonl" if kind in ("jsonl", "doccano") else ""
    report = export(workspace, tmp_path / f"whole{ending}", kind, cancelled=lambda: asked.append(0))
    # As often while reading back as before; a .spacy file is read in blocks.
    assert len(asked) >= (report.documents + 4 if kind == "spacy" else 2 * report.documents)
    for step in (len(asked) // 2, len(asked) - 1):
        answers = iter([*[False] * step, True])
        with pytest.raises(Cancelled):
            export(
                workspace, tmp_path / f"out{ending}", kind, cancelled=lambda answers=answers: next(answers)
            )
        assert [path.name for path in tmp_path.iterdir() if "annotator" not in path.name] == [
            f"whole{ending}"
        ]


def test_exporting_and_importing_again_gives_the_same_project(workspace, seeds, tmp_path, scheme):
    import_files(workspace, [seeds])
    out, out2 = tmp_path / "out.jsonl", tmp_path / "out2.jsonl"
    export(workspace, out, "jsonl")
    other = reimported(out, tmp_path / "other.annotator", scheme)
    export(other, out2, "jsonl")
    assert stats(other) | {"project": ""} == stats(workspace) | {"project": ""}
    assert out.read_bytes() == out2.read_bytes()
    assert check(other) == []
    report = import_files(workspace, [out])
    assert (report.documents, report.readings, report.problems) == (0, 0, [])
    other.close()


def test_exporting_everything_holds_what_was_made_here(filled, tmp_path, scheme):
    lena = filled.annotator("Lena").id
    document = filled.queue(lena)[0]
    spans = list(filled.annotations(document, lena).spans)
    for edit in (
        lambda a: edits.add_span(a, "SOURCE", (Fragment(5, 11), Fragment(12, 14))),
        lambda a: edits.add_relation(a, scheme, "said_by", spans[0], max(a.spans)),
        lambda a: edits.set_note(a, spans[0], "„?“\n🙏"),
        lambda a: edits.set_attribute(a, spans[0], "mood", "sure"),
        lambda a: edits.set_flag(a, flagged=True),
    ):
        filled.execute(edit(filled.annotations(document, lena)), lena)
    report = export(filled, tmp_path / "out.jsonl", "jsonl")
    assert (report.documents, report.spans, report.relations) == (2, 4, 1)
    other = reimported(tmp_path / "out.jsonl", tmp_path / "other.annotator", scheme)
    export(other, tmp_path / "out2.jsonl", "jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "out2.jsonl").read_bytes()
    other.close()


def test_exporting_does_not_depend_on_the_order_of_import(tmp_path, scheme, write):
    paths = [write(f"{i}.txt", f"Artikel Nummer {i} über Kiew.") for i in range(6)]
    written = []
    for order in (paths, paths[::-1]):
        workspace = Workspace.create(tmp_path / f"{len(written)}.annotator", scheme)
        for path in order:
            import_files(workspace, [path])
        export(workspace, tmp_path / "out.jsonl", "jsonl")
        written.append((tmp_path / "out.jsonl").read_bytes())
        workspace.close()
    assert written[0] == written[1]


def test_exporting_jsonl_takes_all_readings(lines):
    assert lines() == [
        ("de", "Jonas", "in progress"),
        ("de", "Lena", "done"),
        ("en", "Jonas", "skipped"),
        ("en", "Lena", "done"),
    ]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"annotators": ("Lena",)}, [("de", "Lena", "done"), ("en", "Lena", "done")]),
        (
            {"states": (State.SKIPPED, State.IN_PROGRESS)},
            [("de", "Jonas", "in progress"), ("en", "Jonas", "skipped")],
        ),
        ({"languages": ("en",), "annotators": ("Jonas",)}, [("en", "Jonas", "skipped")]),
        (
            {"annotators": ("Lena", "Jonas"), "states": (State.DONE,)},
            [("de", "Lena", "done"), ("en", "Lena", "done")],
        ),
        ({"languages": ("de", "en"), "states": (State.SKIPPED,)}, [("en", "Jonas", "skipped")]),
    ],
)
def test_exporting_by_choice(lines, choice, expected):
    assert lines(**choice) == expected


def test_exporting_takes_articles_that_nobody_read(workspace, bring, tmp_path):
    bring(one=TEXTS["de"])
    assert export(workspace, tmp_path / "out.jsonl", "jsonl").documents == 1


def test_exporting_an_unknown_annotator(filled, tmp_path):
    with pytest.raises(InputError, match=r"Nobody.*Jonas, Lena"):
        export(filled, tmp_path / "out.jsonl", "jsonl", Choice(annotators=("Lena", "Nobody")))
    assert not (tmp_path / "out.jsonl").exists()


def test_exporting_to_an_unknown_format(filled, tmp_path):
    with pytest.raises(InputError, match="nothing"):
        export(filled, tmp_path / "out", "nothing")


@pytest.mark.parametrize("kind", ["jsonl", "spacy"])
def test_exporting_nothing_leaves_what_was_there(filled, tmp_path, kind):
    out = tmp_path / ("out.jsonl" if kind == "jsonl" else "out")
    if kind == "jsonl":
        out.write_bytes(b"old")
    with pytest.raises(AnnotatorError, match="nothing to write"):
        export(filled, out, kind, Choice(languages=("fr",)))
    assert out.read_bytes() == b"old" if kind == "jsonl" else not out.exists()


def test_exporting_where_no_file_can_be(filled, tmp_path):
    with pytest.raises(AnnotatorError):
        export(filled, tmp_path / "no such folder" / "out.jsonl", "jsonl")
    assert not filled.conn.in_transaction


@pytest.mark.parametrize("kind", ["jsonl", "spacy"])
def test_exporting_cancelled_leaves_what_was_there(filled, tmp_path, kind):
    out = tmp_path / ("out.jsonl" if kind == "jsonl" else "out")
    if kind == "jsonl":
        out.write_bytes(b"old")
    told = []
    with pytest.raises(Cancelled):
        export(filled, out, kind, progress=lambda *state: told.append(state), cancelled=lambda: bool(told))
    assert told == [(0, 2)]
    assert out.read_bytes() == b"old" if kind == "jsonl" else not list(tmp_path.glob("out/*"))
    assert not filled.conn.in_transaction


@pytest.mark.parametrize("kind", ["jsonl", "spacy"])
def test_exporting_cancelled_reads_no_more(filled, tmp_path, kind):
    running = threading.active_count()
    with pytest.raises(Cancelled):
        export(filled, tmp_path / ("out.jsonl" if kind == "jsonl" else "out"), kind, cancelled=lambda: True)
    assert threading.active_count() == running


def test_exporting_tells_how_far_it_is(filled, tmp_path):
    told = []
    export(filled, tmp_path / "out.jsonl", "jsonl", progress=lambda *state: told.append(state))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_exporting_writes_one_moments_state(project, filled, tmp_path, opened):
    other, lena = opened(project), filled.annotator("Lena").id

    def edit_elsewhere(*_):
        for document in other.queue(lena):
            now = other.annotations(document, lena)
            edit = (
                edits.remove_spans(now, now.spans)
                if now.spans
                else edits.set_flag(now, not now.layer.flagged)
            )
            other.execute(edit, lena)

    assert export(filled, tmp_path / "out.jsonl", "jsonl", progress=edit_elsewhere).spans == 3
    assert stats(filled)["spans"] == 1


def test_exporting_to_spacy_takes_what_is_done_or_begun_and_says_so(filled, tmp_path):
    report = export(filled, tmp_path / "corpus", "spacy", Choice(dev=0.5))
    assert (report.documents, report.spans) == (2, 3)
    assert {path.suffix for path in (tmp_path / "corpus").iterdir()} >= {".spacy"}
    notes = " ".join(map(str, report.notes))
    assert "One reading is not marked as done" in notes
    assert "One skipped reading" in notes


def test_exporting_to_spacy_counts_only_what_was_chosen(filled, tmp_path):
    report = export(filled, tmp_path / "corpus", "spacy", Choice(languages=("en",)))
    notes = " ".join(map(str, report.notes))
    assert "not marked as done" not in notes
    assert "One skipped reading" in notes
    report = export(filled, tmp_path / "corpus", "spacy", Choice(states=(State.DONE,)))
    assert "readings" not in " ".join(map(str, report.notes))


@pytest.mark.parametrize(
    ("query", "languages"),
    [("losses", ["en"]), ("kiew", ["de"]), ("state:done annotator:Lena", ["de", "en"]), ("label:CLAIM", ["de", "en"]),
     ("", ["de", "en"])],
)  # fmt: skip
def test_exporting_by_a_query(lines, query, languages):
    assert [line[0] for line in lines(query=query, annotators=("Lena",))] == languages


def test_exporting_by_a_query_finds_what_it_means_for_any_chosen_annotator(lines):
    assert {line[0] for line in lines(query="state:skipped")} == {"en"}


def test_exporting_by_a_query_finds_articles_that_nobody_has_read(workspace, write, tmp_path):
    import_files(workspace, [write("a.txt", TEXTS["de"]), write("b.txt", TEXTS["en"])])
    report = export(workspace, tmp_path / "out.jsonl", "jsonl", Choice(query='"moscow denies"'))
    assert report.documents == 1


@pytest.mark.parametrize(
    ("query", "reason"),
    [("nowhere", "nothing to write"), ("label:NO", "NO"), ("date:soon", "soon"), ("annotator:Eva", "Eva"), ("…", "…")],
)  # fmt: skip
def test_exporting_by_a_query_that_finds_nothing_is_refused(lines, query, reason):
    with pytest.raises(InputError, match=reason):
        lines(query=query)


def test_exporting_the_gold_readings(filled, lines):
    filled.conn.execute("UPDATE annotator SET kind = 'gold' WHERE name = 'Lena'")
    assert {line[1] for line in lines(gold=True)} == {"Lena"}
    assert {line[1] for line in lines(gold=True, annotators=("Jonas",))} == {"Lena", "Jonas"}


def test_exporting_gold_readings_where_there_are_none_is_refused(lines):
    with pytest.raises(InputError, match="no gold reading"):
        lines(gold=True)


@pytest.fixture
def decided(filled):
    """The first article is decided; of the second only a part is."""
    gold = filled.annotator("gold").id
    filled.conn.execute("UPDATE annotator SET kind = 'gold' WHERE id = ?", (gold,))
    first, second = filled.queue(gold)
    for document in (first, second):
        now = filled.annotations(document, gold)
        filled.execute(edits.add_span(now, "CLAIM", (Fragment(0, 4),)), gold)
    filled.execute(edits.set_state(filled.annotations(first, gold), State.DONE), gold)
    return filled


def trained_on(out):
    """Return language and annotator of all docs in the .spacy files."""
    found = [doc for path in out.glob("*.spacy") for doc in DocBin().from_disk(path).get_docs(Vocab())]
    return sorted((doc.user_data["language"], doc.user_data["annotator"]) for doc in found)


def test_training_data_have_the_final_reading_alone_where_there_is_one(decided, tmp_path):
    report = export(decided, tmp_path / "out", "spacy")
    assert trained_on(tmp_path / "out") == [("de", "gold"), ("en", "Lena")]
    said = [str(note) for note in report.notes]
    assert "Readings in the files: Lena 1, gold 1." in said
    assert "Of 1 articles that are decided, only the final reading is written." in said
    assert not any("not marked as done" in note for note in said)  # Jonas's is not written
    assert "Cases are still open in one article: the annotators' readings of it are written instead." in said


def test_gold_that_is_not_finished_says_so(decided, tmp_path):
    report = export(decided, tmp_path / "gold.jsonl", "jsonl", Choice(gold=True))
    said = [str(note) for note in report.notes]
    assert said[0] == "The final reading of one article in the files is not finished: cases are still open."
    chosen = Choice(gold=True, states=(State.DONE,))
    report = export(decided, tmp_path / "done.jsonl", "jsonl", chosen)
    assert (report.documents, report.notes) == (1, [])


def test_training_data_have_the_readings_that_are_asked_for(decided, tmp_path):
    export(decided, tmp_path / "out", "spacy", Choice(annotators=("Lena",)))
    assert trained_on(tmp_path / "out") == [("de", "Lena"), ("en", "Lena")]
    export(decided, tmp_path / "gold", "spacy", Choice(gold=True))
    assert trained_on(tmp_path / "gold") == [("de", "gold"), ("en", "gold")]


def test_conll_has_the_final_reading_alone_where_there_is_one(decided, tmp_path):
    export(decided, tmp_path / "out", "conll")
    found = sorted(
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.conll*")
    )
    assert found == ["Jonas/en.conll", "Lena/en.conll", "gold/de.conll"]


def test_exchange_formats_have_all_readings(decided, lines, tmp_path):
    assert {line[1] for line in lines()} == {"Lena", "Jonas", "gold"}
    report = export(decided, tmp_path / "all.jsonl", "jsonl")
    assert [str(note) for note in report.notes] == ["Readings in the files: Jonas 2, Lena 2, gold 2."]
