"""The instructor's guide in the README: its commands, and how an ordinary user types them one after another."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

from tests.support import ROOT
from tests.support.ordinary_user import Machine

NAME = "01-history"
FILL = f"""
import sys
from pathlib import Path
from course.grading.simulation.answers import answers_in, fill_in
from course.grading.simulation.learners import class_of
fill_in(Path("{NAME}/{NAME}.ipynb"), "{NAME}", class_of(5)[0], answers_in(Path(sys.argv[1])))
"""


def guide() -> list[str]:
    """The commands of the README's block that begins with the system's packages."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    (found,) = [block.strip().splitlines() for block in blocks if block.startswith("sudo apt-get")]
    return found


def play(clone: Path) -> tuple[str, str]:
    """Type the guide's commands in a fresh clone, as a fresh account, with a student's between them.

    Returns what was printed, and the feedback page that the student fetched. What it makes in the clone goes again.
    """
    there = f"cd {shlex.quote(str(clone))}"
    commands = guide()[1:]
    filled_in = next(number for number, command in enumerate(commands) if command.startswith("course roster"))
    handed_in = next(number for number, command in enumerate(commands) if "collect" in command)
    list_ = "printf 'id,first_name,last_name,email\\nann,Ann,Example,ann@example.org\\n' > roster.csv"
    assert commands[1].startswith("course class new my-class") and commands[0].endswith("activate")
    activate = f"{there}; . .venv/bin/activate"
    before = ["set -e", there, *commands[:filled_in], list_, *commands[filled_in:handed_in], "course class check"]
    after = ["set -e", activate, "cd my-class", *commands[handed_in:]]
    where = f"--course my-class --Exchange.root={shlex.quote(str(clone / 'exchange'))}"
    source = shlex.quote(f"{clone}/assessments/source/{NAME}/{NAME}.ipynb")
    work = ["set -e", f"({activate}", f"cd; nbgrader fetch_assignment {NAME} {where}", f"python fill.py {source}"]
    work += [f"nbgrader submit {NAME} {where})"]
    back = ["set -e", f"({activate}", f"cd; nbgrader fetch_feedback {NAME} {where})"]
    owner = clone.stat()
    with Machine("teacher", "ann", writable=[clone]) as machine:
        (machine.home("ann") / "fill.py").write_text(FILL)
        if os.geteuid() == 0:
            os.chown(clone, machine.numbers["teacher"], -1)
        printed = []
        try:
            for who, lines in (("teacher", before), ("ann", work), ("teacher", after), ("ann", back)):
                done = machine.types(who, "\n".join(lines))
                assert done.returncode == 0, f"{who}:\n{done.stdout}{done.stderr}"
                printed.append(done.stdout)
        finally:
            os.chown(clone, owner.st_uid, -1)
            for made in ("my-class", "exchange"):
                shutil.rmtree(clone / made, ignore_errors=True)
        (page,) = machine.home("ann").rglob("feedback/*/*.html")
        return "".join(printed), page.read_text(encoding="utf-8")
