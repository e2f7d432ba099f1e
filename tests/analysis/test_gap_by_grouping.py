"""The same gap under every peer grouping, and a sentence that says what the frame says."""

import numpy as np
import pandas as pd
import pytest

from csp_analytics.analysis.groupings import peer_pairs
from csp_analytics.analysis.peers import compare_with_peers, pairs_of_groups
from csp_analytics.analysis.sensitivity import gap_by_grouping, sensitivity_words
from csp_analytics.areas.groupings import context, groupings, membership
from csp_analytics.areas.register import register

HALF_A_LEVEL = 50 / 3
UNIT = ["principle_id"]


def pairs(*areas: str) -> pd.DataFrame:
    members = pd.DataFrame({"grouping_id": "g", "group": "Group", "area_code": list(areas)})
    return pairs_of_groups(members, "g")


VALUES = pd.DataFrame(
    {
        "area_code": list("ABCDEFGHIJK"),
        "value": [50.0, 10, 20, 30, 40, 45, 60, 70, 80, 90, 95],
        "principle_id": "evidence",
    }
)


def test_one_row_a_grouping_worked_by_hand():
    # low: peers B C D E F 10 20 30 40 45, median 30, gap 20: higher.  high: G H I J K, median 80, gap -30: lower.
    # mixed: D E F G H 30 40 45 60 70, median 45, gap 5: similar.  small: B C D, three peers: not compared.
    groups = {"low": pairs(*"ABCDEF"), "high": pairs(*"AGHIJK"), "mixed": pairs(*"ADEFGH"), "small": pairs(*"ABCD")}
    rows = gap_by_grouping(VALUES, groups, "A", unit=UNIT, similar_within=HALF_A_LEVEL).set_index("grouping_id")
    assert rows["peer_value"].to_dict() == {"low": 30, "high": 80, "mixed": 45, "small": 20}
    assert rows["gap"].to_dict() == {"low": 20, "high": -30, "mixed": 5, "small": 30}
    assert rows["band"].to_dict() == {"low": "higher", "high": "lower", "mixed": "similar", "small": "not compared"}
    assert rows["n_peers"].to_dict() == {"low": 5, "high": 5, "mixed": 5, "small": 3}
    assert set(rows["value"]) == {50}


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (["lower"] * 5 + ["similar"], "lower than peers under 5 of 6 peer groupings"),
        (["higher", "higher", "similar"], "higher than peers under 2 of 3 peer groupings"),
        (
            ["higher", "lower", "lower", "higher"],
            "depends on the peers: higher under 2, lower under 2 of 4 peer groupings",
        ),
        (["similar"] * 4, "similar to peers under 4 of 4 peer groupings"),
        (
            ["similar", "similar", "not compared", "not compared"],
            "similar to peers under 2 of 2 peer groupings (2 more have too few peers)",
        ),
        (["not compared"] * 3, "not compared under any peer grouping"),
        ([], "not compared under any peer grouping"),
    ],
)
def test_the_sentence_counts_the_groupings_that_compare(bands, words):
    assert sensitivity_words(bands) == words


def test_under_real_groupings_every_row_is_the_full_comparison_and_the_words_are_its_counts():
    rng = np.random.default_rng(2)
    values = pd.DataFrame(
        {"area_code": list(register().areas), "value": rng.uniform(0, 100, 32), "principle_id": "evidence"}
    )
    peers = {one.grouping_id: peer_pairs(one, membership(), context()) for one in groupings().values()}
    whole = {
        name: compare_with_peers(values, found, unit=UNIT, similar_within=HALF_A_LEVEL).set_index("area_code")
        for name, found in peers.items()
    }
    for area in list(register().areas)[::3]:
        rows = gap_by_grouping(values, peers, area, unit=UNIT, similar_within=HALF_A_LEVEL).set_index("grouping_id")
        assert rows.index.tolist() == list(peers)
        for grouping_id in peers:
            columns = ["value", "peer_value", "gap", "band", "n_peers"]
            pd.testing.assert_series_equal(
                rows.loc[grouping_id, columns],
                whole[grouping_id].loc[area, columns],
                check_names=False,
                check_dtype=False,
            )
        said = sensitivity_words(rows["band"].tolist())
        counts = rows["band"].value_counts().drop("not compared", errors="ignore")
        assert f" under {counts.max()}" in said
        assert f" of {counts.sum()} peer groupings" in said
        most = counts[counts == counts.max()].index
        assert said.split()[0] == ("depends" if len(most) > 1 else most[0])


def test_an_area_that_has_no_peers_under_a_grouping_is_not_compared_there():
    # Fife is a police division of its own.
    fife = register().resolve("Fife").area_code
    values = pd.DataFrame({"area_code": list(register().areas), "value": 50.0, "principle_id": "evidence"})
    peers = {name: pairs_of_groups(membership(), name) for name in ("police-division", "family-people")}
    rows = gap_by_grouping(values, peers, fife, unit=UNIT, similar_within=HALF_A_LEVEL).set_index("grouping_id")
    assert rows["band"].to_dict() == {"police-division": "not compared", "family-people": "similar"}
    assert rows["n_peers"].to_dict() == {"police-division": 0, "family-people": 7}


def test_no_groupings_give_an_empty_frame_with_its_columns():
    rows = gap_by_grouping(VALUES, {}, "A", unit=UNIT, similar_within=1)
    assert rows.empty
    assert {"grouping_id", "principle_id", "gap", "band"} <= set(rows.columns)
