"""`course check`: the course as it stands has no fault, and each rule finds the fault it is there for."""

import json
import shutil
from pathlib import Path

import pytest

from course.authoring.build import read_text
from course.authoring.lint.course import lint
from course.content.source import content_root

ITEMS = "modules/01-history/items.yml"
FACTS = "modules/01-history/facts.yml"
MODULE = "modules/01-history/module.yml"
TASKS = "modules/01-history/tasks.yml"


def add_module(root: Path, number: str) -> None:
    """Put one more module of the course, with its assignment, into the course under `root`."""
    for top in ("modules", "assessments"):
        for path in content_root().glob(f"{top}/**/{number}-*"):
            target = root / path.relative_to(content_root())
            if path.is_dir():
                shutil.copytree(path, target, dirs_exist_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A course that tests copy and spoil: module 01, and what all share. To judge nine modules takes nine times as long."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(
        content_root() / "modules", root / "modules", ignore=shutil.ignore_patterns("[0-9][0-9]-*"), dirs_exist_ok=True
    )
    (root / "data").mkdir()
    add_module(root, "01")
    return root


@pytest.fixture
def copy(original, tmp_path):
    return Path(shutil.copytree(original, tmp_path / "copy"))


@pytest.fixture(scope="module")
def said(original):
    """What `course check` says of a copy that it does not say before it is spoiled; modules that are not there are missed."""
    before = set(map(str, lint(original)))
    return lambda root: "\n".join(text for text in map(str, lint(root)) if text not in before)


def lesson(root: Path, start: str) -> Path:
    (path,) = root.glob(f"modules/*/{start}-*.md")
    return path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}: mend this test"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_course_as_it_stands_has_no_fault():
    """Is the content that this commit ships clean?"""
    assert [str(fault) for fault in lint(content_root())] == []


def test_a_changed_text_asks_for_a_build(copy, said):
    """Does a lesson whose notebook was not rebuilt get noticed, with the command to run?"""
    path = lesson(copy, "1A")
    change(path, "## Summary", "One more sentence.\n\n## Summary")
    assert f"run: course build {path.relative_to(copy).as_posix()}" in said(copy)


def test_machinery_is_folded_and_asks_for_a_build(copy, said):
    """Is the code of a cell tagged `machinery`, and no other, closed in the notebook, and an old open one noticed?"""
    path = lesson(copy, "1B")
    change(path, "```{code-cell} ipython3\nledger()", "```{code-cell} ipython3\n:tags: [machinery]\n\nledger()")
    closed = [cell.source for cell in read_text(path).cells if cell.metadata.get("jupyter") == {"source_hidden": True}]
    assert closed == ["ledger()"]
    assert f"run: course build {path.relative_to(copy).as_posix()}" in said(copy)


def test_a_notebook_that_grew_too_large_is_named(copy, said):
    """Is a built lesson of more than 250,000 bytes named with its size, and one that is just below it not?"""
    path = lesson(copy, "1A").with_suffix(".ipynb")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + " " * (250_000 - len(text.encode())), encoding="utf-8")
    assert "bytes" not in said(copy)
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert f"{path.relative_to(copy).as_posix()}: size: 250,001 bytes; the most is 250,000" in said(copy)


