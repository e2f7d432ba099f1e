"""The same scores by another road: SQL over the same rows, on random ratings of the real frameworks."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from csp_analytics.analysis.scores import distribution, maturity_scores, national, unit_column, ways_to_divide
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework

NAMES = ("safer-communities", "excellence", "hallmarks")
DIVISIONS = [(name, by) for name in NAMES for by in ways_to_divide(framework(name)) if by != "overall"]

# Two thirds in whole numbers, so that no rounding can hide a wrong limit.
SCORES = """
    SELECT *,
        CASE WHEN {single} AND n_rated > 0 OR n_rated >= 3 AND 3 * n_rated >= 2 * n_applicable
             THEN 100.0 * (mean_level - {lowest}) / ({highest} - {lowest}) END AS score
    FROM (
        SELECT area_code, round, {unit} AS unit,
            count(*) FILTER (answer = 'rated') AS n_rated,
            count(*) FILTER (answer = 'not applicable') AS n_not_applicable,
            count(*) FILTER (answer = 'don''t know') AS n_dont_know,
            count(*) FILTER (answer = 'missing') AS n_missing,
            count(*) FILTER (answer <> 'not applicable') AS n_applicable,
            avg(level) AS mean_level,
            quantile_cont(level, 0.5) AS median_level,
            quantile_disc(level, 0.5) AS lower_median
        FROM ratings JOIN criteria USING (criterion_id)
        GROUP BY ALL
    )
"""


def random_ratings(chosen, seed: int) -> pd.DataFrame:
    """32 areas and two rounds; how much is left open differs from area to area, so that many scores are withheld."""
    rng = np.random.default_rng(seed)
    ids = [row.criterion_id for row in chosen.criteria]
    keys = [(area, year, name) for area in register().areas for year in ("2023", "2025") for name in ids]
    ratings = pd.DataFrame(keys, columns=["area_code", "round", "criterion_id"])
    opened = np.repeat(rng.beta(1, 2, len(keys) // len(ids)), len(ids))
    rated = rng.random(len(keys)) > opened
    others = rng.choice(["not applicable", "don't know", "missing"], len(keys))
    ratings["answer"] = np.where(rated, "rated", others)
    levels = np.array([level.value for level in chosen.levels], dtype=float)
    ratings["level"] = np.where(rated, rng.choice(levels, len(keys)), np.nan)
    return ratings.sample(frac=1, random_state=seed, ignore_index=True)


def sql_scores(ratings: pd.DataFrame, chosen, unit: str, single: bool = False) -> pd.DataFrame:
    with duckdb.connect() as db:
        db.register("ratings", ratings.assign(level=ratings["level"].astype("Float64")))
        db.register("criteria", chosen.table)
        query = SCORES.format(unit=f'"{unit}"', single=single, lowest=chosen.lowest, highest=chosen.highest)
        return db.execute(query).df()


@pytest.mark.parametrize(("name", "by"), DIVISIONS)
def test_counts_means_medians_and_scores_agree_with_sql(name, by):
    chosen = framework(name)
    ratings = random_ratings(chosen, seed=len(by))
    unit = unit_column(by)
    ours = maturity_scores(ratings, chosen, by).rename(columns={unit: "unit"})
    theirs = sql_scores(ratings, chosen, unit, by == "criterion")
    both = ours.merge(theirs, on=["area_code", "round", "unit"], suffixes=("", "_sql"), validate="1:1")
    assert len(both) == len(ours) == len(theirs)
    for column in ("n_rated", "n_not_applicable", "n_dont_know", "n_missing", "n_applicable"):
        assert (both[column] == both[f"{column}_sql"]).all(), column
    for column in ("mean_level", "median_level", "score"):
        np.testing.assert_allclose(both[column].astype(float), both[f"{column}_sql"].astype(float), atol=1e-9)
    odd = both[both["n_rated"] % 2 == 1]
    assert (odd["median_level"] == odd["lower_median"]).all()  # an odd number has one in the middle
    assert both["score"].notna().any()
    assert both["score"].isna().any()


@pytest.mark.parametrize("name", NAMES)
def test_counts_by_level_agree_with_sql(name):
    chosen = framework(name)
    ratings = random_ratings(chosen, seed=7)
    ours = distribution(ratings, chosen, "principle")
    with duckdb.connect() as db:
        db.register("ratings", ratings.assign(level=ratings["level"].astype("Float64")))
        db.register("criteria", chosen.table)
        rows = db.execute(
            "SELECT area_code, round, principle_id, level::INT, count(*)"
            " FROM ratings JOIN criteria USING (criterion_id) WHERE answer = 'rated' GROUP BY ALL"
        ).fetchall()
    counted = {tuple(row[:4]): row[4] for row in rows}
    melted = ours.melt(
        id_vars=["area_code", "round", "principle_id"], value_vars=[c for c in ours if c.startswith("level_")]
    )
    got = {
        (r.area_code, r.round, r.principle_id, int(r.variable.removeprefix("level_"))): r.value
        for r in melted.itertuples()
        if r.value
    }
    assert got == counted


@pytest.mark.parametrize("name", NAMES)
def test_overall_agrees_with_sql(name):
    chosen = framework(name)
    ratings = random_ratings(chosen, seed=11)
    ours = maturity_scores(ratings, chosen).set_index(["area_code", "round"])["score"]
    principles = sql_scores(ratings, chosen, "principle_id")
    everything = ratings.groupby(["area_code", "round"])["answer"].agg(
        rated=lambda a: (a == "rated").sum(), applicable=lambda a: (a != "not applicable").sum()
    )
    with duckdb.connect() as db:
        db.register("principles", principles)
        db.register("everything", everything.reset_index())
        theirs = db.execute(
            """
            SELECT area_code, round,
                CASE WHEN 3 * any_value(rated) >= 2 * any_value(applicable) AND any_value(rated) >= 3
                      AND count(*) FILTER (n_applicable > 0) = count(score) THEN avg(score) END AS score
            FROM principles JOIN everything USING (area_code, round) GROUP BY ALL
            """
        ).df()
    theirs = theirs.set_index(["area_code", "round"])["score"].astype(float)
    assert len(theirs) == len(ours) == 64
    np.testing.assert_allclose(ours, theirs.reindex(ours.index), atol=1e-9)
    assert 5 < ours.notna().sum() < 60


@pytest.mark.parametrize(("name", "by"), DIVISIONS)
def test_national_counts_are_the_sums_over_areas(name, by):
    chosen = framework(name)
    ratings = random_ratings(chosen, seed=3)
    unit = unit_column(by)
    ours = national(distribution(ratings, chosen, by), chosen, by)
    with duckdb.connect() as db:
        db.register("ratings", ratings.assign(level=ratings["level"].astype("Float64")))
        db.register("criteria", chosen.table)
        theirs = db.execute(
            f"""
            SELECT round, "{unit}", count(level)::INT AS n_rated, avg(level) AS mean_level,
                quantile_cont(level, 0.5) AS median_level,
                count(DISTINCT area_code) FILTER (answer = 'rated') AS n_areas,
                count(*) FILTER (answer <> 'not applicable') AS n_applicable
            FROM ratings JOIN criteria USING (criterion_id) GROUP BY ALL
            """
        ).df()
    both = ours.merge(theirs, on=["round", unit], suffixes=("", "_sql"), validate="1:1")
    assert len(both) == len(ours) == len(theirs)
    for column in ("n_rated", "n_areas", "n_applicable", "mean_level", "median_level"):
        np.testing.assert_allclose(both[column], both[f"{column}_sql"], atol=1e-9)
