"""What readers share that take the text out of a page or a document by a library of others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib import metadata as packages

from annotator.core.documents import Metadata
from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Source
from annotator.formats.metadata import propose


@dataclass(slots=True)
class Extracted:
    """A text that was taken out of a file, what the file states of it, and what is to be said."""

    text: str
    stated: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    said: list[Message] = field(default_factory=list)
    encoding: str = ""


def read_extracted(
    source: Source, package: str, extra: str, kind: str, extract: Callable[[Source], Extracted]
) -> Iterator[Record | Problem]:
    """Yield the one record of a file, with who extracted its text, or the problem that stands against it.

    `package` is the library's name, `extra` that of ours which installs it, `kind` what files
    these are, in the plural.
    """
    path = str(source.path)
    # Libraries talk to the log of what concerns nobody here.
    logging.getLogger(package).addHandler(logging.NullHandler())
    try:
        found = extract(source)
    except ImportError as error:
        why = message(
            "Reading {kind} needs {package}, which cannot be loaded ({reason}); install it with: {command}",
            kind=kind,
            package=package,
            reason=str(error),
            command=f"python -m pip install 'annotator[{extra}]'",
        )
        yield Problem(path, None, why)
        return
    except InputError as error:
        yield Problem(path, None, error.message)
        return
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:200]
        yield Problem(path, None, message("The file cannot be read: {reason}.", reason=_whole(reason)))
        return
    for one in found.said:
        yield Problem(path, None, one)
    text = _whole(found.text)
    if not text.strip():
        yield Problem(path, None, message("No text was found in the file."))
        return
    who = f"{package} {packages.version(package)}"
    yield Record(text, _metadata(found, text, source, who), source=source.path.name, encoding=found.encoding)


def _metadata(found: Extracted, text: str, source: Source, who: str) -> Metadata:
    stated = {name: " ".join(_whole(value).split()) for name, value in found.stated.items()}
    more = {name: " ".join(_whole(value).split()) for name, value in found.more.items()}
    pairs = tuple(sorted({**{k: v for k, v in more.items() if v}, "extracted by": who}.items()))
    proposed = propose(text, source.path.name)
    return replace(proposed, more=pairs, **{k: v for k, v in stated.items() if v})


def _whole(text: str) -> str:
    """Return a text with half characters replaced, which broken fonts bring."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
