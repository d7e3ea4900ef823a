"""What is behind the page: each view opened again by its kind and key, the server's two addresses, and the built files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest

from course.content.catalog import catalog, find_item
from course.content.scenarios import find_scenario
from course.content.source import content_root
from course.content.usage import course_use
from course.learning.desk.respond import keep, respond_in_kernel, states
from course.learning.desk.views import open_view
from course.learning.record.store import Record
from course.learning.ui.view import EXTENSIONS, MIME, STATIC
from scripts.widget import digest
from tests.support.browser import jupyterlab
from tests.support.workspace import empty_workspace

LESSON = next(module for module in catalog().modules if module.id == "01").head.lessons[0]
ITEM = next(item for item in map(find_item, course_use()[("01-history", LESSON.file)].items) if item.kind == "single")
RIGHT, WRONG = (next(option.id for option in ITEM.options if option.correct is correct) for correct in (True, False))
OTHER = next(item for item in catalog().modules[0].items if item.kind == "single")
SCENARIO = find_scenario("s2")
QUIZ = {"kind": "quiz", "key": {"items": [ITEM.id]}}
KEYS: dict[str, dict[str, Any]] = {
    "quiz": {"items": [ITEM.id]},
    "mastery": {"module": "01", "form": "A"},
    "ledger": {},
    "scenario": {"scenario": "s2"},
    "ticks": {"lesson": LESSON.file.partition("-")[0]},
    "plan": {"limits": {"budget": 3_500_000, "lifted": ["o01"]}},
    "overview": {},
    "task": {"task": "m1-t6"},
    "explorer": {"explorer": "m1-e2"},
}
WORK: list[tuple[str, dict[str, Any], str]] = [
    ("quiz", {"kind": "answered", "item": ITEM.id, "response": RIGHT, "certainty": 2, "number": 1}, "answers"),
    ("mastery", {"kind": "answered", "response": "a", "certainty": 2, "number": 1}, "answers"),
    ("ledger", {"kind": "judged", "claim": "c01", "verdict": "wrong", "certainty": 1, "evidence": ""}, "judgements"),
    (
        "scenario",
        {"kind": "decided", "run": 1, "steps": [SCENARIO.nodes[0].id + SCENARIO.nodes[0].choices[0].id]},
        "steps",
    ),
    ("ticks", {"kind": "ticked", "objective": LESSON.objectives[0], "on": True}, "ticked"),
    ("plan", {"kind": "planned", "chosen": {"o13": "build"}}, "chosen"),
    ("task", {"kind": "hinted", "number": 1}, "hints"),
]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (empty_workspace(tmp_path) / "01-history").mkdir()
    return tmp_path


def lines(folder: Path) -> list[dict[str, Any]]:
    path = folder / "record.jsonl"
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    return [entry for entry in entries if not entry["verb"]["id"].endswith("initialized")]


# Views by kind and key -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KEYS)
def test_a_view_is_found_again_by_what_its_output_says(kind: str) -> None:
    """Does the server make the very view whose output the page holds, and is the output plain JSON?"""
    view = open_view(kind, KEYS[kind], Record(None), Path("01-history"))
    form = json.loads(json.dumps(view.bundle()[MIME]))
    assert form["kind"] == kind and form["version"] == 1
    again = open_view(form["kind"], form["key"], Record(None), Path("01-history"))
    assert json.loads(json.dumps(again.bundle()[MIME])) == form


@pytest.mark.parametrize(("kind", "message", "where"), WORK, ids=lambda value: value if isinstance(value, str) else "")
def test_what_the_learner_did_is_in_the_state_from_then_on(
    workspace: Path, kind: str, message: dict[str, Any], where: str
) -> None:
    """Is each kind of deed kept, once for one receipt, and told to whoever asks next?"""
    folder, view = workspace / "01-history", {"kind": kind, "key": KEYS[kind]}
    if kind == "mastery":
        bank = open_view(kind, KEYS[kind], Record(None), folder)._items  # type: ignore[attr-defined]
        single = next(item for item in bank.values() if item.kind == "single")
        message = {**message, "item": single.id}
    before = states([view], folder)["states"][0]
    reply = keep(view, message, f"receipt-{kind}", folder)
    assert reply["said"] == ""
    assert keep(view, message, f"receipt-{kind}", folder)["said"] == ""
    assert len(lines(workspace)) == 1
    after = states([view], folder)["states"][0]
    assert after == reply["state"] != before
    assert after[where]


def test_a_lesson_tells_how_far_the_learner_is(workspace: Path) -> None:
    """Are done, right and the minutes left counted from the record, and is the start page no lesson?"""
    folder, name = workspace / "01-history", f"{LESSON.file}.ipynb"
    fresh = states([], folder, name)["lesson"]
    assert fresh["done"] == fresh["right"] == 0 and fresh["minutes"] > 10
    told = {"kind": "answered", "item": ITEM.id, "certainty": 1, "number": 1}
    then = keep(QUIZ, {**told, "response": WRONG}, "r1", folder, name)["lesson"]
    assert (then["done"], then["right"], then["total"]) == (1, 0, fresh["total"])
    then = keep(QUIZ, {**told, "response": RIGHT}, "r2", folder, name)["lesson"]
    assert (then["done"], then["right"]) == (1, 1)
    assert then["minutes"] < fresh["minutes"]
    assert states([], workspace, "start-here.ipynb")["lesson"] is None


@pytest.mark.parametrize(
    "view",
    [
        {"kind": "quiz", "key": {"items": ["m1-q999"]}},
        {"kind": "quiz", "key": {"items": 5}},
        {"kind": "mastery", "key": {"module": "01", "form": "C"}},
        {"kind": "film", "key": {}},
        {"kind": "task", "key": {"task": "m1-t999"}},
        {"kind": "explorer", "key": {"explorer": "m1-e999"}},
        {"kind": "explorer", "key": {"explorer": "m1-e2", "choice": [99]}},
        {"kind": "explorer", "key": {"explorer": "m1-e2", "choice": 5}},
        {"kind": "quiz"},
        "quiz",
    ],
    ids=str,
)
def test_what_the_course_does_not_know_has_no_state(workspace: Path, view: Any) -> None:
    """Is one strange view of an old notebook left out, and the others answered?"""
    found = states([view, QUIZ], workspace)["states"]
    assert found[0] is None and found[1] == {"answers": {}}


def test_a_page_with_only_a_kernel_is_answered_the_same(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the kernel keep and tell as the server does, and refuse in words?"""
    monkeypatch.chdir(workspace / "01-history")
    message = {"kind": "answered", "item": ITEM.id, "response": RIGHT, "certainty": 2, "number": 1}
    question = {
        "ask": "keep",
        "view": QUIZ,
        "message": message,
        "receipt": "k-1",
        "notebook": f"{LESSON.file}.ipynb",
    }
    reply = respond_in_kernel(json.dumps(question))._repr_mimebundle_()["application/json"]
    assert reply["said"] == "" and reply["lesson"]["done"] == 1
    asked = respond_in_kernel(json.dumps({"ask": "states", "views": [QUIZ]})).value
    assert asked["states"] == [reply["state"]]
    refused = respond_in_kernel(json.dumps({**question, "view": {"kind": "film", "key": {}}})).value
    assert "There is no kind of view 'film'" in refused["refused"]


