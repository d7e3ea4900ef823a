"""The learner's record: what survives, and what is said when something is lost."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.content.scoring import Outcome
from course.errors import RecordError
from course.learning.record.state import VERBS, fold
from course.learning.record.store import MARKER, Record, export_to, open_record, read_statements

RIGHT = Outcome(True, 1.0, "Right.", ("because",), 3)
WRONG = Outcome(False, 0.0, "Not this one.", ("because",), -6)


def workspace(tmp_path: Path) -> Path:
    (tmp_path / MARKER).parent.mkdir(parents=True)
    (tmp_path / MARKER).write_text("{}")
    return tmp_path


def test_first_attempt_stays_first(tmp_path):
    """Does a later right answer leave the first, wrong one on the record?"""
    record = Record(tmp_path / "record.jsonl")
    record.answered("m1-q03", "b", WRONG, 3)
    record.answered("m1-q03", "c", RIGHT, 3)
    known = record.state().items["m1-q03"]
    assert (known.first.response, known.first.correct, known.first.mark) == ("b", False, -6)
    assert (known.last.response, known.last.correct, known.attempts) == ("c", True, 2)


@pytest.mark.parametrize("response", ["b", 45.3, -7451.0, ["a", "c"], {"1": "a", "2": "b"}, "true", "[x", "12"])
def test_every_response_comes_back_as_it_was(tmp_path, response):
    """Is each kind of response, and each awkward option id, the same after a round through the file?"""
    Record(tmp_path / "record.jsonl").answered("m1-q03", response, RIGHT, None)
    assert Record(tmp_path / "record.jsonl").state().items["m1-q03"].first.response == response


def test_each_line_is_an_xapi_shaped_statement(tmp_path):
    """Does a line have what an xAPI store asks for: id, actor, verb, object, result, timestamp?"""
    record = Record(tmp_path / "record.jsonl")
    record.answered("m1-q03", "b", RIGHT, 2)
    (line,) = (tmp_path / "record.jsonl").read_text().splitlines()
    statement = json.loads(line)
    assert {"id", "actor", "verb", "object", "result", "timestamp"} <= set(statement)
    assert statement["verb"]["id"].startswith("http")
    assert statement["result"]["score"]["scaled"] == 1.0


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=2000))
def test_a_line_torn_at_any_byte_costs_only_itself(cut):
    """After a kill in the middle of any byte, are all earlier answers there, and the next one too?"""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.jsonl"
        record = Record(path)
        for number in range(4):
            record.answered(f"m1-q0{number}", "bé"[:1], RIGHT, None)
        raw = path.read_bytes()
        cut = min(cut, len(raw))
        path.write_bytes(raw[:cut])
        whole = raw[:cut].count(b"\n")
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            Record(path).answered("m1-q09", "c", RIGHT, None)
            items = Record(path).state().items
        # A cut right before the newline leaves a complete statement.
        assert len(items) in (whole + 1, whole + 2)
        assert "m1-q09" in items
        assert all("damaged" in str(warning.message) for warning in caught)


WRITER = """
import sys
from pathlib import Path
from course.content.scoring import Outcome
from course.learning.record.store import Record
record = Record(Path(sys.argv[1]))
number = 0
while True:
    record.answered(f"m1-q{number % 100:02d}", "x" * 500, Outcome(True, 1.0, "", ()), None)
    number += 1
