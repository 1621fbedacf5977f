"""How long the rest will take, and what that rests on, in words."""

from __future__ import annotations

from annotator.gui.i18n import number, tr
from annotator.workspace.queueing import LONGEST_PAUSE, Pace

_HOUR = 3_600


def pace_in_words(pace: Pace, left: int) -> tuple[str, str]:
    """Return about how long `left` articles will take at this pace, and why it is thought so."""
    estimate = tr("about {time} left", time=duration(pace.seconds * left))
    reason = tr(
        "Half of your last {n} articles took less than {time}, from one marked as done to the next; pauses of "
        "more than {pause} min are left out. {left} articles are to do or open.",
        n=pace.articles,
        time=duration(pace.seconds, exact=True),
        pause=LONGEST_PAUSE // 60,
        left=number(left),
    )
    return estimate, reason


def duration(seconds: float, *, exact: bool = False) -> str:
    """Return a time span in hours and minutes; `exact` in minutes and seconds."""
    if exact and seconds < _HOUR:
        minutes, rest = divmod(round(seconds), 60)
        return tr("{m} min {s} s", m=minutes, s=rest) if minutes else tr("{s} s", s=rest)
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return tr("{m} min", m=minutes)
    hours, rest = divmod(round(minutes / 10) * 10 if minutes < 600 else round(minutes / 60) * 60, 60)
    return tr("{h} h {m} min", h=number(hours), m=rest) if rest else tr("{h} h", h=number(hours))
