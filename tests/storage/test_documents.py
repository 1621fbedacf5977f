import pytest

from annotator.core.documents import Text
from annotator.core.errors import ProjectDamaged
from annotator.storage import documents


def test_documents_come_back_as_they_went(conn, add):
    text = "\ufeff\0a\r\n\u2028\U0001f64f\ue000"
    document = add(
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
def test_documents_find_text_takes_no_near_miss(conn, add, near):
    add(1)
    add(2, "Tex\0u")
    assert documents.find_text(conn, near) == []


def test_documents_removed_are_found_by_key_only(conn, add):
    document = add(1)
    conn.execute("UPDATE document SET removed = 1")
    assert documents.read_document(conn, 1) is None
    assert documents.find_text(conn, "Text") == []
    assert documents.find_key(conn, document.key) == (1, True)
