"""What counts as an answer and as a respondent, which round and area, and when a survey is refused."""

from __future__ import annotations

import json

import pytest

from csp_analytics.ingest.surveys.import_survey import chosen_mappings, survey_reading
from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping
from tests.builders.questionnaires import Made

IN_PLACE = "Which of these skills do you have in place for your community safety work?"
NOW = "Which partners do you work with now?"


def load(q, *mappings, **more):
    return survey_reading(q, mappings or chosen_mappings(q, ()), **more)


def values(reading, question, item):
    """Respondent -> value."""
    rows = reading.tables["answer"]
    rows = rows[(rows["question_id"] == question) & (rows["item_id"] == item)]
    return dict(zip(rows["respondent_id"], rows["value"], strict=True))


def codes(reading):
    return [problem.code for problem in reading.problems]


def test_an_item_that_is_not_ticked_is_0_for_whoever_answered_and_nothing_for_whoever_did_not():
    made = Made().multiple(IN_PLACE, {"Facilitation": ["x", None, None], "Mediation": [None, "x", None]})
    made.matrix("Importance", {"Facilitation": [None, None, "Essential"]})
    reading = load(made.done())
    assert values(reading, "in-place", "facilitation") == {1: 1.0, 2: 0.0}
    assert values(reading, "in-place", "mediation") == {1: 0.0, 2: 1.0}
    assert values(reading, "importance", "facilitation") == {3: 5.0}
    assert set(reading.tables["answer"]["item_id"]) == {"facilitation", "mediation"}  # the others were not offered


def test_columns_that_were_only_ever_ticked_leave_blanks_for_not_ticked():
    made = Made().single("Skills in place: Facilitation", ["x", None, None, "x"])
    made.single("Skills in place: Mediation", [None, "x", None, "x"])
    reading = load(made.done())
    assert values(reading, "in-place", "facilitation") == {1: 1.0, 2: 0.0, 3: 1.0}  # the third person ticked nothing


def test_respondents_without_an_answer_of_ours_do_not_count_and_are_told():
    made = (
        Made().single("Area", ["Fife", "Moray", "Angus"]).matrix("Importance", {"Mediation": ["Essential", None, "5"]})
    )
    reading = load(made.done(set_aside={"test": 2}))
    (survey,) = reading.tables["survey"].to_dict("records")
    assert (survey["n_rows"], survey["n_respondents"]) == (5, 2)
    assert json.loads(survey["set_aside"]) == {"test": 2, "no answer to our questions": 1}
    assert reading.tables["respondent"]["area_code"].tolist() == ["S12000047", "S12000041"]
    assert "no-answers" in codes(reading)


def test_one_file_with_two_surveys_numbers_the_respondents_of_each():
    made = Made().multiple(IN_PLACE, {"Facilitation": ["x", None, "x"], "Mediation": [None, None, "x"]})
    made.multiple(NOW, {"NHS": [None, "x", "x"], "Police Scotland": [None, None, "x"]})
    reading = load(made.done())
    survey = reading.tables["survey"].set_index("definition")["n_respondents"].to_dict()
    assert survey == {"skills": 2, "partners": 2}
    rows = reading.tables["respondent"].groupby("definition")["respondent_id"].apply(list).to_dict()
    assert rows == {"skills": [1, 2], "partners": [1, 2]}
    assert values(reading, "now", "nhs") == {1: 1.0, 2: 1.0}


def test_dont_know_is_no_answer_and_counted():
    q = Made().matrix("Importance", {"Mediation": ["Don't know", "Essential", "N/A", "Prefer not to say"]}).done()
    reading = load(q)
    assert values(reading, "importance", "mediation") == {1: 5.0}
    (told,) = [problem for problem in reading.problems if problem.code == "no-answer"]
    assert "3 answers" in told.found
    assert told.severity == "note"


def test_unknown_answers_are_left_out_counted_and_named_only_when_five_people_gave_them():
    answers = ["Boss of it all"] * 6 + ["Zebedee's deputy"] * 2 + ["Lead officer"]
    q = Made().single("Role", answers).matrix("Importance", {"Mediation": ["Essential"] * 9}).done()
    reading = load(q)
    (told,) = [problem for problem in reading.problems if problem.code == "unknown-answer"]
    assert "8 answers" in told.found
    assert "'Boss of it all' (6); 2 in words that fewer than five people used" in told.advice
    assert "Zebedee" not in "".join(problem.sentence for problem in reading.problems)
    assert reading.tables["respondent"]["role"].tolist() == [""] * 8 + ["lead"]


def test_unknown_areas_are_listed_with_the_probable_one_and_their_people_counted_without_area():
    q = Made().single("Area", ["Edinburg"] * 5 + ["Fife"]).matrix("Importance", {"Mediation": ["Essential"] * 6}).done()
    reading = load(q)
    (told,) = [problem for problem in reading.problems if problem.code == "unknown-answer"]
    assert "'Edinburg' (5), probably City of Edinburgh" in told.advice
    assert reading.tables["respondent"]["area_code"].tolist() == [""] * 5 + ["S12000047"]


