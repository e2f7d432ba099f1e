"""Nearest neighbours, by hand and by scipy. DESIGN section 5: z-scores, Euclidean, k = 7, weights in a file."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import cdist
from scipy.stats import zscore

from csp_analytics.analysis.groupings import model_variables, peer_pairs
from csp_analytics.analysis.neighbours import Variable, distances, pairs_of_neighbours, z_scores
from csp_analytics.areas.groupings import context, grouping, membership
from csp_analytics.areas.register import register


def context_of(**variables: dict[str, float]) -> pd.DataFrame:
    rows = [(area, name, value) for name, by_area in variables.items() for area, value in by_area.items()]
    return pd.DataFrame(rows, columns=["area_code", "variable", "value"])


LINE = context_of(x={"A": 0, "B": 1, "C": 3, "D": 7})
X = Variable("x", "X")


def test_distance_is_in_standard_deviations():
    # mean 2.75; squares 7.5625 + 3.0625 + 0.0625 + 18.0625 = 28.75; population variance 7.1875, sd 2.680951
    sd = math.sqrt(7.1875)
    found = distances(LINE, (X,))
    assert found.loc["A", "B"] == pytest.approx(1 / sd)
    assert found.loc["A", "D"] == pytest.approx(7 / sd)
    assert found.loc["C", "C"] == 0


def test_the_nearest_come_first_and_need_not_be_mutual():
    # B is nearest to A and A to B; C is nearer to B (2) than to D (4), but B's nearest is A; D's nearest is C.
    pairs = pairs_of_neighbours(distances(LINE, (X,)), 1)
    got = list(zip(pairs["area_code"], pairs["peer_code"], pairs["mutual"], strict=True))
    assert got == [("A", "B", True), ("B", "A", True), ("C", "B", False), ("D", "C", False)]

    # Two each: A has B (1) and C (3), B has A (1) and C (2), C has B (2) and A (3), D has C (4) and B (6).
    two = pairs_of_neighbours(distances(LINE, (X,)), 2)
    by_area = two.groupby("area_code")[["peer_code", "mutual"]].agg(list)
    assert by_area["peer_code"].to_dict() == {"A": ["B", "C"], "B": ["A", "C"], "C": ["B", "A"], "D": ["C", "B"]}
    assert by_area["mutual"].to_dict() == {"A": [True] * 2, "B": [True] * 2, "C": [True] * 2, "D": [False] * 2}


def test_equally_near_areas_come_in_order_of_their_codes():
    # A and B are both exactly 1 from C; the last digit of a z-score must not decide who is a peer.
    pairs = pairs_of_neighbours(distances(context_of(x={"C": 0, "B": 1, "A": -1, "D": 9}), (X,)), 2)
    assert pairs.loc[pairs["area_code"] == "C", "peer_code"].tolist() == ["A", "B"]


def test_no_more_neighbours_than_there_are_other_areas():
    pairs = pairs_of_neighbours(distances(LINE, (X,)), 7)
    assert pairs.groupby("area_code").size().to_dict() == dict.fromkeys("ABCD", 3)
    assert (pairs["area_code"] != pairs["peer_code"]).all()


def test_weights_are_relative_and_work_on_squared_differences():
    # Two areas differ by 2 standard deviations on each variable (values 0 and 1: z = -1 and 1).
    # weights 3 and 1: A-B differ on x only: sqrt(3 * 4 / 4) = sqrt(3); A-C on y only: sqrt(1 * 4 / 4) = 1;
    # A-D on both: sqrt((3 * 4 + 1 * 4) / 4) = 2.
    corners = context_of(x={"A": 0, "B": 1, "C": 0, "D": 1}, y={"A": 0, "B": 0, "C": 1, "D": 1})
    found = distances(corners, (Variable("x", "X", 3), Variable("y", "Y", 1)))
    assert found.loc["A", ["B", "C", "D"]].tolist() == pytest.approx([math.sqrt(3), 1, 2])
    tenfold = distances(corners, (Variable("x", "X", 30), Variable("y", "Y", 10)))
    pd.testing.assert_frame_equal(tenfold, found)


def test_a_weight_of_nothing_leaves_the_variable_out():
    both = context_of(x={"A": 0, "B": 1, "C": 3}, y={"A": 5, "B": 9, "C": 1})
    found = distances(both, (X, Variable("y", "Y", 0)))
    pd.testing.assert_frame_equal(found, distances(both, (X,)))


def test_a_logarithm_makes_ratios_into_steps():
    # 1, 10, 100: without it the first two are close; with it the steps are equal
    sizes = context_of(x={"A": 1, "B": 10, "C": 100})
    plain, logged = distances(sizes, (X,)), distances(sizes, (Variable("x", "X", transform="log"),))
    assert plain.loc["B", "C"] / plain.loc["A", "B"] == pytest.approx(10)
    assert logged.loc["B", "C"] / logged.loc["A", "B"] == pytest.approx(1)


def test_the_unit_of_a_variable_is_irrelevant():
    percent = LINE.assign(value=LINE["value"] * 100 + 5)
    pd.testing.assert_frame_equal(distances(percent, (X,)), distances(LINE, (X,)))


def test_an_area_that_lacks_a_variable_is_named():
    short = context_of(x={"A": 0, "B": 1, "C": 3}, y={"A": 5, "C": 1})
    with pytest.raises(ValueError, match="no value of 'y' for B"):
        distances(short, (X, Variable("y", "Y")))


def test_a_variable_that_nobody_has_is_named():
    with pytest.raises(ValueError, match="'rainfall'"):
        distances(LINE, (Variable("rainfall", "Rainfall"),))
    with pytest.raises(ValueError, match="'rainfall'"):
        distances(LINE, (X, Variable("rainfall", "Rainfall")))


def test_a_logarithm_of_nothing_is_refused():
    with pytest.raises(ValueError, match="'x' has values that are not above zero"):
        distances(LINE, (Variable("x", "X", transform="log"),))


def test_a_variable_that_is_the_same_everywhere_is_refused():
    # Its standard deviation is 0, so it has no z-score; an area must not become its own neighbour for that.
    same = context_of(x={"A": 0, "B": 1, "C": 3}, y={"A": 4, "B": 4, "C": 4})
    with pytest.raises(ValueError, match="'y'"):
        distances(same, (X, Variable("y", "Y")))


# --- the real areas ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def model():
    return grouping("nearest-neighbours")


@pytest.fixture(scope="module")
def by_hand(model) -> pd.DataFrame:
    """z-scores of the real context by scipy, read afresh from the settings."""
    table = context().pivot_table(index="area_code", columns="variable", values="value", aggfunc="first").sort_index()
    columns = {
        v.name: zscore(np.log(table[v.name]) if v.transform == "log" else table[v.name]) for v in model.variables
    }
    return pd.DataFrame(columns, index=table.index)


def test_z_scores_are_scipys(model, by_hand):
    found = z_scores(context(), model_variables(model))
    assert found.index.tolist() == sorted(register().areas)
    assert found.columns.tolist() == [v.name for v in model.variables]
    np.testing.assert_allclose(found, by_hand, atol=1e-12)


def test_distances_are_scipys(model, by_hand):
    weights = np.array([v.weight for v in model.variables])
    expected = cdist(by_hand, by_hand, "euclidean", w=weights / weights.sum())
    np.testing.assert_allclose(distances(context(), model_variables(model)), expected, atol=1e-12)


@pytest.mark.parametrize("weights", [(1, 1, 1, 1, 1, 1, 1, 1), (3, 1, 0.5, 2, 1, 4, 1, 0.1)])
def test_weighted_distances_are_scipys(model, by_hand, weights):
    variables = tuple(Variable(v.name, v.label, w, v.transform) for v, w in zip(model.variables, weights, strict=True))
    expected = cdist(by_hand, by_hand, "euclidean", w=np.array(weights) / sum(weights))
    np.testing.assert_allclose(distances(context(), variables), expected, atol=1e-12)


def test_every_area_has_its_seven_nearest(model, by_hand):
    pairs = peer_pairs(model, membership(), context())
    assert model.k == 7
    assert pairs.groupby("area_code").size().to_dict() == dict.fromkeys(register().areas, 7)
    assert (pairs["area_code"] != pairs["peer_code"]).all()
    assert not pairs.duplicated(["area_code", "peer_code"]).any()
    plain = cdist(by_hand, by_hand)  # equal weights: the order of plain distances
    for i, area in enumerate(by_hand.index):
        nearest = [by_hand.index[j] for j in np.argsort(plain[i], kind="stable") if j != i][:7]
        own = pairs[pairs["area_code"] == area]
        assert own["peer_code"].tolist() == nearest
        assert own["distance"].is_monotonic_increasing


def test_some_neighbours_are_mutual_and_some_are_not(model):
    pairs = peer_pairs(model, membership(), context())
    chosen = set(pairs[["area_code", "peer_code"]].itertuples(index=False, name=None))
    assert [(b, a) in chosen for a, b in zip(pairs["area_code"], pairs["peer_code"], strict=True)] == pairs[
        "mutual"
    ].tolist()
    assert set(pairs["mutual"]) == {True, False}


def test_neighbours_are_places_that_one_would_expect(model):
    # The three island areas are among each other's; Glasgow's include Dundee; no crime figure is used.
    names = register().names
    pairs = peer_pairs(model, membership(), context())
    near = pairs.groupby(pairs["area_code"].map(names))["peer_code"].agg(lambda codes: {names[c] for c in codes})
    islands = {"Na h-Eileanan Siar", "Orkney Islands", "Shetland Islands"}
    assert all(islands - {island} <= near[island] for island in islands)
    assert "Dundee City" in near["Glasgow City"]
    assert not [v.name for v in model.variables if "crime" in v.name]


def test_a_fixed_grouping_comes_in_the_same_shape():
    pairs = peer_pairs(grouping("family-people"), membership(), context())
    assert pairs.columns.tolist() == ["area_code", "peer_code", "group"]
    assert len(pairs) == 32 * 7
