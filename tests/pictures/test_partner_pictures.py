"""Partners put together: the sentences, the charts and the grid against counts worked by hand.

The nation is that of ``tests/builders/learning_survey.py``: 7 areas with 12 people, 84 in all.
"""

import pytest

from csp_analytics.pictures.partner_asked import answers_of, ask
from csp_analytics.pictures.partner_cells import behind
from csp_analytics.pictures.partner_links import partners_picture
from csp_analytics.store.writing import load
from tests.builders import learning_survey
from tests.builders.learning_survey import CLACKMANNANSHIRE, FIFE, MORAY, SOUTH_AYRSHIRE


@pytest.fixture
def surveyed(store):
    assert load(store, learning_survey.partners()).status == "loaded"
    return store


def asked_of(store, area=FIFE, round_="2025"):
    return ask(store, answers_of(store, round_), "family-people", area)


def test_the_finding_says_least_grown_and_room(surveyed):
    shown = partners_picture(asked_of(surveyed))
    # Private: 0 + 2 + 5 x 3 = 17 of 84, 20%. NHS grew from 7 x 2 = 14 (17%) to 3 + 9 + 40 = 52 (62%), police from 42
    # (50%) to 12 + 12 + 55 = 79 (94%): 45 and 44 points. Room: NHS 7 x 9 = 63 of 84, 75%.
    assert shown.finding == (
        "Partnerships work least with Private sector (20% of 84 people, 95% interval 13 to 30; most say so in 0 of "
        "7 areas). Links grew most with NHS, from 17% ten years ago to 62%. Room to do more is seen most often with "
        "NHS (75% of people)."
    )


def test_growth_and_room_have_the_figures_of_the_sentence(surveyed):
    shown = partners_picture(asked_of(surveyed))
    growth = shown.growth.table.set_index("Partner")
    assert growth.index.tolist() == ["Police", "NHS", "Private sector"]
    assert growth.loc["NHS", "Change in points"] == pytest.approx(100 * (52 - 14) / 84)
    # Police: 11 or 12 of 12 in each of the seven areas. NHS: 8 or 9 of 12 in six, 3 of 12 in Fife.
    assert growth["Areas where most say so"].tolist() == [7, 6, 0]
    assert growth["Areas with enough answers"].tolist() == [7, 7, 7]
    room = shown.room.table.set_index("Partner")
    assert room["See room to do more (%)"].round(1).tolist() == [75.0, 50.0, 8.3]
    assert room["Named as having room to grow"].tolist() == ["yes", "yes", ""]


def test_figures_are_of_the_survey_and_marks_of_the_research(surveyed):
    shown = partners_picture(asked_of(surveyed))
    # The research of 2021 named partners; it is not the source of what people said in 2025.
    for exhibit in (shown.growth, shown.room, shown.area.beside, shown.grid):
        assert exhibit.source == "Partner links survey, round 2025"
    assert "◆ Community Safety Research 2021 names it" in shown.growth.basis
    assert "Shares of the 84 who said with whom they work now and the 84 who said so of ten years ago" in (
        shown.growth.basis
    )


def test_the_partners_that_the_research_names_are_said_with_what_became_of_them(surveyed):
    said = partners_picture(asked_of(surveyed)).named
    # Of the six named only two are asked about here: NHS 62% now, private 20%.
    assert said.startswith("Of the 2 partners that Community Safety Research 2021 names as having room to grow")
    assert said.endswith("at most half of the people work with 1 now: Private sector.")


def test_the_grid_has_a_figure_or_the_reason_in_every_cell(surveyed):
    shown = partners_picture(asked_of(surveyed)).grid
    cells = {
        (column.column_id, row.row_id): cell
        for row in shown.grid.rows
        for column, cell in zip(shown.grid.columns, row.cells, strict=True)
    }
    assert cells[FIFE, "nhs"].show == "25"
    assert cells[FIFE, "private"].show == "0"
    assert cells[CLACKMANNANSHIRE, "nhs"].show == "75"
    assert cells[FIFE, "nhs"].back != cells[CLACKMANNANSHIRE, "nhs"].back
    kinds = {column.column_id: column.kind for column in shown.grid.columns}
    assert (kinds[FIFE], kinds[CLACKMANNANSHIRE]) == ("own", "peer")


def test_a_cell_of_few_people_has_the_reason_in_place_of_a_figure(store):
    load(store, learning_survey.partners(small=1))
    shown = partners_picture(asked_of(store)).grid
    columns = [column.column_id for column in shown.grid.columns]
    for code in (SOUTH_AYRSHIRE, MORAY):
        assert {row.cells[columns.index(code)].show for row in shown.grid.rows} == {"<5"}
    assert ("<5", "fewer than 5 people") in {(cell.show, words) for cell, words in shown.key}


def test_one_area_beside_its_peers_says_where_it_could_do_more(surveyed):
    area = partners_picture(asked_of(surveyed)).area
    # Fife works with the police only (12 of 12), NHS 25%, private none. Six peers: middles 92%, 67%, 25%.
    assert area.finding.startswith(
        "Fife works with 1 of 3 partners, say most of its 12 people; the middle of 6 peers is 2."
    )
    # 3 of 12: Wilson 8.9 to 53.2, below 66.7. None of 12: 0 to 24.2, just below 25.
    assert "lower on NHS and Private sector" in area.finding
    assert area.shortfalls == [
        "NHS: 25% of its people say that they work together, the middle of 6 peers is 67% (more than chance).",
        "Private sector: 0% of its people say that they work together, the middle of 6 peers is 25% "
        "(more than chance).",
    ]
    assert (
        area.wanted == "Its own 12 people see most room with NHS (75%), Private sector (50%) and Police Scotland (8%)."
    )


def test_an_area_of_few_people_shows_no_figure(store):
    load(store, learning_survey.partners(small=1))
    shown = partners_picture(asked_of(store, MORAY))
    assert shown.area.beside is None
    assert shown.area.finding == "What Moray does with its partners cannot be shown: fewer than 5 people."
    rows = shown.table[shown.table["Area"].isin(["Moray", "South Ayrshire"])]
    assert len(rows) == 6
    numbers = ["Work with it now (%)", "Interval from", "Interval to", "Answered", "Ten years ago (%)"]
    assert rows[numbers].isna().all(axis=None)
    assert set(rows["Note"]) == {"fewer than 5 people"}


def test_what_stands_behind_a_cell(surveyed):
    shown = behind(asked_of(surveyed), f"{FIFE}.nhs")
    assert shown.title == "Fife: NHS"
    assert shown.sentences[0] == "Work with it now: 25% of 12 people (95% interval 9 to 53)."
    assert shown.sentences[1].startswith("Worked with it ten years ago: 17% of 12 people")
    assert behind(asked_of(surveyed), f"{MORAY}.nhs").sentences[0].startswith("Work with it now: fewer than 5 people")
    for unknown in ("", "nonsense", f"{FIFE}.nobody", "level-3.nhs", "<script>.nhs"):
        assert behind(asked_of(surveyed), unknown) is None


def test_a_round_that_did_not_ask_for_room_to_grow(store):
    load(store, learning_survey.partners(room=False, round_="2021"))
    shown = partners_picture(asked_of(store, round_="2021"))
    assert shown.room is None
    assert "room" not in shown.finding
    assert shown.area.wanted == "Whether there is room to do more was not asked in this round."
