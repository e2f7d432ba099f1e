"""Words for levels, and how far a peer may be."""

import pandas as pd
import pytest

from csp_analytics.analysis.scores import distribution
from csp_analytics.frameworks.load import framework


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "Gap identified"),
        (4.0, "Doing well"),
        (2.5, "between Working towards and Some success"),
        (float("nan"), "not rated"),
    ],
)
def test_label_of_a_level_or_of_a_median_between_two(value, words):
    assert framework("excellence").label_of(value) == words


def test_half_a_level_in_points_of_the_score():
    assert framework("excellence").similar_within == pytest.approx(100 / 6)  # half of one of three steps


def test_a_source_in_words():
    row = framework("hallmarks").by_id["hallmarks.lead.01.02"]
    assert row.source == "Lead and Guide, The right people around the table, row 1, question 2"


def test_the_table_of_rated_rows_is_in_document_order():
    table = framework("hallmarks").table
    assert len(table) == 100
    assert table["order"].is_monotonic_increasing
    assert {"hallmark", "heading"} <= set(table.columns)
    assert table.index.tolist() == list(range(100))


@pytest.mark.parametrize("name", ["safer-communities", "excellence", "hallmarks"])
def test_principles_are_listed_in_their_own_order_whatever_the_document_starts_with(name):
    # so that the frameworks can be read side by side
    chosen = framework(name)
    ids = [row.criterion_id for row in chosen.criteria]
    ratings = pd.DataFrame({"area_code": "X", "round": "2025", "criterion_id": ids, "answer": "missing", "level": None})
    found = distribution(ratings, chosen, "principle")["principle_id"].tolist()
    assert found == ["leadership", "governance", "evidence", "outcomes"]
