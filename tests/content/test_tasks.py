"""tasks.yml and tasks.py: every fault at once, each with file, task, rule and mend; and values only when asked for."""

import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from course.authoring.build import read_text
from course.content.catalog import catalog
from course.content.compare import same
from course.content.data import load
from course.content.source import content_root
from course.content.tasks import find_task, module_tasks
from course.errors import ContentError

WORDS = """
- id: m1-t1
  objective: "1.4"
  prompt: What percentage of the force was British?
  wants: the British share of the force in percent
  expected: british_share
  tolerance: 0.05
  unit: "%"
  right: 1,500 of 3,310 is a little under half.
  slips:
    - {value: share_of_two, says: You left out Sweden and the Netherlands.}
    - {value: british_soldiers, says: This is how many. Divide by the sum.}
  hints:
    - Which number is the whole?
    - Divide by the sum of the column.
  solution: |
    whole = force["troops"].sum()
    100 * 1500 / whole
- id: m1-t2
  objective: "1.4"
  prompt: How many soldiers were planned?
  wants: the soldiers of all four countries
  expected: all_soldiers
  right: Planned, not sent.
  slips:
    - {value: british_soldiers, says: This is one country of four.}
  hints: [Add up the column.]
  solution: force["troops"].sum()
"""

VALUES = '''
from course.content.data import load

FORCE = {"United Kingdom": 1500, "Italy": 1300, "Sweden": 260, "Netherlands": 250}


def _share(*countries):
    return 100 * FORCE["United Kingdom"] / sum(FORCE[country] for country in countries)


def british_share():
    """The British percentage of the force."""
    return _share(*FORCE)


def share_of_two():
    """The British percentage of the British and Italian soldiers."""
    return _share("United Kingdom", "Italy")


def british_soldiers():
    """British soldiers."""
    return FORCE["United Kingdom"]
'''

MORE = '''
def all_soldiers():
    """Soldiers of all four countries."""
    return 3310
'''


def read(tmp_path: Path, words: str = WORDS, values: str = VALUES, more: str = MORE):
    """The tasks of a module folder with these three files."""
    folder = tmp_path / "modules" / "01-history"
    folder.mkdir(parents=True)
    (folder / "tasks.yml").write_text(words)
    (folder / "tasks.py").write_text(values)
    (folder / "tasks_1b.py").write_text(more)
    return module_tasks(folder, tmp_path)


def faults(tmp_path: Path, **files: str):
    with pytest.raises(ContentError) as caught:
        read(tmp_path, **files)
    return caught.value.faults


