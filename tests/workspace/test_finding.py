"""Which files are read, in which format, and whose readings they are."""

import pytest

from annotator.core.errors import InputError
from annotator.core.messages import message
from annotator.core.spans import Fragment, Span
from annotator.formats import registry
from annotator.formats.exchange import Reading, Record
from annotator.formats.format import Format
from annotator.workspace import finding
from annotator.workspace.finding import find


def _read(source):
    text = source.path.read_text(encoding="utf-8").removeprefix("ODD ")
    yield Record(text, readings=(Reading("", (Span(1, 0, "CLAIM", (Fragment(0, 2),)),)),))


ODD = Format(
    "odd", message("Odd"), (".odd",), recognises=lambda head: head.raw.startswith(b"ODD "), read=_read,
    companions=(".txt",), settings=("odd.conf",),
)  # fmt: skip


@pytest.fixture(autouse=True)
def odd(monkeypatch):
    """A format known by its content, whose files do not say whose readings they are."""
    known = finding.recognise

    def recognise(path):
        return ODD if path.read_bytes().startswith(b"ODD ") else known(path)

    monkeypatch.setattr(finding, "recognise", recognise)
    monkeypatch.setattr(registry, "recognise", recognise)


def found_in(folder):
    found, passed_over = find([folder])
    return [
        (one.path.relative_to(folder).as_posix(), one.format.name, one.reader) for one in found
    ], passed_over


def test_finding_what_lies_beside_a_file_is_not_read_for_itself(tmp_path, write):
    for name, text in (
        ("a.odd", "ODD One."),
        ("a.txt", "One."),
        ("b.txt", "Two."),
        ("odd.conf", "x"),
        ("c.bin", "\0"),
    ):
        write(f"in/{name}", text)
    found, passed_over = found_in(tmp_path / "in")
    assert [(path, name) for path, name, _ in found] == [("b.txt", "text"), ("a.odd", "odd")]
    assert passed_over == ["c.bin"]


def test_finding_a_folder_for_each_reader(tmp_path, write):
    for reader in ("lena", "jonas"):
        for article in ("a", "b"):
            write(f"in/{reader}/{article}.odd", f"ODD Article {article}.")
    found, _ = found_in(tmp_path / "in")
    assert {(path, reader) for path, _, reader in found} == {
        ("jonas/a.odd", "jonas"), ("jonas/b.odd", "jonas"), ("lena/a.odd", "lena"), ("lena/b.odd", "lena"),
    }  # fmt: skip


def test_finding_a_file_for_each_reader(tmp_path, write):
    for article in ("a", "b"):
        for reader in ("lena", "jonas"):
            write(f"in/{article}/{reader}.odd", f"ODD Article {article}.")
    found, _ = found_in(tmp_path / "in")
    assert {(path, reader) for path, _, reader in found} == {
        ("a/jonas.odd", "jonas"), ("a/lena.odd", "lena"), ("b/jonas.odd", "jonas"), ("b/lena.odd", "lena"),
    }  # fmt: skip


def test_finding_one_file_is_its_own_reader(write):
    path = write("in/lena.odd", "ODD One.")
    assert [one.reader for one in find([path])[0]] == ["lena"]


def test_finding_under_a_format_that_is_named(tmp_path, write):
    write("in/a.txt", '{"text": "One."}')
    found, passed_over = find([tmp_path / "in"], "jsonl")
    assert (found, passed_over) == ([], ["a.txt"])
    assert [one.format.name for one in find([tmp_path / "in" / "a.txt"], "jsonl")[0]] == ["jsonl"]
    with pytest.raises(InputError, match="no format"):
        find([tmp_path / "in"], "nothing")


def test_finding_says_of_damaged_json_that_it_is_no_export_any_more(tmp_path, write):
    write("in/cut.json", '[{"id": 1, "data": {"text": "Kiew meldet')
    write("in/settings.json", '{"font": 12}')
    write("in/lines.json", '{"font": 12}\n{"font": 13}')
    write("in/notes.json", "no JSON at all")
    write("in/a.txt", "Text.")
    found, passed_over = find([tmp_path / "in"])
    assert sorted(passed_over) == ["lines.json", "notes.json", "settings.json"]
    assert sorted((one.path.name, one.format.name) for one in found) == [
        ("a.txt", "text"),
        ("cut.json", "none"),
    ]
