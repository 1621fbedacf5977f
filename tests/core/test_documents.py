import subprocess
import sys
from pathlib import Path

import pytest

import annotator
from annotator.core.documents import Metadata, document_key

CHECKOUT = Path(annotator.__file__).parents[1]
TEXT = "Kiew meldet Verluste 🙏.\r\n\0Ende\u2028"
KNOWN = Metadata(
    title="Verluste", outlet="Nordblick", published="2024-10-24", language="de", url="https://example.org/1"
)


def test_documents_key_never_changes():
    # Projects out there hold these keys: a change here makes every article another one.
    assert document_key(TEXT, KNOWN) == "ef6314c13d2ffcc711532b5134a0152c"
    assert document_key("a", Metadata()) == "035002ab729092376951bc57416a71e3"


def test_documents_key_is_the_same_on_another_machine():
    code = f"from annotator.core.documents import *; print(document_key({TEXT!r}, {KNOWN!r}))"
    other = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(CHECKOUT)},
    )
    assert other.stdout.strip() == document_key(TEXT, KNOWN)


@pytest.mark.parametrize(
    ("field", "value"),
    [("outlet", "Tageswert"), ("published", "2024-10-25"), ("url", "https://example.org/2")],
)
def test_documents_key_tells_copies_of_one_text_apart(field, value):
    other = Metadata(**{name: getattr(KNOWN, name) for name in KNOWN.__slots__} | {field: value})
    assert document_key(TEXT, other) != document_key(TEXT, KNOWN)


def test_documents_key_does_not_change_with_what_is_corrected_later():
    corrected = Metadata("Titel", KNOWN.outlet, KNOWN.published, "en", KNOWN.url, (("author", "x"),))
    assert document_key(TEXT, corrected) == document_key(TEXT, KNOWN)


@pytest.mark.parametrize("other", [TEXT + " ", TEXT.replace("\r\n", "\n"), TEXT.replace("e", "e\u0301")])
def test_documents_key_sees_every_character(other):
    assert document_key(other, KNOWN) != document_key(TEXT, KNOWN)


def test_documents_key_keeps_text_and_metadata_apart():
    assert document_key("ab", Metadata(outlet="c")) != document_key("a", Metadata(outlet="bc"))


def test_documents_key_is_hexadecimal():
    key = document_key(TEXT, KNOWN)
    assert len(key) == 32
    assert set(key) <= set("0123456789abcdef")
