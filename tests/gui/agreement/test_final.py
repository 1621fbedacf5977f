"""What a figure of a reading and the final one opens, with the keys alone."""

import json
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core import edits
from annotator.core.decisions import Choice
from annotator.gui.review import feedback_rows
from annotator.gui.review.feedback import FeedbackWindow
from annotator.workspace.importing import import_files
from annotator.workspace.reviewing import Review
from annotator.workspace.workspace import Workspace

opens_a_menu = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
TEXTS = (
    "The dam above Lisov is safe, energy minister Jana Dvorska said. Engineers disagree: two gates leak.",
    "The ferry turned back, the company said. Nobody was hurt. Captain Olsen called it routine.",
)
READINGS = {
    "Ada": (
        [("CLAIM", "The dam above Lisov is safe"), ("SOURCE", "energy minister Jana Dvorska"),
         ("CLAIM", "two gates leak")],
        [("CLAIM", "The ferry turned back"), ("SOURCE", "the company")],
    ),
    "Bo": (
        [("CLAIM", "The dam above Lisov is safe"), ("SOURCE", "Jana Dvorska")],
        [("CLAIM", "The ferry turned back"), ("ACTOR", "the company"), ("CLAIM", "Nobody was hurt")],
    ),
}  # fmt: skip


@pytest.fixture
def with_final(open_desk, project):
    """The window at its agreement; every article is decided as Ada has it."""
    lines = [
        {
            "text": text,
            "meta": {"title": text.split(",")[0], "published": f"2025-03-0{number + 1}"},
            "_annotator_id": name,
            "spans": [
                {"start": text.index(words), "end": text.index(words) + len(words), "label": label}
                for label, words in READINGS[name][number]
            ],
        }
        for name in READINGS for number, text in enumerate(TEXTS)
    ]  # fmt: skip
    source = project.with_name("read.jsonl")
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with closing(Workspace(project)) as workspace:
        import_files(workspace, [source])
        review = Review(workspace, workspace.annotator("Lead").id)
        review.accept_agreed()
        while rows := [row for row in review.rows if row.is_open]:
            opened = review.open(rows[0].document_id, rows[0].key)
            review.decide(opened, Choice.READING, "Ada", reason="Slip")
    desk = open_desk(project)
    desk.press("F9")
    settle(desk)
    return desk


def screen_of(desk):
    return desk.window.agreement_


def settle(desk):
    desk.wait_until(lambda: not screen_of(desk).comparing.is_busy, 20_000)


def choose(desk, *names):
    """Compare these annotators alone, as the chip's menu names them."""
    screen_of(desk).chips.annotators.setFocus()
    desk.press("Return")
    menu = QApplication.activePopupWidget()
    known = [one.text() for one in menu.actions() if one.isCheckable()]
    for one in menu.actions():
        if one.isCheckable() and one.isChecked() != (one.text() in names):
            while menu.activeAction() is not one:
                QTest.keyClick(menu, Qt.Key.Key_Down)
            QTest.keyClick(menu, Qt.Key.Key_Space)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert set(names) <= set(known)
    settle(desk)


def go_to(desk, name, row, column):
    table = screen_of(desk).page.tables[name]
    table.setFocus()
    table.setCurrentIndex(table.figures.index(row, column))
    return table.figures.content.rows[row][column]


def row_of(desk, name, text):
    rows = screen_of(desk).page.tables[name].figures.content.rows
    return next(n for n, row in enumerate(rows) if row[0].text == text)


def opened(desk):
    """The feedback that has just been opened, closed after it was read."""
    found = next(one for one in desk.window.findChildren(FeedbackWindow) if one.isVisible())
    desk.wait_until(lambda: not found.is_busy)
    assert found.tabs.currentIndex() == 0
    rows, said, who = list(found.behind.rows), found.behind_said.text(), found.who.currentText()
    found.close()
    return rows, said, who


@opens_a_menu
def test_a_label_of_a_reading_and_the_final_one_opens_what_differs(with_final):
    desk = with_final
    choose(desk, "Bo", "gold (final reading)")
    figure = go_to(desk, "labels", row_of(desk, "labels", "Claim"), 2)
    assert figure.text == "0.67"  # of six claims; two have no other beside them
    desk.press("Return")
    rows, said, who = opened(desk)
    assert [(row[1], row[2], row[3], row[4], row[5]) for row in rows] == [
        ("Bo", "Left out", "–", "Claim: two gates leak", "Slip"),
        ("Bo", "Too much", "Claim: Nobody was hurt", "–", "Slip"),
    ]
    assert "2 places" in said
    assert who == "Bo"
    count = go_to(desk, "labels", row_of(desk, "labels", "Source"), 5)
    desk.press("Return")
    assert len(opened(desk)[0]) == int(count.text) == 2


