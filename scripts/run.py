"""Starts Parley from a checkout, and sets it up first if need be: `python3 scripts/run.py`.

Any Python 3 can read this file; an unfit one looks for another and says so if there is none.
"""

import sys

from parley_setup import pythons


def main() -> int:
    """Set up, then become Parley with the arguments given."""
    pythons.require(__file__, sys.argv[1:])
    from parley_setup import steps

    return steps.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
