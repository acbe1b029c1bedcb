"""Models in other programs' folders: found and used where they are, never changed.

What those folders hold is not trusted: small files are read up to a bound, broken ones are left out
with a line in the log, and nothing outside a program's own store is followed.
"""

from parley.library.elsewhere.finding import PROGRAMS, find_elsewhere, how_to_remove
from parley.library.elsewhere.where import Where

__all__ = ["PROGRAMS", "Where", "find_elsewhere", "how_to_remove"]
