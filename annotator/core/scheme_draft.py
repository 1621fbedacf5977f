"""A scheme while it is being edited: everything in it keeps its identity under any name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from annotator.core import palette
from annotator.core.messages import Message, message
from annotator.core.scheme import Attribute, Label, RelationType, Scheme, label_title, relation_title
from annotator.core.scheme_edits import Kept, SchemeEdit


@dataclass(slots=True, eq=False)
class ValueDraft:
    """A value; `was` is its name in the scheme before, None for a new one."""

    name: str
    was: str | None = None


@dataclass(slots=True, eq=False)
class AttributeDraft:
    """An attribute of a label."""

    name: str
    key: str = ""
    values: list[ValueDraft] = field(default_factory=list)
    was: str | None = None


@dataclass(slots=True, eq=False)
class LabelDraft:
    """A label; the fields are those of `Label`."""

    name: str
    title: str
    key: str
    colour: str
    colour_dark: str
    style: str
    guideline: str = ""
    attributes: list[AttributeDraft] = field(default_factory=list)
    was: str | None = None


@dataclass(slots=True, eq=False)
class RelationDraft:
    """A relation type between labels of the same draft."""

    name: str
    title: str
    heads: list[LabelDraft] = field(default_factory=list)
    children: list[LabelDraft] = field(default_factory=list)
    was: str | None = None


_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"

Part = LabelDraft | AttributeDraft | ValueDraft | RelationDraft


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps a draft from being saved, and the label or relation type in which it is."""

    part: LabelDraft | RelationDraft | None
    message: Message