"""


def test_kill_9_while_writing_loses_nothing_already_written(tmp_path):
    """Is a record whole after its writer was killed with signal 9 in full flight?"""
    path = tmp_path / "record.jsonl"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)]) as writer:
        deadline = time.monotonic() + 60
        while (not path.exists() or path.stat().st_size < 200_000) and time.monotonic() < deadline:
            time.sleep(0.01)
        writer.send_signal(signal.SIGKILL)
    lines = path.read_bytes().count(b"\n")
    assert lines > 100
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert lines <= len(list(read_statements(path))) <= lines + 1


def _write_many(path: str, who: str) -> None:
    record = Record(Path(path))
    for number in range(300):
        record.answered(f"{who}-{number}", "y" * 300, RIGHT, None)


def test_two_notebooks_at_once_do_not_mix_their_lines(tmp_path):
    """Do two processes that write together leave every statement readable?"""
    path = tmp_path / "record.jsonl"
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write_many, args=(str(path), who)) for who in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(Record(path).state().items) == 600


def test_a_folder_that_cannot_be_written_is_said_and_the_course_goes_on(tmp_path):
    """Where nothing can be kept, is that said once, and do answers still count in this session?"""
    record = Record(tmp_path / "missing-folder" / "record.jsonl")
    with pytest.warns(UserWarning, match="not kept"):
        record.answered("m1-q01", "a", RIGHT, None)
    record.answered("m1-q02", "a", RIGHT, None)
    assert "not kept" in record.notice
    assert set(record.state().items) == {"m1-q01", "m1-q02"}


def test_a_read_only_record_is_no_error(tmp_path, monkeypatch):
    """Does a read-only workspace (as root sees it: a refused open) leave reading intact?"""
    path = workspace(tmp_path) / "record.jsonl"
    Record(path).answered("m1-q01", "a", RIGHT, None)

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    record = Record(path)
    with pytest.warns(UserWarning, match="not kept"):
        record.answered("m1-q02", "a", RIGHT, None)
    assert set(record.state().items) == {"m1-q01", "m1-q02"}


def test_a_line_from_a_newer_version_is_kept_and_ignored(tmp_path):
    """Is an unknown statement left in the file and out of the state?"""
    path = tmp_path / "record.jsonl"
    newer = {
        "verb": {"id": "course:verbs/dreamt"},
        "object": {"id": "x"},
        "timestamp": "2031",
        "version": 9,
        "result": {},
    }
    shapeless = {"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}, "object": 3}
    path.write_text(json.dumps(newer) + "\n" + json.dumps(shapeless) + "\n")
    Record(path).answered("m1-q01", "a", RIGHT, None)
    with pytest.warns(UserWarning, match="line 2 is damaged"):
        assert set(Record(path).state().items) == {"m1-q01"}
    assert "dreamt" in path.read_text()


def test_a_damaged_line_in_the_middle_is_named(tmp_path):
    """Does the warning say which line was left out?"""
    path = tmp_path / "record.jsonl"
    record = Record(path)
    record.answered("m1-q01", "a", RIGHT, None)
    with open(path, "a") as out:
        out.write("not json\n")
    record.answered("m1-q02", "a", RIGHT, None)
    with pytest.warns(UserWarning, match="line 2 is damaged"):
        assert set(Record(path).state().items) == {"m1-q01", "m1-q02"}


def test_the_workspace_decides_where_the_record_lies(tmp_path, monkeypatch):
    """Does a notebook two folders down write to its workspace's record, and COURSE_RECORD override it?"""
    monkeypatch.delenv("COURSE_RECORD", raising=False)
    root = workspace(tmp_path / "ws")
    (root / "01-history").mkdir()
    assert open_record(root / "01-history").path == root / "record.jsonl"
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "other.jsonl"))
    assert open_record(root).path == tmp_path / "other.jsonl"
    monkeypatch.setenv("COURSE_RECORD", "off")
    assert open_record(root).path is None


def test_the_seed_is_drawn_once_and_kept(tmp_path):
    """Does the same record shuffle options the same way tomorrow?"""
    first = Record(tmp_path / "record.jsonl")
    first.start()
    again = Record(tmp_path / "record.jsonl")
    again.start()
    assert first.state().seed is not None
    assert again.state().seed == first.state().seed


def test_export_and_erase(tmp_path):
    """Can a learner take the record away, and start anew without losing the old one by a slip?"""
    record = Record(tmp_path / "record.jsonl")
    with pytest.raises(RecordError, match="no record to export"):
        export_to(record, tmp_path / "mine.jsonl")
    record.answered("m1-q01", "a", RIGHT, None)
    export_to(record, tmp_path / "mine.jsonl")
    assert (tmp_path / "mine.jsonl").read_bytes() == (tmp_path / "record.jsonl").read_bytes()
    with pytest.raises(RecordError, match="exists already"):
        export_to(record, tmp_path / "mine.jsonl")
    aside = record.erase()
    assert aside is not None
    assert aside.read_bytes() == (tmp_path / "mine.jsonl").read_bytes()
    assert record.state().items == {}


SCALARS = st.none() | st.integers(-9, 9) | st.sampled_from(["", "a", "course:item/m1-q01", "2026"])
PARTS = SCALARS | st.fixed_dictionaries(
    {}, optional={"id": SCALARS, "success": SCALARS, "score": SCALARS, "extensions": SCALARS}
)
VERB = st.fixed_dictionaries({"id": st.sampled_from(sorted(VERBS.values()))})


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.fixed_dictionaries({}, optional={"verb": VERB | PARTS, "object": PARTS, "result": PARTS, "timestamp": SCALARS})
)
def test_no_statement_however_wild_breaks_the_fold(statement):
    """Can any JSON in the file stop the course from starting, or hide the statement behind it?"""
    good = {
        "verb": {"id": VERBS["ticked"]},
        "object": {"id": "course:objective/9.9"},
        "result": {"response": "true"},
        "timestamp": "2026-11-22T00:00:00Z",
    }
    assert fold([statement, good]).ticks["9.9"] is True
