"""Training on a project: by spaCy itself, in a process of its own."""

import json
import subprocess
import sys

import pytest
import spacy

from annotator.core.errors import AnnotatorError, Cancelled, InputError
from annotator.workspace import training
from annotator.workspace.exporting import export
from annotator.workspace.importing import import_files
from annotator.workspace.resources import resource
from annotator.workspace.training import latest_model, models_folder, train
from annotator.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """A project of the example articles with their readings."""
    workspace = Workspace.create(tmp_path_factory.mktemp("training") / "seeds.annotator")
    import_files(workspace, [resource("seeds")])
    yield workspace
    workspace.close()


@pytest.fixture
def hasty(monkeypatch):
    """A training that stops after its first look at the articles for evaluation."""
    real = training._running
    monkeypatch.setattr(
        training,
        "_running",
        lambda command, folder: real([*command, "--training.eval_frequency", "1"], folder),
    )


@pytest.mark.parametrize("component", ["spancat", "ner"])
def test_training_leaves_a_model_with_scores_beside_the_project(seeds, hasty, component):
    seen = []
    trained = train(seeds, component, steps=2, progress=seen.append)
    assert trained.model.parent == models_folder(seeds.path)
    assert latest_model(seeds.path) == trained.model
    assert component in spacy.load(trained.model).pipe_names
    assert [state.step for state in seen] == [0, 1, 2]
    assert {"ACTOR", "CLAIM"} <= set(trained.labels)
    assert 0 <= trained.score.f1 <= 1
    assert not any("To train" in str(note) for note in trained.export.notes)
    assert [path.name for path in models_folder(seeds.path).iterdir() if path.name.startswith(".")] == []


def test_training_relations_gives_scores_by_type(seeds, hasty):
    trained = train(seeds, "relations", steps=20)
    assert "annotator_relations" in spacy.load(trained.model).pipe_names
    assert "attributed_to" in trained.labels
    assert 0 < trained.score.f1 <= 1
    assert (trained.model / "rel_component.py").is_file()


def test_training_relations_where_there_are_none_says_so(workspace, write):
    texts = [f"Artikel {n} über Kiew." for n in range(6)]
    spans = [{"start": 0, "end": 7, "label": "ACTOR"}]
    lines = [json.dumps({"text": text, "spans": spans, "_annotator_id": "Lena"}) for text in texts]
    import_files(workspace, [write("in.jsonl", "\n".join(lines))])
    with pytest.raises(InputError, match="no relations"):
        train(workspace, "relations")


def test_training_that_is_stopped_leaves_nothing(opened, tmp_path):
    workspace = Workspace.create(tmp_path / "fresh.annotator")
    try:
        import_files(workspace, [resource("seeds")])
        steps = []
        with pytest.raises(Cancelled):
            train(workspace, progress=steps.append, cancelled=lambda: bool(steps))
        assert not models_folder(workspace.path).exists()
    finally:
        workspace.close()


def test_training_without_enough_to_learn_from_says_so(project, workspace):
    with pytest.raises((InputError, AnnotatorError)):
        train(workspace)
    assert latest_model(project) is None
    with pytest.raises(InputError, match="no component"):
        train(workspace, "tagger")


def test_what_spacy_says_is_passed_on(seeds, monkeypatch):
    real = training._running
    monkeypatch.setattr(
        training,
        "_running",
        lambda command, folder: real([*command, "--training.dropout", "nothing"], folder),
    )
    with pytest.raises(AnnotatorError, match="nothing"):
        train(seeds, steps=1)


def test_a_project_for_spacy_has_what_its_commands_name(seeds, tmp_path):
    out = tmp_path / "for spacy"
    report = export(seeds, out, "spacy-project")
    for name in (
        "project.yml",
        "README.md",
        "configs/spancat.cfg",
        "configs/ner.cfg",
        "corpus/train.spacy",
        "configs/relations.cfg",
        "scripts/rel_component.py",
    ):
        assert (out / name).is_file(), name
    assert report.files == [str(out)]
    ended = subprocess.run(
        [sys.executable, "-m", "spacy", "project", "run", "all", "--dry"],
        cwd=out, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr + ended.stdout
    with pytest.raises(InputError, match="not empty"):
        export(seeds, out, "spacy-project")
