import json
import subprocess
import sys

import pytest

from annotator.core import edits
from annotator.core.documents import Metadata
from annotator.core.errors import (
    Cancelled,
    EditError,
    InputError,
    ProjectNotWritable,
    StaleEdit,
)
from annotator.core.messages import message
from annotator.core.spans import Fragment, Origin, Relation, Span, State
from annotator.formats.exchange import Reading, Record
from annotator.formats.format import Format
from annotator.workspace import arrivals, import_work, importing
from annotator.workspace.finding import Found
from annotator.workspace.importing import import_files
from annotator.workspace.stats import check, stats

TEXT = "Kiew meldet Verluste, Moskau bestreitet."
META = {"title": "Verluste", "outlet": "Nordblick", "published": "2024-10-24", "language": "de"}
CLAIM = {"id": "T1", "start": 0, "end": 20, "label": "CLAIM"}
SOURCE = {"id": "T2", "start": 0, "end": 4, "label": "SOURCE"}
LINK = {"label": "said_by", "head_id": "T1", "child_id": "T2"}


def line(text=TEXT, by=None, spans=(), relations=(), meta=META, **more):
    record = {"text": text, "meta": meta, "spans": list(spans), "relations": list(relations), **more}
    if by is not None:
        record["_annotator_id"] = by
    return json.dumps(record, ensure_ascii=False)


@pytest.fixture
def jsonl(write):
    """Writes lines to a file and returns its path."""

    def jsonl_(*lines, name="readings.jsonl"):
        return write(name, "".join(f"{one}\n" for one in lines))

    return jsonl_


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(import_work, "BATCH", 2)


def said(report):
    return [str(problem) for problem in report.problems]


def numbers(workspace):
    """Return how many documents, readings and spans the project shows."""
    found = stats(workspace)
    return (found["documents"], sum(a["documents"] for a in found["annotators"].values()), found["spans"])


def only(values):
    (value,) = values
    return value


def spans_of(workspace, name):
    """Return the label and the bounds of all spans of an annotator's only reading."""
    annotator_id = workspace.annotator(name).id
    found = [workspace.annotations(document, annotator_id) for document in workspace.queue(annotator_id)]
    return [(s.label, s.start, s.end) for s in only(a for a in found if a.stored).in_order()]


# Files and folders


def test_importing_a_text_file(workspace, write):
    report = import_files(
        workspace, [write("one.txt", f"Die Verluste\n24. Oktober 2024\n\n{TEXT}\r\n\u2028🙏")]
    )
    document = workspace.document(only(workspace.queue(1)))
    assert workspace.text(document.id).text == f"Die Verluste\n24. Oktober 2024\n\n{TEXT}\r\n\u2028🙏"
    assert (document.metadata.title, document.metadata.published) == ("Die Verluste", "2024-10-24")
    assert dict(document.metadata.more) == {"encoding": "UTF-8"}
    assert only(report.imported).source == "one.txt"
    assert (report.documents, report.readings, report.problems, report.duplicates) == (1, 0, [], [])
    assert check(workspace) == []


def test_importing_a_folder_with_folders(workspace, tmp_path, write):
    for name in (
        "in/b.txt",
        "in/deep/er/a.TXT",
        "in/c.text",
        "in/.hidden.txt",
        "in/.git/x.txt",
        "in/picture.png",
    ):
        write(name, f"Text von {name}.")
    report = import_files(workspace, [tmp_path / "in"])
    assert sorted(i.source.replace("\\", "/") for i in report.imported) == [
        "b.txt",
        "c.text",
        "deep/er/a.TXT",
    ]
    assert report.passed_over == ["picture.png"]


