"""The National picture shows what its choices say. Numbers are worked here from the ratings, not by the product."""

import numpy as np
import pytest

from csp_analytics.frameworks.load import framework, principles
from csp_analytics.store import reading
from tests.pages.seen import opened


def middle_areas(store, framework_id, round_):
    """The middle area's score of each principle, by hand: 100 * (mean - lowest) / (highest - lowest), where two thirds
    of the applicable rows, and at least three, are rated; then the median of the areas, halves up."""
    one = framework(framework_id)
    rows = reading.ratings(store, framework_id, rounds=(round_,)).merge(one.table[["criterion_id", "principle_id"]])
    found = {}
    for principle_id, own in rows.groupby("principle_id"):
        scores = []
        for _, area in own.groupby("area_code"):
            applicable = area[area["answer"] != "not applicable"]
            rated = applicable.loc[applicable["answer"] == "rated", "level"]
            if len(rated) >= 3 and len(rated) * 3 >= 2 * len(applicable):
                scores.append(100 * (rated.mean() - one.lowest) / (one.highest - one.lowest))
        found[principles()[principle_id].name] = str(int(np.median(scores) + 0.5))
    return found


@pytest.mark.parametrize(
    ("framework_id", "round_"),
    [("safer-communities", "2025"), ("safer-communities", "2021"), ("excellence", "2023"), ("hallmarks", "2025")],
)
def test_the_big_numbers_are_the_middle_areas_of_each_principle(demonstration, framework_id, round_):
    page = opened(framework=framework_id, round=round_)

    assert page.cards == middle_areas(demonstration, framework_id, round_)


@pytest.mark.parametrize(("key", "value"), [("framework", "excellence"), ("framework", "hallmarks"), ("round", "2021")])
def test_another_framework_or_round_changes_finding_cards_and_address(demonstration, key, value):
    page = opened()
    finding, cards = page.finding, page.cards

    page = page.choose(key, value)

    assert page.address[key] == value
    assert page.finding != finding
    assert page.cards != cards
    assert page.cards == middle_areas(demonstration, page.address["framework"], page.address["round"])


def test_the_finding_names_the_strongest_and_the_weakest_principle_of_the_cards(demonstration):
    page = opened(framework="excellence")
    numbers = {name: int(number) for name, number in page.cards.items()}
    best, least = max(numbers, key=numbers.get), min(numbers, key=numbers.get)

    assert page.finding.startswith(
        f"{best} is the strongest principle (middle area {numbers[best]} of 100), "
        f"{least} the weakest ({numbers[least]}): "
    )


def test_another_measure_changes_the_map_and_its_table_and_nothing_else(demonstration):
    page = opened()
    finding, overall = page.finding, page.chart("Map of")
    assert page.headings[0] == "Where the areas stand: Overall"

    page = page.choose("measure", "evidence")

    assert page.address["measure"] == "evidence"
    assert page.headings[0] == "Where the areas stand: Evidence"
    assert page.finding == finding
    tiles = page.chart("Map of")
    assert tiles["data"][0]["text"] != overall["data"][0]["text"]
    header, *rows = page.table("Where the areas stand: Evidence")
    assert header[:2] == ["Area", "Score"]
    assert len(rows) == 32
    shown = dict(zip([one[1] for one in tiles["data"][0]["customdata"]], tiles["data"][0]["text"], strict=True))
    for name, score, *_ in rows:
        assert shown[name].endswith(f"<b>{int(float(score) + 0.5) if score != '–' else '–'}</b>")


def test_the_bars_count_every_rating(demonstration):
    page = opened()
    rated = reading.ratings(demonstration, "safer-communities", rounds=("2025",))["answer"].eq("rated").sum()

    header, *rows = page.table("How ratings spread over the levels, by principle")

    assert sum(int(row[header.index("Rated")].replace(",", "")) for row in rows) == rated
    assert f"{rated:,} ratings" in page.text
