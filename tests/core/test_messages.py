from annotator.core.errors import AnnotatorError, StaleEdit
from annotator.core.messages import Message, message


def test_messages_fill_their_template():
    assert str(message("{n} of {total}", n=1, total="two")) == "1 of two"


def test_messages_keep_template_and_values_apart_for_translation():
    assert message("label {label}", label="CLAIM") == Message("label {label}", (("label", "CLAIM"),))


def test_messages_show_braces_in_values_as_they_are():
    assert str(message("{reason}", reason="{x} {")) == "{x} {"


def test_errors_carry_their_message():
    error = StaleEdit("{name} was changed.", name="it")
    assert isinstance(error, AnnotatorError)
    assert str(error) == str(error.message) == "it was changed."
