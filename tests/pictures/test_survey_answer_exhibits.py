"""What is shown of the answers to one question, by the kind of question and by how much of it may be shown."""

import pandas as pd
import pytest

from csp_analytics.pictures.survey_answer_exhibits import Given, made
from csp_analytics.surveys.model import Item, Step, Survey, SurveyQuestion

NAN = float("nan")
TICKED = (Step(0, "No"), Step(1, "Yes"))
AGREE = tuple(
    Step(value, label)
    for value, label in enumerate(("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"), start=1)
)
SKILLS = tuple(Item(key, key.title(), key.title(), group="") for key in ("mapping", "listening", "counting"))
THEMES = (Item("trust", "Trust", "Trust", "relations"), Item("talk", "Talk", "Talk", "relations"),
          Item("pool", "Pooled", "Pooled", "capacity"))  # fmt: skip


def shares(*lines, population=NAN):
    """Rows of the findings: item, people who said yes, people, or the status of one that is not shown."""
    found = []
    for item, x, n in lines:
        shown = not isinstance(x, str)
        found.append(
            {
                "unit": "all", "item_id": item, "n": n if shown else NAN, "x": x if shown else NAN,
                "share": 100 * x / n if shown else NAN, "low": 100 * x / n - 5 if shown else NAN,
                "high": 100 * x / n + 5 if shown else NAN, "population": population,
                "status": "shown" if shown else x,
            }
        )  # fmt: skip
    return pd.DataFrame(found)


def levels(*lines):
    frame = pd.DataFrame(lines, columns=["item_id", "lowest", "highest", "n"])
    return frame.assign(unit="all", status="shown")


NO_LEVELS = levels().assign(status="")


def given(items, scale, shares_, levels_=NO_LEVELS):
    question = SurveyQuestion("q", "The question", ("Which?",), items, scale)
    survey = Survey("s", "The four themes", "Themes", "", "", 1, (question,), {}, {})
    return Given(survey, question, "all areas", shares_, levels_, demo=True)


def test_ticked_things_stand_with_the_highest_share_on_top():
    found = made(given(SKILLS, TICKED, shares(("mapping", 12, 50), ("listening", 45, 50), ("counting", 25, 50))))

    (exhibit,) = found.exhibits
    # 45, 25 and 12 of 50 are 90, 50 and 24 per cent.
    assert exhibit.table["Answer"].tolist() == ["Listening", "Counting", "Mapping"]
    assert exhibit.table["Share (%)"].tolist() == [90, 50, 24]
    assert found.finding == ("Listening: 90% of 50 people ticked it, the highest share. Mapping has the lowest, 24%.")
    assert found.n == (50, 50)


def test_what_is_hidden_is_said_and_never_drawn():
    found = made(given(SKILLS, TICKED, shares(("mapping", "hidden", 0), ("listening", 6, 8), ("counting", "few", 0))))

    (exhibit,) = found.exhibits
    assert exhibit.table["Answer"].tolist() == ["Listening"]
    assert "2 things that were asked about cannot be shown" in exhibit.basis
    assert "fewer than 5 people" in exhibit.basis


def test_of_too_few_people_there_is_a_reason_and_no_picture():
    found = made(given(SKILLS, TICKED, shares(("mapping", "few", 0), ("listening", "few", 0))))

    assert found.exhibits == []
    assert found.finding == "Nothing can be shown for all areas: fewer than 5 people."


@pytest.mark.parametrize(("population", "said"), [(111.0, "number of people who were asked"), (NAN, "(Wilson).")])
def test_the_basis_says_whether_the_interval_knows_how_many_were_asked(population, said):
    found = made(given(SKILLS, TICKED, shares(("mapping", 12, 50), population=population)))

    assert said in found.exhibits[0].basis


def test_items_in_groups_get_an_overview_and_an_exhibit_a_group():
    asked = shares(("trust", 30, 50), ("talk", 20, 40), ("pool", 5, 50))
    steps = levels(("trust", 1, 3, 20), ("trust", 4, 5, 30), ("talk", 1, 3, 20), ("talk", 4, 5, 20),
                   ("pool", 1, 3, 45), ("pool", 4, 5, 5))  # fmt: skip

    found = made(given(THEMES, AGREE, asked, steps))

    # Relations: 30 + 20 of 50 + 40 answers, 56 per cent; capacity: 5 of 50, 10 per cent.
    assert found.overview.table["Answer"].tolist() == ["Relations", "Capacity"]
    assert found.overview.table["Share (%)"].tolist() == [55.6, 10.0]
    assert found.finding == (
        "Relations: 56% of 90 answers are 'Agree' or 'Strongly agree', the highest share. Capacity has the lowest, 10%."
    )
    assert found.overview.headline == "The question: all areas, by theme"
    assert [one.headline for one in found.exhibits] == ["Relations", "Capacity"]
    assert found.exhibits[0].table["Answer"].tolist() == ["Trust", "Talk"]


def test_a_scale_without_groups_is_one_exhibit_with_a_column_for_each_step():
    asked = shares(("mapping", 30, 50))
    steps = levels(("mapping", 1, 2, 8), ("mapping", 3, 3, 12), ("mapping", 4, 4, 20), ("mapping", 5, 5, 10))

    found = made(given(SKILLS, AGREE, asked, steps))

    (exhibit,) = found.exhibits
    assert found.overview is None
    assert exhibit.table.iloc[0].tolist() == ["Mapping", "with the next", 8, 12, 20, 10, 50, 60.0]
    assert "counted together" in exhibit.basis


def test_with_five_to_nine_people_a_scale_shows_shares_instead_of_steps():
    found = made(given(SKILLS, AGREE, shares(("mapping", 4, 8), ("listening", 3, 8))))

    (exhibit,) = found.exhibits
    assert exhibit.table["Share (%)"].tolist() == [50.0, 37.5]
    assert found.n == (8, 8)


def test_a_question_asked_once_has_a_bar_for_each_answer():
    options = (Step(1, "Every week"), Step(2, "Every month"), Step(3, "Never"))
    steps = levels(("", 1, 1, 10), ("", 2, 3, 30))

    found = made(given((), options, shares(("", 30, 40)), steps))

    (exhibit,) = found.exhibits
    assert exhibit.table["Answer"].tolist() == ["Every week", "Every month or Never"]
    assert exhibit.table["Share (%)"].tolist() == [25, 75]
    assert found.finding == "'Every month or Never' is the answer of most people: 75% of 40."


def test_equal_shares_are_not_told_apart():
    found = made(given(SKILLS, TICKED, shares(("mapping", 25, 50), ("listening", 25, 50))))

    assert found.finding == "The shares do not differ: 50% of 50 people ticked it."


def test_things_that_share_the_highest_place_are_named_together():
    found = made(given(SKILLS, TICKED, shares(("mapping", 6, 8), ("listening", 6, 8), ("counting", 2, 8))))

    assert found.finding == (
        "Mapping and Listening: 75% of 8 people ticked it, the highest share. Counting has the lowest, 25%."
    )