def test_a_lesson_that_cannot_be_read_is_named(copy, said):
    """Does a missing lesson lead to one sentence, not a stack?"""
    lesson(copy, "1B").unlink()
    assert "is missing. Create it, or take it out of module.yml." in said(copy)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("## Further reading", "#### Further reading", "skips a level"),
        ("## Transfer", "## Elsewhere", "the section '## Transfer' is missing"),
        ("\n# 1A", "\n## 1A", "not exactly one level-1 heading"),
        ("](https://", "](https://example.org/", "is in no entry of references.bib"),
        ("from course import charts,", f"# {'x' * 105}\nfrom course import charts,", "is cut off on the page"),
        ("<!-- F1.", "<!-- F9.", "there is no such fact"),
        ('quiz("m1-q', 'quiz("m1-q99", "m1-q', "there is no such item"),
        ('check("m1-t', 'check("m1-t9', "there is no such task"),
        ('explore("m1-e', 'explore("m1-e9', "there is no such explorer"),
        ("## Summary", "word " * 700 + "\n\n## Summary", "words without an action"),
        ("## Summary", "word " * 1200 + "\n\n## Summary", "keep it between 1600 and 2900"),
    ],
)
def test_each_lesson_rule_finds_its_fault(copy, said, old, new, words):
    """Does one slip in a lesson's text lead to the rule that names it?"""
    change(lesson(copy, "1A"), old, new)
    assert words in said(copy)


def test_a_lesson_without_an_explorer_is_told(copy, said):
    """Is a lesson named whose explorers are all gone?"""
    path = lesson(copy, "1A")
    path.write_text(path.read_text(encoding="utf-8").replace("explore(", "print("), encoding="utf-8")
    assert "it has no explorer" in said(copy)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("## Module quiz", "## Another quiz", "the section '## Module quiz' is not just before '## Summary'"),
        ("## Further reading", "## Module quiz\n\n## Further reading", "is not just before '## Summary'"),
        ('mastery("01")', 'mastery("02")', """the module's last lesson does not show mastery("01")"""),
    ],
)
def test_the_last_lesson_holds_the_module_quiz(copy, said, old, new, words):
    """Is a module without its quiz, or with it at another place, told?"""
    change(lesson(copy, "1B"), old, new)
    assert words in said(copy)


def test_a_module_that_cannot_be_sat_twice_is_named(copy, said):
    """When the mastery items get few, is the form that is too short named?"""
    path = copy / ITEMS
    text = path.read_text(encoding="utf-8")
    # Nine items make one form of five and one of four.
    too_many = text.count("use: mastery") - 9
    path.write_text(text.replace("use: mastery", "use: inline", too_many), encoding="utf-8")
    assert "form A: 4 items" in said(copy) or "form B: 4 items" in said(copy)


def test_an_objective_that_the_lesson_does_not_show_is_named(copy, said):
    """Does a lesson that leaves out one of its objectives get told which?"""
    path = lesson(copy, "1A")
    path.write_text(path.read_text(encoding="utf-8").replace("**1.2**", "1.2"), encoding="utf-8")
    assert "objective 1.2 is not shown" in said(copy)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (ITEMS, 'objective: "1.', 'objective: "7.', "is not one of this module's"),
        (ITEMS, "facts: [F1.", "facts: [F1.999, F1.", "fact 'F1.999' does not exist"),
        (ITEMS, "- id: m1-q", "- id: m0-q", "the id 'm0-q"),
        (ITEMS, 'feedback: "Tempting, because help is promised.', 'feedback: "No."} #', "feedback too short to teach"),
        (FACTS, "ref: ", "ref: nobody_1900 #", "'nobody_1900' is not in modules/references.bib"),
        (FACTS, "checked: source", "checked: surely", "checked is 'surely'"),
        (FACTS, "- id: F1.1", "- id: F1.998", "no lesson teaches this fact"),
        (MODULE, 'id: "1.5"', 'id: "1.6"', "no item asks for this objective"),
        (MODULE, "minutes: ", "minutes: 1", "module.yml states 145 minutes"),
        (MODULE, "bloom: Rem", "bloom: Recall", "bloom is 'Recall'"),
        (TASKS, 'objective: "1.5"', 'objective: "1.9"', "m1-t1: objective '1.9' does not exist"),
        ("modules/references.bib", "title", "tittle", "it has no title"),
        ("modules/02-objectives/scenario.yml", "fact: F2.31", "fact: F2.99", "fact 'F2.99' does not exist"),
        (
            "modules/02-objectives/scenario.yml",
            'objectives: ["2.5"]',
            'objectives: ["9.5"]',
            "'9.5' is not one of this module's",
        ),
        ("modules/claims.yml", "- id: c02", "- id: c01", "this id is used twice"),
        ("modules/claims.yml", "verdict: wrong", "verdict: false news", "verdict is 'false news'"),
    ],
)
def test_each_rule_of_the_other_files_finds_its_fault(copy, said, file, old, new, words):
    """Does one slip in a module's files lead to the rule that names it?"""
    if not (copy / file).exists():
        add_module(copy, Path(file).parent.name[:2])
    change(copy / file, old, new)
    if "the id 'm0-q" in words:
        # An id of another module either clashes with its lessons or is out of place; both are told.
        assert "m0-q" in said(copy)
    else:
        assert words in said(copy)


