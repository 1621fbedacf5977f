import pytest

from annotator.core.errors import Cancelled
from annotator.core.query import Sort, parse
from annotator.core.spans import State
from annotator.storage import queue


def read(conn, document_id, state, *, flagged=False):
    values = (document_id + 1000, document_id, state, flagged)
    conn.execute(
        "INSERT INTO layer (id, document_id, annotator_id, state, flagged) VALUES (?, ?, 9, ?, ?)", values
    )


def ids(conn, *states, flagged=False, text="", sort=Sort.IMPORTED):
    order = queue.read_order(conn, 9, parse(text), states, flagged=flagged, sort=sort)
    return order.ids.tolist()


def test_queue_passes_over_removed_documents(conn, add):
    add(1)
    conn.execute("UPDATE document SET removed = 1")
    assert ids(conn) == []
    assert queue.state_counts(conn, 9)[0][State.TO_DO] == 0
    assert queue.next_to_do(conn, 9, 0) is None
    assert queue.read_around(conn, 9, 1, 5, 5).ids.tolist() == []


def test_queue_by_state_flag_and_text(conn, add):
    for i in range(1, 6):
        add(i, title=f"Titel {i}", outlet="Süddeutsche" if i % 2 else "Nordblick")
    read(conn, 2, "done")
    read(conn, 3, "in progress", flagged=True)
    read(conn, 4, "skipped", flagged=True)
    read(conn, 5, "to do")

    assert ids(conn) == [1, 2, 3, 4, 5]
    assert ids(conn, State.TO_DO) == [1, 5]
    assert ids(conn, State.TO_DO, State.DONE) == [1, 2, 5]
    assert ids(conn, flagged=True) == [3, 4]
    assert ids(conn, State.SKIPPED, flagged=True, text="NORD") == [4]
    assert ids(conn, text="titel 3") == ids(conn, text='"titel 3"') == ids(conn, text="3.txt") == [3]
    assert ids(conn, text="%") == []
    assert ids(conn, text="state:done") == [2]
    assert ids(conn, State.TO_DO, text="state:done") == []
    assert ids(conn, text="nord flag:yes outlet:blick") == [4]


@pytest.mark.parametrize("typed", ["österreich", "ÖSTERREICH", "Straße", "STRASSE", "strasse"])
def test_queue_finds_words_whatever_their_case(conn, add, typed):
    add(1, title="Österreich sperrt die Straße")
    assert ids(conn, text=typed) == [1]


def test_queue_rows_hold_state_flag_and_number_of_spans(conn, add):
    first, second = add(1), add(2)
    read(conn, 2, "done", flagged=True)
    conn.execute("INSERT INTO span VALUES (1, 1002, 'CLAIM', '', 'manual')")
    rows = queue.queue_rows(conn, 9, [2, 7, 1])
    assert [(r.document, r.state, r.flagged, r.spans) for r in rows] == [
        (second, State.DONE, True, 1),
        (first, State.TO_DO, False, 0),
    ]


def test_queue_are_counted_by_state(conn, add):
    for i in range(1, 5):
        add(i)
    read(conn, 1, "done", flagged=True)
    read(conn, 2, "to do")
    counts, flagged = queue.state_counts(conn, 9)
    assert counts == {State.TO_DO: 3, State.IN_PROGRESS: 0, State.DONE: 1, State.SKIPPED: 0}
    assert flagged == 1


def test_queue_next_to_do_goes_round(conn, add):
    for i in range(1, 6):
        add(i)
    read(conn, 1, "done")
    read(conn, 3, "skipped")
    read(conn, 4, "in progress")
    assert [queue.next_to_do(conn, 9, after) for after in range(6)] == [2, 2, 4, 4, 5, 2]
    for i in (2, 5):
        read(conn, i, "done")
    assert queue.next_to_do(conn, 9, 4) is None
    assert queue.next_to_do(conn, 9, 1) == 4


def test_queue_in_each_order(conn, add):
    add(1, title="„Zypern“ wählt", outlet="Bote", published="2024-10")
    add(2, title="Ägypten", outlet="anzeiger", published="")
    add(3, title="bern", outlet="Bote", published="2024-09-30")
    read(conn, 1, "done")
    read(conn, 2, "skipped")
    assert ids(conn, sort=Sort.TITLE) == [2, 3, 1]
    assert ids(conn, sort=Sort.OUTLET) == [2, 3, 1]
    assert ids(conn, sort=Sort.DATE) == [3, 1, 2]
    assert ids(conn, sort=Sort.STATE) == [3, 1, 2]
    assert queue.read_order(conn, 9, parse(""), sort=Sort.DATE).unfinished == bytearray([1, 0, 0])


def test_queue_around_a_document(conn, add):
    for i in range(1, 9):
        add(i)
    read(conn, 4, "done")
    around = queue.read_around(conn, 9, 4, 2, 3)
    assert around.ids.tolist() == [2, 3, 4, 5, 6]
    assert around.unfinished == bytearray([1, 1, 0, 1, 1])
    assert queue.has_more_than(conn, 7)
    assert not queue.has_more_than(conn, 8)


def test_queue_is_not_read_to_the_end_once_cancelled(conn, add, monkeypatch):
    monkeypatch.setattr(queue, "_CHUNK", 2)
    for i in range(1, 6):
        add(i)
    with pytest.raises(Cancelled):
        queue.read_order(conn, 9, parse(""), cancelled=lambda: True)
