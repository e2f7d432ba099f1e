"""How sure a share is: Wilson's 95 % interval, with the finite-population form where it is known how many there are.

Wilson (1927) inverts the score test, so the interval never leaves 0 to 100 and does not shrink to nothing when nobody
or everybody says yes. With N posts and n answers it is computed as if there were n (N - 1) / (N - n) answers: O'Neill,
*Mathematical properties and finite-population correction for the Wilson score interval* (2021). When all have answered
there is no interval, since nothing is estimated.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

CONFIDENCE = 0.95
# The 97.5 % point of the normal distribution; a test compares it with scipy's.
Z = 1.959963984540054
PLAIN, FINITE, CENSUS, TOO_MANY = FORMS = (
    "posts unknown",
    "posts known",
    "everybody answered",
    "more answers than posts",
)


def wilson(x: pd.Series, n: pd.Series, posts: pd.Series) -> pd.DataFrame:
    """Intervals of shares.

    Args:
        x: how many said yes.
        n: how many answered; empty or 0 gives no interval.
        posts: how many could have answered, empty where it is not known.

    Returns:
        Frame with the index of ``x``: ``low, high`` (0 to 100, empty when everybody answered) and ``form``, one of
        :data:`FORMS`. With more answers than posts the number of posts is wrong, so the plain form is used.
    """
    yes, asked = x.to_numpy(dtype=float, na_value=np.nan), n.to_numpy(dtype=float, na_value=np.nan)
    whole = posts.to_numpy(dtype=float, na_value=np.nan)
    finite, census = whole > asked, whole == asked
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = np.where(finite, asked * (whole - 1) / (whole - asked), asked)
        share = yes / asked
        middle = (share + Z**2 / (2 * effective)) / (1 + Z**2 / effective)
        half = Z / (1 + Z**2 / effective) * np.sqrt(share * (1 - share) / effective + (Z / (2 * effective)) ** 2)
        low, high = np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
    # Exact at the ends, where the sums above leave a last bit.
    low, high = np.where(yes == 0, 0, low), np.where(yes == asked, 1, high)
    none = census | ~(asked > 0) | np.isnan(yes)
    form = np.select([census, finite, whole < asked], [CENSUS, FINITE, TOO_MANY], default=PLAIN)
    return pd.DataFrame(
        {"low": np.where(none, np.nan, 100 * low), "high": np.where(none, np.nan, 100 * high), "form": form},
        index=x.index,
    )


def difference(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Interval of the difference of two shares of different people: Newcombe (1998), method 10, square and add.

    Args:
        before: ``share, low, high`` (0 to 100); without limits the share is taken as exact.
        after: the same, with the same index.

    Returns:
        Frame ``difference`` (points, after minus before), ``low, high``; empty where a share is, and limits empty
        where both are exact.
    """
    one, two = (frame[["share", "low", "high"]].astype(float) for frame in (before, after))
    exact = one["low"].isna() & two["low"].isna()
    one, two = (frame.assign(**{c: frame[c].fillna(frame["share"]) for c in ("low", "high")}) for frame in (one, two))
    gap = two["share"] - one["share"]
    below = np.sqrt((two["share"] - two["low"]) ** 2 + (one["high"] - one["share"]) ** 2)
    above = np.sqrt((two["high"] - two["share"]) ** 2 + (one["share"] - one["low"]) ** 2)
    return pd.DataFrame(
        {"difference": gap, "low": (gap - below).mask(exact), "high": (gap + above).mask(exact)}, index=gap.index
    )
