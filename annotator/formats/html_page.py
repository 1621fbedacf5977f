"""A reading of an article as one page: the text with its spans, a legend, the claims, the notes.

The page needs nothing but itself: no script, nothing from elsewhere. Overlapping spans have a
line each under the words, in lanes; the outermost tints them.
"""

from __future__ import annotations

import posixpath
import re
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from urllib.parse import quote

from annotator.core.scheme import Label, Scheme, with_labels
from annotator.core.spans import Span, reading_order
from annotator.formats.claims import ATTRIBUTED, Links, claim_label, claims_of, roles_of
from annotator.formats.exchange import Reading, Record
from annotator.formats.format import INDEX, Page

GENERATOR = "Annotator report"
LANES = 8
_LANE = 4  # pixels

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_STYLE = """
:root { color-scheme: light dark; --page: #ffffff; --ink: #1d232b; --faint: #5b6472; --line: #d9dee5; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.25rem 4rem; background: var(--page);
  color: var(--ink); font: 1.05rem/1.5 Georgia, 'Noto Serif', serif; }
h1 { line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
header p, small, nav, .legend { color: var(--faint); font: .85rem/1.6 system-ui, sans-serif; }
.legend span { margin-right: 1.2em; white-space: nowrap; }
.legend i { display: inline-block; width: 1.4em; height: 3px; margin-right: .4em; vertical-align: middle; }
article { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; line-height: 2.3;
  margin-top: 1.5rem; }
mark { color: inherit; background-color: transparent; box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }
mark[data-tag]::before { content: attr(data-tag); font: .6rem/1 system-ui, sans-serif; color: var(--faint);
  vertical-align: .95em; margin-right: .2em; white-space: nowrap; }
a { color: inherit; }
table { border-collapse: collapse; width: 100%; font: .9rem/1.5 system-ui, sans-serif; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); }
li { margin: .35rem 0; overflow-wrap: anywhere; }
q { quotes: none; }
@media print { body { max-width: none; padding: 0; } }
"""
_DARK = "--page: #171b21; --ink: #e3e7ec; --faint: #a3adbb; --line: #333b46;"


