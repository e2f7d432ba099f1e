"""Survey definitions: what the folder says is what is asked, and what is wrong with a file is named."""

from __future__ import annotations

import csv
import re
import shutil

import pytest
import yaml

from csp_analytics import paths
from csp_analytics.frameworks.load import DefinitionProblem, framework
from csp_analytics.surveys import load
from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping
from csp_analytics.surveys.model import ABOUT_RESPONDENT

OWN = """
survey_id: pets
title: Pets at work
order: 9
questions:
  - question_id: allowed
    title: Allowed
    asked: ["Which animals are allowed at work?"]
    scale: ticked
    items:
      - {item_id: cat, title: Cats, also: [Cat, Kitten]}
      - {item_id: dog, title: Dogs}
  - question_id: often
    title: How often
    asked: ["How often do you see one?"]
    options: {never: [Never, Not once], daily: Every day}
  - question_id: number
    title: Number
    kind: number
    asked: ["How many are there?"]
  - question_id: why
    title: Why
    kind: text
    asked: ["Why?"]
scales:
  ticked: {0: ["No"], 1: ["Yes", Allowed]}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the definitions in use."""
    copy = tmp_path / "data"
    shutil.copytree(paths.DATA, copy, ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    monkeypatch.setenv("CSP_DATA", str(copy))
    return copy


def test_three_surveys_in_their_order():
    assert list(load.surveys()) == ["skills", "partners", "themes"]


def test_items_are_those_of_their_files_counted_by_hand():
    for name, column, count in (
        ("skills", "skill_id", 24),
        ("partners", "partner_id", 16),
        ("themes", "statement_id", 18),
    ):
        with (paths.DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            ids = [row[column] for row in csv.DictReader(file)]
        assert list(load.items(name)) == ids
        assert len(ids) == count


def test_what_the_skills_survey_asks():
    skills = load.survey("skills")
    assert {key: (len(one.items), [step.value for step in one.scale]) for key, one in skills.by_id.items()} == {
        "in-place": (24, [0, 1]),
        "importance": (24, [1, 2, 3, 4, 5]),
        "confidence": (24, [1, 2, 3, 4, 5]),
        "training-wanted": (0, []),
    }
    assert skills.by_id["in-place"].is_ticked
    assert not skills.by_id["importance"].is_ticked
    assert set(skills.respondent) == set(ABOUT_RESPONDENT)
    assert list(skills.respondent_titles("role"))[:2] == ["lead", "strategic"]


def test_every_item_belongs_to_a_principle_that_there_is():
    principles = {row.principle_id for row in framework("safer-communities").criteria} | {""}
    for name in load.ITEM_FILES:
        assert {item.principle_id for item in load.items(name).values()} <= principles


def test_no_wording_of_a_definition_stands_for_two_things():
    """Two items, two steps of a scale or two roles with the same words could never be told apart."""
    from csp_analytics.ingest.surveys.likeness import comparable

    for survey in load.surveys().values():
        for question in (*survey.questions, *survey.respondent.values()):
            for several in (question.items, question.scale):
                seen = {}
                for one in several:
                    names = (one.title, one.short, *one.also) if hasattr(one, "title") else (one.label, *one.also)
                    for name in {comparable(name) for name in names}:
                        assert seen.setdefault(name, one) is one, f"{survey.survey_id}: '{name}' is there twice"


def test_an_own_survey_is_a_file(folder):
    (folder / "surveys" / "pets.yaml").write_text(OWN, encoding="utf-8")
    pets = load.survey("pets")
    assert list(load.surveys()) == ["skills", "partners", "themes", "pets"]
    assert [(item.item_id, item.also) for item in pets.by_id["allowed"].items] == [
        ("cat", ("Cat", "Kitten")),
        ("dog", ()),
    ]
    assert [(step.value, step.label, step.also) for step in pets.by_id["often"].scale] == [
        (1, "Never", ("Not once",)), (2, "Every day", ()),
    ]  # fmt: skip
    assert (pets.by_id["number"].kind, pets.by_id["why"].kind) == ("number", "text")
    assert pets.respondent_titles("sector") == load.survey("skills").respondent_titles("sector")


def test_a_survey_may_ask_for_other_roles(folder):
    said = yaml.safe_load(OWN)
    said["respondent"] = {
        "role": {"title": "Post", "asked": ["Your post"], "options": {"vet": "Vet", "keeper": ["Keeper"]}}
    }
    (folder / "surveys" / "pets.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
    assert load.survey("pets").respondent_titles("role") == {"vet": "Vet", "keeper": "Keeper"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("survey_id: pets", "survey_id: dogs", "survey_id: pets"),
        ("scale: ticked", "scale: tick", "KeyError"),
        ("kind: text", "kind: prose", "needs a scale, options, or the kind"),
        ("title: Pets at work\n", "", "title"),
        ("questions:", "questions: [", "a file in YAML"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(folder, old, new, said):
    assert old in OWN
    (folder / "surveys" / "pets.yaml").write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionProblem) as refused:
        load.surveys()
    assert "pets.yaml" in str(refused.value)
    assert said in str(refused.value)


def test_an_item_twice_is_named_with_its_row(folder):
    file = folder / "skills.csv"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(DefinitionProblem, match=r"skills\.csv, row 26: .*each id once"):
        load.surveys()


def example(language):
    """The one example in a language in the section on surveys of docs/files.md."""
    (text,) = re.findall(rf"```{language}\n(.*?)```", (paths.ROOT / "docs" / "files.md").read_text("utf-8"), re.DOTALL)
    return text


def test_the_example_of_the_documents_is_a_survey(folder):
    (folder / "surveys" / "training.yaml").write_text(example("yaml"), encoding="utf-8")
    training = load.survey("training")
    assert [(key, len(one.items), len(one.scale), one.kind) for key, one in training.by_id.items()] == [
        ("useful", 2, 3, ""), ("again", 0, 3, ""), ("days", 0, 0, "number"), ("more", 0, 0, "text"),
    ]  # fmt: skip


def test_the_mapping_of_the_documents_fits_the_skills_survey():
    mapping = Mapping.of_json(example("json"))
    skills = load.survey(mapping.definition)
    for target in set(mapping.columns.values()) - {LEAVE_OUT, *ABOUT_RESPONDENT}:
        question, _, item = target.partition("/")
        assert not item or item in skills.by_id[question].by_id
    assert set(mapping.options["items"].values()) <= set(load.items("skills"))


def test_an_unknown_survey_is_named_with_a_suggestion():
    with pytest.raises(load.UnknownSurvey, match="Did you mean 'skills'"):
        load.survey("skils")


def test_a_file_that_changes_is_read_again(folder):
    before = load.survey("skills").title
    file = folder / "surveys" / "skills.yaml"
    file.write_text(file.read_text("utf-8").replace(f"title: {before}", "title: Skills of today"), encoding="utf-8")
    assert load.survey("skills").title == "Skills of today"
