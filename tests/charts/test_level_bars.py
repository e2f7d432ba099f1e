"""Level distributions, change and requirements: bars with their counts printed, from counts written out here."""

import pandas as pd
import pytest

from csp_analytics.charts import change, checklist, levels, theme
from csp_analytics.frameworks.load import framework

TITLES = {"leadership": "Leadership", "evidence": "Evidence"}
SAFER, HALLMARKS = framework("safer-communities"), framework("hallmarks")
IDS = [row.criterion_id for row in SAFER.criteria]


def counts(unit, rows):
    """National counts: unit, the four levels, not applicable, don't know, missing."""
    names = [unit, *(f"level_{value}" for value in (1, 2, 3, 4)), "n_not_applicable", "n_dont_know", "n_missing"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(n_rated=frame[[f"level_{value}" for value in (1, 2, 3, 4)]].sum(axis=1))


def bars(figure):
    """Lengths and printed numbers of each part, first row on top."""
    return {one.name: ([round(x, 6) for x in one.x], list(one.text)) for one in figure.data}


def labels(figure):
    """Labels above the bars, from the top."""
    rows = [one for one in figure.layout.annotations if one.yref != "paper"]
    return [one.text for one in sorted(rows, key=lambda one: -one.y)]


@pytest.fixture
def by_principle():
    rows = [("leadership", 0, 10, 20, 10, 1, 2, 3), ("evidence", 1, 59, 20, 20, 0, 0, 0)]
    return levels.by_principle(counts("principle_id", rows), TITLES, SAFER, basis="Basis.", demo=True)


class TestLevelsByPrinciple:
    def test_each_part_is_a_share_with_its_count_printed(self, by_principle):
        # Of 40 ratings 25%, 50%, 25%; of 100 ratings 1%, 59%, 20%, 20%. 1% has no room for its number.
        assert bars(by_principle.figure) == {
            "Gap identified": ([0, 1], ["", ""]),
            "Working towards": ([25, 59], ["10", "59"]),
            "Some success": ([50, 20], ["20", "20"]),
            "Doing well": ([25, 20], ["10", "20"]),
        }
        assert labels(by_principle.figure) == ["Leadership", "Evidence"]

    def test_numbers_have_an_ink_that_can_be_read(self, by_principle):
        for part in by_principle.figure.data:
            assert part.textfont.color == theme.ink_on(part.marker.color)

    def test_the_sentence_names_most_and_least_at_the_top(self, by_principle):
        assert by_principle.takeaway == (
            "25% of ratings on Leadership are at the top level, 'Doing well'; on Evidence it is 20%."
        )
        assert by_principle.alt.endswith(by_principle.takeaway)

    def test_the_table_has_every_count(self, by_principle):
        assert by_principle.table.to_dict("list") == {
            "Principle": ["Leadership", "Evidence"],
            "Gap identified": [0, 1],
            "Working towards": [10, 59],
            "Some success": [20, 20],
            "Doing well": [10, 20],
            "Rated": [40, 100],
            "Not applicable": [1, 0],
            "Don't know": [2, 0],
            "Not answered": [3, 0],
        }

    def test_it_is_marked_as_demonstration_data(self, by_principle):
        assert "Demonstration data" in [one.text for one in by_principle.figure.layout.annotations]
        assert by_principle.demo

    def test_nothing_rated_draws_empty_bars(self):
        rows = [("leadership", 0, 0, 0, 0, 0, 5, 5), ("evidence", 0, 0, 0, 0, 0, 5, 5)]

        shown = levels.by_principle(counts("principle_id", rows), TITLES, SAFER, basis="Basis.", demo=False)

        assert all(lengths == [0, 0] and texts == ["", ""] for lengths, texts in bars(shown.figure).values())


class TestLevelsByCriterion:
    def test_the_first_row_makes_the_sentence_and_the_order_stays(self):
        rows = [(IDS[3], 1, 2, 9, 8, 0, 0, 0), (IDS[0], 4, 3, 2, 1, 0, 0, 0)]

        shown = levels.by_criterion(
            counts("criterion_id", rows), SAFER, name="strongest", headline="Strongest", basis="B.", demo=False
        )

        assert labels(shown.figure) == [SAFER.criteria[3].short, SAFER.criteria[0].short]
        assert shown.takeaway == (f"{SAFER.criteria[3].short}: 17 of 20 areas rated it 'Some success' or 'Doing well'.")
        assert shown.table["Criterion"].tolist() == labels(shown.figure)

    def test_nothing_rated_at_all(self):
        shown = levels.by_criterion(counts("criterion_id", []), SAFER, name="s", headline="S", basis="B.", demo=False)

        assert shown.takeaway == "Nothing has been rated yet."
        assert [lengths for lengths, _ in bars(shown.figure).values()] == [[]] * 4
        assert len(shown.table) == 0

    def test_one_area_alone(self):
        rows = [(IDS[0], 0, 0, 0, 1, 0, 0, 0)]

        shown = levels.by_criterion(counts("criterion_id", rows), SAFER, name="s", headline="S", basis="B.", demo=False)

        assert "1 of 1 area rated it" in shown.takeaway
        assert bars(shown.figure)["Doing well"] == ([100], ["1"])


class TestChange:
    @pytest.fixture
    def moved(self):
        rows = [("leadership", 3, 5, 1, 9, 1, 0, 50.0, 55.0), ("evidence", 0, 4, 2, 6, 0, 0, 60.0, 45.0)]
        names = [
            "principle_id",
            "improved",
            "same",
            "declined",
            "n_compared",
            "n_dropped",
            "n_reworded",
            "score_before",
            "score_after",
        ]
        summary = pd.DataFrame(rows, columns=names)
        return change.steps(
            summary,
            TITLES,
            unit="principle_id",
            area="Fife",
            before="2023",
            after="2025",
            word="criteria",
            source="S",
            demo=False,
        )

    def test_it_counts_what_moved(self, moved):
        assert moved.takeaway == "Since 2023, 3 of 15 criteria improved, 9 stayed the same and 3 declined."
        assert bars(moved.figure) == {
            "▲ improved": ([3, 0], ["3", ""]),
            "● same": ([5, 4], ["5", "4"]),
            "▼ declined": ([1, 2], ["1", "2"]),
        }

    def test_it_says_what_was_left_out(self, moved):
        assert moved.basis == (
            "Like for like: only criteria rated in both 2023 and 2025; 1 rated in one round only is left out."
        )

    def test_the_table_has_the_like_for_like_scores(self, moved):
        assert moved.table["Like-for-like score 2023"].tolist() == [50.0, 60.0]
        assert moved.table["Like-for-like score 2025"].tolist() == [55.0, 45.0]


class TestRequirements:
    def test_statuses_are_counted_by_stage_and_not_applicable_is_no_requirement(self):
        first, last = HALLMARKS.groups[0], HALLMARKS.groups[-1]
        ids = {
            group.group_id: [row.criterion_id for row in HALLMARKS.rows if row.group_id == group.group_id]
            for group in (first, last)
        }
        statuses = [
            (ids[first.group_id][0], "met"),
            (ids[first.group_id][1], "in hand"),
            (ids[last.group_id][0], "not met"),
            (ids[last.group_id][1], "not applicable"),
        ]
        status = pd.DataFrame(statuses, columns=["requirement_id", "status"])

        shown = checklist.requirements(status, HALLMARKS, area="Fife", round_="2025", demo=False)

        assert shown.takeaway == (
            "1 of 3 requirements are met, 1 are in hand (every no has an action) and 1 are not met."
        )
        assert labels(shown.figure) == [group.title for group in HALLMARKS.groups]
        assert bars(shown.figure)["✔ met"][0] == [1, 0, 0, 0]
        assert bars(shown.figure)["✘ not met"][0] == [0, 0, 0, 1]
        assert shown.table["Not applicable"].tolist() == [0, 0, 0, 1]
