"""Fields of the editor: a key, a colour for light and dark, and a list of names to tick."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.core.palette import LEAST_CONTRAST, PALETTE, contrast, is_colour
from annotator.gui import keys, theme
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr
from annotator.gui.widgets import label, tooltip

_SWATCH = 24


def shrink_to_lines(flowing: QWidget) -> None:
    """Let widgets in a flow take the lines they need, not at least as many as if each had its own."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    flowing.setSizePolicy(policy)


class KeyField(QLineEdit):
    """Takes one letter or digit; Backspace or Delete takes it away."""

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(56)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setPlaceholderText("–")

    def show_key(self, key: str) -> None:
        """Show a key as it stands on the keyboard."""
        self.setText(key.upper())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key that is pressed instead of writing it."""
        text = event.text()
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.pressed.emit("")
        elif len(text) == 1 and text.isalnum() and len(text.upper()) == 1 and keys.normal(text):
            self.pressed.emit(text.lower())
        else:
            super().keyPressEvent(event) if not text.isprintable() or not text else event.accept()


class _Swatch(QAbstractButton):
    """One pair of colours, half in light, half in dark."""

    def __init__(self, colour: str, dark: str) -> None:
        super().__init__()
        self._colours = (colour, dark)
        self.setCheckable(True)
        self.setFixedSize(_SWATCH, _SWATCH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the colours, and a ring where they are chosen."""
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        inner = QRectF(4, 4, _SWATCH - 8, _SWATCH - 8)
        painter.setBrush(QColor(self._colours[1 if c.dark else 0]))
        painter.drawRoundedRect(inner, 4, 4)
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(c.text if self.isChecked() else c.accent))
            painter.drawRoundedRect(QRectF(1, 1, _SWATCH - 2, _SWATCH - 2), 6, 6)
            if self.isChecked() and self.hasFocus():
                painter.setPen(QColor(c.accent))
                painter.drawRoundedRect(QRectF(0.5, 0.5, _SWATCH - 1, _SWATCH - 1), 6, 6)


class _Sample(QWidget):
    """A tag with its bar, as the article shows it on one ground."""

    def __init__(self, ground: str) -> None:
        super().__init__()
        self._ground = ground
        self._text, self._colour, self._style = "", "#000000", "bar"
        self.setFixedSize(QSize(92, 30))

    def show_tag(self, text: str, colour: str, style: str) -> None:
        """Show a tag in a colour, its bar in a style."""
        self._text, self._colour, self._style = text, colour, style
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, bar and tag."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._ground))
        self._draw_bar(painter, QRect(8, 7, self.width() - 16, 3), QColor(self._colour))
        painter.setPen(QColor(self._colour))
        painter.setFont(theme.interface_font(9.5, bold=True))
        box = self.rect().adjusted(8, 11, -8, 0)
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_bar(self, painter: QPainter, bar: QRect, colour: QColor) -> None:
        if self._style == "dots":
            for x in range(bar.left(), bar.right(), 6):
                painter.fillRect(x, bar.top(), 3, bar.height(), colour)
        elif self._style == "double":
            painter.fillRect(bar.adjusted(0, 0, 0, -2), colour)
            painter.fillRect(bar.adjusted(0, 2, 0, 0), colour)
        elif self._style == "tint":
            ground = QColor(colour)
            ground.setAlphaF(0.15)
            painter.fillRect(bar.adjusted(0, -3, 0, 3), ground)
        else:
            painter.fillRect(bar, colour)


