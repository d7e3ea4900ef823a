"""docs/teach/shared-disk.md and several-instructors.md: each command typed by the account that stands above it.

The instructor and the students are different accounts without rights where root runs this; see `Machine`.
"""

from __future__ import annotations

import json
import re
import secrets
import shlex
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any, Self

import attrs
import pytest
from nbgrader.api import Gradebook

from course.content.source import content_root
from course.grading.sandbox.bubblewrap import missing
from tests.support import ROOT
from tests.support.browser import free_port
from tests.support.guide import NAME
from tests.support.ordinary_user import Machine

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")

PAGE = (ROOT / "docs/teach/shared-disk.md").read_text(encoding="utf-8")
TOGETHER = (ROOT / "docs/teach/several-instructors.md").read_text(encoding="utf-8")
COURSE = "spring-2027"
STUDENTS = "id,first_name,last_name,email\nann,Ann,Example,ann@example.org\nbob,Bob,Example,bob@example.org\n"
FILL = f"""
from pathlib import Path
from course.grading.simulation.answers import answers_in, fill_in
from course.grading.simulation.learners import class_of
right = answers_in(Path({str(content_root() / "assessments/source" / NAME / f"{NAME}.ipynb")!r}))
fill_in(Path("{COURSE}/{NAME}/{NAME}.ipynb"), "{NAME}", class_of(5)[0], right)
"""


@attrs.frozen
class Block:
    """One block of the page: who types it, and what."""

    who: str
    lines: str


