"""From a matplotlib drawing to a small SVG: sharp at any zoom, text stays text, and the same bytes on every run.

matplotlib writes an SVG for editors: each element in named groups, six decimals, the font named at each word. A lesson
holds five such pictures and must stay small, so what a browser does not need is left out: the groups, the names that
nothing refers to, decimals below a hundredth of a point. What is seen does not change.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

__all__ = ["FONTS", "as_data_uri", "svg_of", "with_shared_styles", "without_double_quotes"]

FONTS = "'DejaVu Sans',Verdana,Geneva,sans-serif"
"""matplotlib measures DejaVu Sans. Verdana, on Windows and macOS, is as wide; what else a system has is narrower."""

_STEP = re.compile(r"([MLQCZz])([^MLQCZz]*)")
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_TAG = re.compile(r"<[^>]+>")
_STYLE = re.compile(r'style="([^"]*)"')
_REFERENCE = re.compile(r"(?<=url\(#)[^)]+")
_GEOMETRY = frozenset(["x", "y", "width", "height", "transform", "points", "cx", "cy", "r"])
_NAMESPACE = "http://www.w3.org/2000/svg"


def svg_of(drawing: Any) -> str:
    """The drawing as SVG text on one line, without size, so that it fills whatever holds it.

    drawing: a matplotlib Figure. Its font is named once, at the root. The same drawing gives the same text.

    >>> from matplotlib.figure import Figure
    >>> svg_of(Figure(figsize=(1, 1)))[:72]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" font-family='
    """
    import matplotlib

    file = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "course"}):
        drawing.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    root = ElementTree.fromstring(file.getvalue())
    for element in root.iter():
        element.tag = _local(element.tag)
        # `href` without a namespace is SVG 2; browsers have known it since 2018.
        element.attrib = {_local(name): value for name, value in element.attrib.items()}
    names = _names(root)
    _shrink(root, names)
    root.attrib = {
        "xmlns": _NAMESPACE,
        "viewBox": _rounded(root.get("viewBox", ""), 1),
        "font-family": FONTS,
        "stroke-linejoin": "round",
    }
    return ElementTree.tostring(root, encoding="unicode")


def as_data_uri(svg: str) -> str:
    """The SVG as an address for `<img src='...'>`, in single quotes; a quarter shorter than in base 64.

    >>> as_data_uri("<svg fill='#fff'/>")
    'data:image/svg+xml,%3Csvg fill=%27%23fff%27/%3E'
    """
    return "data:image/svg+xml," + quote(svg, safe=' "=:/;,.()+-!*?@[]_~$|')


def with_shared_styles(svg: str) -> str:
    """The same picture with each style that several elements have written once, in a style sheet: half the size.

    For a picture that stands alone, as in an `img`: in a page its style sheet would reach other pictures.

    >>> with_shared_styles('<svg viewBox="0 0 9 9"><a style="fill:none" /><b style="fill:none" /></svg>')
    '<svg viewBox="0 0 9 9"><style>.c0{fill:none}</style><a class="c0" /><b class="c0" /></svg>'
    """
    several = [style for style, times in Counter(_STYLE.findall(svg)).items() if times > 1]
    names = {style: f"c{number}" for number, style in enumerate(several)}
    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    shared = _STYLE.sub(lambda found: f'class="{names[found[1]]}"' if found[1] in names else found[0], svg)
    start = shared.index(">") + 1
    return f"{shared[:start]}<style>{rules}</style>{shared[start:]}" if rules else shared


def without_double_quotes(svg: str) -> str:
    """The same picture with ' around attributes, which JSON need not escape; a tag that holds a ' stays as it is.

    >>> without_double_quotes('<a x="1">text</a>')
    "<a x='1'>text</a>"
    """
    return _TAG.sub(lambda tag: tag[0] if "'" in tag[0] else tag[0].replace('"', "'"), svg)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _names(root: ElementTree.Element) -> dict[str, str]:
    """A short new name for each id that something refers to."""
    used: dict[str, str] = {}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "href":
                used.setdefault(value.removeprefix("#"), f"a{len(used)}")
            for found in _REFERENCE.finditer(value):
                used.setdefault(found[0], f"a{len(used)}")
    return used


def _shrink(element: ElementTree.Element, names: dict[str, str], small: bool = False) -> None:
    """Rewrite the element's attributes, and lift the children of groups that say nothing out of them."""
    small = small or element.tag == "defs"
    _shorten(element, names, small)
    children: list[ElementTree.Element] = []
    for child in list(element):
        element.remove(child)
        # The style sheet sets how lines join, for everything in the page; the root says it for this picture alone.
        if child.tag in ("metadata", "style"):
            continue
        _shrink(child, names, small)
        if child.tag == "g" and not child.attrib:
            children += list(child)
        elif len(child) or child.attrib or (child.text or "").strip():
            children.append(child)
    for child in children:
        child.tail = None
        element.append(child)
    if element.tag != "text":
        element.text = (element.text or "").strip() or None


def _shorten(element: ElementTree.Element, names: dict[str, str], small: bool) -> None:
    kept = {}
    for name, value in element.attrib.items():
        if name == "id":
            if value in names:
                kept["id"] = names[value]
            continue
        text = _REFERENCE.sub(lambda found: names[found[0]], value)
        if name == "href":
            text = f"#{names[value.removeprefix('#')]}"
        # Markers and hatches are a few points wide; a tenth of a point would bend them.
        decimals = 2 if small else 1
        if name == "d":
            text = _relative(text, decimals)
        elif name in _GEOMETRY:
            text = _rounded(text, decimals)
        elif name == "style":
            text = re.sub(r"\s*([:;,])\s*", r"\1", re.sub(r"font-family: [^;]+;? ?", "", text))
            text = _NUMBER.sub(lambda found: _number(found[0], 2), text)
        if name == "transform":
            text = re.sub(r"^rotate\(-?0 [^)]*\)", "", text).strip()
        if text:
            kept[name] = text
    element.attrib = kept


def _relative(path: str, decimals: int) -> str:
    """A path with each point told from the one before, which is half as long, and without errors that add up.

    matplotlib writes the commands M, L, Q, C and z; a curve's points are all told from where the curve begins.
    """
    unit = 10**decimals
    here, start, told, last = (0, 0), (0, 0), [], ""
    for command, rest in _STEP.findall(path):
        if command in "Zz":
            told.append("z")
            here, last = start, "z"
            continue
        # Counted in whole units, so that rounding never adds up along the path.
        numbers = [round(float(number) * unit) for number in rest.split()]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        away = points if command == "M" else [(x - here[0], y - here[1]) for x, y in points]
        here = points[-1]
        if command == "M":
            start = here
        elif command == "L" and away == [(0, 0)] and last == "L":
            continue
        letter = command if command == "M" else command.lower()
        told.append(_joined(letter if command != last else " ", [n for point in away for n in point], decimals))
        last = command
    return "".join(told)


def _joined(letter: str, numbers: list[int], decimals: int) -> str:
    words = [_number(f"{number / 10**decimals}", decimals) for number in numbers]
    # A minus parts two numbers as well as a space does.
    return (letter + " ".join(words)).replace(" -", "-")


def _rounded(text: str, decimals: int) -> str:
    return _NUMBER.sub(lambda found: _number(found[0], decimals), text)


def _number(text: str, decimals: int) -> str:
    short = f"{float(text):.{decimals}f}".rstrip("0").rstrip(".")
    # A browser reads .5 as 0.5.
    return "0" if short in ("-0", "") else re.sub(r"^(-?)0\.", r"\1.", short)
