"""What link Enter would make, and as which type, while one is being chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.annotate.excerpt import excerpt
from annotator.gui.annotate.linking import DIGITS
from annotator.gui.annotate.session import Session
from annotator.gui.flow import FlowLayout
from annotator.gui.i18n import tr
from annotator.gui.widgets import button, label, show


class LinkBox(QWidget):
    """The link that is being chosen; nothing while none is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        self._heading = label("", "heading")
        self._words = label("", wrap=True)
        self._kinds = QWidget()
        self._flow = FlowLayout(self._kinds, gap=-1)
        self._do = button("", "primary", session.finish_link)
        self._end = button(tr("Cancel {key}", key="Esc"), "", session.cancel)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._do)
        row.addWidget(self._end)
        row.addStretch(1)
        for widget in (self._heading, self._words, self._kinds):
            column.addWidget(widget)
        column.addLayout(row)
        self.hide()

    def refresh(self) -> None:
        """Show the choice as it is, or nothing."""
        linking = self._session.linking
        show(self, shown=linking is not None)
        if linking is None:
            return
        link = linking.link
        self._heading.setText((tr("Take a link away") if linking.unlinks else tr("Link")).upper())
        head, child = (excerpt(end, self._session.text, 48) for end in (link.head, link.child))
        self._words.setText(f"{head} → {link.title} → {child}")
        self._do.setText(tr("Take away {key}", key="⏎") if linking.unlinks else tr("Link {key}", key="⏎"))
        titles = [each.title for each in linking.links]
        self._kinds.setVisible(len(titles) > 1)
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            assert old is not None
            old.hide()
            old.deleteLater()
        for number, title in enumerate(titles if len(titles) > 1 else ()):
            digit = DIGITS[number : number + 1]
            one = button(f"{digit} {title}".strip(), "segment", checkable=True)
            one.setChecked(number == linking.choice)
            one.clicked.connect(lambda _=False, n=number: self._session.choose_kind(n))
            self._flow.addWidget(one)
