"""The instructor's guide in the README: its commands, in their order, from an empty machine to returned feedback."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.newcomer import UNTRACKED, sh

NAME = "01-history"
FILL = f"""
import sys
from pathlib import Path
from course.grading.simulation.answers import answers_in, fill_in
from course.grading.simulation.learners import class_of
fill_in(Path("peace-partnerships/{NAME}/{NAME}.ipynb"), "{NAME}", class_of(5)[0], answers_in(Path(sys.argv[1])))
"""


def guide() -> list[str]:
    """The commands of the README's block that begins with the system's packages."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    (found,) = [block.strip().splitlines() for block in blocks if block.startswith("sudo apt-get")]
    return found


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree in an empty folder whose name has a space, not set up."""
    folder = tmp_path_factory.mktemp("guide") / "a clone"
    shutil.copytree(ROOT, folder, ignore=UNTRACKED)
    return folder


def test_the_guide_has_at_most_ten_commands_and_names_what_ci_installs() -> None:
    """Can an instructor follow it at one sitting, and does the first line name what a bare Debian lacks?"""
    assert len(guide()) <= 10
    assert "bubblewrap" in guide()[0] and "bubblewrap" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert shutil.which("bwrap"), "the first command of the guide installs it"


def test_the_guide_ends_with_feedback_in_the_students_hands(untouched: Path) -> None:
    """Do the commands, typed one after another, take a student's work to a grade and bring the page back?"""
    clone, top = untouched, untouched.parent
    for home, student in (("instructor", ""), ("ann", 'c.CourseDirectory.student_id = "ann"')):
        settings = top / home / ".jupyter"
        settings.mkdir(parents=True)
        lines = ["c = get_config()", f"c.Exchange.root = {str(top / 'exchange')!r}", student]
        # Everybody is one account here; the course's own settings say the rest.
        lines += ["c.ExchangeCollect.check_owner = False", "c.Exchange.path_includes_course = True"]
        lines += ['c.CourseDirectory.course_id = "peace-partnerships"']
        (settings / "nbgrader_config.py").write_text("\n".join(lines))
    (clone / "roster.csv").write_text("id,first_name,last_name,email\nann,Ann,Example,\n")
    (top / "fill.py").write_text(FILL)
    ann = f"cd {top}/ann; export HOME={top}/ann JUPYTER_CONFIG_DIR={top}/ann/.jupyter"
    source = shlex.quote(f"{clone}/assessments/source/{NAME}/{NAME}.ipynb")
    work = f"nbgrader fetch_assignment {NAME}; python {top}/fill.py {source}; nbgrader submit {NAME}"
    commands = guide()[1:]
    place = next(number for number, command in enumerate(commands) if "collect" in command)
    typed = ["set -e", *commands[:place], f"( {ann}; {work} )", *commands[place:]]
    typed += [f"( {ann}; nbgrader fetch_feedback {NAME} )"]
    here = {"HOME": f"{top}/instructor", "JUPYTER_CONFIG_DIR": f"{top}/instructor/.jupyter"}
    done = sh("\n".join(typed), clone, **here)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"1\s*│\s*0\s*│\s*0\s*│\s*0", done.stdout), done.stdout
    (page,) = (top / "ann").rglob("feedback/*/*.html")
    text = page.read_text(encoding="utf-8")
    assert "(Score: 30.0 / 50.0)" in text
    assert "HIDDEN TESTS" not in text
