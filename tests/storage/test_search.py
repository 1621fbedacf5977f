import re
import unicodedata
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.core.documents import Document, Metadata, Text, document_key
from annotator.core.query import Term, parse
from annotator.storage import documents, file, search

LENA = 9


@pytest.fixture
def conn(project):
    conn = file.connect(project)
    conn.execute("INSERT INTO annotator (id, name) VALUES (?, 'Lena')", (LENA,))
    yield conn
    conn.close()


def add(conn, document_id, text, **metadata):
    made = Metadata(**metadata)
    key = document_key(f"{text}{document_id}", made)
    document = Document(document_id, key, made, len(text), f"{document_id}.txt")
    documents.insert_document(conn, document, Text(text, b"\x08", "test"), None)


def index(conn):
    while search.index_some(conn, 1_000):
        pass
    conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def found(conn, typed):
    return list(search.find_ids(conn, LENA, parse(typed)))


def covered(text, typed):
    finder = search.Finder(parse(typed).terms)
    try:
        return [text[start:end] for start, end in finder.find(text)]
    finally:
        finder.close()


def test_search_finds_a_text_only_when_it_is_in_the_index(conn):
    add(conn, 1, "Truppen in Kursk")
    assert search.is_waiting(conn)
    assert search.count_waiting(conn) == 1
    assert found(conn, "kursk") == []
    assert search.index_some(conn, 1) == 1
    assert search.index_some(conn, 1) == 0
    assert not search.is_waiting(conn)
    assert found(conn, "kursk") == [1]


def test_search_takes_texts_into_the_index_a_few_at_a_time(conn):
    for number in range(1, 6):
        add(conn, number, "x" * 100)
    assert [search.index_some(conn, 250) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("kursk", [1, 2]),
        ("KURSK truppen", [1]),
        ('"truppen in"', [1]),
        ('"in truppen"', []),
        ("trup*", [1]),
        ("trup", []),
        ('"truppen i"*', [1]),
        ("covid-19", [3]),
        ("covid 19", [3]),
        ("C++", [3]),
        ("a.b", [3]),
        ("strasse", [2]),
        ("straße", [2]),
        ("STRASSE", [2]),
        ('"die straße nach"', [2]),
        ("erdogan", [3]),
        ("Erdoğan", [3]),
        ("fähre", []),
        ("AND", []),
        ('kursk"', [1, 2]),
        ('"', [1, 2, 3]),
    ],
)
def test_search_by_words(conn, typed, ids):
    add(conn, 1, "Truppen in Kursk")
    add(conn, 2, "Die Straße nach\r\nKursk")
    add(conn, 3, "Erdoğan: covid-19, C++ und a.b 🚢")
    index(conn)
    assert found(conn, typed) == ids


def test_search_by_what_is_known_of_a_document(conn):
    add(conn, 1, "Kursk", outlet="Nordkurier", published="2024-10-31T21:27")
    add(conn, 2, "Kursk", outlet="Süd-Bote", published="2024-10")
    add(conn, 3, "Kursk", outlet="Nordkurier", published="2024-12-05")
    add(conn, 4, "Seoul")
    conn.execute("INSERT INTO annotator (id, name) VALUES (8, 'Jonas')")
    for layer, document, who, state, flag in (
        (1, 1, 9, "done", 0),
        (2, 2, 9, "in progress", 1),
        (3, 3, 8, "done", 1),
    ):
        conn.execute(
            "INSERT INTO layer (id, document_id, annotator_id, state, flagged) VALUES (?, ?, ?, ?, ?)",
            (layer, document, who, state, flag),
        )
    conn.execute("INSERT INTO span VALUES (1, 1, 'CLAIM', '', 'manual'), (2, 3, 'CLAIM', '', 'manual')")
    index(conn)
    for typed, ids in {
        "outlet:nordkurier": [1, 3],
        "outlet:SÜD": [2],
        "outlet:nord outlet:süd": [1, 2, 3],
        "date:2024-10": [1, 2],
        "date:2024-10-31": [1],
        "date:2024": [1, 2, 3],
        "date:2024-10..2024-12": [1, 2, 3],
        "date:2024-11..": [3],
        "date:..2024-10": [1, 2],
        "state:done": [1],
        "state:todo": [3, 4],
        "state:todo state:open": [2, 3, 4],
        "flag:yes": [2],
        "flag:no": [1, 3, 4],
        "label:claim": [1],
        "annotator:jonas": [3],
        "annotator:Jonas label:CLAIM": [3],
        "annotator:Lena": [1, 2],
        "annotator:Jonas state:done flag:yes": [3],
        "annotator:nobody": [],
        "kursk state:todo": [3],
        "kursk outlet:nord date:2024-10 state:done label:claim": [1],
        "seoul state:done": [],
        "kursk date:soon": [],
    }.items():
        assert (typed, found(conn, typed)) == (typed, ids)


