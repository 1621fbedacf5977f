"""What every command does: open the project, and say known errors as one sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from annotator.cli.terminal import plain
from annotator.core.errors import AnnotatorError
from annotator.workspace.projects import SUFFIX
from annotator.workspace.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])


def command(function: Command) -> Command:
    """Say known errors as one sentence, with exit status 1."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except AnnotatorError as error:
            click.echo(f"annotator: {plain(str(error))}", err=True)
            sys.exit(1)
        except BrokenPipeError:
            raise  # nobody reads on: click ends quietly
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            click.echo(plain(f"annotator: {place}{error.strerror or error}."), err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("annotator: stopped; nothing was left half done.", err=True)
            sys.exit(1)

    return run  # type: ignore[return-value]


@contextmanager
def opened(path: Path, *, read_only: bool = True) -> Iterator[Workspace]:
    """Open a project, named with its suffix or without, for a block. Raises ProjectError."""
    if not path.exists() and not path.suffix:
        path = path.with_suffix(SUFFIX)
    workspace = Workspace(path, read_only=read_only)
    try:
        yield workspace
    finally:
        workspace.close()
