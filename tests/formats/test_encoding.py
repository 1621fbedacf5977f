"""From bytes to text: every encoding that is taken, and every kind of file that is refused."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import InputError
from annotator.formats.encoding import decode

SENTENCE = "Grüße aus Kiew – „alles ruhig“, sagt sie. 👨‍👩‍👧\r\nZweite Zeile\rdritte\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (SENTENCE.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "UTF-8 with BOM"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), "UTF-16 LE with BOM"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "UTF-16 BE with BOM"),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), "UTF-32 LE with BOM"),
        (SENTENCE.encode("utf-16-le"), "UTF-16 LE"),
        (SENTENCE.encode("utf-16-be"), "UTF-16 BE"),
    ],
)
def test_encoding_is_found_and_text_kept_verbatim(raw, encoding):
    assert decode(raw) == (SENTENCE, encoding)


def test_encoding_without_mark_utf_16_of_cyrillic():
    text = "Министр заявил, что переговоров не будет. Это было в среду."
    assert decode(text.encode("utf-16-le")) == (text, "UTF-16 LE")


def test_encoding_falls_back_to_windows_1252():
    text = "Für Größe – „ja“ € 5"
    assert decode(text.encode("cp1252")) == (text, "Windows-1252")


def test_encoding_keeps_a_second_mark_and_stray_characters():
    text = "\ufeff\ufeffAb\u2028c\x85d\x0be" + "f" * 20
    assert decode(text.encode()).text == text[1:]


def test_encoding_keeps_rare_nuls():
    text = "ein Wort und noch eins " * 100 + "\0" + " Ende"
    assert decode(text.encode()) == (text, "UTF-8")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" \r\n\t \n",
        codecs.BOM_UTF8,
        codecs.BOM_UTF8 + b"\n\n",
        codecs.BOM_UTF16_LE,
        " \u2003\u3000\u200b".encode(),
    ],
)
def test_encoding_refuses_nothing_and_white_space(raw):
    with pytest.raises(InputError, match=r"empty|white space"):
        decode(raw)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (
            b"PK\x03\x04\x14" + b"\0" * 25 + b"[Content_Types].xml" + b"\0" * 90 + b"word/document.xml",
            "Word",
        ),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zip", "EPUB"),
        (b"PK\x03\x04abcdefghijklmnop", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 8, "old Word"),
        (rb"{\rtf1\ansi Hallo}", "RTF"),
        (b"SQLite format 3\0" + b"\x10\0" * 8, "SQLite"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\x01\0", "GIF"),
        (b"\x1f\x8b\x08\0\0\0", "packed"),
        (b"\x7fELF\x02\x01\x01\0", "program"),
    ],
)
def test_encoding_names_what_is_no_text(raw, kind):
    with pytest.raises(InputError, match=kind):
        decode(raw)


@pytest.mark.parametrize(
    "raw",
    [
        bytes(range(256)),
        b"ab\0cd\0\0ef\x01\x02" * 50,
        b"\x01\x02\x03\x04\x05abc" * 20,
        b"ein \xfc Wort \0 und mehr",
        b"abc\0def",
    ],
)
def test_encoding_refuses_binary(raw):
    with pytest.raises(InputError, match="not text"):
        decode(raw)


@pytest.mark.parametrize("undefined", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_encoding_refuses_the_holes_of_windows_1252(undefined):
    with pytest.raises(InputError, match="neither UTF-8 nor Windows-1252"):
        decode(b"Ein Satz mit einem " + bytes([undefined]) + b" darin.")


def test_encoding_refuses_other_alphabets_rather_than_garble_them():
    with pytest.raises(InputError, match="Western European"):
        decode("Министр заявил, что переговоров не будет.".encode("cp1251"))


def test_encoding_refuses_damaged_utf_8_rather_than_garble_it():
    with pytest.raises(InputError, match="damaged at byte"):
        decode("Größe, Übung, Maß und Füße".encode() + b"\xc3")


@pytest.mark.parametrize("tail", [b"\x00\xd8", b"\x00\xdcx\x00", b"x"])
def test_encoding_refuses_utf_16_with_half_characters(tail):
    raw = codecs.BOM_UTF16_LE + "ein Satz ".encode("utf-16-le") + tail
    with pytest.raises(InputError, match="UTF-16 LE with BOM, but it is damaged at byte"):
        decode(raw)


def test_encoding_takes_text_that_begins_like_a_program():
    assert decode(b"MZ-Interview: Wir sparen.").text == "MZ-Interview: Wir sparen."


@given(st.binary(max_size=400))
def test_encoding_gives_text_or_a_sentence(raw):
    with suppress(InputError):
        text, encoding = decode(raw)
        assert text.strip()
        assert encoding


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_encoding_of_utf_8_is_the_text(text):
    text = "Titel " + text
    assert decode(text.encode()).text == text
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")).text == text
