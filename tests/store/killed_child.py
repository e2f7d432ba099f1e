"""What a process does until it is killed, and what another finds in the database afterwards."""

from __future__ import annotations

import copy
import json
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.ingest.reading import SURVEY, Reading
from csp_analytics.problems import has_errors
from csp_analytics.store import audit, room_log
from csp_analytics.store.backup import back_up, restore, verify
from csp_analytics.store.connection import Store, open_store
from csp_analytics.store.health import database_problems
from csp_analytics.store.submitting import standing, submit, undo
from csp_analytics.store.writing import load
from tests.store.killed_model import Data, Rooms, Step
from tests.store.loadable import ANGUS, FIFE, MORAY, assessment, digest_of, frame, plan

AREAS = sorted(register().areas)
STEPS = ("load", "load", "large", "survey", "submit", "submit", "undo", "backup")
ABOUT = {"kind": "consensus", "area_code": FIFE, "framework_id": "safer-communities", "survey_id": "", "round": "2025"}
Say = Callable[[str, str, Step], None]


def work(place: Path, folder: Path, data: Data, rooms: Rooms, seed: str, say: Say, first: str) -> None:
    """Does one thing after the other until it is killed; in a second thread people vote meanwhile."""
    store = open_store(place)
    draw = random.Random(seed)
    threading.Thread(target=_vote, args=(store, copy.deepcopy(rooms), f"{seed} votes", say), daemon=True).start()
    for count in range(10_000):
        step = (first, {}) if first and not count else _next(draw, data, f"{seed}-{count}")
        say("begin", "data", step)
        made = _do(store, folder, step)
        data.do(step)
        say("done", "data", (step[0], {**step[1], **made}))


def put_back(copy_: Path, place: Path, say: Say) -> None:
    """Puts a copy in place of the database."""
    say("begin", "data", ("restore", {"copy": str(copy_)}))
    restore(copy_, place)
    say("done", "data", ("restore", {"copy": str(copy_)}))


def look(place: Path, new_copies: list[Path]) -> dict[str, Any]:
    """Everything that is in the database, and in the copies that were made of it, with whatever is wrong."""
    store = open_store(place)
    found = {**picture(store), "problems": _problems(store), "audit": audit.broken(store), "copies": {}}
    store.close()
    for one in new_copies:
        wrong = verify(one)
        opened = open_store(_aside(one, place)) if not has_errors(wrong) else None
        seen = {"problems": [problem.sentence for problem in wrong]} | (picture(opened) if opened else {})
        found["copies"][str(one)] = seen
        if opened:
            opened.close()
            opened.path.unlink()
    return found


def picture(store: Store) -> dict[str, Any]:
    """What is in the database, as the model draws it."""

    def rows(sql: str) -> list[list[Any]]:
        return json.loads(store.frame(sql).to_json(orient="values"))

    happened: dict[str, list[str]] = {room: [] for (room,) in rows("select room_id from room where ended_at is null")}
    for room, seq, body in rows("select room_id, seq, body from vote_log order by room_id, seq"):
        happened.setdefault(room, []).append(body)
        assert seq == len(happened[room]), f"a hole in {room} before {seq}"
    return {
        "data": {
            "assessments": rows(
                "select area_code, source_file, status, count(*), min(level) from assessment join rating "
                "using (assessment_id) where status <> 'undone' group by all having min(level) = max(level) "
                "order by all"
            ),
            "undone": rows(
                "select area_code, source_file, status from assessment where status = 'undone' order by all"
            ),
            "plans": rows(
                "select area_code, file[9:], count(*) from action join import_log using (import_id) "
                "where state = 'current' group by all order by all"
            ),
            "log": rows("select file, outcome, submission_id from import_log order by import_id"),
            "submissions": rows(
                "select submission_id, area_code, undone_by is not null from submission order by submission_id"
            ),
            "surveys": rows(
                "select source_file, status, (select count(*) from respondent r where r.survey_id = s.survey_id), "
                "(select count(*) from answer a where a.survey_id = s.survey_id) from survey s order by survey_id"
            ),
        },
        "rooms": {
            "open": dict(sorted(happened.items())),
            "closed": dict(sorted(rows("select room_id, record from room where ended_at is not null"))),
        },
    }


