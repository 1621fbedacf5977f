"""Names written with the characters that a format takes, so that they read back as they were."""

from __future__ import annotations

import re
from collections.abc import Container

_CODE = re.compile(r"U_([0-9a-f]{1,6})_")
_LIKE_CODE = re.compile(r"U(?=_[0-9a-f])")
_SURROGATES = range(0xD800, 0xE000)
_LAST = 0x10FFFF


def coded(name: str, unfit: re.Pattern[str], reserved: Container[str] = ()) -> str:
    """Return a name with each character that `unfit` matches written as `U_` with its number and `_`.

    A name in `reserved` has its first character written so.
    """
    spared = {match.start() for match in unfit.finditer(name)}
    spared.update(match.start() for match in _LIKE_CODE.finditer(name))
    if name in reserved:
        spared.add(0)
    return "".join(f"U_{ord(c):x}_" if i in spared else c for i, c in enumerate(name))


def decoded(name: str) -> str:
    """Return the name that was `coded`; any other is returned as it is."""
    return _CODE.sub(_character, name) if "U_" in name else name


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return match[0] if number > _LAST or number in _SURROGATES else chr(number)
