"""The page Context follows its choices, keeps them in its address, and shows an indicator file that was just loaded."""

import pytest

from csp_analytics import paths
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store.writing import LOADED, load
from csp_analytics.ui import pictures
from tests import builders
from tests.pages.seen import opened

FIFE, MORAY = "S12000047", "S12000020"
INCOME = "context:simd20_income_deprivation_rate"
REAL = paths.ROOT.parent / "shared" / "data" / "indicators" / "crime-rate-and-dwelling-fires.csv"
ASKED = {
    "area": FIFE, "framework": "hallmarks", "round": "2023", "peers": "urban-rural", "measure": "evidence",
    "beside": "indicator:crime-rate-demonstration", "period": "2019/20",
}  # fmt: skip


def choose(page, key, value):
    page.app.selectbox(key=f"choose-{key}").set_value(value)
    page.app.run()
    return page


def imported(store, file):
    outcome = load(store, read_file(file, wanted=Wanted()))
    assert outcome.status == LOADED, [problem.sentence for problem in outcome.problems]


def test_an_address_restores_the_view(demonstration):
    page = opened("context", **ASKED)

    assert page.address == ASKED
    assert page.choices == dict(
        zip(["Area", "Framework", "Round", "Peers", "Measure", "Beside", "Period"], ASKED.values(), strict=True)
    )
    assert "crime rate (demonstration)" in page.finding
    assert "Figures of 2019/20, ratings of round 2023: not the same time." in page.text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("area", MORAY),
        ("framework", "excellence"),
        ("round", "2021"),
        ("peers", "nearest-neighbours"),
        ("measure", "leadership"),
        ("beside", INCOME),
        ("period", "2015/16"),
    ],
)
def test_each_choice_changes_the_chart_and_the_address(demonstration, key, value):
    page = opened("context", **ASKED)
    before = page.chart("Scatter chart")["data"]

    page = choose(page, key, value)

    assert page.alerts == []
    assert page.address[key] == value
    assert page.chart("Scatter chart")["data"] != before


def test_a_variable_has_no_choice_of_periods(demonstration):
    page = opened("context", area=FIFE, beside=INCOME)

    assert "Period" not in page.choices
    assert "period" not in page.address


def test_the_caution_stands_whatever_the_link_is(demonstration):
    for beside in (INCOME, "context:pct_pop_remote_rural"):
        caution = opened("context", beside=beside).one(r'<p class="csp-takeaway" role="note">(.*?)</p>')

        assert caution.startswith("This shows no cause")


def test_every_fact_is_in_the_second_chart_and_its_table(demonstration):
    page = opened("context", area=FIFE, beside=INCOME, measure="leadership")

    table = page.table("Every fact beside the Leadership score")
    assert len(table) == 1 + 27
    assert len(page.chart("Dot chart")["data"][0]["customdata"]) == 27
    low_income = next(row for row in table if row[0] == "People on a low income")
    assert f"Spearman's rho {low_income[1].replace('-', '−')}, {low_income[2]} areas" in page.finding


@pytest.mark.parametrize(
    "forged",
    [
        {"beside": "context:unknown"},
        {"beside": "<b>x</b>"},
        {"period": "1066"},
        {"measure": "nothing"},
        {"beside": INCOME, "period": "2021/22"},
    ],
)
def test_what_is_no_choice_counts_as_not_said(demonstration, forged):
    page = opened("context", **forged)

    assert page.alerts == []
    assert page.finding


def test_it_says_how_to_load_another_figure(demonstration):
    assert "python -m csp_analytics import FILE" in opened("context").text


def test_a_loaded_table_is_offered_first_with_its_periods(own, tmp_path):
    markup = "A <b>rate</b> [x](http://x) %{y}"
    rows = [
        [area, markup, period, value] for value, area in enumerate(["Fife", "Angus"]) for period in ("2020", "2022")
    ]
    imported(own, builders.workbook(tmp_path / "a.xlsx", {"Data": [["Area", "Indicator", "Year", "Value"], *rows]}))

    assert opened("context").choices["Beside"] == "indicator:crime-rate-demonstration", "two areas give no rho"
    page = opened("context", beside=next(iter(pictures.fact_titles())))

    assert page.app.selectbox(key="choose-beside").options[0] == f"{markup} (loaded)"
    assert page.app.selectbox(key="choose-period").options == ["2022", "2020"]
    assert page.finding.startswith(f"No link of {markup} with the scores overall can be shown: 2 areas have both")
    assert "<b>rate</b>" not in page.html


@pytest.mark.skipif(not REAL.exists(), reason="the folder shared/ is not beside the repository")
def test_the_published_series_load_in_one_step_and_are_there_with_their_periods(own):
    imported(own, REAL)

    page = opened("context", area=FIFE, beside="indicator:crime-rate", measure="all")

    assert {"Crime rate (loaded)", "Dwelling fires (loaded)"} <= set(page.app.selectbox(key="choose-beside").options)
    assert page.choices["Period"] == "2021/22"
    assert len(page.app.selectbox(key="choose-period").options) == 9  # 2013/14 to 2021/22
    assert "crime rate" in page.finding
    page = choose(page, "beside", "indicator:dwelling-fires")
    assert len(page.app.selectbox(key="choose-period").options) == 12  # 2010/11 to 2021/22
    assert "Improvement Service" in page.text
