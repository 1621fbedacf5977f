"""Sentences for people that can be translated where they are shown.

The core, the storage and the formats do not know Qt; they say what happened as a
template with values, and the window translates the template.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """An English template in `str.format` syntax and the values that fill it."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.template.format(**dict(self.values))


def message(template: str, /, **values: object) -> Message:
    """Return a `Message`; templates given here are collected for translation."""
    return Message(template, tuple(values.items()))
