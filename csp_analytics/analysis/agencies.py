"""Which agencies a text names, by the names and other spellings that are known of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence


def named(texts: Iterable[str], agencies: Mapping[str, Sequence[str]]) -> list[str]:
    """The agencies that are named anywhere in the texts.

    Whole words in any case; where two names begin at one place the longer counts (*Police Scotland* is not also
    *Police*). A mention is all that is looked for: not what is said of the agency, nor whether it took part.

    Args:
        texts: what to look in.
        agencies: the ways to write each agency, by its name.

    Returns:
        Names of the agencies, in the order of ``agencies``.
    """
    spellings = {_plain(one): name for name, written in agencies.items() for one in written if one.strip()}
    if not spellings:
        return []
    longest_first = sorted(spellings, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    found = {spellings[one] for text in texts for one in pattern.findall(_plain(text))}
    return [name for name in agencies if name in found]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
