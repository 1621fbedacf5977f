"""What can go wrong, as a tree.

    AnnotatorError                 a known error: its sentence says what to do
    ├── ProjectError               the project file cannot be used as it is
    │   ├── ProjectDamaged         not a project, or its pages are broken
    │   ├── ProjectTooNew          written by a newer version of the tool
    │   ├── ProjectLocked          another program holds it
    │   └── ProjectNotWritable     no permission, read-only, or the disk is full
    ├── EditError                  an edit that the layer or the scheme does not allow
    │   ├── AlreadyThere           the same span or relation exists
    │   └── StaleEdit              what it would change is no longer as it was
    ├── SchemeError                a scheme file that cannot be used
    └── InputError                 input that cannot be read, with file and line

`Cancelled` stands apart: the user stopped the work. Anything else that is raised is a bug.
"""

# ruff: noqa: N818 (the names say what is wrong with what)

from __future__ import annotations

from annotator.core.messages import Message, message


class AnnotatorError(Exception):
    """A known error. `message` is the sentence shown to the user."""

    def __init__(self, template: str, /, **values: object) -> None:
        self.message: Message = message(template, **values)
        super().__init__(str(self.message))


class ProjectError(AnnotatorError):
    """The project file cannot be used as it is."""


class ProjectDamaged(ProjectError):
    """The file is not a project, or it is damaged."""


class ProjectTooNew(ProjectError):
    """The file was written by a newer version of the tool."""


class ProjectLocked(ProjectError):
    """Another program is writing to the file."""


class ProjectNotWritable(ProjectError):
    """The file cannot be written: permission, read-only medium or full disk."""


class EditError(AnnotatorError):
    """The layer or the scheme does not allow this edit."""


class AlreadyThere(EditError):
    """The same span or relation exists already."""


class StaleEdit(EditError):
    """What the edit would change is no longer as it was."""


class SchemeError(AnnotatorError):
    """A scheme that cannot be used."""


class InputError(AnnotatorError):
    """Input that cannot be read."""


class Cancelled(Exception):
    """The user stopped the work; what it was to change is as it was."""
