"""brat's settings: annotation.conf to and from a vocabulary, and the names that visual.conf shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product

from annotator.core.scheme import Scheme
from annotator.formats.exchange import Vocabulary
from annotator.formats.names import coded, decoded

ANNOTATION_CONF = "annotation.conf"
VISUAL_CONF = "visual.conf"
TRUE = "true"

# What brat takes for a name: anything else is written as its number.
_UNFIT = re.compile(r"[^A-Za-z0-9_-]")
_RESERVED = frozenset({"ENTITY", "RELATION", "EVENT", "ANY", "OVERLAP"})
_SECTION = re.compile(r"\[(\w+)\]\s*(?:#.*)?")
_MACRO = re.compile(r"<([^>\s]+)>\s*=\s*(\S.*)")
_MANY = re.compile(r"[?*+]|\{[^}]*\}")
_NUMBERED = re.compile(r"(.*\D)[2-9]\d*")
_CONF_VALUE = re.compile(r"[^\s,|:<>]+")
_FEW, _MOST = 100, 10_000


def brat_name(name: str) -> str:
    """Return a label, type or attribute's name as brat takes it; `names.decoded` returns it."""
    return coded(name, _UNFIT, _RESERVED)


def parse_conf(text: str) -> Vocabulary:
    """Return what an annotation.conf declares; what cannot be understood is passed over.

    An event's type is a label, and each of its roles a relation from it to what may fill it.
    """
    sections = _sections(text)
    macros = dict(_macros(text))
    entities = [name for name, _ in sections["entities"]]
    events = [name for name, _ in sections["events"]]
    known = _Known(entities, events, macros)
    relations = dict.fromkeys(islice(_relations(sections, known), _MOST))
    attributes = (one for name, rest in sections["attributes"] for one in known.attribute(name, rest))
    labels = dict.fromkeys(decoded(name) for name in [*entities, *events] if not name.startswith("!"))
    return Vocabulary(tuple(labels)[:_MOST], tuple(relations), tuple(islice(attributes, _MOST)))


def _relations(sections: dict[str, list[tuple[str, str]]], known: _Known) -> Iterator[tuple[str, str, str]]:
    for name, arguments in sections["relations"]:
        ends = known.arguments(arguments)
        if len(ends) > 1:
            yield from known.links(name, ends[0][1], ends[1][1])
    for name, arguments in sections["events"]:
        roles = known.arguments(arguments)
        names = {role for role, _ in roles}
        for role, fillers in roles:
            numbered = _NUMBERED.fullmatch(role)
            kind = numbered[1] if numbered and numbered[1] in names else role
            yield from known.links(kind, [name], fillers)


class _Known:
    """Types by name, and what stands for several."""

    def __init__(self, entities: list[str], events: list[str], macros: dict[str, str]) -> None:
        plain = [[name for name in names if not name.startswith("!")] for names in (entities, events)]
        self._groups = {"ENTITY": plain[0], "EVENT": plain[1], "ANY": [*plain[0], *plain[1]]}
        self._macros = macros

    def types(self, said: str) -> list[str]:
        """Return the types that an alternative names, such as `Person|<POG>`."""
        found: list[str] = []
        for part in said.split("|"):
            name = part.strip()
            if name.startswith("<") and name.endswith(">"):
                meant = self._macros.get(name[1:-1])
                group = meant.split("|") if meant else self._groups.get(name[1:-1], [])
                found += [one.strip() for one in group[:_FEW] if "<" not in one]
            elif name:
                found.append(name)
            if len(found) >= _FEW:
                break
        return found[:_FEW]

    def arguments(self, rest: str) -> list[tuple[str, list[str]]]:
        """Return roles with their types: `Arg1:Person, Arg2:GPE`."""
        pairs = (one.partition(":") for one in rest.split(","))
        named = ((_MANY.sub("", role).strip(), types) for role, colon, types in pairs if colon)
        return [(role, self.types(types)) for role, types in named if role and not role.startswith("<")]

    def links(
        self, name: str, heads: Iterable[str], children: Iterable[str]
    ) -> Iterator[tuple[str, str, str]]:
        for head, child in product(heads, children):
            yield decoded(name), decoded(head), decoded(child)

    def attribute(self, name: str, rest: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield an attribute for each label that it may be on; one without values is true or not there."""
        said = dict(self._pairs(rest))
        values = tuple(value.strip() for value in said.get("Value", TRUE).split("|") if value.strip())
        for label in self.types(said.get("Arg", "")):
            yield decoded(label), decoded(name), values

    def _pairs(self, rest: str) -> Iterator[tuple[str, str]]:
        for one in rest.split(","):
            key, colon, value = one.partition(":")
            if colon:
                yield key.strip(), value.strip()


def _sections(text: str) -> dict[str, list[tuple[str, str]]]:
    """Return the lines of each section as name and rest, without comments, macros and rules of display."""
    sections: dict[str, list[tuple[str, str]]] = {
        "entities": [],
        "relations": [],
        "events": [],
        "attributes": [],
    }
    current: list[tuple[str, str]] = []
    for raw in text.split("\n"):
        line = raw.strip()
        section = _SECTION.fullmatch(line)
        if section:
            current = sections.get(section[1].lower(), [])
        elif line.strip("-") and not line.startswith(("#", "<")):
            name, _, rest = line.replace("\t", " ").partition(" ")
            current.append((name, rest))
    return sections


def _macros(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        found = _MACRO.fullmatch(line.strip())
        if found:
            yield found[1], found[2]


def write_conf(scheme: Scheme) -> str:
    """Return the annotation.conf of a scheme.

    Overlaps are allowed, which brat otherwise refuses. Values that brat's settings have no
    room for, such as those with a space, are not listed; brat shows them all the same.
    """
    lines = ["[entities]", *(brat_name(label.name) for label in scheme.labels)]
    lines += ["", "[relations]"]
    for relation in scheme.relations:
        ends = ["|".join(map(brat_name, names)) for names in (relation.heads, relation.children)]
        if all(ends):
            lines.append(f"{brat_name(relation.name)}\tArg1:{ends[0]}, Arg2:{ends[1]}")
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]"]
    for name, (labels, values) in _attributes(scheme).items():
        on = f"{brat_name(name)}\tArg:{'|'.join(map(brat_name, labels))}"
        lines.append(on if set(values) <= {TRUE} else f"{on}, Value:{'|'.join(values)}")
    return "\n".join([*lines, ""])


def _attributes(scheme: Scheme) -> dict[str, tuple[list[str], list[str]]]:
    """Return each attribute once, with all the labels that have it and all the values it has there."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for label in scheme.labels:
        for attribute in label.attributes:
            labels, values = found.setdefault(attribute.name, ([], []))
            labels.append(label.name)
            values += [v for v in attribute.values if v not in values and _CONF_VALUE.fullmatch(v)]
    return found


def write_visual(scheme: Scheme) -> str:
    """Return the visual.conf of a scheme: how names that brat cannot write are shown, and the colours."""
    names = [label.name for label in scheme.labels]
    names += [relation.name for relation in scheme.relations]
    names += _attributes(scheme)
    shown = [
        f"{brat_name(name)} | {_shown(name)}" for name in dict.fromkeys(names) if brat_name(name) != name
    ]
    colours = [
        f"{brat_name(label.name)}\tbgColor:{label.colour}, borderColor:darken"
        for label in scheme.labels
        if label.colour
    ]
    return "\n".join(["[labels]", *shown, "", "[drawing]", *colours, ""])


def _shown(name: str) -> str:
    return " ".join(name.replace("|", "/").split())
