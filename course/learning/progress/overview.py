"""The learner's home: the course map, what is done, where to go on, and how well certainty is judged.

`progress()` shows it in the start page, `course status` prints the same in a terminal. Everything is
computed from the record at that moment; nothing is stored.
"""

from __future__ import annotations

import datetime as dt
import html
from pathlib import Path
from typing import Any
from urllib.parse import quote as url_quote

import attrs

from course.content.catalog import TITLE, Capstone, Catalog, Module, catalog
from course.content.hand_in import HandIn, hand_ins
from course.content.scoring import CERTAINTY_MARKS
from course.content.usage import LessonUse, course_use
from course.errors import UnknownNameError
from course.learning.quiz.review import due_count
from course.learning.record.sittings import Standing, standing
from course.learning.record.state import State
from course.learning.record.store import Record, open_record
from course.learning.ui.message import Message
from course.learning.ui.typed import typed

WORTH = {1: 0.0, 2: 0.67, 3: 0.80}
"""The share right from which a certainty level pays, given its marks (Gardner-Medwin)."""


DONE = "Done: a question that you answered, or a task that you solved. Right: your last answer to it is right."


@attrs.frozen
class LessonLine:
    """One lesson on the map, by its quiz items and lab tasks.

    done: items answered, however, and tasks solved. right: of these, items whose last answer is right, and tasks
    solved. total: all there are. path: where the lesson lies in the workspace.
    """

    module: Module
    use: LessonUse
    title: str
    minutes: float
    done: int
    right: int
    total: int
    path: str

    @property
    def complete(self) -> bool:
        """Whether every item was answered and every task solved."""
        return self.done == self.total


@attrs.frozen
class ObjectiveLine:
    """One objective: first answers right, items answered, items there are, tasks solved, and the learner's tick."""

    id: str
    text: str
    right: int
    answered: int
    items: int
    solved: int
    tasks: int
    ticked: bool


@attrs.frozen
class CertaintyLine:
    """First answers given at one certainty level: how many, and what share was right."""

    level: int
    answers: int
    share: float


@attrs.frozen
class Overview:
    """Everything the home page shows; prints as text and as HTML."""

    lessons: tuple[LessonLine, ...]
    objectives: dict[str, tuple[ObjectiveLine, ...]]
    quizzes: dict[str, Standing]
    certainty: tuple[CertaintyLine, ...]
    next_lesson: LessonLine | None
    due: int
    started: bool
    notice: str
    capstone: Capstone | None = None
    hand_in: tuple[HandIn, ...] = ()

    def __str__(self) -> str:
        return "\n".join(_text_lines(self))

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return _page(self)


def progress(lesson: str | None = None) -> Any:
    """The course map with what you have done; or, with a lesson id such as "1A", its objectives to tick.

    An unknown lesson gives a message with the nearest names.

    >>> print(str(progress()).splitlines()[0])
    Military Partnerships for Peace
    """
    if lesson is None:
        from course.learning.progress.home import Home

        return Home(open_record())
    from course.learning.progress.objectives import lesson_ticks

    try:
        return lesson_ticks(lesson)
    except UnknownNameError as error:
        return Message("wrong", "This lesson cannot be opened", (str(error),))


def overview(record: Record) -> Overview:
    """What a record amounts to, against the course as it is now."""
    course, state = catalog(), record.state()
    lessons = tuple(_lesson_lines(course, state, record.folder if record.path else None))
    return Overview(
        lessons=lessons,
        objectives={module.id: tuple(_objective_lines(module, state)) for module in course.modules},
        quizzes={module.id: standing(module, state) for module in course.modules},
        certainty=tuple(_certainty_lines(state)),
        next_lesson=_next(lessons, state),
        due=due_count(state),
        started=bool(state.last_seen),
        notice=record.notice,
        capstone=course.capstone,
        hand_in=hand_ins(record.folder) if record.path else (),
    )


def _lesson_lines(course: Catalog, state: State, workspace: Path | None) -> list[LessonLine]:
    lines = []
    for module in course.modules:
        for lesson in module.head.lessons:
            use = course_use().get((module.folder, lesson.file))
            if use is None:
                continue
            answered = [state.items[item] for item in use.items if item in state.items]
            solved = sum(task in state.tasks and state.tasks[task].solved for task in use.tasks)
            right = sum(known.last.correct for known in answered)
            short = lesson.file.partition("-")[0]
            lines.append(
                LessonLine(
                    module=module,
                    use=use,
                    title=f"{short} · {lesson.title}",
                    minutes=lesson.minutes,
                    done=len(answered) + solved,
                    right=right + solved,
                    total=len(use.items) + len(use.tasks),
                    path=_place(f"{module.folder}/{lesson.file}.ipynb", short, workspace),
                )
            )
    return lines


