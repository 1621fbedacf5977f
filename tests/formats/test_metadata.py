"""What an article says of itself, from its head and its tail."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.metadata import propose

ROOT = Path(__file__).parents[2]
GIVEN = ROOT.parent / "shared" / "seeds"
PROSE = (
    "Die Ministerin hat am Montag in Berlin erklärt, dass sie in diesem Jahr deutlich mehr sparen werde als "
    "im Jahr zuvor. Mehr sagte sie nicht, und auch ihr Sprecher wollte nichts hinzufügen."
)
BODY = (
    "\n\nDie Ministerin hat am Montag in Berlin erklärt, dass sie sparen werde. Mehr sagte sie dazu nicht.\n"
)


@pytest.mark.skipif(not GIVEN.is_dir(), reason="the articles in ../shared are not here")
@pytest.mark.parametrize(
    ("prefix", "published", "outlet", "first_words", "last_words", "length"),
    [
        ("000", "2024-10", "", "Eine Bestätigung", "gibt es nicht.", 52),
        ("001", "2024-10-31T21:27", "", "Krieg gegen", "nordkoreanischer Soldaten", 74),
        ("002", "2024-12-05T11:58", "ntv.de", "Erste Verluste", "zweiten Reihe", 78),
        ("003", "", "", "Ukraine-Krieg / ", "Dementi von Putin", 105),
        ("004", "", "", "Kein Putin-Dementi", "in Russland", 52),
    ],
)
def test_metadata_of_the_articles_asked_for(prefix, published, outlet, first_words, last_words, length):
    (path,) = GIVEN.glob(f"{prefix}_*.txt")
    found = propose(path.read_bytes().decode(), path.name)
    assert (found.published, found.outlet, found.language) == (published, outlet, "de")
    assert found.title.startswith(first_words)
    assert found.title.endswith(last_words)
    assert len(found.title) == length


@pytest.mark.parametrize(
    ("number", "published", "outlet", "language"),
    [
        ("01", "2024-10-24", "Nordblick", "de"),
        ("02", "2024-10-25T06:15", "Tageswert", "de"),
        ("03", "2024-10-25", "Sample Wire", "en"),
        ("04", "2024-10-31T22:14", "Nordblick", "de"),
        ("05", "2024-11-01", "Beispielblatt", "de"),
        ("06", "2024-11-06", "Tageswert", "de"),
        ("07", "2024-12-05T12:40", "Beispielblatt", "de"),
        ("08", "2024-12-05T14:10", "The Harbour Post", "en"),
        ("09", "2024-12-23T18:05", "Sample Wire", "en"),
    ],
)
def test_metadata_of_the_example_articles(number, published, outlet, language):
    (path,) = (ROOT / "seeds").glob(f"{number}-*.txt")
    text = path.read_bytes().decode()
    found = propose(text, path.name)
    assert (found.published, found.outlet, found.language) == (published, outlet, language)
    assert found.title == text.partition("\n")[0]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Stand: 31.10.2024 21:27 Uhr", "2024-10-31T21:27"),
        ("Stand: 31.10.24, 21.27 Uhr", "2024-10-31T21:27"),
        ("05.12.2024, 11:58 Uhr", "2024-12-05T11:58"),
        ("05.12.2024, 11:58 Uhr Artikel anhören", "2024-12-05T11:58"),
        ("31.10.2024", "2024-10-31"),
        ("Donnerstag, 31. Oktober 2024, 17 Uhr", "2024-10-31T17:00"),
        ("Do., 31. Okt. 2024", "2024-10-31"),
        ("24. Oktober 2024", "2024-10-24"),
        ("1. Jänner 2025", "2025-01-01"),
        ("25 October 2024", "2024-10-25"),
        ("Friday, 25th October 2024", "2024-10-25"),
        ("October 25, 2024", "2024-10-25"),
        ("Oct. 25, 2024 at 5:30 p.m. EDT", "2024-10-25T17:30"),
        ("Thu 31 Oct 2024 21.27 CET", "2024-10-31T21:27"),
        ("October 25, 2024 12:05 AM", "2024-10-25T00:05"),
        ("Published: December 5, 2024, 14:10", "2024-12-05T14:10"),
        ("Published on 5 December 2024", "2024-12-05"),
        ("Veröffentlicht am 1. November 2024", "2024-11-01"),
        ("Aktualisiert: 01.11.2024 – 08:00 Uhr", "2024-11-01T08:00"),
        ("Updated: 23 December 2024, 18:05 GMT", "2024-12-23T18:05"),
        ("2024-10-31", "2024-10-31"),
        ("2024-10-31T21:27:09.123+01:00", "2024-10-31T21:27"),
        ("Date: 2024-10-31 21:27", "2024-10-31T21:27"),
        ("date 2024-10", "2024-10"),
        ("31/10/2024", "2024-10-31"),
        ("10/31/2024", "2024-10-31"),
        ("Oktober 2024", "2024-10"),
        ("Beispielblatt\xa0| 31.\xa0Oktober\xa02024", "2024-10-31"),
        ("Veröffentlicht: 30.10.2024 | Aktualisiert: 31.10.2024, 9:05 Uhr", "2024-10-30"),
    ],
)
def test_metadata_finds_the_date_on_its_line(line, published):
    found = propose(f"Ministerin kündigt Sparkurs an\n{line}{BODY}")
    assert found.published == published
    assert found.title == "Ministerin kündigt Sparkurs an"


@pytest.mark.parametrize(
    "line",
    [
        "31.02.2024",
        "Stand: 32.10.2024",
        "5/12/2024",
        "13. Monat 2024",
        "12.000 Soldaten, 2024 Fälle",
        "Am 31. Oktober 2024 hatte die Ministerin noch das Gegenteil gesagt.",
        "Die Rede vom 31.10.2024",
        "Nach dem Angriff vom 24. Februar 2022 hat sich das geändert, und nun wird verhandelt.",
        "Telefon 0301.10.2024.55",
    ],
)
def test_metadata_takes_no_wrong_date(line):
    assert propose(f"Ministerin kündigt Sparkurs an\n{line}{BODY}").published == ""


def test_metadata_prefers_the_more_exact_of_two_that_agree():
    text = (
        "date 2024-10 Ministerin kündigt Sparkurs an\nNordblick | 31.10.2024\nStand: 31.10.2024 21:27 Uhr"
        + BODY
    )
    assert propose(text).published == "2024-10-31T21:27"


def test_metadata_prefers_publication_to_change():
    text = (
        "Ministerin kündigt Sparkurs an\nUpdated: 2 November 2024, 08:00\nPublished: 31 October 2024" + BODY
    )
    assert propose(text).published == "2024-10-31"


def test_metadata_takes_a_labelled_date_at_the_end_but_no_other():
    long = "Ministerin kündigt Sparkurs an" + BODY * 20
    assert propose(long + "\n- Noch eine Meldung - 13. Januar 2025.").published == ""
    assert propose(long + "\n13. Januar 2025").published == ""
    assert propose(long + "\nVeröffentlicht am 13. Januar 2025\nZur Startseite").published == "2025-01-13"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Nordblick | 31.10.2024", "Nordblick"),
        ("31.10.2024 | Nordblick", "Nordblick"),
        ("Tageswert, 25.10.2024, 06:15 Uhr", "Tageswert"),
        ("Die Neue Zeitung · 31. Oktober 2024", "Die Neue Zeitung"),
        ("Berlin, 25.10.2024", ""),
        ("Politik | 25.10.2024", ""),
        ("Donnerstag, 31.10.2024", ""),
        ("Von Anna Muster, 31.10.2024", ""),
        ("The Harbour Post\nPublished: December 5, 2024", "The Harbour Post"),
        ("Anna Muster\nPublished: December 5, 2024", ""),
        ("© Nordblick 2024", "Nordblick"),
        ("© 2024 Nordblick. Alle Rechte vorbehalten.", "Nordblick"),
        ("Quelle: https://www.nordblick.example/politik/1", "nordblick.example"),
    ],
)
def test_metadata_finds_the_outlet_in_the_head(line, outlet):
    assert propose(f"Ministerin kündigt Sparkurs an\n{line}{BODY}").outlet == outlet


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Quelle: ntv.de, gut/AFP", "ntv.de"),
        ("(Quelle: Nordblick)", "Nordblick"),
        ("Quelle: Nordblick, mit Material von EPN", "Nordblick"),
        ("Source: Sample Wire", "Sample Wire"),
        ("Source: a person who was there", ""),
        ("© Beispielblatt", "Beispielblatt"),
        ("(tw/EPN)", ""),
        ("Quelle der Unruhe bleibt die Grenze.", ""),
    ],
)
def test_metadata_finds_the_outlet_in_the_tail(line, outlet):
    assert (
        propose("Ministerin kündigt Sparkurs an" + BODY * 20 + line + "\nZur Startseite\n").outlet == outlet
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Ministerin kündigt Sparkurs an\n\nSie sagte es am Montag.", "Ministerin kündigt Sparkurs an"),
        ("**Ministerin kündigt Sparkurs an**\n\nSie sagte es.", "Ministerin kündigt Sparkurs an"),
        ("Titel: Ministerin kündigt Sparkurs an\nSie sagte es.", "Ministerin kündigt Sparkurs an"),
        ("\n\n 31.10.2024\nMinisterin kündigt Sparkurs an\nSie sagte es.", "Ministerin kündigt Sparkurs an"),
        ("Nordblick | 31.10.2024\nMinisterin  kündigt\tSparkurs an\n", "Ministerin kündigt Sparkurs an"),
        ("Artikel anhören\nMinisterin kündigt Sparkurs an\n", "Ministerin kündigt Sparkurs an"),
        (
            "Nordblick\nMinisterin kündigt Sparkurs an\nStand: 1.2.2024\n© Nordblick",
            "Ministerin kündigt Sparkurs an",
        ),
        (
            "date 2024-10 Wir sparen. Das sagte die Ministerin gestern, und mehr war von ihr nicht zu hören.",
            "Wir sparen.",
        ),
        (
            f"date 2024-10 {PROSE}",
            "Die Ministerin hat am Montag in Berlin erklärt, dass sie in diesem Jahr deutlich …",
        ),
        ("Was? Wie? Wer!", "Was? Wie? Wer!"),
        ("x" * 500, "x" * 80 + " …"),
        ("31.10.2024", "31.10.2024"),
        ("\0\0", "datei"),
        ("", "datei"),
    ],
)
def test_metadata_finds_the_title(text, title):
    assert propose(text, "datei.txt").title == title


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kein Dementi zu Soldaten", "de"),
        ("Minister says no", "en"),
        ("Die Krise", "de"),
        ("Überfällige Rückzahlung", "de"),
        ("The crisis", "en"),
        ("12.000 – 8.000", ""),
        ("El ministro dijo que no se puede hacer nada por los que están en la ciudad de Lima.", ""),
        ("De minister zei dat hij niet van plan is om meer geld uit te geven aan het leger.", ""),
    ],
)
def test_metadata_tells_the_language(text, language):
    assert propose(text).language == language


@settings(deadline=None)
@given(st.text())
def test_metadata_takes_any_text(text):
    found = propose(text, "name.txt")
    assert found.language in {"", "de", "en"}
    assert "\n" not in found.title


HOSTILE = [
    *("1", "1.", "31.10.", "2024-", "Stand: ", "Stand:31.10.2024 ", "| ", "a, ", "© ", "Quelle: "),
    *("\n", " ", "*", "(", "Mon, ", "T12:00"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_metadata_takes_hostile_input_in_no_time(unit):
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    propose(text)
    propose("Titel\n" + text)
    propose("Titel " + text + "\nQuelle: " + text)
    assert time.process_time() - start < 2
