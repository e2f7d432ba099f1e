"""The grids of skills print a figure or a reason in every cell: never colour alone, never a zero for what is hidden."""

import pandas as pd
import pytest

from csp_analytics.charts import skill_grids
from csp_analytics.charts.grid import Column
from csp_analytics.charts.skill_shares import Told
from csp_analytics.charts.skill_words import TINY

TOLD = Told("a-grid", "A grid", "A finding.", "A basis.", "A survey", True, {})
COLUMNS = [Column("fife", "Fife", "Fife"), Column("moray", "Moray", "Moray")]
ROWS = {"a": "Skill A", "b": "Skill B"}
SHARES = pd.DataFrame(
    {
        "unit": ["fife", "fife", "moray", "moray"],
        "item_id": ["a", "b", "a", "b"],
        "share": [23.4, 0.0, None, None],
        "n": [20.0, 20.0, None, None],
        "status": ["shown", "shown", "few", "hidden"],
    }
)


def made(frame, measure, *, upright=True, rows=ROWS):
    """The grid and its exhibit."""
    drawn = skill_grids.grid(frame, measure, name="areas", columns=COLUMNS, rows=rows, upright=upright)
    return skill_grids.exhibit(drawn, frame, measure, TOLD, {"a": "Skill A in full", "b": "Skill B in full"}, "Area")


def printed(shown):
    """What each row prints."""
    return {row.name: [cell.show for cell in row.cells] for row in shown.grid.rows}


def test_every_cell_prints_its_share_or_its_reason():
    assert printed(made(SHARES, skill_grids.SHARE)) == {"Skill A": ["23", "<5"], "Skill B": ["0", "hid"]}
    wide = printed(made(SHARES, skill_grids.SHARE, upright=False))
    assert wide == {"Skill A": ["23", "under 5"], "Skill B": ["0", "hidden"]}


@pytest.mark.parametrize("status", list(TINY))
def test_a_hidden_cell_is_white_and_its_reason_is_read_out_and_in_the_key(status):
    shown = made(SHARES.assign(status=["shown", "shown", status, status]), skill_grids.SHARE)

    cell = shown.grid.rows[0].cells[1]
    assert (cell.show, cell.back) == (TINY[status], "#FFFFFF")
    assert cell.say in [words for _, words in shown.key]
    assert "0" not in cell.show.replace("<10", "").replace("~0", "")


def test_the_table_has_no_number_for_what_is_hidden():
    table = made(SHARES, skill_grids.SHARE).table

    assert table["Share in place (%)"].isna().tolist() == [False, False, True, True]
    assert table["Note"].tolist()[2:] == ["fewer than 5 people", "hidden, so that no other figure can be worked out"]


def test_coverage_has_a_sign_for_each_kind_also_of_areas_whose_shares_are_words():
    words = SHARES.assign(
        words=["two or more", "nobody", "at most one", ""], status=["shown", "shown", "nearly none", "few"]
    )

    assert printed(made(words, skill_grids.COVERAGE)) == {"Skill A": ["●", "◔"], "Skill B": ["○", "<5"]}


def test_needs_print_the_weighted_gap_with_its_sign():
    needs = SHARES.assign(mwds=[7.25, -0.5, None, None])

    assert printed(made(needs, skill_grids.NEED)) == {"Skill A": ["7.2", "<5"], "Skill B": ["−0.5", "hid"]}


def test_a_skill_that_was_not_asked_is_an_empty_cell_that_cannot_be_pressed():
    shown = made(SHARES, skill_grids.SHARE, rows={**ROWS, "c": "Skill C"})

    cells = shown.grid.rows[2].cells
    assert {(cell.show, cell.say, cell.press) for cell in cells} == {("", "not asked", False)}
