"""Every fact beside one measure, and the sentences about a link."""

from decimal import Decimal
from math import nan

import pandas as pd
import pytest

from csp_analytics.analysis.association import Association
from csp_analytics.charts.association import every_fact
from csp_analytics.charts.facts import Fact, caution, finding, rho_words, shortened

FACTS = {
    "context:income": Fact("context:income", "People on a low income", "% of population", "2020", source="SG"),
    "indicator:crime": Fact("indicator:crime", "Crime rate", "per 10,000", "2021/22", source="IS"),
    "context:pay": Fact("context:pay", "Middle weekly pay", "GBP", "2025"),
    "indicator:few": Fact("indicator:few", "Bikes <b>stolen</b>", "", "2024"),
}
COLUMNS = ["fact_id", "n", "rho", "strength", "by_chance", "why_not"]
ROWS = [
    ("context:income", 30, 0.62, "moderate", 0.364, ""),
    ("context:pay", 29, -0.048, "no clear", 0.37, ""),
    ("indicator:crime", 30, -0.73, "strong", 0.364, ""),
    ("indicator:few", 3, nan, "", nan, "3 areas have both figures, and it takes 5"),
]


def shown(rows=ROWS, chosen="context:income", demo=False):
    found = pd.DataFrame(rows, columns=COLUMNS)
    return every_fact(found, FACTS, chosen, measure="Leadership", round_="2025", source="Toy", demo=demo)


class TestChart:
    def test_a_dot_a_fact_with_a_rho_in_its_order_from_the_top(self):
        (dots,) = shown().figure.data

        assert list(zip(dots.x, dots.y, strict=True)) == [(0.62, 3), (-0.048, 2), (-0.73, 1)]
        assert [key for key, _ in dots.customdata] == [row[0] for row in ROWS[:3]]

    def test_each_row_prints_title_rho_and_number_of_areas(self):
        texts = [one.text for one in shown(chosen="indicator:crime").figure.layout.annotations]

        assert texts[2:] == [
            "People on a low income", "0.62 (30)",
            "Middle weekly pay", "−0.05 (29)",
            "<b>Crime rate</b>", "<b>−0.73 (30)</b>",
            "Bikes &lt;b&gt;stolen&lt;/b&gt;", "– (3)",
        ]  # fmt: skip

    def test_the_grey_is_what_chance_reaches_with_that_many_areas(self):
        boxes = [one for one in shown().figure.layout.shapes if one.type == "rect"]

        assert [(one.x0, one.x1) for one in boxes] == [(-0.364, 0.364), (-0.37, 0.37), (-0.364, 0.364)]

    def test_the_chosen_fact_is_larger(self):
        sizes = shown(chosen="context:pay").figure.data[0].marker.size

        assert sizes[1] > sizes[0] == sizes[2]

    def test_its_name_goes_with_the_chosen_fact_so_that_a_click_is_over_when_it_was_followed(self):
        assert shown(chosen="context:income").name != shown(chosen="context:pay").name

    @pytest.mark.parametrize("demo", [True, False])
    def test_demonstration_data_is_marked(self, demo):
        texts = [one.text for one in shown(demo=demo).figure.layout.annotations]

        assert ("Demonstration data" in texts) == demo


class TestWords:
    def test_the_largest_whatever_its_sign_and_what_chance_would_do(self):
        # 5 % of three facts is 0.15: rounded, none.
        assert shown().takeaway == (
            "2 of 3 facts show a link; the largest rho of those is −0.73 (crime rate, strong link). Had none of them "
            "anything to do with the scores, chance alone would still put fewer than 1 outside their own boxes."
        )

    def test_the_largest_is_one_outside_its_own_box(self):
        # 0.80 of 5 areas is within 0.98, what chance reaches with 5; 0.45 of 30 is beyond 0.36.
        rows = [("indicator:few", 5, 0.8, "no clear", 0.98, ""), ("context:pay", 30, -0.45, "weak", 0.364, "")]

        assert shown(rows).takeaway.startswith(
            "1 of 2 facts shows a link; its rho is −0.45 (middle weekly pay, weak link). Had none"
        )
        assert shown(rows[:1]).takeaway.startswith("None of 1 fact shows a link. Had none")

    def test_a_limit_is_quoted_only_when_it_is_that_of_every_fact(self):
        same = [row for row in ROWS if row[1] == 30]

        assert shown(same).takeaway.endswith("put fewer than 1 beyond 0.36 on either side.")
        assert "0.37" not in shown().takeaway

    def test_no_clear_is_said_with_its_noun(self):
        hovers = [words for _, words in shown().figure.data[0].customdata]

        assert [words.split("<br>")[1] for words in hovers] == [
            "0.62, moderate link, 30 areas", "−0.05, no clear link, 29 areas", "−0.73, strong link, 30 areas",
        ]  # fmt: skip

    def test_chance_grows_with_the_number_of_facts(self):
        rows = [(key, 30, 0.1, "no clear", 0.364, "") for key in ["context:income"] * 40]

        takeaway = shown(rows).takeaway

        assert takeaway.startswith("None of 40 facts shows a link. Had none ")
        assert "would still put about 2 beyond 0.36 on either side." in takeaway

    def test_without_any_rho(self):
        assert shown(ROWS[3:]).takeaway == "No fact has figures and scores of 5 areas."

    def test_it_is_called_a_search_with_the_rule_of_the_words(self):
        basis = shown().basis

        assert "conclude nothing" in basis
        assert "from 0.30 weak, from 0.50 moderate, from 0.70 strong" in basis


