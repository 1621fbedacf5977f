"""The Review screen: cases, readings, agreement; one key takes, Enter decides and goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.core.decisions import Choice, Decision
from annotator.core.errors import AnnotatorError, EditError
from annotator.core.spans import Layer, State
from annotator.gui.dialogs.messages import show_error
from annotator.gui.dialogs.progress import ProgressDialog
from annotator.gui.i18n import told, tr, tr_n
from annotator.gui.review.case_panel import CasePanel
from annotator.gui.review.editing import EditPane
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.review.loading import Loader
from annotator.gui.review.showing import Shown, shown
from annotator.gui.review.side import Side
from annotator.gui.review.wording import reason_name
from annotator.workspace.review_agreement import Figures
from annotator.workspace.review_rows import Board, Filter, Row
from annotator.workspace.reviewing import (
    ALL_AGREE,
    MAJORITY,
    TRUSTED,
    Open,
    Preview,
    Review,
    Selection,
    Update,
    gold_of,
    reasons,
    set_machine,
)
from annotator.workspace.workspace import Annotator, Changed, Workspace

_WIDTHS = (290, 830, 290)
_LEAST = (180, 280, 170)
_MEASURE_AFTER_MS = 1_500
_AUDITED = 20
_WITH_SIDE = 900  # pixels; below them agreement and history make room


class ReviewScreen(QWidget):
    """One project, reviewed by one lead."""

    said = Signal(str)
    failed = Signal(object)
    status_changed = Signal()

    def __init__(self, workspace: Workspace, lead: Annotator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.lead = lead
        self.selection = Selection()
        self.review: Review | None = None
        self.case: Shown | None = None
        self.choice: tuple[Choice, str | None] | None = None
        self.reason = ""
        self.names_shown = False
        self.editing: EditPane | None = None
        self._gold = gold_of(workspace)
        self._own = False
        self._waiting: set[int] = set()
        self._zoom = 1.0
        self.loader = Loader(workspace, self)
        self.list = ListPanel(workspace.scheme)
        self.panel = CasePanel(workspace.scheme)
        self.side = Side()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, widget in enumerate((self.list, self.panel, self.side)):
            widget.setMinimumWidth(_LEAST[number])
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(number, int(number == 1))
        self.splitter.setSizes(_WIDTHS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()  # the keys of the review are those of its first page alone
        self._stack.addWidget(self.splitter)
        column.addWidget(self._stack)
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.setInterval(_MEASURE_AFTER_MS)
        self._measure.timeout.connect(lambda: self.loader.measure(self.selection))
        self._unsubscribe = workspace.subscribe(self._on_changed)
        self._connect()
        self.reload()

    def _connect(self) -> None:
        self.loader.loaded.connect(self._show_board)
        self.loader.progressed.connect(self._show_progress)
        self.loader.measured.connect(self._show_figures)
        self.loader.failed.connect(self._show_failure)
        self.list.filter_changed.connect(self._show_list)
        self.list.list.chosen.connect(self._open_row)
        self.list.left.connect(self.panel.setFocus)
        self.list.accept_pressed.connect(self.accept_agreed)
        self.panel.pressed.connect(lambda name: self.handlers()[name]())
        self.panel.taken.connect(self.take)
        self.panel.reason_pressed.connect(self._choose_reason)
        self.panel.left.connect(self.panel.setFocus)
        menu = QMenu(self.list.more)
        menu.aboutToShow.connect(partial(self._fill_menu, menu))
        self.list.more.setMenu(menu)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of this screen do, by their names in the table."""
        found: dict[str, Callable[[], object]] = {
            "review_next": partial(self.step, 1),
            "review_previous": partial(self.step, -1),
            "review_union": partial(self.choose, Choice.UNION),
            "review_overlap": partial(self.choose, Choice.OVERLAP),
            "review_none": partial(self.choose, Choice.NONE),
            "review_edit": self.edit,
            "review_later": self.later,
            "review_reason": self.next_reason,
            "review_note": self._write_note,
            "review_decide": self.decide,
            "review_names": self.toggle_names,
            "review_accept": self.accept_agreed,
            "review_feedback": self.show_feedback,
        }
        return found | {f"review_take_{n}": partial(self.take, n - 1) for n in range(1, 10)}

    # Reading

    def reload(self) -> None:
        """Read all cases anew."""
        self.review, self.case = None, None
        self._waiting.clear()
        self.panel.set_scheme(self.workspace.scheme, self._zoom)
        self.panel.set_reasons(reasons(self.workspace))
        self.list.model.scheme = self.workspace.scheme
        self._gold = gold_of(self.workspace, self._gold)
        self.panel.show_message(tr("Reading the cases…"))
        self.loader.load(self.selection, self._gold)

    reread = reload

    def _show_progress(self, done: int, total: int) -> None:
        if self.review is None:
            self.panel.show_message(tr("Reading the cases… article {n} of {total}", n=done, total=total))

    def _show_board(self, board: Board) -> None:
        self.review = Review(self.workspace, self.lead.id, self.selection, board, self._gold)
        for document_id in self._waiting:
            self.review.refresh(document_id)
        self._waiting.clear()
        self._show_list()
        self.loader.measure(self.selection)
        self.status_changed.emit()

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self.panel.show_message(told(error.message))

    def _show_figures(self, found: Figures) -> None:
        self.side.show_figures(found)

    def _show_list(self) -> None:
        """Show the cases that the filter lets through, at the case in hand if it is among them."""
        if self.review is None:
            return
        here = self.case.opened.row if self.case else None
        self.list.model.load(self.review.rows, self.list.filter)
        self.list.show_counts(self.review)
        place = self.list.model.place(here) if here is not None else None
        self.list.list.go_to(place or 0)

    def show_behind(self, filter_: Filter, states: tuple[State, ...], name: str) -> None:
        """Show the cases behind a figure, of readings in these states, until another chip is chosen."""
        self.list.show_sample(filter_, name)
        if set(states) != set(self.selection.states):
            self.selection = Selection(states=states)
            self.reload()
        else:
            self._show_list()

    # A case

    def _open_row(self, row: Row | None) -> None:
        if row is None or self.review is None:
            self.case = None
            self._show_nothing()
            return
        self.close_edit()
        opened = self.review.open(row.document_id, row.key)
        if opened is None:
            self._apply(self.review.refresh(row.document_id))
            return
        self._show_opened(opened)

    def _show_opened(self, opened: Open) -> None:
        assert self.review is not None
        text = self.workspace.text(opened.article.document_id).text
        self.case = shown(opened, text)
        decided = opened.item.decisions[-1] if opened.item.decisions else None
        self.choice, self.reason = self._first_choice(opened, decided), decided.reason if decided else ""
        self.panel.note.setText(decided.note if decided else "")
        self.panel.area.verticalScrollBar().setValue(0)
        self._show_case()
        self._show_history()

    def _first_choice(self, opened: Open, decided: Decision | None) -> tuple[Choice, str | None] | None:
        """Return what was decided, else the reading that most have."""
        assert self.review is not None
        names = opened.article.names
        if decided is not None and decided.choice not in (Choice.LATER, Choice.EDITED):
            taken = names.get(decided.taken) if decided.taken is not None else None
            if decided.choice != Choice.READING or taken in opened.item.case.spans:
                return decided.choice, taken
        proposal = self.review.proposal(opened)
        return (Choice.READING, proposal) if proposal is not None else None

    @property
    def _final(self) -> Preview:
        """What the final reading would be."""
        if self.review is None or self.case is None or self.choice is None:
            return Preview()
        return self.review.preview(self.case.opened, *self.choice)

    def _show_case(self) -> None:
        if self.case is None:
            return
        known = {a.name: a for a in self.workspace.annotators()}
        names = self.names_shown or not self.case.opened.row.is_open
        self.panel.show_case(self.case, self.choice, self._final, names=names, annotators=known)
        self.panel.show_reason(self.reason)

    def _show_history(self) -> None:
        if self.review is None or self.case is None:
            self.side.show_history((), {}, hidden=False)
            return
        names = {a.id: a.name for a in self.workspace.annotators()}
        hidden = self.case.opened.row.is_open and not self.names_shown
        self.side.show_history(self.review.history_of(self.case.opened), names, hidden=hidden)

    def _show_nothing(self) -> None:
        """Say what to do where there is no case to show."""
        assert self.review is not None
        self._show_history()
        counts = self.review.counts()
        if self.list.search.text() or self.list.chip != "open" or self.list.sample is not None:
            text = tr("There is no such case. Clear the filter, or choose Open.")
        elif not self.review.board.rows:
            text = self._why_nothing(self.review.board.readers)
        elif self.review.agreed:
            text = tr("Nothing is left to decide. Accept the agreed spans, and the final reading is whole.")
        elif counts["by hand"] or counts["automatic"]:
            text = tr(
                "All cases are decided. The final reading can be exported, and Feedback shows the annotators "
                "where they differ from it."
            )
        else:
            text = tr("The annotators agree on everything.")
        self.panel.show_message(text)

    def _why_nothing(self, readers: int) -> str:
        if readers < 2:
            return tr(
                "There is one annotator only. Import the readings of others from the project menu, "
                "or let somebody else mark the same articles; where they differ, there are cases here."
            )
        return tr(
            "No article has been finished by two annotators. An article is finished when it is marked as done; "
            "⋯ shows unfinished readings, too."
        )

    # Commands

    def step(self, direction: int) -> None:
        """Go to the next case, or the one before."""
        place, count = self.list.list.place, len(self.list.model.rows)
        if count and 0 <= place + direction < count:
            self.list.list.go_to(place + direction)
        else:
            self.said.emit(tr("That is the end of the list."))

    def take(self, place: int) -> None:
        """Choose a reading by its number, from 0."""
        if self.case is not None and place < len(self.case.lanes):
            self.choose(Choice.READING, self.case.lanes[place][0])
            self.panel.show_lane(place)

    def choose(self, choice: Choice, taken: str | None = None) -> None:
        """Choose what the final reading is to be."""
        if self.case is None:
            return
        final = Preview()
        if self.review is not None:
            final = self.review.preview(self.case.opened, choice, taken)
        if choice == Choice.OVERLAP and not final.spans and not final.links:
            self.said.emit(tr("The readings have nothing in common."))
            return
        self.choice = choice, taken
        self._show_case()

    def next_reason(self) -> None:
        """Choose the next of the project's reasons, and after the last none."""
        known = ["", *reasons(self.workspace)]
        place = known.index(self.reason) if self.reason in known else 0
        self.reason = known[(place + 1) % len(known)]
        self.panel.show_reason(self.reason)
        self.said.emit(tr("Reason: {reason}", reason=reason_name(self.reason) or "–"))

    def _choose_reason(self, reason: str) -> None:
        self.reason = "" if reason == self.reason else reason
        self.panel.show_reason(self.reason)

    def _write_note(self) -> None:
        if self.case is not None:
            self.panel.note.setFocus()
            self.panel.note.selectAll()

    def decide(self) -> None:
        """Decide the case as chosen, and go on to the next."""
        if self.editing is not None or self.case is None or self.review is None:
            return
        if self.choice is None:
            self.said.emit(tr("Choose a reading by its number first, or U, I, 0, E."))
            return
        opened, review, (choice, taken) = self.case.opened, self.review, self.choice
        note = " ".join(self.panel.note.text().split())
        self._run(lambda: review.decide(opened, choice, taken, reason=self.reason, note=note))

    def later(self) -> None:
        """Put the case off, and go on to the next."""
        if self.case is not None and self.review is not None:
            opened, review = self.case.opened, self.review
            self._run(lambda: review.later(opened))

    def _run(self, decide: Callable[[], Update]) -> bool:
        """Decide, show what follows, and open the next case; what cannot be done is said."""
        assert self.case is not None
        assert self.review is not None
        document_id = self.case.opened.article.document_id
        try:
            self._own = True
            update = decide()
        except EditError as error:
            self._own = False
            self.said.emit(told(error.message))
            self._apply(self.review.refresh(document_id))
            return False
        except AnnotatorError as error:
            self._own = False
            self.failed.emit(error)
            return False
        self._own = False
        self.panel.setFocus()
        self._apply(update, onwards=True)
        self._measure.start()
        return True

    def _apply(self, update: Update, *, onwards: bool = False) -> None:
        """Show the rows that changed, and the case that is then at hand."""
        assert self.review is not None
        here = self.case.opened.row if self.case else None
        place = self.list.list.place
        self.list.model.apply(update)
        self.list.show_counts(self.review)
        same = self.list.model.place(here) if here is not None else None
        if same is not None and not onwards:
            place = same
        elif onwards:
            gone = here is None or not any(row.key == here.key for row in self._seen(update, here))
            place = place if gone else place + 1
        self.list.list.go_to(place)
        self.status_changed.emit()

    def _seen(self, update: Update, here: Row) -> list[Row]:
        """Return the rows of a case after it was decided that the list still shows at or before its place."""
        return [
            row for row in update.come
            if row.document_id == here.document_id and self.list.model.place(row) is not None
            and row.order <= here.order
        ]  # fmt: skip

    # Editing

    def edit(self) -> None:
        """Edit the final reading freely, in its article."""
        if self.case is None or self.review is None or self.editing is not None:
            return
        opened = self.case.opened
        choice, taken = self.choice or (Choice.UNION, None)
        gold = self.review.planned(opened, choice, taken)
        pane = self.editing = EditPane(self.workspace, gold, self._zoom)
        pane.decided.connect(self._decide_edited)
        pane.left.connect(self.close_edit)
        pane.said.connect(self.said)
        pane.failed.connect(self.failed)
        self._stack.addWidget(pane)
        self._stack.setCurrentWidget(pane)
        new = [i for i in gold.spans if i not in opened.article.gold.spans]
        old = [i for d in opened.item.decisions for i in d.spans if i in gold.spans]
        pane.open(opened.article.document_id, opened.row.start, next(iter([*new, *old]), None))
        self.status_changed.emit()

    def _decide_edited(self) -> None:
        pane = self.editing
        if pane is None or self.case is None or self.review is None:
            return
        opened, review, gold = self.case.opened, self.review, pane.gold
        note = " ".join(self.panel.note.text().split())
        self.close_edit()
        self._run(lambda: review.decide_edited(opened, gold, reason=self.reason, note=note))

    def close_edit(self) -> None:
        """Go back from the article to the case."""
        pane, self.editing = self.editing, None
        if pane is not None:
            self._stack.setCurrentWidget(self.splitter)
            self._stack.removeWidget(pane)
            pane.close_pane()
            pane.deleteLater()
            self.panel.setFocus()
            self.status_changed.emit()

    # By rule, audit, feedback, machines

    def accept_agreed(self, rule: str = ALL_AGREE) -> None:
        """Accept by a rule what nobody needs to decide, as one step, in a thread."""
        if self.review is None:
            return
        job = self.loader.accept_job(self.lead.id, self.selection, rule, self._gold)
        dialog = ProgressDialog(tr("Accept by rule"), job, self)
        job.progressed.connect(partial(_show_step, dialog))
        job.succeeded.connect(self._accepted)
        job.failed.connect(self._show_job_failure)
        job.ended.connect(job.deleteLater)
        dialog.show_later()
        job.start()

    def _accepted(self, result: tuple[int, list[int]]) -> None:
        count, touched = result
        if not count:
            self.said.emit(tr("There is nothing to accept by this rule."))
            return
        self.workspace.changed_elsewhere()  # it was us
        self.said.emit(tr_n("{n} reading accepted. Undo takes it back.", "{n} readings accepted. Undo takes them back.",
                            count))  # fmt: skip
        self._refresh(touched)
        self._measure.start()
        self.status_changed.emit()

    def _show_job_failure(self, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        show_error(error, self)

    def audit(self) -> None:
        """Show some of what rules decided, drawn at random."""
        if self.review is None:
            return
        drawn = self.review.audit_sample(_AUDITED, seed=self.review.counts()["automatic"])
        if not drawn:
            self.said.emit(tr("No rule has decided anything yet."))
            return
        rows = frozenset(row.key for row in drawn)
        self.list.show_sample(Filter(automatic=True, rows=rows), tr("Audit"))
        self._show_list()

    def show_feedback(self) -> None:
        """Show what annotators can learn from the decisions."""
        from annotator.gui.review.feedback import FeedbackWindow

        FeedbackWindow(self.workspace, self).show()

    def toggle_names(self) -> None:
        """Show the annotators' names, or hide them until a case is decided."""
        self.names_shown = not self.names_shown
        self._show_case()
        self._show_history()

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()

        def add(text: str, run: Callable[[], object], *, on: bool | None = None) -> None:
            action = menu.addAction(text.replace("&", "&&"))
            if on is not None:
                action.setCheckable(True)
                action.setChecked(on)
            action.triggered.connect(lambda _=False: run())

        add(tr("Show names"), self.toggle_names, on=self.names_shown)
        add(tr("Also unfinished readings"), self._toggle_unfinished, on=len(self.selection.states) > 1)
        menu.addSeparator()
        add(tr("Accept what all agree on"), self.accept_agreed)
        add(tr("Accept what more than half have"), partial(self.accept_agreed, MAJORITY))
        readers = [a for a in self.workspace.annotators() if a.kind != "gold" and a.id != self.lead.id]
        for one in readers:
            rule = partial(self.accept_agreed, TRUSTED + one.name)
            add(tr("Accept the readings of {annotator}", annotator=one.name), rule)
        add(tr("Audit a sample of what rules decided"), self.audit)
        menu.addSeparator()
        for one in readers:
            is_machine = one.kind == "machine"
            text = tr("{annotator} is a machine", annotator=one.name)
            add(text, partial(self._set_machine, one, not is_machine), on=is_machine)
        menu.addSeparator()
        add(tr("Feedback…"), self.show_feedback)

    def _toggle_unfinished(self) -> None:
        some = (
            Selection(states=(State.DONE, State.IN_PROGRESS))
            if len(self.selection.states) == 1
            else Selection()
        )
        self.selection = some
        self.reload()

    def _set_machine(self, annotator: Annotator, machine: bool) -> None:
        set_machine(self.workspace, self.lead.id, annotator.id, machine=machine)
        self._show_case()
        self.status_changed.emit()

    # What else happens

    def undo(self) -> None:
        """Take back the lead's last step, and show its case."""
        self._step_history(
            self.workspace.undo, tr("There is nothing to undo."), lambda n: tr("Undone: {name}", name=n)
        )

    def redo(self) -> None:
        """Do again what was undone last, and show its case."""
        self._step_history(
            self.workspace.redo, tr("There is nothing to redo."), lambda n: tr("Done again: {name}", name=n)
        )

    def _step_history(
        self, step: Callable[[int], Changed | None], nothing: str, done: Callable[[str], str]
    ) -> None:
        if self.editing is not None:
            session = self.editing.session
            session.undo() if step == self.workspace.undo else session.redo()
            return
        try:
            self._own = True
            changed = step(self.lead.id)
        except EditError as error:
            self.said.emit(told(error.message))
            return
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        finally:
            self._own = False
        if changed is None:
            self.said.emit(nothing)
            return
        self._on_changed(changed)
        self.said.emit(done(told(changed.name)))
        self._go_to_decision(changed)
        self.status_changed.emit()

    def _go_to_decision(self, changed: Changed) -> None:
        """Open the case that a change was about, where the list shows it."""
        decisions = [e for c in changed.changes for e in (c.before, c.after) if isinstance(e, Decision)]
        if self.review is None or not decisions or changed.document_id is None:
            return
        ids = {span.id for said in decisions[0].said for span in said.spans}
        for row in self.review.board.rows.get(changed.document_id, ()):
            if row.key[1] in ids and (row.type == "link") == decisions[0].is_of_links:
                place = self.list.model.place(row)
                if place is not None:
                    self.list.list.go_to(place)
                    return

    def _on_changed(self, changed: Changed) -> None:
        if self._own:
            return
        if changed.scheme or (changed.document_id is None and not changed.changes):
            self.reload()
            return
        touched = {changed.document_id} if changed.document_id is not None else {
            e.document_id for c in changed.changes for e in (c.before, c.after) if isinstance(e, Layer | Decision)
        }  # fmt: skip
        self._refresh(sorted(touched))

    def _refresh(self, documents: list[int]) -> None:
        """Show documents as they now are; very many are read anew in the thread."""
        if self.review is None:
            self._waiting |= set(documents)
        elif len(documents) > 50:
            self.reload()
        else:
            self.close_edit()
            update = Update()
            for document_id in documents:
                found = self.review.refresh(document_id)
                update.gone += found.gone
                update.come += found.come
            self._apply(update)
            self._measure.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the case where there is little."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= _WITH_SIDE)

    def next_pane(self) -> None:
        """Put the keyboard into the next of list and case."""
        (self.list.list if self.panel.hasFocus() else self.panel).setFocus()

    def escape(self) -> None:
        """Leave the edit, or the field."""
        if self.editing is not None:
            self.editing.escape()
        else:
            self.panel.setFocus()

    def set_zoom(self, zoom: float) -> None:
        """Show the words larger or smaller."""
        self._zoom = zoom
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

    def save_layout(self) -> QByteArray:
        """Return the widths of the panes, to be remembered."""
        return self.splitter.saveState()

    def close_screen(self) -> None:
        """Let go of the workspace."""
        self._measure.stop()
        self._unsubscribe()
        self.loader.stop()
        self.close_edit()


def _show_step(dialog: ProgressDialog, step: tuple[int, int]) -> None:
    dialog.show_progress(*step, tr("{n} of {total}", n=step[0], total=step[1]))
