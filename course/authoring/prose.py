"""A passage's Markdown as a reader reads it, its sentences, and the numbers in it.

Headings, tables, comments and the targets of links are taken away. A list item is a sentence of its own, as long as
it has the words for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SKIPPED = re.compile(r"^(#{1,6} .*|\|.*|```.*)$", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-*>]|\d+\.)\s+", re.MULTILINE)
_OBJECTIVE = re.compile(r"\*\*\d\.\d\*\*")
_INITIAL = re.compile(r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|St|No|Art|art|vol|e\.g|i\.e|etc|cf|p|pp)\.$")
_END = re.compile(r"(?<=[.!?])[\"”’)*_]*(?=\s|$)")

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FIGURE = r"\d{4}s|\d[\d,.\u202f]*\d|\d"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_LARGE = "hundred|thousand|million|billion"
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_IN_WORDS = (
    rf"(?:(?:{_SMALL}|{_TENS}|{_TEENS}|a|{_FIGURE})[ -])?(?:{_LARGE})(?: (?:{_LARGE}))*"
    rf"|(?:{_TENS})(?:-(?:{_SMALL}))?|{_TEENS}"
)
_DATE = rf"(?:\d{{1,2}} (?:(?:and|to) \d{{1,2}} )?{_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}})"
_ONE = rf"(?:{_DATE}|{_IN_WORDS}|{_FIGURE})"
_CODE = re.compile(r"`[^`]*`")
_STARRED = re.compile(r"(?<![\w*])\*(?=\S)[^*\n]+(?<=\S)\*(?![\w*])")
_NUMBER = re.compile(rf"(?<![\w./-]){_ONE}(?:(?:-|–| to ){_ONE})?(?![\w/])", re.IGNORECASE)


def plain_text(markdown: str) -> str:
    """The words of a piece of Markdown, paragraphs apart.

    >>> plain_text("## Title\\n\\n- **1.1** See [the report](https://un.org). <!-- F1.1 -->").strip()
    'See the report.'
    """
    text = _LINK.sub(r"\1", _COMMENT.sub("", markdown))
    text = _OBJECTIVE.sub("", _SKIPPED.sub("", text))
    text = _BULLET.sub("\n\n", text)
    return re.sub(r"[*_`]", "", text)


def words_of(text: str) -> list[str]:
    """The words of a plain text; a number with its signs is one word.

    >>> words_of("It's 3,400 men - no more.")
    ["It's", '3,400', 'men', 'no', 'more']
    """
    return re.findall(r"\w+(?:[.,'’-]\w+)*", text)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text. Abbreviations such as "Dr." and initials do not end one.

    >>> sentences("U. Thant agreed. Was he weak? He had no choice:")
    ['U. Thant agreed.', 'Was he weak?', 'He had no choice:']
    """
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        start = 0
        paragraph = " ".join(paragraph.split())
        for end in _END.finditer(paragraph):
            piece = paragraph[start : end.end()].strip()
            if piece and not _INITIAL.search(piece):
                found.append(piece)
                start = end.end()
        if rest := paragraph[start:].strip():
            found.append(rest)
    return found


def numbers(text: str) -> list[re.Match[str]]:
    """The numbers of a plain text that a reader has to keep: figures, and words from eleven up.

    A date is one number, and so is a span such as 1989-1994. Names like "1B" or "F1.4" are none.

    >>> [found[0] for found in numbers("On 16 May 1967 about 3,400 men of two armies, in lesson 1B, 1989 to 1994.")]
    ['16 May 1967', '3,400', '1989 to 1994']
    >>> [found[0] for found in numbers("In the 1990s nineteen died, four thousand fled, and one in ten came back.")]
    ['1990s', 'nineteen', 'four thousand']
    """
    return list(_NUMBER.finditer(text))


def starred(texts: Iterable[str]) -> str | None:
    """The first words in *stars* among the texts of a card, which shows stars as they are; None when there are none.

    >>> starred(["Two of `a * b * c`.", "It broke at *share*."])
    '*share*'
    """
    found = (_STARRED.search(_CODE.sub("", text)) for text in texts)
    return next((one[0] for one in found if one), None)


STARS = "use quotation marks, or `code`: a card shows the stars as they are"
"""How words in stars are mended."""
