"""The course-wide map: objectives against lessons, items and assignments."""

import re

from typer.testing import CliRunner

from course.cli import app
from course.content.catalog import catalog
from course.content.coursemap import course_map, parts_by_objective

ROWS = course_map(catalog())


def test_every_objective_is_taught_asked_and_assessed():
    """Does each objective have a lesson, items to practise, items for the quiz and a part of the assignment?"""
    for row in ROWS:
        assert row.lessons and row.parts, row.objective
        assert row.items["inline"] >= 1 and row.items["mastery"] >= 1, row.objective


def test_every_item_and_lab_task_stands_in_the_map_once():
    """Do the map's counts add up to the course?"""
    course = catalog()
    assert sum(sum(row.items.values()) for row in ROWS) == sum(len(module.items) for module in course.modules)
    assert sum(row.tasks for row in ROWS) == sum(len(module.tasks) for module in course.modules)


def test_parts_are_read_from_the_headings_of_the_assignment(tmp_path):
    """Is an objective found under the heading it stands below, and a missing notebook no error?"""
    notebook = tmp_path / "a.ipynb"
    notebook.write_text(
        '{"cells": [{"cell_type": "markdown", "source": ["## Task 2 · A title (5 points)\\n", "*Objective 1.4.*"]},'
        '{"cell_type": "markdown", "source": "## Memo · Which? (20 points)\\n*Objective 1.4 and Objective 1.5.*"}]}'
    )
    assert parts_by_objective(notebook) == {"1.4": ["2", "Memo"], "1.5": ["Memo"]}
    assert parts_by_objective(tmp_path / "none.ipynb") == {}


def test_the_command_prints_one_line_for_each_objective():
    """Can an instructor read the whole map on a terminal of usual width?"""
    done = CliRunner().invoke(app, ["show", "--map"])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert sum(bool(re.match(r"\d\.\d", line)) for line in lines) == len(ROWS)
    assert max(map(len, lines)) <= 118


def test_the_whole_course_takes_about_as_long_as_it_says():
    """Do the modules and the capstone add up to the 34 hours that were planned, give or take a tenth?"""
    course = catalog()
    hours = sum(module.head.hours for module in course.modules) + (course.capstone.hours if course.capstone else 0)
    assert 34 * 0.9 <= hours <= 34 * 1.1
    for module in course.modules:
        assert sum(lesson.minutes for lesson in module.head.lessons) / 60 <= module.head.hours
