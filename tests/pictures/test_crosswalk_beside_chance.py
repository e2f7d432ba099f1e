"""The crosswalk sets agreement beside what chance gives, and says which rounds it rests on: counted by plain loops."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import permutations

import pytest

from csp_analytics.frameworks.load import frameworks
from csp_analytics.pictures.crosswalk import crosswalk_picture
from tests.pictures.test_crosswalk_picture import CHECK, FIFE, SAFER, answers, links, load_levels, verdict

MORAY = "S12000020"


@pytest.fixture(scope="module")
def meetings(demo_store):
    """By round, what every area answered and, link by link, how often every two areas would agree: a loop, once."""

    @cache
    def of(round_):
        rows = demo_store.frame(
            "select distinct area_code from assessment where status = 'current' and round = $round "
            "and area_code not like 'outside:%'",
            {"round": round_},
        )
        there = {code: answers(demo_store, code, round_) for code in rows["area_code"]}
        return there, [Counter(every_two(there, one)) for one in links()]

    return of


def every_two(there, one):
    """The verdicts on one link when the answers of one area meet those of another on the other side."""
    a, b = ((one[f"framework_{side}"], one[f"criterion_{side}"]) for side in "ab")
    sides = [[{key: mark[key]} if key in mark else {} for mark in there.values()] for key in (a, b)]
    for x, y in permutations(range(len(there)), 2):
        yield verdict(sides[0][x] | sides[1][y], one)


def by_pair(meetings, round_, area=""):
    """Pairs compared, agreeing, and expected to agree and contradict, by frameworks: every two areas in a loop."""
    there, met_by_link = meetings(round_)
    found = {}
    for one, met in zip(links(), met_by_link, strict=True):
        own = [verdict(there[code], one) for code in ([area] if area else there)]
        n = sum(said != "not comparable" for said in own)
        if not n:
            continue
        pairs = met["agree"] + met["differ"] + met["contradict"]
        sums = found.setdefault((one["framework_a"], one["framework_b"]), [0, 0, 0.0, 0.0])
        for place, more in enumerate(
            (n, own.count("agree"), *(n * met[said] / pairs for said in ("agree", "contradict")))
        ):
            sums[place] += more
    return found


@pytest.mark.parametrize(("area", "round_"), [("", "2025"), (FIFE, "2025"), (MORAY, "2023")])
def test_finding_and_table_are_what_loops_over_every_two_areas_say(demo_store, meetings, area, round_):
    wanted, picture = by_pair(meetings, round_, area), crosswalk_picture(demo_store, area)

    table = picture.by_pair.set_index("Frameworks")
    for (a, b), (n, agree, by_chance, contradict) in wanted.items():
        row = table.loc[f"{frameworks()[a].short_title} and {frameworks()[b].short_title}"]
        assert row["Pairs compared"] == n
        assert row["Agree (%)"] == pytest.approx(100 * agree / n)
        assert row["Would agree at random (%)"] == pytest.approx(100 * by_chance / n)
        assert row["Would contradict at random (%)"] == pytest.approx(100 * contradict / n)
    n, agree, by_chance, _ = (sum(column) for column in zip(*wanted.values(), strict=True))
    assert f"at random, {100 * by_chance / n:.0f}% would agree" in picture.finding
    assert f"{100 * agree / n:.0f}%" in picture.finding
    assert f"at random {100 * by_chance / n:.0f}% would." in picture.agreement.takeaway
    assert "At random: on each link" in picture.rule


def test_under_five_areas_chance_is_not_told(store, tmp_path):
    for area in ("Fife", "Angus", "Highland", "Moray"):
        load_levels(store, tmp_path / f"a-{area}.csv", area, SAFER, 4)
        load_levels(store, tmp_path / f"b-{area}.csv", area, CHECK, "Yes")
    picture = crosswalk_picture(store)
    assert "random" not in picture.finding
    assert picture.by_pair["Would agree at random (%)"].isna().all()
    load_levels(store, tmp_path / "a.csv", "Falkirk", SAFER, 4)
    load_levels(store, tmp_path / "b.csv", "Falkirk", CHECK, "Yes")
    assert "at random, 100% would agree" in crosswalk_picture(store).finding


def test_under_five_areas_there_is_no_middle_area(store, tmp_path):
    for area in ("Fife", "Angus", "Highland", "Moray"):
        load_levels(store, tmp_path / f"{area}.csv", area, SAFER, 4)
    table = crosswalk_picture(store).principles.table
    assert table["Safer Communities 2025, middle area"].isna().all()
    assert table["Safer Communities 2025, areas"].tolist() == [4] * 4
    load_levels(store, tmp_path / "five.csv", "Falkirk", SAFER, 1)
    assert crosswalk_picture(store).principles.table["Safer Communities 2025, middle area"].tolist() == [100] * 4


class TestRoundInTheFinding:
    def test_an_older_round_is_said_first(self, demo_store):
        assert crosswalk_picture(demo_store, MORAY).finding.startswith(
            "In Moray (round 2023; the newest of all areas: 2025), "
        )

    @pytest.mark.parametrize("area", ["", FIFE])
    def test_the_newest_of_all_areas_needs_no_word(self, demo_store, area):
        assert "the newest of all areas" not in crosswalk_picture(demo_store, area).finding

    def test_one_side_older_than_all_areas_have_it(self, store, tmp_path):
        load_levels(store, tmp_path / "a.csv", "Fife", SAFER, 4, round_="2025")
        load_levels(store, tmp_path / "b.csv", "Fife", CHECK, "No", round_="2024")
        load_levels(store, tmp_path / "c.csv", "Angus", CHECK, "No", round_="2025")
        assert crosswalk_picture(store, FIFE).finding.startswith(
            "In Fife (rounds: Safer Communities 2025 with Hallmarks checklist 2024; the newest of all areas: 2025), "
        )
