"""Bars of criteria that moved: counts of areas, ties told, and what is left out in words."""

import pandas as pd
import pytest

from csp_analytics.charts import change
from csp_analytics.frameworks.load import frameworks

FRAMEWORK = next(iter(frameworks().values()))
IDS = [row.criterion_id for row in FRAMEWORK.criteria]
NAMES = ["criterion_id", "principle_id", "improved", "same", "declined", "n_compared", "n_dropped", "net", "n_moved",
         "p_sign"]  # fmt: skip


def counted(*counts):
    """Rows of ``criteria_together`` from (improved, same, declined, p)."""
    rows = [
        (IDS[n], FRAMEWORK.by_id[IDS[n]].principle_id, up, same, down, up + same + down, 2, up - down, up + down, p)
        for n, (up, same, down, p) in enumerate(counts)
    ]
    return pd.DataFrame(rows, columns=NAMES)


def shown(rows, n_tied=0, *, down=False):
    return change.criteria(rows, n_tied, FRAMEWORK, down=down, basis="28 areas in both rounds.", demo=False)


def test_each_bar_counts_the_areas_that_improved_stayed_and_declined():
    exhibit = shown(counted((11, 17, 0, 0.001), (8, 14, 3, 0.2)))
    bars = {trace.name: list(trace.x) for trace in exhibit.figure.data}
    assert bars == {"▲ improved": [11, 8], "● same": [17, 14], "▼ declined": [0, 3]}
    assert exhibit.takeaway == f"On {FRAMEWORK.by_id[IDS[0]].short}, 11 more areas improved than declined."
    assert exhibit.name == "most-improved"


def test_those_that_are_tied_at_the_top_are_named_together():
    exhibit = shown(counted((8, 2, 1, 0.1), (7, 3, 0, 0.1), (3, 7, 0, 0.1)))
    first, second = (FRAMEWORK.by_id[key].short for key in IDS[:2])
    assert exhibit.takeaway == f"On {first} and {second}, 7 more areas improved than declined."


def test_ties_that_are_not_shown_are_told():
    assert "4 more criteria tied with the last one shown." in shown(counted((1, 9, 0, 0.1)), 4).basis
    assert "1 more criterion tied with the last one shown." in shown(counted((1, 9, 0, 0.1)), 1).basis
    assert "tied" not in shown(counted((1, 9, 0, 0.1))).basis


def test_bars_of_different_length_say_why():
    differ = shown(counted((8, 2, 1, 0.1), (7, 3, 0, 0.1))).basis
    assert "Bars differ in length: not every area rated each criterion in both rounds, 10 to 11 areas did." in differ
    assert "Each bar is 10 areas." in shown(counted((7, 3, 0, 0.1), (6, 3, 1, 0.1))).basis


def test_declined_is_the_other_way_round():
    exhibit = shown(counted((1, 9, 2, 0.1)), down=True)
    assert exhibit.takeaway.endswith(", 1 more area declined than improved.")
    assert exhibit.headline == "Criteria that declined most"


def test_the_table_has_the_test_with_the_areas_that_moved():
    table = shown(counted((11, 17, 0, 0.0009), (8, 14, 3, 0.2266), (2, 20, 1, float("nan")))).table
    assert table["Sign test (p)"].tolist() == ["under 0.001", "0.227", "–"]
    assert table["Areas that moved"].tolist() == [11, 11, 3]


@pytest.mark.parametrize(
    ("dropped", "reworded", "words"),
    [
        (0, 0, "2023 and 2025."),
        (1, 0, "; 1 rated in one round only is left out."),
        (2, 2, "; 2 reworded are left out."),
        (1, 1, "; 1 reworded is left out."),
        (5, 2, "; 2 reworded and 3 rated in one round only are left out."),
    ],
)
def test_what_is_left_out_is_said_with_its_reason(dropped, reworded, words):
    summary = pd.DataFrame(
        {"principle_id": ["leadership"], "improved": 1, "same": 1, "declined": 1, "n_compared": 3, "n_dropped": dropped,
         "n_reworded": reworded, "score_before": 1.0, "score_after": 1.0}
    )  # fmt: skip
    exhibit = change.steps(
        summary, {"leadership": "Leadership"}, unit="principle_id", area="Fife", before="2023", after="2025",
        word="criteria", source="S", demo=False,
    )  # fmt: skip
    assert exhibit.basis.endswith(words)
    assert exhibit.table["Not like for like"].tolist() == [dropped]
