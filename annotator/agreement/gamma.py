"""Gamma, the agreement on units that annotators cut out and label themselves.

Mathet, Widlöcher and Métivier 2015, "The unified and holistic method gamma for inter-annotator
agreement measure and alignment", Computational Linguistics 41(3). The dissimilarity of two
units is 3 times that of their positions (sporadic: the distance of both ends by the sum of
the lengths, squared) plus 1 where the labels differ; a missing unit counts 1. Disorder is
the cost of the best alignment by the mean number of units an annotator has; gamma is 1 less
the observed by the expected disorder. What is expected comes from continua made by chance
(section 5.2): each annotator gets the units of one drawn at random, all of them shifted by a
random distance, what goes beyond the end coming in at the beginning; no two shifts are
nearer than half a unit's mean length.

Several documents are one long continuum across whose edges nothing is aligned. A span in
several fragments counts from its first to its last code point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from annotator.agreement.best_alignment import CATEGORY, POSITION, Continua, best
from annotator.agreement.bootstrap import Statistic
from annotator.agreement.nominal import NO_DISAGREEMENT, NO_UNITS, ONE_ANNOTATOR
from annotator.agreement.table import Floats, Ints, Table
from annotator.core.messages import Message, message

SAMPLES = 30  # at least, of all documents together
LEAST_SAMPLES = 10  # of each
MOST_SAMPLES = 1_000
PRECISION = 0.02  # of the expected disorder, with 95 % confidence
NOT_ASKED = message("not computed")
_TRIES = 50
_BATCH = 20_000  # units at a time
_FIRST = 0.1  # share of the work that is not done by chance
_MANY = 20  # documents, of which a few chance continua each say enough


@dataclass(frozen=True, slots=True)
class Gamma:
    """Gamma, and what it rests on.

    `observed` and `expected` are disorders, `units` the number of spans, `samples` of chance
    continua a document; `aligned` the rows of the table in each unitary alignment of several
    units; `unproved` counts documents whose best alignment is not proved to be the best.
    """

    value: float | None
    observed: float | None
    expected: float | None
    units: int
    samples: int
    aligned: list[tuple[int, ...]]
    unproved: int
    statistic: Statistic | None
    reason: Message | None = None


def undefined(reason: Message) -> Gamma:
    """Return a gamma that has no value, for a reason."""
    return Gamma(None, None, None, 0, 0, [], 0, None, reason)


@dataclass(frozen=True, slots=True)
class _Document:
    """One document's units as columns, by annotator (from 0) and start."""

    place: int
    rows: Ints
    slot: Ints
    start: Floats
    end: Floats
    label: Ints
    slots: int
    length: int


