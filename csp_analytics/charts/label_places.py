"""Where the names of points can stand without covering a point or another name, however wide the chart is drawn.

A chart's height is fixed and its width is not, while letters keep their size. So a place counts as free only when it is
free at every width that is asked about. Names that find no place are left out: hover and table have them.

Geometry as Plotly draws it (``textPointPosition`` of its source): a name stands clear of its point by the point's
radius / 0.8 + 1 pixels, and is as high as its letters are large.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PLACES = (
    "middle right", "middle left", "top center", "bottom center",
    "top right", "top left", "bottom right", "bottom left",
)  # fmt: skip
NOWHERE = ""
_GAP = 2.0


@dataclass(frozen=True)
class Point:
    """A point and the names it may carry.

    Attributes:
        x: place across, 0 (left edge) to 1.
        y: place upwards, 0 (lower edge) to 1.
        size: diameter in pixels.
        names: what it may be called, the most wanted first; the first that finds a place is taken.
        always: named even where it covers other points: its first name, in the place that covers the fewest.
    """

    x: float
    y: float
    size: float
    names: Sequence[str] = ()
    always: bool = False


@dataclass(frozen=True)
class Canvas:
    """What is drawn on: its height and the widths it may have in pixels, the size of letters, and what is taken.

    ``taken`` are boxes ``left, bottom, right, top`` in pixels from the right edge (negative) and the lower one.
    """

    height: float
    widths: tuple[float, ...]
    letters: float
    taken: tuple[tuple[float, float, float, float], ...] = ()


def text_width(words: str, letters: float) -> float:
    """About how wide words are in pixels, rather too wide than too narrow: capitals and figures take more."""
    return letters * sum(0.68 if sign.isupper() or sign in "mw—" else 0.55 for sign in words)


def placed(points: Sequence[Point], canvas: Canvas) -> list[tuple[str, str]]:
    """Name and place of each point, in order of the points: those first are served first.

    Returns:
        For each point its name and one of :data:`PLACES`; both empty when there is no room, or it has no name.
    """
    boxes = {width: _occupied(points, canvas, width) for width in canvas.widths}
    found = []
    for index, point in enumerate(points):
        name, place = _best(point, index, boxes, canvas)
        found.append((name, place))
        if place:
            for width in canvas.widths:
                boxes[width] = np.vstack([boxes[width], _box(point, name, place, canvas, width)])
    return found


def _best(point: Point, index: int, boxes: dict[float, np.ndarray], canvas: Canvas) -> tuple[str, str]:
    covered = {
        (name, place): sum(
            _covered(_box(point, name, place, canvas, width), np.delete(boxes[width], index, axis=0), width, canvas)
            for width in canvas.widths
        )
        for name in point.names
        for place in PLACES
    }
    free = next((one for one, number in covered.items() if number == 0), (NOWHERE, NOWHERE))
    if free[1] or not (point.always and point.names):
        return free
    return min(((point.names[0], place) for place in PLACES), key=lambda one: covered[one])


def _occupied(points: Sequence[Point], canvas: Canvas, width: float) -> np.ndarray:
    """Boxes ``left, bottom, right, top`` of the points, in their order, and of what is taken."""
    rows = [
        (p.x * width - p.size / 2, p.y * canvas.height - p.size / 2,
         p.x * width + p.size / 2, p.y * canvas.height + p.size / 2)
        for p in points
    ]  # fmt: skip
    rows += [(width + left, bottom, width + right, top) for left, bottom, right, top in canvas.taken]
    return np.array(rows, dtype=float).reshape(-1, 4)


def _box(point: Point, name: str, place: str, canvas: Canvas, width: float) -> np.ndarray:
    x, y = point.x * width, point.y * canvas.height
    clear, wide, high = point.size / 2 / 0.8 + 1, text_width(name, canvas.letters), canvas.letters
    up, _, side = place.partition(" ")
    left = {"right": x + clear, "left": x - clear - wide, "center": x - wide / 2}[side]
    bottom = {"top": y + clear, "bottom": y - clear - high, "middle": y - high / 2}[up]
    return np.array([left, bottom, left + wide, bottom + high])


def _covered(box: np.ndarray, others: np.ndarray, width: float, canvas: Canvas) -> float:
    """How many boxes a box covers at a width; endless when it leaves the canvas."""
    if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > canvas.height:
        return np.inf
    apart = (
        (box[0] - _GAP > others[:, 2])
        | (box[2] + _GAP < others[:, 0])
        | (box[1] > others[:, 3])
        | (box[3] < others[:, 1])
    )
    return float((~apart).sum())
