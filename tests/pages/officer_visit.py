"""A visit to the page Your partnership without a browser: bring files, go through the steps, take files away."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.seen import Seen, opened

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Visit:
    """One tab. ``made`` holds what each download button would make when it is pressed, by the end of its file name."""

    def __init__(self, made: dict[str, Callable[[], bytes]]):
        self.made = made
        self.seen: Seen = opened("your-partnership")

    def bring(self, *files: tuple[str, bytes]) -> Visit:
        """Drops files into the place for them."""
        self.seen.app.file_uploader[0].set_value([(name, data, XLSX) for name, data in files])
        return self.run()

    def step(self, name: str) -> Visit:
        """Goes to a step: bring, check, compare, take."""
        self.seen.app.segmented_control(key="choose-step").set_value(name)
        return self.run()

    def press(self, label: str) -> Visit:
        """Presses the button whose words begin so."""
        next(one for one in self.seen.app.button if one.label.startswith(label)).click()
        return self.run()

    def confirm(self) -> Visit:
        """Says that the difference was looked at."""
        next(one for one in self.seen.app.checkbox if one.key.endswith("sure")).check()
        return self.run()

    def take_back(self, number: int) -> Visit:
        """Takes a submission back, and says yes when asked."""
        return self.press(f"Take back number {number}").press(f"Yes, take back number {number}")

    def pick(self, label: str, option: str) -> Visit:
        """Chooses an option by its words in the first list whose label begins so."""
        box = next(one for one in self.seen.app.selectbox if one.label.startswith(label))
        box.select_index(box.options.index(option))
        return self.run()

    def run(self) -> Visit:
        """The page again; nothing must have failed."""
        self.made.clear()
        self.seen.app.run()
        assert [one.message for one in self.seen.app.exception] == []
        return self

    def take(self, ending: str) -> bytes:
        """The file behind the button whose file's name ends so."""
        (make,) = [make for name, make in self.made.items() if name.endswith(ending)]
        return make()

    @property
    def buttons(self) -> list[str]:
        """The words of every button that can be pressed."""
        return [one.label for one in self.seen.app.button if not one.disabled]

    @property
    def facts(self) -> dict[str, str]:
        """What the check says of the files: name and what is said."""
        return dict(zip(self.seen.all(r"<dt>(.*?)</dt>"), self.seen.all(r"<dd>(.*?)</dd>"), strict=True))
