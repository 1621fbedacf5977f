"""Changes of a scheme, and what they mean for annotations: what is renamed, and what goes.

A `SchemeEdit` says which names of the old scheme live on under which names in the new.
What it does not name goes. `Names` reads older annotations in the light of an edit, so
that what was done before it can still be undone after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.core.annotations import Change, Entity
from annotator.core.errors import StaleEdit
from annotator.core.messages import Message, message
from annotator.core.scheme import Label, RelationType, Scheme, scheme_from_dict
from annotator.core.spans import Relation, Span

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a scheme lives on, by old and new name; labels before attributes are the old ones."""

    labels: tuple[tuple[str, str], ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    values: tuple[tuple[str, str, str, str], ...] = ()
    relations: tuple[tuple[str, str], ...] = ()

    @property
    def inverse(self) -> Kept:
        """What the new scheme keeps when it becomes the old one again."""
        label = dict(self.labels)
        attribute = {(of, old): new for of, old, new in self.attributes}
        return Kept(
            tuple((new, old) for old, new in self.labels),
            tuple((label[of], new, old) for of, old, new in self.attributes),
            tuple((label[of], attribute[of, name], new, old) for of, name, old, new in self.values),
            tuple((new, old) for old, new in self.relations),
        )


@dataclass(frozen=True, slots=True)
class SchemeEdit:
    """A scheme before and after, and what of the one lives on in the other."""

    before: Scheme
    after: Scheme
    kept: Kept

    @property
    def inverse(self) -> SchemeEdit:
        """The edit that takes this one back."""
        return SchemeEdit(self.after, self.before, self.kept.inverse)

    @property
    def gone_labels(self) -> tuple[str, ...]:
        """The labels that go."""
        kept = dict(self.kept.labels)
        return tuple(label.name for label in self.before.labels if label.name not in kept)

    @property
    def gone_attributes(self) -> tuple[tuple[str, str], ...]:
        """Label and name of the attributes that go while their label stays."""
        kept = {(of, old) for of, old, _ in self.kept.attributes}
        return tuple(pair for pair in self._attributes() if pair not in kept)

    @property
    def gone_values(self) -> tuple[tuple[str, str, str], ...]:
        """Label, attribute and name of the values that go while their attribute stays."""
        kept = {(of, name, old) for of, name, old, _ in self.kept.values}
        attributes = {(of, old) for of, old, _ in self.kept.attributes}
        return tuple(
            (label.name, attribute.name, value)
            for label in self.before.labels
            for attribute in label.attributes
            for value in attribute.values
            if (label.name, attribute.name) in attributes and (label.name, attribute.name, value) not in kept
        )

    @property
    def gone_relations(self) -> tuple[str, ...]:
        """The relation types that go."""
        kept = dict(self.kept.relations)
        return tuple(kind.name for kind in self.before.relations if kind.name not in kept)

    def forbidden(self) -> list[tuple[str, str, str]]:
        """Return (type, head, child) of what was allowed and is no longer, though all three stay."""
        labels, kinds = dict(self.kept.labels), dict(self.kept.relations)
        found = []
        for kind in self.before.relations:
            after = self.after.relation(kinds[kind.name]) if kind.name in kinds else None
            if after is None:
                continue
            found += [
                (kind.name, head, child)
                for head in kind.heads
                for child in kind.children
                if head in labels
                and child in labels
                and not (labels[head] in after.heads and labels[child] in after.children)
            ]
        return found

    def _attributes(self) -> list[tuple[str, str]]:
        """Return label and name of each attribute whose label stays."""
        kept = dict(self.kept.labels)
        return [
            (label.name, a.name)
            for label in self.before.labels
            if label.name in kept
            for a in label.attributes
        ]

    @property
    def name(self) -> Message:
        """What to call the edit: what it does to labels or to relation types, or that it changes the scheme."""
        before, after = self.before, self.after
        labels = _difference(before.labels, after.labels, self.kept.labels)
        kinds = _difference(before.relations, after.relations, self.kept.relations)
        # A label renamed or gone is another in the relation types, too, and takes those without an end along.
        if labels.gone or labels.renamed:
            kinds = replace(kinds, changed=(), gone=() if labels.gone else kinds.gone)
        if before.name == after.name and not kinds:
            found = _label_name(labels)
        elif before.name == after.name and not labels:
            found = _relation_name(kinds)
        else:
            found = None
        return found or message("change the scheme")

    def as_dict(self) -> dict[str, Any]:
        """Return the edit as plain data, as `scheme_edit_from_dict` takes it."""
        kept = self.kept
        return {
            "before": self.before.as_dict(),
            "after": self.after.as_dict(),
            "kept": [kept.labels, kept.attributes, kept.values, kept.relations],
        }


def scheme_edit_from_dict(data: Mapping[str, Any]) -> SchemeEdit:
    """Build an edit from plain data."""
    kept = Kept(*(tuple(tuple(names) for names in part) for part in data["kept"]))
    return SchemeEdit(scheme_from_dict(data["before"]), scheme_from_dict(data["after"]), kept)


# What to call an edit


@dataclass(frozen=True, slots=True)
class _Difference:
    """What became of the labels, or relation types, by name; `moved` where their order is another."""

    gone: tuple[str, ...]
    added: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    moved: bool

    def __bool__(self) -> bool:
        return bool(self.gone or self.added or self.renamed or self.changed or self.moved)


def _difference(
    before: Sequence[Label] | Sequence[RelationType],
    after: Sequence[Label] | Sequence[RelationType],
    kept: tuple[tuple[str, str], ...],
) -> _Difference:
    old, new, lives_on = {p.name: p for p in before}, {p.name: p for p in after}, dict(kept)
    order = [lives_on[name] for name in old if name in lives_on]
    return _Difference(
        tuple(name for name in old if name not in lives_on),
        tuple(name for name in new if name not in lives_on.values()),
        tuple(pair for pair in kept if pair[0] != pair[1]),
        tuple(one for one, same in kept if one == same and old[one] != new[same]),
        order != [name for name in new if name in order],
    )


def _label_name(difference: _Difference) -> Message | None:
    """Return what to call what is done to labels alone, None where that is several things."""
    d = difference
    match (d.gone, d.added, d.renamed, d.changed, d.moved):
        case ((one,), (), (), (), False):
            return message("delete the label {label} from the scheme", label=one)
        case (gone, (), (), (), False) if gone:
            return message("delete {count} labels from the scheme", count=len(gone))
        case ((), (one,), (), (), False):
            return message("add the label {label} to the scheme", label=one)
        case ((), added, (), (), False) if added:
            return message("add {count} labels to the scheme", count=len(added))
        case ((), (), ((old, new),), (), False):
            return message("rename the label {old} to {new}", old=old, new=new)
        case ((), (), (), (one,), False):
            return message("change the label {label}", label=one)
        case ((), (), (), (), True):
            return message("change the order of the labels")
    return None


def _relation_name(difference: _Difference) -> Message | None:
    """Return what to call what is done to relation types alone, None where that is several things."""
    d = difference
    match (d.gone, d.added, d.renamed, d.changed, d.moved):
        case ((one,), (), (), (), False):
            return message("delete the relation type {kind} from the scheme", kind=one)
        case ((), (one,), (), (), False):
            return message("add the relation type {kind} to the scheme", kind=one)
        case ((), (), ((old, new),), (), False):
            return message("rename the relation type {old} to {new}", old=old, new=new)
        case ((), (), (), (one,), False):
            return message("change the relation type {kind}", kind=one)
    return None


# Schemes that have grown meanwhile


def growth(old: Scheme, new: Scheme) -> tuple[tuple[Label, ...], tuple[RelationType, ...]] | None:
    """Return the labels, and the relation types with the ends, that an import added to `old`.

    None where the schemes differ by more than that.
    """
    count = len(old.labels)
    if new.labels[:count] != old.labels or new.name != old.name:
        return None
    added = []
    for kind in old.relations:
        now = new.relation(kind.name)
        if now is None or now.title != kind.title:
            return None
        if not set(kind.heads) <= set(now.heads) or not set(kind.children) <= set(now.children):
            return None
        more = RelationType(
            kind.name,
            kind.title,
            tuple(h for h in now.heads if h not in kind.heads),
            tuple(c for c in now.children if c not in kind.children),
        )
        if more.heads or more.children:
            added.append(more)
    added += [kind for kind in new.relations if old.relation(kind.name) is None]
    return new.labels[count:], tuple(added)


def as_of_now(edit: SchemeEdit, now: Scheme) -> SchemeEdit:
    """Return the edit as it is to be done to the scheme in force, which may have grown since.

    Raises StaleEdit where it has changed otherwise.
    """
    grown = growth(edit.before, now)
    if grown is None:
        raise _changed_since()
    labels, relations = grown
    names = {label.name: label.name for label in labels}
    if any(edit.after.label(name) for name in names):
        raise _changed_since()
    to = dict(edit.kept.labels) | names
    kinds = dict(edit.kept.relations)
    after = {kind.name: kind for kind in edit.after.relations}
    for more in relations:
        is_new = edit.before.relation(more.name) is None
        name = more.name if is_new else kinds.get(more.name)
        if name is None or (is_new and name in after) or not {*more.heads, *more.children} <= to.keys():
            raise _changed_since()
        old = after.get(name, RelationType(name, more.title, (), ()))
        after[name] = replace(
            old,
            heads=_joined(old.heads, (to[h] for h in more.heads)),
            children=_joined(old.children, (to[c] for c in more.children)),
        )
        kinds[more.name] = name
    scheme = Scheme(edit.after.name, (*edit.after.labels, *labels), tuple(after.values()), now.version + 1)
    kept = replace(
        edit.kept,
        labels=tuple(to.items()),
        attributes=(
            *edit.kept.attributes,
            *((of.name, a.name, a.name) for of in labels for a in of.attributes),
        ),
        values=(
            *edit.kept.values,
            *((of.name, a.name, v, v) for of in labels for a in of.attributes for v in a.values),
        ),
        relations=tuple(kinds.items()),
    )
    return SchemeEdit(now, scheme, kept)


def _joined(names: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *more)))


