"""All areas by one measure: sentence, chart, map and table say the same, and what ratings and scores say."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata

from csp_analytics import findings
from csp_analytics.areas.groupings import grouping
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.pictures.compare import compare_picture
from csp_analytics.pictures.standings import groups_of_areas, measures
from csp_analytics.store import reading
from csp_analytics.store.writing import LOADED, load

ROUND, FAMILY = "2025", "family-people"
FIFE, MORAY, OUTSIDE = "S12000047", "S12000020", "outside:test-valley"
BAND_WORDS = {"higher": "higher than its peers", "similar": "similar to its peers", "lower": "lower than its peers"}
CASES = [
    (name, measure)
    for name in frameworks()
    for measure in ("overall", "principle:evidence", next(m for m in measures(name) if m.startswith("group:")))
]


def whole(score: float) -> str:
    """Whole points, halves up."""
    return str(math.floor(score + 0.5))


def values_of(store, name: str, measure: str, *, also: str = "") -> dict[str, float]:
    """Score of every area that has one."""
    by, _, unit = measure.partition(":")
    frame = findings.scores(store, name, rounds=(ROUND,), by=by, also=also)
    column = {"overall": "unit", "principle": "principle_id", "group": "group_id", "criterion": "criterion_id"}[by]
    frame = frame[(frame[column] == (unit or "all")) & frame["score"].notna()]
    return dict(zip(frame["area_code"], frame["score"], strict=True))


def drawn_codes(exhibit) -> list[str]:
    """Codes of the areas in a chart, in the order of what is clicked."""
    return [one[0] for one in exhibit.figure.data[-1].customdata]


@pytest.fixture(scope="module")
def pictures(demo_store):
    """Every picture of the cases, drawn once."""
    return {case: compare_picture(demo_store, case[0], ROUND, FAMILY, FIFE, case[1]) for case in CASES}


@pytest.mark.parametrize(("name", "measure"), CASES)
def test_the_sentence_has_the_score_the_rank_with_ties_and_the_peers(demo_store, pictures, name, measure):
    """Ranks by scipy over whole points; peers' median by numpy over the members without the area."""
    values = values_of(demo_store, name, measure)
    codes, shown = list(values), [-math.floor(value + 0.5) for value in values.values()]
    at = codes.index(FIFE)
    best, worst = int(rankdata(shown, method="min")[at]), int(rankdata(shown, method="max")[at])
    pairs = findings.pairs(demo_store, FAMILY)
    peers = [values[code] for code in pairs.loc[pairs["area_code"] == FIFE, "peer_code"] if code in values]
    gap = values[FIFE] - float(np.median(peers))
    within = framework(name).similar_within
    band = "similar" if abs(gap) <= within + 1e-9 else "higher" if gap > 0 else "lower"
    finding = pictures[name, measure].finding
    assert finding.startswith(f"Fife has {whole(values[FIFE])} ")
    rank = f"joint {_th(best)} to {_th(worst)}" if best < worst else _th(best)
    assert f": {rank} of {len(values)} areas, {BAND_WORDS[band]} (median {whole(np.median(peers))})." in finding


def _th(n: int) -> str:
    return f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


@pytest.mark.parametrize(("name", "measure"), CASES)
def test_how_tight_the_ranking_is_is_counted_from_the_scores(demo_store, pictures, name, measure):
    values = np.array(list(values_of(demo_store, name, measure).values()))
    middle = float(np.median(values))
    n = int((np.abs(values - middle) <= framework(name).similar_within + 1e-9).sum())
    said = pictures[name, measure].ranking.takeaway
    assert said.startswith(f"{n} of {len(values)} areas ")
    assert said.endswith(f"of the middle, {whole(middle)}.")


def test_the_range_that_one_criterion_allows_is_what_comes_out_when_every_answer_is_changed(demo_store, pictures):
    """Every rated answer of Fife is put one level up and down, and all areas are scored and ranked again."""
    from csp_analytics.analysis.scores import maturity_scores

    name = "safer-communities"
    rows = reading.ratings(demo_store, name, rounds=(ROUND,))
    own = rows.index[(rows["area_code"] == FIFE) & (rows["answer"] == "rated")]
    seen = []
    for place in own:
        for step in (-1, 1):
            changed = rows.copy()
            changed.loc[place, "level"] += step
            if changed.loc[place, "level"] in (1, 2, 3, 4):
                scores = maturity_scores(changed, framework(name)).dropna(subset="score")
                shown = -np.floor(scores["score"].to_numpy() + 0.5)
                at = list(scores["area_code"]).index(FIFE)
                seen += [rankdata(shown, method="min")[at], rankdata(shown, method="max")[at]]
    finding = pictures[name, "overall"].finding
    best, worst = int(min(seen)), int(max(seen))
    assert finding.endswith(f"One criterion one level up or down would move it between {_th(best)} and {_th(worst)}.")