def gamma(
    table: Table,
    *,
    position: float = POSITION,
    category: float = CATEGORY,
    samples: int | None = None,
    most_samples: int = MOST_SAMPLES,
    seed: int = 0,
    going_on: Callable[[float], None] = lambda _share: None,
) -> Gamma:
    """Return gamma of the table; the same seed gives the same value.

    More than `samples` chance continua of each document are made (by default 30 of one, ten of
    several) where their disorders differ much, as in the paper. `going_on` is told
    the share that is done, and may raise.
    """
    if len(table.annotators) < 2:
        return undefined(ONE_ANNOTATOR)
    documents = _documents(table)
    if not documents:
        return undefined(NO_UNITS)
    samples = samples or max(LEAST_SAMPLES, -(-SAMPLES // len(documents)))
    cost, aligned, unproved = _observed(documents, position, category, lambda share: going_on(_FIRST * share))
    mean = np.array([len(one.rows) / one.slots for one in documents])
    rng = np.random.default_rng(seed)

    def chance_of(number: int, low: float, high: float) -> Floats:
        told = lambda share: going_on(low + (high - low) * share)  # noqa: E731
        return _chance(documents, number, rng, position, category, told)

    chance = _enough(mean, samples, most_samples, chance_of)
    expected = mean * chance.mean(axis=1)
    counts = np.zeros((len(table.documents), 2))
    counts[[one.place for one in documents]] = np.stack([cost, expected], axis=1)
    units = sum(len(one.rows) for one in documents)
    return _said(Statistic(counts, _value), float(mean.sum()), units, chance.shape[1], aligned, unproved)


def _said(
    statistic: Statistic, mean: float, units: int, samples: int, aligned: list[tuple[int, ...]], unproved: int
) -> Gamma:
    observed, expected = (statistic.counts.sum(axis=0) / mean).tolist()
    point = statistic.point
    reason = NO_DISAGREEMENT if point is None else None
    return Gamma(point, observed, expected, units, samples, aligned, unproved, statistic, reason)


def _enough(
    mean: Floats, samples: int, most_samples: int, chance_of: Callable[[int, float, float], Floats]
) -> Floats:
    """Return disorders made by chance, as many of each document as make their sum precise enough."""
    # The more documents, the less does it take to know their sum.
    middle = 0.5 if len(mean) < _MANY else 0.95
    chance = chance_of(samples, _FIRST, middle)
    totals = mean @ chance
    spread = float(totals.std() / totals.mean()) if totals.mean() else 0.0
    needed = min(int(np.ceil((spread * 1.96 / PRECISION) ** 2)), most_samples)
    if needed > samples:
        chance = np.concatenate([chance, chance_of(needed - samples, middle, 1.0)], axis=1)
    return chance


def _value(sums: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(sums[:, 1] > 0, 1 - sums[:, 0] / sums[:, 1], np.nan)
    return found


def _documents(table: Table) -> list[_Document]:
    """Return the documents of two readers or more in which anybody has a unit."""
    shared = (table.read.sum(axis=1) >= 2)[table.document]
    rows = np.flatnonzero(shared)
    rows = rows[np.lexsort((table.end[rows], table.start[rows], table.annotator[rows], table.document[rows]))]
    if not len(rows):
        return []
    places, first = np.unique(table.document[rows], return_index=True)
    found = []
    for place, own in zip(places.tolist(), np.split(rows, first[1:]), strict=True):
        readers = table.read[place]
        slot = (np.cumsum(readers) - 1)[table.annotator[own]]
        start, end = table.start[own].astype(np.float64), table.end[own].astype(np.float64)
        long = int(table.lengths[place])
        found.append(_Document(place, own, slot, start, end, table.label[own], int(readers.sum()), long))
    return found


def _observed(
    documents: list[_Document], position: float, category: float, going_on: Callable[[float], None]
) -> tuple[Floats, list[tuple[int, ...]], int]:
    cost, aligned, unproved, done = np.zeros(len(documents)), list[tuple[int, ...]](), 0, 0
    for chosen in _batches(documents):
        slots = documents[chosen[0]].slots
        units = _joined([documents[number] for number in chosen], slots)
        found = best(units, position, category, partial(going_on, done / len(documents)))
        cost[chosen] = found.cost
        unproved += int((~found.proved).sum())
        rows = np.concatenate([documents[number].rows for number in chosen])
        aligned += [tuple(rows[list(one)].tolist()) for one in found.joined]
        done += len(chosen)
    return cost, aligned, unproved


def _batches(documents: list[_Document], times: int = 1) -> Iterator[list[int]]:
    """Yield documents of one number of readers, by size, as many as are compared in one go, `times` each."""
    order = sorted(range(len(documents)), key=lambda n: (documents[n].slots, len(documents[n].rows)))
    batch, units = list[int](), 0
    for number in order:
        one = documents[number]
        if batch and (units > _BATCH or documents[batch[0]].slots != one.slots):
            yield batch
            batch, units = [], 0
        batch.append(number)
        units += len(one.rows) * times
    yield batch


def _joined(documents: list[_Document], slots: int) -> Continua:
    sizes = [len(one.rows) for one in documents]
    return _continua(np.repeat(np.arange(len(sizes)), sizes), documents, len(sizes), slots)


def _continua(numbers: Ints, parts: Sequence[_Document | Continua], count: int, slots: int) -> Continua:
    slot, start, end, label = (
        np.concatenate([getattr(one, name) for one in parts]) for name in ("slot", "start", "end", "label")
    )
    return Continua(numbers, slot, start, end, label, count, slots)


def _chance(
    documents: list[_Document],
    samples: int,
    rng: np.random.Generator,
    position: float,
    category: float,
    going_on: Callable[[float], None],
) -> Floats:
    """Return the disorders of continua made by chance; shape (documents, samples)."""
    found, done = np.zeros((len(documents), samples)), 0
    for chosen in _batches(documents, samples):
        slots = documents[chosen[0]].slots
        made = [_shuffled(documents[number], samples, rng) for number in chosen]
        sizes = [len(one.start) for one in made]
        numbers = np.concatenate([one.continuum for one in made])
        numbers += np.repeat(np.arange(len(made)) * samples, sizes)
        units = _continua(numbers, made, len(made) * samples, slots)
        mean = np.bincount(numbers, minlength=units.count) / slots
        cost = best(units, position, category, partial(going_on, done / len(documents))).cost
        found[chosen] = (cost / mean).reshape(-1, samples)
        done += len(chosen)
        going_on(done / len(documents))
    return found


def _shuffled(document: _Document, samples: int, rng: np.random.Generator) -> Continua:
    """Return continua made by chance of a document's own."""
    slots, size = document.slots, np.bincount(document.slot, minlength=document.slots)
    source = rng.integers(0, slots, size=(samples, slots))
    while (empty := size[source].sum(axis=1) == 0).any():
        source[empty] = rng.integers(0, slots, size=(int(empty.sum()), slots))
    shift = _shifts(document, samples, rng)
    begin = np.cumsum(size) - size
    counts = size[source].reshape(-1)
    which = np.repeat(np.arange(samples * slots), counts)
    unit = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    unit += np.repeat(begin[source].reshape(-1), counts)
    moved = document.start[unit] + shift.reshape(-1)[which]
    moved -= document.length * (moved >= document.length)
    long = document.end[unit] - document.start[unit]
    return Continua(which // slots, which % slots, moved, moved + long, document.label[unit], samples, slots)


def _shifts(document: _Document, samples: int, rng: np.random.Generator) -> Ints:
    """Return a shift for each sample and annotator, apart from each other wherever there is room."""
    least = float((document.end - document.start).mean()) / 2
    shifts = rng.integers(0, document.length, size=(samples, document.slots))
    for slot in range(1, document.slots):
        for _ in range(_TRIES):
            apart = np.abs(shifts[:, :slot] - shifts[:, slot, None])
            near = (np.minimum(apart, document.length - apart) < least).any(axis=1)
            if not near.any():
                break
            shifts[near, slot] = rng.integers(0, document.length, size=int(near.sum()))
    return shifts
