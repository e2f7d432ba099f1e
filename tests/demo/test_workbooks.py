"""The committed demonstration workbooks: labelled, small, and what the seed gives today."""

import io

import pytest
from openpyxl import load_workbook

from csp_analytics import paths
from csp_analytics.areas.register import register
from csp_analytics.demo import workbooks as module
from csp_analytics.demo.plans import INDICATORS, MEASURES, PERIODS
from csp_analytics.demo.setting import ABSENT, of_definitions
from csp_analytics.demo.words import OWNERS
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.plans.dates import read_date

COMMITTED = sorted(paths.DEMO.glob("*.xlsx"))
ROUNDS = tuple(ABSENT)


def cells(source):
    """Every cell of every sheet, by sheet name."""
    book = load_workbook(source, read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


@pytest.fixture(scope="module")
def fresh():
    return module.workbooks(of_definitions())


@pytest.fixture(scope="module")
def committed():
    return {file.name: cells(file) for file in COMMITTED}


def below(sheet, heading):
    """The rows of a table as dictionaries, from the header row that begins with a heading."""
    top = next(i for i, row in enumerate(sheet) if row[0] == heading)
    return [dict(zip(sheet[top], row, strict=True)) for row in sheet[top + 1 :]]


def test_the_committed_files_are_what_the_seed_gives(fresh, committed):
    assert list(committed) == list(fresh)
    for name, content in fresh.items():
        assert cells(io.BytesIO(content)) == committed[name], f"{name}: run python -m csp_analytics.demo"


def test_the_bytes_of_a_file_do_not_hang_on_the_clock(fresh):
    name = "indicators-all-areas.xlsx"

    assert module.workbooks(of_definitions())[name] == fresh[name]


def test_every_sheet_says_at_its_top_that_it_is_demonstration_data(committed):
    """Exports of survey tools have no room above their headings: a sheet after the answers says so."""
    assert len(committed) == 16
    for name, sheets in committed.items():
        for title, rows in sheets.items():
            if "About" in sheets and title != "About":
                continue
            notices = [row[0] for row in rows[:5] if str(row[0]).startswith("Demonstration data")]
            assert len(notices) == 1, (name, title)
            assert "not about the real areas" in notices[0]


def test_all_files_together_stay_under_one_and_a_half_megabytes():
    assert 100_000 < sum(file.stat().st_size for file in COMMITTED) < 1_500_000


def test_every_framework_and_round_has_a_file(committed):
    for framework in frameworks():
        for round_ in ROUNDS:
            assert [name for name in committed if name.startswith(framework) and round_ in name], (framework, round_)


def test_a_national_return_has_one_row_for_each_answering_area(committed):
    names = register().names
    for round_, codes in of_definitions().answering.items():
        rows = below(committed[f"excellence-national-return-{round_}.xlsx"]["Return"], "Area")
        assert sorted(row["Area"] for row in rows) == sorted(names[code] for code in codes)
        assert all(len(row) == 1 + 49 for row in rows)  # the area and 49 standards


def test_action_plans_have_four_to_eight_actions_with_roles_as_owners_and_measures(committed):
    rows = below(committed["action-plans-all-areas.xlsx"]["Action plans"], "Area")
    names = register().names
    counts = {name: sum(row["Area"] == name for row in rows) for name in {row["Area"] for row in rows}}

    assert set(counts) == {names[code] for code in of_definitions().answering[ROUNDS[-1]]}
    assert set(counts.values()) <= set(range(4, 9))
    assert {row["Owner"] for row in rows} <= set(OWNERS)
    assert {row["Measure"] for row in rows} <= set(MEASURES)
    assert {row["Status"] for row in rows} == {"Not started", "In progress", "Done"}
    first = next(iter(frameworks().values()))
    assert {row["Criterion"] for row in rows} <= set(first.by_id)


def test_a_few_areas_have_a_plan_of_the_round_before_and_some_of_its_actions_went_on_later(committed):
    sheets = [
        committed[f"action-plans-{name}.xlsx"]["Action plans"] for name in (f"{ROUNDS[-2]}-some-areas", "all-areas")
    ]
    assert [sheet[1][:2] for sheet in sheets] == [("Round:", ROUNDS[-2]), ("Round:", ROUNDS[-1])]
    earlier, newest = (below(sheet, "Area") for sheet in sheets)
    areas = {row["Area"] for row in earlier}

    assert register().names[of_definitions().keen_area] in areas
    assert len(areas) == 28 // 4 + 1  # a quarter of the areas that answered in both rounds, and the keen one
    when = {(row["Area"], row["Action"]): read_date(row["When"]) for row in newest}
    went_on = [row for row in earlier if (row["Area"], row["Action"]) in when]
    assert len({row["Area"] for row in went_on}) == len(areas)
    dates = [(read_date(row["When"]), when[row["Area"], row["Action"]]) for row in went_on]
    assert all(before < after for before, after in dates if after)
    assert {row["Status"] for row in earlier} == {"Not started", "In progress", "Done"}


def test_indicators_are_named_as_demonstration_figures_and_cover_every_area_and_year(committed):
    rows = below(committed["indicators-all-areas.xlsx"]["Indicators"], "Area")

    assert len(rows) == len(INDICATORS) * 32 * len(PERIODS) == 576  # 2 indicators x 32 areas x 9 years
    assert all("demonstration" in row["Indicator"].lower() and "demonstration" in row["Source"].lower() for row in rows)
    crime = [row["Value"] for row in rows if row["Indicator"].startswith("Crime")]
    assert 400 < min(crime) < max(crime) < 5000
