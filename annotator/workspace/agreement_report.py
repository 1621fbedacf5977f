"""An agreement as one page to read and hand on: it needs nothing but itself, no script and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from annotator.formats.files import atomic_write
from annotator.workspace.agreement import Agreement
from annotator.workspace.agreement_guidelines import Guideline, marks
from annotator.workspace.agreement_tables import REASON, TableOf, confusion, facts, tables

_WIDTH, _HEIGHT, _LEFT, _FOOT = 720, 220, 36, 24
_STYLE = """
:root { color-scheme: light dark; --page: #ffffff; --ink: #1d232b; --faint: #5b6472; --line: #d9dee5;
  --accent: #0072b2; --shade: 0, 114, 178; }
@media (prefers-color-scheme: dark) { :root { --page: #171b21; --ink: #e3e7ec; --faint: #a3adbb;
  --line: #333b46; --accent: #5cb3ea; --shade: 92, 179, 234; } }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; }
p, caption, .faint { color: var(--faint); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .25rem .7rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; white-space: normal; overflow-wrap: break-word;
  padding-left: 0; min-width: 9rem; max-width: 26rem; }
.reasons td:first-child, .reasons th:first-child { white-space: nowrap; }
.reasons td:last-child, .reasons th:last-child { text-align: left; white-space: normal; min-width: 16rem; }
thead th { color: var(--faint); font-weight: 500; }
tbody th { font-weight: 500; }
svg { max-width: 100%; height: auto; } svg text { fill: var(--faint); font: 11px system-ui, sans-serif; }
svg line { stroke: var(--line); } svg polyline { fill: none; stroke: var(--accent); stroke-width: 1.5; }
svg circle { fill: var(--accent); } svg line.mark { stroke: var(--faint); stroke-dasharray: 4 3; }
ul.faint { margin: .25rem 0 0; padding-left: 1.2rem; font-size: .9rem; }
"""


def page(found: Agreement, project: str) -> str:
    """Return the page; `project` is the project's name."""
    title = f"Agreement in {_plain(project)}"
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>',
        f"<body><h1>{title}</h1><p>{_plain(facts(found))}</p>",
        *_chart(found),
    ]
    crossed = confusion(found).name
    for one in tables(found):
        parts += _confusion(found, one) if one.name == crossed else _table(one)
    parts.append(f'<p class="faint">{_plain(_notes(found))}</p></body></html>\n')
    return "\n".join(parts)


def write_report(path: Path, found: Agreement, project: str) -> None:
    """Write the page to a file, whole or not at all. Raises AnnotatorError."""
    with atomic_write(path) as file:
        file.write(page(found, project).encode("utf-8", "xmlcharrefreplace"))


def _plain(text: str) -> str:
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return escape(shown)


def _table(one: TableOf) -> Iterator[str]:
    kind = ' class="reasons"' if one.heads[-1] == REASON else ""
    yield f'<h2>{_plain(one.name)}</h2><div class="wide"><table{kind}><thead><tr>'
    yield from (f'<th scope="col">{_plain(head)}</th>' for head in one.heads)
    yield "</tr></thead><tbody>"
    for name, *cells in one.rows:
        row = "".join(f"<td>{_plain(cell)}</td>" for cell in cells)
        yield f'<tr><th scope="row">{_plain(name)}</th>{row}</tr>'
    yield "</tbody></table></div>"


def _confusion(found: Agreement, one: TableOf) -> Iterator[str]:
    """Yield the table with each cell shaded by its share of the row."""
    yield f'<h2>{_plain(one.name)}</h2><div class="wide"><table><thead><tr>'
    yield from (f'<th scope="col">{_plain(head)}</th>' for head in one.heads)
    yield "</tr></thead><tbody>"
    for (name, *cells), numbers in zip(one.rows, found.confusion.tolist(), strict=True):
        total = sum(numbers) or 1
        row = "".join(
            f'<td style="background: rgba(var(--shade), {0.6 * number / total:.3f})">{_plain(cell)}</td>'
            for cell, number in zip(cells, numbers, strict=True)
        )
        yield f'<tr><th scope="row">{_plain(name)}</th>{row}</tr>'
    yield "</tbody></table></div>"


def _chart(found: Agreement) -> Iterator[str]:
    """Yield a line of exact F1 over the articles, by date, or as read where guidelines came into force meanwhile."""
    documents = [one for one in found.over_documents if one.f1 is not None]
    if len(documents) < 2:
        return
    by_read = sorted(documents, key=lambda one: one.read)
    lines = marks([one.read for one in by_read], found.guidelines)
    documents = by_read if lines else documents
    step = (_WIDTH - _LEFT - 8) / (len(documents) - 1)
    places = [(_LEFT + number * step, _y(one.f1 or 0.0), one) for number, one in enumerate(documents)]
    yield f"<h2>Exact F1 by article, in the order {'read' if lines else 'of their dates'}</h2>"
    yield f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="Exact F1 by article">'
    for mark in (0.0, 0.5, 1.0):
        yield f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{_y(mark):.1f}" y2="{_y(mark):.1f}"/>'
        yield f'<text x="4" y="{_y(mark) + 4:.1f}">{mark:.1f}</text>'
    yield from _marks(lines, step)
    yield f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)}"/>'
    if len(places) <= 400:
        for x, y, one in places:
            said = _plain(f"{one.title} {one.published}: {one.f1:.3f}")
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"><title>{said}</title></circle>'
    dates = [one.read[:10] if lines else one.published for one in documents]
    dates = [date for date in dates if date]
    if dates:
        yield f'<text x="{_LEFT}" y="{_HEIGHT - 4}">{_plain(dates[0])}</text>'
        yield f'<text x="{_WIDTH - 4}" y="{_HEIGHT - 4}" text-anchor="end">{_plain(dates[-1])}</text>'
    yield "</svg>"
    yield from _legend(lines)


def _marks(lines: Mapping[int, Sequence[Guideline]], step: float) -> Iterator[str]:
    """Yield a dashed line for each place at which guidelines came into force, with the last one's version."""
    for place, versions in sorted(lines.items()):
        x = _LEFT + (place - 0.5) * step
        yield f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="8" y2="{_y(0.0):.1f}"/>'
        yield f'<text x="{x:.1f}" y="{_HEIGHT - 4}" text-anchor="middle">{versions[-1].version}</text>'


def _legend(lines: Mapping[int, Sequence[Guideline]]) -> Iterator[str]:
    """Yield what the guidelines changed."""
    if not lines:
        return
    yield '<ul class="faint">'
    for one in (one for _, versions in sorted(lines.items()) for one in versions):
        said = ", ".join(str(part) for part in one.said)
        yield f"<li>{_plain(f'{one.at[:10]}, guideline {one.version}: {said}')}</li>"
    yield "</ul>"


def _y(value: float) -> float:
    return 8 + (1 - value) * (_HEIGHT - _FOOT - 8)


def _notes(found: Agreement) -> str:
    one = found.gamma
    said = (
        "F1 is the mean over pairs of annotators. Intervals are the middle 95 % of 1,000 resamples of the articles. "
        "αU is Krippendorff's of 1995 and 2004. – is undefined: of a pair, the two have no article in common in which "
        "anything is marked; of an article, nobody has marked anything in it."
    )
    if one.value is None:
        return said
    said += (
        f" γ after Mathet, Widlöcher and Métivier 2015, with {one.samples} chance continua for each article."
    )
    if one.unproved:
        said += f" Of {one.unproved} articles the best alignment is not proved to be the best."
    return said
