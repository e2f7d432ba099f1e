"""The page Peers: every gap worked out again by plain loops over scores and members, and the sentences beside it."""

from __future__ import annotations

import re
from functools import cache
from statistics import mean, median

import pandas as pd
import pytest

from csp_analytics import findings
from csp_analytics.areas.groupings import groupings, membership
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework
from csp_analytics.pictures.peer_gaps import ask, gaps_of
from csp_analytics.pictures.peers import peers_picture, second_peers
from csp_analytics.store import reading
from csp_analytics.store.peer_lists import save_peer_list
from csp_analytics.store.writing import LOADED, load
from tests.store.loadable import assessment

AREAS = sorted(register().areas)
NAMES = register().names
FIFE, MORAY, ISLES, ORKNEY = "S12000047", "S12000020", "S12000013", "S12000023"
SAFER, ROUND = "safer-communities", "2025"
MEASURES = ("leadership", "governance", "evidence", "outcomes", "all")
WITHIN = 50 / 3


def scores_of(store, framework_id=SAFER, round_=ROUND) -> dict[tuple[str, str], float]:
    """Scores by area and measure, as the command `scores` gives them; overall is the mean of the principles."""
    frame = findings.scores(store, framework_id, rounds=(round_,), by="principle")
    found = {(row.area_code, row.principle_id): row.score for row in frame.itertuples() if row.score == row.score}
    for code in AREAS:
        parts = [found.get((code, name)) for name in MEASURES[:4]]
        if None not in parts:
            found[code, "all"] = mean(parts)
    return found


@cache
def members_of(grouping_id: str, area: str) -> set[str]:
    """The other members of the area's group, from the file; nearest neighbours from the pairs."""
    if groupings()[grouping_id].kind == "computed":
        pairs = findings.pairs(None, grouping_id)
        return set(pairs.loc[pairs["area_code"] == area, "peer_code"])
    rows = membership()
    rows = rows[rows["grouping_id"] == grouping_id]
    group = rows.loc[rows["area_code"] == area, "group"].iloc[0]
    return set(rows.loc[rows["group"] == group, "area_code"]) - {area}


def band(gap: float, n: int) -> str:
    """``n``: peers with a score, the area itself not among them."""
    if n < 5:
        return "not compared"
    return "similar" if abs(gap) <= WITHIN + 1e-9 else "higher" if gap > 0 else "lower"


def picture(store, area, *, framework_id=SAFER, round_=ROUND, peers="family-people", second="police-division", **more):
    return peers_picture(store, framework_id, round_, peers, second, area, **more)


@pytest.mark.parametrize(("framework_id", "published"), [("safer-communities", False), ("hallmarks", True)])
def test_every_gap_of_every_area_under_every_grouping_by_brute_force(demo_store, framework_id, published):
    """32 areas, five groupings, four principles and overall: the median of the others, or the mean of all of them."""
    scores = scores_of(demo_store, framework_id)
    for area in AREAS:
        asked = ask(demo_store, framework_id, ROUND, "family-people", "police-division", area, published)
        rows = {(row.grouping_id, row.measure): row for row in gaps_of(asked).itertuples()}
        assert len(rows) == len(groupings()) * len(MEASURES)
        for (grouping_id, measure), row in rows.items():
            counted = members_of(grouping_id, area) | ({area} if published else set())
            theirs = [scores[code, measure] for code in counted if (code, measure) in scores]
            assert row.n_peers == len(theirs)
            own = scores.get((area, measure))
            if own is None or not theirs:
                assert row.band == "not compared"
                continue
            figure = mean(theirs) if published else median(theirs)
            assert (row.value, row.peer_value) == pytest.approx((own, figure))
            assert row.band == "not compared" or row.gap == pytest.approx(own - figure)
            assert row.band == band(own - figure, len(theirs) - published)


