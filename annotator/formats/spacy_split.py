"""Which articles train, which evaluate while training, and which test at the end.

Articles that share passages are on one side, so that nothing is scored that was trained
on. Each side gets its share of the articles, of every label and of every outlet, as far as
these clusters allow. An article that was on a side before stays there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.core.errors import AnnotatorError
from annotator.core.messages import Message, message

TRAIN, DEV, TEST = "train", "dev", "test"
SIDES = (TRAIN, DEV, TEST)
_ARTICLES = ("articles", "")


@dataclass(frozen=True, slots=True)
class Article:
    """What the split knows of an article: `weights` counts its spans by label, and its outlet."""

    key: str
    cluster: int
    weights: Mapping[tuple[str, str], int] = field(default_factory=dict)


def check_shares(dev: float, test: float = 0.0) -> None:
    """Raise AnnotatorError unless the shares lie between 0 and 1 and leave some to train with."""
    if not 0 < dev < 1:
        raise AnnotatorError("The share for evaluation must lie between 0 and 1, not {share}.", share=dev)
    if not 0 <= test < 1 or dev + test >= 1:
        raise AnnotatorError(
            "The shares for evaluation and test must leave some to train with, not {share}.", share=dev + test
        )


def split(
    articles: Sequence[Article], dev: float, test: float = 0.0, before: Mapping[str, str] | None = None
) -> tuple[dict[str, str], list[Message]]:
    """Return the side of each article by its key, and what to note.

    `before` says on which side articles were in earlier files. Where articles of two sides
    turn out to share passages, those of the side with fewer of them move, and that is noted.
    """
    work = _Split(articles, {TRAIN: 1 - dev - test, DEV: dev, TEST: test}, before or {})
    return work.sides, work.notes


class _Split:
    def __init__(
        self, articles: Sequence[Article], shares: Mapping[str, float], before: Mapping[str, str]
    ) -> None:
        self.sides: dict[str, str] = {}
        self.notes: list[Message] = []
        self._shares = {side: share for side, share in shares.items() if share > 0}
        self._have: dict[str, Counter[tuple[str, str]]] = {side: Counter() for side in self._shares}
        self._total: Counter[tuple[str, str]] = Counter()
        groups: dict[int, list[Article]] = defaultdict(list)
        for article in articles:
            groups[article.cluster].append(article)
            _add(self._total, article)
        free = []
        for group in groups.values():
            side = self._side_before(group, before)
            if side is None:
                free.append(group)
            else:
                self._put(group, side)
        free.sort(key=lambda group: (-len(group), min(article.key for article in group)))
        for group in free:
            self._put(group, self._best_side(group))
        self._note_joined(groups)
        self._fill_empty_sides(free)

    def _side_before(self, group: Sequence[Article], before: Mapping[str, str]) -> str | None:
        met = Counter(before[a.key] for a in group if before.get(a.key) in self._shares)
        if not met:
            return None
        side = max(self._shares, key=lambda one: (met[one], -SIDES.index(one)))
        if len(met) > 1:
            self.notes.append(
                message(
                    "Articles that now share passages with others were moved to {side}: {n}.",
                    side=side,
                    n=met.total() - met[side],
                )
            )
        return side

    def _put(self, group: Sequence[Article], side: str) -> None:
        for article in group:
            self.sides[article.key] = side
            _add(self._have[side], article)

    def _best_side(self, group: Sequence[Article]) -> str:
        """Return the side that lacks most of what the group has, against its share."""
        brings: Counter[tuple[str, str]] = Counter()
        for article in group:
            _add(brings, article)

        def cost(side: str) -> float:
            found = 0.0
            for what, n in brings.items():
                total = self._total[what]
                missing = self._shares[side] * total - self._have[side][what]
                found += ((n - missing) ** 2 - missing**2) / total**2
            return found

        return min(self._shares, key=cost)

    def _note_joined(self, groups: Mapping[int, Sequence[Article]]) -> None:
        several = [group for group in groups.values() if len(group) > 1]
        if several:
            self.notes.append(
                message(
                    "{n} articles share passages with others; each of their {groups} groups is on one side.",
                    n=sum(map(len, several)),
                    groups=len(several),
                )
            )

    def _fill_empty_sides(self, free: Sequence[Sequence[Article]]) -> None:
        """Give a side that got nothing the smallest group of the side that has most."""
        if len(self.sides) == 1:
            note = message(
                "There is only one article: it trains, and {file} is empty, so that nothing can be scored.",
                file="dev.spacy",
            )
            self.notes.append(note)
            self.sides = dict.fromkeys(self.sides, TRAIN)
            return
        for side in self._shares:
            counts = Counter(self.sides.values())
            if counts[side] or not self.sides:
                continue
            fullest = max(self._shares, key=lambda one: counts[one])
            movable = [group for group in free if self.sides[group[0].key] == fullest]
            if len(movable) > 1:
                self._put(movable[-1], side)
                self.notes.append(
                    message("The split left {side} empty: the smallest group was moved there.", side=side)
                )
            else:
                self.notes.append(
                    message(
                        "{side} is empty: the articles share passages or were on other sides before.",
                        side=side,
                    )
                )


def _add(counts: Counter[tuple[str, str]], article: Article) -> None:
    for what, n in article.weights.items():
        if n:
            counts[what] += n
    counts[_ARTICLES] += 1