class ColourField(QWidget):
    """A pair out of the palette, or any two colours, with how well they read."""

    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        box = QWidget()
        box.setAccessibleName(tr("Colours that stay apart, also for colour-blind eyes"))
        flow = FlowLayout(box, gap=2)
        shrink_to_lines(box)
        self._group = QButtonGroup(self)
        self._swatches: list[_Swatch] = []
        for pair in PALETTE:
            swatch = _Swatch(*pair)
            swatch.clicked.connect(lambda _=False, p=pair: self._choose(*p))
            self._group.addButton(swatch)
            flow.addWidget(swatch)
            self._swatches.append(swatch)
        column.addWidget(box)
        self._edits: list[QLineEdit] = []
        self._samples: list[_Sample] = []
        self._verdicts = [label("", "muted"), label("", "muted")]
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        for row, (text, name, ground) in enumerate(
            (
                (tr("In light"), tr("Colour in light"), theme.LIGHT.window),
                (tr("In dark"), tr("Colour in dark"), theme.DARK.window),
            )
        ):
            edit = QLineEdit()
            edit.setAccessibleName(name)
            edit.setMaxLength(7)
            edit.setFixedWidth(82)
            edit.textEdited.connect(self._typed)
            sample = _Sample(ground)
            self._edits.append(edit)
            self._samples.append(sample)
            for place, widget in enumerate((label(text, "muted"), edit, sample, self._verdicts[row])):
                grid.addWidget(widget, row, place)
        column.addLayout(grid)

    def show_colours(
        self, tag: str, colours: tuple[str, str], style: str, users: Callable[[tuple[str, str]], str]
    ) -> None:
        """Show the colours and the style of a label; `users` names the other labels that have a pair."""
        for edit, one in zip(self._edits, colours, strict=True):
            if edit.text() != one:
                edit.setText(one)
        self._group.setExclusive(False)
        for swatch, pair, name in zip(self._swatches, PALETTE, _names(), strict=True):
            swatch.setChecked(pair == colours)
            used = users(pair)
            text = tr("{colour}, used by {labels}", colour=name, labels=used) if used else name
            swatch.setAccessibleName(text)
            swatch.setToolTip(tooltip(text))
        self._group.setExclusive(True)
        self._judge(tag, style)

    def _judge(self, tag: str, style: str) -> None:
        """Say how well each colour reads on its grounds."""
        for edit, sample, verdict, grounds in zip(
            self._edits,
            self._samples,
            self._verdicts,
            ((theme.LIGHT.window, theme.LIGHT.panel), (theme.DARK.window, theme.DARK.panel)),
            strict=True,
        ):
            colour = edit.text()
            known = is_colour(colour)
            ratio = min(contrast(colour, ground) for ground in grounds) if known else 0.0
            if not known:
                text = tr("no colour like #0072b2")
            elif ratio < LEAST_CONTRAST:
                text = tr(
                    "{ratio} : 1, too faint to read; {least} is needed",
                    ratio=_one(ratio),
                    least=_one(LEAST_CONTRAST),
                )
            else:
                text = tr("{ratio} : 1, reads well", ratio=_one(ratio))
            verdict.setText(text)
            verdict.setProperty("role", "muted" if ratio >= LEAST_CONTRAST else "wrong")
            verdict.style().polish(verdict)
            edit.setAccessibleDescription(text)
            sample.show_tag(tag, colour if known else "#808080", style)

    def _choose(self, colour: str, dark: str) -> None:
        self.changed.emit(colour, dark)

    def _typed(self) -> None:
        self.changed.emit(self._edits[0].text().strip().lower(), self._edits[1].text().strip().lower())


class TickList(QListWidget):
    """Names to tick with the space bar."""

    ticked = Signal(int, bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "items")
        self.setAccessibleName(name)
        self._filling = False
        self.itemChanged.connect(self._on_changed)

    def show_names(self, names: Sequence[tuple[str, bool]]) -> None:
        """Show names, ticked or not."""
        self._filling = True
        self.clear()
        for text, ticked in names:
            item = QListWidgetItem(text)
            item.setSizeHint(QSize(0, 26))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        if names:
            self.setCurrentRow(0)
        self._filling = False

    def _on_changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.ticked.emit(self.row(item), item.checkState() == Qt.CheckState.Checked)


def _one(ratio: float) -> str:
    return f"{int(ratio * 10) / 10:.1f}"  # never rounded up to what is asked for


def _names() -> tuple[str, ...]:
    """Return what to call the colours of the palette, for those who hear them."""
    return (
        tr("blue"), tr("orange"), tr("green"), tr("violet"), tr("dark red"), tr("indigo"), tr("magenta"),
        tr("deep teal"), tr("slate"), tr("brown"), tr("blue violet"), tr("rose"), tr("olive brown"),
        tr("plum"), tr("mauve"), tr("wine"),
    )  # fmt: skip
