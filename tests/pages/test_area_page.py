"""The page of one area follows its four choices, and says so when there is nothing to compare."""

import pytest

from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store import reading
from csp_analytics.store.writing import LOADED, load
from tests import builders
from tests.pages.seen import opened

FIFE, MORAY = "S12000047", "S12000020"
PLACE = "Test Valley"


def imported(store, path, sheets, **wanted):
    outcome = load(store, read_file(builders.workbook(path, sheets), wanted=Wanted(**wanted)))
    assert outcome.status == LOADED, [problem.sentence for problem in outcome.problems]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("area", MORAY),
        ("framework", "excellence"),
        ("framework", "hallmarks"),
        ("round", "2023"),
        ("peers", "urban-rural"),
    ],
)
def test_each_choice_changes_the_comparison_and_the_address(demonstration, key, value):
    page = opened("area", area=FIFE, framework="safer-communities", round="2025", peers="family-people")
    before = page.chart("Dot plot")["data"]

    page = page.choose(key, value)

    assert page.alerts == []
    assert page.address[key] == value
    if (key, value) == ("area", MORAY):  # Moray did not answer in 2025
        assert page.finding.startswith("Moray has no assessment of Safer Communities Programme in round 2025.")
        assert "It was assessed in 2021 and 2023." in page.finding
    else:
        assert page.chart("Dot plot")["data"] != before


def test_the_peers_are_named_and_the_area_is_not_one_of_them(demonstration):
    page = opened("area", area=FIFE, peers="family-people")

    peers = page.one(r'<p class="csp-basis">(Peers: .*?)</p>')

    assert peers.startswith("Peers: Family group 3 (people), second most deprived: ")
    assert "Clackmannanshire" in peers
    assert "Fife" not in peers.split(": ", 3)[-1]


def test_an_address_restores_the_view(demonstration):
    asked = {"area": FIFE, "framework": "hallmarks", "round": "2023", "peers": "nearest-neighbours"}

    page = opened("area", **asked)

    assert page.address == asked
    assert page.choices == {"Area": FIFE, "Framework": "hallmarks", "Round": "2023", "Peers": "nearest-neighbours"}
    assert page.finding.startswith("Fife ")


def test_a_checklist_shows_its_requirements_and_other_frameworks_do_not(demonstration):
    headline = "Requirements met, in hand and not met"

    assert headline in opened("area", area=FIFE, framework="hallmarks").headings
    assert headline not in opened("area", area=FIFE, framework="excellence").headings


def test_the_first_round_of_an_area_has_no_change_to_show(demonstration):
    page = opened("area", area=FIFE, round="2021")

    assert not any(heading.startswith("Change since") for heading in page.headings)


@pytest.mark.parametrize(
    "forged",
    [
        {"area": "S99999999"},
        {"area": "<script>alert(1)</script>"},
        {"framework": "../../etc/passwd"},
        {"round": "1066"},
        {"peers": "own"},
        {"area": "", "round": "", "framework": "", "peers": ""},
    ],
)
def test_what_is_no_option_is_not_taken(demonstration, forged):
    page = opened("area", **forged)

    assert page.alerts == []
    assert page.address == {
        "area": "S12000033",
        "framework": "safer-communities",
        "round": "2025",
        "peers": "family-people",
    }


def test_a_forged_value_leaves_the_choice_that_was_made(demonstration):
    page = opened("area", area=FIFE)
    page.app.query_params["area"] = "HACKED"  # where a choice of any drop-down goes first

    page.app.run()

    assert page.alerts == []
    assert page.address["area"] == FIFE
    assert page.choices["Area"] == FIFE


def test_a_round_of_another_framework_gives_the_latest_of_the_chosen_one(own, tmp_path):
    rows = [["Area", "Round", "Framework", "Criterion", "Level"]]
    rows += [["Fife", "2019", "safer-communities", "safer-communities.leadership.01", "Doing well"]]
    imported(own, tmp_path / "old.xlsx", {"Ratings": rows})
    assert reading.rounds(own, "safer-communities")[0] == "2019"

    page = opened("area", area=FIFE, framework="hallmarks", round="2019")
    assert (page.alerts, page.address["round"]) == ([], "2025")

    page = opened("area", area=FIFE, framework="safer-communities", round="2019").choose("framework", "excellence")
    assert (page.alerts, page.address["round"]) == ([], "2025")


class TestAnAreaOutsideTheRegister:
    """A partnership elsewhere whose plan was loaded because someone asked for it."""

    CODE = "outside:test-valley"
    PLAN = (["Issue", "Action", "When", "Milestone"], ["No shared aims", "Agree aims", "June 2030", "Board paper"])

    @pytest.fixture(autouse=True)
    def plan(self, own, tmp_path):
        imported(own, tmp_path / "plan.xlsx", {"Plan": self.PLAN}, area=PLACE, outside=True)

    def test_it_can_be_chosen_and_shows_its_plan(self, own):
        page = opened("area").choose("area", self.CODE)

        assert page.alerts == []
        assert page.one(r"<h1>(.*?)</h1>") == PLACE
        header, row = page.table("Action plan")
        assert dict(zip(header, row, strict=True)) | {"Owner": "", "Status": ""} == {
            "Issue": "No shared aims",
            "Action": "Agree aims",
            "When": "June 2030",
            "Due": "30 June 2030",
            "Milestone": "Board paper",
            "Owner": "",
            "Status": "",
        }

    def test_it_says_that_it_has_no_assessment_and_shows_no_empty_tables(self, own):
        page = opened("area", area=self.CODE)

        assert page.finding.startswith(f"{PLACE} has no assessment of Safer Communities Programme in round 2025.")
        assert page.charts == {}
        assert page.headings == ["Action plan"]
        assert "nan" not in page.text.split()

    def test_it_shows_its_own_indicators_without_peers(self, own, tmp_path):
        header = ["Area", "Indicator", "Year", "Value"]
        figures = [header, [PLACE, "Bikes stolen", "2024", 70], [PLACE, "Bikes stolen", "2025", 80]]
        imported(own, tmp_path / "figures.xlsx", {"Data": figures}, area=PLACE, outside=True, kind="indicator")

        page = opened("area", area=self.CODE)

        assert page.alerts == []
        assert "Bikes stolen" in page.headings
        assert "2025: Test Valley 80.0; no peer has a figure." in page.text
        assert "nan" not in page.text.replace(".", " ").split()

    def test_it_is_not_in_the_national_picture(self, own):
        assert PLACE not in opened().text
