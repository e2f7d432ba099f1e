"""What holds for every survey: the shape of the form, the order of people and columns change no answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.surveys.import_survey import chosen_mappings, survey_reading
from csp_analytics.surveys import load
from tests.builders.questionnaires import Made

SKILLS = load.survey("skills")
ITEMS = [SKILLS.by_id["importance"].items[place] for place in (0, 1, 2, 5, 8)]
ROLES = {
    step.label: key for key, step in zip(SKILLS.respondent_ids["role"], SKILLS.respondent["role"].scale, strict=True)
}

PERSON = st.fixed_dictionaries(
    {
        "role": st.sampled_from([*ROLES, "Prefer not to say", "Chief of everything", None]),
        "ticked": st.lists(st.booleans(), min_size=len(ITEMS), max_size=len(ITEMS)),
        "importance": st.lists(
            st.sampled_from([1, 2, 3, 4, 5, None, "Don't know"]), min_size=len(ITEMS), max_size=len(ITEMS)
        ),
    }
)
PEOPLE = st.lists(PERSON, min_size=1, max_size=8)


def worded(question, value):
    """A step as one of its wordings, others unchanged."""
    scale = {step.value: step for step in SKILLS.by_id[question].scale}
    return scale[value].label if value in scale else value


def as_grid(people):
    """Options in one question, rows of a grid, words for answers."""
    ticks = {item.title: ["x" if p["ticked"][n] else None for p in people] for n, item in enumerate(ITEMS)}
    rows = {item.title: [worded("importance", p["importance"][n]) for p in people] for n, item in enumerate(ITEMS)}
    made = Made().single("Role", [p["role"] for p in people])
    return made.multiple("Skills in place", ticks).matrix("Importance", rows).done()


def as_columns(people):
    """A column for each item, numbers for answers, Yes or No for ticks."""
    made = Made()
    for n, item in reversed(list(enumerate(ITEMS))):
        given = [p["importance"][n] for p in people]
        made.number(f"{item.title} - importance", given)
        ticks = [("Yes" if p["ticked"][n] else "No") if any(p["ticked"]) else None for p in people]
        made.single(f"Skills in place: {item.title}", ticks)
    return made.single("Your role", [p["role"] for p in people]).done()


def taken(q):
    reading = survey_reading(q, chosen_mappings(q, (), "skills"))
    if not reading.tables:
        return {problem.code for problem in reading.problems}, []
    answers = sorted(
        zip(
            *(reading.tables["answer"][name].tolist() for name in ("respondent_id", "question_id", "item_id", "value")),
            strict=True,
        )
    )
    return answers, reading.tables["respondent"]["role"].tolist()


def expected(people):
    """By plain loops: who gave anything counts, don't know gives nothing, a blank tick is 0 beside another tick."""
    answers, roles, number = [], [], 0
    for p in people:
        mine = []
        for n, item in enumerate(ITEMS):
            if isinstance(p["importance"][n], int):
                mine.append(("importance", item.item_id, float(p["importance"][n])))
            if any(p["ticked"]):
                mine.append(("in-place", item.item_id, float(p["ticked"][n])))
        if mine:
            number += 1
            roles.append(ROLES.get(p["role"], ""))
            answers += [(number, *one) for one in mine]
    return sorted(answers), roles


@settings(max_examples=60)
@given(PEOPLE)
def test_a_grid_and_single_columns_give_the_same_answers_and_those_of_plain_loops(people):
    want = expected(people)
    grid, columns = taken(as_grid(people)), taken(as_columns(people))
    if not want[0]:
        assert "not-ours" in grid[0]
        return
    assert grid == want
    assert columns == want


@settings(max_examples=40)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing_but_their_numbers(people, draw):
    order = list(range(len(people)))
    draw.shuffle(order)
    first, second = taken(as_grid(people)), taken(as_grid([people[place] for place in order]))
    assert sorted(first[1]) == sorted(second[1])
    assert sorted(one[1:] for one in first[0] if len(one) == 4) == sorted(one[1:] for one in second[0] if len(one) == 4)


OWN = """
survey_id: training
title: Training survey
order: 10
questions:
  - question_id: useful
    title: How useful
    asked: ["How useful was each course?", Usefulness]
    scale: useful
    items: [{item_id: maps, title: Maps, also: [Mapping]}, {item_id: talks, title: Difficult conversations}]
  - question_id: again
    title: Would come again
    asked: ["Would you come again?"]
    options: {sure: ["Yes", Certainly], unsure: Perhaps, never: ["No"]}
  - {question_id: days, title: Days, kind: number, asked: ["How many days did you attend?"]}
  - {question_id: more, title: What else, kind: text, asked: ["What else should we offer?"]}
scales:
  useful: {1: Not useful, 2: Quite useful, 3: Very useful}
"""


@pytest.fixture
def own_survey(tmp_path, monkeypatch):
    """The definitions in use with one survey more."""
    import shutil

    from csp_analytics import paths

    copy = tmp_path / "data"
    shutil.copytree(paths.DATA, copy, ignore=shutil.ignore_patterns("demo", "*.duckdb*", "frameworks"))
    (copy / "surveys" / "training.yaml").write_text(OWN, encoding="utf-8")
    monkeypatch.setenv("CSP_DATA", str(copy))


def test_a_survey_of_ones_own_is_read_like_any_other(own_survey):
    made = Made().matrix(
        "How useful was each course?",
        {"Mapping": ["Very useful", "2", None], "Difficult conversations": [None, "3", None]},
    )
    made.single("Would you come again?", ["Certainly", "Perhaps", "N/A"]).number(
        "How many days did you attend?", [2, 0.5, None]
    )
    q = made.text("What else should we offer?", ["More of it", None, "Nothing at all"]).done()
    reading = survey_reading(q, chosen_mappings(q, ()), keep_text=True)
    rows = reading.tables["answer"]
    assert sorted(zip(rows["respondent_id"], rows["question_id"], rows["item_id"], rows["value"], strict=True)) == [
        (1, "again", "", 1.0), (1, "days", "", 2.0), (1, "useful", "maps", 3.0),
        (2, "again", "", 2.0), (2, "days", "", 0.5), (2, "useful", "maps", 2.0), (2, "useful", "talks", 3.0),
    ]  # fmt: skip
    assert reading.tables["free_text"]["text"].tolist() == ["More of it", "Nothing at all"]
    assert reading.tables["survey"]["definition"].tolist() == ["training"]
    assert reading.tables["survey"]["n_respondents"].tolist() == [3]  # the third wrote something
