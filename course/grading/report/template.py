"""The report's templates: the files *.html.jinja beside this one, in which every value is text and never markup."""

from __future__ import annotations

import math
import re
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from course.content.page_policy import policy, tag
from course.grading.report.item_analysis import FEWEST

_CODE = re.compile(r"`([^`]+)`")
_EMPHASIS = re.compile(r"\*([^*]+)\*")


def figure(value: float, answers: int) -> str:
    """A figure with two decimals, or the words that stand in its place.

    >>> figure(0.456, 60), figure(0.456, 12), figure(float("nan"), 60)
    ('0.46', 'too few (12)', 'no figure')
    """
    if answers < FEWEST:
        return f"too few ({answers})"
    return "no figure" if math.isnan(value) else f"{value:.2f}"


def in_words(words: str) -> Markup:
    """Text of the teaching notes as HTML, with their `code` and *emphasis*; everything else stays text.

    >>> in_words("Read `a < b` *aloud*. <b>")
    Markup('Read <code>a &lt; b</code> <em>aloud</em>. &lt;b&gt;')
    """
    code = _CODE.sub(r"<code>\1</code>", str(escape(words)))
    return Markup(_EMPHASIS.sub(r"<em>\1</em>", code))


def render(template: str, **values: object) -> str:
    """A page as HTML. template: the name of its file. values: what it names; one that is missing is an error.

    >>> render("report.html.jinja", title="A < B", made="today", anonymous=False, book=None, items=None)[:15]
    '<!doctype html>'
    """
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    pages.filters["in_words"] = in_words
    pages.globals.update(figure=figure, svg=lambda chart: Markup(chart.svg), most=FEWEST, policy=Markup(tag(policy())))
    return pages.get_template(template).render(**values)
