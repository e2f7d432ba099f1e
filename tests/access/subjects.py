"""The people of the role matrix, and a small nation for them: six areas, two rounds, a survey, a plan, a room."""

from __future__ import annotations

from csp_analytics.access.person import ADMINISTRATOR, ANALYST, FACILITATOR, NOBODY, OFFICER, Person
from csp_analytics.areas.register import register
from csp_analytics.store.connection import Store
from csp_analytics.store.peer_lists import save_peer_list
from csp_analytics.store.writing import load
from tests.builders.skill_surveys import People, skills_survey
from tests.store.loadable import assessment, figures, plan

FIFE, MORAY, ANGUS = "S12000047", "S12000020", "S12000041"
AREAS = (FIFE, MORAY, ANGUS, *[code for code in register().areas if code not in (FIFE, MORAY, ANGUS)][:3])
ROUNDS = ("2024", "2025")
SKILL = "strategic-partnership-working"
NOT_SIGNED_IN, OF_FIFE, OF_TWO = "nobody", "officer of Fife", "officer of Fife and Moray"
PEOPLE: dict[str, Person] = {
    NOT_SIGNED_IN: NOBODY,
    ANALYST: Person("ann@example.org", frozenset({ANALYST})),
    FACILITATOR: Person("fay@example.org", frozenset({FACILITATOR})),
    OF_FIFE: Person("oli@example.org", frozenset({OFFICER}), frozenset({FIFE})),
    OF_TWO: Person("una@example.org", frozenset({OFFICER}), frozenset({FIFE, MORAY})),
    ADMINISTRATOR: Person("ada@example.org", frozenset({ADMINISTRATOR})),
}


def text_of(area_code: str) -> str:
    """What only the return of an area says: where it is read, the area's own words are."""
    return f"Kept words of {area_code}"


def nation(store: Store) -> Store:
    """Loads the nation, as the account of the machine."""
    for round_ in ROUNDS:
        for place, code in enumerate(AREAS):
            level = 1 + (place + int(round_)) % 4
            load(
                store,
                assessment(code, level=level, round_=round_, evidence=text_of(code), file=f"{code}-{round_}.xlsx"),
            )
    for code in AREAS:
        load(store, plan(code, [f"{text_of(code)}, the plan"], round_=ROUNDS[-1], file=f"plan-{code}.xlsx"))
    load(store, figures({(code, "2024"): 10.0 + place for place, code in enumerate(AREAS)}))
    load(store, skills_survey(ROUNDS[-1], [People(code, 12, {SKILL: 5 + n}) for n, code in enumerate(AREAS)]))
    save_peer_list(store, "kept", AREAS[:6])
    return store