def blocks(page: str) -> list[Block]:
    """The page's blocks, in order."""
    found = re.findall(r"^```sh\n# (\w+)\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    return [Block({"administrator": "root"}.get(who, who), lines) for who, lines in found]


@attrs.frozen
class Played:
    """The machine after the class, what each block printed, and what JupyterLab answered to bob's buttons."""

    machine: Machine
    printed: list[str]
    bob: dict[str, Any]


def type_(machine: Machine, who: str, lines: str) -> str:
    """What a block prints; it must not fail. The administrator of this machine has no sudo to ask for."""
    done = machine.types(who, f'set -e; sudo() {{ "$@"; }}\n{lines}')
    assert done.returncode == 0, f"{who}: {lines}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


class Lab:
    """A student's JupyterLab, running between `with` and its end; `press` asks what a button of its page asks."""

    def __init__(self, machine: Machine, who: str) -> None:
        self.port, self.token = free_port(), secrets.token_hex(8)
        options = f"--port={self.port} --ServerApp.port_retries=0 --IdentityProvider.token={self.token}"
        self.command = machine.command(who, f"exec jupyter lab --no-browser {options}")
        self.environment = machine.environment(who)

    def __enter__(self) -> Self:
        quiet = subprocess.DEVNULL
        self.server = subprocess.Popen(
            self.command, env=self.environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        for _ in range(600):
            try:
                self.press("api", "GET")
                return self
            except urllib.error.URLError:
                assert self.server.poll() is None
                time.sleep(0.2)
        raise TimeoutError("JupyterLab did not start.")

    def __exit__(self, *_: object) -> None:
        # Asked to end: a signal to `bwrap` would end the walls, and leave the server of another account running.
        self._ask("api/shutdown", "POST")
        self.server.wait(30)

    def press(self, address: str, method: str, **values: str) -> Any:
        """What the server answers."""
        return json.loads(self._ask(address, method, **values))

    def _ask(self, address: str, method: str, **values: str) -> bytes:
        words = urllib.parse.urlencode(values)
        url = f"http://127.0.0.1:{self.port}/{address}" + (f"?{words}" if method == "GET" else "")
        data = words.encode() if method == "POST" else None
        request = urllib.request.Request(url, data, {"Authorization": f"token {self.token}"}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return bytes(answer.read())


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    """The page's commands, in order; between them what no command does: students are written down and work."""
    asked = {"course_id": COURSE, "assignment_id": NAME}
    bob: dict[str, Any] = {}
    with Machine("teacher", "ann", "bob") as machine:
        for name in ("ann", "bob"):
            (machine.home(name) / "fill.py").write_text(FILL)
        printed = []
        first, *others = blocks(PAGE)
        printed.append(type_(machine, first.who, first.lines))
        with Lab(machine, "bob") as lab:
            for block in others:
                if "course roster" in block.lines:
                    type_(machine, "teacher", f"printf %s {shlex.quote(STUDENTS)} > {COURSE}/roster.csv")
                if "nbgrader submit" in block.lines:
                    type_(machine, "ann", "python fill.py")
                    bob["courses"] = lab.press("courses", "GET")
                    bob["before"] = lab.press("assignments", "GET", course_id=COURSE)
                    bob["fetched"] = lab.press("assignments/fetch", "POST", **asked)
                    type_(machine, "bob", "python fill.py")
                    bob["handed in"] = lab.press("assignments/submit", "POST", **asked)
                printed.append(type_(machine, block.who, block.lines))
            bob["after"] = lab.press("assignments/fetch_feedback", "POST", **asked)
        yield Played(machine, printed, bob)


def test_the_student_has_the_feedback(played: Played) -> None:
    """Do the page's commands end with a page of feedback in the student's own folder, without hidden tests?"""
    (page,) = (played.machine.home("ann") / COURSE / NAME / "feedback").rglob("*.html")
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"\(Score: [^)]+\)", text)[0] == "(Score: 30.0 / 50.0)"
    assert "HIDDEN TESTS" not in text


def test_check_says_that_nothing_stops_the_class(played: Played) -> None:
    """Is the class that the page makes, with an administrator's exchange and accounts as ids, one that check accepts?"""
    (said,) = [text for text in played.printed if "Nothing stops this class." in text]
    assert "Stops" not in said


def test_the_buttons_of_jupyterlab_do_the_same(played: Played) -> None:
    """Does a student who only uses JupyterLab's Assignment List see the class, fetch, hand in and get feedback?"""
    assert played.bob["courses"] == {"success": True, "value": [COURSE]}
    (before,) = played.bob["before"]["value"]
    assert (before["assignment_id"], before["status"]) == (NAME, "released")
    assert {one["status"] for one in played.bob["fetched"]["value"]} == {"fetched"}
    assert played.bob["handed in"]["success"], played.bob["handed in"]
    handed_in = [one for one in played.bob["after"]["value"] if one["status"] == "submitted"]
    assert [one["submissions"][0]["has_local_feedback"] for one in handed_in] == [True], played.bob["after"]
    assert len(list((played.machine.home("bob") / COURSE / NAME / "feedback").rglob("*.html"))) == 1


def test_both_are_in_the_gradebook_under_their_accounts(played: Played) -> None:
    """Does nbgrader know each student by the account, with full points for the tests, and did nobody cheat?"""
    database = played.machine.home("teacher") / COURSE / "gradebook.db"
    with Gradebook(f"sqlite:///{database}", COURSE) as gradebook:
        found = {one.student.id: one.score for one in gradebook.assignment_submissions(NAME)}
    assert found == {"ann": 30.0, "bob": 30.0}
    # Where the tests have one account only, everything is owned by whoever looks.
    assert not played.machine.apart or "cheating" not in "".join(played.printed)


def test_the_exchange_has_the_rights_of_the_page(played: Played) -> None:
    """Are the rights that the page's table gives those that the folders have?"""
    exchange = played.machine.top / "share/exchange"
    home = played.machine.home("teacher") / COURSE
    places = {"the exchange": exchange, "the class's folder": home}
    places |= {f"`exchange/{COURSE}/{part}`": exchange / COURSE / part for part in ("outbound", "inbound", "feedback")}
    rows = re.findall(r"^\| (.+?) \| `(\d+)`.*\|$", PAGE, flags=re.MULTILINE)
    assert {name: f"{places[name].stat().st_mode & 0o7777:o}" for name, _ in rows} == dict(rows)
    assert set(dict(rows)) == set(places)


def test_one_student_cannot_look_at_another(played: Played) -> None:
    """Can a student open the class's folder, list what others handed in, or remove the class from the exchange?"""
    exchange = "/usr/local/share/nbgrader/exchange"
    for words in (
        f"ls {played.machine.home('teacher') / COURSE}",
        f"ls {exchange}/{COURSE}/inbound",
        f"mv {exchange}/{COURSE} {exchange}/mine",
    ):
        # Where the tests have one account only, it is everybody's, and there is nothing to keep apart.
        assert not played.machine.apart or played.machine.types("ann", words).returncode != 0, words


def test_another_instructor_goes_on_where_one_has_stopped() -> None:
    """Do the page's commands let two accounts of one group work on one class, and nobody else, up to the feedback?"""
    with Machine("teacher", "cara", "ann", teachers=("teacher", "cara")) as machine:
        for block in blocks(TOGETHER):
            if "course roster" in block.lines:
                only_ann = shlex.quote("\n".join(STUDENTS.splitlines()[:2]))
                type_(machine, "teacher", f"printf %s {only_ann} > /srv/{COURSE}/roster.csv")
            type_(machine, block.who, block.lines)
        type_(machine, "ann", f"nbgrader fetch_feedback {NAME} --course {COURSE}")
        (page,) = machine.home("ann").rglob("feedback/*/*.html")
        assert "HIDDEN TESTS" not in page.read_text(encoding="utf-8")
        if machine.apart:
            assert machine.types("ann", f"ls /srv/{COURSE}").returncode != 0
