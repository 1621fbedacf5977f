"""`agreement` and `cases` on real readings and on small ones."""

import csv
import json
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def shared(name):
    folder = DATA / name
    if not folder.is_dir():
        pytest.skip(f"{name} is not here")
    return folder


@pytest.fixture
def two(command, tmp_path):
    """A project of three articles; two of them read by two, with a title that tries to be markup."""
    text = "Kiew meldet Verluste. Moskau bestreitet das."

    def line(who, n, spans):
        marked = [
            {"id": f"T{k}", "start": s, "end": e, "label": label} for k, (s, e, label) in enumerate(spans)
        ]
        meta = {"title": f"<b>Nr & {n}</b>", "published": f"2024-10-0{n}", "language": "de"}
        return json.dumps({"text": f"{text} {n}", "meta": meta, "spans": marked, "_annotator_id": who})

    lines = [
        line("Lena", 1, [(0, 4, "SOURCE"), (5, 20, "CLAIM")]),
        line("Ada", 1, [(0, 4, "SOURCE"), (12, 20, "CLAIM")]),
        line("Lena", 2, [(22, 28, "SOURCE")]),
        line("Ada", 2, [(22, 28, "ACTOR")]),
        line("Lena", 3, [(22, 28, "SOURCE")]),
    ]
    (tmp_path / "two.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert command("import", "two.annotator", "two.jsonl").status == 0
    return "two.annotator"


def test_bratiaa_example(command):
    folder = shared("bratiaa-example") / "example-project"
    command("import", "p.annotator", folder)
    found = command("agreement", "p.annotator", "--no-gamma", "--json").json
    exact = found["exact_f1"]
    assert (found["annotators"], found["documents"], found["left_out"]) == (
        ["Lisa", "Maria", "Max", "Peter"],
        7,
        0,
    )
    assert exact["mean"] == pytest.approx(0.8903501, abs=1e-7)
    assert exact["sd"] == pytest.approx(0.0526314, abs=1e-7)
    labels = {"LOC": 0.8191061, "MISC": 0.8400459, "ORG": 0.9059579, "PER": 0.9378223}
    assert {name: round(one["mean"], 7) for name, one in exact["labels"].items()} == labels
    # Its tokens are what white space parts.
    assert found["word_f1"]["mean"] == pytest.approx(0.9639787, abs=6e-8)
    by_document = sorted(round(one["f1"], 3) for one in found["by_document"])
    assert by_document == [0.798, 0.873, 0.894, 0.906, 0.906, 0.907, 0.936]


def test_polnear_with_six_annotators(command):
    command("import", "p.annotator", shared("polnear-6annotators"))
    wanted = ["--label", "Source", "--label", "Cue", "--label", "Content"]
    found = command("agreement", "p.annotator", "--no-gamma", "--json", *wanted).json
    assert (found["documents"], len(found["annotators"])) == (10, 6)
    assert found["exact_f1"]["mean"] == pytest.approx(0.6768023, abs=5e-8)
    labels = {name: one["mean"] for name, one in found["exact_f1"]["labels"].items()}
    assert labels == pytest.approx({"Content": 0.6169450, "Cue": 0.6701746, "Source": 0.7531925}, abs=5e-8)
    assert found["exact_f1"]["interval"][0] < 0.6768 < found["exact_f1"]["interval"][1]


def test_the_data_of_agreement(command, two):
    found = command("agreement", two, "--json").json
    assert (found["annotators"], found["documents"], found["left_out"], found["spans"]) == (
        ["Ada", "Lena"],
        2,
        1,
        6,
    )
    assert found["exact_f1"]["mean"] == pytest.approx(1 / 3)
    assert found["exact_f1"]["pairs"] == [{"annotators": ["Ada", "Lena"], "value": pytest.approx(1 / 3)}]
    assert found["overlap_f1"]["mean"] == pytest.approx(2 / 3)
    for name in ("token_kappa", "alpha_u", "gamma"):
        assert found[name]["value"] is not None
    assert found["relation_f1"]["mean"] is None
    assert found["relation_f1"]["reason"]
    assert [one["f1"] for one in found["by_document"]] == [0.5, 0]
    assert found["confusion"]["labels"] == ["ACTOR", "CLAIM", "SOURCE", None]
    assert command("agreement", two, "--json").json == found


def test_every_headline_has_an_interval_and_what_has_none_says_nothing_of_it(command, two):
    found = command("agreement", two, "--json").json
    headlines = [one for name, one in found.items() if isinstance(one, dict) and {"value", "mean"} & set(one)]
    assert len(headlines) == 14
    assert all("interval" in one for one in headlines)
    assert "interval" in found["matched_labels"]["alpha"]
    low, high = found["character_alpha"]["interval"]
    assert low <= found["character_alpha"]["value"] <= high
    table = command("agreement", two).out.split("\n\n")[0].splitlines()[1:]
    rows = [line for line in table if not line.startswith("[")]
    assert all(re.search(r" (-?\d\.\d{3} to -?\d\.\d{3}|–) +\d", line) for line in rows)
    command("import", "seeds.annotator", Path(__file__).resolve().parents[2] / "seeds")
    units = command("agreement", "seeds.annotator", "--no-gamma", "--json").json
    assert "interval" not in units["gamma"]
    assert units["unit_f1"]["labels"]
    assert all(None not in one["interval"] for one in units["unit_f1"]["labels"].values())
    assert all("interval" not in one for one in units["unit_overlap_f1"]["labels"].values())


def test_undefined_is_null_with_the_reason(command, two):
    found = command("agreement", two, "--annotator", "Lena", "--json").json
    assert (found["annotators"], found["documents"], found["left_out"]) == ([], 0, 3)
    for name, one in found.items():
        if isinstance(one, dict) and ("value" in one or "mean" in one):
            assert one.get("value", one.get("mean")) is None, name
            assert one["reason"], name
    shown = command("agreement", two, "--annotator", "Lena").out
    assert re.search(r"exact F1 +– +– +0 +\S", shown)


def test_only_the_chosen_count(command, two):
    assert command("agreement", two, "--label", "SOURCE", "--no-gamma", "--json").json["spans"] == 3
    assert "There is no label SOURCES" in command("cases", two, "--label", "SOURCES").err
    skipped = command("agreement", two, "--no-gamma", "--json").json["gamma"]
    assert (skipped["value"], skipped["reason"]) == (None, "not computed")
    assert command("agreement", two, "--seed", "-1").status == 2


def test_a_query_chooses_the_articles(command, two):
    asked = ("agreement", two, "--no-gamma", "--json", "--query")
    assert command(*asked, "date:2024-10-02").json["documents"] == 1
    assert command(*asked, "date:2024-10-02", "--query", "date:2024-10-01").json["documents"] == 2
    assert command(*asked, "date:2024-10-03").json["left_out"] == 1
    listed = command("cases", two, "--json", "--query", "label:ACTOR").json
    assert [one["title"] for one in listed] == ["<b>Nr & 2</b>"]
    assert "found by “Kiew”" in command("agreement", two, "--no-gamma", "--query", "Kiew").err
    ended = command("agreement", two, "--query", "label:NONE")
    assert (ended.status, "no label “NONE”" in ended.err) == (1, True)


def test_one_annotator_is_told_that_it_takes_two_and_how(command, two):
    line = {
        "text": "Kiew.",
        "spans": [{"id": "T", "start": 0, "end": 4, "label": "A"}],
        "_annotator_id": "Lena",
    }
    Path("one.jsonl").write_text(json.dumps(line), encoding="utf-8")
    command("import", "one.annotator", "one.jsonl")
    for project, how in (("one.annotator", "import the reading of another"), (two, "name a second one")):
        found = command("agreement", project, "--annotator", "Lena", "--json").json
        for name in ("exact_f1", "relation_f1", "token_kappa", "character_alpha", "alpha_u", "gamma"):
            assert "two annotators" in found[name]["reason"], name
            assert how in found[name]["reason"], name


def test_cases_can_be_read_on_a_terminal(command, two, monkeypatch):
    ended = command("cases", two)
    kind, title, words, who, place = ended.out.splitlines()[0].split("\t")
    assert (kind, title, words) == ("label", "<b>Nr & 2</b>", "Moskau")
    assert who == "Ada: ACTOR | Lena: SOURCE"
    assert place.endswith(":22-28")
    assert ended.err.splitlines()[-1] == "2 cases: 1 label, 1 boundary"
    monkeypatch.setenv("COLUMNS", "60")
    assert command("cases", two).out == ended.out  # another program reads it
    monkeypatch.setattr("annotator.cli.agreeing.is_terminal", lambda: True)
    lines = command("cases", two).out.splitlines()
    assert all(len(line) <= 60 for line in lines)
    assert lines[1].startswith("boundary  <b>Nr")
    assert "…" in lines[1]


def test_titles_cannot_steer_the_terminal(command):
    rows = [
        {"text": "Kiew meldet.", "meta": {"title": "\x1b[2Jx\ty"}, "_annotator_id": who,
         "spans": [{"id": "T", "start": 0, "end": end, "label": "ACTOR"}]}
        for who, end in (("Ada", 4), ("Bo", 11))
    ]  # fmt: skip
    Path("in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command("import", "p.annotator", "in.jsonl")
    for name in ("cases", "agreement"):
        out = command(name, "p.annotator").out
        assert "\x1b" not in out
        assert "[2Jx y" in out


def test_nothing_of_a_project_steers_the_terminal(command):
    evil = "\x1b]0;taken\x07\x1b[31mE"
    rows = [
        {"text": "Kiew meldet.", "meta": {"title": "One"}, "_annotator_id": who,
         "spans": [{"id": "T", "start": 0, "end": end, "label": f"L{evil}"}]}
        for who, end in ((f"Ada{evil}", 4), ("Bo", 11))
    ]  # fmt: skip
    Path("in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command("import", "p.annotator", "in.jsonl")
    for arguments in (
        ("agreement", "p.annotator", "--no-gamma"),
        ("agreement", "p.annotator", "--no-gamma", "--label", f"L{evil}", "--query", f"Kiew{evil}"),
        ("agreement", "p.annotator", "--label", f"none{evil}"),
        ("agreement", "p.annotator", "--annotator", f"none{evil}"),
        ("cases", "p.annotator"),
        ("cases", "p.annotator", "--label", "none"),
    ):
        ended = command(*arguments)
        assert ended.out + ended.err
        assert not re.search(r"[\x1b\x07]", ended.out + ended.err), arguments


def test_reports_of_other_commands_do_not_steer_the_terminal_either(command):
    evil = "\x1b]0;taken\x07E"  # colours click would take out of itself
    row = {"text": "Kiew meldet.", "meta": {"title": evil, "outlet": evil, "language": evil}, "_annotator_id": evil,
           "spans": [{"id": "T", "start": 0, "end": 4, "label": evil}]}  # fmt: skip
    Path("in.jsonl").write_text(json.dumps(row), encoding="utf-8")
    Path(f"b{evil}.jsonl").write_text(
        json.dumps(row | {"text": "Other.", "_annotator_id": None}), encoding="utf-8"
    )
    Path(f"c{evil}.jsonl").write_text("{", encoding="utf-8")
    Path(f"d{evil}.xyz").write_bytes(b"\0")
    for arguments in (
        ("import", "p.annotator", "in.jsonl", f"b{evil}.jsonl", f"c{evil}.jsonl", f"d{evil}.xyz"),
        ("import", "p.annotator", "in.jsonl", f"b{evil}.jsonl"),
        ("stats", "p.annotator"),
        ("check", "p.annotator"),
        ("export", "p.annotator", f"out{evil}", "--format", "brat"),
    ):
        ended = command(*arguments)
        assert ended.out + ended.err
        assert "\x1b" not in ended.out + ended.err, arguments


def test_copies_count_once(command, two):
    found = command("agreement", two, "--copies-once", "--no-gamma", "--json").json
    # Two articles with the same twelve words and more; the third was read by one alone.
    assert (found["documents"], found["copies_left_out"], found["left_out"]) == (2, 0, 1)
    text = "Die Regierung hat am Dienstag nach Angaben der Agentur mitgeteilt, dass sie den Hafen bald wieder öffnet."
    spans = [{"id": "T0", "start": 4, "end": 13, "label": "ACTOR"}]
    rows = [
        {"text": f"{text} {n}", "meta": {"title": n}, "spans": spans, "_annotator_id": who}
        for n in ("eins", "zwei", "drei")
        for who in ("Lena", "Ada")
    ]
    last = {"text": "Moskau bestreitet das.", "meta": {"title": "vier"}, "spans": spans}
    rows += [last | {"_annotator_id": who} for who in ("Lena", "Ada")]
    Path("wire.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command("import", "wire.annotator", "wire.jsonl")
    assert command("agreement", "wire.annotator", "--json").json["documents"] == 4
    once = command("agreement", "wire.annotator", "--copies-once", "--json").json
    assert (once["documents"], once["copies_left_out"], once["spans"]) == (2, 2, 4)


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_the_report_is_one_page_that_needs_nothing(command, two):
    ended = command("agreement", two, "--report", "r.html", "--csv", "r.csv")
    assert "r.html" in ended.err
    source = Path("r.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(source)
    names = [tag for tag, _ in page.tags]
    assert "svg" in names
    assert names.count("table") >= 5
    assert not {"script", "link", "img", "iframe", "b"} & set(names)
    assert not any(key in ("src", "href") for _, attributes in page.tags for key in attributes)
    assert "<b>Nr & 1</b>" in page.text
    assert "prefers-color-scheme: dark" in source
    assert "1 article left out" in page.text
    table = Path("r.csv").read_text(encoding="utf-8-sig")
    assert "Confusion of labels" in table
    assert "exact F1,0.333" in table


def test_numbers_of_the_csv_are_numbers_and_texts_no_formulas(command):
    rows = [
        {"text": f"Kiew meldet {n}.", "meta": {"title": "=1+1"}, "_annotator_id": who,
         "spans": [{"id": "T", "start": at, "end": at + 4, "label": f"L{at}"}]}
        for n in range(3) for who, at in (("Ada", 0), ("Bo", 5))
    ]  # fmt: skip
    Path("in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command("import", "p.annotator", "in.jsonl")
    command("agreement", "p.annotator", "--csv", "r.csv", "--no-gamma")
    lines = Path("r.csv").read_text(encoding="utf-8-sig").splitlines()
    cells = {cell for row in csv.reader(lines) for cell in row}
    assert "'=1+1" in cells
    assert not any(cell.startswith("=") for cell in cells)
    kappa = next(cell for cell in cells if cell.startswith("-"))
    assert -1 <= float(kappa) < 0
    assert not any(re.fullmatch(r"[\d,]+,\d{3}", cell) for cell in cells)


def test_only_numbers_of_the_csv_are_taken_for_numbers(command):
    rows = [
        {"text": f"Kiew meldet {title}.", "meta": {"title": title, "published": "2024"}, "_annotator_id": who,
         "spans": [{"id": "T", "start": at, "end": at + 4, "label": label}]}
        for title, label in (("1,234", "7,500"), ("2", "B")) for who, at in (("1,111", 0), ("Bo", 5))
    ]  # fmt: skip
    Path("in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command("import", "p.annotator", "in.jsonl")
    command("agreement", "p.annotator", "--csv", "r.csv", "--no-gamma")
    rows = list(csv.reader(Path("r.csv").read_text(encoding="utf-8-sig").splitlines()))
    first = [row[0] for row in rows if row]  # an empty line stands between tables
    assert [] in rows
    assert [""] not in rows
    assert {"1,234", "7,500", "1,111 – Bo"} <= set(first)
    assert not {"1234", "7500"} & {cell for row in rows for cell in row}
    assert ["Confusion of labels, in tokens"] in rows
    assert ["", "7,500", "B", "no label"] in rows


def test_a_report_that_cannot_be_written_is_said(command, two):
    ended = command("agreement", two, "--report", "none/r.html", "--no-gamma")
    assert ended.status == 1
    assert "none/r.html" in ended.err


def test_other_commands_do_not_load_numpy(program, two):
    for arguments in (["agreement", "--help"], ["cases", "--help"], ["stats", two]):
        ended = program(*arguments, PYTHONPROFILEIMPORTTIME="1")
        assert ended.status == 0
        assert "numpy" not in {line.rpartition("|")[2].strip() for line in ended.err.splitlines()}


def change(project, statement, *values):
    with sqlite3.connect(project) as conn:
        conn.execute(statement, values)
    conn.close()


def test_a_reason_of_many_figures_is_said_once(command, two):
    table = command("agreement", two, "--no-gamma").out.split("\n\n")[0]
    assert table.count("nobody has linked anything") == 1
    assert table.count("[1]") == 5  # four figures and the note


def test_a_query_that_finds_nothing_is_why_there_are_no_figures(command, two):
    ended = command("agreement", two, "--no-gamma", "--query", "Godot")
    assert ended.out.count("no article is found by “Godot”") == 1
    assert "import" not in ended.out
    found = command("agreement", two, "--no-gamma", "--query", "Godot", "--json").json
    assert found["reason"] == found["alpha_u"]["reason"] == "no article is found by “Godot”"
    assert "found by “Godot”" in command("cases", two, "--query", "Godot").err


def test_one_annotator_alone_has_no_cases_and_it_is_said_why(command, two):
    said = command("cases", two, "--annotator", "Lena").err
    assert said.startswith("0 cases: Lena alone was chosen")


def test_cases_mark_a_machines_reading(command, two):
    change(two, "UPDATE annotator SET kind = 'machine' WHERE name = 'Ada'")
    ended = command("cases", two)
    assert "Ada (machine): ACTOR | Lena: SOURCE" in ended.out
    assert command("cases", two, "--json").json[0]["machines"] == ["Ada"]


def test_a_final_reading_that_is_not_finished_says_how_to_compare_it(command, two):
    change(two, "UPDATE annotator SET kind = 'gold' WHERE name = 'Ada'")
    change(
        two,
        "UPDATE layer SET state = 'in progress' "
        "WHERE annotator_id = (SELECT id FROM annotator WHERE name = 'Ada')",
    )
    who = ("--annotator", "Ada", "--annotator", "Lena")
    for name in ("agreement", "cases"):
        ended = command(name, two, *who)
        assert "the final reading of these articles is not finished; --all-states" in ended.out + ended.err
    assert command("agreement", two, *who, "--all-states", "--no-gamma", "--json").json["documents"] == 2
