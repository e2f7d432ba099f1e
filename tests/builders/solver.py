"""What a reader with a solver could work out of published figures: nothing of the program is used to reckon it.

The unknowns are the yes of every area by role and of every area by sector, whole numbers from 0 to the people there
(the reader is taken to know who answered). The figures that are shown are equations, words are limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

Person = tuple[str, str, str]  # area, role, sector


class Reader:
    """Everything that can be known of one thing that was asked, to find out what follows from it.

    ``people``: one row a person, ``area_code, role, sector, yes``. ``figures``: pairs of a selection of people (bool
    array) and the lowest and highest that their yes can be, as published.
    """

    def __init__(self, people: pd.DataFrame, figures: Sequence[tuple[np.ndarray, str, float, float]]):
        self.people = people
        keys = [[("role", a, r) for a, r in zip(people["area_code"], people["role"], strict=True)],
                [("sector", a, s) for a, s in zip(people["area_code"], people["sector"], strict=True)]]  # fmt: skip
        self.names = list(dict.fromkeys([*keys[0], *keys[1]]))
        place = {name: at for at, name in enumerate(self.names)}
        self.at = {"role": np.array([place[k] for k in keys[0]]), "sector": np.array([place[k] for k in keys[1]])}
        size = np.bincount(np.concatenate([self.at["role"], self.at["sector"]]), minlength=len(place))
        rows, low, high = [], [], []
        for area in dict.fromkeys(people["area_code"]):
            there = (people["area_code"] == area).to_numpy()
            rows.append(self.row(there, "role") - self.row(there, "sector"))
            low.append(0.0)
            high.append(0.0)
        for chosen, about, lowest, highest in figures:
            rows.append(self.row(chosen, about))
            low.append(lowest)
            high.append(highest)
        self.known = LinearConstraint(np.array(rows), np.array(low), np.array(high))
        self.bounds = Bounds(np.zeros(len(size)), size.astype(float))

    def row(self, chosen: np.ndarray, about: str) -> np.ndarray:
        """A selection of people, made of whole areas by role or by sector, as a sum of unknowns."""
        row = np.zeros(len(self.names))
        row[np.unique(self.at["sector" if about == "sector" else "role"][chosen])] = 1
        return row

    def range_of(self, chosen: np.ndarray, about: str, *, whole: bool = True) -> tuple[float, float]:
        """Lowest and highest that the yes of a selection can be."""
        row = self.row(chosen, about)
        found = []
        for sign in (1, -1):
            solved = milp(
                sign * row, constraints=self.known, bounds=self.bounds, integrality=np.full(len(row), int(whole))
            )
            assert solved.status == 0, solved.message
            found.append(float(sign * solved.fun))
        return found[0], found[1]


def chosen(
    people: pd.DataFrame, members: Mapping[tuple[str, str], Sequence[str]], key: Mapping[str, str]
) -> np.ndarray:
    """Who belongs to a unit (``by, grouping_id, within, unit``)."""

    def one(by: str, grouping_id: str, unit: str) -> np.ndarray:
        if by == "all":
            return np.ones(len(people), dtype=bool)
        if by == "group":
            return people["area_code"].isin(list(members[grouping_id, unit])).to_numpy()
        return (people["area_code" if by == "area" else by] == unit).to_numpy()

    found = one(key["by"], key["grouping_id"], key["unit"])
    if key["within"]:
        kind, _, name = key["within"].partition(":")
        found = found & one(kind, key["grouping_id"], name)
    return found
