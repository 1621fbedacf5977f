"""The Agreement screen, with the keys alone."""

import json
import time

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip

from annotator.agreement.bootstrap import Interval
from annotator.agreement.f1 import Spread
from annotator.core import edits
from annotator.core.errors import Cancelled
from annotator.core.palette import contrast
from annotator.core.scheme_draft import SchemeDraft
from annotator.core.spans import State
from annotator.gui import theme
from annotator.gui.agreement import comparing
from annotator.gui.agreement.cells import count, figure
from annotator.gui.agreement.chart import Chart
from annotator.gui.agreement.grid import FigureTable, ground
from annotator.gui.agreement.points import Point
from annotator.workspace import scheming
from annotator.workspace.agreement import OneDocument
from annotator.workspace.importing import import_files
from annotator.workspace.workspace import Workspace

TEXTS = (
    "The dam above Lisov is safe, energy minister Jana Dvorska said. Engineers disagree: two gates leak.",
    "The ferry turned back, the company said. Nobody was hurt. Captain Olsen called it routine.",
    "The union said the strike was over. The company would not comment.",
)
CLAIMS = ("The dam above Lisov is safe", "The ferry turned back", "the strike was over")


def marked(text, label, words, **attributes):
    start = text.index(words)
    return {"id": f"{label}{start}", "start": start, "end": start + len(words), "label": label, **attributes}


def reading(number, *spans, state="done"):
    return TEXTS[number], list(spans), state


READINGS = {
    "Ada": [
        reading(0, marked(TEXTS[0], "CLAIM", CLAIMS[0]), marked(TEXTS[0], "SOURCE", "energy minister Jana Dvorska")),
        reading(1, marked(TEXTS[1], "CLAIM", CLAIMS[1]), marked(TEXTS[1], "SOURCE", "the company")),
    ],
    "Bo": [
        reading(0, marked(TEXTS[0], "CLAIM", CLAIMS[0]), marked(TEXTS[0], "SOURCE", "Jana Dvorska")),
        reading(1, marked(TEXTS[1], "CLAIM", CLAIMS[1]), marked(TEXTS[1], "ACTOR", "the company")),
    ],
    "Cy": [
        reading(0, marked(TEXTS[0], "CLAIM", CLAIMS[0]), marked(TEXTS[0], "SOURCE", "Jana Dvorska")),
        reading(2, marked(TEXTS[2], "CLAIM", CLAIMS[2])),
    ],
}  # fmt: skip


@pytest.fixture
def read(project):
    """Import readings into a project; return its path."""

    def read_(readings=READINGS):
        lines = [
            {
                "text": text,
                "meta": {"title": text.split(",")[0], "published": f"2025-03-0{TEXTS.index(text) + 1}"},
                "spans": spans,
                "_annotator_id": name,
            }
            for name, own in readings.items()
            for text, spans, _ in own
        ]
        source = project.with_name("read.jsonl")
        source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        workspace = Workspace(project)
        import_files(workspace, [source])
        for name, own in readings.items():
            for text, _, state in own:
                workspace.conn.execute(
                    "UPDATE layer SET state = ? WHERE annotator_id = ? AND document_id = "
                    "(SELECT document_id FROM document_text WHERE text = ?)",
                    (state, workspace.annotator(name).id, text),
                )
        workspace.close()
        return project

    return read_


@pytest.fixture
def compared(open_desk, read):
    """The window at its agreement, all figures computed."""

    def open_(readings=READINGS):
        desk = open_desk(read(readings))
        desk.press("F9")
        settle(desk)
        return desk

    return open_


def screen_of(desk):
    return desk.window.agreement_


def settle(desk):
    desk.wait_until(lambda: not screen_of(desk).comparing.is_busy, 20_000)


def shown(desk, table):
    """The texts of a table, row by row."""
    model = screen_of(desk).page.tables[table].figures
    return [[cell.text for cell in row] for row in model.content.rows]


def heads(desk):
    return {one.accessibleName().partition(":")[0]: one for one in screen_of(desk).page.headlines.lines}