def _next(draw: random.Random, data: Data, name: str) -> Step:
    what = draw.choice(STEPS)
    areas, level = [FIFE, MORAY, ANGUS], draw.randint(1, 4)
    if what == "undo" and (newest := data.newest_submission()):
        return "undo", {"area": newest[0], "number": newest[1]}
    if what == "submit":
        number = max((one[0] for one in data.submissions), default=0) + 1
        return "submit", {"file": name, "level": level, "area": draw.choice(areas), "number": number}
    if what == "survey":
        people = draw.randint(50, 150)
        return "survey", {"file": name, "people": people, "answers": people * 10}
    if what == "backup":
        return "backup", {}
    return "load", {"file": name, "level": level, "areas": AREAS if what == "large" else draw.sample(areas, 2)}


def _do(store: Store, folder: Path, step: Step) -> dict[str, Any]:
    name, about = step
    if name == "load":
        load(store, assessment(*about["areas"], level=about["level"], file=about["file"], evidence="As seen. " * 40))
    elif name == "survey":
        load(store, _survey(about["file"], about["people"]))
    elif name == "submit":
        mine = assessment(about["area"], level=about["level"], file=about["file"])
        readings = [mine, plan(about["area"], ["Theft", "Fire"], file=f"plan of {about['file']}", round_="2025")]
        made = submit(store, readings, seen=standing(store, readings))
        assert made.number == about["number"]
    elif name == "undo":
        undo(store, about["number"], by="somebody")
    else:
        return {"made": str(back_up(store, folder))}
    return {}


def _survey(file: str, people: int) -> Reading:
    numbers = range(1, people + 1)
    tables = {
        "survey": frame("survey", [("skills", "2025", "all", "made up", people, people, "{}", "{}")]),
        "respondent": frame("respondent", [("skills", one, FIFE, "", "") for one in numbers]),
        "answer": pd.DataFrame(
            [("skills", one, "in-place", f"skill-{item}", 1.0) for one in numbers for item in range(10)],
            columns=["definition", "respondent_id", "question_id", "item_id", "value"],
        ),
    }
    return Reading(file, digest_of(file), SURVEY, "made up", tables)


def _vote(store: Store, rooms: Rooms, seed: str, say: Say) -> None:
    draw = random.Random(seed)
    for count in range(100_000):
        step = _next_in_rooms(draw, rooms, f"{seed}-{count}")
        say("begin", "rooms", step)
        name, about = step
        if name == "make":
            room_log.make(store, room_id=about["room"], code=about["room"][-5:], key_digest="", about=ABOUT)
        elif name == "vote":
            first = len(rooms.open[about["room"]]) + 1
            rows = [
                room_log.Row(about["room"], seq, 0.0, "answer", "voice", body)
                for seq, body in enumerate(about["bodies"], first)
            ]
            room_log.append(store, rows)
        else:
            room_log.close_for_good(store, about["room"], {"closed": about["room"]})
        rooms.do(step)
        say("done", "rooms", step)
        time.sleep(draw.random() * 0.01)


def _next_in_rooms(draw: random.Random, rooms: Rooms, name: str) -> Step:
    chance = draw.random()
    if not rooms.open or (chance < 0.03 and len(rooms.open) < 3):
        return "make", {"room": f"room {name}"}
    room = draw.choice(sorted(rooms.open))
    if chance > 0.98:
        return "close", {"room": room, "record": json.dumps({"closed": room})}
    return "vote", {"room": room, "bodies": [f"{name} {number}" for number in range(draw.randint(1, 5))]}


def _problems(store: Store) -> list[str]:
    return [one.sentence for one in database_problems(store)]


def _aside(one: Path, place: Path) -> Path:
    """A copy of a copy to look into, so that the copy itself is never opened."""
    other = place.with_name(f"looked-into-{one.name}")
    other.write_bytes(one.read_bytes())
    return other
