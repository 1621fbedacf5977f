"""Text files as records, and files that cannot be read as problems."""

import os
import sys
from pathlib import Path

import pytest

from annotator.formats.exchange import Problem, Record
from annotator.formats.kinds import text as plaintext

ARTICLE = "Ministerin kündigt Sparkurs an\r\nTageswert, 25.10.2024, 06:15 Uhr\r\nWir sparen, sagt sie.\r"


def test_plaintext_reads_a_file_verbatim(tmp_path):
    path = tmp_path / "artikel.txt"
    path.write_bytes(ARTICLE.encode())
    (record,) = plaintext.read(path)
    assert isinstance(record, Record)
    assert record.text == ARTICLE
    assert (record.source, record.encoding, record.readings) == ("artikel.txt", "UTF-8", ())
    assert record.metadata.title == "Ministerin kündigt Sparkurs an"
    assert record.metadata.published == "2024-10-25T06:15"
    assert record.metadata.outlet == "Tageswert"


def test_plaintext_says_when_it_fell_back(tmp_path):
    path = tmp_path / "alt.txt"
    path.write_bytes(ARTICLE.encode("cp1252"))
    (record,) = plaintext.read(path)
    assert record.text == ARTICLE
    assert record.encoding == "Windows-1252"


def test_plaintext_names_a_text_without_words_after_its_file(tmp_path):
    path = tmp_path / "zahlen.txt"
    path.write_text("***\n---\n")
    (record,) = plaintext.read(path)
    assert record.metadata.title


@pytest.mark.parametrize("raw", [b"", b"\n \n", b"%PDF-1.4 ...", b"\x00\x01\x02\x03" * 9])
def test_plaintext_reports_what_is_no_text(tmp_path, raw):
    path = tmp_path / "datei.txt"
    path.write_bytes(raw)
    (problem,) = plaintext.read(path)
    assert isinstance(problem, Problem)
    assert (problem.path, problem.line) == (str(path), None)


def test_plaintext_reports_a_folder_and_a_missing_file(tmp_path):
    (folder,) = plaintext.read(tmp_path)
    (missing,) = plaintext.read(tmp_path / "weg.txt")
    assert "folder" in str(folder)
    assert "weg.txt" in str(missing)
    assert "No such file" in str(missing)


def test_plaintext_reports_an_impossible_name():
    (problem,) = plaintext.read(Path("a\0b.txt"))
    assert isinstance(problem, Problem)


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes on Windows")
def test_plaintext_does_not_wait_for_a_pipe(tmp_path):
    path = tmp_path / "rohr.txt"
    os.mkfifo(path)
    (problem,) = plaintext.read(path)
    assert "device" in str(problem)


def test_plaintext_refuses_a_huge_file_without_reading_it(tmp_path):
    path = tmp_path / "riesig.txt"
    with path.open("wb") as file:
        file.truncate(plaintext.LARGEST + 1)
    (problem,) = plaintext.read(path)
    assert "64 MB is the most" in str(problem)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_plaintext_reports_a_file_it_may_not_read(tmp_path):
    path = tmp_path / "geheim.txt"
    path.write_text("geheim")
    path.chmod(0)
    (problem,) = plaintext.read(path)
    assert "Permission denied" in str(problem)
