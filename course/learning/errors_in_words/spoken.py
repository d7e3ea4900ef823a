"""Code typed as a person would say it: text without quotation marks, an apostrophe, a number with a comma or a unit."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Container

import pandas as pd

from course.learning.errors_in_words.place import Place
from course.learning.errors_in_words.sentences import Explanation, explanation

_OF_CODE = {"and", "or", "not", "in", "if", "else", "for", "lambda"}
"""Words that can stand between two values. Python's other words, such as `is` or `from`, are plain English here."""
_SAID = {"supported", "contested", "wrong", "vague", "yes", "no", "true", "false", "agree", "disagree"}
"""Answers that the lessons ask for in words."""
_GIVEN = re.compile(r"(\s*\w+\s*=\s*)([^=#\s][^#]*?)\s*(?:#.*)?")
_PROSE = re.compile(r"(?:\d+ )?[^\W\d_](?:[\w ,.;:!?’-]|'(?=\w))*")
_NUMBER = r"(?<![\w.,])-?\d+(?:[.,]\d+)?"
_UNIT = re.compile(rf"(?P<number>{_NUMBER}) ?(?P<unit>%|(?!(?:st|nd|rd|th)\b)[^\W\d_]{{2,}}(?:[ \w%]*[\w%])?)$")
_PERCENT = re.compile(rf"(?P<number>{_NUMBER}) ?(?P<unit>%)(?=\s*(?:[,)\]]|$))")


def unreadable_as_said(said: str, line: int, text: str, names: Container[str] = ()) -> Explanation | None:
    """For code that Python cannot read. said: Python's words; text: the line; names: what the kernel knows.

    >>> unreadable_as_said("invalid syntax", 1, "gap = 10 points").mend
    'Write `10` alone. Leave the unit out, or put it into a comment at the end of the line: `# points`.'
    """
    if found := _apostrophe(line, text):
        return found
    one_mark = text.count('"') + text.count("'") == 1 and re.search(r"\w[.!?]?([\"'])\s*$", text)
    text = text[: one_mark.start(1)] if one_mark else text
    given = _GIVEN.fullmatch(text)
    if given and _is_prose(given[2], names, sure=bool(one_mark) or "expected 'else'" in said):
        return _without_quotes(line, given[2], text)
    if found := _unit(line, given[2] if given else "", text):
        return found
    if "leading zeros" in said and (comma := re.search(r"(?<![\w.])-?\d+,\d+", text)):
        return _comma(line, comma[0])
    return None


def words_between(line: int, part: str, names: Container[str]) -> Explanation | None:
    """For two things with nothing between them, within brackets: `10 points`, or a text of several words."""
    if found := _unit(line, part, part):
        return found
    part = part.rpartition("==")[2].strip()
    return _without_quotes(line, part, "") if _is_prose(part, names) else None


def name_meant_as_text(name: str, place: Place) -> Explanation | None:
    """For an unknown name that stands where a text belongs: the whole right side of `=`, or a value in a call."""
    given, whole = _GIVEN.fullmatch(place.text), place.statement
    value = whole.value if isinstance(whole, ast.Assign) else None
    if given and value is not None and not isinstance(value, ast.Name):
        bare = ast.Name, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Tuple
        words = [part.id for part in ast.walk(value) if isinstance(part, ast.Name)]
        plain = isinstance(value, bare) and _PROSE.fullmatch(given[2]) and " " in given[2]
        return _without_quotes(place.line, given[2], place.text) if plain and not _known(words, place.names) else None
    before = place.value(whole.targets[0]) if isinstance(whole, ast.Assign) else None
    if not isinstance(before, str) and name.casefold() not in _SAID and not _is_entry(name, place):
        return None
    if given and value is not None:
        return _without_quotes(place.line, given[2], place.text)
    calls = (part for part in place.parts() if isinstance(part, ast.Call))
    argument = any(isinstance(part, ast.Name) and part.id == name for call in calls for part in call.args)
    return _without_quotes(place.line, name, "") if argument else None


