"""Many areas and no map: the same pictures by groups and as a slope, on a generated set with its own definitions."""

import pytest

from csp_analytics import findings, paths
from csp_analytics.areas.groupings import default_grouping
from csp_analytics.areas.register import register
from csp_analytics.demo.build import build
from csp_analytics.demo.generated import Size, generate
from csp_analytics.pictures.compare import compare_picture
from csp_analytics.pictures.national import measures, national_map
from csp_analytics.store.connection import open_store

AREAS, FAMILIES = 70, 3


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A store with 70 invented areas in three families, one round."""
    folder = tmp_path_factory.mktemp("generated") / "set"
    generate(folder, Size(AREAS, FAMILIES, 1))
    with paths.using(folder):
        store = open_store(folder.parent / "generated.duckdb")
        build(store)
        yield store
        store.close()


@pytest.fixture(scope="module")
def latest(generated):
    (framework_id,) = findings.frameworks_in_use(generated)
    return framework_id, findings.latest_round(generated, framework_id)


def headings(exhibit):
    return [one.text for one in exhibit.figure.layout.annotations if one.yref != "paper" and "area" in one.text]


def test_all_areas_are_a_slope_and_every_one_can_be_clicked(generated, latest):
    scores = findings.scores(generated, latest[0], rounds=(latest[1],)).dropna(subset="score")
    own = scores["area_code"].iloc[0]

    picture = compare_picture(generated, *latest, default_grouping(), own, "overall")

    assert picture.ranking.alt.startswith("Sorted thin columns, one an area")
    assert {one[0] for one in picture.ranking.figure.data[-1].customdata} == set(scores["area_code"])
    assert f"of {len(scores)} areas" in picture.finding
    assert len(picture.ranking.table) == AREAS


def test_the_map_shows_the_areas_by_the_groups_of_the_chosen_peers(generated, latest):
    own = next(iter(register().areas))
    for grouping_id, n_groups in ((default_grouping(), FAMILIES), ("nearest-neighbours", 2)):
        picture = compare_picture(generated, *latest, grouping_id, own, "overall")

        assert picture.map.alt.startswith(f"Groups of {AREAS} squares")
        assert len(headings(picture.map)) == n_groups
        assert {one[0] for one in picture.map.figure.data[0].customdata} == set(register().areas)


def test_the_national_map_is_by_the_groups_of_the_first_grouping(generated, latest):
    for measure in measures(latest[0]):
        exhibit = national_map(generated, *latest, measure)

        assert exhibit.alt.startswith(f"Groups of {AREAS} squares")
        assert len(headings(exhibit)) == FAMILIES
