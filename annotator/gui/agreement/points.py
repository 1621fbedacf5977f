"""The points of the chart: an article each, put into words where it is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.gui.agreement.cells import figure
from annotator.gui.dates import shown_date
from annotator.gui.i18n import tr, tr_n
from annotator.workspace.agreement import OneDocument

_LONGEST_TITLE = 80


@dataclass(slots=True)  # not frozen: ten thousand are made three times as fast
class Point:
    """One article: its value (None is not drawn), and its place in the order, from 1.

    `whole` where the value is that of all its annotators; `by_read` where the points are in the
    order in which the articles were read, and not by date.
    """

    article: OneDocument
    value: float | None
    place: int
    whole: bool
    by_read: bool

    @property
    def document(self) -> int:
        """The article's id."""
        return self.article.id

    @property
    def date(self) -> str:
        """Its date, or its place where it has none."""
        return (self._read or self._published.partition(",")[0]) or str(self.place)

    @property
    def said(self) -> str:
        """All that is said of it."""
        title = self.article.title or tr("Article {n}", n=self.place)
        if len(title) > _LONGEST_TITLE:
            title = title[: _LONGEST_TITLE - 1] + "…"
        parts = [self._published, title, tr("exact F1 {value}", value=figure(self.value))]
        if self._read:
            parts.append(tr("last read on {date}", date=self._read))
        if self.whole:  # of a pair it would be more than theirs
            parts.append(tr_n("{n} annotator", "{n} annotators", self.article.annotators))
            parts.append(tr_n("{n} span", "{n} spans", self.article.spans))
        return " · ".join(part for part in parts if part)

    @property
    def _published(self) -> str:
        return shown_date(self.article.published) if self.article.published else ""

    @property
    def _read(self) -> str:
        return shown_date(self.article.read[:10]) if self.by_read and self.article.read else ""
