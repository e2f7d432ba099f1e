"""One area: sentence, lists and exhibits worked out again from scores, ratings and peers."""

from __future__ import annotations

import re
from datetime import date
from statistics import median

import pandas as pd
import pytest

from csp_analytics import findings
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.pictures.area import area_names, area_picture, peer_words
from csp_analytics.pictures.surroundings import action_plan, context_table, indicator_trends
from csp_analytics.store import reading

ROUND = "2025"
# Areas of every kind: a city, islands, a large one, one alone in its police division; under different groupings.
AREAS = {
    "S12000047": "family-people",
    "S12000013": "urban-rural",
    "S12000049": "nearest-neighbours",
    "S12000035": "family-other",
}
CASES = [(name, code) for name in frameworks() for code in AREAS]
BANDS = (
    ("higher", "higher than its peers on"),
    ("similar", "similar to its peers on"),
    ("lower", "lower than its peers on"),
)


@pytest.fixture(scope="module")
def pictures(demo_store):
    """Every picture of the cases, drawn once."""
    return {(name, code): area_picture(demo_store, name, ROUND, AREAS[code], code) for name, code in CASES}


def listed(names: list[str]) -> str:
    """A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def peers_of(code: str) -> list[str]:
    """Codes of the area's peers under its grouping."""
    pairs = findings.pairs(None, AREAS[code])
    return [peer for peer in pairs.loc[pairs["area_code"] == code, "peer_code"] if peer]


@pytest.mark.parametrize(("name", "code"), CASES)
def test_the_sentence_has_the_band_of_every_principle(demo_store, pictures, name, code):
    """Similar: within half a level of four (16.7 points) of the peers' median; not compared under five peers."""
    titles = {"leadership": "Leadership", "governance": "Governance and accountability", "evidence": "Evidence"}
    titles["outcomes"] = "Better outcomes for communities"
    frame = findings.scores(demo_store, name, rounds=(ROUND,), by="principle")
    scores = {(row.area_code, row.principle_id): row.score for row in frame.itertuples() if row.score == row.score}
    found: dict[str, list[str]] = {band: [] for band, _ in BANDS}
    without = []
    for key, title in titles.items():
        theirs = [scores[peer, key] for peer in peers_of(code) if (peer, key) in scores]
        if (code, key) not in scores or len(theirs) < 5:
            without.append(title)
            continue
        gap = scores[code, key] - median(theirs)
        found["similar" if abs(gap) <= 100 / 6 + 1e-4 else "higher" if gap > 0 else "lower"].append(title)
    everything = {
        band: "every principle" if len(found[band]) == 4 else listed(found[band]) for band, _ in BANDS if found[band]
    }
    parts = [f"{words} {everything[band]}" for band, words in BANDS if found[band]]
    expected = f"{register().areas[code].name} is {'; '.join(parts)}."
    expected += f" Not compared on {listed(without)}: " if without and parts else ""
    if not parts:
        n = max(sum((peer, key) in scores for peer in peers_of(code)) for key in titles)
        expected = f"{register().areas[code].name} cannot be compared with these peers: "
        expected += f"{n} peers with a score, and it takes 5."
    assert pictures[name, code].finding.startswith(expected)
    assert pictures[name, code].finding.endswith(pictures[name, code].change.takeaway)


@pytest.mark.parametrize(("name", "code"), CASES)
def test_strongest_and_weakest_never_overlap_and_are_the_ends_of_the_scale(demo_store, pictures, name, code):
    strong, weak = pictures[name, code].strengths, pictures[name, code].weaknesses
    assert len(strong) <= 3
    assert len(weak) <= 3
    assert {row["text"] for row in strong}.isdisjoint({row["text"] for row in weak})
    rated = reading.ratings(demo_store, name, rounds=(ROUND,), area_code=code)
    levels = rated.loc[rated["answer"] == "rated", "level"].tolist()
    value = {level.label: level.value for level in framework(name).levels}
    high, low = sorted(levels, reverse=True), sorted(levels)
    middle = median(levels)
    assert [value[row["level"]] for row in strong] == [level for level in high[:3] if level >= middle]
    told = [value[row["level"]] for row in weak]
    assert told == [level for level in low[: len(told)] if level <= middle]


