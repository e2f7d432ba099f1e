"""Why areas are peers: distances and differences by hand, and by scipy and plain loops over the real facts."""

import math
from statistics import mean, pstdev

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist
from scipy.stats import zscore

from csp_analytics.analysis.alike import ALIKE, MOST, UNLIKE, facts_beside, nearness
from csp_analytics.analysis.groupings import model_variables, peer_pairs
from csp_analytics.analysis.neighbours import Variable
from csp_analytics.areas.groupings import context, grouping, groupings, membership
from csp_analytics.areas.register import register

AREAS = sorted(register().areas)
MODEL = grouping("nearest-neighbours")
VARIABLES = model_variables(MODEL)
FIFE = "S12000047"


def context_of(**variables: dict[str, float]) -> pd.DataFrame:
    rows = [(area, name, value) for name, by_area in variables.items() for area, value in by_area.items()]
    return pd.DataFrame(rows, columns=["area_code", "variable", "value"])


# Each with mean 0 and standard deviation 1 over the four areas: values are z-scores as they stand.
CORNERS = context_of(
    x={"A": -1, "B": 1, "C": -1, "D": 1}, y={"A": -1, "B": -1, "C": 1, "D": 1}, z={"A": 1, "B": -1, "C": -1, "D": 1}
)
XYZ = (Variable("x", "X"), Variable("y", "Y"), Variable("z", "Z"))


def test_distance_is_nothing_for_the_same_and_otherwise_in_standard_deviations():
    # A-B differ by 2 on x and z: sqrt((4 + 0 + 4) / 3); A-C by 2 on y and z, A-D on x and y: all the same.
    found = nearness(CORNERS, XYZ, "A")
    assert found["peer_code"].tolist() == ["B", "C", "D"]  # equally far: in order of codes
    assert found["distance"].tolist() == pytest.approx([math.sqrt(8 / 3)] * 3)
    assert found["place"].tolist() == [1, 2, 3]
    assert set(found["n_others"]) == {3}
    twins = pd.concat([CORNERS, CORNERS[CORNERS["area_code"] == "A"].assign(area_code="E")])
    assert nearness(twins, XYZ, "A").iloc[0].to_dict() == {
        "peer_code": "E",
        "distance": 0,
        "place": 1,
        "n_others": 4,
    }


def test_a_difference_is_the_peer_less_the_area_in_standard_deviations_and_the_values_stay_in_their_unit():
    # x over 0, 1, 3, 7: mean 2.75, population variance 7.1875. From B (1) to D (7): +6 / 2.680951
    found = facts_beside(context_of(x={"A": 0, "B": 1, "C": 3, "D": 7}), (Variable("x", "X"),), "B", ["D", "A"])
    assert found["peer_code"].tolist() == ["D", "A"]
    assert found["difference"].tolist() == pytest.approx([6 / math.sqrt(7.1875), -1 / math.sqrt(7.1875)])
    assert found[["own_value", "peer_value"]].to_numpy().tolist() == [[1, 7], [1, 0]]


def test_a_logarithm_counts_in_the_difference_and_not_in_the_values():
    sizes = context_of(x={"A": 1, "B": 10, "C": 100})
    found = facts_beside(sizes, (Variable("x", "X", transform="log"),), "A", ["B", "C"])
    assert found["difference"].iloc[1] == pytest.approx(2 * found["difference"].iloc[0])
    assert found["peer_value"].tolist() == [10, 100]


SEVEN = tuple(Variable(name, name.upper()) for name in "abcdefg")
# From a to g the area 2 moves away from the area 1, while 3 stays far off: the differences grow in that order.
STEPS = context_of(**{name: {"1": 0, "2": step, "3": 100} for step, name in enumerate("abcdefg")})


def test_the_three_most_alike_and_the_three_most_unlike_are_the_ends_and_the_rest_is_between():
    kinds = facts_beside(STEPS, SEVEN, "1", ["2"]).set_index("variable")["kind"]
    assert kinds.to_dict() == dict(zip("abcdefg", [ALIKE] * 3 + [""] + [UNLIKE] * 3, strict=True))


@pytest.mark.parametrize(("n", "each"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (7, 3)])
def test_with_few_facts_none_is_both_alike_and_unlike(n, each):
    kinds = facts_beside(STEPS, SEVEN[:n], "1", ["2"])["kind"]
    assert (kinds == ALIKE).sum() == (kinds == UNLIKE).sum() == each


def test_equal_differences_come_in_the_order_of_the_variables():
    found = facts_beside(CORNERS, XYZ, "A", ["B", "C", "D"]).set_index(["peer_code", "variable"])["kind"]
    # B: x and z differ by 2, y by 0: y most alike; x before z, so z is the last and most unlike.
    assert found["B"].to_dict() == {"x": "", "y": ALIKE, "z": UNLIKE}
    assert found["C"].to_dict() == {"x": ALIKE, "y": "", "z": UNLIKE}
    assert found["D"].to_dict() == {"x": "", "y": UNLIKE, "z": ALIKE}


class TestAreasWithoutAFact:
    """They cannot be placed, and the others are measured without them."""

    SHORT = pd.concat([STEPS, context_of(a={"4": 50, "5": None}, b={"4": 1})])

    def test_an_area_that_lacks_one_has_no_distance_to_anything(self):
        assert nearness(self.SHORT, SEVEN, "4").empty
        assert nearness(self.SHORT, SEVEN, "outside:elsewhere").empty
        assert facts_beside(self.SHORT, SEVEN, "4", ["1", "2"]).empty

    def test_as_a_peer_it_has_no_rows_and_changes_nothing(self):
        pd.testing.assert_frame_equal(nearness(self.SHORT, SEVEN, "1"), nearness(STEPS, SEVEN, "1"))
        with_it = facts_beside(self.SHORT, SEVEN, "1", ["4", "2", "outside:elsewhere", "5"])
        pd.testing.assert_frame_equal(with_it, facts_beside(STEPS, SEVEN, "1", ["2"]))

    def test_an_area_alone_and_an_area_without_peers_have_none(self):
        assert nearness(context_of(x={"A": 1}), (Variable("x", "X"),), "A").empty
        assert nearness(STEPS, (), "1").empty
        assert facts_beside(STEPS, SEVEN, "1", []).empty


