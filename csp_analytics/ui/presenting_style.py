"""How a presented page looks: laid out for 1280 x 720 pixels, half as large again for 1920 x 1080.

Charts, grids and lists are drawn as for a desk of 775 pixels and enlarged as a whole: their smallest letters then have
more than 22 pixels, on the larger screen more than 34. No chart has to know of it.
"""

from __future__ import annotations

CSS = """<style>
[data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"], [data-testid="stExpandSidebarButton"], [data-testid="stHeader"], [data-testid="stToolbar"] {display: none !important;}
.block-container {max-width: none !important; padding: 0.3rem 1.6rem 1rem !important;}
.block-container [data-testid="stVerticalBlock"] {gap: 0.35rem !important;}
.csp-demo {font-size: 22px; padding: 0 0.8rem; line-height: 1.3;}
h1 {font-size: 34px !important;}
.st-key-present h2 {font-size: 30px !important; margin: 0 !important;}
.csp-wall-finding, .csp-said li, .st-key-present .csp-takeaway {font-size: 32px; line-height: 1.22; max-width: none;}
.csp-wall-finding {font-weight: 600; color: #12436D; margin: 0;}
.csp-board {display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 0 1rem;}
.csp-board h3 {font-size: 27px !important; border-bottom: 5px solid #12436D; margin: 0.3rem 0 0.4rem !important;}
.csp-board ul {margin: 0; padding: 0; list-style: none;}
.csp-board li {font-size: 23px; line-height: 1.18; margin: 0 0 0.45rem !important;}
.csp-said {margin: 0; padding-left: 2rem;}
.csp-said li {margin: 0 0 0.7rem !important;}
.csp-wall-basis, .st-key-present .csp-basis, .st-key-present .csp-mark {font-size: 22px; line-height: 1.25; color: #404040; margin: 0; max-width: none;}
.st-key-present {--enlarged: 1.58;}
.st-key-enlarged, .st-key-enlarged * {overflow: visible !important;}
.st-key-enlarged {min-height: calc(var(--drawn) * var(--enlarged));}
.csp-waits {font-size: 44px; line-height: 1.25; font-weight: 600; color: #12436D; text-align: center; margin: 22vh auto 22vh; max-width: 24em;}
.st-key-enlarged .plot-container {transform: scale(var(--enlarged)); transform-origin: 0 0;}
.st-key-present .csp-large, .st-key-present .csp-key, .st-key-large, .csp-evidence {zoom: var(--enlarged);}
.st-key-present .csp-large .csp-basis, .csp-evidence .csp-basis, .csp-evidence .csp-takeaway, .csp-evidence .csp-criteria div {font-size: 15px !important;}
.csp-large h2, .csp-large > .csp-mark {display: none;}
div:has(> .st-key-wall-foot) {position: sticky; bottom: 0; z-index: 4;}
.st-key-wall-foot {background: #FFFFFF; gap: 0 !important;}
.st-key-present .csp-cards {grid-template-columns: 1fr 1fr; gap: 0.9rem;}
.st-key-present .csp-card .name {font-size: 32px;}
.st-key-present .csp-card .number {font-size: 72px;}
.st-key-present .csp-card .number small, .st-key-present .csp-card .rest {font-size: 24px;}
.st-key-present .csp-criteria .head {font-size: 32px; line-height: 1.2;}
.st-key-present .csp-criteria .say, .st-key-present .csp-criteria .level {font-size: 25px;}
.st-key-present .csp-criteria .quiet {font-size: 22px;}
.st-key-wall-bar {align-items: center; flex-wrap: nowrap !important; position: sticky; top: 0; z-index: 6; background: #FFFFFF;}
.st-key-wall-bar button {min-height: 50px; padding: 0 14px;}
.st-key-wall-bar button p {font-size: 24px;}
.st-key-wall-bar button:disabled p {color: #595959;}
.st-key-wall-steps button [class*="hortcut"], .st-key-wall-steps kbd {display: none;}
[data-testid="stPopoverBody"] {max-height: 82vh; overflow-y: auto; max-width: 92vw;}
@media (min-width: 1900px) and (min-height: 1000px) {
  .block-container {padding: 0.4rem 2.4rem 1.4rem !important;}
  .csp-demo, .csp-wall-basis, .st-key-present .csp-basis, .st-key-present .csp-mark {font-size: 33px;}
  h1 {font-size: 51px !important;}
  .st-key-present h2 {font-size: 45px !important;}
  .csp-waits {font-size: 66px;}
  .csp-board {grid-template-columns: repeat(auto-fit, minmax(330px, 1fr));}
  .csp-board h3 {font-size: 40px !important;}
  .csp-board li {font-size: 34px;}
  .csp-wall-finding, .csp-said li, .st-key-present .csp-takeaway {font-size: 48px;}
  .st-key-present {--enlarged: 2.37;}
  .st-key-present .csp-card .name {font-size: 48px;}
  .st-key-present .csp-card .number {font-size: 108px;}
  .st-key-present .csp-card .number small, .st-key-present .csp-card .rest {font-size: 36px;}
  .st-key-present .csp-criteria .head {font-size: 48px;}
  .st-key-present .csp-criteria .say, .st-key-present .csp-criteria .level {font-size: 38px;}
  .st-key-present .csp-criteria .quiet {font-size: 33px;}
  .st-key-wall-bar button {min-height: 74px; padding: 0 22px;}
  .st-key-wall-bar button p {font-size: 36px;}
}
@media (min-width: 1360px) and (max-width: 1899px) {.st-key-present {--enlarged: 1.66;}}
@media (min-width: 1430px) and (max-width: 1899px) {.st-key-present {--enlarged: 1.75;}}
@media (min-width: 1590px) and (max-width: 1899px) {.st-key-present {--enlarged: 1.95;}}
</style>"""  # noqa: E501
