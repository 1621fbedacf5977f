"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from annotator.core.spans import State

Command = TypeVar("Command", bound=Callable[..., object])


class Formats(click.Choice):  # type: ignore[type-arg]
    """Names of formats, told when they are asked for: to load them all takes longer than most commands."""

    def __init__(self, names: Callable[[], tuple[str, ...]]) -> None:
        self.case_sensitive = True
        self._names = names

    @property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names that can be chosen."""
        return self._names()


project = click.argument("project", type=click.Path(path_type=Path, readable=False))
as_json = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on stdout.")
annotators = click.option(
    "--annotator",
    "annotators",
    metavar="NAME",
    multiple=True,
    help="Only this annotator's readings (repeatable).",
)
labels = click.option(
    "--label", "labels", metavar="NAME", multiple=True, help="Only spans with this label (repeatable)."
)


def states(otherwise: str) -> Callable[[Command], Command]:
    """Return the option for the states of readings; `otherwise` says which ones go if none is given."""
    return click.option(
        "--state",
        "states",
        type=click.Choice([state.value for state in State]),
        multiple=True,
        help=f"Only readings in this state (repeatable); {otherwise} if not given.",
    )


def compared(command: Command) -> Command:
    """Give a command the options that say which readings are compared."""
    all_states = click.option("--all-states", is_flag=True, help="Readings that are not done, too.")
    once = click.option(
        "--copies-once", is_flag=True, help="Of articles that share passages, such as wire copies, only one."
    )
    return annotators(labels(all_states(once(command))))
