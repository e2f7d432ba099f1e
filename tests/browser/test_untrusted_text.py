"""What people write in a spreadsheet is shown as they wrote it: it runs nothing, fetches nothing and looks like text.

That no request leaves for another host is checked after every test of this folder (see ``watched``).
"""

import pytest
from playwright.sync_api import expect

from csp_analytics.cli.main import main
from csp_analytics.store.connection import open_store
from tests import builders
from tests.browser.server import serve
from tests.browser.visit import go, opened, unfolded

IMAGE = "![look](https://elsewhere.example/look.png)"
SCRIPT = "<script>window.hacked = 1</script><img src='https://elsewhere.example/x.png' onerror='window.hacked = 2'>"
FORMULA = '=HYPERLINK("https://elsewhere.example","here")'
MARKUP = f"{IMAGE} **bold** {SCRIPT} {FORMULA} :red[red] $x^2$"
AREA = "![Town](https://elsewhere.example/town.png) <b>Town</b>"
ROUND = "![2025](https://elsewhere.example/round.png)"
FIRST = "safer-communities.leadership.01"


def imported(database, *arguments):
    assert main(["import", *map(str, arguments), "--db", str(database)]) == 0


@pytest.fixture(scope="module")
def unkind(tmp_path_factory):
    """A dashboard whose database was filled from spreadsheets with markup in every text that people write."""
    folder = tmp_path_factory.mktemp("unkind")
    database = folder / "unkind.duckdb"
    header = ["Area", "Round", "Framework", "Criterion", "Level", "Evidence", "Action"]
    rows = [
        ["Fife", name, "safer-communities", FIRST, level, MARKUP, MARKUP] for name, level in ((ROUND, 1), ("later", 2))
    ]
    plan = [["Issue", "Action", "When", "Milestone", "Owner"], [MARKUP] * 5]
    figures = [["Area", "Indicator", "Unit", "Year", "Value", "Source"]]
    figures += [["Fife", IMAGE, SCRIPT, year, 1.5, MARKUP] for year in ("2024", "2025")]
    answers = builders.workbook(folder / f"{SCRIPT[:8]} ![a](b).xlsx", {"Ratings": [header, *rows]})
    imported(database, answers, builders.workbook(folder / "figures.xlsx", {"Data": figures}))
    imported(database, builders.workbook(folder / "plan.xlsx", {"Plan": plan}), "--area", "Fife")
    imported(database, folder / "plan.xlsx", "--area", AREA, "--outside")
    open_store(database).close()  # for the dashboard's own process
    with serve(database) as server:
        yield server


def shows_as_text(page, *words):
    unfolded(page)
    for said in words:
        expect(page.get_by_text(said).first).to_be_visible()
    assert page.locator("[src*='elsewhere.example'], [href*='elsewhere.example']").count() == 0
    assert page.locator("main script").count() == 0
    assert page.evaluate("window.hacked") is None


def test_evidence_action_plan_and_indicators_of_an_area(page, unkind):
    opened(page, unkind.address("area", "area=S12000047&round=later"))

    shows_as_text(page, MARKUP, SCRIPT, IMAGE, FORMULA)


def test_the_name_of_a_round(page, unkind):
    opened(page, unkind.address("area", "area=S12000047&round=later"))

    shows_as_text(page, f"Change since {ROUND}")


def test_the_name_of_an_area_outside_the_register(page, unkind):
    opened(page, unkind.address("area", "area=outside:town-https-elsewhere-example-town-png-b-town-b"))

    expect(page.get_by_role("heading", level=1)).to_have_text(AREA)
    shows_as_text(page, AREA, MARKUP)


def test_the_national_picture_and_the_log_of_imports(page, unkind):
    opened(page, unkind.address())
    shows_as_text(page)

    go(page, "How scores are made")
    page.get_by_role("tab", name="Data loaded").click()

    shows_as_text(page, f"{SCRIPT[:8]} ![a](b).xlsx")
