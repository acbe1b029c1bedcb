"""Measures what Parley claims: `python3 scripts/bench.py [--json] [--only NAME] [--rounds N]`."""

import sys

from parley_setup import steps


def main() -> int:
    """Set up if need be, then compare."""
    steps.enter(__file__)
    from benchmarks import comparison

    return comparison.main()


if __name__ == "__main__":
    sys.exit(main())