def page(record: Record, scheme: Scheme, pages: Sequence[Page] = ()) -> str:
    """Return the page of a record with one reading, or none.

    `pages` are this one and those of the other readings of the article, to which it leads.
    """
    reading = record.readings[0] if record.readings else Reading("")
    # A label that the scheme has not is shown in grey.
    scheme = with_labels(scheme, (span.label for span in reading.spans))
    spans = sorted(reading.spans, key=reading_order)
    numbers = {span.id: number for number, span in enumerate(spans, 1)}
    language = record.metadata.language
    parts = [
        *_beginning(record.metadata.title or "Article", language, _colours(scheme)),
        *_ways(pages),
        *_head(record, reading),
        *_legend(scheme, spans),
        f'<article dir="auto">{"".join(_text(record.text, spans, numbers, scheme))}</article>',
        *_claims(record, reading, numbers, scheme),
        *_notes(record, spans, numbers, scheme),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def index(pages: Sequence[Page]) -> str:
    """Return the page that leads to all others: a row for each article, by date and title."""
    articles: dict[str, list[Page]] = {}
    for one in pages:
        articles.setdefault(one.key, []).append(one)
    rows = sorted(
        articles.values(), key=lambda its: (its[0].metadata.published, _title_of(its[0]).casefold())
    )
    parts = [
        *_beginning("Articles", "", f"@media (prefers-color-scheme: dark) {{ :root {{ {_DARK} }} }}"),
        f"<h1>Articles ({len(rows):,})</h1>",
        "<table><tr><th>Article</th><th>Outlet</th><th>Date</th><th>Read by (spans)</th></tr>",
    ]
    for its in rows:
        m = its[0].metadata
        readers = ", ".join(
            f"{_way(one.path, one.annotator)} ({one.spans:,})" for one in its if one.annotator
        )
        cells = (_way(its[0].path, _title_of(its[0])), _plain(m.outlet), _plain(m.published), readers)
        parts.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return "\n".join([*parts, "</table></body></html>\n"])


def _title_of(one: Page) -> str:
    return one.metadata.title or one.path.rpartition("/")[2]


def _ways(pages: Sequence[Page]) -> Iterator[str]:
    """Yield the links to the index and to other readings of the article."""
    if not pages:
        return
    folder = posixpath.dirname(pages[0].path)
    ways = [_way(posixpath.relpath(INDEX, folder or "."), "All articles")]
    ways += [
        _way(posixpath.relpath(one.path, folder or "."), f"as read by {one.annotator} ({one.spans:,})")
        for one in pages[1:]
    ]
    yield f"<nav>{' · '.join(ways)}</nav>"


def _way(path: str, words: str) -> str:
    return f'<a href="{escape(quote(f"{path}.html"))}">{_plain(words)}</a>'


def _beginning(title: str, language: str, style: str) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{language}">' if _LANGUAGE.fullmatch(language) else "<html>"
    yield '<head><meta charset="utf-8">'
    yield f'<meta name="generator" content="{GENERATOR}">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{_plain(title)}</title>"
    yield f"<style>{_STYLE}{style}</style></head><body>"


def _plain(text: str) -> str:
    """Return text that a page can show, escaped; what it cannot show is replaced one for one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape(_UNPRINTABLE.sub("\ufffd", text))


def _colours(scheme: Scheme) -> str:
    light = " ".join(f"--l{n}: {label.colour};" for n, label in enumerate(scheme.labels))
    dark = " ".join(f"--l{n}: {label.colour_dark};" for n, label in enumerate(scheme.labels))
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {_DARK} {dark} }} }}\n"


def _head(record: Record, reading: Reading) -> Iterator[str]:
    m = record.metadata
    about = [_plain(each) for each in (m.outlet, m.published, m.language) if each]
    if m.url.startswith(("http://", "https://")):
        about.append(f'<a href="{_plain(m.url)}" rel="noreferrer">{_plain(m.url)}</a>')
    if reading.annotator:
        flag = ", flagged" if reading.flagged else ""
        about.append(f"read by {_plain(reading.annotator)} ({reading.state}{flag})")
    yield f"<header><h1>{_plain(m.title) or 'Article'}</h1><p>{' · '.join(about)}</p></header>"


def _legend(scheme: Scheme, spans: Sequence[Span]) -> Iterator[str]:
    counts = Counter(span.label for span in spans)
    entries = [
        f'<span><i style="background: {_bar(f"var(--l{n})", label.style)}"></i>{_plain(label.title)}'
        f" ({counts[label.name]})</span>"
        for n, label in enumerate(scheme.labels)
        if counts[label.name]
    ]
    if entries:
        yield f'<p class="legend">{"".join(entries)}</p>'


# The text


def _text(text: str, spans: Sequence[Span], numbers: dict[int, int], scheme: Scheme) -> Iterator[str]:
    """Yield the text in pieces between the edges of spans, each with the lines of those that cover it."""
    bars = {label.name: (f"var(--l{n})", label.style) for n, label in enumerate(scheme.labels)}
    # A span may end between CR and LF; the CR goes, whoever has it.
    text = text.replace("\0", "\ufffd").replace("\r\n", "\0\n")
    parts = sorted(
        (f.start, -f.end, numbers[span.id], span, n) for span in spans for n, f in enumerate(span.fragments)
    )
    edges = sorted({0, len(text), *(p[0] for p in parts), *(-p[1] for p in parts)})
    open_: list[tuple[int, int, Span]] = []  # lane, end, span; by lane
    following = 0
    for start, end in pairwise(edges):
        open_ = [one for one in open_ if one[1] > start]
        tags: list[str] = []
        while following < len(parts) and parts[following][0] == start:
            _, last, number, span, part = parts[following]
            following += 1
            tags.append(("… " if part else "") + f"{_title(scheme, span)} {number}")
            taken = {lane for lane, _, _ in open_}
            lane = next((n for n in range(LANES) if n not in taken), LANES)
            if lane < LANES:
                insort(open_, (lane, -last, span), key=lambda one: one[0])
        yield _piece(_plain(text[start:end].replace("\0", "")), open_, tags, bars)


def _piece(
    words: str,
    covering: Sequence[tuple[int, int, Span]],
    tags: Sequence[str],
    bars: dict[str, tuple[str, str]],
) -> str:
    """Return words under the bars of their spans; `bars` holds the colour and style of each label."""
    if not covering and not tags:
        return words
    deepest = max((lane for lane, _, _ in covering), default=0)
    lines = ", ".join(_bar(*bars[span.label], _LANE * (deepest - lane)) for lane, _, span in covering)
    style = [f"background: {lines}", f"padding-bottom: {_LANE * (deepest + 1)}px"] if covering else []
    if covering:
        outer, _ = bars[covering[0][2].label]
        style.append(f"background-color: color-mix(in srgb, {outer} 12%, transparent)")
    tag = f' data-tag="{_plain(" · ".join(tags))}"' if tags else ""
    return f'<mark style="{"; ".join(style)}"{tag}>{words}</mark>'


def _bar(colour: str, style: str, above: int = 0) -> str:
    """Return a label's bar as backgrounds, so many pixels above the bottom: solid, of two lines, or of dots."""
    image, heights = f"linear-gradient({colour} 0 0)", [(above, 2)]
    if style == "double":
        heights = [(above, 1), (above + 2, 1)]
    elif style == "dots":
        image = f"repeating-linear-gradient(90deg, {colour} 0 2px, transparent 2px 4px)"
    return ", ".join(f"{image} 0 calc(100% - {y}px)/100% {height}px no-repeat" for y, height in heights)


def _title(scheme: Scheme, span: Span) -> str:
    label: Label | None = scheme.label(span.label)
    return label.title if label else span.label


# The lists


def _claims(record: Record, reading: Reading, numbers: dict[int, int], scheme: Scheme) -> Iterator[str]:
    label = claim_label(scheme)
    claims = list(claims_of(reading, label)) if label else []
    if not claims:
        return
    links, roles = Links(reading), roles_of(scheme, label)
    yield "<h2>Who claims what</h2><ul>"
    for claim in claims:
        who = "somebody not named"
        beside = [f"{_plain(name)}: {_plain(value)}" for name, value in claim.attributes]
        for role in roles:
            words = ", ".join(_words(record, one) for one in links.of(claim, role))
            if words and role.kind == ATTRIBUTED and not role.on:
                who = f"<b>{words}</b>"
            elif words:
                beside.append(f"{_plain(role.title)}: {words}")
        small = f" <small>{' · '.join(beside)}</small>" if beside else ""
        says = "denies" if ("certainty", "denied") in claim.attributes else "says"
        yield f"<li>{who} {says}: <q>{_words(record, claim)}</q> <small>({numbers[claim.id]})</small>{small}</li>"
    yield "</ul>"


def _notes(record: Record, spans: Sequence[Span], numbers: dict[int, int], scheme: Scheme) -> Iterator[str]:
    noted = [span for span in spans if span.note]
    if not noted:
        return
    yield "<h2>Notes</h2><ul>"
    for span in noted:
        name = f"{_plain(_title(scheme, span))} {numbers[span.id]}"
        yield f"<li>{name}, <q>{_words(record, span)}</q>: {_plain(span.note)}</li>"
    yield "</ul>"


def _words(record: Record, span: Span) -> str:
    return _plain(" ".join(span.covered(record.text).split()))
