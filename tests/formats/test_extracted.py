"""Web pages, PDF and Word documents: the text that libraries take out, bounded and said."""

import io
import sys
import zipfile

import pytest

from annotator.formats.exchange import Problem, Record
from annotator.formats.format import Source
from annotator.formats.html_page import GENERATOR
from annotator.formats.kinds import docx as docx_kind
from annotator.formats.kinds import html as html_kind
from annotator.formats.kinds import pdf as pdf_kind
from annotator.formats.registry import named, recognise

PAGE = """<!doctype html><html lang="de-DE"><head><meta charset="{charset}"><title>Sparkurs | Tageswert</title>
<meta property="og:site_name" content="Tageswert"><meta name="author" content="Eva Muster">
<meta property="article:published_time" content="2024-10-25T06:15:00+02:00">
<link rel="canonical" href="https://tageswert.example/a1"><script src="http://127.0.0.1:9/x.js"></script></head>
<body><nav><a href="/">Startseite</a></nav><article><h1>Sparkurs kommt</h1>
<p>Die Ministerin sagte am Freitag in Köln: „Wir sparen.“ Das Kabinett hatte lange beraten.</p>
<img src="http://127.0.0.1:9/x.png">
<p>Der Verband wies das zurück. Es sei „falsch“, sagte der Sprecher, und werde nicht hingenommen.</p></article>
<footer>© 2024</footer></body></html>"""


def read(kind, path):
    found = list(named(kind).read(Source(path)))
    return [i for i in found if isinstance(i, Record)], [
        str(i.message) for i in found if isinstance(i, Problem)
    ]


def pdf(pages, title="Sparkurs kommt"):
    """A PDF with a line of text on each page, or none."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, line in enumerate(pages):
        content = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % line.encode("cp1252") if line else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content))
    objects.append(b"<< /Title (%s) /Author (Eva) >>" % title.encode())
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"%sxref\n0 %d\n0000000000 65535 f \n%s" % (out, size, table)
    return head + b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        size - 1,
        len(out),
    )


# Web pages


@pytest.mark.parametrize(
    ("charset", "codec"), [("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("utf-8", "cp1252")]
)
def test_html_takes_the_article_and_what_the_page_says_of_it(write, charset, codec):
    path = write("page.html", PAGE.format(charset=charset).encode(codec))
    assert recognise(path).name == "html"
    (record,), said = read("html", path)
    assert said == []
    assert "in Köln: „Wir sparen.“" in record.text
    assert "Startseite" not in record.text
    m = record.metadata
    assert (m.title, m.outlet, m.published, m.language) == ("Sparkurs kommt", "Tageswert", "2024-10-25", "de")
    assert m.url == "https://tageswert.example/a1"
    more = dict(m.more)
    assert more["author"] == "Eva Muster"
    assert more["extracted by"].startswith("trafilatura 2")


def test_html_is_known_by_its_content(write):
    assert recognise(write("page.txt", PAGE)).name == "html"
    assert recognise(write("note.html", "no markup at all")) is None
    assert (
        recognise(write("report.html", f'<!doctype html><meta name="generator" content="{GENERATOR}">'))
        is None
    )


def test_html_without_an_article_is_said(write):
    assert read("html", write("x.html", "<html><body></body></html>")) == (
        [],
        ["No article was found in the page."],
    )


def test_html_expands_no_entities(write):
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    page = PAGE.format(charset="utf-8").replace("html>", f'html [<!ENTITY e0 "ha">{bomb}]>', 1)
    records, _ = read("html", write("x.html", page.replace("Kabinett", "&e11;")))
    assert all(len(record.text) < 5_000 for record in records)


@pytest.mark.parametrize("deep", ["<div>", "<b><i>", "<table><tr><td>", "<ul><li>"])
def test_html_takes_deep_nesting(write, deep):
    read("html", write("x.html", "<html><body>" + deep * 20_000 + "ein Wort"))


def test_html_refuses_what_would_take_too_long(write, monkeypatch):
    monkeypatch.setattr(html_kind, "MOST_TAGS", 100)
    assert read("html", write("x.html", "<html><body>" + "<p>x" * 200)) == (
        [],
        ["The page is too large: 202 tags, and 100 is the most."],
    )


@pytest.mark.parametrize(
    ("kind", "package", "data"),
    [("html", "trafilatura", PAGE), ("pdf", "pypdf", pdf(["x"])), ("docx", "docx", None)],
)
def test_a_library_that_is_missing_is_said_with_what_to_install(write, monkeypatch, kind, package, data):
    path = write(f"x.{kind}", document() if data is None else data)
    monkeypatch.setitem(sys.modules, package, None)
    _, (said,) = read(kind, path)
    assert f"pip install 'annotator[{kind}]'" in said


# PDF


def test_pdf_takes_the_text_layer_page_by_page(write):
    path = write("a.pdf", pdf(["Die Ministerin sagte: Wir sparen.", "Für alle."]))
    assert recognise(path).name == "pdf"
    (record,), said = read("pdf", path)
    assert [page.strip() for page in record.text.split("\f")] == [
        "Die Ministerin sagte: Wir sparen.",
        "Für alle.",
    ]
    assert record.metadata.title == "Sparkurs kommt"
    more = dict(record.metadata.more)
    assert (more["author"], more["pages"]) == ("Eva", "2")
    assert more["extracted by"].startswith("pypdf ")
    assert said == []


def test_pdf_passes_over_titles_that_programs_write(write):
    (record,), _ = read("pdf", write("a.pdf", pdf(["Sparen kommt"], title="Microsoft Word - x.docx")))
    assert record.metadata.title == "Sparen kommt"


def test_a_scan_is_said(write):
    assert read("pdf", write("a.pdf", pdf(["", ""]))) == (
        [],
        ["The document has no text: its pages are pictures. Have them recognised (OCR) first."],
    )
    (_,), said = read("pdf", write("a.pdf", pdf(["Text", ""])))
    assert said == ["1 of 2 pages have no text; they may be pictures."]


def test_pdf_bounds_pages_and_time(write, monkeypatch):
    path = write("a.pdf", pdf(["eins", "zwei", "drei"]))
    monkeypatch.setattr(pdf_kind, "SECONDS", -1.0)
    assert read("pdf", path)[1] == ["The document takes too long to read: given up on page 1 of 3."]
    monkeypatch.setattr(pdf_kind, "MOST_PAGES", 2)
    assert read("pdf", path)[1] == ["The document has 3 pages, and 2 are the most."]


def test_pdf_that_is_cut_or_loops_is_said(write):
    whole = pdf(["eins"])
    assert read("pdf", write("a.pdf", whole[:300]))[1]
    assert read("pdf", write("a.pdf", whole.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")))[1]


def test_pdf_that_is_locked_is_said(write):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf(["geheim"]))))
    writer.encrypt("wort", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert read("pdf", write("a.pdf", file.getvalue()))[1] == [
        "The document is locked with a password; save it without one."
    ]


# Word


def document():
    from docx import Document

    made = Document()
    made.add_heading("Sparkurs kommt")
    made.add_paragraph("Die Ministerin\tsagte: „Wir sparen.“")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Links", "Rechts"
    made.add_paragraph("Ende")
    made.core_properties.author, made.core_properties.title = "Eva", "Sparkurs"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(change):
    """The document with another body part."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document())) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, change(data) if part.filename == "word/document.xml" else data)
    return made.getvalue()


