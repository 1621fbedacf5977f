"""What the figures are of: annotators, labels, states, copies, each a chip with a menu; and articles, by a filter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from annotator.core.scheme import Scheme
from annotator.core.spans import State
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr, tr_n
from annotator.gui.readers import reader_name
from annotator.gui.widgets import button, literal, tooltip
from annotator.workspace.agreement import Selection
from annotator.workspace.workspace import Annotator

_FEW = 3  # names that a chip says
_FILTER = 210  # pixels
_STATES = ((State.DONE,), (State.DONE, State.IN_PROGRESS), tuple(State))
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _PickMenu(QMenu):
    """A menu of which several entries are chosen: Space or a click does it, Enter and Esc close."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.activeAction()
        if event.key() == Qt.Key.Key_Space and chosen is not None and chosen.isEnabled():
            chosen.trigger()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if chosen is not None and not chosen.isCheckable():
                chosen.trigger()
            self.close()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        chosen = self.actionAt(event.position().toPoint())
        if chosen is not None and chosen.isEnabled() and not chosen.isSeparator():
            chosen.trigger()
        else:
            super().mouseReleaseEvent(event)


class Chips(QWidget):
    """`changed` where the figures are to be of something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selection = Selection()
        self._annotators: list[str] = []
        self._shown: dict[str, str] = {}  # machines and the final reading are marked as such
        self._final: set[str] = set()  # follows from the others: compared where it is chosen
        self._labels: list[tuple[str, str]] = []
        self.annotators = self._chip(lambda: self._open(self.annotators, self._fill_annotators))
        self.labels = self._chip(lambda: self._open(self.labels, self._fill_labels))
        self.states = self._chip(lambda: self._open(self.states, self._fill_states))
        self.copies = self._chip(self._toggle_copies)
        self._menu: QMenu | None = None
        row = FlowLayout(self, gap=6)
        self.articles = self._make_filter()
        for one in (self.annotators, self.labels, self.states, self.copies, self.articles):
            row.addWidget(one)

    def _make_filter(self) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(tr("Articles: words, label:claim…"))
        made.setAccessibleName(tr("Which articles are compared"))
        made.setToolTip(
            tooltip(
                tr(
                    "Words of title, outlet, file name or text, and state:done, label:claim, annotator:Lena, outlet:…, "
                    "date:2024-10..2024-12, flag:yes. All must hold. Enter compares these articles alone."
                )
            )
        )
        made.setMinimumWidth(_FILTER)
        made.setStyleSheet(
            "border-radius: 10px; padding: 3px 9px; font-size: 12px;"
        )  # as the chips beside it
        made.textChanged.connect(self._on_typing)
        made.editingFinished.connect(self._filter)
        return made

    def _on_typing(self, text: str) -> None:
        self.articles.setClearButtonEnabled(bool(text))
        if not text:
            self._filter()

    def _filter(self) -> None:
        text = " ".join(self.articles.text().split())
        queries = (text,) if text else ()
        if queries != self.selection.queries:
            self._change(queries=queries)
            self.changed.emit()

    def _chip(self, run: Callable[[], object]) -> QPushButton:
        made = button("", "chip", run, checkable=True)
        made.setAutoDefault(True)
        return made

    def load(self, annotators: Sequence[Annotator], scheme: Scheme) -> None:
        """Offer what there is; what is no longer there is no longer chosen."""
        self._final = {one.name for one in annotators if one.kind == "gold"}
        self._shown = {
            one.name: tr("{annotator} (final reading)", annotator=one.name)
            if one.name in self._final
            else reader_name(one)
            for one in sorted(annotators, key=lambda one: one.kind == "gold")
        }
        self._annotators = list(self._shown)
        titles = [one.title for one in scheme.labels]
        self._labels = [
            (one.name, one.title if titles.count(one.title) == 1 else f"{one.title} ({one.name})")
            for one in scheme.labels
        ]
        known = {name for name, _ in self._labels}
        chosen = self.selection
        self._take(
            tuple(name for name in chosen.annotators if name in self._annotators),
            tuple(name for name in chosen.labels if name in known),
            chosen.states,
            chosen.queries,
            copies_once=chosen.copies_once,
        )

    def _take(
        self,
        annotators: tuple[str, ...],
        labels: tuple[str, ...],
        states: tuple[State, ...],
        queries: tuple[str, ...],
        *,
        copies_once: bool,
    ) -> None:
        self.selection = Selection(annotators, labels, states, copies_once, queries)
        titles = [title for name, title in self._labels if name in labels]
        is_all = set(annotators) == self._annotators_by_default
        self._show(self.annotators, _named(() if is_all else annotators, 0, tr("Annotators")))
        self._show(self.labels, _named(titles, len(self._labels), tr("Labels")))
        self._show(self.states, _state_names()[_STATES.index(states)])
        self.copies.setText(literal(tr("Copies count once")))
        self.copies.setChecked(copies_once)
        if copies_once:
            self.copies.setAccessibleDescription(tr("Of articles that share passages, only one counts."))

    @property
    def _annotators_by_default(self) -> set[str]:
        return set(self._annotators) - self._final

    @staticmethod
    def _show(chip: QPushButton, text: str) -> None:
        chip.setText(literal(text) + "  ▾")
        chip.setAccessibleName(text)
        chip.setChecked(True)  # Qt has let go of it when it was pressed

    def _change(self, **parts: object) -> None:
        chosen = self.selection
        held = {
            "annotators": chosen.annotators,
            "labels": chosen.labels,
            "states": chosen.states,
            "copies_once": chosen.copies_once,
            "queries": chosen.queries,
        }
        self._take(**(held | parts))  # type: ignore[arg-type]

    def _toggle_copies(self) -> None:
        self._change(copies_once=not self.selection.copies_once)
        self.changed.emit()

    # Menus

    def _open(self, chip: QPushButton, fill: Callable[[QMenu], None]) -> None:
        chip.setChecked(True)
        before = self.selection
        menu = self._menu = _PickMenu(chip)
        fill(menu)
        menu.aboutToHide.connect(lambda: self._closed(before))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)))
        first = next((one for one in menu.actions() if not one.isSeparator()), None)
        if first is not None:
            menu.setActiveAction(first)

    def _closed(self, before: Selection) -> None:
        if self.selection != before:
            self.changed.emit()

    def _fill_annotators(self, menu: QMenu) -> None:
        _fill_several(menu, [*self._shown.items()], self.selection.annotators,
                      lambda names: self._change(annotators=names), self._final)  # fmt: skip

    def _fill_labels(self, menu: QMenu) -> None:
        _fill_several(menu, self._labels, self.selection.labels, lambda names: self._change(labels=names))

    def _fill_states(self, menu: QMenu) -> None:
        for states, name in zip(_STATES, _state_names(), strict=True):
            action = menu.addAction(literal(name))
            action.setCheckable(True)
            action.setChecked(states == self.selection.states)
            action.triggered.connect(lambda _=False, states=states: self._choose_states(menu, states))

    def _choose_states(self, menu: QMenu, states: tuple[State, ...]) -> None:
        self._change(states=states)
        menu.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the chips with the arrows."""
        step = _STEPS.get(Qt.Key(event.key()))
        chips = [self.annotators, self.labels, self.states, self.copies]
        at = next((n for n, one in enumerate(chips) if one.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        chips[(at + step) % len(chips)].setFocus()


def _state_names() -> tuple[str, str, str]:
    return tr("Done readings"), tr("Done and in progress"), tr("All readings")


def _named(chosen: Sequence[str], of: int, what: str) -> str:
    if not chosen or len(chosen) == of:
        return f"{what}: {tr('all')}"
    if len(chosen) <= _FEW:
        return f"{what}: {', '.join(chosen)}"
    return f"{what}: " + tr_n("{n} chosen", "{n} chosen", len(chosen))


def _fill_several(
    menu: QMenu,
    offers: Sequence[tuple[str, str]],
    chosen: Collection[str],
    choose: Callable[[tuple[str, ...]], None],
    apart: Collection[str] = (),
) -> None:
    """Offer all, and each alone; what is chosen has a tick. Those `apart` are not among all."""
    every = {name for name, _ in offers if name not in apart}
    everything = menu.addAction(tr("All"))
    menu.addSeparator()
    actions: list[tuple[str, QAction]] = []
    for name, title in offers:
        action = menu.addAction(literal(title))
        action.setCheckable(True)
        action.setChecked(name in (chosen or every))
        actions.append((name, action))

    def take(last: QAction | None = None) -> None:
        names = tuple(name for name, action in actions if action.isChecked())
        if not names and last is not None:  # none at all would be nothing to compare
            last.setChecked(True)
            return
        choose(() if set(names) == every else names)

    def take_all() -> None:
        for name, action in actions:
            action.setChecked(name in every)
        take()

    everything.triggered.connect(lambda _=False: take_all())
    for _, one in actions:
        one.triggered.connect(lambda _=False, one=one: take(one))
