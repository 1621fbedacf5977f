"""A change of the scheme is one step: what follows from it in all readings, and how it is taken back."""

import sqlite3

import pytest

from annotator.core import edits
from annotator.core.errors import Cancelled, SchemeError, StaleEdit
from annotator.core.scheme import with_labels
from annotator.core.scheme_draft import SchemeDraft
from annotator.core.spans import Fragment
from annotator.workspace import import_work, importing, scheming
from annotator.workspace.stats import check


@pytest.fixture
def do(workspace, article):
    """Runs an edit of the article for somebody, and returns the id of what it made."""

    def do_(person, make):
        edit = make(workspace.annotations(article, person))
        workspace.execute(edit, person)
        return next((c.after.id for c in reversed(edit.changes) if c.before is None and c.after), None)

    return do_


@pytest.fixture
def read(workspace, do, lena, jonas):
    """Gives both a claim with its source: the ids of Lena's claim, source and link."""
    made = []
    for person in (lena, jonas):
        claim = do(person, lambda a: edits.add_span(a, "CLAIM", (Fragment(0, 11),)))
        source = do(person, lambda a: edits.add_span(a, "SOURCE", (Fragment(0, 4), Fragment(5, 11))))
        do(person, lambda a, c=claim: edits.set_attribute(a, c, "mood", "sure"))
        do(person, lambda a, c=claim: edits.set_attribute(a, c, "kind", "a"))
        link = do(
            person, lambda a, c=claim, s=source: edits.add_relation(a, workspace.scheme, "said_by", c, s)
        )
        made.append((claim, source, link))
    return made[0]


def rows(workspace):
    """Return every row that a change of the scheme may touch."""
    return {
        table: workspace.conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        for table in ("span", "fragment", "attribute", "relation", "layer")
    }


def draft(workspace):
    return SchemeDraft(workspace.scheme)


def save(workspace, d, person):
    assert d.troubles() == []
    scheming.change_scheme(workspace, d.edit(), person)


def labels(workspace, article, person):
    return [span.label for span in workspace.annotations(article, person).in_order()]


def test_renaming_a_label_renames_it_in_all_readings(workspace, article, read, lena, jonas):
    d = draft(workspace)
    d.labels[0].name = "ASSERTION"
    save(workspace, d, lena)
    for person in (lena, jonas):
        assert labels(workspace, article, person) == ["ASSERTION", "SOURCE"]
    assert [label.name for label in workspace.scheme.labels] == ["ASSERTION", "SOURCE"]
    assert workspace.scheme.relation("said_by").heads == ("ASSERTION",)
    assert str(workspace.undo_name(lena)) == "rename the label CLAIM to ASSERTION"
    assert check(workspace) == []


def test_renaming_attributes_values_and_relation_types_renames_them_in_all_readings(
    workspace, article, read, lena, jonas
):
    d = draft(workspace)
    d.labels[0].attributes[0].name = "tone"
    d.labels[0].attributes[0].values[0].name = "firm"
    d.relations[0].name = "on_word_of"
    save(workspace, d, lena)
    for person in (lena, jonas):
        a = workspace.annotations(article, person)
        assert [r.type for r in a.relations.values()] == ["on_word_of"]
        assert a.in_order()[0].attributes == (("kind", "a"), ("tone", "firm"))


def test_names_may_change_places(workspace, article, read, lena):
    d = draft(workspace)
    claim, source = d.labels
    claim.name, source.name = "SOURCE", "CLAIM"
    mood, kind = claim.attributes
    mood.name, kind.name = "kind", "mood"
    d.relations[0].name, d.relations[1].name = "answers", "said_by"
    before = rows(workspace)
    save(workspace, d, lena)
    assert labels(workspace, article, lena) == ["SOURCE", "CLAIM"]
    a = workspace.annotations(article, lena)
    assert a.in_order()[0].attributes == (("kind", "sure"), ("mood", "a"))
    assert [r.type for r in a.relations.values()] == ["answers"]
    assert check(workspace) == []
    workspace.undo(lena)
    assert rows(workspace) == before


