"""The window as a whole: start page, what is remembered, menus, modes, zoom, who works."""

import os
import shutil
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListWidget, QPushButton, QToolButton

from annotator.gui import app, settings, theme
from annotator.gui.actions import ACTIONS, Where
from annotator.gui.annotate.queue import ROW
from annotator.gui.commands import ProjectCommands
from annotator.gui.display import is_read
from annotator.gui.window import MainWindow


def answer_name(name):
    """Return what types a name into the dialog that asks who works, and presses Enter."""

    def answer(dialog):
        editor = dialog.findChild(QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, name)
        QTest.keyClick(editor, Qt.Key.Key_Return)

    return answer


# The start page


def test_the_start_page_offers_what_to_do(empty_window):
    texts = [button.text() for button in empty_window.window.findChildren(QPushButton)]
    assert texts == ["Open a folder of articles…", "Open project…", "New project…", "Try the example"]


def test_the_start_page_is_walked_with_tab_and_space(empty_window, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: asked.append(args[1]) or "")
    empty_window.button("Open a folder").setFocus()
    QTest.keyClick(empty_window.button("Open a folder"), Qt.Key.Key_Space)
    assert asked == ["Open a folder of articles"]


def test_recent_projects_are_offered_and_open_with_a_click(desk):
    path = desk.workspace.path
    desk.press("Ctrl+W")
    QApplication.processEvents()
    (row,) = [b for b in desk.window.findChildren(QPushButton) if b.accessibleName() == path.stem]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert desk.workspace.path == path


def test_a_recent_project_that_is_damaged_says_so_and_the_page_stays(desk, hands):
    path = desk.workspace.path
    desk.press("Ctrl+W")
    path.write_bytes(b"nothing of the kind")
    QApplication.processEvents()
    (row,) = [b for b in desk.window.findChildren(QPushButton) if b.accessibleName() == path.stem]
    seen = []
    with desk.answering(lambda dialog: seen.extend(hands.texts_in(dialog))):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert any("open a backup" in text for text in seen)
    assert desk.screen is None
    assert path.read_bytes() == b"nothing of the kind"


def test_a_new_project_is_made_where_it_is_said(empty_window, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "fresh"), ""))
    with empty_window.answering(answer_name("Ines")):
        empty_window.press("Ctrl+N")
    assert empty_window.workspace.path == tmp_path.resolve() / "fresh.annotator"
    assert "No articles yet" in empty_window.screen.queue._empty.text()
    assert empty_window.article.heading[0] == "No article is open"


def test_keys_in_a_project_without_articles_do_no_harm(empty_window, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "fresh"), ""))
    with empty_window.answering(answer_name("Ines")):
        empty_window.press("Ctrl+N")
    empty_window.press("1", "2", "R", "X", "F", "Return", "Tab", "O", "J", "N", "Delete", "Right", "Ctrl+A",
                       "Ctrl+PgDown", "Ctrl+Z", "Ctrl+Left", "K", "Ctrl+C")  # fmt: skip
    assert empty_window.session.annotations is None


def test_a_recent_project_that_is_gone_is_shown_as_such_and_can_be_taken_off(desk, hands):
    path = desk.workspace.path
    desk.press("Ctrl+W")
    path.unlink()
    desk.press("Ctrl+W")
    desk.commands.show_start()
    QApplication.processEvents()
    assert any("no longer there" in text for text in hands.texts_in(desk.window))
    desk.press("Down", "Down", "Down", "Down", "Return")
    assert "Delete takes it off" in desk.said
    desk.press("Delete")
    assert settings.recent() == []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert path.stem not in hands.texts_in(desk.window)
    assert desk.button("Open a folder").hasFocus()


def test_a_project_taken_off_the_list_keeps_its_file(desk):
    path = desk.workspace.path
    desk.press("Ctrl+W")
    QApplication.processEvents()
    desk.click_button("✕")
    assert settings.recent() == []
    assert path.is_file()


