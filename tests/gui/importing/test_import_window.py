"""Import with options, and what came of an import, file by file."""

import csv
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QLineEdit, QPlainTextEdit

from annotator.core.spans import State
from annotator.gui.columns_table import ColumnsTable


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Two files that the file dialog gives: one whose second line is broken, one that is good."""
    reading = {"text": "Mara says it rains.", "spans": [{"start": 0, "end": 4, "label": "ACTOR"}]}
    bad, good = tmp_path / "bad.jsonl", tmp_path / "good.txt"
    bad.write_text(json.dumps(reading) + "\n{broken\n", encoding="utf-8")
    good.write_text("The weir holds.\n\nNobody says why.", encoding="utf-8")
    names = [str(bad), str(good)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    return names


def rows_of(dialog):
    model = dialog.findChild(ColumnsTable).columns
    return [[str(cell) for cell in model.cells(row)] for row in model.rows]


def test_files_that_are_chosen_are_imported_at_once_and_told_file_by_file(desk, files):
    seen = []

    def look(dialog):
        seen.extend(rows_of(dialog))
        table, details = dialog.findChild(ColumnsTable), dialog.findChild(QPlainTextEdit)
        assert "bad.jsonl:2" in details.toPlainText()
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        table.selectRow(next(n for n, row in enumerate(seen) if row[0] == "good.txt"))
        assert "bad.jsonl" not in details.toPlainText()
        table.clearSelection()
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    with desk.answering(look):
        desk.press("Ctrl+I")
    assert sorted((row[0], *row[2:]) for row in seen) == [
        ("bad.jsonl", "1", "1", "1", "0", "0", "1"),
        ("good.txt", "1", "0", "0", "0", "0", "0"),
    ]
    copied = list(csv.reader(QApplication.clipboard().text().splitlines()))
    assert copied[0][0] == "File"
    assert sorted(row[0] for row in copied[1:]) == ["bad.jsonl", "good.txt"]


def test_what_is_told_of_the_files_counts(desk, files):
    def choose(dialog):
        assert not desk.button("Import", dialog).isEnabled()
        desk.click_button("Files…", dialog)
        QTest.keyClicks(dialog.findChild(QLineEdit), "Pattern")
        box = dialog.findChildren(QComboBox)[1]
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down)
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == "in progress"
        dialog.findChild(QCheckBox).setFocus()
        QTest.keyClick(dialog.findChild(QCheckBox), Qt.Key.Key_Space)
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    seen = []
    with desk.answering(choose, lambda dialog: seen.extend(rows_of(dialog))):
        desk.press("Ctrl+Shift+O")
    assert [row[0] for row in seen if row[3] == "1"] == ["bad.jsonl"]
    (who,) = [one for one in desk.workspace.annotators() if one.name == "Pattern"]
    assert who.kind == "machine"
    states = {desk.workspace.annotations(i, who.id).layer.state for i in desk.workspace.queue(who.id)}
    assert State.IN_PROGRESS in states


def test_another_format_than_was_found(desk, files):
    def choose(dialog):
        desk.click_button("Files…", dialog)
        box = dialog.findChildren(QComboBox)[0]
        box.setCurrentIndex(next(n for n in range(box.count()) if box.itemData(n) == "text"))
        desk.click_button("Import", dialog)

    seen = []
    with desk.answering(choose, lambda dialog: seen.extend(rows_of(dialog))):
        desk.press("Ctrl+Shift+O")
    assert len({row[1] for row in seen}) == 1
    assert [row[2] for row in seen] == ["1", "1"]
