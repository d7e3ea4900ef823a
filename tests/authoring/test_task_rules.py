"""The rules of `course check` for lab tasks: each with tasks that break it, beside tasks that do not."""

import attrs
import pandas as pd
import pytest

from course.authoring.lint.tasks import task_faults
from course.content.catalog import catalog
from course.content.tasks import Slip, Task


def soldiers():
    """Soldiers of all four countries."""
    return 3310


def of_two():
    """Soldiers of two countries."""
    return 2800


def of_one():
    """Soldiers of one country."""
    return 1500


def nearly_all():
    """Soldiers of all four countries, rounded."""
    return 3310.4


def of_two_in_a_column():
    """Soldiers of two countries, still a column."""
    return pd.Series([1500, 1300])


def broken():
    """A value of a column that is not there."""
    return pd.DataFrame({"troops": [1]})["people"]


def said(*slips, objective="1.4", tolerance=0.01, expected=soldiers, checked=("m1-t1",), right="Planned.") -> str:
    """The faults of module 01 if it had this one task, which a lesson checks or not."""
    task = Task(
        id="m1-t1",
        objective=objective,
        prompt="How many soldiers were planned?",
        wants="the soldiers of all four countries",
        expected=expected,
        right=right,
        slips=tuple(Slip(value=slip, says="This is another number of soldiers.") for slip in slips),
        hints=("Add up the column.",),
        solution="force.sum()",
        tolerance=tolerance,
    )
    return "\n".join(str(fault) for fault in task_faults(attrs.evolve(catalog().module("01"), tasks=(task,)), checked))


def test_a_sound_task_has_no_fault():
    """May slips be of another kind than the right value, and as many as an author knows?"""
    assert said(of_two, of_one, of_two_in_a_column) == ""


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (dict(objective="1.9"), "objective '1.9' does not exist"),
        (dict(checked=()), "no lesson uses this task"),
        (dict(right="Planned, and *not* sent."), "it has *not* in stars"),
        (dict(expected=broken), "the function 'broken' does not run: KeyError: 'people'"),
    ],
)
def test_each_rule_about_a_task_finds_its_fault(task, words):
    """Is a wrong objective, a task that no lesson checks, or a value that cannot be computed told with its place?"""
    assert said(of_two, **task).startswith(f"modules/01-history/tasks.yml: m1-t1: {words}. To mend: ")


@pytest.mark.parametrize(
    ("slips", "tolerance", "words"),
    [
        ((of_two, nearly_all), 0.5, "the slip 'nearly_all' is the right value"),
        ((of_two, of_one), 2000, "the slip 'of_one' cannot be told from 'of_two'"),
        ((of_two, broken), 0.01, "the function 'broken' does not run"),
    ],
)
def test_each_rule_about_slips_finds_its_fault(slips, tolerance, words):
    """Is a slip that `check` would take for the right value, or for another slip, told?"""
    assert words in said(*slips, tolerance=tolerance)


def test_the_tolerance_decides_which_values_are_alike():
    """Do two values count as one only where `check` would count them as one?"""
    assert said(nearly_all, tolerance=0.3) == ""
    assert "is the right value" in said(nearly_all, tolerance=0.5)


def test_one_broken_function_does_not_hide_the_others():
    """Does an author see a slip that is the right value although another function does not run?"""
    text = said(broken, nearly_all, tolerance=0.5)
    assert "'broken' does not run" in text
    assert "the slip 'nearly_all' is the right value" in text
