"""What a mere officer can read of the database, whatever is asked of it: three rounds of three publishing rules."""

import re
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.access.person import ADMINISTRATOR, ANALYST, FACILITATOR, NOBODY, OFFICER, Person
from csp_analytics.access.publishing import ALIASES, GROUP, NAMED, PUBLISHING
from csp_analytics.access.rules import NotAllowed
from csp_analytics.areas.aliases import Aliases, Sight, seeing
from csp_analytics.areas.groupings import context, default_grouping, groupings, membership
from csp_analytics.areas.register import register, written_names
from csp_analytics.store import reading, survey_reading
from csp_analytics.store.connection import open_store
from csp_analytics.store.in_sight import in_sight
from csp_analytics.store.overlay import laid_over
from csp_analytics.store.peer_lists import save_peer_list
from csp_analytics.store.sight_views import OTHERS
from csp_analytics.store.sights import behind, own_areas, rules, seen_by, sight_of
from csp_analytics.store.writing import load
from tests.builders.skill_surveys import People, posts, skills_survey
from tests.store.loadable import ANGUS, FIFE, FRAMEWORK, MORAY, assessment, figures, plan

ROUNDS = {"2023": NAMED, "2024": ALIASES, "2025": GROUP}
REST = ["S12000033", "S12000034", "S12000036", "S12000039"]  # with Moray and Angus six areas that are not Fife
EVERYBODY = [FIFE, MORAY, ANGUS, *REST]
LEVEL = {code: 1 + place % 4 for place, code in enumerate(EVERYBODY)}


def officer(*areas, name="officer@example.org"):
    return Person(name, frozenset({OFFICER}), frozenset(areas))


def set_rules(store, wanted):
    with store.transaction() as cursor:
        cursor.execute("delete from round_rule")
        for round_, rule in wanted.items():
            cursor.execute(
                "insert into round_rule values ($round, $rule, true, now()::timestamp, 'admin@example.org')",
                {"round": round_, "rule": rule},
            )


def filled(store):
    """Every table that says something of areas, for seven areas and three rounds, each in files of its own."""
    for round_ in ROUNDS:
        for code in EVERYBODY:
            name = register().areas[code].name
            mine = f"{name} {round_}"
            load(store, assessment(code, level=LEVEL[code], round_=round_, file=f"{mine}.xlsx", evidence=mine))
            load(store, plan(code, [f"Issue of {mine}"], file=f"plan {mine}.xlsx", round_=round_))
        people = [People(code, 6, {"facilitation": LEVEL[code]}) for code in EVERYBODY]
        load(store, skills_survey(round_, people, file=f"survey {round_}.xlsx"))
        load(store, posts(round_, {code: 100 + place for place, code in enumerate(EVERYBODY)}))
    load(store, figures({(code, "2023/24"): 10.0 + place for place, code in enumerate(EVERYBODY)}))
    save_peer_list(store, "With Moray", [MORAY, FIFE])
    with store.transaction() as cursor:
        cursor.execute("insert into area values ('outside:elsewhere', 'Elsewhere', true)")
        cursor.execute("insert into person_role values ('moray@example.org', 'officer', $area, now()::timestamp, 'a')",
                       {"area": MORAY})  # fmt: skip
        for code in (FIFE, MORAY):
            cursor.execute(
                "insert into submission (submission_id, area_code, what, submitted_at, submitted_by) values "
                "($number, $area, $what, now()::timestamp, 'x')",
                {"number": len(code) + (code == FIFE), "area": code, "what": f"plan of {code}"},
            )


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("nation") / "nation.duckdb")
    filled(store)
    set_rules(store, ROUNDS)
    yield store
    store.close()


def tables(store):
    found = store.frame(
        "select table_name from duckdb_tables() where schema_name = 'main' and not temporary union "
        "select view_name from duckdb_views() where schema_name = 'main' and not internal and not temporary"
    )["table_name"]
    assert {"rating", "current_rating", "kept_secret"} <= set(found)
    return sorted(found)


def everything(store):
    """Every table as text, by name."""
    return {table: store.frame(f'select * from "{table}"').astype(str).to_csv() for table in tables(store)}


def names_of_others(*own):
    told = [name for code, names in written_names().items() if code not in own for name in (code, *names) if name]
    return re.compile(rf"(?<!\w)(?i:{'|'.join(map(re.escape, sorted(told, key=len, reverse=True)))}|elsewhere)(?!\w)")


def areas_by_round(store):
    there = reading.assessments(store)
    return {round_: set(rows["area_code"]) for round_, rows in there.groupby("round")}


@pytest.mark.parametrize("role", [ANALYST, FACILITATOR, ADMINISTRATOR])
def test_all_but_mere_officers_see_the_database_itself(nation, role):
    for rule in PUBLISHING:
        assert seen_by(nation, Person("x", frozenset({role, OFFICER}), frozenset({FIFE})), rule) is nation


def test_nobody_sees_nothing(nation):
    with pytest.raises(NotAllowed, match="Only people with a role may look at results"):
        seen_by(nation, NOBODY)