def test_words_and_functions_of_several_files_become_tasks(tmp_path):
    """Does a sound module give its tasks in the order of tasks.yml, each with its values to compute?"""
    share, soldiers = read(tmp_path)
    assert (share.id, share.unit, share.tolerance) == ("m1-t1", "%", 0.05)
    assert share.prompt == "What percentage of the force was British?"
    assert round(share.expected(), 1) == 45.3
    assert [round(slip.value()) for slip in share.slips] == [54, 1500]
    assert share.solution.splitlines() == ['whole = force["troops"].sum()', "100 * 1500 / whole"]
    assert (soldiers.expected(), soldiers.unit, soldiers.slips[0].value()) == (3310, "", 1500)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: m1-t1", "id: m2-t1", "m2-t1: the id does not fit this module. To mend: use m1-t1"),
        ("id: m1-t1", "id: first", "first: the id does not fit this module"),
        ("id: m1-t2", "id: m1-t1", "m1-t1: this id is used twice"),
        ("  prompt: How many soldiers were planned?\n", "", "m1-t2.prompt: a required field is missing"),
        ("prompt: How many soldiers were planned?", "prompt: ''", "m1-t2.prompt: it is empty"),
        ("prompt: How many", "promt: How many", "unknown field 'promt' (did you mean 'prompt'?)"),
        ('objective: "1.4"', "objective: 1.4", "m1-t1.objective: 1.4 is not text: put it in quotes"),
        ("tolerance: 0.05", "tolerance: small", "m1-t1.tolerance: 'small' is not a number"),
        ("tolerance: 0.05", "tolerance: -1", "m1-t1: tolerance is negative"),
        ("hints: [Add up the column.]", "hints: []", "m1-t2: it has no hint"),
        ("\n    - {value: british_soldiers, says: This is one country of four.}", " []", "m1-t2: it has no slip"),
        ("says: This is one country of four.", "feedback: One.", "m1-t2.slips[0]: unknown field 'feedback'"),
        ("value: share_of_two", "value: british_share", "m1-t1: it names the function 'british_share' twice"),
        ("expected: british_share", "expected: british_shar", "'british_shar'. To mend: did you mean 'british_share'?"),
        ("expected: british_share", "expected: _share", "m1-t1: no tasks*.py defines the function '_share'"),
        ("expected: all_soldiers", "expected: load", "m1-t2: no tasks*.py defines the function 'load'"),
        ("hints: [Add", "hints: [Add [", "line"),
    ],
)
def test_each_fault_of_the_words_names_file_task_rule_and_mend(tmp_path, old, new, words):
    """Does one wrong line of tasks.yml lead to a message that an author can act on?"""
    assert old in WORDS
    found = faults(tmp_path, words=WORDS.replace(old, new, 1))
    assert any(words in str(fault) for fault in found), found
    for fault in found:
        assert fault.file.startswith("modules/01-history/tasks")
        assert fault.place
        assert fault.mend


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (MORE.replace("all_soldiers", "_all_soldiers"), "tasks.yml: m1-t2: no tasks*.py defines"),
        (
            MORE + '\n\ndef spare():\n    """Nothing."""\n',
            "tasks_1b.py: spare: no task of tasks.yml names this function",
        ),
        (
            MORE + "\n\ndef british_share():\n    return 1\n",
            "british_share: modules/01-history/tasks.py has this function",
        ),
        (MORE.replace("()", "(country)"), "tasks_1b.py: all_soldiers: it takes arguments"),
        (MORE + "\n1 / 0\n", "tasks_1b.py: file: it does not run: ZeroDivisionError"),
        ("def all_soldiers(:\n", "tasks_1b.py: file: it does not run: SyntaxError"),
    ],
)
def test_each_fault_of_the_functions_names_its_file(tmp_path, more, words):
    """Is a function that is missing, spare, double, in need of arguments or broken told with its file?"""
    assert words in "\n".join(str(fault) for fault in faults(tmp_path, more=more))


def test_a_helper_and_an_imported_function_need_no_task(tmp_path):
    """May a file hold private helpers and import what it needs?"""
    extra = "from statistics import mean\n\n\ndef _half(number):\n    return mean([0, number])\n"
    assert len(read(tmp_path, more=extra + MORE)) == 2


def test_all_faults_of_a_module_come_at_once(tmp_path):
    """Does an author with faults in three places need one run, not three?"""
    words = WORDS.replace("hints: [Add up the column.]", "hints: []").replace("share_of_two", "share_of_tow")
    found = faults(tmp_path, words=words, more=MORE + "\n\ndef british_share():\n    return 1\n")
    assert {fault.place for fault in found} >= {"m1-t1", "m1-t2", "british_share", "share_of_two"}


def test_a_broken_file_does_not_hide_behind_its_missing_names(tmp_path):
    """Is a file that does not run the only fault told, not every name that it would have defined?"""
    (fault,) = faults(tmp_path, more=MORE + "\n1 / 0\n")
    assert fault.file == "modules/01-history/tasks_1b.py"


def test_a_module_without_tasks_has_none_and_functions_need_their_words(tmp_path):
    """Is an empty folder no fault, and tasks.py without tasks.yml one?"""
    folder = tmp_path / "modules" / "01-history"
    folder.mkdir(parents=True)
    assert module_tasks(folder, tmp_path) == []
    (folder / "tasks.py").write_text(VALUES)
    with pytest.raises(ContentError, match=r"tasks\.yml: file: it is missing"):
        module_tasks(folder, tmp_path)


def test_reading_a_module_computes_no_value(tmp_path):
    """Does a learner wait for the values of one task only, when that task is checked?"""
    more = MORE.replace("return 3310", "raise RuntimeError('computed')")
    _, soldiers = read(tmp_path, more=more)
    with pytest.raises(RuntimeError, match="computed"):
        soldiers.expected()