def go_to(desk, table, row, column):
    """Walk with Tab to a table and with the arrows to a cell of it."""
    wanted = screen_of(desk).page.tables[table]
    for _ in range(40):
        if QApplication.focusWidget() is wanted:
            break
        desk.press("Tab")
    assert QApplication.focusWidget() is wanted
    for key, place in (("Down", row), ("Right", column)):
        back = {"Down": "Up", "Right": "Left"}[key]
        for _ in range(20):
            desk.press(back)
        for _ in range(place):
            desk.press(key)
    assert (wanted.currentIndex().row(), wanted.currentIndex().column()) == (row, column)
    return wanted


def listed(desk):
    """The cases that the review lists, once it has read them."""
    desk.wait_until(lambda: desk.window.is_reviewing)
    desk.wait_until(lambda: desk.window.review_.review is not None and not desk.window.review_.loader.is_busy)
    return desk.window.review_.list.model.rows


def test_figures_and_what_is_left_out_are_shown(compared):
    desk = compared()
    lines = heads(desk)
    # Exact: Ada-Bo 2 of 4 and 4, Ada-Cy 1 of 2 and 2, Bo-Cy all.
    assert lines["exact F1"].accessibleName().startswith("exact F1: 0.67. 95 %")
    assert lines["2 articles read by two or more · 1 left out"].accessibleName().endswith(": one reader only")
    assert [row[0] for row in shown(desk, "labels")] == ["Actor", "Claim", "Source"]
    assert shown(desk, "pairs")[0] == ["Ada", "·", "0.50", "0.50", "0.50"]
    assert shown(desk, "pairs")[1][3] == "1.00"
    assert any("2 articles" in text for text in desk.status)


def test_what_is_undefined_says_why(compared):
    one = {name: READINGS[name][:1] for name in ("Ada", "Bo")}
    desk = compared(one)
    lines = heads(desk)
    assert lines["exact F1"].accessibleName() == "exact F1: 0.50"
    assert "two articles" in lines["exact F1"].toolTip()
    model = screen_of(desk).page.tables["labels"].figures
    dashes = [
        (
            model.data(index, Qt.ItemDataRole.AccessibleTextRole),
            model.data(index, Qt.ItemDataRole.ToolTipRole),
        )
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for index in [model.index(row, column)]
        if model.cell(index).text == "–"
    ]
    assert all("Undefined: " in said and "Undefined: " in tip for said, tip in dashes)
    coefficients = screen_of(desk).page.tables["coefficients"].figures
    links = next(row for row in coefficients.content.rows if row[0].text.startswith("Link F1"))
    assert links[1].text == "–"
    assert links[1].why.startswith("Undefined: ")


def test_enter_on_a_label_opens_its_cases_and_back_is_where_it_was(compared):
    desk = compared()
    desk.press("F6")
    row = [one[0] for one in shown(desk, "labels")].index("Source")
    table = go_to(desk, "labels", row, 2)
    cases = int(shown(desk, "labels")[row][5])
    desk.press("Return")
    rows = listed(desk)
    assert len(rows) == cases == 2
    assert all("SOURCE" in one.labels for one in rows)
    assert desk.window.review_.case is not None
    desk.press("F9")
    assert QApplication.focusWidget() is table
    assert table.currentIndex().row() == row


def test_a_pair_a_confused_cell_and_an_article_open_just_their_cases(compared):
    desk = compared()
    go_to(desk, "pairs", 0, 3)  # Ada and Cy
    desk.press("Return")
    (case,) = listed(desk)
    assert "Jana" in case.excerpt
    desk.press("F9")
    names = [row[0] for row in shown(desk, "confusion")]
    assert names == ["Actor", "Claim", "Source"]
    go_to(desk, "confusion", 0, 3)
    desk.press("Return")
    desk.wait_until(lambda: [row.excerpt for row in listed(desk)] == ["the company"])
    desk.press("F9")
    chart = screen_of(desk).page.over.chart
    while QApplication.focusWidget() is not chart:
        desk.press("Tab")
    desk.press("End", "Left")
    assert "Jana" not in chart.points[chart.place].said
    assert chart.accessibleDescription() == screen_of(desk).page.over.at_hand.text() == chart.points[0].said
    desk.press("Return")
    desk.wait_until(lambda: [row.document_id for row in listed(desk)] == [chart.points[0].document])


