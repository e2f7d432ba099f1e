"""The page of criteria says what the ratings say: worked again here with SQL and plain loops."""

import re
from statistics import mean, median

import pytest

from csp_analytics import findings
from csp_analytics.areas.groupings import membership
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.pictures.criteria import choices, criteria_picture
from csp_analytics.pictures.national import national_picture
from csp_analytics.store.peer_lists import save_peer_list
from csp_analytics.store.writing import LOADED, load
from tests.store.loadable import assessment

FIFE, MORAY = "S12000047", "S12000020"
GROUP, FIRST_FAMILY = "family-people", "family-people-1"
OUTSIDE = "outside:town"
OTHERS = {"not applicable": "n/a", "don't know": "?", "missing": "·"}


def picture(store, name="safer-communities", area=FIFE, grouping=GROUP, published=False, **wanted):
    chosen = {"shown": "all", "order": "group", "by": "principle", **wanted}
    return criteria_picture(
        store, name, "2025", grouping, area, published, chosen["shown"], chosen["order"], chosen["by"]
    )


def answers_of(store, name):
    """Answer and level by area and criterion, from the database."""
    rows = store.frame(
        "select area_code, criterion_id, answer, level::double as level from current_rating "
        "where framework = $name and round = '2025' and area_code not like 'outside:%'",
        {"name": name},
    )
    return {(row.area_code, row.criterion_id): (row.answer, row.level) for row in rows.itertuples(index=False)}


def members(group_id):
    rows = membership()
    return rows.loc[rows["group_id"] == group_id, "area_code"].tolist()


def family(code):
    """An area and the other members of its family group."""
    rows = membership()
    (own,) = rows.loc[(rows["grouping_id"] == GROUP) & (rows["area_code"] == code), "group_id"]
    return members(own)


def printed(grid):
    """The cells by the ids of column and row."""
    return {
        (column.column_id, row.row_id): cell
        for row in grid.rows
        if row.row_id
        for column, cell in zip(grid.columns, row.cells, strict=True)
    }


def levels(known, areas, criterion):
    """Levels of some areas on one criterion."""
    return [known[area, criterion][1] for area in areas if known.get((area, criterion), ("", 0))[0] == "rated"]


@pytest.mark.parametrize("name", frameworks())
def test_every_cell_of_the_heat_table_is_the_answer_in_the_database(demo_store, name):
    known = answers_of(demo_store, name)
    letters = {0.0: "N", 1.0: "Y"} if framework(name).is_checklist else {}

    cells = printed(picture(demo_store, name).heat.grid)

    assert {area for area, _ in cells} == {area for area, _ in known}
    for key, cell in cells.items():
        answer, level = known[key]
        assert cell.show == (letters.get(level, f"{level:.0f}") if answer == "rated" else OTHERS[answer])
    left_out = {criterion for _, criterion in known} - {criterion for _, criterion in cells}
    assert {known[key][0] for key in known if key[1] in left_out} <= {"not applicable"}


def test_questions_that_apply_to_no_area_are_left_out_and_counted(demo_store):
    shown = picture(demo_store, "hallmarks")
    two_tier = [row for row in framework("hallmarks").criteria if row.applies_to == "two-tier"]

    assert f"Left out: {len(two_tier)} questions that apply to none of these areas." in shown.heat.basis
    assert len(shown.heat.table) == len(shown.levels.table) == len(framework("hallmarks").criteria) - len(two_tier)


@pytest.mark.parametrize("name", frameworks())
@pytest.mark.parametrize("shown", ["all", "own", FIRST_FAMILY])
def test_counts_by_level_are_those_of_sql(demo_store, name, shown):
    codes = {"all": list(register().areas), "own": family(FIFE), FIRST_FAMILY: members(FIRST_FAMILY)}[shown]
    counted = demo_store.frame(
        "select criterion_id, level, count(*) as n from current_rating where framework = $name and round = '2025' "
        "and answer = 'rated' and area_code in (select unnest($codes)) group by all",
        {"name": name, "codes": codes},
    )
    known = {(row.criterion_id, row.level): row.n for row in counted.itertuples(index=False)}

    cells = printed(picture(demo_store, name, shown=shown).levels.grid)

    found = {
        (criterion, int(column.removeprefix("level-"))): int(cell.show)
        for (column, criterion), cell in cells.items()
        if re.fullmatch(r"level-\d+", column)
    }
    assert {key: n for key, n in found.items() if n} == known


