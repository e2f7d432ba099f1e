"""The page Action plan: one area's plan in time, all areas' plans, and the plan as a workbook that comes back."""

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.ingest.reading import COLUMNS, Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.ingest.templates.workbooks import action_plan_workbook
from csp_analytics.store import reading
from csp_analytics.store.writing import load
from tests.pages.seen import opened

FIFE, MORAY = "S12000047", "S12000020"
MARKUP = "<script>alert(1)</script> **bold** [x](http://a)"


def test_all_areas_first_how_many_are_overdue_by_area(demonstration):
    page = opened("actions", area="all")

    assert page.one("<h1>(.*?)</h1>") == "Action plan"
    assert "overdue, in " in page.finding
    rows = page.table("Actions by area, most overdue first")
    assert rows[0][:4] == ["Area", "Round", "Actions", "Overdue"]
    assert len(rows) == 1 + 30  # areas with a plan
    assert page.cards["▲ Overdue"] == str(sum(int(row[3]) for row in rows[1:]))
    assert len(page.table("Every action that is overdue")) - 1 == int(page.cards["▲ Overdue"])
    assert page.text.count("No plan: ") == 1


def test_one_area_with_its_timeline_table_and_what_became_of_the_plan_before(demonstration):
    page = opened("actions", area="all").choose("area", FIFE)

    assert page.address["area"] == FIFE
    assert page.one("<h1>(.*?)</h1>") == "Action plan of Fife"
    plan = reading.actions(demonstration, FIFE)
    assert [row[0] for row in page.table("The plan, Fife, 2025")[1:]] == plan["issue"].tolist()
    chart = page.chart("Timeline, a row an action")
    assert sum(len(trace["x"]) for trace in chart["data"]) == plan["due"].notna().sum()
    assert page.chart("Stacked bars, one a round")["data"]
    assert page.one(r"<li>(Plan of 2023.*?)</li>").startswith("Plan of 2023 (")
    before = demonstration.value(f"select count(*) from action where area_code = '{FIFE}' and round = '2023'")
    assert len(page.table("What became of each action of earlier plans")) - 1 == before
    assert "Demonstration data" in page.all(r'<p class="csp-mark">(.*?)</p>')
    labels = [button.proto.label for button in page.app.get("download_button")]
    assert "Download the plan to go on with (xlsx)" in labels


def test_a_plan_of_the_page_goes_out_as_a_workbook_and_comes_back_as_it_was(own):
    """Load, go on with it in the workbook, load again: what the database holds is the same plan, in the same round."""
    before = reading.actions(own, FIFE)
    content = action_plan_workbook(before, register().areas[FIFE], "2025", note="Demonstration data: not about Fife.")

    outcome = load(own, read_file(content, "fife.xlsx", Wanted()))

    assert (outcome.status, outcome.kind) == ("loaded", "actions")
    after = reading.actions(own, FIFE)
    columns = list(COLUMNS["action"])
    pd.testing.assert_frame_equal(after[columns], before[columns])
    assert len(reading.plans(own, FIFE)) == len(reading.plans(own, FIFE).drop_duplicates(["round", "position"]))


def test_an_area_without_a_plan_gets_the_way_to_one(demonstration):
    page = opened("actions", area=MORAY)

    assert page.finding.startswith("No action plan has been loaded for Moray: ")
    assert [button.proto.label for button in page.app.get("download_button")] == [
        "Download an empty action plan (xlsx)"
    ]


def test_without_any_plan_the_page_says_so_and_offers_an_empty_one(empty):
    page = opened("actions")

    assert page.finding.startswith("No action plan has been loaded for any area: ")
    assert page.alerts == []


def test_what_people_wrote_is_shown_as_text(own, tmp_path):
    lines = ["Area,Issue,Action,When,Milestone", f'Moray,"{MARKUP}",Do,May 2027,"{MARKUP}"']
    load(own, read_file("\n".join(lines).encode(), "plan.csv", Wanted()))

    page = opened("actions", area=MORAY)

    assert "<script" not in page.html
    assert page.table("The plan, Moray")[1][0] == MARKUP
    assert "<script" not in str(page.chart("Timeline, a row an action"))