def test_while_every_round_is_named_officers_see_the_database_itself(store):
    set_rules(store, {"2023": NAMED})

    assert seen_by(store, officer(FIFE)) is store
    assert not sight_of(store, officer(FIFE), ALIASES).key


def test_own_rows_are_there_in_every_round_and_those_of_others_in_rounds_of_the_rule_alone(nation):
    own = {FIFE, MORAY}
    for rule, round_ in ((NAMED, "2023"), (ALIASES, "2024"), (GROUP, "")):
        seen = areas_by_round(seen_by(nation, officer(*own), rule))

        for one in ROUNDS:
            assert own <= seen[one]
            assert len(seen[one]) == (len(EVERYBODY) if one == round_ else 2)
    assert areas_by_round(seen_by(nation, officer(FIFE), NAMED))["2023"] == set(EVERYBODY)


def test_own_answers_texts_plans_and_figures_are_complete_in_every_view(nation):
    for rule in PUBLISHING:
        store = seen_by(nation, officer(FIFE), rule)

        for round_ in ROUNDS:
            for texts in (reading.ratings(nation, FRAMEWORK, rounds=(round_,), area_code=FIFE, texts=True),):
                seen = reading.ratings(store, FRAMEWORK, rounds=(round_,), area_code=FIFE, texts=True)
                assert seen.equals(texts)
        assert reading.plans(store, FIFE).equals(reading.plans(nation, FIFE))
        assert FIFE in set(reading.indicators(store)["area_code"])
        assert set(reading.submissions(store)["area_code"]) == {FIFE}


@pytest.mark.parametrize("rule", [ALIASES, GROUP])
def test_no_name_and_no_code_of_another_area_can_be_read(nation, rule):
    found = {
        table: names_of_others(FIFE).findall(text)
        for table, text in everything(seen_by(nation, officer(FIFE), rule)).items()
    }

    assert {table: names for table, names in found.items() if names} == {}
    assert names_of_others(FIFE).findall(everything(nation)["assessment"])


def test_what_is_about_people_secrets_and_the_audit_log_is_nobodys(nation):
    for rule in PUBLISHING:
        store = seen_by(nation, officer(FIFE), rule)
        for table in ("kept_secret", "person_role", "audit_log", "vote_log"):
            assert store.value(f"select count(*) from {table}") == 0
        assert store.value("select count(*) from round_rule") == 3


def test_a_table_that_nobody_thought_of_is_empty(store):
    set_rules(store, ROUNDS)
    with store.transaction() as cursor:
        cursor.execute("create table brand_new (area_code varchar)")
        cursor.execute("insert into brand_new values ('S12000047')")

    assert seen_by(store, officer(FIFE)).value("select count(*) from brand_new") == 0


def test_behind_aliases_the_others_have_the_same_levels_and_nothing_that_tells_them(nation):
    store = seen_by(nation, officer(FIFE), ALIASES)
    seen = reading.ratings(store, FRAMEWORK, rounds=("2024",), texts=True)
    others = seen[seen["area_code"] != FIFE]

    assert sorted(others.groupby("area_code")["level"].first()) == sorted(LEVEL[code] for code in EVERYBODY[1:])
    assert set(others["evidence"]) == set(others["action"]) == {""}
    assert set(reading.plans(store)["area_code"]) == set(reading.indicators(store)["area_code"]) == {FIFE}
    assert reading.peer_lists(store).empty
    rows = store.frame("select * from assessment where area_code like 'area-%' order by assessment_id")
    assert set(rows["source_file"]) == set(rows["imported_by"]) == set(rows["source_digest"]) == {""}
    assert rows["imported_at"].nunique() == 1
    # Numbers go by the letters, and these by lot: not in the order of loading.
    assert list(rows["area_code"]) == sorted(rows["area_code"])


def test_in_group_the_others_answers_of_a_survey_are_those_of_one_pseudo_area(nation):
    store = seen_by(nation, officer(FIFE), GROUP)
    for round_, areas in (("2025", {FIFE: 6, OTHERS: 36}), ("2023", {FIFE: 6})):
        counted = survey_reading.respondent_counts(store, "skills", round_).groupby("area_code")["n"].sum()
        assert counted.to_dict() == areas
    asked = survey_reading.posts(store, "skills", "2025").set_index("area_code")["posts"].to_dict()
    assert asked == {FIFE: 100, OTHERS: sum(range(101, 107))}
    real = survey_reading.answer_counts(nation, "skills", "2025", "in-place").groupby(["item_id", "value"])["n"].sum()
    seen = survey_reading.answer_counts(store, "skills", "2025", "in-place").groupby(["item_id", "value"])["n"].sum()
    assert seen.equals(real)


def test_a_pool_of_fewer_than_five_other_areas_is_none(nation):
    store = seen_by(nation, officer(FIFE, MORAY, ANGUS), GROUP)  # four others are left

    counted = survey_reading.respondent_counts(store, "skills", "2025")
    assert set(counted["area_code"]) == {FIFE, MORAY, ANGUS}


