"""What a room may see of the areas: their names, or aliases in place of them, or one area alone.

Names are looked up in :mod:`csp_analytics.areas.register`, groups in :mod:`csp_analytics.areas.groupings`, everything
else about areas in the store. All of them ask :func:`sight`, so behind aliases there is no other area's name or code
that a sentence, a chart or a file could take. The sight belongs to the thread that runs a page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cached_property
from string import ascii_uppercase

OUTSIDE = "outside:"  # what codes of areas outside the register begin with
ANOTHER = "another area"
SHORTEST = 3  # letters of a name that is looked for in what people wrote


class Aliases:
    """An alias for every area but those that may be known.

    Which letter an area has depends on nothing but the seed and the codes of the areas, so the same seed gives the same
    aliases on every page. Letters follow neither the alphabet of names nor any figure.
    """

    def __init__(
        self,
        written: Mapping[str, Iterable[str]],
        seed: str,
        named: str = "",
        *,
        also: Iterable[str] = (),
        strictly: bool = False,
    ):
        """Gives every area a letter.

        Args:
            written: every way to write each area's name, by its code, outside areas among them.
            seed: what the order of letters is drawn from.
            named: code of the area that keeps its name and code; nobody does when empty.
            also: codes of further areas that keep theirs.
            strictly: nothing that is public of an area (its size, most of its groups) may tell which it is, and what
                people wrote names it "another area", because they know whom they wrote of.
        """
        self.named = named if named in written else ""
        self.kept = frozenset(code for code in (self.named, *also) if code in written)
        self.strictly = strictly
        order = sorted(written, key=lambda code: hashlib.sha256(f"{seed} {code}".encode()).digest())
        self._written = {code: tuple(name for name in names if name) for code, names in written.items()}
        self._letters = {code: letters(place) for place, code in enumerate(order)}
        told = f"{seed} {self.named} {sorted(self.kept)} {strictly} {sorted(self._written.items())}"
        self.key = hashlib.sha256(told.encode()).hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Aliases) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def code(self, code: str) -> str:
        """The code that stands for an area's own; what is no code of an area stays."""
        if code in self.kept or code not in self._letters:
            return code
        return f"{OUTSIDE if code.startswith(OUTSIDE) else ''}area-{self._letters[code].lower()}"

    def name(self, code: str) -> str:
        """The alias of an area by its real code, such as ``Area C``."""
        return f"Area {self._letters[code]}"

    def letter(self, code: str) -> str:
        """The letter of an area by its real code, where there is no room for more."""
        return self._letters[code]

    @cached_property
    def hidden(self) -> dict[str, str]:
        """Stand-in codes by the real codes of all areas that are not named, in the order of their letters."""
        return {code: self.code(code) for code in self._letters if code not in self.kept}

    def words(self, text: str) -> str:
        """What people wrote, with aliases in the place of areas' names, codes and other ways to write them."""
        return self._pattern.sub(self._alias_of, text)

    def tells(self, text: str) -> bool:
        """Whether a name of something else (a group of areas) has a word that stands in one area's name alone."""
        return bool(self._own_words & _words(text)) or self.words(text) != text

    def for_address(self, text: str) -> str:
        """A part of an address with stand-in codes in the place of real ones."""
        return self._real_codes.sub(lambda found: self.hidden[found[0]], text) if self.hidden else text

    def from_address(self, text: str) -> str:
        """The opposite of :meth:`for_address`."""
        return self._stand_ins.sub(lambda found: self._real[found[0]], text) if self.hidden else text

    @cached_property
    def _real(self) -> dict[str, str]:
        return {stand_in: code for code, stand_in in self.hidden.items()}

    @cached_property
    def _real_codes(self) -> re.Pattern[str]:
        return _any_of(self.hidden, bound=r"[\w-]")

    @cached_property
    def _stand_ins(self) -> re.Pattern[str]:
        return _any_of(self._real, bound=r"[\w-]")

    @cached_property
    def _meant(self) -> dict[str, str]:
        """Real code by every way to write a name, in small letters; first come, first served."""
        found: dict[str, str] = {}
        for code, names in self._written.items():
            for name in (code, *names):
                if len(name) >= SHORTEST:
                    found.setdefault(" ".join(name.split()).casefold(), code)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # The longest first, the named area's names among them: 'East Renfrewshire' is not East of 'Renfrewshire'.
        return _any_of(self._meant, bound=r"\w", flags=re.IGNORECASE)

    def _alias_of(self, found: re.Match[str]) -> str:
        code = self._meant.get(" ".join(found[0].split()).casefold(), "")
        if not code or code in self.kept:
            return found[0]
        return ANOTHER if self.strictly else self.name(code)

    @cached_property
    def _own_words(self) -> set[str]:
        seen: dict[str, set[str]] = {}
        for code, names in self._written.items():
            for word in {word for name in names for word in _words(name)}:
                seen.setdefault(word, set()).add(code)
        return {word for word, codes in seen.items() if len(codes) == 1 and len(word) >= SHORTEST}


@dataclass(frozen=True)
class Sight:
    """What may be seen of the areas.

    Attributes:
        aliases: what stands for their names; None when the names may be seen.
        alone: code (as seen) of the one area whose figures may be seen; empty for those of all areas.
        rule: which publishing rule a mere officer looks through, see :mod:`csp_analytics.access.publishing`; empty for
            those who see everything.
    """

    aliases: Aliases | None = None
    alone: str = ""
    rule: str = ""

    @property
    def key(self) -> str:
        """Tells sights apart, for what is kept."""
        if self == EVERYTHING:
            return ""
        return f"{self.aliases.key if self.aliases else ''}/{self.alone}/{self.rule}"


EVERYTHING = Sight()
_sight: ContextVar[Sight | None] = ContextVar("sight", default=None)
_otherwise: list[Callable[[], Sight]] = [lambda: EVERYTHING]


def sight() -> Sight:
    """What may be seen now, in this thread."""
    return _sight.get() or _otherwise[0]()


def otherwise(found_by: Callable[[], Sight]) -> None:
    """What may be seen where nobody said (a pressed button, a fragment of a page): asked each time."""
    _otherwise[0] = found_by


def as_at_the_start() -> None:
    """Everything may be seen where nobody said, for tests."""
    _otherwise[0] = lambda: EVERYTHING


@contextmanager
def seeing(what: Sight) -> Iterator[None]:
    """Lets what runs inside see this much of the areas and no more."""
    token = _sight.set(what)
    try:
        yield
    finally:
        _sight.reset(token)


def narrow(area_code: str) -> None:
    """From here to the end of what runs inside :func:`seeing`, figures of one area alone may be seen."""
    _sight.set(replace(sight(), alone=area_code))


def letters(place: int) -> str:
    """A, B ... Z, AA, AB ... by place, from 0."""
    more, here = divmod(place, len(ascii_uppercase))
    return (letters(more - 1) if more else "") + ascii_uppercase[here]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def _any_of(texts: Iterable[str], *, bound: str, flags: int = 0) -> re.Pattern[str]:
    """Finds any of these texts where it is not a part of a longer word; spaces may be of any kind and number."""
    longest_first = sorted(texts, key=len, reverse=True)
    told = "|".join(r"\s+".join(map(re.escape, text.split())) for text in longest_first)
    return re.compile(rf"(?<!{bound})(?:{told or '(?!)'})(?!{bound})", flags)