def test_search_passes_over_hidden_documents(conn):
    add(conn, 1, "Kursk")
    index(conn)
    conn.execute("UPDATE document SET removed = 1")
    assert found(conn, "kursk") == []
    conn.execute("UPDATE document SET removed = 0")
    assert found(conn, "kursk") == [1]


def test_search_goes_on_after_a_document(conn):
    for number in range(1, 6):
        add(conn, number, "Kursk")
    index(conn)
    assert list(search.find_ids(conn, LENA, parse("kursk"), after=2, limit=2)) == [3, 4]


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("🚢 In Kursk,\r\nbei Kursk.", "kursk", ["Kursk", "Kursk"]),
        ("a\0Kursk \ufdd0Kursk", "kursk", ["Kursk", "Kursk"]),
        ("Die Straße, die Strasse", "strasse", ["Straße", "Strasse"]),
        ("sagte  er: sagte er", '"sagte er"', ["sagte  er", "sagte er"]),
        ("Nordkorea und Nordkoreaner", "nord*", ["Nordkorea", "Nordkoreaner"]),
        ("Nordkorea", "nordkorea seoul", []),
        ("C++ und covid-19", "C++ covid-19", ["C", "covid-19"]),
        ("e\u0301te\u0301", "été", ["e\u0301te\u0301"]),
        ("nichts", "+++", []),
    ],
)
def test_search_says_where_in_the_text(text, typed, marked):
    assert covered(text, typed) == marked


# Against a plain scan of every text

LETTERS = "abäÄßsSÉé1🚢 \n.-+\"'\0\u0301"


def words(text, *, folded=True):
    """Return the words of a text as the index understands them; `folded` makes “ss” of “ß”."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    lower = plain.lower()
    return re.findall(r"[^\W_]+", lower.replace("ß", "ss") if folded else lower)


def begins(word, wanted):
    """Tell whether a word, as it is written, begins with another, its “ss” written either way."""
    pieces = wanted.split("ss")
    ways = product(("ss", "ß"), repeat=len(pieces) - 1)
    return any(word.startswith("".join(map("".join, zip(pieces, (*way, ""), strict=True)))) for way in ways)


def has(text, term):
    wanted, there, written = words(term.text), words(text), words(text, folded=False)
    for at in range(len(there) - len(wanted) + 1):
        part = there[at : at + len(wanted)]
        if part == wanted:
            return True
        last = written[at + len(wanted) - 1]
        if term.prefix and part[:-1] == wanted[:-1] and begins(last, wanted[-1]):
            return True
    return False


@given(
    st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=6),
    st.lists(
        st.builds(Term, st.text(LETTERS, min_size=1, max_size=5), st.booleans()), min_size=1, max_size=2
    ),
)
def test_search_finds_what_a_scan_of_all_texts_finds(new_project, texts, terms):
    # Three of them in a row are one “ß” and an “s” in either order: which, only the index knows.
    assume(not any("sss" in word for text in texts for word in words(text)))
    terms = [term for term in terms if words(term.text)]
    conn = file.connect(new_project)
    try:
        conn.execute("BEGIN")
        for number, text in enumerate(texts, 1):
            add(conn, number, text)
        index(conn)
        query = parse("")
        if terms:
            query = type(query)(terms=tuple(terms))
        ids = list(search.find_ids(conn, LENA, query))
        scanned = [n for n, text in enumerate(texts, 1) if all(has(text, term) for term in terms)]
        assert ids == scanned
        finder = search.Finder(terms) if terms else None
        for number, text in enumerate(texts, 1):
            if finder is not None:
                places = finder.find(text)
                assert bool(places) == (number in scanned)
                assert all(words(text[start:end]) for start, end in places)
        if finder is not None:
            finder.close()
    finally:
        conn.execute("ROLLBACK")
        conn.close()


@given(
    st.text()
    | st.text(LETTERS + "*:()^{}")
    | st.sampled_from(["NEAR(", "a AND", "^a", "text:a", "-a", "{a}:b"])
)
def test_search_is_never_a_syntax_error(new_project, typed):
    conn = file.connect(new_project)
    try:
        found(conn, typed)
        covered("Some text", typed) if parse(typed).terms else None
    finally:
        conn.close()
