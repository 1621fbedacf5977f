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


def state(name: str) -> QByteArray:
    """Return a remembered state of a window or splitter, empty if none."""
    value = _settings().value(name)
    return value if isinstance(value, QByteArray) else QByteArray()


def recent() -> list[Path]:
    """Return the projects opened last, newest first, that are still there."""
    found = _settings().value("recent", [])
    names = [found] if isinstance(found, str) else list(found or [])  # type: ignore[call-overload]
    return [path for path in map(Path, names) if path.is_file()]


def remember_project(path: Path) -> None:
    """Put a project at the head of the recent ones."""
    if recent()[:1] == [path]:
        return
    names = [str(path), *(str(p) for p in recent() if p != path)][:_RECENT]
    remember("recent", names)


def annotator_of(project: Path) -> str:
    """Return who worked in this project on this machine last, empty if nobody did."""
    return text(f"annotator/{_key(project)}")


def remember_annotator(project: Path, name: str) -> None:
    """Remember who works in this project on this machine."""
    remember(f"annotator/{_key(project)}", name)
    remember("annotator_name", name)


def _key(path: Path) -> str:
    return str(path).replace("/", "|").replace("\\", "|")