def go_to_filter(desk):
    field = screen_of(desk).chips.articles
    for _ in range(40):
        if QApplication.focusWidget() is field:
            break
        desk.press("Tab")
    assert QApplication.focusWidget() is field
    return field


def test_articles_are_chosen_as_in_the_queue(compared):
    desk = compared()
    go_to_filter(desk)
    desk.type("label:actor")
    desk.press("Return")
    settle(desk)
    assert "1 article" in "".join(desk.status)
    assert [row[0] for row in shown(desk, "labels")] == ["Actor", "Claim", "Source"]
    assert shown(desk, "labels")[1][1] == "2"
    go_to(desk, "labels", 0, 5)
    desk.press("Return")
    assert [row.excerpt for row in listed(desk)] == ["the company"]


def test_a_filter_that_finds_nothing_says_so_and_can_be_cleared(compared):
    desk = compared()
    field = go_to_filter(desk)
    desk.type("zeppelin")
    desk.press("Return")
    settle(desk)
    message = screen_of(desk).message
    assert message.isVisible()
    assert "“zeppelin”" in message.text()
    desk.press("Ctrl+A")
    desk.type("label:zeppelin")
    desk.press("Return")
    settle(desk)
    assert "no label “zeppelin”" in message.text()
    assert QApplication.focusWidget() is field
    desk.press("Ctrl+A", "Delete")
    settle(desk)
    assert screen_of(desk).page.isVisible()


@pytest.fixture
def guided(read):
    """A project in which the guideline of claims changed between the articles."""
    path = read()
    workspace = Workspace(path)
    lead = workspace.annotator("Lead").id
    draft = SchemeDraft(workspace.scheme)
    claim = next(label for label in draft.labels if label.name == "CLAIM")
    claim.guideline = "The whole sentence, without its full stop."
    scheming.change_scheme(workspace, draft.edit(), lead)
    time.sleep(0.003)
    # The first article is gone over once more.
    document = next(d for d in workspace.queue(0) if workspace.text(d).text == TEXTS[0])
    who = workspace.annotator("Ada").id
    now = workspace.annotations(document, who)
    workspace.execute(edits.set_note(now, now.in_order()[0].id, "checked"), who)
    workspace.close()
    return path


def test_tab_says_what_a_new_guideline_changed(open_desk, guided):
    desk = open_desk(guided)
    desk.press("F9")
    settle(desk)
    page = screen_of(desk).page
    chart = page.over.chart
    assert page.over.order.isVisible()
    assert page.over.order.currentText() == "Articles in the order read"
    assert [TEXTS[1][:9] in point.said for point in chart.points] == [True, False]
    (mark,) = chart.marks
    assert mark.before == 1
    for _ in range(40):
        if QApplication.focusWidget() is chart:
            break
        desk.press("Tab")
    assert chart.mark == -1
    desk.press("Tab")
    assert QApplication.focusWidget() is chart
    assert page.over.at_hand.text() == chart.accessibleDescription() == mark.said
    assert "guideline 2: Claim: The whole sentence, without its full stop." in mark.said
    desk.press("Return")  # nothing stands behind it
    assert desk.window.is_comparing
    desk.press("Left")
    assert (chart.mark, chart.place) == (-1, 0)
    desk.press("Tab", "Tab")
    assert QApplication.focusWidget() is not chart
    desk.press("Shift+Tab")
    assert chart.mark == 0
    page.over.order.setCurrentIndex(0)
    assert chart.marks == []


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_mouse_on_a_guideline_says_what_it_changed(open_desk, guided):
    desk = open_desk(guided)
    desk.press("F9")
    settle(desk)
    chart = screen_of(desk).page.over.chart
    QApplication.processEvents()
    (x,) = chart.places_of_marks()
    place = QPoint(round(x), 30)
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, place, chart.mapToGlobal(place)))
    assert "without its full stop" in QToolTip.text()
    QToolTip.hideText()


def test_a_claim_with_its_links_has_an_interval_at_the_top(compared):
    desk = compared()
    figures = screen_of(desk).found.figures
    unit = Spread(0.5, 0.0, {}, 4)
    figures.units.labels["CLAIM"] = unit
    figures.intervals["unit_f1/CLAIM"] = Interval(0.25, 0.75)
    screen_of(desk).recolour()
    assert heads(desk)["Claim as a unit"].accessibleName().startswith("Claim as a unit: 0.50. 95 %")


