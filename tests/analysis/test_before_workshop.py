"""What to look at and to ask before a workshop: each check by hand, with what just does and just does not call it."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.agencies import named
from csp_analytics.analysis.before_workshop import CANNOT_BE_TOLD, CODES, COLUMNS, checks
from csp_analytics.analysis.change import criterion_change

NAMES = {"leadership": "Leadership", "evidence": "Evidence"}
AGENCIES = {
    "Police Scotland": ("Police Scotland", "Police"),
    "Fire service": ("Fire service", "SFRS"),
    "NHS": ("NHS", "Health board"),
}


@pytest.fixture
def toy(made_up):
    return replace(made_up({"leadership": 6, "evidence": 4}), principle_ids=("leadership", "evidence"))


def answers(rated, leadership, evidence, wrote="", round_="2025"):
    """An assessment in shorthand; ``wrote``: a text for all criteria, or one by criterion."""
    rows = rated({"X": {"leadership": leadership, "evidence": evidence}}, round_)
    texts = wrote if isinstance(wrote, dict) else dict.fromkeys(rows["criterion_id"], wrote)
    return rows.assign(evidence=rows["criterion_id"].map(texts).fillna(""), action="")


def each(rows):
    """A text of its own for every criterion."""
    return {one: f"Minutes of the meeting on {one}, page {n}" for n, one in enumerate(rows["criterion_id"])}


def told(rows, toy, code, **given_):
    """What one check says: sentences and criteria."""
    found = checks(rows, toy, principle_names=NAMES, **given_)
    found = found[found["code"] == code]
    return list(found["sentence"]), list(found["criterion_ids"])


def shape(rows, toy, **given_):
    return list(checks(rows, toy, principle_names=NAMES, **given_)["code"])


class TestAnEmptyOrGoodFile:
    def test_a_varied_assessment_with_evidence_of_its_own_raises_nothing(self, rated, toy):
        rows = answers(rated, "1 2 3 4 2 3", "2 3 1 4")
        found = checks(rows.assign(evidence=rows["criterion_id"].map(each(rows))), toy, principle_names=NAMES)
        assert (len(found), list(found.columns)) == (0, COLUMNS)

    def test_where_nothing_is_rated_only_that_is_said(self, rated, toy):
        found = checks(answers(rated, ". . . ? ? ?", "- - - -"), toy, principle_names=NAMES, agencies=AGENCIES)
        assert list(found["code"]) == ["nothing-rated"]
        assert found["sentence"].iloc[0] == "No criterion is rated."


class TestAnswersAlike:
    def test_all_alike(self, rated, toy):
        sentences, ids = told(answers(rated, "3 3 3 3 3 3", "3 3 3 3"), toy, "answers-alike")
        assert sentences == ["All 10 rated criteria have the same answer, Level 3."]
        assert len(ids[0]) == 10

    def test_nine_of_ten_are_nearly_all(self, rated, toy):
        sentences, ids = told(answers(rated, "3 3 3 3 3 3", "3 3 3 1"), toy, "answers-alike")
        assert sentences == ["9 of 10 rated criteria have the same answer, Level 3."]
        assert "toy.evidence.04" not in ids[0]

    def test_eight_of_ten_or_of_nine_are_not(self, rated, toy):
        assert told(answers(rated, "3 3 3 3 3 3", "3 3 2 1"), toy, "answers-alike") == ([], [])
        assert told(answers(rated, "3 3 3 3 3 3", "3 3 1 ."), toy, "answers-alike") == ([], [])  # 8 of 9 are 89 %

    def test_four_alike_are_too_few_to_tell(self, rated, toy):
        assert told(answers(rated, "3 3 . . . .", "3 3 . ."), toy, "answers-alike") == ([], [])
        assert len(told(answers(rated, "3 3 3 . . .", "3 3 . ."), toy, "answers-alike")[0]) == 1


class TestUnknownAndMissing:
    def test_two_tenths_and_three_at_least(self, rated, toy):
        # 3 of 10 are 30 %, 2 of 10 are enough of a share but too few.
        sentences, ids = told(answers(rated, "? ? ? 1 2 3", "1 2 3 4"), toy, "many-unknown")
        assert sentences == ["3 of 10 criteria are answered don't know."]
        assert ids == [("toy.leadership.01", "toy.leadership.02", "toy.leadership.03")]
        assert told(answers(rated, "? ? 1 1 2 3", "1 2 3 4"), toy, "many-unknown") == ([], [])

    def test_three_of_sixteen_are_under_a_fifth(self, rated, made_up):
        wide = made_up({"leadership": 16})
        rows = rated({"X": {"leadership": "? ? ?" + " 1" * 13}}).assign(evidence="", action="")
        assert told(rows, wide, "many-unknown") == ([], [])
        # With one of the sixteen not applicable it is 3 of 15, a fifth.
        rows = rated({"X": {"leadership": "? ? ? -" + " 1" * 12}}).assign(evidence="", action="")
        assert told(rows, wide, "many-unknown")[0] == ["3 of 15 criteria are answered don't know."]

    def test_a_principle_without_a_rating_is_named(self, rated, toy):
        sentences, ids = told(answers(rated, "1 2 3 4 2 1", ". ? . -"), toy, "principle-missing")
        assert sentences == ["Evidence: none of its 3 criteria is rated."]
        assert ids == [("toy.evidence.01", "toy.evidence.02", "toy.evidence.03")]

    def test_one_that_does_not_apply_at_all_is_not_missing(self, rated, toy):
        assert told(answers(rated, "1 2 3 4 2 1", "- - - -"), toy, "principle-missing") == ([], [])


class TestEvidence:
    def test_the_highest_level_without_evidence(self, rated, toy):
        wrote = {"toy.leadership.01": "Minutes", "toy.evidence.02": " "}
        sentences, ids = told(answers(rated, "4 4 3 2 1 2", "1 4 2 3", wrote), toy, "top-without-evidence")
        assert sentences == [
            "2 criteria stand at Level 4 with no evidence written: toy.leadership.02 and toy.evidence.02."
        ]
        assert ids == [("toy.leadership.02", "toy.evidence.02")]

    def test_of_many_three_are_named(self, rated, toy):
        sentences, _ = told(
            answers(rated, "4 4 4 4 4 1", "1 1 1 1", {"toy.evidence.01": "A"}), toy, "top-without-evidence"
        )
        assert sentences[0].endswith("toy.leadership.01, toy.leadership.02, toy.leadership.03 and 2 more.")

    def test_a_file_without_any_evidence_is_told_so(self, rated, toy):
        sentences, _ = told(answers(rated, "4 2 3 2 1 2", "1 2 2 3"), toy, "top-without-evidence")
        assert sentences == ["No evidence is written beside any answer; 1 criterion stands at Level 4."]

    def test_the_same_text_beside_two_criteria_whatever_its_case_and_spaces(self, rated, toy):
        wrote = {"toy.leadership.01": "Board minutes of the year.", "toy.evidence.02": "board  MINUTES of the year"}
        sentences, ids = told(answers(rated, "4 2 3 2 1 2", "1 2 2 3", wrote), toy, "evidence-copied")
        assert sentences == ["The same evidence stands beside 2 criteria: toy.leadership.01 and toy.evidence.02."]
        assert ids == [("toy.leadership.01", "toy.evidence.02")]

    def test_a_short_text_may_stand_twice_and_not_three_times(self, rated, toy):
        wrote = {"toy.leadership.01": "Board minutes", "toy.evidence.02": "Board minutes"}
        rows = answers(rated, "4 2 3 2 1 2", "1 2 2 3", wrote)
        assert told(rows, toy, "evidence-copied") == ([], [])
        rows = answers(rated, "4 2 3 2 1 2", "1 2 2 3", wrote | {"toy.evidence.03": "Board minutes"})
        assert len(told(rows, toy, "evidence-copied")[0]) == 1

    def test_blank_evidence_is_not_a_copy(self, rated, toy):
        assert told(answers(rated, "4 2 3 2 1 2", "1 2 2 3", "  "), toy, "evidence-copied") == ([], [])


class TestJumps:
    def both(self, rated, toy, before, after, wrote=""):
        then, now = answers(rated, before, "1 1 1 1", round_="2023"), answers(rated, after, "1 1 1 1", wrote)
        changes = criterion_change(pd.concat([then, now]), toy, "2023", "2025")
        return told(now, toy, "jumped-without-evidence", changes=changes, before="2023")

    def test_two_levels_up_or_down_without_evidence(self, rated, toy):
        sentences, ids = self.both(rated, toy, "1 1 4 2 2 2", "3 2 1 2 3 ?")
        assert ids == [("toy.leadership.01", "toy.leadership.03")]
        assert sentences == [
            "2 criteria moved 2 levels or more since round 2023, with no evidence written: "
            "toy.leadership.01 (Level 1 to Level 3) and toy.leadership.03 (Level 4 to Level 1)."
        ]

    def test_with_evidence_it_is_no_question(self, rated, toy):
        assert self.both(rated, toy, "1 1 1 2 2 2", "4 1 1 2 2 2", "Minutes") == ([], [])

    def test_a_first_round_has_no_jumps(self, rated, toy):
        assert told(answers(rated, "4 1 1 2 2 2", "1 1 1 1"), toy, "jumped-without-evidence") == ([], [])

    def test_steps_count_and_not_the_numbers_of_the_levels(self, rated, made_up):
        wide = made_up({"leadership": 6, "evidence": 4}, levels=(0, 10, 20))
        then, now = answers(rated, "0 0 0 0 0 0", "0 0 0 0", round_="2023"), answers(rated, "10 20 0 0 0 0", "0 0 0 0")
        changes = criterion_change(pd.concat([then, now]), wide, "2023", "2025")
        found = told(now, wide, "jumped-without-evidence", changes=changes, before="2023")
        assert found[1] == [("toy.leadership.02",)]


class TestContradictions:
    @pytest.fixture
    def other(self, made_up):
        return replace(
            made_up({"p": 2}, levels=(0, 1), kind="checklist"),
            framework_id="check", short_title="Checklist", row_word="question",
        )  # fmt: skip

    def linked(self, **changed):
        row = {
            "framework_a": "toy", "criterion_a": "toy.leadership.01", "level_a": 1.0, "round_a": "2025",
            "framework_b": "check", "criterion_b": "toy.p.02", "level_b": 1.0, "round_b": "2023",
            "verdict": "contradict",
        }  # fmt: skip
        return pd.DataFrame([row | changed])

    def test_both_answers_are_said_and_neither_is_called_wrong(self, rated, toy, other):
        rows, defined = answers(rated, "1 2 3 4 2 1", "1 2 3 2", "x"), {"toy": toy, "check": other}
        found = told(rows, toy, "contradicts-linked", linked=self.linked(), defined=defined)
        sentence = (
            "toy.leadership.01: Level 1 here. In Checklist (round 2023) the linked question, toy.p.02, is answered "
            "Level 1."
        )
        assert found == ([sentence], [("toy.leadership.01",)])

    def test_it_is_the_same_from_the_other_side_of_the_link(self, rated, toy, other):
        rows, defined = answers(rated, "1 2 3 4 2 1", "1 2 3 2", "x"), {"toy": toy, "check": other}
        turned = self.linked().rename(
            columns=lambda name: name[:-1] + {"a": "b", "b": "a"}[name[-1]] if "_" in name else name
        )
        one = told(rows, toy, "contradicts-linked", linked=self.linked(), defined=defined)
        assert told(rows, toy, "contradicts-linked", linked=turned, defined=defined) == one

    @pytest.mark.parametrize("verdict", ["agree", "differ", "not comparable"])
    def test_other_verdicts_are_no_question(self, rated, toy, other, verdict):
        rows = answers(rated, "1 2 3 4 2 1", "1 2 3 2", "x")
        linked = self.linked(verdict=verdict)
        assert told(rows, toy, "contradicts-linked", linked=linked, defined={"check": other}) == ([], [])

    def test_links_between_two_other_frameworks_are_passed_over(self, rated, toy, other):
        rows = answers(rated, "1 2 3 4 2 1", "1 2 3 2", "x")
        linked = self.linked(framework_a="third")
        assert told(rows, toy, "contradicts-linked", linked=linked, defined={"check": other}) == ([], [])


class TestOneAgency:
    def said(self, rated, toy, wrote, texts=()):
        rows = answers(rated, "1 2 3 4 2 1", "1 2 3 2", {"toy.leadership.01": wrote})
        return told(rows, toy, "one-agency", agencies=AGENCIES, texts=texts)[0]

    def test_one_partner_however_often_and_however_written(self, rated, toy):
        only = ["The evidence and actions name one partner only: Police Scotland."]
        assert self.said(rated, toy, "Police Scotland led; police attend. POLICE pay.") == only

    def test_two_partners_are_no_question(self, rated, toy):
        assert self.said(rated, toy, "Police and the fire service") == []
        assert self.said(rated, toy, "Police", ["Owner: health board lead"]) == []

    def test_what_names_nobody_is_not_guessed_at(self, rated, toy):
        assert self.said(rated, toy, "The policeman and the fireman went") == [CANNOT_BE_TOLD]
        assert "cannot be told from this file" in CANNOT_BE_TOLD

    def test_without_known_partners_there_is_no_such_check(self, rated, toy):
        assert "one-agency" not in shape(answers(rated, "1 2 3 4 2 1", "1 2 3 2"), toy)


def test_the_longer_of_two_names_counts_and_accents_of_typing_do_not():
    agencies = {"Third sector": ("Third sector", "Victims’ groups"), "Victim Support": ("Victim Support", "Support")}
    assert named(["victims' groups met"], agencies) == ["Third sector"]
    assert named(["Victim  support"], {"Victim": ("Victim",), "Victim Support": ("Victim Support",)}) == [
        "Victim Support"
    ]
    assert named(["anything"], {}) == []
    assert named(["[a+b] (x)"], {"Odd": ("[a+b]",)}) == ["Odd"]


def test_checks_come_in_a_fixed_order(rated, toy):
    rows = answers(rated, "4 4 4 4 4 4", ". ? ? ?", "The same long text for every single criterion")
    rows.loc[0, "evidence"] = ""
    assert shape(rows, toy, agencies=AGENCIES) == [
        code
        for code in CODES
        if code
        in (
            "principle-missing",
            "answers-alike",
            "many-unknown",
            "top-without-evidence",
            "evidence-copied",
            "one-agency",
        )
    ]


@given(
    st.lists(st.sampled_from("1234?.-"), min_size=10, max_size=10),
    st.lists(st.sampled_from(["", "Minutes", "Police", "A longer text about the work done"]), min_size=10, max_size=10),
)
def test_whatever_the_file_each_check_is_a_sentence_and_a_question_and_no_accusation(made_up, rated, marks, texts):
    toy = made_up({"leadership": 6, "evidence": 4})
    rows = answers(rated, " ".join(marks[:6]), " ".join(marks[6:])).assign(evidence=texts)
    found = checks(rows, toy, principle_names=NAMES, agencies=AGENCIES)
    assert set(found["code"]) <= set(CODES)
    assert set(found["severity"]) <= {"look", "ask"}
    assert found["sentence"].str.endswith(".").all()
    assert found["question"].str.endswith("?").all()
    words = " ".join([*found["sentence"], *found["question"]]).casefold()
    assert not {"wrong", "error", "fail", "false", "worse", "better", "suspicious"} & set(words.split())
    for ids in found["criterion_ids"]:
        assert set(ids) <= set(rows["criterion_id"])
