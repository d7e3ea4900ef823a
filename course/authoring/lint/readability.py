"""Can a lesson that is told anew be read: numbers, sentences, links, minutes, its case, and its last lines.

Each limit has a name. A lesson may argue one away at its head, under `allow`, by this name and with the reason; a
limit that it need not argue away is a fault, too. Lessons in modules/not-yet-retold.yml are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from course.authoring.build import read_text
from course.authoring.lint.minutes import core_minutes
from course.authoring.passages import BACKGROUND, CASE, CODE, Passage, passages
from course.authoring.prose import numbers, plain_text, sentences, words_of
from course.content.catalog import LessonEntry, Module
from course.content.retelling import FILE, FORMS, LessonHead, lesson_head, not_yet_retold
from course.content.source import relative
from course.errors import BuildError, ContentError, Fault

NUMBERS = {CASE: 4}
NUMBERS_ELSEWHERE = 6
"""The most numbers in 100 words in a row. In a story each number costs the reader the thread."""
WINDOW = 100
SENTENCE = (11.5, 20.0)
"""Mean words in a sentence: below it is a telegram, above it a text for lawyers."""
LONGEST_SENTENCE = 35
CASE_WORDS = (300, 450)
CORE_WORDS = 1900
"""About sixteen minutes of reading; the other half of the core is for doing."""
ALL_WORDS = (1600, 2900)
CORE_MINUTES = (35, 45)
STATED_FROM_NEEDED = 5
"""Minutes that module.yml may say more or less than the core needs."""
WORDS_WITHOUT_ACTION = 220
"""Not quite two minutes. A cell with three dots to fill in is an action, too."""
DESK_LINES = 3
COMMON_BELIEFS = 1

LIMITS = (
    "numbers",
    "sentences",
    "long-sentence",
    "links",
    "case-words",
    "core-words",
    "all-words",
    "core-minutes",
    "more-minutes",
    "background",
    "common-belief",
    "form",
    "action",
)
"""What a lesson can argue away by name. The question, its answer and the desk lines are promises, and not limits."""

READING = "Further reading"
"""For afterwards, so its words are not the core's."""
_FIXED = ("What you will be able to do", READING)
"""Sections whose words are the module's or a list of titles, so that no limit of prose fits them."""
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?:https?:)?[^)\s]+\)")
_BELIEF = re.compile(r"\bcommon belief\b", re.IGNORECASE)
_BULLET = re.compile(r"^- ", re.MULTILINE)
_QUESTION = re.compile(r"\*\*The question\.\*\* [^\n]*\?")
_ACTION = re.compile(r"\b(quiz|check|explore|scenario|ledger|review|mastery|answer|progress)\(|\.\.\.")
_MINUTES = re.compile(r"\bminutes?\b")


@attrs.frozen(kw_only=True)
class Broken:
    """One rule that a lesson breaks. name: of LIMITS, or empty for what cannot be argued away."""

    name: str
    place: str
    rule: str
    mend: str


def readability_faults(module: Module, root: Path) -> Iterator[Fault]:
    """Every limit that a lesson of this module breaks, if it has been told anew.

    Example: `list(readability_faults(course.module("01"), content_root()))`
    """
    waiting = not_yet_retold(root).lessons
    forms: dict[str, str] = {}
    for entry in module.head.lessons:
        code = entry.file.split("-")[0]
        path = root / "modules" / module.folder / f"{entry.file}.md"
        if code in waiting or not path.is_file():
            continue
        try:
            head, cells = lesson_head(path, root), read_text(path).cells
        except ContentError as error:
            yield from error.faults
            continue
        except BuildError:
            continue  # told once already, where text and notebook are compared
        file = relative(path, root)
        if head is None:
            mend = f"name its form and its case there, or put {code!r} into {FILE} as long as it waits"
            yield Fault(file, "head", "it has no `lesson:` part", mend)
            continue
        yield from _of_one(head, entry, passages(cells), forms, file)
        forms.setdefault(head.form, code)


def _of_one(
    head: LessonHead, entry: LessonEntry, pieces: list[Passage], forms: dict[str, str], file: str
) -> Iterator[Fault]:
    broken = [*_form_rules(head, forms), *_prose_rules(pieces), *_amount_rules(pieces, entry), *_promise_rules(pieces)]
    for found in broken:
        if found.name not in head.allow:
            way = f", or say under `allow: {{{found.name}: ...}}` at the head why not" if found.name else ""
            yield Fault(file, found.place, found.rule, found.mend + way)
    for name in sorted(set(head.allow) & set(LIMITS) - {found.name for found in broken}):
        yield Fault(file, "head", f"`allow` argues {name!r} away, but the lesson keeps it", "take the line out")


