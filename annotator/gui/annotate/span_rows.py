"""The rows of the span list: a model that follows each edit row by row, and how a row is drawn."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from annotator.core.annotations import Annotations
from annotator.core.scheme import Label, Scheme
from annotator.core.spans import Span, reading_order
from annotator.gui import theme
from annotator.gui.annotate.excerpt import excerpt
from annotator.gui.annotate.linking import first_links
from annotator.gui.i18n import tr, tr_n
from annotator.gui.rows_table import RowDelegate

ROW_HEIGHT = 25
SPAN = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_FEW = 200  # more changes than this, and showing all anew is quicker
_WHITE = str.maketrans("\n\r\t\u00a0", "    ")
_SHOWN = 120
_NOWHERE = QModelIndex()
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class SpanModel(QAbstractTableModel):
    """The spans of one article in reading order, or those that a filter lets through."""

    def __init__(self, scheme: Scheme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._annotations: Annotations | None = None
        self._text = ""
        self._wanted = ""
        self._lowered = self._lower = ""  # the text that the filter looks in, and which it is made of
        self._rows: list[Span] = []
        self._by_id: dict[int, Span] = {}
        self.set_scheme(scheme)

    def set_scheme(self, scheme: Scheme) -> None:
        """Name and colour the labels as a scheme does."""
        self._labels = {one.name: one for one in scheme.labels}
        self._first = first_links(scheme)

    @property
    def total(self) -> int:
        """The number of spans, whether the filter lets them through or not."""
        return len(self._annotations.spans) if self._annotations else 0

    def show(self, annotations: Annotations | None, text: str) -> None:
        """Show these annotations of a text: what changed since those before, or all anew."""
        before, self._annotations = self._annotations, annotations
        changed = annotations.spans_changed_since(before) if before and annotations else None
        if changed is None or text is not self._text or len(changed) > _FEW:
            self._text = text
            self._fill()
            return
        for span_id in changed:
            self._follow(span_id)
        if self._rows:
            # A link changes the rows at its two ends, and no span: all that is in sight is drawn anew.
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def filter(self, words: str) -> None:
        """Show only the spans with these words in their label, text or note."""
        wanted = " ".join(words.split()).lower()
        if wanted != self._wanted:
            self._wanted = wanted
            self._fill()

    def _fill(self) -> None:
        if self._wanted and self._lowered is not self._text:
            self._lowered, self._lower = self._text, _lower(self._text)
        self.beginResetModel()
        ordered = self._annotations.in_order() if self._annotations else []
        self._rows = [span for span in ordered if self._passes(span)] if self._wanted else ordered
        self._by_id = {span.id: span for span in self._rows}
        self.endResetModel()

    def _passes(self, span: Span) -> bool:
        wanted = self._wanted
        label = self._labels.get(span.label)
        if wanted in span.label.lower() or (label and wanted in label.title.lower()):
            return True
        if span.note and wanted in span.note.lower():
            return True
        return any(self._lower.find(wanted, start, end) >= 0 for start, end in span.fragments)

    def _follow(self, span_id: int) -> None:
        """Bring one span's row to where it belongs, or take it away."""
        assert self._annotations is not None
        old, new = self._by_id.get(span_id), self._annotations.spans.get(span_id)
        if new is not None and self._wanted and not self._passes(new):
            new = None
        if old is not None and new is not None:
            self._move(old, new)
        elif old is not None:
            row = self._place(old)
            self.beginRemoveRows(_NOWHERE, row, row)
            del self._rows[row], self._by_id[span_id]
            self.endRemoveRows()
        elif new is not None:
            row = self._place(new)
            self.beginInsertRows(_NOWHERE, row, row)
            self._rows.insert(row, new)
            self._by_id[span_id] = new
            self.endInsertRows()

    def _move(self, old: Span, new: Span) -> None:
        row, place = self._place(old), self._place(new)
        self._by_id[new.id] = new
        if place in (row, row + 1):
            self._rows[row] = new
        else:
            self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, place)
            del self._rows[row]
            row = place - (place > row)
            self._rows.insert(row, new)
            self.endMoveRows()
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)

    def _place(self, span: Span) -> int:
        return bisect_left(self._rows, reading_order(span), key=reading_order)

    def row_of(self, span: Span) -> int:
        """Return the row of a span, or -1 where the filter leaves it out."""
        return self._place(span) if span.id in self._by_id else -1

    def ids_between(self, first: int, last: int) -> list[int]:
        """Return the ids of the spans from a row to another, both included."""
        return [span.id for span in self._rows[first : last + 1]]

    def span_at(self, row: int) -> Span:
        """Return the span in a row."""
        return self._rows[row]

    def label_of(self, span: Span) -> Label | None:
        """Return a span's label, or None where the scheme does not have it."""
        return self._labels.get(span.label)

    def words_of(self, span: Span) -> str:
        """Return the text of a span, shortened."""
        return excerpt(span, self._text, _SHOWN)

    def links_of(self, span: Span) -> tuple[int, bool]:
        """Return how many links a span has, and whether it lacks the one it should have."""
        relations = self._annotations.relations_of([span.id]) if self._annotations else []
        first = self._first.get(span.label)
        lacks = bool(first) and not any(r.type == first and r.head_id == span.id for r in relations)
        return len(relations), lacks

    # Qt

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return the number of spans shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Return one."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the span, or what a screen reader says of it."""
        if not index.isValid():
            return None
        span = self._rows[index.row()]
        if role == SPAN:
            return span
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._in_words(span)
        return None

    def _in_words(self, span: Span) -> str:
        label = self.label_of(span)
        links, lacks = self.links_of(span)
        parts = [f"{label.title if label else span.label}: {self.words_of(span)}"]
        if lacks:
            parts.append(tr("no source"))
        if links:
            parts.append(tr_n("{n} link", "{n} links", links))
        if span.note:
            parts.append(tr("note: {note}", note=span.note))
        return ", ".join(parts)