# The server's part -----------------------------------------------------------------------------------


@attrs.frozen
class Desk:
    """A running server on a workspace."""

    address: str
    token: str
    folder: Path

    def ask(self, path: str, body: Any = None, token: str | None = None) -> tuple[int, dict[str, Any]]:
        """Status and JSON of a GET, or of a POST when there is a body (bytes are sent as they are)."""
        raw = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token if token is None else token}"}
        request = urllib.request.Request(f"{self.address}/military-partnerships/{path}", raw, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = empty_workspace(tmp_path_factory.mktemp("served"))
    (folder / "01-history").mkdir()
    with jupyterlab(folder) as server:
        lab, _, token = server.address.partition("?token=")
        yield Desk(lab.removesuffix("/lab"), token, folder)


def answer(desk: Desk, number: int, **changes: Any) -> dict[str, Any]:
    message = {"kind": "answered", "item": ITEM.id, "response": RIGHT, "certainty": 2, "number": number}
    return {"notebook": "01-history/x.ipynb", "view": QUIZ, "message": message, "receipt": f"n-{number}", **changes}


def test_two_writers_lose_nothing(desk: Desk) -> None:
    """When two tabs and a kernel write at once, is every answer in the record, whole?"""
    code = f"from course import answer\nfor _ in range(10): answer('{OTHER.id}', {OTHER.options[0].id!r})"
    environment = {**os.environ, "PYTHONPATH": str(content_root())}
    kernel = subprocess.Popen([sys.executable, "-c", code], cwd=desk.folder / "01-history", env=environment)
    with ThreadPoolExecutor(4) as tabs:
        found = list(tabs.map(lambda number: desk.ask("answer", answer(desk, number)), range(20)))
    assert kernel.wait() == 0
    assert [status for status, _ in found] == [200] * 20
    assert {reply["said"] for _, reply in found} == {""}
    kept = [entry["object"]["id"] for entry in lines(desk.folder)]
    assert sorted(kept) == [f"course:item/{OTHER.id}"] * 10 + [f"course:item/{ITEM.id}"] * 20
    status, told = desk.ask(
        "state?" + urllib.parse.urlencode({"notebook": "01-history/x.ipynb", "view": json.dumps(QUIZ)})
    )
    assert status == 200
    assert told["states"][0]["answers"][ITEM.id]["number"] == 20


@pytest.mark.parametrize("path", ["state?notebook=x.ipynb", "answer"])
def test_nobody_without_the_token_is_answered(desk: Desk, path: str) -> None:
    """Is a record only for whom the server lets in?"""
    before = len(lines(desk.folder))
    body = answer(desk, 99) if path == "answer" else None
    assert desk.ask(path, body, token="wrong")[0] == 403
    assert len(lines(desk.folder)) == before


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"notebook": 5}, "An answer is JSON with a notebook"),
        ({"notebook": "../../elsewhere/x.ipynb"}, "outside the server's folder"),
        ({"view": {"kind": "film", "key": {}}}, "There is no kind of view 'film'"),
        ({"view": None}, "a view is named by its kind and its key"),
        ({"message": "a"}, "a message of the page is an object"),
        (b"{", "Invalid JSON"),
        (b"[]", "An answer is JSON with a notebook"),
    ],
    ids=str,
)
def test_bad_input_is_refused_with_the_reason(desk: Desk, changes: Any, says: str) -> None:
    """Does a question that makes no sense get 400 and words, and leave the record as it was?"""
    before = len(lines(desk.folder))
    status, reply = desk.ask("answer", changes if isinstance(changes, bytes) else answer(desk, 98, **changes))
    assert (status, len(lines(desk.folder))) == (400, before)
    assert says in reply["message"]


