"""A CAS as it stands in a file: texts, and feature structures with their features and references.

XMI and CAS JSON are both read into this. Nothing is left out for want of a type system:
what is not declared is taken as it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

ANNOTATION, TOP, STRING = "uima.tcas.Annotation", "uima.cas.TOP", "uima.cas.String"
DOCUMENT = "uima.tcas.DocumentAnnotation"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
ARRAY, LIST = "uima.cas.FSArray", "uima.cas.NonEmptyFSList"
SOFA, VIEW, NULL = "uima.cas.Sofa", "uima.cas.View", "uima.cas.NULL"
FIXED = ("begin", "end", "sofa")

_ARRAYS = tuple(
    f"uima.cas.{name}Array"
    for name in ("String", "Integer", "Float", "Boolean", "Byte", "Short", "Long", "Double")
)
_PLAIN = (
    STRING,
    *(one.removesuffix("Array") for one in _ARRAYS),
    *_ARRAYS,
)
_NO_NAMESPACE = "uima.noNamespace."
_LONGEST_LINE = 1_000


@dataclass(slots=True)
class Types:
    """What a type system declares: each type's parent, and the features of its own with their range."""

    parents: dict[str, str] = field(default_factory=dict)
    features: dict[str, dict[str, str]] = field(default_factory=dict)

    def declare(self, name: str, parent: str, features: Mapping[str, str]) -> None:
        """Add a type, or features to it."""
        self.parents.setdefault(named(name), named(parent))
        self.features.setdefault(named(name), {}).update(
            {one: named(range_) for one, range_ in features.items()}
        )

    def lineage(self, name: str) -> Iterator[str]:
        """Yield a type and its ancestors, as far as they are declared."""
        seen: set[str] = set()
        while name and name not in seen and len(seen) < _LONGEST_LINE:
            seen.add(name)
            yield name
            name = self.parents.get(name, "")

    def features_of(self, name: str) -> dict[str, str]:
        """Return all features of a type with their range, inherited ones too."""
        found: dict[str, str] = {}
        for one in reversed(list(self.lineage(name))):
            found.update(self.features.get(one, {}))
        return found

    def is_plain(self, range_: str) -> bool:
        """Tell whether a range is a text, a number, a truth value, or a list of them."""
        return range_ in _PLAIN or STRING in self.lineage(range_)


@dataclass(slots=True)
class Structure:
    """A feature structure. `begin` and `end` count as the file does; None where there is none."""

    key: int
    type: str
    features: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[int]] = field(default_factory=dict)
    begin: int | None = None
    end: int | None = None
    sofa: int | None = None
    line: int | None = None

    @property
    def is_annotation(self) -> bool:
        """Whether it stands somewhere in a text."""
        return self.begin is not None and self.end is not None


@dataclass(slots=True)
class Cas:
    """The contents of a file."""

    types: Types
    sofas: dict[int, tuple[str, str]] = field(default_factory=dict)
    structures: dict[int, Structure] = field(default_factory=dict)

    def targets(self, keys: Iterable[int]) -> Iterator[Structure]:
        """Yield what references lead to, arrays and lists opened; what is not there is passed over."""
        waiting = list(keys)[::-1]
        seen: set[int] = set()
        while waiting:
            found = self.structures.get(waiting.pop())
            if found is None:
                continue
            if found.type == ARRAY or found.type.endswith("[]") or found.type == LIST:
                if found.key not in seen:
                    seen.add(found.key)
                    inner = [
                        *found.links.get("elements", ()),
                        *found.links.get("head", ()),
                        *found.links.get("tail", ()),
                    ]
                    waiting += inner[::-1]
            else:
                yield found


def named(type_: str) -> str:
    """Return a type's name as its type system has it: XMI puts a namespace before those without one."""
    return type_.removeprefix(_NO_NAMESPACE)
