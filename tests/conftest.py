"""What every test stands on: no display, a home of its own, small projects, random edits."""

# ruff: noqa: E402 (the environment comes before anything that looks at it)

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# Before anything imports Qt or asks where the user's folders are.
_HOME = Path(tempfile.mkdtemp(prefix="annotator-tests-"))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["HOME"] = str(_HOME)
for _name in ("CONFIG", "DATA", "CACHE", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = str(_HOME / _name.lower())
os.environ.pop("XDG_DOCUMENTS_DIR", None)

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from annotator.core import edits
from annotator.core.annotations import Annotations
from annotator.core.edits import Edit
from annotator.core.errors import EditError
from annotator.core.scheme import Scheme, scheme_from_dict
from annotator.core.spans import Layer, State, joined
from annotator.workspace import importing
from annotator.workspace.importing import ImportReport
from annotator.workspace.workspace import Workspace

settings.register_profile(
    "annotator",
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", settings.get_profile("annotator"), max_examples=2_000, derandomize=False)
settings.load_profile("annotator")

CHECKOUT = Path(__file__).resolve().parents[1]


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The example articles with two readings."""
    return CHECKOUT / "seeds"


@pytest.fixture(scope="session")
def shared_seeds() -> Path:
    """Real articles that lie beside the checkout on some machines."""
    folder = CHECKOUT.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("there are no shared articles here")
    return folder


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    """Two labels that differ in their attributes, and links that relabelling may forbid."""
    return scheme_from_dict(
        {
            "name": "small",
            "labels": [
                {
                    "name": "CLAIM",
                    "key": "2",
                    "attributes": [
                        {"name": "mood", "values": ["sure", "unsure"]},
                        {"name": "kind", "values": ["a", "b"]},
                    ],
                },
                {
                    "name": "SOURCE",
                    "key": "3",
                    "attributes": [{"name": "kind", "values": ["b", "c"]}],
                },
            ],
            "relations": [
                {"name": "said_by", "heads": ["CLAIM"], "children": ["SOURCE"]},
                {"name": "answers", "heads": ["CLAIM"], "children": ["CLAIM"]},
            ],
        }
    )


@pytest.fixture
def empty() -> Annotations:
    """A layer before its first edit."""
    return Annotations(Layer(1, 7, 9), {}, {}, stored=False)


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory, scheme: Scheme) -> Path:
    """A project without documents, to be copied: making one waits for the disk."""
    path = tmp_path_factory.mktemp("new") / "project.annotator"
    Workspace.create(path, scheme).close()
    return path


@pytest.fixture
def project(tmp_path: Path, new_project: Path) -> Path:
    """The path of a project without documents."""
    return Path(shutil.copy(new_project, tmp_path / "project.annotator"))


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Workspace]]:
    """Opens workspaces, and closes them when the test ends."""
    workspaces: list[Workspace] = []

    def open_(path: Path) -> Workspace:
        workspaces.append(Workspace(path))
        return workspaces[-1]

    yield open_
    for workspace in workspaces:
        workspace.close()


@pytest.fixture
def workspace(project: Path, opened: Callable[[Path], Workspace]) -> Workspace:
    """An open project without documents."""
    return opened(project)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file, folders included, and returns its path."""

    def write_(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write_


@pytest.fixture
def bring(workspace: Workspace, write: Callable[..., Path]) -> Callable[..., ImportReport]:
    """Imports texts, given as file name and content, into `workspace`."""

    def bring_(**texts: str) -> ImportReport:
        paths = [write(f"articles/{name}.txt", text) for name, text in texts.items()]
        return importing.import_files(workspace, paths)

    return bring_


@pytest.fixture
def article(workspace: Workspace, bring: Callable[..., ImportReport]) -> int:
    """The id of one article of 40 characters in `workspace`."""
    bring(one="Kiew meldet Verluste, Moskau bestreitet.")
    (document_id,) = workspace.conn.execute("SELECT id FROM document").fetchone()
    return int(document_id)


AnyEdit = Callable[[Callable[..., Any], Annotations, Scheme, int], Edit | None]


@pytest.fixture(scope="session")
def any_edit() -> AnyEdit:
    """Draws one edit of annotations over a text of some length; None where what was drawn is refused."""
    return _any_edit


def _any_edit(draw: Callable[..., Any], a: Annotations, scheme: Scheme, length: int) -> Edit | None:
    def one_of(values: Any) -> Any:
        return draw(st.sampled_from(sorted(values)))

    def fragments() -> Any:
        start = st.integers(0, length - 1)
        pairs = st.lists(
            start.flatmap(lambda s: st.tuples(st.just(s), st.integers(s + 1, length))), min_size=1, max_size=3
        )
        return joined(draw(pairs))

    labels = [label.name for label in scheme.labels]
    with_spans = ["relabel", "move", "attribute", "note", "remove", "link"]
    kinds = ["add", "state", "flag", *(with_spans if a.spans else ()), *(["unlink"] if a.relations else ())]
    try:
        match one_of(kinds):
            case "add":
                return edits.add_span(a, one_of(labels), fragments())
            case "state":
                return edits.set_state(a, one_of(State))
            case "flag":
                return edits.set_flag(a, draw(st.booleans()))
            case "relabel":
                return edits.relabel(a, scheme, one_of(a.spans), one_of(labels))
            case "move":
                return edits.set_fragments(a, one_of(a.spans), fragments())
            case "attribute":
                name = one_of(["kind", "mood"])
                value = draw(st.sampled_from([None, "a", "b", "c", "sure"]))
                return edits.set_attribute(a, one_of(a.spans), name, value)
            case "note":
                return edits.set_note(a, one_of(a.spans), draw(st.text(max_size=5)))
            case "remove":
                ids = draw(st.sets(st.sampled_from(sorted(a.spans)), min_size=1, max_size=3))
                return edits.remove_spans(a, ids)
            case "link":
                kind, head, child = one_of(["said_by", "answers"]), one_of(a.spans), one_of(a.spans)
                return edits.add_relation(a, scheme, kind, head, child)
            case "unlink":
                return edits.remove_relation(a, one_of(a.relations))
    except EditError:
        return None
    raise AssertionError("every kind of edit is drawn above")
