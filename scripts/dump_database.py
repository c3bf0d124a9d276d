"""Print the database of a data folder as SQL: how tests/history/databases/schema-N.sql is made at a release.

INTERVIEWER_DATA_DIR=demo interviewer practice --typed    # a few answers worth keeping
python scripts/dump_database.py demo > tests/history/databases/schema-N.sql
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def main() -> None:
    with closing(sqlite3.connect(Path(sys.argv[1]) / "attempts.db")) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        print(f"PRAGMA user_version = {version};")
        print("\n".join(connection.iterdump()))


if __name__ == "__main__":
    main()
