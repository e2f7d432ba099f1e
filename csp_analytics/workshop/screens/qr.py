"""The QR code on the wall: opens the room on a phone without typing."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
from markupsafe import Markup

BORDER = 4  # light modules all round; readers need them (ISO/IEC 18004)


@lru_cache(maxsize=64)
def inline(link: str, title: str) -> Markup:
    """A QR code as inline SVG, as large as its place.

    Args:
        link: the full address that it opens.
        title: what it is, for people who cannot see it.

    Returns:
        An ``<svg>`` element with a title, black on white, error correction M (15% may be damaged).
    """
    written = io.BytesIO()
    segno.make(link, error="m", micro=False, boost_error=False).save(
        written, kind="svg", border=BORDER, dark="#000000", light="#FFFFFF", title=title, omitsize=True, xmldecl=False,
        svgns=False, svgclass=None, lineclass=None, nl=False,
    )  # fmt: skip
    return Markup(written.getvalue().decode().replace("<svg ", '<svg role="img" ', 1))
