"""A small scenario of four decisions, for tests of the rules, of typing and of the page."""

from __future__ import annotations

import tempfile
from pathlib import Path

from course.content.scenarios import Scenario, read_scenario

CHOICE = """
      - id: {letter}
        text: Choice {letter} of {node}
        effects: {{civilians: {civilians}, consent: {consent}, mission: 0, legitimacy: 0}}
        cost: Time was lost.
        precedent: A force did this.
        fact: F1.8
        objector: The neighbour.
        {leads}
"""


def node(name: str, after: dict[str, str]) -> str:
    moves = {"a": (1, -1), "b": (-1, 1), "c": (-2, 2)}
    choices = ""
    for letter, target in after.items():
        leads = "unlawful: The law forbids it." if target == "law" else f"to: {target}"
        civilians, consent = moves[letter]
        choices += CHOICE.format(letter=letter, node=name, civilians=civilians, consent=consent, leads=leads)
    return f"  - id: {name}\n    text: Situation {name}.\n    choices:{choices}"


GOOD = (
    """
id: s1
title: A test
role: You advise.
objectives: ["1.3"]
intro: It is 1967.
endings:
  - {id: end, text: It ends.}
history: {path: [n1b, n2a, n3a, n4b], text: It ended so., facts: [F1.8]}
nodes:
"""
    + node("n1", {"a": "n2", "b": "n2", "c": "law"})
    + node("n2", {"a": "n3", "b": "n3", "c": "n4"})
    + node("n3", {"a": "n4", "b": "n4", "c": "end"})
    + node("n4", {"a": "end", "b": "end", "c": "end"})
)


def example() -> Scenario:
    """The scenario, read from a file as the course reads its own."""
    with tempfile.TemporaryDirectory() as folder:
        return written(Path(folder), GOOD)


def written(root: Path, text: str) -> Scenario:
    """The scenario of a text that lies where module 01's would lie."""
    folder = root / "modules" / "01-history"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.yml").write_text(text)
    found = read_scenario(folder / "scenario.yml", root)
    assert found is not None
    return found
