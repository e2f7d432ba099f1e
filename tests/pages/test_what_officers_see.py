"""What a mere officer is sent by the pages in rounds that are published without names or as group figures."""

import re
import shutil
from contextlib import closing

import pytest

from csp_analytics.access import acting
from csp_analytics.access.person import ADMINISTRATOR, OFFICER, Person
from csp_analytics.access.publishing import ALIASES, GROUP, NAMED
from csp_analytics.store.connection import open_store
from csp_analytics.ui import navigation
from csp_analytics.ui.navigation import SPECS
from tests.pages.seen import opened
from tests.pages.sent import plain, presented, recorded
from tests.pages.test_presenting_names import other_names

FIFE, GLASGOW, MORAY = "S12000047", "S12000049", "S12000020"
EXPLORE = [spec.address for spec in SPECS if spec.section == navigation.EXPLORE]
OFFICERS = Person("officer@example.org", frozenset({OFFICER}), frozenset({FIFE}))
# Pages that would be empty or misleading, and what they say instead.
HELD_BACK = {
    ALIASES: {"peers": "would tell which area is which", "context": "would tell"},
    GROUP: {
        **dict.fromkeys(
            ("national", "compare", "peers", "context", "report", "learning"), "published as group figures"
        ),
        **dict.fromkeys(("skills", "partners", "survey-quality"), "counts single other areas"),
    },
}


@pytest.fixture(scope="module")
def ruled(demo_database, tmp_path_factory):
    """The demonstration data, and a way to publish its newest round otherwise."""
    place = shutil.copy(demo_database, tmp_path_factory.mktemp("ruled") / "ruled.duckdb")
    with closing(open_store(place)) as store:
        yield store


@pytest.fixture(autouse=True)
def officer():
    """Who opens the pages."""
    acting.otherwise(lambda: OFFICERS)
    yield
    acting.as_at_the_start()


@pytest.fixture
def published(ruled, monkeypatch):
    """Publishes rounds by a rule: all of them, or those that are named."""
    monkeypatch.setenv("CSP_DATABASE", str(ruled.path))

    def by(rule, *rounds):
        every = rounds or tuple(
            ruled.frame("select distinct round from assessment union select round from survey")["round"]
        )
        with ruled.transaction() as cursor:
            cursor.execute("delete from round_rule")
            for one in every:
                cursor.execute(
                    "insert into round_rule values ($round, $rule, true, timestamp '2026-03-04', 'admin@example.org')",
                    {"round": one, "rule": rule},
                )
        return ruled

    return by


def sent(address, **choices):
    with recorded() as told:
        page = opened(address, area=FIFE, **choices)
    assert page.alerts == []
    return page, plain(told)


@pytest.mark.parametrize("address", [*EXPLORE, "actions", "survey-quality", "your-partnership"])
def test_behind_aliases_no_name_and_no_code_of_another_area_is_sent(published, address):
    published(ALIASES)
    page, told = sent(address)

    assert other_names().findall(told) == []
    assert "published without names" in page.text
    assert "Set by an administrator on 4 March 2026." in page.text
    assert "admin@example.org" not in page.text
    if address in HELD_BACK[ALIASES]:
        assert HELD_BACK[ALIASES][address] in page.text
        assert page.charts == {}


@pytest.mark.parametrize("address", [*HELD_BACK[GROUP]])
def test_a_page_that_would_mislead_says_why_and_what_to_open_instead(published, address):
    published(GROUP)
    page, _ = sent(address)

    assert HELD_BACK[GROUP][address] in page.text
    assert "Open " in page.text
    assert page.charts == {}


def test_in_group_what_is_sent_is_the_same_whatever_another_area_rated_wrote_or_planned(published):
    store = published(GROUP)
    others = f"assessment_id in (select assessment_id from assessment where area_code <> '{FIFE}')"
    pages = ("criteria", "profile", "change", "crosswalk", "actions")

    def everything():
        told = {address: sent(address)[1] for address in pages}
        return {
            address: re.sub(r"(?m)^.*(?:id|hash|version|time)\w*: .*$|data version \d+", "", text)
            for address, text in told.items()
        }

    before = everything()
    with store.transaction() as cursor:
        cursor.execute("create table was as select * from rating")
        cursor.execute(f"update rating set level = 1, evidence = 'other', action = 'other' where {others}")
    after = everything()
    with store.transaction() as cursor:
        cursor.execute("delete from rating")
        cursor.execute("insert into rating select * from was")
        cursor.execute("drop table was")

    assert [address for address in pages if before[address] != after[address]] == []


def test_in_group_the_area_stands_beside_groups_as_it_would_among_named_areas(published):
    store = published(GROUP)
    page, _ = sent("area")

    rows = page.table("Fife beside groups of areas")
    nation = next(row for row in rows if row[0] == "Leadership" and "nation" in row[2])
    # By another path, in SQL: all areas but Fife with six of eight criteria rated (two thirds).
    levels = store.frame(
        "select area_code, avg(level) as level, count(*) as n from current_rating where framework = $framework and "
        "round = '2025' and criterion_id like '%.leadership.%' and answer = 'rated' and area_code like 'S12%' and "
        "area_code <> $own group by area_code",
        {"own": FIFE, "framework": "safer-communities"},
    )
    scores = 100 * (levels.loc[levels["n"] >= 6, "level"] - 1) / 3
    assert nation[3] == str(len(scores))
    assert float(nation[4]) == pytest.approx(scores.median(), abs=0.05)
    assert float(nation[7]) == pytest.approx(scores.mean(), abs=0.05)
    assert "Fife stands below the median of its peer group on" in page.text


def test_the_view_follows_the_round_of_the_page(published):
    published(GROUP, "2025")

    assert "published as group figures" in sent("compare")[0].text
    earlier, told = sent("compare", round="2023")
    assert "published as group figures" not in earlier.text
    assert GLASGOW in told


def test_two_rounds_of_different_rules_show_the_own_area_alone(published):
    published(ALIASES, "2025")

    own, told = sent("change")
    assert own.one("<h1>(.*?)</h1>") == "Change: Fife"
    assert other_names().findall(told) == []
    everyone = opened("change", area="all")
    assert "cannot be set side by side" in everyone.text


def test_another_area_cannot_be_opened_by_its_code_or_its_name(published):
    published(ALIASES)

    for said in (GLASGOW, "Moray"):
        page = opened("area", area=said)
        assert page.one("<h1>(.*?)</h1>") == "Fife"
        assert page.address["area"] == FIFE


def test_a_wall_shows_no_more_than_the_officer_may_see(published):
    published(ALIASES)
    _, told = presented("compare", area=FIFE, names="shown")
    assert other_names().findall(told) == []

    published(GROUP)
    said, _ = presented("compare", area=FIFE, others="shown")
    assert "published as group figures" in said[0]


def test_while_every_round_is_named_and_for_others_nothing_changes(published):
    published(NAMED, "2025")
    assert GLASGOW in sent("compare")[1]

    published(GROUP)
    acting.otherwise(lambda: Person("admin@example.org", frozenset({ADMINISTRATOR})))
    page, told = sent("compare")
    assert GLASGOW in told
    assert "published as group figures" not in page.text
