"""XML from elsewhere: no document type, so no entities; bounded in depth and in number."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from annotator.core.errors import InputError

DEEPEST = 64
MOST = 5_000_000
SEPARATOR = " "

_VERSION = re.compile(rb"^(\xef\xbb\xbf)?(<\?xml\s+version\s*=\s*[\"'])1\.1")

Start = Callable[[str, dict[str, str], int], None]
End = Callable[[str, str], None]


def parse(raw: bytes, start: Start, end: End) -> None:
    """Call `start` with name, attributes and line of each element, `end` with its name and its own text.

    Names are `namespace name`, the name alone where there is no namespace. Raises
    InputError: not XML, nested too deeply, too many elements, a document type.
    """
    texts: list[list[str]] = []
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(texts) >= DEEPEST:
            raise InputError("The file is nested too deeply to be read.")
        if count > MOST:
            raise InputError("The file has more than {limit} elements.", limit=MOST)
        texts.append([])
        start(name, attributes, parser.CurrentLineNumber)

    def close(name: str) -> None:
        end(name, "".join(texts.pop()))

    def text(data: str) -> None:
        if texts:
            texts[-1].append(data)

    def refuse(*_: object) -> None:
        raise InputError("The file declares a document type (DOCTYPE); such files are not read.")

    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = close
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        # Java writes 1.1 where 1.0 would do.
        parser.Parse(_VERSION.sub(rb"\g<1>\g<2>1.0", raw), True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, str(error))
        raise InputError(
            "This is not XML: {reason} in line {line}.", reason=reason, line=error.lineno
        ) from error
    except (ValueError, LookupError) as error:
        raise InputError("This is not XML: {reason}.", reason=str(error)) from error
