"""Who holds the controls of a room, when its facilitator link is open on several laptops."""

from __future__ import annotations

# Seconds without a sign of the holder: then the next laptop need not ask. Browsers let a page behind another ask once a
# minute only, and the controls may well lie behind the wall.
FREE_AFTER = 180.0
HERE_WITHIN = 15.0


class Seats:
    """The laptops (browsers) that have the controls open, and which of them holds them."""

    def __init__(self) -> None:
        self.holder = ""
        self._seen: dict[str, float] = {}

    def sit(self, seat: str, now: float) -> bool:
        """A laptop shows a sign of life. Returns whether it holds the controls; it takes them when nobody does."""
        self._seen[seat] = now
        if not self.holder or now - self._seen.get(self.holder, 0.0) > FREE_AFTER:
            self.holder = seat
        return self.holder == seat

    def alive(self, seat: str, now: float) -> None:
        """A page of a laptop shows a sign of life that takes nothing: the wall beside the controls."""
        if seat in self._seen:
            self._seen[seat] = now

    def take(self, seat: str, now: float) -> None:
        """A laptop takes the controls from whichever had them."""
        self._seen[seat] = now
        self.holder = seat

    def others(self, seat: str, now: float) -> int:
        """How many other laptops have the controls open now."""
        return sum(one != seat and now - at < HERE_WITHIN for one, at in self._seen.items())
