"""`course check` on code: does a learner meet only what was taught, two new pieces at a time, and each of them again?"""

import json

import pytest

from course.authoring.ladder import idioms
from course.authoring.lint.ladder import ladder_faults
from course.content.catalog import Catalog, catalog
from course.content.skills import FILE, read_skills
from course.content.source import content_root
from tests.support.retold_lesson import HEAD, code_cell, module_with
from tests.support.small_assignment import cell, notebook

SKILLS = """
- {id: name, name: "name = ...", aloud: "call it so", example: "a = 1", lesson: "0A", level: easy, marks: ["name ="]}
- {id: column, name: 'table["column"]', aloud: "the column", example: 't["a"]', lesson: "0A", level: easy,
   marks: ['["column"]']}
- {id: mean, name: ".mean()", aloud: "the average", example: "t.mean()", lesson: "1A", level: easy, marks: [".mean()"]}
- {id: median, name: ".median()", aloud: "the middle", example: "t.median()", lesson: "1B", level: easy,
   marks: [".median()"], after: [mean]}
- {id: if, name: "if ...", aloud: "if it is so", example: "if a: b", lesson: "1B", level: hard, marks: [if],
   after: [name]}
"""
CODE = {
    "0A": ['a = t["x"]'],
    "1A": ['a = t["x"].mean()'],
    "1B": ["t.median()", "if a:\n    t.mean()"],
    "1C": ["if a:\n    t.median()"],
    "1D": ['t["x"]'],
}


def told(root, skills=SKILLS, waiting=(), waiting_lessons=(), task="", **changed):
    """What the check says of a small course: module 00 with one lesson, module 01 with four and an assignment."""
    texts = {
        code: HEAD + f"# {code}\n\n" + "".join(cell if cell.startswith("```") else code_cell(cell) for cell in cells)
        for code, cells in {**CODE, **{name[-2:]: cells for name, cells in changed.items()}}.items()
    }
    modules = (
        module_with(root, texts["0A"], digit="0"),
        module_with(root, *(texts[code] for code in ("1A", "1B", "1C", "1D"))),
    )
    (root / FILE).write_text(skills, encoding="utf-8")
    listed = {"lessons": list(waiting_lessons), "assignments": list(waiting)}
    (root / "modules/not-yet-retold.yml").write_text(json.dumps(listed), encoding="utf-8")
    if task:
        folder = root / "assessments/source/00-small"
        folder.mkdir(parents=True)
        cells = notebook(
            cell("task1-answer", task),
            cell("task1-visible", "assert sorted(a)", "test"),
            cell("stretch1-answer", "while t: pass"),
            cell("stretch1-visible", "assert not t", "test"),
        )
        (folder / "00-small.ipynb").write_text(json.dumps(cells), encoding="utf-8")
    course = Catalog(modules=modules, references={}, glossary=(), claims=())
    return "\n".join(str(fault) for fault in ladder_faults(course, root))


def test_a_course_that_teaches_before_it_asks_has_no_fault(tmp_path):
    """Is code that stands on what came before left in peace, in lessons and in a core task?"""
    assert told(tmp_path, task='a = t["x"]') == ""


def test_what_is_taught_later_is_told_with_its_lesson(tmp_path):
    """Does a learner of 1A who meets what 1B teaches have an author who hears of it, cell and lesson?"""
    said = told(tmp_path, of_1A=['t["x"].mean()', "t.median()"])
    assert "1A-small.md: cell 3 ('t.median()'): it uses .median(), which lesson 1B teaches" in said


def test_what_nobody_teaches_is_told(tmp_path):
    """Is a construct that skills.yml does not know named?"""
    said = told(tmp_path, of_1D=['t["x"]', "while t:\n    t"])
    assert "1D-small.md: cell 3 ('while t: t'): it uses while, which no lesson teaches" in said


def test_machinery_and_mistakes_on_purpose_are_not_for_reading(tmp_path):
    """May a folded cell hold what it likes, and a cell that is meant to fail be no Python, but no other cell?"""
    folded = code_cell("while t:\n    t", ":tags: [machinery]\n")
    wrong = code_cell("print('a", ":tags: [raises-exception]\n")
    assert told(tmp_path / "tagged", of_1D=['t["x"]', folded, wrong]) == ""
    assert "this is not Python" in told(tmp_path / "bare", of_1D=['t["x"]', "print('a"])


