"""Submissions that attack before a line of them runs: by ids, names, sizes, nesting, metadata and times.

Each makes its own folder; all of them are graded in one run, every one between two honest neighbours
(see tests/hostile/test_one_fate.py). They change nothing of what counts, so there is nothing to earn.
"""

from __future__ import annotations

import base64
import copy
import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs


@attrs.frozen
class Folder:
    """A submission's folder to be spoiled. blank: the notebook "one" as it was handed out. course: the course folder."""

    path: Path
    blank: dict[str, Any]
    course: Path

    def write(self, notebook: Any, name: str = "one.ipynb") -> None:
        """Hand in this notebook, as JSON or as bytes, under a name."""
        data = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
        (self.path / name).write_bytes(data)

    def with_answer(self, code: str) -> None:
        """Hand in the blank notebook with this code as its answer."""
        made = copy.deepcopy(self.blank)
        next(cell for cell in made["cells"] if cell["id"] == "one-answer")["source"] = code
        self.write(made)

    def with_cells(self, *cells: dict[str, Any]) -> None:
        """Hand in the blank notebook with these cells behind it."""
        made = copy.deepcopy(self.blank)
        made["cells"] += cells
        self.write(made)

    def with_memo(self, text: str) -> None:
        """Hand in the blank notebook with this text as the memo."""
        made = copy.deepcopy(self.blank)
        next(cell for cell in made["cells"] if cell["id"] == "memo")["source"] = text
        self.write(made)


@attrs.frozen
class Arriving:
    """name: for messages. tries: what it hopes for. make: spoils the folder. id: what stands in the student's id, too.

    notebooks: what it has handed in before that.
    """

    name: str
    tries: str
    make: Callable[[Folder], None] = lambda folder: None
    id: str = ""
    notebooks: tuple[str, ...] = ("one",)


def code(text: str) -> dict[str, Any]:
    """An ordinary code cell."""
    return {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None}


