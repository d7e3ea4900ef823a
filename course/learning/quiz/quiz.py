"""quiz("m1-q03") shows items as a widget; answer("m1-q03", "b") does the same by typing.

Both give the same feedback and write the same line into the learner's record. The widget and what it
needs are imported when the first one is made, so that `from course import load, quiz` stays fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.errors import CourseError, ResponseError

if TYPE_CHECKING:
    from course.learning.quiz.widget import Quiz
    from course.learning.ui.message import Message


def quiz(*item_ids: str) -> Quiz | Message:
    """Show one or more quiz items; the last line of a cell.

    item_ids: ids such as "m1-q03"; one that stands twice is shown once. Returns the widget, or a
    message with the nearest ids when one is unknown.

    >>> quiz("m1-q01").plain_text().splitlines()[0].startswith("m1-q01. ")
    True
    """
    from course.content.catalog import find_item
    from course.learning.quiz.widget import Quiz
    from course.learning.record.store import open_record
    from course.learning.ui.message import Message

    if not item_ids or not all(isinstance(item_id, str) for item_id in item_ids):
        return Message("note", "Which item?", ('Name at least one, in quotation marks, for example `quiz("m1-q01")`.',))
    try:
        items = [find_item(item_id) for item_id in dict.fromkeys(item_ids)]
    except CourseError as error:
        return Message("wrong", "This quiz cannot be opened", (str(error),))
    return Quiz(items, open_record())


def answer(item_id: str, response: Any, certainty: int | None = None) -> Message:
    """Answer an item by typing, without a widget.

    response: an option id ("b"), several ("b d"), pairs ("1a 2c") or a number, as the item asks.
    certainty: 1, 2, 3 or None. Returns the feedback to read. A response that cannot be read gets a
    message and counts as no attempt, and so does an unknown item.

    >>> answer("m1-q01", "no such option").title
    'Not counted as an attempt'
    """
    from course.content.catalog import find_item
    from course.content.scoring import normalise, score
    from course.learning.record.store import open_record
    from course.learning.ui.message import Message

    try:
        item = find_item(item_id)
    except CourseError as error:
        return Message("wrong", "This item cannot be opened", (str(error),))
    try:
        outcome = score(item, response, certainty)
    except ResponseError as error:
        return Message("note", "Not counted as an attempt", (str(error),))
    record = open_record()
    record.answered(item.id, normalise(item, response), outcome, certainty)
    lines = outcome.feedback
    if outcome.mark is not None:
        lines += (f"Certainty mark: {f'{outcome.mark:+d}' if outcome.mark else '0'}.",)
    if record.notice:
        lines += (record.notice,)
    return Message("right" if outcome.correct else "wrong", outcome.headline.rstrip("."), lines)
