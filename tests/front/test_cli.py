"""The `course` command as people and other tools meet it."""

import json
import os
import subprocess
import sys

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from course.cli import app
from course.content.catalog import catalog
from tests.support import ROOT

PROMISED = ["learn", "status", "show", "data", "check", "build", "export", "erase", "report", "grade", "certificate"]


def every_command(group, words=()):
    """The words of each command, with those of its group before them."""
    for name, command in group.commands.items():
        yield from every_command(command, (*words, name)) if hasattr(command, "commands") else [(*words, name)]


def run(*words: str):
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})


def shell(*words: str, cwd=None):
    return subprocess.run([sys.executable, "-m", "course.cli", *words], cwd=cwd, capture_output=True, text=True)


@pytest.mark.parametrize("words", list(every_command(get_command(app))), ids=" ".join)
def test_every_command_has_help_with_an_example(words):
    """Can someone who forgot a command's form find it without the web?"""
    done = run(*words, "--help")
    assert done.exit_code == 0
    assert f"Example: course {' '.join(words)}" in done.output


def test_no_command_waits_for_the_grammar_of_internet_addresses():
    """Does a command that reads notebooks start without the two seconds that jsonschema would take?"""
    code = "import sys\nfrom course.cli import main\ntry:\n    main()\nfinally:\n    import nbformat\n    print(*sys.modules)"
    # Without the tests' own help, which does the same for every program.
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "-c", code, "--help"], cwd=ROOT, env=alone, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert "jsonschema" in loaded and "rfc3987_syntax.syntax_helpers" not in loaded


def test_the_help_lists_every_command():
    """Is no command hidden, and none undocumented?"""
    listed = run("--help").output
    assert all(command in listed for command in PROMISED)


def test_show_json_has_the_shape_that_other_tools_read():
    """Do all the fields fixed in the design stand where they were promised?"""
    done = shell("show", "--json")
    course = json.loads(done.stdout)
    assert set(course) == {"title", "version", "modules", "capstone"}
    assert {"name", "points_auto", "points_manual"} <= set(course["capstone"])
    assert [module["id"] for module in course["modules"]][:2] == ["00", "01"]
    for module in course["modules"]:
        assert set(module) == {
            *(
                "id",
                "slug",
                "title",
                "hours",
                "objectives",
                "lessons",
                "items",
                "facts",
                "checks",
                "scenario",
                "assignment",
            )
        }
        assert module["slug"].startswith(f"{module['id']}-")
        assert all(set(o) == {"id", "text", "bloom"} for o in module["objectives"])
        assert all(set(one) == {"path", "title", "minutes", "objectives"} for one in module["lessons"])
        assert all(set(f) == {"id", "claim", "as_of", "source", "checked"} for f in module["facts"])
        assert all(set(c) == {"id", "objective"} for c in module["checks"])
        assert set(module["assignment"]) == {"name", "points_auto", "points_manual"}
        for item in module["items"]:
            wanted = {"id", "kind", "use", "stem", "options", "objective", "bloom", "facts"}
            assert wanted <= set(item)
            if item["kind"] in ("single", "multiple"):
                assert all({"id", "text", "correct", "feedback"} <= set(option) for option in item["options"])
            else:
                assert "answer" in item
            if item["kind"] == "numeric":
                assert {"tolerance", "unit", "wrong"} <= set(item)


def test_show_for_people_names_every_lesson():
    """Is the outline complete?"""
    done = run("show")
    for module in catalog().modules:
        for lesson in module.head.lessons:
            assert lesson.title in done.output


def test_data_lists_the_tables():
    """Does `course data` name the tables with their rows?"""
    done = run("data")
    assert "un_operations" in done.output
    assert "71" in done.output


def test_check_says_that_the_content_is_clean():
    """Does the course as it stands pass its own check, with exit code 0?"""
    done = run("check")
    sources, clean = done.output.strip().splitlines()
    assert (done.exit_code, clean) == (0, "No fault found in the course's content.")
    assert sources.startswith("Sources: ")


def test_learn_fills_a_folder_and_status_reads_it(tmp_path):
    """Do the two commands that a learner meets first work together, outside the clone?"""
    done = shell("learn", "mine", "--only-prepare", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine" / "start-here.ipynb").is_file()
    status = shell("status", "mine", cwd=tmp_path)
    assert "Start here" in status.stdout


def test_a_mistake_is_one_sentence_and_exit_code_1(tmp_path):
    """Does a user's slip give a message without a stack?"""
    (tmp_path / "file").write_text("x")
    done = shell("learn", "file", "--only-prepare", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("course: file is a file.")
    assert "Traceback" not in done.stderr


def test_export_and_erase_from_the_command_line(tmp_path):
    """Can a learner take the record away and start anew?"""
    shell("learn", "mine", "--only-prepare", cwd=tmp_path)
    assert "no record to export" in shell("export", "record", "out.jsonl", "--folder", "mine", cwd=tmp_path).stderr
    assert "nowhere is no course folder" in shell("status", "nowhere", cwd=tmp_path).stderr
    code = "from course import answer; print(answer('m1-q02', 'a'))"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "mine", check=True, capture_output=True)
    assert shell("export", "record", "out.jsonl", "--folder", "mine", cwd=tmp_path).returncode == 0
    assert "m1-q02" in (tmp_path / "out.jsonl").read_text()
    assert "Erased" in shell("erase", "mine", "--yes", cwd=tmp_path).stdout
    assert not (tmp_path / "mine" / "record.jsonl").exists()


def test_build_refuses_a_lesson_that_fails_and_keeps_the_old_notebook(tmp_path):
    """Does a failing cell give its number, and is the notebook of before still there?"""
    header = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n---\n"
    good, bad = "```{code-cell} ipython3\nprint(1 + 1)\n```\n", "```{code-cell} ipython3\n1 / 0\n```\n"
    lesson = tmp_path / "9A-lesson.md"
    lesson.write_text(header + good)
    assert run("build", str(lesson)).exit_code == 0
    before = lesson.with_suffix(".ipynb").read_bytes()
    assert b'"2\\n"' in before
    lesson.write_text(header + good + bad)
    done = shell("build", str(lesson))
    assert done.returncode == 1
    assert "cell 2 fails: '1 / 0': ZeroDivisionError" in done.stderr
    assert lesson.with_suffix(".ipynb").read_bytes() == before


def test_a_build_is_repeatable(tmp_path):
    """Do two builds of one lesson give the same bytes, views included?"""
    header = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n---\n"
    code = "from course import quiz\nfor name in ('m1-q01', 'm1-q02', 'm1-q03', 'm1-q04'):\n    display(quiz(name))"
    lesson = tmp_path / "9A-lesson.md"
    lesson.write_text(f"{header}```{{code-cell}} ipython3\n{code}\n```\n")
    run("build", str(lesson))
    first = lesson.with_suffix(".ipynb").read_bytes()
    run("build", str(lesson))
    assert lesson.with_suffix(".ipynb").read_bytes() == first
