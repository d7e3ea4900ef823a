"""First and last verdict side by side: `ledger(compare=True)` shows how a mind was changed, claim by claim.

It needs no network and no widget: a table in the notebook, the same as text elsewhere, and a DataFrame to count in.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Collection

import attrs
import pandas as pd

from course.content.catalog import Claim
from course.learning.record.state import Judgement, State

COLUMNS = ("claim", "text", "first", "last", "marks", "course")


@attrs.frozen(repr=False)
class Comparison:
    """The ledger then and now. table: one row for each claim, with the columns

    claim (its id), text, first and last (the learner's verdicts; missing where there is none), marks (how often it was
    marked) and course (the course's verdict; missing until the claim is marked and its module is behind).
    first_words, last_words: the verdicts with module and certainty, for showing.
    """

    table: pd.DataFrame
    first_words: tuple[str, ...]
    last_words: tuple[str, ...]

    @property
    def changed(self) -> int:
        """How many claims have another last verdict than first."""
        marked = self.table.dropna(subset=["first", "last"])
        return int((marked["first"] != marked["last"]).sum())

    def summary(self) -> list[str]:
        """The counts in sentences: how many were marked, how many changed and how, how many agree with the course."""
        marked = self.table.dropna(subset=["first", "last"])
        if marked.empty:
            return ["You have marked no claim yet. Mark some with ledger(); they appear here, first and last verdict."]
        lines = [f"You marked {len(marked)} of {len(self.table)} claims, and changed {self.changed} of them."]
        moves = Counter(f"{a} → {b}" for a, b in zip(marked["first"], marked["last"], strict=True) if a != b)
        lines += [f"{count} × {move}" for move, count in sorted(moves.items(), key=lambda pair: (-pair[1], pair[0]))]
        known = marked.dropna(subset=["course"])
        if not known.empty:
            then, now = (int((known[column] == known["course"]).sum()) for column in ("first", "last"))
            lines.append(
                f"The course has told you its verdict on {len(known)} of them: you agreed with it on {then} at first "
                f"and on {now} at last. Agreement is no grade: a reasoned dissent with evidence is worth more."
            )
        return lines

    def __repr__(self) -> str:
        lines = ["Claims ledger, first and last verdict", *self.summary()]
        for row, first, last in zip(self.table.itertuples(), self.first_words, self.last_words, strict=True):
            course = f"; the course: {row.course}" if isinstance(row.course, str) else ""
            lines.append(f"  {row.claim}  {first} | {last}{course}  ({row.text})")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        escape = html.escape
        rows = []
        for row, first, last in zip(self.table.itertuples(), self.first_words, self.last_words, strict=True):
            moved = isinstance(row.first, str) and row.first != row.last
            course = row.course if isinstance(row.course, str) else "not told yet"
            cells = [escape(first), escape(last), "changed" if moved else "", escape(course)]
            rows.append(
                f"<tr><th scope='row' style='text-align:left;font-weight:normal'>{row.claim} {escape(row.text)}</th>"
                + "".join(f"<td style='text-align:left'>{cell}</td>" for cell in cells)
                + "</tr>"
            )
        heads = ("claim", "first verdict", "last verdict", "moved", "the course")
        head = "".join(f"<th scope='col' style='text-align:left'>{word}</th>" for word in heads)
        said = "".join(f"<p style='margin:.2em 0'>{escape(line)}</p>" for line in self.summary())
        return (
            f"<div role='group' aria-label='Claims ledger, first and last verdict' style='line-height:1.45'>{said}"
            "<table><caption style='text-align:left'>First and last verdict on each claim</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )


def compared(claims: tuple[Claim, ...], state: State, told: Collection[str]) -> Comparison:
    """The comparison for a learner's state. told: ids of the claims whose course verdict may be shown.

    >>> compared((), State(), ()).changed
    0
    """
    marks = [state.claims.get(claim.id, []) for claim in claims]
    rows = [
        {
            "claim": claim.id,
            "text": claim.text,
            "first": mine[0].verdict if mine else None,
            "last": mine[-1].verdict if mine else None,
            "marks": len(mine),
            "course": claim.verdict if claim.id in told else None,
        }
        for claim, mine in zip(claims, marks, strict=True)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(("first", "last", "course"), "str"))
    return Comparison(table, tuple(_words(mine, 0) for mine in marks), tuple(_words(mine, -1) for mine in marks))


def _words(marks: list[Judgement], place: int) -> str:
    if not marks:
        return "not marked"
    mark = marks[place]
    extra = [f"module {mark.module}"] if mark.module else []
    extra += [f"C{mark.certainty}"] if mark.certainty else []
    return mark.verdict + (f" ({', '.join(extra)})" if extra else "")