@pytest.mark.parametrize("name", ["excellence", "hallmarks"])
@pytest.mark.parametrize("published", [False, True])
def test_the_own_area_and_its_peers_figure_are_marked_where_they_are(demo_store, name, published):
    known = answers_of(demo_store, name)
    peers = [code for code in family(FIFE) if published or code != FIFE]

    shown = picture(demo_store, name, published=published)

    assert ("Peers' mean" if published else "Peers' median") in shown.levels.table
    scale = [level.value for level in framework(name).levels]
    cells = printed(shown.levels.grid)
    for criterion in {criterion for _, criterion in cells}:
        here = {level for level in scale if "●" in cells[f"level-{level}", criterion].marks}
        there = {level for level in scale if "◇" in cells[f"level-{level}", criterion].marks}
        theirs = levels(known, peers, criterion)
        assert here == set(levels(known, [FIFE], criterion))
        if len(theirs) < 5:
            assert there == set()
            continue
        figure = mean(theirs) if published else median(theirs)
        nearest = min(abs(level - figure) for level in scale)
        assert there == {level for level in scale if abs(level - figure) == pytest.approx(nearest)}


def test_the_sentence_about_the_own_area_counts_its_bands(demo_store):
    known = answers_of(demo_store, "safer-communities")
    gaps = []
    for row in framework("safer-communities").criteria:
        own = levels(known, [FIFE], row.criterion_id)
        theirs = levels(known, set(family(FIFE)) - {FIFE}, row.criterion_id)
        if own and len(theirs) >= 5:
            gaps.append(own[0] - median(theirs))
    higher, lower = sum(gap > 0.5 for gap in gaps), sum(gap < -0.5 for gap in gaps)

    assert picture(demo_store).heat.takeaway.startswith(
        f"Fife rates itself higher than its peers' median on {higher} of {len(gaps)} criteria, similar on "
        f"{len(gaps) - higher - lower} and lower on {lower}. Similar is within half a level"
    )


@pytest.mark.parametrize("name", frameworks())
def test_every_order_shows_the_same_areas_and_criteria(demo_store, name):
    offered = choices(demo_store, name, "2025", GROUP, FIFE)
    first = printed(picture(demo_store, name).heat.grid)

    for order in offered.area_orders:
        assert printed(picture(demo_store, name, order=order).heat.grid) == first
    for by in offered.criteria_orders:
        assert printed(picture(demo_store, name, by=by).heat.grid) == first


def test_the_order_by_score_is_that_of_the_overall_scores(demo_store):
    scores = findings.scores(demo_store, "excellence", rounds=("2025",)).set_index("area_code")["score"]

    found = [column.column_id for column in picture(demo_store, "excellence", order="score").heat.grid.columns]

    known = scores.reindex(found)
    assert known.dropna().is_monotonic_decreasing
    assert known.isna().is_monotonic_increasing  # areas without a score come last


@pytest.mark.parametrize(("by", "column"), [("level", "mean"), ("spread", "spread")])
def test_the_orders_by_level_and_by_spread_fall_from_row_to_row(demo_store, by, column):
    table = picture(demo_store, "excellence", by=by).levels.table
    labels = {level.label: level.value for level in framework("excellence").levels}
    means = sum(table[label] * value for label, value in labels.items()) / table["Rated"]

    assert (means if column == "mean" else table["Spread"]).dropna().is_monotonic_decreasing


def test_groups_stand_above_their_areas_the_own_one_first(demo_store):
    grid = picture(demo_store).heat.grid

    codes = [column.column_id for column in grid.columns]
    place, rows = 0, membership().query("grouping_id == @GROUP").set_index("area_code")["group"]
    for title, n in grid.spans:
        assert {rows[code] for code in codes[place : place + n]} == {title}
        place += n
    assert place == len(codes)
    assert codes[0] == FIFE
    assert [column.kind for column in grid.columns[: grid.spans[0][1]]] == ["own"] + ["peer"] * (grid.spans[0][1] - 1)


@pytest.mark.parametrize("name", frameworks())
def test_strongest_and_weakest_are_those_of_the_national_picture(demo_store, name):
    national, shown = national_picture(demo_store, name, "2025"), picture(demo_store, name)
    strongest, weakest = (one.table.iloc[:, 0].tolist() for one in (national.strongest, national.weakest))

    lists = {one.title: [strip.name for strip in one.strips] for one in shown.ends[0].ranked}

    assert lists["Strongest"] == strongest
    assert lists["Weakest"] == weakest
    assert f"strongest on “{strongest[0]}”" in shown.finding
    assert f"weakest on “{weakest[0]}”" in shown.finding
    assert f"differ most on “{lists['Areas differ most'][0]}”" in shown.finding


def test_the_lists_of_the_group_are_those_of_its_areas(demo_store):
    known, one = answers_of(demo_store, "safer-communities"), framework("safer-communities")
    areas = {area for area, _ in known} & set(family(FIFE))
    high, shares = {level.value for level in one.levels[-2:]}, {}
    for row in one.criteria:
        said = levels(known, areas, row.criterion_id)
        if 2 * len(said) >= sum(known[area, row.criterion_id][0] != "not applicable" for area in areas):
            tops = (high, {one.highest}, {level.value for level in one.levels[1:]})
            shares[row.short] = tuple(sum(level in those for level in said) / len(said) for those in tops)

    own = picture(demo_store).ends[1]

    assert own.title == f"Fife and its peers ({len(areas)} assessed, Family group (people))"
    weakest = [strip.name for strip in own.ranked[1].strips]
    assert [shares[name] for name in weakest] == sorted(shares.values())[:5]


