"""Submitting and taking back: one transaction, nobody replaces what they have not seen, nothing is lost."""

from __future__ import annotations

import threading

import pytest

from csp_analytics.store import reading, submitting, writing
from csp_analytics.store.submitting import SubmissionRefused, standing, submit, undo
from csp_analytics.store.writing import load
from tests.store.loadable import FIFE, FRAMEWORK, MORAY, assessment, counts, figures, plan, refused


def level_of(store, area: str = FIFE, round_: str = "2025") -> float:
    """The one level at which every criterion of an area stands; 0 when there is none."""
    found = reading.ratings(store, FRAMEWORK, rounds=(round_,), area_code=area)["level"].unique()
    assert len(found) <= 1
    return float(found[0]) if len(found) else 0.0


def submitted(store, *readings, by: str = "an officer"):
    return submit(store, readings, seen=standing(store, readings), by=by)


def test_assessment_and_plan_go_in_together_and_are_logged(store):
    made = submitted(store, assessment(FIFE, level=2), plan(FIFE, ["Theft"], round_="2025"))
    assert [one.status for one in made.outcomes] == ["loaded", "loaded"]
    assert (level_of(store), reading.actions(store, FIFE)["issue"].tolist()) == (2.0, ["Theft"])
    row = reading.submissions(store).iloc[0]
    assert (row["submission_id"], row["area_code"], row["submitted_by"]) == (made.number, FIFE, "an officer")
    assert row["what"] == "Safer Communities 2025; action plan 2025"
    assert (reading.imports(store)["submission_id"] == made.number).all()


def test_what_is_there_is_replaced_and_comes_back_when_it_is_undone(store):
    load(store, assessment(FIFE, MORAY, level=3))
    load(store, plan(FIFE, ["Old"], round_="2025"))
    made = submitted(store, assessment(FIFE, level=4, file="mine.xlsx"), plan(FIFE, ["New"], round_="2025", file="p"))
    assert (level_of(store), level_of(store, MORAY)) == (4.0, 3.0)
    undo(store, made.number, by="a colleague")
    assert (level_of(store), level_of(store, MORAY)) == (3.0, 3.0)
    assert reading.actions(store, FIFE)["issue"].tolist() == ["Old"]
    row = reading.submissions(store, FIFE).iloc[0]
    assert (row["undone_by"], reading.imports(store).iloc[0]["outcome"]) == ("a colleague", "undone")


def test_a_first_submission_leaves_nothing_behind_when_it_is_undone(store):
    made = submitted(store, assessment(FIFE, level=4))
    undo(store, made.number)
    assert reading.assessments(store).empty


def test_the_same_again_after_it_was_undone(store):
    mine = assessment(FIFE, level=4)
    undo(store, submitted(store, mine).number)
    assert submitted(store, mine).number == 2
    assert level_of(store) == 4.0


def test_the_same_file_twice_writes_nothing_the_second_time(store):
    submitted(store, assessment(FIFE, level=4))
    before = counts(store)
    again = submitted(store, assessment(FIFE, level=4))
    assert (again.number, [one.status for one in again.outcomes]) == (0, ["unchanged"])
    assert counts(store) == before


def test_who_looked_before_somebody_else_submitted_is_told_and_nothing_is_replaced(store):
    mine = [assessment(FIFE, level=4, file="mine.xlsx")]
    seen = standing(store, mine)
    submitted(store, assessment(FIFE, level=1, file="theirs.xlsx"))
    with pytest.raises(SubmissionRefused, match="Somebody else has submitted for this area"):
        submit(store, mine, seen=seen)
    assert level_of(store) == 1.0


def test_two_at_once_one_of_them_is_told(store):
    both = [[assessment(FIFE, level=level, file=f"{level}.xlsx")] for level in (2, 4)]
    seen = [standing(store, one) for one in both]
    told: list[str] = []

    def press(readings, looked):
        try:
            submit(store, readings, seen=looked)
        except SubmissionRefused as refusal:
            told.append(str(refusal))

    threads = [threading.Thread(target=press, args=pair) for pair in zip(both, seen, strict=True)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(told) == 1
    assert len(reading.submissions(store)) == 1
    assert store.value("select count(*) from assessment where status = 'current'") == 1


def test_undo_in_order_the_newest_first(store):
    first = submitted(store, assessment(FIFE, level=1, file="1"))
    second = submitted(store, assessment(FIFE, level=2, file="2"))
    with pytest.raises(SubmissionRefused, match="Something newer"):
        undo(store, first.number)
    undo(store, second.number)
    assert level_of(store) == 1.0
    undo(store, first.number)
    assert level_of(store) == 0.0
    with pytest.raises(SubmissionRefused, match="already"):
        undo(store, first.number)
    with pytest.raises(SubmissionRefused, match="no submission 9"):
        undo(store, 9)


def test_a_failure_in_the_middle_leaves_everything_as_it_was(store, monkeypatch):
    load(store, assessment(FIFE, level=3))
    before = counts(store)

    def fails(*args):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(writing, "_write_plans", fails)
    with pytest.raises(RuntimeError):
        submitted(store, assessment(FIFE, level=4, file="mine.xlsx"), plan(FIFE, ["Theft"]))
    assert (counts(store), level_of(store), len(reading.submissions(store))) == (before, 3.0, 0)


def test_answers_that_were_left_out_are_counted(store):
    mine = assessment(FIFE, level=4)
    submitted(store, type(mine)(**{**vars(mine), "left_out": 2}))
    assert reading.assessments(store)["left_out"].tolist() == [2]
    assert "2 answers left out" in reading.submissions(store).iloc[0]["what"]


def test_demonstration_data_comes_back_when_a_submission_is_undone(store):
    load(store, assessment(FIFE, level=3), demo=True)
    made = submitted(store, assessment(FIFE, level=4, file="mine.xlsx"))
    undo(store, made.number)
    assert reading.assessments(store)["demo"].tolist() == [True]


@pytest.mark.parametrize(
    ("readings", "words"),
    [
        ([], "nothing to submit"),
        ([refused()], "problems to put right"),
        ([figures({(FIFE, "2023"): 5.0})], "no assessment"),
        ([assessment(FIFE, MORAY)], "2 areas"),
    ],
)
def test_what_is_not_one_areas_work_is_refused(store, readings, words):
    with pytest.raises(SubmissionRefused, match=words):
        submit(store, readings, seen=standing(store, []) if not readings else ())


def test_only_one_area_of_a_return(store):
    one = submitting.only_of(assessment(FIFE, MORAY, level=2), MORAY)
    submitted(store, one)
    assert reading.assessments(store)["area_code"].tolist() == [MORAY]
