"""check, hint and solution: what a learner reads, in which order, and what is never given away."""

import pandas as pd
import pytest

import course.content.tasks as tasks
from course import check, hint, solution
from course.content.tasks import Slip, Task
from course.learning.record.store import Record

SHARE = Task(
    id="m1-t9",
    objective="1.4",
    prompt="What percentage of the force was British?",
    wants="the British share of the force in percent",
    expected=lambda: 45.317,
    right="1,500 of 3,310 is a little under half.",
    slips=(Slip(value=lambda: 53.571, says="You left out Sweden and the Netherlands."),),
    hints=("Which number is the whole?", "Divide by the sum of the column."),
    solution="100 * 1500 / force['troops'].sum()",
    tolerance=0.05,
)
DECADES = pd.Series([1, 3, 7], index=[1940, 1950, 1960])
COUNTS = Task(
    id="m1-t8",
    objective="1.4",
    prompt="How many operations began in each decade?",
    wants="the number of operations begun in each decade",
    expected=lambda: DECADES,
    right="The counts rise.",
    slips=(Slip(value=lambda: DECADES.iloc[1:], says="The first decade fell away: you filtered before you counted."),),
    hints=("Group first.",),
    solution="table.groupby('decade').size()",
)
TABLE = Task(
    id="m1-t7",
    objective="1.4",
    prompt="Which countries sent how many troops? Give a table, largest first.",
    wants="a table of country and troops, largest first",
    expected=lambda: pd.DataFrame({"country": ["Italy", "Sweden"], "troops": [1300, 260]}),
    right="Largest first.",
    slips=(Slip(value=lambda: "never", says="no"),),
    hints=("Sort.",),
    solution="force.sort_values('troops', ascending=False)",
)


@pytest.fixture(autouse=True)
def bank(monkeypatch, tmp_path):
    """Three tasks of our own, and a fresh record, in place of the course's."""
    record = Record(tmp_path / "record.jsonl")
    monkeypatch.setattr(tasks, "_tasks_by_id", lambda digit: {task.id: task for task in (SHARE, COUNTS, TABLE)})
    monkeypatch.setattr("course.learning.lab.check.open_record", lambda: record)
    return record


def said(capsys):
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (45.3, "✓ Right. 1,500 of 3,310"),
        ("45.3", "Another kind of value is wanted. You gave a text; a number is wanted. Leave out the quotes"),
        ("camp", "Another kind of value is wanted. You gave a text; a number is wanted. Wanted: "),
        ((45, 3), "The comma makes two numbers of 45,3. Write the number with a point: 45.3. Wanted: "),
        ((-45, 3), "Write the number with a point: -45.3."),
        ((3, 310), "Write 3310 without the comma, or 3.310 with a point if decimals follow the comma."),
        ((0, 4500), "Write a number with a point and not with a comma, for example 23.9."),
        ("-45,3", "You gave a text; a number is wanted. Write it without quotes and with a point: -45.3."),
        ((45, 3, 1), "You still have many values"),
        (pd.Series([45.3, 1]), "a number is wanted. You still have many values"),
        (sum, "function that was not called"),
        (None, "missing value"),
        (True, "true-or-false value"),
        (53.57, "You left out Sweden and the Netherlands."),
        (0.45317, "This is a fraction; a percentage is wanted."),
        (4531.7, "100 times too large"),
        (-45.317, "the sign is not"),
        (12, "The number is too low."),
        (80, "The number is too high."),
        (float("nan"), "missing"),
    ],
)
def test_a_number_is_met_with_type_then_slip_then_value(capsys, value, words):
    """Does each usual mistake with a number get its own words?"""
    check("m1-t9", value)
    assert words in said(capsys)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (DECADES, "✓ Right."),
        (DECADES.astype("Int64").rename("n"), "✓ Right."),
        ([1, 3, 7], "✓ Right."),
        (DECADES.iloc[1:], "The first decade fell away"),
        (DECADES.iloc[:1], "Not the right size yet. It has 1 entries, which is too few."),
        (DECADES[::-1], "their order or their labels"),
        (DECADES + pd.Series([0, 1, 0], index=DECADES.index), "2 of 3 entries are right. Look first at 1950."),
        (3, "column of values is wanted"),
        ([[1], [3], [7]], "0 of 3 entries are right"),
    ],
)
def test_a_column_is_met_with_type_then_size_then_value(capsys, value, words):
    """Does each usual mistake with a column get its own words?"""
    check("m1-t8", value)
    assert words in said(capsys)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (TABLE.expected(), "✓ Right."),
        (TABLE.expected()[["troops"]], "A column is missing: country."),
        (TABLE.expected().assign(rank=1), "more columns than asked for: rank"),
        (TABLE.expected().head(1), "It has 1 rows, which is too few."),
        (TABLE.expected()[::-1], "Column country:"),
        (TABLE.expected()["troops"], "a table is wanted"),
    ],
)
def test_a_table_is_met_with_type_then_size_then_value(capsys, value, words):
    """Does each usual mistake with a table get its own words?"""
    check("m1-t7", value)
    assert words in said(capsys)