def test_the_frames_have_their_columns_even_when_they_are_empty():
    assert list(nearness(STEPS, SEVEN, "9")) == list(nearness(STEPS, SEVEN, "1"))
    assert list(facts_beside(STEPS, SEVEN, "9", [])) == list(facts_beside(STEPS, SEVEN, "1", ["2"]))


def by_scipy() -> pd.DataFrame:
    """Distances between all real areas from scipy alone: z-scores, weights, Euclid."""
    values = context().pivot(index="area_code", columns="variable", values="value").loc[AREAS]
    columns = []
    for variable in VARIABLES:
        figures = values[variable.name].to_numpy(float)
        columns.append(zscore(np.log(figures) if variable.transform == "log" else figures))
    weights = [variable.weight / sum(v.weight for v in VARIABLES) for variable in VARIABLES]
    matrix = np.column_stack(columns)
    return pd.DataFrame(cdist(matrix, matrix, "euclidean", w=weights), index=AREAS, columns=AREAS)


def test_distances_of_all_areas_are_those_of_scipy():
    expected = by_scipy()
    for area in AREAS:
        found = nearness(context(), VARIABLES, area)
        assert found["distance"].tolist() == pytest.approx(expected.loc[area, found["peer_code"]].tolist())
        assert found["distance"].is_monotonic_increasing
        assert sorted(found["peer_code"]) == [code for code in AREAS if code != area]


def test_a_nearest_neighbour_has_the_same_distance_and_place_here_as_there():
    pairs = peer_pairs(MODEL, membership(), context())
    for area, own in pairs.groupby("area_code"):
        found = nearness(context(), VARIABLES, area)
        pd.testing.assert_frame_equal(
            found.head(MODEL.k)[["peer_code", "distance"]].astype({"peer_code": str}),
            own[["peer_code", "distance"]].reset_index(drop=True).astype({"peer_code": str}),
        )


@pytest.mark.parametrize("grouping_id", groupings())
def test_every_peer_of_every_area_has_its_facts_by_plain_loops(grouping_id):
    figures = {(row.area_code, row.variable): row.value for row in context().itertuples()}
    scores = {}
    for variable in VARIABLES:
        log = math.log if variable.transform == "log" else float
        all_of_them = [log(figures[code, variable.name]) for code in AREAS]
        middle, spread = mean(all_of_them), pstdev(all_of_them)
        scores |= {
            (code, variable.name): (value - middle) / spread for code, value in zip(AREAS, all_of_them, strict=True)
        }
    pairs = peer_pairs(grouping(grouping_id), membership(), context())
    for area in AREAS[::5]:
        peers = [code for code in pairs.loc[pairs["area_code"] == area, "peer_code"] if code]
        found = facts_beside(context(), VARIABLES, area, peers)
        assert len(found) == len(peers) * len(VARIABLES)
        for row in found.itertuples():
            assert (row.own_value, row.peer_value) == (
                figures[area, row.variable],
                figures[row.peer_code, row.variable],
            )
            expected = scores[row.peer_code, row.variable] - scores[area, row.variable]
            assert row.difference == pytest.approx(expected, abs=1e-9)
        for _, rows in found.groupby("peer_code"):
            size = rows["difference"].abs()
            alike, unlike, between = (size[rows["kind"] == kind] for kind in (ALIKE, UNLIKE, ""))
            assert (len(alike), len(unlike)) == (MOST, MOST)
            assert alike.max() <= between.min() + 1e-9
            assert between.max() <= unlike.min() + 1e-9


def test_the_distance_is_the_root_mean_square_of_the_differences():
    near = nearness(context(), VARIABLES, FIFE).set_index("peer_code")["distance"]
    facts = facts_beside(context(), VARIABLES, FIFE, list(near.index))
    for peer, rows in facts.groupby("peer_code"):
        squares = [variable.weight * step**2 for variable, step in zip(VARIABLES, rows["difference"], strict=True)]
        assert near[peer] == pytest.approx(math.sqrt(sum(squares) / sum(v.weight for v in VARIABLES)))


figures = st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 3))
tables = st.lists(st.tuples(figures, figures, figures), min_size=3, max_size=9).filter(
    lambda rows: all(len({row[n] for row in rows}) > 1 for n in range(3))
)


@given(rows=tables, order=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_order_of_rows_is_irrelevant_and_two_areas_are_as_far_from_each_other(rows, order):
    table = context_of(**{name: {f"A{i}": row[n] for i, row in enumerate(rows)} for n, name in enumerate("xyz")})
    shuffled = table.iloc[order.sample(range(len(table)), len(table))]
    for one in ("A0", "A1"):
        pd.testing.assert_frame_equal(nearness(table, XYZ, one), nearness(shuffled, XYZ, one))
    there = nearness(table, XYZ, "A0").set_index("peer_code")["distance"]
    back = nearness(table, XYZ, "A1").set_index("peer_code")["distance"]
    assert there["A1"] == pytest.approx(back["A0"])
    out, home = (facts_beside(table, XYZ, a, [b]) for a, b in (("A0", "A1"), ("A1", "A0")))
    assert out["difference"].tolist() == pytest.approx((-home["difference"]).tolist())
    assert out["kind"].tolist() == home["kind"].tolist()
