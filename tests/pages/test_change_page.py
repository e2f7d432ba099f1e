"""The page about change: all areas or one, any two rounds, and a plain sentence when there is nothing to compare."""

import pytest

from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store.writing import LOADED, load
from tests import builders
from tests.pages.seen import opened

FIFE, MORAY = "S12000047", "S12000020"


@pytest.mark.parametrize("name", frameworks())
def test_all_areas_first_with_the_last_two_rounds(demonstration, name):
    page = opened("change", framework=name)

    assert page.alerts == []
    assert page.address == {"area": "all", "framework": name, "round": "2025", "before": "2023"}
    assert page.finding.startswith("From 2023 to 2025 the typical area ")
    assert [head for head in page.headings if head.endswith(("principle", "on top", "most", "left out"))] == [
        "Each area's change, by principle",
        "Areas, the most improved on top",
        f"{frameworks()[name].row_word_plural.capitalize()} that improved most",
        f"{frameworks()[name].row_word_plural.capitalize()} that declined most",
        "What is left out",
    ]


@pytest.mark.parametrize("name", frameworks())
def test_one_area_has_its_principles_its_steps_and_what_moved(demonstration, name):
    page = opened("change", framework=name, area=FIFE, round="2023", before="2021")
    words = frameworks()[name].row_word_plural

    assert page.alerts == []
    assert page.one(r"<h1>(.*?)</h1>") == "Change: Fife"
    assert page.finding.startswith("Fife: ")
    assert "improved from 2021 to 2023" in page.finding
    assert page.headings[:3] == ["Fife, by principle", f"How many {words} moved", "What is left out"]
    assert f"{words.capitalize()} that moved" in page.headings
    assert "No test of significance is made for one area." in page.text


@pytest.mark.parametrize(("key", "value"), [("area", FIFE), ("framework", "hallmarks"), ("before", "2021")])
def test_each_choice_changes_what_is_shown_and_the_address(demonstration, key, value):
    page = opened("change", framework="safer-communities", area="all", round="2025", before="2023")
    before = page.finding

    page = page.choose(key, value)

    assert page.alerts == []
    assert page.address[key] == value
    assert page.finding != before


def test_an_address_restores_the_view(demonstration):
    asked = {"area": FIFE, "framework": "excellence", "round": "2025", "before": "2021"}

    assert opened("change", **asked).address == asked


def test_a_chart_has_its_numbers_in_a_table_too(demonstration):
    page = opened("change", framework="safer-communities", area="all")

    header, *rows = page.table("Areas, the most improved on top")

    assert header[:4] == ["Area", "Score 2023", "Score 2025", "Change"]
    printed = [note["text"] for note in page.chart("Dumbbells, a row an area")["layout"]["annotations"]]
    assert all(f"<b>{row[0]}</b>" in printed for row in rows)


def test_an_area_that_is_missing_in_one_round_says_so(demonstration):
    page = opened("change", area=MORAY, framework="safer-communities", round="2025", before="2023")

    assert page.alerts == []
    assert page.finding.startswith("Moray has no assessment of Safer Communities Programme in 2025")
    assert page.charts == {}


def test_only_one_round(empty, tmp_path):
    sheet = [["Area", "Round", "Framework", "Criterion", "Level"],
             ["Fife", "2025", "safer-communities", "safer-communities.leadership.01", "Doing well"]]  # fmt: skip
    outcome = load(empty, read_file(builders.workbook(tmp_path / "one.xlsx", {"Ratings": sheet}), wanted=Wanted()))
    assert outcome.status == LOADED

    page = opened("change")

    assert page.alerts == []
    assert page.finding == (
        "Only one round of Safer Communities Programme has been loaded (2025), so there is no change to show yet."
    )


def test_the_page_is_one_workbook_to_take_away(demonstration):
    page = opened("change", framework="safer-communities", area="all")

    labels = [button.proto.label for button in page.app.get("download_button")]

    assert "Download every table of this page (Excel, 6 tables)" in labels
