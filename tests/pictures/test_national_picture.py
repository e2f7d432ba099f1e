"""The national picture says what the scores say: sentence, cards and exhibits worked out again from findings.scores."""

from __future__ import annotations

import csv
import math
import re
from statistics import median

import pytest

from csp_analytics import findings
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.paths import DATA
from csp_analytics.pictures.national import measures, national_map, national_picture
from csp_analytics.store.writing import LOADED, load

CASES = [(name, round_) for name in frameworks() for round_ in ("2021", "2025")]


def whole(score: float) -> str:
    """Whole points, halves up."""
    return str(math.floor(score + 0.5))


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    with open(DATA / "principles.csv", encoding="utf-8") as file:
        return {row["principle_id"]: row["name"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def pictures(demo_store):
    """Every picture of the cases, drawn once."""
    return {case: national_picture(demo_store, *case) for case in CASES}


def scores_of(store, name: str, round_: str, by: str = "principle") -> list[dict]:
    """Rows of one round."""
    return findings.scores(store, name, rounds=(round_,), by=by).to_dict("records")


def by_principle(rows: list[dict]) -> dict[str, dict[str, dict]]:
    """Rows with a score, by principle and area."""
    found: dict[str, dict[str, dict]] = {}
    for row in rows:
        if row["score"] == row["score"]:
            found.setdefault(row["principle_id"], {})[row["area_code"]] = row
    return found


@pytest.mark.parametrize(("name", "round_"), CASES)
def test_the_sentence_names_the_strongest_and_weakest_principle_with_their_numbers(
    demo_store, pictures, titles, name, round_
):
    scored = by_principle(scores_of(demo_store, name, round_))
    middles = {key: median(row["score"] for row in areas.values()) for key, areas in scored.items()}
    best, least = max(middles, key=middles.get), min(middles, key=middles.get)
    low = sum(stands_low(name, row) for row in scored[least].values())
    assert pictures[name, round_].finding == (
        f"{titles[best]} is the strongest principle (middle area {whole(middles[best])} of 100), "
        f"{titles[least]} the weakest ({whole(middles[least])}): {low} of {len(scored[least])} areas "
        + low_words(name, low)
    )


def stands_low(name: str, row: dict) -> bool:
    """Most answers are no, or the middle answer is in the lower two of four levels."""
    if name == "hallmarks":
        return 2 * row["level_0"] > row["n_rated"]
    answers = sorted(level for level in (1, 2, 3, 4) for _ in range(row[f"level_{level}"]))
    return median(answers) <= 2


def low_words(name: str, low: int) -> str:
    """The end of the sentence, as people say it of one area and of many."""
    if name == "hallmarks":
        return f"answer{'s' if low == 1 else ''} 'No' to more than half of its questions."
    return f"{'is' if low == 1 else 'are'} at 'Working towards' or below on it."


@pytest.mark.parametrize(("name", "round_"), CASES)
def test_the_cards_have_middle_range_and_change(demo_store, pictures, titles, name, round_):
    scored = by_principle(scores_of(demo_store, name, round_))
    before = by_principle(scores_of(demo_store, name, "2023")) if round_ == "2025" else {}
    assert [card["name"] for card in pictures[name, round_].cards] == [titles[key] for key in titles if key in scored]
    for card in pictures[name, round_].cards:
        key = next(key for key, title in titles.items() if title == card["name"])
        values = [row["score"] for row in scored[key].values()]
        assert card["number"] == whole(median(values))
        assert (
            f"Middle of {len(values)} areas; scores from {whole(min(values))} to {whole(max(values))}." in card["rest"]
        )
        if not before:
            assert "since" not in card["rest"]
            continue
        both = scored[key].keys() & before[key].keys()
        moved = median(scored[key][area]["score"] - before[key][area]["score"] for area in both)
        sign, points = ("+" if moved > 0 else "−"), whole(abs(moved))
        told = "no change" if points == "0" else f"{sign}{points} {'point' if points == '1' else 'points'}"
        assert f"Typical area since 2023: {told} ({len(both)} in both)." in card["rest"]


@pytest.mark.parametrize(("name", "round_"), CASES)
def test_no_other_criterion_beats_the_share_that_is_quoted_of_the_strongest(demo_store, pictures, name, round_):
    """Order: share at the two highest levels (of yes and no: yes), at the highest, above the lowest, then as in the
    document; criteria that half left open take no part."""
    chosen, rows = framework(name), scores_of(demo_store, name, round_, by="criterion")
    kept = []
    for place, criterion in enumerate(chosen.criteria):
        own = [row for row in rows if row["criterion_id"] == criterion.criterion_id]
        levels = [row["mean_level"] for row in own if row["n_rated"]]
        if levels and 2 * len(levels) >= sum(row["n_applicable"] for row in own):
            values = [level.value for level in chosen.levels]
            high = values[-2:] if len(values) > 2 else values[-1:]
            shares = [[level in high for level in levels], [level == values[-1] for level in levels]]
            shares.append([level > values[0] for level in levels])
            kept.append((*(-sum(share) / len(levels) for share in shares), place, criterion.short))
    ordered = [short for *_, short in sorted(kept)]
    picture = pictures[name, round_]
    assert picture.strongest.table.iloc[:, 0].tolist() == ordered[:5]
    assert picture.weakest.table.iloc[:, 0].tolist() == ordered[:-6:-1]
    assert set(picture.strongest.table.iloc[:, 0]).isdisjoint(picture.weakest.table.iloc[:, 0])


@pytest.mark.parametrize(("name", "round_"), CASES)
def test_level_counts_are_those_of_the_ratings(demo_store, pictures, name, round_):
    counted = demo_store.frame(
        "select level, count(*) as n from current_rating where framework = $name and round = $round "
        "and answer = 'rated' group by 1",
        {"name": name, "round": round_},
    )
    table = pictures[name, round_].by_principle.table
    labels = {level.label: level.value for level in framework(name).levels}
    assert {labels[label]: table[label].sum() for label in labels} == dict(counted.itertuples(index=False))
    assert table["Rated"].sum() == counted["n"].sum()
    areas = {row["area_code"] for row in scores_of(demo_store, name, round_)}
    assert pictures[name, round_].by_principle.basis == (
        f"{len(areas)} of 32 areas, round {round_}, {counted['n'].sum():,} ratings."
    )


@pytest.mark.parametrize("measure", ["all", "evidence"])
def test_the_map_has_every_area_once_with_its_score_or_a_reason(demo_store, measure):
    exhibit = national_map(demo_store, "excellence", "2025", measure)
    by = "overall" if measure == "all" else "principle"
    scores = {
        row["area_code"]: row["score"]
        for row in scores_of(demo_store, "excellence", "2025", by)
        if measure in (row.get("principle_id"), row.get("unit"))
    }
    names = {area.name: code for code, area in register().areas.items()}
    assert sorted(exhibit.table["Area"]) == sorted(names)
    shown = dict(zip(exhibit.table["Area"], exhibit.table["Score"], strict=True))
    for name, code in names.items():
        score = scores.get(code, math.nan)
        assert (shown[name] == pytest.approx(score)) if score == score else (shown[name] != shown[name])
    assert measure in measures("excellence")


@pytest.mark.parametrize("name", frameworks())
def test_every_exhibit_says_that_it_is_demonstration_data(pictures, name):
    picture = pictures[name, "2025"]
    for exhibit in (picture.by_principle, picture.strongest, picture.weakest, picture.coverage):
        assert exhibit.demo
        assert exhibit.file_name.startswith("demonstration-")
        assert "Demonstration data" in exhibit.csv().decode("utf-8-sig").splitlines()[1]
        assert re.search(r"\d", exhibit.takeaway), "a takeaway has a number"
        assert exhibit.takeaway in exhibit.alt


def load_levels(store, path, levels: dict[str, dict[str, int]]):
    """A long file: area -> criterion -> level."""
    lines = [
        f"{area},2025,safer-communities,{criterion},{level}"
        for area, rated in levels.items()
        for criterion, level in rated.items()
    ]
    path.write_text("area,round,framework,criterion,level\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert load(store, read_file(path, path.name, Wanted())).status == LOADED


FEW = [row.criterion_id for row in framework("safer-communities").criteria if row.principle_id == "evidence"]


def test_strongest_and_weakest_do_not_overlap_when_few_criteria_are_rated(store, tmp_path):
    """Six criteria of one principle: five at the top and five at the bottom of the same six would contradict itself."""
    levels = {name: 1 + place % 4 for place, name in enumerate(FEW[:6])}
    load_levels(store, tmp_path / "few.csv", dict.fromkeys(("Fife", "Moray", "Angus"), levels))
    picture = national_picture(store, "safer-communities", "2025")
    strongest, weakest = (exhibit.table.iloc[:, 0].tolist() for exhibit in (picture.strongest, picture.weakest))
    assert len(strongest) + len(weakest) <= 6
    assert set(strongest).isdisjoint(weakest)


def test_one_principle_alone_is_not_strongest_and_weakest_at_once(store, tmp_path):
    load_levels(store, tmp_path / "one.csv", {area: dict.fromkeys(FEW, 2) for area in ("Fife", "Moray")})
    finding = national_picture(store, "safer-communities", "2025").finding
    assert "Evidence" in finding
    assert not ("strongest" in finding and "weakest" in finding)


def test_too_few_answers_for_any_score_are_said_and_not_guessed(store, tmp_path):
    load_levels(store, tmp_path / "two.csv", {"Fife": dict.fromkeys(FEW[:2], 3)})
    picture = national_picture(store, "safer-communities", "2025")
    assert picture.finding == "No area has enough answers for a score in this round."
    assert {card["number"] for card in picture.cards} == {"–"}


def test_the_middle_area_decides_and_not_the_lowest_one(store, tmp_path):
    """Evidence: one area at the bottom, two at the top: the middle has 100. Leadership: all at level 2, so 33."""
    leadership = [
        row.criterion_id for row in framework("safer-communities").criteria if "leadership" in row.principle_id
    ]
    levels = {
        area: dict.fromkeys(FEW, level) | dict.fromkeys(leadership, 2)
        for area, level in (("Fife", 1), ("Moray", 4), ("Angus", 4))
    }
    load_levels(store, tmp_path / "three.csv", levels)
    assert national_picture(store, "safer-communities", "2025").finding == (
        "Evidence is the strongest principle (middle area 100 of 100), Leadership the weakest (33): "
        "3 of 3 areas are at 'Working towards' or below on it."
    )
