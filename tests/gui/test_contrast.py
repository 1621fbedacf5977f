"""What is written or drawn can be read on its ground, in light and in dark (WCAG 2.2)."""

import pytest
from PySide6.QtGui import QColor

from annotator.gui import theme
from annotator.gui.article.look import Look
from annotator.workspace.resources import default_scheme

TEXT, GRAPHIC = 4.5, 3.0
MODES = [pytest.param(theme.LIGHT, id="light"), pytest.param(theme.DARK, id="dark")]
LABELS = default_scheme().labels

# Which colour is written on which ground.
WRITTEN = [
    *((colour, ground) for colour in ("text", "muted") for ground in ("window", "panel", "field")),
    ("text", "accent_soft"),
    ("text", "selection"),
    ("text", "found"),
    ("accent", "panel"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("muted", "accent_soft"),
    ("good", "panel"),
    ("bad", "panel"),
    ("bad", "window"),
]
# Which colour draws rings, flags, frames, carets on which ground.
DRAWN = [
    *((colour, ground) for colour in ("good", "open", "bad", "muted") for ground in ("panel", "accent_soft")),
    ("accent", "window"),
    ("accent", "field"),
    ("accent", "panel"),
]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor | str, other: QColor | str) -> float:
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(tint: QColor, ground: str) -> QColor:
    """Return what a translucent colour looks like on a ground."""
    below, share = QColor(ground), tint.alphaF()
    mixed = [
        top * share + under * (1 - share)
        for top, under in zip(tint.getRgbF()[:3], below.getRgbF()[:3], strict=True)
    ]
    return QColor.fromRgbF(*mixed)


@pytest.fixture
def in_mode(qapp):
    """Puts the application into the mode of these colours, for as long as the test runs."""
    yield lambda colours: qapp.setProperty("dark", colours.dark)
    qapp.setProperty("dark", False)


def test_the_measure_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", MODES)
@pytest.mark.parametrize(("colour", "ground"), WRITTEN)
def test_text_can_be_read(colours, colour, ground):
    assert contrast(getattr(colours, colour), getattr(colours, ground)) >= TEXT


@pytest.mark.parametrize("colours", MODES)
@pytest.mark.parametrize(("colour", "ground"), DRAWN)
def test_what_is_drawn_can_be_seen(colours, colour, ground):
    assert contrast(getattr(colours, colour), getattr(colours, ground)) >= GRAPHIC


@pytest.mark.parametrize("colours", MODES)
@pytest.mark.parametrize("label", LABELS, ids=lambda label: label.name)
def test_bars_can_be_seen_and_tags_be_read_on_the_articles_ground(colours, label):
    colour = label.colour_dark if colours.dark else label.colour
    assert contrast(colour, colours.window) >= GRAPHIC
    assert contrast(colour, colours.window) >= TEXT


@pytest.mark.parametrize("colours", MODES)
@pytest.mark.parametrize("label", LABELS, ids=lambda label: label.name)
def test_names_on_margin_cards_can_be_read(colours, label):
    assert contrast(label.colour_dark if colours.dark else label.colour, colours.panel) >= TEXT


@pytest.mark.parametrize("colours", MODES)
@pytest.mark.parametrize(
    "label", [label for label in LABELS if label.style == "tint"], ids=lambda label: label.name
)
def test_text_can_be_read_on_a_tint_also_where_it_is_selected(in_mode, colours, label):
    in_mode(colours)
    tint = Look(default_scheme(), 1.0).of(label.name).tint
    for ground in (colours.window, colours.selection):
        assert contrast(colours.text, over(tint, ground)) >= TEXT


@pytest.mark.parametrize("colours", MODES)
def test_labels_that_the_scheme_lacks_can_be_seen(in_mode, colours):
    in_mode(colours)
    assert contrast(Look(default_scheme(), 1.0).of("UNHEARD-OF").colour, colours.window) >= TEXT


@pytest.mark.parametrize("colours", MODES)
def test_labels_differ_by_more_than_colour_or_are_told_by_their_tags(in_mode, colours):
    in_mode(colours)
    looks = [Look(default_scheme(), 1.0).of(label.name) for label in LABELS]
    assert len({look.colour.name() for look in looks}) == len(LABELS)


def test_the_palette_and_the_style_sheet_use_the_modes_colours(qapp):
    try:
        theme.apply(qapp, theme.Mode.DARK)
        assert theme.colours() == theme.DARK
        assert qapp.palette().window().color() == QColor(theme.DARK.window)
        assert theme.DARK.panel in qapp.styleSheet()
        assert theme.LIGHT.text not in qapp.styleSheet()
    finally:
        theme.apply(qapp, theme.Mode.LIGHT)
    assert theme.colours() == theme.LIGHT
