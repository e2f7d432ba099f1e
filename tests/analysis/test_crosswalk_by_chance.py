"""What chance gives on linked answers: by hand, by plain loops over every two areas, and by laws."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.crosswalk import agreements, by_chance, expected

COLUMNS = ["area_code", "framework", "round", "criterion_id", "answer", "level", "action"]
LINKS = pd.DataFrame(
    [
        {"link_id": f"link-{n}", "framework_a": "four", "criterion_a": f"toy.p.0{n}", "framework_b": "check",
         "criterion_b": f"toy.p.0{n}", "topic": f"Topic {n}", "round_a": "2025", "round_b": "2025"}
        for n in (1, 2)
    ]
)  # fmt: skip
NOTHING = "."


@pytest.fixture(scope="session")
def scales(made_up):
    """Four levels and a checklist."""
    four = replace(made_up({"p": 2}), framework_id="four")
    return {"four": four, "check": replace(made_up({"p": 2}, levels=(0, 1), kind="checklist"), framework_id="check")}


def answered(scales, marks):
    """``{"X": ["41", "40"]}``: on each link the level (1 to 4) and the checklist (0, 1, ! for a no with an action)."""
    rows = []
    for area, pairs in marks.items():
        for n, pair in enumerate(pairs, start=1):
            for framework, mark in zip(("four", "check"), pair, strict=True):
                if mark != NOTHING:
                    level, action = (0.0, "Soon") if mark == "!" else (float(mark), "")
                    rows.append((area, framework, "2025", f"toy.p.0{n}", "rated", level, action))
    return agreements(pd.DataFrame(rows, columns=COLUMNS), LINKS, scales, list(marks))


class TestByHand:
    # Link 1: X 4 and yes, Y 1 and no, Z 4 and no. Each agrees with itself but Z.
    # Six pairs of different areas: X4-Y no contradict, X4-Z no contradict, Y1-X yes contradict, Y1-Z no agree,
    # Z4-X yes agree, Z4-Y no contradict: 2 agree, 4 contradict.
    # Link 2: X 3 and yes, Y 2 and an answer only on side a, Z nothing: Y2-X yes is the one pair, 2/3 apart: differs.
    MARKS = {"X": ["41", "31"], "Y": ["10", "2."], "Z": ["40", ".."]}  # noqa: RUF012

    def test_each_link(self, scales):
        one, two = by_chance(answered(scales, self.MARKS)).to_dict("records")
        assert (one["link_id"], one["n_pairs"]) == ("link-1", 6)
        assert (one["agree"], one["contradict"]) == pytest.approx((2 / 6, 4 / 6))
        assert (two["link_id"], two["n_pairs"], two["agree"], two["contradict"]) == ("link-2", 1, 0, 0)

    def test_a_link_counts_as_often_as_it_is_compared(self, scales):
        # Link 1 is compared three times (2 agree, 1 contradicts), link 2 once (3 and yes agree).
        found = answered(scales, self.MARKS)
        (row,) = expected(found, by_chance(found), []).to_dict("records")
        assert row == pytest.approx(
            {
                "n_compared": 4,
                "agree": 3 / 4,
                "expected_agree": 3 * (2 / 6) / 4,
                "contradict": 1 / 4,
                "expected_contradict": 3 * (4 / 6) / 4,
            }
        )

    def test_by_topic_and_of_one_area(self, scales):
        found = answered(scales, self.MARKS)
        rows = expected(found[found["area_code"] == "X"], by_chance(found), ["topic"]).to_dict("records")
        assert [(row["topic"], row["n_compared"], row["agree"]) for row in rows] == [
            ("Topic 1", 1, 1),
            ("Topic 2", 1, 1),
        ]
        assert [row["expected_agree"] for row in rows] == pytest.approx([1 / 3, 0])

    def test_a_no_in_hand_stays_softer_in_another_area(self, scales):
        # X 4 beside Y's no with an action differs, Y 4 beside X's plain no contradicts.
        (one, _) = by_chance(answered(scales, {"X": ["40", ".."], "Y": ["4!", ".."]})).to_dict("records")
        assert (one["n_pairs"], one["agree"], one["contradict"]) == (2, 0, 0.5)

    def test_one_area_alone_meets_nobody(self, scales):
        found = answered(scales, {"X": ["41", "31"]})
        chance = by_chance(found)
        assert chance["n_pairs"].tolist() == [0, 0]
        (row,) = expected(found, chance, []).to_dict("records")
        assert (row["n_compared"], row["agree"]) == (2, 1)
        assert math.isnan(row["expected_agree"])
        assert math.isnan(row["expected_contradict"])

    def test_a_link_that_one_area_answered_is_left_out_of_chance(self, scales):
        found = answered(scales, {"X": ["41", "31"], "Y": ["41", ".."]})
        assert expected(found, by_chance(found), [])["expected_agree"].tolist() == [1]
        assert expected(found, by_chance(found), ["topic"])["expected_agree"].fillna(-1).tolist() == [1, -1]

    def test_nothing_compared(self, scales):
        found = answered(scales, {"X": ["4.", ".1"]})
        assert expected(found, by_chance(found), []).empty
        assert expected(found.head(0), by_chance(found.head(0)), ["topic"]).empty


marks = st.tuples(st.sampled_from("1234."), st.sampled_from("01!.")).map("".join)
areas = st.lists(st.tuples(marks, marks), min_size=1, max_size=7)


class TestLaws:
    @settings(max_examples=40)
    @given(areas)
    def test_it_is_what_plain_loops_over_every_two_areas_say(self, scales, drawn):
        found = answered(scales, {f"A{n}": list(pairs) for n, pairs in enumerate(drawn)})
        for place, row in enumerate(by_chance(found).itertuples()):
            verdicts = []
            for one, other in permutations([pairs[place] for pairs in drawn], 2):
                a, b = one[0], other[1]
                if NOTHING not in (a, b):
                    thirds = abs(int(a) - 1 - (3 if b == "1" else 0))
                    softer = b == "!"
                    verdicts.append(
                        "agree" if thirds <= 1 else "contradict" if thirds == 3 and not softer else "differ"
                    )
            assert row.n_pairs == len(verdicts)
            if verdicts:
                assert row.agree == pytest.approx(verdicts.count("agree") / len(verdicts))
                assert row.contradict == pytest.approx(verdicts.count("contradict") / len(verdicts))
            else:
                assert math.isnan(row.agree)
                assert math.isnan(row.contradict)

    @given(st.integers(2, 6), marks.filter(lambda pair: NOTHING not in pair))
    @settings(max_examples=20)
    def test_where_all_areas_answer_alike_chance_gives_what_was_found(self, scales, n, pair):
        found = answered(scales, {f"A{i}": [pair, pair] for i in range(n)})
        (row,) = expected(found, by_chance(found), []).to_dict("records")
        assert row["expected_agree"] == pytest.approx(row["agree"])
        assert row["expected_contradict"] == pytest.approx(row["contradict"])
