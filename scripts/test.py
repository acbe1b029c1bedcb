"""Runs everything that guards Parley: `python3 scripts/test.py [arguments of pytest]`.

Any Python 3 can read this file; an unfit one looks for another and says so if there is none.
"""

import sys

from parley_setup import pythons


def main() -> int:
    """Set up with the test tools, then lint, check types and layers, and test."""
    pythons.require(__file__, sys.argv[1:])
    from parley_setup import steps

    return steps.test(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