def _changed_since() -> StaleEdit:
    return StaleEdit(
        "The scheme was changed again in the meantime. Nothing was done; undo that change first, "
        "or make this one anew."
    )


# Older annotations under a newer scheme


class Names:
    """Reads annotations made before a scheme edit as they are after it."""

    def __init__(self, edit: SchemeEdit) -> None:
        kept = edit.kept
        self._labels: dict[str, str | None] = dict.fromkeys(edit.gone_labels) | dict(kept.labels)
        self._attributes: dict[tuple[str, str], str | None] = dict.fromkeys(edit.gone_attributes)
        self._attributes |= {(of, old): new for of, old, new in kept.attributes}
        self._values: dict[tuple[str, str, str], str | None] = dict.fromkeys(edit.gone_values)
        self._values |= {(of, name, old): new for of, name, old, new in kept.values}
        self._relations: dict[str, str | None] = dict.fromkeys(edit.gone_relations) | dict(kept.relations)
        # What a rename has taken; an annotation that had such a name on its own is another thing.
        self._new_labels = {new for old, new in kept.labels if old != new}
        self._new_attributes = {(of, new) for of, old, new in kept.attributes if old != new}
        self._new_values = {(of, name, new) for of, name, old, new in kept.values if old != new}
        self._new_relations = {new for old, new in kept.relations if old != new}

    def change(self, change: Change, shelved: Mapping[int, Attributes]) -> Change:
        """Return a change under the new names, with the attributes `shelved` by span id put back.

        Raises StaleEdit where the change is about something that has gone.
        """
        before, lost = self._entity(change.before, shelved)
        after, lost_too = self._entity(change.after, shelved)
        if lost != lost_too:
            raise _gone(next(iter(lost ^ lost_too))[0])
        return Change(before, after)

    def _entity(
        self, entity: Entity | None, shelved: Mapping[int, Attributes]
    ) -> tuple[Entity | None, set[tuple[str, str]]]:
        """Return an entity under the new names, and the attributes that it lost."""
        if isinstance(entity, Relation):
            kind = self._renamed(self._relations, self._new_relations, entity.type, entity.type)
            if kind is None:
                raise _gone(entity.type)
            return replace(entity, type=kind), set()
        if isinstance(entity, Span):
            label = self._renamed(self._labels, self._new_labels, entity.label, entity.label)
            if label is None:
                raise _gone(entity.label)
            attributes, lost = self._read_attributes(entity)
            for name, value in shelved.get(entity.id, ()):
                if name in attributes:
                    raise _gone(name)
                attributes[name] = value
            return replace(entity, label=label, attributes=tuple(sorted(attributes.items()))), lost
        return entity, set()

    def _read_attributes(self, span: Span) -> tuple[dict[str, str], set[tuple[str, str]]]:
        found: dict[str, str] = {}
        lost = set()
        for name, value in span.attributes:
            new = self._renamed(self._attributes, self._new_attributes, (span.label, name), name)
            key = (span.label, name, value)
            new_value = None if new is None else self._renamed(self._values, self._new_values, key, value)
            if new is None or new_value is None:
                lost.add((name, value))
            else:
                found[new] = new_value
        return found, lost

    @staticmethod
    def _renamed(names: Mapping[Any, str | None], taken: set[Any], key: Any, name: str) -> str | None:
        if key in names:
            return names[key]
        if key in taken:
            raise StaleEdit(
                "“{name}” stands for something else in the scheme since. Undo that change of the scheme first.",
                name=name,
            )
        return name


def _gone(name: str) -> StaleEdit:
    return StaleEdit(
        "“{name}” was taken out of the scheme since, so this cannot be undone or done again. "
        "Undo that change of the scheme first.",
        name=name,
    )