class SchemeDraft:
    """What the scheme in force is to become."""

    def __init__(self, before: Scheme) -> None:
        self.before = before
        self.name = ""
        self.labels: list[LabelDraft] = []
        self.relations: list[RelationDraft] = []
        self._take(before)
        for label in self.labels:
            label.was = label.name
            for attribute in label.attributes:
                attribute.was = attribute.name
                for value in attribute.values:
                    value.was = value.name
        for relation in self.relations:
            relation.was = relation.name

    def _take(self, scheme: Scheme) -> None:
        self.name = scheme.name
        self.labels = [_label_draft(label) for label in scheme.labels]
        by_name = {label.name: label for label in self.labels}
        self.relations = [
            RelationDraft(
                kind.name,
                kind.title,
                [by_name[name] for name in kind.heads],
                [by_name[name] for name in kind.children],
            )
            for kind in scheme.relations
        ]

    def replace(self, scheme: Scheme) -> None:
        """Become another scheme; what has the same name in the scheme before lives on in it."""
        self._take(scheme)
        for label in self.labels:
            old = self.before.label(label.name)
            label.was = old.name if old else None
            attributes = {a.name: a.values for a in old.attributes} if old else {}
            for attribute in label.attributes:
                attribute.was = attribute.name if attribute.name in attributes else None
                for value in attribute.values:
                    value.was = value.name if value.name in attributes.get(attribute.name, ()) else None
        for relation in self.relations:
            relation.was = relation.name if self.before.relation(relation.name) else None

    # Changing

    def add_label(self) -> LabelDraft:
        """Add a label with a name and colours that no other has."""
        name = _free("LABEL", {label.name for label in self.labels})
        colour, dark, style = palette.for_one_more((label.colour, label.style) for label in self.labels)
        label = LabelDraft(name, label_title(name), "", colour, dark, style)
        self.labels.append(label)
        return label

    def free_key(self, holder: Callable[[str], str] = lambda _: "") -> str:
        """Return a key that nothing has, a digit before a letter; empty where all are taken.

        `holder` names what of the program has a key.
        """
        keys = {label.key for label in self.labels}
        keys |= {attribute.key for label in self.labels for attribute in label.attributes}
        return next((key for key in _KEYS if key not in keys and not holder(key)), "")

    @staticmethod
    def rename(part: LabelDraft | RelationDraft, name: str) -> None:
        """Give a label or relation type a name, and a title after it unless that was written by hand."""
        title = label_title if isinstance(part, LabelDraft) else relation_title
        if part.title == title(part.name):
            part.title = title(name)
        part.name = name

    def remove_label(self, label: LabelDraft) -> None:
        """Take a label out, and out of the relation types; one that then joins nothing goes with it."""
        self.labels.remove(label)
        for relation in tuple(self.relations):
            if label in relation.heads or label in relation.children:
                relation.heads = [head for head in relation.heads if head is not label]
                relation.children = [child for child in relation.children if child is not label]
                if not relation.heads or not relation.children:
                    self.relations.remove(relation)

    def add_relation(self) -> RelationDraft:
        """Add a relation type without ends."""
        name = _free("relation", {relation.name for relation in self.relations})
        relation = RelationDraft(name, relation_title(name))
        self.relations.append(relation)
        return relation

    @staticmethod
    def add_attribute(label: LabelDraft) -> AttributeDraft:
        """Add an attribute without values to a label."""
        attribute = AttributeDraft(_free("attribute", {a.name for a in label.attributes}))
        label.attributes.append(attribute)
        return attribute

    @staticmethod
    def add_value(attribute: AttributeDraft) -> ValueDraft:
        """Add a value to an attribute."""
        value = ValueDraft(_free("value", {v.name for v in attribute.values}))
        attribute.values.append(value)
        return value

    # What it is now

    def scheme(self) -> Scheme:
        """Return the draft as a scheme, whether it is whole or not."""
        return Scheme(
            self.name.strip(),
            tuple(_label(label) for label in self.labels),
            tuple(
                RelationType(
                    relation.name.strip(),
                    relation.title.strip() or relation_title(relation.name),
                    tuple(label.name.strip() for label in self.labels if label in relation.heads),
                    tuple(label.name.strip() for label in self.labels if label in relation.children),
                )
                for relation in self.relations
            ),
            self.before.version,
        )

    def edit(self) -> SchemeEdit:
        """Return the edit that makes the scheme what the draft says."""
        known = [label for label in self.labels if label.was is not None]
        attributes = [(of, a) for of in known for a in of.attributes if a.was is not None]
        return SchemeEdit(
            self.before,
            self.scheme(),
            Kept(
                tuple((str(label.was), label.name.strip()) for label in known),
                tuple((str(of.was), str(a.was), a.name.strip()) for of, a in attributes),
                tuple(
                    (str(of.was), str(a.was), v.was, v.name.strip())
                    for of, a in attributes
                    for v in a.values
                    if v.was is not None
                ),
                tuple((r.was, r.name.strip()) for r in self.relations if r.was is not None),
            ),
        )

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        edit = self.edit()
        same = edit.kept == SchemeDraft(self.before).edit().kept
        return edit.after != self.before or not same

    # What is wrong

    def key_holder(
        self, key: str, *, label: LabelDraft, attribute: AttributeDraft | None = None
    ) -> tuple[LabelDraft, AttributeDraft | None] | None:
        """Return the label, or the attribute of one, that has a key already, other than the one given.

        Attributes of different labels may share theirs.
        """
        for other in self.labels if key else ():
            if other.key == key and (other is not label or attribute is not None):
                return other, None
            for one in other.attributes:
                if one.key == key and one is not attribute and (attribute is None or other is label):
                    return other, one
        return None

    def troubles(self, holder: Callable[[str], str] = lambda _: "") -> list[Trouble]:
        """Return what keeps the draft from being saved; `holder` names what of the program has a key."""
        found: list[Trouble] = []
        if not self.labels:
            found.append(Trouble(None, message("A scheme needs at least one label.")))
        for label in self.labels:
            found += [Trouble(label, text) for text in self._label_troubles(label, holder)]
        for relation in self.relations:
            found += [Trouble(relation, text) for text in self._relation_troubles(relation)]
        return found

    def warnings(self) -> list[Trouble]:
        """Return what had better be otherwise, though the draft may be saved so: titles that two share."""
        return [
            *(
                Trouble(two, message("The labels {one} and {other} have the same title, {title}.", **values))
                for two, values in _same_titles(self.labels)
            ),
            *(
                Trouble(
                    two,
                    message("The relation types {one} and {other} have the same title, {title}.", **values),
                )
                for two, values in _same_titles(self.relations)
            ),
        ]

    def _label_troubles(self, label: LabelDraft, holder: Callable[[str], str]) -> Iterable[Message]:
        if not label.name.strip():
            yield message("Each label needs a name.")
        elif _twice(label, self.labels):
            yield message("There are two labels with the name {name}.", name=label.name.strip())
        yield from self._key_troubles(label, None, holder)
        for colour in (label.colour, label.colour_dark):
            if not palette.is_colour(colour):
                yield message("{name}: “{colour}” is no colour like #0072b2.", name=label.name, colour=colour)
        for attribute in label.attributes:
            name = attribute.name.strip()
            if not name:
                yield message("{name}: each attribute needs a name.", name=label.name)
            elif _twice(attribute, label.attributes):
                yield message("{label} has two attributes with the name {name}.", label=label.name, name=name)
            elif not attribute.values:
                yield message("{label}: the attribute {name} has no values.", label=label.name, name=name)
            yield from self._key_troubles(label, attribute, holder)
            for value in attribute.values:
                if not value.name.strip():
                    yield message("{label}: a value of {name} is empty.", label=label.name, name=name)
                elif _twice(value, attribute.values):
                    yield message("{name} has the value {value} twice.", name=name, value=value.name.strip())

    def _key_troubles(
        self,
        label: LabelDraft,
        attribute: AttributeDraft | None,
        holder: Callable[[str], str],
    ) -> Iterable[Message]:
        key = label.key if attribute is None else attribute.key
        name = label.name if attribute is None else attribute.name
        taken = self.key_holder(key, label=label, attribute=attribute)
        if taken is not None:
            yield taken_by(key, *taken)
        elif key and holder(key):
            yield message(
                "The key {key} of {name} is taken: {action}.", key=key.upper(), name=name, action=holder(key)
            )

    def _relation_troubles(self, relation: RelationDraft) -> Iterable[Message]:
        name = relation.name.strip()
        if not name:
            yield message("Each relation type needs a name.")
        elif _twice(relation, self.relations):
            yield message("There are two relation types with the name {name}.", name=name)
        if not relation.heads or not relation.children:
            yield message("The relation type {name} needs a label on each side.", name=name)


