"""Nobody with a solver can work a hidden figure out of what is shown.

A reader who knows who answered, and every figure and word that is shown, in every view at once, looks for the lowest
and the highest that each hidden count can be, in whole numbers (scipy's milp, over unknowns written down here and not
by the program). Both must differ: for every unit of one to four people and every all or none of five to nine. Left out
are people of whom it is said openly that all or none of ten or more said yes. What is hidden beside these is hidden for
their sake; of places it cannot be worked out from the figures of places either.

Of how many answered the reader knows the figures, the words beside them and in what areas, roles and sectors somebody
answered.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.small_numbers import Counted
from csp_analytics.analysis.suppression import Plan
from csp_analytics.findings.survey_plans import plan as plan_of_store
from csp_analytics.store import survey_reading
from tests.builders.small_nation import AREAS, FAMILIES, KINDS, decided, people, plan, random_people
from tests.builders.solver import Reader, chosen

MEMBERS = {(one.grouping_id, name): codes for one in (FAMILIES, KINDS) for name, codes in one.members.items()}
FEW, SMALL = 5, 10


def reader(persons: pd.DataFrame, found: pd.DataFrame, members: dict) -> tuple[Reader, list, np.ndarray]:
    """The reader, the hidden units (key, people, about), and of whom everything is said openly."""
    figures, hidden, openly = [], [], np.zeros(len(persons), dtype=bool)
    for row in found.to_dict("records"):
        who = chosen(persons, members, row)
        n, x = int(who.sum()), int(persons.loc[who, "yes"].sum())
        about = "sector" if row["by"] == "sector" else "role"
        assert (n, x) == (row["n"], row["x"])
        if row["status"] == "shown":
            assert n >= FEW
            assert not row["within"] or n >= FEW
            figures.append((who, about, x, x))
            openly |= who & (n >= SMALL and x in (0, n))
        elif row["status"] in ("nearly none", "nearly all"):
            low = 0 if row["status"] == "nearly none" else n - 1
            assert FEW <= n < SMALL
            assert low <= x <= low + 1
            figures.append((who, about, low, low + 1))
            if x in (0, n):
                hidden.append((row, who, about))
        elif 0 < n < FEW or (row["status"] == "hidden" and x in (0, n) and n < SMALL and not row["free"]):
            hidden.append((row, who, about))
    return Reader(persons, figures), hidden, openly


def hidden_places_worked_out(persons: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """Areas and groups that are hidden for the sake of others, and follow from the figures of areas and groups."""
    persons = persons[persons["yes"] >= 0].reset_index(drop=True)
    places = found[found["by"].isin(["all", "group", "area"])]
    known, _, openly = reader(persons, places, MEMBERS)
    told = []
    for row in places[(places["status"] == "hidden") & places["offered"]].to_dict("records"):
        who = chosen(persons, MEMBERS, row)
        low, high = known.range_of(who, "role")
        if high == low and not (who & openly).any():
            told.append(row["unit"])
    return told


def worked_out(persons: pd.DataFrame, found: pd.DataFrame, members: dict = MEMBERS) -> list[tuple[str, str, str]]:
    """The hidden units whose count follows."""
    persons = persons[persons["yes"] >= 0].reset_index(drop=True)
    known, hidden, openly = reader(persons, found, members)
    told, seen = [], set()
    for row, who, about in hidden:
        rest = who & ~openly
        if not rest.any() or (rest.tobytes(), about) in seen:
            continue
        seen.add((rest.tobytes(), about))
        low, high = known.range_of(rest, about)
        if high - low < 0.5:
            told.append((row["by"], row["within"], row["unit"]))
    return told


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.sampled_from([4, 8, 14, 22]), st.sampled_from([0.1, 0.35, 0.6, 0.95]))
def test_random_nations_give_nothing_away(seed, most, share):
    persons = random_people(seed, AREAS, most, share)
    found = decided(persons, plan(persons))
    assert worked_out(persons, found) == []
    assert hidden_places_worked_out(persons, found) == []


def numbers_worked_out(persons: pd.DataFrame, made: Plan) -> list[tuple[str, str]]:
    """Places, roles and sectors of one to four people whose number follows from what is said of how many answered.

    Few is one to four. Hidden is five or more, unless in its view some of one to four are called hidden too.
    """
    table = made.units.table.assign(status=made.respondents(), n=made.units.sums(made.units.n))
    table = table[(table["within"] == "") & ~table["free"] & (table["n"] > 0)]
    blurred = set(table.loc[(table["status"] == "hidden") & (table["n"] < FEW), "by"])
    figures, guarded = [], []
    for row in table.to_dict("records"):
        who = chosen(persons, MEMBERS, row)
        about = "sector" if row["by"] == "sector" else "role"
        at_least_five = row["status"] == "hidden" and row["offered"] and row["by"] not in blurred
        said = {"shown": (row["n"], row["n"]), "few": (1, FEW - 1)}
        figures.append((who, about, *said.get(row["status"], (FEW if at_least_five else 1, np.inf))))
        if row["n"] < FEW:
            guarded.append((row["by"], row["unit"], who, about))
    known = Reader(persons, figures)
    known.bounds.ub[:] = len(persons) + FEW  # the reader does not know who answered
    ranges = ((by, unit, known.range_of(who, about)) for by, unit, who, about in guarded)
    return [(by, unit) for by, unit, (low, high) in ranges if high - low < 0.5]


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@example(1378, 3)  # the urban areas A, B, E and F, one person each: "few" of the four together would tell of each
@example(1343, 10)  # what is hidden beside few people has five or more
@given(st.integers(0, 10_000), st.sampled_from([3, 6, 10, 16]))
def test_random_nations_do_not_give_away_how_many_answered(seed, most):
    """The numbers of people are unknown too: of no area or role with one to four can the number be worked out."""
    persons = random_people(seed, AREAS, most, 0.5)
    assert numbers_worked_out(persons, plan(persons)) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@example(10_000, 3)  # of an area that answered the survey, nobody answered the question
@given(st.integers(0, 10_000), st.sampled_from([3, 6, 10, 16]))
def test_no_sum_of_one_to_four_people_is_left_by_adding_and_taking_away(seed, most):
    """Over places: no set of areas with so few people is a combination of the shown sums (rank, by numpy)."""
    persons = random_people(seed, AREAS, most, 0.5)
    answered = persons[persons["yes"] >= 0]
    found = decided(persons, plan(persons))
    sizes = answered.groupby("area_code").size()
    areas = list(sizes.index)
    places = found[(found["within"] == "") & found["by"].isin(["all", "group", "area"]) & (found["status"] == "shown")]
    one_each = pd.DataFrame({"area_code": areas, "role": "", "sector": ""})
    told = np.array([chosen(one_each, MEMBERS, row) for row in places.to_dict("records")], dtype=float)
    rank = np.linalg.matrix_rank(told) if len(told) else 0
    for size in range(1, FEW):
        for few in combinations(areas, size):
            if sizes[list(few)].sum() < FEW:
                wanted = np.isin(areas, few).astype(float)
                assert np.linalg.matrix_rank(np.vstack([*told, wanted])) == rank + 1, few


def test_without_the_second_step_the_reader_would_find_out():
    """The test can fail: with the small numbers alone taken out, C is the first family less A, B and D."""
    persons = people(dict.fromkeys(AREAS, (12, 5)) | {"C": (3, 1)})
    made = plan(persons)
    everything = np.ones(len(made.units.table), dtype=bool)
    n, yes = made.units.n, persons.groupby("area_code")["yes"].sum()
    counted = Counted(made.units, n, made.units.cells["area_code"].map(yes).to_numpy(dtype=float), n)
    naive = decided(persons, made).assign(status=counted.statuses(counted.can_be_shown(everything)))
    assert ("area", "", "C") in worked_out(persons, naive)
    assert worked_out(persons, decided(persons, made)) == []


def test_with_every_word_said_the_reader_would_find_out_how_many_answered():
    """The test can fail: four urban areas of few people, few together, are one person each."""
    persons = people(dict.fromkeys("ABEF", (1, 0)) | dict.fromkeys("CDGH", (12, 5)))
    made = plan(persons)
    assert numbers_worked_out(persons, made) == []
    of_all = Plan(made.units, made.allowed, np.zeros(len(made.unsaid), dtype=bool))
    assert {("area", "A"), ("area", "B"), ("area", "E"), ("area", "F")} <= set(numbers_worked_out(persons, of_all))


def test_hiding_on_the_survey_alone_and_not_on_the_answers_would_not_do():
    """Of C and D, 3 people each, nobody said yes: their 6 people are no small number, but 0 of 6 tells of all."""
    persons = people(dict.fromkeys(AREAS, (12, 5)) | {"C": (3, 0), "D": (3, 0)})
    made = plan(persons)
    found = decided(persons, made)
    as_for_respondents = found.assign(status=np.where(made.respondents() == "hidden", "hidden", found["status"]))
    as_for_respondents.loc[as_for_respondents["unit"] == "B", "status"] = "shown"
    assert {unit for _, _, unit in worked_out(persons, as_for_respondents)} >= {"C", "D"}


@pytest.mark.parametrize(("round_", "items"), [("2021", (0, 2)), ("2025", (2,))])
def test_the_demonstration_surveys_give_nothing_away(demo_store, round_, items):
    made = plan_of_store(demo_store, "skills", round_)
    answers = survey_reading.answer_counts(demo_store, "skills", round_, "in-place")
    members = {(one.grouping_id, name): codes for one in made.units.groupings for name, codes in one.members.items()}
    for item in [sorted(set(answers["item_id"]))[place] for place in items]:
        rows = answers[answers["item_id"] == item]
        persons = rows.loc[rows.index.repeat(rows["n"])].rename(columns={"value": "yes"})
        persons = persons[["area_code", "role", "sector", "yes"]].astype({"yes": int}).reset_index(drop=True)
        assert worked_out(persons, decided(persons, made), members) == []
