"""An area outside the register, and texts that look like markup: shown as what they are."""

from __future__ import annotations

import json
from datetime import date

import pytest

from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.pictures.area import area_names, area_picture, peer_words
from csp_analytics.pictures.national import national_picture
from csp_analytics.pictures.surroundings import action_plan, context_table, indicator_trends
from csp_analytics.store.writing import LOADED, load

FIFE, OUTSIDE = "S12000047", "outside:test-valley"
ROWS = [row.criterion_id for row in framework("safer-communities").criteria]
MARKUP = "<img src=x onerror=alert(1)> **bold** [link](javascript:alert(1)) `code` <b>b</b> $x$ :red[r]"
FORMULA = '=HYPERLINK("http://example.org")'


def load_file(store, path, header, rows, area=""):
    """A CSV file through the reader into the store."""
    lines = [header, *(",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    outcome = load(store, read_file(path, path.name, Wanted(area=area, outside=bool(area))))
    assert (outcome.status, [p.sentence for p in outcome.problems if p.severity == "error"]) == (LOADED, [])


def plan_of(store, path, area, texts, outside=""):
    load_file(store, path, "Area,Issue,Action,When,Milestone", [(area, t, t, "April 2026", t) for t in texts], outside)


def assessment_of(store, path, area, evidence="", outside=""):
    rows = [(area, "2025", "safer-communities", name, 1 + n % 4, evidence, evidence) for n, name in enumerate(ROWS)]
    load_file(store, path, "area,round,framework,criterion,level,evidence,action", rows, outside)


@pytest.fixture
def with_plan(own_demo_store, tmp_path):
    """The demonstration data and the plan of an area outside the register."""
    plan_of(own_demo_store, tmp_path / "plan.csv", "Test Valley", ["Burglary", "Speeding"], outside="Test Valley")
    return own_demo_store


def test_an_outside_area_has_a_plan_but_no_score(with_plan):
    assert area_names(with_plan)[OUTSIDE] == "Test Valley"
    picture = area_picture(with_plan, "safer-communities", "2025", "family-people", OUTSIDE)
    assert (picture.finding, picture.position, picture.strengths, picture.change) == ("", None, [], None)
    assert picture.absent == "Test Valley has no assessment of Safer Communities Programme in round 2025."
    words, table, _ = action_plan(with_plan, OUTSIDE, date(2026, 1, 1))
    assert words.startswith("2 actions: 0 done, 0 past the date, 2 with a date still to come")
    assert table["Issue"].tolist() == ["Burglary", "Speeding"]


@pytest.mark.parametrize("grouping", ["family-people", "nearest-neighbours"])
def test_an_outside_area_has_no_peers_and_no_facts(with_plan, grouping):
    assert "no other area is in the same group" in peer_words(with_plan, grouping, OUTSIDE)
    assert indicator_trends(with_plan, grouping, OUTSIDE) == []
    assert context_table(with_plan, grouping, OUTSIDE).empty, "nothing is known of the place: no row"


def test_an_outside_area_with_an_assessment_has_scores_and_is_compared_with_nobody(own_demo_store, tmp_path):
    before = national_picture(own_demo_store, "safer-communities", "2025")
    assessment_of(own_demo_store, tmp_path / "tv.csv", "Test Valley", outside="Test Valley")
    picture = area_picture(own_demo_store, "safer-communities", "2025", "family-people", OUTSIDE)
    assert picture.finding.startswith("Test Valley cannot be compared with these peers")
    assert len(picture.ratings) == 37
    assert picture.strengths
    after = national_picture(own_demo_store, "safer-communities", "2025")
    assert (after.finding, after.cards) == (before.finding, before.cards)
    assert after.by_principle.basis == before.by_principle.basis


@pytest.fixture
def with_markup(own_demo_store, tmp_path):
    """Fife's assessment and plan written by somebody who tries."""
    assessment_of(own_demo_store, tmp_path / "fife.csv", "Fife", MARKUP)
    plan_of(own_demo_store, tmp_path / "plan.csv", "Fife", [MARKUP, FORMULA])
    return own_demo_store


def test_evidence_and_actions_are_handed_on_as_they_were_typed(with_markup):
    picture = area_picture(with_markup, "safer-communities", "2025", "family-people", FIFE)
    assert set(picture.ratings["Evidence"]) == {MARKUP}
    for row in picture.strengths + picture.weaknesses:
        assert (row["evidence"], row["action"]) == (MARKUP, MARKUP)
    _, table, _ = action_plan(with_markup, FIFE, date(2026, 1, 1))
    assert table["Issue"].tolist() == [MARKUP, FORMULA]


def test_what_people_typed_never_gets_into_a_chart_which_would_read_it_as_markup(with_markup):
    picture = area_picture(with_markup, "safer-communities", "2025", "family-people", FIFE)
    for exhibit in (picture.position, picture.change):
        assert "onerror" not in json.dumps(exhibit.figure.to_plotly_json(), default=str)


def test_the_title_of_an_indicator_is_not_markup_either(store):
    with store.transaction() as cursor:
        cursor.execute(
            "insert into indicator values ('x', ?, ?, ?, '2024', 5, ?, 1, false)", [MARKUP, MARKUP, FIFE, MARKUP]
        )
    (exhibit,) = indicator_trends(store, "family-people", FIFE)
    assert exhibit.headline == MARKUP  # the pages show it as text
    assert "onerror" not in json.dumps(exhibit.figure.to_plotly_json(), default=str)


def test_a_download_has_no_cell_that_a_spreadsheet_would_run(store):
    with store.transaction() as cursor:
        cursor.execute("insert into indicator values ('x', 'X', '', ?, ?, 5, 'S', 1, false)", [FIFE, FORMULA])
    (exhibit,) = indicator_trends(store, "family-people", FIFE)
    cells = exhibit.csv().decode("utf-8-sig").splitlines()[1]
    assert cells.startswith("\"'=HYPERLINK")
