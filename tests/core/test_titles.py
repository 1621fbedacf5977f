"""Steps are called by the titles that people see, not by the names that are stored."""

import pytest

from annotator.core.messages import message
from annotator.core.scheme import scheme_from_dict
from annotator.core.titles import titled

SCHEME = scheme_from_dict(
    {
        "name": "s",
        "labels": [{"name": "CLAIM", "attributes": [{"name": "place_kind", "values": ["new_town"]}]}],
        "relations": [{"name": "said_by", "title": "Source", "heads": ["CLAIM"], "children": ["CLAIM"]}],
    }
)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (message("unlink {kind}", kind="said_by"), "unlink Source"),
        (message("unlink {kind}", kind="gone_since"), "unlink gone_since"),
        (message("set {name} to {value}", name="place_kind", value="new_town"), "set place kind to new_town"),
        (message("add {name}", name="some_file"), "add some_file"),
        (message("flag"), "flag"),
    ],
)
def test_titled(name, told):
    assert str(titled(name, SCHEME)) == told