def test_an_id_that_another_module_has_is_told(copy, said):
    """Is a fact's id taken once in the whole course, not once in each module?"""
    add_module(copy, "00")
    change(copy / FACTS, "- id: F1.2\n", "- id: F0.1\n")
    assert "this id is used twice" in said(copy)


def test_a_picture_that_does_not_state_its_finding_is_named_by_cell(copy, said):
    """Is an empty or vague alternative text found in the built notebook?"""
    path = lesson(copy, "1A").with_suffix(".ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    found = False
    for number, cell in enumerate(notebook["cells"], 1):
        for output in cell.get("outputs", []):
            page = "".join(output.get("data", {}).get("text/html", ""))
            if "<img" in page and not found:
                output["data"]["text/html"] = '<img alt="a chart" src="data:,">'
                found, place = True, number
    assert found
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert f"cell {place}: alternative text 'a chart' does not state the finding" in said(copy)


def test_the_bank_rules_see_the_whole_bank(copy, said):
    """Are a bank without one kind, and a giveaway option, found?"""
    change(copy / ITEMS, 'text: "Collective defence"', 'text: "It is always collective defence"')
    assert "says 'always', which gives it away" in said(copy)


def test_faults_of_several_files_come_in_one_run(copy, said):
    """Does an author with faults in three files see all three at once?"""
    change(copy / FACTS, "checked: source", "checked: surely")
    change(copy / MODULE, "bloom: Rem", "bloom: Recall")
    change(copy / ITEMS, "kind: single", "kind: sinlge")
    assert all(name in said(copy) for name in (FACTS, MODULE, ITEMS))


def test_a_time_that_its_words_and_actions_do_not_bear_out_is_told(copy, said):
    """Is a stated time compared with what the lesson asks of a learner?"""
    add_module(copy, "07")
    path = lesson(copy, "7B")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("check(", "print(").replace("quiz(", "print(").replace("m7-q", "m7q"), encoding="utf-8"
    )
    assert "60 minutes stated, about" in said(copy)


def test_a_bold_term_without_a_glossary_entry_is_told(copy, said):
    """Does every bold term stand in the glossary, while labels, plurals and other forms pass?"""
    change(
        lesson(copy, "1A"),
        "## Summary",
        "A **gunboat treaty** and two **coalitions**. **Mind this:** no.\n\n## Summary",
    )
    told = said(copy)
    assert "the bold term 'gunboat treaty' is not in glossary.yml" in told
    assert "coalitions" not in told and "Mind this" not in told


def test_a_lesson_that_no_longer_waits_is_held_to_the_new_form(copy, said):
    """When a lesson leaves the list of those that wait, do the new rules speak, and those of the old form no more?"""
    add_module(copy, "07")
    change(lesson(copy, "7A"), "## Summary", "word " * 700 + "\n\n## Summary")
    assert "keep it between 1400 and 2000" in said(copy)
    change(copy / "modules/not-yet-retold.yml", '"7A", ', "")
    told = said(copy)
    assert "it has no `lesson:` part" in told
    assert "keep it between 1400 and 2000" not in told
