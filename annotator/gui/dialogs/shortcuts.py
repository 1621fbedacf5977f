"""The sheet of shortcuts, made from the table of actions; each can be given other keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.gui import keys
from annotator.gui.actions import ACTIONS, FIXED
from annotator.gui.i18n import tr
from annotator.gui.widgets import button, label
from annotator.gui.window import MainWindow

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr,
              Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R)  # fmt: skip
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_SIZE = (760, 660)
_LEAST_WIDTH = 640
_CAPS_IN_LINE = 4
_ROW_HEIGHT = 29


class ShortcutSheet(QDialog):
    """Lists all keys by group. Enter or a click on an action, then the new keys, changes them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._listening: _Row | None = None
        self._rows: list[_Row] = []
        self._headings: list[tuple[QLabel, list[_Row]]] = []
        self.setWindowTitle(tr("Shortcuts"))
        self.resize(min(_SIZE[0], max(window.width(), _LEAST_WIDTH)), _SIZE[1])
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(tr("Filter by action or key…"))
        self._filter.setAccessibleName(tr("Filter the shortcuts"))
        self._filter.textChanged.connect(self._show_matching)
        self._filter.installEventFilter(self)
        self._hint = label("", "muted", wrap=True)
        self._hint.setAccessibleName(tr("What to press"))
        self._all = button(tr("All as they were"), "", self._restore_all)
        close = button(tr("Close"), "primary", self.accept)
        for one in (self._all, close):
            one.setAutoDefault(False)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._list())
        self._area = area
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._all)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self._filter)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self._refresh()
        self._filter.setFocus()

    # The list

    def _list(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(0)
        for title, rows in self._groups():
            heading = label(title.upper(), "heading")
            heading.setContentsMargins(8, 12 if self._headings else 0, 0, 4)
            column.addWidget(heading)
            for row in rows:
                row.clicked.connect(lambda _=False, r=row: self._listen(r))
                row.restore.clicked.connect(lambda _=False, r=row: self._choose(r, None))
                row.installEventFilter(self)
                column.addWidget(row)
            self._headings.append((heading, rows))
            self._rows += rows
        column.addStretch(1)
        return inner

    def _groups(self) -> list[tuple[str, list[_Row]]]:
        """Return the rows by group: the scheme's keys, the table, what is fixed; in the review first its own."""
        groups: dict[str, list[_Row]] = {}
        screen = self._window.screen_
        for action in screen.label_actions if screen is not None else ():
            groups.setdefault(tr("Labels and attributes"), []).append(
                _Row("", action.text(), partial(_keys_of, action))
            )
        for entry in ACTIONS:
            row = _Row(entry.name, tr(entry.text), partial(keys.keys_of, entry.name))
            groups.setdefault(tr(entry.group), []).append(row)
        for entry in FIXED:
            row = _Row("", tr(entry.text), partial(tuple, entry.keys), is_fixed=True)
            groups.setdefault(tr(entry.group), []).append(row)
        first = {tr("Review"), tr("In the review")} if self._window.is_reviewing else set()
        return sorted(groups.items(), key=lambda group: group[0] not in first)

    def _show_matching(self, wanted: str) -> None:
        self._stop_listening()
        for heading, rows in self._headings:
            is_group = wanted.casefold().strip() in heading.text().casefold()
            matching = [row for row in rows if is_group or row.matches(wanted)]
            for row in rows:
                row.setVisible(row in matching)
            heading.setVisible(bool(matching))

    def _refresh(self) -> None:
        for row in self._rows:
            row.refresh()
        self._all.setEnabled(any(row.name and keys.is_changed(row.name) for row in self._rows))
        self._say(tr("Enter or a click on an action, then the new keys, changes its keys."))

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self._hint.setText(text)
        self._hint.setProperty("role", "wrong" if wrong else "muted")
        self._hint.style().polish(self._hint)

    # Changing

    def _listen(self, row: _Row) -> None:
        self._stop_listening()
        if not row.name:
            if row.is_fixed:
                self._say(tr("The screen itself understands these keys; they cannot be changed."))
            else:
                self._say(
                    tr("Keys of labels and attributes belong to the scheme: change them in its editor.")
                )
            return
        self._listening = row
        row.setFocus()
        row.show_listening()
        self._say(tr("Press the new keys. Backspace: no key. Esc: as it is."))

    def _stop_listening(self) -> None:
        if self._listening is not None:
            self._listening.refresh()
            self._listening = None

    def _take(self, row: _Row, event: QKeyEvent) -> None:
        """Give an action the keys pressed, unless something else has them."""
        code = Qt.Key(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if code in _MODIFIERS:
            return
        if code == Qt.Key.Key_Escape and plain:
            self._stop_listening()
            self._refresh()
        elif code == Qt.Key.Key_Backspace and plain:
            self._choose(row, ())
        else:
            key = pressed(event)
            holder = keys.holder(key, row.name, self._window.scheme_keys()) if key else ""
            if holder:
                self._say(
                    tr("{key} is taken: {action}. Press other keys.", key=keys.native(key), action=holder),
                    wrong=True,
                )
            elif key:
                self._choose(row, (key,))

    def _choose(self, row: _Row, chosen: tuple[str, ...] | None) -> None:
        self._stop_listening()
        taken = self._holder_of_default(row.name) if chosen is None else None
        if taken is not None:
            self._say(tr("{key} is taken: {action}.", key=taken[0], action=taken[1]), wrong=True)
            return
        keys.choose(row.name, chosen)
        self._window.apply_keys()
        self._refresh()
        row.setFocus()

    def _holder_of_default(self, name: str) -> tuple[str, str] | None:
        """Return which of an action's own keys something else has now, and what."""
        entry = next(entry for entry in ACTIONS if entry.name == name)
        for key in entry.keys:
            holder = keys.holder(key, name, self._window.scheme_keys())
            if holder:
                return keys.native(key), holder
        return None

    def _restore_all(self) -> None:
        self._stop_listening()
        keys.choose_none_of_my_own()
        self._window.apply_keys()
        self._refresh()

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While an action waits for keys, take all; else walk the rows."""
        listening = self._listening is not None and watched is self._listening
        if event.type() == QEvent.Type.FocusOut and listening:
            self._stop_listening()
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and listening:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if listening and isinstance(watched, _Row):
            self._take(watched, event)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._listen(watched) if isinstance(watched, _Row) else self._walk(watched, 1)
            return True
        if Qt.Key(event.key()) in _STEPS:
            self._walk(watched, _STEPS[Qt.Key(event.key())])
            return True
        if Qt.Key(event.key()) in _PAGES:
            self._turn(watched, _PAGES[Qt.Key(event.key())])
            return True
        return False

    def _turn(self, here: QObject, pages: int) -> None:
        """Show the page after (1) or before (-1); the keyboard goes along unless it is in the filter."""
        bar = self._area.verticalScrollBar()
        if here is self._filter:
            bar.setValue(bar.value() + pages * bar.pageStep())
            return
        shown = [row for row in self._rows if row.isVisible()]
        number = next((n for n, row in enumerate(shown) if row is here), 0)
        to = shown[number].y() + pages * bar.pageStep()
        nearest = min(shown, key=lambda row: abs(row.y() - to))
        nearest.setFocus()
        self._area.ensureWidgetVisible(nearest)

    def _walk(self, here: QObject, step: int) -> None:
        shown: list[QWidget] = [self._filter, *(row for row in self._rows if row.isVisible())]
        number = next((n for n, one in enumerate(shown) if one is here), 0) + step
        if 0 <= number < len(shown):
            shown[number].setFocus()
            self._area.ensureWidgetVisible(shown[number])


class _Row(QPushButton):
    """One action with its keys; `name` is empty where they cannot be changed here, `is_fixed` where nowhere."""

    def __init__(
        self, name: str, text: str, keys_now: Callable[[], tuple[str, ...]], *, is_fixed: bool = False
    ) -> None:
        super().__init__()
        self.name = name
        self.is_fixed = is_fixed
        self._text = text
        self._keys_now = keys_now
        self.setProperty("role", "row")
        self.setAutoDefault(False)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(8, 1, 4, 1)
        inside.setSpacing(4)
        inside.addWidget(_unclickable(label(text, wrap=True)), 1)
        self._caps = QGridLayout()
        self._caps.setSpacing(4)
        inside.addLayout(self._caps)
        self.restore = button(tr("As it was"), "chip")
        self.restore.setAutoDefault(False)
        self.restore.hide()
        inside.addWidget(self.restore)

    def matches(self, wanted: str) -> bool:
        """Tell whether the row is about this text or these keys."""
        wanted = wanted.casefold().strip()
        shown = [keys.native(key).casefold() for key in self._keys_now()]
        return wanted in self._text.casefold() or any(wanted in key for key in shown)

    def refresh(self) -> None:
        """Show the keys in force."""
        shown = [keys.native(key) for key in self._keys_now()]
        self._show(shown, "keycap")
        self.setAccessibleName(f"{self._text}: {', '.join(shown) or tr('no key')}")
        self.restore.setVisible(bool(self.name) and keys.is_changed(self.name))

    def show_listening(self) -> None:
        """Show that new keys are awaited."""
        self._show([tr("Press keys…")], "wanted")

    def _show(self, texts: list[str], role: str) -> None:
        while (item := self._caps.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, text in enumerate(texts):
            line, place = divmod(number, _CAPS_IN_LINE)
            self._caps.addWidget(_unclickable(label(text, role)), line, place, middle)
        self.setMinimumHeight(max(_ROW_HEIGHT, self._caps.sizeHint().height() + 6))


def _keys_of(action: QAction) -> tuple[str, ...]:
    return tuple(key.toString() for key in action.shortcuts())


def _unclickable(one: QLabel) -> QLabel:
    one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return one


def pressed(event: QKeyEvent) -> str:
    """Return the keys of an event in Qt's portable notation, empty where no action can have them.

    Shift is left out where it is only needed to type the sign: “?”, “/” on some keyboards.
    """
    code = event.key()
    modifiers = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
    )
    if code == Qt.Key.Key_Backtab:
        code, modifiers = Qt.Key.Key_Tab, modifiers | Qt.KeyboardModifier.ShiftModifier
    is_sign = 0x20 < code < 0x100 and not chr(code).isalnum()
    if is_sign:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return keys.normal(
        QKeySequence(int(code) | modifiers.value).toString(QKeySequence.SequenceFormat.PortableText)
    )