def test_deleting_a_label_takes_its_spans_and_their_links_and_undo_brings_back_every_row(
    workspace, article, read, lena, jonas, opened
):
    before, scheme = rows(workspace), workspace.scheme
    d = draft(workspace)
    d.remove_label(d.labels[1])
    loss = scheming.loss(workspace, d.edit())
    assert (loss.labels, loss.relations) == ((("SOURCE", 2),), (("said_by", 2),))
    assert (loss.annotators, loss.documents) == (2, 1)
    assert rows(workspace) == before
    save(workspace, d, lena)
    assert labels(workspace, article, jonas) == ["CLAIM"]
    after = rows(workspace)
    assert after["relation"] == []
    assert check(workspace) == []
    again = opened(workspace.path)  # as after a restart
    assert str(again.undo(lena).name) == "delete the label Source from the scheme"
    assert rows(again) == before
    assert again.scheme.labels == scheme.labels
    again.redo(lena)
    assert rows(again) == after
    again.undo(lena)
    assert rows(again) == before
    assert workspace.changed_elsewhere()
    assert workspace.scheme.labels == scheme.labels


def test_nothing_goes_with_a_label_that_nobody_used(workspace, article, read, lena):
    d = draft(workspace)
    d.add_label().name = "NEW"
    save(workspace, d, lena)
    d = draft(workspace)
    d.remove_label(d.labels[2])
    assert not scheming.loss(workspace, d.edit())


def test_deleting_an_attribute_or_a_value_takes_it_off_the_spans(workspace, article, read, lena):
    before = rows(workspace)
    d = draft(workspace)
    mood, kind = d.labels[0].attributes
    d.labels[0].attributes.remove(mood)
    kind.values.pop(0)
    loss = scheming.loss(workspace, d.edit())
    assert loss.values == ((("CLAIM", "kind"), 2), (("CLAIM", "mood"), 2))
    save(workspace, d, lena)
    assert rows(workspace)["attribute"] == []
    workspace.undo(lena)
    assert rows(workspace) == before


def test_forbidding_a_link_takes_those_that_are_there(workspace, article, read, lena):
    before = rows(workspace)
    d = draft(workspace)
    d.relations[0].children = [d.labels[0]]
    assert scheming.loss(workspace, d.edit()).relations == (("said_by", 2),)
    save(workspace, d, lena)
    assert rows(workspace)["relation"] == []
    assert rows(workspace)["span"] == before["span"]
    workspace.undo(lena)
    assert rows(workspace) == before


def test_older_edits_are_undone_rightly_after_a_rename(workspace, article, read, do, lena, jonas):
    claim, _, _ = read
    do(lena, lambda a: edits.relabel(a, workspace.scheme, claim, "SOURCE"))
    d = draft(workspace)
    d.labels[0].name, d.labels[1].name = "ASSERTION", "VOICE"
    save(workspace, d, jonas)
    workspace.undo(lena)
    assert labels(workspace, article, lena) == ["ASSERTION", "VOICE"]
    workspace.redo(lena)
    assert labels(workspace, article, lena) == ["VOICE", "VOICE"]
    while workspace.undo(lena):
        pass
    assert labels(workspace, article, lena) == []
    while workspace.redo(lena):
        pass
    assert labels(workspace, article, lena) == ["VOICE", "VOICE"]


def test_older_edits_of_what_has_gone_are_refused_until_it_is_back(workspace, article, read, lena, jonas):
    before = rows(workspace)
    d = draft(workspace)
    d.remove_label(d.labels[1])
    save(workspace, d, jonas)
    with pytest.raises(StaleEdit, match=r"“said_by” was taken out of the scheme|changed in the meantime"):
        workspace.undo(lena)
    workspace.undo(jonas)
    assert rows(workspace) == before
    assert workspace.undo(lena) is not None


def test_undo_of_a_deletion_is_refused_where_the_other_end_of_a_link_has_gone(
    workspace, article, read, do, lena, jonas
):
    claim, _, _ = read
    before = rows(workspace)
    d = draft(workspace)
    d.remove_label(d.labels[1])
    save(workspace, d, jonas)
    do(lena, lambda a: edits.remove_spans(a, [claim]))
    with pytest.raises(StaleEdit, match="deleted since"):
        workspace.undo(jonas)
    workspace.undo(lena)
    workspace.undo(jonas)
    assert rows(workspace) == before


