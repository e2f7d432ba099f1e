"""One measure of all areas: what it is called, and how its values are said, printed and placed.

A score is 0 to 100 points. A single criterion is shown as what was chosen, a level; its value is the same level as
points, so that both can be compared and ranked in one way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from csp_analytics.analysis import scores as scoring
from csp_analytics.charts import theme
from csp_analytics.charts.words import points, short_titles, unit_titles
from csp_analytics.frameworks.model import Framework

SHORT_LABEL = 4  # letters that fit into a tile


@dataclass(frozen=True)
class Measure:
    """What is shown of every area.

    Attributes:
        title: such as ``Leadership``.
        levels: of a single criterion, label of each level by its points, lowest first; empty for a score.
        overall: whether it is all principles together.
        asked: whether it is answered (a checklist's question) and not rated.
    """

    title: str
    levels: dict[float, str]
    overall: bool = False
    asked: bool = False

    @property
    def on(self) -> str:
        """``on Leadership``, ``overall``, ``on 'Leaders explain the vision'``; a question is answered ``to '...'``."""
        if self.levels:
            return f"{'to' if self.asked else 'on'} '{self.title}'"
        return "overall" if self.overall else f"on {self.title}"

    @property
    def full(self) -> float:
        """The length of the longest bar: see :meth:`place`."""
        return float(self.place(100.0))

    def words(self, value: float) -> str:
        """A value as said: ``48``, ``Some success``, ``between A and B`` (a median), ``–`` when there is none."""
        if not self.levels or value != value:
            return points(value)
        low, high = self._around(value)
        return low if low == high else f"between {low} and {high}"

    def quoted(self, value: float) -> str:
        """The same inside a sentence: levels stand in quotation marks."""
        if not self.levels or value != value:
            return points(value)
        low, high = (f"'{label}'" for label in self._around(value))
        return low if low == high else f"between {low} and {high}"

    def brief(self, value: float) -> str:
        """The same where there is little room: a median between two levels by their numbers, ``between 2 and 3``."""
        if not self.levels or value != value or self.labels_fit or self._at(value) % 1 == 0:
            return self.words(value)
        return f"between {int(self._at(value)) + 1} and {int(self._at(value)) + 2}"

    def short(self, value: float) -> str:
        """An area's value as printed in a tile: points, the level's place on the scale, or its label if short."""
        if not self.levels or value != value:
            return points(value)
        label = list(self.levels.values())[round(self._at(value))]
        return label if self.labels_fit else str(round(self._at(value)) + 1)

    @property
    def labels_fit(self) -> bool:
        """Whether the labels themselves fit into tiles, such as yes and no."""
        return max((len(label) for label in self.levels.values()), default=0) <= SHORT_LABEL

    def place(self, value: float) -> float:
        """The length of a bar: points; of a level its place on the scale, so that the lowest has a bar too.

        On a scale of two the lower one has none: half a bar for *no* would read as half of *yes*.
        """
        if not self.levels:
            return value
        return self._at(value) + (1 if len(self.levels) > 2 else 0)

    def colours(self, values: pd.Series) -> list[str]:
        """Colours of tiles: a level's own, a score's between the lowest and the highest; white without a value."""
        if self.levels:
            own = theme.level_colours(len(self.levels))
            return [theme.GROUND if v != v else own[round(self._at(v))] for v in values]
        low, high = values.min(), values.max()
        return [theme.GROUND if v != v else theme.mixed((v - low) / max(high - low, 1e-9)) for v in values]

    def _around(self, value: float) -> tuple[str, str]:
        """Labels of the levels at or next to a value."""
        labels, at = list(self.levels.values()), self._at(value)
        return labels[int(at)], labels[int(np.ceil(at))]

    def _at(self, value: float) -> float:
        """Place on the scale from 0; medians lie between two levels."""
        return round(float(np.interp(value, list(self.levels), range(len(self.levels)))), 6)


def measure_of(framework: Framework, by: str, unit: str) -> Measure:
    """The measure of one unit of a way to divide a framework."""
    titles = short_titles(framework) if by in (scoring.OVERALL, scoring.PRINCIPLE) else unit_titles(framework, by)
    levels = {float(scoring.rescaled(one.value, framework)): one.label for one in framework.levels}
    return Measure(
        titles[unit], levels if by == scoring.CRITERION else {}, by == scoring.OVERALL, framework.is_checklist
    )