def test_similar_columns_and_answers_are_left_out_and_told_until_they_are_confirmed():
    made = Made().matrix("Importance", {"Mediation": ["Essential"] * 3, "Facilitaton": ["Essential"] * 3})
    q = made.single("Role", ["Frontline practioner", "Frontline practioner", "Lead officer"]).done()
    reading = load(q)
    assert set(reading.tables["answer"]["item_id"]) == {"mediation"}
    assert reading.tables["respondent"]["role"].tolist() == ["", "", "lead"]
    assert {"similar-column", "similar-answer"} <= set(codes(reading))
    accepted = survey_reading(q, chosen_mappings(q, (), accept_similar=True))
    assert set(accepted.tables["answer"]["item_id"]) == {"mediation", "facilitation"}
    assert accepted.tables["respondent"]["role"].tolist() == ["practitioner", "practitioner", "lead"]


def test_no_likeness_below_the_mark_is_accepted_without_a_person():
    q = Made().matrix("How important will these be?", {"Mediation": ["Essential"] * 3}).done()
    assert chosen_mappings(q, (), accept_similar=True) == []
    reading = load(q, Mapping("skills", {"how important will these be": "importance"}))
    assert values(reading, "importance", "mediation") == {1: 5.0, 2: 5.0, 3: 5.0}


def test_what_a_mapping_leaves_out_is_left_out():
    made = Made().matrix("Importance", {"Mediation": ["Essential"] * 3}).matrix("Confidence", {"Mediation": ["5"] * 3})
    reading = load(made.done(), Mapping("skills", {"confidence": LEAVE_OUT}))
    assert set(reading.tables["answer"]["question_id"]) == {"importance"}


def test_a_mapping_that_means_nothing_refuses_the_file():
    q = Made().matrix("Importance", {"Mediation": ["Essential"] * 3}).done()
    reading = load(q, Mapping("skills", {"importance [mediation]": "importance/juggling"}))
    assert "mapping" in codes(reading)
    assert reading.tables == {}


@pytest.mark.parametrize(
    ("times", "round_", "expected"),
    [
        (["2025-05-01", "2025-12-30", None], "", "2025"),
        (["2025-05-01", "2026-01-02", None], "2025", "2025"),
        (["2025-05-01", "2026-01-02", None], "", None),
        ([None, None, None], "", None),
    ],
)
def test_the_round_is_as_said_or_the_one_year_of_the_answers(times, round_, expected):
    q = Made().matrix("Importance", {"Mediation": ["Essential"] * 3}).done(times=times)
    reading = load(q, round_=round_)
    assert (reading.tables["survey"]["round"].tolist() if reading.tables else None) == (
        [expected] if expected else None
    )
    assert ("no-round" in codes(reading)) == (expected is None)


def test_the_area_that_was_given_is_that_of_everybody_only_where_the_form_does_not_ask():
    asked = Made().single("Area", ["Fife", None, "Fife"]).matrix("Importance", {"Mediation": ["Essential"] * 3}).done()
    assert load(asked, area_code="S12000020").tables["respondent"]["area_code"].tolist() == [
        "S12000047",
        "",
        "S12000047",
    ]
    silent = Made().matrix("Importance", {"Mediation": ["Essential"] * 3}).done()
    reading = load(silent, area_code="S12000020")
    assert reading.tables["respondent"]["area_code"].tolist() == ["S12000020"] * 3
    assert reading.tables["survey"]["scope"].tolist() == ["S12000020"]


def test_people_without_an_area_make_it_a_survey_of_everywhere():
    q = Made().single("Area", ["Fife", None]).matrix("Importance", {"Mediation": ["Essential"] * 2}).done()
    assert load(q).tables["survey"]["scope"].tolist() == ["all"]


def test_an_address_in_a_heading_is_not_kept_with_the_headings_of_what_was_dropped():
    made = Made().matrix("Importance", {"Mediation": ["Essential"] * 3})
    q = made.text("Questions? Write to ailsa@example.org", [f"words {n}" for n in range(3)]).done()
    (dropped,) = json.loads(load(q).tables["survey"]["dropped"][0])
    assert dropped == ["a heading with e-mail addresses", "free text, not kept"]


def test_a_form_that_asks_nothing_of_ours_is_refused_with_what_it_is():
    q = Made().single("Favourite pet", ["Cat", "Dog", "Cat"]).multiple("Pets", {"Cat": ["x", None, "x"]}).done()
    reading = load(q)
    assert codes(reading) == ["not-ours"]
    assert reading.tables == {}
    sentence = reading.problems[0].sentence
    assert "of 3 people" in sentence
    assert "1 single, 1 multiple" in sentence
    assert "skills, partners, themes" in sentence
