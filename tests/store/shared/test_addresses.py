"""Addresses of shared data sets: what is read, what is refused with a sentence, and that no password is ever shown."""

from __future__ import annotations

import subprocess
import sys
import time

import duckdb
import pytest

from csp_analytics import paths
from csp_analytics.paths import ROOT
from csp_analytics.store.connection import StoreProblem, open_store
from csp_analytics.store.engines import extensions
from csp_analytics.store.engines.address import address as read
from csp_analytics.store.migrate import newest_version
from tests.builders.shared_engine import PASSWORD, free_port

WHOLE = "ducklake:postgres://ann:s3%40cret@db.example:5433/csp?data=/srv/data/"


def test_an_address_is_read_and_shows_no_secret():
    found = read(WHOLE)
    assert (found.host, found.port, found.user, found.database) == ("db.example", 5433, "ann", "csp")
    assert (found.data, found.password, found.in_objects) == ("/srv/data", "s3@cret", False)
    assert str(found.path) == "ducklake:db.example:5433/csp"
    assert found.path.name == "csp"
    assert "cret" not in repr(found)
    assert read("ducklake:postgresql://h/d?data=s3://bucket/prefix/").in_objects
    assert read("ducklake:postgresql://h/d?data=s3://bucket/prefix/").port == 5432


def test_the_password_may_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("CSP_DATABASE_PASSWORD", "from outside")
    assert read("ducklake:postgres://ann@h/d?data=/d").password == "from outside"
    assert read(WHOLE).password == "s3@cret"


@pytest.mark.parametrize(
    ("written", "lacks"),
    [
        ("ducklake:csp.duckdb", "postgres:// or postgresql://"),
        ("ducklake:postgres:///d?data=/d", "the host"),
        ("ducklake:postgres://ann:word@h?data=/d", "the name of the database"),
        ("ducklake:postgres://ann:word@h/d", "data="),
        ("ducklake:postgres://ann:word@h/d?data=folder", "whole path"),
        ("ducklake:postgres://ann:word@h/d?data=/d&colour=red", "'colour'"),
        ("ducklake:postgres://ann:word@h:many/d?data=/d", "cannot be read"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_is_not(written, lacks):
    with pytest.raises(StoreProblem, match=lacks) as told:
        read(written)
    assert "word" not in str(told.value)


def test_the_setting_and_the_option_take_a_file_or_an_address(monkeypatch):
    monkeypatch.setenv("CSP_DATABASE", WHOLE)
    assert paths.database() == WHOLE  # a path would have lost one of the two slashes
    assert paths.place("data/csp.duckdb") == paths.Path("data/csp.duckdb")


def test_wrong_passwords_missing_databases_and_a_server_that_is_not_there(cluster, address, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    before = time.monotonic()
    told = {}
    cases = {
        "refused the user or the password": address.replace("csp@", "csp:wrong-word@"),
        "has no database": address.replace("/csp_", "/none_"),
        "cannot be reached now": address.replace(str(cluster.port), str(free_port())),
        "cannot be made or reached": address.replace("/data", "/file/data"),
    }
    monkeypatch.setattr("csp_analytics.store.engines.turns.UNREACHABLE_FOR", 0.5)
    for words, where in cases.items():
        with pytest.raises(StoreProblem, match=words) as problem:
            open_store(where)
        told[words] = str(problem.value)
    assert [said for said in told.values() if "word@" in said or "wrong-word" in said or PASSWORD in said] == []
    assert time.monotonic() - before < 60


def test_packages_that_are_missing_are_named(monkeypatch):
    monkeypatch.setattr(extensions, "find_spec", lambda name: None)
    with duckdb.connect() as connection, pytest.raises(StoreProblem) as told:
        extensions.load(connection, objects=True)
    for name in ("ducklake", "postgres", "httpfs"):
        assert f"duckdb-extension-{name}==1.5.5" in str(told.value)


def test_who_uses_a_file_needs_no_driver_of_postgresql(tmp_path):
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from csp_analytics.store.connection import open_store\n"
        f"print(open_store({str(tmp_path / 'a.duckdb')!r}).value('select version from schema_version'))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == (f"{newest_version()}\n", "")


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('{file}')",
        "copy area to '{folder}/out.csv'",
        "attach '{folder}/more.duckdb'",
        "attach 'dbname=postgres host=127.0.0.1' as other (type postgres)",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
    ],
)
def test_no_query_can_reach_another_file_or_database(shared, tmp_path, sql):
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises((duckdb.Error, StoreProblem)):
        shared.value(sql.format(file=file, folder=tmp_path))
    assert sorted(place.name for place in tmp_path.iterdir()) == ["data", "secret.csv"]


def test_the_password_can_be_asked_of_nothing(shared):
    with shared._cursor() as cursor:
        for asked in ("from duckdb_secrets()", "from duckdb_databases()", "from duckdb_settings()"):
            assert PASSWORD not in repr(cursor.execute(asked).fetchall())
