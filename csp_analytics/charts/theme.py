"""Colours, fonts and the Plotly template. No other module of the charts knows a colour.

Palette: Scottish Government and Analysis Function colours. No step of a sequential palette has 3:1 contrast with its
neighbour, so every coloured cell prints its value and colour is never the only sign.
"""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from csp_analytics.charts.words import DEMO_LABEL

INK, QUIET, LINE, GROUND, PALE = "#1A1A1A", "#595959", "#BFBFBF", "#FFFFFF", "#F2F2F2"
OWN, PEERS, ACCENT = "#12436D", "#949494", "#F46A25"
SEQUENTIAL = {
    2: ("#ADD1F1", "#12436D"),
    3: ("#ADD1F1", "#2073BC", "#092135"),
    4: ("#ADD1F1", "#6BACE6", "#2073BC", "#12436D"),
    5: ("#ADD1F1", "#6BACE6", "#2073BC", "#12436D", "#092135"),
}
BANDS = {"higher": "#12436D", "similar": "#595959", "lower": "#B34700", "not compared": "#595959"}
CHANGES = {"improved": "#12436D", "same": "#BFBFBF", "declined": "#F46A25"}
STATUSES = {
    "met": "#12436D",
    "in hand": "#6BACE6",
    "not met": "#F46A25",
    "not answered": "#F2F2F2",
    "not applicable": "#FFFFFF",
}
FONT = "'Source Sans', 'Source Sans Pro', Arial, sans-serif"
SIZE = 16

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": SIZE, "color": INK},
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {"font": {"family": FONT, "size": 15}, "bgcolor": GROUND},
        "showlegend": False,
        "dragmode": False,
        "xaxis": {"gridcolor": "#E3E3E3", "zeroline": False, "tickfont": {"color": INK}, "automargin": True},
        "yaxis": {"gridcolor": "#E3E3E3", "zeroline": False, "tickfont": {"color": INK}, "automargin": True},
        "colorway": [OWN, "#28A197", "#801650", ACCENT],
        "modebar": {"color": QUIET, "activecolor": OWN, "bgcolor": GROUND},
    }
)
# A key above the chart, in rows that wrap on a phone; a click on it must not hide a part.
KEY_ABOVE = {
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "y": 1,
    "yanchor": "bottom",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"size": 14.5},
}
# One button on every chart, there when the pointer or the keyboard is: its picture. Where it is shown it has a name.
CONFIG: dict[str, object] = {
    "displayModeBar": "hover",
    "modeBarButtons": [["toImage"]],
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "locale": "en-GB",
    "locales": {
        "en-GB": {
            "dictionary": {
                "Download plot as a PNG": "Download picture (PNG)",
                "Preparing image - this may take a few seconds": "Making the picture",
                "Image download succeeded": "Picture downloaded",
            }
        }
    },
}


def level_colours(n: int) -> tuple[str, ...]:
    """Colours of n levels, light to dark: from the palette up to five, evenly mixed beyond."""
    if n in SEQUENTIAL:
        return SEQUENTIAL[n]
    return tuple(mixed(i / (n - 1)) for i in range(n))


def mixed(place: float) -> str:
    """The colour at a place from 0 (light) to 1 (dark) of the sequential palette."""
    stops = [tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in SEQUENTIAL[4]]
    at = min(max(place, 0.0), 1.0) * (len(stops) - 1)
    low = min(int(at), len(stops) - 2)
    rgb = (round(a + (b - a) * (at - low)) for a, b in zip(stops[low], stops[low + 1], strict=True))
    return "#" + "".join(f"{value:02X}" for value in rgb)


def ink_on(colour: str) -> str:
    """Black or white, whichever has more contrast on a colour (WCAG relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#FFFFFF" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "#000000"


def plain(words: str) -> str:
    """Text of people for a figure: Plotly reads tags, links among them, so they become plain characters."""
    return escape(words, quote=False)


def figure(height: int, **layout: object) -> go.Figure:
    """An empty figure in our template, with a fixed height in pixels and the width of its place."""
    return go.Figure(layout={"template": TEMPLATE, "height": height, **layout})


def finish(chart: go.Figure, *, demo: bool) -> go.Figure:
    """Writes the word that it is demonstration data into the picture, so that it stays when the picture is copied."""
    if demo:
        bottom = chart.layout.margin.b or 8
        chart.update_layout(margin_b=bottom + 26, height=chart.layout.height + 26)
        chart.add_annotation(
            text=DEMO_LABEL,
            xref="paper",
            yref="paper",
            x=1,
            y=0,
            xanchor="right",
            yanchor="top",
            yshift=-bottom,
            showarrow=False,
            font={"size": 14, "color": QUIET},
        )
    return chart
