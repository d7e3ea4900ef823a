"""Records that a stranger made: whatever a line holds costs that line, and every command still answers."""

from __future__ import annotations

import datetime
import json
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from course.cli import app
from course.content.catalog import catalog
from course.content.responses import read_responses
from course.content.scoring import Outcome
from course.learning.desk.respond import states
from course.learning.record.state import VERBS
from course.learning.record.statements import MOST_DAMAGED, read_statements
from course.learning.record.store import MARKER, Record, export_to
from tests.support.certificates import answer

RIGHT = Outcome(True, 1.0, "Right.", ("because",), 3)
FIRST = next(item for item in catalog().items.values() if item.kind == "single")
NOW = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def statement(verb: str = "answered", name: str = f"item/{FIRST.id}", when: Any = NOW, **result: Any) -> dict[str, Any]:
    """A sound statement, with what is to be changed in its result."""
    sound = {"success": True, "score": {"scaled": 1.0}, "response": "a"}
    return {
        "id": "1",
        "verb": {"id": VERBS[verb]},
        "object": {"id": f"course:{name}"},
        "result": {**sound, **result},
        "timestamp": when,
        "version": 1,
    }


def deep(depth: int) -> str:
    return "[" * depth + "]" * depth


WILD = {
    "deep": '{"verb": ' + deep(100_000) + "}",
    "deep answer": json.dumps(statement(response=deep(100_000))),
    "half a letter": json.dumps(statement(response="\ud800")),
    "half a letter in the name": json.dumps(statement(name="item/\udfff")),
    "infinite": json.dumps(statement(score={"scaled": float("inf")})),
    "no number": json.dumps(statement(score={"scaled": float("nan")})),
    "overflowing": json.dumps(statement(score={"scaled": 1})).replace('"scaled": 1', '"scaled": 1e999'),
    "huge": json.dumps(statement(score={"scaled": 10**400})),
    "longer than Python reads": json.dumps(statement(score={"scaled": 7})).replace("7", "7" * 5000),
    "huge run": json.dumps(statement("decided", "scenario/s3", extensions={"course:run": 10**300})),
    "infinite hint": json.dumps(statement("viewed", "task/m1-t1", extensions={"course:hint": float("inf")})),
    "a list as the answer's name": json.dumps({**statement(), "object": {"id": ["x"]}}),
    "a list as the number": json.dumps({**statement(), "id": [[]]}),
    "an object as the time": json.dumps(statement(when={"a": 1})),
    "no time": json.dumps(statement(when="tomorrow")),
    "a time without a zone": json.dumps(statement(when="2026-11-22T10:00:00")),
    "the end of time": json.dumps(statement(when="9999-12-31T23:59:59-12:00")),
    "the beginning of time": json.dumps(statement(when="0001-01-01T00:00:00+14:00")),
    "a certainty of text": json.dumps(statement(extensions={"course:certainty": "sure"})),
    "a certainty of lists": json.dumps(statement(extensions={"course:certainty": [3]})),
    "a certainty of nine": json.dumps(statement(extensions={"course:certainty": 9})),
    "extensions of text": json.dumps(statement(extensions="none")),
    "evidence of numbers": json.dumps(statement("judged", "claim/c01", extensions={"course:evidence": 5})),
    "a module of numbers": json.dumps(statement("judged", "claim/c01", extensions={"course:module": 5})),
    "a verdict of lists": json.dumps(statement("judged", "claim/c01", response=["contested"])),
    "a seed of text": json.dumps(statement("initialized", "course", extensions={"course:seed": "x"})),
    "a plan of lists": json.dumps(statement("planned", "plan/peace", response='{"a": [1]}')),
    "lines in a name": json.dumps(statement(name="item/x\nann: 42 points")),
    "an escape in a name": json.dumps(statement(name="item/x\x1b[2J")),
    "a long line": json.dumps(statement(response="x" * 5_000_000)),
    "a long name": json.dumps(statement(name="item/" + "x" * 50_000)),
    "no object": "[1, 2]",
    "a number": "7",
    "no JSON": "{]",
    "bytes": "\x00\x01",
}
"""Lines that are refused; each is JSON as `json.dumps` writes it, or none."""

ODD = [json.dumps(statement(response=deep(900))), json.dumps(statement(response=json.dumps("\ud800")))]
"""Lines whose answer is a text that no question has: kept, and of no use."""


def workspace(folder: Path, *lines: bytes) -> Path:
    """A learner's folder with two sound answers, and between them these lines."""
    (folder / MARKER).parent.mkdir(parents=True)
    (folder / MARKER).write_text("{}")
    record = Record(folder / "record.jsonl")
    sound = [item for item in catalog().module("00").items if item.kind == "single"]
    answer(record, sound[0])
    with record.path.open("ab") as file:
        file.writelines(line + b"\n" for line in lines)
    answer(record, sound[1])
    return folder


