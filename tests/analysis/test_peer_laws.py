"""Peer figures by SQL on the real groupings, and what must hold whatever the values are."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata

from csp_analytics.analysis.groupings import peer_pairs
from csp_analytics.analysis.peers import compare_with_peers, pairs_of_groups
from csp_analytics.areas.groupings import context, grouping, membership
from csp_analytics.areas.register import register

FAMILIES = ("family-people", "family-other", "urban-rural")
PEERS = """
    SELECT own.area_code, peer.unit, quantile_cont(peer.value, 0.5) AS peer_median, avg(peer.value) AS peer_mean,
        quantile_cont(peer.value, 0.25) AS q1, quantile_cont(peer.value, 0.75) AS q3,
        min(peer.value) AS lowest, max(peer.value) AS highest, count(peer.value) AS n_peers
    FROM members own JOIN members other ON own.group = other.group {and_not_itself}
    JOIN numbers peer ON peer.area_code = other.area_code
    WHERE peer.value IS NOT NULL
    GROUP BY ALL
"""


def random_values(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame([(a, u) for a in register().areas for u in ("x", "y")], columns=["area_code", "unit"])
    frame["value"] = np.where(rng.random(len(frame)) < 0.15, np.nan, np.round(rng.uniform(0, 100, len(frame)), 1))
    return frame


def in_sql(values: pd.DataFrame, grouping_id: str, and_not_itself: str) -> pd.DataFrame:
    members = membership()
    with duckdb.connect() as db:
        db.register("members", members[members["grouping_id"] == grouping_id])
        db.register("numbers", values.assign(value=values["value"].astype("Float64")))
        return db.execute(PEERS.format(and_not_itself=and_not_itself)).df()


@pytest.mark.parametrize("grouping_id", [*FAMILIES, "police-division"])
@pytest.mark.parametrize("statistic", ["median", "mean"])
def test_peers_without_the_area_agree_with_sql(grouping_id, statistic):
    values = random_values(len(grouping_id))
    pairs = pairs_of_groups(membership(), grouping_id)
    ours = compare_with_peers(values, pairs, unit=["unit"], statistic=statistic)
    theirs = in_sql(values, grouping_id, "AND own.area_code <> other.area_code")
    both = ours.merge(theirs, on=["area_code", "unit"], how="left", suffixes=("", "_sql"), validate="1:1")
    assert len(both) == 64
    for column in ("peer_median", "q1", "q3", "lowest", "highest"):
        np.testing.assert_allclose(both[column], both[f"{column}_sql"].astype(float), atol=1e-9, err_msg=column)
    expected = both["peer_median_sql"] if statistic == "median" else both["peer_mean"]
    np.testing.assert_allclose(both["peer_value"], expected.astype(float), atol=1e-9)
    assert (both["n_peers"] == both["n_peers_sql"].fillna(0)).all()


@pytest.mark.parametrize("grouping_id", FAMILIES)
def test_mean_with_the_area_included_is_the_plain_mean_of_the_group(grouping_id):
    values = random_values(5)
    pairs = pairs_of_groups(membership(), grouping_id)
    ours = compare_with_peers(values, pairs, unit=["unit"], include_self=True, statistic="mean")
    members = membership()
    with duckdb.connect() as db:
        db.register("members", members[members["grouping_id"] == grouping_id])
        db.register("numbers", values.assign(value=values["value"].astype("Float64")))
        plain = db.execute(
            'SELECT "group", unit, avg(value) AS plain, count(value) AS n FROM members JOIN numbers USING (area_code)'
            " GROUP BY ALL"
        ).df()
    both = ours.merge(plain, on=["group", "unit"], how="left", validate="m:1")
    np.testing.assert_allclose(both["peer_value"], both["plain"].astype(float), atol=1e-9)
    assert (both["n_peers"] == both["n"]).all()
    np.testing.assert_allclose(both["gap"], both["value"] - both["plain"].astype(float), atol=1e-9)


numbers = st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=8, max_size=14)


def frame_of(values: list[int | None]) -> pd.DataFrame:
    found = [(f"a{i:02}", np.nan if v is None else float(v)) for i, v in enumerate(values)]
    return pd.DataFrame(found, columns=["area_code", "value"])


def pairs_of(n: int) -> pd.DataFrame:
    """The first n areas are one group."""
    members = pd.DataFrame({"grouping_id": "one", "group": "Group", "area_code": [f"a{i:02}" for i in range(n)]})
    return pairs_of_groups(members, "one")


@settings(max_examples=40, deadline=None)
@given(values=numbers, outside=st.integers(0, 100), include_self=st.booleans())
def test_an_area_outside_the_group_never_changes_its_figures(values, outside, include_self):
    pairs = pairs_of(len(values))
    options = {"unit": [], "similar_within": 10.0, "include_self": include_self}
    before = compare_with_peers(frame_of(values), pairs, **options)
    after = compare_with_peers(frame_of([*values, outside]), pairs, **options).head(len(values))
    columns = [c for c in before if c not in ("rank_best", "rank_worst", "n_ranked")]
    pd.testing.assert_frame_equal(after[columns], before[columns])


@settings(max_examples=40, deadline=None)
@given(values=numbers, include_self=st.booleans(), statistic=st.sampled_from(("median", "mean")))
def test_figures_are_in_order_and_the_band_follows_the_gap(values, include_self, statistic):
    frame = frame_of(values)
    before = frame.copy(deep=True)
    rows = compare_with_peers(
        frame, pairs_of(len(values)), unit=[], similar_within=10, include_self=include_self, statistic=statistic
    )
    pd.testing.assert_frame_equal(frame, before)
    some = rows[rows["n_peers"] > 0]
    for lower, upper in (("lowest", "q1"), ("q1", "peer_median"), ("peer_median", "q3"), ("q3", "highest")):
        assert (some[lower] <= some[upper] + 1e-9).all()
    others = rows["n_peers"] - (rows["value"].notna() if include_self else 0)  # the own area makes no minimum
    told = rows[rows["band"] != "not compared"]
    assert (others[told.index] >= 5).all()
    assert (told.loc[told["band"] == "higher", "gap"] > 10).all()
    assert (told.loc[told["band"] == "lower", "gap"] < -10).all()
    assert (told.loc[told["band"] == "similar", "gap"].abs() <= 10 + 1e-6).all()
    silent = rows[rows["band"] == "not compared"]
    assert ((others[silent.index] < 5) | silent["value"].isna()).all()


@settings(max_examples=40, deadline=None)
@given(values=numbers)
def test_the_rank_range_is_scipys_least_and_greatest_rank(values):
    rows = compare_with_peers(frame_of(values), pairs_of(len(values)), unit=[])
    some = rows[rows["value"].notna()]
    assert (some["n_ranked"] == len(some)).all()
    assert some["rank_best"].tolist() == rankdata(-some["value"], method="min").tolist()
    assert some["rank_worst"].tolist() == rankdata(-some["value"], method="max").tolist()
    assert rows.loc[rows["value"].isna(), ["rank_best", "rank_worst"]].isna().all(axis=None)


@settings(max_examples=40, deadline=None)
@given(values=st.lists(st.floats(0, 100), min_size=3, max_size=14))
def test_the_rank_range_contains_the_rank(values):
    rows = compare_with_peers(frame_of(values), pairs_of(len(values)), unit=[])  # type: ignore[arg-type]
    plain = rankdata(-np.array(values), method="average")
    assert ((rows["rank_best"] <= plain) & (plain <= rows["rank_worst"])).all()


@settings(max_examples=30, deadline=None)
@given(values=numbers, seed=st.integers(0, 99))
def test_the_order_of_values_and_of_pairs_is_irrelevant(values, seed):
    frame, pairs = frame_of(values), pairs_of(len(values))
    rows = compare_with_peers(frame, pairs, unit=[], similar_within=10)
    mixed = compare_with_peers(
        frame.sample(frac=1, random_state=seed), pairs.sample(frac=1, random_state=seed), unit=[], similar_within=10
    )
    pd.testing.assert_frame_equal(mixed.sort_values("area_code", ignore_index=True), rows)


def test_neighbours_are_peers_like_any_other():
    # Seven neighbours an area; the median by numpy over the seven that the pairs name.
    values = random_values(9).query("unit == 'x'")
    pairs = peer_pairs(grouping("nearest-neighbours"), membership(), context())
    rows = compare_with_peers(values, pairs, unit=["unit"]).set_index("area_code")
    known = values.set_index("area_code")["value"]
    for area, own in pairs.groupby("area_code"):
        peers = known[own["peer_code"]].dropna()
        assert rows.loc[area, "peer_median"] == pytest.approx(np.median(peers))
        assert rows.loc[area, "n_peers"] == len(peers)
        assert rows.loc[area, "n_peers_all"] == 7
