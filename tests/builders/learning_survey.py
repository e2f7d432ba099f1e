"""A small nation for tests of learning matches and partners: areas of the family group of Fife.

Twelve people answered in each area of the group but South Ayrshire, where nobody did. On request three answered there
and three in Moray, of another group: of these two nothing may be shown. Counts of twelve:

                          mediation   data analysis   facilitation
    Fife                       3            10              4
    Clackmannanshire           9             2              5
    five others                5            12              6
"""

from __future__ import annotations

from csp_analytics.ingest.reading import Reading
from tests.builders.answers_by_area import Counts, ticked

FIFE, CLACKMANNANSHIRE, SOUTH_AYRSHIRE, MORAY = "S12000047", "S12000005", "S12000028", "S12000020"
OTHERS = ("S12000006", "S12000014", "S12000029", "S12000038", "S12000040")
PEOPLE = {FIFE: 12, CLACKMANNANSHIRE: 12, **dict.fromkeys(OTHERS, 12)}
FEW = {SOUTH_AYRSHIRE: 3, MORAY: 3}
MEDIATION, DATA, FACILITATION = "mediation", "data-analysis", "facilitation"


def skills(small: int | None = None, round_: str = "2025") -> Reading:
    """The skills survey; with ``small``, so many of three people in the small areas have each skill in place."""
    yes = {
        FIFE: {MEDIATION: 3, DATA: 10, FACILITATION: 4},
        CLACKMANNANSHIRE: {MEDIATION: 9, DATA: 2, FACILITATION: 5},
        **{code: {MEDIATION: 5, DATA: 12, FACILITATION: 6} for code in OTHERS},
    }
    return _read("skills", {"in-place": yes}, small, round_)


def partners(small: int | None = None, *, room: bool = True, round_: str = "2025") -> Reading:
    """The survey of partner links: police, NHS and the private sector, now and ten years ago."""
    now = {
        FIFE: {"police": 12, "nhs": 3, "private": 0},
        CLACKMANNANSHIRE: {"police": 12, "nhs": 9, "private": 2},
        **{code: {"police": 11, "nhs": 8, "private": 3} for code in OTHERS},
    }
    before = {code: {"police": 6, "nhs": 2, "private": 0} for code in PEOPLE}
    grow = {code: {"police": 1, "nhs": 9, "private": 6} for code in PEOPLE}
    questions = {"now": now, "ten-years-ago": before, **({"room-to-grow": grow} if room else {})}
    return _read("partners", questions, small, round_)


def _read(definition: str, questions: Counts, small: int | None, round_: str) -> Reading:
    if small is None:
        return ticked(definition, PEOPLE, questions, round_=round_, file=f"{definition}-{round_}.xlsx")
    yes = {
        key: {**areas, **{code: dict.fromkeys(areas[FIFE], small) for code in FEW}} for key, areas in questions.items()
    }
    return ticked(definition, {**PEOPLE, **FEW}, yes, round_=round_, file=f"{definition}-{round_}.xlsx")
