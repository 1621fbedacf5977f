"""Lines for a terminal: cut to its width, and with nothing in them that it would obey."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence

_GAP = "  "
_LEAST = 60


def is_terminal() -> bool:
    """Tell whether people read what is printed, and no other program."""
    return sys.stdout.isatty()


def plain(text: str) -> str:
    """Return a text on one line, what cannot be printed replaced."""
    return harmless(" ".join(text.split()))


def harmless(line: str) -> str:
    """Return a line as it is, what cannot be printed replaced: it might move the cursor, or worse."""
    return line if line.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in line)


def shortened(text: str, width: int) -> str:
    """Return what fits of a text, with an ellipsis where that is not all."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"


def cut_to_width(rows: Sequence[Sequence[str]], shares: Sequence[int | None]) -> Iterator[str]:
    """Yield rows as lines no wider than the terminal, their columns under each other.

    Columns without a share are as wide as they must be; the others share the rest, none wider
    than it needs.
    """
    widest = [max((len(row[n]) for row in rows), default=0) for n in range(len(shares))]
    room = max(_LEAST, shutil.get_terminal_size().columns) - len(_GAP) * (len(shares) - 1)
    room -= sum(width for width, share in zip(widest, shares, strict=True) if share is None)
    widths, left = list(widest), sum(share for share in shares if share)
    # Those that need least first: what they leave goes to the others.
    for n in sorted(
        (n for n, share in enumerate(shares) if share), key=lambda n: widest[n] / (shares[n] or 1)
    ):
        share = shares[n] or 1
        widths[n] = min(widest[n], max(1, room * share // left))
        room, left = room - widths[n], left - share
    for row in rows:
        cells = (shortened(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True))
        yield _GAP.join(cells).rstrip()
