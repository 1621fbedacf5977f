"""Undo and redo by keys, also of what was done in another article, and what the status bar says."""

from annotator.core.spans import State


def title(desk):
    return desk.session.document.metadata.title


def test_undo_and_redo_go_through_every_kind_of_step(desk):
    desk.go_to("We have checked every gate")
    desk.press("2", "S")
    desk.go_to("she")
    desk.press("3", "R", "Return", "Ctrl+Alt+Right", "F")
    pictures = [picture(desk)]
    for _ in range(6):
        desk.press("Ctrl+Z")
        pictures.append(picture(desk))
    assert len(set(map(repr, pictures))) == 7
    assert desk.spans() == []
    for before in pictures[-2::-1]:
        desk.press("Ctrl+Y")
        assert picture(desk) == before


def picture(desk):
    stored = desk.stored()
    return (
        sorted(stored.spans.values(), key=lambda s: s.id),
        list(stored.relations.values()),
        stored.layer.flagged,
    )


def test_control_shift_z_redoes_too(desk):
    desk.press("1", "Ctrl+Z", "Ctrl+Shift+Z")
    assert desk.spans() == [("ACTOR", "Dam")]


def test_undo_returns_to_the_article_where_the_step_was(desk):
    desk.press("1", "Ctrl+PgDown", "Ctrl+PgDown", "2")
    assert title(desk) == "Harvest late"
    desk.press("Ctrl+Z")
    assert (title(desk), desk.spans()) == ("Harvest late", [])
    desk.press("Ctrl+Z")
    assert (title(desk), desk.spans()) == ("Dam is safe, minister says", [])
    assert desk.screen.queue.table.currentIndex().row() == 0
    desk.press("Ctrl+Y", "Ctrl+Y")
    assert (title(desk), desk.spans()) == ("Harvest late", [("CLAIM", "Harvest")])


def test_undoing_done_returns_to_the_article_as_it_was(desk):
    first = desk.session.document.id
    desk.press("1", "Return", "Ctrl+Z")
    assert desk.session.document.id == first
    assert desk.state()[0] == State.IN_PROGRESS
    assert desk.spans() == [("ACTOR", "Dam")]


def test_undoing_the_first_label_makes_the_article_to_do_again(desk):
    desk.press("1", "Ctrl+Z")
    assert desk.state()[0] == State.TO_DO
    assert desk.screen.queue._buttons[1].text() == "To do 4"


def test_what_undo_brings_back_is_taken_in_hand(desk):
    desk.press("1", "Right", "2", "Delete", "Ctrl+Z")
    assert desk.session.span.label == "CLAIM"
    assert desk.said == "Undone: delete Claim"


def test_a_new_step_after_undo_ends_redo(desk):
    desk.press("1", "Ctrl+Z", "2")
    assert not desk.window.actions_["redo"].isEnabled()
    desk.press("Ctrl+Y")
    assert desk.spans() == [("CLAIM", "Dam")]


def test_undo_with_nothing_to_undo_says_so_or_is_switched_off(desk):
    desk.press("Ctrl+Z")
    assert desk.spans() == []
    assert not desk.window.actions_["undo"].isEnabled()
    assert not desk.window.actions_["redo"].isEnabled()


def test_undo_survives_closing_and_opening_the_project(desk):
    path = desk.workspace.path
    desk.press("1", "Right", "2")
    desk.press("Ctrl+W")
    assert desk.screen is None
    desk.commands.open(path)
    desk.press("Ctrl+Z")
    assert desk.spans() == [("ACTOR", "Dam")]
    desk.press("Ctrl+Y")
    assert len(desk.spans()) == 2


def test_the_menu_names_what_undo_and_redo_would_do(desk):
    desk.press("1", "Right", "2", "Ctrl+Z")
    assert desk.window.actions_["undo"].text() == "Undo: label Actor"
    assert desk.window.actions_["redo"].text() == "Redo: label Claim"


def test_undo_takes_back_only_this_annotators_steps(desk, opened):
    from annotator.core import edits
    from annotator.core.spans import Fragment

    desk.press("1")
    other = opened(desk.workspace.path)
    somebody = other.annotator("Bo")
    annotations = other.annotations(desk.session.document.id, somebody.id)
    other.execute(edits.add_span(annotations, "CLAIM", (Fragment(0, 5),)), somebody.id)
    desk.press("Ctrl+Z")
    assert desk.spans() == []
    left = other.annotations(desk.session.document.id, somebody.id)
    assert [span.label for span in left.spans.values()] == ["CLAIM"]
