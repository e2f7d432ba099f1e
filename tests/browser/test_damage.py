"""When the database cannot be used, people read a sentence that says what to do, never a traceback."""

import pytest
from playwright.sync_api import expect

from csp_analytics.store.connection import open_store
from tests.browser.server import serve
from tests.browser.visit import finding, opened, settled

INSIDES = ("Traceback", 'File "', "duckdb.", "Error:", "csp_analytics/")


def says(page, *words):
    """The page shows the words, and nothing of the program's insides."""
    for said in words:
        expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()
    shown = page.locator("body").inner_text()
    assert [inside for inside in INSIDES if inside in shown] == []


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda content: b"PK\x03\x04 this was never a database", "is not a database of this program"),
        (lambda content: content[: len(content) // 2], "damaged"),
        (lambda content: content[:5000] + bytes(len(content) - 5000), "damaged"),
    ],
    ids=["something else", "cut in half", "emptied from within"],
)
def test_a_damaged_file(page, fresh_database, spoil, sentence):
    fresh_database.write_bytes(spoil(fresh_database.read_bytes()))

    with serve(fresh_database) as server:
        opened(page, server.address())

        says(page, sentence)


def test_a_file_that_another_process_has(page, fresh_database):
    other = open_store(fresh_database)
    try:
        with serve(fresh_database) as server:
            opened(page, server.address())

            says(page, "is in use by another process")
    finally:
        other.close()


def test_a_folder_that_is_not_there(tmp_path):
    with (
        pytest.raises(RuntimeError, match="did not start") as refused,
        serve(tmp_path / "demo.duckdb", CSP_DATABASE=str(tmp_path / "gone" / "demo.duckdb")),
    ):
        pass
    assert "CSP_DATABASE" in str(refused.value)
    assert "gone" in str(refused.value)
    assert "Traceback" not in str(refused.value)


@pytest.mark.parametrize(("left", "sentence"), [(b"", "fresh.duckdb"), (bytes(2**21), "fresh.duckdb"), (None, "")])
def test_a_file_that_is_emptied_overwritten_or_removed_while_the_dashboard_runs(page, fresh_database, left, sentence):
    with serve(fresh_database) as server:
        opened(page, server.address())
        fresh_database.unlink() if left is None else fresh_database.write_bytes(left)

        page.goto(server.address("area", "framework=hallmarks&round=2021"))  # nothing of this has been asked for yet
        settled(page)

        # A file that was removed is still there for the process that has it open: the page simply works.
        says(page, *([sentence] if sentence else []))
        assert sentence or finding(page).startswith("Aberdeen City ")
