"""Dates as people read them."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QTime

from annotator.gui.i18n import tr


def shown_date(published: str) -> str:
    """Return an ISO date, as exact as it is given, in the reader's language."""
    date, _, time = published.partition("T")
    locale = QLocale()
    parts = date.split("-")
    if len(parts) == 3:
        day = QDate.fromString(date, "yyyy-MM-dd")
        shown = locale.toString(day, tr("d MMM yyyy")) if day.isValid() else published
        clock = QTime.fromString(time[:5], "HH:mm")
        return f"{shown}, {locale.toString(clock, 'HH:mm')}" if time and clock.isValid() else shown
    if len(parts) == 2:
        month = QDate.fromString(date + "-01", "yyyy-MM-dd")
        return locale.toString(month, "MMM yyyy") if month.isValid() else published
    return published
