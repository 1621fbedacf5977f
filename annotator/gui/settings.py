"""What the program remembers on this machine: window, recent projects, who works where."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from annotator.gui.theme import Mode

_RECENT = 12


def _settings() -> QSettings:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return QSettings(f"{folder}/annotator/window.ini", QSettings.Format.IniFormat)


def text(name: str, default: str = "") -> str:
    """Return a remembered text."""
    return str(_settings().value(name, default))


def number(name: str, default: float) -> float:
    """Return a remembered number, or the default where it is none."""
    try:
        found = float(text(name) or default)
    except ValueError:
        return default
    return found if math.isfinite(found) else default


def mode() -> Mode:
    """Return which colours the user wants."""
    try:
        return Mode(text("mode", Mode.SYSTEM))
    except ValueError:
        return Mode.SYSTEM


def remember(name: str, value: str | list[str] | QByteArray) -> None:
    """Remember a value, at once on disk: the process may be killed."""
    settings = _settings()
    # Reaching the disk takes longer than all the rest of opening a project.
    if settings.value(name) != value:
        settings.setValue(name, value)
        settings.sync()


def forget(name: str) -> None:
    """Forget a value, or all values of a group."""
    settings = _settings()
    settings.remove(name)
    settings.sync()


def group(name: str) -> dict[str, str]:
    """Return the texts remembered in a group."""
    settings = _settings()
    settings.beginGroup(name)
    found = {key: settings.value(key) for key in settings.childKeys()}
    return {key: value for key, value in found.items() if isinstance(value, str)}


def texts(name: str) -> list[str]:
    """Return a remembered list of texts."""
    found = _settings().value(name, [])
    return [found] if isinstance(found, str) else [str(one) for one in found or []]  # type: ignore[attr-defined]


def state(name: str) -> QByteArray:
    """Return a remembered state of a window or splitter, empty if none."""
    value = _settings().value(name)
    return value if isinstance(value, QByteArray) else QByteArray()


def recent() -> list[Path]:
    """Return the projects opened last, newest first, whether or not they are still there."""
    return [Path(name) for name in texts("recent") if name]


def remember_project(path: Path) -> None:
    """Put a project at the head of the recent ones."""
    known = recent()
    if known[:1] != [path]:
        remember("recent", [str(path), *(str(p) for p in known if p != path)][:_RECENT])


def forget_project(path: Path) -> None:
    """Take a project off the recent ones; its file stays."""
    remember("recent", [str(p) for p in recent() if p != path])


def annotator_of(project: Path) -> str:
    """Return who worked in this project on this machine last, empty if nobody did."""
    return text(f"annotator/{_key(project)}")


def remember_annotator(project: Path, name: str) -> None:
    """Remember who works in this project on this machine."""
    remember(f"annotator/{_key(project)}", name)
    remember("annotator_name", name)


def _key(path: Path) -> str:
    return str(path).replace("/", "|").replace("\\", "|")