def test_a_lesson_teaches_two_new_pieces_at_most(tmp_path):
    """Are three new pieces in a lesson told, but not in module 00?"""
    three = SKILLS.replace('lesson: "1A"', 'lesson: "1B"')
    said = told(tmp_path / "1B", three, of_1A=['t["x"]'])
    assert "lesson 1B teaches 3 new pieces of code (mean, median, if)" in said
    all_first = SKILLS.replace('lesson: "1A"', 'lesson: "0A"')
    assert told(tmp_path / "0A", all_first, of_0A=['a = t["x"].mean()']) == ""


def test_a_new_piece_is_used_where_it_is_taught_and_soon_again(tmp_path):
    """Is a piece that its lesson does not show told, and one that the next two lessons leave alone?"""
    said = told(tmp_path / "not-shown", of_1A=['t["x"]'])
    assert "mean: lesson 1A should teach it, and no code that learners read there uses it" in said
    said = told(tmp_path / "left", of_1C=['t["x"]'])
    assert "median: it is not used again in 1C or 1D" in said


def test_lessons_that_wait_are_left_alone(tmp_path):
    """Is nothing asked of a lesson that is still to be told anew, and may the piece before it be used there?"""
    free = ["while t:\n    t"]
    assert told(tmp_path / "told", of_1C=free) != ""
    assert told(tmp_path / "waits", of_1C=free, waiting_lessons=["1C"]) == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('lesson: "1B", level: hard', 'lesson: "0A", level: hard', "it is hard, and module 00 teaches it"),
        ('lesson: "1A"', 'lesson: "1C"', "lesson 1B teaches it before 'mean', which it stands on (1C)"),
        ('lesson: "1A"', 'lesson: "9A"', "there is no lesson '9A'"),
        ("level: hard", "level: heavy", "level is 'heavy'"),
        ("after: [name]", "after: [nothing]", "it stands on 'nothing', which is not above it"),
        ("   after: [name]}", "   }", "it is hard, but says not what it stands on"),
        ("marks: [if]", 'marks: [".mean()"]', "the mark '.mean()' belongs to mean, too"),
        ("marks: [if]", "marks: []", "it has no marks"),
        ("- {id: median", "- {id: mean", "this id is used twice"),
        ('example: "if a: b"', 'example: "if a"', "the example is not Python"),
    ],
)
def test_the_plan_of_the_ladder_is_checked(tmp_path, old, new, words):
    """Is a slip in skills.yml told: easy before hard, no loose ends, nothing twice?"""
    assert old in SKILLS
    assert words in told(tmp_path, SKILLS.replace(old, new, 1))


def test_a_core_task_asks_for_what_its_module_has_taught(tmp_path):
    """Is a solution that needs more told, and is a stretch task free?"""
    said = told(tmp_path, task='a = t["x"].mean()')
    assert said.startswith(
        "assessments/source/00-small/00-small.ipynb: cell 1 ('a = t[\"x\"].mean()'): it uses .mean()"
    )
    assert "while" not in said and "sorted" not in said


def test_an_assignment_that_waits_is_left_alone(tmp_path):
    """Is an assignment not yet told anew exempt by the one list?"""
    assert told(tmp_path, task='a = t["x"].mean()', waiting=["00-small"]) == ""


@pytest.mark.parametrize("skill", read_skills(content_root()), ids=lambda skill: skill.id)
def test_each_example_shows_its_piece_of_code_and_nothing_unknown(skill):
    """Can a learner read each example in skills.yml with what it stands on?"""
    found = idioms(skill.example, read_skills(content_root()))
    assert skill.id in found.known
    assert not found.unknown


def test_the_course_s_own_ladder_has_no_loose_step():
    """Is every piece taught in a lesson of the course, and at most two in one, but for module 00?"""
    assert list(ladder_faults(catalog(), content_root())) == []
