"""Linked answers agree, differ or contradict each other: by hand, by laws, and by plain loops over the data."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.crosswalk import VERDICTS, agreements, contradictions, summary, with_rounds

COLUMNS = ["area_code", "framework", "round", "criterion_id", "answer", "level", "action"]


@pytest.fixture(scope="session")
def scales(made_up):
    """Frameworks of one principle with 12 criteria each: four levels, a checklist, five levels."""
    four = replace(made_up({"p": 12}), framework_id="four")
    check = replace(made_up({"p": 12}, levels=(0, 1), kind="checklist"), framework_id="check")
    five = replace(made_up({"p": 12}, levels=(0, 1, 2, 3, 4)), framework_id="five")
    return {"four": four, "check": check, "five": five}


def link(number, a, b, topic="Topic"):
    """A link between the criteria of that number in two frameworks, both rated in 2025."""
    name = f"toy.p.{number:02}"
    return {
        "link_id": f"link-{number}", "framework_a": a, "criterion_a": name, "framework_b": b, "criterion_b": name,
        "topic": topic, "principle_id": "p", "round_a": "2025", "round_b": "2025",
    }  # fmt: skip


def answered(framework, number, mark, area="X", action=""):
    """One row of ratings: a level, or one of - (not applicable), ? (don't know) and . (blank)."""
    answer = {"-": "not applicable", "?": "don't know", ".": "missing"}.get(mark, "rated")
    level = float(mark) if answer == "rated" else float("nan")
    return (area, framework, "2025", f"toy.p.{number:02}", answer, level, action)


def verdict(scales, a, mark_a, b, mark_b, action_a="", action_b=""):
    """The verdict on one pair of answers; None stands for an area that was not assessed."""
    rows = [answered(a, 1, mark_a, action=action_a)] if mark_a is not None else []
    rows += [answered(b, 1, mark_b, action=action_b)] if mark_b is not None else []
    found = agreements(pd.DataFrame(rows, columns=COLUMNS), pd.DataFrame([link(1, a, b)]), scales, ["X"])
    return found["verdict"].iloc[0]


class TestTheRuleByHand:
    # Places on four levels: 0, 1/3, 2/3, 1; on a checklist 0, 1; on five levels 0, 1/4, 1/2, 3/4, 1.
    @pytest.mark.parametrize(
        ("level", "yes", "no"),
        [
            ("1", "contradict", "agree"),  # 0: 1 from yes, 0 from no
            ("2", "differ", "agree"),  # 1/3: 2/3 from yes, 1/3 from no
            ("3", "agree", "differ"),  # 2/3
            ("4", "agree", "contradict"),  # 1
        ],
    )
    def test_four_levels_beside_a_checklist(self, scales, level, yes, no):
        assert verdict(scales, "four", level, "check", "1") == yes
        assert verdict(scales, "four", level, "check", "0") == no

    def test_four_levels_beside_four_levels_one_step_two_steps_three_steps(self, scales):
        other = scales | {"other": replace(scales["four"], framework_id="other")}
        steps = {(a, b): verdict(other, "four", str(a), "other", str(b)) for a in range(1, 5) for b in range(1, 5)}
        by_distance = {0: "agree", 1: "agree", 2: "differ", 3: "contradict"}
        assert steps == {(a, b): by_distance[abs(a - b)] for a, b in steps}

    @pytest.mark.parametrize(
        ("five", "four", "wanted"),
        [
            ("0", "4", "contradict"),
            ("1", "4", "contradict"),  # 1/4 and 1: 3/4 apart
            ("2", "4", "differ"),  # 1/2 and 1
            ("2", "3", "agree"),  # 1/2 and 2/3: 1/6 apart
            ("3", "2", "differ"),  # 3/4 and 1/3: 5/12 apart
            ("4", "2", "differ"),  # 1 and 1/3: 2/3 apart
        ],
    )
    def test_five_levels_beside_four(self, scales, five, four, wanted):
        assert verdict(scales, "five", five, "four", four) == wanted

    def test_a_no_with_an_action_beside_it_differs_where_it_would_contradict(self, scales):
        assert verdict(scales, "four", "4", "check", "0", action_b="Sign by June") == "differ"
        assert verdict(scales, "check", "0", "four", "4", action_a="Sign by June") == "differ"
        assert verdict(scales, "four", "4", "check", "0", action_b="  ") == "contradict"

    def test_an_action_softens_nothing_else(self, scales):
        assert verdict(scales, "four", "1", "check", "0", action_b="Sign by June") == "agree"
        assert verdict(scales, "four", "1", "check", "1", action_b="Keep at it") == "contradict"
        assert verdict(scales, "four", "1", "check", "1", action_a="Begin") == "contradict", "a level is not a no"

    @pytest.mark.parametrize("mark", ["-", "?", ".", None])
    def test_without_an_answer_on_both_sides_nothing_is_compared(self, scales, mark):
        assert verdict(scales, "four", mark, "check", "0") == "not comparable"
        assert verdict(scales, "four", "4", "check", mark) == "not comparable"


class TestRowsAndColumns:
    def test_each_side_tells_its_answer_and_its_place(self, scales):
        rows = [answered("four", 1, "3"), answered("check", 1, "0", action="Sign")]
        found = agreements(pd.DataFrame(rows, columns=COLUMNS), pd.DataFrame([link(1, "four", "check")]), scales, ["X"])
        (row,) = found.to_dict("records")
        assert (row["answer_a"], row["level_a"], row["in_hand_a"]) == ("rated", 3.0, False)
        assert (row["level_b"], row["place_b"], row["in_hand_b"], row["action_b"]) == (0.0, 0.0, True, "Sign")
        assert row["place_a"] == pytest.approx(2 / 3)
        assert row["apart"] == pytest.approx(2 / 3)

    def test_an_area_that_was_not_assessed_has_its_rows_too(self, scales):
        rows = pd.DataFrame([answered("four", 1, "3")], columns=COLUMNS)
        found = agreements(rows, pd.DataFrame([link(1, "four", "check"), link(2, "four", "check")]), scales, ["Y", "X"])
        assert list(zip(found["area_code"], found["link_id"], found["answer_a"], strict=True)) == [
            ("Y", "link-1", "not assessed"), ("Y", "link-2", "not assessed"),
            ("X", "link-1", "rated"), ("X", "link-2", "not assessed"),
        ]  # fmt: skip
        assert set(found["answer_b"]) == {"not assessed"}

    def test_other_rounds_and_other_texts_stay_apart(self, scales):
        rows = [answered("four", 1, "4"), answered("check", 1, "1")]
        old = [("X", "check", "2023", "toy.p.01", "rated", 0.0, "")]
        frame = pd.DataFrame(rows + old, columns=COLUMNS).assign(evidence=["ours", "", "old"])
        (row,) = agreements(frame, pd.DataFrame([link(1, "four", "check")]), scales, ["X"]).to_dict("records")
        assert (row["verdict"], row["evidence_a"], row["evidence_b"]) == ("agree", "ours", "")


class TestWhichRounds:
    LINKS = pd.DataFrame({"framework_a": ["f", "f", "f"], "framework_b": ["g", "h", "i"]})

    def test_the_newest_that_both_have_else_the_newest_of_each(self):
        known = {"f": ["2021", "2023", "2025"], "g": ["2021", "2023"], "h": ["2022", "2024"]}
        found = with_rounds(self.LINKS, known)
        assert list(zip(found["round_a"], found["round_b"], strict=True)) == [
            ("2023", "2023"),
            ("2025", "2024"),
            ("2025", ""),
        ]

    def test_no_links_no_rounds(self):
        assert list(with_rounds(self.LINKS.head(0), {"f": ["2021"]}).columns) == [
            "framework_a", "framework_b", "round_a", "round_b",
        ]  # fmt: skip


class TestCounting:
    @pytest.fixture
    def found(self, scales):
        """Links 1 and 2 on one topic, 3 and 4 on another. X: agree, contradict, contradict, contradict.
        Y: contradict, not comparable, agree, differ."""
        marks = {"X": ["41", "40", "11", "40"], "Y": ["40", "4?", "41", "21"]}
        rows = [
            answered(framework, number, mark, area)
            for area, pairs in marks.items()
            for number, pair in enumerate(pairs, start=1)
            for framework, mark in zip(("four", "check"), pair, strict=True)
        ]
        links = [link(n, "four", "check", topic) for n, topic in ((1, "One"), (2, "One"), (3, "Two"), (4, "Two"))]
        return agreements(pd.DataFrame(rows, columns=COLUMNS), pd.DataFrame(links), scales, ["X", "Y"])

    def test_the_verdicts(self, found):
        wanted = ["agree", "contradict", "contradict", "contradict", "contradict", "not comparable", "agree", "differ"]
        assert list(found["verdict"]) == wanted

    def test_by_topic(self, found):
        one, two = summary(found, ["topic"]).to_dict("records")
        names = [*VERDICTS, "n_compared", "n_areas", "n_areas_contradict"]
        assert ([one[name] for name in names], [two[name] for name in names]) == (
            [1, 0, 2, 1, 3, 2, 2],
            [1, 1, 2, 0, 4, 2, 1],
        )

    def test_by_area(self, found):
        counts = summary(found, ["area_code"]).set_index("area_code")
        assert counts.loc["X", list(VERDICTS)].tolist() == [1, 0, 3, 0]
        assert counts.loc["Y", list(VERDICTS)].tolist() == [1, 1, 1, 1]

    def test_contradictions_begin_with_the_topic_that_has_most(self, found):
        assert list(contradictions(found[found["area_code"] == "X"])["link_id"]) == ["link-3", "link-4", "link-2"]

    def test_the_furthest_apart_come_before_all(self, scales):
        # 1/4 and 1 are 3/4 apart, 0 and 1 are 1 apart, though the first topic has two of them.
        rows = [answered("five", n, mark) for n, mark in ((1, "1"), (2, "1"), (3, "0"))]
        rows += [answered("four", n, "4") for n in (1, 2, 3)]
        links = [link(n, "five", "four", topic) for n, topic in ((1, "Many"), (2, "Many"), (3, "Far"))]
        found = agreements(pd.DataFrame(rows, columns=COLUMNS), pd.DataFrame(links), scales, ["X"])
        assert list(contradictions(found)["link_id"]) == ["link-3", "link-1", "link-2"]

    def test_nothing_to_count(self, found):
        assert len(contradictions(found.head(0))) == 0
        assert summary(found.head(0), ["topic"])["agree"].tolist() == []


SIZES = range(2, 8)


@pytest.fixture(scope="module")
def every_pair(made_up) -> dict[tuple[int, int, int, int], str]:
    """The verdict on every pair of answers on scales of two to seven levels: by both sizes and both levels from 0."""
    scales = {f"{side}{n}": made_up({"p": 1}, levels=tuple(range(n))) for side in "ab" for n in SIZES}
    links = pd.DataFrame([link(1, f"a{n}", f"b{m}") for n in SIZES for m in SIZES])
    levels = [(i, j) for i in range(max(SIZES)) for j in range(max(SIZES))]
    rows = [
        answered(f"{side}{n}", 1, str(level), area=f"{i} {j}")
        for i, j in levels
        for side, level in (("a", i), ("b", j))
        for n in SIZES
        if level < n
    ]
    found = agreements(pd.DataFrame(rows, columns=COLUMNS), links, scales, [f"{i} {j}" for i, j in levels])
    return {
        (int(row.framework_a[1:]), int(row.framework_b[1:]), *map(int, row.area_code.split())): row.verdict
        for row in found[found["verdict"] != "not comparable"].itertuples()
    }


class TestLaws:
    def test_every_pair_there_is_was_judged(self, every_pair):
        assert len(every_pair) == sum(SIZES) ** 2

    def test_both_sides_count_alike(self, every_pair):
        assert all(every_pair[m, n, j, i] == said for (n, m, i, j), said in every_pair.items())

    def test_turning_both_scales_round_changes_nothing(self, every_pair):
        assert all(every_pair[n, m, n - 1 - i, m - 1 - j] == said for (n, m, i, j), said in every_pair.items())

    def test_it_is_what_exact_fractions_say(self, every_pair):
        for (n, m, i, j), said in every_pair.items():
            apart = abs(Fraction(i, n - 1) - Fraction(j, m - 1))
            wanted = "agree" if apart <= Fraction(1, 3) else "contradict" if apart >= Fraction(3, 4) else "differ"
            assert said == wanted, (n, m, i, j)

    @settings(max_examples=15, deadline=None)
    @given(st.permutations(range(8)))
    def test_the_order_of_ratings_is_irrelevant(self, scales, order):
        marks = ["41", "10", "20", "3?"]
        rows = [
            answered(framework, number, mark)
            for number, pair in enumerate(marks, start=1)
            for framework, mark in zip(("four", "check"), pair, strict=True)
        ]
        links = pd.DataFrame([link(n, "four", "check") for n in (1, 2, 3, 4)])
        found = agreements(pd.DataFrame([rows[i] for i in order], columns=COLUMNS), links, scales, ["X"])
        assert list(found["verdict"]) == ["agree", "agree", "agree", "not comparable"]
