"""What must hold of change whatever the ratings are, and the headline by SQL and by plain loops."""

from dataclasses import replace
from statistics import fmean, median

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.change import change_summary, criterion_change, headline_if_kept
from csp_analytics.analysis.movers import areas_together, criteria_together
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import WordingChange

SIZES = {"leadership": 4, "evidence": 5}
BEFORE, AFTER = "2023", "2025"
MIRROR = {"improved": "declined", "declined": "improved"}
mark = st.sampled_from([*"1234" * 4, "-", "?", "."])


@st.composite
def two_rounds(draw) -> tuple[dict, dict]:
    """Marks of up to five areas in two rounds; some areas are in one round only."""
    rounds = ({}, {})
    for name in "ABCDE"[: draw(st.integers(1, 5))]:
        for side in draw(st.sampled_from([(0, 1), (0, 1), (0, 1), (0,), (1,)])):
            rounds[side][name] = {p: " ".join(draw(st.lists(mark, min_size=n, max_size=n))) for p, n in SIZES.items()}
    return rounds


@pytest.fixture(scope="session")
def toy(made_up):
    wording = (
        WordingChange("2024", "toy.leadership.02", "reworded"),
        WordingChange("2025", "toy.evidence.05", "added"),
        WordingChange("2025", "toy.evidence.01", "dropped"),
    )
    return replace(made_up(SIZES), wording=wording)


def ratings_of(rated, rounds) -> pd.DataFrame:
    frames = [rated(marks, name) for marks, name in zip(rounds, (BEFORE, AFTER), strict=True) if marks]
    return pd.concat(frames, ignore_index=True)


