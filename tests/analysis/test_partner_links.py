"""With whom areas work: what counts as a link, what has grown, and one area beside its peers, worked by hand."""

import pandas as pd
import pytest

from csp_analytics.analysis import partner_links as links
from csp_analytics.analysis.peers import HIGHER, LOWER, NOT_COMPARED, SIMILAR

NONE = float("nan")


def shares(values: dict[str, dict[str, float]], half_width: float = 10) -> pd.DataFrame:
    rows = [(area, item, value) for area, items in values.items() for item, value in items.items()]
    frame = pd.DataFrame(rows, columns=["unit", "item_id", "share"])
    frame["status"] = ["shown" if value == value else "few" for value in frame["share"]]
    return frame.assign(n=10.0, low=frame["share"] - half_width, high=frame["share"] + half_width)


def test_a_link_is_what_more_than_half_say():
    found = links.links(shares({"ayr": {"a": 50.1, "b": 50.0, "c": 0.0, "d": NONE, "e": 5.0}}))
    assert found["link"].tolist() == ["most", "some", "nobody", "not shown", "some"]


def test_what_is_told_in_words_of_five_to_nine_people_is_a_link_or_none():
    found = links.links(shares({"ayr": {"a": NONE, "b": NONE}}).assign(status=["nearly all", "nearly none"]))
    assert found["link"].tolist() == ["most", "some"]


def test_areas_of_a_partner_and_partners_of_an_area_count_what_is_shown_only():
    found = shares({"ayr": {"nhs": 80, "private": 20}, "bute": {"nhs": 40, "private": NONE}, "esk": {"nhs": NONE}})
    assert links.by_partner(found).values.tolist() == [["nhs", 1, 2], ["private", 0, 1]]
    assert links.by_area(found).values.tolist() == [["ayr", 1, 2], ["bute", 0, 1]]


def test_growth_is_the_difference_in_points_of_what_was_asked_twice():
    now, before = shares({"all": {"nhs": 70, "private": 30}}), shares({"all": {"nhs": 45}})
    found = links.growth(now, before)
    assert found[["item_id", "share_now", "share_before", "change"]].values.tolist() == [["nhs", 70, 45, 25]]


PEERS = {f"p{n}": {"nhs": value, "private": value} for n, value in enumerate([40, 60, 70, 80, 90])}


def beside(own: dict[str, float], half_width: float = 10, peers=PEERS) -> pd.DataFrame:
    pairs = pd.DataFrame([("ayr", peer) for peer in peers], columns=["area_code", "peer_code"]).assign(group="g")
    return links.beside_peers(shares({"ayr": own, **peers}, half_width), pairs, "ayr").set_index("item_id")


@pytest.mark.parametrize(("own", "band"), [(59.0, LOWER), (60.0, SIMILAR), (80.0, SIMILAR), (81.0, HIGHER)])
def test_higher_and_lower_are_said_where_the_interval_leaves_the_middle_of_the_peers_out(own, band):
    # Middle of 40, 60, 70, 80, 90 is 70. The interval is own -10 to own +10.
    row = beside({"nhs": own}).loc["nhs"]
    assert (row["peer_median"], row["n_peers"], row["lowest"], row["highest"]) == (70, 5, 40, 90)
    assert (row["band"], row["gap"]) == (band, own - 70)


def test_under_five_peers_with_a_share_nothing_is_compared():
    few = {**PEERS, "p0": {"nhs": NONE, "private": 40}}
    found = beside({"nhs": 0.0, "private": 0.0}, peers=few)
    assert found["band"].tolist() == [NOT_COMPARED, LOWER]


def test_an_own_share_that_is_not_shown_is_not_compared():
    row = beside({"nhs": NONE}).loc["nhs"]
    assert (row["band"], row["link"], row["status"]) == (NOT_COMPARED, "not shown", "few")


def test_room_to_grow_is_the_widest_gap_to_the_peers_where_most_do_not_work_with_the_partner():
    own = {"a": 30.0, "b": 10.0, "c": 55.0, "d": 90.0, "e": 30.0}
    peers = {f"p{n}": dict.fromkeys(own, 70.0) for n in range(5)}
    found = links.room_to_grow(beside(own, peers=peers).reset_index(), most=3)
    # C is a link already (55), d is above its peers; a and e lack the same 40 points: by name.
    assert found["item_id"].tolist() == ["b", "a", "e"]


def test_a_middle_at_the_end_of_the_scale_is_not_left_out_by_one_answer():
    # Middle of five peers: 100%, their intervals from 90. No interval of 95% or of 80% reaches 100; that of 95% (85 to
    # 99) does reach theirs, that of 70% (60 to 80) does not. The same at 0: theirs end at 10.
    peers = {f"p{n}": {"nhs": 100.0, "private": 0.0} for n in range(5)}
    for own, band in (({"nhs": 95.0, "private": 5.0}, SIMILAR), ({"nhs": 70.0, "private": 30.0}, None)):
        pairs = pd.DataFrame([("ayr", peer) for peer in peers], columns=["area_code", "peer_code"]).assign(group="g")
        frame = shares({"ayr": own, **peers})
        frame = frame.assign(low=frame["low"].clip(lower=0.5).mask(frame["share"] == 0, 0.0),
                             high=frame["high"].clip(upper=99.5).mask(frame["share"] == 100, 100.0))  # fmt: skip
        found = links.beside_peers(frame, pairs, "ayr")["band"].tolist()
        assert found == ([band, band] if band else [LOWER, HIGHER])
