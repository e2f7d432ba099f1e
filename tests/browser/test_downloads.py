"""What people take away: the files open, hold what the page says, and say that it is demonstration data."""

import csv
import json
from contextlib import redirect_stdout
from io import BytesIO, StringIO

import openpyxl
import pytest
from playwright.sync_api import TimeoutError

from csp_analytics.cli.main import main
from csp_analytics.frameworks.load import framework
from csp_analytics.store.connection import open_store
from tests.browser.visit import opened, settled, unfolded


def downloaded(page, name):
    """The file behind a button. A click while the page is still drawing itself can be lost: then it is done again."""
    button = page.get_by_role("button", name=name).first
    for last in (False, False, True):
        settled(page)
        try:
            with page.expect_download(timeout=15_000) as waiting:
                button.click()
            return waiting.value
        except TimeoutError:
            if last:
                raise
    raise AssertionError("unreachable")


def command(database, *arguments):
    """What a command prints as JSON."""
    with redirect_stdout(StringIO()) as said:
        assert main([*arguments, "--db", str(database), "--format", "json"]) == 0
    open_store(database).close()
    return json.loads(said.getvalue())


def test_the_csv_of_the_map_has_the_scores_that_the_command_line_gives(page, dashboard, fresh_database):
    unfolded(opened(page, dashboard.address("", "framework=excellence&round=2023")))

    file = downloaded(page, "Download as CSV (32 rows)")

    assert file.suggested_filename == "demonstration-excellence-2023-map-overall.csv"
    rows = list(csv.DictReader(file.path().read_text("utf-8-sig").splitlines()))
    there = {row["Area"]: float(row["Score"]) for row in rows if row["Score"]}
    scores = command(fresh_database, "scores", "--framework", "excellence", "--round", "2023", "--by", "overall")
    asked = {row["area"]: row["score"] for row in scores if row["score"] is not None}
    assert there == pytest.approx(asked, abs=1e-4)  # files have four decimals, commands six
    assert len(rows) == 32
    assert len(asked) >= 28
    assert {row["Note"] for row in rows if not row["Score"]} >= {"no assessment in this round"}
    assert all("Demonstration data: drawn from a seed" in row["Basis"] for row in rows)


def test_the_assessment_template_is_a_workbook_for_the_chosen_framework_and_area(page, dashboard):
    opened(page, dashboard.address("templates", "framework=safer-communities&area=S12000047"))

    file = downloaded(page, "Download the assessment workbook (xlsx)")

    assert file.suggested_filename == "safer-communities-fife.xlsx"
    book = openpyxl.load_workbook(BytesIO(file.path().read_bytes()))
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {row.text for row in framework("safer-communities").criteria} <= texts
    assert "Fife" in texts
    assert any(sheet.data_validations.dataValidation for sheet in book)


def test_the_action_plan_template_has_the_columns_that_are_read(page, dashboard):
    opened(page, dashboard.address("templates"))

    file = downloaded(page, "Download the action plan (xlsx)")

    texts = {
        cell.value
        for sheet in openpyxl.load_workbook(BytesIO(file.path().read_bytes()))
        for row in sheet.iter_rows()
        for cell in row
    }
    assert {"Issue", "Action", "When", "Milestone", "Owner", "Status"} <= texts
