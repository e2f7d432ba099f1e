"""Names behind aliases: no name and no code of another area in anything that is sent to the browser."""

import re

import pytest

from csp_analytics.areas.register import register, written_names
from csp_analytics.store.peer_lists import save_peer_list
from csp_analytics.ui import navigation
from csp_analytics.ui.navigation import SPECS
from tests.pages.seen import Seen, opened
from tests.pages.sent import presented

FIFE, GLASGOW, MORAY = "S12000047", "S12000049", "S12000020"
EXPLORE = [spec.address for spec in SPECS if spec.section == navigation.EXPLORE]
HIDDEN = {"names": "hidden", "mix": "7", "named": FIFE}


def other_names(own=FIFE):
    """Every name, short name, alias and code of the other areas, tile labels too, where they stand as words."""
    labels = [area.tile_label for code, area in register().areas.items() if code != own]
    told = [name for code, names in written_names().items() if code != own for name in (code, *names) if name]
    any_case = "|".join(map(re.escape, sorted(told, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:(?i:{any_case})|{'|'.join(labels)})(?!\w)")


@pytest.mark.parametrize("address", EXPLORE)
def test_no_name_and_no_code_of_another_area_is_sent(demonstration, address):
    said, sent = presented(address, area=FIFE, **HIDDEN)

    assert other_names().findall(sent) == []
    assert "Names are hidden" in said[0]
    assert "Area " in sent


def test_what_is_looked_for_would_be_found(demonstration):
    _, sent = presented("compare", area=FIFE)

    assert {"Glasgow City", GLASGOW, "GLA", "Moray"} <= set(other_names().findall(sent))


@pytest.mark.parametrize(
    ("address", "choices"),
    [
        ("compare", {"framework": "hallmarks"}),
        ("change", {"area": "all"}),
        ("crosswalk", {"area": "all"}),
        ("criteria", {"shown-large": "all", "framework": "excellence"}),
        ("peers", {"peers": "police-division"}),
        ("report", {"peers": "police-division"}),
        ("profile", {"areas": f"{FIFE},{GLASGOW},{MORAY}"}),
        ("criteria", {"cell": f"{GLASGOW}~safer-communities.leadership.01"}),
    ],
)
def test_nor_under_other_choices(demonstration, address, choices):
    _, sent = presented(address, **{"area": FIFE, **HIDDEN, **choices})

    assert other_names().findall(sent) == []


def test_nor_from_what_people_wrote_or_called_a_list_or_brought_from_outside(own):
    with own.transaction() as cursor:
        cursor.execute("update rating set evidence = 'Learned from the City of Glasgow and from Fife'")
        cursor.execute("insert into area values ('outside:newtown', 'Newtown', true)")
        cursor.execute(
            "update assessment set area_code = 'outside:newtown', source_file = 'newtown.xlsx' "
            f"where area_code = '{MORAY}'"
        )
    save_peer_list(own, "Glasgow and friends", [GLASGOW, FIFE, MORAY])
    names = re.compile(f"newtown|{other_names().pattern}")

    for address in ("area", "criteria", "peers"):
        _, sent = presented(address, area=FIFE, peers="own:Glasgow and friends", **HIDDEN)
        assert names.findall(sent) == []
    assert "and from Fife" in presented("area", area=FIFE, **HIDDEN)[1]
    outside = opened("area", present="on", area="outside:newtown", **HIDDEN)
    assert outside.alerts == []
    assert outside.one("<h1>(.*?)</h1>").startswith("Area ")


def test_the_same_alias_on_every_page_and_after_a_reload(demonstration):
    def ranked(page):
        names = next(iter(page.charts.values()))["layout"]["annotations"]
        return [one["text"] for one in names if "Area " in one.get("text", "")] or page.text

    first = opened("compare", present="on", area=FIFE, names="hidden")
    again = opened("compare", present="on", **{key: first.address[key] for key in ("area", "names", "mix", "named")})
    other = opened("compare", present="on", area=FIFE, names="hidden", mix=str(int(first.address["mix"]) + 1))

    assert ranked(first) == ranked(again) != ranked(other)


def test_an_area_that_is_chosen_later_keeps_its_alias_and_the_own_one_its_name(demonstration):
    page = opened("area", present="on", area=FIFE, names="hidden", mix="7")
    options = page.app.selectbox(key="choose-area").options
    assert options[:4] == ["Fife", "Area A", "Area B", "Area C"]

    page = page.choose("area", "area-c")

    assert page.one("<h1>(.*?)</h1>") == "Area C"
    assert page.address["area"] == "area-c"
    assert page.address["named"] == FIFE


def test_a_link_to_another_area_names_nobody_but_the_named_one(demonstration):
    page = opened("area", present="on", area=GLASGOW, **HIDDEN)

    assert page.one("<h1>(.*?)</h1>").startswith("Area ")
    assert page.address["area"].startswith("area-")


def test_names_come_back_with_the_area_that_was_chosen(demonstration):
    page = opened("area", present="on", area=FIFE, names="hidden", mix="7").choose("area", "area-c")
    hidden = page.one("<h1>(.*?)</h1>")

    page.app.toggle(key="choose-names").set_value(False)
    page = Seen(page.app.run())

    assert hidden == "Area C"
    assert page.address["area"] in register().areas
    assert page.one("<h1>(.*?)</h1>") == register().areas[page.address["area"]].name
    assert not {"names", "named", "mix"} & set(page.address)


def test_no_map_is_drawn_and_it_says_why(demonstration):
    said, _ = presented("compare", area=FIFE, **HIDDEN)

    assert "there is no map" in said[1]


def test_at_a_desk_nothing_of_it_stays(demonstration):
    presented("compare", area=FIFE, **HIDDEN)

    assert "Glasgow City" in str(opened("compare", area=FIFE).charts)
