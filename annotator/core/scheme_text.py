"""A scheme as the text of a TOML file, which reads back equal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.core.scheme import Label, RelationType, Scheme

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


def scheme_text(scheme: Scheme) -> str:
    """Return the scheme as TOML."""
    head = [f"name = {_quoted(scheme.name)}", f"version = {scheme.version}"]
    parts = [head, *(_label_lines(label) for label in scheme.labels), *map(_relation_lines, scheme.relations)]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _label_lines(label: Label) -> list[str]:
    lines = ["[[labels]]", f"name = {_quoted(label.name)}", f"title = {_quoted(label.title)}"]
    if label.key:
        lines.append(f"key = {_quoted(label.key)}")
    lines += [
        f"colour = {_quoted(label.colour)}",
        f"colour_dark = {_quoted(label.colour_dark)}",
        f"style = {_quoted(label.style)}",
    ]
    if label.guideline:
        lines.append(f"guideline = {_paragraphs(label.guideline)}")
    for attribute in label.attributes:
        lines += ["", "[[labels.attributes]]", f"name = {_quoted(attribute.name)}"]
        if attribute.key:
            lines.append(f"key = {_quoted(attribute.key)}")
        lines.append(f"values = {_list(attribute.values)}")
    return lines


def _relation_lines(kind: RelationType) -> list[str]:
    return [
        "[[relations]]",
        f"name = {_quoted(kind.name)}",
        f"title = {_quoted(kind.title)}",
        f"heads = {_list(kind.heads)}",
        f"children = {_list(kind.children)}",
    ]


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return '"' + _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def _paragraphs(text: str) -> str:
    """Return a long text so that its lines stay lines; TOML drops the first line break."""
    lines = [_quoted(line)[1:-1] for line in text.split("\n")]
    return '"""\n' + "\n".join(lines) + '"""'
