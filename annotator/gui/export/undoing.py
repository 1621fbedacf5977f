"""Undo and redo from within the export window: a fix of many articles is many steps, and goes back as one."""

from __future__ import annotations

from annotator.gui.i18n import told, tr, tr_n
from annotator.workspace.workspace import Annotator, Workspace


class Undoing:
    """Remembers how many steps the last fix was, until something else is done."""

    def __init__(self, workspace: Workspace, annotator: Annotator) -> None:
        self._workspace, self._annotator = workspace, annotator
        self._steps = {False: 1, True: 1}  # to undo, to redo
        self._is_stepping = False

    def remember(self, steps: int) -> None:
        """Take so many steps for one."""
        self._steps = {False: max(steps, 1), True: 1}

    def forget(self) -> None:
        """Something was done: the next step is one."""
        if not self._is_stepping:
            self._steps = {False: 1, True: 1}

    def step(self, *, redo: bool) -> str:
        """Undo or redo; return what to say. Raises AnnotatorError."""
        workspace, who = self._workspace, self._annotator.id
        if workspace.is_scheme_ahead(who, redo=redo) or workspace.is_much_ahead(who, redo=redo):
            return tr("The step before was not done here; take it back in the window of the articles.")
        steps, done, name = self._steps[redo], 0, None
        self._is_stepping = True
        try:
            for _ in range(steps):
                changed = workspace.redo(who) if redo else workspace.undo(who)
                if changed is None:
                    break
                done, name = done + 1, name or changed.name
        finally:
            self._is_stepping = False
            self._steps = {redo: max(steps - done, 1), not redo: max(done, 1)}
        if name is None:
            return tr("There is nothing to do again.") if redo else tr("There is nothing to undo.")
        if done > 1:
            return (
                tr_n("Done again, in {n} article.", "Done again, in {n} articles.", done)
                if redo
                else tr_n("Undone, in {n} article.", "Undone, in {n} articles.", done)
            )
        return tr("Done again: {name}", name=told(name)) if redo else tr("Undone: {name}", name=told(name))
