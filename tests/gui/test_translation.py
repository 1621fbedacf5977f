"""Every text a user reads can be translated: none reaches the window past `tr`."""

import ast
import re
import sqlite3
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

import annotator
from annotator.core import errors
from annotator.gui.actions import ACTIONS, FIXED
from annotator.gui.dates import shown_date
from annotator.gui.dialogs.progress import ProgressDialog
from annotator.gui.export.window import ExportWindow
from annotator.gui.i18n import tr
from annotator.gui.jobs import Job
from annotator.gui.keys import native
from annotator.gui.palette.panel import Palette

_WRAPPED = re.compile("⟦[^⟦⟧]*⟧")
_KEY = re.compile(r"(?:^|(?<=[+⟧]))(?:[A-Z]|F\d+)$")
ALL = (*ACTIONS, *FIXED)
_KEY_ALONE = re.compile(r"(?<!\w)(?:[A-Z]|F\d+)(?!\w)")
_LETTERS = re.compile(r"[^\W\d_]")


class Wrapping(QTranslator):
    """Puts brackets round whatever is translated."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"⟦{source}⟧"


@pytest.fixture(autouse=True)
def wrapping(qapp):
    translator = Wrapping()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


_SPAN = re.compile("</?span>")  # marks a tool tip as text that is no HTML


def shown_texts(home: QWidget):
    """Return what a user reads or hears in a widget and all that is in it."""
    found = []
    for widget in (home, *home.findChildren(QWidget)):
        found += [
            widget.windowTitle(),
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
        ]
        match widget:
            case QLabel() if widget.property("role") == "keycap":
                found.append(_KEY.sub("", widget.text()))
            case QLabel() | QAbstractButton():
                found.append(widget.text())
            case QLineEdit():
                found.append(widget.placeholderText())
            case QComboBox():
                found += [widget.itemText(number) for number in range(widget.count())]
            case QSpinBox():
                found += [widget.prefix(), widget.suffix()]
            case QPlainTextEdit():
                found.append(widget.toPlainText())
            case QMenu():
                found.append(widget.title())
        assert not isinstance(widget, QAbstractSpinBox) or not widget.specialValueText()
    found += [action.text() for action in home.findChildren(QAction)]
    return [text for text in found if text]


def untranslated(home: QWidget, data: set[str]):
    """Return the texts with letters that neither came from a translation nor are the user's own."""
    left = []
    known = sorted(data, key=len, reverse=True)
    for text in shown_texts(home):
        rest = _SPAN.sub("", text)
        while _WRAPPED.search(rest):
            rest = _WRAPPED.sub(" ", rest)
        rest = _cut_words_away(rest, data)
        for own in known:
            rest = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", " ", rest, flags=re.IGNORECASE)
        rest = _KEY_ALONE.sub(" ", rest)
        if _LETTERS.search(rest):
            left.append((text, rest.strip()))
    return left


def _cut_words_away(text, data):
    """Take away words of the user's that are cut short: `ever…`."""
    for start in re.findall(r"(\w+)…", text):
        if any(own.startswith(start) for own in data):
            text = text.replace(f"{start}…", " ")
    return text


def users_own(desk):
    """Return titles, names, paths, the scheme's words and keys, and the words of the article."""
    own = {
        desk.workspace.name,
        str(desk.workspace.path),
        desk.session.annotator.name,
        "⏎",
        *re.findall(r"\w+", desk.text),
    }
    own |= {desk.text}
    model = desk.screen.queue.model
    for number in range(model.rowCount()):
        metadata = model.row(number).document.metadata
        own |= {
            metadata.title,
            metadata.outlet,
            shown_date(metadata.published),
            *re.findall(r"\w+", metadata.title),
        }
    for label in desk.workspace.scheme.labels:
        own |= {label.name, label.title, label.key, label.guideline}
        for attribute in label.attributes:
            own |= {attribute.name, attribute.key, *attribute.values}
    for relation in desk.workspace.scheme.relations:
        own |= {relation.name, relation.title}
    return {text for text in own if text}


def test_an_annotate_screen_with_a_span_in_hand_has_only_translated_texts(desk):
    desk.go_to("We have checked every gate")
    desk.press("2", "S", "Esc")
    desk.go_to("she")
    desk.press("3", "R", "Return", "F")
    QApplication.processEvents()
    assert len(desk.stored().relations) == 1
    assert untranslated(desk.window, users_own(desk)) == []


def test_an_annotate_screen_with_nothing_in_hand_has_only_translated_texts(desk):
    QApplication.processEvents()
    assert untranslated(desk.window, users_own(desk)) == []


def test_an_empty_queue_has_only_translated_texts(desk):
    desk.click_button("⟦Done", desk.screen.queue._chips)
    assert untranslated(desk.window, users_own(desk)) == []


@pytest.mark.parametrize(
    "keys",
    [("N",), ("O",), ("J",), ("R",), ("Delete",), ("Ctrl+Left",), ("K",), ("1", "1"), ("1", "Ctrl+Z"),
     ("1", "Ctrl+Z", "Ctrl+Y"), ("1", "Right", "2", "R"), ("Ctrl+PgUp",), ("Tab",), ("1", "R")],
)  # fmt: skip
def test_what_the_status_bar_says_is_translated(desk, keys):
    desk.press(*keys)
    assert desk.said
    assert untranslated(desk.window.status, users_own(desk)) == []


def test_the_start_page_has_only_translated_texts(empty_window):
    assert untranslated(empty_window.window, set()) == []


