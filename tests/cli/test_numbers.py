"""The same numbers from the command line as from findings, which the pages ask too."""

from __future__ import annotations

import pandas as pd
import pytest

from csp_analytics import findings
from csp_analytics.analysis.scores import unit_column
from csp_analytics.paths import DATA

FIFE = "S12000047"
DECIMALS = 6


def same(answer, expected: pd.DataFrame, keys: list[str], columns: list[str]) -> None:
    """Rows of a JSON answer beside a frame, matched by keys: missing where missing, equal to six decimals."""
    given = {tuple(str(row[key]) for key in keys): row for row in answer.json}
    assert len(given) == len(answer.json) == len(expected) > 0
    for row in expected.to_dict("records"):
        told = given[tuple(str(row[key]) for key in keys)]
        for column in columns:
            assert told[column] == (None if pd.isna(row[column]) else pytest.approx(row[column], abs=1e-6)), column


@pytest.mark.parametrize(
    ("name", "by"),
    [("safer-communities", "overall"), ("excellence", "principle"), ("hallmarks", "group"), ("hallmarks", "heading")],
)
def test_scores(ask, demo_store, name, by):
    answer = ask("scores", "--framework", name, "--by", by, "--format", "json")
    expected = findings.scores(demo_store, name, by=by)
    levels = [column for column in expected if column.startswith("level_")]
    columns = ["score", "mean_level", "median_level", "coverage", "n_rated", "n_applicable", *levels]
    same(answer, expected, ["area_code", "round", unit_column(by)], columns)


def test_scores_of_every_framework_are_those_of_each(ask):
    """Levels that a framework does not have are null, not nought: hallmarks has 0 and 1, the others 1 to 4."""
    together = ask("scores", "--by", "principle", "--round", "2025", "--format", "json").json
    for name in ("safer-communities", "excellence", "hallmarks"):
        alone = ask("scores", "--by", "principle", "--round", "2025", "--framework", name, "--format", "json").json
        part = [row for row in together if row["framework"] == name]
        assert [{key: row[key] for key in alone[0]} for row in part] == alone
        absent = ["level_0"] if name != "hallmarks" else ["level_2", "level_3", "level_4"]
        assert {row[key] for row in part for key in absent} == {None}


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], {}),
        (["--grouping", "nearest-neighbours"], {"grouping_id": "nearest-neighbours"}),
        (["--include-self", "--statistic", "mean"], {"include_self": True, "statistic": "mean"}),
        (["--by", "overall", "--framework", "hallmarks"], {"by": "overall", "framework_id": "hallmarks"}),
        (["--by", "criterion", "--round", "2021"], {"by": "criterion", "round_": "2021"}),
    ],
)
def test_compare(ask, demo_store, options, asked):
    asked = {
        "framework_id": "safer-communities",
        "round_": "2025",
        "grouping_id": "family-people",
        "by": "principle",
    } | asked
    frame = findings.comparison(demo_store, **asked)
    expected = frame[frame["area_code"] == FIFE]
    columns = ["value", "peer_value", "peer_median", "q1", "q3", "lowest", "highest", "gap", "n_peers", "n_peers_all"]
    columns += ["band", "rank_best", "rank_worst", "n_ranked", "group", "coverage"]
    answer = ask("compare", "Fife Council", *options, "--format", "json")
    same(answer, expected, ["area_code", unit_column(asked["by"])], columns)
    assert {row["grouping"] for row in answer.json} == {asked["grouping_id"]}
    assert {row["statistic"] for row in answer.json} == {asked.get("statistic", "median")}


