"""The Review screen: cases, readings, agreement; one key takes, Enter decides and goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from annotator.core.decisions import Decision
from annotator.core.spans import Layer, State
from annotator.gui.i18n import tr
from annotator.gui.review.by_rule import ByRule, audited, fill_menu
from annotator.gui.review.case_list import is_same
from annotator.gui.review.doing import handlers_of
from annotator.gui.review.happening import what_happened
from annotator.gui.review.kept_up import KeptUp
from annotator.gui.review.nothing import nothing_said
from annotator.gui.review.showing import shown
from annotator.gui.review.stepping import Stepping, case_of
from annotator.workspace.reasons import read_reasons, reasons
from annotator.workspace.review_rows import Filter, Row
from annotator.workspace.reviewing import ALL_AGREE, Open, Selection, Update
from annotator.workspace.workspace import Annotator, Changed, Workspace


class ReviewScreen(KeptUp):
    """One project, reviewed by one lead. `article_wanted` is given a document to annotate, and a code point in it."""

    article_wanted = Signal(object, object)  # ids are longer than a signal's int

    def __init__(self, workspace: Workspace, lead: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(workspace, lead, parent)
        self.names_shown = False
        self._is_stepping = False  # by undo or redo
        self.by_rule = ByRule(workspace, lead.id, self)
        self.stepping = Stepping(workspace, lead.id, self)
        self._unsubscribe = workspace.subscribe(self._on_changed)
        self._connect()
        self.reload()

    def _connect(self) -> None:
        self.list.filter_changed.connect(self.show_list)
        self.list.list.chosen.connect(self._open_row)
        self.list.left.connect(self.panel.setFocus)
        self.list.accept_pressed.connect(self.accept_agreed)
        self.panel.pressed.connect(lambda name: self.handlers()[name]())
        self.panel.taken.connect(self.deciding.take)
        self.panel.reason_pressed.connect(self.deciding.toggle_reason)
        self.panel.left.connect(self.panel.setFocus)
        self.deciding.changed.connect(self._show_case)
        self.deciding.decided.connect(self._follow)
        self.deciding.closed.connect(self.status_changed)
        self.deciding.free.stepped.connect(self.status_changed)
        self.by_rule.accepted.connect(self._accepted)
        self.stepping.stepped.connect(self._stepped)
        for part in (self.deciding, self.by_rule, self.stepping):
            part.said.connect(self.said)
        self.deciding.failed.connect(self.failed)
        self.deciding.gaps_pressed.connect(self.show_feedback)
        self.stepping.failed.connect(self.failed)
        menu = QMenu(self.list.more)
        menu.aboutToShow.connect(lambda: fill_menu(menu, self))
        self.list.more.setMenu(menu)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of this screen do, by their names in the table."""
        return handlers_of(self)

    # The list

    def show_list(self, *, stays: bool = False) -> None:
        """Show the cases that the filter lets through, at the case in hand if it is among them.

        With `stays`, else at the one that comes after it.
        """
        if self.review is None:
            return
        here, model = self._here, self.list.model
        self.list.load(self.review)
        if here is not None:
            place = model.near(here) if stays else model.find(here) or 0
        else:
            last = self.deciding.free.last() if stays else None  # where the lead was when an edit was left
            place = next((n for n, row in enumerate(model.rows) if (row.document_id, row.key) == last), 0)
        self.list.list.go_to(place)
        if stays:
            self._tell_of(here)

    def show_behind(self, filter_: Filter, states: tuple[State, ...], name: str) -> None:
        """Show the cases behind a figure, of readings in these states, until another chip is chosen."""
        self.deciding.close_edit()
        self.list.show_sample(filter_, name)
        if set(states) != set(self.selection.states):
            self.selection = Selection(states=states)
            self.reload()
        else:
            self.show_list()

    # A case

    def _open_row(self, row: Row | None) -> None:
        if row is None or self.review is None:
            self.deciding.let_go()
            self._show_nothing()
            return
        self.deciding.close_edit()
        opened = self.review.open(row.document_id, row.key)
        if opened is None:
            self.show_update(self.review.refresh(row.document_id))
            return
        self._show_opened(opened)

    def _show_opened(self, opened: Open) -> None:
        assert self.review is not None
        text = self.workspace.text(opened.article.document_id).text
        here = self.case.opened.row if self.case else None
        self.deciding.begin(self.review, shown(opened, text), self._kept)
        self._kept = None
        if here is None or not is_same(here, opened.row):
            self.panel.area.verticalScrollBar().setValue(0)
        self._show_case()
        self._show_history()

    @property
    def _knows_names(self) -> bool:
        """Whether the names are shown of the annotators of the case in hand."""
        return self.names_shown or (self.case is not None and not self.case.opened.row.is_open)

    def _show_case(self) -> None:
        put = self.deciding.put(names=self._knows_names)
        if put is not None:
            self.panel.show_case(put)
            self.panel.show_reason(self.deciding.reason)

    def _show_history(self) -> None:
        if self.review is None or self.case is None:
            self.side.show_history((), {}, hidden=False)
            return
        names = {a.id: a.name for a in self.workspace.annotators()}
        known = read_reasons(self.workspace)
        found = self.review.history_of(self.case.opened)
        self.side.show_history(found, names, known, hidden=not self._knows_names)

    def _show_nothing(self) -> None:
        self._show_history()
        if self.review is not None:
            self.panel.show_message(nothing_said(self.review, filtered=self.list.is_filtered))

    def step(self, direction: int) -> None:
        """Go to the next case, or the one before."""
        place, count = self.list.list.place, len(self.list.model.rows)
        if count and 0 <= place + direction < count:
            self.list.list.go_to(place + direction)
        else:
            self.said.emit(tr("This is the first case.") if direction < 0 else tr("This is the last case."))

    def go_to_end(self, *, first: bool) -> None:
        """Go to the first case, or the last."""
        self.list.list.go_to(0 if first else len(self.list.model.rows) - 1)

    def _follow(self, update: Update, onwards: bool) -> None:
        self.show_update(update, onwards=onwards)
        if onwards:
            self.measuring.soon()

    def show_update(self, update: Update, *, onwards: bool = False) -> None:
        """Show the rows that changed, and the case that is then at hand."""
        assert self.review is not None
        here = self.case.opened.row if self.case else None
        self.list.follow(self.review, update, here, onwards=onwards)
        if not onwards and not self._is_stepping:
            self._tell_of(here)
        self.status_changed.emit()

    def _tell_of(self, here: Row | None) -> None:
        """Say why the case in hand is not what the lead has seen before, if that is so."""
        if self.review is None or here is None:
            return
        now = self.case.opened.row if self.case else None
        if now is None or not is_same(now, here):
            self.deciding.warn(what_happened(self.review, here, has_next=now is not None))
        elif here.is_open and not now.is_open:
            self.deciding.warn(what_happened(self.review, here, has_next=False))
        elif self.deciding.has_changed:
            self.deciding.warn(tr("The readings changed just now: look at them again."))

    # By rule, audit, reasons, feedback

    def accept_agreed(self, rule: str = ALL_AGREE) -> None:
        """Accept by a rule what nobody needs to decide, as one step, in a thread."""
        if self.review is not None:
            self.by_rule.accept(self.selection, self._gold, rule)

    def _accepted(self, touched: list[int]) -> None:
        self._refresh(touched)
        self.measuring.soon()
        self.status_changed.emit()

    def audit(self) -> None:
        """Show some of what rules decided, drawn at random."""
        sample = audited(self.review) if self.review is not None else None
        if sample is None:
            self.said.emit(tr("No rule has decided anything yet."))
            return
        self.list.show_sample(sample, tr("Audit"))
        self.show_list()

    def edit_reasons(self) -> None:
        """Edit the project's own reasons."""
        from annotator.gui.review.reasons import ReasonsDialog

        dialog = ReasonsDialog(self.workspace, self.lead.id, self)
        dialog.exec()
        dialog.deleteLater()
        self.panel.setFocus()

    def show_feedback(self, label: str = "") -> None:
        """Show what annotators can learn from the decisions; of a `label` the gaps in its guideline."""
        from annotator.gui.review.feedback import FeedbackWindow

        window = FeedbackWindow(self.workspace, self, label=label)
        window.article_wanted.connect(self.article_wanted)
        window.show()

    def toggle_names(self) -> None:
        """Show the annotators' names, or hide them until a case is decided."""
        self.names_shown = self.list.names_shown = not self.names_shown
        if self.list.search.text():
            self.show_list()
        self._show_case()
        self._show_history()

    def toggle_unfinished(self) -> None:
        """Count readings that are not finished, too, or leave them out again."""
        both = (State.DONE, State.IN_PROGRESS)
        self.selection = Selection(states=both) if len(self.selection.states) == 1 else Selection()
        self.reload()

    # What else happens

    def undo(self) -> None:
        """Take back the lead's last step, and show its case."""
        self.stepping.step(redo=False, editing=self.editing)

    def redo(self) -> None:
        """Do again what was undone last, and show its case."""
        self.stepping.step(redo=True, editing=self.editing)

    def _stepped(self, changed: Changed) -> None:
        self._is_stepping = True
        try:
            self._on_changed(changed)
        finally:
            self._is_stepping = False
        row = case_of(self.review, changed) if self.review is not None else None
        if not self.list.model.rows and self.list.is_filtered:  # a rule is undone, or its audit
            self.list.clear()
        place = self.list.model.place(row) if row is not None else None
        if place is not None:
            self.list.list.go_to(place)
        self.status_changed.emit()

    def _on_changed(self, changed: Changed) -> None:
        if changed.document_id is not None:
            self._meanwhile.add(changed.document_id)
        if self.deciding.is_writing or self.stepping.is_writing:
            return
        if changed.scheme:
            self.reload()
            return
        if changed.document_id is None and not changed.changes:
            self.reread()
            return
        touched = {changed.document_id} if changed.document_id is not None else {
            e.document_id for c in changed.changes for e in (c.before, c.after) if isinstance(e, Layer | Decision)
        }  # fmt: skip
        self._refresh(sorted(touched))
        if not touched:  # reasons, or what an annotator is
            self.panel.set_reasons(reasons(self.workspace))
            self._show_case()
            self.status_changed.emit()

    def escape(self) -> None:
        """Leave the edit, or the field; where the filter lets nothing through, go back to the open cases."""
        if self.editing is not None:
            self.editing.escape()
            return
        self.panel.setFocus()
        if self.case is None and self.list.is_filtered:
            self.list.clear()

    def set_zoom(self, zoom: float) -> None:
        """Show the words larger or smaller."""
        self._zoom = self.deciding.free.zoom = zoom
        if self.editing is not None:
            self.editing.article.set_zoom(zoom)
        self.panel.set_scheme(self.workspace.scheme, zoom)
        self._show_case()

    def recolour(self) -> None:
        """Draw everything in the colours now in force."""
        self.panel.set_scheme(self.workspace.scheme, self._zoom)
        if self.editing is not None:
            self.editing.article.set_scheme(self.workspace.scheme)
        self._show_case()
        self.list.list.viewport().update()

    def show_keys(self) -> None:
        """Name the keys now in force on the buttons."""
        self.panel.show_keys()
        if self.review is not None:
            self.list.show_counts(self.review)

    @property
    def order_said(self) -> str:
        """What the status bar says of the order of the readings."""
        return tr("Names shown") if self.names_shown else tr("Order of readers is shuffled per case")

    def close_screen(self) -> None:
        """Let go of the workspace."""
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._unsubscribe()
        self.loader.stop()
        self.measuring.stop()
        self.by_rule.stop()
        self.stepping.stop()
        self.deciding.closed.disconnect()  # nothing is shown any more
        self.deciding.free.close()
