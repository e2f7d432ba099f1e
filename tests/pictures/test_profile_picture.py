"""Areas row by row beside their peers: sentences, tables and spines worked out again from the ratings."""

from __future__ import annotations

import json
from functools import cache
from statistics import fmean, median

import numpy as np
import pytest

from csp_analytics import findings
from csp_analytics.areas.register import register
from csp_analytics.charts.words import points
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.pictures.profile import profile_picture
from csp_analytics.pictures.profile_choices import EACH, LARGEST_GAP, profile_choices, row_choices
from csp_analytics.store import reading
from csp_analytics.store.writing import LOADED, load
from tests import builders

ROUND, BEFORE = "2025", "2023"
FIFE, DUMFRIES, ORKNEY, MORAY = "S12000047", "S12000006", "S12000023", "S12000020"
CASES = [(name, code) for name in frameworks() for code in (FIFE, DUMFRIES, ORKNEY)]


def levels(store, name, round_):
    """Level by area and criterion, only where one was rated."""
    rows = reading.ratings(store, name, rounds=(round_,))
    rows = rows[rows["answer"] == "rated"]
    return {(row.area_code, row.criterion_id): row.level for row in rows.itertuples()}


@cache
def peers_of(code, grouping_id="family-people"):
    """Peers of an area; the groupings are files, so they are asked once."""
    pairs = findings.pairs(None, grouping_id)
    return [peer for peer in pairs.loc[pairs["area_code"] == code, "peer_code"] if peer]


def by_loops(store, name, code, *, published=False):
    """Higher, similar, lower, up and down of an area's criteria, counted one by one."""
    now, then, one = levels(store, name, ROUND), levels(store, name, BEFORE), framework(name)
    found = dict.fromkeys(("higher", "similar", "lower", "up", "down", "like"), 0)
    for row in one.criteria:
        own, old = now.get((code, row.criterion_id)), then.get((code, row.criterion_id))
        members = [*peers_of(code), code] if published else peers_of(code)
        theirs = [now[peer, row.criterion_id] for peer in members if (peer, row.criterion_id) in now]
        if own is not None and len(theirs) - published >= 5:  # the area itself makes no minimum
            gap = own - (fmean(theirs) if published else median(theirs))
            near = abs(gap) <= one.similar_within_levels + 1e-9
            found["similar" if near else "higher" if gap > 0 else "lower"] += 1
        if own is not None and old is not None:
            found["like"] += 1
            found["up"] += own > old
            found["down"] += own < old
    return found


def sentence(found, name, code):
    one = framework(name)
    n = found["higher"] + found["similar"] + found["lower"]
    return (
        f"{register().names[code]} is higher than its peers on {found['higher'] or 'none'} of {n} "
        f"{one.row_word_plural}, similar on {found['similar'] or 'none'} and lower on {found['lower'] or 'none'}; "
        f"since {BEFORE}, {found['up'] or 'none'} of {found['like']} moved up and {found['down'] or 'none'} down."
    )


def picture_of(store, name, *codes, by=EACH, grouping="family-people", **options):
    return profile_picture(store, name, ROUND, grouping, codes, by, **options)


@pytest.mark.parametrize(("name", "code"), CASES)
def test_the_sentence_is_that_of_a_plain_count(demo_store, name, code):
    assert picture_of(demo_store, name, code).finding == sentence(by_loops(demo_store, name, code), name, code)


@pytest.mark.parametrize("name", frameworks())
def test_the_published_convention_takes_the_mean_with_the_area_counted(demo_store, name):
    picture = picture_of(demo_store, name, FIFE, published=True)

    assert picture.finding == sentence(by_loops(demo_store, name, FIFE, published=True), name, FIFE)
    assert picture.notes.count("As published: peers' middle is their mean, the own area counted.") == 1
    assert picture.files[0].about["Peers' middle"] == "mean, own area counted"
    now, first = levels(demo_store, name, ROUND), picture.files[0].table.iloc[0]
    unit = next(row.criterion_id for row in framework(name).criteria if row.short == first.iloc[0])
    theirs = [now[code, unit] for code in [*peers_of(FIFE), FIFE] if (code, unit) in now]
    assert first["Peers' mean"] == pytest.approx(fmean(theirs))


@pytest.mark.parametrize(("name", "code"), CASES)
def test_the_table_has_every_row_with_numpys_quartiles(demo_store, name, code):
    now = levels(demo_store, name, ROUND)
    table = picture_of(demo_store, name, code).files[0].table
    ids = {row.short: row.criterion_id for row in framework(name).criteria}
    assert len(ids) == len(framework(name).criteria)
    for row in table.to_dict("records"):
        unit = ids[row[framework(name).row_word.capitalize()]]
        theirs = [now[peer, unit] for peer in peers_of(code) if (peer, unit) in now]
        assert row["Peers with a level"] == len(theirs)
        own = now.get((code, unit))
        expected = "" if own is None else f"{framework(name).label_of(own)} ({own:g})"
        assert row["Own level"] == expected or (not expected and row["Own level"][0].islower())
        if theirs:
            quartiles = np.percentile(theirs, [25, 75], method="linear")
            assert [row["Lower quartile"], row["Upper quartile"]] == pytest.approx(list(quartiles))
            assert row["Peers' median"].endswith(f"({median(theirs):g})")
        if own is not None:
            below, above = sum(one < own for one in theirs), sum(one > own for one in theirs)
            assert (row["Peers lower"], row["Peers higher"]) == (below, above)
            assert row["Peers the same"] == len(theirs) - below - above


