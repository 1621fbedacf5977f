"""The program's entry: a command, or the window on what is named."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from annotator.core.errors import AnnotatorError

COMMANDS = ("import", "export", "train", "agreement", "cases", "stats", "check")


def main() -> int:
    """Run what the command line says; return the exit status."""
    arguments = sys.argv[1:]
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        from annotator.cli.main import cli

        return cli()
    return open_window([Path(argument) for argument in arguments])


def open_window(paths: list[Path]) -> int:
    """Check what was named before there is a window, then show it."""
    # What a start makes is nearly all kept; looking for garbage in it takes a quarter of the time.
    gc.disable()
    from annotator.gui.display import check_display, is_read
    from annotator.workspace.projects import check_named

    try:
        # Where nobody reads it, as after a double click, the window says what is wrong.
        if paths and is_read(sys.stderr):
            check_named(paths)
        check_display()
    except AnnotatorError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    try:
        from annotator.gui.app import run
    except ImportError as error:
        print(f"Qt cannot be loaded ({error}). Install what is missing and try again.", file=sys.stderr)  # noqa: T201
        return 1
    return run(paths)


if __name__ == "__main__":
    sys.exit(main())
