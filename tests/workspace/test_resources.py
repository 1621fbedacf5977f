from annotator.core.scheme import STYLES
from annotator.workspace import resources
from annotator.workspace.resources import default_scheme, resource


def test_resources_are_found_in_a_checkout():
    assert resource("schemes", "default.toml").is_file()
    assert resource("seeds").is_dir()


def test_resources_are_found_in_an_installed_wheel(tmp_path, monkeypatch):
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resource("schemes", "default.toml") == tmp_path / "resources" / "schemes" / "default.toml"
    assert resource("seeds", "x") == tmp_path / "resources" / "seeds" / "x"


def test_resources_default_scheme_can_be_told_apart_without_colour():
    labels = default_scheme().labels
    assert len({label.key for label in labels}) == len(labels)
    assert {label.style for label in labels} == set(STYLES)
    assert (
        len({label.colour for label in labels}) == len({label.colour_dark for label in labels}) == len(labels)
    )
