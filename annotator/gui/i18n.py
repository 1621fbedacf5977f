"""Every text a user reads goes through here, and so through Qt's translation."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.core.messages import Message

CONTEXT = "Annotator"


def tr(text: str, /, **values: object) -> str:
    """Return the translation of `text`, a template in `str.format` syntax, filled in."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def tr_n(one: str, many: str, n: int) -> str:
    """Return the translation of `one` or `many`, with `{n}` filled in."""
    return tr(one if n == 1 else many, n=number(n))


def number(n: int) -> str:
    """Return a number with the sign between its thousands that the language has."""
    return f"{n:,}".replace(",", tr(","))


def decimal(value: float, digits: int) -> str:
    """Return a number with so many digits behind the sign that the language has for it."""
    # Not at the top: the first touch makes Qt's languages, a sixth of the time to the first paint.
    from PySide6.QtCore import QLocale

    shown = value if abs(value) * 10**digits >= 0.5 else 0  # or zero would have a sign
    return QLocale().toString(float(shown), "f", digits)


def told(message: Message) -> str:
    """Return a message of the core or the formats, translated and filled in."""
    return tr(message.template, **{name: in_words(name, value) for name, value in message.values})


def in_words(name: str, value: object) -> object:
    """Return the value of a message's field `name` as it is shown."""
    if isinstance(value, Message):
        return told(value)
    if name == "rule" and isinstance(value, str) and value.startswith("trusted: "):
        return tr("trusted: {annotator}", annotator=value.removeprefix("trusted: "))
    texts = _TEXTS.get(name, {})
    return tr(texts[value]) if isinstance(value, str) and value in texts else value


def mark(text: str) -> str:
    """Mark a text for translation that is translated where it is shown."""
    return text


# Values that are names of the program's own, by the field they stand in.
_TEXTS = {
    "state": {state: state for state in (mark("to do"), mark("in progress"), mark("done"), mark("skipped"))},
    "rule": {rule: rule for rule in (mark("all agree"), mark("majority"))},
}
