"""Rows without their question: what belongs to one block though some rows are worded in the form's own way."""

from __future__ import annotations

from csp_analytics.ingest.surveys.matching import match
from csp_analytics.surveys import load
from tests.builders.questionnaires import Made

IMPORTANT = ["Essential", "Very important", "Not important", "Slightly important", "Moderately important"]
CONFIDENT = ["Completely confident", "Very confident", "Not confident", "Slightly confident", "Moderately confident"]
ROWS = ("Facilitation", "Getting people round a table", "Data analysis", "Mediaton")


def made(*blocks):
    form = Made()
    for answers, ending in blocks:
        for row in ROWS:
            form.matrix("", {f"{row}{ending}": answers})
    return form.done()


def found(q):
    return {one.target: one.how for one in match(q, load.survey("skills")).proposals if "/" in one.target}


def test_a_row_in_words_of_its_own_does_not_break_the_block():
    matching = match(made((IMPORTANT, "")), load.survey("skills"))
    assert {one.target: one.how for one in matching.proposals} == {
        "importance/facilitation": "exact",
        "importance/data-analysis": "exact",
        "importance/mediation": "similar",
    }
    assert [one.heading for one in matching.unmatched] == [ROWS[1]]


def test_the_second_block_begins_where_the_headings_come_again_or_the_scale_changes():
    # Microsoft Forms writes a 2 behind a heading that was there before, also behind one that is not ours.
    told = found(made((IMPORTANT, ""), (CONFIDENT, "2")))
    assert set(told) == {
        f"{question}/{item}"
        for question in ("importance", "confidence")
        for item in ("facilitation", "data-analysis", "mediation")
    }


def test_items_on_two_scales_beside_each_other_are_two_blocks_though_no_item_comes_again():
    form = Made()
    form.matrix("", {"Facilitation": IMPORTANT}).matrix("", {"Mediation": IMPORTANT})
    form.matrix("", {"Data analysis": CONFIDENT}).matrix("", {"Negotiation": CONFIDENT})
    assert set(found(form.done())) == {
        "importance/facilitation",
        "importance/mediation",
        "confidence/data-analysis",
        "confidence/negotiation",
    }


def test_a_row_on_another_scale_is_no_row_of_the_block():
    form = Made()
    form.matrix("", {"Facilitation": IMPORTANT}).matrix("", {"The venue": ["Good", "Bad", "Good", "Bad", "Good"]})
    form.matrix("", {"Mediation": IMPORTANT})
    matching = match(form.done(), load.survey("skills"))
    assert {one.target for one in matching.proposals} == {"importance/facilitation", "importance/mediation"}


def test_what_qualtrics_writes_behind_a_question_does_not_make_it_another_one():
    asked = "Which of these skills do you have in place for your community safety work?"
    q = Made().multiple(f"{asked} - Selected Choice", {"Facilitation": ["x"], "Mediation": [None]}).done()
    (one,) = match(q, load.survey("skills")).proposals
    assert (one.target, one.how) == ("in-place", "exact")
