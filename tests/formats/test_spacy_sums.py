"""Many strings at once: numbers by keys, fingerprints of ranges, words of texts."""

from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.core.errors import AnnotatorError
from annotator.core.tokens import encode_tokens
from annotator.formats.spacy_batch import Batch, Vocabulary
from annotator.formats.spacy_spool import Spool, ahead, in_threads
from annotator.formats.spacy_sums import Sums, Table, ranges

KEYS = st.integers(1, 2**64 - 1)


@settings(max_examples=50)
@given(st.lists(st.lists(KEYS, max_size=200, unique=True), max_size=6), st.lists(KEYS, max_size=20))
def test_a_table_finds_what_was_added(parts, others):
    table, known = Table(), {}
    for part in parts:
        new = [key for key in part if key not in known]
        numbers = range(len(known), len(known) + len(new))
        table.add(np.array(new, dtype=np.uint64), np.array(numbers, dtype=np.int32))
        known.update(zip(new, numbers, strict=True))
    asked = [*known, *others]
    found = table.find(np.array(asked, dtype=np.uint64))
    assert found.tolist() == [known.get(key, -1) for key in asked]


def test_a_table_finds_keys_that_want_one_slot():
    inverse = pow(0xBF58476D1CE4E5B9, -1, 2**64)
    keys = np.array([(7 << 52 | n) * inverse % 2**64 for n in range(1, 3_000)], dtype=np.uint64)
    table = Table()
    for half in np.array_split(np.arange(len(keys)), 2):
        table.add(keys[half], half.astype(np.int32))
    assert table.find(keys).tolist() == [*range(len(keys))]
    assert set(table.find(keys + np.uint64(1)).tolist()) <= {-1, *range(len(keys))}


@given(st.lists(st.integers(1, 2**21), max_size=60), st.data())
def test_sums_are_the_same_for_equal_ranges_and_for_them_alone(values, data):
    bounds = data.draw(
        st.lists(st.tuples(*[st.integers(0, len(values))] * 2).map(sorted), min_size=2, max_size=8)
    )
    starts, ends = np.array(bounds).T
    found = Sums().of(np.array(values, dtype=np.uint64), starts, ends).tolist()
    for (a, b), one in zip(bounds, found, strict=True):
        for (c, d), other in zip(bounds, found, strict=True):
            assert (values[a:b] == values[c:d]) == (one == other)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=10))
def test_ranges_are_those_of_python(pairs):
    starts, counts = (np.array([pair[n] for pair in pairs], dtype=np.int64) for n in (0, 1))
    assert ranges(starts, counts).tolist() == [
        n for start, count in pairs for n in range(start, start + count)
    ]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8) | st.sampled_from(
    ["a", "a\0", "\0", "\0\0", "aa", "😀", "x" * 64, "y" * 20_000]
)


@settings(max_examples=60)
@given(st.lists(st.lists(st.tuples(WORDS, st.booleans()), max_size=12), min_size=1, max_size=5))
def test_words_of_texts_are_numbered_by_what_they_are(texts):
    vocabulary = Vocabulary()
    for _ in range(2):
        batch = Batch.of(
            ["".join(word + " " * space for word, space in text) for text in texts],
            [encode_tokens((len(word), space) for word, space in text) for text in texts],
        )
        assert batch.misfits() == []
        words = [vocabulary.strings[number] for number in vocabulary.words(batch)[0].tolist()]
        assert words == [word for text in texts for word, _ in text]
        assert batch.spaces.tolist() == [space for text in texts for _, space in text]
        assert np.diff(batch.tokens).tolist() == [*map(len, texts)]
    assert len(vocabulary.strings) == len({word for text in texts for word, _ in text})


@settings(max_examples=60)
@example([b"\t\x80", b"", b""])
@given(st.lists(st.binary(max_size=6), min_size=3, max_size=3))
def test_tokens_that_do_not_make_up_their_text_are_named(encoded):
    texts = ["ab cd", "e", ""]
    right = [encode_tokens([(2, True), (2, False)]), encode_tokens([(1, False)]), b""]
    wrong = Batch.of(texts, encoded).misfits()
    mixed = [right[n] if n in wrong else encoded[n] for n in range(3)]
    for _ in range(3):
        again = Batch.of(texts, mixed).misfits()
        mixed = [right[n] if n in again else mixed[n] for n in range(3)]
    assert Batch.of(texts, mixed).misfits() == []


def test_threads_keep_the_order_and_pass_errors_on():
    assert [*in_threads(str, range(50))] == [*map(str, range(50))]
    assert [*ahead(iter(range(50)))] == [*range(50)]
    assert [*ahead(iter(()))] == [*in_threads(str, ())] == []
    with pytest.raises(ZeroDivisionError):
        [*in_threads(lambda n: 1 / n, [1, 0, 1])]

    def breaks():
        yield 1
        raise OSError("gone")

    taken = []
    with pytest.raises(OSError, match="gone"):
        taken.extend(ahead(breaks()))


def test_a_spool_gives_back_what_it_was_given(monkeypatch):
    monkeypatch.setattr("annotator.formats.spacy_spool._IN_MEMORY", 10)
    spool = Spool()
    kept = [spool.keep(bytes([n]) * n) for n in range(9)]
    assert [spool.read(one) for one in reversed(kept)] == [bytes([n]) * n for n in reversed(range(9))]
    assert spool.array(spool.keep(np.arange(3, dtype=np.int32).tobytes()), np.int32).tolist() == [0, 1, 2]
    spool.close()


def test_a_full_disk_is_told_of(monkeypatch):
    spool = Spool()
    spool.keep(b"x")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool, "_file", mock.Mock(write=full))
    with pytest.raises(AnnotatorError, match="No space left on device"):
        spool.keep(b"x")
    monkeypatch.undo()
    spool.close()
