"""`check`, `hint` and `solution` for lab tasks.

A check looks at type, then size, then value, and stops at the first thing to mend. It names a usual
slip when it knows one. It never prints the expected value: the learner has the table and can find it.
"""

from __future__ import annotations

from typing import Any

from course.content.compare import difference, same
from course.content.tasks import Task, find_task
from course.errors import CourseError
from course.learning.lab.card import Card
from course.learning.record.store import Record, open_record
from course.learning.ui.message import Message, show
from course.learning.ui.typed import typed

_NO_VALUE = object()


def check(task_id: str = "", value: Any = _NO_VALUE) -> None:
    """Show the task's card: the question, whether `value` solves it, and buttons for a hint and for a solution.

    task_id: for example "m1-t2". value: a number, text, list, Series or DataFrame; `...` means not
    done yet and is no attempt. An unknown id gives a message with the nearest ids, not an error, and so does a call
    that lacks the id or the value.

    >>> check("m0-t1", ...)  # doctest: +ELLIPSIS
    → Not answered yet. ...
    """
    task = _task(task_id)
    if task is None:
        return
    record = open_record()
    if value is _NO_VALUE:
        advice = f"Write your own code behind the comma: `check({task.id!r}, ...)`, in place of the three dots."
        show(Card(task, record, Message("note", "The value to check is missing", (advice, f"Wanted: {task.wants}."))))
        return
    if value is ...:
        advice = f"Put your own code in place of the three dots. Wanted: {task.wants}."
        show(Card(task, record, Message("note", "Not answered yet", (advice,))))
        return
    found = difference(value, task.expected(), task.tolerance)
    if found is None:
        record.attempted(task.id, True)
        show(Card(task, record, _with_notice(record, Message("right", "Right", (task.right,)))))
        return
    slip = "" if found.kind == "type" else _known_slip(task, value)
    record.attempted(task.id, False, slip)
    lines = (slip or found.says, f"Wanted: {task.wants}.")
    show(
        Card(
            task, record, _with_notice(record, Message("wrong", _TITLES[found.kind], lines)), _typed_help(task, record)
        )
    )


def _typed_help(task: Task, record: Record) -> str:
    """What to type for help, where no card with buttons can be drawn."""
    state = record.state().tasks[task.id]
    if state.hints < len(task.hints):
        return f"For a hint, run `{_line('hint', task)}`."
    return "" if state.solved else f"To see one way to do it, run `{_line('solution', task)}`."


def _line(name: str, task: Task) -> str:
    return typed(f'{name}("{task.id}")')


_TITLES = {"type": "Another kind of value is wanted", "size": "Not the right size yet", "value": "Not this value yet"}


def hint(task_id: str = "") -> None:
    """Show the next hint of a task; each call goes one step further, from a nudge to nearly the code.

    A hint comes after a try and not after a right answer; otherwise it says what to try, or that the task is solved.

    >>> hint("m0-t1")  # doctest: +ELLIPSIS
    → Try it once first. ...
    """
    task = _task(task_id)
    if task is None:
        return
    record = open_record()
    tried = record.state().tasks.get(task.id)
    if tried is None or tried.attempts == 0:
        show(Message("note", "Try it once first", (f"Wanted: {task.wants}.", _how_to_try(task, "a hint"))))
        return
    if tried.solved:
        advice = f"You need no hint any more. To compare it with one way to do it, run `{_line('solution', task)}`."
        show(Message("right", "Solved", (advice,)))
        return
    number = min(tried.hints + 1, len(task.hints))
    record.hinted(task.id, number)
    lines = [task.hints[number - 1]]
    if number == len(task.hints):
        lines.append(f"That was the last hint. To see one way to do it, run `{_line('solution', task)}`.")
    show(Message("note", f"Hint {number} of {len(task.hints)}", tuple(lines)))


def solution(task_id: str = "") -> None:
    """Show one way to solve a task, once it has been tried with `check`."""
    task = _task(task_id)
    if task is None:
        return
    tried = open_record().state().tasks.get(task.id)
    if tried is None or tried.attempts == 0:
        show(Message("note", "Try it once first", (f"Wanted: {task.wants}.", _how_to_try(task, "a solution"))))
        return
    show(Message("note", "One way to do it", ("Yours may differ and be right.",), task.solution))


def _how_to_try(task: Task, reward: str) -> str:
    return (
        f"Write your own line in the cell with `check({task.id!r}, ...)`, in place of the three dots, and run it. "
        f"A wrong value is fine: after it you get {reward} here."
    )


def _task(task_id: str) -> Task | None:
    if not isinstance(task_id, str) or not task_id:
        line = typed('hint("m0-t1")')
        advice = f"Write its name between the round brackets, in quotation marks, for example `{line}`."
        show(Message("note", "Which task?", (advice,)))
        return None
    try:
        return find_task(task_id)
    except CourseError as error:
        show(Message("wrong", "This task cannot be opened", (str(error),)))
        return None


def _known_slip(task: Task, value: Any) -> str:
    for slip in task.slips:
        if same(value, slip.value(), task.tolerance):
            return slip.says
    return ""


def _with_notice(record: Record, message: Message) -> Message:
    if not record.notice:
        return message
    return Message(message.kind, message.title, (*message.lines, record.notice), message.code)