def test_the_gaps_are_those_of_the_question_that_the_area_page_and_commands_ask(demo_store):
    for area in AREAS[::4]:
        gaps = gaps_of(ask(demo_store, SAFER, ROUND, "family-people", "police-division", area, False))
        asked = findings.sensitivity(demo_store, SAFER, ROUND, area, by="principle")
        same = gaps[gaps["measure"] != "all"][
            ["grouping_id", "measure", "value", "peer_value", "gap", "band", "n_peers"]
        ]
        if asked.empty:  # no assessment: rows without a value
            assert same["value"].isna().all()
            continue
        pd.testing.assert_frame_equal(
            same.reset_index(drop=True), asked.rename(columns={"principle_id": "measure"}), check_dtype=False
        )


def test_the_finding_agrees_with_the_bands_for_every_area(demo_store):
    """Each principle is named once, in the part whose counts are those of its bands."""
    scores = scores_of(demo_store)
    titles = {"leadership": "Leadership", "governance": "Governance", "evidence": "Evidence", "outcomes": "Outcomes"}
    for area in AREAS[::3]:
        shown = picture(demo_store, area)
        if shown.strip is None:
            assert " has no assessment of " in shown.finding
            continue
        parts = re.split(r"; |(?<=[a-z)])\. ", shown.finding)
        for measure, title in titles.items():
            own = scores.get((area, measure))
            found = []
            for grouping_id in groupings():
                peers = members_of(grouping_id, area)
                theirs = [scores[code, measure] for code in peers if (code, measure) in scores]
                found.append(band(own - median(theirs), len(theirs)) if theirs and own is not None else "not compared")
            compared = [one for one in found if one != "not compared"]
            (part,) = [part for part in parts if title in part or "every principle" in part]
            if not compared:
                assert "not compared under any peer grouping" in part
                continue
            most = max(compared, key=compared.count)
            assert f"under {compared.count(most)} of {len(compared)}" in part or "depends on the peers" in part
            assert most in part


@pytest.mark.parametrize("measure", MEASURES)
def test_the_strip_shows_one_measure_and_the_overview_all_of_them(demo_store, measure):
    title = {"leadership": "Leadership", "governance": "Governance", "evidence": "Evidence", "outcomes": "Outcomes"}
    title = {**title, "all": "Overall"}[measure]
    shown = picture(demo_store, ISLES, measure=measure)
    gaps = shown.gaps[shown.gaps["Measure"] == title].drop(columns="Measure").reset_index(drop=True)
    pd.testing.assert_frame_equal(gaps, shown.strip.table)
    assert shown.strip.takeaway.startswith(f"{title}: ")
    assert shown.strip.about["Measure"] == title
    for cell, row in zip(shown.overview[title], gaps.itertuples(), strict=True):
        sign = {"higher": "▲", "lower": "▼", "similar": "●"}.get(row.Band)
        assert cell == "not compared" if sign is None else cell.startswith(sign)
        if sign and abs(row.Gap) >= 0.5:
            assert int(cell[2:].replace("−", "-").replace("+", "")) == int(row.Gap + (0.5 if row.Gap > 0 else -0.5))


def test_the_overview_names_every_grouping_the_group_and_who_is_in_it(demo_store):
    overview = picture(demo_store, FIFE).overview.set_index("Peers by")
    scored = {code for code, measure in scores_of(demo_store) if measure != "all"}
    for grouping_id, one in groupings().items():
        row, peers = overview.loc[one.title], members_of(grouping_id, FIFE)
        assert (row["Peers"], row["With a score"]) == (len(peers), len(peers & scored))
        for code in peers:
            assert NAMES[code] in row["Who they are"]
    assert overview.loc["Police division", ["Group of Fife", "Who they are"]].tolist() == ["Fife (P Division)", "–"]
    assert overview.loc["Nearest neighbours", "Group of Fife"] == "a set of its own"


