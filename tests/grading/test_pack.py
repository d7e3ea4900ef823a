"""`course class pack`: is what a learner needs in the zip, and nothing that a learner must not see?"""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.apps.generateassignmentapp import GenerateAssignmentApp

from course.content.hand_in import KEY
from course.errors import PlatformError
from course.grading.notebook.cells import hidden_lines
from course.grading.run.environment import as_nbgrader_needs_it
from tests.support import ROOT, gradebooks
from tests.support.handed_in import environment
from tests.support.platform_class import course

NAME = "01-history"
WRITTEN = (".py", ".md", ".yml", ".ipynb", ".txt", ".json")
"""Files in which somebody may have written an answer; the others are tables and programs for browsers."""
assert gradebooks  # it spares nbgrader the start of a program for each new gradebook


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course's own class folder with assignment 01 generated."""
    folder = tmp_path_factory.mktemp("pack") / "my-class"
    shutil.copytree(ROOT / "assessments" / "source" / NAME, folder / "source" / NAME)
    shutil.copy(ROOT / "assessments" / "nbgrader_config.py", folder)
    (folder / "source" / NAME / "extra.csv").write_text("a,b\n")
    (folder / "course.yml").write_text(
        'title: Spring 2027\nplatform: moodle\ntimezone: Europe/Vienna\nassignments: {01-history: {due: "2027-01-15 18:00"}}\n'
    )
    generate(folder)
    return folder


def generate(folder: Path, name: str = NAME) -> None:
    with as_nbgrader_needs_it():
        program = GenerateAssignmentApp()
        program.initialize([f"--course-dir={folder}", "--create", "--force", name, "--log-level=ERROR"])
        program.start()


@functools.cache
def packed(root: Path, target: Path, *words: str) -> bytes:
    """The zip that the command wrote."""
    done = course("class", "pack", NAME, "--course-dir", root, "--output", target, *words)
    assert done.exit_code == 0, done.output
    return target.read_bytes()


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each file of a zip, and of the wheel in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        for name in opened.namelist():
            yield name, opened.read(name)
            if name.endswith(".whl"):
                yield from members(opened.read(name))


def text_of(name: str, data: bytes) -> str:
    """A file as one reads it: a notebook's cells, else its text."""
    if name.endswith(".ipynb"):
        return "\n".join("".join(cell["source"]) for cell in json.loads(data)["cells"])
    return data.decode("utf-8", "replace")


def lines_of(source: Path) -> tuple[set[str], set[str]]:
    """An assignment's lines that only instructors may see (hidden tests, solutions, what learners write), and the others."""
    secret, shown = set(), set()
    for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]:
        text = "".join(cell["source"])
        inside = hidden_lines(text) | hidden_lines(text, "BEGIN SOLUTION", "END SOLUTION")
        whole = cell["metadata"].get("nbgrader", {}).get("solution") and not inside
        for number, line in enumerate(text.splitlines(), start=1):
            (secret if whole or number in inside else shown).add(line.strip())
    return secret - {""}, shown


