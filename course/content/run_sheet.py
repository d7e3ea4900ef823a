"""What a module's teaching.md tells the person in front of the class: minutes, what to watch, and usual wrong answers.

Only its tables are read. A table whose first heading names lessons ("Lesson 1B, the core") gives the minutes of their
sections. A table whose first heading is "Where" gives wrong answers, a row for each question or task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

_ROW = re.compile(r"^\|(.*)\|\s*$")
_RULE = re.compile(r"[\s|:-]+")
_PARTS = re.compile(r"\s*;\s*")


@attrs.frozen
class RunSheet:
    """For one lesson. sections: (the words that name a section, what to say). answers: id -> what to expect."""

    sections: tuple[tuple[str, str], ...]
    answers: dict[str, tuple[str, ...]]

    def of_section(self, heading: str) -> str:
        """Minutes and what to watch in the section with this heading; empty where nothing is said.

        >>> RunSheet((("six other bargains", "15 minutes."),), {}).of_section("More: six other bargains")
        '15 minutes.'
        """
        plain = heading.removeprefix("More:").strip().casefold()
        # The table may shorten a heading: "The case again" for "The case again, with the table".
        return next((words for name, words in self.sections if plain.startswith(name)), "")


def read_run_sheet(path: Path, lesson: str) -> RunSheet:
    """The run sheet of one lesson ("1B") from a module's teaching.md; an empty one where there is no such file.

    Example: `read_run_sheet(content_root() / "modules/01-history/teaching.md", "1B").of_section("Find the mistake")`
    """
    sections: list[tuple[str, str]] = []
    answers: dict[str, tuple[str, ...]] = {}
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for head, row in _rows(text):
        if re.match(rf"Lesson {re.escape(lesson)}\b", head[0]) and len(row) == 3:
            names = _PARTS.split(row[0].casefold())
            sections += [(name, f"{row[1]} minutes. {row[2]}") for name in names]
        elif head[0] == "Where" and len(row) >= 3:
            answers[row[0]] = (*answers.get(row[0], ()), f"Usual wrong answer: {row[1]}. Say: {row[-1]}")
    return RunSheet(tuple(sections), answers)


def _rows(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each row of each Markdown table, together with the headings above it."""
    head: list[str] = []
    for line in text.splitlines():
        match = _ROW.match(line)
        if not match:
            head = []
        elif not head:
            head = [cell.strip() for cell in match[1].split("|")]
        elif not _RULE.fullmatch(match[1]):
            yield head, [cell.strip() for cell in match[1].split("|")]