def test_the_start_page_with_recent_projects_has_only_translated_texts(desk):
    own = users_own(desk) | {str(desk.workspace.path.parent)}
    desk.press("Ctrl+W")
    QApplication.processEvents()
    assert untranslated(desk.window, own) == []


@pytest.mark.parametrize("key", ["Ctrl+Shift+A", "F1"])
def test_each_dialog_has_only_translated_texts(desk, key):
    desk.press("1")
    own = users_own(desk) | {str(desk.workspace.path.parent)} | {native(k) for e in ALL for k in e.keys}
    left = []
    with desk.answering(lambda dialog: left.extend([dialog.windowTitle(), untranslated(dialog, own)])):
        desk.press(key)
    assert left[0].startswith("⟦")
    assert left[1] == []


def test_the_export_window_has_only_translated_texts(desk):
    desk.press("1", "Ctrl+E")
    desk.wait_until(lambda: desk.window.findChildren(ExportWindow))
    (asking,) = desk.window.findChildren(ExportWindow)
    own = users_own(desk) | {str(desk.workspace.path.parent)}
    assert asking.windowTitle().startswith("⟦")
    for number in range(asking.findChildren(QComboBox)[0].count()):
        asking.findChildren(QComboBox)[0].setCurrentIndex(number)
        asking.check()
        desk.wait_until(lambda: not asking.is_checking, 20_000)
        assert untranslated(asking, own) == []
    asking.close()


def test_the_palette_and_the_find_bar_have_only_translated_texts(desk):
    own = users_own(desk)
    desk.press("/")
    desk.type("the")
    left = untranslated(desk.screen.finder, own)
    desk.press("Ctrl+K")
    (palette,) = desk.window.findChildren(Palette)
    left += untranslated(palette, own)
    model = palette.findChild(QListView).model()
    for row in range(model.rowCount()):
        offer = model.index(row).data(Qt.ItemDataRole.UserRole)
        assert "⟦" in offer.text
        assert "⟦" in offer.detail
    assert left == []


def test_an_error_dialog_has_only_translated_texts(desk):
    desk.workspace.conn.execute("PRAGMA busy_timeout=30")
    other = sqlite3.connect(desk.workspace.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    left = []
    with desk.answering(lambda dialog: left.append(untranslated(dialog, users_own(desk)))):
        desk.press("1")
    other.close()
    assert left == [[]]


def test_the_progress_of_a_job_has_only_translated_texts(qtbot, desk):
    dialog = ProgressDialog(tr("Importing"), Job(lambda report, cancelled: None, desk.window), desk.window)
    for spent, done in ((0, 10), (10, 5), (1_000, 5)):
        dialog._started -= spent
        dialog.show_progress(done, 100, tr("{done} of {total} articles", done=done, total=100))
        assert untranslated(dialog, set()) == []
    dialog._stop()
    assert untranslated(dialog, set()) == []
    dialog.deleteLater()


def test_reports_of_imports_are_translated(desk, write):
    from annotator.gui.dialogs.reports import import_report
    from annotator.workspace.importing import import_files

    good, bad, other = (
        write("in/weir.txt", "The weir holds.\n\nNobody says why."),
        write("in/bad.jsonl", "{\n"),
        write("in/table.csv", "a,b"),
    )
    report = import_files(desk.workspace, [good.parent])
    text, lines = import_report(report)
    again = import_report(import_files(desk.workspace, [good]))
    names = {good.name, bad.name, other.name, str(bad), str(good.parent)}
    for line in (text, *lines, again[0], *again[1]):
        rest = line
        while _WRAPPED.search(rest):
            rest = _WRAPPED.sub(" ", rest)
        for name in sorted(names, key=len, reverse=True):
            rest = rest.replace(name, "")
        assert not _LETTERS.search(rest), line


# In the source

SOURCES = sorted(Path(annotator.__file__).parent.rglob("*.py"))
ERRORS = {
    name
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, errors.AnnotatorError)
}
TEMPLATES = {"tr": 1, "tr_n": 2, "message": 1, "mark": 1} | dict.fromkeys(ERRORS, 1)
# Where templates are passed on.
THE_DOOR = ("i18n.py", "errors.py")
# Where a text that was marked elsewhere is looked up.
LOOKED_UP = {
    "problems[0].template",
    "entry.text",
    "entry.group",
    "_HEADINGS[section]",
    "_KINDS[kind]",
    "_NAMES[number]",
}


def calls(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEMPLATES:
            yield node


def literals(node: ast.expr):
    """Return the texts that an argument may be; None among them is no literal."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None]


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if p.name not in THE_DOOR], ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_each_template_stands_in_the_source_for_translators_to_find(path):
    for call in calls(path):
        for argument in call.args[: TEMPLATES[call.func.id]]:
            found = literals(argument)
            assert None not in found or ast.unparse(argument) in LOOKED_UP, (
                f"line {call.lineno}: {ast.unparse(call)}"
            )


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if p.name not in THE_DOOR], ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_each_template_is_filled_with_what_it_names(path):
    for call in calls(path):
        if any(keyword.arg is None for keyword in call.keywords):
            continue
        given = {keyword.arg for keyword in call.keywords} | ({"n"} if call.func.id == "tr_n" else set())
        for argument in call.args[: TEMPLATES[call.func.id]]:
            for template in filter(None, literals(argument)):
                wanted = {name for _, name, _, _ in string.Formatter().parse(template) if name}
                later = path.name == "in_hand.py" and not given
                assert later or wanted <= given, f"line {call.lineno}: {template}"
