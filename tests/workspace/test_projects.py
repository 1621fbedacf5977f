from pathlib import Path

import pytest

from annotator.core.errors import InputError, ProjectDamaged, ProjectError
from annotator.workspace.projects import check_named, find_files, is_project, project_for


@pytest.fixture
def documents(tmp_path, monkeypatch):
    """The user's folder of documents."""
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "Documents")
    return tmp_path / "Documents"


def test_projects_are_told_by_their_suffix(tmp_path, project):
    assert is_project(project)
    assert is_project(Path("NEW.Annotator"))
    assert not is_project(Path("a.txt"))
    (tmp_path / "folder.annotator").mkdir()
    assert not is_project(tmp_path / "folder.annotator")


def test_projects_find_files_looks_into_folders(tmp_path, write):
    for name in ("z.jsonl", "a.txt", "n.md", "sub/c.txt", ".hidden/d.txt"):
        write(f"in/{name}", "x")
    found = find_files([tmp_path / "in"])
    assert [p.name for p, _ in found] == ["a.txt", "n.md", "c.txt", "z.jsonl"]
    assert {root for _, root in found} == {tmp_path / "in"}


def test_projects_find_files_takes_what_is_named_whatever_its_suffix(write):
    named = write("notes.md", "x")
    assert find_files([named]) == [(named, named)]


def test_projects_find_files_of_a_format_that_no_name_tells(tmp_path, write):
    write("in/export.data", '{"text": "Kyiv reports losses."}\n')
    assert len(find_files([tmp_path / "in"])) == 1
    write("pictures/a.png", "\x89PNG")
    with pytest.raises(InputError, match="nothing to import"):
        find_files([tmp_path / "pictures"])


def test_projects_find_files_takes_each_file_once(tmp_path, write):
    one = write("in/a.txt", "x")
    assert find_files([one, tmp_path / "in", one]) == [(one, one)]


def test_projects_find_files_looks_into_a_hidden_folder_that_is_named(write):
    one = write(".hidden/a.txt", "x")
    assert find_files([one.parent]) == [(one, one.parent)]


def test_projects_find_files_in_a_folder_of_many_is_quick(tmp_path):
    # Quadratic work would take minutes here, and the test's time limit with it.
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(3_000):
        (folder / f"{i}.txt").touch()
    assert len(find_files([folder])) == 3_000


def test_projects_named_on_the_command_line(project, write):
    check_named([project])
    check_named([write("a.txt", "x"), write("b.txt", "x").parent])
    with pytest.raises(InputError, match="not both"):
        check_named([project, write("a.txt", "x")])
    with pytest.raises(InputError, match="There is no file"):
        check_named([project.with_name("missing.txt")])
    with pytest.raises(ProjectError):
        check_named([project.with_name("missing.annotator")])
    with pytest.raises(ProjectDamaged):
        check_named([write("bad.annotator", "text")])


def test_projects_for_a_folder_are_named_after_it(documents, tmp_path, write):
    article = write("Herbst 2024/a.txt", "x")
    for named in (article, article.parent):
        assert project_for([named], lambda _: "") == (
            documents / "Annotator" / "Herbst 2024.annotator",
            str(article.parent.resolve()),
        )


def test_projects_for_two_folders_of_one_name_are_two(documents, write):
    first, second = write("x/news/a.txt", "x").parent, write("y/news/a.txt", "x").parent
    made = {}
    for folder in (first, second):
        path, source = project_for([folder], lambda path: made[path])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        made[path] = source
    assert sorted(path.name for path in made) == ["news 2.annotator", "news.annotator"]
    assert project_for([second], lambda path: made[path])[0].name == "news 2.annotator"
