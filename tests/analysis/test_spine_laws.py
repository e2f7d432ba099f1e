"""What must hold of a spine whatever the ratings are; peer figures by numpy and change by a plain loop."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.peers import pairs_of_groups
from csp_analytics.analysis.spine import spine, tally

SIZES = {"leadership": 3, "evidence": 2}
CRITERIA = [f"toy.{name}.{number:02}" for name, size in SIZES.items() for number in range(1, size + 1)]
OWN, N_PEERS = "a0", 7
CODES = [f"a{place}" for place in range(N_PEERS + 1)]
PEER_COLUMNS = ["unit", "lowest", "q1", "peer_median", "q3", "highest", "n_peers", "n_peers_all"]

mark = st.sampled_from([*"1234", "1", "4", "?", "-", "."])
sheet = st.lists(mark, min_size=len(CRITERIA), max_size=len(CRITERIA))
sheets = st.lists(sheet, min_size=len(CODES), max_size=len(CODES))


def divided(marks):
    return {"leadership": " ".join(marks[:3]), "evidence": " ".join(marks[3:])}


def pairs(codes=CODES):
    members = pd.DataFrame({"grouping_id": "one", "group": "Group", "area_code": codes})
    return pairs_of_groups(members, "one")


@pytest.fixture(scope="module")
def made(rated, made_up):
    """Ratings frame from one sheet an area and a sheet of the own area's round before, and the framework."""
    framework = made_up(SIZES)

    def make(now, then=None):
        frames = [rated({code: divided(marks) for code, marks in now.items()})]
        frames += [rated({OWN: divided(then)}, round_="2023")] if then else []
        return pd.concat(frames, ignore_index=True)

    return make, framework


@settings(max_examples=30, deadline=None)
@given(now=sheets)
def test_peer_figures_are_numpys_over_the_peers_alone(made, now):
    make, framework = made
    rows = spine(make(dict(zip(CODES, now, strict=True))), pairs(), framework, OWN, "2025").set_index("unit")

    for place, unit in enumerate(CRITERIA):
        levels = np.array([float(marks[place]) for marks in now[1:] if marks[place].isdigit()])
        row = rows.loc[unit]
        assert row["n_peers"] == len(levels)
        if len(levels):
            q1, median, q3 = np.percentile(levels, [25, 50, 75], method="linear")
            figures = row[["lowest", "q1", "peer_median", "q3", "highest"]].tolist()
            assert figures == pytest.approx([levels.min(), q1, median, q3, levels.max()])
        own = now[0][place]
        counts = row[["n_below", "n_same", "n_above"]].tolist()
        if own.isdigit():
            level = float(own)
            assert counts == [(levels < level).sum(), (levels == level).sum(), (levels > level).sum()]
            gap = level - np.median(levels) if len(levels) else 0
            band = "similar" if abs(gap) <= 0.5 else "higher" if gap > 0 else "lower"
            assert row["band"] == (band if len(levels) >= 5 else "not compared")
        else:
            assert counts == [0, 0, 0]
            assert row["band"] == "not compared"


@settings(max_examples=30, deadline=None)
@given(now=sheet, then=sheet)
def test_change_is_that_of_a_plain_loop(made, now, then):
    make, framework = made
    rows = spine(make({OWN: now}, then), pairs(), framework, OWN, "2025", before="2023")

    expected = []
    for before, after in zip(then, now, strict=True):
        if not (before.isdigit() and after.isdigit()):
            expected.append("not like for like")
        elif int(after) > int(before):
            expected.append("improved")
        else:
            expected.append("same" if after == before else "declined")
    assert rows["change"].tolist() == expected
    counted = tally(rows)
    assert counted["like_for_like"] == len(expected) - expected.count("not like for like")


@settings(max_examples=20, deadline=None)
@given(
    now=sheets, then=sheet, seed=st.integers(0, 999), by=st.sampled_from(["criterion", "principle", "group", "side"])
)
def test_the_order_of_rows_and_pairs_is_irrelevant(made, now, then, seed, by):
    make, framework = made
    ratings, peers = make(dict(zip(CODES, now, strict=True)), then), pairs()
    options = {"by": by, "before": "2023"}

    rows = spine(ratings, peers, framework, OWN, "2025", **options)
    mixed = spine(
        ratings.sample(frac=1, random_state=seed),
        peers.sample(frac=1, random_state=seed),
        framework,
        OWN,
        "2025",
        **options,
    )

    pd.testing.assert_frame_equal(mixed, rows)


@settings(max_examples=20, deadline=None)
@given(now=sheets, outside=sheet, by=st.sampled_from(["criterion", "principle"]), own=st.booleans())
def test_an_area_outside_the_peer_group_changes_nothing(made, now, outside, by, own):
    make, framework = made
    ratings = dict(zip(CODES, now, strict=True))
    options = {"by": by, "include_self": own, "statistic": "mean" if own else "median"}

    before = spine(make(ratings), pairs(), framework, OWN, "2025", **options)
    after = spine(make({**ratings, "outside": outside}), pairs(), framework, OWN, "2025", **options)

    pd.testing.assert_frame_equal(after, before)


@settings(max_examples=20, deadline=None)
@given(now=sheets, other=sheet, by=st.sampled_from(["criterion", "principle"]))
def test_the_area_itself_is_not_among_its_peers(made, now, other, by):
    make, framework = made
    ratings = dict(zip(CODES, now, strict=True))

    before = spine(make(ratings), pairs(), framework, OWN, "2025", by=by)
    after = spine(make({**ratings, OWN: other}), pairs(), framework, OWN, "2025", by=by)

    pd.testing.assert_frame_equal(after[PEER_COLUMNS], before[PEER_COLUMNS])


@settings(max_examples=20, deadline=None)
@given(now=sheets, then=sheet)
def test_the_tally_adds_up_to_all_rows(made, now, then):
    make, framework = made
    rows = spine(make(dict(zip(CODES, now, strict=True)), then), pairs(), framework, OWN, "2025", before="2023")
    counted = tally(rows)

    assert counted["higher"] + counted["similar"] + counted["lower"] == counted["compared"]
    assert counted["compared"] + counted["too_few"] + counted["without"] == len(rows) == len(CRITERIA)
    assert counted["without"] == sum(not one.isdigit() for one in now[0])