def _form_rules(head: LessonHead, forms: dict[str, str]) -> Iterator[Broken]:
    if head.form not in FORMS:
        rule = f"the form is {head.form!r}"
        yield Broken(name="", place="head", rule=rule, mend=f"choose one of {', '.join(FORMS)}")
    elif head.form in forms:
        rule = f"lesson {forms[head.form]} of this module has the form {head.form!r}, too"
        yield Broken(name="form", place="head", rule=rule, mend="tell one of the two in another form")


def _prose_rules(pieces: list[Passage]) -> Iterator[Broken]:
    lengths: dict[str, list[int]] = {"the lesson": [], "the case": []}
    for piece in pieces:
        if piece.kind == CODE or piece.section in _FIXED:
            continue
        text = plain_text(piece.text)
        yield from _number_rules(piece, text)
        for sentence in sentences(text):
            length = len(words_of(sentence))
            lengths["the lesson"].append(length)
            if piece.kind == CASE:
                lengths["the case"].append(length)
            if length > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:5])
                rule = f"the sentence {start + ' ...'!r} has {length} words"
                mend = f"make two of it; {LONGEST_SENTENCE} are the most"
                yield Broken(name="long-sentence", place=piece.place, rule=rule, mend=mend)
        if links := _LINK.findall(piece.text):
            rule = f"{len(links)} {'link stands' if len(links) == 1 else 'links stand'} in the prose: {links[0]}"
            mend = "name the author where it matters, and let the fact's mark make a note of the source"
            yield Broken(name="links", place=piece.place, rule=rule, mend=mend)
    for whole, found in lengths.items():
        mean = sum(found) / max(1, len(found))
        if found and not SENTENCE[0] <= mean <= SENTENCE[1]:
            rule = f"{mean:.1f} words in a sentence of {whole} on average"
            mend = "join sentences with because, so, but, although" if mean < SENTENCE[0] else "make long ones into two"
            yield Broken(name="sentences", place="lesson", rule=rule, mend=f"{mend}, until it is 12 to 20")


def _number_rules(piece: Passage, text: str) -> Iterator[Broken]:
    """At most one fault for a passage: its 100 words in a row with the most numbers."""
    most = NUMBERS.get(piece.kind, NUMBERS_ELSEWHERE)
    starts = [word.start() for word in re.finditer(r"\S+", text)]
    found = numbers(text)
    crowds = []
    for first, number in enumerate(found):
        begun = sum(start <= number.start() for start in starts) - 1
        end = starts[begun + WINDOW] if begun + WINDOW < len(starts) else len(text)
        crowds.append([other[0] for other in found[first:] if other.end() <= end])
    crowd = max(crowds, key=len, default=[])
    if len(crowd) > most:
        where = "a case" if piece.kind == CASE else "prose"
        rule = f"{len(crowd)} numbers in 100 words ({', '.join(crowd)}); in {where} {most} are the most"
        mend = "cut what nobody uses afterwards, or move it to a table or a note"
        yield Broken(name="numbers", place=piece.place, rule=rule, mend=mend)


def _amount_rules(pieces: list[Passage], entry: LessonEntry) -> Iterator[Broken]:
    prose = [piece for piece in pieces if piece.kind != CODE]
    words = {id(piece): len(words_of(plain_text(piece.text))) for piece in prose}
    core = sum(words[id(piece)] for piece in prose if not piece.more and piece.section != READING)
    everything = sum(words.values())
    if core > CORE_WORDS:
        mend = f"cut, or move what can be skipped below a heading '## More: ...'; {CORE_WORDS} are the most"
        yield Broken(name="core-words", place="lesson", rule=f"{core} words in the core", mend=mend)
    if not ALL_WORDS[0] <= everything <= ALL_WORDS[1]:
        mend = f"keep it between {ALL_WORDS[0]} and {ALL_WORDS[1]}"
        yield Broken(name="all-words", place="lesson", rule=f"{everything} words with all of *More*", mend=mend)
    case = sum(words[id(piece)] for piece in prose if piece.kind == CASE)
    if not CASE_WORDS[0] <= case <= CASE_WORDS[1]:
        rule = f"{case} words in all its <!-- case --> passages" if case else "no passage is marked <!-- case -->"
        mend = f"tell one anchor case in {CASE_WORDS[0]} to {CASE_WORDS[1]} words"
        yield Broken(name="case-words", place="lesson", rule=rule, mend=mend)
    needed = core_minutes(pieces, core)
    if not CORE_MINUTES[0] <= needed <= CORE_MINUTES[1]:
        mend = f"move parts to *More* or back, until it is {CORE_MINUTES[0]} to {CORE_MINUTES[1]}"
        yield Broken(name="core-minutes", place="lesson", rule=f"its core needs about {needed:.1f} minutes", mend=mend)
    if abs(needed - entry.minutes) > STATED_FROM_NEEDED:
        rule = f"module.yml states {entry.minutes:g} minutes, its core needs about {needed:.0f}"
        yield Broken(name="core-minutes", place="lesson", rule=rule, mend="state the minutes of the core")
    yield from _more_rules(prose)
    yield from _action_rules(pieces, words)