def test_the_start_page_is_walked_with_arrows_and_enter(desk):
    path = desk.workspace.path
    desk.press("Ctrl+W")
    QApplication.processEvents()
    assert desk.button("Open a folder").hasFocus()
    desk.press("Right", "Right", "Right", "Left", "Down", "Down", "Return")
    assert desk.workspace.path == path


def test_a_long_path_is_shortened_rather_than_pushing_the_page_wide(qapp, tmp_path):
    window = MainWindow()
    long = tmp_path / ("deep" * 60) / "A.annotator"
    settings.remember("recent", [str(long)])
    window.show_start()
    window.resize(700, 480)
    window.show()
    QApplication.processEvents()
    assert window.width() == 700
    window.close()
    window.deleteLater()


def drop(window, *paths):
    """Drop files on a window, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, buttons, keys = QPointF(200, 200), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_folder_dropped_on_the_start_page_becomes_a_project(empty_window, write):
    folder = write("Weirs/one.txt", "The weir holds.\n\nNobody says why it should not.").parent
    with empty_window.answering(answer_name("Ines")):
        drop(empty_window.window, folder)
    empty_window.wait_until(lambda: empty_window.screen is not None and empty_window.commands.job is None)
    assert empty_window.workspace.name == "Weirs"


def test_files_dropped_on_a_project_are_imported_and_a_project_is_opened(desk, write, tmp_path):
    drop(desk.window, write("weir.txt", "The weir holds.\n\nNobody says why it should not."))
    desk.wait_until(lambda: desk.screen.queue.model.rowCount() == 5)
    desk.wait_until(lambda: desk.commands.job is None)
    other = tmp_path / "Other.annotator"
    shutil.copyfile(desk.workspace.path, other)
    settings.remember_annotator(other.resolve(), "Ines")
    drop(desk.window, other)
    desk.wait_until(lambda: desk.workspace.name == "Other")


def test_what_is_no_file_is_not_taken_when_dropped(desk):
    data = QMimeData()
    data.setText("words")
    event = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(desk.window, event)
    assert not event.isAccepted()


def test_a_project_is_never_made_over_a_file(empty_window, monkeypatch, tmp_path, hands):
    there = tmp_path / "there.annotator"
    there.write_text("mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(there), ""))
    seen = []
    with empty_window.answering(lambda dialog: seen.extend(hands.texts_in(dialog))):
        empty_window.press("Ctrl+N")
    assert any("There is a file at" in text for text in seen)
    assert there.read_text() == "mine"


# Who works


def test_a_project_that_was_never_opened_here_asks_who_works(empty_window, project):
    with empty_window.answering(answer_name("  Ana   Ruiz ")):
        empty_window.commands.open(project)
    assert empty_window.session.annotator.name == "Ana Ruiz"
    assert settings.annotator_of(project) == "Ana Ruiz"


def test_who_does_not_say_who_works_stays_on_the_start_page(empty_window, project):
    with empty_window.answering(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape)):
        empty_window.commands.open(project)
    assert empty_window.screen is None
    assert empty_window.button("Try the example")


def test_the_name_proposed_is_taken_though_others_are_known(empty_window, project, opened):
    opened(project).annotator("Jonas")
    settings.remember("annotator_name", "Jon")
    with empty_window.answering(lambda dialog: empty_window.press("Return")):
        empty_window.commands.open(project)
    assert empty_window.session.annotator.name == "Jon"


def test_the_beginning_of_a_known_name_is_a_name(empty_window, project, opened):
    opened(project).annotator("Jonas")

    def answer(dialog):
        empty_window.type("Jon")
        empty_window.press("Return")

    with empty_window.answering(answer):
        empty_window.commands.open(project)
    assert empty_window.session.annotator.name == "Jon"


def test_a_known_reader_is_found_by_typing_and_chosen_by_keys(empty_window, project, opened):
    workspace = opened(project)
    for n in range(60):
        workspace.save_place(workspace.annotator(f"Reader {n:02}").id, workspace.queue(1)[0], 0)

    def answer(dialog):
        rows = dialog.findChild(QListWidget)
        assert rows.count() == 60
        empty_window.type("der 4")
        shown = [rows.item(n).text() for n in range(60) if not rows.item(n).isHidden()]
        assert len(shown) == 10
        empty_window.press("Down", "Down", "Return")

    with empty_window.answering(answer):
        empty_window.commands.open(project)
    assert empty_window.session.annotator.name == "Reader 41"


def test_nobody_can_work_without_a_name(empty_window, project):
    seen = []

    def empty(dialog):
        editor = dialog.findChild(QLineEdit)
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        QTest.keyClicks(editor, "   ")
        seen.append(empty_window.button("Start", dialog).isEnabled())

    with empty_window.answering(empty):
        empty_window.commands.open(project)
    assert seen == [False]


def test_each_annotator_has_readings_of_their_own(desk):
    desk.press("1")
    with desk.answering(answer_name("Bo")):
        desk.press("Ctrl+Shift+A")
    assert desk.session.annotator.name == "Bo"
    assert desk.spans() == []
    desk.press("2")
    with desk.answering(answer_name("Ines")):
        desk.press("Ctrl+Shift+A")
    assert desk.spans() == [("ACTOR", "Dam")]


# What is remembered


def test_another_window_opens_with_the_same_place_size_and_zoom(desk, open_desk):
    path = desk.workspace.path
    desk.window.resize(760, 640)
    desk.press("Ctrl++", "Ctrl+PgDown")
    desk.go_to("Hvalvik")
    zoom, title = desk.article.zoom, desk.session.document.metadata.title
    desk.press("Ctrl+Q")
    again = open_desk(path)
    assert (again.window.width(), again.window.height()) == (760, 640)
    assert again.article.zoom == pytest.approx(zoom, abs=0.001)
    assert again.session.document.metadata.title == title
    assert again.marked() == "Hvalvik"


def test_the_place_is_in_the_file_shortly_after_a_move(desk, opened):
    desk.go_to("Radio Moldau")
    other = opened(desk.workspace.path)
    desk.wait_until(lambda: other.place(desk.session.annotator.id) is not None)
    place = (desk.session.document.id, desk.text.index("Radio Moldau"))
    desk.wait_until(lambda: other.place(desk.session.annotator.id) == place)


def test_the_size_of_the_window_is_remembered_though_it_is_killed(desk):
    desk.window.resize(755, 651)
    desk.wait_until(lambda: not settings.state("geometry").isEmpty())
    QTest.qWait(700)
    other = MainWindow()
    assert (other.width(), other.height()) == (755, 651)
    other.deleteLater()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zoom", "enormous"),
        ("zoom", "nan"),
        ("zoom", "-3"),
        ("mode", "purple"),
        ("geometry", "x"),
        ("panes", "x"),
    ],
)
def test_settings_that_make_no_sense_are_passed_over(open_desk, project, name, value):
    settings.remember(name, value)
    desk = open_desk(project)
    desk.window.recolour()
    assert 0.5 < desk.article.zoom < 3.1
    assert not desk.window.grab().isNull()


def test_settings_that_cannot_be_read_are_passed_over(open_desk, project, own_machine):
    folder = own_machine / "config" / "annotator"
    folder.mkdir(parents=True)
    (folder / "window.ini").write_bytes(b"\xff\xfe\0[[[\n=\n%%%")
    assert open_desk(project).window.isVisible()


def test_the_last_project_that_is_gone_leads_to_the_start_page(qapp, tmp_path):
    settings.remember("last", str(tmp_path / "gone.annotator"))
    window = MainWindow()
    app._open(window, [])
    assert window.screen_ is None
    window.close()
    window.deleteLater()


@pytest.fixture(autouse=True)
def unguarded(monkeypatch):
    """Keep the guard against crashes out of tests that start as the program does."""
    from PySide6.QtCore import QObject

    monkeypatch.setattr("annotator.gui.dialogs.crash.CrashGuard", QObject)


def test_a_damaged_project_named_from_a_desktop_is_told_in_the_window(qapp, tmp_path, monkeypatch, hands):
    path = tmp_path / "damaged.annotator"
    path.write_bytes(b"nothing of the kind" * 99)
    monkeypatch.setattr("annotator.gui.app.is_read", lambda stream: False)
    told = []
    monkeypatch.setattr(
        "annotator.gui.dialogs.messages.show_error", lambda error, window: told.append(str(error))
    )
    window = MainWindow()
    app._open(window, [path])
    assert len(told) == 1
    assert str(path) in told[0]
    assert window.screen_ is None
    assert "Try the example" in [one.text() for one in window.findChildren(QPushButton)]
    window.close()
    window.deleteLater()


def test_who_reads_what_is_written_to_stderr(tmp_path):
    reading, writing = os.pipe()
    with os.fdopen(reading), os.fdopen(writing, "w") as pipe, (tmp_path / "log").open("w") as log:
        assert is_read(pipe)
        assert not is_read(log)
    assert not is_read(None)
    assert not is_read(log)


# Looks


def test_dark_and_light_are_chosen_in_the_menu_and_remembered(desk, qapp):
    def choose(text):
        view = desk.window.bar.view.menu()
        next(action for action in view.actions() if action.text() == text).trigger()

    try:
        choose("Dark colours")
        assert theme.colours().dark
        assert settings.text("mode") == "dark"
        image = desk.article.grab().toImage()
        assert image.pixelColor(5, 5).name() == theme.DARK.window
        choose("Light colours")
        assert not theme.colours().dark
    finally:
        theme.apply(qapp, theme.Mode.LIGHT)


def test_zoom_keys(desk):
    desk.press("Ctrl++", "Ctrl++")
    assert desk.article.zoom == pytest.approx(1.21)
    desk.press("Ctrl+-")
    assert desk.article.zoom == pytest.approx(1.1)
    desk.press("Ctrl+0")
    assert desk.article.zoom == 1.0


@pytest.mark.parametrize("size", [(700, 480), (1_000, 600), (2_400, 1_300)])
def test_the_window_is_whole_at_any_size(desk, size):
    desk.go_to("We have checked every gate")
    desk.press("2", "S")
    desk.window.resize(*size)
    QApplication.processEvents()
    assert (desk.window.width(), desk.window.height()) == size
    assert not desk.window.grab().isNull()
    assert desk.article.width() >= 250


def test_the_window_is_as_small_as_it_says(desk):
    assert desk.window.minimumSizeHint().width() <= desk.window.minimumWidth()
    assert desk.window.minimumSizeHint().height() <= desk.window.minimumHeight()


def test_the_queue_gives_way_in_a_narrow_window_and_can_be_had_back(desk):
    desk.window.resize(1_100, 700)
    QApplication.processEvents()
    assert desk.screen.queue.isVisible()
    desk.window.resize(700, 600)
    QApplication.processEvents()
    assert not desk.screen.queue.isVisible()
    assert desk.article.width() > 400
    desk.press("Ctrl+F")
    assert desk.screen.queue.search.hasFocus()
    desk.press("Esc", "Alt+Q")
    assert not desk.screen.queue.isVisible()
    desk.press("Alt+I")
    assert not desk.screen.inspector.isVisible()
    desk.press("L")
    assert desk.screen.inspector.isVisible()


def test_what_was_said_goes_when_something_else_is_done(desk):
    desk.go_to("Lisov")
    desk.press("1", "Ctrl+Z")
    assert desk.said.startswith("Undone")
    desk.press("1")
    assert desk.said == ""


def test_the_range_in_the_status_bar_follows_undo(desk):
    desk.go_to("Lisov")
    desk.press("1")
    before = desk.article.selection
    desk.press("Ctrl+Right", "Ctrl+Z")
    assert (desk.article.selection.start, desk.article.selection.end) == (before.start, before.end)


# Keys


def test_no_key_does_two_things_in_one_place(desk):
    places = (desk.article, desk.screen.queue.table)
    for place in places:
        keys = {}
        for action in [*desk.window.actions(), *place.actions()]:
            for shortcut in action.shortcuts():
                keys.setdefault(shortcut.toString(), []).append(action.text())
        assert {key: texts for key, texts in keys.items() if len(texts) > 1} == {}


def test_every_action_of_the_table_is_there_where_its_place_is(desk):
    elsewhere = {entry.name for entry in ACTIONS if entry.where == Where.REVIEW}
    assert set(desk.window.actions_) == {entry.name for entry in ACTIONS} - elsewhere
    desk.press("F8")
    assert elsewhere <= set(desk.window.actions_)


def test_the_sheet_of_shortcuts_lists_every_action_with_its_keys(desk, hands):
    seen = []
    with desk.answering(lambda dialog: seen.extend(hands.texts_in(dialog))):
        desk.press("F1")
    for entry in ACTIONS:
        assert entry.text in seen
    for keys in ("Ctrl+Z", "R", "1", "F6", "Ctrl+Alt+Shift+Right"):
        assert keys in seen


def test_a_question_mark_opens_the_sheet_and_escape_closes_it(desk):
    with desk.answering(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape)) as seen:
        desk.press("?")
    assert len(seen) == 1


# Qt's offscreen platform says so whenever a menu opens.
menus = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@menus
@pytest.mark.parametrize(
    ("key", "text"), [("F10", "New project…"), ("Alt+P", "New project…"), ("Alt+V", "Annotate")]
)
def test_a_menu_opens_with_its_key_and_enter_runs_the_first(desk, key, text):
    desk.press(key)
    menu = QApplication.activePopupWidget()
    assert menu.activeAction().text() == text
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert desk.article.hasFocus()


@menus
def test_arrows_go_from_menu_to_menu_and_round(desk):
    desk.press("F10")
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(QApplication.activePopupWidget(), key)
        seen.append(QApplication.activePopupWidget().activeAction().text())
    assert seen == ["Change annotator…", "Annotate", "New project…", "Annotate"]
    menu = QApplication.activePopupWidget()
    while menu.activeAction().text() != "Larger text":
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    assert desk.article.zoom == pytest.approx(1.1)
    assert QApplication.activePopupWidget() is None


def test_the_menu_buttons_open_with_the_keyboard(desk):
    for button in desk.window.bar.findChildren(QToolButton):
        if button.isVisible():
            assert button.menu() is not None or button.defaultAction() is not None
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_closing_the_project_returns_to_the_start_page_and_its_keys(desk):
    desk.press("Ctrl+W")
    assert desk.screen is None
    assert desk.window.windowTitle() == "Annotator"
    assert "undo" not in desk.window.actions_
    desk.press("1", "X")
    assert desk.window.isVisible()


# Import


def test_a_second_import_is_refused_aloud_while_one_is_under_way(desk, write, monkeypatch):
    path = write("weir.txt", "The weir holds.\n\nNobody says why it should not.")
    go = threading.Event()
    from annotator.workspace import importing

    real = importing.import_files
    monkeypatch.setattr(importing, "import_files", lambda *a, **k: go.wait(5) and real(*a, **k))
    desk.commands.transfers.import_paths([path])
    first = desk.commands.job
    desk.commands.transfers.import_paths([path])
    assert desk.commands.job is first
    assert "still under way" in desk.said
    go.set()
    desk.wait_until(lambda: desk.commands.job is None)


def test_importing_files_brings_them_into_the_queue_and_can_be_undone(desk, write, monkeypatch):
    path = write("weir.txt", "The weir holds.\n\nNobody says why it should not.")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args: ([str(path)], ""))
    desk.press("Ctrl+I")
    desk.wait_until(lambda: desk.screen.queue.model.rowCount() == 5)
    desk.wait_until(lambda: desk.commands.job is None)
    assert desk.said == "1 new article."
    desk.wait_until(desk.article.hasFocus)
    desk.press("Ctrl+Z")
    assert desk.screen.queue.model.rowCount() == 4
    desk.press("Ctrl+Y")
    assert desk.screen.queue.model.rowCount() == 5


def test_the_file_dialog_offers_every_format_and_all_of_them_first(desk, monkeypatch):
    seen = []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args: seen.append(args[3]) or ([], ""))
    desk.press("Ctrl+I")
    first, *others = seen[0].split(";;")
    assert first.startswith("Articles and readings (")
    for ending in ("*.txt", "*.jsonl", "*.ann", "*.xmi", "*.spacy", "*.pdf", "*.docx", "*.html", "*.csv"):
        assert ending in first
    assert any("brat" in one for one in others)
    assert others[-1] == "All files (*)"


def test_importing_what_is_there_already_says_so(desk, project, monkeypatch, hands):
    source = project.parent / "articles.jsonl"
    source.write_text('{"text": "A weir.", "meta": {"title": "Weir"}}\n' * 2)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args: ([str(source)], ""))
    seen = []
    with desk.answering(lambda dialog: seen.extend(hands.texts_in(dialog))):
        desk.press("Ctrl+I")
    assert "1 new article, 1 was there already." in seen


def test_an_import_of_nothing_says_what_is_wrong(desk, tmp_path, monkeypatch, hands):
    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(tmp_path / "empty"))
    seen = []
    with desk.answering(lambda dialog: seen.extend(hands.texts_in(dialog))):
        desk.press("Ctrl+Shift+I")
    assert any("There is nothing to import" in text for text in seen)
    assert desk.commands.job is None


def test_an_import_brings_new_labels_with_keys_and_buttons(desk, write, monkeypatch):
    line = '{"text": "A weir.", "spans": [{"start": 0, "end": 1, "label": "PLACE"}], "_annotator_id": "Bo"}\n'
    path = write("bo.jsonl", line)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args: ([str(path)], ""))
    desk.press("Ctrl+I")
    desk.wait_until(lambda: desk.workspace.scheme.label("PLACE"))
    desk.wait_until(lambda: desk.commands.job is None)
    assert desk.button("Place", desk.screen.inspector)


def test_a_folder_of_articles_becomes_a_project_in_documents(
    empty_window, monkeypatch, tmp_path, own_machine, write
):
    write("Weirs/one.txt", "The weir holds.\n\nNobody says why it should not.")
    write("Weirs/two.txt", "The lock leaks.\n\nThe keeper says it always has.")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(tmp_path / "Weirs"))
    with empty_window.answering(answer_name("Ines")):
        empty_window.click_button("Open a folder of articles")
    empty_window.wait_until(lambda: empty_window.screen is not None)
    assert (
        empty_window.workspace.path == (own_machine / "Documents" / "Annotator" / "Weirs.annotator").resolve()
    )
    assert empty_window.screen.queue.model.rowCount() == 2


def test_the_example_opens_with_articles_to_read(empty_window):
    with empty_window.answering(answer_name("Ines")):
        empty_window.click_button("Try the example")
    empty_window.wait_until(lambda: empty_window.screen is not None and empty_window.commands.job is None)
    assert empty_window.screen.queue.model.rowCount() >= 8
    assert empty_window.session.document is not None


def test_two_windows_on_copies_of_a_project_do_not_meet(desk, open_desk, tmp_path):
    copy = tmp_path / "Copy.annotator"
    desk.press("1", "Ctrl+W")
    shutil.copyfile(tmp_path / "Moldau.annotator", copy)
    other = open_desk(copy.resolve())
    assert other.spans() == [("ACTOR", "Dam")]
    other.press("Tab", "Delete")
    assert other.spans() == []


def test_the_queue_shows_dates_as_people_read_them(desk):
    model = desk.screen.queue.model
    row = model.data(model.index(2, 0), ROW)
    from annotator.gui.annotate.queue import describe

    assert describe(row) == "Moldau Post · Mar 2025"


def test_a_window_of_another_project_closes_the_first(desk, tmp_path):
    first = desk.workspace
    shutil.copyfile(first.path, tmp_path / "Second.annotator")
    settings.remember_annotator((tmp_path / "Second.annotator").resolve(), "Ines")
    ProjectCommands.open(desk.commands, tmp_path / "Second.annotator")
    assert desk.workspace.name == "Second"
    import sqlite3

    with pytest.raises(sqlite3.ProgrammingError):
        first.conn.execute("SELECT 1")
