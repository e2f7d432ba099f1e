"""The files in hand as one upload: which can be compared, for which area, and the database with them laid over it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from csp_analytics.areas.aliases import sight
from csp_analytics.areas.register import register
from csp_analytics.ingest.brought import Brought, again, as_one
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, Reading, Wanted
from csp_analytics.store import reading
from csp_analytics.store.connection import Store
from csp_analytics.store.overlay import Beside, beside_of, laid_over
from csp_analytics.store.submitting import only_of
from csp_analytics.ui import cached
from csp_analytics.ui import officer_state as state

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OUTSIDE = "outside the register"


def of(hand: state.InHand, name: str) -> Brought | None:
    """The file of that name; None when it is no longer in hand."""
    return next((one for one in hand.files if one.name == name), None)


def change(hand: state.InHand, name: str, **changes: Any) -> None:
    """Reads one file again after the person said something else about it."""
    hand.files = [again(one, **changes) if one.name == name else one for one in hand.files]


def said_so(one: Brought, name: str, value: str) -> Wanted:
    """What is wanted of a file after the person chose a value from the list of that name."""
    if name == "Area":
        outside = value == OUTSIDE
        return replace(one.wanted, area="" if outside else value, outside=outside)
    words: dict[str, Any] = {
        {"Kind": "kind", "Framework": "framework", "Round": "round"}[name]: " ".join(value.split())
    }
    return replace(one.wanted, **words)


def codes(files: Sequence[Brought]) -> list[str]:
    """The areas that files are about, in the order of the files."""
    tables = [one.reading.tables[name] for one in files for name in ("rating", "action") if name in one.reading.tables]
    return list(dict.fromkeys(code for table in tables for code in table["area_code"].unique()))


def area_name(code: str, files: Sequence[Brought]) -> str:
    """The name of an area, one outside the register by the file that names it."""
    if code in register().areas:
        return register().areas[code].name
    tables = [one.reading.tables["area"] for one in files if "area" in one.reading.tables]
    named = {row.area_code: row.name for table in tables for row in table.itertuples(index=False)}
    return named.get(code, code.removeprefix("outside:"))


def own_area(hand: state.InHand) -> str:
    """The area that the upload is about: the only one, else the one that the person named; empty when not known."""
    there = codes(as_one(hand.files)[0])
    return there[0] if len(there) == 1 else hand.area_code if hand.area_code in there else ""


def readings(hand: state.InHand) -> list[Reading]:
    """What can be compared and submitted: the readings of the own area, with the plan as it was edited."""
    code = own_area(hand)
    found = [only_of(one.reading, code) for one in as_one(hand.files)[0]] if code else []
    return [one for one in found if len(one.tables.get("rating", one.tables.get("action", ())))]


def assessed(hand: state.InHand) -> list[tuple[str, str]]:
    """Framework and round of every assessment in hand."""
    pairs = [
        pair
        for one in readings(hand)
        if one.kind == ASSESSMENT
        for pair in one.tables["rating"][["framework", "round"]].drop_duplicates().itertuples(index=False, name=None)
    ]
    return list(dict.fromkeys(pairs))


def compared() -> tuple[str, str, str] | None:
    """Framework, round and area of the assessment in hand that is compared; None when none is in hand."""
    state.use(state.OWN)
    hand = state.private().contents  # nothing is done with it yet
    own = assessed(hand) if hand and hand.files else []
    if hand is None or not own:
        return None
    said = state.chosen("compared")
    framework_id, round_ = next((one for one in own if " ".join(one) == said), own[0])
    return framework_id, round_, own_area(hand)


def left_out(hand: state.InHand) -> int:
    """How many answers of the upload were left out, as the person chose."""
    return sum(one.left_out for one in readings(hand) if one.kind == ASSESSMENT)


def has_plan(hand: state.InHand) -> bool:
    """Whether an action plan was brought."""
    return any(one.kind == ACTIONS for one in readings(hand))


def _beside(hand: state.InHand) -> list[Beside]:
    """The rounds of answers that nobody else has, beside the newest of the others: those in hand and those stored."""
    code, there = own_area(hand), reading.assessments(cached.store())
    stored = there[there["area_code"] == code][["framework", "round"]].itertuples(index=False, name=None)
    own = assessed(hand)
    found = beside_of(cached.store(), code, own)
    return [*found, *(one for pair in stored if pair not in own for one in beside_of(cached.store(), code, [pair]))]


def laid(hand: state.InHand) -> Store:
    """The database with the upload laid over it; the database itself when nothing can be compared."""
    there = readings(hand)
    seen = sight().key  # others are seen by the rule of the round that is compared
    key = json.dumps([cached.store().version, seen, own_area(hand), [(one.digest, one.kind) for one in there]])
    if hand.overlay_key != key:
        if hand.overlay is not None:
            hand.overlay.close()
        hand.overlay = laid_over(cached.store(), there, _beside(hand)) if there else None
        hand.overlay_key, hand.pictures = key, {}
    return hand.overlay or cached.store()


def kept(hand: state.InHand, name: str, make: Callable[[], Any]) -> Any:
    """What was made of the upload, made once while nothing changes. It goes with the upload."""
    laid(hand)
    if name not in hand.pictures:
        hand.pictures[name] = make()
    return hand.pictures[name]


def kept_of(hand: state.InHand, one: Brought, name: str, make: Callable[[], Any]) -> Any:
    """What was made of one file as it was brought, made once. It goes with the upload."""
    digest = one.workbook.digest if one.workbook else ""
    place = f"{name} {one.name} {digest}"
    if place not in hand.of_files:
        hand.of_files[place] = make()
    return hand.of_files[place]


def marked(mine: state.Private, name: str) -> Callable[[], bytes]:
    """Makes the marked copy of a file when it is asked for: the button holds its name and nothing of the file."""

    def make() -> bytes:
        mine.touch()
        one = of(mine.contents, name) if mine.contents else None
        if one is None:
            raise LookupError("the upload is gone")
        # Imported when needed: most visits never ask for it.
        from csp_analytics.exports.marked.marked import marked as write

        return write(one.data, one.name, one.reading.problems, one.corrections, as_ours=one.as_ours)

    return make


def stem(name: str) -> str:
    """A file's name without its ending."""
    return name.rsplit(".", 1)[0] or name
