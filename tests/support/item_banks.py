"""Small item banks for the tests of the bank's rules: a YAML text becomes the only items of module 01."""

from __future__ import annotations

from pathlib import Path

import attrs

from course.content.catalog import Catalog, catalog
from course.content.items import read_items


def course_with(text: str, root: Path) -> Catalog:
    """The course cut down to module 01 with the items of `text`; `root` gets the folder for its lessons."""
    module = next(module for module in catalog().modules if module.id == "01")
    folder = root / "modules" / module.folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "items.yml").write_text(text, encoding="utf-8")
    items = tuple(read_items(folder / "items.yml", root))
    return attrs.evolve(catalog(), modules=(attrs.evolve(module, items=items),))


def single(number: int, key: str, *wrong: str, stem: str = "", use: str = "mastery") -> str:
    """One single item whose first option is the key."""
    texts = [(key, ", correct: true"), *((text, "") for text in wrong)]
    options = "\n".join(
        f'    - {{id: {"abcdef"[place]}, text: "{text}"{mark}, feedback: "Five words say why here."}}'
        for place, (text, mark) in enumerate(texts)
    )
    return (
        f"- id: m1-q{number:02}\n  kind: single\n  use: {use}\n  objective: '1.2'\n  bloom: Und\n  lesson: 1A\n"
        f'  stem: "{stem or f"Question number {number}?"}"\n  options:\n{options}\n'
    )
