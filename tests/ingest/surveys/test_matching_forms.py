"""Our questions out of a form's columns, in the three shapes that forms have, and what is left unmatched."""

from __future__ import annotations

import pytest

from csp_analytics.ingest.surveys.matching import match, match_form
from csp_analytics.surveys import load
from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping
from tests.builders.questionnaires import Made

IN_PLACE = "Which of these skills do you have in place for your community safety work?"
IMPORTANCE = "How important is each of these skills to your work?"
CONFIDENCE = "How confident are you in using each of these skills?"
SKILLS = ("Facilitation", "Mediation", "Data analysis")
IDS = ("facilitation", "mediation", "data-analysis")
IMPORTANT = ["Essential", "Very important", "Not important", None, "Moderately important", "Essential"]
CONFIDENT = ["Fairly confident", "Not confident", None, "Very confident", "Completely confident", "Not confident"]
NUMBERS = [1, 2, 3, 4, 5, None]
SAME_FOR_ALL = {"area": "Area", "role": "What is your role?"}


def skills():
    return load.survey("skills")


def rows(answers, names=SKILLS, ending=""):
    return {f"{one}{ending}": answers for one in names}


def found(matching):
    """Target -> (how, score) of what is proposed, blocks left out."""
    return {one.target: (one.how, one.score) for one in matching.proposals if "/" in one.target or not one.block}


def targets(question, ids=IDS):
    return {f"{question}/{item}" for item in ids}


def test_one_question_whose_options_are_the_items():
    q = Made().multiple(IN_PLACE, rows(["x", None, "x", "x", None, "x"])).done()
    matching = match(q, skills())
    assert found(matching) == {"in-place": ("exact", 100.0)}
    assert [(one.written, one.meaning) for one in matching.options["in-place"].matches] == list(
        zip(SKILLS, IDS, strict=True)
    )
    assert set(matching.items_not_asked["in-place"]) == set(skills().by_id["in-place"].by_id) - set(IDS)
    assert matching.not_asked == ("area", "role", "sector", "importance", "confidence", "training-wanted")


def test_a_matrix_whose_rows_are_the_items():
    q = Made().matrix(IMPORTANCE, rows(IMPORTANT)).matrix(CONFIDENCE, rows(CONFIDENT)).done()
    matching = match(q, skills())
    assert set(found(matching)) - {"importance", "confidence"} == targets("importance") | targets("confidence")
    assert {how for how, _ in found(matching).values()} == {"exact"}


@pytest.mark.parametrize(
    "heading",
    ["Importance of {}", "Importance: {}", "{} - importance", "How important is {} to your role?", "Importance {}"],
)
def test_one_column_for_each_item_with_the_question_in_its_heading(heading):
    made = Made()
    for one in SKILLS:
        made.number(heading.format(one.lower()), NUMBERS)
    assert found(match(made.done(), skills())) == dict.fromkeys(targets("importance"), ("exact", 100.0))


def test_importance_and_confidence_that_alternate_are_kept_apart():
    made = Made()
    for one in SKILLS:
        made.number(f"Importance of {one}", NUMBERS).number(f"Confidence in {one}", NUMBERS)
    matching = match(made.done(), skills())
    assert set(found(matching)) == targets("importance") | targets("confidence")
    assert {one.target: one.columns for one in matching.proposals}["confidence/mediation"] == (3,)


def test_statements_without_their_question_are_told_apart_by_the_wordings_of_their_answers():
    made = Made()
    for one in SKILLS:
        made.single(one, IMPORTANT)
    for one in SKILLS:
        made.single(f"{one}2", CONFIDENT)
    matching = match(made.done(), skills())
    assert found(matching) == dict.fromkeys(targets("importance") | targets("confidence"), ("exact", 100.0))
    assert {one.target: one.heading for one in matching.proposals}["confidence/facilitation"] == "Facilitation2"


