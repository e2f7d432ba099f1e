"""Survey quality: it opens with who answered, follows its choices, and says what to do when there is no survey."""

from __future__ import annotations

import pytest

from tests.pages.seen import opened
from tests.pages.survey_form import skills_form
from tests.pages.test_load_survey_page import FILE, brought, press


@pytest.fixture(scope="module")
def with_2031(demo_copy):
    """A skills survey of 2031 with 40 people, loaded on the page, beside what the demonstration has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSP_DATABASE", str(demo_copy.path))
        patch.setenv("CSP_DEMO", "off")
        press(brought((FILE, skills_form(40, year=2031))), "Load")
    return demo_copy


@pytest.fixture
def loaded(with_2031, monkeypatch):
    """The same for a test that only looks."""
    monkeypatch.setenv("CSP_DATABASE", str(with_2031.path))
    return with_2031


def test_it_opens_with_who_answered(loaded):
    page = opened("survey-quality", **{"survey": "skills", "survey-round": "2031"})

    assert page.alerts == []
    assert page.finding == "40 people from 3 of 32 areas answered the skills survey of 2031."
    assert page.cards["People who answered"] == "40"
    assert page.address["survey-round"] == "2031"
    assert not {"nan", "None", "<NA>"} & set(page.text.replace(".", " ").split())


def test_too_few_people_are_not_even_counted(own):
    press(brought((FILE, skills_form(3, year=2031))), "Load")
    page = opened("survey-quality", **{"survey": "skills", "survey-round": "2031"})

    assert page.alerts == []
    assert page.finding == "Too few people answered the skills survey of 2031 for their number to be shown."
    assert page.cards["People who answered"] == "–"


def test_it_lists_the_file_and_what_was_not_kept(loaded):
    page = opened("survey-quality", **{"survey": "skills", "survey-round": "2031"})

    assert page.table("Files")[1][:2] == [FILE, "counts"]
    headings = [row[0] for row in page.table("Columns not kept")[1:]]
    assert {"Email", "Name"} <= set(headings)
    assert "ailsa" not in page.text.casefold()


def test_the_kinds_of_area_follow_the_choice(loaded):
    page = opened("survey-quality", **{"survey": "skills", "survey-round": "2031", "kinds": "police-division"})

    assert page.choices["Kinds of area"] == "police-division"
    assert page.alerts == []


def test_every_survey_and_round_with_data_can_be_looked_at(demonstration):
    held = demonstration.frame("select distinct definition, round from survey")
    assert len(held) >= 5
    for definition, round_ in held.itertuples(index=False):
        page = opened("survey-quality", **{"survey": definition, "survey-round": round_})
        assert page.alerts == []
        assert page.address["survey-round"] == round_
        assert not {"nan", "None", "<NA>"} & set(page.text.replace(".", " ").split())


def test_without_a_survey_it_leads_to_the_page_that_loads_one(own):
    with own.transaction() as cursor:
        cursor.execute("delete from survey")
    page = opened("survey-quality")

    assert page.finding == "No survey has been loaded yet, so there is nothing to say about one."
    assert page.alerts == []
    assert [one.proto.label for one in page.app.get("page_link")] == ["Load a survey"]
