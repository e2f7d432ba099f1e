"""A copy while the program runs: one moment, whole, proved, and nothing of it there before it is."""

from __future__ import annotations

import os
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from csp_analytics import __version__
from csp_analytics.access.acting import acting
from csp_analytics.access.person import ADMINISTRATOR, ANALYST, Person
from csp_analytics.access.rules import NotAllowed
from csp_analytics.store import audit, backup, copying, reading, room_log
from csp_analytics.store.backup import BackupProblem, back_up, verify
from csp_analytics.store.connection import open_store
from csp_analytics.store.copies import copies, copy_of
from csp_analytics.store.look_only import LookOnly
from csp_analytics.store.writing import load
from tests.store.loadable import ANGUS, FIFE, FRAMEWORK, MORAY, assessment, figures, plan


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "copies"
    place.mkdir()
    return place


def rows(store) -> dict[str, list[tuple]]:
    """Every row of every table but the two that say what happened to the file, read plainly."""
    tables = store.frame("select table_name from information_schema.tables where table_type = 'BASE TABLE'")
    names = sorted(set(tables["table_name"]) - {"audit_log", copying.MANIFEST})
    with store._cursor() as cursor:
        return {name: sorted(cursor.execute(f"from {name}").fetchall(), key=repr) for name in names}


def test_a_copy_holds_every_row_and_can_be_opened(own_demo_store, folder, tmp_path):
    place = back_up(own_demo_store, folder)
    assert verify(place) == []
    named = copy_of(place)
    assert (named.number, named.version) == (1, own_demo_store.version)
    assert abs((datetime.now(UTC) - named.made_at).total_seconds()) < 120
    (tmp_path / "look.duckdb").write_bytes(place.read_bytes())
    with closing(open_store(tmp_path / "look.duckdb")) as copied:
        there = rows(copied)
        assert there == rows(own_demo_store)
        assert len(there["rating"]) > 10_000
        assert copied.version == own_demo_store.version


def test_numbers_go_on_where_they_were(store, folder, tmp_path):
    load(store, assessment(FIFE, MORAY))
    load(store, plan(FIFE, ["Theft"]))
    place = back_up(store, folder)
    (tmp_path / "look.duckdb").write_bytes(place.read_bytes())
    with closing(open_store(tmp_path / "look.duckdb")) as copied:
        load(copied, assessment(ANGUS, file="next"))
        assert copied.frame("select assessment_id from assessment order by 1")["assessment_id"].tolist() == [1, 2, 3]
        assert reading.imports(copied)["import_id"].tolist() == [3, 2, 1]


def test_each_copy_has_the_next_number_and_nothing_else_is_left(store, folder):
    made = [back_up(store, folder) for _ in range(3)]
    assert [one.path for one in copies(folder)] == made
    assert [one.number for one in copies(folder)] == [1, 2, 3]
    assert sorted(os.listdir(folder)) == sorted(path.name for path in made)
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}


def test_a_copy_is_of_one_moment_while_others_write(store, folder, monkeypatch):
    """Whatever is loaded after the copy began, into any table, is in none of its tables."""
    load(store, assessment(FIFE, level=2))
    load(store, figures({(FIFE, "2024"): 3.0}))
    before = rows(store)
    real = copying.counts

    def loads_more(*given):
        # Halfway: the rows are copied, their digests are not taken yet.
        if len(reading.assessments(store)) == 1:
            load(store, assessment(MORAY, level=4, file="later"))
            room_log.append(store, [room_log.Row("r", 1, 0.0, "answer", "v", "{}")])
        return real(*given)

    monkeypatch.setattr(copying, "counts", loads_more)
    place = back_up(store, folder)
    assert len(reading.assessments(store)) == 2
    with closing(open_store(place)) as copied:
        assert rows(copied) == before


def test_people_go_on_writing_while_copies_are_made(store, folder):
    """Loads in one thread, copies in another: in each copy the log and the assessments tell of the same files."""
    done = threading.Event()

    def write():
        for number in range(25):
            load(store, assessment(FIFE, MORAY, level=1 + number % 4, file=f"{number}"))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    made = [back_up(store, folder)]
    while not done.is_set():
        made.append(back_up(store, folder))
    writer.join()
    for place in made:
        assert verify(place) == []
        with closing(open_store(place)) as copied:
            logged = reading.imports(copied)["file"].tolist()
            assert logged == [str(number) for number in reversed(range(len(logged)))]
            assert copied.value("select count(*) from assessment") == 2 * len(logged)
            assert copied.value("select count(*) from rating") == 2 * 37 * len(logged)
            assert copied.version == len(logged)


def test_what_made_it_is_said_inside(store, folder):
    load(store, assessment(FIFE))
    with duckdb.connect(str(back_up(store, folder)), read_only=True) as copied:
        found = copied.execute(
            f"select n_rows, program, duckdb from {copying.MANIFEST} where table_name = '\"rating\"'"
        )
        assert found.fetchall() == [(37, __version__, duckdb.__version__)]


def test_who_made_a_copy_is_in_the_audit_log(store, folder):
    with acting(Person("ann@example.org", frozenset({ADMINISTRATOR}))):
        place = back_up(store, folder)
    row = audit.entries(store).iloc[0]
    assert (row["who"], row["what"], row["about"]) == ("ann@example.org", "backed up", place.name)


def test_only_an_administrator_makes_copies(store, folder):
    with acting(Person("ann", frozenset({ANALYST}))), pytest.raises(NotAllowed, match="an administrator may"):
        back_up(store, folder)
    assert os.listdir(folder) == []


