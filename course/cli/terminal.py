"""What several commands share: the terminal, and the words for options that mean the same everywhere."""

from __future__ import annotations

from rich.console import Console

console = Console(highlight=False)

MINE = "Your folder for the course; by default the one you are in, else my-course."
COURSE_DIR = "The nbgrader course folder, which holds gradebook.db; by default the one you are in."
DB = "The address of the gradebook, when it is not the one that the course folder names."


def say(*lines: object) -> None:
    """Print lines on stdout, each on a line of its own whatever stands in it: names and messages may be a stranger's.

    >>> say("ann\\nbob: 42 points")
    ann?bob: 42 points
    """
    from course.content.plain_text import plain

    for line in lines:
        console.print(plain(line), soft_wrap=True, markup=False)


def note(words: str) -> None:
    """A sentence for the person at the terminal that is no part of the result: on stderr, never in a pipe or a file."""
    from course.content.plain_text import plain_lines

    # Made here, because a test or a notebook may put another stderr in place after this module was imported.
    errors = Console(stderr=True, highlight=False)
    errors.print(f"course: {plain_lines(words)}", soft_wrap=True, markup=False)
