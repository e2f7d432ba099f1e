"""What the report says, against the figures it is made from."""

from __future__ import annotations

import re

import pytest

from csp_analytics import findings
from csp_analytics.areas.groupings import membership
from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.pictures.report import report
from csp_analytics.store import reading
from csp_analytics.store.peer_lists import save_peer_list
from csp_analytics.store.writing import load

FAMILY = "Family group 1 (people): least deprived"


def said(made) -> str:
    return " ".join(line for part in made.parts for line in part.sentences)


def test_who_took_part_is_counted(demo_store):
    made = report(demo_store, "safer-communities", "2025", "family-people")
    there = reading.assessments(demo_store)
    assessed = there[(there["framework"] == "safer-communities") & (there["round"] == "2025") & (there["n_rated"] > 0)]
    assert f"{len(assessed)} of 32 areas were assessed in 2025" in said(made)
    part = next(part for part in made.parts if part.title == "Area by area")
    assert len(part.table) == len(assessed)


def test_a_family_report_is_about_its_areas_only(demo_store):
    """The middle of the family's eight, worked from the scores in plain Python, and the national middle beside it."""
    made = report(demo_store, "safer-communities", "2025", "family-people", FAMILY)
    rows = membership()
    codes = set(rows.loc[(rows["grouping_id"] == "family-people") & (rows["group"] == FAMILY), "area_code"])
    frame = findings.scores(demo_store, "safer-communities", rounds=("2025",), by="principle")
    frame = frame[(frame["principle_id"] == "evidence") & frame["score"].notna()]
    own, everyone = sorted(frame.loc[frame["area_code"].isin(codes), "score"]), sorted(frame["score"])

    def middle(values):
        half = len(values) // 2
        return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2

    table = next(part.table for part in made.parts if part.title == "The principles").set_index("Principle")
    row = table.loc["Evidence", ["Middle area", "Middle of all areas", "Lowest", "Highest", "Areas with a score"]]
    assert row.tolist() == pytest.approx([middle(own), middle(everyone), own[0], own[-1], len(own)])
    assert made.about["Areas"] == FAMILY


def test_change_is_counted_over_the_areas_of_the_report(demo_store):
    made = report(demo_store, "safer-communities", "2025", "family-people", FAMILY)
    moved = findings.change(demo_store, "safer-communities", "2023", "2025")
    rows = membership()
    codes = rows.loc[(rows["grouping_id"] == "family-people") & (rows["group"] == FAMILY), "area_code"]
    own = moved[moved["area_code"].isin(codes) & (moved["n_compared"] > 0)]
    up, down = (own["improved"] > own["declined"]).sum(), (own["improved"] < own["declined"]).sum()
    assert re.search(rf"Since 2023, {up} of {len(own)} areas moved up .*, {down} the other way", said(made))


@pytest.mark.parametrize("framework", ["safer-communities", "excellence", "hallmarks"])
def test_every_exhibit_says_what_it_is_about_and_that_it_is_demonstration(demo_store, framework):
    made = report(demo_store, framework, "2025", "family-people")
    assert made.demo
    assert len(made.exhibits) >= 5
    for exhibit in made.exhibits:
        assert exhibit.demo
        assert exhibit.about["Round"] == "2025"
        assert len(exhibit.table)


def test_the_first_round_has_no_change(demo_store):
    made = report(demo_store, "safer-communities", "2021", "family-people")
    assert "Change" not in [part.title for part in made.parts]


def test_an_own_list_is_a_group_to_report_on(own_demo_store):
    name = save_peer_list(own_demo_store, "Islands", ["S12000013", "S12000023", "S12000027"])
    made = report(own_demo_store, "safer-communities", "2025", f"own:{name}", name)
    assert "of 3 areas were assessed" in said(made)


def test_a_group_that_the_grouping_does_not_have_is_refused(demo_store):
    with pytest.raises(KeyError, match="no group"):
        report(demo_store, "safer-communities", "2025", "family-people", "Nobody")


def test_equal_answers_have_no_strongest_and_no_weakest(store, tmp_path):
    """One area, everything at the same level: nothing stands out, and no area is called typical."""
    rows = framework("safer-communities").criteria
    lines = [f"Fife,2025,safer-communities,{row.criterion_id},3,," for row in rows]
    file = tmp_path / "same.csv"
    file.write_text("\n".join(["area,round,framework,criterion,level,evidence,action", *lines]), "utf-8")
    load(store, read_file(file, file.name, Wanted()))
    made = report(store, "safer-communities", "2025", "family-people")
    assert made.finding == "The principles do not differ: the middle area has 67 of 100 on each of 4."
    assert "No criterion stands out: all are rated alike." in said(made)
    assert "Fewer than 5 areas have a score" in said(made)
    assert "Where areas differ" not in [part.title for part in made.parts]
