"""The few style rules that Streamlit's theme cannot say. Layout of text and tables, focus, print, phones."""

from __future__ import annotations

from collections.abc import Mapping

from csp_analytics.ui.messages import html

CSS = """
<style>
.block-container {max-width: 1500px; padding-top: 3.6rem; padding-bottom: 2rem;}
.block-container [data-testid="stVerticalBlock"] {gap: 0.55rem;}
h1 {font-size: 2.0rem !important; padding: 0 !important; margin: 0 !important; line-height: 1.2 !important;}
h2 {font-size: 1.45rem !important; padding: 0 !important; margin: 0.7rem 0 0.15rem !important; line-height: 1.25 !important;}
h3 {font-size: 1.2rem !important; padding: 0 !important; margin: 0.5rem 0 0.1rem !important;}
.csp-finding {font-size: 1.5rem; line-height: 1.32; font-weight: 600; color: #12436D; margin: 0.1rem 0 0.5rem; max-width: 62rem;}
.csp-takeaway {font-size: 1.06rem; line-height: 1.4; margin: 0 0 0.2rem; max-width: 46rem;}
.csp-basis {font-size: 0.9rem; color: #595959; margin: 0.1rem 0 0.2rem; max-width: 60rem;}
.csp-demo {background: #FFF3D6; border-left: 6px solid #B34700; padding: 0.35rem 0.8rem; font-size: 0.98rem; color: #1A1A1A;}
.csp-demo code {background: transparent; color: #1A1A1A; padding: 0;}
.csp-cards {display: grid; grid-template-columns: repeat(auto-fit, minmax(215px, 1fr)); gap: 0.8rem; margin: 0.1rem 0 0.4rem !important; padding: 0 !important; list-style: none;}
.csp-card {border: 1px solid #BFBFBF; border-top: 6px solid #12436D; padding: 0.55rem 0.9rem 0.65rem; margin: 0 !important;}
.csp-card .name {font-weight: 600; font-size: 1.05rem; line-height: 1.25;}
.csp-card .number {font-size: 2.7rem; line-height: 1.12; font-weight: 700; color: #12436D; font-variant-numeric: tabular-nums;}
.csp-card .number small {font-size: 1rem; font-weight: 400; color: #595959;}
.csp-card .rest {font-size: 0.93rem; line-height: 1.35; color: #333;}
.csp-tablebox {overflow-x: auto; max-width: 100%;}
.csp-table {border-collapse: collapse; font-size: 0.95rem; width: 100%;}
.csp-table tbody th {min-width: 9rem; font-weight: 600;}
.csp-table caption {text-align: left; font-weight: 600; padding: 0.2rem 0;}
.csp-table th, .csp-table td {border-bottom: 1px solid #D5D5D5; padding: 0.32rem 0.6rem; text-align: left; vertical-align: top; min-width: 5.2rem;}
.csp-table td.n, .csp-table th.n {min-width: 3.2rem;}
.csp-table thead th {border-bottom: 2px solid #1A1A1A; background: #F4F6F8;}
.csp-table td.n, .csp-table th.n {text-align: right; font-variant-numeric: tabular-nums;}
.csp-criteria {margin: 0 !important; padding: 0 !important; list-style: none;}
.csp-criteria li {border-left: 6px solid #12436D; margin: 0 0 0.75rem !important; padding: 0.1rem 0 0.1rem 0.8rem;}
.csp-criteria.weak li {border-left-color: #F46A25;}
.csp-criteria .head {font-weight: 600; font-size: 1.05rem;}
.csp-criteria .level {display: inline-block; border: 1px solid #595959; padding: 0 0.45rem; margin: 0.15rem 0.5rem 0.15rem 0; font-size: 0.95rem;}
.csp-criteria .say {font-size: 0.97rem; line-height: 1.4;}
.csp-criteria .quiet {color: #595959; font-size: 0.93rem;}
.csp-mark {font-size: 0.85rem; color: #595959; margin: 0 0 0.2rem;}
.csp-footer {border-top: 1px solid #BFBFBF; margin-top: 1.5rem; padding-top: 0.5rem; font-size: 0.9rem; color: #595959;}
a:focus-visible, button:focus-visible, summary:focus-visible {outline: 3px solid #F46A25 !important; outline-offset: 2px;}
@media (max-width: 640px) {
  .block-container {padding-left: 0.9rem; padding-right: 0.9rem;}
  .csp-finding {font-size: 1.22rem;}
  .csp-cards {grid-template-columns: 1fr 1fr; gap: 0.5rem;}
  .csp-card {padding: 0.4rem 0.6rem;}
  .csp-card .number {font-size: 2.1rem;}
  [class*="st-key-scope"] > div {width: calc(50% - 0.7rem) !important; min-width: 0 !important; flex: 1 1 calc(50% - 0.7rem) !important;}
  .csp-demo {font-size: 0.88rem;}
}
@media (min-width: 1800px) {
  .block-container {max-width: 1760px;}
  .csp-finding {font-size: 1.75rem; max-width: 76rem;}
}
@page {size: A3 landscape; margin: 10mm;}   /* charts keep the width they have on the screen: room for two of them */
@media print {
  [class*="st-key-scope"], [data-testid="stExpander"], [data-testid="stPopover"], [data-testid="stButtonGroup"] {display: none !important;}
  h2, .csp-takeaway {break-after: avoid;}
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], .stDownloadButton, .stPageLink {display: none !important;}
  .block-container {max-width: 100%; padding: 0;}
  [data-testid="stPlotlyChart"], .csp-card, .csp-criteria li {break-inside: avoid;}
}
</style>
"""


MENU = '[data-testid="stSidebarNavItems"] > li:nth-child(%d)::before {content: "%s"; %s}'
TITLE = "display: block; margin: 1rem 0 0.2rem 0.5rem; font-size: 0.9rem; font-weight: 600; color: #595959"


def apply(menu: Mapping[int, str]) -> None:
    """Puts the rules on the page; called once by the frame.

    Args:
        menu: titles to write into the menu, by the place of the page below, from 1.
    """
    titles = "".join(MENU % (place, title, TITLE) for place, title in menu.items())
    html(f"{CSS}<style>{titles}</style>")