def test_an_answer_that_makes_no_sense_is_said_and_not_kept(desk: Desk) -> None:
    """Does the learner read why, when the page sends what the item does not offer?"""
    before = len(lines(desk.folder))
    strange = {"kind": "answered", "item": ITEM.id, "response": "zz", "certainty": 2, "number": 1}
    status, reply = desk.ask("answer", answer(desk, 97, message=strange))
    assert status == 200 and reply["said"].startswith(f"Not saved: 'zz' is not an option of {ITEM.id}.")
    assert len(lines(desk.folder)) == before


def test_a_question_in_no_json_is_refused(desk: Desk) -> None:
    assert desk.ask("state?notebook=x.ipynb&view=%7B")[0] == 400
    assert desk.ask("state")[0] == 400


# The files that the page loads -----------------------------------------------------------------------


def test_the_built_widget_is_made_from_these_sources() -> None:
    """Did someone change the JavaScript without building? To mend: npm install, npm run build."""
    first = (STATIC / "built" / "widget.js").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"// Made by scripts/widget.py from {digest()}"


def test_modules_of_the_page_are_small_and_fetch_nothing() -> None:
    """Are the files readable, and does none of them load code or data from elsewhere, or put text in as HTML?"""
    for path in sorted(STATIC.glob("*.*")):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 400, path.name
        assert not re.search(r"https?:|fetch\(|innerHTML|eval\(|@import", text), path.name
        for name in re.findall(r'from "([^"]+)"', text):
            assert (STATIC / name).is_file(), f"{path.name} imports {name}"


def test_what_the_extension_says_of_itself_is_there() -> None:
    """Does JupyterLab find the files that package.json names, at the version of the course?"""
    folder = EXTENSIONS / "labextensions" / "military-partnerships"
    head = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    parts = head["jupyterlab"]["_build"]
    assert (folder / parts["load"]).is_file()
    for name in (parts["extension"], parts["mimeExtension"]):
        assert (folder / "static" / f"{name}.js").is_file()
    assert f'version = "{head["version"]}"' in (content_root() / "pyproject.toml").read_text(encoding="utf-8")


def test_every_built_lesson_is_small() -> None:
    """Is each notebook that learners open below a quarter of a megabyte?"""
    sizes = {path.name: path.stat().st_size for path in (content_root() / "modules").rglob("*.ipynb")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size >= 250_000} == {}
