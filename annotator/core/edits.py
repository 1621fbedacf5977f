"""Edits: one small function per thing a user can do to a layer.

Each takes the annotations as they are and returns the `Edit` that makes them what the
user wants; nothing here writes. New ids come in from the caller or `fresh_id`, and are
part of the edit, so that undo and redo bring back the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from annotator.core.annotations import Annotations, Change
from annotator.core.errors import AlreadyThere, EditError
from annotator.core.ids import fresh_id
from annotator.core.messages import Message, message
from annotator.core.scheme import Scheme
from annotator.core.spans import Fragment, Layer, Origin, Relation, Span, State


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes of one document's layer that belong together, and what to call them.

    `document_id` is None where the layers of several documents change; nothing but the
    layers themselves does then.
    """

    name: Message
    document_id: int | None
    changes: tuple[Change, ...]

    @property
    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.name, self.document_id, tuple(c.inverse for c in reversed(self.changes)))


def add_span(
    annotations: Annotations,
    label: str,
    fragments: tuple[Fragment, ...],
    origin: Origin = Origin.MANUAL,
) -> Edit:
    """Mark `fragments` with `label`.

    Raises AlreadyThere where that span exists.
    """
    if annotations.find(label, fragments):
        raise AlreadyThere("This is marked as {label} already.", label=label)
    span = Span(fresh_id(), annotations.layer.id, label, fragments, origin=origin)
    return _edit(annotations, message("label {label}", label=label), [Change(None, span)])


def remove_spans(annotations: Annotations, span_ids: Iterable[int]) -> Edit:
    """Delete spans, and the relations that would hang in the air."""
    ids = [i for i in dict.fromkeys(span_ids) if i in annotations.spans]
    if not ids:
        raise EditError("There is no span to delete.")
    changes = [Change(relation, None) for relation in annotations.relations_of(ids)]
    changes += [Change(annotations.spans[i], None) for i in ids]
    if len(ids) == 1:
        name = message("delete {label}", label=annotations.spans[ids[0]].label)
    else:
        name = message("delete {count} spans", count=len(ids))
    return _edit(annotations, name, changes)


def relabel(annotations: Annotations, scheme: Scheme, span_id: int, label: str) -> Edit:
    """Give a span another label.

    Attributes that the new label does not have and relations it does not allow go with
    the old label; the edit's name counts those relations. Raises AlreadyThere where that
    span exists.
    """
    return relabel_spans(annotations, scheme, [span_id], label)


def relabel_spans(annotations: Annotations, scheme: Scheme, span_ids: Iterable[int], label: str) -> Edit:
    """Give several spans another label, as `relabel` does.

    Those that have it, and those that would then be the same as another span, are left
    as they are; raises AlreadyThere where that leaves none.
    """
    relabelled: dict[tuple[Fragment, ...], Span] = {}
    for span in (annotations.spans[i] for i in dict.fromkeys(span_ids) if i in annotations.spans):
        if span.fragments not in relabelled and not annotations.find(label, span.fragments):
            relabelled[span.fragments] = span
    before = list(relabelled.values())
    if not before:
        raise AlreadyThere("This is marked as {label} already.", label=label)
    kept = _kept_attributes(scheme, label)
    after = {s.id: replace(s, label=label, attributes=kept(s)) for s in before}
    dropped = [r for r in annotations.relations_of(after) if not _allows(annotations, scheme, r, after)]
    changes = [*(Change(r, None) for r in dropped), *(Change(s, after[s.id]) for s in before)]
    return _edit(annotations, _relabel_name(before, label, len(dropped)), changes)


def _kept_attributes(scheme: Scheme, label: str) -> Callable[[Span], tuple[tuple[str, str], ...]]:
    """Return what says which of a span's attributes a label has, too."""
    new_label = scheme.label(label)
    allowed = {a.name: a.values for a in new_label.attributes} if new_label else {}
    return lambda span: tuple((n, value) for n, value in span.attributes if value in allowed.get(n, ()))


def _relabel_name(spans: list[Span], label: str, links: int) -> Message:
    if len(spans) > 1:
        if links:
            return message(
                "relabel {count} spans as {label} (their links: −{links})",
                count=len(spans),
                label=label,
                links=links,
            )
        return message("relabel {count} spans as {label}", count=len(spans), label=label)
    old = spans[0].label
    if links:
        return message("relabel {old} as {label} (its links: −{count})", old=old, label=label, count=links)
    return message("relabel {old} as {label}", old=old, label=label)


def set_fragments(annotations: Annotations, span_id: int, fragments: tuple[Fragment, ...]) -> Edit:
    """Give a span other bounds."""
    span = annotations.spans[span_id]
    if fragments == span.fragments:
        raise EditError("The span has these bounds already.")
    if annotations.find(span.label, fragments):
        raise AlreadyThere("This is marked as {label} already.", label=span.label)
    after = replace(span, fragments=fragments)
    name = message("move the bounds of {label}", label=span.label)
    if len(fragments) > len(span.fragments):
        name = message("add words to {label}", label=span.label)
    elif set(fragments) < set(span.fragments):
        name = message("take words off {label}", label=span.label)
    return _edit(annotations, name, [Change(span, after)])


