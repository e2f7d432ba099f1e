"""Peer groups beside each other: numbers, marks, and names that never lie over each other."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts import theme
from csp_analytics.charts.groups import LINE, groups_by_unit

TITLES = {"leadership": "Leadership", "evidence": "Evidence"}
FIGURES = pd.DataFrame(
    [
        ("One: the <b>first</b> and least deprived of all groups", "leadership", 62.4, 50.0, 70.0, 8, 8),
        ("One: the <b>first</b> and least deprived of all groups", "evidence", 40.0, 30.0, 50.0, 8, 8),
        ("Two", "leadership", 48.6, 40.0, 60.0, 7, 8),
        ("Two", "evidence", float("nan"), float("nan"), float("nan"), 4, 8),
    ],
    columns=["group", "principle_id", "middle", "lowest", "highest", "n_areas", "n_members"],
)


def drawn(figures: pd.DataFrame = FIGURES, mark: str = "Two"):
    return groups_by_unit(
        figures, TITLES, unit="principle_id", grouping="Family", mark=mark, basis="Round 2025.", source="S", demo=True
    )


def test_every_cell_prints_its_number_in_ink_that_can_be_read():
    cells = [one for one in drawn().figure.layout.annotations if one.x in (0, 1) and one.xref != "paper"]
    assert {(one.x, one.y): one.text for one in cells} == {(0, 0): "62", (1, 0): "40", (0, 1): "49", (1, 1): "–"}
    assert next(one for one in cells if one.text == "62").font.color == theme.ink_on(theme.mixed(1.0))


def test_the_sentence_names_the_widest_difference():
    """Leadership 62.4 against 48.6; evidence has one group only, so no difference."""
    assert drawn().takeaway == (
        "The groups differ most on Leadership: the middle area of One: the <b>first</b> and least deprived of all "
        "groups has 62, that of Two 49."
    )


def test_fewer_than_two_groups_with_a_figure_are_not_compared():
    assert drawn(FIGURES[FIGURES["group"] == "Two"]).takeaway.startswith("Fewer than two groups have 5 areas")


def test_a_row_is_as_high_as_its_name_and_markup_is_text():
    chart = drawn().figure
    names = chart.data[0].y
    lines = max(name.count("<br>") + 1 for name in names)
    rows = chart.layout.height - chart.layout.margin.t - chart.layout.margin.b
    assert lines >= 3
    assert rows / len(names) >= LINE * lines
    assert "&lt;b&gt;first&lt;/b&gt;" in names[0].replace("<br>", " ")
    assert names[1] == "<b>▸ Two (7 of 8)</b>"