@settings(max_examples=60, deadline=None)
@given(rounds=two_rounds())
def test_swapping_the_rounds_swaps_improved_and_declined(toy, rated, rounds):
    ratings = ratings_of(rated, rounds)
    there, back = (criterion_change(ratings, toy, *names) for names in ((BEFORE, AFTER), (AFTER, BEFORE)))
    assert there["change"].replace(MIRROR).tolist() == back["change"].tolist()
    pd.testing.assert_series_equal(there["level_before"], back["level_after"], check_names=False)
    one, other = (change_summary(frame, toy) for frame in (there, back))
    np.testing.assert_allclose(one["points"], -other["points"], atol=1e-9)
    assert one["improved"].tolist() == other["declined"].tolist()
    kept, kept_back = (headline_if_kept(frame, toy)["kept_points"] for frame in (there, back))
    np.testing.assert_allclose(kept, -kept_back, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(rounds=two_rounds(), seed=st.integers(0, 99))
def test_the_order_of_rows_is_irrelevant_and_the_input_is_left_alone(toy, rated, rounds, seed):
    ratings = ratings_of(rated, rounds)
    kept = ratings.copy(deep=True)
    changes = criterion_change(ratings, toy, BEFORE, AFTER)
    pd.testing.assert_frame_equal(ratings, kept)
    shuffled = criterion_change(ratings.sample(frac=1, random_state=seed), toy, BEFORE, AFTER)
    pd.testing.assert_frame_equal(changes, shuffled)
    for figures in (change_summary, headline_if_kept, criteria_together):
        mixed = figures(changes.sample(frac=1, random_state=seed), toy)
        pd.testing.assert_frame_equal(
            figures(changes, toy).sort_values(list(mixed)[:1], ignore_index=True),
            mixed.sort_values(list(mixed)[:1], ignore_index=True),
        )


@settings(max_examples=60, deadline=None)
@given(rounds=two_rounds(), seed=st.integers(0, 10_000), level=st.sampled_from([1.0, 2.0, 3.0, 4.0]))
def test_what_is_not_like_for_like_never_changes_a_like_for_like_score(toy, rated, rounds, seed, level):
    """Whatever level a criterion has that is rated once or was reworded, the scores stay; the headline kept may not."""
    ratings = ratings_of(rated, rounds)
    changes = criterion_change(ratings, toy, BEFORE, AFTER)
    lost = changes[changes["why"] != ""]
    if lost.empty:
        return
    one = lost.iloc[seed % len(lost)]
    mine = (ratings["area_code"] == one["area_code"]) & (ratings["criterion_id"] == one["criterion_id"])
    other = ratings.copy()
    other.loc[mine & (ratings["answer"] == "rated"), "level"] = level
    columns = ["improved", "same", "declined", "n_compared", "score_before", "score_after", "points"]
    after = criterion_change(other, toy, BEFORE, AFTER)
    pd.testing.assert_frame_equal(change_summary(changes, toy)[columns], change_summary(after, toy)[columns])


@settings(max_examples=60, deadline=None)
@given(rounds=two_rounds())
def test_nothing_is_counted_twice_and_nothing_is_lost(toy, rated, rounds):
    ratings = ratings_of(rated, rounds)
    changes = criterion_change(ratings, toy, BEFORE, AFTER)
    rated_somewhere = ratings[ratings["answer"] == "rated"][["area_code", "criterion_id"]].drop_duplicates()
    assert len(changes) == len(rated_somewhere)
    by_criterion = criteria_together(changes, toy)
    by_area = change_summary(changes, toy)
    for column in ("improved", "same", "declined", "n_compared", "n_reworded"):
        assert by_criterion[column].sum() == by_area[column].sum()
    once = changes["why"].str.startswith("no assessment").sum()
    assert by_criterion["n_dropped"].sum() + once == by_area["n_dropped"].sum()
    assert by_area["n_compared"].sum() + by_area["n_dropped"].sum() == len(changes)


@settings(max_examples=60, deadline=None)
@given(rounds=two_rounds())
def test_the_middle_and_the_typical_area_by_plain_loops(toy, rated, rounds):
    changes = criterion_change(ratings_of(rated, rounds), toy, BEFORE, AFTER)
    summary = change_summary(changes, toy)
    scores = {}
    for area in changes["area_code"].unique():
        like = [r for r in changes.to_dict("records") if r["area_code"] == area and r["why"] == ""]
        if len(like) >= 3:
            levels = [
                fmean(
                    fmean(r[side] for r in like if r["principle_id"] == p)
                    for p in dict.fromkeys(r["principle_id"] for r in like)
                )
                for side in ("level_before", "level_after")
            ]
            ups = sum((r["level_after"] > r["level_before"]) - (r["level_after"] < r["level_before"]) for r in like)
            scores[area] = (*(100 * (level - 1) / 3 for level in levels), ups)
    together = areas_together(summary)
    if not scores:
        assert together.empty
        return
    (row,) = together.to_dict("records")
    assert row["n_areas"] == len(scores)
    if len(scores) >= 5:
        assert row["middle_before"] == pytest.approx(median(s[0] for s in scores.values()))
        assert row["middle_after"] == pytest.approx(median(s[1] for s in scores.values()))
        assert row["typical_points"] == pytest.approx(median(s[1] - s[0] for s in scores.values()), abs=1e-9)
    else:
        assert all(pd.isna(row[name]) for name in ("middle_before", "middle_after", "typical_points"))
    assert [row["n_up"], row["n_even"], row["n_down"]] == [
        sum(s[2] > 0 for s in scores.values()),
        sum(s[2] == 0 for s in scores.values()),
        sum(s[2] < 0 for s in scores.values()),
    ]


@pytest.mark.parametrize("name", frameworks())
def test_the_headline_if_kept_agrees_with_sql_on_random_ratings(name):
    chosen = frameworks()[name]
    rng = np.random.default_rng(7)
    ids = [row.criterion_id for row in chosen.criteria]
    frame = pd.DataFrame(
        [(area, year, c) for area in "ABCDEFGH" for year in (BEFORE, AFTER) for c in ids],
        columns=["area_code", "round", "criterion_id"],
    )
    frame["answer"] = np.where(rng.random(len(frame)) < 0.7, "rated", "missing")
    levels = rng.choice([float(level.value) for level in chosen.levels], len(frame))
    frame["level"] = np.where(frame["answer"] == "rated", levels, np.nan)
    ours = headline_if_kept(criterion_change(frame, chosen, BEFORE, AFTER), chosen).set_index("area_code")
    with duckdb.connect() as db:
        db.register("ratings", frame)
        db.register("criteria", chosen.table)
        theirs = db.execute(
            """
            WITH by_principle AS (
                SELECT area_code, round, principle_id, avg(100.0 * (level - $low) / ($high - $low)) AS score
                FROM ratings JOIN criteria USING (criterion_id) WHERE answer = 'rated' GROUP BY ALL)
            SELECT area_code, avg(score) FILTER (round = $before) AS before, avg(score) FILTER (round = $after) AS after
            FROM by_principle GROUP BY ALL ORDER BY area_code
            """,
            {"low": chosen.lowest, "high": chosen.highest, "before": BEFORE, "after": AFTER},
        ).df()
    assert len(ours) == len(theirs) == 8
    np.testing.assert_allclose(ours["kept_before"], theirs["before"], atol=1e-9)
    np.testing.assert_allclose(ours["kept_after"], theirs["after"], atol=1e-9)
