"""What goes wrong is told to people without the folders of the server, and never as a traceback."""

from __future__ import annotations

import pytest

from csp_analytics.problems import without_folders
from csp_analytics.ui import cached, messages
from tests.pages.seen import opened


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/srv/data/x.duckdb is a folder. Name a file.", "x.duckdb is a folder. Name a file."),
        ("There is no folder /srv/data/here. Make it.", "There is no folder here. Make it."),
        ('IO Error: Cannot open file "/srv/My Data/x.duckdb": no', 'IO Error: Cannot open file "x.duckdb": no'),
        (r"C:\Daten\moira\csp.duckdb is damaged.", "csp.duckdb is damaged."),
        ("and/or 1/2 N/A 20/11/2025 https://a.example/b/c", "and/or 1/2 N/A 20/11/2025 https://a.example/b/c"),
    ],
)
def test_folders_go_and_names_of_files_stay(said, told):
    assert without_folders(said, ["/srv/My Data"]) == told


def broken_databases(tmp_path):
    """Databases that cannot be used, by what is wrong with them."""
    damaged = tmp_path / "secret folder" / "damaged.duckdb"
    damaged.parent.mkdir()
    damaged.write_bytes(b"no database" * 1_000)
    (tmp_path / "a-folder").mkdir()
    return {
        "no folder": tmp_path / "secret" / "nowhere" / "csp.duckdb",
        "a folder": tmp_path / "a-folder",
        "no database": damaged,
        "too long a name": tmp_path / ("x" * 300),
    }


@pytest.mark.parametrize("what", ["no folder", "a folder", "no database", "too long a name"])
@pytest.mark.parametrize("page", ["", "your-partnership", "report"])
def test_a_database_that_cannot_be_used_is_told_without_its_place(tmp_path, monkeypatch, what, page):
    place = broken_databases(tmp_path)[what]
    monkeypatch.setenv("CSP_DATABASE", str(place))
    monkeypatch.setenv("CSP_OIDC_SECRET", "very secret")
    cached.forget()

    seen = opened(page)

    assert seen.alerts
    for telling in (
        str(tmp_path),
        tmp_path.name,
        "/tmp",
        "/home",
        "/root",
        "Traceback",
        "very secret",
        "secret folder",
    ):
        assert telling not in seen.text
    assert len(seen.text) > 40


def test_an_error_that_nobody_foresaw_is_a_sentence_and_stands_in_the_log(demonstration, monkeypatch, caplog):
    def fails(*_, **__):
        raise RuntimeError("/srv/secret/place.py failed with very secret")

    monkeypatch.setattr("csp_analytics.ui.address.begin", fails)
    seen = opened("")
    assert seen.alerts == [messages.FAILED]
    assert "secret" not in seen.text
    assert "very secret" in caplog.text
