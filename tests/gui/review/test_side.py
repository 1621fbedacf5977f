"""Agreement before and after review, beside the cases."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel

from annotator.agreement.nominal import NO_UNITS, Coefficient
from annotator.gui.review.side import Side
from annotator.workspace.review_agreement import TOO_LONG, Among, Figures

DAM = "The dam above Lisov is safe"
NAMES = ("Exact F1", "Overlap F1", "αU", "γ")


def figure(value, reason=None):
    return Coefficient(value, 9, reason)


BEFORE = Among(figure(0.5), figure(0.63), figure(-0.13))
AFTER = Among(figure(0.75), figure(1.0), figure(None, NO_UNITS))


@pytest.fixture
def side(qapp):
    made = Side()
    made.resize(240, 700)
    made.show()
    yield made
    made.deleteLater()


def cells(side):
    """What the table shows and says, by the figure and whether it is of before or after."""
    labels = side.findChildren(QLabel)
    named = [one for one in labels if one.isVisible() and ", " in one.accessibleName()]
    return {one.accessibleName().split(":")[0]: one for one in named}


def texts(side):
    return {name: one.text() for name, one in cells(side).items()}


@pytest.mark.parametrize("width", [170, 290])
def test_four_figures_stand_before_and_after_side_by_side(side, width):
    side.resize(width, 700)
    side.show_figures(Figures(("Ada", "Bo"), 3, 0, 0, BEFORE, AFTER, {}, 1))
    side.show_gamma(figure(0.25), figure(0.88))
    assert texts(side) == {
        "Exact F1, Before": "0.50", "Exact F1, After": "0.75",
        "Overlap F1, Before": "0.63", "Overlap F1, After": "1.00",
        "αU, Before": "-0.13", "αU, After": "–",
        "γ, Before": "0.25", "γ, After": "0.88",
    }  # fmt: skip
    QApplication.processEvents()
    found = cells(side)
    assert found["γ, After"].mapTo(side, QPoint(found["γ, After"].width(), 0)).x() <= width - 10
    for row, name in enumerate(NAMES):
        before, after = (found[f"{name}, {when}"].geometry() for when in ("Before", "After"))
        assert before.right() < after.left()
        assert after.right() == found["γ, After"].geometry().right()
        assert row == 0 or before.top() > found[f"{NAMES[row - 1]}, Before"].geometry().bottom()
    assert "1.00" in found["Overlap F1, After"].accessibleName()


def test_what_is_not_known_is_a_dash_that_says_why(side):
    side.show_figures(Figures(("Ada", "Bo"), 3, 0, 0, BEFORE, None, {}, 0))
    side.show_gamma(figure(None, TOO_LONG), None)
    assert {text for name, text in texts(side).items() if "After" in name} == {"–"}
    found = cells(side)
    assert "Not measured: nothing is decided yet" in found["Exact F1, After"].toolTip()
    assert found["γ, After"].accessibleName() == "γ, After: Not measured: nothing is decided yet"
    assert "Not measured: it takes longer than ten seconds" in found["γ, Before"].toolTip()
    side.show_figures(Figures(("Ada", "Bo"), 3, 0, 0, BEFORE, AFTER, {}, 1))
    found = cells(side)
    assert "Undefined: nobody has marked anything" in found["αU, After"].toolTip()
    assert found["Exact F1, After"].toolTip() == ""


def test_of_articles_that_are_settled_each_is_shown_beside_the_final_reading(side):
    side.show_figures(Figures(("Ada", "Bo"), 3, 0, 1, BEFORE, AFTER, {"Ada": 0.75, "Bo": None}, 1))
    QApplication.processEvents()
    shown = [one.text() for one in side.findChildren(QLabel) if one.isVisible()]
    place = shown.index("Ada")
    assert shown[place : place + 4] == ["Ada", "0.75", "Bo", "–"]
    side.show_figures(Figures(("Ada", "Bo"), 3, 0, 0, BEFORE, None, {}, 0))
    assert "Ada" not in [one.text() for one in side.findChildren(QLabel) if one.isVisible()]


def test_the_figures_after_come_when_something_is_decided_and_go_when_it_is_undone(at_review):
    desk = at_review()
    desk.window.resize(1_200, 700)
    desk.wait_until(lambda: texts(desk.review.side).get("γ, Before", "–") != "–")
    assert texts(desk.review.side)["γ, After"] == "–"
    desk.find_case("The dam")
    desk.press("1", "Return")
    desk.wait_until(lambda: "–" not in texts(desk.review.side).values())
    after = texts(desk.review.side)
    assert (after["Exact F1, Before"], after["Exact F1, After"]) == ("0.40", "0.60")
    desk.press("Ctrl+Z")
    desk.wait_until(lambda: texts(desk.review.side)["γ, After"] == "–")
    assert texts(desk.review.side)["Exact F1, After"] == "–"
