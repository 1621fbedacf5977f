"""What each line of a block shows of the spans over it, and how far apart the lines then are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.core.spans import Fragment, Span, reading_order
from annotator.gui.article import lanes
from annotator.gui.article.lanes import Piece
from annotator.gui.article.look import Look
from annotator.gui.article.shaping import LaidBlock, Line, Mark, Tag, set_top, x_of

_STUB = 6.0  # pixels of a bar for what has no character to stand under
_LEAST_WIDTH = 4.0
_TAG_SPACE = 3.0


def marks_of(spans: Iterable[Span], suggestions: Iterable[Span], look: Look) -> list[Mark]:
    """Return the spans of a block in reading order; of claims that overlap, the first and longest is tinted."""
    end = -1
    marks = []
    for span in sorted(spans, key=reading_order):
        tinted = span.start >= end and look.tints(span)
        if tinted:
            end = span.end
        marks.append(Mark(span, tinted))
    marks += [Mark(span, suggested=True) for span in suggestions]
    marks.sort(key=lambda mark: reading_order(mark.span))
    return marks


def place(laid: LaidBlock, marks: list[Mark], look: Look, width: float, gap: float) -> None:
    """Give the lines of a block their pieces and places; lines that show the same as before keep theirs."""
    y = gap
    carried: frozenset[Tag] = frozenset()
    over: list[Mark] = []
    following = 0
    for line in laid.lines:
        over = [mark for mark in over if mark.span.end > line.start]
        while following < len(marks) and marks[following].span.start < max(line.reach, line.start + 1):
            if marks[following].span.end > line.start:
                over.append(marks[following])
            following += 1
        if line.marks != over or line.carried != carried:
            _fill(laid, line, over, carried, look, width)
        set_top(line, y)
        y = line.bottom
        carried = line.carries
    laid.height = y


def _fill(
    laid: LaidBlock, line: Line, over: list[Mark], carried: frozenset[Tag], look: Look, width: float
) -> None:
    """Make the pieces of one line."""
    line.marks, line.carried = list(over), carried
    waiting = set(carried)
    line.pieces = [piece for mark in over for piece in _pieces(laid, line, mark, look, waiting)]
    line.lanes = lanes.place(line.pieces)
    roomy = line.lanes <= look.roomy_lanes
    line.lane_height = look.lane_height if roomy else look.thin_lane_height
    line.carries = frozenset(
        waiting | _set_tags(line, look, width, roomy=roomy, carry=line is not laid.lines[-1])
    )
    tagged = any(piece.tinted and piece.tag for piece in line.pieces)
    line.head = max(look.tag_height + 2.0 if tagged else 0.0, look.leading if laid.block.text else 0.0)
    if not laid.block.text:
        line.line_height = look.paragraph_gap


def _pieces(laid: LaidBlock, line: Line, mark: Mark, look: Look, carried: set[Tag]) -> Iterator[Piece]:
    """Yield what a line shows of one span; a carried tag that is shown is carried no further."""
    span = mark.span
    for number, fragment in enumerate(span.fragments):
        if fragment.start < max(line.reach, line.start + 1) and line.start < fragment.end:
            key = (span.id, number, mark.suggested)
            first = fragment.start >= line.start
            last = fragment.end <= max(line.reach, line.end)
            runs = _stretches(laid, line, fragment)
            at, from_right = _beginning(laid, line, fragment, runs)
            for run, (x0, x1) in enumerate(runs):
                piece = _piece(mark, x0, x1, first=first, last=last)
                piece.from_right = from_right
                if run == at:
                    piece.continued = not first and key not in carried
                    _set_tag(piece, span, number, look)
                    carried.discard(key)
                yield piece
        if number + 1 < len(span.fragments):
            gap = Fragment(max(line.start, fragment.end), min(line.end, span.fragments[number + 1].start))
            if gap.start < gap.end:
                for x0, x1 in laid.runs(line.line, *gap):
                    yield _piece(mark, x0, x1, gap=True)


def _set_tag(piece: Piece, span: Span, number: int, look: Look) -> None:
    """Give a piece the tag of its fragment, in short where a line before shows it; a tint needs no second one."""
    tag, short = look.tags(span, number, suggested=piece.suggested)
    if piece.continued:
        tag = short = "" if piece.tinted else f"… {short}"
    piece.tag, piece.short_tag, piece.fragment = tag, short, number


def _piece(
    mark: Mark, x0: float, x1: float, *, first: bool = False, last: bool = False, gap: bool = False
) -> Piece:
    span = mark.span
    return Piece(
        span.id,
        x0,
        x1,
        span.end - span.start,
        first,
        last,
        gap,
        tinted=mark.tinted,
        suggested=mark.suggested,
        label=span.label,
    )


def _stretches(laid: LaidBlock, line: Line, fragment: Fragment) -> list[tuple[float, float]]:
    """Return the stretches of pixels of a fragment on a line.

    One that begins in the line break gets a stub at the line's end, one that begins or ends in an empty
    line there; through others it only goes on.
    """
    start, end = max(line.start, fragment.start), min(line.end, fragment.end)
    if start < end:
        return [(x0, max(x1, x0 + _LEAST_WIDTH)) for x0, x1 in laid.runs(line.line, start, end)]
    if fragment.start < line.start and fragment.end > line.reach:
        return []
    x = x_of(line.line, laid.block.unit(line.end)) if laid.block.text else 0.0
    return [(x, x + _STUB)]


def _beginning(
    laid: LaidBlock, line: Line, fragment: Fragment, runs: list[tuple[float, float]]
) -> tuple[int, bool]:
    """Return in which stretch of a line a fragment begins, or goes on, and whether it is read from the right."""
    start, end = max(line.start, fragment.start), min(line.end, fragment.end)
    if start < end and runs:
        return laid.beginning(line.line, start, end, runs)
    return 0, False


def _set_tags(line: Line, look: Look, width: float, *, roomy: bool, carry: bool) -> set[Tag]:
    """Shorten tags to their room; return those that the next line is to show, where there is one to carry to."""
    carried: set[Tag] = set()
    if not roomy:
        for piece in line.pieces:
            if not piece.tinted:
                piece.tag = ""
    for piece, free in lanes.tag_rooms(line.pieces, width):
        room = free - _TAG_SPACE
        tag = piece.tag if look.advance(piece.tag) <= room else piece.short_tag
        if look.advance(tag) > room:
            if piece.continued:
                tag = ""
            elif carry and not piece.last:
                # The fragment goes on, and its next line has the room.
                carried.add((piece.span_id, piece.fragment, piece.suggested))
                tag = ""
            else:
                tag = look.elided(tag, room) if room > look.least_tag else ""
        piece.tag = tag
        piece.tag_width = look.advance(tag) if tag else 0.0
    return carried