def _lower(text: str) -> str:
    """Return a text of the same length in small letters, any white space as a space."""
    lower = text.translate(_WHITE).lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := c.lower()) == 1 else c for c in text.translate(_WHITE))


class SpanDelegate(RowDelegate):
    """Draws a span: label, text, and whether it is linked, lacks its source, or has a note."""

    height = ROW_HEIGHT
    inset = (0, 0.5, -4, -0.5)
    shows_focus = True

    def __init__(self, model: SpanModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._fonts = tuple((font, QFontMetrics(font)) for font in map(theme.interface_font, (13, 11)))

    def draw(self, painter: QPainter, rect: QRectF, index: _Index, c: theme.Colours) -> None:
        """Draw one span."""
        span = self._model.span_at(index.row())
        (plain, plain_metrics), (small, small_metrics) = self._fonts
        label = self._model.label_of(span)
        colour = QColor((label.colour_dark if c.dark else label.colour) if label else c.muted)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(rect.left() + 7, rect.center().y() - 4.5, 9, 9), 2.5, 2.5)
        inner = rect.adjusted(22, 0, -7, 0)
        painter.setFont(small)
        inner.setRight(self._draw_marks(painter, inner, span, small_metrics, c))
        painter.setPen(colour)
        title = small_metrics.elidedText(
            label.title if label else span.label, Qt.TextElideMode.ElideRight, 70
        )
        painter.drawText(inner, _MIDDLE, title)
        inner.setLeft(inner.left() + small_metrics.horizontalAdvance(title) + 7)
        painter.setFont(plain)
        painter.setPen(QColor(c.text))
        words = plain_metrics.elidedText(
            self._model.words_of(span), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.drawText(inner, _MIDDLE, words)

    def _draw_marks(
        self, painter: QPainter, rect: QRectF, span: Span, metrics: QFontMetrics, c: theme.Colours
    ) -> float:
        """Draw the marks at the right edge and return where they begin."""
        links, lacks = self._model.links_of(span)
        marks = []
        if span.note:
            marks.append(("✎", c.muted))
        if links:
            marks.append((f"↔ {links}", c.muted))
        if lacks:
            marks.append((tr("no source"), c.bad))
        right = rect.right()
        for text, colour in marks:
            width = metrics.horizontalAdvance(text)
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(right - width, rect.top(), width + 1, rect.height()), _MIDDLE, text)
            right -= width + 8
        return right
