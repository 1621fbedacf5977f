"""Type systems of UIMA, as XML."""

from __future__ import annotations

from annotator.core.errors import InputError
from annotator.formats.safe_xml import parse
from annotator.formats.uima_cas import TOP, Types

NAMES = ("typesystem.xml", "type-system.xml", "types.xml")


def read_types(raw: bytes) -> Types:
    """Return what a type system declares. Raises InputError where it is none."""
    types = Types()
    path: list[str] = []
    said: dict[str, str] = {}
    features: dict[str, str] = {}

    def start(name: str, _: dict[str, str], __: int) -> None:
        path.append(name.rpartition(" ")[2])

    def end(_: str, text: str) -> None:
        tag = path.pop()
        inside = path[-1] if path else ""
        if inside == "typeDescription":
            said[tag] = text.strip()
        elif inside == "featureDescription":
            said[f"feature {tag}"] = text.strip()
        elif tag == "featureDescription" and said.get("feature name"):
            features[said.pop("feature name")] = said.pop("feature rangeTypeName", TOP)
        if tag == "typeDescription":
            if said.get("name"):
                types.declare(said["name"], said.get("supertypeName", TOP), features)
            said.clear()
            features.clear()

    parse(raw, start, end)
    if not types.parents:
        raise InputError("The type system declares no types.")
    return types
