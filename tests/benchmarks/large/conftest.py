"""A project of very many documents, made by SQL alone: an import of a million would take too long."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.core.tokens import encode_tokens
from annotator.storage.search import index_some
from annotator.workspace.workspace import Workspace

WORDS = (
    "the minister said that harbour officials had not seen any order to cross the river while people in the "
    "capital denied knowing of it and a spokesman for the union called the report a rumour spread by others"
)


@pytest.fixture(scope="session")
def make_documents(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a project of many made-up texts by SQL alone; Lena has read the first third, the index is complete."""

    def make(number: int, length: int, *, index: bool = True) -> Path:
        path = tmp_path_factory.mktemp("many") / "many.annotator"
        workspace = Workspace.create(path)
        lena = workspace.annotator("Lena").id
        conn = workspace.conn
        conn.execute("PRAGMA synchronous=OFF")
        choice = random.Random(number)
        known = WORDS.split() + [f"w{i}" for i in range(1_000)]
        weights = [1 / (rank + 1) for rank in range(len(known))]
        pool = choice.choices(known, weights, k=400_000)
        words = max(4, length // 5)

        def documents() -> Iterator[tuple[object, ...]]:
            for i in range(number):
                at = choice.randrange(len(pool) - 8)
                title = " ".join(pool[at : at + 7])
                date = f"2024-{i % 12 + 1:02}-{i % 28 + 1:02}"
                yield (i + 1) << 20, f"{i:032x}", title, f"Outlet {i % 40}", date, f"{i}.txt", length

        def texts() -> Iterator[tuple[object, ...]]:
            for i in range(number):
                at = choice.randrange(len(pool) - words)
                text = " ".join(pool[at : at + words])[:length].rstrip()
                tokens = encode_tokens([(len(word), True) for word in text.split(" ")])
                yield (i + 1) << 20, text, tokens

        def readings() -> Iterator[tuple[object, ...]]:
            for i in range(number // 3):
                yield i + 1, (i + 1) << 20, lena, "in progress" if i % 50 == 0 else "done", int(i % 97 == 0)

        conn.execute("BEGIN")
        conn.executemany(
            "INSERT INTO document (id, key, title, outlet, published, language, url, more, source, length) "
            "VALUES (?, ?, ?, ?, ?, 'en', '', '{}', ?, ?)",
            documents(),
        )
        conn.executemany("INSERT INTO document_text VALUES (?, ?, ?, 'test')", texts())
        conn.execute(
            "UPDATE document SET length = (SELECT length(text) FROM document_text WHERE document_id = id)"
        )
        conn.executemany(
            "INSERT INTO layer (id, document_id, annotator_id, state, flagged) VALUES (?, ?, ?, ?, ?)",
            readings(),
        )
        conn.execute("INSERT INTO span SELECT id, id, 'CLAIM', '', 'manual' FROM layer WHERE id % 5 = 0")
        conn.execute("INSERT INTO fragment SELECT id, 0, 4 FROM span")
        conn.execute("INSERT INTO place VALUES (?, ?, 0)", (lena, (number // 3 + 1) << 20))
        if index:
            while index_some(conn, 20_000_000):
                pass
        conn.execute("COMMIT")
        workspace.close()
        return path.resolve()

    return make


@pytest.fixture(scope="session")
def big_project(full: bool, make_documents: Callable[..., Path]) -> Path:
    """A project of a million documents, or of a few."""
    return make_documents(1_000_000 if full else 2_500, 400 if full else 60)