def test_importing_check_reads_no_module():
    """Does the first line of every lesson leave tasks.yml and tasks.py alone?"""
    script = (
        "import pathlib, sys\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == 'open' else None)\n"
        "from course import check\n"
        "assert not [name for name in seen if pathlib.PurePath(name).match('modules/*/tasks*')]\n"
        "from course.content.tasks import find_task\n"
        "find_task('m1-t1')\n"
        "assert {pathlib.PurePath(name).parent.name for name in seen if pathlib.PurePath(name).name == 'tasks.yml'}"
        " == {'01-history'}\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize("module", catalog().modules, ids=lambda module: module.folder)
def test_each_function_of_the_course_says_what_it_computes(module):
    """Has each value of the course's own tasks a sentence for the next author, and a name that is no number?"""
    for task in module.tasks:
        for function in (task.expected, *(slip.value for slip in task.slips)):
            assert function.__doc__, f"{function.__name__} of {task.id} has no docstring"
            assert "slip" not in function.__name__


CHANGES = {
    "m0-t6": 'people = load("sipri_personnel").set_index("year")["personnel"]; old, new = people[2016], people[2022]',
    "m1-t7": 'people = load("un_strength_year").set_index("year")["personnel"]; old, new = people[2015], people[2021]',
    "m2-t2": (
        'pairs = load("synthetic_pacts").query("world == \'friendship\' and relation == \'others\'").set_index("pact"); '
        'rate = 100 * pairs["disputes"] / pairs["pairs"]; old, new = rate["no pact"], rate["pact"]'
    ),
}
"""The tasks that first ask for a change in percent: what the lesson's cells have made before."""


@pytest.mark.parametrize("task_id", CHANGES)
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("100 * (new - old) / old", ""),
        ("100 * (new - old) / new", "You divided by the"),
        ("new - old / old * 100", "The brackets around the difference are missing"),
        ("100 * new - old / old", "The brackets around the difference are missing"),
    ],
)
def test_a_change_in_percent_names_the_wrong_base_and_the_missing_brackets(task_id, code, words):
    """Does each way to miss a change in percent lead to its own sentence, and not to "too low" or "too high"?"""
    names = {"load": load}
    exec(CHANGES[task_id], names)
    value, task = eval(code, names), find_task(task_id)
    assert same(value, task.expected(), task.tolerance) is not bool(words)
    (said,) = [slip.says for slip in task.slips if same(value, slip.value(), task.tolerance)] or [""]
    assert said.startswith(words) and bool(said) is bool(words)


@pytest.mark.parametrize("task_id", ["m0-t1", "m0-t4"])
@pytest.mark.parametrize("count", [lambda answers: answers.size, lambda answers: answers.count(), len])
def test_counting_all_answers_is_told_from_counting_the_true_ones(task_id, count):
    """Is a learner who has the column of True and False, and counts all of it, told what each way counts?"""
    operations, months = load("un_operations"), load("un_personnel_month")
    answers = {"m0-t1": operations["start_precision"] != "day", "m0-t4": months["total"] > 100000}[task_id]
    task = find_task(task_id)
    (said,) = [slip.says for slip in task.slips if same(count(answers), slip.value(), task.tolerance)]
    assert "the True and the False ones; .sum() counts the True ones" in said


def test_the_plan_of_2b_is_the_one_that_its_card_asks_for():
    """Does the best plan for the district in lesson 2B's text leave out as many people as task m2-t11 expects?"""
    names: dict[str, dict[str, int]] = {}
    text = read_text(content_root() / "modules/02-objectives/2B-helping-others.md")
    cell = next(cell.source for cell in text.cells if cell.source.startswith("people = "))
    exec(cell, names)
    people, need = names["people"], names["need"]
    plans = (dict(zip(need, numbers, strict=True)) for numbers in product(range(7), repeat=len(need)))
    left = [sum(people[p] for p in need if plan[p] < need[p]) for plan in plans if sum(plan.values()) <= 6]
    task = next(task for task in catalog().module("02").tasks if task.id == "m2-t11")
    assert task.expected() == min(left)
    assert task.slips[0].value() in left