def _place(name: str, short: str, workspace: Path | None) -> str:
    """Where a lesson lies: under its own name, or under the one that the learner gave it, while that starts alike."""
    if workspace is None or (workspace / name).is_file():
        return name
    own = sorted((workspace / name).parent.glob(f"{short}*.ipynb"))
    return own[0].relative_to(workspace).as_posix() if own else name


def _objective_lines(module: Module, state: State) -> list[ObjectiveLine]:
    lines = []
    for objective in module.head.objectives:
        # A pre-test asks before teaching, so it is no evidence of what was learnt.
        items = [i.id for i in module.items if i.objective == objective.id and i.use != "pretest"]
        tasks = [t.id for t in module.tasks if t.objective == objective.id]
        answered = [state.items[i] for i in items if i in state.items]
        solved = sum(t in state.tasks and state.tasks[t].solved for t in tasks)
        right = sum(known.first.correct for known in answered)
        ticked = state.ticks.get(objective.id, False)
        lines.append(
            ObjectiveLine(objective.id, objective.text, right, len(answered), len(items), solved, len(tasks), ticked)
        )
    return lines


def _certainty_lines(state: State) -> list[CertaintyLine]:
    lines = []
    for level in CERTAINTY_MARKS:
        first = [known.first for known in state.items.values() if known.first.certainty == level]
        if first:
            lines.append(CertaintyLine(level, len(first), sum(a.correct for a in first) / len(first)))
    return lines


def _next(lessons: tuple[LessonLine, ...], state: State) -> LessonLine | None:
    """The lesson last worked in while it is unfinished; otherwise the first unfinished one after it."""
    places = {name: i for i, line in enumerate(lessons) for name in line.use.items + line.use.tasks}
    # A module quiz is no lesson's.
    here = next((places[name] for name in reversed(state.worked) if name in places), 0)
    later = [line for line in lessons[here:] if not line.complete]
    return next(iter(later or [line for line in lessons if not line.complete]), None)


def go_on(view: Overview) -> str:
    """Where to go on, in one line."""
    if view.next_lesson is None:
        return "Every question and task of every lesson is done."
    words = "Go on where you stopped" if view.started else "Start here"
    return f"{words}: {view.next_lesson.title} ({view.next_lesson.minutes:g} minutes)"


def due_words(view: Overview) -> str:
    """How many questions are due for review, in one line; empty when there is none."""
    if not view.due:
        return ""
    questions = "1 question is" if view.due == 1 else f"{view.due} questions are"
    return f"{questions} due for review. Type in any notebook: {typed('review()')}"


def hand_in_words(view: Overview) -> list[tuple[str, str]]:
    """Which assignments are to be handed in until when: each one's sentence, and where its notebook lies."""
    now = dt.datetime.now(dt.UTC)
    return [(one.sentence(now), one.path) for one in view.hand_in]


def certainty_words(line: CertaintyLine) -> str:
    """How often a certainty level was right, and what it takes to pay."""
    right = f"C{line.level}: {line.share:.0%} right of {line.answers} first answer{'s' if line.answers != 1 else ''}"
    if line.level == 1:
        return right
    if line.answers < 5:
        return f"{right}; too few to judge"
    wanted = f"C{line.level} pays from {WORTH[line.level]:.0%}"
    return f"{right}; {wanted}" + (": you were surer than you were right" if line.share < WORTH[line.level] else "")


def _text_lines(view: Overview) -> list[str]:
    lines = [TITLE, "=" * len(TITLE), go_on(view)]
    if view.next_lesson:
        lines.append(f"  open {view.next_lesson.path}")
    if due := due_words(view):
        lines.append(due)
    for words, path in hand_in_words(view):
        lines += [words, f"  open {path}"]
    module = ""
    for line in view.lessons:
        if line.module.id != module:
            module = line.module.id
            lines += ["", f"{module} {line.module.head.title}"]
        lines.append(f"  {line.title}: {done_words(line)}")
        if line is [other for other in view.lessons if other.module.id == module][-1]:
            lines += [
                f"    {'✓' if o.ticked else ' '} {o.id} {o.text} ({evidence(o)})" for o in view.objectives[module]
            ]
            lines.append(f"    {quiz_words(view, module)}")
    lines += ["", DONE]
    if view.capstone:
        lines += ["", f"{view.capstone.title} ({view.capstone.hours:g} hours)", f"  open {view.capstone.notebook}"]
    if view.certainty:
        lines += ["", "How sure you were, and how often you were right"]
        lines += [f"  {certainty_words(line)}" for line in view.certainty]
    if view.notice:
        lines += ["", view.notice]
    return lines


