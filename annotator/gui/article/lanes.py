"""Which lane under its line each piece of a span gets: inner spans next to the text."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

MIN_GAP = 2.0


@dataclass(slots=True)
class Piece:
    """What one line shows of one span.

    `x0` and `x1` are pixels in the line; `weight` is the span's length, so that shorter
    ones come nearer to the text; `first` and `last` tell whether the fragment starts and
    ends here; `gap` is the stretch between two fragments of the span. What is read from
    the right begins at `x1`, and its tag stands there. A suggested span is one that nobody
    has accepted yet; its id is that of a suggestion. A `continued` tag repeats that of a
    line before.
    """

    span_id: int
    x0: float
    x1: float
    weight: int
    first: bool
    last: bool
    gap: bool = False
    tinted: bool = False
    suggested: bool = False
    label: str = ""
    tag: str = ""
    short_tag: str = ""
    lane: int = 0
    fragment: int = 0
    tag_width: float = 0.0
    from_right: bool = False
    continued: bool = False

    @property
    def tag_x(self) -> float:
        """Where the tag begins, on its left."""
        return self.x1 - self.tag_width if self.from_right else self.x0


def place(pieces: list[Piece]) -> int:
    """Give each piece that is not tinted its lane, counted from the text; return how many there are.

    All pieces of one span on a line share a lane, so that its fragments stay joined.
    """
    by_span: dict[tuple[int, bool], list[Piece]] = {}
    for piece in pieces:
        if not piece.tinted:
            by_span.setdefault((piece.span_id, piece.suggested), []).append(piece)
    groups = sorted(by_span.values(), key=lambda g: (g[0].suggested, g[0].weight, g[0].x0, g[0].span_id))
    # A lane is a number whose set bits are the pixels taken: one `&` asks for a whole stretch.
    taken: list[int] = []
    after: dict[int, int] = {}
    for group in groups:
        wanted = _pixels(min(piece.x0 for piece in group), max(piece.x1 for piece in group))
        lane = after.get(wanted, 0)  # the lanes before that were full for the last like it
        while lane < len(taken) and taken[lane] & wanted:
            lane += 1
        if lane == len(taken):
            taken.append(0)
        taken[lane] |= wanted
        after[wanted] = lane + 1
        for piece in group:
            piece.lane = lane
    return len(taken)


def _pixels(x0: float, x1: float) -> int:
    """Return a number whose set bits are the pixels of a stretch and of the gap after it."""
    first, end = max(0, floor(x0)), max(0, ceil(x1 + MIN_GAP))
    return (1 << end) - (1 << first) if first < end else 1


def tag_rooms(pieces: list[Piece], right: float) -> list[tuple[Piece, float]]:
    """Return each piece with a tag and the pixels free for it: up to the next tag of its lane, or to the line's end.

    The line is `right` pixels wide. A tag at the right end of its piece reaches to the left.
    """
    tagged = [piece for piece in pieces if piece.tag]
    leftward = [piece for piece in tagged if piece.from_right]
    if not leftward:
        return _rooms([(piece, piece.x0) for piece in tagged], right)
    rightward = [piece for piece in tagged if not piece.from_right]
    rooms = _rooms([(piece, piece.x0) for piece in rightward], right)
    rooms += _rooms([(piece, right - piece.x1) for piece in leftward], right)
    return [(piece, min(room, _up_to_facing(piece, tagged))) for piece, room in rooms]


def _rooms(begins: list[tuple[Piece, float]], end: float) -> list[tuple[Piece, float]]:
    """Return the room of tags that begin at given places and all reach to the same side."""
    rooms = []
    following: dict[tuple[bool, int], tuple[float, float]] = {}
    for piece, x in sorted(begins, key=lambda begin: begin[1], reverse=True):
        lane = piece.tinted, piece.lane
        next_x, beyond = following.get(lane, (end, end))
        # Two that begin at one place share what comes after both.
        room = next_x if next_x > x else beyond
        rooms.append((piece, room - x))
        following[lane] = x, room
    rooms.reverse()
    return rooms


def _up_to_facing(piece: Piece, others: list[Piece]) -> float:
    """Return half the way to the nearest tag of the lane that reaches towards this one."""
    away = [
        piece.x1 - other.x0 if piece.from_right else other.x1 - piece.x0
        for other in others
        if other.from_right != piece.from_right and (other.tinted, other.lane) == (piece.tinted, piece.lane)
    ]
    return min((room / 2 for room in away if room > 0), default=float("inf"))
