"""What several commands share: the terminal, and the words for options that mean the same everywhere."""

from __future__ import annotations

from rich.console import Console

console = Console(highlight=False)

MINE = "Your folder for the course; by default the one you are in, else my-course."
COURSE_DIR = "The nbgrader course folder, which holds gradebook.db; by default the one you are in."
DB = "The address of the gradebook, when it is not the one that the course folder names."


def note(words: str) -> None:
    """A sentence for the person at the terminal that is no part of the result: on stderr, never in a pipe or a file."""
    # Made here, because a test or a notebook may put another stderr in place after this module was imported.
    Console(stderr=True, highlight=False).print(f"course: {words}", soft_wrap=True, markup=False)
