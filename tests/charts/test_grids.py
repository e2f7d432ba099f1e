"""The cells of the grids: what is printed, in which colours, with which signs and words; and how they are sent."""

import json
from itertools import pairwise
from typing import ClassVar

import pandas as pd
import pytest

from csp_analytics.analysis.heat import level_counts, matrix
from csp_analytics.charts import theme
from csp_analytics.charts.extremes import high_words, ranked
from csp_analytics.charts.grid import Cell, Column, Grid, Row
from csp_analytics.charts.heat import figure_words, heat_grid, level_cells, level_grid, marked_levels, symbols
from csp_analytics.frameworks.load import framework

NAN = float("nan")
SAFER, HALLMARKS = framework("safer-communities"), framework("hallmarks")
ANSWERS = {"-": "not applicable", "?": "don't know", ".": "missing"}


def ratings(one, rows):
    """Answers of some areas to the first criteria, one mark each; all others are missing."""
    ids = [row.criterion_id for row in one.criteria]
    return pd.DataFrame(
        [
            {
                "area_code": area,
                "round": "2025",
                "criterion_id": key,
                "answer": ANSWERS.get(mark, "rated"),
                "level": NAN if mark in ANSWERS else float(mark),
            }
            for area, marks in rows.items()
            for key, mark in zip(ids, [*marks.split(), *["."] * len(ids)], strict=False)
        ]
    )


def heat(one, rows, **kinds):
    given = ratings(one, rows)
    columns = [Column(area, area, area, kinds.get(area, "")) for area in rows]
    first = [row.criterion_id for row in one.criteria[:3]]
    levels, answers = matrix(given, one), matrix(given, one, "answer")
    return heat_grid(levels, answers, one, columns=columns, spans=(), bands=[("A principle", first)])


def contrast(one, other):
    """WCAG contrast of two colours."""

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_answer_is_printed_and_said():
    title, *rows = heat(SAFER, {"X": "1 4 -", "Y": "? . 3"}).rows

    assert (title.row_id, title.name, title.cells) == ("", "A principle", ())
    assert [row.name for row in rows] == [row.short for row in SAFER.criteria[:3]]
    assert [[cell.show for cell in row.cells] for row in rows] == [["1", "?"], ["4", "·"], ["n/a", "3"]]
    assert [cell.say for row in rows for cell in row.cells] == [
        "1, Gap identified",
        "Don't know",
        "4, Doing well",
        "Not answered",
        "Not applicable",
        "3, Some success",
    ]


def test_a_checklist_prints_the_letters_of_yes_and_no():
    assert symbols(HALLMARKS) == {0: "N", 1: "Y"}
    rows = heat(HALLMARKS, {"X": "1 0 -"}).rows[1:]
    assert [row.cells[0].show for row in rows] == ["Y", "N", "n/a"]


@pytest.mark.parametrize("one", [SAFER, HALLMARKS], ids=["levels", "checklist"])
def test_print_can_be_read_on_its_colour(one):
    cells = level_cells(one).values()

    assert min(contrast(cell.back, cell.ink) for cell in cells) >= 4.5
    assert [cell.back for cell in cells] == list(theme.level_colours(len(one.levels)))


def test_every_shade_of_a_count_can_be_read():
    assert min(contrast(theme.mixed(n / 40), theme.ink_on(theme.mixed(n / 40))) for n in range(41)) >= 4.5
    assert contrast("#FFFFFF", theme.QUIET) >= 4.5


@pytest.mark.parametrize(
    ("value", "marked"), [(2.0, {2}), (2.5, {2, 3}), (2.6, {3}), (1.2, {1}), (4.0, {4}), (NAN, set())]
)
def test_a_figure_is_marked_at_the_nearer_level_and_half_way_at_both(value, marked):
    assert marked_levels(value, SAFER) == marked


@pytest.mark.parametrize(("value", "words"), [(3.0, "3"), (2.5, "2.5"), (2.6666, "2.7"), (NAN, "–")])
def test_a_figure_in_words(value, words):
    assert figure_words(value, SAFER) == words


@pytest.mark.parametrize(("value", "words"), [(1.0, "Y"), (0.0, "N"), (0.5, "0.5")])
def test_a_figure_of_a_checklist_in_words(value, words):
    assert figure_words(value, HALLMARKS) == words


