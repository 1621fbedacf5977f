"""The palette itself: a field and a list over the window."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui import theme
from annotator.gui.i18n import tr
from annotator.gui.palette.offers import Offer, matching, remember
from annotator.gui.widgets import label

_WIDTH, _HEIGHT = 620, 420
_TOP = 56
_EDGE = 12
_ROW = 30
_LONGEST = 80
_OFFER = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Palette(QFrame):
    """Offers what can be done; Enter does it once the palette is gone and the keyboard is where it was."""

    def __init__(self, known: list[Offer], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(tr("Command palette"))
        self._known = known
        self._before = QApplication.focusWidget()
        self._field = QLineEdit()
        self._field.setPlaceholderText(tr("What do you want to do?"))
        self._field.setAccessibleName(tr("What do you want to do?"))
        self._field.setMaxLength(_LONGEST)
        self._field.textChanged.connect(self._show_matching)
        self._field.installEventFilter(self)
        self._model = _Model(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Delegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(tr("What can be done"))
        self._list.clicked.connect(self._choose)
        self._nothing = label(tr("Nothing is called so."), "muted")
        self._nothing.setContentsMargins(8, 2, 8, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def open(self) -> None:
        """Show the palette at the top of its window, with the keyboard in it."""
        self._show_matching("")
        self.show()
        self.raise_()
        self._field.setFocus()

    def _place(self) -> None:
        room = self.window().rect()
        width = min(_WIDTH, room.width() - 2 * _EDGE)
        rows = self._model.rowCount()
        list_height = rows * _ROW if rows else self._nothing.sizeHint().height()
        height = min(
            _HEIGHT, room.height() - _TOP - _EDGE, self._field.sizeHint().height() + list_height + 24
        )
        self.setGeometry((room.width() - width) // 2, _TOP, width, height)

    def _show_matching(self, wanted: str) -> None:
        self._model.show(matching(self._known, wanted))
        self._nothing.setVisible(not self._model.rowCount())
        self._list.setVisible(bool(self._model.rowCount()))
        self._place()
        if self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(0))
            self._list.scrollToTop()

    def leave(self) -> None:
        """Close the palette and put the keyboard where it was."""
        if not self.isVisible():
            return
        QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]
        inside = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.hide()
        if inside and self._before is not None and shiboken6.isValid(self._before):
            self._before.setFocus()
        self.deleteLater()

    def _choose(self, index: _Index) -> None:
        offer = index.data(_OFFER)
        if isinstance(offer, Offer) and offer.enabled:
            self.leave()
            remember(offer)
            offer.run()

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Close when the keyboard goes elsewhere in the window."""
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list and choose from it while the keyboard is in the field; keep the place."""
        if watched is not self._field:
            if event.type() == QEvent.Type.Resize:
                self._place()
            return False
        if not isinstance(event, QKeyEvent):
            return False
        code = Qt.Key(event.key())
        if code not in _STEPS and code not in _ENTER and code != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._press(code)
        return True

    def _press(self, code: Qt.Key) -> None:
        if code == Qt.Key.Key_Escape:
            self.leave()
        elif code in _ENTER:
            self._choose(self._list.currentIndex())
        else:
            last = self._model.rowCount() - 1
            here = self._list.currentIndex().row() + _STEPS[code]
            self._list.setCurrentIndex(self._model.index(max(0, min(here, last))))


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: list[Offer] = []

    def show(self, shown: list[Offer]) -> None:
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        offer = self._shown[index.row()]
        if role == _OFFER:
            return offer
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (offer.text, offer.detail, offer.keys)))
        return None


class _Delegate(QStyledItemDelegate):
    """Draws what is done, to what it belongs, and its keys at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        offer, c = index.data(_OFFER), theme.colours()
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, QColor(c.accent_soft))
        inner = rect.adjusted(10, 0, -10, 0)
        painter.setFont(theme.interface_font(theme.INTERFACE_PIXELS - 1))
        inner.setRight(inner.right() - self._write(painter, inner, offer.keys, c.muted, right=True))
        painter.setFont(theme.interface_font(theme.INTERFACE_PIXELS))
        colour = c.muted if not offer.enabled else c.accent if chosen else c.text
        inner.setLeft(inner.left() + self._write(painter, inner, offer.text, colour))
        painter.setFont(theme.interface_font(theme.INTERFACE_PIXELS - 1))
        self._write(painter, inner, offer.detail, c.muted)

    def _write(self, painter: QPainter, rect: QRect, text: str, colour: str, *, right: bool = False) -> int:
        """Draw what fits of a text; return the room it took, with a gap."""
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(colour))
        painter.drawText(rect, int(side) | int(Qt.AlignmentFlag.AlignVCenter), shown)
        return painter.fontMetrics().horizontalAdvance(shown) + 12 if shown else 0