def test_undo_of_a_new_label_is_refused_while_somebody_uses_it(workspace, article, read, do, lena, jonas):
    d = draft(workspace)
    d.add_label().name = "NEW"
    save(workspace, d, lena)
    do(jonas, lambda a: edits.add_span(a, "NEW", (Fragment(0, 2),)))
    with pytest.raises(StaleEdit, match="used since"):
        workspace.undo(lena)
    workspace.undo(jonas)
    assert workspace.undo(lena) is not None
    with pytest.raises(StaleEdit, match="“NEW” was taken out"):
        workspace.redo(jonas)
    workspace.redo(lena)
    assert workspace.redo(jonas) is not None


def test_changes_of_the_scheme_are_undone_in_their_order(workspace, lena, jonas):
    for person, name in ((lena, "A"), (jonas, "B")):
        d = draft(workspace)
        d.labels[0].name = name
        save(workspace, d, person)
    with pytest.raises(StaleEdit, match="changed again since"):
        workspace.undo(lena)
    workspace.undo(jonas)
    workspace.undo(lena)
    assert workspace.scheme.labels[0].name == "CLAIM"
    with pytest.raises(StaleEdit, match="changed again since"):
        workspace.redo(jonas)
    workspace.redo(lena)
    workspace.redo(jonas)
    assert workspace.scheme.labels[0].name == "B"


def test_what_an_import_added_to_the_scheme_stays_when_an_earlier_change_is_undone(workspace, lena):
    d = draft(workspace)
    d.labels[0].name = "ASSERTION"
    save(workspace, d, lena)
    with workspace.transaction() as conn:
        workspace.grow_scheme(
            conn, ["PLACE"], [("said_by", "PLACE", "ASSERTION"), ("at", "ASSERTION", "PLACE")]
        )
    workspace.undo(lena)
    scheme = workspace.scheme
    assert [label.name for label in scheme.labels] == ["CLAIM", "SOURCE", "PLACE"]
    assert scheme.relation("said_by").heads == ("CLAIM", "PLACE")
    assert scheme.relation("said_by").children == ("SOURCE", "CLAIM")
    assert scheme.relation("at").heads == ("CLAIM",)
    workspace.redo(lena)
    assert [label.name for label in workspace.scheme.labels] == ["ASSERTION", "SOURCE", "PLACE"]


def test_a_scheme_changed_meanwhile_is_not_overwritten(workspace, lena, opened):
    mine = draft(workspace)
    mine.labels[0].name = "MINE"
    other = opened(workspace.path)
    theirs = draft(other)
    theirs.labels[0].name = "THEIRS"
    save(other, theirs, lena)
    with pytest.raises(StaleEdit, match="changed elsewhere"):
        scheming.change_scheme(workspace, mine.edit(), lena)
    assert workspace.scheme.labels[0].name == "THEIRS"


def test_an_edit_by_a_scheme_that_has_been_changed_elsewhere_is_refused(workspace, article, lena, opened):
    assert workspace.scheme.label("CLAIM")
    other = opened(workspace.path)
    d = draft(other)
    d.labels[0].name = "ASSERTION"
    save(other, d, lena)
    edit = edits.add_span(workspace.annotations(article, lena), "CLAIM", (Fragment(0, 4),))
    with pytest.raises(StaleEdit, match="scheme was changed"):
        workspace.execute(edit, lena)
    assert workspace.scheme.label("ASSERTION")


def test_an_edit_goes_on_where_the_scheme_has_only_grown(workspace, article, lena, opened):
    assert workspace.scheme.label("CLAIM")
    other = opened(workspace.path)
    with other.transaction() as conn:
        other.grow_scheme(conn, ["PLACE"], [])
    edit = edits.add_span(workspace.annotations(article, lena), "CLAIM", (Fragment(0, 4),))
    workspace.execute(edit, lena)
    assert labels(workspace, article, lena) == ["CLAIM"]


def test_a_name_that_stands_on_annotations_already_is_refused(workspace, article, read, do, lena):
    claim, _, _ = read
    do(lena, lambda a: edits.set_attribute(a, claim, "note_of_mine", "sure"))
    d = draft(workspace)
    d.labels[0].attributes[0].name = "note_of_mine"
    before = rows(workspace)
    with pytest.raises(StaleEdit, match="“note_of_mine” stands on annotations already"):
        scheming.change_scheme(workspace, d.edit(), lena)
    assert rows(workspace) == before
    assert workspace.scheme.labels[0].attributes[0].name == "mood"