@pytest.mark.parametrize(("name", "code"), CASES)
def test_what_peers_say_of_each_is_counted_from_their_ratings(demo_store, pictures, name, code):
    ratings = reading.ratings(demo_store, name, rounds=(ROUND,))
    rated = ratings[ratings["answer"] == "rated"].set_index(["area_code", "criterion_id"])["level"]
    ids = {row.text: row.criterion_id for row in framework(name).criteria}
    picture = pictures[name, code]
    assert picture.strengths
    for row in picture.strengths + picture.weaknesses:
        own = rated[code, ids[row["text"]]]
        theirs = [rated[peer, ids[row["text"]]] for peer in peers_of(code) if (peer, ids[row["text"]]) in rated.index]
        higher, same = sum(level > own for level in theirs), sum(level == own for level in theirs)
        people = f"{len(theirs)} peer" + ("s" if len(theirs) != 1 else "")
        lower = len(theirs) - higher - same
        assert row["peers"] == f"{higher} of {people} rate it higher, {same} the same, {lower} lower."


@pytest.mark.parametrize(("name", "code"), CASES)
def test_the_position_has_the_numbers_of_the_comparison(demo_store, pictures, name, code):
    table = pictures[name, code].position.table
    frame = findings.comparison(demo_store, name, ROUND, AREAS[code])
    own = frame[frame["area_code"] == code]
    principles = table.iloc[:-1]
    for shown, column in (
        ("Own score", "value"),
        ("Peers' median", "peer_median"),
        ("Gap", "gap"),
        ("Rated", "n_rated"),
    ):
        expected = own[column].astype(float)
        if column in ("peer_median", "gap"):
            expected = expected.where(own["n_peers"] >= 5)  # under five peers nothing of them is summed up
        assert principles[shown].astype(float).tolist() == pytest.approx(expected.tolist(), nan_ok=True)
    assert principles["Band"].tolist() == own["band"].tolist()
    assert table["Measure"].iloc[-1] == "Overall"


@pytest.mark.parametrize(("name", "code"), CASES)
def test_change_is_like_for_like(demo_store, pictures, name, code):
    """Level by level from the ratings of both rounds, only what both rated."""
    sides = [
        {row.criterion_id: row.level for row in rows.itertuples() if row.answer == "rated"}
        for rows in (reading.ratings(demo_store, name, rounds=(round_,), area_code=code) for round_ in ("2023", ROUND))
    ]
    both = sides[0].keys() & sides[1].keys()
    steps = [sides[1][key] - sides[0][key] for key in both]
    up, same, down = (sum(way) for way in zip(*((s > 0, s == 0, s < 0) for s in steps), strict=True))
    picture, words = pictures[name, code], framework(name).row_word_plural
    if not sides[0]:
        assert picture.change is None or "2021" in picture.change.takeaway
        return
    assert picture.change.takeaway == (
        f"Since 2023, {up} of {len(both)} {words} improved, {same} stayed the same and {down} declined."
    )
    assert len(picture.moved) == up + down


@pytest.mark.parametrize("name", frameworks())
def test_everything_that_was_rated_is_there_as_it_was_written(demo_store, pictures, name):
    code = next(iter(AREAS))
    stored = reading.ratings(demo_store, name, rounds=(ROUND,), area_code=code, texts=True).set_index("criterion_id")
    table = pictures[name, code].ratings
    order = [row.criterion_id for row in framework(name).criteria]
    assert table["Evidence"].tolist() == stored.loc[order, "evidence"].tolist()
    assert table["Action"].tolist() == stored.loc[order, "action"].tolist()
    assert (table["Level"] == "Not applicable").sum() == (stored["answer"] == "not applicable").sum()


