"""A generated set: a folder that works as definitions, and workbooks that the ordinary importer loads."""

import hashlib

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from csp_analytics import paths
from csp_analytics.analysis.groupings import peer_pairs
from csp_analytics.areas.check import area_problems
from csp_analytics.areas.groupings import COMPUTED, FIXED, context, default_grouping, groupings, membership
from csp_analytics.areas.register import register
from csp_analytics.demo import invented
from csp_analytics.demo.build import build
from csp_analytics.demo.generated import Size, generate
from csp_analytics.demo.names import FIRST, MOST, SECOND, invented_names
from csp_analytics.demo.setting import of_definitions
from csp_analytics.demo.strength import strengths
from csp_analytics.demo.surveys import waves
from csp_analytics.frameworks.load import frameworks, principles
from csp_analytics.ingest.files.safety import MAX_CELLS
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.problems import ERROR
from csp_analytics.store import reading, survey_reading
from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import LOADED

SMALL = Size(areas=20, families=3, rounds=4)
ROUNDS = ["2019", "2021", "2023", "2025"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("generated") / "small"
    generate(place, SMALL)
    return place


@pytest.fixture
def in_use(folder):
    """The generated definitions are those in use."""
    with paths.using(folder):
        yield folder


@pytest.fixture(scope="module")
def built(folder):
    store = open_store(folder.parent / "small.duckdb")
    with paths.using(folder):
        outcomes = build(store)
    yield store, outcomes
    store.close()


def test_the_definitions_are_sound_and_frameworks_and_principles_are_those_of_the_dashboard(folder):
    assert area_problems(folder) == []
    ours = (list(frameworks()), list(principles()))
    with paths.using(folder):
        assert (list(frameworks()), list(principles())) == ours


def test_the_areas_are_invented_and_have_labels_of_their_own_and_no_place_on_a_tile_map(in_use):
    areas = register().areas.values()

    assert len(areas) == len({area.name for area in areas}) == 20
    assert len({area.tile_label for area in areas}) == 20
    assert max(len(area.tile_label) for area in areas) <= 4
    assert {(area.tile_col, area.tile_row) for area in areas} == {(None, None)}
    assert {area.tier for area in areas} == {"single", "two-tier"}
    assert min(area.population for area in areas) > 10_000


def test_no_invented_area_goes_for_one_of_the_register(in_use):
    invented_areas = list(register().areas.values())
    with paths.using(paths.DATA):
        assert [area.name for area in invented_areas if register().resolve(area.name)] == []
        assert [area.area_code for area in invented_areas if register().resolve(area.area_code)] == []


def test_every_name_that_can_be_drawn_has_a_label_that_no_other_has():
    everything = invented_names(MOST, np.random.default_rng(1))

    assert len(everything) == len(FIRST) * len(SECOND)
    assert len({name for name, _ in everything}) == len({label for _, label in everything}) == MOST


def test_every_area_is_in_one_family_of_about_the_same_size_and_in_one_region(in_use):
    members = membership()
    known = groupings()

    assert {name: one.kind for name, one in known.items()} == {
        "family": FIXED,
        "region": FIXED,
        "nearest-neighbours": COMPUTED,
    }
    assert default_grouping() == "family"
    for name in ("family", "region"):
        assert sorted(members.loc[members["grouping_id"] == name, "area_code"]) == sorted(register().areas)
    families = members[members["grouping_id"] == "family"].groupby("group").size()
    assert families.to_dict() == {"Family 1": 7, "Family 2": 7, "Family 3": 6}  # 20 areas in three


def test_members_of_a_family_are_more_alike_than_others(in_use):
    """On the distance of nearest neighbours, which no family was made from directly."""
    far = next(one for one in groupings().values() if one.kind == COMPUTED)
    pairs = peer_pairs(far, membership(), context())
    family = membership().query("grouping_id == 'family'").set_index("area_code")["group"]
    together = (pairs["area_code"].map(family) == pairs["peer_code"].map(family)).mean()

    assert pairs.groupby("area_code").size().unique().tolist() == [7]
    assert together > 6 / 19  # what chance gives: 6 of the 19 others at most are in the family


def test_context_figures_stay_in_the_range_of_the_real_ones(in_use):
    figures = context()
    with paths.using(paths.DATA):
        real = context()

    assert set(figures["variable"]) == set(real["variable"])
    assert figures.groupby("variable").size().unique().tolist() == [20]
    limits = real.groupby("variable")["value"].agg(["min", "max"])
    drawn = figures.groupby("variable")["value"].agg(["min", "max"])
    # Figures are written with four decimals.
    assert (drawn["min"] > limits["min"] - 1e-4).all()
    assert (drawn["max"] < limits["max"] + 1e-4).all()


def test_context_figures_go_together_as_the_real_ones_do():
    real = context()
    drawn = invented.context(invented.areas(376, 1), real, 1)

    def correlations(figures):
        wide = figures.pivot(index="area_code", columns="variable", values="value")
        return wide.corr(method="spearman").to_numpy()

    # The standard error of a correlation of 376 pairs is at most 1 / sqrt(375) = 0.05; three hundred are compared.
    assert np.abs(correlations(drawn) - correlations(real)).max() < 0.2


def test_every_workbook_loads_without_an_error(built):
    _, outcomes = built

    assert [(one.file, one.status) for one in outcomes] == [(one.file, LOADED) for one in outcomes]
    assert [problem.sentence for one in outcomes for problem in one.problems if problem.severity == ERROR] == []
    tables = ["action plan", "indicator table", "long"]
    surveys = ["microsoft-forms", "smartsurvey", "table of posts"]
    assert sorted({one.layout for one in outcomes}) == [*tables, *surveys, "template"]


def test_all_areas_but_one_answer_the_first_framework_in_every_round(built):
    store, _ = built
    first = next(iter(frameworks()))
    there = reading.assessments(store)

    # 2 to 4 in a hundred of 20 areas round to none or one; one at least stays away, and no area twice.
    assert there.groupby(["framework", "round"])["area_code"].nunique().to_dict() == {(first, r): 19 for r in ROUNDS}
    assert there.groupby("area_code").size().value_counts().to_dict() == {4: 16, 3: 4}
    assert len(reading.ratings(store, first)) == 4 * 19 * 37
    assert there["demo"].all()


def test_every_area_has_indicators_and_those_that_answered_last_have_a_plan(built):
    store, _ = built
    figures, actions = reading.indicators(store), reading.actions(store)

    assert len(figures) == 2 * 20 * 9  # indicators x areas x years
    assert figures["demo"].all()
    assert actions["area_code"].nunique() == 19
    assert actions.groupby("area_code").size().between(4, 8).all()


def test_the_last_two_rounds_have_surveys_with_people_in_proportion_to_the_areas(built):
    store, _ = built
    there = survey_reading.surveys(store).set_index(["definition", "round"])["n_respondents"]

    # 450 people for 32 areas are 281 for 20; a ninth of them in the round before.
    assert there[("skills", "2025")] in range(270, 282)
    assert there.xs("2023", level="round").to_dict() == {"partners": 31, "skills": 31}
    posts = survey_reading.posts(store, "skills", "2025")
    assert len(posts) == 20
    assert posts["posts"].sum() > 281


@pytest.mark.parametrize("people", [3, 60, 2_500])
def test_a_set_can_have_any_number_of_people(tmp_path, people):
    files = generate(tmp_path, Size(areas=8, families=2, rounds=2, people=people))
    file = next(one for one in files if one.name.startswith("survey-2025"))

    found = read_file(file, file.name, Wanted())

    assert file.suffix == (".csv" if people > 2_000 else ".xlsx")
    assert found.problems == [] or not found.refused
    assert found.facts["respondents"] == people


def test_with_more_people_than_one_file_holds_cells_for_only_the_first_questionnaire_is_asked():
    # Number, time, area, role, sector and text; three questions on 24 skills, three on 16 partners, 18 statements.
    most = MAX_CELLS // (6 + 3 * 24 + 3 * 16 + 18)

    asked = {n: [len(items) for items in wave_of(n).items.values()] for n in (most, most + 1)}

    assert asked == {most: [24, 24, 24, 16, 16, 16, 18], most + 1: [13, 13, 13]}


def wave_of(people):
    (wave,) = waves(strengths(of_definitions(waves={"2025": people})))
    return wave


def test_every_sheet_says_that_its_areas_are_invented(folder):
    for file in sorted((folder / "demo").glob("*.xlsx")):
        sheets = load_workbook(file, read_only=True).worksheets
        # Exports of survey tools have no room above their headings: a sheet after the answers says so.
        for sheet in [one for one in sheets if one.title == "About"] or sheets:
            above = [row[0] for row in sheet.iter_rows(max_row=5, values_only=True)]
            assert "Demonstration data, drawn from a seed. Its areas are invented." in above, (file.name, sheet.title)


def digests(folder):
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_areas(folder, tmp_path):
    generate(tmp_path / "again", SMALL)
    generate(tmp_path / "other", SMALL, seed=7)

    assert digests(tmp_path / "again") == digests(folder)
    ours, theirs = (pd.read_csv(place / "areas.csv")["name"] for place in (folder, tmp_path / "other"))
    assert len(set(ours) & set(theirs)) < 5


def test_a_set_that_is_generated_again_is_written_anew(tmp_path):
    generate(tmp_path, Size(areas=5, families=2, rounds=3))
    (tmp_path / "csp.duckdb").write_bytes(b"")

    generate(tmp_path, Size(areas=4, families=1, rounds=2))

    rounds = [file.stem.rpartition("-")[2] for file in (tmp_path / "demo").glob("*-20??.xlsx")]
    assert sorted(rounds) == ["2023", "2025"]
    assert len(pd.read_csv(tmp_path / "areas.csv")) == 4
    assert (tmp_path / "csp.duckdb").exists()


def test_the_smallest_set_and_every_framework_load(tmp_path):
    folder, names = tmp_path / "smallest", list(frameworks())
    generate(folder, Size(areas=2, families=2, rounds=1), framework_ids=["all"])
    store = open_store(tmp_path / "smallest.duckdb")

    with paths.using(folder):
        outcomes = build(store)

    assert {one.status for one in outcomes} == {LOADED}
    counted = reading.assessments(store).groupby(["framework", "round"])["area_code"].nunique()
    assert counted.to_dict() == {(name, "2025"): 2 for name in names}
    store.close()