def test_what_is_only_looked_at_is_not_copied(store, folder):
    view = LookOnly(store)
    with pytest.raises(BackupProblem, match="only be looked at"):
        back_up(view, folder)
    view.close()


def test_a_folder_that_is_not_there_is_not_made(store, tmp_path):
    with pytest.raises(BackupProblem, match=r"There is no folder .*nowhere for the copy\. Make it, or name another"):
        back_up(store, tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_copy_that_is_not_whole_is_thrown_away(store, folder, monkeypatch):
    load(store, assessment(FIFE))
    real = backup.copy_rows

    def loses_a_row(source, target):
        copied = real(source, target)
        with target._cursor() as cursor:
            cursor.execute("delete from rating where criterion_id = (select min(criterion_id) from rating)")
        return copied

    monkeypatch.setattr(backup, "copy_rows", loses_a_row)
    with pytest.raises(BackupProblem, match=r"not whole and was thrown away: .*36 rows of \"rating\".* 37 rows"):
        back_up(store, folder)
    assert os.listdir(folder) == []


def test_rows_that_arrive_changed_are_noticed(store, folder, monkeypatch):
    load(store, assessment(FIFE))
    real = copying.columns_of

    def forgets_a_column(cursor):
        tables = real(cursor)
        del tables['"rating"']['"evidence"']
        return tables

    load(store, assessment(MORAY, evidence="seen", file="b"))
    monkeypatch.setattr(copying, "columns_of", forgets_a_column)
    with pytest.raises(BackupProblem, match=r"other rows of \"rating\""):
        back_up(store, folder)


def test_what_a_killed_process_left_goes_after_a_day(store, folder):
    young, old = folder / ".unfinished-young", folder / ".unfinished-old"
    for left in (young, old):
        left.mkdir()
        (left / "copy.duckdb").write_bytes(b"half")
    os.utime(old, (0, 0))
    place = back_up(store, folder)
    assert sorted(os.listdir(folder)) == [".unfinished-young", place.name]


def damaged(place: Path, change) -> Path:
    content = bytearray(place.read_bytes())
    place.write_bytes(change(content))
    return place


@pytest.mark.parametrize("kept", [0, 100, 5_000, 20_000, 400_000])
@pytest.mark.parametrize("renamed", [False, True])
def test_a_copy_that_was_cut_off_is_found_out(store, folder, kept, renamed):
    load(store, assessment(FIFE, evidence="seen"))
    place = damaged(back_up(store, folder), lambda content: content[:kept])
    if renamed:  # then the digest in its name cannot tell
        place = place.rename(folder / "mine.duckdb")
    (problem,) = verify(place)
    assert (problem.severity, problem.code) == ("error", "cannot-be-read" if renamed else "changed")


def test_one_flipped_bit_anywhere_is_found_out(store, folder):
    load(store, assessment(FIFE))
    place = back_up(store, folder)
    content = place.read_bytes()
    for where in range(11, len(content), len(content) // 40):
        place.write_bytes(content[:where] + bytes([content[where] ^ 1]) + content[where + 1 :])
        assert [one.code for one in verify(place)] == ["changed"]


def test_flipped_bytes_among_the_rows_of_a_copy_with_another_name(own_demo_store, folder):
    place = back_up(own_demo_store, folder).rename(folder / "mine.duckdb")
    content = place.read_bytes()
    told = []
    for start in range(12_288 + 262_144, len(content) - 262_144, 262_144 * 3):
        flipped = bytes(byte ^ 0xFF for byte in content[start + 1_000 : start + 1_200])
        place.write_bytes(content[: start + 1_000] + flipped + content[start + 1_200 :])
        told.append([one.code for one in verify(place)])
    assert told == [["cannot-be-read"]] * len(told)
    assert len(told) > 3


def test_rows_that_somebody_took_out_are_found_out(store, folder):
    load(store, assessment(FIFE, MORAY))
    place = back_up(store, folder).rename(folder / "mine.duckdb")
    with duckdb.connect(str(place)) as other:
        other.execute("delete from rating where assessment_id = 2")
    assert [(one.code, one.found) for one in verify(place) if one.code == "rows"] == [("rows", '37 rows of "rating"')]


def test_rows_that_somebody_changed_are_found_out(store, folder):
    load(store, assessment(FIFE, level=2))
    place = back_up(store, folder).rename(folder / "mine.duckdb")
    with duckdb.connect(str(place)) as other:
        other.execute("update rating set level = 3 where criterion_id = (select min(criterion_id) from rating)")
    assert [(one.code, one.found) for one in verify(place)] == [("rows", 'other rows of "rating"')]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "cannot-be-read"), (b"a note\n" * 900, "cannot-be-read"), (None, "not-there")],
    ids=["empty", "text", "none"],
)
def test_what_is_no_copy(tmp_path, content, code):
    place = tmp_path / "other.duckdb"
    if content is not None:
        place.write_bytes(content)
    assert [one.code for one in verify(place)] == [code]


@pytest.mark.parametrize(
    ("made", "code"), [("create table area (x int)", "not-ours"), ("create view v as select 1", "not-ours")]
)
def test_a_database_of_another_program_is_no_copy(tmp_path, made, code):
    with duckdb.connect(str(tmp_path / "other.duckdb")) as other:
        other.execute(made)
    assert [one.code for one in verify(tmp_path / "other.duckdb")] == [code]


def test_a_copy_of_a_newer_program_says_so(store, folder):
    place = back_up(store, folder).rename(folder / "mine.duckdb")
    with duckdb.connect(str(place)) as other:
        other.execute("update schema_version set version = 99")
    (problem,) = verify(place)
    assert problem.code == "too-new"
    assert "install the newer program" in problem.sentence
    assert FRAMEWORK not in problem.sentence
