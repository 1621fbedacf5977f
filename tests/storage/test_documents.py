import pytest

from annotator.core.documents import Document, Metadata, Text, document_key
from annotator.core.errors import ProjectDamaged
from annotator.core.spans import State
from annotator.storage import documents, file


@pytest.fixture
def conn(project):
    conn = file.connect(project)
    conn.execute("INSERT INTO annotator (id, name) VALUES (9, 'Lena')")
    yield conn
    conn.close()


def add(conn, document_id, text="Text", **metadata):
    made = Metadata(**metadata)
    document = Document(
        document_id, document_key(text + str(document_id), made), made, len(text), f"{document_id}.txt"
    )
    documents.insert_document(conn, document, Text(text, b"\x08", "test"), None)
    return document


def read(conn, document_id, state, *, flagged=False):
    values = (document_id + 1000, document_id, state, flagged)
    conn.execute(
        "INSERT INTO layer (id, document_id, annotator_id, state, flagged) VALUES (?, ?, 9, ?, ?)", values
    )


def test_documents_come_back_as_they_went(conn):
    text = "\ufeff\0a\r\n\u2028\U0001f64f\ue000"
    document = add(
        conn,
        1,
        text,
        title="„T“",
        outlet="N",
        published="2024-10",
        language="de",
        url="u",
        more=(("a", "\0"), ("b", "ä")),
    )
    assert documents.read_document(conn, 1) == document
    assert documents.read_text(conn, 1) == Text(text, b"\x08", "test")
    assert documents.find_key(conn, document.key) == (1, False)
    assert documents.find_text(conn, text) == [1]


def test_documents_that_are_not_there(conn):
    assert documents.read_document(conn, 1) is None
    assert documents.find_key(conn, "0" * 32) is None
    assert documents.find_text(conn, "Text") == []
    with pytest.raises(ProjectDamaged):
        documents.read_text(conn, 1)


@pytest.mark.parametrize("near", ["text", "Text ", "Tex", "Text\0", "Tex\0t"])
def test_documents_find_text_takes_no_near_miss(conn, near):
    add(conn, 1)
    add(conn, 2, "Tex\0u")
    assert documents.find_text(conn, near) == []


def test_documents_removed_are_found_by_key_only(conn):
    document = add(conn, 1)
    conn.execute("UPDATE document SET removed = 1")
    assert documents.read_document(conn, 1) is None
    assert documents.find_text(conn, "Text") == []
    assert documents.find_key(conn, document.key) == (1, True)
    assert documents.queue_ids(conn, 9, (), flagged=False, text="") == []
    assert documents.state_counts(conn, 9)[0][State.TO_DO] == 0
    assert documents.next_to_do(conn, 9, 0) is None


def test_documents_queue_by_state_flag_and_text(conn):
    for i in range(1, 6):
        add(conn, i, title=f"Titel {i}", outlet="Süddeutsche" if i % 2 else "Nordblick")
    read(conn, 2, "done")
    read(conn, 3, "in progress", flagged=True)
    read(conn, 4, "skipped", flagged=True)
    read(conn, 5, "to do")

    def queue(*states, flagged=False, text=""):
        return documents.queue_ids(conn, 9, states, flagged=flagged, text=text)

    assert queue() == [1, 2, 3, 4, 5]
    assert queue(State.TO_DO) == [1, 5]
    assert queue(State.TO_DO, State.DONE) == [1, 2, 5]
    assert queue(flagged=True) == [3, 4]
    assert queue(State.SKIPPED, flagged=True, text="NORD") == [4]
    assert queue(text="titel 3") == queue(text="3.txt") == [3]
    assert queue(text="%") == []


@pytest.mark.parametrize("typed", ["österreich", "ÖSTERREICH", "Straße", "STRASSE", "strasse"])
def test_documents_queue_finds_words_whatever_their_case(conn, typed):
    add(conn, 1, title="Österreich sperrt die Straße")
    assert documents.queue_ids(conn, 9, (), flagged=False, text=typed) == [1]


def test_documents_queue_rows_hold_state_flag_and_number_of_spans(conn):
    first, second = add(conn, 1), add(conn, 2)
    read(conn, 2, "done", flagged=True)
    conn.execute("INSERT INTO span VALUES (1, 1002, 'CLAIM', '', 'manual')")
    rows = documents.queue_rows(conn, 9, [2, 1])
    assert [(r.document, r.state, r.flagged, r.spans) for r in rows] == [
        (first, State.TO_DO, False, 0),
        (second, State.DONE, True, 1),
    ]


def test_documents_are_counted_by_state(conn):
    for i in range(1, 5):
        add(conn, i)
    read(conn, 1, "done", flagged=True)
    read(conn, 2, "to do")
    counts, flagged = documents.state_counts(conn, 9)
    assert counts == {State.TO_DO: 3, State.IN_PROGRESS: 0, State.DONE: 1, State.SKIPPED: 0}
    assert flagged == 1


def test_documents_next_to_do_goes_round(conn):
    for i in range(1, 6):
        add(conn, i)
    read(conn, 1, "done")
    read(conn, 3, "skipped")
    read(conn, 4, "in progress")
    assert [documents.next_to_do(conn, 9, after) for after in range(6)] == [2, 2, 4, 4, 5, 2]
    for i in (2, 5):
        read(conn, i, "done")
    assert documents.next_to_do(conn, 9, 4) is None
    assert documents.next_to_do(conn, 9, 1) == 4
