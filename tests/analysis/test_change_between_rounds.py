"""Change between two rounds, like for like. DESIGN section 5: only criteria rated in both rounds."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from csp_analytics.analysis.change import change_summary, criterion_change
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework


@pytest.fixture
def changes(made_up, rated):
    # leadership  2023: 1 2 3 4 2 .      evidence  2023: 4 ? 1
    #             2025: 2 2 2 4 - 3                2025: 2 3 1
    # 1st up one, 2nd same, 3rd down one, 4th same, 5th and 6th rated once only; evidence: down two, once only, same.
    toy = made_up({"leadership": 6, "evidence": 3})
    ratings = pd.concat(
        [
            rated({"X": {"leadership": "1 2 3 4 2 .", "evidence": "4 ? 1"}}, "2023"),
            rated({"X": {"leadership": "2 2 2 4 - 3", "evidence": "2 3 1"}}, "2025"),
        ]
    )
    return toy, criterion_change(ratings, toy, "2023", "2025")


def test_each_criterion_in_document_order(changes):
    _, rows = changes
    assert rows["criterion_id"].tolist() == [
        *(f"toy.leadership.0{i}" for i in range(1, 7)),
        *(f"toy.evidence.0{i}" for i in range(1, 4)),
    ]
    nan = float("nan")
    assert rows["steps"].tolist() == pytest.approx([1, 0, -1, 0, nan, nan, -2, nan, 0], nan_ok=True)
    like, once = "same", "not like for like"
    assert rows["change"].tolist() == ["improved", like, "declined", like, once, once, "declined", once, like]


def test_summary_counts_only_what_is_rated_in_both_rounds(changes):
    # improved 1, same 3, declined 2 of 6; dropped 3. Overall is the mean of the principles, as for every overall score.
    # leadership: 1 2 3 4 and 2 2 2 4, mean level 2.5 both times = 50 points.
    # evidence: 4 1 = 2.5 = 50 points, then 2 1 = 1.5 = 16.67 points. Overall: 50, then (50 + 16.67) / 2 = 33.33.
    toy, rows = changes
    (row,) = change_summary(rows, toy).to_dict("records")
    counts = {key: row[key] for key in ("improved", "same", "declined", "n_compared", "n_dropped", "net")}
    assert counts == {"improved": 1, "same": 3, "declined": 2, "n_compared": 6, "n_dropped": 3, "net": -1}
    assert row["score_before"] == pytest.approx(50)
    assert row["score_after"] == pytest.approx(100 / 3)
    assert row["points"] == pytest.approx(-50 / 3)


def test_summary_by_principle(changes):
    # leadership: 1 2 3 4 = 10 and 2 2 2 4 = 10: no change of score although one rose and one fell
    toy, rows = changes
    summary = change_summary(rows, toy, ["area_code", "principle_id"]).set_index("principle_id")
    assert summary["improved"].to_dict() == {"leadership": 1, "evidence": 0}
    assert summary["declined"].to_dict() == {"leadership": 1, "evidence": 1}
    assert summary["n_dropped"].to_dict() == {"leadership": 2, "evidence": 1}
    assert summary["points"]["leadership"] == 0


def test_summary_by_a_facet_of_the_framework(changes):
    # odd: leadership 1 3 2 -> 2 2 -, evidence 4 1 -> 2 1: up, down, once only, down, same
    toy, rows = changes
    summary = change_summary(rows, toy, ["area_code", "side"]).set_index("side")
    assert summary.loc["odd", ["improved", "same", "declined", "n_dropped"]].tolist() == [1, 1, 2, 1]
    assert summary.loc["even", ["improved", "same", "declined", "n_dropped"]].tolist() == [0, 2, 0, 2]


def test_nothing_in_common_gives_counts_of_nothing_and_no_score(made_up, rated):
    toy = made_up({"leadership": 2})
    ratings = pd.concat([rated({"X": {"leadership": "1 ."}}, "2023"), rated({"X": {"leadership": ". 4"}}, "2025")])
    (row,) = change_summary(criterion_change(ratings, toy, "2023", "2025"), toy).to_dict("records")
    assert (row["improved"], row["same"], row["declined"], row["n_compared"], row["n_dropped"]) == (0, 0, 0, 0, 2)
    assert np.isnan([row["score_before"], row["score_after"], row["points"]]).all()


def test_an_area_that_answered_once_has_nothing_to_compare(made_up, rated):
    toy = made_up({"leadership": 2})
    ratings = pd.concat(
        [
            rated({"X": {"leadership": "1 2"}}, "2023"),
            rated({"X": {"leadership": "2 2"}, "Y": {"leadership": "4 4"}}, "2025"),
        ]
    )
    summary = change_summary(criterion_change(ratings, toy, "2023", "2025"), toy).set_index("area_code")
    assert summary["n_compared"].to_dict() == {"X": 2, "Y": 0}
    assert summary["n_dropped"].to_dict() == {"X": 0, "Y": 2}


def test_a_third_round_is_left_out(made_up, rated):
    toy = made_up({"leadership": 1})
    ratings = pd.concat(
        [rated({"X": {"leadership": level}}, year) for level, year in (("4", "2021"), ("1", "2023"), ("2", "2025"))]
    )
    assert criterion_change(ratings, toy, "2023", "2025")["steps"].tolist() == [1]
    assert criterion_change(ratings, toy, "2021", "2025")["steps"].tolist() == [-2]


def test_an_area_without_any_rating_in_either_round_is_not_there(made_up, rated):
    toy = made_up({"leadership": 1})
    ratings = pd.concat([rated({"X": {"leadership": "."}}, "2023"), rated({"X": {"leadership": "?"}}, "2025")])
    rows = criterion_change(ratings, toy, "2023", "2025")
    assert rows.empty
    assert change_summary(rows, toy).empty


@pytest.mark.parametrize("name", ["safer-communities", "hallmarks"])
def test_change_agrees_with_sql_on_random_ratings(name):
    chosen = framework(name)
    rng = np.random.default_rng(4)
    ids = [row.criterion_id for row in chosen.criteria]
    keys = [(area, year, c) for area in register().areas for year in ("2021", "2023", "2025") for c in ids]
    ratings = pd.DataFrame(keys, columns=["area_code", "round", "criterion_id"])
    answered = rng.random(len(keys)) > 0.3
    ratings["answer"] = np.where(answered, "rated", rng.choice(["missing", "don't know", "not applicable"], len(keys)))
    ratings["level"] = np.where(answered, rng.choice([float(v.value) for v in chosen.levels], len(keys)), np.nan)
    ratings = ratings.sample(frac=1, random_state=1)
    before = ratings.copy(deep=True)
    ours = change_summary(criterion_change(ratings, chosen, "2023", "2025"), chosen, ["area_code", "principle_id"])
    pd.testing.assert_frame_equal(ratings, before)
    with duckdb.connect() as db:
        db.register("ratings", ratings.assign(level=ratings["level"].astype("Float64")))
        db.register("criteria", chosen.table)
        theirs = db.execute(
            """
            WITH a AS (SELECT * FROM ratings WHERE round = '2023' AND answer = 'rated'),
                 b AS (SELECT * FROM ratings WHERE round = '2025' AND answer = 'rated')
            SELECT coalesce(a.area_code, b.area_code) AS area_code, principle_id,
                count(*) FILTER (b.level > a.level) AS improved, count(*) FILTER (b.level = a.level) AS same,
                count(*) FILTER (b.level < a.level) AS declined,
                count(*) FILTER (a.level IS NULL OR b.level IS NULL) AS n_dropped,
                avg(b.level - a.level) AS steps
            FROM a FULL JOIN b ON a.area_code = b.area_code AND a.criterion_id = b.criterion_id
            JOIN criteria c ON c.criterion_id = coalesce(a.criterion_id, b.criterion_id)
            GROUP BY ALL
            """
        ).df()
    both = ours.merge(theirs, on=["area_code", "principle_id"], suffixes=("", "_sql"), validate="1:1")
    assert len(both) == len(ours) == len(theirs) == 128
    for column in ("improved", "same", "declined", "n_dropped"):
        assert (both[column] == both[f"{column}_sql"]).all()
    points = 100 * both["steps"].astype(float) / (chosen.highest - chosen.lowest)
    points = points.where(both["n_compared"] >= 3)  # a score needs three, here as everywhere
    np.testing.assert_allclose(both["points"], points, atol=1e-9)
    assert (both["n_compared"] == both["improved"] + both["same"] + both["declined"]).all()