def test_another_group_that_is_shown_has_its_own_lists(demo_store):
    one = picture(demo_store, shown=FIRST_FAMILY)
    table = one.ends[2].table

    assert [ends.title.split(" (")[0] for ends in one.ends] == ["All areas", "Fife and its peers", "Family group 1"]
    counts = one.levels.table.set_index("Criterion")
    for row in table.to_dict("records"):
        assert [row[level.label] for level in framework("safer-communities").levels] == [
            counts.loc[row["Criterion"], level.label] for level in framework("safer-communities").levels
        ]
    assert len(picture(demo_store, shown="family-people-3").ends) == 2  # that is the own group


def test_too_small_a_group_is_not_compared(demo_store):
    shown = picture(demo_store, grouping="police-division")

    assert "cannot be compared" in shown.heat.takeaway
    assert "1 area of this group with an assessment, and it takes 5" in shown.ends[1].absent
    assert shown.levels.table["Peers' median"].isna().all()


def test_an_area_without_an_assessment_says_so_and_sees_the_others(demo_store):
    shown = picture(demo_store, area=MORAY)

    assert shown.heat.takeaway == "Moray has no assessment in round 2025."
    assert MORAY not in {column.column_id for column in shown.heat.grid.columns}
    assert not [cell for cell in printed(shown.levels.grid).values() if "●" in cell.marks]
    assert "Without one: Moray" in shown.heat.basis


def test_an_area_outside_the_register_is_shown_beside_the_nation_and_not_counted_in_it(own_demo_store):
    before = picture(own_demo_store).levels.table
    reading_of_it = assessment(OUTSIDE, level=1, outside={OUTSIDE: "A town elsewhere"})
    assert load(own_demo_store, reading_of_it).status == LOADED

    shown = picture(own_demo_store, area=OUTSIDE)

    assert [column.kind for column in shown.heat.grid.columns].count("own") == 1
    assert shown.levels.table["Gap identified"].tolist() == before["Gap identified"].tolist()
    assert picture(own_demo_store).levels.table.equals(before)
    assert OUTSIDE not in {column.column_id for column in picture(own_demo_store).heat.grid.columns}


def test_an_area_outside_the_register_is_in_no_number_that_is_said(own_demo_store):
    usual = picture(own_demo_store)
    assert load(own_demo_store, assessment(OUTSIDE, level=1, outside={OUTSIDE: "A town elsewhere"})).status == LOADED
    save_peer_list(own_demo_store, "it's", list(register().areas)[:6])

    shown = picture(own_demo_store, area=OUTSIDE, grouping="own:it's")
    offered = choices(own_demo_store, "safer-communities", "2025", "own:it's", OUTSIDE)

    n = len({area for area, _ in answers_of(own_demo_store, "safer-communities")})
    assert offered.sets["all"] == f"All areas ({n} assessed)"
    assert offered.area_orders["group"] == "By own list: it's"
    said = "A town elsewhere is outside the register: shown and not counted."
    assert shown.heat.basis.startswith(f"{n} areas of the register with an assessment, round 2025, ")
    assert said in shown.heat.basis
    assert said in shown.levels.basis
    assert "outside the register" not in usual.heat.basis + usual.levels.basis
    assert shown.ends_note.startswith(f"{n} areas of the register with")
    assert shown.ends[1].title.startswith("The peers of A town elsewhere (6 assessed")
    rated = shown.heat.basis.split("round 2025, ")[1].split(" ")[0]
    assert rated == usual.heat.basis.split("round 2025, ")[1].split(" ")[0]


def test_the_published_convention_is_in_files_and_their_names(demo_store):
    usual, published = picture(demo_store), picture(demo_store, published=True)
    assert "Convention" not in usual.heat.about
    assert published.heat.about["Convention"] == published.levels.about["Convention"]
    assert published.heat.about["Convention"] == "As published: mean, own area counted"
    assert usual.heat.file_name != published.heat.file_name


def test_downloads_hold_what_is_shown_and_say_what_it_is(demo_store):
    shown = picture(demo_store, "hallmarks", shown="own", order="name")

    assert shown.heat.table.columns.tolist()[:2] == ["Question", "Principle"]
    assert shown.heat.table["Fife"].isin(["Yes", "No", "not applicable", "don't know", "not answered"]).all()
    for one in (shown.heat, shown.levels):
        assert one.file_name.startswith("demonstration-fife-hallmarks-2025-family-group-people-")
        first = one.csv("Data version 3").decode("utf-8-sig").splitlines()[1]
        assert "Demonstration data" in first
        assert "Data version 3" in first
        assert "Fife and its peers (7 assessed)" in first