def comma_in_call(place: Place) -> Explanation | None:
    """For a call with one value too many: `check("m0-t6", -23,9)`."""
    found = re.search(r"(?<![\w.])-?\d+(?:, ?\d+)+(?=\s*\))", place.text)
    return _comma(place.line, found[0].replace(" ", "")) if found else None


def comma_in_value(place: Place) -> Explanation | None:
    """For a computation with a name that holds two whole numbers, because of `share = 45,3`."""
    for part in place.parts():
        pair = place.value(part)
        if isinstance(pair, tuple) and len(pair) == 2 and all(type(number) is int for number in pair):
            return _comma(place.where, f"{pair[0]},{pair[1]}")
    return None


def _comma(where: int | str, number: str) -> Explanation | None:
    better = number.replace(",", ".", 1).replace(",", "")
    if re.fullmatch(r"-?[1-9]\d{0,2}(,\d{3})+", number):  # thousands in English, decimals in French
        return explanation(
            "comma in a large number", line=where, number=number, whole=number.replace(",", ""), better=better
        )
    return (
        explanation("comma in a number", line=where, number=number, better=better) if number.count(",") == 1 else None
    )


def _known(words: list[str], names: Container[str]) -> bool:
    return any(word in names for word in words)


def _is_entry(name: str, place: Place) -> bool:
    """Whether a column of a table that the kernel knows holds this word."""
    tables = [held for known, held in place.names.items() if isinstance(held, pd.DataFrame) and known[0] != "_"]
    columns = (table[column] for table in tables for column in table.columns)
    return any((column == name).any() for column in columns if not pd.api.types.is_numeric_dtype(column))


def _is_prose(text: str, names: Container[str], sure: bool = False) -> bool:
    """Whether `text` is words in a row, and not names with a sign forgotten between them; sure: any words will do."""
    words = re.findall(r"[^\W\d_]+(?:['’-]\w+)*", text)
    if not _PROSE.fullmatch(text) or "_" in text or (text[0].isdigit() and len(words) < 4):
        return False
    if all(word in names or hasattr(builtins, word) or keyword.iskeyword(word) for word in words):
        return False
    rows = re.finditer(r"(?=\b([^\W\d_]+) +([^\W\d_]+)\b)", text)
    return sure or any(not {row[1], row[2]} & _OF_CODE for row in rows)


def _without_quotes(line: int, text: str, whole: str) -> Explanation:
    better = f'"{text}"'
    given = _GIVEN.fullmatch(whole)
    return explanation("text without quotes", line=line, text=text, better=f"{given[1]}{better}" if given else better)


def _unit(line: int, value: str, text: str) -> Explanation | None:
    found = (
        _UNIT.match(value)
        or (not set(value) & {'"', "'"} and _UNIT.search(value))
        or _PERCENT.search(re.sub(r"""(["']).*?\1|#.*""", "", text))
    )
    if not found or found["unit"].split(" ")[0] in _OF_CODE | {"is"}:
        return None
    better = found["number"].replace(",", ".")
    return explanation("number with a unit", line=line, part=found[0], better=better, unit=found["unit"])


def _apostrophe(line: int, text: str) -> Explanation | None:
    """A text between single marks that has one more of them inside: `'L'ONU decides'`."""
    for opening in re.finditer(r"(?:^|[=(,\[{:+])\s*(['‘’`´])(?!\1)", text):
        start, marks = opening.end(), "'" if opening[1] == "'" else "'‘’`´"
        closing = re.search(rf"[{marks}](?=\s*(?:[),\]}}:+#]|$))", text[start:])
        held = text[start : start + closing.start()] if closing else text[start:].rstrip(" )]}")
        plural = rf"[^{marks}]*\w[{marks}] (?!(?:{'|'.join(_OF_CODE)})\b)[^\W\d_][^{marks}]*"  # 'The states' armies'
        inside = re.search(rf"\w[{marks}][^\W\d_]", held) or (closing and re.fullmatch(plural, held))
        if '"' in held or not inside:
            continue
        rest = text[start + closing.end() :] if closing else text[start + len(held) :]
        better = f'{text[: opening.start(1)]}"{held}"{rest}'
        return explanation("apostrophe in a text", line=line, better=better.strip())
    return None
