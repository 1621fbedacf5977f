"""From the bytes of a file to its text, verbatim, or a sentence that says why not."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple, NoReturn

from annotator.core.errors import InputError

UTF_8 = "UTF-8"
UTF_8_BOM = "UTF-8 with BOM"
WINDOWS_1252 = "Windows-1252"

# Longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", UTF_8_BOM),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32 LE with BOM"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32 BE with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE with BOM"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE with BOM"),
)
# How files that are no text begin, and what people call them.
_KINDS = (
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"(?s)PK\x03\x04.{26}mimetypeapplication/epub"), "an e-book (EPUB)"),
    (re.compile(rb"(?s)PK\x03\x04.{26}mimetypeapplication/vnd\.oasis"), "an OpenDocument file"),
    (re.compile(rb"(?s)PK\x03\x04.{0,4000}?word/"), "a Word document"),
    (re.compile(rb"(?s)PK\x03\x04.{0,4000}?xl/"), "an Excel workbook"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "a ZIP archive"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Word or Excel document"),
    (re.compile(rb"\{\\rtf"), "an RTF document"),
    (re.compile(rb"SQLite format 3\0"), "a SQLite database"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "a PNG image"),
    (re.compile(rb"\xff\xd8\xff"), "a JPEG image"),
    (re.compile(rb"GIF8[79]a"), "a GIF image"),
    (re.compile(rb"(?s)RIFF.{4}WEBP"), "a WebP image"),
    (re.compile(rb"II\*\0|MM\0\*"), "a TIFF image"),
    (re.compile(rb"(?s)RIFF.{4}WAVE|ID3[\x02-\x04]|OggS\0|fLaC\0"), "a sound recording"),
    (re.compile(rb"(?s)\0\0.{2}ftyp|\x1a\x45\xdf\xa3"), "a video"),
    (re.compile(rb"\x1f\x8b\x08|BZh[1-9]1AY&SY|\xfd7zXZ\0|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07"), "a packed file"),
    (re.compile(rb"\x7fELF|(?s:MZ.{0,60}\0)"), "a program"),
)

# The C0 controls but tab, the line breaks, and the Ctrl-Z that ends old DOS files.
_CONTROLS = bytes([*range(1, 9), *range(14, 26), *range(27, 32)])
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Alphabets, punctuation and surrogates; Chinese without a mark is not told from chance.
_UPPER_BYTES = bytes([*range(0x21), *range(0xD8, 0xE0)])
_HIGH = bytes(range(0x80, 0x100))
_FEW = 4
_INVISIBLE = "\0\ufeff\u200b\u2060"


class Decoded(NamedTuple):
    """A file's text without an encoding mark at its start, and the encoding's name."""

    text: str
    encoding: str


def decode_utf8_first(raw: bytes) -> tuple[str, str]:
    """Return a file's text and encoding, UTF-8 wherever it can be that.

    A text may have NULs and the like, at which `decode` gives up. Raises InputError.
    """
    try:
        return raw.decode("utf-8-sig"), UTF_8
    except UnicodeDecodeError:
        return decode(raw)


def decode(raw: bytes) -> Decoded:
    """Return the text of `raw`: UTF-8, UTF-16, UTF-32 with a mark, or else Windows-1252.

    Nothing but a mark (BOM) at the start is left out. Raises InputError where `raw` is
    empty, blank, damaged, or no text; its sentence says which, to follow the file's name.
    """
    if not raw:
        raise InputError("The file is empty.")
    for pattern, kind in _KINDS:
        if pattern.match(raw):
            raise InputError("The file is {kind}, not plain text.", kind=kind)
    decoded = _decoded(raw)
    if not decoded.text.strip().strip(_INVISIBLE):
        raise InputError("The file holds nothing but white space.")
    return decoded


def _decoded(raw: bytes) -> Decoded:
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _checked(_strict(raw, len(mark), codec, name), name)
    codec = _unmarked_utf16(raw)
    if codec:
        name = codec.upper().replace("16-", "16 ")
        return _checked(_strict(raw, 0, codec, name), name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _windows_1252(raw, error.start)
    return _checked(text, UTF_8)


def _strict(raw: bytes, start: int, codec: str, name: str) -> str:
    try:
        return raw[start:].decode(codec)
    except UnicodeDecodeError as error:
        raise InputError(
            "The file is {encoding}, but it is damaged at byte {offset} ({reason}).",
            encoding=name,
            offset=start + error.start + 1,
            reason=error.reason,
        ) from error


def _unmarked_utf16(raw: bytes) -> str:
    """Return the codec where every other byte looks like the upper half of an alphabet's letters."""
    for codec, upper, lower in (("utf-16-le", raw[1::2], raw[::2]), ("utf-16-be", raw[::2], raw[1::2])):
        nuls = upper.count(0)
        strange = len(upper.translate(None, _UPPER_BYTES))
        if nuls and nuls * 10 >= len(upper) and lower.count(0) * 20 <= nuls and strange * 20 <= len(upper):
            return codec
    return ""


def _checked(text: str, name: str) -> Decoded:
    """Refuse what decodes by accident: NULs in numbers, or mostly control characters."""
    raw = text.encode("utf-8")
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if raw.count(0) * 1000 >= max(len(text), 1) or controls * 10 > len(text):
        _refuse_binary()
    return Decoded(text, name)


def _windows_1252(raw: bytes, offset: int) -> Decoded:
    high = len(raw) - len(raw.translate(None, _HIGH))
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if 0 in raw or controls * 100 > len(raw):
        _refuse_binary()
    valid = [len(sequence) for sequence in _MULTIBYTE.findall(raw)]
    if len(valid) > high - sum(valid):
        raise InputError("The file is UTF-8, but it is damaged at byte {offset}.", offset=offset + 1)
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InputError(
            "The file is neither UTF-8 nor {encoding} (byte {offset}); please save it as UTF-8.",
            encoding=WINDOWS_1252,
            offset=error.start + 1,
        ) from error
    # In Western languages one letter in ten has an accent; in Cyrillic or Greek all would seem to.
    if high > _FEW and high * 2 > len(raw):
        raise InputError(
            "The file is neither UTF-8 nor in a Western European encoding; please save it as UTF-8."
        )
    return Decoded(text, WINDOWS_1252)


def _refuse_binary() -> NoReturn:
    raise InputError("The file is not text: it is full of control characters, as programs' own files are.")