def test_statements_without_their_question_are_not_taken_when_an_answer_is_on_no_scale_of_ours():
    made = Made()
    for one in SKILLS:
        made.single(one, [*IMPORTANT, *["Essential, but not here"] * 5])
    matching = match(made.done(), skills())
    assert matching.proposals == ()
    assert matching.unmatched[0].candidates == (("importance/facilitation", 50.0),)


def test_numbers_without_a_question_are_told_apart_by_order_only_as_a_proposal():
    made = Made()
    for ending in ("", "2"):
        for one in SKILLS:
            made.number(f"{one}{ending}", NUMBERS)
    matching = match(made.done(), skills())
    assert {how for how, _ in found(matching).values()} == {"similar"}
    assert [one.target for one in matching.proposals][::3] == ["importance/facilitation", "confidence/facilitation"]
    assert matching.accepted() == matching.accepted(similar=True) == ()


def test_one_block_of_numbers_without_a_question_is_left_unmatched_with_both_questions_told():
    made = Made()
    for one in SKILLS:
        made.number(one, NUMBERS)
    matching = match(made.done(), skills())
    assert matching.proposals == ()
    assert next(dict(one.candidates).keys() for one in matching.unmatched) == {
        "importance/facilitation",
        "confidence/facilitation",
    }


def test_a_block_on_another_scale_is_not_ours_though_its_rows_are():
    q = Made().matrix(
        "How often do you use each of these?", rows(["Daily", "Weekly", "Never", "Daily", None, "Weekly"])
    )
    matching = match(q.done(), skills())
    assert matching.proposals == ()
    assert next(one.heading for one in matching.unmatched) == "How often do you use each of these?"


def test_a_heading_with_a_word_of_the_question_over_its_scale_is_a_proposal():
    q = Made().matrix("How important will these be to your area?", rows(IMPORTANT)).done()
    matching = match(q, skills())
    assert {how for how, _ in found(matching).values()} == {"similar"}
    assert not matching.is_in_form()
    assert not matching.is_in_form(similar=True)


def test_a_question_about_the_same_items_that_is_not_ours_is_never_proposed():
    q = Made().multiple("Which skills do you want training in?", rows(["x", None, "x", "x", None, "x"])).done()
    matching = match(q, skills())
    assert matching.proposals == ()
    assert matching.unmatched[0].candidates == (("in-place", 50.0),)


def test_near_twins_are_not_mixed():
    names = ("Strategic partnership working", "Frontline partnership working", "Performance management")
    q = Made().matrix(IMPORTANCE, rows(IMPORTANT, (*names, "Project planning", "Partnership working"))).done()
    matching = match(q, skills())
    by_row = {one.heading.partition("[")[2][:-1]: one.target for one in matching.proposals if "[" in one.heading}
    assert by_row == {
        "Strategic partnership working": "importance/strategic-partnership-working",
        "Frontline partnership working": "importance/frontline-partnership-working",
        "Performance management": "importance/performance-evaluation",
        "Project planning": "importance/project-delivery",
    }
    (left,) = matching.unmatched
    assert {target for target, _ in left.candidates} == set(list(by_row.values())[:2])


def test_a_row_with_a_slip_is_a_proposal_and_the_others_stay_exact():
    q = Made().matrix(IMPORTANCE, rows(IMPORTANT, ("Facilitaton", "Mediation"))).done()
    told = found(match(q, skills()))
    assert told["importance/mediation"] == ("exact", 100.0)
    how, score = told["importance/facilitation"]
    assert (how, 90 <= score < 100) == ("similar", True)
    assert "importance/facilitation" in {one.target for one in match(q, skills()).accepted(similar=True)}


def test_two_columns_for_one_target_are_both_left_out_and_told():
    q = Made().single("Area", ["Fife"] * 6).single("Council area", ["Moray"] * 6).done()
    matching = match(q, skills())
    assert matching.proposals == ()
    assert {one.note for one in matching.unmatched} == {
        "area is claimed by 'Council area' too",
        "area is claimed by 'Area' too",
    }


