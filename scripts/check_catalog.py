"""Compares `resources/catalog.json` with a live hub: `check_catalog.py [MODEL …] [--headers]`."""

import sys

from parley_setup import steps


def main() -> int:
    """Set up if need be, then compare."""
    steps.enter(__file__)
    from catalog_check.main import main as check

    return check()


if __name__ == "__main__":
    sys.exit(main())
