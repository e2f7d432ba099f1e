"""The radar: at most three areas, only spokes with every score, and the word that it is an extra."""

import math

import pandas as pd
import pytest

from csp_analytics.charts import radar

TITLES = {key: key.title() for key in ("leadership", "governance", "evidence", "outcomes")}
SCORES = pd.DataFrame({"Fife": [57.0, 58.0, 47.0, 41.0], "Angus": [60.0, 61.0, 48.0, 52.0]}, index=list(TITLES))


def shown(scores=SCORES, peers=False, demo=False):
    words = ("principle", "principles")
    return radar.radar(
        scores, TITLES, unit_words=words, peers=peers, basis="Basis.", source="S", about={"Area": "Fife"}, demo=demo
    )


def test_every_area_is_a_closed_line_told_apart_by_more_than_colour():
    lines = shown().figure.data

    assert [line.name for line in lines] == ["Fife", "Angus"]
    assert list(lines[0].r) == [57, 58, 47, 41, 57]
    assert list(lines[0].theta) == ["Leadership", "Governance", "Evidence", "Outcomes", "Leadership"]
    assert len({line.line.dash for line in lines}) == len({line.marker.symbol for line in lines}) == 2


def test_scores_go_from_nought_to_a_hundred():
    assert shown().figure.layout.polar.radialaxis.range == (0, 100)


def test_it_says_why_it_is_only_an_extra_and_its_table_has_the_numbers():
    exhibit = shown()

    assert exhibit.takeaway.startswith("Only an extra: its shape changes with the order of the spokes")
    assert exhibit.table["Principle"].tolist() == list(TITLES.values())
    assert exhibit.table["Angus"].tolist() == [60, 61, 48, 52]


def test_a_spoke_without_every_areas_score_is_left_out_and_said():
    scores = SCORES.copy()
    scores.loc["evidence", "Angus"] = math.nan

    exhibit = shown(scores)

    assert list(exhibit.figure.data[0].theta) == ["Leadership", "Governance", "Outcomes", "Leadership"]
    assert exhibit.basis == "Basis. Rings at 50 and 100. Left out, because a score is missing: 1 principle."
    assert len(exhibit.table) == 4


def test_the_peers_may_lack_a_spoke_and_are_a_line_without_marks():
    scores = pd.DataFrame({"Fife": SCORES["Fife"], "Peers' median": [50.0, math.nan, 50.0, 50.0]})

    own, peers = shown(scores, peers=True).figure.data

    assert len(own.r) == 5
    assert (peers.mode, peers.line.dash) == ("lines", "dot")


def test_under_three_spokes_there_is_no_shape():
    assert shown(SCORES.head(2)) is None


def test_four_areas_are_refused():
    with pytest.raises(ValueError, match="4 areas: a radar cannot be read beyond 3"):
        shown(SCORES.assign(Moray=50.0, Highland=50.0))


def test_names_of_people_are_plain_text():
    line = shown(SCORES.rename(columns={"Fife": "<a href=x>Fife</a>"})).figure.data[0]

    assert line.name == "&lt;a href=x&gt;Fife&lt;/a&gt;"


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_data_is_marked(demo):
    assert ("Demonstration data" in [one.text for one in shown(demo=demo).figure.layout.annotations]) == demo
