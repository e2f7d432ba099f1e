"""The tile map: what it draws, says and lists, from scores written out here."""

import pandas as pd
import pytest

from csp_analytics.areas.register import register
from csp_analytics.charts import theme
from csp_analytics.charts.measure import Measure
from csp_analytics.charts.tiles import tile_map

AREAS = register().areas
FIFE, MORAY, ANGUS, STIRLING = "S12000047", "S12000020", "S12000041", "S12000030"


def drawn(scores, demo=False):
    rows = [
        (code, score, 8 if score is not None else 2, 9, "" if score is not None else "not enough answers (2 of 9)")
        for code, score in scores.items()
    ]
    frame = pd.DataFrame(rows, columns=["area_code", "score", "n_rated", "n_applicable", "note"])
    frame["score"] = frame["score"].astype(float)
    return tile_map(frame, AREAS, measure="Leadership", basis="Basis.", source="Framework", demo=demo)


@pytest.fixture
def shown():
    return drawn({FIFE: 40.0, MORAY: 70.2, ANGUS: 55.0, STIRLING: None})


def tiles(exhibit):
    """Letters and score of each tile by area code."""
    (trace,) = exhibit.figure.data
    return {data[0]: text for data, text in zip(trace.customdata, trace.text, strict=True)}


def fills(exhibit):
    """Colour of each tile by its place."""
    return {
        ((s.x0 + s.x1) / 2, (s.y0 + s.y1) / 2): s.fillcolor for s in exhibit.figure.layout.shapes if s.xref != "paper"
    }


def test_every_area_has_a_tile_with_letters_and_score_in_its_place(shown):
    (trace,) = shown.figure.data
    places = {data[0]: (x, y) for data, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)}

    assert places == {code: (area.tile_col, area.tile_row) for code, area in AREAS.items()}
    assert tiles(shown)[FIFE] == f"{AREAS[FIFE].tile_label}<br><b>40</b>"
    assert tiles(shown)[MORAY].endswith("<b>70</b>")
    assert sum(text.endswith("<b>–</b>") for text in tiles(shown).values()) == 29


def test_the_highest_is_darkest_the_lowest_lightest_and_no_score_white(shown):
    found = {code: fills(shown)[AREAS[code].tile_col, AREAS[code].tile_row] for code in (FIFE, MORAY, ANGUS, STIRLING)}

    assert found == {
        FIFE: theme.mixed(0),
        MORAY: theme.mixed(1),
        ANGUS: theme.mixed(15 / 30.2),  # (55 - 40) / (70.2 - 40)
        STIRLING: "#FFFFFF",
    }


def test_each_number_is_printed_in_the_ink_that_can_be_read_on_its_tile(shown):
    (trace,) = shown.figure.data
    colours = fills(shown)

    for x, y, ink in zip(trace.x, trace.y, trace.textfont.color, strict=True):
        assert ink == theme.ink_on(colours[x, y])


def test_it_says_lowest_highest_and_middle_with_their_numbers(shown):
    assert shown.takeaway == (
        "Scores on Leadership run from 40 (Fife) to 70 (Moray); the middle area has 55. 29 areas without a score."
    )
    assert shown.alt == f"Map of 32 squares, one an area, darker for a higher score on Leadership. {shown.takeaway}"
    assert shown.headline == "Where the areas stand: Leadership"


def test_areas_that_share_an_end_are_all_named():
    said = drawn({FIFE: 40.0, MORAY: 69.6, ANGUS: 70.4, STIRLING: 70.0}).takeaway

    assert "to 70 (Angus, Stirling and Moray);" in said  # 70.4, 70.0, 69.6: the same in whole points


def test_the_table_lists_all_areas_by_name_with_why_there_is_no_score(shown):
    table = shown.table.set_index("Area")

    assert list(table.index) == sorted(area.name for area in AREAS.values())
    assert table.loc["Fife"].tolist() == [40.0, 8, 9, ""]
    assert table.loc["Stirling", "Note"] == "not enough answers (2 of 9)"
    assert table.loc["Highland", "Note"] == "no assessment in this round"
    assert table["Score"].notna().sum() == 3


def test_without_any_score_it_says_so_and_draws_white_tiles():
    shown = drawn({STIRLING: None})

    assert shown.takeaway == "No area has a score on Leadership in this round."
    assert set(fills(shown).values()) == {"#FFFFFF"}


