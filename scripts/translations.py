"""Brings `resources/translations` up to date with the source: `translations.py [--check]`.

What is new is added without a translation; Qt Linguist or any editor writes it into the files.
"""

from __future__ import annotations

import argparse
import sys

from parley_setup import steps


def main() -> int:
    """Update the files, or only look; say what is missing. Returns 1 if something is."""
    steps.enter(__file__)
    from translating import files

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="Change nothing.")
    options = parser.parse_args()
    if not options.check:
        files.update()
    languages = (*files.LANGUAGES, "en")
    found = [problem for language in languages for problem in files.problems(language)]
    print("\n".join(found) or "Everything is translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
