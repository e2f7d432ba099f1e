"""Opening a database: new, older, newer, damaged, not ours, out of reach, in use."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from csp_analytics.store import migrate, reading
from csp_analytics.store.connection import StoreProblem, open_store
from csp_analytics.store.engines import file
from csp_analytics.store.writing import load
from tests.store.loadable import FIFE, FRAMEWORK, assessment, counts

TABLES = {
    "area",
    "assessment",
    "rating",
    "action",
    "indicator",
    "import_log",
    "peer_list",
    "survey",
    "respondent",
    "answer",
    "free_text",
    "post",
    "survey_decision",
    "survey_layout",
    "column_layout",
    "room",
    "vote_log",
    "submission",
    "person_role",
    "round_rule",
    "framework_rule",
    "kept_secret",
    "audit_log",
    "room_server",
    "given_number",
    "schema_version",
    "current_rating",
    "current_answer",
}


def opened(path: Path):
    """The store of a path, closed again."""
    open_store(path).close()


def refusal(path: Path | str) -> str:
    """The sentence with which a path is refused."""
    with pytest.raises(StoreProblem) as told:
        opened(path)
    return str(told.value)


def test_a_new_file_gets_every_table_and_the_newest_version(store):
    assert set(store.frame("select table_name from information_schema.tables")["table_name"]) == TABLES
    assert store.value("select version from schema_version") == migrate.newest_version()
    assert reading.wants_demo(store, 12)


def test_the_same_path_is_the_same_store_until_it_is_closed(store):
    assert open_store(store.path.parent / "." / store.path.name) is store
    store.close()
    again = open_store(store.path)
    assert again is not store
    again.close()


def test_what_was_written_is_there_after_closing(tmp_path):
    place = tmp_path / "csp.duckdb"
    first = open_store(place)
    load(first, assessment(FIFE, level=4), by="ann")
    version = first.version
    first.close()
    again = open_store(place)
    assert reading.ratings(again, FRAMEWORK)["level"].tolist() == [4.0] * 37
    assert again.version == version
    again.close()


def test_an_older_database_walks_forward_and_keeps_its_data(tmp_path, monkeypatch):
    place = tmp_path / "csp.duckdb"
    old = open_store(place)
    load(old, assessment(FIFE), by="ann")
    before = counts(old)
    old.close()
    folder, now = tmp_path / "migrations", migrate.newest_version()
    folder.mkdir()
    (folder / "README.md").write_text("not a migration")
    (folder / f"000{now + 2}_b.sql").write_text("alter table area add column country varchar default 'Scotland';")
    (folder / f"000{now + 1}_a.sql").write_text(
        "create table country (name varchar); insert into country values ('Wales');"
    )
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    new = open_store(place)
    assert new.value("select version from schema_version") == now + 2
    assert new.value("select name from country") == "Wales"
    assert "country" in new.frame("from area").columns
    assert counts(new) == before
    new.close()
    opened(place)  # a second start has nothing left to do: 'create table country' would fail


def test_the_first_version_walks_to_what_a_new_database_is(tmp_path):
    """The schema of version 1, as it was, through every migration: the same tables and columns as schema.sql."""
    old, place = tmp_path / "old.duckdb", tmp_path / "new.duckdb"
    with duckdb.connect(str(old)) as first:
        first.execute((Path(__file__).parent / "schema_version_1.sql").read_text("utf-8"))
        first.execute("insert into schema_version values (1, 7)")
    columns = "select table_name, column_name, data_type, is_nullable from information_schema.columns order by all"
    walked, new = open_store(old), open_store(place)
    assert walked.value("select version from schema_version") == migrate.newest_version()
    assert walked.value("select data_version from schema_version") == 7
    assert walked.frame(columns).equals(new.frame(columns))
    walked.close()
    new.close()


def test_a_database_with_keys_and_sequences_keeps_its_rows_and_its_numbers(tmp_path):
    """Version 6 had keys and sequences: everything stays, and no number that was given then is given again."""
    place = tmp_path / "six.duckdb"
    with duckdb.connect(str(place)) as six:
        six.execute((Path(__file__).parent / "schema_version_6.sql").read_text("utf-8"))
        six.execute("insert into schema_version values (6, 9)")
        for table, values in {
            "area": "'outside:x', 'X', true",
            "assessment": f"1, '{FRAMEWORK}', '{FIFE}', '2023', 'current', '', '', '2024-01-02', '', 1, false, null, 0",
            "rating": "1, '1.01', 'rated', 2, 'why', null",
            "room": f"'r', 'ABCDE', 'k', 'consensus', '{FIFE}', 'f', '2023', '{{}}', '2024-01-02', 'ann', null, null",
            "survey_layout": "'Form', 'skills', '{}', '2024-01-02', 'ann'",
        }.items():
            six.execute(f"insert into {table} values ({values})")
        for sequence, newest in (("assessment_ids", 7), ("import_ids", 1)):
            six.execute(f"select nextval('{sequence}') from range({newest})")
        before = {table: six.execute(f"from {table}").fetchall() for table in ("area", "assessment", "room")}
    now = open_store(place)
    assert {table: list(now.frame(f"from {table}").shape) for table in before} == {
        table: [1, len(rows[0])] for table, rows in before.items()
    }
    with now._cursor() as cursor:
        assert {table: cursor.execute(f"from {table}").fetchall() for table in before} == before
    assert now.value("select level from current_rating") == 2
    assert (
        now.value("select count(*) from duckdb_sequences()") + now.value("select count(*) from duckdb_indexes()") == 0
    )
    load(now, assessment(FIFE), by="ann")
    assert now.value("select max(assessment_id) from assessment") > 7
    assert now.value("select max(import_id) from import_log") > 1
    assert now.version == 10
    now.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path, monkeypatch):
    place = tmp_path / "csp.duckdb"
    opened(place)
    now = migrate.newest_version()
    (tmp_path / f"000{now + 1}_good.sql").write_text("create table country (name varchar);")
    (tmp_path / f"000{now + 2}_bad.sql").write_text("insert into nowhere values (1);")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "MIGRATIONS", tmp_path)
        assert "nowhere" in refusal(place)
    again = open_store(place)
    assert again.value("select version from schema_version") == now
    assert set(again.frame("select table_name from information_schema.tables")["table_name"]) == TABLES
    again.close()


def test_migrations_on_disk_have_numbers_without_gaps():
    assert list(migrate.migrations()) == list(range(2, migrate.newest_version() + 1))


def test_a_database_of_a_newer_program_is_not_touched(tmp_path):
    place = tmp_path / "csp.duckdb"
    newer = open_store(place)
    with newer.transaction() as cursor:
        cursor.execute("update schema_version set version = 99")
    newer.close()
    known = migrate.newest_version()
    assert refusal(place) == (
        f"csp.duckdb: it is of version 99, this program knows versions up to {known}. "
        "Install the newer program, or name another file."
    )


@pytest.mark.parametrize(
    "made", ["create table area (x int)", "create table other (x int)", "create table schema_version (x int)"]
)
def test_tables_of_another_program_are_left_alone(tmp_path, made):
    place = tmp_path / "other.duckdb"
    with duckdb.connect(str(place)) as other:
        other.execute(made)
        before = other.execute("select table_name from information_schema.tables").fetchall()
    assert "it holds tables that this program did not make" in refusal(place)
    with duckdb.connect(str(place)) as other:
        assert other.execute("select table_name from information_schema.tables").fetchall() == before


@pytest.mark.parametrize("content", [b"", b"just a note\n" * 300, bytes(20_000), b"PK\x03\x04" + bytes(9_000)])
def test_a_file_that_is_no_database(tmp_path, content):
    place = tmp_path / "notes.duckdb"
    place.write_bytes(content)
    assert refusal(place) == (
        "notes.duckdb is not a database of this program. Name another file with --db or CSP_DATABASE."
    )
    assert place.read_bytes() == content


def test_a_database_of_sqlite_is_no_reason_to_fetch_an_extension(tmp_path):
    place = tmp_path / "lite.db"
    with sqlite3.connect(place) as lite:
        lite.execute("create table area (name text)")
    lite.close()
    assert "lite.db is not a database of this program." in refusal(place)


@pytest.mark.parametrize("kept", [100, 5_000, 100_000])
def test_a_database_cut_off_in_the_middle(tmp_path, demo_database, kept):
    place = tmp_path / "cut.duckdb"
    place.write_bytes(demo_database.read_bytes()[:kept])
    assert refusal(place).startswith("cut.duckdb is damaged. Put a copy in its place")


def test_damage_that_shows_only_when_the_rows_are_read(tmp_path, demo_database):
    """One flipped stretch in every block of 256 KB: the file opens or not, but reading never ends in a traceback."""
    content = bytearray(demo_database.read_bytes())
    for start in range(12_288 + 262_144, len(content) - 262_144, 262_144):
        content[start + 1_000 : start + 1_200] = bytes(b ^ 0xFF for b in content[start + 1_000 : start + 1_200])
    place = tmp_path / "spoilt.duckdb"
    place.write_bytes(content)
    with pytest.raises(StoreProblem, match=r"spoilt\.duckdb is damaged"), closing(open_store(place)) as spoilt:
        reading.ratings(spoilt, "excellence", texts=True)


def test_a_folder_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "nowhere" / "csp.duckdb") == (
        f"There is no folder {tmp_path / 'nowhere'}. Make it, or name another place for the database."
    )


def test_a_folder_in_place_of_a_file(tmp_path):
    assert refusal(tmp_path) == f"{tmp_path} is a folder. Name a file for the database."


def test_a_name_too_long_for_any_disk(tmp_path):
    assert "cannot be used" in refusal(tmp_path / ("x" * 300))


NOT_ALLOWED = """
import os, sys
from csp_analytics.store.connection import StoreProblem, open_store

