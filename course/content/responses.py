"""The file of pooled quiz answers: what a group of learners answered first, without their names.

The learner's wing makes it from records, the instructor's wing analyses it. One row is the first answer of one learner
to one item. There is no name, no time and no module of origin in it; `learner` is a code that means nothing elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from course.content.safe_csv import write_sheet
from course.content.safe_json import parse
from course.errors import ExportError

COLUMNS = ("learner", "item", "response", "correct", "score", "certainty")


def write_responses(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write pooled answers: `learner` and `item` text, `response` as JSON, `correct` 1 or 0, `score` 0 to 1.

    Raises ExportError when the file cannot be written.

    >>> row = dict(learner="9f2c", item="m1-q03", response="c", correct=True, score=1.0, certainty=3)
    >>> write_responses(Path("out.csv"), [row])
    >>> print(Path("out.csv").read_text().splitlines()[1])
    9f2c,m1-q03,\"\"\"c\"\"\",1,1,3
    """
    write_sheet(
        path,
        COLUMNS,
        (
            {**row, "response": json.dumps(row["response"], ensure_ascii=False), "correct": int(row["correct"])}
            for row in rows
        ),
    )


def read_responses(path: Path) -> pd.DataFrame:
    """Pooled answers as a table with COLUMNS; `correct` is True or False, `response` is a Python value.

    Raises ExportError when the file is missing, has other columns, or names a learner and an item twice.

    >>> row = dict(learner="9f2c", item="m1-q03", response=["a", "c"], correct=True, score=1.0, certainty=None)
    >>> write_responses(Path("out.csv"), [row])
    >>> read_responses(Path("out.csv"))["response"][0]
    ['a', 'c']
    """
    advice = "To mend: make it with `course export responses FOLDER --output FILE.csv`."
    try:
        table = pd.read_csv(path, encoding="utf-8-sig", dtype={"learner": str, "item": str, "response": str})
    except FileNotFoundError:
        raise ExportError(f"There is no file {path}. {advice}") from None
    except (OSError, ValueError) as error:
        raise ExportError(f"{path} is no table of answers: {error}. {advice}") from error
    if missing := [name for name in COLUMNS if name not in table.columns]:
        raise ExportError(f"{path} has no column {', '.join(missing)}. {advice}")
    for column, allowed in (("correct", {0, 1}), ("score", None)):
        numbers = pd.to_numeric(table[column], errors="coerce")
        bad = numbers.isna() | (~numbers.isin(allowed) if allowed else ~numbers.between(0, 1))
        if bad.any():
            raise ExportError(f"{path}, row {bad.idxmax() + 2}: {column} is {table[column][bad.idxmax()]!r}. {advice}")
        table[column] = numbers.astype(bool) if allowed else numbers
    if table[["learner", "item"]].isna().any(axis=None):
        raise ExportError(f"{path}: a row names no learner or no item. {advice}")
    twice = table.duplicated(["learner", "item"])
    if twice.any():
        where = table[twice].iloc[0]
        raise ExportError(f"{path}: {where['learner']} has two answers to {where['item']}; only firsts count. {advice}")
    table["response"] = table["response"].map(_value)
    return table[list(COLUMNS)]


def _value(text: object) -> Any:
    try:
        return parse(str(text))
    except ValueError:
        return text
