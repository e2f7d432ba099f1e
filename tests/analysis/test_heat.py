"""Areas beside criteria: the table, its counts, and orders in which something can be seen."""

import itertools
from collections import Counter
from statistics import median

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis import heat
from csp_analytics.analysis.extremes import APART, STRONGEST, WEAKEST, extremes
from csp_analytics.analysis.peers import pairs_of_groups

SIZES = {"leadership": 3, "evidence": 3}
MARKS = st.sampled_from(["1", "2", "3", "4", "1", "2", "3", "4", "-", "?", "."])
ROW = st.lists(MARKS, min_size=6, max_size=6).map(" ".join)


@pytest.fixture(scope="session")
def toy(made_up):
    return made_up(SIZES)


def marks(rows):
    """Six marks an area: three of each principle."""
    return {area: {"leadership": row[:5], "evidence": row[6:]} for area, row in rows.items()}


def table(rows):
    """Levels as the page has them, from six marks an area."""
    found = {area: [float(m) if m.isdigit() else np.nan for m in row.split()] for area, row in rows.items()}
    return pd.DataFrame(found, index=[f"toy.{i}" for i in range(6)])


def test_the_table_has_criteria_in_document_order_and_every_answer(toy, rated):
    ratings = rated(marks({"Y": "4 3 - ? . 1", "X": "1 1 2 2 3 3"})).sample(frac=1, random_state=3)

    levels, answers = heat.matrix(ratings, toy), heat.matrix(ratings, toy, "answer")

    assert list(levels.index) == [row.criterion_id for row in toy.criteria]
    assert list(levels) == ["X", "Y"]
    assert levels["X"].tolist() == [1, 1, 2, 2, 3, 3]
    assert levels["Y"].isna().tolist() == [False, False, True, True, True, False]
    assert answers["Y"].tolist() == ["rated", "rated", "not applicable", "don't know", "missing", "rated"]


def test_a_row_that_an_assessment_lacks_is_missing(toy, rated):
    ratings = rated(marks({"X": "1 1 2 2 3 3"}))

    assert heat.matrix(ratings[1:], toy, "answer")["X"].iloc[0] == "missing"


@settings(max_examples=25, deadline=None)
@given(rows=st.dictionaries(st.sampled_from("ABCDEFGH"), ROW, min_size=1))
def test_counts_are_those_of_plain_loops(toy, rated, rows):
    counts = heat.level_counts(rated(marks(rows)), toy, list(rows)).set_index("criterion_id")

    for place, criterion in enumerate(toy.criteria):
        said = Counter(row.split()[place] for row in rows.values())
        found = counts.loc[criterion.criterion_id]
        assert [found[f"level_{k}"] for k in (1, 2, 3, 4)] == [said[k] for k in "1234"]
        assert (found["n_not_applicable"], found["n_dont_know"], found["n_missing"]) == (
            said["-"],
            said["?"],
            said["."],
        )
        assert found["n_rated"] == found["n_areas"] == sum(said[k] for k in "1234")


@settings(max_examples=25, deadline=None)
@given(rows=st.dictionaries(st.sampled_from("ABCDEFGHI"), ROW, min_size=6), other=ROW)
def test_an_area_outside_the_group_changes_no_figure_of_the_group(toy, rated, rows, other):
    group = sorted(rows)
    without, with_it = rated(marks(rows)), rated(marks({**rows, "Z": other}))
    membership = pd.DataFrame({"grouping_id": "g", "group": "one", "area_code": group})
    more = pd.concat([membership, pd.DataFrame({"grouping_id": ["g"], "group": ["two"], "area_code": ["Z"]})])

    pd.testing.assert_frame_equal(
        heat.level_counts(without, toy, group), heat.level_counts(with_it, toy, group), check_dtype=False
    )
    pd.testing.assert_frame_equal(
        heat.levels_beside_peers(without, pairs_of_groups(membership, "g"), group[0], toy),
        heat.levels_beside_peers(with_it, pairs_of_groups(more, "g"), group[0], toy),
    )


def test_nobody_of_the_group_was_assessed(toy, rated):
    counts = heat.level_counts(rated(marks({"X": "1 1 2 2 3 3"})), toy, ["Y"])

    assert counts["criterion_id"].tolist() == [row.criterion_id for row in toy.criteria]
    assert counts[["level_1", "n_rated", "n_applicable"]].to_numpy().sum() == 0


@settings(max_examples=20, deadline=None)
@given(rows=st.dictionaries(st.sampled_from("ABCDEFGH"), ROW, min_size=6), published=st.booleans())
def test_the_peers_figure_is_the_median_without_the_own_area_or_the_mean_with_it(toy, rated, rows, published):
    own, *peers = sorted(rows)
    membership = pd.DataFrame({"grouping_id": "g", "group": "one", "area_code": sorted(rows)})
    beside = heat.levels_beside_peers(
        rated(marks(rows)),
        pairs_of_groups(membership, "g"),
        own,
        toy,
        include_self=published,
        statistic="mean" if published else "median",
    )

    for place, criterion in enumerate(toy.criteria):
        said = {area: row.split()[place] for area, row in rows.items()}
        levels = [int(said[one]) for one in ([own, *peers] if published else peers) if said[one].isdigit()]
        found = beside.loc[criterion.criterion_id]
        assert found["n_peers"] == len(levels)
        if len(levels) < 5:
            assert np.isnan(found["peer_value"])
        else:
            expected = sum(levels) / len(levels) if published else median(levels)
            assert found["peer_value"] == pytest.approx(expected)
        assert (found["value"] == found["value"]) == said[own].isdigit()


