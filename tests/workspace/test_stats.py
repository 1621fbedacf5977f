import json

import pytest

from annotator.core.errors import ProjectDamaged
from annotator.storage import file
from annotator.workspace.importing import import_files
from annotator.workspace.stats import as_json, check, stats
from annotator.workspace.workspace import Workspace

TEXT = "Kiew meldet Verluste, Moskau bestreitet."
READING = {
    "text": TEXT,
    "meta": {"title": "Verluste", "outlet": "Nordblick", "published": "2024-10-24", "language": "de"},
    "spans": [
        {"id": "T1", "start": 0, "end": 20, "label": "CLAIM"},
        {"id": "T2", "start": 0, "end": 4, "label": "SOURCE"},
        {"id": "T2", "start": 5, "end": 11, "label": "SOURCE"},
    ],
    "relations": [{"label": "said_by", "head_id": "T1", "child_id": "T2"}],
    "_annotator_id": "Lena",
}


@pytest.fixture
def filled(workspace, write):
    """One article with a reading by Lena (two spans, linked) and one that nobody has read."""
    import_files(
        workspace, [write("r.jsonl", json.dumps(READING)), write("en.txt", "This is what they have said.")]
    )
    return workspace


def test_stats_count_what_there_is(filled):
    assert stats(filled) == {
        "project": "project",
        "documents": 2,
        "characters": 40 + 28,
        "spans": 2,
        "relations": 1,
        "annotators": {"Lena": {"documents": 1, "spans": 2, "relations": 1}},
        "labels": {"CLAIM": 1, "SOURCE": 1},
        "states": {"done": 1},
        "languages": {"de": 1, "en": 1},
    }


def test_stats_of_an_empty_project(workspace):
    found = stats(workspace)
    assert (found["documents"], found["characters"], found["spans"], found["relations"]) == (0, 0, 0, 0)
    assert found["annotators"] == found["labels"] == found["states"] == found["languages"] == {}


def test_stats_leave_out_what_was_undone(filled, write):
    lena = filled.annotator("Lena").id
    before = stats(filled)
    import_files(filled, [write("r2.jsonl", json.dumps(READING | {"text": TEXT + "!"}))], actor_id=lena)
    assert stats(filled)["spans"] == 4
    filled.undo(lena)
    assert stats(filled) == before


def test_stats_as_json_keep_letters_as_they_are():
    assert json.loads(as_json({"ä": 1})) == {"ä": 1}
    assert "ä" in as_json({"ä": 1})


def test_check_finds_nothing_in_a_sound_project(filled):
    assert check(filled) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            "UPDATE document_text SET text = text || '!' WHERE document_id = {document}",
            "41 characters, not 40",
        ),
        ("UPDATE document_text SET text = replace(text, 'K', 'k')", "not those of its key"),
        ("UPDATE document SET outlet = 'Tageswert' WHERE id = {document}", "not those of its key"),
        ("UPDATE document_text SET tokens = x'08' WHERE document_id = {document}", "tokens do not cover"),
        ("DELETE FROM document_text WHERE document_id = {document}", "text is missing"),
        ("UPDATE fragment SET end = 99 WHERE start = 5", "ends at 99, its document at 40"),
        ("DELETE FROM fragment WHERE span_id = {claim}", "has no fragment"),
        ("UPDATE fragment SET end = 7 WHERE start = 0 AND span_id <> {claim}", "fragments overlap"),
        ("UPDATE span SET origin = 'a dream' WHERE id = {claim}", "“a dream” is unknown"),
        ("UPDATE span SET label = 'GONE' WHERE id = {claim}", "label GONE: 1 spans"),
        ("UPDATE relation SET type = 'hates'", "relation hates: 1 from CLAIM to SOURCE"),
        (
            "UPDATE relation SET head_id = child_id, child_id = head_id",
            "relation said_by: 1 from SOURCE to CLAIM",
        ),
        ("UPDATE relation SET child_id = 404", "points to nothing in span"),
        ("UPDATE span SET layer_id = 404 WHERE id = {claim}", "points to nothing in layer"),
        ("DELETE FROM annotator", "points to nothing in annotator"),
        ("UPDATE relation SET layer_id = layer_id + 1", "its ends lie in other layers"),
        ("UPDATE scheme SET body = '{{}}'", "scheme: The scheme lacks “name”"),
        ("DELETE FROM scheme", "scheme: "),
    ],
)
def test_check_finds(project, filled, opened, damage, said):
    (document,) = filled.conn.execute("SELECT document_id FROM layer").fetchone()
    (claim,) = filled.conn.execute("SELECT id FROM span WHERE label = 'CLAIM'").fetchone()
    filled.conn.execute("PRAGMA foreign_keys=OFF")
    filled.conn.execute(damage.format(document=document, claim=claim))
    found = check(opened(project))
    assert any(said in one for one in found), found


def test_check_finds_damaged_pages(tmp_path, scheme, bring, workspace, project):
    bring(**{f"a{i}": f"Artikel {i}. " + "Kiew meldet Verluste. " * 300 for i in range(10)})
    workspace.close()
    content = bytearray(project.read_bytes())
    # The last pages, full of texts; the schema stays as it is.
    content[-40_000:-20_000] = b"\xa5" * 20_000
    project.write_bytes(content)
    before = project.read_bytes()
    broken = Workspace(project)
    try:
        assert damage(broken)
    finally:
        broken.close()
    assert project.read_bytes() == before


def damage(workspace):
    try:
        return [one for one in check(workspace) if one.startswith("file: ")]
    except ProjectDamaged as error:
        return [str(error)]


def test_check_changes_nothing(project, filled):
    before = list(filled.conn.iterdump())
    check(filled)
    assert list(filled.conn.iterdump()) == before
    conn = file.connect(project)
    conn.close()
