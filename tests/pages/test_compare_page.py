"""The page that compares areas follows its choices, restores them from its address, and says when there is no place."""

import re

import pytest

from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.pictures.standings import measures
from csp_analytics.store.writing import LOADED, load
from tests import builders
from tests.pages.seen import opened

FIFE, MORAY = "S12000047", "S12000020"
FIRST = "criterion:safer-communities.leadership.01"
ASKED = {"area": FIFE, "framework": "safer-communities", "round": "2025", "peers": "family-people"}


def choose(page, key, value):
    """The page after a person chose; the measure is a drop-down here."""
    page.app.selectbox(key=f"choose-{key}").set_value(value)
    page.app.run()
    return page


def rows_of(page):
    """Codes of the areas in the sorted chart, in order."""
    return [one[0] for one in page.chart("Sorted")["data"][-1]["customdata"]]


def test_it_shows_sentence_chart_map_and_tables(demonstration):
    page = opened("compare", **ASKED)

    assert page.alerts == []
    assert re.match(r"Fife has \d+ overall: (joint )?\d+\w\w .*of \d+ areas, \w+ (to|than) its peers", page.finding)
    assert page.headings == ["All areas, highest first: Overall"]
    assert "Scores on Overall run from " in page.text
    assert page.chart("Map of 32 squares")
    header, *rows = page.table("All areas, highest first: Overall")
    assert len(rows) == 32
    assert header[:3] == ["Area", "Score", "Rank"]
    shown = [name for name, score, *_ in rows if score != "–"]
    names = [one[1] for one in page.chart("Sorted")["data"][-1]["customdata"]]
    assert shown == names


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("area", "S12000049"),
        ("framework", "hallmarks"),
        ("framework", "excellence"),
        ("round", "2021"),
        ("peers", "nearest-neighbours"),
        ("measure", "principle:evidence"),
        ("measure", FIRST),
    ],
)
def test_each_choice_changes_sentence_chart_map_and_address(demonstration, key, value):
    page = opened("compare", **ASKED)
    before = (page.finding, page.chart("Sorted"), page.chart("Map"))

    page = choose(page, key, value)

    assert page.alerts == []
    assert page.address[key] == value
    after = (page.finding, page.chart("Sorted"), page.chart("Map"))
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, True, True]


def test_the_switch_gives_the_published_convention_and_says_so(demonstration):
    page = opened("compare", **ASKED)
    assert "(median " in page.finding
    assert "Own area left out of its peers." in page.text

    page.app.toggle(key="choose-published").set_value(True)
    page.app.run()

    assert page.address["published"] == "yes"
    assert "itself counted)" in page.finding
    assert "Own area counted among its peers, their mean, as published." in page.text
    assert "Own area left out" not in page.text


def test_an_address_restores_the_view(demonstration):
    asked = {
        "area": FIFE, "framework": "hallmarks", "round": "2023", "peers": "family-other", "published": "yes",
        "measure": "hallmark:effective-leadership",
    }  # fmt: skip

    page = opened("compare", **asked)

    assert page.address == asked
    assert page.choices["Measure"] == asked["measure"]
    assert page.headings[0].startswith("All areas, highest first: ")
    assert "itself counted" in page.finding


@pytest.mark.parametrize("forged", ["criterion:hallmarks.lead.01.01", "<script>", "overall:x", "all", "principle:"])
def test_a_measure_that_the_framework_does_not_have_is_overall(demonstration, forged):
    page = opened("compare", **ASKED, measure=forged)

    assert page.alerts == []
    assert page.address["measure"] == "overall"
    assert " overall: " in page.finding


def test_another_framework_falls_back_to_overall_when_it_has_no_such_measure(demonstration):
    page = opened("compare", **ASKED, measure=FIRST)

    page = choose(page, "framework", "hallmarks")

    assert (page.alerts, page.address["measure"]) == ([], "overall")


def test_an_area_that_was_not_assessed_has_no_place_and_the_others_are_shown(demonstration):
    page = opened("compare", **{**ASKED, "area": MORAY})

    assert page.finding.startswith("Moray was not assessed in 2025. The middle of ")
    assert MORAY not in rows_of(page)
    assert re.search(r"Not ranked – .*Moray.*: not assessed in 2025", page.text)


@pytest.mark.parametrize("framework_id", list(frameworks()))
def test_every_kind_of_measure_of_every_framework_is_shown(demonstration, framework_id):
    kinds = {}
    for measure in measures(framework_id):
        kinds[measure.partition(":")[0]] = measure
    for measure in kinds.values():
        page = opened("compare", area=FIFE, framework=framework_id, measure=measure)

        assert page.alerts == []
        assert page.address["measure"] == measure
        assert not {"nan", "None", "<NA>"} & set(page.text.replace(".", " ").split())


def test_an_outside_area_is_compared_with_the_others_and_has_no_peers(own, tmp_path):
    rows = [["Area", "Round", "Framework", "Criterion", "Level"]]
    rows += [
        ["Test Valley", "2025", "safer-communities", row.criterion_id, "Doing well"]
        for row in frameworks()["safer-communities"].criteria
    ]
    file = builders.workbook(tmp_path / "outside.xlsx", {"Ratings": rows})
    assert load(own, read_file(file, wanted=Wanted(area="Test Valley", outside=True))).status == LOADED

    page = opened("compare", area="outside:test-valley")

    assert page.alerts == []
    assert page.finding.startswith("Test Valley has 100 overall: 1st of ")
    assert "itself counted, with no peers to compare with" in page.finding
    assert rows_of(page)[0] == "outside:test-valley"
