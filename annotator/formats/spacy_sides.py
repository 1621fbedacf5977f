"""Gathered documents on their two sides, with the configuration and the report to go with them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from annotator.core.messages import message
from annotator.core.scheme import Scheme
from annotator.formats.exchange import Loss, WriteReport
from annotator.formats.passages import clusters_of
from annotator.formats.spacy_bin import Docs, Strings
from annotator.formats.spacy_config import config_for, longest_to_suggest
from annotator.formats.spacy_docs import Packed
from annotator.formats.spacy_gather import Gathered, Gathering
from annotator.formats.spacy_promises import Promises
from annotator.formats.spacy_split import DEV, SIDES, TEST, TRAIN, Article, split
from annotator.formats.spacy_sums import Ints

# Below it, spaCy's own check of the data ends with an error, though training works.
_ENOUGH_FOR_SPACY = 100


class Sides:
    """What trains, what evaluates and what tests; completes the gathering's report."""

    def __init__(
        self, gathering: Gathering, scheme: Scheme, dev: float, test: float, before: Mapping[str, str]
    ) -> None:
        self.documents = gathering.documents
        self.report: WriteReport = gathering.report
        self._gathering = gathering
        self._scheme = scheme
        self._shares = {DEV: dev, TEST: test}
        joined = clusters_of(*gathering.taken_prints(), len(self.documents))
        articles = [
            Article(document.key, cluster, _weights(document))
            for document, cluster in zip(self.documents, joined, strict=True)
        ]
        self.report.sides, notes = split(articles, dev, test, before)
        self.report.groups = _groups(articles)
        self._sides = {
            side: [document for document in self.documents if self.report.sides[document.key] == side]
            for side in SIDES
            if side != TEST or test
        }
        self.report.notes += notes
        self._count()

    @cached_property
    def strings(self) -> Strings:
        """All strings that the docs may need."""
        return Strings(self._gathering.vocabulary.strings)

    @property
    def promises(self) -> Promises:
        """What computed what each doc will hold."""
        assert self._gathering.packing is not None
        return self._gathering.packing.promises

    def docs(self) -> dict[str, Docs]:
        """Return the docs of each side there is."""
        assert self._gathering.packing is not None
        spool = self._gathering.packing.spool
        sides = [SIDES.index(self.report.sides[document.key]) for document in self.documents]
        of_readings = np.repeat(sides, [document.readings for document in self.documents])
        packed = self._gathering.packed
        edges = np.cumsum([len(each.lengths) for each in packed])[:-1]
        in_batches = [*zip(packed, np.split(of_readings, edges), strict=True)]

        def chosen(side: str) -> list[tuple[Packed, Ints]]:
            return [(each, np.flatnonzero(its == SIDES.index(side))) for each, its in in_batches]

        return {side: Docs(spool, self.strings, chosen(side)) for side in self._sides}

    def config(self) -> str:
        """Return the configuration to train with."""
        return config_for(self._gathering.tokens.language, self._labels(), longest=self._longest)

    def as_json(self, sums: Mapping[str, str]) -> str:
        """Return report.json: what is in the files, what is not, and by which rules; `sums` are those of the files."""
        report, gathering = self.report, self._gathering
        data: dict[str, Any] = {
            "documents": report.documents,
            "spans": report.spans,
            "relations": report.relations,
            "counts": report.counts,
            "language": gathering.tokens.language,
            "tokenizer": gathering.tokens.identity,
            "scheme": {"name": self._scheme.name, "version": self._scheme.version},
            "labels": self._labels(),
            "ents_priority": gathering.priority,
            "longest_suggested": self._longest,
            "split": {
                "shares": self._shares,
                **{side: [document.key for document in documents] for side, documents in self._sides.items()},
            },
            "files": dict(sums),
            "notes": [str(note) for note in report.notes],
            "losses": [_loss(loss) for loss in report.losses],
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def _labels(self) -> list[str]:
        found = {label for document in self.documents for label in document.spans}
        return [label.name for label in self._scheme.labels if label.name in found]

    def _count(self) -> None:
        for side, documents in self._sides.items():
            self.report.counts[side] = len(documents)
            spans: Counter[str] = Counter()
            for document in documents:
                for label, n in document.spans.items():
                    spans[label] += n
            for label in self._labels():
                self.report.counts[f"{side} {label}"] = spans[label]
                if self.documents and not spans[label] and side in (TRAIN, DEV):
                    self._note_missing(side, label)
        lengths = self._gathering.lengths
        self._longest = longest_to_suggest(lengths)
        self._note_sizes(sum(n for length, n in lengths.items() if length > self._longest))

    def _note_sizes(self, too_long: int) -> None:
        if self.documents and not self._labels():
            self.report.notes.append(
                message("There is no span in the files: nothing can be learnt from them.")
            )
        training = sum(document.readings for document in self._sides[TRAIN])
        if 0 < training < _ENOUGH_FOR_SPACY:
            self.report.notes.append(
                message(
                    "Texts to train with: {n}. spaCy takes them, but its “debug data” asks for {least}.",
                    n=training,
                    least=_ENOUGH_FOR_SPACY,
                )
            )
        if too_long:
            self.report.notes.append(
                message(
                    "Spans that training does not look for, as they have more than {longest} words: {n}.",
                    longest=self._longest,
                    n=too_long,
                )
            )

    def _note_missing(self, side: str, label: str) -> None:
        if side == TRAIN:
            note = message("No {label} is there to train with.", label=label)
        else:
            note = message("No {label} is there to evaluate with.", label=label)
        self.report.notes.append(note)


def _groups(articles: Sequence[Article]) -> dict[str, int]:
    """Return a number for each cluster of several articles, by the articles' keys."""
    sizes = Counter(article.cluster for article in articles)
    numbers: dict[int, int] = {}
    return {
        article.key: numbers.setdefault(article.cluster, len(numbers) + 1)
        for article in articles
        if sizes[article.cluster] > 1
    }


def _weights(document: Gathered) -> dict[tuple[str, str], int]:
    weights = {("label", label): n for label, n in document.spans.items()}
    if document.outlet:
        weights["outlet", document.outlet] = 1
    return weights


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "kind": str(loss.kind),
        "key": loss.key,
        "title": loss.title,
        "annotator": loss.annotator,
        "label": loss.label,
        "fragments": [list(fragment) for fragment in loss.fragments],
        "covered": loss.covered,
        "detail": str(loss.detail),
    }
