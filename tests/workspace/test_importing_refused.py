"""What is no article and no reading is refused with a sentence, and never becomes an article."""

import json
import os
import stat

import pytest

from annotator.workspace.importing import import_files

TEXT = "Kiew meldet Verluste.\u2028Moskau bestreitet das."


def imported(workspace, *paths, **how):
    report = import_files(workspace, paths, **how)
    return report.documents, [str(problem.message) for problem in report.problems]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.json", "[" * 5_000 + "]" * 5_000),
        ("other.json", '{"nothing": "that is known"}'),
        ("other.xml", "<?xml version='1.0'?><TEI><p>Kiew meldet Verluste.</p></TEI>"),
        ("other.xmi", "<a>Kiew meldet Verluste.</a>"),
        ("other.tsv", "a\nb\n"),
        ("other.zip", "Kiew meldet Verluste."),
        ("one.jsonl.gz", "Kiew meldet Verluste."),
    ],
)
def test_data_that_no_format_reads_is_no_article(workspace, write, name, data):
    documents, problems = imported(workspace, write(name, data))
    assert (documents, len(problems)) == (0, 1), problems
    assert "--format text" in problems[0] or name.endswith((".tsv", ".zip"))
    documents, problems = imported(workspace, write(name, data), kind="text")
    assert (documents, problems) == (1, [])


def test_our_jsonl_is_known_without_its_suffix_whatever_stands_in_the_text(workspace, write):
    line = json.dumps({"text": TEXT, "spans": [{"start": 0, "end": 4, "label": "CLAIM"}]}, ensure_ascii=False)
    report = import_files(workspace, [write("readings", line + "\n")])
    assert (report.documents, report.spans, report.problems) == (1, 1, [])
    (document,) = workspace.queue(workspace.annotator("readings").id)
    assert workspace.text(document).text == TEXT


def test_a_table_keeps_its_rows_whatever_stands_in_the_text(workspace, write):
    rows = "".join(f"{n};{TEXT} Nummer {n}\n" for n in range(5))
    report = import_files(workspace, [write("articles.csv", "id;text\n" + rows)])
    assert (report.documents, report.problems) == (5, [])


def test_a_task_of_an_image_is_no_article(workspace, write):
    tasks = [
        {"data": {"image": "x.png"}, "annotations": []},
        {"data": {"img": "s3://b/c.jpg"}, "annotations": []},
    ]
    documents, problems = imported(workspace, write("tasks.json", json.dumps(tasks)))
    assert documents == 0
    assert len(problems) == 2
    assert "x.png" in problems[0]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_the_folder_is_not_followed_and_said_so(workspace, write, tmp_path):
    write("in/one.txt", "Kiew meldet Verluste.")
    write("in/b.ann", "")
    secret = write("secret.txt", "Niemandes Sache.")
    (tmp_path / "in/link.txt").symlink_to(secret)
    (tmp_path / "in/b.txt").symlink_to(secret)
    (tmp_path / "in/folder").symlink_to(tmp_path)
    (tmp_path / "in/same.txt").symlink_to(tmp_path / "in/one.txt")
    report = import_files(workspace, [tmp_path / "in"])
    assert (report.documents, len(report.duplicates)) == (1, 1)
    said = {problem.path: str(problem.message) for problem in report.problems}
    assert sorted(said) == ["b.txt", "folder", "link.txt"]
    assert all("leads out of the folder" in one for one in said.values())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX only")
@pytest.mark.timeout(10)
def test_a_pipe_is_refused(workspace, tmp_path):
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    for kind in (None, "jsonl", "text"):
        documents, problems = imported(workspace, pipe, kind=kind)
        assert (documents, len(problems)) == (0, 1)
        assert "not a file" in problems[0]


@pytest.mark.parametrize("name", ["a.txt", "b.json", "c.jsonl", "e.tsv", "f.xml", "g.spacy", "h.csv"])
def test_an_empty_file_is_said_in_the_same_words_in_a_folder_and_by_its_name(workspace, write, name):
    write("in/z.txt", "Kiew meldet Verluste.")
    path = write(f"in/{name}", "")
    named, in_folder = imported(workspace, path), imported(workspace, path.parent)
    assert named == (0, ["The file is empty."])
    assert in_folder == (1, ["The file is empty."])


def test_what_is_said_of_a_file_in_a_folder_names_its_place_there(workspace, write, tmp_path):
    line = json.dumps({"text": "Kiew meldet.", "spans": [], "_annotator_id": "Lena"})
    other = json.dumps(
        {"text": "Kiew meldet.", "spans": [{"start": 0, "end": 4, "label": "A"}], "_annotator_id": "Lena"}
    )
    write("in/a/one.jsonl", line + "\n{")
    write("in/b/one.jsonl", other)
    write("in/c/one.jsonl", line)
    report = import_files(workspace, [tmp_path / "in"])
    here = [(problem.path.replace(os.sep, "/"), problem.line) for problem in report.problems]
    assert here == [("a/one.jsonl", 2), ("b/one.jsonl", 1)]
    assert "--annotator" in str(report.problems[1].message)
    assert [name.replace(os.sep, "/") for name in report.duplicates] == ["c/one.jsonl:1"]
    assert [one.source.replace(os.sep, "/") for one in report.imported] == ["a/one.jsonl"]


def test_how_files_were_read_is_no_problem_and_said_once(workspace, write, tmp_path):
    for name in ("a", "b", "c"):
        write(f"in/{name}.conll", f"-DOCSTART- -X- O O\n\n{name} _ _ B-PER\nmeldet _ _ O\n")
    report = import_files(workspace, [tmp_path / "in"])
    assert (report.documents, report.problems) == (3, [])
    (note,) = report.notes
    assert (note.path, note.files) == ("a.conll", 3)
    assert "single spaces" in str(note.message)


XMI = """<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:p="http:///my/parts.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Kiew meldet."/>
<p:Token xmi:id="2" sofa="1" begin="0" end="4"/><p:{other} xmi:id="3" sofa="1" begin="0" end="12"/>
<custom:Sentence xmi:id="4" sofa="1" begin="0" end="12"/><p:Claim xmi:id="5" sofa="1" begin="5" end="11"/>
</xmi:XMI>"""


def test_layers_of_grammar_of_any_package_are_passed_over_and_said_in_one_line(workspace, write, tmp_path):
    for other in ("Metadata", "OpenNLPSentence"):
        write(f"in/{other}.xmi", XMI.replace("{other}", other))
    report = import_files(workspace, [tmp_path / "in"])
    assert set(report.new_labels) == {"Claim", "Sentence"}
    (note,) = report.notes
    assert "Metadata, OpenNLPSentence, Token" in str(note.message)