def test_a_scheme_that_is_not_whole_is_refused(workspace, lena):
    d = draft(workspace)
    d.labels[0].name = ""
    with pytest.raises(SchemeError):
        scheming.change_scheme(workspace, d.edit(), lena)
    assert workspace.undo_name(lena) is None


def test_a_change_that_is_stopped_changes_nothing(workspace, read, lena, monkeypatch):
    monkeypatch.setattr(scheming, "_LOOK_EVERY", 1)
    d = draft(workspace)
    d.remove_label(d.labels[1])
    before = rows(workspace)
    with pytest.raises(Cancelled):
        scheming.change_scheme(workspace, d.edit(), lena, cancelled=lambda: True)
    assert rows(workspace) == before
    assert len(workspace.scheme.labels) == 2


def test_a_step_for_a_thread_undoes_and_tells_how_far_it_is(workspace, article, read, lena):
    d = draft(workspace)
    d.remove_label(d.labels[1])
    save(workspace, d, lena)
    assert workspace.is_scheme_ahead(lena)
    told = []
    changed = scheming.step(workspace.path, lena, redo=False, progress=lambda *how_far: told.append(how_far))
    assert changed.scheme
    assert told[-1][0] == told[-1][1]
    assert labels(workspace, article, lena) == ["CLAIM", "SOURCE"]
    assert not workspace.is_scheme_ahead(lena)
    assert workspace.is_scheme_ahead(lena, redo=True)
    assert scheming.step(workspace.path, lena, redo=True) is not None


def test_subscribers_are_told(workspace, lena):
    told = []
    workspace.subscribe(told.append)
    d = draft(workspace)
    d.labels[0].name = "A"
    save(workspace, d, lena)
    workspace.undo(lena)
    assert [(c.scheme, c.document_id) for c in told] == [(True, None)] * 2


def test_hidden_readings_follow_too(workspace, article, read, lena, jonas):
    workspace.conn.execute("UPDATE layer SET removed = 1 WHERE annotator_id = ?", (jonas,))
    d = draft(workspace)
    d.labels[0].name = "ASSERTION"
    d.remove_label(d.labels[1])
    assert scheming.loss(workspace, d.edit()).labels == (("SOURCE", 1),)
    save(workspace, d, lena)
    workspace.conn.execute("UPDATE layer SET removed = 0")
    assert labels(workspace, article, jonas) == ["ASSERTION"]


def test_labels_of_an_import_that_was_stopped_go_again(workspace, write):
    lines = "\n".join(
        f'{{"text": "Kiew meldet {n}.", "_annotator_id": "Lena", '
        f'"spans": [{{"start": 0, "end": 4, "label": "PLACE"}}]}}'
        for n in range(import_work.BATCH + 20)
    )
    before = workspace.scheme
    with pytest.raises(Cancelled):
        importing.import_files(
            workspace,
            [write("in.jsonl", lines)],
            cancelled=lambda: workspace.scheme.label("PLACE") is not None,
        )
    assert workspace.scheme.labels == before.labels
    report = importing.import_files(workspace, [write("in.jsonl", lines)])
    assert report.new_labels == ["PLACE"]
    assert workspace.scheme.label("PLACE")


def test_scheme_files_go_out_and_come_in(workspace, tmp_path, write):
    path = tmp_path / "scheme.toml"
    scheming.write_scheme_file(workspace.scheme, path)
    assert scheming.read_scheme_file(path) == workspace.scheme
    assert [one.name for one in tmp_path.glob("*.part")] == []
    for text in ("name = ", b"\xff\xfe", 'name = "x"\nlabels = 3'):
        with pytest.raises(SchemeError):
            scheming.read_scheme_file(write("bad.toml", text))


def test_grown_labels_look_different(workspace):
    grown = with_labels(workspace.scheme, [f"L{n}" for n in range(20)])
    looks = [(label.colour, label.style) for label in grown.labels[2:]]
    assert len(set(looks)) == 20


def test_the_older_history_is_found_without_a_scan(workspace):
    plan = workspace.conn.execute(
        "EXPLAIN QUERY PLAN SELECT id, changes FROM history WHERE changes >= '{' AND id > 3 ORDER BY id"
    ).fetchall()
    assert "history_scheme" in plan[0][3]
    assert isinstance(workspace.conn, sqlite3.Connection)
