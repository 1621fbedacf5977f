"""Research corpora of attributed speech and of relations, read into the scheme's words."""

import json
from collections import Counter
from pathlib import Path

import pytest

from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Source
from annotator.formats.registry import named, recognise

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared" / "data"
KINDS = {
    "gnqa": DATA / "gnqa" / "one.json",
    "spkatt": DATA / "spkatt" / "19001_Zusatzpunkt_2_ABC_Muster_ID19001_25.10.2024.json",
    "redewiedergabe": DATA / "redewiedergabe" / "one.tsv",
    "re3d": DATA / "re3d" / "documents.json",
}


def items(kind, path, annotator=None):
    return list(named(kind).read(Source(path, annotator)))


def records(kind, path):
    return [item for item in items(kind, path) if isinstance(item, Record)]


def said(kind, path):
    return [str(item.message) for item in items(kind, path) if isinstance(item, Problem)]


def spans(record):
    return {(s.label, s.covered(record.text)): dict(s.attributes) for s in record.readings[0].spans}


def links(record):
    reading = record.readings[0]
    by_id = {s.id: s.covered(record.text) for s in reading.spans}
    return {(by_id[r.head_id], r.type, by_id[r.child_id]) for r in reading.relations}


@pytest.mark.parametrize("kind", KINDS)
def test_corpora_are_recognised_by_content(kind):
    assert recognise(KINDS[kind]).name == kind


@pytest.mark.parametrize("kind", KINDS)
def test_corpora_say_nobody_unless_they_are_told(kind):
    assert {r.annotator for one in records(kind, KINDS[kind]) for r in one.readings} == {""}
    named_ = [one for one in items(kind, KINDS[kind], "Lena") if isinstance(one, Record)]
    assert {r.annotator for one in named_ for r in one.readings} == {"Lena"}


def test_gnqa_quotations_are_claims_with_source_and_cue():
    (record,) = records("gnqa", KINDS["gnqa"])
    assert spans(record) == {
        ("CLAIM", "Wir sparen … und zwar sofort"): {"speech": "direct", "medium": "Speech"},
        ("CLAIM", "Sie denke, es gehe"): {"speech": "free indirect"},
        ("CLAIM", "es gehe"): {"speech": "indirect", "medium": "SW"},
        ("SOURCE", "die Ministerin"): {},
        ("CUE", "sagte"): {},
        ("CUE", "denke"): {},
        ("FRAME", "sagte die Ministerin dem Rat"): {},
        ("ADDRESSEE", "dem Rat"): {},
    }
    assert links(record) == {
        ("Wir sparen … und zwar sofort", "attributed_to", "die Ministerin"),
        ("sagte", "signals", "Wir sparen … und zwar sofort"),
        ("Wir sparen … und zwar sofort", "frame", "sagte die Ministerin dem Rat"),
        ("Wir sparen … und zwar sofort", "addressee", "dem Rat"),
        ("Sie denke, es gehe", "attributed_to", "die Ministerin"),
        ("denke", "signals", "Sie denke, es gehe"),
    }
    assert (record.metadata.title, record.metadata.published) == ("Bern spart", "2024-10-25")
    assert record.metadata.more == (("id", "7"),)
    assert said("gnqa", KINDS["gnqa"]) == []


@pytest.mark.parametrize(
    ("unit", "codec", "width"), [("UTF-16 units", "utf-16-le", 2), ("UTF-8 bytes", "utf-8", 1)]
)
def test_gnqa_offsets_are_tested_against_the_covered_text(tmp_path, unit, codec, width):
    data = json.loads(KINDS["gnqa"].read_text())
    text = data["originalText"]
    for entry in data["annotations"]:
        for role in entry.values():
            for span in role["spans"] if isinstance(role, dict) else ():
                for end in ("charBegin", "charEnd"):
                    span[end] = len(text[: span[end]].encode(codec)) // width
    path = tmp_path / "one.json"
    path.write_text(json.dumps(data))
    (record,) = records("gnqa", path)
    assert spans(record) == spans(records("gnqa", KINDS["gnqa"])[0])
    assert said("gnqa", path) == [f"The file counts in {unit}; its offsets are converted."]