def test_behind_aliases_people_are_of_letters_that_stand_for_the_same_areas(nation):
    store = seen_by(nation, officer(FIFE), ALIASES)
    people = set(survey_reading.respondent_counts(store, "skills", "2024")["area_code"])

    assert people == areas_by_round(store)["2024"]
    assert set(survey_reading.posts(store, "skills", "2024")["area_code"]) == {FIFE, OTHERS}


def test_aliases_of_two_persons_cannot_be_matched_and_stay_the_same_for_one(nation):
    mine, other = (sight_of(nation, officer(code), ALIASES).aliases for code in (FIFE, MORAY))
    again = sight_of(nation, officer(FIFE, name="somebody.else@example.org"), ALIASES).aliases

    assert mine == again
    shared = [code for code in EVERYBODY if code not in (FIFE, MORAY)]
    assert [mine.letter(code) for code in shared] != [other.letter(code) for code in shared]


def test_behind_strict_aliases_nothing_public_tells_which_area_is_which(nation):
    with seeing(sight_of(nation, officer(FIFE), ALIASES)):
        areas = register().areas
        assert {code for code, one in areas.items() if one.population} == {FIFE}
        assert set(context()["area_code"]) == {FIFE}
        assert list(groupings()) == [default_grouping()]
        sizes = membership().groupby("group_id").size()
        assert sizes.min() >= 5
        assert register().resolve("Moray") is None


def test_what_the_own_people_wrote_is_not_translated_because_they_know_whom_they_meant():
    aliases = Aliases(written_names(), "7", FIFE, strictly=True)

    assert aliases.words("As Moray does, and Fife") == "As another area does, and Fife"


def test_an_upload_and_a_wall_show_no_more_than_the_person_may_see(nation):
    for rule in (ALIASES, GROUP):
        store = seen_by(nation, officer(FIFE), rule)
        over = laid_over(store, [assessment(FIFE, level=4, round_="2025")])
        room = in_sight(store, Sight(alone=FIFE))

        for seen in (over, laid_over(room, [])):
            text = "".join(
                seen.frame(f"select * from {one}").astype(str).to_csv() for one in ("current_rating", "action")
            )
            assert names_of_others(FIFE).findall(text) == []
        assert areas_by_round(room) == {round_: {FIFE} for round_ in ROUNDS}
        assert areas_by_round(over) == areas_by_round(store)


def test_what_an_officer_writes_goes_to_the_database(store):
    load(store, assessment(FIFE, MORAY))
    set_rules(store, {"2025": GROUP})
    seen = seen_by(store, officer(FIFE), GROUP)

    load(seen, assessment(FIFE, level=4, file="newer.xlsx"))

    assert set(reading.ratings(seen, FRAMEWORK)["level"]) == {4.0}
    assert set(reading.ratings(store, FRAMEWORK)["area_code"]) == {FIFE, MORAY}
    assert seen.version == store.version


def test_a_rule_that_nobody_knows_is_the_strictest(store):
    load(store, assessment(FIFE, MORAY))
    set_rules(store, {"2025": "by-moonlight"})

    assert rules(store) == {"2025": GROUP}
    for rule in (*PUBLISHING, "by-moonlight"):
        assert set(reading.assessments(seen_by(store, officer(FIFE), rule))["area_code"]) == {FIFE}


def test_behind_what_is_seen_stands_the_database_for_group_figures(nation):
    store = seen_by(nation, officer(FIFE), GROUP)

    assert behind(store) is nation
    assert behind(nation) is nation
    assert own_areas(laid_over(store, [])) == own_areas(store) == {FIFE}
    assert own_areas(nation) == frozenset()


@settings(max_examples=6)
@given(
    st.dictionaries(st.sampled_from(list(ROUNDS)), st.sampled_from([*PUBLISHING, "unknown"]), min_size=1),
    st.sets(st.sampled_from(EVERYBODY), min_size=1, max_size=3),
    st.sampled_from(PUBLISHING),
)
def test_whatever_the_rules_and_the_person_no_table_says_more_than_the_rule_allows(wanted, own, rule):
    with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "x.duckdb")) as store:
        for round_ in ROUNDS:
            load(store, assessment(*EVERYBODY, round_=round_, file=f"{round_}.xlsx"))
            load(store, skills_survey(round_, [People(code, 2, {"facilitation": 1}) for code in EVERYBODY]))
        set_rules(store, wanted)
        seen = seen_by(store, officer(*own), rule)
        hidden = {round_ for round_ in ROUNDS if wanted.get(round_, NAMED) != NAMED}
        if not hidden:
            assert seen is store
            return
        for table in tables(store):
            frame = seen.frame(f'select * from "{table}"').astype(str)
            if "round" in frame and rule == NAMED:
                frame = frame[frame["round"].isin(hidden)]
            elif rule == NAMED and table not in ("area", "peer_list", "indicator"):
                continue  # without a round of its own: what it belongs to is looked at in the tables that have one
            assert names_of_others(*own).findall(frame.to_csv()) == []
        assert set(survey_reading.surveys(seen)["scope"]) <= {"all"}
