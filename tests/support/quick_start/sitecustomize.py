"""Python reads this file first in every program that the tests start. What only costs them time is left out.

jsonschema would load a grammar of internet addresses, a second's work, and the tests start some hundreds of programs
that import nbformat. A notebook's schema asks for no such address; `course grade` leaves the grammar out, too.

SQLite waits at each commit until the disk has it, and nbgrader commits for every cell. That is for a machine that loses
its power in the middle; a program that is killed loses nothing without it.

Python's collector of garbage looks at all modules again and again while they are imported, a sixth of the time.
"""

import contextlib
import gc
import sqlite3
import sys

sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
gc.set_threshold(20_000, 20, 100)


class Unhurried(sqlite3.Connection):
    """A connection that leaves it to the system when what it has written comes to the disk."""

    def __init__(self, *about, **named) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*about, **named)
        with contextlib.suppress(sqlite3.Error):  # a file that is no database: whoever reads it will say so
            self.execute("PRAGMA synchronous = OFF")


def connect(*about, **named) -> sqlite3.Connection:  # type: ignore[no-untyped-def]
    """As sqlite3.connect."""
    return _connect(*about, **{"factory": Unhurried, **named})


_connect = sqlite3.connect
sqlite3.connect = sqlite3.dbapi2.connect = connect