def test_gnqa_bad_annotations_are_said_and_the_rest_arrives(tmp_path):
    data = json.loads(KINDS["gnqa"].read_text())
    first, second, third = data["annotations"]
    first["quote"]["spans"][1]["charEnd"] = "88"
    second["cue"]["spans"][0]["charEnd"] = 9_999
    data["annotations"] = [first, 7, second, third, json.loads(json.dumps(third))]
    path = tmp_path / "one.json"
    path.write_text(json.dumps(data))
    (record,) = records("gnqa", path)
    labels = Counter(span.label for span in record.readings[0].spans)
    assert labels == {"CLAIM": 2, "SOURCE": 1, "CUE": 1, "FRAME": 1, "ADDRESSEE": 1}
    assert said("gnqa", path) == [
        "1 annotations are not objects; they are not taken.",
        "Annotation 0: the quote has no whole offsets; it is not taken.",
        "Annotation 0 has no quotation.",
        'A span "CUE" is not taken: it lies outside the text (75 to 9999).',
        'CLAIM "es gehe" is there twice; it is taken once.',
    ]


def test_spkatt_messages_are_claims_and_other_roles_keep_their_names():
    (record,) = records("spkatt", KINDS["spkatt"])
    assert record.text == (
        "Frau Präsidentin !\nDie Ministerin sagt uns an , dass wir sparen .\nWir wissen es 😀 ."
    )
    assert set(spans(record)) == {
        ("CUE", "sagt … an"),
        ("CLAIM", "dass wir sparen"),
        ("SOURCE", "Die Ministerin"),
        ("ADDR", "uns"),
        ("PTC", "an"),
        ("CUE", "wissen"),
        ("SOURCE", "Wir"),
        ("TOPIC", "es"),
    }
    assert links(record) == {
        ("sagt … an", "signals", "dass wir sparen"),
        ("dass wir sparen", "attributed_to", "Die Ministerin"),
        ("sagt … an", "addr", "uns"),
        ("sagt … an", "ptc", "an"),
        ("wissen", "source", "Wir"),
        ("wissen", "topic", "es"),
    }
    assert record.metadata.title == "Muster (ABC), Zusatzpunkt 2"
    assert record.metadata.published == "2024-10-25"


def test_spkatt_says_which_tokens_are_not_there(tmp_path):
    data = json.loads(KINDS["spkatt"].read_text())
    data["Annotations"][0]["Message"] += ["1:99"]
    data["Annotations"][1]["Cue"] = {"2": 1}
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data))
    assert said("spkatt", path) == [
        'Annotation 1: "Message" names a token that is not there; it is not taken.',
        'Annotation 2: "Cue" names a token that is not there; it is not taken.',
    ]
    assert links(records("spkatt", path)[0]) == {
        ("sagt … an", "addr", "uns"),
        ("sagt … an", "ptc", "an"),
        ("sagt … an", "source", "Die Ministerin"),
    }


