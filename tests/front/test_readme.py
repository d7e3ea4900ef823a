"""Does every command that README.md and CONTRIBUTING.md print work, as printed, in a fresh clone?

Each line of each `sh` block must be in RUNS, which says how it is run here. Commands that go on until they are stopped
run until the start page answers. `make test` is the one that is not run, because this test is a part of it: its
recipe is looked at instead, and CI runs the command itself.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from course.content.catalog import catalog
from scripts.freeze import pins
from tests.support import ROOT
from tests.support.browser import free_port
from tests.support.certificates import finished, gradebook
from tests.support.gradebooks import large_class
from tests.support.guide import guide, play
from tests.support.newcomer import sh, start_page

PAGES = ("README.md", "CONTRIBUTING.md")


def commands(page: str) -> list[str]:
    """The lines of all `sh` blocks of a page, in order, each once."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def succeeds(command: str, clone: Path) -> str:
    """Run a command as printed; returns what it said."""
    done = sh(command, clone)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def opens_the_course(command: str, clone: Path) -> None:
    """`make learn`: without a browser, at a free port, until the start page answers."""
    port = free_port()
    assert command in ("make learn", 'make learn ARGS="--no-browser --port 8899"')
    page = start_page(["make", "learn", f"ARGS=--no-browser --port {port}"], port, clone)
    assert page["type"] == "notebook"
    # Nothing long stands above the address that a learner looks for there.
    assert max(map(len, (clone / f"server-{port}.log").read_text(encoding="utf-8").splitlines())) < 1000
    assert (clone / "my-course/start-here.ipynb").is_file()


def runs_every_check(command: str, clone: Path) -> None:
    """`make test`: its recipe names each check, nbval before the other tests. (Running it here would never end.)"""
    recipe = succeeds(f"{command} --dry-run", clone)
    steps = [
        "setup_js",
        "ruff check",
        "ruff format",
        "npm run --silent lint",
        "npm run --silent types",
        "mypy",
        "course check",
        "--nbval ",
        "Tests (pytest)",
    ]
    places = [recipe.find(step) for step in steps]
    assert -1 not in places, recipe
    assert places == sorted(places), recipe
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def plays_the_class(command: str, clone: Path) -> None:
    """`make class`: to its end, with everybody's points; nothing of it stays in the clone."""
    before = set((clone / "assessments").rglob("*"))
    said = succeeds(command, clone)
    assert re.search(r"Adaeze Okafor .* 49 +graded", said) and re.search(r"Ann, .* 43 +graded", said), said
    assert re.search(r"Feedback: \d\d pages", said), said
    assert set((clone / "assessments").rglob("*")) == before


def builds_the_package(command: str, clone: Path) -> None:
    """`make build`: a wheel and a source archive."""
    succeeds(command, clone)
    assert [path.suffix for path in sorted((clone / "dist").iterdir())] == [".whl", ".gz"]


def shows_what_is_done(command: str, clone: Path) -> None:
    """`course status`: for a learner who has a folder, the modules and where to go on."""
    succeeds(".venv/bin/course learn --only-prepare", clone)
    assert "01" in succeeds(command, clone)


def says_what_is_missing(command: str, clone: Path) -> None:
    """`course certificate check`: for a new learner, a line for each module and exit code 1."""
    succeeds(".venv/bin/course learn --only-prepare", clone)
    done = sh(command, clone)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("missing") == len(catalog().modules)


CLASS_CERTIFICATE = (
    ".venv/bin/course certificate issue --course-dir my-class --student ann --record ann.jsonl --key school.pem "
    '--issuer "A School" --name "Ann Example"'
)


def issues_a_certificate(command: str, clone: Path) -> None:
    """The class's certificate: with a gradebook and a record in which everything is passed, three files."""
    if not (clone / "my-class").exists():
        gradebook(clone / "my-class")
        (clone / "ann.jsonl").unlink(missing_ok=True)
        finished(clone / "ann.jsonl")
    shutil.rmtree(clone / "certificates", ignore_errors=True)
    assert "Certificate for Ann Example" in succeeds(command, clone)


def checks_a_certificate(command: str, clone: Path) -> None:
    """`course certificate verify`: what the command before it issued is genuine."""
    issues_a_certificate(CLASS_CERTIFICATE, clone)
    assert succeeds(command, clone).startswith("Genuine: ")


def shows_the_course(command: str, clone: Path) -> None:
    """`course show --json`: one JSON document."""
    assert len(json.loads(succeeds(command, clone))["modules"]) >= 2


