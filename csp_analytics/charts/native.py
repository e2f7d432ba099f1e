"""The figures of an exhibit as a chart that Word and PowerPoint draw themselves, so that people can edit it there."""

from __future__ import annotations

from dataclasses import dataclass

BARS, STACKED, LINES = "bars", "stacked", "lines"


@dataclass(frozen=True)
class Series:
    """One row of figures: a value for each category, None where there is no figure.

    Attributes:
        name: what the figures are, such as ``Fife`` or ``Peers' median``.
        values: one for each category, in their order.
        colour: of its bars or line, as ``#12436D``.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True)
class Native:
    """A chart without a picture: only figures that may be shown are in it, because they travel with the file.

    Attributes:
        kind: :data:`BARS` (beside each other, from the left), :data:`STACKED` (counts, from the left) or
            :data:`LINES` (over rounds).
        categories: what the bars are, from top to bottom, or the rounds of a line from left to right.
        series: the figures.
        axis: title of the axis of values, with its unit.
        highest: end of the axis of values; found out when None.
        number_format: how values are written, in the words of spreadsheets.
        alt: what this chart shows, for people who do not see it; the exhibit's own text is about another picture.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str = ""
    highest: float | None = None
    number_format: str = "0"
    alt: str = ""

    def __post_init__(self) -> None:
        if wrong := [one.name for one in self.series if len(one.values) != len(self.categories)]:
            raise ValueError(f"{wrong} have not one value for each of {len(self.categories)} categories")