def _more_rules(prose: list[Passage]) -> Iterator[Broken]:
    """Each *More* part says how long it takes before it begins to tell."""
    seen = ""
    for piece in prose:
        if piece.more and piece.section != seen and not _MINUTES.search(plain_text(piece.text)):
            rule, mend = "this *More* part does not state its minutes", "say below its heading how long it takes"
            yield Broken(name="more-minutes", place=piece.place, rule=rule, mend=mend)
        seen = piece.section


def _action_rules(pieces: list[Passage], words: dict[int, int]) -> Iterator[Broken]:
    """A reader of a story needs no button; elsewhere somebody who only reads stops reading."""
    gap, first = 0, pieces[:1]
    for piece in [*pieces, None]:
        if piece is None or (piece.kind == CODE and _ACTION.search(piece.text)):
            if gap > WORDS_WITHOUT_ACTION:
                rule = f"{gap} words without an action from here on"
                mend = f"let the learner answer or decide something every {WORDS_WITHOUT_ACTION} words"
                yield Broken(name="action", place=first[0].place, rule=rule, mend=mend)
            gap, first = 0, []
        elif piece.kind not in (CODE, CASE) and piece.section not in _FIXED:
            first = first or [piece]
            gap += words[id(piece)]


def _promise_rules(pieces: list[Passage]) -> Iterator[Broken]:
    prose = [piece for piece in pieces if piece.kind != CODE]
    opening = prose[0] if prose else None
    if opening is None or not _QUESTION.search(opening.text):
        rule, mend = "the first line asks no question", "write '**The question.** ...?' below the title"
        yield Broken(name="", place=opening.place if opening else "lesson", rule=rule, mend=mend)
    sections = list(dict.fromkeys(piece.section for piece in prose))
    for wanted in ("On your desk", "The question again"):
        if wanted not in sections:
            rule, mend = f"the section '## {wanted}' is missing", "add it before '## Summary'"
            yield Broken(name="", place="headings", rule=rule, mend=mend)
        elif "Summary" in sections and sections.index(wanted) > sections.index("Summary"):
            rule, mend = f"the section '## {wanted}' comes after '## Summary'", "move it before"
            yield Broken(name="", place="headings", rule=rule, mend=mend)
    desk = [piece for piece in prose if piece.section == "On your desk"]
    lines = sum(len(_BULLET.findall(piece.text)) for piece in desk)
    if desk and lines != DESK_LINES:
        mend = f"give {DESK_LINES} that can be used: in a brief, an order, an agreement, a question"
        yield Broken(name="", place=desk[0].place, rule=f"{lines} lines under '## On your desk'", mend=mend)
    kinds = [piece.kind for piece in prose if piece.kind in (BACKGROUND, CASE)]
    if CASE in kinds and kinds[0] != BACKGROUND:
        case = next(piece for piece in prose if piece.kind == CASE)
        rule = "the case begins before its background is told"
        mend = "write two or three sentences before it, marked <!-- background -->: who, over what, since when"
        yield Broken(name="background", place=case.place, rule=rule, mend=mend)
    beliefs = [piece for piece in prose for _ in _BELIEF.findall(piece.text)]
    if len(beliefs) > COMMON_BELIEFS:
        rule = f"{len(beliefs)} times 'common belief' in one lesson"
        mend = "keep one; let a person hold the other, a table contradict it, or the learner bet on it"
        yield Broken(name="common-belief", place=beliefs[-1].place, rule=rule, mend=mend)
