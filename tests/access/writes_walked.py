"""Every function of the store that writes, called as each person on a database of their own: done, or refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from csp_analytics.access.acting import acting
from csp_analytics.access.person import Person
from csp_analytics.access.rules import NotAllowed
from csp_analytics.ingest.reading import Reading
from csp_analytics.store import (
    audit,
    backup,
    copies,
    moving,
    named,
    people,
    restoring,
    room_log,
    standing_rules,
    submitting,
    survey_decisions,
    writing,
)
from csp_analytics.store.connection import Store, open_store
from csp_analytics.workshop.live.making import make
from tests.access.subjects import FIFE, MORAY
from tests.builders.rooms import prepared
from tests.builders.skill_surveys import People, posts, skills_survey
from tests.store.loadable import assessment, figures, plan

DONE, REFUSED = "done", "refused"
ROW = room_log.Row("room", 1, 0.0, "join", "voice", "{}")
Call = Callable[[Store], object]


def calls(store: Store, folder: Path) -> dict[tuple[str, str], Call]:
    """What is tried: by the function (as in :mod:`tests.access.writing_functions`) and what it is tried with."""
    submitted = {code: submit(store, assessment(code, round_="2023")).number for code in (FIFE, MORAY)}
    room = make(store, prepared(round="2024"))
    other = make(store, prepared(round="2024"))
    copy = backup.back_up(store, folder)
    ours, theirs = assessment(FIFE, round_="2024", file="room.xlsx"), assessment(FIFE, round_="2022", file="else.xlsx")
    return {
        ("writing.load", "assessments"): lambda s: writing.load(s, assessment(FIFE, MORAY)),
        ("writing.load", "figures of context"): lambda s: writing.load(s, figures({(FIFE, "2024"): 1.0})),
        ("writing.load", "the survey of Fife"): lambda s: writing.load(s, survey(FIFE)),
        ("writing.load", "the survey of Moray"): lambda s: writing.load(s, survey(MORAY)),
        ("writing.load", "a survey of several areas"): lambda s: writing.load(s, survey(FIFE, MORAY)),
        ("writing.load", "posts of Fife"): lambda s: writing.load(s, posts("2024", {FIFE: 9})),
        ("writing.load", "posts of all areas"): lambda s: writing.load(s, posts("2024", {"all": 9})),
        ("writing.clear_demo", "demonstration data"): writing.clear_demo,
        ("submitting.submit", "for Fife"): lambda s: submit(s, assessment(FIFE, file="fife.xlsx"), plan(FIFE, ["A"])),
        ("submitting.submit", "for Moray"): lambda s: submit(s, assessment(MORAY, file="moray.xlsx")),
        ("submitting.submit", "what a room of Fife agreed"): lambda s: submit(s, ours, room=room.code),
        ("submitting.submit", "something else than the room agreed"): lambda s: submit(s, theirs, room=room.code),
        ("submitting.undo", "of Fife"): lambda s: submitting.undo(s, submitted[FIFE]),
        ("submitting.undo", "of Moray"): lambda s: submitting.undo(s, submitted[MORAY]),
        ("named.replace_rows", "a list of peers"): lambda s: named.replace_rows(s, "peer_list", "own", [(FIFE,)]),
        ("named.delete_rows", "a list of peers of somebody else"): lambda s: named.delete_rows(s, "peer_list", "there"),
        ("room_log.make", "a room"): lambda s: make(s, prepared()),
        ("room_log.close_for_good", "a room"): lambda s: room_log.close_for_good(s, other.room_id, {}),
        ("room_log.append", "a vote (nobody is asked who)"): lambda s: room_log.append(s, [ROW]),
        ("people.give", "a role"): lambda s: people.give(s, "new@example.org", "analyst"),
        ("people.take", "a role"): lambda s: people.take(s, "old@example.org", "analyst"),
        ("standing_rules.set_round", "what is published"): lambda s: standing_rules.set_round(s, "2025", "group", True),
        ("standing_rules.set_framework", "closed for returns"): lambda s: standing_rules.set_framework(
            s, "excellence", False
        ),
        ("survey_decisions.remember", "what follows from data"): lambda s: survey_decisions.remember(s, {"key": "s"}),
        ("audit.note", "a line (of whatever was done)"): lambda s: audit.note(s, audit.EXPORTED, "a file"),
        ("audit.entries", "reading the lines"): audit.entries,
        ("people.people", "reading the list"): people.people,
        ("backup.back_up", "a copy"): lambda s: backup.back_up(s, folder),
        ("copies.prune", "old copies"): lambda s: copies.prune(folder),
        ("restoring.restore", "a copy in place"): lambda s: restoring.restore(copy, folder / "restored.duckdb"),
        ("moving.move", "everything to another database"): lambda s: moved(s, folder / "moved.duckdb"),
        ("room_log.take_charge", "a room, for this server"): lambda s: room_log.take_charge(s, other.room_id, "here"),
    }


def walked(who: Person, folder: Path) -> dict[tuple[str, str], str]:
    """What came of each call when somebody made it. What is refused must have changed nothing."""
    folder.mkdir()
    with closing(open_store(folder / "csp.duckdb")) as store:
        people.give(store, "old@example.org", "analyst")
        named.replace_rows(store, "peer_list", "there", [(FIFE,)])
        found = {}
        for key, call in calls(store, folder).items():
            before = contents(store)
            try:
                with acting(who):
                    call(store)
                found[key] = DONE
            except NotAllowed:
                found[key] = REFUSED
                assert contents(store) == before, f"{key} was refused and changed something"
        return found


def submit(store: Store, *readings: Reading, room: str = "") -> submitting.Submission:
    """Submits after a look at what is there."""
    return submitting.submit(store, readings, seen=submitting.standing(store, readings), room=room)


def moved(store: Store, place: Path) -> None:
    """Moves everything to a new database."""
    with closing(open_store(place)) as target:
        moving.move(store, target)


def survey(*areas: str) -> Reading:
    """A survey of one area, which says so, or of several."""
    reading = skills_survey("2024", [People(code, 6, {"data-sharing": 3}) for code in areas], file="-".join(areas))
    if len(areas) == 1:
        reading.tables["survey"]["scope"] = areas[0]
    return reading


def contents(store: Store) -> dict[str, int]:
    """How many rows every table has."""
    names = store.frame("select table_name from duckdb_tables() where not internal order by 1")["table_name"]
    return {name: store.value(f"select count(*) from {name}") for name in names}
