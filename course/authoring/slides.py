"""An instructor's slides, made of a built lesson: one HTML file that needs no network.

The lesson's text, its pictures and its tables come from the notebook, questions and tasks from the catalogue. Text is
cut at sentences, so that a slide can be read from the last row. What a learner does with the notebook itself
(the import line, machinery, the ledger, the ticks) has no slide. What only the speaker sees: the sources, the minutes,
usual wrong answers, solutions. reveal.js lies in the folder beside this file, as its makers publish it.
"""

from __future__ import annotations

import html
import itertools
import math
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs
import jinja2
import mistune
import nbformat

from course.authoring.passages import BACKGROUND, CASE, CODE, MACHINERY, Passage, passages
from course.content.catalog import TITLE, Catalog, Module
from course.content.items import Choice, Item, Match, Multiple, Numeric, Order
from course.content.run_sheet import RunSheet, read_run_sheet
from course.content.tasks import Task
from course.errors import ExportError, UnknownNameError

WORDS = 60
"""A text slide holds about so many words; a longer sentence stands alone."""
LINES, LETTERS = 7, 350
"""A table shows so many rows, and fewer where they hold more letters than this."""
RESULT = 200
"""The most letters of a result that stands below its code."""
LICENCE = "CC BY 4.0"

_HERE = Path(__file__).parent
_VIEW = "application/vnd.military-partnerships.view+json"
_MADE_BY_BUILD = ("Words of this lesson", "Notes")
_KICKERS = {CASE: "The case", BACKGROUND: "Background"}
_QUESTION = re.compile(r"\*\*The question\.\*\*\s*(.+)")
_CITES = re.compile(r"<sup>(?:<a class=\"mpp-cite\".*?</a>(?:, )?)+</sup>")
_CITED = re.compile(r'href="#note-(\d+)"')
_NOTE = re.compile(r'^(\d+)\. <span id="note-\1"></span>(.*?)(?: <a class="mpp-back".*)?$', re.MULTILINE)
_TERM = re.compile(r'<a class="mpp-term"[^>]*>(.*?)</a>')
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?])(?=[\s*\"”)])[*\"”)]*\s+(?=[A-Z\"“*])")
_FOR_THE_NOTEBOOK = re.compile(r"Run the grey box below first\.|^\*You can skip this part")
_IMPORTS = re.compile(r"(?:from \S+ )?import ")


@attrs.frozen(kw_only=True)
class Slide:
    """One slide. kicker: the small line above the title. body: HTML. notes: Markdown that only the speaker sees."""

    title: str
    body: str
    kicker: str = ""
    notes: tuple[str, ...] = ()
    kind: str = "text"


def slides_page(lesson: str, course: Catalog, root: Path, more: bool = False) -> str:
    """The slides of a lesson as one HTML page. lesson: its short name ("1B"). root: the folder that holds modules/.

    more: whether the parts marked *More* have slides too; without them they fit an hour.

    Raises UnknownNameError for a lesson that is not there, and ExportError when its notebook has not been built.

    Example: `Path("slides-1B.html").write_text(slides_page("1B", catalog(), content_root()), encoding="utf-8")`
    """
    module, path = _find(lesson, course, root)
    if not path.is_file():
        raise ExportError(f"{path.name} is not there. Build it first: course build {path.with_suffix('.md').name}")
    notebook = nbformat.read(path, as_version=4)
    sheet = read_run_sheet(path.parent / "teaching.md", lesson)
    made = list(lesson_slides(notebook.cells, module, course, sheet, more))
    template = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(_HERE)).get_template(
        "slides.html.jinja"
    )
    return template.render(
        slides=[(slide, [_html(note) for note in slide.notes]) for slide in made],
        title=made[0].title,
        style=_reveal("reveal.css"),
        reveal=_reveal("reveal.js"),
        notes=_reveal("notes.js"),
    )


def _find(lesson: str, course: Catalog, root: Path) -> tuple[Module, Path]:
    known = {
        entry.file.partition("-")[0]: (module, root / "modules" / module.folder / f"{entry.file}.ipynb")
        for module in course.modules
        for entry in module.head.lessons
    }
    if lesson not in known:
        raise UnknownNameError("lesson", lesson, known)
    return known[lesson]


