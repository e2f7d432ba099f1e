"""Maturity beside a fact, from the demonstration data and from small files: who counts, who is named, what is said."""

from __future__ import annotations

import duckdb
import pytest

from csp_analytics import findings
from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.pictures.context import context_picture, first_to_compare
from csp_analytics.pictures.facts import facts
from csp_analytics.pictures.national import measures
from csp_analytics.store import reading
from csp_analytics.store.writing import LOADED, load
from tests import builders

FIFE, MORAY, OUTSIDE = "S12000047", "S12000020", "outside:test-valley"
TOY, ROUND = "safer-communities", "2025"
INCOME, DENSITY = "context:simd20_income_deprivation_rate", "context:population_density"
AREAS = ["Fife", "Angus", "Highland", "Glasgow City", "Falkirk", "Stirling"]
CORR = """
select count(*), corr(a, b) from (
    select rank() over (order by score) + (count(*) over (partition by score) - 1) / 2 as a,
        rank() over (order by value) + (count(*) over (partition by value) - 1) / 2 as b
    from scores join figures using (area_code) where score is not null
)
"""


def seen(store, fact_id=INCOME, **other):
    asked = {"framework_id": TOY, "round_": ROUND, "grouping_id": "family-people", "area_code": FIFE}
    return context_picture(store, **{**asked, "measure": "leadership", "fact_id": fact_id, **other})


def loaded(store, path, rows, **wanted):
    outcome = load(store, read_file(builders.workbook(path, {"Data": rows}), wanted=Wanted(**wanted)))
    assert outcome.status == LOADED, [problem.sentence for problem in outcome.problems]


def figures(store, path, values, *, title="Bikes stolen", period="2024", **wanted):
    rows = [[area, title, period, value] for area, value in values.items()]
    loaded(store, path / f"{period[:4]}-{len(rows)}.xlsx", [["Area", "Indicator", "Year", "Value"], *rows], **wanted)


def standing(picture, name):
    return picture.scatter.table.set_index("Area").loc[name, "Standing"]


class TestNumbers:
    @pytest.mark.parametrize("framework_id", ["safer-communities", "excellence", "hallmarks"])
    @pytest.mark.parametrize("fact_id", [INCOME, DENSITY, "indicator:crime-rate-demonstration"])
    def test_rho_and_number_of_areas_agree_with_sql(self, demo_store, framework_id, fact_id):
        for measure, by in (("all", "overall"), ("leadership", "principle")):
            scores = findings.scores(demo_store, framework_id, rounds=(ROUND,), by=by)
            scores = scores[scores["unit" if measure == "all" else "principle_id"] == measure]
            known = facts(demo_store)
            with duckdb.connect() as db:
                db.register("scores", scores[["area_code", "score"]].astype({"score": "Float64"}).round(9))
                db.register("figures", known.values(known.at(fact_id)))
                n, rho = db.execute(CORR).fetchone()

            picture = seen(demo_store, fact_id, framework_id=framework_id, measure=measure)

            said = f"{'−' if rho < 0 else ''}{abs(rho):.2f}"
            assert picture.finding.endswith(f"(Spearman's rho {said}, {n} areas).")
            table = picture.everything.table.set_index("Fact")
            row = table.loc[known.at(fact_id).title]
            assert (float(row["Spearman's rho"]), row["Areas"]) == (pytest.approx(rho, abs=0.0051), n)

    def test_every_measure_of_every_framework_has_a_picture(self, demo_store):
        for framework_id in findings.frameworks_in_use(demo_store):
            for measure in measures(framework_id):
                picture = seen(demo_store, framework_id=framework_id, measure=measure)

                assert "Spearman's rho" in picture.finding
                assert picture.caution.startswith("This shows no cause")

    def test_choosing_other_peers_or_another_area_changes_no_figure(self, demo_store):
        one = seen(demo_store)
        other = seen(demo_store, grouping_id="urban-rural", area_code="S12000033")

        assert other.finding == one.finding
        assert other.everything.table.equals(one.everything.table)
        assert not other.scatter.table.equals(one.scatter.table)


class TestWhoIsShown:
    def test_own_and_peers_are_told_apart_and_the_own_area_is_no_peer(self, demo_store):
        picture = seen(demo_store)
        peers = findings.pairs(demo_store, "family-people")
        codes = set(peers.loc[peers["area_code"] == FIFE, "peer_code"])

        table = picture.scatter.table
        assert standing(picture, "Fife") == "own area"
        assert (table["Standing"] == "peer").sum() == len(codes) == 7
        assert len(table) == 32

    def test_areas_without_a_score_are_named_below_and_never_zero(self, demo_store):
        scores = findings.scores(demo_store, TOY, rounds=(ROUND,))
        assert MORAY not in set(scores["area_code"])

        picture = seen(demo_store, measure="all")

        assert "Without a score: Moray, " in picture.scatter.basis
        row = picture.scatter.table.set_index("Area").loc["Moray"]
        assert row.iloc[0] != row.iloc[0]

    def test_an_own_area_without_a_score_is_said(self, demo_store):
        assert "Moray has no score here." in seen(demo_store, area_code=MORAY).scatter.takeaway


