"""What steps are called, with the titles that a scheme has for the names in them."""

from __future__ import annotations

from annotator.core.messages import Message
from annotator.core.scheme import Scheme

_LABELS = frozenset(("label", "old", "head", "child"))


def titled(name: Message, scheme: Scheme) -> Message:
    """Return what a step is called, labels and relation types by their titles and attributes without “_”.

    Of a name that the scheme no longer has, the name is shown; renaming is about names themselves.
    """
    if any(field == "new" for field, _ in name.values):
        return name
    return Message(
        name.template, tuple((field, _title(field, value, scheme)) for field, value in name.values)
    )


def _title(field: str, value: object, scheme: Scheme) -> object:
    if field in _LABELS and isinstance(value, str):
        label = scheme.label(value)
        return label.title if label else value
    if field == "kind" and isinstance(value, str):
        kind = scheme.relation(value)
        return kind.title if kind else value
    if field == "name" and isinstance(value, str) and _is_attribute(value, scheme):
        return value.replace("_", " ")
    return value


def _is_attribute(name: str, scheme: Scheme) -> bool:
    return any(attribute.name == name for label in scheme.labels for attribute in label.attributes)