def test_figures_are_written_as_the_language_has_them():
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("de_DE"))
        assert (figure(0.625), count(2.5), figure(None)) == ("0,63", "2,5", "–")
        QLocale.setDefault(QLocale("en_GB"))
        assert (figure(0.625), count(1234.5)) == ("0.63", "1,234.5")
        assert figure(-0.001) == "0.00"
    finally:
        QLocale.setDefault(before)


def test_cells_without_cases_say_so(compared):
    desk = compared()
    go_to(desk, "pairs", 1, 3)  # Bo and Cy agree on everything
    desk.press("Return")
    assert desk.said == "There are no cases behind this."
    assert desk.window.is_comparing


def test_another_chip_in_the_review_shows_all_cases_again(compared):
    desk = compared()
    go_to(desk, "pairs", 0, 3)
    desk.press("Return")
    assert len(listed(desk)) == 1
    sample = desk.button("Ada, Cy", desk.window.review_.list)
    desk.window.review_.list.search.setFocus()
    desk.click_button(sample.text())
    assert len(listed(desk)) == 2
    assert sample.isHidden()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_annotators_are_chosen_with_the_keys(compared):
    desk = compared()
    chips = screen_of(desk).chips
    assert QApplication.focusWidget() is chips.annotators
    desk.press("Return")
    # All, then Ines of this desk, Ada, Bo, Cy in the order of the project: Ada is let go of.
    menu = QApplication.activePopupWidget()
    while menu.activeAction().text() != "Ada":
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert QApplication.activePopupWidget() is menu
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    settle(desk)
    assert shown(desk, "pairs") == [["Bo", "·", "1.00", "1.00"], ["Cy", "1.00", "·", "1.00"]]
    assert "Bo" in chips.annotators.text()
    desk.press("Right", "Right", "Right", "Space")  # copies count once
    assert chips.selection.copies_once


def test_a_change_is_noted_and_f5_computes_anew(compared):
    desk = compared()
    before = shown(desk, "pairs")
    workspace = desk.workspace
    document = next(d for d in workspace.queue(0) if workspace.text(d).text == TEXTS[0])
    who = workspace.annotator("Ada").id
    annotations = workspace.annotations(document, who)
    source = next(span for span in annotations.in_order() if span.label == "SOURCE")
    workspace.execute(edits.remove_spans(annotations, [source.id]), who)
    assert not screen_of(desk).comparing.is_busy
    assert "changed" in screen_of(desk).notice.text()
    assert screen_of(desk).again.isVisible()
    assert shown(desk, "pairs") == before
    desk.press("F5")
    settle(desk)
    assert shown(desk, "pairs") != before
    assert not screen_of(desk).again.isVisible()


def test_what_another_program_writes_is_noted(compared):
    desk = compared()
    desk.look_elsewhere_soon()
    other = Workspace(desk.workspace.path)
    who = other.annotator("Bo").id
    document = next(d for d in other.queue(0) if other.text(d).text == TEXTS[1])
    annotations = other.annotations(document, who)
    other.execute(edits.remove_spans(annotations, [annotations.in_order()[0].id]), who)
    other.close()
    desk.wait_until(lambda: screen_of(desk).is_stale)


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ({}, "Nobody has marked anything yet"),
        ({"Ada": READINGS["Ada"]}, "one annotator only"),
        ({n: [reading(0, state="in progress")] for n in ("Ada", "Bo")}, "No reading is done yet"),
        ({"Ada": [READINGS["Ada"][0]], "Cy": [READINGS["Cy"][1]]}, "No article has been finished by two"),
    ],
)
def test_where_there_is_nothing_to_compare_it_says_what_to_do(compared, readings, said):
    desk = compared(readings)
    screen = screen_of(desk)
    assert screen.message.isVisible()
    assert said in screen.message.text()
    assert not screen.csv.isEnabled()
    desk.press("Ctrl+Shift+C")
    assert desk.said == "There are no figures yet."


