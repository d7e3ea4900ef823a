"""The last cell of every lesson: the way to the next one, to the start page and to the help page.

It is made by the build from the order in module.yml, so no author writes it and none goes stale. Plain Markdown links
to notebooks open in JupyterLab and in Notebook 7.
"""

from __future__ import annotations

import os
from pathlib import Path

from course.content.catalog import lesson_order
from course.content.source import read_yaml


def way_on(path: Path) -> str:
    """The text of the last cell of the lesson at `path` (a .md below modules/NN-name/); empty for any other page.

    Example: `way_on(content_root() / "modules/01-history/1A-pacts-and-forces.md")`
    """
    modules = path.parent.parent
    order = lesson_order(modules) if modules.name == "modules" else []
    here = [number for number, (folder, entry) in enumerate(order) if (folder, entry.file) == _name(path)]
    if not here:
        return ""
    if here[0] + 1 < len(order):
        folder, entry = order[here[0] + 1]
        words = "Next lesson" if folder == path.parent.name else "Next module"
        short = entry.file.partition("-")[0]
        onward = f"**{words}: [{short} · {entry.title}]({_link(path, f'{folder}/{entry.file}')})**"
    else:
        onward = _capstone(modules, path)
    return f"{onward} · [Start page]({_link(path, 'start-here')}) · [Help]({_link(path, 'help')})".removeprefix(" · ")


def _name(path: Path) -> tuple[str, str]:
    return path.parent.name, path.stem


def _link(path: Path, page: str) -> str:
    """From a lesson to another page of modules/, both given without their ending."""
    return os.path.relpath(f"{page}.ipynb", path.parent.name).replace(os.sep, "/")


def _capstone(modules: Path, path: Path) -> str:
    if not (modules / "capstone.yml").is_file():
        return ""
    head = read_yaml(modules / "capstone.yml", modules.parent)
    name = head["name"]
    return f"**Next: [{head['title']}]({_link(path, f'{name}/{name}')})**"
