import pytest

from annotator.core import palette
from annotator.core.palette import LEAST_CONTRAST, PALETTE, contrast

# The grounds of article, panels and fields, light and dark.
LIGHT, DARK = ("#f5f5f4", "#ffffff", "#f7f7f6"), ("#17191c", "#202327", "#191b1e")


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize(("light", "dark"), PALETTE)
def test_palette_can_be_read_on_every_ground(light, dark):
    assert min(contrast(light, ground) for ground in LIGHT) >= LEAST_CONTRAST
    assert min(contrast(dark, ground) for ground in DARK) >= LEAST_CONTRAST


def test_palette_has_no_colour_twice():
    assert len({light for light, _ in PALETTE}) == len({dark for _, dark in PALETTE}) == len(PALETTE)


def test_palette_gives_thirty_two_labels_looks_of_their_own_and_the_rest_one_all_the_same():
    taken = set()
    for number in range(40):
        colour, dark, style = palette.unused(taken)
        assert (colour, dark) in PALETTE
        assert number >= 32 or (colour, style) not in taken
        taken.add((colour, style))
