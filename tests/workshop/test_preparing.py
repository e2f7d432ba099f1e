"""What a room asks, from the definitions: which questions, in whose words, with which answers, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.areas.outside import outside_area
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks, principles
from csp_analytics.surveys.load import survey, surveys
from csp_analytics.workshop.prepare.preparing import (
    MOST_MINUTES,
    MOST_ROLE_LETTERS,
    MOST_ROLES,
    Ways,
    asked_of_one,
    asks,
    checklist,
    consensus,
    plain,
    roles_of,
    skills,
)
from csp_analytics.workshop.session import about as abouts
from csp_analytics.workshop.session.about import CHECKLIST, CONSENSUS, SKILLS
from csp_analytics.workshop.session.room import Room
from csp_analytics.workshop.session.standing import Refused

ORKNEY, FIFE = "S12000023", "S12000047"
EVERY = list(frameworks().values())
AREA = register().areas[FIFE]


def rows_of(framework, tier):
    """Ids of what is rated in areas of a tier, by a way of its own."""
    return [row.criterion_id for row in framework.rows if row.rated and row.applies_to in ("", tier)]


@pytest.mark.parametrize("framework", EVERY, ids=lambda one: one.framework_id)
@pytest.mark.parametrize("code", [FIFE, ORKNEY])
def test_a_checklist_asks_everything_that_applies_in_the_words_of_the_framework(framework, code):
    area = register().areas[code]
    made = checklist(framework, area, "2027")

    assert [one.question_id for one in made.questions] == rows_of(framework, area.tier)
    for question in made.questions:
        row = framework.by_id[question.question_id]
        assert (question.title, question.text) == (row.short, row.text)
        assert question.heading.startswith(principles()[row.principle_id].short_name)
    assert (made.kind, made.framework_id, made.area_code, made.round) == (
        CHECKLIST,
        framework.framework_id,
        code,
        "2027",
    )
    assert made.title == f"{area.name}: checklist, {framework.short_title} 2027"
    assert made.self_paced
    assert Room(made).stage == "rating"


@pytest.mark.parametrize("framework", EVERY, ids=lambda one: one.framework_id)
def test_the_answers_are_the_levels_with_their_meanings_and_two_beside_the_scale(framework):
    made = checklist(framework, AREA, "2027")

    assert [(one.answer, one.label, one.meaning) for one in made.scale] == [
        (str(level.value), level.label, level.meaning) for level in framework.levels
    ]
    assert all(one.meaning for one in made.options)
    assert made.answers[-2:] == ("na", "dk")
    assert [made.labels[key] for key in ("na", "dk")] == ["Not applicable", "Don't know"]


def test_a_yes_or_no_checklist_has_no_and_yes():
    (framework,) = [one for one in EVERY if one.is_checklist]
    assert checklist(framework, AREA, "2027").labels == {
        "0": "No", "1": "Yes", "na": "Not applicable", "dk": "Don't know"
    }  # fmt: skip


def test_rows_for_counties_with_districts_are_asked_where_the_tier_is_not_known_and_nowhere_in_a_single_tier():
    """Of the yes-or-no checklist some rows are for two-tier areas alone; an area outside may be one."""
    (framework,) = [one for one in EVERY if any(row.rated and row.applies_to for row in one.rows)]
    only = [row.criterion_id for row in framework.rows if row.rated and row.applies_to == "two-tier"]
    every = checklist(framework, outside_area("Northshire"), "2027")

    assert [one.question_id for one in every.questions] == [row.criterion_id for row in framework.rows if row.rated]
    assert not set(only) & {one.question_id for one in checklist(framework, AREA, "2027").questions}
    kept = consensus(framework, AREA, "2027", dict.fromkeys([*only, rows_of(framework, "single")[3]], 10))
    assert [one.question_id for one in kept.questions] == [rows_of(framework, "single")[3]]
    with pytest.raises(Refused, match=r"The agenda is empty\. Tick at least one question\."):
        consensus(framework, AREA, "2027", dict.fromkeys(only, 10))


@pytest.mark.parametrize("framework", EVERY, ids=lambda one: one.framework_id)
def test_a_session_takes_the_agenda_in_its_order_with_its_minutes(framework):
    ids = rows_of(framework, "single")[5:1:-1]
    agenda = dict(zip(ids, (10, 15, 0, MOST_MINUTES), strict=True))
    ways = Ways(60, 5, ("Police", "Council"), "family-people", True, True)
    made = consensus(framework, AREA, " 2027 ", agenda, ways)

    assert {one.question_id: one.minutes for one in made.questions} == agenda
    assert [one.question_id for one in made.questions] == ids
    assert (made.kind, made.seconds, made.dots, made.roles) == (CONSENSUS, 60, 5, ("Police", "Council"))
    assert (made.grouping_id, made.dry_run, made.demo, made.round) == ("family-people", True, True, "2027")
    assert made.title == f"Fife: consensus session, {framework.short_title} 2027"
    assert abouts.from_dict(made.as_dict()) == made


@pytest.mark.parametrize(
    ("agenda", "round_", "ways", "said"),
    [
        ({"<script>": 10}, "2027", Ways(), "has no .* '<script>'"),
        ({0: "10"}, "2027", Ways(), "0 to 240 whole minutes"),
        ({0: 2.5}, "2027", Ways(), "0 to 240 whole minutes"),
        ({0: True}, "2027", Ways(), "0 to 240 whole minutes"),
        ({0: -1}, "2027", Ways(), "0 to 240 whole minutes"),
        ({0: 241}, "2027", Ways(), "0 to 240 whole minutes"),
        ({}, "2027", Ways(), "The agenda is empty"),
        ({0: 10}, " \t", Ways(), "Say which round"),
        ({0: 10}, "x" * 31, Ways(), "Say which round"),
        ({0: 10}, "2027", Ways(seconds=45), "The timer is none, 30, 60 or 90 seconds"),
        ({0: 10}, "2027", Ways(seconds="HACKED"), "The timer is none, 30, 60 or 90 seconds"),
        ({0: 10}, "2027", Ways(dots=4), "3 or 5 dots"),
        ({0: 10}, "2027", Ways(roles=tuple("abcdefghijklm")), "There are 13 roles; 12 are the most"),
        ({0: 10}, "2027", Ways(roles=("x" * 41,)), "40 letters fit"),
    ],
)
def test_what_a_browser_made_up_is_refused_with_a_sentence(agenda, round_, ways, said):
    framework = EVERY[0]
    first = framework.criteria[0].criterion_id
    agenda = {first if key == 0 else key: minutes for key, minutes in agenda.items()}

    with pytest.raises(Refused, match=said):
        consensus(framework, AREA, round_, agenda, ways)


@pytest.mark.parametrize("definition", list(surveys().values()), ids=lambda one: one.survey_id)
def test_every_question_about_several_things_makes_a_snapshot_and_no_other_does(definition):
    able = [one.question_id for one in definition.questions if one.items and one.kind != "text"]
    assert list(asks(definition)) == able
    for question_id in able:
        made = skills(definition, question_id, AREA, "2027")
        question = definition.by_id[question_id]
        assert {one.question_id: one.title for one in made.questions} == {
            one.item_id: one.title for one in question.items
        }
        assert [(one.answer, one.label) for one in made.scale] == [
            (str(one.value), one.label) for one in question.scale
        ]
        assert {one.text for one in made.questions} <= set(question.asked)
        assert (made.kind, made.survey_id, made.asks, made.framework_id) == (
            SKILLS,
            definition.survey_id,
            question_id,
            "",
        )
        assert abouts.from_dict(made.as_dict()) == made
    for other in [one.question_id for one in definition.questions if one.question_id not in able] + ["HACKED"]:
        with pytest.raises(Refused, match="that a room can answer"):
            skills(definition, other, AREA, "2027")


def test_a_snapshot_asks_about_one_skill_at_a_time_and_may_belong_to_no_area():
    asked = survey("skills").by_id["confidence"]
    assert asked.asked[0] == "How confident are you in using each of these skills?"
    assert asked_of_one(asked) == "How confident do you feel in this skill?"
    made = skills(survey("skills"), "confidence", None, "2027", Ways(seconds=90))
    assert (made.area_code, made.area_name, made.title) == ("", "", "Skills snapshot, confidence 2027")
    assert made.seconds == 0  # everybody goes at their own pace


@given(st.lists(st.text(max_size=MOST_ROLE_LETTERS), max_size=MOST_ROLES))
def test_roles_are_one_line_of_plain_text_each_once_and_in_order(written):
    roles = roles_of(written)
    assert list(roles) == list(dict.fromkeys(said for one in written if (said := plain(one))))
    assert all(role == " ".join(role.split()) and role.isprintable() for role in roles)
