"""What goes with every exhibit about partners."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """Short name for files, what it rests on, its source, whether it is demonstration data, what one is looking at.

    ``named_by`` is who named the partners that are marked.
    """

    name: str
    basis: str
    source: str
    demo: bool
    about: dict[str, str]
    named_by: str = ""
