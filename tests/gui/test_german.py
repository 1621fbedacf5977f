"""The German translation: whole, true to its placeholders, compiled, and used where German is spoken.

What the first test misses goes into resources/translations/annotator_de.ts; then
`pyside6-lrelease resources/translations/annotator_de.ts` compiles it.
"""

import ast
import json
import os
import string
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from PySide6.QtCore import QTranslator

import annotator
from annotator.core import errors
from annotator.core.messages import message
from annotator.gui.i18n import CONTEXT, number, told, tr
from annotator.workspace.resources import resource

PACKAGE = Path(annotator.__file__).parent
ERRORS = {
    name
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, errors.AnnotatorError)
}
MARKING = {"tr": 1, "tr_n": 2, "message": 1, "mark": 1} | dict.fromkeys(ERRORS, 1)


def texts_of(node):
    if isinstance(node, ast.IfExp):
        return texts_of(node.body) + texts_of(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


@pytest.fixture(scope="module")
def in_source():
    """Return every text for users that stands in the source."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKING:
                for argument in node.args[: MARKING[node.func.id]]:
                    found.update(texts_of(argument))
    return found


@pytest.fixture(scope="module")
def german():
    """Return the translations by text, as the file that people edit has them."""
    found = {}
    for entry in ET.parse(resource("translations", "annotator_de.ts")).iter("message"):
        source, translation = entry.findtext("source"), entry.findtext("translation")
        assert source not in found, f"twice: {source}"
        found[source] = translation
    return found


def test_every_text_has_a_translation(in_source, german):
    missing = "".join(
        f"<message><source>{escape(text)}</source><translation></translation></message>\n"
        for text in sorted(in_source)
        if not german.get(text)
    )
    assert not missing, f"not in annotator_de.ts:\n{missing}"


def test_no_translation_is_of_a_text_that_is_gone(in_source, german):
    assert sorted(set(german) - in_source) == []


def test_translations_have_the_placeholders_of_their_texts(german):
    def names(text):
        return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})

    assert {text: names(found) for text, found in german.items()} == {text: names(text) for text in german}


def test_translations_end_as_their_texts_do(german):
    """A sentence stays a sentence, a menu entry with dots keeps them, spaces at the ends too."""

    def edge(text):
        end = text[-1] if text[-1] in ".:…?" else ""
        return end, text[:1].isspace(), text[-1:].isspace()

    differ = {text: found for text, found in german.items() if text != "," and edge(text) != edge(found)}
    assert differ == {}


def test_the_compiled_file_says_what_the_edited_one_does(qapp, german):
    compiled = QTranslator()
    assert compiled.load("annotator_de", str(resource("translations")))
    differ = {
        text: compiled.translate(CONTEXT, text)
        for text, found in german.items()
        if compiled.translate(CONTEXT, text) != found
    }
    assert differ == {}, "run pyside6-lrelease"


SCRIPT = """
import json
from PySide6.QtCore import QLocale
from annotator.gui.app import make_application
app = make_application()
from annotator.core.messages import message
from annotator.gui.i18n import told, tr, tr_n
from annotator.gui.dates import shown_date
from annotator.gui.keys import native
print(json.dumps([tr("Undo"), tr_n("{n} span", "{n} spans", 1234567), native("Ctrl+Z"), shown_date("2025-03-04"),
    told(message("mark as {state}", state="done"))]))
"""


def start(**environment):
    """Return what a start under these languages shows."""
    plain = {k: v for k, v in os.environ.items() if k != "LANGUAGE" and not k.startswith("LC_")}
    made = {**plain, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PACKAGE.parent), **environment}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=made, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="languages come from LANG on Linux")


@linux
def test_a_german_system_gets_german():
    assert start(LANG="de_DE.UTF-8") == [
        "Rückgängig", "1.234.567 Markierungen", "Strg+Z", "4. März 2025", "auf „fertig“ setzen",
    ]  # fmt: skip


@linux
@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C"},
        {"LANG": "en_GB.UTF-8"},
        {"LANG": "en_US.UTF-8", "LANGUAGE": "en:de"},
        {"LANG": "ja_JP.UTF-8"},
    ],
)
def test_other_systems_get_english(environment):
    assert start(**environment) == ["Undo", "1,234,567 spans", "Ctrl+Z", "4 Mar 2025", "mark as done"]


@linux
def test_german_is_taken_where_it_is_the_first_language_that_there_is():
    assert start(LANG="fr_FR.UTF-8", LANGUAGE="fr:de:en")[0] == "Rückgängig"


@pytest.fixture
def in_german(qapp):
    translator = QTranslator()
    assert translator.load("annotator_de", str(resource("translations")))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_a_message_inside_a_message_is_translated_too(in_german):
    inner = message("it has another text")
    assert (
        told(message("Version {number}: {reason}", number=2, reason=inner))
        == "Fassung 2: sie hat einen anderen Text"
    )


def test_numbers_have_the_sign_of_the_language(in_german):
    assert [number(n) for n in (7, 1_234, -1_234_567)] == ["7", "1.234", "-1.234.567"]
    assert tr("{total} found", total=number(1_000)) == "1.000 gefunden"


@pytest.mark.usefixtures("in_german")
@pytest.mark.parametrize("size", [(700, 480), (1_100, 700)])
def test_a_window_in_german_is_whole_at_any_size(desk, size):
    desk.go_to("We have checked every gate")
    desk.press("2")
    desk.window.resize(*size)
    assert (desk.window.width(), desk.window.height()) == size
    assert desk.window.minimumSizeHint().width() <= desk.window.minimumWidth()


@pytest.mark.parametrize(
    ("rule", "said"), [("all agree", "alle einig"), ("trusted: Lena", "Lena"), ("strange", "strange")]
)
def test_rules_are_named_in_the_language(in_german, rule, said):
    text = told(message("accept {count} readings by rule ({rule})", count=3, rule=rule))
    assert text.startswith("3 Lesarten")
    assert said in text
    assert "agree" not in text
    assert "trusted" not in text
