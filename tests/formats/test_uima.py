"""XMI and CAS JSON: our reader against dkpro-cassis, our files in it, and files that mean harm."""

import builtins
import json
import warnings
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_strategy import records
from round_trip import check_round_trip, options_for, read_all, written

from annotator.core.documents import Metadata
from annotator.core.errors import InputError
from annotator.core.offsets import Utf16Map
from annotator.core.spans import Fragment, Relation, Span, State
from annotator.formats import safe_xml, writing
from annotator.formats.exchange import LossKind, Problem, Reading, Record
from annotator.formats.registry import named, recognise
from annotator.formats.tokenization import tokenize
from annotator.formats.uima_cas import Types
from annotator.formats.uima_types import read_types
from annotator.formats.uima_writing import TYPE_SYSTEM, fits_xml
from annotator.formats.uima_xmi import read_cas

DATA = Path(__file__).parents[3] / "shared" / "data"
TEXT = "🇺🇦 Ministerin sagte:\r\n\tWir sparen."
XMI, JSON = named("xmi"), named("cas-json")
cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed")
tokenize("spaCy", "de")  # loaded here: on its way it uses `random`, which no strategy may


def a_record(text=TEXT, **changes):
    spans = (
        Span(1, 9, "SOURCE", (Fragment(3, 13),), (("Art der Quelle", "office"), ("self", "x<y&\n"))),
        Span(2, 9, "CLAIM", (Fragment(23, 33),), (), "wörtlich\r\n"),
        Span(3, 9, "CLAIM", (Fragment(3, 33),)),
    )
    relations = (Relation(1, 9, "attributed to", 2, 1), Relation(2, 9, "about", 2, 2))
    reading = Reading("Lena", spans, relations, State.DONE)
    return Record(text, Metadata("Sie spart", language="de"), (reading,), "00aa", source="one.txt", **changes)


@settings(max_examples=60)
@given(record=records(controls=False).filter(lambda record: fits_xml(record.text)))
def test_what_no_loss_names_comes_back_from_xmi(record):
    check_round_trip(XMI, record)


@settings(max_examples=60)
@given(record=records())
def test_what_no_loss_names_comes_back_from_json(record):
    check_round_trip(JSON, record)


