"""Actions that can be proposed: what the shipped file holds, and what is said of a wrong one."""

import csv
from collections import Counter

import pytest

from csp_analytics.frameworks.load import framework, frameworks, principles
from csp_analytics.frameworks.proposed_actions import COLUMNS, PLACE, proposed_actions, read_proposed_actions

GOOD = {
    "scope": "criterion",
    "scope_id": "safer-communities.leadership.01",
    "action": "Write the vision on one page.",
    "milestone": "Page published.",
    "measure": "Staff who can say it.",
    "when_months": "6",
    "source": "",
    "assigned_by": "project",
}


def said(path, *rows):
    """What is said of a file with these rows: the actions that can be used, and sentences."""
    with open(path / "proposed_actions.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    frame, problems = read_proposed_actions(path / "proposed_actions.csv", frameworks(), principles())
    return list(frame["scope_id"]), [one.sentence for one in problems]


class TestTheFileOfTheRepository:
    def test_nothing_is_wrong_with_it(self):
        assert [one.sentence for one in proposed_actions()[1]] == []

    def test_each_of_the_37_criteria_19_themes_and_4_principles_has_an_action(self):
        frame, _ = proposed_actions()
        chosen = framework("safer-communities")
        held = {scope: set(rows["scope_id"]) for scope, rows in frame.groupby("scope")}
        assert {row.criterion_id for row in chosen.criteria} <= held["criterion"]
        assert held["group"] == {f"safer-communities.{group.group_id}" for group in chosen.groups}
        assert held["principle"] == set(principles())
        assert (len(chosen.criteria), len(held["group"]), len(held["principle"])) == (37, 19, 4)

    def test_every_question_of_the_checklist_has_an_action_for_its_heading(self):
        frame, _ = proposed_actions()
        headings = {f"hallmarks.heading.{row.facets['heading']}" for row in framework("hallmarks").criteria}
        assert headings == set(frame.loc[frame["scope"] == "facet", "scope_id"])

    def test_what_serves_many_criteria_names_the_one_that_it_is_for(self):
        frame, _ = proposed_actions()
        assert set(frame.loc[frame["scope"] != "criterion", "action"].str.count(PLACE.replace("{", r"\{"))) == {1}
        assert set(frame.loc[frame["scope"] == "criterion", "action"].str.count(PLACE.replace("{", r"\{"))) == {0}

    def test_texts_are_short_sentences_and_no_two_actions_are_alike(self):
        frame, _ = proposed_actions()
        for column in ("action", "milestone", "measure"):
            assert frame[column].str.len().max() <= 130
            assert frame[column].str.endswith(".").all()
        assert frame["action"].is_unique

    def test_all_of_them_are_ours_and_say_so(self):
        frame, _ = proposed_actions()
        assert Counter(frame["assigned_by"]) == {"project": len(frame)}
        assert frame["when_months"].between(1, 12).all()


class TestWhatIsWrongIsNamedWithItsRow:
    def test_a_good_row_is_an_action(self, tmp_path):
        assert said(tmp_path, GOOD) == (["safer-communities.leadership.01"], [])

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (
                {"scope": "criterium"},
                "proposed_actions.csv, row 2: found 'scope 'criterium''. Expected one of criterion, facet, group, "
                "principle. Did you mean 'criterion'?",
            ),
            (
                {"scope_id": "safer-communities.leadership.1"},
                "proposed_actions.csv, row 2: found 'scope_id 'safer-communities.leadership.1''. Expected the id of a "
                "row that gets an answer. Did you mean 'safer-communities.leadership.01'?",
            ),
            ({"action": ""}, "proposed_actions.csv, row 2: Expected a value in 'action'."),
            (
                {"measure": "As {criterium}."},
                "proposed_actions.csv, row 2: found 'As {criterium}.'. Expected {criterion} as the only thing in "
                "braces.",
            ),
            (
                {"when_months": "0"},
                "proposed_actions.csv, row 2: found 'when_months '0''. Expected a whole number of months from 1 to 60.",
            ),
            (
                {"assigned_by": "document"},
                "proposed_actions.csv, row 2: found 'no source'. Expected a value in 'source'.",
            ),
        ],
        ids=["scope", "scope_id", "action", "braces", "months", "source"],
    )
    def test_one_fault(self, tmp_path, change, sentence):
        assert said(tmp_path, GOOD | change) == ([], [sentence])

    @pytest.mark.parametrize("months", ["six", "-1", "1.5", "61", "²", ""])
    def test_months_are_whole_and_within_five_years(self, tmp_path, months):
        assert len(said(tmp_path, GOOD | {"when_months": months})[1]) == 1

    def test_a_second_action_for_one_criterion_names_the_first(self, tmp_path):
        used, sentences = said(tmp_path, GOOD, GOOD)
        assert len(used) == 1
        assert sentences == [
            "proposed_actions.csv, row 3: found 'safer-communities.leadership.01'. Expected one action for each "
            "criterion (it is in row 2 already)."
        ]

    def test_without_the_file_nothing_is_proposed_and_nothing_is_wrong(self, tmp_path):
        frame, problems = read_proposed_actions(tmp_path / "none.csv", frameworks(), principles())
        assert (len(frame), list(frame.columns), problems) == (0, list(COLUMNS), [])
