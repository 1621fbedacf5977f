"""The labels of the scheme with their keys; where there are many, with a filter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.core.scheme import Label, Scheme
from annotator.gui import theme
from annotator.gui.i18n import tr
from annotator.gui.widgets import label, literal, tooltip

FEW = 12  # labels that are shown without a filter, and all at once
_ROWS_OF_MANY = 7  # of more than that; the rest scrolls, so that the guideline stays near
_ROW_HEIGHT = 30


class LabelList(QWidget):
    """One row for each label. `pointed` tells which label the mouse or the keyboard is on, or "" for none.

    `entered` tells which part the keyboard has come to.
    """

    pressed = Signal(str)
    pointed = Signal(str)
    entered = Signal(QWidget)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, _Row] = {}
        self._checked = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Label by name…"))
        self.search.setAccessibleName(tr("Find a label by its name; Enter marks with it"))
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self._none = label(tr("No label has this in its name."), "muted", wrap=True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(4)
        column.addWidget(label(tr("Labels").upper(), "heading"))
        column.addWidget(self.search)
        column.addWidget(self._none)
        column.addWidget(self._area)

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the labels of a scheme."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self._rows = {}
        for one in scheme.labels:
            row = _Row(one)
            row.clicked.connect(lambda _=False, name=one.name: self._press(name))
            row.installEventFilter(self)
            row.setChecked(one.name == self._checked)
            self._rows[one.name] = row
            column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(inner)
        self.search.setVisible(len(scheme.labels) > FEW)
        self.search.clear()
        self._filter("")

    def check(self, name: str) -> None:
        """Show which label the span in hand has."""
        changed, self._checked = name != self._checked, name
        for known, row in self._rows.items():
            row.setChecked(known == name)
        if changed and name in self._rows:
            self._area.ensureWidgetVisible(self._rows[name], 0, 0)

    def enter(self) -> None:
        """Put the keyboard into the filter, or onto the first label where there are few."""
        if self.search.isVisible():
            self.search.setFocus()
            self.search.selectAll()
        elif self._rows:
            (self._rows.get(self._checked) or next(iter(self._rows.values()))).setFocus()

    def _press(self, name: str) -> None:
        self.pressed.emit(name)
        self.check(self._checked)  # Qt has checked the row also where nothing came of it

    def _shown(self) -> list[_Row]:
        return [row for row in self._rows.values() if not row.isHidden()]

    def _filter(self, wanted: str) -> None:
        wanted = wanted.casefold().strip()
        for row in self._rows.values():
            row.setVisible(row.matches(wanted))
        shown = self._shown()
        self._none.setVisible(not shown)
        self._area.setVisible(bool(shown))
        most = FEW if len(self._rows) <= FEW else _ROWS_OF_MANY
        self._area.setFixedHeight(min(len(shown), most) * (_ROW_HEIGHT + 1))
        if wanted and shown:
            self.pointed.emit(shown[0].name)
        else:
            self.pointed.emit("")

    # Keys and the mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the rows with the arrows, mark with Enter, and tell which row is pointed at."""
        match event.type():
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._on_key(watched, event)
            case QEvent.Type.FocusIn if watched is self.search:
                self.entered.emit(self.search)
            case QEvent.Type.FocusOut if watched is self.search and not self.search.text():
                self.search.setVisible(len(self._rows) > FEW)
            case QEvent.Type.FocusIn if isinstance(watched, _Row):
                self._area.ensureWidgetVisible(watched, 0, 0)
                self.entered.emit(watched)
                self.pointed.emit(watched.name)
            case QEvent.Type.Enter if isinstance(watched, _Row):
                self.pointed.emit(watched.name)
            case QEvent.Type.Leave | QEvent.Type.FocusOut if isinstance(watched, _Row):
                self.pointed.emit("")
        return False

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._walk(watched, step)
            return True
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return isinstance(watched, _Row) and self._type(event.text())
        shown = self._shown()
        if isinstance(watched, _Row):
            self._choose(watched.name)
        elif self.search.text().strip() and shown:
            self._choose(shown[0].name)
        return True

    def _type(self, text: str) -> bool:
        """Begin to filter by what is typed on a row; the filter is there as long as it is used."""
        if not text.isalnum():
            return False
        self.search.show()
        self.search.setFocus()
        self.search.setText(text)
        return True

    def _choose(self, name: str) -> None:
        self.search.clear()
        self.left.emit()
        self._press(name)

    def _walk(self, here: QObject, step: int) -> None:
        places: list[QWidget] = [*([self.search] if self.search.isVisible() else []), *self._shown()]
        number = next((n for n, one in enumerate(places) if one is here), 0) + step
        if 0 <= number < len(places):
            places[number].setFocus()


class _Row(QPushButton):
    """One label: its colour, its title, its key."""

    def __init__(self, one: Label) -> None:
        super().__init__()
        self.name = one.name
        self._title = one.title
        self.setProperty("role", "row")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIcon(swatch(one.colour, one.colour_dark, one.style))
        self.setAccessibleName(tr("Label {label}, key {key}", label=one.title, key=one.key or "–"))
        self.setFixedHeight(_ROW_HEIGHT)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch(1)
        self._cap_width = 0
        if one.key:
            cap = label(one.key.upper(), "keycap")
            cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
            self._cap_width = cap.sizeHint().width() + 12
        self._elide()

    def matches(self, wanted: str) -> bool:
        """Tell whether the label's title or name has this in it."""
        return wanted in self._title.casefold() or wanted in self.name.casefold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut a long title where the key begins."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - self._cap_width - 44
        shown = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideMiddle, max(room, 40))
        self.setText(literal(shown))
        self.setToolTip(tooltip(self._title) if shown != self._title else "")


def swatch(colour: str, dark: str, style: str) -> QIcon:
    """Return the colour of a label in the mode in force, in a shape like its mark: round for dots, two bars for two."""
    pixmap = QPixmap(24, 24)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(dark if theme.colours().dark else colour))
    corner = 9 if style == "dots" else 5
    if style == "double":
        painter.drawRoundedRect(3, 4, 18, 6, 3, 3)
        painter.drawRoundedRect(3, 14, 18, 6, 3, 3)
    else:
        painter.drawRoundedRect(3, 3, 18, 18, corner, corner)
    painter.end()
    pixmap.setDevicePixelRatio(2.0)
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else Qt tints it where its row is chosen
    return icon
