"""The page Peers follows its choices; own lists are saved, chosen and deleted, with a sentence for what fails."""

import re

import pytest

from csp_analytics.areas.register import register
from csp_analytics.store import reading
from csp_analytics.store.peer_lists import delete_peer_list, save_peer_list
from tests.pages.seen import opened, words

FIFE, MORAY, ORKNEY = "S12000047", "S12000020", "S12000023"
HARMFUL = "<script>alert(1)</script> **bold** 50%"
DEFAULTS = {
    "area": "S12000033",
    "framework": "safer-communities",
    "round": "2025",
    "peers": "family-people",
    "published": "no",
    "second": "police-division",
    "measure": "all",
}


@pytest.fixture
def first_run(monkeypatch):
    """Pages as the link opens them: a second run, which unfolds what is folded, has the mended address already."""
    monkeypatch.setattr("tests.pages.seen._unfolded", lambda app: app)


def rows_of(page, caption):
    """The rows of one of the page's own tables, as lists of words."""
    (found,) = [one for one in re.findall(r"<table.*?</table>", page.html, re.DOTALL) if f">{caption}<" in one]
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", found, re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def test_its_first_view_answers_without_a_click(demonstration):
    page = opened("peers")

    assert (page.alerts, page.address) == ([], DEFAULTS)
    assert page.one(r"<h1>(.*?)</h1>") == "Peers of Aberdeen City"
    assert "peer groupings on" in page.finding
    assert page.headings == [
        "Does it depend on the choice of peers? Overall",
        "Aberdeen City beside two peer groups at once",
        "Every peer grouping",
        "Who the peers are, and why",
    ]
    assert len(page.charts) == 2


def test_every_grouping_has_its_row_and_every_peer_its_own(demonstration):
    page = opened("peers", area=FIFE)

    groups = rows_of(page, "Groups and members")
    assert [row[0] for row in groups[1:]] == [
        "Family group (people)", "Family group (other)", "Urban-rural class", "Police division", "Nearest neighbours",
    ]  # fmt: skip
    assert groups[4][2:] == ["0 of 0", *["not compared"] * 5]
    members = rows_of(page, "Peers, most alike first")
    assert len(members) == 1 + 7
    assert members[1][0].startswith("South Lanarkshire")
    assert "1st nearest of 31" in members[1][0]
    assert "0 is the same" in page.text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("area", "S12000013"),
        ("framework", "hallmarks"),
        ("round", "2023"),
        ("peers", "nearest-neighbours"),
        ("second", "urban-rural"),
        ("measure", "evidence"),
    ],
)
def test_each_choice_changes_the_pictures_and_the_address(demonstration, key, value):
    page = opened("peers", area=FIFE)
    before = list(page.charts.values())

    page = page.choose(key, value)

    assert (page.alerts, page.address[key]) == ([], value)
    assert list(page.charts.values()) != before


def test_the_published_convention_is_a_switch_in_the_address(demonstration):
    usual, published = (opened("peers", area=FIFE, published=said) for said in ("no", "yes"))

    assert "the median, own area left out" in usual.text
    assert "the mean, own area counted, as published" in published.text
    assert published.chart("Dot plot, one row a peer grouping: how far Fife lies above or below the mean")


def test_a_grouping_cannot_stand_beside_itself(demonstration, first_run):
    page = opened("peers", peers="police-division", second="police-division")

    assert page.address["second"] == "family-people"
    box = page.app.selectbox(key="choose-second")
    assert "Police division" not in box.options
    said = "Police division is the first grouping already, so Family group (people) stands beside it."
    assert said in page.text
    assert said not in opened("peers", peers="police-division", second="urban-rural").text


def test_an_area_alone_in_its_division_is_told_so(demonstration):
    page = opened("peers", area=FIFE, peers="police-division")

    assert page.alerts == []
    assert "Fife (P Division) (no other area is in it)" in page.text
    assert "Police division has no peer with a score" in page.text
    assert "Who the peers are, and why" not in page.headings


def test_an_area_without_an_assessment_keeps_its_peers_and_shows_no_picture(demonstration):
    page = opened("peers", area=MORAY)

    assert page.finding.startswith("Moray has no assessment of Safer Communities Programme in round 2025.")
    assert page.charts == {}
    assert len(rows_of(page, "Peers, most alike first")) == 8
    assert not {"nan", "None"} & set(page.text.replace(".", " ").split())
    assert [one.label for one in page.app.button] == ["Save or delete your own lists of peers", "Present"]


def test_many_peers_are_folded_but_there(own):
    save_peer_list(own, "Everybody", list(register().areas))

    page = opened("peers", area=FIFE, peers="own:Everybody")

    assert len(rows_of(page, "Peers, most alike first")) == 1 + 12
    assert len(rows_of(page, "Peers, most alike first: the others")) == 1 + 31 - 12
    assert "19 more peers" in page.text