def reports_on_a_class(command: str, clone: Path) -> None:
    """`course report` and `course export grades`: for a class of 60 in my-class/, the file that they announce."""
    made = clone / "my-class"
    shutil.rmtree(made, ignore_errors=True)
    succeeds(".venv/bin/course class new my-class", clone)
    large_class(made)
    try:
        said = succeeds(command, clone)
    finally:
        shutil.rmtree(made)
    (name,) = re.findall(r"(?<= )[\w-]+\.(?:html|csv)$", said, re.MULTILINE)
    assert "task1" in (clone / name).read_text(encoding="utf-8") or "username" in (clone / name).read_text()
    assert sh(f"git check-ignore --no-index {name}", ROOT).returncode == 0, "a file with names must not be committed"


def writes_slides(command: str, clone: Path) -> None:
    """`course export slides`: the page that it announces, which Git does not keep."""
    (name,) = re.findall(r"(?<= )[\w-]+\.html$", succeeds(command, clone), re.MULTILINE)
    assert "Reveal.initialize" in (clone / name).read_text(encoding="utf-8")
    assert sh(f"git check-ignore --no-index {name}", ROOT).returncode == 0


def keeps_the_versions(command: str, clone: Path) -> None:
    """`make lock`: without --upgrade every version stays, so the lock fits pyproject.toml."""
    before = pins((clone / "requirements.lock").read_text(encoding="utf-8"))
    environment = (clone / "environment.yml").read_text(encoding="utf-8")
    succeeds(command, clone)
    assert pins((clone / "requirements.lock").read_text(encoding="utf-8")) == before
    assert (clone / "environment.yml").read_text(encoding="utf-8") == environment


def takes_the_pictures(command: str, clone: Path) -> None:
    """`make pictures`: each picture of README.md is made anew and is not blank."""
    names = re.findall(
        r'<img src="(docs/[^"]+)" width="\d+" alt="[^"]+">', (ROOT / "README.md").read_text(encoding="utf-8")
    )
    assert names
    for name in names:
        (clone / name).unlink()
    succeeds(command, clone)
    for name in names:
        with Image.open(clone / name) as picture:
            assert min(picture.size) >= 400
            assert len(picture.convert("RGB").getcolors(maxcolors=2**24)) > 100


def changes_nothing(command: str, clone: Path) -> None:
    """A command of the style check: in a tree that passes it has nothing to do."""
    before = {path: path.read_bytes() for path in (clone / "course").rglob("*.py")}
    succeeds(command, clone)
    assert {path: path.read_bytes() for path in (clone / "course").rglob("*.py")} == before


def builds_the_same_lesson(command: str, clone: Path) -> None:
    """`course build LESSON`: the lesson exists, and an unchanged text gives a notebook with the same cells."""
    text = clone / shlex.split(command)[-1]
    notebook = text.with_suffix(".ipynb")
    before = json.loads(notebook.read_text(encoding="utf-8"))
    notebook.unlink()
    succeeds(command, clone)
    after = json.loads(notebook.read_text(encoding="utf-8"))
    assert [cell["id"] for cell in after["cells"]] == [cell["id"] for cell in before["cells"]]


def measures_imports(command: str, clone: Path) -> None:
    """The benchmark ends and prints its ratio (one round; how large it is, is not for a test to judge)."""
    assert re.search(r"ratio \d+\.\d\d", succeeds(f"{command} 1", clone))


def runs(command: str, clone: Path) -> None:
    """The command ends without a fault."""
    succeeds(command, clone)


def is_run_outside_a_clone(command: str, clone: Path) -> None:
    """Done by test_packaging.test_the_course_works_outside_a_clone, with uv in pip's place."""
    assert "test_the_course_works_outside_a_clone" in (ROOT / "tests/front/test_packaging.py").read_text(
        encoding="utf-8"
    )


