"""Which keys do which action: those of the table, or those that the user chose instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from PySide6.QtGui import QKeySequence

from annotator.gui import settings
from annotator.gui.actions import ACTIONS, FIXED, Where
from annotator.gui.i18n import tr

_SETTINGS = "keys"
# What Qt takes for keys, though nothing can be done by them alone.
_NO_KEYS = frozenset(
    ("Unknown", "Shift", "Control", "Meta", "Alt", "AltGr", "CapsLock", "NumLock", "ScrollLock")
)
_SHORT = {"Return": "⏎"}

_in_force: dict[str, tuple[str, ...]] = {entry.name: entry.keys for entry in ACTIONS}


@lru_cache(512)
def normal(key: str) -> str:
    """Return a combination of keys as the table writes it, empty where it is none."""
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        return ""
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    if not text.isprintable() or text.rpartition("+")[2] in _NO_KEYS:
        return ""
    return text.replace("Backtab", "Tab")


def load(taken: Collection[str]) -> bool:
    """Work out all keys anew; `taken` are those of the scheme. Return whether any has changed.

    The scheme's keys come first, then the user's own choice, then the table's: so no key
    ever does two things in one place, whatever a scheme, a settings file or a new version
    brings. Article and review are never in front together, and may have keys in common.
    """
    used: dict[Where, set[str]] = {where: set() for where in Where}
    used[Where.ARTICLE].update(map(normal, taken))
    for entry in FIXED:
        used[entry.where].update(map(normal, entry.keys))
    chosen = _chosen()
    found: dict[str, tuple[str, ...]] = {}
    for entry in sorted(ACTIONS, key=lambda entry: (entry.name not in chosen, entry.where != Where.WINDOW)):
        taken_there = set().union(*(used[where] for where in Where if _meet(where, entry.where)))
        keys = tuple(key for key in chosen.get(entry.name, entry.keys) if normal(key) not in taken_there)
        used[entry.where].update(map(normal, keys))
        found[entry.name] = keys
    changed = found != _in_force
    _in_force.update(found)
    return changed


def _meet(one: Where, other: Where) -> bool:
    """Tell whether a key in one place would be one in the other, too."""
    return one == other or Where.WINDOW in (one, other)


def _chosen() -> dict[str, tuple[str, ...]]:
    """Return the user's own keys by action; what cannot be read is passed over."""
    known = {entry.name for entry in ACTIONS}
    chosen = {}
    for name, value in settings.group(_SETTINGS).items():
        keys = tuple(map(normal, value.split()))
        if name in known and all(keys):
            chosen[name] = keys
    return chosen


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys of an action in Qt's portable notation."""
    return _in_force.get(name, ())


def shown_key(name: str) -> str:
    """Return an action's first key as this platform writes it, empty where it has none."""
    keys = keys_of(name)
    return _SHORT.get(keys[0], native(keys[0])) if keys else ""


def native(key: str) -> str:
    """Return a combination of keys as this platform writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def is_changed(name: str) -> bool:
    """Tell whether the user chose keys of their own for an action."""
    return name in _chosen()


def choose(name: str, keys: tuple[str, ...] | None) -> None:
    """Remember the keys of an action, none, or (`None`) those of the table. `load` puts them in force."""
    default = next(entry.keys for entry in ACTIONS if entry.name == name)
    if keys is None or keys == default:
        settings.forget(f"{_SETTINGS}/{name}")
    else:
        settings.remember(f"{_SETTINGS}/{name}", " ".join(keys))


def choose_none_of_my_own() -> None:
    """Give every action the keys of the table."""
    settings.forget(_SETTINGS)


def holder(key: str, name: str, scheme: Mapping[str, str]) -> str:
    """Return the text of what has a key, other than the action `name`; empty where it is free.

    `scheme` gives what each key of a label or attribute does, already translated.
    """
    wanted = normal(key)
    where = next((entry.where for entry in ACTIONS if entry.name == name), Where.ARTICLE)
    for other, text in scheme.items() if _meet(where, Where.ARTICLE) else ():
        if normal(other) == wanted:
            return text
    for entry in (*FIXED, *ACTIONS):
        if not _meet(where, entry.where):
            continue
        in_force = keys_of(entry.name) if entry.name else entry.keys
        if entry.name != name and wanted in map(normal, in_force):
            return tr(entry.text)
    return ""
