"""Pages to read: the whole text with its spans, escaped, and nothing from elsewhere."""

import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from records_strategy import records
from round_trip import options_for

from annotator.core.documents import Metadata
from annotator.core.errors import InputError
from annotator.core.spans import Fragment, Relation, Span, State
from annotator.formats import writing
from annotator.formats.exchange import Reading, Record
from annotator.formats.format import Options
from annotator.formats.html_page import LANES, page
from annotator.formats.registry import named, recognise
from annotator.formats.tokenization import tokenize
from annotator.workspace.resources import default_scheme

tokenize("spaCy", "de")  # loaded here: on its way it uses `random`, which no strategy may
TEXT = "Blinken sagte, <b>Kiew</b> & Moskau stünden still.\r\nNein\x00!"


class Page(HTMLParser):
    """What a browser sees: the text of the article, tags, attributes, the lists."""

    def __init__(self, source):
        super().__init__()
        self.text, self.tags, self.marks, self.items, self.attributes = "", [], [], [], []
        self._inside = set()
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self._inside.add(tag)
        if tag == "mark":
            self.marks.append([dict(attrs).get("data-tag") or "", ""])
        if tag == "li":
            self.items.append("")

    def handle_endtag(self, tag):
        self._inside.discard(tag)

    def handle_data(self, data):
        if "article" in self._inside:
            self.text += data
        if "mark" in self._inside:
            self.marks[-1][1] += data
        if "li" in self._inside:
            self.items[-1] += data


def part(word):
    start = TEXT.index(word)
    return Fragment(start, start + len(word))


def a_record(**changes):
    spans = (
        Span(
            1,
            9,
            "CLAIM",
            (part("<b>Kiew</b> & Moskau stünden"),),
            (("speech", "indirect"),),
            "<script>alert(1)",
        ),
        Span(2, 9, "SOURCE", (part("Blinken"),)),
        Span(3, 9, "CUE", (part("sagte"), part("still"))),
        Span(4, 9, "ACTOR", (part("Moskau stünden still"),)),
        Span(5, 9, "CLAIM", (part("Nein"),), (("certainty", "denied"),)),
    )
    links = (
        Relation(1, 9, "attributed_to", 1, 2),
        Relation(2, 9, "signals", 3, 1),
        Relation(3, 9, "about", 1, 4),
    )
    reading = Reading("Lena <x>", spans, links, State.DONE, flagged=True)
    metadata = Metadata("Ein <Titel>", "Bote", "2024-10-25", "de", "https://x.example/?a=1&b=2")
    return replace(Record(TEXT, metadata, (reading,), "k1", source="one.txt"), **changes)


def seen(record):
    return Page(page(record, default_scheme()))


def test_report_shows_the_text_with_overlapping_spans():
    shown = seen(a_record())
    assert shown.text == TEXT.replace("\r\n", "\n").replace("\x00", "\ufffd")
    assert shown.marks == [
        ["Source 1", "Blinken"],
        ["Cue 2", "sagte"],
        ["Claim 3", "<b>Kiew</b> & "],
        ["Actor 4", "Moskau stünden"],
        ["", " "],
        ["… Cue 2", "still"],
        ["Claim 5", "Nein"],
    ]


def test_report_tells_labels_apart_by_the_style_of_their_bars():
    styles = dict(zip((m[1] for m in seen(a_record()).marks), mark_styles(a_record()), strict=True))
    assert styles["Blinken"].count("1px no-repeat") == 2
    assert "repeating-linear-gradient" in styles["sagte"]
    assert styles["Nein"].count("2px no-repeat") == 1
    assert "repeating" not in styles["Nein"]


def mark_styles(record):
    return re.findall(r'<mark style="([^"]*)"', page(record, default_scheme()))


def test_report_lists_claims_and_notes():
    shown = seen(a_record())
    assert shown.items == [
        (
            "Blinken says: <b>Kiew</b> & Moskau stünden (3) speech: indirect · Actor: Moskau stünden still "
            "· Cue: sagte … still"
        ),
        "somebody not named denies: Nein (5) certainty: denied",
        "Claim 3, <b>Kiew</b> & Moskau stünden: <script>alert(1)",
    ]


