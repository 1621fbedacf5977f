"""Colours, fonts and the style sheet, for light and dark."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from annotator.workspace.resources import resource

_READING = (
    "Noto Serif",
    "Charter",
    "Source Serif 4",
    "Georgia",
    "Cambria",
    "Liberation Serif",
    "DejaVu Serif",
)
_INTERFACE = ("Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
READING_PIXELS = 18
INTERFACE_PIXELS = 13


class Mode(StrEnum):
    """Which colours the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one mode, as `#rrggbb`; each text colour reads at 4.5:1 or more on its ground."""

    dark: bool
    window: str
    panel: str
    field: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    selection: str
    good: str
    bad: str
    open: str
    found: str


LIGHT = Colours(
    dark=False, window="#f5f5f4", panel="#ffffff", field="#f7f7f6", border="#dedede", text="#1b1d21",
    muted="#63676f", accent="#2b5bd7", on_accent="#ffffff", accent_soft="#e7edfc", selection="#c9d9fb",
    good="#1d8250", bad="#b3261e", open="#b06000", found="#fbe39a",
)  # fmt: skip
DARK = Colours(
    dark=True, window="#17191c", panel="#202327", field="#191b1e", border="#383c43", text="#e5e7ea",
    muted="#a0a6af", accent="#86a7ff", on_accent="#10131a", accent_soft="#28334f", selection="#33466f",
    good="#4cc38a", bad="#ff8a80", open="#f0b04a", found="#574813",
)  # fmt: skip


def colours() -> Colours:
    """Return the colours in use."""
    app = QApplication.instance()
    return DARK if app is not None and app.property("dark") else LIGHT


def apply(app: QApplication, mode: Mode) -> None:
    """Give the whole application the colours of `mode`."""
    dark = mode == Mode.DARK or (mode == Mode.SYSTEM and _system_is_dark(app))
    app.setProperty("dark", dark)
    app.setPalette(_palette(colours()))
    app.setStyleSheet(_style_sheet(colours()))


def _system_is_dark(app: QApplication) -> bool:
    # Asking for the colour scheme itself would make all of Qt's enums, a sixth of the time to the first paint.
    return app.style().standardPalette().window().color().lightness() < 128


def prepare(app: QApplication) -> None:
    """Set style and font, once."""
    app.setStyle("Fusion")
    font = _first_present(_INTERFACE)
    font.setPixelSize(INTERFACE_PIXELS)
    app.setFont(font)


def _first_present(families: tuple[str, ...]) -> QFont:
    """Return the first of these families that is installed; Qt is slow to find a missing one."""
    return QFont(next(filter(QFontDatabase.hasFamily, families), QFont().family()))


def reading_font(zoom: float) -> QFont:
    """Return the font of articles at a zoom factor."""
    font = _first_present(_READING)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(max(6, round(READING_PIXELS * zoom)))
    return font


def interface_font(pixels: float, *, bold: bool = False) -> QFont:
    """Return the interface font at a size in pixels."""
    font = QFont(QApplication.font())
    font.setPixelSize(max(5, round(pixels)))
    font.setBold(bold)
    return font


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window, role.AlternateBase), c.window),
        ((role.Base, role.Button, role.ToolTipBase), c.panel),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), c.text),
        ((role.PlaceholderText,), c.muted),
        ((role.Highlight, role.Accent, role.Link), c.accent),
        ((role.HighlightedText,), c.on_accent),
        ((role.Mid, role.Midlight, role.Light), c.border),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(c.muted))
    return palette


def _style_sheet(c: Colours) -> str:
    """Return the style sheet of `resources/themes` in these colours."""
    mode = "dark" if c.dark else "light"
    icons = {name: resource("icons", f"{name}-{mode}.svg").as_posix() for name in ("tick", "chevron")}
    sheet = resource("themes", "window.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(asdict(c) | icons)