def _reveal(name: str) -> str:
    return (_HERE / "reveal" / name).read_text(encoding="utf-8")


def lesson_slides(
    cells: list[Any], module: Module, course: Catalog, sheet: RunSheet, more: bool = False
) -> Iterator[Slide]:
    """The slides of a built notebook's cells, in the lesson's order; the first one is the title. more: see slides_page.

    Example: `[slide.title for slide in lesson_slides(notebook.cells, module, course, sheet)]`
    """
    sources = dict(_NOTE.findall("\n".join(cell.source for cell in cells if cell.cell_type == "markdown")))
    heading = re.search(r"^# (.+)", cells[0].source, re.MULTILINE)
    asked = _QUESTION.search(cells[0].source)
    question = _plain(asked[1]) if asked else module.head.question
    title = heading[1] if heading else module.head.title
    yield _title(title, question, module)
    told = ""
    for piece in passages(cells[:-1]):  # the last cell is the way to the next notebook
        section = _TERM.sub(r"\1", piece.section) or title
        if section in _MADE_BY_BUILD or (piece.more and not more):
            continue
        made = list(_of_code(piece, cells[piece.cell - 1], section, module, course, sheet))
        if piece.kind != CODE:
            made = list(_of_text(piece, section, sources))
        if made and section != told:
            told = section
            say = sheet.of_section(section)
            made[0] = attrs.evolve(made[0], notes=(*([say] if say else []), *made[0].notes))
            if section == "The question again":
                yield Slide(title=section, body=_html(question), kind="question")
        yield from made


def _title(title: str, question: str, module: Module) -> Slide:
    lines = f"<p>{TITLE} · Module {module.id}: {html.escape(module.head.title)} · Text and pictures: {LICENCE}</p>"
    return Slide(
        title=title,
        body=f'<p class="question">{html.escape(question)}</p><footer>{lines}</footer>',
        kind="title",
        notes=("Press S for these notes in a window of their own, F for the whole screen, O for all slides.",),
    )


# Text ----------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    return _COMMENT.sub("", _TERM.sub(r"\1", _CITES.sub("", text))).strip()


def _html(text: str) -> str:
    return str(mistune.html(text)).strip()


def _without_more(section: str) -> str:
    title = section.removeprefix("More:").strip()
    return title[:1].upper() + title[1:]


def _of_text(piece: Passage, section: str, sources: dict[str, str]) -> Iterator[Slide]:
    kicker = "More" if piece.more else _KICKERS.get(piece.kind, "")
    title = _without_more(section)
    for subtitle, blocks in _sections(piece.text):
        for text, cited in _slidefuls(blocks):
            notes = tuple(sources[number] for number in cited if number in sources)
            yield Slide(title=subtitle or title, body=_html(text), kicker=kicker, notes=notes)


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The blocks of a passage below each of its smaller headings; "" where there is none."""
    subtitle = ""
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        heading = re.match(r"(#+) +(.+)", _COMMENT.sub("", block).strip())
        if heading:
            if blocks:
                yield subtitle, blocks
            subtitle, blocks = (_plain(heading[2]) if len(heading[1]) > 2 else ""), []
        elif _plain(block) and not _QUESTION.match(block) and not _FOR_THE_NOTEBOOK.search(_plain(block)):
            blocks.append(block)
    if blocks:
        yield subtitle, blocks


def _slidefuls(blocks: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Blocks cut and joined to about WORDS words a slide; each with the numbers of the notes it rests on."""
    text = ""
    cited: list[str] = []
    for block in blocks:
        numbers = _CITED.findall(block)
        for part in _cut(_plain(block)):
            if text and _words(text) + _words(part) > WORDS:
                yield text, cited
                text, cited = "", []
            text = f"{text}\n\n{part}" if text else part
            cited = [*cited, *(number for number in numbers if number not in cited)]
    if text:
        yield text, cited