if os.geteuid() == 0:  # root may write anywhere: become nobody, with everything imported
    os.setgid(65534)
    os.setuid(65534)
try:
    open_store(sys.argv[1])
except StoreProblem as problem:
    print(problem)
"""


@pytest.fixture
def open_folder():
    """A folder that any account of the machine can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("there", [False, True], ids=["folder", "file"])
def test_a_folder_or_file_that_cannot_be_written(open_folder, demo_database, there):
    place = open_folder / "csp.duckdb"
    if there:
        shutil.copy(demo_database, place)
        place.chmod(0o444)
    open_folder.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", NOT_ALLOWED, str(place)], capture_output=True, text=True)
    open_folder.chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.startswith("csp.duckdb cannot be used (IO Error: Cannot open file")
    assert "Check that it and its folder can be written" in done.stdout


HOLDS = """
import sys
from csp_analytics.store.connection import open_store

store = open_store(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_what_to_do(tmp_path):
    place = tmp_path / "csp.duckdb"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        assert refusal(place) == (
            "csp.duckdb is in use by another process, most likely the dashboard. Close it first, or do this in the "
            "dashboard; or name another file with --db or CSP_DATABASE."
        )
        other.stdin.close()
        assert other.wait(20) == 0
    opened(place)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('{file}')",
        "select * from '{file}'",
        "copy area to '{folder}/out.csv'",
        "attach '{folder}/more.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
    ],
)
def test_no_query_can_reach_another_file(store, tmp_path, sql):
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(duckdb.Error):
        store.value(sql.format(file=file, folder=tmp_path))
    assert sorted(os.listdir(tmp_path)) in (
        ["csp.duckdb", "csp.duckdb.wal", "secret.csv"],
        ["csp.duckdb", "secret.csv"],
    )


def test_extensions_are_never_fetched():
    assert file.SETTINGS["autoinstall_known_extensions"] is False
    assert file.SETTINGS["autoload_known_extensions"] is False
