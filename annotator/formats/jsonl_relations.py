"""How the relations of a JSONL record name the spans at their ends."""

from __future__ import annotations

from typing import Any

from annotator.core.messages import Message, message
from annotator.core.spans import Relation, Span
from annotator.formats.jsonl_values import as_id, as_number, as_text

_SEVERAL = 0


class Ends:
    """Finds a record's spans by their id, by label and bounds as the file has them, or by last token."""

    def __init__(self) -> None:
        self._by_id: dict[str, int] = {}
        self._entries: list[tuple[int, list[dict[str, Any]]]] = []
        self._by_bounds: dict[tuple[object, ...], int] = {}
        self._by_token: dict[object, int] = {}

    def add(self, name: str, span: Span, entries: list[dict[str, Any]]) -> None:
        """Make a span known with its id in the file, or "", and its entries there."""
        if name:
            self._by_id[name] = span.id
        self._entries.append((span.id, entries))

    def relations(self, entries: object, tokens: object, said: list[Message]) -> tuple[Relation, ...]:
        """Return the relations between two spans known here, numbered from 1; `said` gets the others."""
        if not isinstance(entries, list):
            said.append(message("The relations are not a list; none is taken."))
            return ()
        taken: dict[tuple[str, int, int], Relation] = {}
        for number, entry in enumerate(entries, 1):
            found = self._relation(entry, tokens)
            if isinstance(found, Message):
                said.append(message("Relation {number} is not taken: {reason}.", number=number, reason=found))
            elif found in taken:
                said.append(message("Relation {number} is there twice; it is taken once.", number=number))
            else:
                taken[found] = Relation(len(taken) + 1, 0, *found)
        return tuple(taken.values())

    def _relation(self, entry: object, tokens: object) -> tuple[str, int, int] | Message:
        if not isinstance(entry, dict):
            return message("it is not an object")
        label = as_text(entry.get("label"))
        if not label:
            return message("its label is missing or is not text")
        head, child = self._end(entry, "head", tokens), self._end(entry, "child", tokens)
        if head is None or child is None:
            return message("one of its ends is no span that was taken")
        if _SEVERAL in (head, child):
            return message("it does not say which of several spans it means")
        return label, head, child

    def _end(self, entry: dict[str, Any], end: str, tokens: object) -> int | None:
        if f"{end}_id" in entry:
            return self._by_id.get(as_id(entry[f"{end}_id"]))
        self._index()
        bounds = entry.get(f"{end}_span")
        if isinstance(bounds, dict):
            return self._by_bounds.get(
                (as_number(bounds.get("start")), as_number(bounds.get("end")), as_text(bounds.get("label")))
            )
        token = as_number(entry.get(end))
        if token in self._by_token:
            return self._by_token[token]
        return self._ending_with(token, tokens)

    def _index(self) -> None:
        """Index what `add` was given; files with ids of their own never need it."""
        for span_id, entries in self._entries:
            for entry in entries:
                bounds = (entry["start"], entry["end"], entry["label"])
                if self._by_bounds.setdefault(bounds, span_id) != span_id:
                    self._by_bounds[bounds] = _SEVERAL
                token = as_number(entry.get("token_end"))
                if token is not None and self._by_token.setdefault(token, span_id) != span_id:
                    self._by_token[token] = _SEVERAL
        self._entries.clear()

    def _ending_with(self, token: int | None, tokens: object) -> int | None:
        if token is None or not isinstance(tokens, list) or not 0 <= token < len(tokens):
            return None
        if not isinstance(tokens[token], dict):
            return None
        end = tokens[token].get("end")
        ids = {span_id for (_, last, _), span_id in self._by_bounds.items() if last == end}
        return ids.pop() if len(ids) == 1 else (_SEVERAL if ids else None)
