"""What the palette offers: the table of actions, the scheme's labels and keys, recent projects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction

from annotator.gui import keys, settings
from annotator.gui.actions import ACTIONS
from annotator.gui.i18n import tr
from annotator.gui.palette.match import fit
from annotator.gui.window import MainWindow

_REMEMBERED = 12
_LAST = "palette"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to do. `detail` says to what it belongs, or why it cannot be done now."""

    name: str
    text: str
    detail: str
    keys: str
    run: Callable[[], object]
    enabled: bool = True


def offers(window: MainWindow, open_project: Callable[[Path], object]) -> list[Offer]:
    """Return everything that can be done in a window, what was chosen last first."""
    found = [*_actions(window), *_cases(window), *_labels(window), *_projects(window, open_project)]
    last = {name: number for number, name in enumerate(settings.texts(_LAST))}
    return sorted(found, key=lambda offer: last.get(offer.name, len(last)))


def remember(offer: Offer) -> None:
    """Remember that this was chosen last."""
    names = [offer.name, *(name for name in settings.texts(_LAST) if name != offer.name)]
    settings.remember(_LAST, names[:_REMEMBERED])


def matching(known: list[Offer], wanted: str) -> list[Offer]:
    """Return the offers that fit what was typed, the nearest first."""
    fits = [(distance, offer) for offer in known if (distance := fit(wanted, offer.text)) is not None]
    return [offer for _, offer in sorted(fits, key=lambda pair: pair[0])]


def _actions(window: MainWindow) -> Iterator[Offer]:
    for entry in ACTIONS:
        action = window.actions_.get(entry.name)
        if action is not None and entry.name != "palette":
            text = action.text().replace("&&", "&")
            detail = tr(entry.group) if action.isEnabled() else tr("not possible now")
            shown = "  ".join(keys.native(key) for key in keys.keys_of(entry.name)[:2])
            yield Offer(entry.name, text, detail, shown, action.trigger, action.isEnabled())


def _cases(window: MainWindow) -> Iterator[Offer]:
    """Yield what the review offers besides its actions: the chips of its list, and its menu's rules and readers."""
    screen = window.review_
    if screen is None or not window.is_reviewing:
        return
    from annotator.gui.review.by_rule import machines, rules

    for name, called in screen.list.chips():
        text = tr("Show cases: {kind}", kind=called)
        yield Offer(f"cases/{name}", text, tr("Review"), "", partial(screen.list.choose, name))
    there = {action.text().replace("&&", "&") for action in window.actions_.values()}
    for one in (*rules(screen), *machines(screen)):
        if one.text not in there:
            detail = tr("Review") if not one.on else tr("Review: yes, now")
            yield Offer(f"review/{one.text}", one.text, detail, "", one.run)


def _labels(window: MainWindow) -> Iterator[Offer]:
    screen = window.screen_
    if screen is None:
        return
    detail = tr("Labels and attributes")
    for action in screen.label_actions:
        yield Offer(f"scheme/{action.text()}", action.text(), detail, _shown(action), action.trigger)
    for label in screen.workspace.scheme.labels:
        if not label.key:
            text = tr("Mark as {label}", label=label.title)
            yield Offer(f"scheme/{text}", text, detail, "", partial(screen.labels.label, label.name))


def _projects(window: MainWindow, open_project: Callable[[Path], object]) -> Iterator[Offer]:
    here = window.workspace.path if window.workspace is not None else None
    for path in settings.recent():
        if path != here:
            text = tr("Open {name}", name=path.stem)
            yield Offer(f"open/{path}", text, str(path.parent), "", partial(open_project, path))


def _shown(action: QAction) -> str:
    return "  ".join(keys.native(key.toString()) for key in action.shortcuts())