@pytest.mark.parametrize("name", ["xmi", "cas-json"])
def test_our_files_open_in_dkpro_cassis(name, tmp_path):
    _, files = written(named(name), [a_record()], tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if name == "xmi":
            types = cassis.load_typesystem(tmp_path / "out" / TYPE_SYSTEM)
            (path,) = (path for path in files if path.suffix == ".xmi")
            cas = cassis.load_cas_from_xmi(path, typesystem=types)
        else:
            cas = cassis.load_cas_from_json(files[0].read_text("utf-8"))
    assert cas.sofa_string == TEXT
    found = {(one.get_covered_text(), one.value) for one in cas.select("webanno.custom.Span")}
    assert found == {
        ("Ministerin", "SOURCE"), ("Wir sparen", "CLAIM"), ("Ministerin sagte:\r\n\tWir sparen", "CLAIM")
    }  # fmt: skip
    links = [
        (one.value, one.Governor.value, one.Dependent.value) for one in cas.select("webanno.custom.Relation")
    ]
    assert sorted(links) == [("about", "CLAIM", "CLAIM"), ("attributed to", "CLAIM", "SOURCE")]


@pytest.mark.parametrize("name", ["xmi", "cas-json"])
def test_our_files_are_recognised_and_keep_title_and_language(name, tmp_path):
    _, files = written(named(name), [a_record()], tmp_path)
    path = next(path for path in files if path.name != TYPE_SYSTEM)
    assert recognise(path).name == name
    (record,) = read_all(named(name), path, "Mara")
    assert (record.metadata.title, record.metadata.language) == ("Sie spart", "de")
    assert record.readings[0].annotator == "Mara"


def test_xmi_names_what_xml_cannot_hold(tmp_path):
    odd = Reading("Lena", (Span(1, 9, "A", (Fragment(0, 4),), (("kind", "a\0b"),), "\x01"),))
    report, files = written(
        XMI,
        [Record("Eins, zwei.", readings=(odd,), key="1"), Record("a\0b", key="2", source="nul.txt")],
        tmp_path,
    )
    assert [loss.kind for loss in report.losses] == [LossKind.CHARACTER, LossKind.CHARACTER]
    assert any("nul.txt is not written" in str(note) for note in report.notes)
    assert sum(path.suffix == ".xmi" for path in files) == 1


def test_without_dkpro_cassis_it_is_said_how_to_get_it(tmp_path, monkeypatch):
    find = builtins.__import__

    def no_cassis(name, *rest, **more):
        if name == "cassis":
            raise ImportError(name)
        return find(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", no_cassis)
    with pytest.raises(InputError, match="pip install"):
        writing.write(XMI, [a_record()], tmp_path / "out", options_for([a_record()]))
    assert not list(tmp_path.iterdir())


# The same as dkpro-cassis sees

FIXTURES = {
    "small_cas": "small_typesystem",
    "cas_with_inheritance": "typesystem_with_inheritance",
    "cas_with_smileys": "important_dkpro_types",
    "cas_with_collections": "typesystem_with_collections",
    "cas_with_references": "webanno_types",
    "cas_has_fs_with_no_namespace": "typesystem_has_types_with_no_namespace",
    "cas_with_reserved_names": "typesystem_with_reserved_names",
}


@pytest.mark.parametrize(("file", "types"), FIXTURES.items())
def test_annotations_stand_where_dkpro_cassis_finds_them(file, types):
    if not DATA.is_dir():
        pytest.skip("there is no shared data here")
    folder = DATA / "cassis-fixtures"
    path, system = folder / "xmi" / f"{file}.xmi", folder / "typesystems" / f"{types}.xml"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = cassis.load_cas_from_xmi(path, typesystem=cassis.load_typesystem(system), lenient=True)
    expected = {
        (one.type.name.removeprefix("uima.noNamespace."), one.begin, one.end)
        for view in theirs.views
        for one in view.get_all_fs()
        if cassis.typesystem.is_annotation(one)
    }
    said = []
    mine = read_cas(path.read_bytes(), read_types(system.read_bytes()), said)
    found = set()
    for one in mine.structures.values():
        if one.is_annotation:
            units = Utf16Map(mine.sofas[one.sofa][1])
            found.add((one.type, units.to_code_point(one.begin), units.to_code_point(one.end)))
    assert found == expected
    assert not said


# Small files by hand

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:tcas="http:///uima/tcas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">\n'
)
SOFA = (
    '<cas:Sofa xmi:id="9" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="👍 Wir sparen."/>\n'
)
END = "</xmi:XMI>"


def read_xmi(tmp_path, body, name="one.xmi"):
    path = tmp_path / name
    path.write_text(HEAD + body + END, "utf-8")
    found = read_all(XMI, path)
    return [one for one in found if isinstance(one, Record)], [
        one for one in found if isinstance(one, Problem)
    ]


def span(number, begin, end, more=""):
    return f'<custom:Span xmi:id="{number}" sofa="9" begin="{begin}" end="{end}" {more}/>\n'


def test_xmi_without_a_type_system_is_read_as_it_is_used(tmp_path):
    body = (
        span(1, 3, 6, 'value="A" mood="1"') + span(2, 7, 13, 'value="B"')
        + '<custom:Relation xmi:id="3" sofa="9" begin="7" end="13" Governor="1" Dependent="2" value="r"/>\n' + SOFA
    )  # fmt: skip
    (record,), problems = read_xmi(tmp_path, body)
    assert not problems
    (reading,) = record.readings
    assert [(s.label, s.covered(record.text), s.attributes) for s in reading.spans] == [
        ("A", "Wir", (("mood", "1"),)),
        ("B", "sparen", ()),
    ]
    assert reading.relations == (Relation(1, 0, "r", 1, 2),)


def test_xmi_that_counts_characters_is_found_out(tmp_path):
    whole = '<tcas:DocumentAnnotation xmi:id="1" sofa="9" begin="0" end="13"/>\n'
    (record,), (problem,) = read_xmi(tmp_path, whole + span(2, 2, 5, 'value="A"') + SOFA)
    assert [s.covered(record.text) for s in record.readings[0].spans] == ["Wir"]
    assert "counts in characters" in str(problem)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (span(2, 3, 3), "covers nothing"),
        (span(2, 3, 99), "outside the text"),
        (span(2, -3, 4), "outside the text"),
        (span(2, "x", 4), "its begin is no number"),
        (span(2, 3, "9" * 30), "its end is no number"),
        (span(1, 3, 6), "its id is no number, or not its own"),
        (span("x", 3, 6), "its id is no number, or not its own"),
        ('<custom:Rel xmi:id="3" sofa="9" begin="7" end="13" Governor="1" Dependent="77"/>', None),
    ],
)
def test_xmi_what_is_wrong_is_said_and_the_rest_arrives(tmp_path, bad, reason):
    (record,), problems = read_xmi(tmp_path, span(1, 3, 6, 'value="A"') + bad + SOFA)
    assert ("A", "Wir") in [(s.label, s.covered(record.text)) for s in record.readings[0].spans]
    assert reason is None or any(reason in str(problem) and problem.line for problem in problems)


