"""JSON of a CAS, version 0.4, as INCEpTION and dkpro-cassis write it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.jsonl_values import as_number, as_text, as_text_or_number
from annotator.formats.uima_cas import FIXED, SOFA, STRING, TOP, Cas, Structure, Types, named

TYPES, STRUCTURES, VIEWS = "%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"
_MOST = 5_000_000


def cas_of(data: object, said: list[tuple[int | None, Message]]) -> Cas:
    """Return what the JSON says; `said` gets what is not taken. Raises InputError where it is no CAS."""
    if not isinstance(data, dict) or STRUCTURES not in data:
        raise InputError("This is JSON, but not that of a CAS.")
    cas = Cas(_types(data.get(TYPES)))
    for key, given in _structures(data[STRUCTURES], said):
        type_ = named(as_text(given.get("%TYPE")) or "")
        if key is None or not type_ or key in cas.structures or key in cas.sofas:
            said.append((None, message("A structure is not taken: it has no type, or no id of its own.")))
        elif type_ == SOFA:
            cas.sofas[key] = (as_text(given.get("sofaID")) or "", as_text(given.get("sofaString")) or "")
        else:
            cas.structures[key] = _structure(key, type_, given, said)
    return cas


def _types(given: object) -> Types:
    types = Types()
    for name, one in given.items() if isinstance(given, dict) else ():
        if isinstance(one, dict):
            features = {
                as_text(feature) or "": _range(as_text(said.get("%RANGE")) or TOP)
                for feature, said in one.items()
                if isinstance(said, dict) and not feature.startswith("%")
            }
            types.declare(as_text(name) or "", as_text(one.get("%SUPER_TYPE")) or TOP, features)
    return types


def _range(name: str) -> str:
    return STRING if name.endswith("[]") and name.startswith("uima.cas.") and name != f"{TOP}[]" else name


def _structures(
    given: object, said: list[tuple[int | None, Message]]
) -> Iterator[tuple[int | None, dict[str, Any]]]:
    """Yield the structures with their ids: a list, or in older files an object by id."""
    if isinstance(given, dict):
        pairs = [(int(key) if key.isdecimal() and len(key) < 10 else None, one) for key, one in given.items()]
    else:
        pairs = [(None, one) for one in given] if isinstance(given, list) else []
    if len(pairs) > _MOST:
        raise InputError("The file has more than {limit} elements.", limit=_MOST)
    for key, one in pairs:
        if isinstance(one, dict):
            yield as_number(one.get("%ID")) if key is None else key, one
        else:
            said.append((None, message("A structure is not taken: it is not an object.")))


def _structure(
    key: int, type_: str, given: dict[str, Any], said: list[tuple[int | None, Message]]
) -> Structure:
    made = Structure(key, type_)
    made.begin, made.end = as_number(given.get("begin")), as_number(given.get("end"))
    made.sofa = as_number(given.get("@sofa", given.get("sofa")))
    for name, value in given.items():
        plain = name[1:] if name.startswith(("@", "#", "^")) else name
        if name == "%ELEMENTS" and isinstance(value, list):
            made.links["elements"] = [one for one in map(as_number, value) if one is not None]
        elif name.startswith("%") or plain in FIXED or value is None or as_text(plain) is None:
            continue
        elif name.startswith("@"):
            numbers = map(as_number, value if isinstance(value, list) else [value])
            made.links[plain] = [one for one in numbers if one is not None]
        else:
            known = _text(value)
            if known is None:
                said.append((None, message("The feature {name} is no text; it is not taken.", name=plain)))
            else:
                made.features[plain] = known
    return made


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return as_text_or_number(value)
