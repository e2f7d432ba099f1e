"""``python -m csp_analytics``."""

import sys
from io import TextIOWrapper

from csp_analytics.cli.main import main

if __name__ == "__main__":
    # Text of any language goes through a pipe or into a file, whatever the machine's own encoding.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main())
