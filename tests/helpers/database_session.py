"""A second window: opens the database named first, at a newline on stdin, and prints what it saw.

The second argument is the number of migrations it knows; the third, rows that the last one writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from parley.core.database import Database
from parley.core.migrations import Migration


def migrations(count: int, rows: int = 1000) -> list[Migration]:
    """Return migrations of which each is a table, and the last writes `rows` rows as well."""
    steps = [
        Migration(number, f"t{number}", (f"CREATE TABLE t{number} (value TEXT)",))
        for number in range(1, count + 1)
    ]
    fill = (
        f"INSERT INTO t{count} WITH RECURSIVE numbers (n) AS"
        f" (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT {rows})"
        " SELECT hex(randomblob(200)) FROM numbers"
    )
    last = steps[-1]
    return [*steps[:-1], Migration(last.number, last.name, (*last.statements, fill))]


def main(path: Path, count: int, rows: int) -> None:
    """Open the database and print how many migrations are applied and how many rows are there."""
    print("ready", flush=True)
    sys.stdin.readline()
    connection = Database(path, migrations(count, rows)).connect()
    applied = connection.execute("SELECT count(*) FROM migrations").fetchone()[0]
    written = connection.execute(f"SELECT count(*) FROM t{count}").fetchone()[0]
    connection.close()
    print(applied, written, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