def test_an_area_that_was_not_assessed_still_sees_its_peers(toy, rated):
    rows = dict.fromkeys("BCDEF", "2 2 2 3 3 3")
    membership = pd.DataFrame({"grouping_id": "g", "group": "one", "area_code": list("ABCDEF")})

    beside = heat.levels_beside_peers(rated(marks(rows)), pairs_of_groups(membership, "g"), "A", toy)

    assert beside["value"].isna().all()
    assert beside["peer_value"].tolist() == [2, 2, 2, 3, 3, 3]
    assert set(beside["band"]) == {"not compared"}


def test_distances_worked_by_hand(toy):
    levels = table({"A": "4 4 4 1 . .", "B": "3 4 1 1 . .", "C": "4 4 4 . 2 .", "D": ". . . . . ."})

    found = heat.distances(levels, toy)

    # A and B, four criteria that both rated, a scale of three steps: (1 + 0 + 3 + 0) / 3 / 4
    assert found[0, 1] == pytest.approx(1 / 3)
    # A and C, five that one of them rated: three equal, two that only one rated, half a scale each: (0.5 + 0.5) / 5
    assert found[0, 2] == pytest.approx(0.2)
    # D rated nothing: every criterion of A is half a scale away
    assert found[0, 3] == pytest.approx(0.5)
    assert found[3, 3] == 0


@settings(max_examples=40, deadline=None)
@given(rows=st.dictionaries(st.sampled_from("ABCDEFGH"), ROW, min_size=2))
def test_a_distance_is_nought_for_equal_answers_only_and_the_same_both_ways(toy, rows):
    levels = table(rows)
    found = heat.distances(levels, toy)

    assert np.allclose(found, found.T)
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-9
    for (i, a), (j, b) in itertools.product(enumerate(levels), repeat=2):
        assert (found[i, j] < 1e-12) == levels[a].equals(levels[b].rename(a))


@settings(max_examples=40, deadline=None)
@given(
    rows=st.dictionaries(st.sampled_from("ABCDEFGHIJ"), ROW, min_size=1),
    twins=st.lists(st.sampled_from("ABCDEFGHIJ"), max_size=4),
    seed=st.integers(0, 99),
)
def test_alike_is_a_permutation_whatever_the_order_of_the_columns_and_twins_stand_together(toy, rows, twins, seed):
    rows |= {f"{one} twin": rows[one] for one in twins if one in rows}
    levels = table(rows)

    order = heat.alike(levels, toy)

    assert sorted(order) == sorted(rows)
    assert heat.alike(levels.sample(frac=1, axis=1, random_state=seed), toy) == order
    answers = {one: row.translate(str.maketrans("?-", "..")) for one, row in rows.items()}  # no level is no level
    for _, same in itertools.groupby(sorted(rows, key=answers.get), key=answers.get):
        places = sorted(order.index(one) for one in same)
        assert places[-1] - places[0] == len(places) - 1


def test_two_camps_stand_apart_the_higher_one_first(toy):
    rows = {"B": "1 1 1 2 2 2", "A": "4 4 4 3 3 3", "D": "1 1 2 2 2 2", "C": "4 4 3 3 3 3"}

    order = heat.alike(table(rows), toy)

    assert set(order[:2]) == {"A", "C"}
    assert set(order[2:]) == {"B", "D"}


@settings(max_examples=40, deadline=None)
@given(
    names=st.dictionaries(st.sampled_from("ABCDEFGHIJ"), st.text("xyz", min_size=1, max_size=3), min_size=1),
    groups=st.dictionaries(st.sampled_from("ABCDEFGHIJ"), st.sampled_from(["one", "two", "three"])),
    own=st.sampled_from("ABCDEFGHIJ"),
)
def test_by_group_is_a_permutation_with_the_own_area_first_and_every_group_together(names, groups, own):
    order = heat.by_group(names, names, groups, own)

    assert sorted(order) == sorted(names)
    assert own not in names or order[0] == own
    seen = [groups.get(code, "") for code in order]
    assert len([key for key, _ in itertools.groupby(seen)]) == len(set(seen))
    if own in groups and groups[own] in seen:
        assert seen[0] == groups[own]
    for _, same in itertools.groupby((code for code in order if code != own), key=lambda code: groups.get(code, "")):
        listed = [names[code] for code in same]
        assert listed == sorted(listed)


def test_by_value_puts_the_highest_first_and_what_has_none_last():
    assert heat.by_value(["a", "b", "c", "d", "e"], {"a": 1.0, "b": np.nan, "c": 3.0, "d": 1.0}) == list("cadbe")


def test_by_unit_keeps_the_document_order_within_a_unit(toy):
    odd_first = heat.by_unit(toy, "side", ["odd", "even"])

    assert [key[4:] for key in odd_first] == [
        "leadership.01",
        "leadership.03",
        "evidence.01",
        "evidence.03",
        "leadership.02",
        "evidence.02",
    ]


def test_the_ends_never_overlap_and_what_all_agree_on_is_not_among_what_differs(toy, rated):
    # Means: 4, 3.5, 2.5, 2, 1.5, 1; criteria one and six are the same for all, five areas or more have a spread.
    rows = {area: f"4 {a} {b} 2 {c} 1" for area, a, b, c in zip("ABCDEF", "343434", "232323", "121212", strict=True)}

    found = extremes(heat.level_counts(rated(marks(rows)), toy, list(rows)))
    places = {end: [key[-2:] + key[4] for key in rows["criterion_id"]] for end, rows in found.items()}

    assert places[STRONGEST] == ["01l", "02l", "03l"]
    assert places[WEAKEST] == ["03e", "02e", "01e"]
    assert sorted(places[APART]) == ["02e", "02l", "03l"]  # equal spread, then document order
    assert places[APART] == ["02l", "03l", "02e"]
