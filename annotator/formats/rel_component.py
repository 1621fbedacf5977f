"""A trainable pipe for spaCy that finds relations between the spans of `doc.spans["sc"]`.

This file needs spaCy alone. `spacy train … --code rel_component.py` makes it known there,
`import rel_component` wherever a trained model is loaded. As a program it scores one:
`python rel_component.py MODEL FILE.spacy SCORES.json`.

A relation is `[type, id of the head, id of the child]` in `doc.user_data["relations"]`; spans
with one id are the parts of one. Every pair of spans whose labels stood at the ends of some
relation in the training data is scored for each type: by the mean vectors of head, child
and what stands between, by how far apart they are and in which order, and by their labels.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import spacy
import srsly
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import PRFScore
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example
from spacy.util import registry
from thinc.api import Linear, Logistic, Maxout, Model, chain, set_dropout_rate

KEY = "relations"
SPANS_KEY = "sc"
_FARTHEST = 150  # tokens between the ends of a relation
_STEPS = (1, 2, 4, 8, 16, 32, 64)  # where one class of distances ends and the next begins


class Whole(NamedTuple):
    """A span with all its parts, as half-open ranges of tokens."""

    id: str
    label: str
    parts: tuple[tuple[int, int], ...]

    @property
    def tokens(self) -> list[int]:
        """The numbers of its tokens."""
        return [number for start, end in self.parts for number in range(start, end)]


Pair = tuple[Whole, Whole]


def wholes(doc: Doc) -> list[Whole]:
    """Return the spans of a doc, parts put together; those without an id are numbered."""
    found: dict[str, Whole] = {}
    for number, span in enumerate(doc.spans.get(SPANS_KEY, ()), 1):
        name = span.id_ or f"T{number}"
        before = found[name].parts if name in found else ()
        found[name] = Whole(name, span.label_, (*before, (span.start, span.end)))
    return list(found.values())


def pairs_of(doc: Doc, ends: Iterable[Sequence[str]]) -> list[Pair]:
    """Return the pairs, head and child, whose labels are among `ends` and that are near enough."""
    allowed = {tuple(end) for end in ends}
    spans = wholes(doc)
    return [
        (head, child)
        for head in spans
        for child in spans
        if head is not child and (head.label, child.label) in allowed and _gap(head, child)[1] <= _FARTHEST
    ]


def _gap(head: Whole, child: Whole) -> tuple[int, int]:
    """Return the first token between two spans and how many there are."""
    first, second = sorted((head, child), key=lambda one: one.parts[0])
    start = first.parts[-1][1]
    return start, max(0, second.parts[0][0] - start)


@registry.architectures("annotator.Relations.v1")  # type: ignore[untyped-decorator]
def relations_model(tok2vec: Model[Any, Any], hidden_width: int = 64) -> Model[Any, Any]:
    """Return a model from docs to one row of scores, each 0–1, for every pair of each doc."""
    vectors: Model[Any, Any] = Model(
        "pair_vectors", _vectors, layers=[tok2vec], init=_init_vectors, refs={"tok2vec": tok2vec}
    )
    vectors.attrs["ends"] = []
    return chain(vectors, Maxout(nO=hidden_width, nP=2, dropout=0.0), Linear(), Logistic())


def _init_vectors(model: Model[Any, Any], X: Any = None, Y: Any = None) -> Model[Any, Any]:  # noqa: N803, ARG001 (as thinc calls it)
    model.get_ref("tok2vec").initialize(X=X)
    return model


def _vectors(
    model: Model[Any, Any], docs: list[Doc], is_train: bool
) -> tuple[Any, Callable[[Any], list[Doc]]]:
    tokens, back = model.get_ref("tok2vec")(docs, is_train)
    ends = [tuple(end) for end in model.attrs["ends"]]
    rows: list[Any] = []
    sources: list[tuple[int, tuple[list[int], ...]]] = []
    for number, doc in enumerate(docs):
        for head, child in pairs_of(doc, ends):
            start, length = _gap(head, child)
            parts = (head.tokens, child.tokens, list(range(start, start + length)))
            means = [tokens[number][part].mean(axis=0) if part else tokens[number][0] * 0 for part in parts]
            rows.append(np.concatenate([*means, _features(head, child, length, ends)]))
            sources.append((number, parts))

    def backprop(gradient: Any) -> list[Doc]:
        made = [model.ops.alloc2f(*one.shape) for one in tokens]
        for row, (number, parts) in zip(gradient, sources, strict=True):
            width = made[number].shape[1]
            for place, part in enumerate(parts):
                if part:
                    made[number][part] += row[place * width : (place + 1) * width] / len(part)
        back(made)
        return docs

    made: Any = np.array(rows, dtype="float32")
    return model.ops.asarray2f(made), backprop


def _features(head: Whole, child: Whole, length: int, ends: list[tuple[str, ...]]) -> Any:
    found = np.zeros(len(_STEPS) + 2 + len(ends), dtype="float32")
    found[sum(length >= step for step in _STEPS)] = 1
    found[len(_STEPS) + 1] = head.parts < child.parts
    found[len(_STEPS) + 2 + ends.index((head.label, child.label))] = 1
    return found


class Relations(TrainablePipe):  # type: ignore[misc]  # compiled
    """Finds relations; `threshold` is the least score, 0–1, of one that is taken."""

    def __init__(self, vocab: Any, model: Model[Any, Any], name: str, *, threshold: float) -> None:
        self.vocab, self.model, self.name = vocab, model, name
        self.cfg: dict[str, Any] = {"threshold": threshold, "types": {}}
        self.scorer = score

    @property
    def labels(self) -> tuple[str, ...]:
        """The types of relations."""
        return tuple(self.cfg["types"])

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: Any = None,
    ) -> None:
        """Learn which types there are and which labels stand at their ends."""
        del nlp, labels
        types: dict[str, set[tuple[str, str]]] = {}
        sample: list[Doc] = []
        for example in get_examples():
            named = {one.id: one.label for one in wholes(example.reference)}
            for kind, head, child in example.reference.user_data.get(KEY, ()):
                if head in named and child in named:
                    types.setdefault(kind, set()).add((named[head], named[child]))
                    sample = sample or [example.reference]
        if not types:
            raise ValueError("There is no relation in the training data.")
        self.cfg["types"] = {kind: sorted(map(list, ends)) for kind, ends in sorted(types.items())}
        self.model.layers[0].attrs["ends"] = sorted({tuple(end) for ends in types.values() for end in ends})
        scores = self.model.ops.alloc2f(len(self._pairs(sample[0])), len(types))
        self.model.initialize(X=sample, Y=scores)

    def predict(self, docs: Iterable[Doc]) -> list[list[list[str]]]:
        """Return the relations of each doc."""
        found = []
        for doc in docs:
            pairs = self._pairs(doc)
            rows = self.model.predict([doc]) if pairs else []
            found.append(
                [one for pair, row in zip(pairs, rows, strict=True) for one in self._taken(pair, row)]
            )
        return found

    def _taken(self, pair: Pair, row: Any) -> Iterator[list[str]]:
        head, child = pair
        for (kind, ends), value in zip(self.cfg["types"].items(), row, strict=True):
            if value >= self.cfg["threshold"] and [head.label, child.label] in list(map(list, ends)):
                yield [kind, head.id, child.id]

    def set_annotations(self, docs: Iterable[Doc], scores: list[list[list[str]]]) -> None:
        """Write the relations into the docs, and ids into spans that have none."""
        for doc, found in zip(docs, scores, strict=True):
            spans = list(doc.spans.get(SPANS_KEY, ()))
            if not all(span.id_ for span in spans):
                doc.spans[SPANS_KEY] = [
                    Span(doc, span.start, span.end, label=span.label_, span_id=span.id_ or f"T{number}")
                    for number, span in enumerate(spans, 1)
                ]
            doc.user_data[KEY] = found

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Any = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from examples whose predicted docs have the spans of the reference."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = [one for one in examples if self._pairs(one.predicted)]
        if not examples:
            return losses
        set_dropout_rate(self.model, drop)
        scores, backprop = self.model.begin_update([one.predicted for one in examples])
        loss, gradient = self.get_loss(examples, scores)
        backprop(gradient)
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] += loss
        return losses

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """Return the squared error over all pairs, and its gradient."""
        truth = []
        for example in examples:
            given = {tuple(one) for one in example.reference.user_data.get(KEY, ())}
            truth += [
                [float((kind, head.id, child.id) in given) for kind in self.labels]
                for head, child in self._pairs(example.predicted)
            ]
        gradient = scores - self.model.ops.asarray2f(truth)
        return float((gradient**2).sum()), gradient

    def _pairs(self, doc: Doc) -> list[Pair]:
        return pairs_of(doc, self.model.layers[0].attrs["ends"])


def score(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Return precision, recall and F1 of the relations, altogether and by type."""
    total: Any = PRFScore()
    by_type: dict[str, Any] = {}
    for example in examples:
        found, given = (
            {tuple(one) for one in doc.user_data.get(KEY, ())}
            for doc in (example.predicted, example.reference)
        )
        total.score_set(found, given)
        for kind in {one[0] for one in found | given}:
            only = ({one for one in side if one[0] == kind} for side in (found, given))
            by_type.setdefault(kind, PRFScore()).score_set(*only)
    per_type = {kind: by_type[kind].to_dict() for kind in sorted(by_type)}
    return {"rel_p": total.precision, "rel_r": total.recall, "rel_f": total.fscore, "rel_per_type": per_type}


