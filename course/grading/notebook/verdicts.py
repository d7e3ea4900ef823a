"""How sure a score is: one word for each test cell, with a sentence for the instructor, in the graded notebook itself.

The judge sees copies of what a learner made, and a second witness sees whether the test passes as nbgrader runs it.
Where the two do not agree, a person must look before the grade goes out. The words lie in the graded notebook's
metadata, beside the notes of `course.grading.notebook.metadata`:

    "peace_grading": {"verdicts": {"task1-hidden": {"word": "suspicious", "sentence": "..."}}}

A file that moves takes them along, a new grading replaces them, and no feedback page shows a notebook's metadata. That
a cell still waits is not written here but in the gradebook, as nbgrader's own `needs_manual_grade`.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

import attrs

from course.grading.notebook.metadata import KEY

JUDGED = "judged"
CONFIRMED = "confirmed"
SHADOW_ONLY = "shadow only"
SUSPICIOUS = "suspicious"
BESIDE = "beside"
WORDS = (JUDGED, CONFIRMED, SHADOW_ONLY, SUSPICIOUS, BESIDE)
"""judged: the judge alone decided. confirmed: both witnesses agree. shadow only: the test passes as nbgrader runs it,
but its values cannot be judged; paid for now. suspicious: the two disagree; not paid. beside: the test ran in the
learner's own process."""
FOR_A_PERSON = (SHADOW_ONLY, SUSPICIOUS)
"""Who got one of these must be looked at by a person before the grade goes out."""
_LONGEST = 1000


@attrs.frozen
class Verdict:
    """How sure the score of one test cell is. word: one of WORDS. sentence: why, for the instructor.

    >>> Verdict("suspicious", "The judge refuses it; run as nbgrader runs it, it passes.").waits
    True
    """

    word: str = attrs.field(validator=attrs.validators.in_(WORDS))
    sentence: str = ""

    @property
    def waits(self) -> bool:
        """Whether a person has to look at the cell."""
        return self.word in FOR_A_PERSON


def write_verdicts(metadata: MutableMapping[str, Any], verdicts: Mapping[str, Verdict]) -> None:
    """Put the verdicts, by cell id, into a graded notebook's metadata, in place of those that are there.

    >>> metadata = {}
    >>> write_verdicts(metadata, {"task1": Verdict("shadow only", "A figure cannot be judged.")})
    >>> read_verdicts(metadata)["task1"].word
    'shadow only'
    """
    found = metadata.get(KEY)
    kept = dict(found) if isinstance(found, Mapping) else {}
    told = {cell: {"word": one.word, "sentence": one.sentence[:_LONGEST]} for cell, one in verdicts.items()}
    metadata[KEY] = {**kept, "verdicts": told}


def read_verdicts(metadata: Mapping[str, Any]) -> dict[str, Verdict]:
    """The verdicts in a graded notebook's metadata, by cell id; what has another shape is left out.

    >>> read_verdicts({"peace_grading": {"verdicts": {"task1": {"word": "certainly"}, "task2": 5}}})
    {}
    """
    found = metadata.get(KEY)
    told = found.get("verdicts") if isinstance(found, Mapping) else None
    read = {}
    for cell, about in told.items() if isinstance(told, Mapping) else ():
        if isinstance(about, Mapping) and about.get("word") in WORDS and isinstance(about.get("sentence"), str):
            read[str(cell)] = Verdict(about["word"], about["sentence"])
    return read
