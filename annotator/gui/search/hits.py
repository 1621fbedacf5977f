"""The list of hits: each an article, with the text around its first place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from annotator.gui import theme
from annotator.gui.annotate.queue import state_name
from annotator.gui.dates import shown_date
from annotator.gui.i18n import number, tr
from annotator.gui.rows_table import RowDelegate
from annotator.workspace.searching import Hit

ROW_HEIGHT = 48
HIT = Qt.ItemDataRole.UserRole
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_LONGEST_MARK = 0.6  # of the line; the rest is for what is around
_Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """The hits so far, in their order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []

    def clear(self) -> None:
        """Show none."""
        self.beginResetModel()
        self._hits = []
        self.endResetModel()

    def add(self, hits: list[Hit]) -> None:
        """Show these below those that are there."""
        if hits:
            self.beginInsertRows(QModelIndex(), len(self._hits), len(self._hits) + len(hits) - 1)
            self._hits += hits
            self.endInsertRows()

    def hit(self, row: int) -> Hit | None:
        """Return a hit, or None where there is no such row."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of hits."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a hit, or what screen readers say of it."""
        hit = self.hit(index.row())
        if hit is None or role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            where = f"{hit.before[-40:]}{hit.marked}{hit.after[:40]}"
            return ", ".join((hit.document.metadata.title, where, state_name(hit.state)))
        return None


def describe(hit: Hit) -> str:
    """Return what stands beside a title: how many more places there are, outlet and date."""
    metadata = hit.document.metadata
    more = tr("+{n} more", n=number(len(hit.places) - 1)) if len(hit.places) > 1 else ""
    parts = (more, metadata.outlet or hit.document.source, shown_date(metadata.published))
    return " · ".join(part for part in parts if part)


class HitDelegate(RowDelegate):
    """Draws title, outlet and date, and below them the place in its line of text."""

    height = ROW_HEIGHT

    def draw(self, painter: QPainter, rect: QRectF, index: _Index, c: theme.Colours) -> None:
        """Draw one hit."""
        hit: Hit | None = index.data(HIT)
        if hit is None:
            return
        inner = rect.adjusted(10, 4, -10, -4)
        self._draw_head(painter, inner, hit, c)
        self._draw_place(painter, inner, hit, c)

    def _draw_head(self, painter: QPainter, rect: QRectF, hit: Hit, colours: theme.Colours) -> None:
        painter.setFont(theme.interface_font(13, bold=True))
        metrics = QFontMetricsF(painter.font())
        title = metrics.elidedText(
            hit.document.metadata.title, Qt.TextElideMode.ElideRight, rect.width() * 0.62
        )
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), 19), _LEFT, title)
        left = rect.left() + metrics.horizontalAdvance(title) + 10
        painter.setFont(theme.interface_font(11.5))
        painter.setPen(QColor(colours.muted))
        room = rect.right() - left
        details = painter.fontMetrics().elidedText(describe(hit), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, rect.top(), room, 20), _LEFT, details)

    def _draw_place(self, painter: QPainter, rect: QRectF, hit: Hit, colours: theme.Colours) -> None:
        """Draw the line with the place marked, a little left of the middle."""
        painter.setFont(theme.interface_font(12.5))
        metrics = QFontMetricsF(painter.font())
        line = QRectF(rect.left(), rect.top() + 20, rect.width(), 20)
        marked = metrics.elidedText(hit.marked, Qt.TextElideMode.ElideRight, line.width() * _LONGEST_MARK)
        width = metrics.horizontalAdvance(marked)
        room = max(0.0, (line.width() - width) * 0.38)
        before = metrics.elidedText(hit.before, Qt.TextElideMode.ElideLeft, room)
        at = line.left() + metrics.horizontalAdvance(before)
        painter.setPen(QColor(colours.muted))
        painter.drawText(line, _LEFT, before)
        if marked:
            ground = QRectF(at - 1, line.top() + 2, width + 2, line.height() - 4)
            painter.fillRect(ground, QColor(colours.found))
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(at, line.top(), width + 2, line.height()), _LEFT, marked)
            painter.setPen(QColor(colours.muted))
        left = at + width
        after = metrics.elidedText(hit.after, Qt.TextElideMode.ElideRight, line.right() - left)
        painter.drawText(QRectF(left, line.top(), line.right() - left, line.height()), _LEFT, after)