def test_both_groups_are_shown_and_those_in_both_are_marked(demo_store):
    shown = picture(demo_store, ISLES, peers="nearest-neighbours", second="urban-rural")
    both = members_of("nearest-neighbours", ISLES) & members_of("urban-rural", ISLES)
    assert both  # other islands
    scored = sorted(NAMES[code] for code in both if (code, "all") in scores_of(demo_store))
    assert shown.dual.basis.endswith(f"In both groups with a score: {', '.join(scored[:-1])} and {scored[-1]}.")
    diamonds = {
        name
        for trace in shown.dual.figure.data
        if len(trace.x) and isinstance(trace.marker.symbol, tuple)
        for name, symbol in zip(trace.text, trace.marker.symbol, strict=True)
        if symbol == "diamond"
    }
    assert diamonds == {NAMES[code] for code in both}
    # Under five peers: not compared, values still shown as dots.
    assert "urban-rural class" in shown.dual.takeaway.casefold()
    rows = shown.dual.table[shown.dual.table["Peers by"] == "Urban-rural class"]
    assert set(rows["Band"]) == {"not compared"}
    assert rows["Gap"].isna().all()
    assert (rows["Their scores"] != "none").all()


def test_the_members_are_named_nearest_first_with_their_scores(demo_store):
    shown = picture(demo_store, FIFE, measure="evidence")
    scores, table = scores_of(demo_store), shown.members.for_files
    assert set(table["Peer"]) == {NAMES[code] for code in members_of("family-people", FIFE)}
    assert table["Distance"].is_monotonic_increasing
    codes = {name: code for code, name in NAMES.items()}
    (heading,) = [name for name in table if name.startswith("Evidence")]
    assert heading == f"Evidence (own {scores[FIFE, 'evidence']:.0f})"
    for name, score in zip(table["Peer"], table[heading], strict=True):
        expected = scores.get((codes[name], "evidence"))
        assert score == pytest.approx(expected) if expected is not None else score != score
    assert set(table["Also in Police division"]) == {"no"}  # Fife is a division of its own