def test_importing_nothing(workspace, tmp_path, write):
    with pytest.raises(InputError, match=r"missing\.txt"):
        import_files(workspace, [write("good.txt", TEXT), tmp_path / "missing.txt"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="nothing to import"):
        import_files(workspace, [tmp_path / "empty"])
    assert numbers(workspace) == (0, 0, 0)


def test_importing_says_duplicates_and_brings_them_once(workspace, write):
    paths = [write("a.txt", TEXT), write("b.txt", TEXT), write("c.txt", "Ein anderer Text.")]
    report = import_files(workspace, paths)
    assert (report.documents, report.duplicates) == (2, ["b.txt"])
    again = import_files(workspace, [*paths, write("d.txt", "Ein dritter.")])
    assert (again.documents, again.duplicates) == (1, ["a.txt", "b.txt", "c.txt"])
    assert numbers(workspace)[0] == 3


def test_importing_the_same_text_of_two_outlets_brings_two(workspace, jsonl):
    report = import_files(workspace, [jsonl(line(), line(meta=META | {"outlet": "Tageswert"}))])
    assert report.documents == 2


@pytest.mark.parametrize("bad", [b"", b"  \n", b"%PDF-1.7 \xff\xfe", b"\x89PNG\r\n\x1a\n\0\0"])
def test_importing_a_bad_file_among_good_ones(workspace, write, bad):
    paths = [write("a.txt", TEXT), write("bad.txt", bad), write("z.txt", "Letzter Text.")]
    report = import_files(workspace, paths)
    assert report.documents == 2
    assert only(report.problems).path == str(paths[1])


def test_importing_a_bad_line_among_good_ones(workspace, jsonl):
    report = import_files(workspace, [jsonl(line(), "{not json", line(text="Anderer Text."))])
    assert report.documents == 2
    assert only(report.problems).line == 2


def test_importing_the_example_articles(workspace, seeds):
    report = import_files(workspace, [seeds])
    assert (report.documents, report.readings, report.spans) == (9, 10, 423)
    assert report.relations == stats(workspace)["relations"] > 300
    assert (report.problems, report.duplicates, report.passed_over) == ([], [], ["README.md"])
    assert {name: a["documents"] for name, a in stats(workspace)["annotators"].items()} == {
        "Jonas": 5,
        "Lena": 5,
    }
    assert stats(workspace)["languages"] == {"de": 6, "en": 3}
    assert check(workspace) == []


def test_importing_the_shared_articles(workspace, shared_seeds):
    report = import_files(workspace, [shared_seeds])
    found = {i.source[:3]: i for i in report.imported}
    assert (len(found), report.problems) == (5, [])
    assert [found[n].published[:10] for n in sorted(found)] == ["2024-10", "2024-10-31", "2024-12-05", "", ""]
    assert {i.language for i in report.imported} == {"de"}
    for document_id in workspace.queue(1):
        title, text = workspace.document(document_id).metadata.title, workspace.text(document_id).text
        assert title in text[: len(title) + 20]
        assert "\n" not in title
        assert len(title) >= 50
    assert check(workspace) == []


# Readings


def test_importing_readings_with_their_article(workspace, jsonl):
    report = import_files(workspace, [jsonl(line(by="Lena", spans=[CLAIM, SOURCE], relations=[LINK]))])
    assert (report.documents, report.readings, report.spans, report.relations) == (1, 1, 2, 1)
    lena = workspace.annotator("Lena").id
    found = workspace.annotations(only(workspace.queue(lena)), lena)
    claim, source = found.in_order()
    assert (claim.label, claim.fragments, claim.origin) == ("CLAIM", (Fragment(0, 20),), Origin.IMPORTED)
    relation = only(found.relations.values())
    assert (relation.type, relation.head_id, relation.child_id) == ("said_by", claim.id, source.id)
    assert found.layer.state == State.DONE


@pytest.mark.parametrize("together", [True, False])
def test_importing_readings_find_their_article_by_key(workspace, write, jsonl, together):
    # The record names the article's key, and calls it something else since.
    first = jsonl(line(), name="article.jsonl")
    if not together:
        import_files(workspace, [first])
    key = "" if together else workspace.document(only(workspace.queue(1))).key
    if together:
        from annotator.core.documents import document_key

        key = document_key(TEXT, Metadata(**META))
    second = jsonl(line(by="Lena", spans=[CLAIM], meta=META | {"outlet": "Nordblick online"}, key=key))
    report = import_files(workspace, [first, second] if together else [second])
    assert report.readings == 1
    assert numbers(workspace) == (1, 1, 1)


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_importing_readings_find_their_article_by_text_where_they_say_less(
    workspace, jsonl, monkeypatch, batch
):
    monkeypatch.setattr(import_work, "BATCH", batch)
    less = META | {"published": "2024-10", "outlet": ""}
    report = import_files(
        workspace, [jsonl(line(), line(by="Lena", spans=[CLAIM], meta=less), line(by="Jonas", meta=less))]
    )
    assert (report.documents, report.readings) == (1, 2)


def test_importing_readings_find_a_text_file_imported_before(workspace, write, jsonl):
    import_files(workspace, [write("one.txt", f"Nordblick\n24. Oktober 2024\n\n{TEXT}\r\n🙏")])
    report = import_files(
        workspace,
        [
            jsonl(
                line(text=f"Nordblick\n24. Oktober 2024\n\n{TEXT}\r\n🙏", by="Lena", spans=[CLAIM], meta=None)
            )
        ],
    )
    assert (report.documents, report.readings) == (0, 1)


def test_importing_readings_that_could_belong_to_two_articles_bring_their_own(workspace, jsonl):
    import_files(workspace, [jsonl(line(), line(meta=META | {"outlet": "Tageswert"}))])
    report = import_files(workspace, [jsonl(line(by="Lena", spans=[CLAIM], meta=META | {"outlet": ""}))])
    assert (report.documents, report.readings) == (1, 1)
    assert numbers(workspace)[0] == 3


@pytest.mark.parametrize(
    "other",
    [
        {"outlet": "Tageswert"},
        {"published": "2024-10-25"},
        {"published": "2024-10-24T10:00"},
        {"url": "https://x"},
    ],
)
def test_importing_readings_of_another_article_with_the_same_text(workspace, jsonl, other):
    import_files(workspace, [jsonl(line())])
    report = import_files(workspace, [jsonl(line(by="Lena", spans=[CLAIM], meta=META | other))])
    assert report.documents == 1


@pytest.mark.parametrize("batch", [1, 100])
def test_importing_the_same_reading_twice_brings_it_once_and_says_so(workspace, jsonl, monkeypatch, batch):
    monkeypatch.setattr(import_work, "BATCH", batch)
    one = line(by="Lena", spans=[CLAIM, SOURCE], relations=[LINK])
    report = import_files(workspace, [jsonl(one, one)])
    assert (report.documents, report.readings, report.spans) == (1, 1, 2)
    assert report.duplicates == ["readings.jsonl:2"]
    again = import_files(workspace, [jsonl(one)])
    assert (again.readings, again.duplicates, again.problems) == (0, ["readings.jsonl:1"], [])


@pytest.mark.parametrize("batch", [1, 100])
@pytest.mark.parametrize(
    "change",
    [
        {"spans": [CLAIM]},
        {"spans": [CLAIM, SOURCE | {"end": 5}], "relations": [LINK]},
        {"spans": [CLAIM, SOURCE | {"note": "?"}], "relations": [LINK]},
        {"spans": [CLAIM, SOURCE]},
    ],
)
def test_importing_refuses_a_second_reading_that_differs(workspace, jsonl, monkeypatch, batch, change):
    monkeypatch.setattr(import_work, "BATCH", batch)
    one, other = line(by="Lena", spans=[CLAIM, SOURCE], relations=[LINK]), line(by="Lena", **change)
    report = import_files(workspace, [jsonl(one, other)])
    assert report.readings == 1
    assert only(report.problems).line == 2
    assert "Lena" in said(report)[0]
    assert spans_of(workspace, "Lena") == [("CLAIM", 0, 20), ("SOURCE", 0, 4)]
    assert check(workspace) == []


def test_importing_never_changes_what_was_read_here(workspace, jsonl, lena):
    import_files(workspace, [jsonl(line())])
    document = only(workspace.queue(lena))
    workspace.execute(edits.add_span(workspace.annotations(document, lena), "CLAIM", (Fragment(0, 4),)), lena)
    kept = workspace.annotations(document, lena)
    report = import_files(workspace, [jsonl(line(by="Lena", spans=[SOURCE]))])
    assert len(report.problems) == 1
    assert workspace.annotations(document, lena) == kept


@pytest.mark.parametrize("name", ["", " ", "\t\n"])
def test_importing_a_reading_of_nobody(workspace, jsonl, name):
    path = jsonl(line(by=name, spans=[CLAIM]))
    report = import_files(workspace, [path])
    assert (report.documents, report.readings, report.readers) == (1, 1, {path.stem: 1})
    assert [annotator.name for annotator in workspace.annotators()] == [path.stem]


def test_importing_under_another_name(workspace, jsonl):
    path = jsonl(line(by="Lena", spans=[CLAIM]), line(text="Anderer Text.", spans=[SOURCE]))
    report = import_files(workspace, [path], annotator="  Ada  Lovelace ")
    assert (report.readings, report.problems) == (2, [])
    assert [a.name for a in workspace.annotators()] == ["Ada Lovelace"]


@pytest.mark.parametrize("name", ["", "  "])
def test_importing_under_no_name_is_refused(workspace, jsonl, name):
    with pytest.raises(InputError):
        import_files(workspace, [jsonl(line(by="Lena", spans=[CLAIM]))], annotator=name)
    assert numbers(workspace) == (0, 0, 0)


def test_importing_names_that_differ_by_white_space_are_one(workspace, jsonl):
    report = import_files(workspace, [jsonl(line(by="Lena", spans=[CLAIM]), line(by=" Lena", spans=[CLAIM]))])
    assert (report.readings, report.duplicates) == (1, ["readings.jsonl:2"])


def test_importing_grows_the_scheme_and_says_so(project, workspace, jsonl, scheme, opened):
    spans = [CLAIM | {"label": "NEW_ONE"}, SOURCE]
    report = import_files(
        workspace, [jsonl(line(by="Lena", spans=spans, relations=[LINK | {"label": "new"}]))]
    )
    assert report.new_labels == ["NEW_ONE"]
    for found in (workspace.scheme, opened(project).scheme):
        assert [label.name for label in found.labels] == ["CLAIM", "SOURCE", "NEW_ONE"]
        assert [r.name for r in found.relations_between("NEW_ONE", "SOURCE")] == ["new"]
        assert found.version == scheme.version + 1
    assert check(workspace) == []


def test_importing_what_is_refused_does_not_grow_the_scheme(workspace, jsonl, scheme):
    import_files(workspace, [jsonl(line(spans=[CLAIM], by="Lena"))])
    report = import_files(workspace, [jsonl(line(spans=[CLAIM | {"label": "NEW_ONE"}], by="Lena"))])
    assert len(report.problems) == 1
    assert (report.new_labels, workspace.scheme) == ([], scheme)


def test_importing_grows_a_scheme_that_was_grown_elsewhere(project, workspace, jsonl, opened):
    other = opened(project)
    assert other.scheme.label("ONE") is None
    for here, name in ((workspace, "ONE"), (other, "TWO")):
        import_files(here, [jsonl(line(text=name, by="Lena", spans=[{"start": 0, "end": 1, "label": name}]))])
    assert [label.name for label in other.scheme.labels] == ["CLAIM", "SOURCE", "ONE", "TWO"]


def test_importing_keeps_the_states_and_flags_of_readings(workspace, jsonl):
    import_files(
        workspace, [jsonl(line(by="Lena", state="skipped", flagged=True), line(by="Jonas", state="to do"))]
    )
    assert stats(workspace)["states"] == {"skipped": 1, "to do": 1}
    lena = workspace.annotator("Lena").id
    assert workspace.annotations(only(workspace.queue(lena)), lena).layer.flagged


def odd(*readings):
    """A format whose reader lets pass what it should not."""
    record = Record(TEXT, Metadata(), readings, source="odd.jsonl", line=1)
    return Format("odd", message("Odd"), read=lambda _source: iter([record]))


def span(span_id, start=0, end=4, label="CLAIM", attributes=()):
    return Span(span_id, 0, label, (Fragment(start, end),), attributes)


@pytest.mark.parametrize(
    ("reading", "kept"),
    [
        (Reading("Lena", (span(1),), (Relation(1, 0, "said_by", 1, 99),)), (1, 0)),
        (Reading("Lena", (span(1),), (Relation(1, 0, "said_by", 99, 1),)), (1, 0)),
        (
            Reading("Lena", (span(1), span(2, 5, 9)), tuple(Relation(i, 0, "answers", 1, 2) for i in (1, 2))),
            (2, 1),
        ),
        (Reading("Lena", (span(1), span(2, 5, 99)), (Relation(1, 0, "answers", 1, 2),)), (1, 0)),
        (Reading("Lena", (span(1), span(2, label=""))), (1, 0)),
        (Reading("Lena", (span(1, attributes=(("", "x"), ("kind", "a"))),)), (1, 0)),
    ],
    ids=["child", "head", "twice", "outside the text", "no label", "no attribute name"],
)
def test_importing_leaves_out_and_says_what_no_project_can_hold(workspace, monkeypatch, jsonl, reading, kept):
    path = jsonl()
    found = Found(path, path, odd(reading))
    monkeypatch.setattr(importing, "find", lambda _paths, _kind: ([found], []))
    report = import_files(workspace, [path])
    assert (report.spans, report.relations) == kept
    assert (only(report.problems).path, only(report.problems).line) == ("odd.jsonl", 1)
    assert check(workspace) == []


# Undo


@pytest.fixture
def imported(workspace, jsonl, lena):
    """An import by Lena of two articles, one with a reading by Jonas; as a function, to repeat it."""
    path = jsonl(line(by="Jonas", spans=[CLAIM, SOURCE], relations=[LINK]), line(text="Anderer Text."))

    def again(actor_id=lena):
        return import_files(workspace, [path], actor_id=actor_id)

    again()
    return again


def test_importing_is_undone_and_redone_by_who_did_it(project, workspace, imported, lena, jonas, opened):
    assert str(workspace.undo_name(lena)) == "import of 2 articles, 1 reading"
    assert workspace.undo_name(jonas) is None
    told = []
    workspace.subscribe(told.append)
    workspace.undo(lena)
    assert numbers(workspace) == (0, 0, 0)
    assert workspace.queue(lena) == []
    again = opened(project)
    again.redo(lena)
    assert numbers(workspace) == (2, 1, 2)
    assert [changed.document_id for changed in told] == [None]
    assert check(workspace) == []


def test_importing_again_what_was_undone_brings_it_again(workspace, imported, lena):
    workspace.undo(lena)
    report = imported()
    assert (report.documents, report.readings, report.duplicates) == (2, 1, [])
    assert numbers(workspace) == (2, 1, 2)
    assert workspace.redo(lena) is None
    workspace.undo(lena)
    assert numbers(workspace) == (0, 0, 0)
    workspace.redo(lena)
    assert numbers(workspace) == (2, 1, 2)
    assert check(workspace) == []


def test_importing_again_takes_the_metadata_as_they_are_now(workspace, jsonl, lena):
    import_files(workspace, [jsonl(line(meta=META | {"title": "Falsch", "language": "en"}))], actor_id=lena)
    workspace.undo(lena)
    import_files(workspace, [jsonl(line(meta=META | {"author": "Lena"}))])
    document = only(workspace.queue(lena))
    metadata = workspace.document(document).metadata
    assert (metadata.title, metadata.language, metadata.more) == ("Verluste", "de", (("author", "Lena"),))
    assert workspace.text(document).tokenizer.endswith("/de")
    assert check(workspace) == []


def test_importing_by_another_what_was_undone_leaves_nothing_to_redo(workspace, imported, lena, jonas):
    workspace.undo(lena)
    imported(jonas)
    assert workspace.redo(lena) is None
    workspace.undo(jonas)
    assert numbers(workspace) == (0, 0, 0)


def test_importing_cannot_be_redone_over_a_newer_reading(workspace, jsonl, lena, jonas):
    import_files(workspace, [jsonl(line())])
    import_files(workspace, [jsonl(line(by="Jonas", spans=[CLAIM]))], actor_id=lena)
    workspace.undo(lena)
    document = only(workspace.queue(jonas))
    workspace.execute(edits.set_state(workspace.annotations(document, jonas), State.SKIPPED), jonas)
    kept = workspace.annotations(document, jonas)
    with pytest.raises(StaleEdit):
        workspace.redo(lena)
    assert workspace.annotations(document, jonas) == kept
    assert numbers(workspace) == (1, 1, 0)


@pytest.mark.parametrize("work", ["own layer", "imported layer"])
def test_importing_cannot_be_undone_over_the_work_of_others(workspace, imported, lena, jonas, work):
    read, unread = sorted(workspace.queue(jonas), key=lambda d: not workspace.annotations(d, jonas).stored)
    document = read if work == "imported layer" else unread
    workspace.execute(edits.set_flag(workspace.annotations(document, jonas), flagged=True), jonas)
    with pytest.raises(EditError):
        workspace.undo(lena)
    assert numbers(workspace)[0] == 2
    workspace.undo(jonas)
    workspace.undo(lena)
    assert numbers(workspace) == (0, 0, 0)


def test_importing_by_nobody_is_nobodys_to_undo(workspace, imported, lena, jonas):
    imported(None)
    workspace.undo(lena)
    assert workspace.undo(jonas) is None


# Stopping in the middle


def articles(write, count=7):
    return [write(f"{i}.txt", f"Artikel Nummer {i} über Kiew.") for i in range(count)]


def stop_after(count):
    """Return a `cancelled` that says so when it is asked for the `count`th time."""
    asked = iter(range(count - 1))
    return lambda: next(asked, None) is None


def nothing_left(project, opened):
    """Check that a project shows nothing of an import, and that no import is under way."""
    found = opened(project)
    assert numbers(found) == (0, 0, 0)
    assert found.queue(1) == []
    assert check(found) == []
    assert found.conn.execute(
        "SELECT count(*) FROM history WHERE state IN ('running', 'done')"
    ).fetchone() == (0,)


@pytest.mark.parametrize("after", [1, 2, 5, 9])
def test_importing_cancelled_leaves_nothing_and_later_brings_all(
    project, workspace, write, jsonl, lena, opened, small_batches, after
):
    paths = [*articles(write), jsonl(line(by="Jonas", spans=[CLAIM]), line(text="Anderer Text.", by="Jonas"))]
    with pytest.raises(Cancelled):
        import_files(workspace, paths, actor_id=lena, cancelled=stop_after(after))
    nothing_left(project, opened)
    assert workspace.undo_name(lena) is None
    report = import_files(workspace, paths, actor_id=lena)
    assert (report.documents, report.readings, report.duplicates) == (9, 2, [])
    assert numbers(workspace) == (9, 2, 1)
    assert check(workspace) == []


def test_importing_cancelled_keeps_what_was_there(workspace, write, lena, small_batches):
    before = articles(write, 3)
    import_files(workspace, before)
    workspace.execute(
        edits.set_state(workspace.annotations(workspace.queue(lena)[0], lena), State.DONE), lena
    )
    workspace.undo(lena)
    with pytest.raises(Cancelled):
        import_files(workspace, articles(write, 7), actor_id=lena, cancelled=stop_after(6))
    assert numbers(workspace)[0] == 3
    assert workspace.redo_name(lena)


def test_importing_cancelled_keeps_what_somebody_has_read_meanwhile(
    project, workspace, write, jonas, opened, small_batches
):
    other = opened(project)

    def read(progress):
        if progress.documents == 3:
            document = other.queue(jonas)[0]
            other.execute(edits.set_flag(other.annotations(document, jonas), flagged=True), jonas)

    with pytest.raises(Cancelled):
        import_files(workspace, articles(write), progress=read, cancelled=stop_after(3))
    assert numbers(workspace)[:2] == (1, 1)
    assert other.queue(jonas, flagged=True)


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_importing_that_breaks_in_the_middle_leaves_nothing(
    project, workspace, write, opened, small_batches, monkeypatch, error
):
    real, calls = arrivals.tokenize_many, []

    def tokenize_many(texts, language):
        calls.extend(texts)
        if len(calls) >= 6:
            raise error
        return real(texts, language)

    monkeypatch.setattr(arrivals, "tokenize_many", tokenize_many)
    with pytest.raises(error):
        import_files(workspace, articles(write))
    nothing_left(project, opened)
    monkeypatch.undo()
    assert import_files(workspace, articles(write)).documents == 7


def test_importing_onto_a_full_disk_leaves_nothing(project, workspace, write, opened, small_batches):
    paths = [write(f"{i}.txt", f"{i} " + "Kiew meldet Verluste. " * 2_000) for i in range(6)]
    pages = workspace.conn.execute("PRAGMA page_count").fetchone()[0]
    workspace.conn.execute(f"PRAGMA max_page_count={pages + 40}")
    with pytest.raises(ProjectNotWritable):
        import_files(workspace, paths)
    nothing_left(project, opened)
    workspace.conn.execute("PRAGMA max_page_count=100000")
    assert import_files(workspace, paths).documents == 6


def test_importing_at_the_same_time_as_another_says_so_and_leaves_one(project, workspace, write, opened):
    other, paths, first = opened(project), articles(write), []

    def import_elsewhere(_):
        if not first:
            first.append(import_files(other, paths))

    with pytest.raises(StaleEdit):
        import_files(workspace, paths, progress=import_elsewhere)
    assert numbers(workspace)[0] == 7
    assert import_files(workspace, paths).documents == 0
    assert check(workspace) == []


def test_importing_meets_what_another_brings_meanwhile(workspace, write, opened, project, small_batches):
    other, paths = opened(project), articles(write)

    def import_elsewhere(so_far):
        if so_far.documents == 3:
            import_files(other, paths[5:])

    report = import_files(workspace, paths, progress=import_elsewhere)
    assert (report.documents, len(report.duplicates)) == (5, 2)
    assert numbers(workspace)[0] == 7
    assert check(workspace) == []


def test_importing_takes_over_what_an_interrupted_import_left(
    workspace, write, lena, monkeypatch, small_batches
):
    # A process that is killed does not clean up.
    monkeypatch.setattr(import_work.Import, "abandon", lambda self: None)
    with pytest.raises(Cancelled):
        import_files(workspace, articles(write), actor_id=lena, cancelled=stop_after(5))
    assert workspace.undo_name(lena) is None
    report = import_files(workspace, articles(write), actor_id=lena)
    assert report.documents + len(report.duplicates) == 7
    assert len(workspace.queue(lena)) == 7
    workspace.undo(lena)
    workspace.undo(lena)
    assert workspace.queue(lena) == []


# Progress and batches


def test_importing_tells_how_far_it_is_in_bytes_also_inside_a_file(workspace, write, jsonl):
    told = []
    lines = [line(), line(text="Anderer Text.")]
    texts, records = articles(write, 2), jsonl(*lines)
    import_files(workspace, [*texts, records], progress=told.append)
    first, second, third = (path.stat().st_size for path in (*texts, records))
    total = first + second + third
    here = first + second
    assert [(p.done, p.total, p.documents) for p in told] == [
        (0, total, 1), (first, total, 2), (here + third - len(lines[1].encode()) - 1, total, 3), (total, total, 4),
    ]  # fmt: skip
    assert told[0].name == "0.txt"


@pytest.mark.parametrize(("batch", "characters"), [(3, 10**9), (10**9, 60)])
def test_importing_holds_no_more_than_a_batch(
    project, workspace, write, opened, monkeypatch, batch, characters
):
    monkeypatch.setattr(import_work, "BATCH", batch)
    monkeypatch.setattr(import_work, "BATCH_CHARACTERS", characters)
    other, waiting = opened(project), []
    import_files(
        workspace, articles(write), progress=lambda p: waiting.append(p.documents - len(other.queue(1)))
    )
    assert max(waiting) == 2
    assert len(other.queue(1)) == 7


def test_importing_gives_documents_ids_in_the_order_of_the_files(workspace, write):
    import_files(workspace, articles(write))
    assert [workspace.document(d).source for d in workspace.queue(1)] == [f"{i}.txt" for i in range(7)]


@pytest.mark.parametrize("origin", Origin)
def test_importing_keeps_how_a_span_came_to_be_where_the_file_says_it(workspace, jsonl, lena, origin):
    import_files(workspace, [jsonl(line(by="Lena", spans=[CLAIM | {"origin": origin.value}]))])
    found = workspace.annotations(only(workspace.queue(lena)), lena)
    assert only(found.spans.values()).origin == origin


def test_importing_readings_are_done_unless_somebody_says_otherwise(workspace, jsonl):
    spans = [{"start": 0, "end": 4, "label": "CLAIM"}]
    lines = [
        {"text": "Nobody says.", "spans": spans, "_annotator_id": "Lena"},
        {"text": "Begun it is.", "spans": spans, "_annotator_id": "Lena", "state": "in progress"},
    ]
    import_files(workspace, [jsonl(*map(json.dumps, lines))])
    lena = workspace.annotator("Lena").id
    assert [workspace.annotations(d, lena).layer.state for d in workspace.queue(lena)] == [
        State.DONE,
        State.IN_PROGRESS,
    ]


def test_importing_with_a_state_gives_it_to_every_reading(workspace, jsonl):
    lines = [
        {"text": f"Text {n}.", "_annotator_id": "Lena", "state": s} for n, s in enumerate(("done", "to do"))
    ]
    import_files(workspace, [jsonl(*map(json.dumps, lines))], state=State.IN_PROGRESS)
    lena = workspace.annotator("Lena").id
    assert workspace.state_counts(lena)[0][State.IN_PROGRESS] == 2


def test_importing_names_the_files_that_it_takes():
    endings = [ending for _, endings in importing.file_kinds() for ending in endings]
    assert {".txt", ".jsonl", ".csv", ".pdf", ".docx", ".html", ".ann", ".xmi", ".annotator"} <= set(endings)
    assert all(ending.startswith(".") for ending in endings)


CANCELLED_WHILE_LOADING = """
import sys
from pathlib import Path
from annotator.core.errors import Cancelled
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

workspace = Workspace(Path(sys.argv[1]))
try:
    import_files(workspace, [Path(sys.argv[2])], cancelled=lambda: "thinc" in sys.modules)
except Cancelled:
    print("spacy" in sys.modules, workspace.conn.execute("SELECT count(*) FROM document").fetchone()[0])
"""


def test_importing_hears_a_cancel_while_spacy_is_loaded(project, write):
    script = [sys.executable, "-c", CANCELLED_WHILE_LOADING, project, write("a.txt", "Kiew meldet Verluste.")]
    ended = subprocess.run(script, capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.split() == ["False", "0"]