def test_xmi_takes_the_type_system_beside_it(tmp_path):
    (tmp_path / "TypeSystem.xml").write_text(
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types><typeDescription>'
        "<name>webanno.custom.Span</name><supertypeName>uima.tcas.Annotation</supertypeName><features>"
        "<featureDescription><name>one</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>"
        "<featureDescription><name>two</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>"
        "</features></typeDescription></types></typeSystemDescription>"
    )
    (record,), problems = read_xmi(tmp_path, span(1, 3, 6, 'one="1"') + SOFA)
    assert not problems
    assert [(s.label, s.attributes) for s in record.readings[0].spans] == [("Span", (("one", "1"),))]


@pytest.mark.parametrize(
    ("names", "annotators"), [(("one.xmi",), [""]), (("lena.xmi", "jonas.xmi"), ["lena", "jonas"])]
)
def test_xmi_reads_exports_of_inception(tmp_path, names, annotators):
    _, files = written(XMI, [a_record()], tmp_path)
    by_name = {path.suffix: path.read_bytes() for path in files}
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, by_name[".xmi"])
        archive.writestr("TypeSystem.xml", by_name[".xml"])
    assert recognise(path).name == "xmi"
    found = read_all(XMI, path)
    assert [record.readings[0].annotator for record in found] == annotators
    assert {len(record.readings[0].spans) for record in found} == {3}


# What nobody vouches for

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, '<!DOCTYPE x SYSTEM "http://localhost:1/x.dtd">'])
def test_entities_are_refused(tmp_path, doctype):
    path = tmp_path / "one.xmi"
    good = HEAD.replace("?>\n", f"?>{doctype}\n", 1) + SOFA.replace("👍", "&a;") + END
    path.write_text(good, "utf-8")
    assert recognise(path).name == "xmi"
    (problem,) = read_all(XMI, path)
    assert "DOCTYPE" in str(problem)
    (tmp_path / "two.xmi").write_text(HEAD + SOFA + END, "utf-8")
    (tmp_path / "TypeSystem.xml").write_text(f"{doctype}<x>&a;</x>")
    found = read_all(XMI, tmp_path / "two.xmi")
    assert any("DOCTYPE" in str(one) for one in found if isinstance(one, Problem))
    assert any(isinstance(one, Record) for one in found)


