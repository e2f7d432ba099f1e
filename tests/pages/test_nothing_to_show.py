"""A database that is empty or broken, definitions that are wrong, a page that fails: a sentence, never a traceback."""

import shutil

import pytest

from csp_analytics import paths
from csp_analytics.pictures import national
from csp_analytics.ui import cached
from csp_analytics.ui.navigation import SPECS
from tests.pages.seen import opened

ADDRESSES = [spec.address for spec in SPECS if not spec.anyway]
ANYWAY = [spec for spec in SPECS if spec.anyway]
INSIDES = ("Traceback", ".py", "duckdb.", "Exception")


def alert(page):
    """The one thing that the page says, free of the program's insides."""
    (said,) = page.alerts
    assert [inside for inside in INSIDES if inside in page.text] == []
    return said


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_empty_database_shows_the_way_out_on_every_page(empty, address):
    page = opened(address)

    assert page.one(r"<h1>(.*?)</h1>") == "No assessment has been loaded yet"
    said = alert(page)
    assert "python -m csp_analytics import FILE" in said
    assert "python -m csp_analytics demo" in said


# A workshop needs no data: what it begins with is there.
SAYS = {
    "workshop": ("10 minutes to open",),
    "after-workshop": ("Paste the facilitator link of a room",),
    "people": ("Nobody has a role yet.",),
    "rounds": ("A rule can be set before the first return comes.",),
    "imports": ("No file has been loaded yet.",),
    "frameworks": ("all open for returns.",),
    "audit": ("The log has no line yet.",),
}


@pytest.mark.parametrize("spec", ANYWAY, ids=lambda spec: spec.address)
def test_pages_of_surveys_are_open_before_an_assessment_is_loaded_and_say_what_is_there(empty, spec):
    page = opened(spec.address)

    assert page.one(r"<h1>(.*?)</h1>") == spec.title
    assert page.alerts == []
    words = SAYS.get(spec.address, ("No ", "nothing is stored before"))
    assert any(one in page.text for one in words)
    assert [inside for inside in INSIDES if inside in page.text] == []


@pytest.mark.parametrize("content", [b"not a database", b"\x00" * 20_000])
def test_a_damaged_database_is_named(tmp_path, monkeypatch, content):
    place = tmp_path / "broken.duckdb"
    place.write_bytes(content)
    monkeypatch.setenv("CSP_DATABASE", str(place))

    page = opened()

    assert page.one(r"<h1>(.*?)</h1>") == "The dashboard cannot start"
    assert "broken.duckdb" in alert(page)


def test_a_definition_that_cannot_be_read_is_named_with_its_file(demonstration, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(paths.DATA, folder, ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    file = folder / "frameworks" / "excellence" / "criteria.csv"
    file.write_text(file.read_text("utf-8").replace("leadership", "leadershop"), "utf-8")
    monkeypatch.setenv("CSP_DATA", str(folder))

    page = opened()

    assert page.one(r"<h1>(.*?)</h1>") == "The dashboard cannot start"
    assert "leadershop" in alert(page)


def test_a_page_that_fails_says_so_and_the_log_gets_the_rest(demonstration, monkeypatch, caplog):
    def fail(*_):
        raise ZeroDivisionError("secret detail")

    cached.forget()
    monkeypatch.setattr(national, "national_picture", fail)

    page = opened()

    assert alert(page).startswith("This page could not be made.")
    assert "secret detail" not in page.text
    assert "secret detail" in caplog.text