def test_only_nearest_neighbours_are_mutual_or_not(demo_store):
    pairs = findings.pairs(None, "nearest-neighbours")
    near = {code: set(part["peer_code"]) for code, part in pairs.groupby("area_code")}
    codes = {name: code for code, name in NAMES.items()}
    table = picture(demo_store, FIFE, peers="nearest-neighbours", second="family-people").members.for_files
    for name, mutual in zip(table["Peer"], table["Mutual"], strict=True):
        assert mutual == ("yes" if FIFE in near[codes[name]] else "no")
    assert table["Nearest of all others"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert table["Nearest of all others"].dtype == "Int64"
    assert "Mutual" not in picture(demo_store, FIFE).members.for_files


def test_most_alike_and_unlike_have_label_values_unit_and_year(demo_store):
    shown = picture(demo_store, FIFE).members
    (row,) = [row for row in shown.shown.to_dict("records") if row["Peer"] == "Clackmannanshire"]
    # Fife has 373,210 people and Clackmannanshire 51,940: the first of the facts on which they differ most.
    assert row["Most unlike (Fife first)"][0] == "Population: 373,210 and 51,940 persons (2023)"
    assert "People in remote rural places: 0% and 0% of population (2020)" in row["Most alike (Fife first)"]
    assert row["How near"] == "14th nearest of 31, distance 0.97"
    assert [len(row[f"Most {kind} (Fife first)"]) for kind in ("alike", "unlike")] == [3, 3]
    assert "standard deviations over 8 facts" in shown.note
    assert "0 is the same" in shown.note
    facts = shown.facts[shown.facts["Peer"] == "Clackmannanshire"]
    assert len(facts) == 8
    assert (facts["Among the peer's"] == "most alike").sum() == (facts["Among the peer's"] == "most unlike").sum() == 3


def test_an_area_alone_in_its_group_has_no_members_and_says_so(demo_store):
    shown = picture(demo_store, FIFE, peers="police-division", second="family-people")
    assert shown.members.shown.empty
    assert shown.chosen.startswith("Peers: Police division – Fife (P Division) (no other area is in it).")
    assert shown.dual.takeaway.startswith("Police division has no peer with a score")


def test_an_area_without_an_assessment_still_has_its_peers(demo_store):
    shown = picture(demo_store, MORAY)
    assert shown.finding == (
        "Moray has no assessment of Safer Communities Programme in round 2025. It was assessed in 2021 and 2023."
    )
    assert (shown.strip, shown.dual, len(shown.gaps)) == (None, None, 0)
    assert len(shown.members.shown) == 7
    assert not set(shown.overview) & {"Leadership", "Overall"}
    assert "nan" not in shown.members.shown.to_string()


def test_the_published_convention_is_said_everywhere(demo_store):
    usual, published = picture(demo_store, FIFE), picture(demo_store, FIFE, published=True)
    for shown, words, figure in ((usual, "own area left out", "median"), (published, "own area counted", "mean")):
        for said in (shown.chosen, shown.note, shown.strip.basis, shown.dual.basis):
            assert words in said
        assert f"Peers' {figure}" in shown.strip.table
        assert f"Peers' {figure}" in shown.dual.table
    assert (published.strip.table["Peers with a score"] == usual.strip.table["Peers with a score"] + 1).all()


class TestSavedLists:
    """Other people's lists are in the overview; only a chosen one counts in the sentence and on the strip."""

    @pytest.fixture
    def saved(self, own_demo_store):
        save_peer_list(own_demo_store, "Islands & <b>coast</b>", [ISLES, ORKNEY, "S12000027", "S12000017", FIFE, MORAY])
        save_peer_list(own_demo_store, "Another", [ORKNEY])
        return own_demo_store

    OWN = "own:Islands & <b>coast</b>"

    def test_a_chosen_list_counts_and_another_does_not(self, saved):
        own = picture(saved, FIFE, peers=self.OWN)
        assert own.strip.table["Peers by"].tolist()[-1] == "Own list: Islands & <b>coast</b>"
        assert len(own.strip.table) == len(groupings()) + 1
        assert len(own.overview) == len(groupings()) + 2
        second = picture(saved, FIFE, second=self.OWN)
        assert second.strip.table["Peers by"].tolist() == own.strip.table["Peers by"].tolist()
        assert len(picture(saved, FIFE).strip.table) == len(groupings())

    def test_the_area_itself_is_left_out_of_its_own_list(self, saved):
        shown = picture(saved, FIFE, peers=self.OWN)
        assert "Fife" not in shown.members.shown["Peer"].tolist()
        assert len(shown.members.shown) == 5
        assert shown.chosen.startswith("Peers: Own list: Islands & <b>coast</b> (5 areas).")

    def test_names_are_plain_text_in_the_pictures(self, saved):
        shown = picture(saved, FIFE, peers=self.OWN)
        texts = [one.text for one in (*shown.strip.figure.layout.annotations, *shown.dual.figure.layout.annotations)]
        assert any("Islands &amp; &lt;b&gt;coas" in text for text in texts)
        assert not any("<b>coast" in text for text in texts)


class TestAnAreaOutsideTheRegister:
    """It is in no peer group and has no facts; only an own list gives it peers."""

    OUTSIDE = "outside:test-valley"

    @pytest.fixture
    def store_with_it(self, own_demo_store):
        with own_demo_store.transaction() as cursor:
            cursor.execute(
                "insert into area (area_code, name, outside) values (?, 'Test Valley', true)", [self.OUTSIDE]
            )
        save_peer_list(own_demo_store, "Islands", [ISLES, ORKNEY])
        return own_demo_store

    WHY = (
        "Test Valley is outside the register of areas, so it is in no peer group: choose an own list of peers to "
        "compare it with."
    )

    @pytest.fixture
    def assessed(self, store_with_it):
        reading_of_it = assessment(self.OUTSIDE, level=3, outside={self.OUTSIDE: "Test Valley"})
        assert load(store_with_it, reading_of_it).status == LOADED
        save_peer_list(store_with_it, "Six", [code for code in AREAS if code != MORAY][:6])
        return store_with_it

    @pytest.mark.parametrize("peers", ["family-people", "nearest-neighbours"])
    def test_it_says_so_and_shows_no_numbers(self, store_with_it, peers):
        shown = picture(store_with_it, self.OUTSIDE, peers=peers)
        assert shown.chosen == self.WHY
        assert shown.finding.startswith("Test Valley has no assessment of ")
        assert shown.members.shown.empty
        defined = shown.overview[shown.overview["Peers by"] != "Own list: Islands"]
        assert set(defined["Peers"]) == {0}
        assert set(defined["Group of Test Valley"]) == {"in none"}

    def test_with_an_assessment_and_no_list_the_reason_is_the_finding_and_no_picture_is_drawn(self, assessed):
        shown = picture(assessed, self.OUTSIDE)
        assert (shown.finding, shown.strip, shown.dual) == (self.WHY, None, None)

    def test_an_own_list_gives_it_peers_and_the_groups_that_it_is_not_in_say_nothing(self, assessed):
        scores, codes = scores_of(assessed), [code for code in AREAS if code != MORAY][:6]
        shown = picture(assessed, self.OUTSIDE, peers="own:Six")
        assert shown.strip.table["Peers by"].tolist() == ["Own list: Six"]
        # Level 3 of 1 to 4 on every criterion is 2/3 of the scale.
        middle = median(scores[code, "all"] for code in codes if (code, "all") in scores)
        assert shown.strip.table["Gap"].tolist() == pytest.approx([200 / 3 - middle])
        assert shown.dual is None, "the second grouping has no group for it"
        assert "too few peers" not in shown.finding
        assert picture(assessed, self.OUTSIDE, peers="own:Six", second="own:Islands").dual is not None


def test_files_have_gaps_as_numbers_and_bands_apart(demo_store):
    shown = picture(demo_store, FIFE)
    files, gaps = shown.overview_files, shown.gaps
    for measure in ("Leadership", "Overall"):
        rows = gaps[gaps["Measure"] == measure]
        assert files[f"{measure}: gap"].tolist() == pytest.approx(rows["Gap"].tolist(), nan_ok=True)
        assert files[f"{measure}: band"].tolist() == rows["Band"].tolist()
    assert files["Who they are"].tolist() == shown.overview["Who they are"].tolist()


def test_the_published_convention_is_in_files_and_their_names(demo_store):
    usual, published = picture(demo_store, FIFE), picture(demo_store, FIFE, published=True)
    assert "Convention" not in usual.about
    for about in (published.about, published.strip.about, published.dual.about):
        assert about["Convention"] == "As published: mean, own area counted"
    assert usual.strip.file_name != published.strip.file_name


def test_the_second_grouping_is_the_fixed_one_with_the_smallest_groups(demo_store):
    titles, default = second_peers(demo_store, "family-people")
    assert default == "police-division"
    assert "family-people" not in titles
    assert list(titles) == [key for key in groupings() if key != "family-people"]
    # The others have groups of eight on average, so the first of them stands beside the police divisions.
    assert second_peers(demo_store, "police-division")[1] == "family-people"


@pytest.mark.parametrize("framework_id", ["excellence", "hallmarks"])
def test_every_framework_has_its_own_measures(demo_store, framework_id):
    shown = picture(demo_store, FIFE, framework_id=framework_id)
    assert shown.demo
    used = set(framework(framework_id).table["principle_id"])
    assert len(shown.gaps) == len(groupings()) * (len(used) + 1)
    assert shown.strip.source == framework(framework_id).title
    assert shown.about["Round"] in reading.rounds(demo_store, framework_id)
