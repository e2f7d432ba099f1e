"""``python -m csp_analytics``."""

import sys

from csp_analytics.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
