"""The principles under several frameworks: middle, own, how far apart, and whether areas rank alike."""

from __future__ import annotations

import math
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from csp_analytics.analysis.principles import apart, principles_by_framework, rank_agreement, skills_by_principle

NONE = math.nan


def scores(values):
    """``{framework: {principle: {area: score}}}`` as a frame."""
    rows = [
        (framework, area, principle, score, "" if score == score else "not enough answers (1 of 9)")
        for framework, principles in values.items()
        for principle, areas in principles.items()
        for area, score in areas.items()
    ]
    return pd.DataFrame(rows, columns=["framework", "area_code", "principle_id", "score", "note"])


EVERYONE = scores(
    {
        "f": {"lead": {"X": 20, "Y": 40, "Z": 90}, "proof": {"X": 10, "Y": NONE, "Z": 30}},
        "g": {"lead": {"X": 60, "Y": 50}, "proof": {"X": NONE, "Y": NONE}},
    }
)


class TestSideBySide:
    def test_the_middle_area_of_each_framework(self):
        # f lead: 20 40 90, middle 40. f proof: 10 30, middle 20. g lead: 50 60, middle 55. g proof: nobody.
        seen = principles_by_framework(EVERYONE)
        columns = ["principle_id", "framework", "middle", "lowest", "highest", "n_areas"]
        assert seen[columns].fillna(-1).to_numpy().tolist() == [
            ["lead", "f", 40, 20, 90, 3],
            ["lead", "g", 55, 50, 60, 2],
            ["proof", "f", 20, 10, 30, 2],
            ["proof", "g", -1, -1, -1, 0],
        ]

    def test_one_area_beside_it_with_the_reason_for_no_score(self):
        own = EVERYONE[EVERYONE["area_code"] == "X"]
        seen = principles_by_framework(EVERYONE, own)
        assert seen["own"].fillna(-1).tolist() == [20, 60, 10, -1]
        assert seen["note"].tolist() == ["", "", "", "not enough answers (1 of 9)"]

    def test_an_area_outside_the_register_does_not_move_the_middle(self):
        outside = scores({"f": {"lead": {"outside:o": 100}}, "h": {"lead": {"outside:o": 5}}})
        seen = principles_by_framework(EVERYONE, outside).set_index(["principle_id", "framework"])
        assert seen.loc[("lead", "f"), ["middle", "n_areas", "own"]].tolist() == [40, 3, 100]
        assert seen.loc[("lead", "h"), ["n_areas", "own"]].tolist() == [0, 5]
        assert math.isnan(seen.loc[("proof", "f"), "own"])

    def test_how_far_apart_names_lowest_and_highest(self):
        seen = principles_by_framework(EVERYONE, EVERYONE[EVERYONE["area_code"] == "X"])
        assert apart(seen, "own").to_dict("records") == [
            {"principle_id": "lead", "low": 20, "low_framework": "f", "high": 60, "high_framework": "g", "apart": 40},
        ]
        assert apart(seen, "middle")["apart"].tolist() == [15]

    def test_one_framework_is_never_apart_from_itself(self):
        assert apart(principles_by_framework(EVERYONE[EVERYONE["framework"] == "f"]), "middle").empty


class TestRanks:
    def test_by_hand(self):
        # Ranks 1 2 3 4 5 and 2 1 3 5 4: differences 1 1 0 1 1, so rho = 1 - 6 * 4 / (5 * 24) = 0.8
        both = scores(
            {
                "f": {"lead": dict(zip("ABCDE", (10, 20, 30, 40, 50), strict=True))},
                "g": {"lead": dict(zip("ABCDE", (12, 11, 33, 70, 60), strict=True))},
            }
        )
        (row,) = rank_agreement(both).to_dict("records")
        assert (row["principle_id"], row["framework_a"], row["framework_b"], row["n_areas"]) == ("lead", "f", "g", 5)
        assert row["rho"] == pytest.approx(0.8)

    def test_only_areas_with_both_scores_count_and_it_takes_five(self):
        areas = dict(zip("ABCDEF", (10, 20, 30, 40, NONE, 60), strict=True))
        both = scores({"f": {"lead": areas}, "g": {"lead": areas | {"A": NONE}}})
        (row,) = rank_agreement(both).to_dict("records")
        assert row["n_areas"] == 4
        assert math.isnan(row["rho"])

    def test_no_order_where_all_areas_are_alike(self):
        areas = dict.fromkeys("ABCDE", 50)
        ranked = scores({"f": {"lead": areas}, "g": {"lead": dict(zip("ABCDE", range(5), strict=True))}})
        assert rank_agreement(ranked)["rho"].isna().all()

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)), min_size=5, max_size=12))
    def test_it_is_the_correlation_of_the_ranks(self, values):
        """Pearson's correlation of average ranks, worked out with other functions of scipy."""
        names = [f"A{n}" for n in range(len(values))]
        frame = scores(
            {f: {"lead": {a: v[i] for a, v in zip(names, values, strict=True)}} for i, f in enumerate("fgh")}
        )
        found = rank_agreement(frame).set_index(["framework_a", "framework_b"])["rho"]
        for (i, a), (j, b) in combinations(enumerate("fgh"), 2):
            first, second = ([float(v[k]) for v in values] for k in (i, j))
            if len(set(first)) == 1 or len(set(second)) == 1:
                assert math.isnan(found[a, b])
            else:
                wanted = stats.pearsonr(stats.rankdata(first), stats.rankdata(second)).statistic
                assert found[a, b] == pytest.approx(wanted)


def test_skills_by_principle_have_a_span_of_shares_and_the_words_of_the_others():
    published = pd.DataFrame(
        [("A", 40.0, "", "lead"), ("B", 23.0, "", "lead"), ("C", NONE, "very high", "lead"),
         ("D", NONE, "very high", "lead"), ("E", NONE, "low", "proof")],
        columns=["skill", "share_in_place", "words", "principle_id"],
    )  # fmt: skip
    lead, proof = skills_by_principle(published).to_dict("records")
    assert lead == {
        "principle_id": "lead", "n_skills": 4, "n_shares": 2, "lowest": 23.0, "highest": 40.0, "words": "very high",
    }  # fmt: skip
    assert (proof["n_skills"], proof["n_shares"], proof["words"]) == (1, 0, "low")
    assert math.isnan(proof["lowest"])