@pytest.mark.parametrize("name", frameworks())
def test_one_area_stands_in_two_columns_that_together_hold_its_table(demo_store, name):
    picture = picture_of(demo_store, name, FIFE)
    whole = picture.files[0].table

    assert len(picture.panels) == 2
    assert [row for part in picture.panels for row in part.table.iloc[:, 0]] == whole.iloc[:, 0].tolist()
    assert len({panel.name for panel in (*picture.panels, *picture.files)}) == 3


def test_rows_nobody_has_a_level_on_are_left_out_and_counted(demo_store):
    # The hallmarks ask 19 questions of two-tier areas; Scotland has none.
    picture = picture_of(demo_store, "hallmarks", FIFE)

    assert len(picture.files[0].table) == 100 - 19
    assert picture.notes.endswith("Left out: 19 questions without a level here or among the peers.")


def test_areas_side_by_side_have_a_sentence_a_panel_and_peers_each_and_level_rows(demo_store):
    picture = picture_of(demo_store, "safer-communities", FIFE, MORAY, ORKNEY, by="criterion")

    assert picture.finding == " ".join(
        [
            sentence(by_loops(demo_store, "safer-communities", FIFE), "safer-communities", FIFE),
            "Moray has no assessment of Safer Communities Programme in round 2025. It was assessed in 2021 and 2023.",
            sentence(by_loops(demo_store, "safer-communities", ORKNEY), "safer-communities", ORKNEY),
        ]
    )
    assert [panel.headline for panel in picture.panels] == ["Fife", "Orkney Islands"]
    assert "Peers of Fife: Family group 3 (people)" in picture.notes
    assert "Peers of Orkney Islands: Family group 1 (people)" in picture.notes
    assert picture.about["Area"] == "Fife and Orkney Islands"
    one, two = (panel.figure for panel in picture.panels)
    assert one.layout.height == two.layout.height
    titles = [next(t for t in figure.data if "Leaders explain the vision" in (t.text or ())) for figure in (one, two)]
    assert list(titles[0].y) == list(titles[1].y)


def test_nobody_with_an_assessment_leaves_the_sentence_alone(demo_store):
    picture = picture_of(demo_store, "excellence", MORAY)

    assert picture.finding.startswith("Moray has no assessment of Community safety excellence framework in round 2025.")
    assert (picture.panels, picture.files, picture.radar) == ((), (), None)


def test_the_first_round_has_no_change(demo_store):
    picture = profile_picture(demo_store, "safer-communities", "2021", "family-people", [FIFE], "criterion")

    assert "since" not in picture.finding
    assert "Change" not in picture.files[0].table


def test_a_police_division_is_too_small_to_compare(demo_store):
    # Forth Valley has three areas, so Stirling has two peers.
    stirling = register().resolve("Stirling").area_code
    picture = picture_of(demo_store, "safer-communities", stirling, by="criterion", grouping="police-division")

    assert picture.finding.startswith(
        "Stirling cannot be compared with these peers on any criterion: 2 peers with a level, and it takes 5. Since "
    )
    assert set(picture.files[0].table["Compared with peers"].str.split(":").str[0]) == {"– not compared"}
    lines = [t for t in picture.panels[0].figure.data if t.mode == "lines"]
    assert not [t for t in lines if t.line.width == 11], "no middle half under five peers"


def test_the_largest_gap_comes_first(demo_store):
    table = picture_of(demo_store, "safer-communities", FIFE, by="criterion", order=LARGEST_GAP).files[0].table

    def value(words):
        return float(words.rpartition("(")[2].rstrip(")"))

    gaps = [
        abs(value(row["Own level"]) - value(row["Peers' median"]))
        for row in table.to_dict("records")
        if "not compared" not in row["Compared with peers"]
    ]
    assert gaps == sorted(gaps, reverse=True)
    assert table["Compared with peers"].tolist()[len(gaps) :] == [
        word for word in table["Compared with peers"] if "not compared" in word
    ]


