"""Articles that share passages, and on which side of a split they are."""

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import AnnotatorError
from annotator.formats.passages import (
    SHARED,
    SHINGLE,
    WINDOW,
    WordHashes,
    clusters,
    fingerprints,
    fingerprints_of,
)
from annotator.formats.spacy_split import Article, check_shares, split


def prints(*texts):
    """The fingerprints of texts, their words cut at spaces."""
    hashes, listed, numbers = WordHashes(), [], {}
    found = []
    for text in texts:
        for word in text.split(" "):
            if word not in numbers:
                numbers[word] = len(listed)
                listed.append(word)
        own = np.array([numbers[word] for word in text.split(" ")], dtype=np.int32)
        found.append(fingerprints(hashes.of(own, listed)))
    return found


def words(seed, count):
    chance = random.Random(seed)
    return [f"w{chance.randrange(10**9)}" for _ in range(count)]


def groups(*texts):
    return clusters(prints(*texts))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_passage_that_two_articles_share_is_found_wherever_it_stands(a, b, c, d):
    shared = words("shared", SHARED)
    first = " ".join([*words("a", a), *shared, *words("b", b)])
    second = " ".join([*words("c", c), *shared, *words("d", d)])
    assert groups(first, " ".join(words("other", 60)), second) == [0, 1, 0]


def test_what_is_shorter_does_not_join():
    shared = words("shared", 7)
    assert groups(" ".join([*words(1, 30), *shared]), " ".join([*shared, *words(2, 30)])) == [0, 1]


def test_case_punctuation_and_breaks_do_not_count():
    text = words("x", 20)
    spaced = " ".join([text[0].upper(), ",", "\n\n", *text[1:]])
    assert groups(" ".join(text), spaced) == [0, 0]


def test_short_texts_are_joined_where_they_are_the_same():
    assert groups("Kiew meldet Verluste .", "Kiew meldet Verluste !", "Kiew meldet Siege .", "...") == [
        0,
        0,
        2,
        3,
    ]


def test_those_joined_through_a_third_are_one_cluster():
    one, two = words("one", 14), words("two", 14)
    texts = [" ".join(one), " ".join([*one, *words("m", 9), *two]), " ".join(two)]
    assert groups(*texts) == [0, 0, 0]


def test_what_stands_in_very_many_articles_does_not_join_them():
    notice = words("notice", 20)
    texts = [" ".join([*words(n, 60), *notice]) for n in range(40)]
    assert groups(*texts) == list(range(40))


def test_copies_are_one_cluster_however_many_there_are():
    copy = words("copy", 60)
    texts = [" ".join([*copy, *words(n, 10)]) for n in range(40)]
    assert set(groups(*texts)) == {0}


MASK = 2**64 - 1


def plainly(words_):
    """What winnowing is, in so many words."""
    length = min(SHINGLE, len(words_))
    hashes = []
    for start in range(len(words_) - length + 1 if words_ else 0):
        value = 0
        for word in words_[start : start + length]:
            value = value * 0x9E3779B97F4A7C15 + word & MASK
        hashes.append((value ^ value >> 29) * 0xBF58476D1CE4E5B9 & MASK)
    if len(hashes) <= WINDOW:
        return set(hashes)
    return {min(hashes[start : start + WINDOW]) for start in range(len(hashes) - WINDOW + 1)}


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(1, MASK) | st.integers(1, 3), max_size=40), min_size=1, max_size=6))
def test_fingerprints_of_many_texts_are_those_of_each(texts):
    whole = np.array([word for text in texts for word in text], dtype=np.uint64)
    bounds = np.cumsum([0, *map(len, texts)])
    found, owners = fingerprints_of(whole, bounds)
    for number, text in enumerate(texts):
        own = fingerprints(np.array(text, dtype=np.uint64)).tolist()
        assert own == sorted(plainly(text))
        assert set(found[owners == number].tolist()) == set(own)


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(1, 60), max_size=12), max_size=30))
def test_clusters_join_through_what_few_have_or_is_most_of_an_article(articles):
    found = clusters([np.array(one, dtype=np.uint64) for one in articles])
    sets = [set(one) for one in articles]
    counts = Counter(print_ for one in sets for print_ in one)
    limit = max(10, 0.05 * len(articles))
    common = {print_ for print_, n in counts.items() if n > limit}
    joining = [one if len(one & common) * 2 > len(one) else one - common for one in sets]
    groups_ = [*range(len(articles))]
    for a in range(len(articles)):
        for b in range(a):
            if joining[a] & joining[b]:
                low, high = sorted((groups_[a], groups_[b]))
                groups_ = [low if group == high else group for group in groups_]
    assert found == groups_


