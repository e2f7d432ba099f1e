"""Action plans as the page shows them: one area's plan with what became of the plan before, and all areas' plans."""

from datetime import date

import pandas as pd
import pytest

from csp_analytics.ingest.reading import ACTIONS, COLUMNS, Reading
from csp_analytics.pictures.action_plans import all_plans_picture, plan_picture
from csp_analytics.store.writing import load

FIFE, MORAY, ANGUS = "S12000047", "S12000020", "S12000041"
TODAY = date(2026, 11, 22)
MARKUP = "<img src=x onerror=alert(1)> **bold** =1+1"


def plan(area, round_, *rows):
    """A plan as its reader hands it over; a row is (issue, when in words, due, status) and perhaps more by name."""
    records = []
    for position, (issue, when, due, status, *more) in enumerate(rows, start=1):
        blank = dict.fromkeys(COLUMNS["action"], "")
        told = {"issue": issue, "action": f"Act on {issue}", "when_text": when, "due": due, "status": status}
        records.append(blank | told | {"area_code": area, "round": round_, "position": position} | dict(*more))
    frame = pd.DataFrame(records, columns=list(COLUMNS["action"]))
    frame["due"] = pd.to_datetime(frame["due"])
    return Reading(f"{area}-{round_}.xlsx", f"{area}{round_}{rows}", ACTIONS, "action plan", {"action": frame})


@pytest.fixture
def filled(store):
    """Two rounds of Fife, one of Moray, none of Angus."""
    for reading in (
        plan(
            FIFE,
            "2023",
            ("Budget", "June 2024", "2024-06-30", "done"),
            ("Aims", "June 2024", "2024-06-30", "not started"),
            ("Rooms", "", None, "in progress"),
        ),
        plan(
            FIFE,
            "2025",
            ("Aims", "March 2026", "2026-03-31", "in progress", {"owner": "The chair", "measure": "All agree"}),
            ("Data", "May 2027", "2027-05-31", "", {"criterion_id": "hallmarks.lead.01.01", "framework": "hallmarks"}),
            ("Staff", "soon", None, "not started"),
        ),
        plan(MORAY, "2025", ("Chair", "January 2026", "2026-01-31", "done")),
    ):
        load(store, reading)
    return store


