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


def test_each_new_label_gets_the_colour_least_used():
    taken = [("#0072B2", "bar"), ("#a95c00", "tint"), ("#00795c", "double"), ("#8e5aa6", "dots")]
    for pair in PALETTE[4:]:  # nobody's colour comes before one that another label has in another style
        found = palette.for_one_more(taken)
        assert found == (*pair, "bar")
        taken.append((found[0], found[2]))
    assert [palette.for_one_more(taken)[k] for k in (0, 2)] == ["#0072b2", "dots"]


def test_labels_beyond_the_palette_differ_by_style_and_then_share_looks_evenly():
    taken = []
    for _ in range(100):
        colour, dark, style = palette.for_one_more(taken)
        assert (colour, dark) in PALETTE
        taken.append((colour, style))
    assert len(set(taken[:48])) == 48
    assert max(taken.count(look) for look in taken) == 3


def test_beside_a_tint_of_its_colour_a_label_is_no_bar():
    taken = [(colour, "tint" if number == 1 else "bar") for number, (colour, _) in enumerate(PALETTE)]
    taken.append((PALETTE[0][0], "dots"))
    assert palette.for_one_more(taken) == (*PALETTE[1], "dots")