@pytest.mark.parametrize(("name", "measure"), CASES)
def test_chart_map_and_table_show_every_area_once_with_the_same_value(demo_store, pictures, name, measure):
    values, picture = values_of(demo_store, name, measure), pictures[name, measure]
    codes = drawn_codes(picture.ranking)
    assert set(codes) == set(values)
    assert sorted(values.values(), reverse=True) == [values[code] for code in codes]
    tiles = {data[0]: data[2] for data in picture.map.figure.data[0].customdata}
    assert {code: tiles[code] for code in values} == {code: whole(value) for code, value in values.items()}
    assert set(tiles) == set(register().areas)
    table = picture.ranking.table
    assert sorted(table["Area"]) == sorted(register().names.values())
    named = {register().names[code]: value for code, value in values.items()}
    assert table.set_index("Area")["Score"].dropna().to_dict() == pytest.approx(named)


def test_areas_without_a_score_are_named_with_the_reason_under_the_chart_and_in_the_table(demo_store, pictures):
    picture = pictures["safer-communities", "overall"]
    there = findings.scores(demo_store, "safer-communities", rounds=(ROUND,)).set_index("area_code")
    table = picture.ranking.table.set_index("Area")
    for code, name in register().names.items():
        note = there.loc[code, "note"] if code in there.index else "not assessed in 2025"
        assert table.loc[name, "Note"] == note
        listed = re.search(rf"\b{name}\b[^;]*: {re.escape(note)}", picture.ranking.basis)
        assert bool(listed) == bool(note), name
    assert {"not assessed in 2025"} < set(table["Note"])


def test_the_table_agrees_with_the_comparison_that_commands_print(demo_store, pictures):
    frame = findings.comparison(demo_store, "excellence", ROUND, FAMILY, by="principle").query(
        "principle_id == 'evidence'"
    )
    table = pictures["excellence", "principle:evidence"].ranking.table.set_index("Area")
    for row in frame.itertuples():
        shown = table.loc[register().names[row.area_code]]
        assert shown["Gap"] == pytest.approx(row.gap, nan_ok=True)
        assert shown["Peers' median"] == pytest.approx(row.peer_value, nan_ok=True)
        assert (shown["Band"], shown["Peers with a value"]) == (row.band, row.n_peers)
        assert (shown["Rated"], shown["Applicable"]) == (row.n_rated, row.n_applicable)


def test_marks_are_those_of_the_peer_group(pictures):
    table = pictures["safer-communities", "overall"].ranking.table.set_index("Area")["Mark"]
    pairs = findings.pairs(None, FAMILY)
    peers = {register().names[code] for code in pairs.loc[pairs["area_code"] == FIFE, "peer_code"]}
    assert set(table.index[table == "peer"]) == peers
    assert list(table.index[table == "own area"]) == ["Fife"]


def test_the_published_convention_is_the_mean_with_the_area_counted(demo_store):
    picture = compare_picture(demo_store, "safer-communities", ROUND, FAMILY, FIFE, "overall", published=True)
    values = values_of(demo_store, "safer-communities", "overall")
    pairs = findings.pairs(demo_store, FAMILY)
    members = [FIFE, *pairs.loc[pairs["area_code"] == FIFE, "peer_code"]]
    mean = np.mean([values[code] for code in members if code in values])
    assert f"(mean {whole(mean)}, itself counted)." in picture.finding
    assert "Own area counted among its peers, their mean, as published." in picture.ranking.basis
    table = picture.ranking.table.set_index("Area")
    assert table.loc["Fife", "Peers' mean"] == pytest.approx(mean)


