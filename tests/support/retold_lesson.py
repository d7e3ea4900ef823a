"""A lesson in the new form that breaks no rule, small enough to be spoiled in a test."""

from pathlib import Path

from course.content.catalog import AssignmentEntry, LessonEntry, Module, ModuleHead

LINE = "The soldiers stayed in the valley because both of the sides had asked them to stay there. "
"""A sentence of sixteen words without a number."""


def code_cell(text: str, tags: str = "") -> str:
    """A code cell of a MyST text; tags: lines such as ":tags: [machinery]\\n"."""
    return f"```{{code-cell}} ipython3\n{tags}{text}\n```\n\n"


HEAD = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
lesson:
  form: inquiry
  case: A valley, 1990
---

"""

TEXT = (
    "# 1A · A valley\n\n**The question.** Who lets soldiers stay in a valley?\n\n"
    "## What you will be able to do\n\n- **1.1** Say who lets soldiers stay.\n\n"
    + code_cell("from course import check, explore, load, quiz")
    + "## Before the case\n\n<!-- background -->\n"
    + LINE * 6
    + "\n\n"
    + code_cell('explore("m1-e1")')
    + "## The case\n\n<!-- case -->\nOn 16 May 1967 the letter came. "
    + LINE * 22
    + "\n\n"
    + "".join(
        f"## Step {number}\n\n{LINE * 10}\n\n" + code_cell(f'quiz("m1-q0{number}", "m1-q1{number}", "m1-q2{number}")')
        for number in "1234"
    )
    + "## A table\n\n"
    + LINE * 4
    + "\n\n"
    + code_cell('operations = load("un_operations")\noperations["region"]')
    + code_cell("check('m1-t1', 3)\ncheck('m1-t4', 3)")
    + "## More: another valley\n\n*You can skip this part; about ten minutes.*\n\n"
    + (LINE * 10 + "\n\n" + code_cell('quiz("m1-q09")')) * 2
    + "## On your desk\n\n- *In a brief:* name who lets them stay.\n- *In an order:* say who may end it.\n"
    "- *A question:* who was asked?\n\n"
    "## The question again\n\n" + LINE + "\n\n## Summary\n\n- **1.1** You can say who lets soldiers stay.\n\n"
    "## Further reading\n\n- [A report of 1956](https://example.org/a), with 2 parts.\n"
)


def module_with(root: Path, *texts: str, digit: str = "1") -> Module:
    """A module under `root` whose lessons are these texts, with their heads: 1A, 1B ..."""
    name = f"0{digit}-small"
    folder = root / "modules" / name
    folder.mkdir(parents=True)
    entries = []
    for letter, text in zip("ABCD", texts, strict=False):
        (folder / f"{digit}{letter}-small.md").write_text(text, encoding="utf-8")
        entries.append(LessonEntry(file=f"{digit}{letter}-small", title="Small", minutes=40, objectives=("1.1",)))
    head = ModuleHead(
        id=f"0{digit}",
        title="Small",
        hours=1,
        question="Who?",
        objectives=(),
        lessons=tuple(entries),
        assignment=AssignmentEntry(name=name, points_auto=30, points_manual=20),
    )
    return Module(head=head, folder=name, facts=(), items=(), tasks=(), scenario=None)