class TestTable:
    def test_two_decimals_as_numbers_and_the_reason_where_there_is_none(self):
        table = shown().table

        assert table["Spearman's rho"].tolist() == [Decimal("0.62"), Decimal("-0.05"), Decimal("-0.73"), None]
        assert table["Areas"].tolist() == [30, 29, 30, 3]
        assert table["Strength"].tolist() == [
            "moderate link", "no clear link", "strong link", "3 areas have both figures, and it takes 5",
        ]  # fmt: skip
        assert table["Source"].tolist()[:2] == ["SG", ""]

    def test_in_a_file_they_are_numbers(self):
        lines = shown().csv().decode("utf-8-sig").splitlines()

        assert lines[1].startswith("People on a low income,0.62,30,moderate link,0.36,2020,")
        assert lines[2].startswith("Middle weekly pay,-0.05,29,")
        assert lines[4].startswith("Bikes <b>stolen</b>,,3,")


class TestFinding:
    @pytest.mark.parametrize(
        ("rho", "words"),
        [
            (0.08, "do not score higher or lower on Leadership in any clear way (Spearman's rho 0.08, 30 areas)."),
            (0.4, "tend to score higher on Leadership: a weak link (Spearman's rho 0.40, 30 areas)."),
            (-0.55, "tend to score lower on Leadership: a moderate link (Spearman's rho −0.55, 30 areas)."),
            (-0.8, "tend to score lower on Leadership: a strong link (Spearman's rho −0.80, 30 areas)."),
        ],
    )
    def test_direction_and_strength(self, rho, words):
        found = Association(30, rho, "", 50, 10)

        assert finding(found, FACTS["context:income"], "on Leadership") == (
            f"Areas with a higher figure for people on a low income {words}"
        )

    def test_why_there_is_none(self):
        found = Association(3, nan, "3 areas have both figures, and it takes 5", 50, 10)

        assert finding(found, FACTS["indicator:crime"], "overall") == (
            "No link of crime rate with the scores overall can be shown: 3 areas have both figures, and it takes 5."
        )

    @pytest.mark.parametrize(("n", "few"), [(3, False), (5, True), (30, True), (99, True), (100, False)])
    def test_the_caution_is_always_there_and_says_when_areas_are_few(self, n, few):
        words = caution(n)

        assert words.startswith("This shows no cause")
        assert "nothing about a single area" in words
        assert (f"With {n} areas" in words) == few

    @pytest.mark.parametrize(
        ("rho", "words"),
        [(0.083, "0.08"), (-0.555, "−0.56"), (-0.004, "0.00"), (0.0, "0.00"), (1, "1.00"), (nan, "–")],
    )
    def test_rho_has_two_decimals_and_a_real_minus(self, rho, words):
        assert rho_words(rho) == words

    @pytest.mark.parametrize(
        ("title", "name"), [("Crime rate", "crime rate"), ("GDHI per head", "GDHI per head"), ("", "")]
    )
    def test_a_title_within_a_sentence(self, title, name):
        assert Fact("context:x", title).name == name

    @pytest.mark.parametrize(("value", "words"), [(1234.5, "1,234.5"), (-0.25, "−0.2"), (nan, "–")])
    def test_a_figure_as_shown(self, value, words):
        assert Fact("context:x", "X", decimals=1).shown(value) == words

    def test_long_titles_are_cut_for_the_chart(self):
        assert shortened("A long title of a fact", 7) == "A long…"
        assert shortened("A title", 7) == "A title"