def test_no_hidden_line_and_no_solution_is_in_it(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Is none of the lines that only instructors have in the zip, or in the wheel within it, for any assignment?"""
    public = "\n".join(
        text_of(path.name, path.read_bytes())
        for top in ("course", "modules")
        for path in (ROOT / top).rglob("*")
        if path.suffix in WRITTEN and "simulation" not in path.parts and path.name != "teaching.md"
    )
    sources = sorted((ROOT / "assessments/source").glob("*/*.ipynb"))
    public += "\n".join(line for source in sources for line in lines_of(source)[1])
    zip_ = packed(root, tmp_path_factory.getbasetemp() / "a.zip")
    inside = "\n".join(text_of(name, data) for name, data in members(zip_) if Path(name).suffix in WRITTEN)
    for source in sources:
        lines = [line for line in lines_of(source)[0] if line not in public]
        assert len(lines) > 10, source
        assert [line for line in lines if line in inside] == [], source
    assert {name for name, _ in members(zip_) if "rubrics" in name or name.endswith("teaching.md")} == set()


def test_a_learner_can_begin_with_it(root: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    """Do the notebook, its data and the words to begin lie there, and does the course in the wheel fill a folder?"""
    with zipfile.ZipFile(io.BytesIO(packed(root, tmp_path_factory.getbasetemp() / "a.zip"))) as opened:
        opened.extractall(tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    place = tmp_path / "my-course" / "assignments" / NAME
    assert {path.name for path in place.iterdir()} == {f"{NAME}.ipynb", "extra.csv"}
    assert (place / f"{NAME}.ipynb").read_bytes() == (root / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    text = (tmp_path / "START-HERE.txt").read_bytes().decode()
    for words in (f"uvx --from ./{wheel.name} course learn", "Windows", "macOS", "Linux", "In Moodle", "Spring 2027"):
        assert words in text
    assert "15 January 2027 at 18:00 (Europe/Vienna)" in text and "\r\n" in text
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "site")
    command = [sys.executable, "-P", "-m", "course.cli", "learn", "my-course", "--only-prepare"]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path / "site")}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    capstone = (tmp_path / "my-course/09-capstone/09-capstone.ipynb").read_text(encoding="utf-8")
    assert "your answer here" in capstone and "def count_up" in capstone
    assert (place / f"{NAME}.ipynb").exists() and (tmp_path / "my-course" / "start-here.ipynb").exists()


def test_a_second_zip_over_the_first_keeps_the_work(root: Path, tmp_path: Path) -> None:
    """The next assignment's zip: does it hold nothing but its own folder, and is what a learner wrote there after it?"""
    second = "02-objectives"
    folder = Path(shutil.copytree(root, tmp_path / "class"))
    shutil.copytree(ROOT / "assessments" / "source" / second, folder / "source" / second)
    generate(folder, second)
    for name in (NAME, second):
        done = course("class", "pack", name, "--course-dir", folder, "--output", tmp_path / f"{name}.zip")
        assert done.exit_code == 0, done.output
    home = tmp_path / "home"
    with zipfile.ZipFile(tmp_path / f"{NAME}.zip") as opened:
        opened.extractall(home)
    mine = {home / "my-course" / "assignments" / NAME / name: b"mine" for name in (f"{NAME}.ipynb", "plot.py")}
    mine[home / "my-course" / "start-here.ipynb"] = b"mine"
    for path, data in mine.items():
        path.write_bytes(data)
    with zipfile.ZipFile(tmp_path / f"{second}.zip") as opened:
        (wheel,) = [name for name in opened.namelist() if name.endswith(".whl")]
        others = [name for name in opened.namelist() if name not in ("START-HERE.txt", wheel)]
        assert others and all(name.startswith(f"my-course/assignments/{second}/") for name in others)
        opened.extractall(home)
    assert {path: path.read_bytes() for path in mine} == mine
    assert {path.name for path in (home / "my-course" / "assignments").iterdir()} == {NAME, second}
    text = (home / "START-HERE.txt").read_text()
    for words in (
        "EARLIER ZIP",
        f"Move the folder {second}",
        f"{wheel}\n     to the earlier folder",
        "Do not replace it",
    ):
        assert words in text


def test_the_same_course_gives_the_same_zip(
    root: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Packed again, is it the same to the byte, and does it bear the time of what was released?"""
    first = packed(root, tmp_path_factory.getbasetemp() / "a.zip")
    assert packed(root, tmp_path / "b.zip") == first
    newest = max(path.stat().st_mtime for path in (root / "release" / NAME).iterdir())
    released = dt.datetime.fromtimestamp(newest, dt.UTC).timetuple()[:5]
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert {entry.date_time[:5] for entry in opened.infolist()} == {released}


def test_a_missing_due_date_is_said(root: Path, tmp_path: Path) -> None:
    """No date in course.yml: is that said with the command, and not when the released notebook has one?"""
    folder = Path(shutil.copytree(root, tmp_path / "my-class", copy_function=shutil.copy2))
    words = ["class", "pack", NAME, "--course-dir", folder, "--output", tmp_path / "d.zip", "--site", "https://x.org"]
    dated = (folder / "course.yml").read_text(encoding="utf-8")
    (folder / "course.yml").write_text("platform: moodle\n")
    assert "due date" not in course(*words).output
    file = folder / "release" / NAME / f"{NAME}.ipynb"
    told = json.loads(file.read_text(encoding="utf-8"))
    told["cells"] = [cell for cell in told["cells"] if KEY not in cell["metadata"]]
    file.write_text(json.dumps(told), encoding="utf-8")
    assert f"{NAME} has no due date yet: course class due {NAME}" in course(*words).output
    (folder / "course.yml").write_text(dated, encoding="utf-8")
    assert "due date" not in course(*words).output


def test_a_site_in_place_of_the_wheel(root: Path, tmp_path: Path) -> None:
    """With --site, is the page named and the course left out?"""
    data = packed(root, tmp_path / "c.zip", "--site", "https://example.org/course")
    assert sorted(name for name, _ in members(data)) == [
        "START-HERE.txt", f"assignments/{NAME}/{NAME}.ipynb", f"assignments/{NAME}/extra.csv",
    ]  # fmt: skip
    assert b"https://example.org/course" in dict(members(data))["START-HERE.txt"]


def test_the_first_commands_of_the_page_work_as_typed(tmp_path: Path) -> None:
    """docs/teach/platform.md from its first line on: is there a zip with the date for who types what stands there?"""
    page = (ROOT / "docs/teach/platform.md").read_text(encoding="utf-8")
    assert "--course-dir" not in page
    typed = re.findall(r"^```sh\n(.*?)^```", page[: page.index("## 2.")], re.MULTILINE | re.DOTALL)
    students = "printf 'id,first_name,last_name,email\\nann,Ann,Example,ann@example.org\\n' > roster.csv\n"
    lines = "".join([typed[0], students, *typed[1:]])
    home = environment(tmp_path / "home")
    done = subprocess.run(["bash", "-ec", lines], cwd=tmp_path, env=home, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(tmp_path / "my-class" / f"{NAME}.zip") as opened:
        assert "It is due on 15 January 2027 at 18:00 (Europe/Vienna)" in opened.read("START-HERE.txt").decode()
    assert "due date yet" not in done.stdout


def test_what_is_not_released_as_it_stands_is_refused(root: Path, tmp_path: Path) -> None:
    """Not generated, a newer source, another data file, a solution in the release: is each refused with the command?"""
    folder = Path(shutil.copytree(root, tmp_path / "my-class"))
    source, release = folder / "source" / NAME / f"{NAME}.ipynb", folder / "release" / NAME / f"{NAME}.ipynb"

    def refused(told: str, name: str = NAME) -> None:
        with pytest.raises(AssertionError) as done:
            course("class", "pack", name, "--course-dir", folder)
        assert told in str(done.value), done.value
        assert isinstance(done.value.__cause__, PlatformError) or name != NAME

    refused("There is no assignment '01-histori'. Did you mean '01-history'?", "01-histori")
    with pytest.raises(AssertionError, match="is no class's folder"):
        course("class", "pack", NAME, "--course-dir", tmp_path)
    (folder / "source" / NAME / "extra.csv").write_text("new\n")
    command = f"nbgrader generate_assignment {NAME} --force --course-dir={folder}"
    refused(f"The source of 'extra.csv' is newer than its release. To mend: {command}")
    shutil.copy(folder / "source" / NAME / "extra.csv", release.parent)
    os.utime(source, (release.stat().st_mtime + 5,) * 2)
    refused(f"The source of '{NAME}.ipynb' is newer than its release. To mend: {command}")
    shutil.copy(source, release)
    os.utime(source, (1, 1))
    refused("still holds what learners must not see")
    shutil.rmtree(release.parent)
    refused(f"{NAME} was not generated yet. To mend: nbgrader generate_assignment {NAME} --course-dir={folder}")
