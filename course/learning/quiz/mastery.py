"""mastery("05") shows a module's quiz: form A first, and form B when form A was not enough.

It is the quiz with two lines of its own: what counts, and the standing so far. Only today's
answers are shown again, because an answer of yesterday stands beside its feedback, and a new sitting must be able
to start without it.
"""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from course.content.catalog import Module, catalog
from course.content.parallel_forms import FORMS, forms
from course.content.passing import PASS_QUIZ
from course.errors import UnknownNameError
from course.learning.quiz.widget import Quiz
from course.learning.record.sittings import day_of, next_form, standing
from course.learning.record.store import Record, open_record
from course.learning.ui.message import Message
from course.learning.ui.typed import typed

COUNTS = (
    f"Answer all the questions on one day: that is called a sitting. Only your first answer of the day to each "
    f"question counts; a second try is for practice. A day begins at midnight by the clock of Accra (UTC). "
    f"{PASS_QUIZ:.0%} right is a pass, and your best sitting counts."
)


class MasteryQuiz(Quiz):
    """One form of a module's quiz.

    module: whose quiz. form: "A" or "B". record: where answers are kept. why: a sentence on the choice of form.

    >>> MasteryQuiz(catalog().module("00"), "B", Record(None)).standing
    'So far: no complete sitting yet.'
    """

    kind: ClassVar[str] = "mastery"

    def __init__(self, module: Module, form: str, record: Record, why: str = "") -> None:
        super().__init__(forms(module.items)[form], record)
        self._module, self._form, self._why = module, form, why

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """Today's answers (UTC) only."""
        today = datetime.datetime.now(datetime.UTC).date()
        known = self._record.state().items
        return {name: answer for name, answer in super().answers.items() if day_of(known[name].last.when) == today}

    @property
    def intro(self) -> str:
        """What stands above the questions."""
        return " ".join(filter(None, (f"Quiz of module {self._module.id}, form {self._form}.", self._why, COUNTS)))

    @property
    def standing(self) -> str:
        """What stands below the questions."""
        return self._so_far()

    def key(self) -> dict[str, Any]:
        return {"module": self._module.id, "form": self._form}

    def data(self) -> dict[str, Any]:
        return {**super().data(), "intro": self.intro}

    def state(self) -> dict[str, Any]:
        return {**super().state(), "standing": self.standing}

    def plain_text(self) -> str:
        return f"{self.intro}\n\n{super().plain_text()}\n\n{self.standing}"

    def _so_far(self) -> str:
        so_far = standing(self._module, self._record.state())
        over = not so_far.passed and any(sitting.form == self._form for sitting in so_far.sittings)
        line = typed(f'mastery("{self._module.id}")')
        due = f" For form {next_form(so_far)[0]}, run: {line}" if over else ""
        return f"So far: {so_far}.{due}"


def mastery(module: str | int = "", form: str = "") -> MasteryQuiz | Message:
    """Show the quiz of a module; the last line of a cell.

    module: its number, e.g. "05" or 5. form: "A" or "B"; without it, form A until it is finished, then form B
    while the best sitting is below the pass mark. Returns the view, or a message for an unknown name.

    >>> mastery("00").plain_text().startswith("Quiz of module 00, form A.")
    True
    """
    if module == "":
        line = typed('mastery("00")')
        advice = f"Write its number between the round brackets, for example `{line}`."
        return Message("note", "Which module?", (advice,))
    try:
        found = catalog().module(str(module).zfill(2))
        if form and form not in FORMS:
            raise UnknownNameError("form", form, FORMS)
    except UnknownNameError as error:
        return Message("wrong", "This quiz cannot be opened", (str(error),))
    record = open_record()
    why = ""
    if not form:
        form, why = next_form(standing(found, record.state()))
    return MasteryQuiz(found, form, record, why)
