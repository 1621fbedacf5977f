"""Random records, as the workspace gives them to a format: with whatever a text and a reading may have."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from annotator.core.documents import Metadata
from annotator.core.spans import Fragment, Relation, Span, State, joined
from annotator.core.tokens import token_ranges
from annotator.formats.exchange import Reading, Record
from annotator.formats.tokenization import tokenize

# What spaCy imports draws random numbers, which Hypothesis forbids while it draws.
tokenize("Kiew", "de")

LABELS = (
    "CLAIM",
    "SOURCE",
    "Äußerung",
    "two words",
    "A-b_c.d",
    "U_20_",
    "B-X",
    "*",
    "_",
    "a|b[1]\\;->",
    "x\ty\nz",
)
NAMES = (
    "kind",
    "mood",
    "value",
    "label",
    "note",
    "Art der Quelle",
    "id",
    "Span",
    "sure?",
    "BT_x",
    "7",
    "a=b\tc",
)
_WORDS = (
    "Kiew", "meldet", "Verluste,", "„Nein“,", "don't", "U.S.", "Straße", "e\u0301te\u0301", "👩‍👩‍👧", "𝔘nd", "🇩🇪",
    "שלום", "مرحبا", "a-b", "1.000", "-DOCSTART-", "#Text=x", "_", "*", "|[1]", "\\n", "\\", "<b>", "&amp;", '"', "'",
    "\u200b", "\ufeff", "T1", "O", "-X-", "=1+1",
)  # fmt: skip
_GAPS = (" ", " ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "\xa0", "\u2028", "\x0b", "\x85", "")
_SAID = st.sampled_from(
    ("sure", "", " ", "two words", " edged ", "a|b", "*", "_", "[1]", "x\ty", "x\ny", "x\r\ny", "\n", "😀 \\n", "true",
     "1-1", "a;b->c", "<x>&", "=1+1", "ä", "\u2028", "O")
)  # fmt: skip


def texts(*, controls: bool = True) -> st.SearchStrategy[str]:
    """Texts of words and gaps that formats stumble over, or of any characters; `controls`: NUL and its like too."""
    categories = ("Cs",) if controls else ("Cs", "Cc", "Cn")
    pieces = st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GAPS)).map("".join)
    wild = st.text(st.characters(exclude_categories=categories), min_size=1, max_size=8)
    gap = st.sampled_from(("", " ", "\n", "\r\n\t"))
    body = st.lists(st.one_of(pieces, pieces, pieces, wild), min_size=1, max_size=14).map("".join)
    return st.tuples(gap, body).map("".join).filter(lambda text: bool(text.strip()))


@st.composite
def records(
    draw: Callable[..., Any],
    *,
    annotators: int = 2,
    controls: bool = True,
    text: st.SearchStrategy[str] | None = None,
    labels: tuple[str, ...] = LABELS,
    names: tuple[str, ...] = NAMES,
) -> Record:
    """A record with its tokens and the readings of up to `annotators` people, or of nobody.

    Spans nest, overlap, have fragments, attributes, notes, edges of white space and
    relations, to themselves too; no two of a reading have label and fragments in common.
    """
    article = draw(text or texts(controls=controls))
    tokens, tokenizer = tokenize(article, "de")
    people = st.sampled_from(("Lena", "Jonas Ü.", "a/b", ".."))
    fewest = draw(st.sampled_from((0, 1, 1, 1)))
    who = draw(st.lists(people, min_size=fewest, max_size=annotators, unique=True))
    readings = tuple(_reading(draw, name, article, tokens, labels, names) for name in who)
    metadata = Metadata(title=draw(st.sampled_from(("", "Ein Titel", "CON", "a/b: c?"))), language="de")
    key = f"{draw(st.integers(0, 2**32 - 1)):08x}"
    return Record(article, metadata, readings, key, source="one.txt", tokens=tokens, tokenizer=tokenizer)


def _reading(
    draw: Callable[..., Any],
    who: str,
    text: str,
    tokens: bytes,
    labels: tuple[str, ...],
    names: tuple[str, ...],
) -> Reading:
    starts, ends = token_ranges(tokens)
    number = st.integers(0, len(text) - 1)
    free = number.flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text))))
    token = st.integers(0, len(starts) - 1)
    whole = st.tuples(token, token).map(lambda pair: (starts[min(pair)], ends[max(pair)]))
    fragments = st.lists(st.one_of(whole, whole, free), min_size=1, max_size=3).map(joined)
    places = st.tuples(st.sampled_from(labels), fragments)
    spans = []
    for number_, (label, where) in enumerate(draw(st.lists(places, max_size=7, unique=True)), 1):
        attributes = draw(st.dictionaries(st.sampled_from(names), _SAID, max_size=3))
        note = draw(
            st.one_of(st.just(""), _SAID, st.text(st.characters(exclude_categories=("Cs",)), max_size=5))
        )
        spans.append(
            Span(
                number_, 1, label, tuple(map(Fragment._make, where)), tuple(sorted(attributes.items())), note
            )
        )
    return Reading(
        who, tuple(spans), _relations(draw, spans), draw(st.sampled_from(list(State))), draw(st.booleans())
    )


def _relations(draw: Callable[..., Any], spans: list[Span]) -> tuple[Relation, ...]:
    if not spans:
        return ()
    end = st.integers(1, len(spans))
    kinds = st.sampled_from(("said_by", "attributed to", "R-1.x", "Übt_Kritik", "*", "_", "Arg1", "a\tb\nc"))
    links = draw(st.lists(st.tuples(kinds, end, end), max_size=4, unique=True))
    return tuple(Relation(n, 1, kind, head, child) for n, (kind, head, child) in enumerate(links, 1))
