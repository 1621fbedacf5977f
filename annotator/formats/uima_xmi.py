"""XMI, the XML of a CAS."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.safe_xml import parse
from annotator.formats.uima_cas import (
    ARRAY,
    DOCUMENT,
    FIXED,
    LIST,
    METADATA,
    NULL,
    SOFA,
    VIEW,
    Cas,
    Structure,
    Types,
    named,
)

_XMI = "http://www.omg.org/XMI "
_ROOT, _ID = f"{_XMI}XMI", f"{_XMI}id"
_SPACE = re.compile(r"http:///(.*?)\.?ecore$")
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_NUMBERS = re.compile(r"[0-9]{1,9}(?: +[0-9]{1,9})*")
# References between annotations that tools call so, and that nothing else declares here.
_REFERENCES = ("Governor", "Dependent", "target", "first", "next", "head", "tail", "elements")


@dataclass(slots=True)
class _Element:
    type: str
    key: int
    attributes: dict[str, str]
    line: int
    children: dict[str, list[str]] = field(default_factory=dict)


def read_cas(raw: bytes, types: Types, said: list[tuple[int, Message]]) -> Cas:
    """Return what an XMI file holds; `said` gets what is not taken, with its line. Raises InputError."""
    cas = Cas(types)
    elements = _elements(raw, said)
    for element in elements.values():
        if element.type == SOFA:
            name = element.attributes.get("sofaID", "")
            cas.sofas[element.key] = (name, element.attributes.get("sofaString", ""))
    links = _Links(types, elements)
    for element in elements.values():
        if element.type != SOFA:
            cas.structures[element.key] = _structure(element, links, said)
    return cas


def _elements(raw: bytes, said: list[tuple[int, Message]]) -> dict[int, _Element]:
    found: dict[int, _Element] = {}
    path: list[_Element | None] = []

    def start(name: str, attributes: dict[str, str], line: int) -> None:
        if not path:
            if name != _ROOT:
                raise InputError("This is XML, but not XMI.")
            path.append(None)
            return
        type_ = _type(name)
        if len(path) > 1 or type_ in (VIEW, NULL):
            path.append(None)
            return
        given = attributes.pop(_ID, "")
        element = _Element(type_, int(given) if _NUMBER.fullmatch(given) else -1, attributes, line)
        path.append(element)
        if element.key < 0 or element.key in found:
            said.append(
                (line, message("{type} is not taken: its id is no number, or not its own.", type=type_))
            )
            return
        found[element.key] = element

    def end(name: str, text: str) -> None:
        path.pop()
        if len(path) == 2 and path[1] is not None:  # inside an element of the root
            path[1].children.setdefault(name.rpartition(" ")[2], []).append(text)

    parse(raw, start, end)
    return found


def _type(name: str) -> str:
    space, _, local = name.rpartition(" ")
    match = _SPACE.fullmatch(space)
    package = match[1].replace("/", ".") if match else ""
    return named(f"{package}.{local}" if package else local)


class _Links:
    """Which features of which types are references: as declared, else as they look throughout the file."""

    def __init__(self, types: Types, elements: dict[int, _Element]) -> None:
        self._types = types
        self._declared: dict[str, dict[str, str]] = {}
        self._elements = elements
        values: dict[tuple[str, str], list[str]] = defaultdict(list)
        for element in elements.values():
            if element.type in (DOCUMENT, METADATA):
                continue
            for name, value in element.attributes.items():
                if name not in FIXED and name not in self._features(element.type):
                    values[element.type, name].append(value)
        self._guessed = {place for place, given in values.items() if self._refers(place[1], given)}

    def is_one(self, type_: str, feature: str) -> bool:
        """Tell whether a feature of a type refers to other structures."""
        range_ = self._features(type_).get(feature)
        if type_ in (ARRAY, LIST):
            return True
        return (type_, feature) in self._guessed if range_ is None else not self._types.is_plain(range_)

    def _features(self, type_: str) -> dict[str, str]:
        if type_ not in self._declared:
            self._declared[type_] = self._types.features_of(type_)
        return self._declared[type_]

    def _refers(self, name: str, values: list[str]) -> bool:
        keys = [int(key) for value in values for key in value.split() if _NUMBERS.fullmatch(value)]
        if not all(_NUMBERS.fullmatch(value) for value in values if value):
            return False
        targets = [self._elements.get(key) for key in keys]
        if name in _REFERENCES:
            return bool(targets) and None not in targets
        # A number may be the id of something by chance; that it is always that of a link is none.
        return bool(targets) and all(one is not None and _is_link(one) for one in targets)


def _is_link(element: _Element) -> bool:
    return "begin" not in element.attributes and (
        "target" in element.attributes or "role" in element.attributes or element.type in (ARRAY, LIST)
    )


def _structure(element: _Element, links: _Links, said: list[tuple[int, Message]]) -> Structure:
    made = Structure(element.key, element.type, line=element.line)
    numbers: dict[str, int | None] = dict.fromkeys(FIXED)
    for name, value in element.attributes.items():
        if name in FIXED:
            numbers[name] = int(value) if _NUMBER.fullmatch(value) else None
            if numbers[name] is None:
                why = message("{type} has no place: its {name} is no number.", type=element.type, name=name)
                said.append((element.line, why))
        elif links.is_one(element.type, name):
            made.links[name] = [int(key) for key in value.split() if _NUMBER.fullmatch(key)]
        else:
            made.features[name] = value
    made.begin, made.end, made.sofa = numbers["begin"], numbers["end"], numbers["sofa"]
    for name, texts in element.children.items():
        if links.is_one(element.type, name):
            made.links[name] = [int(text) for text in texts if _NUMBER.fullmatch(text.strip())]
        else:
            made.features[name] = ", ".join(texts)
    return made
