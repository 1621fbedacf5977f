"""Speaker attribution in German speeches (SpkAtt, GermEval 2023): JSON with tokens in sentences.

A message is a CLAIM, the source the SOURCE, the cue the CUE; the other roles keep their
names and hang on the cue. The file stores no blanks: tokens are joined by one, sentences by
a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from annotator.core.documents import Metadata
from annotator.core.errors import InputError
from annotator.core.messages import Message, message
from annotator.formats.drafts import Draft
from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Format, Head, Source
from annotator.formats.jsonl_values import as_number, as_text, shown
from annotator.formats.metadata import propose
from annotator.formats.rows import Rows
from annotator.formats.whole import read_one_json

LARGEST = 64 * 2**20

_LABELS = {"Message": "CLAIM", "Source": "SOURCE", "Cue": "CUE"}
_PLACE = re.compile(r"(\d{1,9}):(\d{1,9})")
_NAME = re.compile(
    r"(?P<session>\d+)_(?P<item>.+)_(?P<group>[^_]+)_(?P<speaker>[^_]+)_ID(?P<id>\d+)_"
    r"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4})\.json"
)
_TOKENS = re.compile(r'"Tokens"\s*:\s*\[')


def _recognises(head: Head) -> bool:
    text = head.text.lstrip()
    return text.startswith("{") and '"SentenceId"' in text and bool(_TOKENS.search(text))


def _read(source: Source) -> Iterator[Record | Problem]:
    return read_one_json(source, LARGEST, _record)


def _record(data: Any, source: Source, said: list[Message]) -> Record:
    sentences = data.get("Sentences") if isinstance(data, dict) else None
    if not isinstance(sentences, list):
        raise InputError("The file has no list under {name}.", name="Sentences")
    rows, places = _rows(sentences)
    if not rows.text.strip():
        raise InputError("The file holds nothing but white space.")
    given = data.get("Annotations", [])
    if not isinstance(given, list):
        raise InputError("The file has no list under {name}.", name="Annotations")
    draft = Draft(rows.text, said)
    for number, entry in enumerate(given, 1):
        if isinstance(entry, dict):
            _annotation(number, entry, rows, places, draft, said)
        else:
            said.append(message("Annotation {number} is not an object; it is not taken.", number=number))
    reading = draft.reading(source.annotator or "")
    return Record(rows.text, _metadata(rows.text, source.path.name), (reading,), source=source.path.name)


def _rows(sentences: list[Any]) -> tuple[Rows, dict[tuple[int, int], int]]:
    """Return the tokens, and the number of each by sentence and place in it."""
    rows, places = Rows(), {}
    for sentence in sentences:
        tokens = sentence.get("Tokens") if isinstance(sentence, dict) else None
        name = as_number(sentence.get("SentenceId")) if isinstance(sentence, dict) else None
        if not isinstance(tokens, list) or name is None or any(as_text(token) is None for token in tokens):
            raise InputError("A sentence has no number or no list of tokens: {entry}.", entry=shown(sentence))
        for place, token in enumerate(tokens):
            places[name, place] = rows.add(token, new_line=place == 0)
    return rows, places


def _metadata(text: str, name: str) -> Metadata:
    proposed = propose(text, name)
    known = _NAME.fullmatch(name)
    if known is None:
        return proposed
    more = tuple((each, known[each]) for each in ("group", "id", "item", "session", "speaker"))
    return replace(
        proposed,
        title=f"{known['speaker']} ({known['group']}), {known['item'].replace('_', ' ')}",
        published=f"{known['year']}-{known['month']}-{known['day']}",
        more=more,
    )


def _annotation(
    number: int,
    entry: dict[str, Any],
    rows: Rows,
    places: dict[tuple[int, int], int],
    draft: Draft,
    said: list[Message],
) -> None:
    ids: dict[str, int] = {}
    for role, given in entry.items():
        if not given or not as_text(role):
            continue
        found = _tokens(given, places)
        if found is None:
            said.append(
                message(
                    "Annotation {number}: {role} names a token that is not there; it is not taken.",
                    number=number,
                    role=shown(role),
                )
            )
            continue
        # Words may play their part in several annotations.
        ids[role] = draft.span(_LABELS.get(role, role.upper()), rows.fragments(found), shared=True)
    cue, claim = ids.pop("Cue", 0), ids.pop("Message", 0)
    draft.relation("signals", cue, claim)
    for role, other in ids.items():
        if role == "Source" and claim:
            draft.relation("attributed_to", claim, other)
        else:
            draft.relation(role.lower(), cue or claim, other)


def _tokens(given: object, places: dict[tuple[int, int], int]) -> list[int] | None:
    """Return the numbers of the tokens that a role names, None where one of them is not there."""
    numbers = []
    for one in given if isinstance(given, list) else [given]:
        place = _PLACE.fullmatch(one) if isinstance(one, str) else None
        number = places.get((int(place[1]), int(place[2]))) if place else None
        if number is None:
            return None
        numbers.append(number)
    return numbers


FORMAT = Format(
    "spkatt",
    message("SpkAtt (speaker attribution in speeches, JSON)"),
    (".json",),
    rank=20,
    recognises=_recognises,
    read=_read,
)
