"""The one reader of records: lines of strangers' data, each taken for what it is or left out with its reason.

A record is a learner's own file, and an instructor opens those of a whole class. Whatever a line holds, it can cost no
more than itself: everything behind this reader may rely on the types and sizes that `fault` has looked at.
"""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from course.content.plain_text import plain
from course.content.safe_json import parse
from course.errors import RecordError
from course.learning.record.state import VERBS, response_of

LONGEST_LINE = 64 * 1024
"""Bytes of a line that is still read. Ours have a few hundred; the evidence for a claim makes the longest."""
LARGEST = 256 * 1024 * 1024
"""Bytes of a record that are read. A learner who answers a hundred questions every day for a year writes 15 MB."""
MOST_DAMAGED = 10_000
"""Damaged lines after which the rest is left alone: a file with so many is no record."""
_LONGEST_ANSWER = 2000
_TOLD = 5
_YEARS = range(2000, 2101)


def read_statements(path: Path) -> Iterator[dict[str, Any]]:
    """The sound statements of a record, oldest first; an absent file is an empty record.

    They come one at a time, which keeps a long record out of memory and its reading fast. A torn or foreign line is
    left out; one warning at the end names the file, the lines and the reasons. Raises RecordError when the file cannot
    be read at all.
    """
    damaged: list[tuple[int, str]] = []
    count = 0
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(_lines(file), start=1):
                entry, reason = _read(line)
                if entry is not None:
                    yield entry
                elif reason:
                    count += 1
                    damaged += [(number, reason)] if count <= _TOLD else []
                    if count == MOST_DAMAGED:
                        damaged.append(
                            (number, f"it is line number {MOST_DAMAGED:,} of this kind; the rest was left out")
                        )
                        break
            if file.tell() >= LARGEST:
                count += 1
                damaged.append((number, f"the record has more than {LARGEST // 1024**2} MB; the rest was left out"))
    except FileNotFoundError:
        return
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}. Check the folder's permissions.") from error
    if damaged:
        warnings.warn(_told(path, damaged, count), stacklevel=2)