def test_the_tables_go_into_the_clipboard(compared):
    desk = compared()
    desk.press("Ctrl+Shift+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "Ada – Bo" in "\n".join(lines)
    assert any(line.startswith("exact F1,0.6") for line in lines)


def test_a_report_is_saved(compared, monkeypatch, tmp_path):
    desk = compared()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "agreement"), ""))
    desk.press("Ctrl+Shift+E")
    page = (tmp_path / "agreement.html").read_text(encoding="utf-8")
    assert "Ada – Bo" in page


def test_stopping_leaves_a_way_to_go_on(open_desk, read, monkeypatch):
    def endless(workspace, selection, progress, cancelled, **_):
        while not cancelled():
            progress(50, 100)
            time.sleep(0.002)
        raise Cancelled

    desk = open_desk(read())
    with monkeypatch.context() as patch:
        patch.setattr(comparing, "compare", endless)
        desk.press("F9")
        desk.wait_until(lambda: screen_of(desk).bar.value() == 50)
        assert screen_of(desk).stop.isVisible()
        desk.press("Esc")
    screen = screen_of(desk)
    assert not screen.comparing.is_busy
    assert screen.message.isVisible()
    assert "Stopped" in screen.message.text()
    desk.press("F5")
    settle(desk)
    assert screen.page.isVisible()


def test_the_keys_of_articles_lead_back_to_them(compared):
    desk = compared()
    desk.press("F7")
    assert desk.article.hasFocus()
    desk.press("F9", "/")
    assert not desk.window.is_comparing
    assert desk.screen.finder.isVisible()


def test_other_coefficients_unfold(compared):
    desk = compared()
    page = screen_of(desk).page
    assert not page.tables["semeval"].isVisible()
    for _ in range(40):
        if QApplication.focusWidget() is page.more:
            break
        desk.press("Tab")
    desk.press("Return")
    assert page.tables["semeval"].isVisible()
    assert [row[0] for row in shown(desk, "semeval")] == ["strict", "exact", "partial", "type"]


@pytest.mark.parametrize("width", [700, 1100, 1440])
def test_nothing_is_cut_at_any_width(compared, width):
    desk = compared()
    desk.window.resize(width, 700)
    QApplication.processEvents()
    page = screen_of(desk).page
    assert page.widget().width() <= page.viewport().width()
    for table in page.findChildren(FigureTable):
        if table.isVisible():
            right = table.mapTo(page.viewport(), table.rect().topRight()).x()
            assert right <= page.viewport().width()
            desk.wait_until(lambda table=table: not table.horizontalScrollBar().isVisible())


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_figures_can_be_read_on_the_strongest_ground(qapp, desk, colours):
    qapp.setProperty("dark", colours.dark)
    try:
        for label in desk.workspace.scheme.labels:
            tint = ground(label.colour_dark if colours.dark else label.colour, 1.0)
            below, share = QColor(colours.panel), tint.alphaF()
            mixed = [
                round(255 * (t * share + b * (1 - share)))
                for t, b in zip(tint.getRgbF()[:3], below.getRgbF()[:3], strict=True)
            ]
            assert contrast(colours.text, "#{:02x}{:02x}{:02x}".format(*mixed)) >= 4.5
    finally:
        qapp.setProperty("dark", False)


def test_gamma_comes_after_the_other_figures(open_desk, read, monkeypatch):
    real, may_go_on = comparing.gamma_alone, []

    def waiting(workspace, selection, progress, cancelled):
        while not may_go_on and not cancelled():
            time.sleep(0.002)
        return real(workspace, selection, progress, cancelled)

    monkeypatch.setattr(comparing, "gamma_alone", waiting)
    desk = open_desk(read())
    desk.press("F9")
    desk.wait_until(lambda: screen_of(desk).found is not None)
    assert screen_of(desk).page.isVisible()
    name = next(name for name in heads(desk) if name.startswith("γ"))
    assert heads(desk)[name].accessibleName().endswith("being computed")
    may_go_on.append(True)
    settle(desk)
    assert heads(desk)[name].accessibleName().partition(": ")[2][0].isdigit()


