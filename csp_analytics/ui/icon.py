"""The small picture in the tab of a browser, inside the page itself: it is asked for by nobody and kept from nobody."""

from base64 import b64encode
from pathlib import Path

ICON = f"data:image/png;base64,{b64encode((Path(__file__).parent / 'favicon.png').read_bytes()).decode()}"
