"""Every command that answers, as a table for people, CSV for spreadsheets and JSON for scripts: the same content."""

from __future__ import annotations

import json

import pytest

from csp_analytics.paths import DATA
from tests.cli.answers import DEMO_SENTENCE

CONTEXT = ["--area-column", "area_name", "--value-column", "value", "--by", "variable", "year"]
ASSESSMENTS = "select count(*) from assessment where status = 'current'"
# Command, number of rows (or the SQL that counts them; None: at least one) and words that stand in the table.
COMMANDS = {
    "areas": (["areas"], 32, ["area_code", "Na h-Eileanan Siar"]),
    "rows of a framework": (["frameworks", "safer-communities"], 37, ["criterion_id", "safer-communities.evidence.01"]),
    "rows of a checklist": (["frameworks", "hallmarks"], 139, ["hallmark", "requirement"]),
    "groupings": (["peers"], 5, ["nearest-neighbours", "Urban-rural class"]),
    "peers of an area": (["peers", "Fife"], 7 + 7 + 12 + 1 + 7, ["distance", "Clackmannanshire"]),
    "groups of a grouping": (["peers", "--grouping", "family-people"], 32 * 7, ["Family group 1 (people)"]),
    "scores": (["scores"], ASSESSMENTS, ["score", "coverage", "Orkney Islands"]),
    "scores of one area": (
        ["scores", "--area", "Edinburgh, City of", "--by", "principle"],
        None,
        ["City of Edinburgh"],
    ),
    "scores of one round": (
        ["scores", "--round", "2023", "--framework", "excellence", "--by", "group"],
        None,
        ["2023"],
    ),
    "scores by facet": (["scores", "--framework", "hallmarks", "--by", "hallmark"], None, ["hallmark"]),
    "compare": (["compare", "Fife"], 4, ["peer_value", "Leadership", "of 30"]),
    "compare overall": (["compare", "S12000047", "--by", "overall", "--grouping", "nearest-neighbours"], 1, ["band"]),
    "compare by criterion": (["compare", "Fife", "--by", "criterion", "--framework", "hallmarks"], 100, ["rank_best"]),
    "benchmark": (["benchmark", DATA / "context.csv", *CONTEXT], 800, ["gap", "population_density"]),
    "change": (["change"], None, ["improved", "points"]),
    "change by principle": (["change", "--area", "Fife", "--by", "principle", "--from", "2021"], 4, ["2021"]),
    "change by criterion": (["change", "--area", "Fife", "--by", "criterion"], None, ["level_before", "steps"]),
    "actions": (["actions"], "select count(*) from action where round = '2025'", ["issue", "milestone"]),
    "actions of one area": (["actions", "--area", "Fife"], None, ["Fife"]),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_the_same_in_every_format(ask, demo_store, name):
    arguments, rows, words = COMMANDS[name]
    rows = demo_store.value(rows) if isinstance(rows, str) else rows
    as_json = ask(*arguments, "--format", "json")
    as_csv = ask(*arguments, "--format", "csv")
    as_table = ask(*arguments)
    assert [answer.code for answer in (as_json, as_csv, as_table)] == [0, 0, 0]
    assert {answer.err for answer in (as_json, as_csv, as_table)} <= {"", DEMO_SENTENCE}
    records, frame = as_json.json, as_csv.frame
    assert len(records) == len(frame) == (rows or len(records)) > 0
    assert all(list(record) == list(frame.columns) for record in records)
    for column in frame:
        assert_same(column, [record[column] for record in records], frame[column].tolist())
    assert [word for word in words if word not in as_table.out] == []
    assert len(as_table.out.splitlines()) >= len(records) + 1


def assert_same(column: str, from_json: list, from_csv: list[str]) -> None:
    """A column of both formats: missing is null and blank, numbers are numbers, texts are texts."""
    for one, text in zip(from_json, from_csv, strict=True):
        if one is None:
            assert text == "", column
        elif isinstance(one, bool):
            assert text == str(one), column
        elif isinstance(one, (int, float)):
            assert float(text) == pytest.approx(one, abs=1e-6), column
        else:
            assert text == one, column


@pytest.mark.parametrize(
    "name", [name for name in COMMANDS if name.startswith(("scores", "compare", "change", "actions"))]
)
def test_demonstration_data_says_so_in_every_row_and_beside_the_table(ask, name):
    arguments, _, _ = COMMANDS[name]
    answer = ask(*arguments, "--format", "json")
    assert {record["demo"] for record in answer.json} == {True}
    assert answer.err == DEMO_SENTENCE
    assert DEMO_SENTENCE not in answer.out


def test_frameworks_list_their_levels_and_counts(ask):
    answer = ask("frameworks", "--format", "json")
    listed = {one["framework"]: one for one in answer.json}
    assert {name: (one["groups"], one["rated"], one["rows"]) for name, one in listed.items()} == {
        "safer-communities": (19, 37, {"criterion": 37}),
        "excellence": (9, 49, {"standard": 49, "indicator": 175}),
        "hallmarks": (4, 100, {"requirement": 41, "question": 98}),
    }
    assert listed["hallmarks"]["levels"] == ["No", "Yes"]
    assert len(listed["excellence"]["levels"]) == 4
    table, csv = ask("frameworks"), ask("frameworks", "--format", "csv")
    assert (table.code, csv.code) == (0, 0)
    assert csv.frame["rows"].tolist() == [
        ", ".join(f"{n} {kind}" for kind, n in listed[name]["rows"].items()) for name in csv.frame["framework"]
    ]
    assert "175 indicator" in table.out


def test_options_may_stand_before_the_command_too(ask, run, demo_store):
    after = ask("scores", "--area", "Fife", "--format", "json")
    assert run("--format", "json", "--db", demo_store.path, "scores", "--area", "Fife") == after


def test_json_has_whole_numbers_whole_and_missing_null(ask, demo_store):
    """Nothing that is not JSON: no NaN, which json.loads of other languages refuses."""
    answer = ask("scores", "--by", "criterion", "--framework", "safer-communities", "--format", "json")
    records = json.loads(answer.out, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    unrated = [record for record in records if record["n_rated"] == 0]
    missing = "select count(*) from current_rating where framework = 'safer-communities' and answer <> 'rated'"
    assert len(unrated) == demo_store.value(missing) > 0
    assert {record["score"] for record in unrated} == {None}
    assert {type(record["n_applicable"]) for record in records} == {int}


def test_a_table_says_what_it_rests_on(ask, demo_store):
    ratings, areas = demo_store.frame(
        "select count(*) filter (answer = 'rated') as n, count(distinct area_code) as areas from current_rating "
        "where framework = 'safer-communities' and round = '2025'"
    ).iloc[0]
    answer = ask("scores", "--framework", "safer-communities", "--round", "2025")
    assert answer.out.endswith(f"\n{ratings:,} ratings, {areas} areas. Overall = mean of the principle scores.\n")


def test_peers_of_an_area_alone_in_its_group(ask):
    answer = ask("peers", "Fife", "--grouping", "police-division", "--format", "json")
    assert answer.json == [
        {
            "grouping": "police-division",
            "group": "Fife (P Division)",
            "area_code": "S12000047",
            "area": "Fife",
            "peer_code": None,
            "peer": None,
        }
    ]


def test_check(ask, demo_store):
    counts = {
        "assessments": demo_store.value(ASSESSMENTS),
        "actions": demo_store.value("select count(*) from action"),
        "indicators": demo_store.value("select count(*) from indicator"),
        "surveys": demo_store.value("select count(*) from survey where status = 'current'"),
    }
    assert ask("check", "--format", "json").json == {"ok": True, "demo": counts, "problems": []}
    assert ask("check").out == (
        f"Sound.\nDemonstration data is in it: {counts['assessments']} assessments, {counts['actions']} actions, "
        f"{counts['indicators']} indicators, {counts['surveys']} surveys.\n"
    )
    assert ask("check", "--format", "csv").out.startswith("severity,file,sheet,cell,found,expected,advice")