def test_rank_is_a_range_in_words(ask):
    """Fife's hallmarks in 2025, the rank worked out from the scores of all areas in whole points."""
    scores = ask("scores", "--framework", "hallmarks", "--round", "2025", "--format", "json").json
    points = [int(row["score"] + 0.5) for row in scores if row["score"] is not None]
    (own,) = ask("compare", "Fife", "--framework", "hallmarks", "--by", "overall", "--format", "json").json
    value = int(own["value"] + 0.5)
    best, worst = 1 + sum(p > value for p in points), sum(p >= value for p in points)
    assert (own["rank_best"], own["rank_worst"], own["n_ranked"]) == (best, worst, len(points))
    shared = own["rank"].startswith("joint ")
    assert shared == (worst > best)
    assert own["rank"].endswith(f" of {len(points)}")


def test_change(ask, demo_store):
    answer = ask("change", "--framework", "excellence", "--from", "2021", "--to", "2025", "--format", "json")
    expected = findings.change(demo_store, "excellence", "2021", "2025")
    columns = [
        "improved",
        "same",
        "declined",
        "n_compared",
        "n_dropped",
        "net",
        "score_before",
        "score_after",
        "points",
    ]
    same(answer, expected, ["area_code"], columns)


def test_change_is_that_of_the_last_two_rounds_unless_said_otherwise(ask):
    given = ask("change", "--from", "2023", "--to", "2025", "--format", "json")
    assert ask("change", "--format", "json").out == given.out
    assert {(row["round_before"], row["round_after"]) for row in given.json} == {("2023", "2025")}


def test_benchmark_of_hand_worked_numbers(run, tmp_path):
    """Fife's family group (people) has eight members with the values 1 to 8, Fife the 8; the row Scotland counts not.

    Fife left out: median of 1..7 = 4, quartiles (type 7) 2.5 and 5.5. Included: mean of 1..8 = 4.5.
    """
    names = run("peers", "Fife", "--grouping", "family-people", "--format", "json").json
    rows = [f"{row['peer']},{value}" for value, row in enumerate(names, start=1)]
    file = tmp_path / "numbers.csv"
    file.write_text("Council,Rate\n" + "\n".join([*rows, "Fife Council,8", "Scotland,99"]) + "\n")
    options = ["--area-column", "Council", "--value-column", "Rate", "--grouping", "family-people", "--format", "json"]
    answer = run("benchmark", file, *options)
    own = next(row for row in answer.json if row["area"] == "Fife")
    assert len(answer.json) == 8
    figures = ("value", "peer_value", "q1", "q3", "lowest", "highest", "n_peers", "gap", "rank_best", "n_ranked")
    assert [own[name] for name in figures] == [8, 4, 2.5, 5.5, 1, 7, 7, 4, 1, 8]
    assert "Scotland" in answer.err  # that the row was left out is said, beside the answer
    published = run("benchmark", file, *options, "--include-self", "--statistic", "mean").json
    assert {row["peer_value"] for row in published} == {4.5}
    assert {row["n_peers"] for row in published} == {8}


def test_benchmark_keeps_the_columns_that_tell_rows_apart(run):
    options = ["--area-column", "area_name", "--value-column", "value"]
    together = run("benchmark", DATA / "context.csv", *options, "--by", "variable", "year", "--format", "json")
    apart = run("benchmark", DATA / "context.csv", *options, "--by", "variable", "--by", "year", "--format", "json")
    assert together.out == apart.out
    rows = {(row["area"], row["variable"]): row for row in together.json}
    assert rows["Fife", "population"]["value"] == 373210
    assert rows["Fife", "population"]["year"] == "2023"


@pytest.mark.parametrize("taken", ["group", "value", "rank", "area"])
def test_benchmark_refuses_a_column_that_the_answer_has_too(run, tmp_path, taken):
    file = tmp_path / "numbers.csv"
    file.write_text(f"Council,{taken},Rate\nFife,x,1\nMoray,y,2\n")
    answer = run("benchmark", file, "--area-column", "Council", "--value-column", "Rate", "--by", taken)
    assert (answer.code, answer.out) == (1, "")
    assert f"The answer has a column '{taken}' of its own" in answer.err