def test_gamma_is_let_go_when_the_screen_is_left_and_taken_up_again(open_desk, read, monkeypatch):
    real, begun, ended, may_go_on = comparing.gamma_alone, [], [], []

    def waiting(workspace, selection, progress, cancelled):
        begun.append(selection)
        while not may_go_on and not cancelled():
            time.sleep(0.002)
        if cancelled():
            ended.append(selection)
            raise Cancelled
        return real(workspace, selection, progress, cancelled)

    monkeypatch.setattr(comparing, "gamma_alone", waiting)
    desk = open_desk(read())
    desk.press("F9")
    desk.wait_until(lambda: begun)
    found = screen_of(desk).found
    desk.press("F7")
    assert not screen_of(desk).comparing.is_busy
    desk.wait_until(lambda: ended)
    desk.press("F9")
    name = next(name for name in heads(desk) if name.startswith("γ"))
    assert heads(desk)[name].accessibleName().endswith("being computed")
    may_go_on.append(True)
    settle(desk)
    assert screen_of(desk).found is found
    assert heads(desk)[name].accessibleName().partition(": ")[2][0].isdigit()


def test_figures_that_were_not_there_yet_are_computed_on_coming_back(open_desk, read, monkeypatch):
    real, begun = comparing.compare, []

    def slow(workspace, selection, progress, cancelled, **more):
        begun.append(selection)
        while len(begun) == 1 and not cancelled():
            time.sleep(0.002)
        return real(workspace, selection, progress, cancelled, **more)

    monkeypatch.setattr(comparing, "compare", slow)
    desk = open_desk(read())
    desk.press("F9")
    desk.wait_until(lambda: begun)
    desk.press("F7")
    assert not screen_of(desk).comparing.is_busy
    desk.press("F9")
    settle(desk)
    assert screen_of(desk).page.isVisible()
    assert len(begun) == 2


def test_a_late_answer_to_an_earlier_question_is_dropped(open_desk, read, monkeypatch):
    real, begun = comparing.compare, []

    def slow(workspace, selection, progress, cancelled, **more):
        begun.append(selection)
        found = real(workspace, selection, with_gamma=False)
        if len(begun) == 1:
            while len(begun) == 1:  # until the next question is asked
                time.sleep(0.002)
        return found

    monkeypatch.setattr(comparing, "compare", slow)
    desk = open_desk(read())
    desk.press("F9")
    desk.wait_until(lambda: begun)
    for _ in range(3):
        desk.press("Right")
    desk.press("Space")  # copies count once
    settle(desk)
    assert begun[-1].copies_once
    assert screen_of(desk).chips.copies.isChecked()
    shown_for = []
    screen_of(desk).comparing.compared.connect(lambda *found: shown_for.append(found))
    desk.press("F5")
    settle(desk)
    assert len(shown_for) == 1


def test_readings_that_are_imported_meanwhile_are_noted_and_taken_in(compared, tmp_path):
    desk = compared({"Ada": READINGS["Ada"]})
    text, spans, _ = READINGS["Bo"][0]
    source = tmp_path / "bo.jsonl"
    line = {"text": text, "meta": {"title": text.split(",")[0], "published": "2025-03-01"}, "spans": spans}
    source.write_text(json.dumps(line | {"_annotator_id": "Bo"}), encoding="utf-8")
    desk.commands.transfers.import_paths([source], quiet=True)
    desk.wait_until(lambda: screen_of(desk).is_stale)
    desk.press("F5")
    settle(desk)
    assert [row[0] for row in shown(desk, "pairs")] == ["Ada", "Bo"]


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_cases_are_those_of_the_figures_that_are_shown(compared, monkeypatch):
    def endless(workspace, selection, progress, cancelled, **_):
        while not cancelled():
            time.sleep(0.002)
        raise Cancelled

    desk = compared()
    monkeypatch.setattr(comparing, "compare", endless)
    wanted = []
    screen_of(desk).cases_wanted.connect(lambda _rows, states, _name: wanted.append(states))
    desk.press("Right", "Right", "Return")  # states
    menu = QApplication.activePopupWidget()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert screen_of(desk).comparing.is_busy
    assert screen_of(desk).chips.selection.states != (State.DONE,)
    go_to(desk, "labels", 0, 2)
    desk.press("Return")
    assert wanted == [(State.DONE,)]