@pytest.mark.parametrize("code", AREAS)
@pytest.mark.parametrize("grouping", ["family-people", "police-division", "nearest-neighbours"])
def test_indicators_stand_beside_the_median_of_the_peers(demo_store, code, grouping):
    figures = {
        (row.indicator_id, row.area_code, row.period): row.value for row in reading.indicators(demo_store).itertuples()
    }
    pairs = findings.pairs(demo_store, grouping)
    peers = [peer for peer in pairs.loc[pairs["area_code"] == code, "peer_code"] if peer]
    exhibits = indicator_trends(demo_store, grouping, code)
    assert len(exhibits) == len({key[0] for key in figures})
    name = register().areas[code].name
    for exhibit, indicator in zip(exhibits, sorted({key[0] for key in figures}), strict=True):
        for row in exhibit.table.to_dict("records"):
            theirs = [figures[indicator, p, row["Period"]] for p in peers if (indicator, p, row["Period"]) in figures]
            assert row[name] == figures[indicator, code, row["Period"]]
            assert row["Peers with a figure"] == len(theirs)
            if theirs:
                assert row["Peers' median"] == pytest.approx(median(theirs))
        assert not re.search(r"\bnan\b", exhibit.takeaway), "missing is never a number"


@pytest.mark.parametrize("code", AREAS)
def test_the_peers_are_named(demo_store, code):
    names = sorted(register().areas[peer].name for peer in peers_of(code))
    assert peer_words(demo_store, AREAS[code], code).endswith(f": {listed(names)}.")


def test_an_area_alone_in_its_group_is_told_so(demo_store):
    assert (
        peer_words(demo_store, "police-division", "S12000047") == "Police division: no other area is in the same group."
    )


def test_an_area_that_did_not_answer_says_so_and_when_it_did(demo_store):
    assessed = reading.assessments(demo_store)
    there = set(assessed.loc[assessed["framework"] + assessed["round"] == "excellence2025", "area_code"])
    code = next(code for code in register().areas if code not in there)
    rounds = assessed.loc[(assessed["framework"] == "excellence") & (assessed["area_code"] == code), "round"].tolist()
    picture = area_picture(demo_store, "excellence", "2025", "family-people", code)
    assert (picture.finding, picture.position, picture.strengths) == ("", None, [])
    assert picture.absent == (
        f"{register().areas[code].name} has no assessment of Community safety excellence framework in round 2025."
        f" It was assessed in {listed(rounds)}."
    )


def test_context_has_no_empty_fact_for_an_area_of_the_register(demo_store):
    for code in AREAS:
        table = context_table(demo_store, AREAS[code], code)
        assert len(table) == 8
        assert not table["Own"].isin(["nan", "–"]).any()


def test_the_plan_is_counted_on_a_given_day(store):
    """Five actions on 1 June 2026: one done; one past 31 March and not done; one in December; one without a date; and
    one done after its date, which is done and not late."""
    rows = [
        ("Theft", "2026-03-31", "done"),
        ("Fires", "2026-03-31", "in progress"),
        ("Noise", "2026-12-31", "not started"),
        ("Floods", None, ""),
        ("Dogs", "2026-01-31", "done"),
    ]
    with store.transaction() as cursor:
        for place, (issue, due, status) in enumerate(rows, start=1):
            cursor.execute(
                "insert into action (action_id, area_code, position, issue, due, status, import_id, demo, round, "
                "state) values ($place, 'S12000047', $place, $issue, $due::date, $status, 1, false, '', 'current')",
                {"place": place, "issue": issue, "due": due, "status": status},
            )
    words, table, demo = action_plan(store, "S12000047", date(2026, 6, 1))
    assert not demo
    assert words == (
        "5 actions: 2 done, 1 past the date, 1 with a date still to come, 1 without a date that can be read."
    )
    assert table["Status"].tolist() == ["done", "in progress, past the date", "not started", "not stated", "done"]
    assert table["Due"].tolist() == ["31 March 2026", "31 March 2026", "31 December 2026", "", "31 January 2026"]
    assert action_plan(store, "S12000020", date(2026, 6, 1))[0] == ""


def test_every_area_of_the_register_has_a_page(demo_store):
    assert area_names(demo_store) == register().names
    assert isinstance(context_table(demo_store, "family-people", "S12000047"), pd.DataFrame)
