"""What stands over the article while the export window has given way to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from annotator.gui.export.wording import kind_name
from annotator.gui.i18n import told, tr
from annotator.gui.keys import shown_key
from annotator.gui.status import Elided
from annotator.gui.widgets import button
from annotator.workspace.exporting import Loss
from annotator.workspace.workspace import Annotator

_LONGEST = 60


class ExportStrip(QFrame):
    """Says what was asked for in the list, and leads back to it."""

    def __init__(self, back: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("find")
        self.text = Elided("")
        key = shown_key("export")
        self.back = button(tr("Back to the export") + (f"  {key}" if key else ""), "", back)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.back)

    def show_loss(self, loss: Loss, annotator: Annotator) -> None:
        """Say what this loss is, and whose reading it is in."""
        covered = " ".join(loss.covered[: 4 * _LONGEST].split())
        text = covered if len(covered) <= _LONGEST else covered[: _LONGEST - 1] + "…"
        if not loss.fragments:
            said = f"{kind_name(loss.kind)}: {told(loss.detail)}"
        elif loss.annotator in ("", annotator.name):
            said = tr("{kind}: {label} “{text}”", kind=kind_name(loss.kind), label=loss.label, text=text)
        else:
            said = tr(
                "{kind}: the selected words are {label} in the reading of {name}, not in yours.",
                kind=kind_name(loss.kind),
                label=loss.label,
                name=loss.annotator,
            )
        self.text.setText(said)

    def show_article(self) -> None:
        """Say that an article of the split is shown."""
        self.text.setText(tr("An article of the export."))