@pytest.mark.parametrize("part", ["compare", "gamma_alone"])
def test_an_unexpected_error_ends_the_computing(open_desk, read, monkeypatch, qtbot, part):
    def broken(*_, **__):
        raise KeyError(part)

    desk = open_desk(read())
    with monkeypatch.context() as patch, qtbot.capture_exceptions() as caught:
        patch.setattr(comparing, part, broken)
        desk.press("F9")
        desk.wait_until(lambda: caught and not screen_of(desk).comparing.is_busy)
    assert [kind for kind, *_ in caught] == [KeyError]
    screen = screen_of(desk)
    assert not screen.stop.isVisible()
    assert "Computing" not in screen.notice.text()
    assert screen.page.isVisible() == (part == "gamma_alone")
    desk.press("F5")
    settle(desk)
    assert screen.page.isVisible()


def test_f1_is_shown_before_the_other_figures(open_desk, read, monkeypatch):
    real, may_go_on = comparing.compare, []

    def waiting(workspace, selection, progress, cancelled, *, counted, **more):
        def shown_first(found):
            counted(found)
            while not may_go_on and not cancelled():
                time.sleep(0.002)

        return real(workspace, selection, progress, cancelled, counted=shown_first, **more)

    monkeypatch.setattr(comparing, "compare", waiting)
    desk = open_desk(read())
    desk.press("F9")
    desk.wait_until(lambda: screen_of(desk).page.isVisible())
    screen = screen_of(desk)
    first = [row[1:4] for row in shown(desk, "labels")]
    assert heads(desk)["exact F1"].accessibleName().partition(": ")[2][0].isdigit()
    assert heads(desk)["αU (1995, 2004)"].accessibleName().endswith("being computed")
    assert "F1" in screen.notice.text()
    assert not screen.csv.isEnabled()
    may_go_on.append(True)
    settle(desk)
    assert [row[1:4] for row in shown(desk, "labels")] == first
    assert shown(desk, "confusion")
    assert screen.csv.isEnabled()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_final_reading_can_be_compared(compared, project):
    desk = compared()
    workspace = desk.window.workspace
    with workspace.conn:
        workspace.conn.execute("UPDATE annotator SET kind = 'gold' WHERE name = 'Cy'")
        workspace.conn.execute(
            "UPDATE layer SET state = 'in progress' WHERE annotator_id = ?", (workspace.annotator("Cy").id,)
        )
    desk.press("F5")
    settle(desk)
    assert [row[0] for row in shown(desk, "pairs")] == ["Ada", "Bo"]
    chips = screen_of(desk).chips
    chips.annotators.setFocus()
    desk.press("Return")
    menu = QApplication.activePopupWidget()
    ticks = {one.text(): one.isChecked() for one in menu.actions() if one.isCheckable()}
    assert ticks["Bo"]
    assert ticks["Cy (final reading)"] is False
    for name in ("Bo", "Cy (final reading)"):
        while menu.activeAction().text() != name:
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Space)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    settle(desk)
    assert "final reading is not finished" in screen_of(desk).message.text()


def points(dates):
    articles = [OneDocument(n, f"Nr {n}", date, "", 2, 3, n % 10 / 10) for n, date in enumerate(dates, 1)]
    return [Point(one, one.f1, n, whole=True, by_read=False) for n, one in enumerate(articles, 1)]


def test_ten_thousand_points_are_drawn_and_found_at_once(qtbot):
    chart = Chart()
    qtbot.addWidget(chart)
    chart.resize(500, 240)
    chart.load(points([""] * 10_000))
    began = time.perf_counter()
    chart.show()
    qtbot.wait_until(lambda: chart.grab().toImage() != QImage())
    place = chart.place_of(7_000)
    with qtbot.wait_signal(chart.asked) as asked:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert abs(asked.args[0] - 7_000) < 40
    assert time.perf_counter() - began < 2  # it was half a minute


def test_first_and_last_point_have_their_dates(qtbot, monkeypatch):
    chart = Chart()
    qtbot.addWidget(chart)
    chart.resize(500, 240)
    for dates, dated in (
        (["2025-03-01", "2025-03-01"], [0, 1]),
        (["2025-03-01", "2025-03-02", "2025-03-02"], [0, 2]),
        (["2025-03-01"], [0]),
    ):
        chart.load(points(dates))
        assert chart.dated(range(len(dates))) == dated