@Language.factory(
    "annotator_relations",
    default_config={
        "threshold": 0.5,
        "model": {
            "@architectures": "annotator.Relations.v1",
            "hidden_width": 64,
            "tok2vec": {
                "@architectures": "spacy.HashEmbedCNN.v2",
                "pretrained_vectors": None,
                "width": 64,
                "depth": 2,
                "embed_size": 2000,
                "window_size": 1,
                "maxout_pieces": 3,
                "subword_features": True,
            },
        },
    },
    default_score_weights={"rel_f": 1.0, "rel_p": 0.0, "rel_r": 0.0, "rel_per_type": None},
)
def make_relations(nlp: Language, name: str, model: Model[Any, Any], threshold: float) -> Relations:
    """Make the pipe."""
    return Relations(nlp.vocab, model, name, threshold=threshold)


@registry.readers("annotator.SpansGiven.v1")  # type: ignore[untyped-decorator]
def spans_given(path: Path) -> Callable[[Language], Iterator[Example]]:
    """Return a reader of a `.spacy` file whose docs come with their spans, and without relations."""

    def read(nlp: Language) -> Iterator[Example]:
        for reference in DocBin().from_disk(path).get_docs(nlp.vocab):
            words, spaces = [t.text for t in reference], [bool(t.whitespace_) for t in reference]
            predicted = Doc(nlp.vocab, words=words, spaces=spaces)
            predicted.spans[SPANS_KEY] = [
                Span(predicted, span.start, span.end, label=span.label_, span_id=span.id_)
                for span in reference.spans.get(SPANS_KEY, ())
            ]
            yield Example(predicted, reference)

    return read


def evaluate(model: str, path: str, out: str) -> None:
    """Score a model in a folder on the spans of a `.spacy` file, and write the scores as JSON to `out`."""
    nlp = spacy.load(model)
    found = nlp.evaluate(list(spans_given(Path(path))(nlp)))
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    srsly.write_json(Path(out), {name: found[name] for name in ("rel_p", "rel_r", "rel_f", "rel_per_type")})


if __name__ == "__main__":
    evaluate(*sys.argv[1:])