@pytest.mark.parametrize("name", frameworks())
def test_rows_of_every_division_have_the_scores_of_the_comparison(demo_store, name):
    for by in (key for key in row_choices(framework(name)) if key not in ("criterion", EACH)):
        table = picture_of(demo_store, name, FIFE, by=by).files[0].table
        frame = findings.comparison(demo_store, name, ROUND, "family-people", by=by)
        own = frame[(frame["area_code"] == FIFE) & (frame["value"].notna() | (frame["n_peers"] > 0))]
        assert len(table) == len(own)
        for shown, column in (("Own score", "value"), ("Peers' median", "peer_median"), ("Upper quartile", "q3")):
            assert sorted(table[shown].dropna()) == pytest.approx(sorted(own[column].dropna()))


def test_themes_with_too_few_criteria_are_left_out_and_counted(demo_store):
    picture = picture_of(demo_store, "safer-communities", FIFE, by="group")

    counts = framework("safer-communities").table["group_id"].value_counts()
    assert len(picture.files[0].table) == (counts >= 3).sum()
    assert f"Left out: {(counts < 3).sum()} themes without a score here or among the peers." in picture.notes


def test_a_checklist_begins_with_its_finest_division_and_others_with_their_criteria():
    assert list(row_choices(framework("hallmarks")).values()) == [
        "By heading",
        "By stage",
        "By hallmark",
        "By principle",
        "Every question",
    ]
    assert list(row_choices(framework("excellence"))) == ["criterion", "group", "principle"]


def test_the_first_area_offered_has_data(store, tmp_path):
    rows = [["Area", "Round", "Framework", "Criterion", "Level"]]
    rows += [["Fife", ROUND, "safer-communities", "safer-communities.leadership.01", "Doing well"]]
    load(store, read_file(builders.workbook(tmp_path / "fife.xlsx", {"Ratings": rows})))

    offered = profile_choices(store, "safer-communities", ROUND)

    assert list(offered.areas) == list(register().names)
    assert offered.first == FIFE


def test_the_radar_has_the_scores_by_principle_and_one_areas_peers(demo_store):
    alone = picture_of(demo_store, "safer-communities", FIFE, by="criterion").radar
    frame = findings.comparison(demo_store, "safer-communities", ROUND, "family-people", by="principle")
    own = frame[frame["area_code"] == FIFE]

    assert [points(v) for v in alone.table["Fife"]] == [points(v) for v in own["value"]]
    assert alone.table["Peers' median"].tolist() == pytest.approx(own["peer_median"].tolist())
    three = picture_of(demo_store, "safer-communities", FIFE, DUMFRIES, ORKNEY, by="criterion").radar
    assert three.table.columns.tolist() == ["Principle", "Fife", "Dumfries and Galloway", "Orkney Islands"]


@pytest.mark.parametrize("name", frameworks())
def test_files_say_what_they_are_about_and_how_they_were_made(demo_store, name):
    picture = picture_of(demo_store, name, FIFE)

    for exhibit in picture.files:
        assert exhibit.demo
        assert exhibit.about["Area"] == "Fife"
        assert exhibit.about["Peers"] == "Family group (people)"
        assert "quartiles (type 7)" in exhibit.note
        assert "Clackmannanshire" in exhibit.note
        assert exhibit.csv("x")


class TestAnAreaOutsideTheRegister:
    """It has its own levels, no peers, and a name that somebody tried something with."""

    NAME = "Test <b onclick=x>Valley</b>"

    @pytest.fixture
    def picture(self, own_demo_store, tmp_path):
        one = framework("safer-communities")
        for round_, step in (("2023", 0), ("2025", 1)):
            rows = [["Area", "Round", "Framework", "Criterion", "Level"]]
            rows += [
                [self.NAME, round_, one.framework_id, row.criterion_id, one.levels[step].label] for row in one.criteria
            ]
            path = builders.workbook(tmp_path / f"{round_}.xlsx", {"Ratings": rows})
            outcome = load(own_demo_store, read_file(path, wanted=Wanted(area=self.NAME, outside=True)))
            assert outcome.status == LOADED
        (code,) = reading.outside_areas(own_demo_store)["area_code"]
        return picture_of(own_demo_store, "safer-communities", code, FIFE, by="criterion")

    def test_it_has_levels_and_change_and_no_peers(self, picture):
        assert picture.finding.startswith(
            f"{self.NAME} cannot be compared with these peers on any criterion: no peer has a level, so choose other "
            "peers. Since 2023, 37 of 37 moved up and none down. Fife is higher than its peers on "
        )
        table = picture.files[0].table
        assert set(table["Own level"]) == {"Working towards (2)"}
        assert set(table["Peers' median"]) == {"–"}
        assert table["Lower quartile"].isna().all()

    def test_its_own_figures_are_not_demonstration_data_and_its_neighbours_are(self, picture):
        assert [exhibit.demo for exhibit in picture.files] == [False, True]
        assert picture.demo

    def test_its_name_never_gets_into_a_chart_as_markup(self, picture):
        for exhibit in (*picture.panels, picture.radar):
            assert "<b onclick" not in json.dumps(exhibit.figure.to_plotly_json(), default=str)