def with_body(body, before=b""):
    """The document with another body, and something before its first element."""

    def change(data):
        start, head = data.index(b"<w:document"), data.index(b"<w:body>") + len(b"<w:body>")
        return data[:start] + before + data[start:head] + body.encode() + b"</w:body></w:document>"

    return with_part(change)


def test_docx_takes_paragraphs_in_order(write):
    path = write("a.docx", document())
    assert recognise(path).name == "docx"
    (record,), said = read("docx", path)
    assert record.text == "Sparkurs kommt\nDie Ministerin\tsagte: „Wir sparen.“\nLinks\nRechts\nEnde"
    assert record.metadata.title == "Sparkurs"
    assert dict(record.metadata.more)["author"] == "Eva"
    assert dict(record.metadata.more)["extracted by"].startswith("python-docx ")
    assert said == []


def test_docx_takes_inserted_text_and_leaves_deleted_out(write):
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Wir </w:t></w:r><w:ins><w:r><w:t>sparen</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>nicht</w:delText></w:r></w:del><w:r><w:br/><w:t>heute</w:t></w:r></w:p>"
    )
    (record,), _ = read("docx", write("a.docx", with_body(body)))
    assert record.text == "Wir sparen\nheute"


def test_docx_with_a_table_of_absurd_width_is_read_in_bounded_memory(write):
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    (record,), _ = read("docx", write("a.docx", with_body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")))
    assert record.text == "x"


def test_docx_that_unpacks_to_too_much_is_not_unpacked(write):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("word/document.xml", b"\0" * (docx_kind.LARGEST_TEXT_PART + 1))
    path = write("a.docx", made.getvalue())
    assert recognise(path).name == "docx"
    assert read("docx", path)[1] == ["The document is too large: it unpacks to 65 MB in 1 parts."]


def test_docx_expands_no_entities(write):
    declared = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "boom">]>'
    body = "<w:p><w:r><w:t>Text &a; &b;</w:t></w:r></w:p>"
    records, said = read("docx", write("a.docx", with_body(body, declared)))
    assert records or said
    assert not any("root" in record.text or "boom" in record.text for record in records)


def test_damaged_documents_are_said(write):
    data = document()
    assert read("docx", write("a.docx", data[: len(data) // 2]))[1]
    assert read("docx", write("b.docx", b"PK\x03\x04 word/ nothing"))[1]
