import pytest

from annotator.core.documents import Document, Metadata, Text, document_key
from annotator.core.errors import ProjectDamaged
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
