"""The crosswalk says what the ratings say: sentences, counts and tables worked out again with SQL and plain loops."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from dataclasses import fields
from fractions import Fraction
from functools import cache
from statistics import median

import pandas as pd
import pytest

from csp_analytics import findings, paths
from csp_analytics.areas.register import register
from csp_analytics.findings import crosswalk as crosswalk_findings
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.pictures.crosswalk import CrosswalkPicture, crosswalk_picture
from csp_analytics.store.writing import LOADED, load

FIFE, OUTSIDE = "S12000047", "outside:test-valley"
SAFER, CHECK = "safer-communities", "hallmarks"
WORDS = {"agree": "● agree", "differ": "◐ differ", "contradict": "✘ contradict", "not comparable": "not comparable"}


def links() -> list[dict[str, str]]:
    """The file of links, read with nothing of ours."""
    with open(paths.DATA / "crosswalk.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def answers(store, area: str, round_: str) -> dict[tuple[str, str], tuple[str, float, str]]:
    """Answer, level and action of one area in one round, by framework and criterion, straight from the tables."""
    rows = store.frame(
        "select framework, criterion_id, answer, level, coalesce(action, '') as action from current_rating "
        "where area_code = $area and round = $round",
        {"area": area, "round": round_},
    )
    return {(r.framework, r.criterion_id): (r.answer, r.level, r.action) for r in rows.itertuples()}


def verdict(there: dict, one: dict[str, str]) -> str:
    """The rule in exact fractions, for one link."""
    missing = ("missing", None, "")
    sides = [(one[f"framework_{side}"], one[f"criterion_{side}"]) for side in "ab"]
    said = [(key[0], *there.get(key, missing)) for key in sides]
    return ruled(*((scale, answer, level, bool(action.strip())) for scale, answer, level, action in said))


@cache
def ruled(*sides: tuple[str, str, float | None, bool]) -> str:
    """The same of two answers: framework, answer, level, and whether an action is written beside it."""
    places, softer = [], False
    for name, answer, level, in_hand in sides:
        if answer != "rated":
            return "not comparable"
        scale = framework(name)
        places.append(Fraction(int(level) - scale.lowest, scale.highest - scale.lowest))
        softer |= scale.is_checklist and level == scale.lowest and in_hand
    apart = abs(places[0] - places[1])
    if apart <= Fraction(1, 3):
        return "agree"
    return "contradict" if apart >= Fraction(3, 4) and not softer else "differ"


def load_levels(store, path, area, framework_id, level, *, round_="2025", outside="", text=""):
    """Every rated row of a framework at one level, through the reader into the store."""
    rows = [f'{area},{round_},{framework_id},{one.criterion_id},{level},"{text}",""' for one in rated(framework_id)]
    path.write_text("\n".join(["area,round,framework,criterion,level,evidence,action", *rows]) + "\n", "utf-8")
    outcome = load(store, read_file(path, path.name, Wanted(area=outside, outside=bool(outside))))
    assert (outcome.status, [p.sentence for p in outcome.problems if p.severity == "error"]) == (LOADED, [])


def rated(framework_id):
    """Rows that apply in an area with one tier."""
    return [one for one in framework(framework_id).criteria if one.applies_in("single")]


@pytest.fixture(scope="module")
def everyone(demo_store) -> CrosswalkPicture:
    return crosswalk_picture(demo_store)


@pytest.fixture(scope="module")
def fife(demo_store) -> CrosswalkPicture:
    return crosswalk_picture(demo_store, FIFE)


@pytest.fixture(scope="module")
def by_hand(demo_store) -> dict[str, dict[str, str]]:
    """Verdict of every link of every area that answered in 2025."""
    there = demo_store.frame("select distinct area_code from assessment where status = 'current' and round = '2025'")
    said = {area: answers(demo_store, area, "2025") for area in there["area_code"]}
    return {area: {one["link_id"]: verdict(marks, one) for one in links()} for area, marks in said.items()}


class TestOneArea:
    def test_the_sentence_counts_the_verdicts(self, fife, by_hand):
        n = Counter(by_hand[FIFE].values())
        compared = n["agree"] + n["differ"] + n["contradict"]
        assert fife.finding.startswith(
            f"In Fife, {n['agree']} of {compared} pairs of linked answers agree ({100 * n['agree'] / compared:.0f}%), "
            f"{n['differ']} differ and {n['contradict']} contradict each other. Pairing "
        )
        assert " One contradiction is " in fife.finding
        assert n["contradict"] > 1
        assert fife.absent == ""

    def test_every_contradiction_is_a_card_with_what_both_sides_say(self, fife, demo_store, by_hand):
        there = answers(demo_store, FIFE, "2025")
        wanted = set()
        for one in links():
            if by_hand[FIFE][one["link_id"]] == "contradict":
                said = []
                for side in "ab":
                    scale, criterion = framework(one[f"framework_{side}"]), one[f"criterion_{side}"]
                    label = scale.label_of(there[scale.framework_id, criterion][1])
                    short = scale.by_id[criterion].short
                    said.append(f"{scale.short_title} says '{label}' {'to' if scale.is_checklist else 'on'} {short}")
                wanted.add((one["topic"], "; ".join(said) + "."))
        assert {(card["text"], card["peers"]) for card in fife.contradictions} == wanted
        assert fife.finding.endswith(f"{fife.contradictions[0]['text']}: {fife.contradictions[0]['peers']}")
        assert all(card["source"].startswith("Link assigned by the project.") for card in fife.contradictions)

    def test_every_link_is_in_the_table_with_its_verdict_and_who_made_it(self, fife, by_hand):
        table = fife.links
        assert Counter(table["Verdict"]) == Counter(WORDS[one] for one in by_hand[FIFE].values())
        assert set(table["Link assigned by"]) == {"the project"}
        order = [list(WORDS.values()).index(one) for one in table["Verdict"]]
        rank = {2: 0, 1: 1, 0: 2, 3: 3}
        assert [rank[place] for place in order] == sorted(rank[place] for place in order), "contradictions come first"
        assert not table["Note"].eq("").all()

    def test_the_bars_count_by_the_principle_of_the_first_criterion(self, fife, by_hand):
        rows = {one.criterion_id: one.principle_id for name in frameworks() for one in framework(name).criteria}
        counted = Counter((rows[one["criterion_a"]], by_hand[FIFE][one["link_id"]]) for one in links())
        names = {"leadership": "Leadership", "governance": "Governance and accountability", "evidence": "Evidence",
                 "outcomes": "Better outcomes for communities"}  # fmt: skip
        table = fife.agreement.table.set_index("Principle")
        assert list(table.index) == list(names.values())
        for key, name in names.items():
            for said in WORDS:
                assert table.loc[name, said.capitalize()] == counted[key, said]

    def test_own_score_and_middle_area_stand_side_by_side(self, fife, demo_store):
        table = fife.principles.table.set_index("Principle")
        for name in frameworks():
            found = findings.scores(demo_store, name, rounds=("2025",), by="principle")
            evidence = found[found["principle_id"] == "evidence"].set_index("area_code")["score"]
            title = frameworks()[name].short_title
            assert table.loc["Evidence", f"{title} 2025, score"] == pytest.approx(evidence[FIFE])
            assert table.loc["Evidence", f"{title} 2025, middle area"] == pytest.approx(median(evidence.dropna()))

    def test_skills_are_a_national_column_of_their_own(self, fife):
        table = fife.principles.table.set_index("Principle")
        assert table.loc["Leadership", "Skills in place, 2021, lowest share (%)"] == 23
        assert table.loc["Governance and accountability", "Skills in place, 2021, highest share (%)"] == 50
        assert table.loc["Evidence", "Skills in place, 2021, in words only"] == ""
        assert "50 returns from 18 of 32 areas in 2021" in fife.principles.basis
        assert "national figure" in fife.principles.basis
        assert "scarcest skill is Facilitation (Leadership), in place in 23% of returns." in fife.principles.takeaway

    def test_it_is_marked_as_demonstration_and_says_rounds_and_rule(self, fife):
        assert fife.basis == "80 links. Round 2025. Each link was assigned by the project."
        assert (fife.demo, fife.principles.demo, fife.agreement.demo) == (True, True, True)
        assert "at most a third of their scale apart" in fife.rule
        assert {one.about["Area"] for one in (fife.principles, fife.agreement)} == {"Fife"}
        assert (fife.topics, fife.by_topic, fife.by_area, fife.ranks) == (None, None, None, None)


class TestAllAreas:
    def test_the_sentence_has_the_shares_of_all_pairs(self, everyone, by_hand):
        n = Counter(one for area in by_hand.values() for one in area.values())
        compared = n["agree"] + n["differ"] + n["contradict"]
        shares = [int(100 * n[one] / compared + 0.5) for one in ("agree", "contradict")]
        assert everyone.finding.startswith(
            f"Over {len(by_hand)} areas, {shares[0]}% of {compared:,} pairs of linked answers agree and {shares[1]}% "
            "contradict each other. Pairing answers of different areas at random, "
        )
        assert " Contradictions are most common on " in everyone.finding

    def test_by_topic_and_by_area(self, everyone, by_hand):
        topics = {one["link_id"]: one["topic"] for one in links()}
        by_topic = Counter((topics[key], one) for area in by_hand.values() for key, one in area.items())
        touched = Counter(
            topic
            for area in by_hand.values()
            for topic in {topics[key] for key, one in area.items() if one == "contradict"}
        )
        table = everyone.by_topic.set_index("Topic")
        assert set(table.index) == set(topics.values())
        for topic in table.index:
            assert [table.loc[topic, said.capitalize()] for said in WORDS] == [by_topic[topic, said] for said in WORDS]
            assert table.loc[topic, "Areas with a contradiction"] == touched[topic]
        areas = everyone.by_area.set_index("Area")
        for code, own in by_hand.items():
            n = Counter(own.values())
            assert [areas.loc[register().names[code], said.capitalize()] for said in WORDS] == [n[one] for one in WORDS]

    def test_the_topics_drawn_are_those_that_most_areas_contradict(self, everyone):
        drawn = everyone.topics.table["Areas with a contradiction"].tolist()
        assert drawn == sorted(everyone.by_topic["Areas with a contradiction"], reverse=True)[: len(drawn)]
        assert everyone.topics.table["Topic"].iloc[0] in everyone.finding

    def test_every_link_is_counted(self, everyone, by_hand):
        assert len(everyone.links) == 80
        for place, one in enumerate(links()):
            n = Counter(area[one["link_id"]] for area in by_hand.values())
            row = everyone.links.iloc[place]
            assert [row[said.capitalize()] for said in WORDS] == [n[said] for said in WORDS]

    def test_ranks_have_a_row_a_principle_and_pair_of_frameworks(self, everyone):
        assert len(everyone.ranks) == 4 * 3
        assert everyone.ranks["Areas with both scores"].between(25, 32).all()
        assert everyone.ranks["Spearman's rho"].astype(str).str.fullmatch(r"−?\d\.\d\d").all()

    def test_parts_of_one_area_are_not_there(self, everyone):
        assert everyone.contradictions == []
        assert everyone.about == {"Area": "All areas"}


class TestLittleData:
    def test_nothing_loaded(self, store):
        picture = crosswalk_picture(store)
        assert (picture.finding, picture.principles, picture.agreement, picture.links) == ("", None, None, None)
        assert picture.absent == "No area has an assessment under any framework: nothing can be set side by side."

    def test_one_framework_alone(self, store, tmp_path):
        load_levels(store, tmp_path / "one.csv", "Fife", SAFER, 3)
        for code, where in (("", "Over all areas"), (FIFE, "In Fife")):
            picture = crosswalk_picture(store, code)
            assert picture.finding == (
                f"{where}, only Safer Communities Programme has been assessed: its answers have none of another "
                "framework beside them."
            )
            assert "Leadership" in picture.principles.table.to_string()
            assert (picture.agreement, picture.contradictions, picture.links) == (None, [], None)

    def test_an_area_without_an_assessment(self, store, tmp_path):
        load_levels(store, tmp_path / "one.csv", "Fife", SAFER, 3)
        picture = crosswalk_picture(store, "S12000020")
        assert picture.absent == "Moray has no assessment under any framework: nothing can be set side by side."

    def test_everything_at_the_top_beside_no_to_every_question(self, store, tmp_path):
        """All 26 links between the two contradict; the other 54 have one side only."""
        load_levels(store, tmp_path / "a.csv", "Fife", SAFER, 4, text="Seen <b>daily</b>")
        load_levels(store, tmp_path / "b.csv", "Fife", CHECK, "No")
        picture = crosswalk_picture(store, FIFE)
        assert picture.finding.startswith(
            "In Fife, 0 of 26 pairs of linked answers agree, 0 differ and 26 contradict each other. One "
        )
        assert Counter(picture.links["Verdict"]) == {"✘ contradict": 26, "not comparable": 54}
        card = next(one for one in picture.contradictions if one["text"] == "Information sharing protocol")
        assert card["evidence"] == (
            "Evidence for Safer Communities: Seen <b>daily</b>. No evidence written for Hallmarks checklist."
        )
        assert not picture.demo

    def test_everything_at_the_bottom_beside_no_to_every_question(self, store, tmp_path):
        load_levels(store, tmp_path / "a.csv", "Fife", SAFER, 1)
        load_levels(store, tmp_path / "b.csv", "Fife", CHECK, "No")
        picture = crosswalk_picture(store, FIFE)
        assert picture.finding == (
            "In Fife, 26 of 26 pairs of linked answers agree, 0 differ and none contradict each other."
        )
        assert picture.contradictions == []

    def test_rounds_that_do_not_meet_are_named(self, store, tmp_path):
        load_levels(store, tmp_path / "a.csv", "Fife", SAFER, 4, round_="2025")
        load_levels(store, tmp_path / "b.csv", "Fife", CHECK, "No", round_="2024")
        picture = crosswalk_picture(store, FIFE)
        assert "Safer Communities 2025 with Hallmarks checklist 2024" in picture.basis
        assert "Excellence framework (not assessed) with Hallmarks checklist 2024" in picture.basis
        assert len(picture.contradictions) == 26

    def test_an_older_round_that_both_have_comes_before_newer_ones_that_only_one_has(self, store, tmp_path):
        load_levels(store, tmp_path / "a.csv", "Fife", SAFER, 4, round_="2025")
        load_levels(store, tmp_path / "b.csv", "Fife", SAFER, 1, round_="2024")
        load_levels(store, tmp_path / "c.csv", "Fife", CHECK, "No", round_="2024")
        assert crosswalk_picture(store, FIFE).contradictions == []

    def test_an_outside_area_has_its_own_crosswalk_and_moves_nobody_elses(self, own_demo_store, tmp_path, everyone):
        for name, level in ((SAFER, 4), (CHECK, "No")):
            load_levels(own_demo_store, tmp_path / f"{name}.csv", "Test Valley", name, level, outside="Test Valley")
        picture = crosswalk_picture(own_demo_store, OUTSIDE)
        assert picture.finding.startswith("In Test Valley, 0 of 26 pairs")
        assert not picture.demo
        assert picture.principles.demo, "the middle areas beside it are demonstration data"
        same(crosswalk_picture(own_demo_store), everyone)

    def test_an_outside_area_alone_in_the_database(self, store, tmp_path):
        for name, level in ((SAFER, 4), (CHECK, "No")):
            load_levels(store, tmp_path / f"{name}.csv", "Test Valley", name, level, outside="Test Valley")
        picture = crosswalk_picture(store, OUTSIDE)
        assert len(picture.contradictions) == 26
        table = picture.principles.table.set_index("Principle")
        assert table["Safer Communities 2025, score"].tolist() == [100.0] * 4
        assert table["Safer Communities 2025, areas"].tolist() == [0] * 4
        assert crosswalk_picture(store).absent.startswith("No area has an assessment")


class TestOwnDefinitions:
    @pytest.fixture
    def own_data(self, tmp_path, monkeypatch):
        place = tmp_path / "definitions"
        shutil.copytree(paths.DATA, place, ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
        monkeypatch.setenv("CSP_DATA", str(place))
        return place

    def test_without_links_there_are_the_principles(self, demo_store, own_data):
        (own_data / "crosswalk.csv").unlink()
        picture = crosswalk_picture(demo_store, FIFE)
        assert picture.finding == "In Fife, nothing can be set side by side: no links between criteria are defined."
        assert (picture.principles is None, picture.agreement, picture.problems) == (False, None, [])

    def test_a_wrong_link_is_named_and_the_others_count(self, demo_store, own_data):
        file = own_data / "crosswalk.csv"
        file.write_text(file.read_text("utf-8").replace("evidence.03,hallmarks", "evidence.99,hallmarks"), "utf-8")
        picture = crosswalk_picture(demo_store, FIFE)
        assert len(picture.links) == 78
        assert len(picture.problems) == 2
        assert all(said.startswith("crosswalk.csv, row ") for said in picture.problems)

    def test_a_link_that_a_document_makes_says_so(self, demo_store, own_data):
        file = own_data / "crosswalk.csv"
        rows = file.read_text("utf-8").splitlines()
        rows[1] = rows[1].replace(",project,,", ",document,A guide of 2027,")
        file.write_text("\n".join(rows) + "\n", "utf-8")
        picture = crosswalk_picture(demo_store, FIFE)
        assert "Each link comes from A guide of 2027; 79 were assigned by the project." in picture.basis
        assert Counter(picture.links["Link assigned by"]) == {"the project": 79, "A guide of 2027": 1}

    def test_without_the_survey_there_is_no_column_of_skills(self, demo_store, own_data):
        shutil.rmtree(own_data / "published")
        table = crosswalk_picture(demo_store, FIFE).principles.table
        assert [name for name in table.columns if "Skills" in name] == []


def same(one: CrosswalkPicture, other: CrosswalkPicture) -> None:
    """Two pictures show the same words and tables."""
    for part in fields(CrosswalkPicture):
        a, b = getattr(one, part.name), getattr(other, part.name)
        if hasattr(a, "table"):
            assert a.takeaway == b.takeaway
            a, b = a.table, b.table
        if isinstance(a, pd.DataFrame):
            pd.testing.assert_frame_equal(a, b)
        else:
            assert a == b


def test_the_findings_say_which_rounds_there_are(demo_store):
    known = crosswalk_findings.rounds_by_framework(demo_store)
    assert known == {name: ["2021", "2023", "2025"] for name in frameworks()}