def _cut(block: str) -> Iterator[str]:
    """A block in pieces of nearly one length, so that no slide is left with half a line."""
    wanted = _words(block) / math.ceil(_words(block) / WORDS)
    piece = ""
    for part in _parts(block):
        if piece and _words(piece) + _words(part) / 2 > wanted:
            yield piece.strip()
            piece = ""
        piece += part
    yield piece.strip()


def _words(text: str) -> int:
    return len(text.split())


def _parts(block: str) -> list[str]:
    """What a block may be cut into: the lines of a list, a whole table, the sentences of a paragraph."""
    if re.match(r"(?:[-*]|\d+\.) ", block):
        lines = re.split(r"\n(?=(?:[-*]|\d+\.) )", block)
        return [lines[0], *(f"\n{line}" for line in lines[1:])]
    if block.startswith(("|", "```", ">")):
        rows = block.splitlines()
        return ["\n".join(rows[: LINES + 2]) if block.startswith("|") else block]
    if _words(block) <= WORDS:
        return [block]
    places = [0, *(match.end() for match in _SENTENCE.finditer(block)), len(block)]
    found = [block[start:end].strip() for start, end in itertools.pairwise(places)]
    return [found[0], *(f" {sentence}" for sentence in found[1:])]


# Code cells and what they show ---------------------------------------------------------------------


def _of_code(
    piece: Passage, cell: Any, section: str, module: Module, course: Catalog, sheet: RunSheet
) -> Iterator[Slide]:
    if piece.kind != CODE:
        return
    views = [output.data[_VIEW] for output in cell.outputs if _VIEW in output.get("data", {})]
    for view in views:
        if view["kind"] == "quiz":
            for name in view["key"]["items"]:
                yield from item_slides(course.items[name], sheet)
        elif view["kind"] == "task":
            (task,) = (task for task in module.tasks if task.id == view["key"]["task"])
            yield task_slide(task, sheet)
        elif view["kind"] == "scenario":
            yield Slide(title=section, body="<p>Play the scenario in the notebook.</p>", kicker="Your turn")
        elif view["kind"] == "explorer":
            yield from _pictures(cell, view["data"]["words"], "The explorer")
    title = _without_more(section)
    if not views and not _IMPORTS.match(piece.text):
        shown = list(_pictures(cell, title, ""))
        if MACHINERY not in piece.tags:
            yield Slide(title=title, body=_code(piece.text) + _result(cell), kicker="Code", kind="code")
        yield from shown


def _code(text: str) -> str:
    return f"<pre><code>{html.escape(text, quote=False)}</code></pre>"


def _result(cell: Any) -> str:
    """A printed line or a number below its code; pictures and tables have slides of their own."""
    lines = [output.text for output in cell.outputs if output.output_type == "stream"]
    lines += [
        output.data["text/plain"]
        for output in cell.outputs
        if "data" in output and "text/html" not in output.data and "text/plain" in output.data
    ]
    text = "\n".join("".join(line).strip() for line in lines)
    number = re.fullmatch(r"np\.(float|int)64\((.+)\)", text)
    if number:
        text = f"{float(number[2]):.4g}" if number[1] == "float" else number[2]
    # A longer one is a whole list or text, and says again what stands in the code above it.
    return f'<p class="result">{html.escape(text)}</p>' if 0 < len(text) <= RESULT else ""


