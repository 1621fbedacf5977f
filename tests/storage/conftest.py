"""A connection to a project, and documents put into it."""

import pytest

from annotator.core.documents import Document, Metadata, Text, document_key
from annotator.storage import documents, file


@pytest.fixture
def conn(project):
    conn = file.connect(project)
    conn.execute("INSERT INTO annotator (id, name) VALUES (9, 'Lena')")
    yield conn
    conn.close()


@pytest.fixture
def add(conn):
    """Puts a document into the project and returns it."""

    def add_(document_id, text="Text", **metadata):
        made = Metadata(**metadata)
        key = document_key(text + str(document_id), made)
        document = Document(document_id, key, made, len(text), f"{document_id}.txt")
        documents.insert_document(conn, document, Text(text, b"\x08", "test"), None)
        return document

    return add_