def taken_by(key: str, label: LabelDraft, attribute: AttributeDraft | None) -> Message:
    """Return the sentence that says which label or attribute has a key."""
    if attribute is None:
        return message("The key {key} is that of the label {label}.", key=key.upper(), label=label.name)
    return message(
        "The key {key} is that of {attribute} of {label}.",
        key=key.upper(),
        attribute=attribute.name,
        label=label.name,
    )


def _twice(part: Part, among: Iterable[Part]) -> bool:
    return any(other is not part and other.name.strip() == part.name.strip() for other in among)


def _same_titles(
    parts: Iterable[LabelDraft | RelationDraft],
) -> Iterator[tuple[LabelDraft | RelationDraft, dict[str, str]]]:
    """Yield each part whose title another has before it, with the names of both."""
    first: dict[str, str] = {}
    for part in parts:
        title, name = part.title.strip(), part.name.strip()
        other = first.setdefault(title.casefold(), name) if title else name
        if other != name:
            yield part, {"title": title, "one": other, "other": name}


def _free(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def _label_draft(label: Label) -> LabelDraft:
    return LabelDraft(
        label.name,
        label.title,
        label.key,
        label.colour,
        label.colour_dark,
        label.style,
        label.guideline,
        [AttributeDraft(a.name, a.key, [ValueDraft(value) for value in a.values]) for a in label.attributes],
    )


def _label(draft: LabelDraft) -> Label:
    return Label(
        draft.name.strip(),
        draft.title.strip() or label_title(draft.name),
        draft.key,
        draft.colour,
        draft.colour_dark,
        draft.style,
        draft.guideline.strip(),
        tuple(
            Attribute(a.name.strip(), tuple(v.name.strip() for v in a.values), a.key)
            for a in draft.attributes
        ),
    )
