"""Where the files that come with the program are, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.core.scheme import Scheme

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """Return the path of a file or folder under `resources/` (or `seeds`)."""
    installed = _PACKAGE / "resources"
    if installed.is_dir():
        return installed.joinpath(*parts)
    checkout = _PACKAGE.parent
    return checkout.joinpath(*parts) if parts[:1] == ("seeds",) else checkout.joinpath("resources", *parts)


def default_scheme() -> Scheme:
    """Return the scheme a new project starts with."""
    return read_scheme(resource("schemes", "default.toml"))


def read_scheme(path: Path) -> Scheme:
    """Read a scheme file. Raises SchemeError, OSError, tomllib.TOMLDecodeError."""
    # Not at the top: the window asks for a path here before anything else is loaded.
    import tomllib

    from annotator.core.scheme import scheme_from_dict

    with path.open("rb") as file:
        return scheme_from_dict(tomllib.load(file))
