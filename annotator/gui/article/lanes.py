"""Which lane under its line each piece of a span gets: inner spans next to the text."""

from __future__ import annotations

from dataclasses import dataclass

MIN_GAP = 2.0


@dataclass(slots=True)
class Piece:
    """What one line shows of one span.

    `x0` and `x1` are pixels in the line; `weight` is the span's length, so that shorter
    ones come nearer to the text; `first` and `last` tell whether the fragment starts and
    ends here; `gap` is the stretch between two fragments of the span.
    """

    span_id: int
    x0: float
    x1: float
    weight: int
    first: bool
    last: bool
    gap: bool = False
    tinted: bool = False
    tag: str = ""
    short_tag: str = ""
    lane: int = 0
    fragment: int = 0
    tag_width: float = 0.0


def place(pieces: list[Piece]) -> int:
    """Give each piece that is not tinted its lane, counted from the text; return how many there are.

    All pieces of one span on a line share a lane, so that its fragments stay joined.
    """
    by_span: dict[int, list[Piece]] = {}
    for piece in pieces:
        if not piece.tinted:
            by_span.setdefault(piece.span_id, []).append(piece)
    groups = sorted(by_span.values(), key=lambda g: (g[0].weight, g[0].x0, g[0].span_id))
    lanes: list[list[tuple[float, float]]] = []
    for group in groups:
        x0 = min(piece.x0 for piece in group)
        x1 = max(piece.x1 for piece in group)
        lane = _first_free(lanes, x0, x1)
        lanes[lane].append((x0, x1))
        for piece in group:
            piece.lane = lane
    return len(lanes)


def _first_free(lanes: list[list[tuple[float, float]]], x0: float, x1: float) -> int:
    for number, taken in enumerate(lanes):
        if all(x1 + MIN_GAP <= start or end + MIN_GAP <= x0 for start, end in taken):
            return number
    lanes.append([])
    return len(lanes) - 1


def tag_room(pieces: list[Piece], piece: Piece, right: float) -> float:
    """Return the pixels free for the tag of `piece`: up to the next tag of its lane, or `right`."""
    following = [
        other.x0 for other in pieces
        if other is not piece and other.tag and other.tinted == piece.tinted
        and other.lane == piece.lane and other.x0 > piece.x0
    ]  # fmt: skip
    return min(following, default=right) - piece.x0
