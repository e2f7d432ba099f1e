"""What stands above and below every page: that there is demonstration data, and which version of the data it is."""

from __future__ import annotations

from dataclasses import dataclass

from csp_analytics import __version__
from csp_analytics.store import reading
from csp_analytics.ui import cached
from csp_analytics.ui.messages import html, paragraph


def demonstration_banner() -> None:
    """Says on every page that demonstration data is in the database, and whether there is other data beside it."""
    if said := demonstration_words():
        html(said)


def demonstration_words() -> str:
    """What the banner says, as HTML; empty without demonstration data."""
    if not _loaded().demo:
        return ""
    said = (
        "Some of what is shown is drawn from a seed and not about the real areas; it is marked."
        if _loaded().real
        else "Drawn from a seed, not about the real areas."
    )
    return f'<p class="csp-demo" role="note"><strong>Demonstration data.</strong> {said}</p>'


def footer() -> None:
    """Version of program and data."""
    stamp = _loaded().last_import
    paragraph(
        f"csp-analytics {__version__} · data version {cached.whole().version} · last import {stamp}", "csp-footer"
    )


@dataclass(frozen=True)
class _Loaded:
    demo: bool
    real: bool
    last_import: str


@cached.by_data_version
def _loaded() -> _Loaded:
    """What banner and footer say of the database."""
    log = reading.imports(cached.whole())
    loaded = log[log["outcome"] == "loaded"]
    last = f"{loaded['finished_at'].iloc[0]:%-d %B %Y, %H:%M} UTC" if len(loaded) else "never"
    return _Loaded(any(reading.demo_counts(cached.whole()).values()), reading.has_real(cached.whole()), last)
