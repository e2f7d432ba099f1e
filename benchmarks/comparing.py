"""Two things measured in turns, and the ratio of their medians."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

Measured = Callable[[], float]  # does the thing once and gives its seconds
T = TypeVar("T")
_quick = False


@dataclass(frozen=True)
class Comparison:
    """One thing measured against another.

    Attributes:
        what: the thing, in words.
        against: what it is measured against, in words.
        seconds: the thing's times, one a turn.
        against_seconds: the other's times, one a turn.
        goal: the ratio that is wanted; None for a figure that is only for information.
        faster: the goal is how many times faster the thing is (other / thing, at least the goal), not how many times
            longer it takes (thing / other, at most the goal).
        unit: of the figures: ``s``, or ``bytes`` where memory is measured and not time.
    """

    what: str
    against: str
    seconds: tuple[float, ...]
    against_seconds: tuple[float, ...]
    goal: float | None = None
    faster: bool = False
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Ratio of the medians, the way round that the goal is stated in."""
        return self._ratio(median(self.seconds), median(self.against_seconds))

    @property
    def spread(self) -> tuple[float, float]:
        """Lowest and highest ratio of the single turns."""
        turns = [self._ratio(a, b) for a, b in zip(self.seconds, self.against_seconds, strict=False)]
        return min(turns), max(turns)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None when there is none."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.faster else self.ratio <= self.goal

    def _ratio(self, thing: float, other: float) -> float:
        return other / thing if self.faster else thing / other


def be_quick() -> None:
    """From now on everything is done once or twice: whether it works, and not how fast it is."""
    global _quick
    _quick = True


def some(things: Sequence[T]) -> Sequence[T]:
    """All of them, or every seventh where it is only to be seen whether it works."""
    return things[:: 7 if _quick else 1]


def often(usual: int, quick: int = 1) -> int:
    """How often something is done, or how many there are: as usual, or as few as will do."""
    return min(quick, usual) if _quick else usual


def clocked(action: Callable[[], object]) -> Measured:
    """An action as something measured: its seconds by the clock."""

    def measured() -> float:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    return measured


def in_turns(things: dict[str, Measured], turns: int, *, warm: bool = True) -> dict[str, tuple[float, ...]]:
    """Measures things one after the other, again and again, so that a slow moment of the machine meets all of them.

    Args:
        things: what to measure, by name.
        turns: how often each is measured.
        warm: do each once before the first turn, unmeasured: imports and caches are filled then.

    Returns:
        The seconds of each turn, by name.
    """
    seconds: dict[str, list[float]] = {name: [] for name in things}
    for turn in range(-1 if warm else 0, often(turns)):
        # The order is turned round each time, so that none always runs in the other's wake.
        for name in list(things)[:: 1 if turn % 2 else -1]:
            gc.collect()  # what another left behind is not charged to this one
            taken = things[name]()
            if turn >= 0:
                seconds[name].append(taken)
    return {name: tuple(taken) for name, taken in seconds.items()}
