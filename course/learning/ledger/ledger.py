"""The claims ledger: the learner's own verdict on sentences people say about military partnerships.

A verdict can be changed at any time and the record keeps them all, with the certainty and the evidence
named for each, so the page can show how a mind was changed. The course's own verdict appears for a
claim that the learner has marked, once the module that teaches it is behind: the notebook lies in a
later module, or every question and task of that module's lessons is done.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

from course.content.catalog import VERDICTS, Claim, catalog
from course.content.usage import course_use
from course.errors import CourseError, ResponseError, UnknownNameError
from course.learning.ledger.compare import Comparison, compared
from course.learning.record.state import Judgement, State
from course.learning.record.store import Record, open_record
from course.learning.ui.message import Message
from course.learning.ui.view import View, not_kept

INTRO = (
    "Mark each sentence as you see it today; change it whenever you learn more. "
    "Your marks are saved as you make them, and nothing here counts towards a grade."
)


LONGEST_EVIDENCE = 500


class Ledger(View):
    """All claims as one form. record: where verdicts are kept and read back from; here: the module's id, e.g. "03"."""

    kind: ClassVar[str] = "ledger"

    def __init__(self, claims: tuple[Claim, ...], record: Record, here: str = "") -> None:
        super().__init__(record)
        self._claims = {claim.id: claim for claim in claims}
        self._here = here

    @property
    def claims(self) -> list[dict[str, str]]:
        """What the page is given of each claim."""
        state = self._record.state()
        return [_shown(claim, state, self._here) for claim in self._claims.values()]

    @property
    def judgements(self) -> dict[str, dict[str, Any]]:
        """Claim id -> the learner's last verdict, certainty and evidence."""
        return {
            name: {"verdict": marks[-1].verdict, "certainty": marks[-1].certainty, "evidence": marks[-1].evidence}
            for name, marks in self._record.state().claims.items()
            if name in self._claims
        }

    def key(self) -> dict[str, Any]:
        return {}

    def data(self) -> dict[str, Any]:
        claims = [{"id": c.id, "text": c.text, "taught_in": c.taught_in} for c in self._claims.values()]
        titles = {module.id: module.head.title for module in catalog().modules}
        return {
            "intro": INTRO if claims else "No claims yet.",
            "verdicts": list(VERDICTS),
            "claims": claims,
            "modules": {claim["taught_in"]: titles.get(claim["taught_in"], "") for claim in claims},
            "today": self._here,
        }

    def state(self) -> dict[str, Any]:
        said = {c["id"]: {"history": c["history"], "course": c["course"]} for c in self.claims if c["history"]}
        return {"judgements": self.judgements, "said": said}

    def plain_text(self) -> str:
        return ledger_text(tuple(self._claims.values()))

    def keep(self, message: dict[str, Any]) -> None:
        mark = {"verdict": message["verdict"], "certainty": message["certainty"]}
        mark["evidence"] = message.get("evidence", "")
        judge(self._record, tuple(self._claims.values()), message["claim"], **mark, here=self._here)


def ledger(
    claim_id: str = "", verdict: str = "", certainty: int | None = None, evidence: str = "", *, compare: bool = False
) -> Ledger | Comparison | Message:
    """Show the claims ledger; or mark one claim by typing; or, with compare=True, show first and last verdicts.

    claim_id: e.g. "c01". verdict: supported, contested, wrong or too vague. certainty: 1, 2, 3 or None.
    evidence: what speaks for the verdict, in the learner's words. compare: see `Comparison`; its
    `.table` has one row for each claim.
    An unknown claim or verdict gets a message that says what there is.

    >>> ledger("c01", "contested", certainty=2).title
    'c01 marked contested'
    """
    record, claims, here = open_record(), catalog().claims, module_of(Path.cwd())
    if compare:
        state = record.state()
        return compared(claims, state, {claim.id for claim in claims if _is_taught(claim, state, here)})
    if not claim_id:
        return Ledger(claims, record, here)
    try:
        judge(record, claims, claim_id, verdict, certainty, evidence, here)
    except CourseError as error:
        return Message("note", "Not marked", (str(error),))
    entry = _shown(next(claim for claim in claims if claim.id == claim_id), record.state(), here)
    return Message("note", f"{claim_id} marked {verdict}", tuple(filter(None, [entry["course"], not_kept(record)])))


def judge(
    record: Record,
    claims: tuple[Claim, ...],
    claim_id: str,
    verdict: str,
    certainty: int | None,
    evidence: str = "",
    here: str = "",
) -> None:
    """Put one verdict into the record; UnknownNameError or ResponseError when it makes no sense.

    here: the module in which it was given, e.g. "03"; empty elsewhere.
    """
    known = [claim.id for claim in claims]
    if claim_id not in known:
        raise UnknownNameError("claim", claim_id, known)
    if verdict not in VERDICTS:
        raise ResponseError(f"{verdict!r} is not a verdict. The verdicts are {', '.join(VERDICTS)}.")
    if certainty not in (None, 1, 2, 3):
        raise ResponseError(f"Certainty is 1, 2 or 3, not {certainty!r}.")
    if not isinstance(evidence, str) or len(evidence) > LONGEST_EVIDENCE:
        raise ResponseError(f"Evidence is text of at most {LONGEST_EVIDENCE} signs.")
    record.judged(claim_id, verdict, certainty, here, evidence.strip())


def _shown(claim: Claim, state: State, here: str) -> dict[str, str]:
    """What the page is given of one claim: how the learner's verdicts moved, and the course's own when it is due."""
    marks = state.claims.get(claim.id, [])
    taught = _is_taught(claim, state, here)
    return {
        "id": claim.id,
        "text": claim.text,
        "taught_in": claim.taught_in,
        "history": " → ".join(_mark_in_words(mark) for mark in marks),
        "course": f"The course says: {claim.verdict}. {claim.why}" if taught else "",
    }


def _is_taught(claim: Claim, state: State, here: str) -> bool:
    """Whether the course's verdict is due: the learner has marked the claim, and its module is behind."""
    marked = bool(state.claims.get(claim.id))
    return marked and (here > claim.taught_in or claim.taught_in in finished_modules(state))


def _mark_in_words(mark: Judgement) -> str:
    where = f"module {mark.module}: " if mark.module else ""
    sure = f", C{mark.certainty}" if mark.certainty else ""
    return f"{where}{mark.verdict}{sure}" + (f" [{mark.evidence}]" if mark.evidence else "")


def finished_modules(state: State) -> set[str]:
    """Ids of the modules of which every quiz item and task in the lessons is done."""
    done: dict[str, bool] = {}
    for (folder, _), use in course_use().items():
        complete = all(item in state.items for item in use.items)
        complete = complete and all(task in state.tasks and state.tasks[task].solved for task in use.tasks)
        done[folder[:2]] = done.get(folder[:2], True) and complete
    return {module for module, complete in done.items() if complete}


def ledger_text(claims: tuple[Claim, ...]) -> str:
    """The claims and how to mark one by typing; the same in every run."""
    lines = ["Claims ledger"]
    lines += [f"  {claim.id}  {claim.text} (taught in module {claim.taught_in})" for claim in claims]
    lines.append('Mark one: ledger("c01", "contested"). The verdicts: ' + ", ".join(VERDICTS) + ".")
    return "\n".join(lines)


def module_of(folder: Path) -> str:
    """The module that a lesson's folder belongs to: that is where the learner saw the claim.

    >>> module_of(Path("my-course/01-history"))
    '01'
    """
    found = re.match(r"(\d\d)-", folder.name)
    return found[1] if found else ""