def run(*words: str) -> str:
    """What a command prints; it must not end in an error of Python's."""
    done = CliRunner().invoke(app, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
    return done.output


def everything(folder: Path, out: Path) -> str:
    """Every command and view that reads a record; what they printed."""
    out.mkdir(exist_ok=True)
    (out / "records").mkdir()
    record = Record(folder / "record.jsonl")
    export_to(record, out / "records" / "one.jsonl", consent=True)
    printed = run("status", str(folder)) + run("certificate", "check", str(folder))
    printed += run("export", "responses", str(out / "records"), "--output", str(out / "pool.csv"))
    assert len(read_responses(out / "pool.csv")) >= 2
    keys: list[dict[str, Any]] = [{"kind": "overview", "key": {}}, {"kind": "ledger", "key": {}}]
    keys += [{"kind": "quiz", "key": {"items": [FIRST.id]}}, {"kind": "scenario", "key": {"scenario": "s3"}}]
    keys += [{"kind": "mastery", "key": {"module": "00", "form": "A"}}, {"kind": "ticks", "key": {"lesson": "1A"}}]
    shown = states(keys, folder)
    json.dumps(shown, allow_nan=False).encode()
    return printed


@pytest.mark.parametrize("name", WILD)
def test_a_wild_line_costs_that_line_and_is_named(name: str, tmp_path: Path) -> None:
    """Is each wild line left out and named with file, line and reason, and are the answers around it kept?"""
    folder = workspace(tmp_path / "ws", WILD[name].encode("utf-8", "surrogatepass"))
    with pytest.warns(UserWarning) as caught:
        kept = list(read_statements(folder / "record.jsonl"))
    assert len(kept) == 2
    (said,) = [str(one.message) for one in caught]
    assert said.startswith("record.jsonl: line 2 is damaged (") and said.isprintable()


def test_a_file_of_short_lines_is_left_alone_early(tmp_path: Path) -> None:
    """Is a file with millions of lines that are none read no further than a few thousand of them, and is that said?"""
    folder = workspace(tmp_path / "ws")
    with (folder / "record.jsonl").open("ab") as file:
        file.write(b"1\n" * MOST_DAMAGED)
    answer(Record(folder / "record.jsonl"), FIRST)
    with pytest.warns(UserWarning) as caught:
        kept = list(read_statements(folder / "record.jsonl"))
    assert len(kept) == 2
    assert "9994 more lines are damaged" in str(caught[0].message) and "the rest was left out" in str(caught[0].message)


def test_all_wild_lines_together_stop_nothing(tmp_path: Path) -> None:
    """Do status, certificate, pooling, the report and the start page answer for a record of nothing but wild lines?"""
    lines = [line.encode("utf-8", "surrogatepass") for line in [*WILD.values(), *ODD]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        everything(workspace(tmp_path / "ws", *lines), tmp_path / "out")
    run("report", "--items", str(tmp_path / "out" / "pool.csv"), "--output", str(tmp_path / "report.html"))
    assert (tmp_path / "report.html").is_file()


def test_one_record_of_a_class_costs_only_itself(tmp_path: Path) -> None:
    """Are the records of the others pooled when one cannot be opened, and is it named on one line?"""
    records = tmp_path / "records"
    records.mkdir()
    export_to(Record(workspace(tmp_path / "ann") / "record.jsonl"), records / "ann.jsonl", consent=True)
    (records / "bo\nb\x1b[2J.jsonl").write_bytes(b"\xff\xfe" * 1000)
    (records / "gone.jsonl").symlink_to(tmp_path / "nowhere")
    printed = run("export", "responses", str(records), "--output", str(tmp_path / "pool.csv"))
    assert "1 learners, 2 first answers" in printed
    assert "\x1b" not in printed and "bo?b?[2J.jsonl" in printed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = ["item/" + FIRST.id, "task/m1-t1", "claim/c01", "scenario/s3", "plan/peace", "objective/1.1", "course", "pool"]


@st.composite
def wild_statements(draw: st.DrawFn) -> bytes:
    """A statement of a known kind in which up to three places hold something else."""
    made = statement(draw(st.sampled_from(sorted(VERBS))), draw(st.sampled_from(NAMES)))
    made["result"]["extensions"] = {"course:certainty": 2, "course:run": 1, "course:hint": 1, "course:seed": 5}
    places: list[tuple[Any, str]] = [(made, key) for key in made]
    places += [(made["result"], key) for key in made["result"]]
    places += [(made["result"]["extensions"], key) for key in made["result"]["extensions"]]
    for holder, key in draw(st.lists(st.sampled_from(places), max_size=3)):
        holder[key] = draw(JSON | st.text(max_size=5).map(json.dumps) | JSON.map(json.dumps))
    return json.dumps(made).encode()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(wild_statements() | JSON.map(lambda value: json.dumps(value).encode()), min_size=5, max_size=15))
@example([json.dumps(statement(response=deep(200))).encode()])
def test_no_record_ends_a_command(lines: list[bytes]) -> None:
    """Do all commands and views answer for any JSON at all, with what is sound still in it?"""
    with tempfile.TemporaryDirectory() as place, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        everything(workspace(Path(place) / "ws", *lines), Path(place) / "out")
