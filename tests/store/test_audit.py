"""The audit log: a line for what was done, only ever added, and a chain that tells when one was changed."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from datetime import UTC, datetime, timedelta

import pytest

from csp_analytics.access.acting import acting
from csp_analytics.access.person import ADMINISTRATOR, ANALYST, FACILITATOR, OFFICER, Person
from csp_analytics.access.rules import NotAllowed
from csp_analytics.areas.aliases import Sight
from csp_analytics.paths import ROOT
from csp_analytics.store import audit, room_log
from csp_analytics.store.connection import StoreProblem, open_store
from csp_analytics.store.in_sight import in_sight
from csp_analytics.store.submitting import standing, submit, undo
from csp_analytics.store.writing import clear_demo, load
from tests.builders.source_files import sources
from tests.store.loadable import FIFE, assessment, refused

ANN = Person("ann@example.org", frozenset({ADMINISTRATOR}))


def told(store, **asked) -> list[tuple[str, str]]:
    """What the log says, the oldest first: what and about what."""
    return list(reversed([*audit.entries(store, **asked)[["what", "about"]].itertuples(index=False, name=None)]))


def altered(store, sql: str) -> None:
    """Somebody with the file in their hands, as no function of the program does it."""
    with store.transaction() as cursor:
        cursor.execute(sql)


def test_a_line_says_who_did_what_when_and_about_what(store):
    before = datetime.now(UTC).replace(tzinfo=None)
    with acting(ANN):
        audit.note(store, audit.EXPORTED, "Fife", file="fife.csv", rows=3)
    line = audit.entries(store).iloc[0]
    assert (line["who"], line["what"], line["about"]) == ("ann@example.org", "exported", "Fife")
    assert json.loads(line["detail"]) == {"file": "fife.csv", "rows": 3}
    assert before <= line["done_at"] <= datetime.now(UTC).replace(tzinfo=None)


def test_the_digest_is_of_the_line_and_of_the_line_before_it(store):
    with acting(ANN):
        audit.note(store, audit.EXPORTED, "one")
        audit.note(store, audit.EXPORTED, "two")
    digest = ""
    for row in reversed(audit.entries(store).to_dict("records")):
        at = row["done_at"].isoformat(timespec="microseconds")
        said = [digest, at, row["server"], row["seq"], "ann@example.org", "exported", row["about"], "{}"]
        digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
        assert row["digest"] == digest


def test_an_untouched_log_is_sound_and_an_empty_one_too(store):
    assert audit.broken(store) == []
    load(store, refused())
    audit.note(store, audit.EXPORTED, "one", name="d\u2019Arcy \U0001f600 \udcff")
    assert audit.broken(store) == []


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("update audit_log set who = 'somebody' where seq = 2", ["line 2 is not as it was written"]),
        ("update audit_log set done_at = done_at + interval 1 hour where seq = 3", ["line 3 is not as it was written"]),
        ("delete from audit_log where seq = 2", ["line 2 is missing"]),
        ("delete from audit_log where seq < 3", ["lines 1 to 2 are missing"]),
        ("insert into audit_log from audit_log where seq = 4", ["line 4 is there twice"]),
        # A digest made anew for the changed line no longer fits the line after it.
        ("update audit_log set about = 'x', digest = 'made anew' where seq = 1", ["line 1 is not", "line 2 is not"]),
    ],
)
def test_what_was_changed_by_other_means_is_told(store, sql, expected):
    for number in range(4):
        audit.note(store, audit.EXPORTED, str(number))
    altered(store, sql)
    found = audit.broken(store)
    assert [part in said for part, said in zip(expected, found, strict=True)] == [True] * len(expected)


def test_a_line_inside_a_transaction_goes_with_it(store):
    def half_a_change() -> None:
        with store.transaction() as cursor:
            audit.note_in(cursor, store, audit.ROUND_SET, "2025")
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power"):
        half_a_change()
    assert told(store) == []
    with store.transaction() as cursor:
        audit.note_in(cursor, store, audit.ROUND_SET, "2026")
        audit.note_in(cursor, store, audit.ROUND_SET, "2027")
    assert audit.entries(store)["seq"].tolist() == [2, 1]
    assert audit.broken(store) == []


def test_a_note_does_not_wait_for_a_transaction_and_leaves_the_version_of_the_data(store):
    with store.transaction():
        version, done = store.version, threading.Event()
        threading.Thread(target=lambda: (audit.note(store, audit.EXPORTED, "beside"), done.set())).start()
        assert done.wait(20)
    assert store.version == version + 1  # the transaction's own
    audit.note(store, audit.EXPORTED, "after")
    assert (store.version, told(store)) == (version + 1, [("exported", "beside"), ("exported", "after")])


def test_many_threads_write_one_chain_without_a_hole(store):
    def write(name: str) -> None:
        for number in range(20):
            audit.note(store, audit.EXPORTED, f"{name} {number}")

    threads = [threading.Thread(target=write, args=(str(name),)) for name in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = audit.entries(store)
    assert sorted(rows["seq"]) == list(range(1, 101))
    assert (audit.servers(rows), audit.broken(store)) == (1, [])


def test_each_opening_writes_chains_of_its_own(tmp_path):
    for _ in range(2):
        opened = open_store(tmp_path / "again.duckdb")
        audit.note(opened, audit.EXPORTED, "once")
        opened.close()
    opened = open_store(tmp_path / "again.duckdb")
    assert audit.servers(audit.entries(opened)) == 2
    assert audit.broken(opened) == []
    opened.close()


def test_after_a_line_that_could_not_be_written_the_next_stands_in_a_chain_of_its_own(store, monkeypatch):
    audit.note(store, audit.EXPORTED, "first")
    with monkeypatch.context() as patch:

        def full(*_):
            raise StoreProblem("The disk is full.")

        patch.setattr(store, "append", full)
        with pytest.raises(StoreProblem, match="full"):
            audit.note(store, audit.EXPORTED, "lost")
    audit.note(store, audit.EXPORTED, "third")
    assert told(store) == [("exported", "first"), ("exported", "third")]
    assert audit.broken(store) == []


def test_what_is_exported_from_a_view_is_written_to_the_database_beneath(store):
    load(store, assessment(FIFE))
    seen = in_sight(in_sight(store, Sight(alone=FIFE)), Sight(alone=FIFE))
    audit.note(seen, audit.EXPORTED, "Fife")
    assert told(store)[-1] == ("exported", "Fife")


def test_lines_can_be_asked_for(store):
    with acting(ANN):
        audit.note(store, audit.EXPORTED, "Fife", round="2025")
        audit.note(store, audit.SIGNED_IN)
    with acting(Person("bob@example.org")):
        audit.note(store, audit.EXPORTED, "Moray 100%")
    assert told(store, who="ANN@") == [("exported", "Fife"), ("signed in", "")]
    assert told(store, what=["exported"]) == [("exported", "Fife"), ("exported", "Moray 100%")]
    assert told(store, about="fif") == [("exported", "Fife")]
    assert told(store, about="2025") == [("exported", "Fife")]  # in what belongs to it
    assert told(store, about="100%") == [("exported", "Moray 100%")]
    assert told(store, about="100_") == []  # a letter and no sign that stands for any letter
    later = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=1)
    assert (told(store, since=later), len(told(store, until=later))) == ([], 3)
    assert told(store, limit=1) == [("exported", "Moray 100%")]


def test_a_word_that_is_not_in_the_list_is_refused(store):
    with pytest.raises(ValueError, match="knows no 'looked'"):
        audit.note(store, "looked", "Fife")


@pytest.mark.parametrize("role", [ANALYST, FACILITATOR, OFFICER])
def test_only_administrators_read_it_and_everybody_is_in_it(store, role):
    with acting(Person("c@example.org", frozenset({role}), frozenset({FIFE}))):
        audit.note(store, audit.EXPORTED, "Fife")
        for ask in (audit.entries, audit.broken, audit.how_many):
            with pytest.raises(NotAllowed, match="read the audit log"):
                ask(store)
    with acting(ANN):
        assert audit.entries(store)["who"].tolist() == ["c@example.org"]


def test_nothing_that_is_done_touches_an_earlier_line(store):
    """Every kind of change in turn; after each, all the lines from before it stand unchanged."""
    about = {"kind": "consensus", "area_code": FIFE, "framework_id": "f", "survey_id": "", "round": "2025"}
    mine = [assessment(FIFE, level=4, file="mine.xlsx")]
    steps = [
        lambda: load(store, assessment(FIFE, level=2)),
        lambda: load(store, refused()),
        lambda: load(store, assessment("S12000020", file="demo.xlsx"), demo=True),
        lambda: submit(store, mine, seen=standing(store, mine)),
        lambda: undo(store, 1),
        lambda: clear_demo(store),
        lambda: room_log.make(store, room_id="r", code="ABCDE", key_digest="k", about=about),
        lambda: room_log.close_for_good(store, "r", {"kind": "consensus"}),
    ]
    before = audit.entries(store)
    for step in steps:
        step()
        after = audit.entries(store)
        assert len(after) == len(before) + 1
        assert after.merge(before, how="inner").shape == before.shape
        before = after
    assert [what for what, _ in told(store)] == [
        "imported",
        "refused import",
        "imported",
        "submitted",
        "taken back",
        "demonstration data cleared",
        "room made",
        "room closed",
    ]
    assert audit.broken(store) == []


def test_no_statement_of_the_program_changes_or_removes_a_line():
    wrong = re.compile(
        r"(update|delete\s+from|truncate|drop\s+table|alter\s+table|merge\s+into|replace\s+into)\s+[\"\w.]*audit_log",
        re.I,
    )
    files = [*sources(), *(path for path in (sources()[0].parents[0]).rglob("*.sql"))]
    assert [str(path) for path in files if wrong.search(path.read_text("utf-8"))] == []
    assert wrong.search("delete from main.audit_log where true")


def test_the_guide_explains_every_word_of_the_log_as_the_program_does():
    told = (ROOT / "docs" / "administration.md").read_text("utf-8")
    assert [word for word, meaning in audit.WHAT.items() if f"| {word} | {meaning} |" not in told] == []