def installs_as_a_program(command: str, clone: Path) -> None:
    """`uv tool install .`: in folders of its own, and the program fills a learner's folder."""
    place = clone.parent / "tools"
    own = {"UV_TOOL_DIR": str(place / "tools"), "UV_TOOL_BIN_DIR": str(place / "bin")}
    own["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = sh(f"{command} --python '{sys.executable}'", clone, **own)
    assert done.returncode == 0, done.stderr
    filled = sh(f"'{place / 'bin/course'}' learn --only-prepare", place)
    assert filled.returncode == 0, filled.stderr
    assert (place / "my-course/start-here.ipynb").is_file()
    (tool,) = (place / "tools").glob("*/share/jupyter/labextensions/military-partnerships/package.json")
    assert json.loads(tool.read_text(encoding="utf-8"))["jupyterlab"]["extension"] is True


def is_played_in_order(command: str, clone: Path) -> None:
    """Done by the tests of the guide below, which type the instructor's commands one after another."""
    assert callable(test_the_guide_ends_with_feedback_in_the_students_hands)


RUNS: dict[str, Callable[[str, Path], None]] = {
    "make learn": opens_the_course,
    'make learn ARGS="--no-browser --port 8899"': opens_the_course,
    "make test": runs_every_check,
    "make class": plays_the_class,
    "make build": builds_the_package,
    "make lock": keeps_the_versions,
    "make pictures": takes_the_pictures,
    "uv tool install . -c requirements.lock": installs_as_a_program,
    "pip install dist/*.whl": is_run_outside_a_clone,
    "course learn": is_run_outside_a_clone,
    ".venv/bin/course status": shows_what_is_done,
    ".venv/bin/course certificate check": says_what_is_missing,
    CLASS_CERTIFICATE: issues_a_certificate,
    ".venv/bin/course certificate verify certificates/ann/credential.jwt --public-key certificates/ann/public-key.pem": (
        checks_a_certificate
    ),
    ".venv/bin/course show --json": shows_the_course,
    ".venv/bin/course report 01-history --course-dir my-class": reports_on_a_class,
    ".venv/bin/course export grades --course-dir my-class --format moodle": reports_on_a_class,
    ".venv/bin/course export slides 1B": writes_slides,
    ".venv/bin/course check": runs,
    ".venv/bin/course build modules/01-history/1A-pacts-and-forces.md": builds_the_same_lesson,
    ".venv/bin/ruff check --fix .": changes_nothing,
    ".venv/bin/ruff format .": changes_nothing,
    ".venv/bin/python benchmarks/imports.py": measures_imports,
    **dict.fromkeys(guide(), is_played_in_order),
}


def test_the_second_set_up_does_nothing(clone: Path) -> None:
    """Does `make learn` start in seconds the second time?"""
    done = sh("make setup", clone)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sh(".venv/bin/course --help", clone).returncode == 0


def test_the_guide_has_at_most_ten_commands_and_names_what_ci_installs() -> None:
    """Can an instructor follow it at one sitting, and does the first line name what a bare Debian lacks?"""
    assert len(guide()) <= 10
    assert "bubblewrap" in guide()[0] and "bubblewrap" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert shutil.which("bwrap"), "the first command of the guide installs it"


def test_the_guide_ends_with_feedback_in_the_students_hands(clone: Path) -> None:
    """Do the guide's commands lead a fresh account without rights from a clone to a student's feedback?"""
    printed, text = play(clone)
    assert re.search(r"1\s*│\s*0\s*│\s*0\s*│\s*0", printed), printed
    # Every core task is right, and the memo is not marked yet; stretch points do not raise the full points.
    assert re.findall(r"\(Score: [^)]+\)", text)[0] == "(Score: 30.0 / 50.0)"
    assert "HIDDEN TESTS" not in text


@pytest.mark.parametrize("command", sorted({command for page in PAGES for command in commands(page)}))
def test_command(command: str, clone: Path) -> None:
    """Does this command work in a fresh clone?"""
    assert command in RUNS, f"no test runs this command of README.md or CONTRIBUTING.md: {command!r}. Add it to RUNS."
    RUNS[command](command, clone)


def test_the_table_of_starts_names_commands_that_are_run() -> None:
    """Are the three starts, shown before any block, among the commands tested here?"""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    starts = re.findall(r"^\| \*\*(\w+)\*\*.*\| `([^`]+)` \|$", text, flags=re.MULTILINE)
    assert dict(starts) == {"learn": "make learn", "teach": "make class", "contribute": "make test"}
    assert set(RUNS) >= {command for _, command in starts}


def test_the_readme_names_every_module() -> None:
    """Does a newcomer read which modules exist?"""
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert [module.head.title for module in catalog().modules if f"*{module.head.title}*" not in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Do the links between the project's pages lead to files that exist?"""
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text) + re.findall(r'src="([^"]+)"', text):
        assert target.startswith("https://") or (ROOT / target).exists(), f"{page}: {target}"


def test_every_benchmark_is_explained() -> None:
    """Does benchmarks/README.md name the programs that are there, and no other?"""
    named = set(
        re.findall(r"^\| `(\w+\.py)` \|", (ROOT / "benchmarks/README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named == {path.name for path in (ROOT / "benchmarks").glob("*.py")}
