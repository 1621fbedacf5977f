"""Colours, fonts and the style sheet, for light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    tick = resource("icons", "tick-dark.svg" if c.dark else "tick-light.svg").as_posix()
    chevron = resource("icons", "chevron-dark.svg" if c.dark else "chevron-light.svg").as_posix()
    return f"""
    #bar, #queue, #inspector, #status, #find, #search, #foot {{ background: {c.panel}; }}
    #bar, #find {{ border-bottom: 1px solid {c.border}; }}
    #status, #search, #foot {{ border-top: 1px solid {c.border}; }}
    #queue {{ border-right: 1px solid {c.border}; }}
    #inspector {{ border-left: 1px solid {c.border}; }}
    #spans {{ border: none; border-top: 1px solid {c.border}; }}
    #card {{ background: {c.panel}; border: 1px solid {c.border}; border-radius: 8px; }}
    #inspector QScrollArea, #inspector QScrollArea > QWidget > QWidget,
    #foot QScrollArea, #foot QScrollArea > QWidget > QWidget {{ background: {c.panel}; border: none; }}
    QSplitter::handle {{ background: {c.panel}; }}
    QLabel[role="heading"] {{ color: {c.muted}; font-weight: 600; font-size: 11px; }}
    QLabel[role="muted"], #status QLabel {{ color: {c.muted}; }}
    QLabel[role="title"] {{ font-size: 26px; font-weight: 700; }}
    QLabel[role="keycap"] {{ color: {c.muted}; background: {c.field}; border: 1px solid {c.border};
        border-radius: 3px; padding: 0 5px; font-size: 11px; }}
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {{ background: {c.field}; color: {c.text};
        border: 1px solid {c.border}; border-radius: 5px; padding: 5px 8px; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border-color: {c.accent}; }}
    QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
    QAbstractSpinBox QLineEdit {{ padding-left: 6px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.border};
        selection-background-color: {c.accent_soft}; selection-color: {c.accent}; outline: none; }}
    QPushButton, QToolButton {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.border};
        border-radius: 5px; padding: 6px 11px; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {c.muted}; }}
    QPushButton:focus, QToolButton:focus {{ border-color: {c.accent}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {c.accent_soft}; }}
    QPushButton:disabled {{ color: {c.muted}; }}
    #palette {{ background: {c.panel}; border: 1px solid {c.muted}; border-radius: 8px; }}
    QLabel[role="wanted"] {{ color: {c.accent}; background: {c.accent_soft}; border: 1px solid {c.accent};
        border-radius: 3px; padding: 0 5px; font-size: 11px; }}
    QLabel[role="wrong"] {{ color: {c.bad}; }}
    QPushButton[role="primary"] {{ background: {c.accent}; border-color: {c.accent}; color: {c.on_accent};
        font-weight: 600; }}
    QPushButton[role="primary"]:disabled {{ background: {c.field}; border-color: {c.border}; color: {c.muted}; }}
    QPushButton[role="primary"]:focus {{ border-color: {c.text}; }}
    QPushButton[role="chip"] {{ border-radius: 10px; padding: 3px 9px; font-size: 12px; color: {c.muted}; }}
    QPushButton[role="chip"]:checked {{ background: {c.accent_soft}; border-color: {c.accent_soft};
        color: {c.accent}; font-weight: 600; }}
    QPushButton[role="chip"]:focus {{ border-color: {c.accent}; outline: none; }}
    QPushButton[role="segment"] {{ border-radius: 0; padding: 3px 8px; color: {c.muted}; }}
    QPushButton[role="segment"]:checked {{ background: {c.accent_soft}; color: {c.accent}; }}
    QPushButton[role="row"], QToolButton[role="plain"] {{ border: 1px solid transparent; }}
    QPushButton[role="row"] {{ text-align: left; padding: 5px 7px; }}
    QPushButton[role="row"]:hover {{ background: {c.field}; }}
    QPushButton[role="row"]:checked {{ background: {c.accent_soft}; }}
    QPushButton[role="row"]:focus, QToolButton[role="plain"]:focus {{
        border-color: {c.accent}; outline: none; }}
    QToolButton[role="plain"] {{ padding: 5px 7px; }}
    QToolButton[role="place"] {{ border: 1px solid transparent; padding: 5px 12px; color: {c.muted}; }}
    QToolButton[role="place"]:hover {{ color: {c.text}; }}
    QToolButton[role="place"]:checked {{ background: {c.accent_soft}; color: {c.accent}; font-weight: 600; }}
    QToolButton[role="place"]:focus {{ border-color: {c.accent}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QTableView, QListView {{ background: {c.panel}; border: none; outline: none;
        selection-background-color: transparent; }}
    QListView[role="items"] {{ border: 1px solid {c.border}; border-radius: 5px; padding: 3px; }}
    QListView[role="items"]:focus {{ border-color: {c.accent}; }}
    QListView[role="items"]::item {{ padding: 0 6px; border-radius: 4px; color: {c.text}; }}
    QListView[role="items"]::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QListView[role="items"]::item:disabled {{ color: {c.muted}; }}
    QListView[role="items"] QLineEdit {{ padding: 0 4px; border-radius: 3px; }}
    QListView[role="items"]::indicator {{ width: 14px; height: 14px; border: 1px solid {c.muted};
        border-radius: 3px; background: {c.field}; }}
    QListView[role="items"]::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
        image: url("{tick}"); }}
    QHeaderView::section {{ background: {c.panel}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.border}; padding: 5px 4px; font-size: 12px; }}
    QProgressBar {{ background: {c.border}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
    QProgressBar::chunk {{ background: {c.good}; border-radius: 2px; }}
    QMenu {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.border}; padding: 4px; }}
    QMenu::item {{ padding: 6px 22px 6px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.accent_soft}; color: {c.accent}; }}
    QMenu::item:disabled {{ color: {c.muted}; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 6px; }}
    QToolTip {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.border}; padding: 4px; }}
    QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
    QScrollBar::handle {{ background: {c.border}; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; border: none; height: 0; width: 0; }}
    """
