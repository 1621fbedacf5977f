"""Random edits and random changes of the scheme by two people: all of it can be taken back and done again."""

import shutil

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from annotator.core.errors import EditError
from annotator.core.scheme_draft import SchemeDraft
from annotator.workspace import importing, scheming
from annotator.workspace.stats import check
from annotator.workspace.workspace import Workspace

NAMES = ("Lena", "Jonas")
LENGTH = 40
POOL = ("CLAIM", "SOURCE", "X", "Y")


@pytest.fixture(scope="module")
def template(tmp_path_factory, scheme):
    """A project with one article and two annotators, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    (folder / "a.txt").write_text(("Kiew meldet. " * 4)[:LENGTH], encoding="utf-8")
    workspace = Workspace.create(folder / "template.annotator", scheme)
    importing.import_files(workspace, [folder / "a.txt"])
    for name in NAMES:
        workspace.annotator(name)
    workspace.close()
    return folder / "template.annotator"


def any_scheme_edit(draw, scheme):
    """Draw a change of a scheme; None where it is none, or not whole."""
    draft = SchemeDraft(scheme)

    def one_of(values):
        return values[draw(st.integers(0, len(values) - 1))]  # drafts as such would fill the report

    for _ in range(draw(st.integers(1, 2))):
        label = one_of(draft.labels) if draft.labels else draft.add_label()
        attribute = one_of(label.attributes) if label.attributes else None
        relation = one_of(draft.relations) if draft.relations else None
        what = one_of(["rename", "delete", "add", "swap", "attribute", "value", "relation", "ends"])
        match what:
            case "rename":
                label.name = one_of(POOL)
            case "delete":
                draft.remove_label(label)
            case "add":
                draft.add_label().name = one_of(POOL)
            case "swap":
                other = one_of(draft.labels)
                label.name, other.name = other.name, label.name
            case "attribute" if attribute is not None and draw(st.booleans()):
                label.attributes.remove(attribute)
            case "attribute":
                new = (
                    attribute if attribute is not None and draw(st.booleans()) else draft.add_attribute(label)
                )
                new.name = one_of(["mood", "kind"])
                if not new.values:
                    draft.add_value(new).name = one_of("abc")
            case "value" if attribute is not None:
                value = one_of(attribute.values)
                if draw(st.booleans()) and len(attribute.values) > 1:
                    attribute.values.remove(value)
                else:
                    value.name = one_of("abc")
            case "relation":
                if relation is None or draw(st.booleans()):
                    relation = draft.add_relation()
                    relation.heads, relation.children = [one_of(draft.labels)], [one_of(draft.labels)]
                    relation.name = one_of(["said_by", "answers"])
                elif draw(st.booleans()):
                    relation.name = one_of(["said_by", "answers"])
                else:
                    draft.relations.remove(relation)
            case "ends" if relation is not None:
                relation.heads = [one_of(draft.labels)]
                relation.children = [one_of(draft.labels)]
    return draft.edit() if draft.is_changed and not draft.troubles() else None


def contents(workspace):
    """Return all that people see, without the version of the scheme."""
    found = {"scheme": SchemeDraft(workspace.scheme).scheme().as_dict() | {"version": 0}}
    for name in NAMES:
        person = workspace.annotator(name).id
        for document in workspace.queue(person):
            a = workspace.annotations(document, person)
            found[name, document] = (a.layer if a.stored else None, dict(a.spans), dict(a.relations))
    return found


def take(workspace, step, person):
    """Undo or redo; a refusal changes nothing."""
    before = contents(workspace)
    try:
        changed = step(person)
        note(f"{step.__name__} {person % 100}: {changed and str(changed.name)}")
        return changed is not None
    except EditError as error:
        note(f"{step.__name__} {person % 100} refused: {error}")
        assert contents(workspace) == before
        return False


@settings(max_examples=60)
@given(data=st.data())
def test_whatever_is_done_to_annotations_and_scheme_can_be_taken_back_and_done_again(
    template, any_edit, data, tmp_path_factory
):
    path = tmp_path_factory.mktemp("random") / "p.annotator"
    shutil.copy(template, path)
    workspace = Workspace(path)
    workspace.conn.execute("PRAGMA synchronous=OFF")
    try:
        people = [workspace.annotator(name).id for name in NAMES]
        start = contents(workspace)
        for _ in range(data.draw(st.integers(1, 16))):
            person = data.draw(st.sampled_from(people))
            match data.draw(st.sampled_from(["edit", "edit", "edit", "scheme", "undo", "redo", "reopen"])):
                case "edit":
                    (document,) = workspace.queue(person)
                    a = workspace.annotations(document, person)
                    edit = any_edit(data.draw, a, workspace.scheme, LENGTH)
                    if edit:
                        workspace.execute(edit, person)
                        note(f"edit {person % 100}: {edit.name} {edit.changes}")
                case "scheme":
                    edit = any_scheme_edit(data.draw, workspace.scheme)
                    before = contents(workspace)
                    if edit:
                        try:
                            scheming.change_scheme(workspace, edit, person)
                            note(f"scheme {person % 100}: {edit.name} {edit.kept} {workspace.scheme}")
                        except EditError:
                            assert contents(workspace) == before
                case "undo":
                    take(workspace, workspace.undo, person)
                case "redo":
                    take(workspace, workspace.redo, person)
                case "reopen":
                    workspace.close()
                    workspace = Workspace(path)
                    workspace.conn.execute("PRAGMA synchronous=OFF")
        assert check(workspace) == []
        end, undone = contents(workspace), []
        while any(workspace.undo_name(person) for person in people):
            done = [person for person in people if take(workspace, workspace.undo, person)]
            assert done, "nobody can undo"
            undone += done
        assert contents(workspace) == start
        for person in reversed(undone):
            assert workspace.redo(person) is not None
        assert contents(workspace) == end
        assert check(workspace) == []
    finally:
        workspace.close()
