"""Schemes: which labels there are, their attributes, and which relations they allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from annotator.core import palette
from annotator.core.errors import InputError, SchemeError

STYLES = ("bar", "double", "dots", "tint")
_FALLBACK_COLOURS = ("#5b6472", "#a3adbb")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property of a span with a fixed list of values; `key` sets its next value."""

    name: str
    values: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What a span may be.

    `key` is the key that tags; `colour` and `colour_dark` are `#rrggbb`, for light and
    dark; `style` is how it is marked besides colour: a bar, two thin lines, dots, or a bar
    and a tint.
    """

    name: str
    title: str
    key: str
    colour: str
    colour_dark: str
    style: str = "bar"
    guideline: str = ""
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationType:
    """A directed relation, from a span of one of `heads` to one of `children`."""

    name: str
    title: str
    heads: tuple[str, ...]
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """Labels and relation types of a project, in the order shown."""

    name: str
    labels: tuple[Label, ...]
    relations: tuple[RelationType, ...] = ()
    version: int = 1

    def label(self, name: str) -> Label | None:
        """Return the label of this name, or None."""
        return next((label for label in self.labels if label.name == name), None)

    def relations_between(self, head: str, child: str) -> list[RelationType]:
        """Return the relation types allowed from label `head` to label `child`."""
        return [r for r in self.relations if head in r.heads and child in r.children]

    def relation(self, name: str) -> RelationType | None:
        """Return the relation type of this name, or None."""
        return next((relation for relation in self.relations if relation.name == name), None)

    def as_dict(self) -> dict[str, Any]:
        """Return the scheme as plain lists and dicts, as `scheme_from_dict` takes it."""
        return asdict(self)


def scheme_from_dict(data: Mapping[str, Any]) -> Scheme:
    """Build a scheme from plain data and check that it is whole.

    Raises SchemeError, naming what is wrong.
    """
    try:
        scheme = Scheme(
            name=_text(data, "name"),
            labels=tuple(_label(item) for item in data["labels"]),
            relations=tuple(_relation(item) for item in data.get("relations", ())),
            version=_version(data),
        )
    except KeyError as error:
        raise SchemeError("The scheme lacks “{field}”.", field=error.args[0]) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise SchemeError("The scheme cannot be read: {reason}", reason=error) from error
    _check(scheme)
    return scheme


def label_title(name: str) -> str:
    """Return how a label is shown unless its title is given: CLAIM_2 as “Claim 2”."""
    return name.strip().replace("_", " ").capitalize()


def labels_named(scheme: Scheme, names: Sequence[str]) -> tuple[str, ...]:
    """Return the labels that are meant by what somebody typed: names or titles, in any case, in order.

    Raises InputError, naming what there is, where one is not in the scheme.
    """
    meant = {label.title.casefold(): label.name for label in scheme.labels}
    meant |= {label.name.casefold(): label.name for label in scheme.labels}
    known = {label.name: label.name for label in scheme.labels}
    found = [known.get(name) or meant.get(name.strip().casefold()) for name in names]
    if None in found:
        raise InputError(
            "There is no label {names} in this project; there are: {known}.",
            names=", ".join(name for name, label in zip(names, found, strict=True) if label is None),
            known=", ".join(known) or "–",
        )
    return tuple(dict.fromkeys(label for label in found if label is not None))


def relation_title(name: str) -> str:
    """Return how a relation type is shown unless its title is given."""
    return name.strip().replace("_", " ")


def with_labels(
    scheme: Scheme, names: Iterable[str], relations: Iterable[tuple[str, str, str]] = ()
) -> Scheme:
    """Return the scheme with the labels and (type, head, child) relations it lacks added."""
    labels = list(scheme.labels)
    known = {label.name for label in labels}
    for name in names:
        if name not in known:
            known.add(name)
            looks = palette.for_one_more((label.colour, label.style) for label in labels)
            labels.append(Label(name, label_title(name), "", *looks))
    types = {relation.name: relation for relation in scheme.relations}
    for name, head, child in relations:
        old = types.get(name) or RelationType(name, relation_title(name), (), ())
        if head in old.heads and child in old.children:
            continue
        types[name] = RelationType(
            name, old.title, _including(old.heads, head), _including(old.children, child)
        )
    grown = Scheme(scheme.name, tuple(labels), tuple(types.values()), scheme.version)
    if grown == scheme:
        return scheme
    return Scheme(grown.name, grown.labels, grown.relations, scheme.version + 1)


def _including(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if name in names else (*names, name)


def _text(data: Mapping[str, Any], field: str, default: str | None = None) -> str:
    value = data[field] if default is None else data.get(field, default)
    if not isinstance(value, str):
        raise TypeError(f"{field} must be text")
    return value


def _texts(data: Mapping[str, Any], field: str) -> tuple[str, ...]:
    values = data[field]
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{field} must be a list of texts")
    return tuple(values)


def _version(data: Mapping[str, Any]) -> int:
    version = data.get("version", 1)
    if type(version) is not int or version < 1:
        raise ValueError("version must be a whole number from 1 on")
    return version


def _label(data: Mapping[str, Any]) -> Label:
    name = _text(data, "name")
    return Label(
        name=name,
        title=_text(data, "title", name.capitalize()),
        key=_text(data, "key", ""),
        colour=_text(data, "colour", _FALLBACK_COLOURS[0]),
        colour_dark=_text(data, "colour_dark", _FALLBACK_COLOURS[1]),
        style=_text(data, "style", "bar"),
        guideline=_text(data, "guideline", "").strip(),
        attributes=tuple(
            Attribute(_text(a, "name"), _texts(a, "values"), _text(a, "key", ""))
            for a in data.get("attributes", ())
        ),
    )


def _relation(data: Mapping[str, Any]) -> RelationType:
    name = _text(data, "name")
    return RelationType(
        name, _text(data, "title", relation_title(name)), _texts(data, "heads"), _texts(data, "children")
    )


def _check(scheme: Scheme) -> None:
    names = [label.name for label in scheme.labels]
    _unique("label", names)
    _unique("relation", [relation.name for relation in scheme.relations])
    _unique("key", [label.key for label in scheme.labels if label.key])
    if not names or "" in names:
        raise SchemeError("A scheme needs at least one label, and each label a name.")
    for label in scheme.labels:
        _unique("attribute", [attribute.name for attribute in label.attributes])
        _unique("key", [attribute.key for attribute in label.attributes if attribute.key])
        if not all(attribute.name for attribute in label.attributes):
            raise SchemeError("Label {label}: each attribute needs a name.", label=label.name)
        if label.style not in STYLES:
            raise SchemeError(
                "Label {label}: style must be one of {styles}.", label=label.name, styles=", ".join(STYLES)
            )
        for colour in (label.colour, label.colour_dark):
            if not palette.is_colour(colour):
                raise SchemeError(
                    "Label {label}: “{colour}” is no colour like #0072b2.", label=label.name, colour=colour
                )
    for relation in scheme.relations:
        if not relation.name:
            raise SchemeError("Each relation needs a name.")
        for end in (*relation.heads, *relation.children):
            if end not in names:
                raise SchemeError(
                    "Relation {relation}: there is no label {label}.", relation=relation.name, label=end
                )


def _unique(what: str, names: list[str]) -> None:
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise SchemeError(
            "The scheme has two of one {what}: {names}.", what=what, names=", ".join(sorted(twice))
        )
