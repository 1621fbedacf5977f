"""Random work on one project: what is stored is what a plain model says."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.spans import Layer
from annotator.workspace import importing
from annotator.workspace.stats import check
from annotator.workspace.workspace import Workspace

NAMES = ("Lena", "Jonas")
LENGTH = 40


@pytest.fixture(scope="module")
def template(tmp_path_factory, scheme):
    """A project with two articles and two annotators, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"{name}: {'Kiew meldet. ' * 4}"[:LENGTH], encoding="utf-8")
    workspace = Workspace.create(folder / "template.annotator", scheme)
    importing.import_files(workspace, [folder])
    for name in NAMES:
        workspace.annotator(name)
    workspace.close()
    return folder / "template.annotator"


def content(annotations):
    """What annotations say; the id of a layer that is not stored says nothing."""
    return (annotations.layer if annotations.stored else None, annotations.spans, annotations.relations)


class Person:
    """The model of one annotator: what they see in each article, and what they can take back."""

    def __init__(self, workspace, name):
        self.id = workspace.annotator(name).id
        self.seen = {d: workspace.annotations(d, self.id) for d in workspace.queue(self.id)}
        self.start = self.contents()
        self.undo, self.redo = [], []

    def contents(self):
        return {document: content(annotations) for document, annotations in self.seen.items()}

    def tell(self, workspace, changed):
        """Follow a change as a window does: by what it says, but for a layer that came back."""
        layers = [e for c in changed.changes for e in (c.before, c.after) if isinstance(e, Layer)]
        before = self.seen[changed.document_id]
        if any(layer.id != before.layer.id for layer in layers):
            self.seen[changed.document_id] = workspace.annotations(changed.document_id, self.id)
        else:
            self.seen[changed.document_id] = before.changed(changed.changes)


@settings(max_examples=700)
@given(data=st.data())
def test_workspace_stores_what_a_plain_model_says(template, any_edit, scheme, data, tmp_path_factory):
    path = tmp_path_factory.mktemp("random") / "p.annotator"
    shutil.copy(template, path)
    workspace = Workspace(path)
    try:
        people = [Person(workspace, name) for name in NAMES]
        for _ in range(data.draw(st.integers(1, 14))):
            person = data.draw(st.sampled_from(people))
            match data.draw(st.sampled_from(["edit", "edit", "edit", "undo", "redo", "reopen"])):
                case "edit":
                    document = data.draw(st.sampled_from(sorted(person.seen)))
                    edit = any_edit(data.draw, person.seen[document], scheme, LENGTH)
                    if edit:
                        person.undo.append(person.contents())
                        person.redo.clear()
                        workspace.execute(edit, person.id)
                        person.seen[document] = person.seen[document].changed(edit.changes)
                case "undo":
                    step(workspace, person, workspace.undo, person.undo, person.redo)
                case "redo":
                    step(workspace, person, workspace.redo, person.redo, person.undo)
                case "reopen":
                    workspace.close()
                    workspace = Workspace(path)
                    for other in people:
                        other.seen = {d: workspace.annotations(d, other.id) for d in other.seen}
            for other in people:
                stored = {d: content(workspace.annotations(d, other.id)) for d in other.seen}
                assert stored == other.contents()
        assert check(workspace) == []
        for person in people:
            while workspace.undo(person.id):
                pass
        for person in people:
            assert {d: content(workspace.annotations(d, person.id)) for d in person.seen} == person.start
    finally:
        workspace.close()


def step(workspace, person, take, stack, other):
    """Undo or redo, and check that it brings what the model remembers."""
    before = person.contents()
    changed = take(person.id)
    assert (changed is None) == (not stack)
    if changed is not None:
        person.tell(workspace, changed)
        other.append(before)
        assert person.contents() == stack.pop()
