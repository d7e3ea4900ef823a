"""Pool records of many learners for item analysis: only with consent, only first answers, and without names.

A learner gives consent with `course export record FILE --consent`: the exported copy then ends with a statement that
says so. A record without it is left out, and the command says which. A learner's code in the pool is a hash with a salt
that is drawn anew for every pool and kept nowhere, so neither two pools nor a pool and a record can be put together.
"""

from __future__ import annotations

import hashlib
import secrets
import warnings
from pathlib import Path
from typing import Any

import attrs

from course.content.plain_text import plain
from course.errors import RecordError
from course.learning.record.state import fold
from course.learning.record.statements import read_statements
from course.learning.record.store import gives_consent


@attrs.frozen
class Pool:
    """Rows for course.content.responses, how many learners they come from, and sentences about what was left out."""

    rows: list[dict[str, Any]]
    learners: int
    notes: list[str]


def pool(folder: Path) -> Pool:
    """The first answer to each item, of every consenting learner whose record (.jsonl) lies in or below `folder`.

    Two copies of one learner's record count once; the later copy may hold more. Raises RecordError when the folder
    holds no record.

    >>> from course.content.scoring import Outcome
    >>> from course.learning.record.store import Record, export_to
    >>> record = Record(Path("record.jsonl"))
    >>> record.answered("m1-q03", "c", Outcome(True, 1.0, "", ()), None)
    >>> _ = export_to(record, Path("mine.jsonl"), consent=True)
    >>> found = pool(Path())
    >>> found.learners, found.rows[0]["item"], found.notes
    (1, 'm1-q03', ['record.jsonl: no consent in it, so it was left out.'])
    """
    paths = sorted(path for path in folder.rglob("*.jsonl") if path.is_file())
    if not paths:
        raise RecordError(
            f"There is no record (.jsonl) in {folder}. To mend: put there the files that learners made with "
            "`course export record FILE.jsonl --consent`."
        )
    salt = secrets.token_bytes(32)
    held: dict[str, dict[str, dict[str, Any]]] = {}
    notes = []
    for path in paths:
        name = plain(path.relative_to(folder))
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                statements = list(read_statements(path))
            except RecordError as error:
                notes.append(f"{name}: it was left out. {error}")
                continue
        if not gives_consent(statements):
            notes.append(f"{name}: no consent in it, so it was left out.")
            continue
        notes += [str(warning.message) for warning in caught]
        known = {entry["id"]: entry for entry in statements if isinstance(entry.get("id"), str)}
        # Every record begins with a statement of its own; two files that share it are copies of one record.
        learner = next(iter(known), "")
        if learner in held:
            notes.append(f"{name}: another copy of a record that is here already; counted once.")
        held.setdefault(learner, {}).update(known)
    rows = []
    for learner, entries in held.items():
        code = hashlib.sha256(salt + learner.encode()).hexdigest()[:16]
        ordered = sorted(entries.values(), key=lambda entry: str(entry.get("timestamp", "")))
        for item, state in fold(ordered).items.items():
            first = state.first
            about = {"response": first.response, "correct": first.correct, "score": first.score}
            rows.append({"learner": code, "item": item, **about, "certainty": first.certainty})
    # In order of the codes: the order of the files' names must not tell who is who.
    rows.sort(key=lambda row: (row["learner"], row["item"]))
    return Pool(rows, len(held), notes)
