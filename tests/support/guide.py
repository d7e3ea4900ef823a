"""The instructor's guide in the README: its commands, and how they are typed one after another."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from tests.support import ROOT
from tests.support.newcomer import sh

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


def play(clone: Path) -> tuple[str, Path]:
    """Type the guide's commands in a fresh clone, one after another, with a student's between them.

    Returns what was printed, and the feedback page that the student fetched. What it makes in the clone goes again.
    """
    top = clone.parent
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
    try:
        done = sh("\n".join(typed), clone, **here)
    finally:
        shutil.rmtree(clone / "my-class", ignore_errors=True)
        (clone / "roster.csv").unlink()
    assert done.returncode == 0, done.stdout + done.stderr
    (page,) = (top / "ann").rglob("feedback/*/*.html")
    return done.stdout, page
