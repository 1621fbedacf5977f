"""The list's filter by words as they are shown: kinds of cases and how these stand can be typed, too."""

from __future__ import annotations

from dataclasses import dataclass, fields

from annotator.core.scheme import Scheme
from annotator.gui.review.wording import status_name, title_of, type_name
from annotator.workspace.review_rows import Filter, Row


@dataclass(frozen=True, slots=True)
class Worded(Filter):
    """A filter whose `words` are looked for in what a row shows; `titles` are those of labels, by names."""

    titles: tuple[tuple[str, str], ...] = ()

    def _has_words(self, row: Row) -> bool:
        names = row.annotators if self.names or not row.is_open else ()
        titles = (title for name, title in self.titles if name in row.labels)
        kinds = map(type_name, (row.type, *row.kinds))
        parts = (row.excerpt, row.title, *row.labels, *titles, *kinds, status_name(row.status), *names)
        said = " ".join(parts).casefold()
        return all(word.casefold() in said for word in self.words)


def with_words(chosen: Filter, words: tuple[str, ...], *, names: bool, scheme: Scheme) -> Filter:
    """Return a filter that also asks for `words`; for annotators' names only where these are shown."""
    given = {one.name: getattr(chosen, one.name) for one in fields(Filter)}
    labels = {label.name: title_of(scheme, label.name) for label in scheme.labels} if words else {}
    return Worded(**given | {"words": words, "names": names}, titles=tuple(labels.items()))