class Lists:
    """The dialog of lists: without a browser every press is a run of the whole page, so its button is pressed again."""

    def __init__(self, page):
        self.app = page.app
        self.page = page
        self._press("Save or delete your own lists of peers")

    def save(self, name, codes, *, replace=False):
        self.app.text_input(key="own-list-name").set_value(name)
        self.app.multiselect(key="own-list-areas").set_value(codes)
        self.app.checkbox(key="own-list-replace").set_value(replace)
        return self._press("Save the list")

    def delete(self, name, *, sure=True):
        self.app.selectbox(key="own-list-old").set_value(name)
        self.app.checkbox(key="own-list-sure").set_value(sure)
        return self._press("Delete the list")

    def _press(self, label):
        self.app.button(key="own-lists").click()
        next(one for one in self.app.button if one.label == label).click()
        self.app.run()
        return self.page


def saved(store):
    return {name: sorted(part["area_code"]) for name, part in reading.peer_lists(store).groupby("name")}


class TestOwnLists:
    def test_a_saved_list_is_chosen_at_once_and_offered_on_other_pages(self, own):
        page = Lists(opened("peers", area=FIFE)).save(" Far  north ", [ORKNEY, MORAY])

        assert page.alerts == []
        assert saved(own) == {"Far north": [MORAY, ORKNEY]}
        assert page.address["peers"] == "own:Far north"
        assert {row[0].partition("  ")[0] for row in rows_of(page, "Peers, most alike first")[1:]} == {
            "Moray",
            "Orkney Islands",
        }
        assert opened("area", area=FIFE, peers="own:Far north").choices["Peers"] == "own:Far north"

    def test_it_says_that_a_list_is_for_everyone(self, own):
        lists = Lists(opened("peers"))
        assert "saved for everyone who uses this database" in lists.page.text

    @pytest.mark.parametrize(
        ("name", "codes", "said"),
        [
            ("", [MORAY], "Give the list a name, so that it can be found again."),
            ("Nobody", [], "Choose at least one area for the list."),
        ],
    )
    def test_what_cannot_be_saved_is_said_and_nothing_changes(self, own, name, codes, said):
        page = Lists(opened("peers")).save(name, codes)

        assert page.alerts == [said]
        assert saved(own) == {}
        assert page.address["peers"] == "family-people"

    def test_a_name_that_is_taken_is_replaced_only_when_ticked(self, own):
        save_peer_list(own, "Far north", [ORKNEY])

        page = Lists(opened("peers")).save("Far  north", [MORAY])
        assert page.alerts == [
            "There is already a list 'Far north'. Give another name, or tick that this one takes its place."
        ]
        assert saved(own) == {"Far north": [ORKNEY]}

        page = Lists(opened("peers")).save("Far north", [MORAY], replace=True)
        assert (page.alerts, saved(own)) == ([], {"Far north": [MORAY]})

    def test_a_list_is_deleted_only_when_confirmed(self, own):
        save_peer_list(own, "Far north", [ORKNEY])
        save_peer_list(own, "Coast", [FIFE])

        page = Lists(opened("peers")).delete("Far north", sure=False)
        assert page.alerts == ["Tick that 'Far north' is to be deleted for everyone, then delete it."]
        assert set(saved(own)) == {"Far north", "Coast"}

        Lists(opened("peers")).delete("Far north")
        assert set(saved(own)) == {"Coast"}

    def test_deleting_the_list_one_looks_at_falls_back_with_a_sentence(self, own):
        save_peer_list(own, "Far north", [ORKNEY, MORAY])
        page = opened("peers", area=FIFE, peers="own:Far north")

        page = Lists(page).delete("Far north")

        assert page.alerts == []
        assert page.address["peers"] == "family-people"
        assert "There is no list 'Far north' any more, so other peers are shown." in page.text

    @pytest.mark.parametrize("key", ["peers", "second"])
    def test_a_list_that_somebody_else_deleted_falls_back_with_a_sentence(self, own, key):
        save_peer_list(own, HARMFUL, [ORKNEY, MORAY])
        page = opened("peers", area=FIFE, **{key: f"own:{HARMFUL}"})
        assert (page.alerts, page.address[key]) == ([], f"own:{HARMFUL}")
        assert "any more" not in page.text

        delete_peer_list(own, HARMFUL)
        page.app.run()

        assert (page.alerts, page.address[key]) == ([], DEFAULTS[key])
        assert f"There is no list '{HARMFUL}' any more" in page.text
        assert "<script>" not in page.html

    def test_names_from_people_are_shown_as_text(self, own):
        save_peer_list(own, HARMFUL, [*list(register().areas)[:7]])

        page = opened("peers", area=FIFE, peers=f"own:{HARMFUL}")
        lists = Lists(page)

        assert page.alerts == []
        assert HARMFUL in lists.page.text
        assert "<script>" not in page.html
        assert "<script>" not in str(list(page.charts.values()))
