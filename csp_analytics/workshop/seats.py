"""Who holds the controls of a room, when its facilitator link is open on several laptops."""

from __future__ import annotations

FREE_AFTER = 60.0  # seconds without a sign of the holder: the next laptop need not ask
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

    def take(self, seat: str, now: float) -> None:
        """A laptop takes the controls from whichever had them."""
        self._seen[seat] = now
        self.holder = seat

    def others(self, seat: str, now: float) -> int:
        """How many other laptops have the controls open now."""
        return sum(one != seat and now - at < HERE_WITHIN for one, at in self._seen.items())
