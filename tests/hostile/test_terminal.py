"""Names, ids and messages of learners on the instructor's terminal: they can forge no line and send no escape."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course.cli.terminal import note
from course.grading.sandbox.bubblewrap import missing
from tests.support.feedback_course import cell

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")
NAME = "ps1"
FORGED = "\nbob: 42 points, full marks\n\x1b[2J\x1b]0;owned\x07\u202e"
WHO = f"ann{FORGED}"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one submission, whose student, files, errors and comments carry such texts."""
    root = tmp_path_factory.mktemp("terminal")
    test = cell("assert answer == 42", "test", 1)
    (root / "source" / NAME).mkdir(parents=True)
    cells = [cell("answer = 42", "work", solution=True), test]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "source" / NAME / f"{NAME}.ipynb")
    settings = (
        "from course.grading.autograde import install\ninstall()\nc = get_config()\nc.CourseDirectory.course_id = 'x'\n"
    )
    (root / "nbgrader_config.py").write_text(settings)
    assert printed(root, "nbgrader.apps.nbgraderapp", "generate_assignment", NAME)
    notebook = nbformat.read(root / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    notebook.cells[0].source = f"raise ValueError({FORGED!r})"
    folder = root / "submitted" / WHO / NAME
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{NAME}{FORGED}.ipynb")
    (folder / f"notes{FORGED}.txt").symlink_to("/etc/passwd")
    (folder / "timestamp.txt").write_text(f"yesterday{FORGED}")
    return root


def printed(root: Path, module: str, *words: str) -> str:
    """Everything that a command writes on the terminal."""
    start = f"from {module} import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", start, *words], cwd=root, capture_output=True, check=False, timeout=300
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def forged(text: str) -> list[str]:
    """The lines that a learner wrote on the terminal, and those with a sign that does something there."""
    lines = text.split("\n")
    return [line for line in lines if line.startswith("bob: 42") or not line.replace("\t", "").isprintable()]


@pytest.mark.parametrize(
    "words",
    [
        ("nbgrader.apps.nbgraderapp", "autograde", NAME),
        ("course.cli", "grade", NAME, "--force"),
        ("course.cli", "report", NAME),
        ("course.cli", "export", "grades"),
        ("course.cli", "grade", NAME, "--student", WHO),
        ("course.cli", "report", FORGED),
        ("course.cli", "certificate", "check", "--course-dir", ".", "--student", WHO, "--record", f"record{FORGED}"),
        ("course.cli", "learn", f"folder{FORGED}", "--only-prepare"),
        ("course.cli", "restore", FORGED),
    ],
    ids=lambda words: " ".join(words[1:3]) if words[1] != "grade" else " ".join(words[1:4]),
)
def test_a_command_prints_no_line_of_a_learners(course: Path, words: tuple[str, ...]) -> None:
    """Does a command tell what it has to, with no line and no escape sequence that a learner put in a name?"""
    text = printed(course, *words)
    assert text.strip()
    assert forged(text) == []


def test_a_credential_prints_its_own_lines_only(tmp_path: Path) -> None:
    """Does `course certificate verify` print a stranger's credential, forged or broken, without its lines and escapes?"""
    for body in ({"name": FORGED, "issuer": {"name": FORGED}, "credentialSubject": {"id": FORGED}}, "[" * 100_000):
        text = json.dumps(body) if isinstance(body, dict) else body
        parts = [
            base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in ('{"alg": "RS256"}', text, "x")
        ]
        (tmp_path / "credential.jwt").write_text(".".join(parts))
        said = printed(tmp_path, "course.cli", "certificate", "verify", "credential.jwt")
        assert said.strip() and "Traceback" not in said
        assert forged(said) == []


def test_an_error_of_several_lines_keeps_together(capsys: pytest.CaptureFixture[str]) -> None:
    """Is every further line of an error moved in, so that none begins where a message of its own would?"""
    note(f"There is no such student: {WHO}.")
    first, *more = capsys.readouterr().err.rstrip("\n").split("\n")
    assert first == "course: There is no such student: ann"
    assert more and all(line.startswith("  ") and line.isprintable() for line in more)