class TestOneCriterion:
    """A single criterion is a level, not a score."""

    CRITERION = "safer-communities.leadership.01"

    @pytest.fixture
    def picture(self, demo_store):
        return compare_picture(
            demo_store, "safer-communities", ROUND, FAMILY, FIFE, f"criterion:{self.CRITERION}"
        )  # fmt: skip

    @pytest.fixture
    def levels(self, demo_store):
        rows = reading.ratings(demo_store, "safer-communities", rounds=(ROUND,))
        rated = rows[(rows["criterion_id"] == self.CRITERION) & (rows["answer"] == "rated")]
        return dict(zip(rated["area_code"], rated["level"].astype(int), strict=True))

    def test_the_sentence_says_the_level_and_how_many_reach_it(self, picture, levels):
        one = framework("safer-communities")
        own, n = levels[FIFE], sum(level >= levels[FIFE] for level in levels.values())
        short = one.by_id[self.CRITERION].short
        assert picture.finding.startswith(f"Fife is at '{one.label_of(own)}' on '{short}': ")
        assert f"({n} at this level or above)" in picture.finding
        assert "would move it" not in picture.finding

    def test_the_counts_above_and_the_headings_are_those_of_the_ratings(self, picture, levels):
        one, drawn = framework("safer-communities"), picture.ranking.figure.layout.annotations
        headings = " ".join(note.text for note in drawn if note.yref != "paper")
        for level in one.levels:
            n = list(levels.values()).count(level.value)
            at_or_above = sum(other >= level.value for other in levels.values())
            if n:
                told = f"{level.value} {level.label}: {n} area{'' if n == 1 else 's'}"
                assert told + ("" if n == at_or_above else f"; {at_or_above} at this level or above") in headings
                assert re.search(rf"\b{n} (areas? says? )?'{level.label}'", picture.ranking.takeaway)

    def test_the_table_has_levels_and_gaps_in_levels(self, demo_store, picture, levels):
        one = framework("safer-communities")
        table = picture.ranking.table.set_index("Area")
        assert table.loc["Fife", "Level"] == one.label_of(levels[FIFE])
        pairs = findings.pairs(demo_store, FAMILY)
        peers = [levels[code] for code in pairs.loc[pairs["area_code"] == FIFE, "peer_code"] if code in levels]
        assert table.loc["Fife", "Gap in levels"] == pytest.approx(levels[FIFE] - np.median(peers))
        assert not [name for name in table if "step" in name]


def test_a_missing_answer_says_which_kind_it_is(demo_store):
    rows = reading.ratings(demo_store, "safer-communities", rounds=(ROUND,))
    for answer, reason in (("don't know", "don't know"), ("missing", "not answered")):
        row = rows[rows["answer"] == answer].iloc[0]
        picture = compare_picture(
            demo_store, "safer-communities", ROUND, FAMILY, row["area_code"], f"criterion:{row['criterion_id']}"
        )
        assert f": {reason}. The middle of " in picture.finding
        assert picture.ranking.table.set_index("Area").loc[register().names[row["area_code"]], "Note"] == reason


def test_an_area_that_was_not_assessed_says_so_and_its_peers_are_still_shown(demo_store):
    picture = compare_picture(demo_store, "safer-communities", ROUND, "family-other", MORAY, "overall")
    values = values_of(demo_store, "safer-communities", "overall")
    middle = whole(np.median(list(values.values())))
    assert picture.finding == f"Moray was not assessed in 2025. The middle of {len(values)} areas has {middle} overall."
    pairs = findings.pairs(demo_store, "family-other")
    peers = [values[code] for code in pairs.loc[pairs["area_code"] == MORAY, "peer_code"] if code in values]
    assert f"Peers' median: {whole(np.median(peers))}" in picture.ranking.alt
    assert (picture.ranking.table["Mark"] == "peer").sum() == 7


def test_too_few_peers_are_not_compared_and_get_no_line(demo_store):
    picture = compare_picture(demo_store, "safer-communities", ROUND, "police-division", FIFE, "overall")
    assert "with no peers to compare with" in picture.finding  # Fife is a division of its own
    few = compare_picture(demo_store, "safer-communities", ROUND, "police-division", "S12000034", "overall")
    assert re.search(r"not compared with its peers \([1-4] with a value, and it takes 5\)", few.finding)
    assert [len(one.ranking.figure.layout.shapes) for one in (picture, few)] == [1, 1]  # the national line alone