class TestOneArea:
    def test_the_plan_in_a_sentence_in_numbers_and_in_a_table(self, filled):
        picture = plan_picture(filled, FIFE, TODAY)
        assert picture.absent == ""
        assert picture.finding == (
            "1 of 3 actions is overdue; 0 due within 90 days, 1 due later, 1 without a date and 0 done."
        )
        assert {card["name"]: (card["number"], card["unit"], card["rest"]) for card in picture.cards} == {
            "▲ Overdue": ("1", "of 3", "since 31 March 2026"),
            "◆ Due within 90 days": ("0", "of 3", "none"),
            "○ Due later": ("1", "of 3", "first on 31 May 2027"),
            "● Done": ("0", "of 3", "none"),
        }
        assert picture.table["Issue"].tolist() == ["Aims", "Data", "Staff"]
        # 31 March to 22 November 2026 are 236 days, 22 November to 31 May 2027 are 190.
        assert picture.table["State"].tolist() == ["▲ overdue by 236 days", "○ due in 190 days", "– no date"]
        assert picture.table["Criterion"].tolist() == ["", "Group leads and governs", ""]
        assert picture.table["Date moved"].tolist() == [
            "639 days later than in 2023",
            "",
            "",
        ]  # 2024-06-30 to 2026-03-31
        assert picture.table["First planned"].tolist() == ["2023", "", ""]
        assert "Stage" not in picture.table
        assert picture.undated == "Without a date that can be read: ‘Staff’."
        assert (picture.round, picture.about) == ("2025", {"Area": "Fife", "Round": "2025"})

    def test_what_became_of_the_plan_before(self, filled):
        picture = plan_picture(filled, FIFE, TODAY)
        assert picture.earlier == [
            "Plan of 2023 (3 actions): 1 done, 1 carried over and 1 dropped. 1 of those carried over has a later date."
        ]
        became = picture.became.set_index("Issue")
        assert became["What became of it"].to_dict() == {
            "Budget": "● done",
            "Aims": "→ carried over",
            "Rooms": "✕ dropped",
        }
        assert became["Today"].to_dict() == {"Budget": "● done", "Aims": "▲ overdue", "Rooms": "✕ dropped"}
        assert picture.rounds.native.categories == ("Plan of 2023: 3 actions", "Plan of 2025: 3 actions")

    def test_the_timeline_and_the_rows_are_those_of_the_newest_plan(self, filled):
        picture = plan_picture(filled, FIFE, TODAY)
        assert picture.timeline.table["Issue"].tolist() == ["Aims", "Data"]
        assert picture.rows["issue"].tolist() == ["Aims", "Data", "Staff"]
        assert set(COLUMNS["action"]) <= set(picture.rows.columns)

    def test_a_plan_without_dates_or_earlier_plans_says_so_by_leaving_them_out(self, store):
        load(store, plan(FIFE, "", ("Staff", "", None, "")))
        picture = plan_picture(store, FIFE, TODAY)
        assert picture.timeline is None
        assert picture.became is None
        assert (picture.earlier, picture.round, picture.about) == ([], "", {"Area": "Fife"})

    def test_an_area_without_a_plan_hears_the_way_to_one(self, filled):
        picture = plan_picture(filled, ANGUS, TODAY)
        assert picture.absent == picture.finding
        assert picture.absent.startswith(
            "No action plan has been loaded for Angus: bring one to the page Your partnership"
        )
        assert picture.rows is None

    def test_a_criterion_that_the_definitions_no_longer_have_is_shown_by_its_id(self, store):
        link = {"criterion_id": "gone.01", "framework": "gone"}
        load(store, plan(FIFE, "2025", ("Staff", "", None, "", link)))
        assert plan_picture(store, FIFE, TODAY).table["Criterion"].tolist() == ["gone.01"]

    def test_what_people_wrote_is_in_the_table_as_it_is(self, store):
        load(store, plan(FIFE, "2025", (MARKUP, "May 2027", "2027-05-31", "")))
        picture = plan_picture(store, FIFE, TODAY)
        assert picture.table["Issue"].tolist() == [MARKUP]
        assert "<img" not in str(picture.timeline.figure.to_dict())

    def test_demonstration_data_is_marked(self, store):
        load(store, plan(FIFE, "2025", ("Staff", "May 2027", "2027-05-31", "")), demo=True)
        picture = plan_picture(store, FIFE, TODAY)
        assert picture.demo
        assert picture.timeline.demo
        assert all_plans_picture(store, TODAY).demo


class TestAllAreas:
    def test_how_many_are_overdue_by_area_most_first(self, filled):
        picture = all_plans_picture(filled, TODAY)
        assert picture.finding == "1 of 4 actions is overdue, in 1 of 2 areas with a plan; 1 is done."
        assert picture.by_area[["Area", "Actions", "Overdue", "Done"]].to_numpy().tolist() == [
            ["Fife", 3, 1, 0],
            ["Moray", 1, 0, 1],
        ]
        assert picture.by_area["What became of the plan before"].tolist() == [
            "2023: 1 done, 1 carried over, 1 dropped",
            "no plan before",
        ]
        assert picture.overdue[["Area", "Issue", "Days overdue"]].to_numpy().tolist() == [["Fife", "Aims", 236]]
        assert (
            picture.without
            == "No plan: Aberdeen City, Aberdeenshire, Angus, Argyll and Bute, City of Edinburgh and 25 more."
        )
        assert {card["name"]: card["rest"] for card in picture.cards}["● Done"] == "in 1 area"

    def test_an_area_outside_the_register_is_no_part_of_it(self, filled):
        before = all_plans_picture(filled, TODAY)
        load(filled, plan("outside:test-valley", "2025", ("Chair", "January 2026", "2026-01-31", "")))
        after = all_plans_picture(filled, TODAY)
        assert (after.finding, len(after.by_area)) == (before.finding, 2)

    def test_without_any_plan_it_says_so(self, store):
        picture = all_plans_picture(store, TODAY)
        assert picture.absent == picture.finding
        assert picture.absent.startswith("No action plan has been loaded for any area")
        assert picture.by_area is None

    def test_the_demonstration_counts_are_those_of_sql(self, demo_store):
        picture = all_plans_picture(demo_store, TODAY)
        sql = "select count(*) from action where round = '2025' and status != 'done' and due < date '2026-11-22'"
        assert int(picture.by_area["Overdue"].sum()) == demo_store.value(sql) == len(picture.overdue)
        done = demo_store.value("select count(*) from action where round = '2025' and status = 'done'")
        assert int(picture.by_area["Done"].sum()) == done
