"""From a CAS to records, one for each of its texts (see `uima_mapping` for what becomes of its layers)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from annotator.core.documents import Metadata
from annotator.core.messages import message
from annotator.core.offsets import Utf16Map
from annotator.formats.exchange import Problem, Reading, Record, as_note
from annotator.formats.jsonl_values import as_text
from annotator.formats.metadata import propose
from annotator.formats.uima_cas import DOCUMENT, FIXED, METADATA, Cas, Structure
from annotator.formats.uima_mapping import Layers

_ENDS = ("Governor", "Dependent")
_FILES = (".txt", ".html", ".htm", ".xml", ".xmi", ".pdf", ".json", ".tsv", ".docx", ".md")


def records_of(cas: Cas, path: str, source: str, annotator: str = "") -> Iterator[Record | Problem]:
    """Yield a record for each text of a CAS that is not blank, after the problems met in it."""
    texts = [(key, text) for key, (_, text) in cas.sofas.items() if as_text(text) and text.strip()]
    if not texts:
        yield Problem(path, None, message("The file has no text."))
    for key, text in texts:
        mine = [s for s in cas.structures.values() if s.sofa == key or (s.sofa is None and len(texts) == 1)]
        taking = _Taking(cas, mine, text, path)
        spans, relations = taking.layers.finish()
        yield from taking.layers.problems
        readings = (Reading(annotator, spans, relations),) if spans or annotator else ()
        yield Record(text, _metadata(mine, text, source), readings, source=source)


class _Taking:
    """Hands the structures of one text to the mapping."""

    def __init__(self, cas: Cas, mine: list[Structure], text: str, path: str) -> None:
        self.layers = Layers(text, path)
        self._cas = cas
        self._units = Utf16Map(text)
        self._characters = _counts_characters(mine, self._units)
        if self._characters:
            said = as_note(
                message("The file counts in characters, where UIMA counts in UTF-16 units; taken so.")
            )
            self.layers.problems.append(Problem(path, None, said))
        self._declare(mine)
        relations = [one for one in mine if self._is_relation(one)]
        between = {one.key for one in relations}
        placed = [
            one
            for one in mine
            if one.is_annotation and one.key not in between and one.type not in (DOCUMENT, METADATA)
        ]
        for one in placed:
            place = self._code_point(one.begin), self._code_point(one.end)
            self.layers.span(one.key, one.type, *place, one.features, one.line)
        for one in relations:
            source, target = (next(iter(one.links.get(name, ())), None) for name in _ENDS)
            self.layers.relation(one.type, source, target, one.features, one.line)
        chained: set[int] = set()
        for layer, keys in self._chains(mine):
            self.layers.chain(layer, keys)
            chained.update(keys)
        for one in placed:
            self._slots(one, skip_next=one.key in chained)

    def _declare(self, mine: list[Structure]) -> None:
        types = self._cas.types
        for type_ in {one.type for one in mine}:
            features = types.features_of(type_).items()
            self.layers.declare(type_, [n for n, r in features if types.is_plain(r) and n not in FIXED])

    def _is_relation(self, one: Structure) -> bool:
        declared = self._cas.types.features_of(one.type)
        return all(name in one.links or name in declared for name in _ENDS)

    def _code_point(self, offset: int | None) -> int:
        number = -1 if offset is None else offset
        if self._characters or not 0 <= number <= self._units.utf16_length:
            return number
        return self._units.to_code_point(number)

    def _slots(self, host: Structure, *, skip_next: bool) -> None:
        for name, keys in host.links.items():
            if skip_next and name == "next":
                continue
            for target in self._cas.targets(keys):
                if target.is_annotation:
                    self.layers.slot(host.key, name, "", target.key, line=host.line)
                    continue
                more = dict(target.features)
                role = more.pop("role", "")
                for filler in self._cas.targets(target.links.get("target", ())):
                    self.layers.slot(host.key, name, role, filler.key, more, host.line)

    def _chains(self, mine: list[Structure]) -> Iterator[tuple[str, list[int]]]:
        """Yield each chain: the layer of its links, and their keys in order."""
        for one in mine:
            if one.is_annotation or "first" not in one.links:
                continue
            at = next(self._cas.targets(one.links["first"]), None)
            layer = at.type if at else ""
            keys: dict[int, None] = {}
            while at is not None and at.key not in keys:
                keys[at.key] = None
                at = next(self._cas.targets(at.links.get("next", ())), None)
            yield layer, list(keys)


def _counts_characters(structures: Iterable[Structure], units: Utf16Map) -> bool:
    """Tell whether the annotation of the whole text shows that a file counts otherwise than UIMA does."""
    ends = {one.end for one in structures if one.type in (DOCUMENT, METADATA) and one.begin == 0}
    return units.length in ends and units.utf16_length not in ends


def _metadata(structures: Iterable[Structure], text: str, source: str) -> Metadata:
    said: dict[str, str] = {}
    for one in structures:
        if one.type in (DOCUMENT, METADATA):
            said |= {name: value for name, value in one.features.items() if value.strip()}
    title, language, url = (said.get(name, "") for name in ("documentTitle", "language", "documentUri"))
    file = PurePath(title or said.get("documentId", "") or source)
    found = propose(text, file.name)
    if title and file.suffix.lower() not in _FILES:
        found = replace(found, title=title)
    if len(language) == 2:  # a code of ISO 639-1
        found = replace(found, language=language.lower())
    return replace(found, url=url) if url.startswith(("http://", "https://")) else found