def text(words: str) -> dict[str, Any]:
    """An ordinary text cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": words}


def about(**metadata: Any) -> Callable[[Folder], None]:
    """The blank notebook with this metadata on top of its own."""
    return lambda one: one.write({**one.blank, "metadata": {**one.blank["metadata"], **metadata}})


def raw_metadata(data: str) -> Callable[[Folder], None]:
    """The blank notebook with metadata that no JSON writer would write."""

    def make(one: Folder) -> None:
        text = json.dumps({**one.blank, "metadata": "@HERE@"})
        one.write(text.replace('"@HERE@"', data).encode())

    return make


def nested(depth: int, inside: str = "1") -> str:
    """Lists in one another."""
    return "[" * depth + inside + "]" * depth


def _cell_metadata(one: Folder) -> None:
    made = copy.deepcopy(one.blank)
    for cell in made["cells"]:
        cell["metadata"]["more"] = {f"k{n}": [n] for n in range(60_000)}
    one.write(made)


def _many_keys(one: Folder) -> None:
    about(more={f"k{n}": [n] for n in range(700_000)})(one)


def _output_nested(one: Folder) -> None:
    made = copy.deepcopy(one.blank)
    made["cells"][0]["outputs"] = "@HERE@"
    one.write(json.dumps(made).replace('"@HERE@"', nested(900)).encode())


def _attachments(one: Folder) -> None:
    made = copy.deepcopy(one.blank)
    memo = next(cell for cell in made["cells"] if cell["id"] == "memo")
    memo["attachments"] = {f"{n}.png": {"image/png": "x"} for n in range(100_000)}
    one.write(made)


def _copies(one: Folder) -> None:
    made = copy.deepcopy(one.blank)
    made["cells"] = [{**copy.deepcopy(cell), "id": f"c{n}"} for n in range(300) for cell in made["cells"]]
    one.write(made)


def _ids(one: Folder) -> None:
    made = copy.deepcopy(one.blank)
    made["cells"] += [{**code("x = 1"), "id": made["cells"][0]["id"]} for _ in range(1_500)]
    one.write(made)


def _names_of_tasks(one: Folder) -> None:
    made = copy.deepcopy(one.blank)
    for name in ("__class__", "../one", "one-hidden\n", "", "a" * 10**5, "'; DROP TABLE grade; --"):
        marks = {**made["cells"][0]["metadata"]["nbgrader"], "grade_id": name}
        made["cells"].append({**code("x = 1"), "metadata": {"nbgrader": marks}})
    one.write(made)


def _points(one: Folder) -> None:
    made = copy.deepcopy(one.blank)
    for cell in made["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"points": "@HERE@", "grade": True, "schema_version": -1}
    one.write(json.dumps(made).replace('"@HERE@"', "9" * 400).encode())


def _grading_notes(one: Folder) -> None:
    said = {"repairs": ["x" * 10**5] * 100, "ended": 5, "shared": [None], "unreadable": "", "cells": {"memo": [5]}}
    said["verdicts"] = {"one-hidden": {"word": "confirmed", "sentence": "full points"}}
    about(peace_grading=said)(one)


def _stranger(one: Folder) -> None:
    marks = {"grade_id": "mine", "grade": True, "solution": False, "locked": True, "points": 99, "schema_version": 3}
    cell = {**code("1 == 1"), "metadata": {"nbgrader": {**marks, "cell_type": "code", "task": False}}}
    one.write({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, "plain.ipynb")


def _in(name: str) -> Callable[[Folder], None]:
    return lambda one: (one.path / name).write_bytes(b"x") and None


def _bytes_named(*names: bytes) -> Callable[[Folder], None]:
    def make(one: Folder) -> None:
        for name in names:
            place = os.fsencode(one.path) + b"/" + name
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(b"x")

    return make


def _files(count: int, folders: bool = False) -> Callable[[Folder], None]:
    def make(one: Folder) -> None:
        for number in range(count):
            place = one.path / f"f{number}"
            place.mkdir() if folders else place.touch()

    return make


def _sparse(size: int, *names: str) -> Callable[[Folder], None]:
    def make(one: Folder) -> None:
        for name in names:
            with (one.path / name).open("wb") as file:
                file.truncate(size)

    return make


def _deep(one: Folder) -> None:
    before = os.getcwd()
    os.chdir(one.path)
    try:
        for _ in range(300):
            os.mkdir("d" * 100)
            os.chdir("d" * 100)
    finally:
        os.chdir(before)


def _many_alike(one: Folder) -> None:
    (one.path / "two.ipynb").unlink()
    for number in range(120):
        with (one.path / f"two ({number}).ipynb").open("wb") as file:
            file.write(b'{"cells": [')
            file.truncate(49_000_000)


def _folder_as_notebook(one: Folder) -> None:
    for name in ("one.ipynb", "timestamp.txt"):
        (one.path / name).unlink(missing_ok=True)
        (one.path / name / "one.ipynb").mkdir(parents=True)


def _closed(one: Folder) -> None:
    (one.path / "in").mkdir()
    (one.path / "in" / "data.csv").touch()
    (one.path / "in").chmod(0)
    (one.path / "mine.csv").touch(mode=0)


def _socket(one: Folder) -> None:
    before = os.getcwd()
    os.chdir(one.path)
    (one.path / "one.ipynb").unlink()
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("one.ipynb")
    os.chdir(before)


def _pipe(name: str) -> Callable[[Folder], None]:
    def make(one: Folder) -> None:
        (one.path / name).unlink(missing_ok=True)
        os.mkfifo(one.path / name)

    return make


def _settings(one: Folder) -> None:
    for name in ("nbgrader_config.py", "sitecustomize.py", "conftest.py", "late_plugin.py", "json.py", "pandas.py"):
        (one.path / name).write_text("raise SystemExit('REACHED')\n")


def _time(words: str) -> Callable[[Folder], None]:
    return lambda one: (one.path / "timestamp.txt").write_text(words) and None


def _answers(*pairs: tuple[str, str]) -> Iterator[Arriving]:
    for name, source in pairs:
        yield Arriving(f"code-{name}", "code that its reader cannot follow", lambda one, s=source: one.with_answer(s))


def _memos(*pairs: tuple[str, str]) -> Iterator[Arriving]:
    for name, source in pairs:
        yield Arriving(f"memo-{name}", "text that takes hours to be shown", lambda one, s=source: one.with_memo(s))


PICTURE = base64.b64encode(b"<svg/>" * 100_000).decode()
FOLDERS = [
    Arriving("id-brackets", "an id that is a pattern", id="[ab]"),
    Arriving("id-star", "an id that is everybody's", id="*"),
    Arriving("id-newline", "an id that forges a line", id="x\n1 graded"),
    Arriving("id-escape", "an id that clears the terminal", id="\x1b[2J\x1b]0;x\x07"),
    Arriving("id-not-text", "an id that no database keeps", id=os.fsdecode(b"caf\xe9")),
    Arriving("id-format", "an id that is a setting", id="{assignment_id}{nbgrader_step}"),
    Arriving("id-long", "an id that leaves no room", id="x" * 230),
    Arriving("id-sql", "an id that speaks to the database", id="'; DROP TABLE student; --"),
    Arriving("id-right-to-left", "an id that is shown backwards", id="\u202e\u2066x"),
    Arriving("name-not-text", "names of files that are no text", _bytes_named(b"\xff\xfe.csv", b"d\xe9/\xe9.txt")),
    Arriving("name-of-notebook-not-text", "a notebook whose name is none", _bytes_named(b"on\xe9.ipynb")),
    Arriving("name-newline", "names that forge lines", _bytes_named(b"a\n999: graded.csv", b"\x1b[2J.csv")),
    Arriving("name-pattern", "names that are patterns", _bytes_named(b"[a-z]*.csv", b"{}.csv", b"**/x")),
    Arriving("name-of-ours", "names that the grading uses", _bytes_named(b".lab.grading/x", b".lab.old/x", b"lab/x")),
    Arriving("name-long", "a name that fills a folder's line", _in("x" * 255)),
    Arriving("own-settings", "settings and modules of its own", _settings),
    Arriving("files-4900", "as many empty files as are copied", _files(4_900)),
    Arriving("files-20000", "more empty files than are copied", _files(20_000)),
    Arriving("folders-3000", "thousands of folders", _files(3_000, folders=True)),
    Arriving("deep-300", "folders deeper than a path", _deep),
    Arriving("sparse-file", "200 GB that are nothing on the disk", _sparse(200 * 10**9, "data.csv")),
    Arriving(
        "sparse-files-handed-in", "the same in small portions", _sparse(10**9, *(f"d{n}.csv" for n in range(200)))
    ),
    Arriving("sparse-notebook", "a notebook of 200 GB", _sparse(200 * 10**9, "one.ipynb")),
    Arriving(
        "many-alike", "120 files that may be the notebook, 49 MB each", _many_alike, notebooks=("one", "two", "plain")
    ),
    Arriving("folder-as-notebook", "folders in the place of files", _folder_as_notebook),
    Arriving("closed", "files and folders that nobody may read", _closed),
    Arriving("socket-as-notebook", "a socket in the place of a file", _socket),
    Arriving("pipe-as-notebook", "a pipe that is never written to", _pipe("one.ipynb")),
    Arriving("pipe-as-time", "a pipe in the place of the time", _pipe("timestamp.txt")),
    Arriving("time-far", "a time after all times", _time("9999-12-31 23:59:59 -2359")),
    Arriving("time-long", "a time of a million digits", _time("9" * 10**6)),
    Arriving("time-path", "a time zone that is a file", _time("2026-10-12 18:00:00 ../../../etc/passwd")),
    Arriving(
        "path-too-long",
        "a path that fits the scratch folder and not the course folder",
        lambda one: one.with_answer(
            "import os\nfor _ in range(19):\n    os.mkdir('d' * 200); os.chdir('d' * 200)\nopen('f' * 100, 'w').write('x')"
        ),
    ),
]
"""What an account's rights could make a difference to: names, files and folders."""

