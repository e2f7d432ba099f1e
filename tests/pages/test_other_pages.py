"""Templates and How scores are made follow their choices; a change of page takes them along."""

import pytest

from csp_analytics.areas.groupings import groupings
from csp_analytics.frameworks.load import framework, frameworks
from tests.pages.seen import opened


@pytest.mark.parametrize("framework_id", list(frameworks()))
def test_the_template_page_counts_the_rows_of_the_chosen_framework(demonstration, framework_id):
    page = opened("templates").choose("framework", framework_id)
    chosen = framework(framework_id)

    assert f"{len(chosen.criteria)} {chosen.row_word_plural}, each with a drop-down." in page.text
    assert page.app.download_button(key="template-assessment").disabled is False


@pytest.mark.parametrize("framework_id", list(frameworks()))
def test_every_row_of_a_framework_can_be_read_with_its_source(demonstration, framework_id):
    page = opened("methods", part="frameworks", framework=framework_id)

    missing = [row.criterion_id for row in framework(framework_id).rows if row.text not in page.text]

    assert missing == []
    assert page.alerts == []


@pytest.mark.parametrize("grouping_id", list(groupings()))
def test_a_peer_grouping_shows_all_its_areas(demonstration, grouping_id):
    page = opened("methods", part="peers").choose("peers", grouping_id)

    header, *rows = page.table(f"Members: {groupings()[grouping_id].title}")

    assert page.address["peers"] == grouping_id
    n_areas = len(rows) if header[0] == "Area" else sum(int(row[header.index("Areas")]) for row in rows)
    assert n_areas == 32


def test_the_log_of_imports_lists_every_file(demonstration):
    page = opened("methods", part="data")

    assert "Imports, newest first (16)" in page.text
    assert "safer-communities-2025-fife-template.xlsx" in page.text


def test_the_worked_example_ends_in_its_score(demonstration):
    page = opened("methods", part="arithmetic", framework="excellence")

    # Rated 4, 3, 3, 1, 3, 3 of levels 1 to 4: mean 17/6, so 100 * (17/6 - 1) / 3 = 61.1.
    assert "Mean level: (4 + 3 + 3 + 1 + 3 + 3) / 6 = 2.83." in page.text
    assert "Score: 100 × (2.83 − 1) / (4 − 1) = 61." in page.text


def test_choices_go_along_to_another_page(demonstration):
    page = opened("area", framework="hallmarks", round="2023", area="S12000047")

    page.app.switch_page("../../pages/explore/national.py")
    page.app.query_params.clear()  # links of the menu carry no choices
    page.app.run()

    assert page.address == {"framework": "hallmarks", "round": "2023", "measure": "all"}
