"""The gate: pages and rooms get the database from one place, so that nothing goes round what a person may see."""

import re

from csp_analytics.paths import ROOT
from tests.builders.source_files import PACKAGE, room_of, sources

OPEN = {
    f"{PACKAGE}/ui/cached.py",  # the gate
    f"{PACKAGE}/ui/who_acts.py",  # which roles somebody has has to be known before what they may see
    f"{PACKAGE}/ui/sign_in.py",  # writes down that somebody signed in
    # Counts and keeps votes with the right of the program: of other areas its rooms show figures of groups.
    f"{PACKAGE}/workshop/live/rooms.py",
}
BEHIND = {f"{PACKAGE}/findings/group_only.py"}
WHOLE = {
    f"{PACKAGE}/ui/{name}.py"
    for name in ("banner", "cached", "components", "downloads", "first_start", "scope", "survey_scope")
}


def files_with(pattern, rooms):
    found = {
        str(path.relative_to(ROOT)): re.search(pattern, path.read_text("utf-8"))
        for path in sources()
        if room_of(path) in rooms
    }
    return {name for name, there in found.items() if there}


def test_only_the_gate_opens_the_database_for_pages_and_rooms():
    assert files_with(r"\bopen_store\(", {"ui", "pages", "workshop", "pictures", "findings", "exports"}) == OPEN


def test_only_group_figures_look_behind_what_a_person_may_see():
    everywhere = {room_of(path) for path in sources()}
    assert files_with(r"\bsights\.behind\(", everywhere) == BEHIND


def test_the_database_itself_is_asked_for_what_is_about_no_area_alone():
    """A new caller of ``cached.whole()`` has to stand here, with a look at what it shows."""
    assert files_with(r"\bwhole\(\)", {"ui", "pages"}) <= WHOLE
