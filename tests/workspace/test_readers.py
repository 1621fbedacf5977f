"""Who is named as a reader of a project."""

import json

from annotator.core import edits
from annotator.core.spans import Fragment
from annotator.workspace.importing import import_files
from annotator.workspace.readers import Reader, readers


def test_readers_are_those_with_a_reading_or_work_of_their_own(workspace, write):
    me = workspace.annotator("Ines")
    reading = {"text": "Mara says it rains.", "spans": [{"start": 0, "end": 4, "label": "ACTOR"}]}
    import_files(
        workspace,
        [write("in.jsonl", json.dumps(reading | {"_annotator_id": "Lena"}))],
        actor_id=me.id,
        machine=True,
    )
    assert readers(workspace) == [Reader("Ines", False, 0), Reader("Lena", True, 1)]
    workspace.undo(me.id)
    assert [one.name for one in readers(workspace)] == ["Ines"]
    workspace.redo(me.id)
    (document,) = workspace.queue(me.id)
    bo = workspace.annotator("Bo")
    assert "Bo" not in [one.name for one in readers(workspace)]
    workspace.execute(
        edits.add_span(workspace.annotations(document, bo.id), "CLAIM", (Fragment(0, 4),)), bo.id
    )
    workspace.annotator("gold")
    with workspace.transaction() as conn:
        conn.execute("UPDATE annotator SET kind = 'gold' WHERE name = 'gold'")
    assert [one.name for one in readers(workspace)] == ["Bo", "Ines", "Lena"]
