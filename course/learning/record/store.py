"""The learner's record: record.jsonl, one xAPI-shaped statement a line, only ever added to.

How it survives. A statement is written with one `write` to a file opened for appending, so two
notebooks never mix their lines. A process killed in the middle leaves at most one torn line at the
end; reading drops it with a warning, and the next statement starts on a line of its own. Nothing is
ever rewritten. All state (answers, attempts, ticks, verdicts) is a fold over the lines, done in
`course.learning.record.state`.

A line from a newer version of the course is kept and ignored. When the folder cannot be written, the
course goes on and says once that nothing is kept.
"""

from __future__ import annotations

import datetime
import functools
import json
import os
import secrets
import uuid
import warnings
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from course.content.safe_files import replace
from course.content.scoring import Outcome
from course.errors import RecordError
from course.learning.record.state import VERBS, State, as_text, fold
from course.learning.record.statements import read_statements

FILE = "record.jsonl"
VERSION = 1
MARKER = Path(".course") / "manifest.json"


class Record:
    """The statements of one learner in one file; `path` None keeps them in this process only.

    >>> record = Record(None)
    >>> record.ticked("1.1", True)
    >>> record.state().ticks
    {'1.1': True}
    """

    def __init__(self, path: Path | None, notice: str = "") -> None:
        self.path, self.notice = path, notice
        self._memory: list[dict[str, Any]] = []
        self._cached: tuple[tuple[int, int], State] | None = None

    # What the course records -------------------------------------------------------------------

    def answered(self, item_id: str, response: Any, outcome: Outcome, certainty: int | None) -> None:
        """One response to one quiz item, in normal form, with what it scored."""
        extra = {"certainty": certainty, "mark": outcome.mark} if certainty else {}
        self._add("answered", f"item/{item_id}", outcome.correct, outcome.score, response, extra)

    def attempted(self, task_id: str, correct: bool, slip: str = "") -> None:
        """One check of a lab task; `slip` names the recognised mistake, if any."""
        self._add("attempted", f"task/{task_id}", correct, float(correct), None, {"slip": slip} if slip else {})

    def hinted(self, task_id: str, number: int) -> None:
        """Hint `number` (from 1) of a task was shown."""
        self._add("viewed", f"task/{task_id}", extra={"hint": number})

    def judged(
        self, claim_id: str, verdict: str, certainty: int | None = None, module: str = "", evidence: str = ""
    ) -> None:
        """A verdict on one sentence of the claims ledger, and the evidence the learner names for it."""
        extra = {"certainty": certainty, "module": module, "evidence": evidence}
        self._add("judged", f"claim/{claim_id}", response=verdict, extra=extra)

    def decided(self, scenario_id: str, run: int, step: str) -> None:
        """One decision in a scenario: in which run (from 1), and the step, e.g. "n1b"."""
        self._add("decided", f"scenario/{scenario_id}", response=step, extra={"run": run})

    def planned(self, exercise: str, chosen: dict[str, str]) -> None:
        """The allocation that now stands in a planning exercise: offer -> need."""
        self._add("planned", f"plan/{exercise}", response=chosen)

    def ticked(self, objective_id: str, on: bool) -> None:
        """The learner ticked (or unticked) an objective in a lesson's summary."""
        self._add("ticked", f"objective/{objective_id}", response=on)

    # Reading -----------------------------------------------------------------------------------

    def state(self) -> State:
        """The fold of all statements; read again only when the file has changed."""
        if self.path is None:
            return fold(self._memory)
        stamp = self._stamp()
        if self._cached is None or self._cached[0] != stamp:
            self._cached = (stamp, fold(chain(read_statements(self.path), self._memory)))
        return self._cached[1]

    @property
    def folder(self) -> Path:
        """The folder that holds the file; the current one when nothing is kept."""
        return self.path.parent if self.path else Path()

    def start(self) -> None:
        """Draw and keep the seed that shuffles options, once for each record."""
        if self.path is not None and self.state().seed is None:
            self._add("initialized", "course", extra={"seed": secrets.randbelow(2**31)})

    def erase(self) -> Path | None:
        """Put the record aside as record-erased-<time>.jsonl and start an empty one; returns that copy.

        The copy is the learner's to delete: a slip of the hand must not lose a term's work.
        """
        self._memory.clear()
        self._cached = None
        if self.path is None or not self.path.exists():
            return None
        stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"record-erased-{stamp}.jsonl")
        try:
            replace(self.path, aside)
        except OSError as error:
            raise RecordError(
                f"{self.path} could not be put aside: {error.strerror}. Close other programs and try again."
            ) from error
        return aside

    # Writing -----------------------------------------------------------------------------------

    def _stamp(self) -> tuple[int, int]:
        try:
            found = os.stat(self.path)  # type: ignore[arg-type]
        except OSError:
            return (0, len(self._memory))
        return (found.st_size, len(self._memory))

    def _add(
        self,
        verb: str,
        name: str,
        success: bool | None = None,
        scaled: float | None = None,
        response: Any = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        result: dict[str, Any] = {}
        if success is not None:
            result["success"] = success
        if scaled is not None:
            result["score"] = {"scaled": round(scaled, 4)}
        if response is not None:
            result["response"] = as_text(response)
        if kept := {key: value for key, value in (extra or {}).items() if value not in (None, "")}:
            result["extensions"] = {f"course:{key}": value for key, value in kept.items()}
        statement = _statement(verb, name, result)
        if self.path is None:
            self._memory.append(statement)
            return
        try:
            _append(self.path, statement)
        except OSError as error:
            self._memory.append(statement)
            if not self.notice:
                self.notice = (
                    f"Your answers are not kept: {self.path} cannot be written ({error.strerror}). The course goes on."
                )
                warnings.warn(self.notice, stacklevel=4)


def _statement(verb: str, name: str, result: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "actor": {"name": "learner"},
        "verb": {"id": VERBS[verb]},
        "object": {"id": f"course:{name}"},
        "result": result,
        "timestamp": datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
        "version": VERSION,
    }


def _append(path: Path, statement: dict[str, Any]) -> None:
    line = json.dumps(statement, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    # O_BINARY: without it Windows would write another end of line than we count.
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        size = os.fstat(handle).st_size
        if size:
            os.lseek(handle, size - 1, os.SEEK_SET)
            if os.read(handle, 1) != b"\n":
                # A torn line lies at the end: ours must not be glued to it.
                line = b"\n" + line
        if os.write(handle, line) != len(line):
            raise OSError(28, "the disk is full")
    finally:
        os.close(handle)


def workspace_of(folder: Path) -> Path | None:
    """The learner's workspace that holds `folder`, or None."""
    for candidate in (folder, *folder.parents):
        if (candidate / MARKER).is_file():
            return candidate
    return None


@functools.cache
def _record_at(path: Path | None) -> Record:
    record = Record(path)
    record.start()
    return record


def open_record(folder: Path | None = None) -> Record:
    """The record that belongs to `folder` (default: where the notebook runs).

    The workspace around it decides; outside any workspace the user's own data folder is used. The
    variable COURSE_RECORD overrides: a path, or "off" to keep nothing.
    """
    override = os.environ.get("COURSE_RECORD", "")
    if override == "off":
        return _record_at(None)
    if override:
        return _record_at(Path(override).resolve())
    workspace = workspace_of((folder or Path.cwd()).resolve())
    if workspace is not None:
        return _record_at(workspace / FILE)
    import platformdirs

    home = Path(platformdirs.user_data_dir("peace-partnerships"))
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _record_at(None)
    return _record_at(home / FILE)


def workspace_record(folder: Path | None) -> Record:
    """The record of the workspace at `folder`; without one, of the folder we are in, else of my-course.

    Raises RecordError when there is no workspace: a command that names a folder must not answer with
    another one's record.
    """
    candidates = [folder] if folder else [Path.cwd(), Path("my-course")]
    for candidate in candidates:
        if workspace := workspace_of(candidate.resolve()):
            # Not started: to look at a record must not write in it.
            return Record(workspace / FILE)
    name = folder or "my-course"
    raise RecordError(f"{name} is no course folder. Make one with: course learn {name}")


def given_record(file: Path) -> Record:
    """The record in a file that somebody handed in; RecordError when there is no such file."""
    if not file.is_file():
        raise RecordError(f"There is no record at {file}. A learner makes one with: course export record {file.name}")
    return Record(file)


def export_to(record: Record, target: Path, consent: bool = False) -> str:
    """Copy a record to `target`, which must not exist yet; returns a sentence that says what was done.

    consent: end the copy (not the record itself) with the statement that its first answers may be pooled.
    """
    if record.path is None or not record.path.exists():
        raise RecordError("There is no record to export yet: answer a question or run a check first.")
    copy = record.path.read_bytes()
    if consent:
        result = {"response": "My first answers may be pooled with those of others, without my name."}
        line = json.dumps(_statement("consented", "pool", result), ensure_ascii=False, separators=(",", ":"))
        # A record may end with a torn line; the consent must stand on a line of its own.
        copy = copy.rstrip(b"\n") + b"\n" + line.encode() + b"\n"
    try:
        with open(target, "xb") as out:
            out.write(copy)
    except FileExistsError:
        raise RecordError(f"{target} exists already. Choose another name; nothing was written.") from None
    except OSError as error:
        raise RecordError(f"{target} cannot be written: {error.strerror}.") from error
    said = " It says that your first answers may be pooled; delete it if you change your mind." if consent else ""
    return f"Your record is in {target}. It holds your answers and times, and no name.{said}"


def gives_consent(statements: Iterable[dict[str, Any]]) -> bool:
    """Does a record say that its answers may be pooled?

    >>> gives_consent([])
    False
    """
    wanted = (VERBS["consented"], "course:pool")
    for entry in statements:
        verb, thing = entry.get("verb"), entry.get("object")
        if isinstance(verb, dict) and isinstance(thing, dict) and (verb.get("id"), thing.get("id")) == wanted:
            return True
    return False
