"""Files of a submission: found, brought back and removed without following a link."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

from course.grading.sandbox.limits import DEEPEST


def plain_files(folder: Path, most: int | None = None) -> list[tuple[Path, Path]]:
    """Every ordinary file below a folder, with its relative name; links are not followed, odd files are left out.

    most: the bytes that they may have together, as they will have when copied; from there on they are left out, and
    so are folders nested deeper than a submission may make them.
    """
    found: list[tuple[Path, Path]] = []
    waiting = [folder]
    left = most
    while waiting:
        where = waiting.pop()
        if len(where.relative_to(folder).parts) > DEEPEST:
            continue
        try:
            entries = sorted(os.scandir(where), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = Path(entry.path)
            with contextlib.suppress(OSError):
                about = path.lstat()
                if stat.S_ISDIR(about.st_mode):
                    waiting.append(path)
                elif stat.S_ISREG(about.st_mode) and len(found) < MOST_FILES:
                    if left is not None:
                        if about.st_size > left:
                            continue
                        left -= about.st_size
                    found.append((path, path.relative_to(folder)))
    return found


def copy_as_it_is(folder: Path, copy: Path, most: int) -> None:
    """Copy the ordinary files below a folder in which a submission still works, `most` bytes of them.

    What is swapped for a link while we look is not followed, and what grows meanwhile is cut off. Errors: none; what
    cannot be read, or not be kept, is left out.
    """
    count = 0
    with contextlib.suppress(OSError):  # the submission has closed or removed the folder itself
        for where, folders, files, at in os.fwalk(folder):  # follows no link, also where a folder becomes one meanwhile
            name = Path(where).relative_to(folder)
            if len(name.parts) >= DEEPEST:
                folders.clear()
            for file in sorted(files):
                if count >= MOST_FILES or most <= 0:
                    return
                with contextlib.suppress(OSError):
                    read = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
                    with open(read, "rb") as source:
                        about = os.fstat(read)
                        if not stat.S_ISREG(about.st_mode) or about.st_size > most:
                            continue
                        (copy / name).mkdir(parents=True, exist_ok=True)
                        with (copy / name / file).open("wb") as target:
                            most -= target.write(source.read(about.st_size))
                            count += 1


def bring_back(scratch: Path, folder: Path, most: int) -> int:
    """Copy the files that a submission made into its folder, `most` bytes of them; what was there stays as it was.

    Returns the bytes that were copied.

    Not copied: notebooks and the time of submission, which nbgrader would read, and what would land elsewhere because
    the submission came with a link to a folder.
    """
    top, copied = folder.resolve(), 0
    for path, name in plain_files(scratch, most):
        copy = folder / name
        # A file where there is a folder of that name, the other way round, or a path that is too long here.
        with contextlib.suppress(OSError):
            if name.suffix == ".ipynb" or name.name == "timestamp.txt" or os.path.lexists(copy):
                continue
            if copy.parent.resolve().is_relative_to(top):
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
                copied += copy.stat().st_size
    return copied


def remove(place: Path) -> bool:
    """Remove a file or a folder, whatever a submission has made of it; whether it is gone. Links are not followed."""
    try:
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()
    except FileNotFoundError:
        return True
    except (OSError, RecursionError):
        # Folders closed to their owner, or nested deeper than Python can follow: the system's programs manage.
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["chmod", "-R", "u+rwx", "--", str(place)], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run(["rm", "-rf", "--", str(place)], check=False, **quiet)  # type: ignore[call-overload]
    return not os.path.lexists(place)


MOST_FILES = 5_000
"""Files of a submission that are carried from one folder to another."""