def set_attribute(annotations: Annotations, span_id: int, name: str, value: str | None) -> Edit:
    """Set an attribute of a span, or take it away with None."""
    span = annotations.spans[span_id]
    attributes = dict(span.attributes)
    if attributes.get(name) == value:
        raise EditError("{name} is {value} already.", name=name.replace("_", " "), value=value or "–")
    if value is None:
        del attributes[name]
    else:
        attributes[name] = value
    after = replace(span, attributes=tuple(sorted(attributes.items())))
    return _edit(
        annotations, message("set {name} to {value}", name=name, value=value or "–"), [Change(span, after)]
    )


def set_note(annotations: Annotations, span_id: int, note: str) -> Edit:
    """Write a span's note."""
    span = annotations.spans[span_id]
    if span.note == note:
        raise EditError("The note says so already.")
    return _edit(
        annotations, message("note on {label}", label=span.label), [Change(span, replace(span, note=note))]
    )


def add_relation(annotations: Annotations, scheme: Scheme, kind: str, head_id: int, child_id: int) -> Edit:
    """Link the span `head_id` to the span `child_id`.

    Raises EditError where the scheme forbids it, AlreadyThere where the link exists.
    """
    head, child = annotations.spans[head_id], annotations.spans[child_id]
    if kind not in {r.name for r in scheme.relations_between(head.label, child.label)}:
        known = scheme.relation(kind)
        raise EditError(
            "The scheme allows no {kind} from {head} to {child}.",
            kind=known.title if known else kind,
            head=head.label,
            child=child.label,
        )
    relation = Relation(fresh_id(), annotations.layer.id, kind, head_id, child_id)
    if any(replace(r, id=relation.id) == relation for r in annotations.relations_of([head_id])):
        raise AlreadyThere("These two are linked already.")
    return _edit(
        annotations,
        message("link {head} to {child}", head=head.label, child=child.label),
        [Change(None, relation)],
    )


def remove_relation(annotations: Annotations, relation_id: int) -> Edit:
    """Take a link away."""
    relation = annotations.relations.get(relation_id)
    if relation is None:
        raise EditError("This link is gone already.")
    return _edit(annotations, message("unlink {kind}", kind=relation.type), [Change(relation, None)])


def set_state(annotations: Annotations, state: State) -> Edit:
    """Mark the document as done, skipped, or to do again."""
    if annotations.layer.state == state:
        raise EditError("This article is marked {state} already.", state=state)
    return _layer_edit(
        annotations, message("mark as {state}", state=state.value), replace(annotations.layer, state=state)
    )


def set_flag(annotations: Annotations, flagged: bool) -> Edit:
    """Flag the document, or take the flag off."""
    if annotations.layer.flagged == flagged:
        raise EditError(
            "This article is flagged already." if flagged else "There is no flag on this article."
        )
    name = message("flag") if flagged else message("take the flag off")
    return _layer_edit(annotations, name, replace(annotations.layer, flagged=flagged))


@dataclass(frozen=True, slots=True)
class Reading:
    """A layer without its spans; `stored` is False before its first edit."""

    layer: Layer
    stored: bool
    has_spans: bool


def set_state_of_many(readings: Iterable[Reading], state: State) -> Edit:
    """Mark documents as done, skipped, or to do again; one in which something is marked is then in progress.

    Raises EditError where all are so already.
    """

    def after(reading: Reading) -> Layer:
        begun = state == State.TO_DO and reading.has_spans
        return replace(reading.layer, state=State.IN_PROGRESS if begun else state)

    changes = _changes_of_many(readings, after)
    if not changes:
        raise EditError("These articles are marked {state} already.", state=state)
    name = message("mark {count} articles as {state}", count=len(changes), state=state.value)
    return Edit(name, None, changes)


def set_flag_of_many(readings: Iterable[Reading], flagged: bool) -> Edit:
    """Flag documents, or take their flags off. Raises EditError where all are so already."""
    changes = _changes_of_many(readings, lambda reading: replace(reading.layer, flagged=flagged))
    if not changes:
        raise EditError(
            "These articles are flagged already." if flagged else "There is no flag on these articles."
        )
    if flagged:
        return Edit(message("flag {count} articles", count=len(changes)), None, changes)
    return Edit(message("take the flag off {count} articles", count=len(changes)), None, changes)


def _changes_of_many(readings: Iterable[Reading], after: Callable[[Reading], Layer]) -> tuple[Change, ...]:
    pairs = ((reading, after(reading)) for reading in readings)
    return tuple(Change(r.layer if r.stored else None, layer) for r, layer in pairs if layer != r.layer)


def _allows(
    annotations: Annotations, scheme: Scheme, relation: Relation, changed: Mapping[int, Span]
) -> bool:
    head, child = (changed.get(i) or annotations.spans[i] for i in (relation.head_id, relation.child_id))
    return relation.type in {kind.name for kind in scheme.relations_between(head.label, child.label)}


def _layer_edit(annotations: Annotations, name: Message, layer: Layer) -> Edit:
    before = annotations.layer if annotations.stored else None
    return Edit(name, layer.document_id, (Change(before, layer),))


def _edit(annotations: Annotations, name: Message, changes: list[Change]) -> Edit:
    """Put the layer's own change before the others: it exists, and is begun, from the first edit on."""
    layer = annotations.layer
    if not annotations.stored or layer.state == State.TO_DO:
        begun = replace(layer, state=State.IN_PROGRESS if layer.state == State.TO_DO else layer.state)
        changes = [Change(layer if annotations.stored else None, begun), *changes]
    return Edit(name, layer.document_id, tuple(changes))
