"""The rules of explorers and task cards: each finds the fault it is there for, and leaves a sound module alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from course.authoring.lint.explorers import explorer_faults
from course.authoring.lint.tasks import card_faults
from course.content.catalog import Module, catalog
from course.content.retelling import FILE, not_yet_retold
from course.content.source import content_root
from course.content.usage import module_use

MODULE = next(module for module in catalog().modules if module.id == "01")
EXPLORERS = f"modules/{MODULE.folder}/explorers.py"
RETOLD = "# A lesson\n\n```{code-cell} ipython3\ncheck('m1-t6', begun)\nHELP\n```\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The first module and the list of what waits, to be spoiled."""
    shutil.copytree(content_root() / "modules" / MODULE.folder, tmp_path / "modules" / MODULE.folder)
    shutil.copy(content_root() / FILE, tmp_path / FILE)
    return tmp_path


def lesson(root: Path, module: Module = MODULE) -> Path:
    return root / "modules" / module.folder / f"{module.head.lessons[-1].file}.md"


def said(root: Path) -> str:
    return "\n".join(str(fault) for fault in explorer_faults(MODULE, module_use(MODULE, root), root))


def test_a_sound_module_has_no_fault(copy: Path) -> None:
    """Are the course's own explorers accepted, each shown and each with something to show?"""
    assert said(copy) == ""


def test_an_explorer_that_is_not_there_is_named(copy: Path) -> None:
    """Does a wrong id in a lesson lead to the lesson and the id?"""
    path = lesson(copy)
    path.write_text(path.read_text().replace('explore("m1-e2")', 'explore("m1-e77")'))
    found = said(copy)
    assert f"{lesson(copy).name}: m1-e77: there is no such explorer. To mend: correct the id" in found
    assert f"{EXPLORERS}: m1-e2: no lesson of this module shows it" in found


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return 1 / 0", "it does not run: ZeroDivisionError"),
        ("return 5", "it gives a int"),
        ("return pd.DataFrame({'a': []})", "its first table has no rows"),
    ],
)
def test_an_explorer_that_shows_nothing_is_named(copy: Path, body: str, words: str) -> None:
    """Is a function that fails, gives a number or an empty table told, and are the other explorers judged all the same?"""
    path = copy / EXPLORERS
    path.write_text(path.read_text() + f'\n\n@explorer("m1-e66")\ndef wrong():\n    """X."""\n    {body}\n')
    assert f"m1-e66: {words}" in said(copy)
    assert said(copy).count("m1-e2") == 0


@pytest.mark.parametrize("call", ["hint('m1-t6')", "#solution('m1-t6')"])
def test_a_lesson_told_anew_calls_no_help(copy: Path, call: str) -> None:
    """Is a typed hint or solution refused where the card has buttons, by cell and line, and allowed where it waits?"""
    path = lesson(copy)
    code = path.name.partition("-")[0]
    listed = (copy / FILE).read_text().replace(f'"{code}"', '"9Z"')
    path.write_text(RETOLD.replace("HELP", call))
    (copy / FILE).write_text(listed.replace("lessons: [", f'lessons: ["{code}", '))
    assert code in not_yet_retold(copy).lessons
    assert list(card_faults(MODULE, copy)) == []
    (copy / FILE).write_text(listed)
    (fault,) = [one for one in card_faults(MODULE, copy) if one.file.endswith(path.name)]
    assert fault.place.startswith("cell 2 (\"check('m1-t6', begun)\"")
    assert "has a button for that" in fault.rule
    path.write_text(RETOLD.replace("HELP", ""))
    assert [one for one in card_faults(MODULE, copy) if one.file.endswith(path.name)] == []