class TestLevelGrid:
    AREAS: ClassVar = dict(zip("ABCDEF", ("2 4", "2 -", "3 ?", "3 .", "3 1", "4 1"), strict=True))

    @pytest.fixture
    def grid(self):
        first, second = (row.criterion_id for row in SAFER.criteria[:2])
        counts = level_counts(ratings(SAFER, self.AREAS), SAFER, self.AREAS)
        # Fife is A, so its peers are B to F: 2 3 3 3 4 has the median 3; of the second only E and F have a level.
        peers = pd.DataFrame({"peer_value": [3.0, NAN], "n_peers": [5, 2]}, index=[first, second])
        return level_grid(
            counts,
            SAFER,
            bands=[("", [first, second])],
            own={first: 2.0, second: 4.0},
            area="Fife",
            peers=peers,
            figure="peers' median",
        )

    def test_heads_are_the_levels_then_the_rest(self, grid):
        assert [one.name for one in grid.columns] == [
            "1 Gap identified",
            "2 Working towards",
            "3 Some success",
            "4 Doing well",
            "Not rated",
            "Peers' median",
            "Spread",
        ]

    def test_counts_signs_and_words(self, grid):
        first, second = grid.rows

        assert [(cell.show, cell.marks) for cell in first.cells[:5]] == [
            ("0", ""),
            ("2", "●"),
            ("3", "◇"),
            ("1", ""),
            ("0", ""),
        ]
        assert first.cells[1].say == "2 areas at Working towards; Fife is here"
        assert first.cells[2].say == "3 areas at Some success; peers' median is here"
        assert [(cell.show, cell.marks) for cell in second.cells[:5]] == [
            ("2", ""),
            ("0", ""),
            ("0", ""),
            ("1", "●"),
            ("3", ""),
        ]

    def test_the_peers_figure_and_the_spread_stand_beside_and_open_nothing(self, grid):
        first, second = grid.rows

        # 0, 2, 3, 1 of 6: mean 17/6; 1 - (1 + 1/3 log2(1 - 5/18) + 1/2 log2(1 - 1/18) + 1/6 log2(1 - 7/18)) = 0.316
        assert [cell.show for cell in first.cells[5:]] == ["3", "0.32"]
        assert [cell.show for cell in second.cells[5:]] == ["–", "–"]  # two peers, three ratings
        assert second.cells[5].say == "– not compared: 2 peers with a level"
        assert [cell.press for cell in first.cells] == [True] * 5 + [False] * 2

    def test_the_more_areas_the_darker(self, grid):
        by_count = sorted((int(cell.show), cell.back) for cell in grid.rows[0].cells[:4])

        assert by_count[0] == (0, "")
        shades = [contrast(colour, "#FFFFFF") for _, colour in by_count[1:]]
        assert all(light < dark for light, dark in pairwise(shades))


def test_equal_cells_are_sent_once_and_can_be_put_together_again():
    given = heat(SAFER, {"X": "1 4 -", "Y": "1 4 3"}, X="own")

    sent = json.loads(given.sent)

    assert sent["columns"] == [["X", "X", "X", "own"], ["Y", "Y", "Y", ""]]
    assert len(sent["cells"]) == 4
    again = [[sent["cells"][number][0] for number in row[2]] for row in sent["rows"]]
    assert again == [[], ["1", "1"], ["4", "4"], ["n/a", "3"]]


def test_a_large_grid_stays_small():
    cells = [Cell(str(k), f"Level {k}") for k in range(4)]
    columns = tuple(Column(f"S{i:08}", f"Area {i}", f"Area {i}") for i in range(64))
    rows = tuple(
        Row(f"a-framework.group.{i:02}", "About thirty letters of name", tuple(cells[(i + j) % 4] for j in range(64)))
        for i in range(100)
    )

    assert len(Grid("heat", "Label", "Criterion", columns, rows).sent) < 25_000


def test_the_lists_say_how_many_stand_high_and_their_strips_are_full():
    areas = dict(zip("ABCDEF", ["4 1", "4 2", "3 1", "3 1", "2 -", "4 4"], strict=True))
    counts = level_counts(ratings(SAFER, areas), SAFER, areas)
    row = counts.iloc[0].to_dict()

    assert high_words(row, SAFER) == "5 of 6 areas at 'Some success' or above"
    (only,) = ranked({"strongest": counts.head(1)}, SAFER)
    assert only.title == "Strongest"
    assert only.strips[0].say == "0 Gap identified, 1 Working towards, 2 Some success, 3 Doing well"
    assert sum(piece.share for piece in only.strips[0].pieces) == pytest.approx(1)
    assert [piece.show for piece in only.strips[0].pieces] == ["1", "2", "3"]


def test_high_on_a_checklist_is_yes():
    row = {"level_0": 1, "level_1": 0, "n_rated": 1}

    assert high_words(row, HALLMARKS) == "0 of 1 area at 'Yes'"
