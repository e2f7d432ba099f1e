"""Areas by their groups where there is no map: places, order, colours, outlines, and when it takes the map's place."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.areas.register import Area, register
from csp_analytics.charts import theme
from csp_analytics.charts.group_tiles import GAP, HEADING, NO_GROUP, area_map, placed
from csp_analytics.charts.measure import Measure

LEVEL = Measure("Shared aims", {0.0: "Gap", 50.0: "Some success", 100.0: "Doing well"})


def areas_of(*names):
    return {name.lower(): Area(name.lower(), name, name, name[:2].upper(), "", None, None, None) for name in names}


AREAS = areas_of("Angus", "Bute", "Coll", "Dee", "Ely")
GROUPS = {"dee": "South <b>", "angus": "North", "bute": "North", "coll": "North"}
SCORES = {"angus": 40.0, "bute": 70.0, "coll": None, "dee": 55.0}


def drawn(scores=None, areas=AREAS, groups=GROUPS, measure="Leadership", demo=False, **marks):
    rows = [
        (code, math.nan if score is None else score, 8, 9, "" if score is not None else "not enough answers (2 of 9)")
        for code, score in (SCORES if scores is None else scores).items()
    ]
    frame = pd.DataFrame(rows, columns=["area_code", "score", "n_rated", "n_applicable", "note"])
    frame["score"] = frame["score"].astype(float)
    return area_map(frame, areas, groups, measure=measure, basis="B.", source="S", demo=demo, **marks)


def tiles(exhibit):
    (trace,) = exhibit.figure.data
    return {data[0]: place for place, data in enumerate(trace.customdata)}, trace


def test_groups_stand_below_each_other_in_their_order_with_the_highest_first():
    places, trace = tiles(drawn())
    rows = {code: (trace.base[place], trace.x[place]) for code, place in places.items()}
    assert sorted(rows, key=rows.get) == ["dee", "bute", "angus", "coll", "ely"]
    assert [rows[code][1] for code in ("bute", "angus", "coll")] == [0.5, 1.5, 2.5]


def test_each_group_has_its_title_with_how_many_areas_and_their_middle():
    told = [one.text for one in drawn().figure.layout.annotations if one.yref != "paper"]
    assert told == [
        "<b>South &lt;b&gt;</b>: 1 area, middle 55",
        "<b>North</b>: 3 areas, middle 55",  # 40 and 70
        f"<b>{NO_GROUP}</b>: 1 area",
    ]


def test_each_square_prints_letters_and_score_in_ink_that_can_be_read_and_is_coloured_as_on_the_map():
    places, trace = tiles(drawn())
    assert trace.text[places["bute"]] == "BU<br><b>70</b>"
    assert trace.text[places["coll"]] == "CO<br><b>–</b>"
    colours = {code: trace.marker.color[place] for code, place in places.items()}
    ends = (theme.mixed(1), theme.mixed(0), theme.mixed(0.5))
    assert (colours["bute"], colours["angus"], colours["dee"]) == ends
    assert colours["coll"] == colours["ely"] == theme.GROUND
    assert list(trace.insidetextfont.color) == [theme.ink_on(colour) for colour in trace.marker.color]


def test_own_area_and_peers_are_outlined_in_different_strength():
    places, trace = tiles(drawn(own="dee", peers=["bute", "coll"]))
    line = {code: (trace.marker.line.color[place], trace.marker.line.width[place]) for code, place in places.items()}
    assert line["dee"] == (theme.ACCENT, 5)
    assert line["bute"] == line["coll"] == (theme.INK, 2.5)
    assert line["angus"][1] == 1


def test_levels_are_printed_by_number_and_explained_above():
    exhibit = drawn({"angus": 0.0, "bute": 100.0, "dee": 50.0}, measure=LEVEL)
    places, trace = tiles(exhibit)
    assert trace.text[places["bute"]] == "BU<br><b>3</b>"
    key = " ".join(one.text for one in exhibit.figure.layout.annotations if one.yref == "paper")
    assert [words in key for words in ("<b>1</b> Gap", "<b>3</b> Doing well", "no answer")] == [True] * 3
    assert exhibit.table.set_index("Area")["Level"].to_dict() == {
        "Angus": "Gap", "Bute": "Doing well", "Coll": "–", "Dee": "Some success", "Ely": "–",
    }  # fmt: skip


def test_sentence_table_and_alt_are_those_of_the_map():
    exhibit = drawn(own="dee")
    assert exhibit.takeaway == (
        "Scores on Leadership run from 40 (Angus) to 70 (Bute); the middle area has 55. 2 areas without a score."
    )
    assert exhibit.alt == (
        "Groups of 5 squares, one an area, darker for a higher score on Leadership, Dee and its peers outlined. "
        + exhibit.takeaway
    )
    assert exhibit.table["Area"].tolist() == ["Angus", "Bute", "Coll", "Dee", "Ely"]
    assert exhibit.table.set_index("Area").loc["Ely", "Note"] == "no assessment in this round"


def test_a_register_with_tile_positions_has_a_map_and_one_without_has_groups():
    code = "S12000047"
    with_map = drawn({code: 40.0}, areas=register().areas)
    without = {key: replace(area, tile_col=None, tile_row=None) for key, area in register().areas.items()}
    in_groups = drawn({code: 40.0}, areas=without, groups=dict.fromkeys(without, "All"))
    assert with_map.alt.startswith("Map of 32 squares")
    assert in_groups.alt.startswith("Groups of 32 squares")


def test_hundreds_of_areas_are_smaller_squares_with_the_score_alone():
    areas = areas_of(*(f"Area{i:03}" for i in range(376)))
    groups = {code: f"Family {place % 13 + 1:02}" for place, code in enumerate(areas)}
    exhibit = drawn(dict.fromkeys(areas, 50.0), areas=areas, groups=groups)
    (trace,) = exhibit.figure.data
    assert len(trace.customdata) == 376
    assert set(trace.text) == {"50"}
    # 13 groups of 29 in rows of 15: two rows of 30 pixels, a heading of 26, 10 between; the key above.
    assert exhibit.figure.layout.height == pytest.approx(13 * (26 + 2 * 30 + 10) + 40, abs=20)


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_data_is_marked(demo):
    assert ("Demonstration data" in [one.text for one in drawn(demo=demo).figure.layout.annotations]) == demo


@settings(max_examples=50, deadline=None)
@given(sizes=st.lists(st.integers(0, 40), min_size=1, max_size=6).filter(any), columns=st.integers(1, 15))
def test_no_two_squares_meet_and_none_lies_on_a_heading(sizes, columns):
    titles = [f"Group {i}" for i in range(len(sizes))]
    frame = pd.DataFrame(
        [(f"{title} {i}", float(i), title) for title, n in zip(titles, sizes, strict=True) for i in range(n)],
        columns=["name", "score", "group"],
    )
    rows, tops = placed(frame, titles, columns=columns, square=30)
    assert not rows.duplicated(["col", "top"]).any()
    assert rows["col"].between(0, columns - 1).all()
    assert len(rows) == sum(sizes)
    assert list(tops) == [title for title, n in zip(titles, sizes, strict=True) if n]
    for top in tops.values():
        assert ((rows["top"] >= top + HEADING) | (rows["top"] + 30 + GAP <= top)).all()