@pytest.fixture
def with_outside(own_demo_store, tmp_path):
    """The demonstration data and a full assessment of an area outside the register, all at the top level."""
    rows = [
        f"Test Valley,2025,safer-communities,{row.criterion_id},4" for row in framework("safer-communities").criteria
    ]
    path = tmp_path / "outside.csv"
    path.write_text("\n".join(["area,round,framework,criterion,level", *rows]) + "\n", encoding="utf-8")
    outcome = load(own_demo_store, read_file(path, path.name, Wanted(area="Test Valley", outside=True)))
    assert outcome.status == LOADED
    return own_demo_store


def test_an_outside_area_is_ranked_among_the_others_and_itself_and_changes_no_national_figure(with_outside):
    before = compare_picture(with_outside, "safer-communities", ROUND, FAMILY, FIFE, "overall")
    picture = compare_picture(with_outside, "safer-communities", ROUND, FAMILY, OUTSIDE, "overall")
    n = len(values_of(with_outside, "safer-communities", "overall"))
    assert picture.finding.startswith(
        f"Test Valley has 100 overall: 1st of {n + 1} areas, itself counted, with no peers"
    )
    assert picture.ranking.takeaway == before.ranking.takeaway
    assert picture.map.takeaway == before.map.takeaway
    assert drawn_codes(picture.ranking)[0] == OUTSIDE
    assert "Test Valley" not in before.ranking.table["Area"].tolist()
    assert "Test Valley is outside the register: drawn, not counted; only ranks count it." in picture.ranking.basis
    assert "outside the register" not in before.ranking.basis


@pytest.mark.parametrize("name", frameworks())
def test_measures_are_whatever_a_framework_has_without_groups_too_small_for_any_score(name):
    one, found = framework(name), measures(name)
    assert next(iter(found)) == "overall"
    assert sum(key.startswith("criterion:") for key in found) == len(one.criteria)
    assert {key.partition(":")[2] for key in found if key.startswith("principle:")} == set(one.table["principle_id"])
    sizes = one.table["group_id"].value_counts()
    assert {key.partition(":")[2] for key in found if key.startswith("group:")} == set(sizes.index[sizes >= 3])
    assert {facet.facet_id for facet in one.facets} <= {key.partition(":")[0] for key in found}
    assert all(title.strip() for title in found.values())


@pytest.mark.parametrize("name", frameworks())
def test_every_measure_can_be_drawn(demo_store, name):
    chosen = list(measures(name))
    for measure in [*chosen[:12], *chosen[12::9]]:
        picture = compare_picture(demo_store, name, ROUND, "nearest-neighbours", FIFE, measure)
        assert not re.search(r"\bnan\b|None|<NA>", picture.finding + picture.ranking.takeaway + picture.map.takeaway)
        assert len(picture.ranking.table) == 32


def test_files_say_what_one_was_looking_at_and_how_it_was_made(pictures, demo_store):
    exhibit = pictures["hallmarks", "overall"].ranking
    assert exhibit.about == {
        "Area": "Fife",
        "Framework": "hallmarks",
        "Round": ROUND,
        "Peers": "Family group (people)",
        "Measure": "Overall",
    }
    assert exhibit.file_name == "demonstration-fife-hallmarks-2025-family-group-people-overall-all-areas.csv"
    published = compare_picture(demo_store, "hallmarks", ROUND, FAMILY, FIFE, "overall", published=True).ranking
    assert published.about["Convention"] == "As published: mean, own area counted"
    assert published.file_name != exhibit.file_name
    assert "Scores tie when they are the same in whole points." in exhibit.basis
    assert "Own area left out of its peers." in exhibit.note
    assert "when one rated question of the area goes to the next level" in exhibit.note


def test_the_groups_of_a_map_follow_the_grouping():
    fixed = groups_of_areas(grouping(FAMILY), findings.pairs(None, FAMILY))
    assert fixed[FIFE].startswith("Family group 3")
    assert pd.Series(fixed).value_counts().tolist() == [8, 8, 8, 8]
    pairs = findings.pairs(None, "nearest-neighbours")
    near = groups_of_areas(grouping("nearest-neighbours"), pairs, FIFE)
    assert pd.Series(near).value_counts().to_dict() == {"The area and its peers": 8, "Other areas": 24}
    assert list(dict.fromkeys(near.values())) == ["The area and its peers", "Other areas"]
    assert set(groups_of_areas(grouping("nearest-neighbours"), pairs).values()) == {"All areas"}