class _Shown(HTMLParser):
    """The pictures and the tables in a cell's HTML, without its styles."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if tag == "img":
            self.pictures.append((named.get("alt", ""), named["src"]))
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "caption"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("td", "th"):
            self.rows[-1][-1] += data


def _pictures(cell: Any, title: str, kicker: str) -> Iterator[Slide]:
    for output in cell.outputs:
        shown = _Shown()
        shown.feed("".join(output.get("data", {}).get("text/html", "")))
        for alt, source in shown.pictures:
            picture = f'<img alt="{html.escape(alt)}" src="{html.escape(source)}">'
            yield Slide(title=title, body=picture, kicker=kicker, notes=(html.escape(alt),), kind="picture")
        # A picture has its own table folded below it.
        if shown.rows and not shown.pictures:
            yield Slide(title=title, body=_table(shown.rows), kicker=kicker, kind="table")


def _table(rows: list[list[str]]) -> str:
    def line(row: list[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(value)}</{tag}>" for value in row) + "</tr>"

    head, *body = rows
    letters = itertools.accumulate(sum(map(len, row)) for row in body[:LINES])
    kept = body[: max(1, sum(so_far <= LETTERS for so_far in letters))]
    more = f'<p class="soft">The first {len(kept)} of {len(body)} rows.</p>' if len(body) > len(kept) else ""
    heads = "".join(f'<th scope="col">{html.escape(value)}</th>' for value in head)
    lines = "".join("<tr>" + "".join(f"<td>{html.escape(value)}</td>" for value in row) + "</tr>" for row in kept)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>{more}"


# Questions and tasks -------------------------------------------------------------------------------


def item_slides(item: Item, sheet: RunSheet) -> Iterator[Slide]:
    """Two slides of a question: first what is asked, then what is right and why.

    Example: `question, key = item_slides(catalog().items["m1-q14"], RunSheet((), {}))`
    """
    how = {Multiple: f"Choose {item.choose}" if isinstance(item, Multiple) else "", Order: "Put in order"}
    asked = how.get(type(item), "Which pairs?" if isinstance(item, Match) else "Question")
    options = "".join(f"<li>{_inline(option.text)}</li>" for option in getattr(item, "options", ()))
    body = f'<div class="stem">{_html(item.stem)}</div><ol class="letters">{options}</ol>'
    if isinstance(item, Match):
        targets = "".join(f"<li>{_inline(target.text)}</li>" for target in item.targets)
        body = (
            f'<div class="stem">{_html(item.stem)}</div><div class="columns"><ul>{options}</ul><ul>{targets}</ul></div>'
        )
    if isinstance(item, Numeric):
        body = f'<div class="stem">{_html(item.stem)}</div>' + (f"<p>In {item.unit}.</p>" if item.unit else "")
    yield Slide(title=f"Question {item.id}", body=body, kicker=asked, kind="item")
    right, others = _key(item)
    notes = (*sheet.answers.get(item.id, ()), *others)
    yield Slide(title=f"Answer to {item.id}", body=right, kicker="Answer", notes=notes, kind="key")


def _inline(text: str) -> str:
    return _html(text).removeprefix("<p>").removesuffix("</p>")


def _key(item: Item) -> tuple[str, list[str]]:
    """What stands on the answer's slide, and the feedback on everything else for the speaker."""
    if isinstance(item, Choice):
        right = [option for option in item.options if option.correct]
        body = "".join(f'<p class="key">{_inline(o.text)}</p><p>{_inline(o.feedback)}</p>' for o in right)
        return body, [f"{o.text}: {o.feedback}" for o in item.options if not o.correct]
    if isinstance(item, Numeric):
        body = f'<p class="key">{item.answer:g} {html.escape(item.unit)}</p><p>{_inline(item.feedback)}</p>'
        return body, [f"{slip.value:g}: {slip.feedback}" for slip in item.wrong]
    if isinstance(item, Order):
        steps = {step.id: step for step in item.options}
        body = "".join(f"<li>{_inline(steps[name].text)}</li>" for name in item.answer)
        return f'<ol class="key">{body}</ol>', [f"{step.text}: {step.feedback}" for step in item.options]
    assert isinstance(item, Match)
    targets = {target.id: target.text for target in item.targets}
    pairs = "".join(
        f"<tr><td>{_inline(step.text)}</td><td>{_inline(targets[item.answer[step.id]])}</td></tr>"
        for step in item.options
    )
    return f'<table class="key">{pairs}</table>', [f"{step.text}: {step.feedback}" for step in item.options]


def task_slide(task: Task, sheet: RunSheet) -> Slide:
    """A task as a prompt; its solution and its usual slips are for the speaker.

    Example: `task_slide(catalog().module("01").tasks[0], RunSheet((), {})).body`
    """
    notes = (
        f"One solution: `{task.solution}`",
        task.right,
        *sheet.answers.get(task.id, ()),
        *(f"A slip: {slip.says}" for slip in task.slips),
    )
    return Slide(title=f"Task {task.id}", body=_html(task.prompt), kicker="Your turn", notes=notes, kind="task")
