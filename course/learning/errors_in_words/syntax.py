"""Code that Python cannot read: brackets, quotation marks, `=` for `==`, spaces at the start of a line.

Python's own message says what it expected; here it becomes a sentence for people who never coded. The messages are
those of Python 3.11 to 3.14; one that is unknown here still gets its line and the place in it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Container

from course.learning.errors_in_words.sentences import Explanation, explanation
from course.learning.errors_in_words.spoken import unreadable_as_said, words_between

PARTNERS = {"(": ")", "[": "]", "{": "}", ")": "(", "]": "[", "}": "{"}
_TURNED = {"=>": ">=", "=<": "<=", "=!": "!=", "<>": "!=", "===": "==", "&&": "&", "||": "|"}
_STRAIGHT = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚`´", "'"),
}
_KEYBOARD = {
    **dict.fromkeys("–—−", "`-`"),
    "×": "`*`",
    "÷": "`/`",
    "≥": "`>=`",
    "≤": "`<=`",
    "≠": "`!=`",
    "，": "`,`",
    "（": "`(`",
    "）": "`)`",
    "：": "`:`",
    "…": "`...`",
    "\xa0": "a space",
}
_NAMED = re.compile(r"\s*([A-Za-z_]\w*(?:(?: +|-)[A-Za-z_]\w*)+)\s*=(?!=)")


def explain_unreadable(error: SyntaxError, code: str = "", names: Container[str] = ()) -> Explanation:
    """The sentence for a cell that Python cannot read. code: the whole cell, to look at the lines above the error's.

    names: what the kernel knows, to tell names with a sign forgotten between them from the words of a text.

    >>> explain_unreadable(SyntaxError("'(' was never closed", ("cell", 1, 4, "len(a", 1, 0))).slip
    'bracket not closed'
    """
    said, line = error.msg or "", error.lineno or 1
    text = (error.text or "").rstrip("\n")
    above = code.split("\n")[: line - 1]
    if isinstance(error, IndentationError):
        return _indent(said, line, text, above)
    if found := _between_lines(error, line, text, above):
        return found
    found = unreadable_as_said(said, line, text, names) or _bracket(said, line) or _sign(said, line)
    found = found or _quote(said, line, text, error.offset or 1) or _assignment(said, line, text)
    return found or _number(said, line, text) or _other(error, said, line, text, names)


def _indent(said: str, line: int, text: str, above: list[str]) -> Explanation:
    if "expected an indented block" in said:
        return explanation("block missing", line=line)
    if "unexpected indent" not in said:
        return explanation("block out of line", line=line)
    word = text.strip().split(" ")[0]
    last = next((place for place in range(len(above) - 1, -1, -1) if above[place].strip()), None)
    if last is not None and above[last][0].isspace():
        return explanation("one space too many", line=line, word=word)
    # Where it stands as the lines of a recipe above it do, it is right, and the line between them left the recipe.
    recipe = next((place for place, before in enumerate(above) if re.match(r"def\b", before)), None)
    if last is None or recipe is None or last == recipe or _spaces(text) not in map(_spaces, above[recipe + 1 : last]):
        return explanation("space at the start", line=line, word=word)
    return explanation("recipe left", line=last + 1, word=above[last].split(" ")[0])


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())


def _between_lines(error: SyntaxError, line: int, text: str, above: list[str]) -> Explanation | None:
    """A list or dictionary over several lines, of which one is not finished: Python may stop only in the next."""
    said = error.msg or ""
    if "':' expected after dictionary key" in said and text.strip().startswith("..."):
        return explanation("dots kept", line=line)
    if "forgot a comma" in said and text.strip() == "...":
        return explanation("dots kept", line=line)
    if "forgot a comma" in said and (error.end_lineno or line) > line:
        return explanation("comma missing", line=line, part=text.split(":")[-1].strip())
    before = above[-1].split("#")[0].rstrip() if above else ""
    inside = sum(map("\n".join(above).count, "([{")) > sum(map("\n".join(above).count, ")]}"))
    if "invalid syntax" in said and inside and re.match(r"\s*[\"'\w]", text) and re.search(r"[\"'\w]$", before):
        return explanation("comma missing", line=line - 1, part=before.split(":")[-1].strip())
    return None


def _bracket(said: str, line: int) -> Explanation | None:
    if found := re.search(r"'([([{])' was never closed", said):
        return explanation("bracket not closed", line=line, bracket=found[1], partner=PARTNERS[found[1]])
    if found := re.search(r"unmatched '([)\]}])'", said):
        return explanation("bracket too many", line=line, bracket=found[1], partner=PARTNERS[found[1]])
    if found := re.search(r"parenthesis '(.)' does not match opening parenthesis '(.)'", said):
        return explanation(
            "bracket of another kind", line=line, bracket=found[1], opened=found[2], partner=PARTNERS[found[2]]
        )
    return None


def _sign(said: str, line: int) -> Explanation | None:
    found = re.search(r"invalid (?:non-printable )?character '?(.?)'? ?\(?U\+([0-9A-F]+)", said)
    if not found:
        return None
    sign = chr(int(found[2], 16))
    if sign in _STRAIGHT:
        return explanation("quote of another kind", line=line, sign=sign, straight=_STRAIGHT[sign])
    shown = sign if sign.isprintable() else "space from another page"
    return explanation("sign unknown", line=line, sign=shown, straight=_KEYBOARD.get(sign, "another one"))


def _quote(said: str, line: int, text: str, offset: int) -> Explanation | None:
    if "unterminated" not in said:
        return None
    quote = text[offset - 1 : offset] if text[offset - 1 : offset] in ("'", '"') else '"'
    return explanation("quote not closed", line=line, quote=quote)


def _assignment(said: str, line: int, text: str) -> Explanation | None:
    named = _NAMED.match(text)
    words = re.split(r" +|-", named[1]) if named else []
    if named and "-" in named[1]:
        return explanation("name with a hyphen", line=line, name=named[1], better="_".join(words))
    if named and not any(keyword.iskeyword(word) for word in words):
        return explanation("name with a space", line=line, name=named[1], better="_".join(words))
    if "cannot assign to" not in said and "assignment" not in said and "Maybe you meant '=='" not in said:
        return None
    # At the left edge of a line it is a name that was meant; within brackets or behind a word it is a comparison.
    before = text.split("=")[0]
    within = sum(before.count(sign) for sign in "([{") > sum(before.count(sign) for sign in ")]}")
    compares = within or re.match(r"\s*(if|elif|while|return|assert)\b", text)
    return explanation("one equal sign" if compares else "name of a value", line=line)


def _number(said: str, line: int, text: str) -> Explanation | None:
    if "leading zeros" in said:
        return explanation("number with zeros", line=line)
    if "invalid decimal literal" in said:
        return explanation("number with a letter", line=line)
    if "invalid syntax" in said and (found := re.search(r"\b\d{1,3}(?: \d{3})+\b", text)):
        return explanation("number in groups", line=line, part=found[0], better=found[0].replace(" ", ""))
    return None


def _other(error: SyntaxError, said: str, line: int, text: str, names: Container[str]) -> Explanation:
    if "Missing parentheses in call to 'print'" in said:
        return explanation("print without brackets", line=line)
    if "expected ':'" in said:
        return explanation("colon missing", line=line)
    code = re.sub(r"""(["']).*?\1|#.*""", "", text)  # signs in a text or a comment are none of Python's
    for sign, better in _TURNED.items():
        if sign in code:
            return explanation("sign turned round", line=line, sign=sign, better=better)
    start = (error.offset or 1) - 1
    if "forgot a comma" in said:
        part = text[start : (error.end_offset or start + 2) - 1] if error.end_lineno in (None, line) else text[start:]
        part = part.strip() or text.strip()
        return words_between(line, part, names) or explanation("something between", line=line, part=part)
    if ending := re.search(r"(==|[=<>!]=|[=<>+*/&|,.-]|\b(?:and|or|not|import|in))\s*$", code):
        return explanation("nothing after", line=line, sign=ending[1])
    words = re.findall(r"\w+|\S", text[start:]) or [text.strip() or "its end"]
    return explanation("cannot be read", line=line, part=words[0])