def fault(entry: Any) -> str:
    """Why a statement is not taken, in words; "" for a sound one and for one of a kind that this course does not know.

    >>> fault({"verb": {"id": "https://example.org/dreamt"}}), fault([1])
    ('', 'it is no statement')
    """
    if not isinstance(entry, dict) or not isinstance(entry.get("verb"), dict):
        return "it is no statement"
    check = _CHECKS.get(str(entry["verb"].get("id")))
    if check is None:
        return ""
    thing, result, when = entry.get("object"), entry.get("result"), entry.get("timestamp")
    if not isinstance(thing, dict) or not _is_name(thing.get("id"), 200):
        return "it names nothing of the course"
    if not _is_name(entry.get("id", ""), 100):
        return "its number is no text"
    if not isinstance(result, dict) or not isinstance(result.get("extensions", {}), dict):
        return "its result is no object"
    if not _is_time(when):
        return "its time is none"
    return check(result, result.get("extensions", {}))


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, each at most one byte longer than allowed: what is longer is not held in memory."""
    size = 0
    while size < LARGEST and (line := file.readline(LONGEST_LINE + 1)):
        rest = line
        size += len(line)
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
            size += len(rest)
        yield line


def _read(line: bytes) -> tuple[dict[str, Any] | None, str]:
    """The statement on a line, or None and the reason; no reason for an empty line."""
    if len(line) > LONGEST_LINE:
        return None, f"it has more than {LONGEST_LINE // 1024} kB"
    try:
        text = line.decode().strip()
        entry = parse(text) if text else None
    except UnicodeDecodeError:
        return None, "it is no UTF-8 text"
    except ValueError as error:
        return None, str(error)
    if not text:
        return None, ""
    reason = fault(entry)
    return (None, reason) if reason else (entry, "")


def _told(path: Path, damaged: list[tuple[int, str]], count: int) -> str:
    named = "; ".join(f"line {number} is damaged ({reason})" for number, reason in damaged)
    more = f"; {count - len(damaged)} more lines are damaged" if count > len(damaged) else ""
    was = "was" if count == 1 else "were"
    return f"{plain(path.name)}: {named}{more} and {was} left out; all other answers are kept."


# -- what each kind of statement holds ---------------------------------------------------------------------------------


def _is_name(value: Any, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and value.isprintable()


def _is_time(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > 40:
        return False
    try:
        when = datetime.datetime.fromisoformat(value)
        return when.tzinfo is not None and when.year in _YEARS
    except ValueError:
        return False


def _is_whole(value: Any, lowest: int, highest: int) -> bool:
    return type(value) is int and lowest <= value <= highest


def _may_be(value: Any, lowest: int, highest: int) -> bool:
    return value is None or _is_whole(value, lowest, highest)


def _answered(result: dict[str, Any], extra: dict[str, Any]) -> str:
    score = result.get("score")
    scaled = score.get("scaled") if isinstance(score, dict) else None
    if type(result.get("success")) is not bool or type(scaled) not in (int, float) or not 0 <= scaled <= 1:  # type: ignore[operator]
        return "its score is none"
    if not _may_be(extra.get("course:certainty"), 1, 3) or not _may_be(extra.get("course:mark"), -100, 100):
        return "its certainty is none"
    return _response(result)


def _response(result: dict[str, Any]) -> str:
    text = result.get("response")
    if isinstance(text, str) and len(text) > _LONGEST_ANSWER:
        return f"its answer has more than {_LONGEST_ANSWER} signs"
    value = response_of(text)
    parts = list(value) + list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    known = isinstance(value, (str, int, float, list, dict)) and all(isinstance(part, str) for part in parts)
    return "" if known else "its answer is of no kind that a question has"


def _attempted(result: dict[str, Any], _extra: dict[str, Any]) -> str:
    return "" if type(result.get("success")) is bool else "it says not whether the task was solved"


def _viewed(_result: dict[str, Any], extra: dict[str, Any]) -> str:
    return "" if _is_whole(extra.get("course:hint"), 1, 100) else "its hint has no number"


def _initialized(_result: dict[str, Any], extra: dict[str, Any]) -> str:
    return "" if _is_whole(extra.get("course:seed"), 0, 2**31) else "its seed is no number"


def _judged(result: dict[str, Any], extra: dict[str, Any]) -> str:
    if not _is_name(result.get("response"), 100) or not _is_name(extra.get("course:module", ""), 100):
        return "its verdict is none"
    if not _may_be(extra.get("course:certainty"), 1, 3):
        return "its certainty is none"
    return "" if isinstance(extra.get("course:evidence", ""), str) else "its evidence is no text"


def _decided(result: dict[str, Any], extra: dict[str, Any]) -> str:
    sound = _is_whole(extra.get("course:run"), 1, 1_000_000) and _is_name(result.get("response"), 100)
    return "" if sound else "its decision is none"


def _planned(result: dict[str, Any], _extra: dict[str, Any]) -> str:
    value = response_of(result.get("response"))
    sound = isinstance(value, dict) and all(_is_name(need, 200) for need in value.values())
    return "" if sound else "its plan is none"


def _ticked(result: dict[str, Any], _extra: dict[str, Any]) -> str:
    return "" if result.get("response") in ("true", "false", True, False) else "it says neither yes nor no"


_CHECKS: dict[str, Callable[[dict[str, Any], dict[str, Any]], str]] = {
    VERBS["answered"]: _answered,
    VERBS["attempted"]: _attempted,
    VERBS["initialized"]: _initialized,
    VERBS["viewed"]: _viewed,
    VERBS["decided"]: _decided,
    VERBS["judged"]: _judged,
    VERBS["planned"]: _planned,
    VERBS["ticked"]: _ticked,
    VERBS["consented"]: lambda _result, _extra: "",
}