class TestOutside:
    @pytest.fixture
    def with_outside(self, own_demo_store, tmp_path):
        """An area outside the register with every criterion rated at the highest level, and a figure."""
        rows = [["area", "round", "framework", "criterion", "level"]]
        rows += [["Test Valley", ROUND, TOY, row.criterion_id, 4] for row in framework(TOY).criteria]
        loaded(own_demo_store, tmp_path / "outside.xlsx", rows, area="Test Valley", outside=True)
        figures(own_demo_store, tmp_path, dict.fromkeys(AREAS, 5) | {"Fife": 7, "Angus": 6}, period="2024")
        figures(own_demo_store, tmp_path, {"Test Valley": 900}, area="Test Valley", outside=True)
        return own_demo_store

    def test_it_is_drawn_and_changes_no_figure_of_the_others(self, with_outside):
        without, seen_from = seen(with_outside, "indicator:bikes-stolen"), {"area_code": OUTSIDE}
        picture = seen(with_outside, "indicator:bikes-stolen", **seen_from)

        assert picture.finding == without.finding
        assert "6 areas" in picture.finding
        assert "Test Valley: score 100" in picture.scatter.takeaway
        assert "figure 900" in picture.scatter.takeaway
        assert standing(picture, "Test Valley") == "outside the register, not counted"
        assert "Test Valley is outside the register: drawn where it has both, never counted." in picture.scatter.basis
        assert "Test Valley" not in without.scatter.basis

    def test_of_a_context_variable_it_has_no_figure(self, with_outside):
        assert "Test Valley has no figure here." in seen(with_outside, area_code=OUTSIDE).scatter.takeaway


class TestWhatStandsBesideFirst:
    @pytest.mark.parametrize(
        ("values", "skipped"),
        [
            ([1, 2, 3, 4], True),  # it takes five areas
            ([1, 2, 3, 4, 5, 6], False),
            ([7, 7, 7, 7, 7, 7], True),
        ],
    )
    def test_the_first_by_title_that_gives_a_rho(self, own_demo_store, tmp_path, values, skipped):
        figures(own_demo_store, tmp_path, dict(zip(AREAS, values, strict=False)))
        ids = list(facts(own_demo_store).every())

        first = first_to_compare(own_demo_store, TOY, ROUND, "leadership")

        assert ids[0] == "indicator:bikes-stolen"
        assert first == ids[1 if skipped else 0]

    def test_the_first_of_all_where_none_gives_one(self, own_demo_store):
        assert first_to_compare(own_demo_store, TOY, "2031", "all") == next(iter(facts(own_demo_store).every()))


class TestFewAreas:
    def test_under_five_there_is_no_rho_and_it_is_said(self, own_demo_store, tmp_path):
        figures(own_demo_store, tmp_path, {"Fife": 1, "Angus": 2, "Highland": 3, "Moray": 4})

        picture = seen(own_demo_store, "indicator:bikes-stolen")

        assert picture.finding == (
            "No link of bikes stolen with the scores on Leadership can be shown: "
            "3 areas have both figures, and it takes 5."
        )
        assert picture.scatter.takeaway.startswith("Fife: score ")
        assert "Without a figure: Aberdeen City, Aberdeenshire, " in picture.scatter.basis
        assert "and 16 more." in picture.scatter.basis  # 28 areas have no figure, 12 are named
        last = picture.everything.table.iloc[-1]
        assert (last["Fact"], last["Strength"]) == ("Bikes stolen", "3 areas have both figures, and it takes 5")

    def test_a_round_without_scores(self, own_demo_store, tmp_path):
        rows = [["Area", "Round", "Framework", "Criterion", "Level"]]
        rows += [["Fife", "2031", TOY, f"{TOY}.leadership.01", "Doing well"]]
        loaded(own_demo_store, tmp_path / "one.xlsx", rows)

        picture = seen(own_demo_store, round_="2031")

        assert "0 areas have both figures" in picture.finding
        assert "No fact has figures and scores of 5 areas." in picture.everything.takeaway