def share_done(*lines: LessonLine) -> float:
    """Which share of one or several lessons is done, 0 to 1."""
    return sum(line.done for line in lines) / max(1, sum(line.total for line in lines))


def done_words(*lines: LessonLine) -> str:
    """How much of one or several lessons is done, and how much of that is right."""
    done, right, total = (sum(getattr(line, name) for line in lines) for name in ("done", "right", "total"))
    much = f"✓ all {total} done" if done == total else f"{done} of {total} done"
    return f"{much}, {right} right" if done else much


def quiz_words(view: Overview, module: str) -> str:
    """How a module's quiz stands."""
    quiz = view.quizzes[module]
    last = [line.title.partition(" ")[0] for line in view.lessons if line.module.id == module][-1]
    how = "" if quiz.passed else f". It stands at the end of lesson {last}"
    return f"{'✓' if quiz.passed else ' '} Module quiz: {quiz}{how}"


def evidence(line: ObjectiveLine) -> str:
    """What the record says of one objective."""
    if not line.answered and not line.solved:
        return "not started"
    parts = []
    if line.answered:
        parts.append(f"{line.right} of {line.answered} right at first answer")
    if line.tasks:
        parts.append(f"{line.solved} of {line.tasks} tasks solved")
    return ", ".join(parts)


_HEADING = "margin:.8em 0 .2em;font-size:1.15em"


def _page(view: Overview) -> str:
    escape = html.escape
    out = ["<div style='max-width:52em;line-height:1.5'>", f"<p><strong>{escape(go_on(view))}</strong>"]
    if view.next_lesson:
        out.append(f" &nbsp; <a href='{url_quote(view.next_lesson.path)}'>Open this lesson</a>")
    out.append("</p>")
    if due := due_words(view):
        out.append(f"<p>{escape(due)}</p>")
    for words, path in hand_in_words(view):
        out.append(f"<p>{escape(words)} &ndash; <a href='{url_quote(path)}'>Open it</a></p>")
    for module_id, objectives in view.objectives.items():
        lines = [line for line in view.lessons if line.module.id == module_id]
        if not lines:
            continue
        out.append(f"<h2 style='{_HEADING}'>{module_id} {escape(lines[0].module.head.title)}</h2>")
        out.append(_bar(share_done(*lines), f"questions and tasks: {done_words(*lines)}"))
        out.append("<ul style='margin:.3em 0'>")
        for line in lines:
            link = f"<a href='{url_quote(line.path)}'>{escape(line.title)}</a>"
            out.append(f"<li>{link} &ndash; {line.minutes:g} minutes &ndash; {done_words(line)}</li>")
        out.append(f"</ul><p style='margin:.3em 0'>{escape(quiz_words(view, module_id).strip())}</p>")
        out.append("<details><summary>Objectives of this module</summary><ul>")
        for objective in objectives:
            tick = "✓ ticked by you; " if objective.ticked else ""
            text = f"<strong>{objective.id}</strong> {escape(objective.text)} &ndash; {tick}{evidence(objective)}"
            out.append(f"<li>{text}</li>")
        out.append("</ul></details>")
    out.append(f"<p>{DONE}</p>")
    if view.capstone:
        link = f"<a href='{url_quote(view.capstone.notebook)}'>Open the capstone</a>"
        out.append(f"<h2 style='{_HEADING}'>{escape(view.capstone.title)}</h2>")
        out.append(f"<p>{link} &ndash; {view.capstone.hours:g} hours, when the modules are behind you</p>")
    if view.certainty:
        out.append(f"<h2 style='{_HEADING}'>How sure you were, and how often you were right</h2>")
        for level in view.certainty:
            out.append(_bar(level.share, certainty_words(level), WORTH[level.level]))
    if view.notice:
        out.append(f"<p><strong>{escape(view.notice)}</strong></p>")
    return "".join([*out, "</div>"])


def _bar(share: float, words: str, threshold: float = 0.0) -> str:
    """A bar with its words beside it; the line in it marks the share from which the level pays."""
    mark = (
        f"<span style='position:absolute;left:{threshold:.0%};top:0;bottom:0;border-left:2px solid "
        "var(--jp-ui-font-color0,#000)'></span>"
        if threshold
        else ""
    )
    return (
        "<div style='display:flex;gap:.8em;align-items:center;margin:.2em 0'>"
        "<div aria-hidden='true' style='position:relative;flex:0 0 12em;height:.9em;"
        "border:1px solid var(--jp-ui-font-color2,#666)'>"
        f"<div style='height:100%;width:{share:.0%};background:var(--jp-brand-color1,#1565c0)'></div>{mark}</div>"
        f"<span>{html.escape(words)}</span></div>"
    )
