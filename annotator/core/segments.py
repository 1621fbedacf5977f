"""Paragraphs and sentences of a text, as ranges of code points."""

from __future__ import annotations

import re

from annotator.core.spans import Fragment

# What Qt, too, would break a line at; \r\n is one break.
_BREAK = r"\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_PARAGRAPH = re.compile(rf"(?P<body>[^{_BREAK}]*)(?:\r\n|[{_BREAK}]|\Z)")
# A full stop ends a sentence unless a number or a single letter stands before it.
_SENTENCE_END = re.compile(
    r"(?<!\A\w)(?<![\s(„“\"‚‘]\w)(?<!\d)[.!?…]+[\"'“”’»«)\]]*(?=\s+[\"'„“‚‘»«(\[–—-]*[^\W_a-zß-öø-ÿ])"
)


def paragraphs(text: str) -> list[Fragment]:
    """Return the ranges between line breaks, empty ones included, breaks left out."""
    ranges = []
    for match in _PARAGRAPH.finditer(text):
        ranges.append(Fragment(*match.span("body")))
        if match.end() == len(text) and match.end() == match.end("body"):
            break
    return ranges


def sentence_at(text: str, paragraph: Fragment, offset: int) -> Fragment:
    """Return the sentence of `paragraph` that holds `offset`, without edge white space."""
    start, end = paragraph
    for match in _SENTENCE_END.finditer(text, *paragraph):
        if match.end() > offset:
            end = match.end()
            break
        start = match.end()
    body = text[start:end]
    trimmed = body.strip()
    lead = start + (len(body) - len(body.lstrip()))
    return Fragment(lead, lead + len(trimmed))