def test_one_area_alone_is_not_a_range():
    shown = drawn({FIFE: 40.0})

    assert shown.takeaway == "Only Fife has a score on Leadership: 40. 31 areas without a score."
    assert tiles(shown)[FIFE].endswith("<b>40</b>")


def test_demonstration_data_is_marked_in_the_picture():
    def marks(exhibit):
        return [one.text for one in exhibit.figure.layout.annotations if one.text == "Demonstration data"]

    assert (len(marks(drawn({FIFE: 40.0}, demo=True))), marks(drawn({FIFE: 40.0}))) == (1, [])


def test_own_area_and_peers_are_outlined_on_top_of_their_tiles_and_named_above():
    rows = [(code, 50.0, 8, 9, "") for code in (FIFE, MORAY)]
    frame = pd.DataFrame(rows, columns=["area_code", "score", "n_rated", "n_applicable", "note"])
    shown = tile_map(frame, AREAS, measure="Evidence", basis="", source="", demo=False, own=FIFE, peers=[MORAY, ANGUS])
    outlined = [s for s in shown.figure.layout.shapes if s.layer != "below" and s.xref != "paper"]

    def at(shape):
        return (shape.x0 + shape.x1) / 2, (shape.y0 + shape.y1) / 2

    places = {code: (AREAS[code].tile_col, AREAS[code].tile_row) for code in (FIFE, MORAY, ANGUS)}
    assert at(outlined[-1]) == pytest.approx(places[FIFE]), "the own outline lies on top"
    assert (outlined[-1].line.color, outlined[-1].line.width) == (theme.ACCENT, 5)
    assert sorted(at(one) for one in outlined[:-1]) == [
        pytest.approx(p) for p in sorted([places[MORAY], places[ANGUS]])
    ]
    assert {(one.line.color, one.line.width) for one in outlined[:-1]} == {(theme.INK, 2.5)}
    (key,) = [one.text for one in shown.figure.layout.annotations if "peers" in one.text]
    assert "Fife" in key
    assert shown.alt.startswith("Map of 32 squares, one an area, darker for a higher score on Evidence, Fife and its")


def test_levels_of_one_criterion_are_numbers_with_their_labels_above():
    measure = Measure("Shared aims", {0.0: "Gap", 50.0: "Some success", 100.0: "Doing well"})
    rows = [(FIFE, 50.0, 1, 1, ""), (MORAY, 100.0, 1, 1, ""), (ANGUS, 50.0, 1, 1, "")]
    frame = pd.DataFrame(rows, columns=["area_code", "score", "n_rated", "n_applicable", "note"])
    shown = tile_map(frame, AREAS, measure=measure, basis="", source="", demo=False)

    assert tiles(shown)[FIFE] == f"{AREAS[FIFE].tile_label}<br><b>2</b>"
    assert fills(shown)[AREAS[MORAY].tile_col, AREAS[MORAY].tile_row] == theme.level_colours(3)[2]
    assert shown.takeaway == (
        "Levels on 'Shared aims' run from 'Some success' (Angus and Fife) to 'Doing well' (Moray); "
        "the middle area has 'Some success'. 29 areas without an answer."
    )
    assert "Level" in shown.table


def test_answers_to_a_question_are_printed_as_they_are():
    measure = Measure("Group leads", {0.0: "No", 100.0: "Yes"}, asked=True)
    rows = [(FIFE, 0.0, 1, 1, ""), (MORAY, 100.0, 1, 1, ""), (ANGUS, 100.0, 1, 1, "")]
    frame = pd.DataFrame(rows, columns=["area_code", "score", "n_rated", "n_applicable", "note"])
    shown = tile_map(frame, AREAS, measure=measure, basis="", source="", demo=False)

    assert tiles(shown)[ANGUS].endswith("<b>Yes</b>")
    assert shown.takeaway == ("Answers to 'Group leads': 'No' in Fife; 'Yes' in 2 areas. 29 areas without an answer.")
    alike = tile_map(frame.tail(2), AREAS, measure=measure, basis="", source="", demo=False)
    assert alike.takeaway == "All 2 areas with an answer say 'Yes' to 'Group leads'. 30 areas without an answer."
