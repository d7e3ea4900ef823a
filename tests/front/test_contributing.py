"""Does CONTRIBUTING.md name files, folders and functions that are there?

Three forms are read: the tree in the block marked `text`, each path in backticks, and a path with the names of what is in
it, as in `course/content/items.py` (`read_items`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ANY_MODULE = "NN-name"
TOLD = ("a response", "a submission", "a lesson")


def exists(name: str) -> bool:
    """Is there such a file or folder? NN-name stands for each module; * for any letters."""
    pattern = name.rstrip("/").replace(ANY_MODULE, "[0-9][0-9]-*")
    return any(path.is_dir() or not name.endswith("/") for path in ROOT.glob(pattern))


def tree(page: str) -> list[str]:
    """Each path of the tree picture, whole."""
    (picture,) = re.findall(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    above: list[str] = []
    found = []
    for line in picture.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        above[depth:] = [line.split()[0]]
        found.append("".join(above))
    return found


def paths(page: str) -> list[str]:
    """Each path in backticks that begins at the top of the tree."""
    words = re.findall(r"`([\w.*-]+/[\w./*-]*|\w[\w-]*\.(?:py|toml|json|md|js))`", page)
    # Folders that only a command makes (artifacts/, node_modules/) are not in the picture.
    top = {name.split("/")[0] for name in tree(PAGE)} | {path.name for path in ROOT.iterdir() if path.is_file()}
    return sorted({word for word in words if word.split("/")[0] in top})


def named_in(page: str) -> list[tuple[str, str]]:
    """(file, name) for each `file` (`name`, `name`) and each (`file`, `name`, `name`)."""
    text = " ".join(page.split())
    file, names = r"`([\w./-]+\.(?:py|js))`", r"((?:`[\w.]+`(?:, )?)+)"
    found = re.findall(rf"{file} \({names}\)", text) + re.findall(rf"\({file}, {names}\)", text)
    return sorted({(place, name) for place, inside in found for name in re.findall(r"`([\w.]+)`", inside)})


def defined(file: Path) -> Iterator[str]:
    """The functions and classes of a file, and "Class.method"."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".js":
        yield from re.findall(r"^(?:export )?(?:async )?(?:function|class) (\w+)", text, re.MULTILINE)
        return
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef))


def test_the_tree_is_the_tree() -> None:
    """Is each line of the picture there, and is no folder of the package missing from it?"""
    drawn = tree(PAGE)
    assert [name for name in drawn if not exists(name)] == []
    rooms = {
        f"{page.parent.relative_to(ROOT).as_posix()}/"
        for page in (ROOT / "course").rglob("__init__.py")
        if page.parent != (ROOT / "course")
    }
    assert rooms - set(drawn) == set()


@pytest.mark.parametrize("name", paths(PAGE))
def test_a_named_path_is_there(name: str) -> None:
    """Is this file or folder where the page says?"""
    assert exists(name)


@pytest.mark.parametrize(("file", "name"), named_in(PAGE))
def test_a_named_function_is_there(file: str, name: str) -> None:
    """Is this function or class in that file?"""
    assert name in set(defined(ROOT / file))


def test_the_three_walks_and_the_table_are_read() -> None:
    """Does each walk name at least five functions, and the table at least twelve changes?"""
    for what in TOLD:
        (walk,) = re.findall(rf"^### The life of {what}\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
        assert len(named_in(walk)) >= 5, what
        assert all((file, name) in named_in(PAGE) for file, name in named_in(walk))
    (table,) = re.findall(r"^### Where do I change \.\.\.\?\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 12
    assert [row for row in rows if not paths(row)] == []


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ("`course/content/gone.py`", "course/content/gone.py"),
        ("`modules/NN-name/gone.yml`", "modules/NN-name/gone.yml"),
        ("`course/cli.py`", "course/cli.py"),
        ("`course/errors.py/`", "course/errors.py/"),
    ],
)
def test_a_path_that_is_gone_is_noticed(page: str, wrong: str) -> None:
    """Would the test fail for a file that was moved?"""
    assert paths(page) == [wrong]
    assert not exists(wrong)


@pytest.mark.parametrize("page", ["`course/content/items.py` (`gone`)", "see (`course/content/items.py`, `gone`)"])
def test_a_function_that_is_gone_is_noticed(page: str) -> None:
    """Would the test fail for a function that was renamed, in both forms, also across a line's end?"""
    for text in (page, page.replace(" (", "\n  (")):
        ((file, name),) = named_in(text)
        assert name not in set(defined(ROOT / file))
        assert "read_items" in set(defined(ROOT / file))
