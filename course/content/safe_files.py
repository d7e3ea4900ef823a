"""A file that is there as a whole or not at all, whatever ends the program that writes it."""

from __future__ import annotations

import os
from pathlib import Path

UNFINISHED = ".partial"
"""How the name ends that a file has while it is written. A program that is killed may leave one behind."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there in one step; an existing file is replaced.

    path: the file; its folder must exist. content: all of it. After the return the content is on the disk, not only in
    the system's memory. Errors: OSError, and then the file of before is as it was.

    >>> write_whole(Path("out.txt"), b"all of it")
    >>> Path("out.txt").read_text(), list(Path().glob("*.partial"))
    ('all of it', [])
    """
    if path.exists() and not path.is_file():
        # A pipe or a device (/dev/stdout) takes what is written; a file put in its place would remove it.
        path.write_bytes(content)
        return
    path = path.resolve()  # behind a link lies the file that is meant
    # The process's number keeps two programs that write the same file out of each other's way.
    aside = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        with open(aside, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