def test_redewiedergabe_passages_are_claims():
    (record,) = records("redewiedergabe", KINDS["redewiedergabe"])
    assert record.text == "Die Kammer fand , daß der Fürst versprach .\nJa , doch"
    assert spans(record) == {
        ("CLAIM", "daß der Fürst versprach"): {"speech": "indirect", "medium": "speech"},
        ("CLAIM", "der Fürst versprach"): {
            "speech": "reported",
            "medium": "speech writing",
            "nonfact": "yes",
            "border": "state",
        },
        ("CLAIM", "Ja … doch"): {"speech": "indirect or free indirect", "medium": "thought"},
        ("SOURCE", "Die Kammer"): {},
        ("SOURCE", "der Fürst"): {},
        ("SOURCE", "Ja"): {},
        ("CUE", "fand"): {},
        ("CUE", "versprach"): {},
        ("FRAME", "Die Kammer fand"): {},
        ("NOTE", "."): {},
    }
    assert links(record) == {
        ("daß der Fürst versprach", "attributed_to", "Die Kammer"),
        ("daß der Fürst versprach", "attributed_to", "der Fürst"),
        ("der Fürst versprach", "attributed_to", "der Fürst"),
        ("fand", "signals", "daß der Fürst versprach"),
        ("versprach", "signals", "der Fürst versprach"),
        ("daß der Fürst versprach", "frame", "Die Kammer fand"),
    }
    assert said("redewiedergabe", KINDS["redewiedergabe"]) == [
        '"speaker._9" names no passage that is there; it is not linked.'
    ]


