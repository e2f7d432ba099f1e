"""What has no room on one slide is divided: nothing is shrunk, nothing sticks out, nothing gets lost."""

from __future__ import annotations

import pandas as pd

from csp_analytics.pictures.report_subject import Part
from tests.builders.paper_by_hand import beside_peers, many_bars, paper, plan, without_chart
from tests.builders.slides_read import cells, charts, misplaced, opened, tables, texts, title_of

LONG = " ".join(f"word{n}" for n in range(700))


def test_long_sentences_go_on_on_the_next_slide_and_no_word_is_lost():
    made = opened(paper(parts=[Part("Long", [LONG])]))
    slides_ = [one for one in made.slides if title_of(one).startswith("Long (")]
    assert len(slides_) > 1
    assert title_of(slides_[0]) == f"Long (1 of {len(slides_)})"
    said = " ".join(one.placeholders[1].text_frame.text for one in slides_)
    assert said.split() == LONG.split()
    assert misplaced(made) == []


def test_a_long_plan_is_divided_with_its_header_on_every_slide_and_no_row_is_lost():
    made = opened(paper(plan=plan(13)))
    found = tables(made, "Action plan (")
    assert len(found) > 1
    assert all(table.first_row and cells(table)[0][0] == "Issue" for table in found)
    rows = [row for table in found for row in cells(table)[1:]]
    assert [row[0] for row in rows] == [f"C1: {issue}" for issue in plan(13)["Issue"]]
    assert misplaced(made) == []


def test_a_cell_that_is_higher_than_a_slide_goes_on_on_the_next():
    one = plan(1).assign(Action=LONG)
    rows = [row for table in tables(opened(paper(plan=one)), "Action plan (") for row in cells(table)[1:]]
    assert len(rows) > 1
    assert " ".join(row[1] for row in rows).split() == LONG.split()
    assert [row[0] for row in rows][1:] == [""] * (len(rows) - 1)


def test_a_chart_with_many_bars_is_divided_on_one_scale_and_no_bar_is_lost():
    exhibit = many_bars(32)
    made = opened(paper(parts=[Part("Every area", [], [exhibit])]))
    found = [one.chart for one in charts(made)]
    assert len(found) > 1
    assert [name for chart in found for name in chart.plots[0].categories] == list(exhibit.native.categories)
    assert {chart.value_axis.maximum_scale for chart in found} == {exhibit.native.series[0].values[-1]}
    said = [one._element.nvGraphicFramePr.cNvPr.get("descr") for one in charts(made)]
    assert len(set(said)) == len(said), "each says which bars it has"
    assert misplaced(made) == []


def test_a_long_table_of_an_exhibit_stops_after_three_slides_and_says_so():
    table = pd.DataFrame({"Area": [f"Area {n}" for n in range(90)], "Score": [float(n) for n in range(90)]})
    exhibit = without_chart()
    made = opened(paper(parts=[Part("All", [], [type(exhibit)(**{**vars(exhibit), "table": table})])]))
    found = tables(made, "Moray and Falkirk")
    assert len(found) == 3
    n = sum(len(cells(one)) - 1 for one in found)
    assert [row[0] for one in found for row in cells(one)[1:]] == table["Area"].tolist()[:n]
    on = [slide for slide in made.slides if title_of(slide).startswith("Moray and Falkirk")]
    assert all(f"{n} of 90 rows. The workbook has them all." in texts(slide) for slide in on)


def test_a_finding_without_any_figure_is_a_slide_of_sentences():
    exhibit = type(one := without_chart())(**{**vars(one), "table": one.table.head(0)})
    made = opened(paper(parts=[Part("None", [], [exhibit])]))
    (slide,) = [one for one in made.slides if title_of(one) == exhibit.takeaway]
    assert exhibit.headline in texts(slide)


def test_a_finding_that_is_too_long_for_a_title_stands_below_its_short_form():
    exhibit = beside_peers()
    made = opened(paper(parts=[Part("P", [], [type(exhibit)(**{**vars(exhibit), "takeaway": LONG[:400]})])]))
    (slide,) = [one for one in made.slides if title_of(one) == exhibit.headline]
    assert LONG[:100] in texts(slide)
    assert slide.notes_slide.notes_text_frame.text.startswith(LONG[:400])
    assert misplaced(made) == []
