"""Messages to people. Text from files is shown as text, never as Markdown or HTML."""

from __future__ import annotations

from html import escape

import streamlit as st


def text(words: object) -> str:
    """Any text made safe for our own HTML: markup and control characters become plain characters."""
    return escape("".join(c for c in str(words) if c == "\n" or ord(c) >= 32), quote=True)


def paragraph(words: str, kind: str) -> None:
    """A paragraph in one of our styles (``csp-finding``, ``csp-takeaway``, ``csp-basis``)."""
    st.html(f'<p class="{kind}">{text(words)}</p>')


def stop(title: str, words: str) -> None:
    """A page that cannot be shown: what is wrong and what to do."""
    st.title(title, anchor=False)
    st.html(f'<p class="csp-takeaway" role="alert">{text(words)}</p>')