def test_no_articles():
    assert clusters([]) == []


# The split


def article(number, cluster=None, outlet="", **labels):
    weights = Counter({("label", name): n for name, n in labels.items()})
    if outlet:
        weights["outlet", outlet] = 1
    return Article(f"key{number:04}", number if cluster is None else cluster, weights)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 3), st.sampled_from(["", "Bote", "Kurier"])), max_size=60
    ),
    st.sampled_from([0.1, 0.2, 0.5]),
    st.sampled_from([0.0, 0.1, 0.3]),
    st.dictionaries(st.integers(0, 59), st.sampled_from(["train", "dev", "test"]), max_size=20),
)
def test_no_cluster_is_on_two_sides(rows, dev, test, before):
    articles = [article(n, cluster, outlet, CLAIM=claims) for n, (cluster, claims, outlet) in enumerate(rows)]
    known = {f"key{n:04}": side for n, side in before.items()}
    sides, _ = split(articles, dev, test, known)
    assert set(sides) == {one.key for one in articles}
    for cluster in {one.cluster for one in articles}:
        assert len({sides[one.key] for one in articles if one.cluster == cluster}) == 1
    assert set(sides.values()) <= {"train", "dev"} | ({"test"} if test else set())


@settings(max_examples=40)
@given(st.integers(2, 60), st.integers(0, 60), st.randoms())
def test_an_article_stays_where_it_was(count, more, chance):
    articles = [article(n, CLAIM=chance.randrange(4)) for n in range(count + more)]
    first, _ = split(articles[:count], 0.2)
    second, notes = split(articles, 0.2, 0.0, first)
    assert {key: second[key] for key in first} == first
    assert not any("moved to" in str(note) for note in notes)


def test_articles_that_are_joined_later_move_and_it_is_said():
    before = {"key0000": "train", "key0001": "dev", "key0002": "train"}
    articles = [article(0, 0), article(1, 0), article(2, 0), article(3, 0), article(4)]
    sides, notes = split(articles, 0.2, 0.0, before)
    assert {sides[f"key{n:04}"] for n in range(4)} == {"train"}
    assert any("moved to train: 1" in str(note) for note in notes)


def test_each_side_gets_its_share_of_labels_and_outlets():
    articles = [
        article(n, None, "Bote" if n % 4 else "Kurier", CLAIM=5, **({"CUE": 3} if n % 10 == 0 else {}))
        for n in range(200)
    ]
    sides, _ = split(articles, 0.2, 0.1)
    have = {side: Counter() for side in ("train", "dev", "test")}
    for one in articles:
        have[sides[one.key]].update(one.weights + Counter({("articles", ""): 1}))
    assert [have[side]["articles", ""] for side in ("train", "dev", "test")] == [140, 40, 20]
    for what, total in (have["train"] + have["dev"] + have["test"]).items():
        assert have["dev"][what] == pytest.approx(0.2 * total, abs=max(2, 0.05 * total)), what
        assert have["test"][what] == pytest.approx(0.1 * total, abs=max(2, 0.05 * total)), what


@pytest.mark.parametrize("count", [2, 3, 5])
def test_few_articles_leave_no_side_empty(count):
    sides, notes = split([article(n) for n in range(count)], 0.2)
    assert set(sides.values()) == {"train", "dev"}
    assert not any("is empty" in str(note) for note in notes)


@pytest.mark.parametrize(("dev", "test"), [(0, 0), (1, 0), (0.5, 0.5), (0.2, -0.1), (0.2, 1)])
def test_shares_that_leave_nothing_are_refused(dev, test):
    with pytest.raises(AnnotatorError):
        check_shares(dev, test)
