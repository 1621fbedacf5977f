"""Readings of a model or a pattern are marked as a machine's when they come in."""

import json

from annotator.workspace.importing import import_files

TEXT = "Kiew meldet Verluste."


def kinds(workspace):
    return {one.name: one.kind for one in workspace.annotators()}


def line(name):
    span = {"start": 0, "end": 4, "label": "ACTOR"}
    return json.dumps({"text": TEXT, "spans": [span], "_annotator_id": name}) + "\n"


def test_import_marks_the_annotators_of_what_a_machine_made(workspace, write):
    import_files(workspace, [write("people.jsonl", line("Ada"))])
    import_files(workspace, [write("model.jsonl", line("model-1"))], machine=True)
    assert kinds(workspace) == {"Ada": "person", "model-1": "machine"}


def test_predictions_of_label_studio_are_a_machines(workspace, write):
    def result(label):
        value = {"start": 0, "end": 4, "text": "Kiew", "labels": [label]}
        return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}

    task = {
        "data": {"text": TEXT},
        "annotations": [{"completed_by": {"email": "ada@x.example"}, "result": [result("ACTOR")]}],
        "predictions": [{"model_version": "m7", "result": [result("SOURCE")]}],
    }
    import_files(workspace, [write("tasks.json", json.dumps([task]))])
    assert kinds(workspace) == {"ada@x.example": "person", "m7": "machine"}


def test_nobody_who_has_read_before_becomes_a_machine_by_a_file_alone(workspace, write):
    import_files(workspace, [write("people.jsonl", line("m7"))])
    task = {"data": {"text": TEXT + " Mehr."}, "predictions": [{"model_version": "m7", "result": []}]}
    import_files(workspace, [write("tasks.json", json.dumps([task]))])
    assert kinds(workspace) == {"m7": "person"}