def test_who_answers_is_found_by_the_heading_or_by_the_answers():
    made = Made().single("Where are you based these days?", ["Fife", "Moray", "Angus", "Fife", "Moray", "Falkirk"])
    made.single("Role", ["Lead officer"] * 6).text("What training or learning would help you most?", ["a b c"] * 6)
    told = found(match(made.done(), skills()))
    assert told == {"area": ("similar", 78.0), "role": ("exact", 100.0), "training-wanted": ("exact", 100.0)}


def test_a_title_in_front_of_the_question_does_no_harm_unless_it_changes_it():
    partners = load.survey("partners")
    options = {"NHS": ["x"] * 6, "Police Scotland": [None, "x"] * 3}
    plain = Made().multiple("Partners - Which partners do you work with now?", options).done()
    assert found(match(plain, partners)) == {"now": ("exact", 100.0)}
    changed = Made().multiple("Ten years ago - Which partners do you work with now?", options).done()
    assert "exact" not in {how for how, _ in found(match(changed, partners)).values()}


def test_a_mapping_goes_before_everything_and_says_so():
    q = Made().single("Area", ["Fife"] * 6).single("Base", ["Moray"] * 6).done()
    said = Mapping("skills", {"area": LEAVE_OUT, "base": "area"})
    matching = match(q, skills(), said)
    assert [(one.heading, one.target, one.how) for one in matching.proposals] == [("Base", "area", "mapping")]
    assert matching.unmatched[0].note == "left out by choice"


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("importanse", "no such question"),
        ("importance/juggling", "no such item"),
        ("importance", "an item has to be named"),
    ],
)
def test_a_mapping_onto_what_is_not_there_is_a_problem_and_nothing_is_guessed_instead(target, why):
    q = Made().single("Something", ["Essential"] * 6).done()
    matching = match(q, skills(), Mapping("skills", {"something": target}))
    assert matching.proposals == ()
    assert why in matching.problems[0]


def test_choices_build_on_each_other_and_the_mapping_of_the_result_gives_it_again():
    made = (
        Made().matrix("How important will these be?", rows(IMPORTANT * 2)).single("Post", ["Boss", "Lead officer"] * 6)
    )
    first = match(made.done(), skills())
    second = first.with_choices({"how important will these be": "importance", "post": "role"})
    third = second.with_choices(options={"role": {"Boss": "strategic"}})
    assert {how for how, _ in found(third).values()} == {"mapping", "exact"}
    again = match(made.done(), skills(), Mapping.of_json(third.mapping().as_json()))
    assert {one.target for one in again.accepted()} == {one.target for one in third.accepted()}
    assert again.options["role"].items == {"strategic", "lead"}


def test_every_column_has_a_key_of_its_own_also_when_headings_come_again():
    q = Made().single("Comments", ["a"] * 6).single("Comments", ["b"] * 6).single("Comments 2", ["c"] * 6).done()
    keys = [one.key for one in match(q, skills()).form.sources]
    assert keys == ["comments", "comments 2", "comments 2 2"]


def test_the_form_holds_no_answer_that_few_people_gave_in_words_of_their_own():
    answers = ["Boss"] * 5 + ["Zebedee's deputy", "Lead officer", None]
    q = Made().single("Role", answers).text("Comments", [f"Secret {n}" for n in range(8)]).done()
    matching = match(q, skills())
    assert [one.written for one in matching.options["role"].matches] == ["Boss", "Lead officer"]
    assert matching.options["role"].hidden == 1
    assert "Zebedee" not in repr(matching)
    assert "Secret" not in repr(matching)
    assert matching.options["role"].counts == {"Boss": 5, "Lead officer": None}


def test_matching_again_from_the_form_gives_the_same():
    q = Made().matrix(IMPORTANCE, rows(IMPORTANT)).single("Area", ["Fife"] * 6).done()
    first = match(q, skills())
    assert match_form(first.form, skills(), first.said) == first
