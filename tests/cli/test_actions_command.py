"""The command actions: one or all areas' plans with their state in time and their way through the rounds."""

from datetime import date

import pandas as pd
import pytest

from csp_analytics.analysis.action_tracking import STATES

FIFE = "S12000047"
ON = ("--on", "2026-11-22")
AS_JSON = ("--format", "json")


def test_the_newest_plan_of_an_area_named_in_either_way(ask, demo_store):
    rows = demo_store.frame("from action where area_code = $code and round = '2025' order by position", {"code": FIFE})
    for arguments in (("Fife",), ("--area", "S12000047"), ("fife council",)):
        told = ask("actions", *arguments, *AS_JSON).json
        assert [row["issue"] for row in told] == rows["issue"].tolist()
        assert [row["measure"] for row in told] == rows["measure"].tolist()
        assert {(row["area"], row["round"], row["demo"]) for row in told} == {("Fife", "2025", True)}


def test_each_state_is_what_dates_and_status_say(ask):
    told = ask("actions", *ON, *AS_JSON).json
    for row in told:
        days = None if row["due"] is None else (date.fromisoformat(row["due"]) - date(2026, 11, 22)).days
        assert row["days"] == days
        if row["status"] == "done":
            assert row["state_of_time"] == "done"
        elif days is None:
            assert row["state_of_time"] == "no date"
        else:
            assert row["state_of_time"] == ("overdue" if days < 0 else "due" if days <= 90 else "later")
    assert {row["state_of_time"] for row in told} == set(STATES)


def test_the_states_divide_the_plans(ask):
    every = [row["action_id"] for row in ask("actions", *ON, *AS_JSON).json]
    parts = [
        row["action_id"]
        for state in ("done", "overdue", "due", "later", "no-date")
        for row in ask("actions", "--status", state, *ON, *AS_JSON).json
    ]
    assert sorted(parts) == sorted(every)


def test_an_earlier_round_with_what_became_of_it(ask, demo_store):
    told = ask("actions", "Fife", "--round", "2023", *ON, *AS_JSON).json
    assert {row["round"] for row in told} == {"2023"}
    assert {row["became"] for row in told} == {"done", "carried over", "dropped"}
    now = {row["issue"]: row for row in ask("actions", "Fife", *ON, *AS_JSON).json}
    for row in told:
        if row["became"] == "carried over":
            later = now[row["issue"]]
            moved = date.fromisoformat(later["due"]) - date.fromisoformat(row["due"])
            assert (later["earlier_due"], later["slipped"], later["first_round"]) == (row["due"], moved.days, "2023")
            assert row["stands"] == later["state_of_time"]


def test_the_day_to_count_from_decides(ask):
    late = ask("actions", "Fife", "--status", "overdue", "--on", "2030-01-01", *AS_JSON).json
    every = ask("actions", "Fife", *AS_JSON).json
    assert len(late) == sum(row["status"] != "done" and row["due"] is not None for row in every)
    assert ask("actions", "Fife", "--status", "overdue", "--on", "2020-01-01").out.startswith("Nothing to show.")


def test_the_table_ends_with_the_plan_in_a_sentence(ask):
    assert "of 8 actions is overdue; " in ask("actions", "Fife", *ON).out
    assert "of 8 actions is overdue; " in ask("actions", "Fife", "--status", "done", *ON).out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("Atlantis",), 1, "There is no area 'Atlantis'."),
        (("Angsu",), 1, "Did you mean 'Angus'?"),
        (("Fife", "--round", "1999"), 1, "There is no action plan of the round '1999'. Expected one of 2023, 2025."),
        (("Moray", "--round", "2025"), 1, "No plan states its round."),
        (("Fife", "--area", "Moray"), 2, "name the area once"),
        (("--status", "late"), 2, "invalid choice: 'late'"),
        (("--on", "soon"), 2, "argument --on"),
    ],
)
def test_what_cannot_be_asked_says_why(ask, arguments, code, words):
    answer = ask("actions", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert words in answer.err


def test_an_empty_plan_of_the_round_comes_from_the_command_template_and_is_read_back(run, tmp_path):
    file = tmp_path / "plan.xlsx"
    assert run("template", "action-plan", "-o", file, "--area", "Fife", "--round", "2025").code == 0
    above = pd.read_excel(file, header=None, nrows=5, engine="openpyxl")
    assert above.iloc[1:3, :2].astype(str).to_numpy().tolist() == [["Area:", "Fife"], ["Round:", "2025"]]
    assert above.iloc[4].tolist()[-2:] == ["Measure", "Criterion"]