def test_report_needs_nothing_from_elsewhere():
    source = page(a_record(), default_scheme())
    shown = Page(source)
    assert not {"script", "img", "link", "iframe", "b>Kiew"} & set(shown.tags)
    assert [value for name, value in shown.attributes if name in ("src", "href")] == [
        "https://x.example/?a=1&b=2"
    ]
    assert not re.search(r"url\(|@import|\son\w+=", source)
    assert "default-src 'none'" in source
    assert "prefers-color-scheme: dark" in source
    assert "Ein &lt;Titel&gt;" in source


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", ' " onclick="x', "file:///etc"])
def test_report_links_to_web_pages_only(url):
    shown = seen(a_record(metadata=Metadata("x", url=url, language='de" onclick="x')))
    assert not [name for name, _ in shown.attributes if name in ("href", "onclick", "lang")]


def test_report_of_an_article_that_nobody_read():
    shown = seen(a_record(readings=()))
    assert shown.text.startswith("Blinken")
    assert (shown.marks, shown.items) == ([], [])


def test_report_bounds_how_deep_lines_go():
    spans = tuple(Span(n, 0, "ACTOR", (Fragment(0, 60 - n),)) for n in range(1, 41))
    source = page(Record("x" * 100, Metadata(), (Reading("Lena", spans),)), default_scheme())
    lines = [mark.count("linear-gradient") for mark in re.findall(r"<mark[^>]*>", source)]
    assert max(lines) == LANES
    assert "Actor 40" in source


@settings(max_examples=25)
@given(records())
def test_report_shows_any_text_whole(record):
    scheme = options_for([record]).scheme
    for reading in record.readings or (None,):
        shown = Page(page(replace(record, readings=(reading,) if reading else ()), scheme))
        plain = record.text.replace("\r\n", "\n").replace("\r", "\n")
        assert len(shown.text) == len(plain)
        assert all(a in (b, "\ufffd") for a, b in zip(shown.text, plain, strict=True))
        assert set(shown.tags) <= {
            "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "span", "i", "article",
            "mark", "ul", "li", "b", "q", "small", "a",
        }  # fmt: skip


def test_reports_go_to_a_folder_for_each_annotator(tmp_path):
    one = a_record()
    two = replace(one, readings=(*one.readings, Reading("Jonas")))
    report = writing.write(
        named("html-report"), [two], tmp_path / "out", Options(default_scheme(), ("Lena", "Jonas"))
    )
    files = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.html"))
    assert [name.replace("\\", "/") for name in files] == ["Jonas/one.html", "Lena -x/one.html", "index.html"]
    assert recognise(tmp_path / "out" / files[0]) is None
    assert report.documents == 1
    with pytest.raises(InputError):
        writing.write(named("html-report"), [two], tmp_path / "out", Options(default_scheme()))


def test_an_index_leads_to_all_pages_and_pages_to_each_other(tmp_path):
    read = a_record().readings[0]
    two = a_record(
        readings=(
            replace(read, annotator="Lena & Co"),
            replace(read, annotator="Jonas", spans=(), relations=()),
        )
    )
    unread = a_record(readings=(), key="k2", source="index.txt")
    out = tmp_path / "out"
    writing.write(named("html-report"), [two, unread], out, Options(default_scheme(), ("Lena & Co", "Jonas")))
    pages = {path.relative_to(out).as_posix(): path for path in out.rglob("*.html")}
    assert set(pages) == {"index.html", "index-2.html", "Lena & Co/one.html", "Jonas/one.html"}

    def leads_to(name):
        hrefs = [
            v for n, v in Page(pages[name].read_text("utf-8")).attributes if n == "href" and "://" not in v
        ]
        found = [(pages[name].parent / unquote(href)).resolve() for href in hrefs]
        return {path.relative_to(out.resolve()).as_posix() for path in found}

    assert leads_to("index.html") == set(pages) - {"index.html"}
    assert leads_to("Lena & Co/one.html") == {"index.html", "Jonas/one.html"}
    assert leads_to("Jonas/one.html") == {"index.html", "Lena & Co/one.html"}
    assert leads_to("index-2.html") == {"index.html"}
    index = pages["index.html"].read_text("utf-8")
    assert "Lena &amp; Co</a> (5)" in index
    assert "Jonas</a> (0)" in index
    m = two.metadata
    assert all(escape(said) in index for said in (m.title, m.outlet, m.published))
    assert recognise(pages["index.html"]) is None