@opens_a_menu
def test_a_point_of_a_pair_opens_what_differs_in_its_article(with_final):
    desk = with_final
    choose(desk, "Ada", "Bo", "gold (final reading)")
    over = screen_of(desk).page.over
    over.pair.setCurrentIndex(over.pair.findText("Bo – gold"))
    over.chart.setFocus()
    desk.press("Home", "Right", "Return")
    rows, said, _ = opened(desk)
    assert {row[0] for row in rows} == {"The ferry turned back"}
    assert [row[2] for row in rows] == ["Label", "Too much"]
    assert said.startswith("The ferry turned back: Bo ")


@opens_a_menu
def test_a_confused_cell_opens_what_it_counts(with_final):
    desk = with_final
    choose(desk, "Bo", "gold (final reading)")
    heads = list(screen_of(desk).page.tables["confusion"].figures.content.heads)
    go_to(desk, "confusion", row_of(desk, "confusion", "Actor"), heads.index("Source"))
    desk.press("Return")
    rows, _, _ = opened(desk)
    assert [row[3:5] for row in rows] == [("Actor: the company", "Source: the company")]


@opens_a_menu
def test_of_several_annotators_pairs_open_what_is_behind_them_and_means_say_why_not(with_final):
    desk = with_final
    choose(desk, "Ada", "Bo", "gold (final reading)")
    for column in range(6):
        cell = go_to(desk, "labels", row_of(desk, "labels", "Claim"), column)
        desk.press("Return")
        assert cell.behind is None
        assert "table of pairs" in cell.why
        assert "table of pairs" in desk.said
    screen_of(desk).page.headlines.lines[0].click()
    assert not [one for one in desk.window.findChildren(FeedbackWindow) if one.isVisible()]
    assert screen_of(desk).isVisible()
    go_to(desk, "pairs", row_of(desk, "pairs", "gold"), 1 + 1)
    desk.press("Return")
    assert len(opened(desk)[0]) == 4
    go_to(desk, "pairs", row_of(desk, "pairs", "gold"), 4)  # the mean of the pairs with the final reading
    desk.press("Return")
    rows, said, who = opened(desk)
    assert len(rows) == 4  # Ada differs in nothing
    assert "Ada, Bo and the final reading" in said
    assert who == "Everybody"
    go_to(desk, "pairs", row_of(desk, "pairs", "Ada"), 2)
    desk.press("Return")
    assert desk.window.is_reviewing


@opens_a_menu
def test_what_differs_can_be_exported_and_leads_to_its_article(with_final, tmp_path):
    desk = with_final
    choose(desk, "Bo", "gold (final reading)")
    screen_of(desk).page.headlines.lines[0].click()
    found = next(one for one in desk.window.findChildren(FeedbackWindow) if one.isVisible())
    desk.wait_until(lambda: not found.is_busy)
    for name in ("list.md", "list.csv"):
        found.write_behind(tmp_path / name)
        desk.wait_until(lambda: not found.is_busy)
    text = (tmp_path / "list.md").read_text(encoding="utf-8")
    assert text.startswith("# exact F1: Bo and the final reading differ in 4 places.")
    assert "**→ SOURCE: energy minister Jana Dvorska**" in text
    assert len((tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + 4
    QTest.keyClick(found._behind_table.table, Qt.Key.Key_Return)
    assert not found.isVisible()
    assert desk.article.text == TEXTS[0]


@opens_a_menu
def test_what_is_exported_says_how_many_it_has_whatever_the_window_shows(with_final, tmp_path, monkeypatch):
    monkeypatch.setattr(feedback_rows, "_MOST", 1)
    desk = with_final
    choose(desk, "Bo", "gold (final reading)")
    screen_of(desk).page.headlines.lines[0].click()
    found = next(one for one in desk.window.findChildren(FeedbackWindow) if one.isVisible())
    desk.wait_until(lambda: not found.is_busy)
    assert "The first 1 are shown" in found.behind_said.text()
    with closing(Workspace(desk.workspace.path)) as other:
        bo = other.annotator("Bo").id
        now = next(
            layer for layer in (other.annotations(document, bo) for document in other.queue(bo))
            if any(span.covered(TEXTS[1]) == "Nobody was hurt" for span in layer.spans.values())
        )  # fmt: skip
        extra = next(i for i, span in now.spans.items() if span.covered(TEXTS[1]) == "Nobody was hurt")
        other.execute(edits.remove_spans(now, [extra]), bo)
    found.write_behind(tmp_path / "list.md")
    desk.wait_until(lambda: not found.is_busy)
    lines = (tmp_path / "list.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# exact F1: Bo and the final reading differ in 3 places."
    assert sum(line.startswith("## ") for line in lines) == 3