def test_the_expected_value_is_never_printed(capsys):
    """Can the answer be read off any message about a wrong value?"""
    for value in (1, "x", None, 53.57, 0.4, 4531.7, -45.317, [1], pd.DataFrame()):
        check("m1-t9", value)
        hint("m1-t9")
    assert "45.3" not in said(capsys)


def test_a_blank_is_no_attempt(capsys, bank):
    """Does an unfilled exercise run, say what is wanted, and leave the record alone?"""
    check("m1-t9", ...)
    assert "Not answered yet" in said(capsys)
    assert bank.state().tasks == {}


def test_help_waits_for_a_try_and_then_goes_one_step_at_a_time(capsys, bank):
    """Do hint and solution say what to try first, does each call of hint go further, and is nothing kept before?"""
    for help_ in (hint, solution):
        help_("m1-t9")
        told = said(capsys)
        assert "Try it once first. Wanted: the British share of the force in percent." in told
        assert "Which number" not in told and "1500" not in told
    assert bank.state().tasks == {}
    check("m1-t9", 1)
    hint("m1-t9")
    assert "Hint 1 of 2. Which number is the whole?" in said(capsys)
    hint("m1-t9")
    assert "Hint 2 of 2. Divide by" in said(capsys)
    hint("m1-t9")
    assert "Hint 2 of 2" in said(capsys)
    check("m1-t9", 1)
    assert 'run `from course import solution; solution("m1-t9")`' in said(capsys)
    solution("m1-t9")
    assert "100 * 1500" in said(capsys)


def test_a_solved_task_gets_no_hint(capsys, bank):
    """After a right answer, does hint say that it is solved, and is no hint shown or kept?"""
    check("m1-t9", 45.32)
    hint("m1-t9")
    assert "✓ Solved. You need no hint any more." in said(capsys)
    assert bank.state().tasks["m1-t9"].hints == 0


def test_the_record_keeps_attempts_hints_and_the_slip(bank, tmp_path):
    """Can an instructor see later which slip was made?"""
    check("m1-t9", 53.57)
    hint("m1-t9")
    check("m1-t9", 45.32)
    state = bank.state().tasks["m1-t9"]
    assert (state.attempts, state.solved, state.hints) == (2, True, 1)
    assert "You left out Sweden" in (tmp_path / "record.jsonl").read_text()


def test_an_unknown_task_is_a_sentence_with_the_nearest_name(capsys):
    """Does a typing slip in the task's id lead to the right id, without a traceback?"""
    check("m1-t99", 3)
    assert "There is no task 'm1-t99'. Did you mean 'm1-t9'" in said(capsys)


def test_a_folder_that_keeps_nothing_is_mentioned(capsys, bank):
    """Does the learner hear it when the folder cannot be written?"""
    bank.notice = "Your answers are not kept."
    check("m1-t9", 45.32)
    assert "not kept" in said(capsys)