def test_redewiedergabe_says_the_line_of_a_row_that_is_not_whole(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text(KINDS["redewiedergabe"].read_text() + "Rest\tzu kurz\n")
    problems = [item for item in items("redewiedergabe", path) if isinstance(item, Problem)]
    assert [(p.line, str(p.message)) for p in problems][:1] == [
        (14, "The line has 2 columns instead of 11; it is not taken.")
    ]


def test_re3d_entities_and_relations_come_from_the_files_beside():
    first, second = records("re3d", KINDS["re3d"])
    assert spans(first) == {
        ("Person", "General Muster"): {"confidence": "1"},
        ("Organisation", "Northern Force"): {"confidence": "0.9"},
        ("Nationality", "Northern Force"): {"confidence": "0.3"},
        ("Location", "“Adenau”"): {"confidence": "0.5"},
    }
    assert len(first.readings[0].spans) == 5
    assert links(first) == {
        ("General Muster", "BelongsTo", "Northern Force"),
        ("General Muster", "CoLocated", "“Adenau”"),
    }
    # The surest of two entities in one place is meant.
    ends = {r.child_id for r in first.readings[0].relations}
    assert {s.label for s in first.readings[0].spans if s.id in ends} == {"Organisation", "Location"}
    assert (first.metadata.title, first.metadata.outlet) == ("Generals meet", "The Gazette")
    assert second.readings[0].spans == ()
    assert second.line == 2


def test_re3d_without_its_neighbours_has_no_readings(tmp_path):
    path = tmp_path / "documents.json"
    path.write_bytes(KINDS["re3d"].read_bytes())
    assert [record.readings for record in records("re3d", path)] == [(), ()]


def test_re3d_titles_end_without_a_line_break(tmp_path):
    lines = [json.loads(line) for line in KINDS["re3d"].read_text("utf-8").splitlines()]
    path = tmp_path / "documents.json"
    path.write_text("".join(json.dumps(one | {"title": "Strikes \n"}) + "\n" for one in lines), "utf-8")
    assert {record.metadata.title for record in records("re3d", path)} == {"Strikes"}


def test_re3d_says_what_cannot_be_taken(tmp_path):
    for name in ("documents", "entities", "relations"):
        (tmp_path / f"{name}.json").write_bytes((DATA / "re3d" / f"{name}.json").read_bytes())
    with (tmp_path / "entities.json").open("a") as file:
        file.write('{"begin": 1, "end": "2", "type": "X", "documentId": "A1"}\n[1]\n')
        file.write('{"begin": 1, "end": 2, "type": "X", "documentId": "A7"}\n')
    with (tmp_path / "relations.json").open("a") as file:
        file.write(
            '{"sourceBegin":1,"sourceEnd":2,"targetBegin":1,"targetEnd":2,"type":"X","documentId":"A1"}\n'
        )
    problems = [p for p in items("re3d", tmp_path / "documents.json") if isinstance(p, Problem)]
    assert [(Path(p.path).name, p.line) for p in problems] == [
        ("entities.json", 6),
        ("entities.json", 7),
        ("relations.json", None),
        ("relations.json", 3),
        ("entities.json", None),
    ]


HERE = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated data in ../shared are not here")


def total(kind, folder):
    counts = Counter()
    for path in sorted(p for p in (SHARED / folder).rglob("*") if p.is_file()):
        if recognise(path) is not named(kind):
            continue
        for record in records(kind, path):
            counts["documents"] += 1
            counts["relations"] += sum(len(reading.relations) for reading in record.readings)
            counts.update(span.label for reading in record.readings for span in reading.spans)
    return counts


@HERE
def test_gnqa_counts_are_the_files():
    """Of 497 quotations five are there twice, with two types; a speaker may be that of several."""
    expected = Counter()
    for path in (SHARED / "gnqa").iterdir():
        data = json.loads(path.read_text())
        expected["documents"] += 1
        labels = {
            "quote": "CLAIM",
            "speaker": "SOURCE",
            "cue": "CUE",
            "frame": "FRAME",
            "addressee": "ADDRESSEE",
        }
        for role, label in labels.items():
            places = {
                tuple(sorted((s["charBegin"], s["charEnd"]) for s in entry[role]["spans"]))
                for entry in data["annotations"]
            }
            expected[label] += len(places - {()})
    counts = total("gnqa", "gnqa")
    assert counts.pop("relations") == 1203
    assert counts == expected


@HERE
def test_spkatt_counts_are_the_files():
    expected = Counter()
    names = {"Message": "CLAIM", "Source": "SOURCE", "Cue": "CUE"}
    for path in (SHARED / "spkatt2023").glob("*.json"):
        data = json.loads(path.read_text())
        expected["documents"] += 1
        places = {
            (names.get(role, role.upper()), frozenset(tokens))
            for entry in data["Annotations"]
            for role, tokens in entry.items()
            if tokens
        }
        expected.update(label for label, _ in places)
    counts = total("spkatt", "spkatt2023")
    assert counts.pop("relations") == 1245
    assert counts == expected


@HERE
def test_redewiedergabe_counts_are_the_files():
    expected = Counter()
    labels = {"stwr": "CLAIM", "speaker": "SOURCE", "intexpr": "CUE", "frame": "FRAME", "note": "NOTE"}
    for path in (SHARED / "redewiedergabe-news" / "tsv").rglob("*.tsv"):
        lines = path.read_text().splitlines()
        header = lines[0].split("\t")
        words = {}
        for number, line in enumerate(lines[1:]):
            for name, cell in zip(header, line.split("\t"), strict=True):
                for value in cell.split("|") if name in labels and cell != "-" else ():
                    words.setdefault((labels[name], value), set()).add(number)
        expected["documents"] += 1
        # Two passages of the same words are taken once, and said.
        expected.update(
            label for label, _ in {(label, frozenset(found)) for (label, _), found in words.items()}
        )
    counts = total("redewiedergabe", "redewiedergabe-news")
    assert counts.pop("relations") == 1366
    assert counts == expected


@HERE
def test_re3d_counts_are_the_files():
    counts = total("re3d", "re3d")
    lines = {
        name: [
            line for path in (SHARED / "re3d").rglob(f"{name}.json") for line in path.read_text().splitlines()
        ]
        for name in ("documents", "entities", "relations")
    }
    assert counts.pop("documents") == len(lines["documents"])
    assert counts.pop("relations") == len(lines["relations"])
    assert counts == Counter(json.loads(line)["type"] for line in lines["entities"])


@HERE
def test_readers_of_redewiedergabe_are_named_after_their_folders(workspace):
    from annotator.workspace.importing import import_files

    report = import_files(workspace, [SHARED / "redewiedergabe-news" / "tsv"])
    assert report.readings == 90
    folders = {path.name for path in (SHARED / "redewiedergabe-news" / "tsv").iterdir()}
    assert set(report.readers) == folders