def test_deep_and_endless_files_are_refused(tmp_path, monkeypatch):
    _, (problem,) = read_xmi(tmp_path, "<a>" * 10_000 + "</a>" * 10_000)
    assert "nested too deeply" in str(problem)
    monkeypatch.setattr(safe_xml, "MOST", 100)
    _, (problem,) = read_xmi(tmp_path, "<a/>" * 1000)
    assert "more than 100 elements" in str(problem)


def _packed(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return path


def test_archives_are_unpacked_no_further_than_is_sound(tmp_path, monkeypatch):
    from annotator.formats import zipped

    monkeypatch.setattr(zipped, "LARGEST_MEMBER", 100_000)
    good = (HEAD + SOFA + END).encode()
    path = _packed(tmp_path / "bomb.zip", {"a.xmi": b"\0" * 5_000_000, "../../b.xmi": good, "/c.xmi": good})
    found = read_all(XMI, path)
    assert ["too large" in str(one) for one in found if isinstance(one, Problem)] == [True]
    assert [one.source for one in found if isinstance(one, Record)] == ["bomb.zip/b.xmi", "bomb.zip/c.xmi"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bomb.zip"]
    monkeypatch.setattr(zipped, "MOST_MEMBERS", 2)
    (problem,) = read_all(XMI, path)
    assert "more than 2 files" in str(problem)


@pytest.mark.parametrize("name", ["xmi", "cas-json"])
@settings(max_examples=150)
@given(data=st.data())
def test_damaged_files_are_taken_or_said(name, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damaged")
    raw = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        junk = [b"<", b'"', b"-1", b"9" * 40, b"&#0;", b"&x;", b"NaN", b"[" * 2000]
        raw[at : at + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=4) | st.sampled_from(junk))
    path = folder / "damaged.x"
    path.write_bytes(raw)
    recognise(path)
    _sound(read_all(named(name), path))


KEYS = (
    "%ID %TYPE %ELEMENTS %RANGE %SUPER_TYPE %TYPES %VIEWS %FEATURE_STRUCTURES @sofa @next @first @target @links "
    "@Governor @Dependent begin end sofaString sofaID value role"
)
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 12)
    | st.sampled_from(["uima.cas.Sofa", "uima.cas.FSArray", "x.Span", 10**40])
    | st.floats()
    | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS.split()) | st.text(max_size=2), inner, max_size=6)
    ),
    max_leaves=30,
)
SOFA_JSON = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "Wort 👍 mehr"}


@settings(max_examples=150)
@given(structures=st.lists(JUNK, max_size=6), types=JUNK)
def test_json_of_wrong_shape_is_taken_or_said(tmp_path_factory, structures, types):
    path = tmp_path_factory.mktemp("hostile") / "in.json"
    path.write_text(json.dumps({"%TYPES": types, "%FEATURE_STRUCTURES": [SOFA_JSON, *structures]}))
    recognise(path)
    _sound(read_all(JSON, path))


def _sound(items):
    for item in items:
        if isinstance(item, Problem):
            str(item)
            continue
        item.text.encode()
        for reading in item.readings:
            ids = {one.id for one in reading.spans}
            assert all(one.end <= len(item.text) for one in reading.spans)
            assert all({r.head_id, r.child_id} <= ids for r in reading.relations)


def _good():
    from annotator.formats.uima_writing import cas_json, xmi

    options = options_for([a_record()])
    return {"xmi": xmi(a_record(), options.scheme), "cas-json": cas_json(a_record(), options.scheme)}


GOOD = _good()


def test_a_file_that_is_no_xmi_is_said(tmp_path):
    for raw in (b"", b"<a/>", b"\0\0", b"PK\x03\x04", b"<xmi", BytesIO(b"x").getvalue()):
        (tmp_path / "one.xmi").write_bytes(raw)
        assert all(isinstance(one, Problem) for one in read_all(XMI, tmp_path / "one.xmi"))
    with pytest.raises(InputError):
        read_cas(b"<x", Types(), [])