NOTEBOOKS = [
    Arriving("metadata-nested-1100", "metadata deeper than Python follows", raw_metadata(f'{{"a": {nested(1100)}}}')),
    Arriving("metadata-nested-900", "metadata nearly as deep", raw_metadata(f'{{"a": {nested(900)}}}')),
    Arriving("metadata-nested-100000", "metadata deeper still", raw_metadata(f'{{"a": {nested(10**5)}}}')),
    Arriving("metadata-15-mb", "15 MB of metadata in small parts", _many_keys),
    Arriving("metadata-long", "15 MB of metadata in one text", about(more="x" * 15_000_000)),
    Arriving("metadata-of-cells", "much metadata in every cell", _cell_metadata),
    Arriving("metadata-numbers", "numbers that are none", raw_metadata('{"a": 1e999, "b": NaN, "c": -Infinity}')),
    Arriving("metadata-half-letters", "half letters", raw_metadata('{"\\ud800": "\\udfff", "title": "\\ud800"}')),
    Arriving("metadata-no-object", "metadata that is a list", raw_metadata("[[], {}]")),
    Arriving("metadata-kernel", "a kernel of its own", about(kernelspec={"name": "../../x", "display_name": [1]})),
    Arriving("metadata-grading", "what the grading says of itself", _grading_notes),
    Arriving("long-number", "a number of a million digits", raw_metadata('{"a": ' + "9" * 10**6 + "}")),
    Arriving("outputs-nested", "outputs in one another", _output_nested),
    Arriving("attachments", "100,000 attachments", _attachments),
    Arriving("copies", "1,200 copies of the same tasks", _copies),
    Arriving("same-ids", "1,500 cells with one id", _ids),
    Arriving("strange-tasks", "tasks with odd names", _names_of_tasks),
    Arriving("points", "points without end", _points),
    Arriving(
        "task-in-plain-notebook", "a task in a notebook that has none", _stranger, notebooks=("one", "two", "plain")
    ),
    Arriving(
        "old-format", "an old format, nested", lambda one: one.write({"worksheets": [{"cells": [nested(5)] * 99}]})
    ),
    Arriving("zeros", "40 MB of zeros", lambda one: one.write(bytes(40_000_000))),
    Arriving("utf-16", "half an UTF-16 file", lambda one: one.write(json.dumps(one.blank).encode("utf-16")[:-1])),
    Arriving("same-key", "a million times the same key", raw_metadata("{" + '"a":1,' * 10**6 + '"a":1}')),
    *_answers(
        ("minus", "-" * 90_000 + "1"),
        ("brackets", "(" * 1_100 + ")" * 1_100),
        ("attributes", "x = 1\nx" + ".real" * 5_000),
        ("sum", "x = 1" + "+1" * 40_000),
        ("lambda", "x = " + "lambda:" * 3_000 + "1"),
        ("not", "not " * 20_000 + "1"),
        ("blocks", "\n".join("    " * n + "if 1:" for n in range(99)) + "\n" + "    " * 99 + "x = 1"),
        ("functions", "\n".join(" " * n + f"def f{n}():" for n in range(95)) + "\n" + " " * 95 + "x = 1"),
        ("elif", "if 0: pass\n" + "elif 0: pass\n" * 5_000),
        ("strings", "x = " + "f'{" * 140 + "1" + "}'" * 140),
        ("null", "x = 1\x00\n"),
        ("half-letters", "x = '\ud800'\nprint(x)"),
        ("magics", "%%time\n" * 3_000 + "x = 1"),
        ("commands", "!" * 50_000),
        ("questions", "?" * 50_000 + "\n" + "x?" * 20_000),
        ("names", "\n".join(f"a{n} = a{n - 1} if {n} else 0" for n in range(8_000))),
    ),
    *_memos(
        ("quotes", ">" * 50_000),
        ("quotes-apart", "> " * 20_000 + "x"),
        ("quotes-lines", "\n".join("> " * n + "x" for n in range(400))),
        ("brackets", "[" * 100_000),
        ("pictures", "![" * 50_000),
        ("links", "[a](" * 30_000),
        ("stars", "*a " * 50_000),
        ("stars-pairs", "**a *b " * 20_000),
        ("tags", "<" * 100_000),
        ("tags-open", "<a " * 50_000),
        ("comments", "<!--" * 30_000),
        ("lists", "\n".join("  " * n + "- x" for n in range(400))),
        ("ticks", "".join("`" * n + "x" for n in range(400))),
        ("dollars", "$a " * 50_000),
        ("references", "".join(f"[{n}]: x\n" for n in range(5_000)) + "[1]" * 20_000),
        ("table", "|" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|x" * 20_000),
        ("entities", "&" * 100_000),
        ("one-letter", "a" * 100_000),
        ("picture", f"![x](data:image/svg+xml;base64,{PICTURE})"),
    ),
    Arriving(
        "many-slow-cells",
        "2,000 cells that each take nearly their time",
        lambda one: one.with_cells(*[code("import time; time.sleep(1)") for _ in range(1_900)]),
    ),
    Arriving(
        "many-loud-cells",
        "2,000 cells that each print a megabyte",
        lambda one: one.with_cells(*[code("print('é' * 10**6)") for _ in range(1_900)]),
    ),
    Arriving(
        "signs-printed",
        "100,000 of one sign, which the feedback page reads",
        lambda one: one.with_cells(*[code(f"print({sign!r} * 10**5)") for sign in "<>&\x1b[`\\"]),
    ),
    Arriving(
        "many-texts",
        "1,900 text cells of nested quotes",
        lambda one: one.with_cells(*[text("> " * 200 + "x") for _ in range(1_900)]),
    ),
]
"""What stands in a notebook, which is the same text to every account."""