class TestWhen:
    @pytest.mark.parametrize(
        ("period", "said"),
        [
            ("2025", "Figures of 2025, ratings of round 2025."),
            ("2024/25", "Figures of 2024/25, ratings of round 2025."),
            ("2021/22", "Figures of 2021/22, ratings of round 2025: not the same time."),
            ("2024", "Figures of 2024, ratings of round 2025: not the same time."),
        ],
    )
    def test_another_year_than_that_of_the_round_is_said(self, own_demo_store, tmp_path, period, said):
        figures(own_demo_store, tmp_path, dict.fromkeys(AREAS, 1) | {"Fife": 2}, period=period)

        assert f" {said} " in f"{seen(own_demo_store, 'indicator:bikes-stolen').scatter.basis} "

    def test_the_newest_period_counts_unless_another_is_chosen(self, own_demo_store, tmp_path):
        figures(own_demo_store, tmp_path, dict(zip(AREAS, [1, 2, 3, 4, 5, 6], strict=True)), period="2009/10")
        figures(own_demo_store, tmp_path, dict(zip(AREAS, [6, 5, 4, 3, 2, 1], strict=True)), period="2010/11")
        fact = "indicator:bikes-stolen"

        assert facts(own_demo_store).periods(fact) == ["2010/11", "2009/10"]
        newest, older = seen(own_demo_store, fact), seen(own_demo_store, fact, period="2009/10")

        assert newest.about["Period"] == "2010/11"
        assert newest.finding == seen(own_demo_store, fact, period="2010/11").finding
        assert older.scatter.table.set_index("Area").loc["Fife"].iloc[1] == 1
        rhos = [one.everything.table.set_index("Fact").loc["Bikes stolen", "Spearman's rho"] for one in (newest, older)]
        assert rhos[0] == -rhos[1] != 0


class TestFacts:
    def test_loaded_indicators_come_first_and_say_so(self, demo_store):
        titles = facts(demo_store).titles()

        assert list(titles)[:2] == ["indicator:crime-rate-demonstration", "indicator:dwelling-fires-demonstration"]
        assert titles["indicator:crime-rate-demonstration"] == "Crime rate (demonstration) (loaded)"
        assert len([key for key in titles if key.startswith("context:")]) == 25
        assert titles[INCOME] == "People on a low income"

    def test_variables_that_the_neighbours_take_the_logarithm_of_are_skewed(self, demo_store):
        skewed = [key for key, fact in facts(demo_store).every().items() if fact.logarithmic]

        assert set(skewed) == {"context:population", DENSITY}

    def test_a_variable_has_its_unit_year_description_and_source(self, demo_store):
        fact = facts(demo_store).at(INCOME)

        assert (fact.unit, fact.period, fact.decimals) == ("% of population", "2020", 1)
        assert "income deprived" in fact.description
        assert "SIMD 2020" in fact.source
        basis = seen(demo_store).scatter.sources
        assert fact.description in basis
        assert fact.source in basis

    def test_what_the_rows_of_an_indicator_say_differently_is_all_said(self, own_demo_store, tmp_path):
        header = ["Area", "Indicator", "Year", "Value", "Unit", "Source"]
        rows = [["Fife", "Bikes", "2024", 1.25, "per 100", "Us"], ["Angus", "Bikes", "2024", 2, "per 1,000", None]]
        loaded(own_demo_store, tmp_path / "a.xlsx", [header, *rows])

        fact = facts(own_demo_store).at("indicator:bikes")

        assert (fact.unit, fact.source, fact.decimals) == ("per 1,000; per 100", "Us", 2)
        assert "more than one unit" in seen(own_demo_store, "indicator:bikes").scatter.basis

    @pytest.mark.parametrize("fact_id", ["indicator:unknown", "context:unknown"])
    def test_an_unknown_fact_is_refused(self, demo_store, fact_id):
        with pytest.raises(KeyError):
            facts(demo_store).at(fact_id)


class TestDemonstration:
    def test_demonstration_scores_mark_everything(self, demo_store):
        picture = seen(demo_store)

        assert (picture.demo, picture.scatter.demo, picture.everything.demo) == (True, True, True)

    def test_real_scores_beside_a_real_figure_are_not_marked(self, store, tmp_path):
        rows = [["Area", "Round", "Framework", "Criterion", "Level"]]
        rows += [
            [area, ROUND, TOY, row.criterion_id, 1 + (place + n) % 4]
            for place, area in enumerate(AREAS)
            for n, row in enumerate(framework(TOY).criteria)
        ]
        loaded(store, tmp_path / "all.xlsx", rows)
        figures(store, tmp_path, dict(zip(AREAS, [1, 2, 3, 4, 5, 6], strict=True)))
        assert not reading.indicators(store)["demo"].any()

        picture = seen(store, "indicator:bikes-stolen", measure="all")

        assert (picture.demo, picture.scatter.demo, picture.everything.demo) == (False, False, False)
        assert "6 areas)" in picture.finding
