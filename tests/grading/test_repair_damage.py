"""What strangers hand in: other formats, files that are no notebook, damage of any kind; and what must come out."""

from __future__ import annotations

import copy
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.grading.notebook.metadata import KEY
from course.grading.notebook.read import read_bytes
from course.grading.repair.read import read
from course.grading.repair.repair import repair
from tests.support.heavy_files import HEAVY
from tests.support.repairs import TESTS, Handout, at, find, id_of, mended, sound, to_bytes


def as_format_3(notebook: dict[str, Any]) -> bytes:
    """The notebook as an old program would save it; nbformat does it."""
    return nbformat.writes(nbformat.convert(nbformat.from_dict(notebook), 3)).encode()


def as_lists(notebook: dict[str, Any]) -> bytes:
    """The notebook with each text as a list of lines."""
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    return to_bytes(notebook)


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (as_format_3, "format 3"),
        (as_lists, ""),
        (lambda notebook: json.dumps(notebook).encode("utf-16"), "not saved in UTF-8"),
        (lambda notebook: b"\xef\xbb\xbf" + to_bytes(notebook), ""),
        (lambda notebook: to_bytes({**notebook, "nbformat": 7}), "format 4"),
        (lambda notebook: to_bytes({**notebook, "nbformat": "4", "nbformat_minor": []}), "format 4"),
        (lambda notebook: to_bytes({**notebook, "metadata": "none"}), "metadata could not be read"),
        (lambda notebook: to_bytes({**notebook, "cells": ["?", None, *notebook["cells"]]}), "no cell was left out"),
    ],
    ids=[
        "format 3",
        "lists of lines",
        "UTF-16",
        "byte order mark",
        "format 7",
        "odd versions",
        "no metadata",
        "no cells",
    ],
)
def test_a_file_of_another_make_is_read(history: Handout, write: Callable[[Any], bytes], told: str) -> None:
    """Is a notebook read, with its answers, that another program wrote in its own way?"""
    done = mended(history, write(history.answered()))
    assert done.unreadable == ""
    assert told in " ".join(map(str, done.repairs))
    wanted = {cell.name for cell in history.original.cells if cell.solution}
    for name in wanted:
        assert find(done.notebook, name)["source"] == find(history.answered(), name)["source"]


def test_format_3_is_read_as_nbformat_reads_it(history: Handout) -> None:
    """Are the cells' types and texts those that nbformat makes of a notebook in format 3, headings included?"""
    old = json.loads(as_format_3(history.answered()))
    old["worksheets"][0]["cells"].insert(0, {"cell_type": "heading", "level": 2, "metadata": {}, "source": "A heading"})
    new = nbformat.reads(json.dumps(old), as_version=4)
    done = mended(history, to_bytes(old))
    fixed = {cell.name for cell in history.original.cells if cell.fixed}
    ours = [(c["cell_type"], c["source"]) for c in done.notebook["cells"] if id_of(c) not in fixed]
    assert ours == [(c.cell_type, c.source) for c in new.cells if id_of(c) not in fixed]


# -- files that are no notebook --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t ",
        b"Dear teacher, here is my work.",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"PK\x03\x04" + b"\x00" * 500,
        b"\x00" * 1000,
        "Grüße".encode("latin-1"),
        "just a letter".encode("utf-16"),
        b"[]",
        b"null",
        b"42",
        b'"a notebook"',
        b"{}",
        b'{"cells": {}}',
        b'{"cells": null, "nbformat": 4}',
        b'{"worksheets": 3}',
        b'{"nbformat": 4, "metadata": {}, "nbformat_minor": 5, "cells": [{"cell_type": "code", "sou',
        b"[" * 1_000_000,
        b'{"cells":' * 100_000,
        b'{"cells": [], "x": ' + b"9" * 10_000 + b"}",
        b'{"cells": [' + b"{}," * 3_000 + b"{}]}",
        b'{"cells": [' + b"[]," * 2_000_000 + b"[]]}",
    ],
    ids=lambda data: repr(data[:20]),
)
def test_a_file_that_is_no_notebook_has_a_reason(history: Handout, data: bytes) -> None:
    """Does every such file give a reason and an unanswered notebook, without an exception?"""
    done = mended(history, data)
    assert done.unreadable.startswith(("The file", "The notebook has"))
    assert done.repairs[0].text.startswith(f"{done.unreadable} It gets zero points. If it opens on your computer,")
    assert done.notebook["metadata"][KEY]["ended"] == done.unreadable
    assert find(done.notebook, "memo")["source"] == find(history.notebook(), "memo")["source"]


def test_a_file_that_is_too_large_is_not_given_a_size(tmp_path: Path) -> None:
    """Of 255 MB only the beginning is read: does the reason name the bound, and no size that the file does not have?"""
    with (tmp_path / "large.ipynb").open("wb") as file:
        file.truncate(255_000_000)
    reason = read(read_bytes(tmp_path / "large.ipynb")).unreadable
    assert reason.startswith("The file is larger than 50 MB")


@pytest.mark.parametrize("name", HEAVY)
def test_memory_has_a_bound(history: Handout, name: str) -> None:
    """Is a file that is made to be slow or large done in less than half a gigabyte? (benchmarks/repair.py has the time.)"""
    data = HEAVY[name]()
    tracemalloc.start()
    done = history.repair(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    sound(done, history)
    assert peak < 500_000_000


def _more(notebook: dict[str, Any], **metadata: Any) -> bytes:
    return to_bytes({**notebook, "metadata": {**notebook["metadata"], **metadata}})


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda made: _more(made, more={f"k{n}": [n] for n in range(100_000)}), "all metadata together are more than"),
        (lambda made: _more(made, more="x" * 1_000_001), "all metadata together are more than 1,000,000 letters"),
        (lambda made: _more(made, widgets="x" * 1_000_001), ""),
        (lambda made: find(made, "memo")["metadata"].update(k="x" * 1_000_001), "all but its nbgrader settings"),
        (
            lambda made: find(made, "memo").update(attachments={f"{n}.png": {"image/png": ""} for n in range(1_001)}),
            "attachments were more than 1,000",
        ),
        (lambda made: find(made, "memo").update(source="[" * 20_001), "it is shown as plain text"),
        (lambda made: find(made, "memo").update(source="[" * 2_000), "it is full of brackets"),
        (lambda made: made["cells"].extend(_text("x " * 9_000) for _ in range(9)), "it is shown as plain text"),
    ],
    ids=["many parts", "one text", "widgets", "a cell's", "attachments", "a long memo", "brackets", "many texts"],
)
def test_what_is_more_than_is_read_costs_itself_alone(history: Handout, spoil: Callable[[Any], Any], told: str) -> None:
    """Metadata, attachments and Markdown beyond their limit: left out or shown plainly, told, and every answer kept?"""
    notebook = history.answered()
    data = spoil(notebook)
    done = history.repair(data if isinstance(data, bytes) else to_bytes(notebook))
    sound(done, history)
    assert told in " ".join(repair.text for repair in done.repairs)
    assert len(json.dumps(done.notebook)) < 1_000_000
    for name in ("task1-answer", "memo"):
        kept = find(done.notebook, name)["source"]
        assert find(notebook, name)["source"] in (kept, "".join(kept.splitlines()[1:-1]))
        assert max(map(len, kept.splitlines())) < 1_000


def _text(words: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": words}


def test_a_picture_in_a_memo_does_not_count(history: Handout) -> None:
    """Is a memo with a large embedded picture left as it is?"""
    notebook = history.answered()
    find(notebook, "memo")["source"] = f"See: ![x](data:image/png;base64,{'A' * 400_000})"
    done = mended(history, notebook)
    assert done.repairs == ()
    assert find(done.notebook, "memo")["source"] == find(notebook, "memo")["source"]


def test_more_code_than_is_read_is_said(history: Handout) -> None:
    """Two million letters of code: a reason, and no hour of reading?"""
    notebook = history.answered()
    notebook["cells"] += [{"cell_type": "code", "metadata": {}, "source": "x = !ls\n" * 12_000} for _ in range(11)]
    assert "more than 1,000,000 letters of code" in history.repair(to_bytes(notebook)).unreadable


def test_huge_outputs_are_left_out(history: Handout) -> None:
    """Are 20 MB of printed output no reason to lose a point, and not in the result?"""
    notebook = history.answered()
    find(notebook, "task1-answer")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}]
    done = mended(history, notebook)
    assert done.repairs == ()
    assert len(json.dumps(done.notebook)) < 200_000


def test_without_executing_nothing_that_is_missing_passes(history: Handout) -> None:
    """When the learner's own outputs are graded, does a deleted test or an unreadable file still give no points?"""
    notebook = history.answered()
    shown = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": ["1", "0"]}}
    find(notebook, "task1-answer")["outputs"] = [shown]
    find(notebook, "task1-visible")["outputs"] = [{"output_type": "execute_result", "data": "2"}, 3]
    del notebook["cells"][at(notebook, "task2-visible")]
    done = repair(to_bytes(notebook), history.original, keep_outputs=True)
    nbformat.validate(nbformat.from_dict(done.notebook))
    assert find(done.notebook, "task1-answer")["outputs"] == [{**shown, "data": {"text/plain": "10"}}]
    for name in ("task1-visible", "task2-visible"):
        assert find(done.notebook, name)["outputs"][0]["ename"] == "NotRun"
    broken = repair(b"", history.original, keep_outputs=True).notebook
    assert all(find(broken, name)["outputs"][0]["evalue"] == "The file is empty." for name in TESTS)


# -- anything --------------------------------------------------------------------------------------------------------

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYS = ["cell_type", "source", "metadata", "id", "outputs", "attachments", "execution_count", "input", "level"]
MARKS = ["grade", "solution", "locked", "task", "points", "grade_id", "checksum", "schema_version", "cell_type"]
DEEP = ["tags", "jupyter", "execution", "format", "name", "deletable", "collapsed", "scrolled", "nbgrader"]
TOP = ["cells", "metadata", "nbformat", "nbformat_minor", "worksheets"]
NOTES = ["kernelspec", "language_info", "title", "authors", "widgets", "orig_nbformat", KEY]
anything = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@anything
@given(data=st.data())
def test_no_change_of_a_notebook_breaks_the_result(history: Handout, data: st.DataObject) -> None:
    """Whatever is deleted, copied, moved, cut or replaced by a value of any type: does what always holds still hold?"""
    notebook = history.answered()
    cells = notebook["cells"]
    for _ in range(data.draw(st.integers(1, 8))):
        if not isinstance(cells, list) or not cells:
            break
        place = data.draw(st.integers(0, len(cells) - 1))
        cell = cells[place]
        what = data.draw(
            st.sampled_from(["delete", "copy", "move", "cut", "value", "mark", "meta", "note", "swap", "top"])
        )
        if what == "delete":
            del cells[place]
        elif what == "copy":
            cells.insert(data.draw(st.integers(0, len(cells))), copy.deepcopy(cell))
        elif what == "move":
            cells.insert(data.draw(st.integers(0, len(cells) - 1)), cells.pop(place))
        elif what == "top":
            notebook[data.draw(st.sampled_from(TOP))] = data.draw(json_values)
        elif what == "note":
            if isinstance(notebook.get("metadata"), dict):
                notebook["metadata"][data.draw(st.sampled_from(NOTES))] = data.draw(json_values)
        elif not isinstance(cell, dict):
            continue
        elif what == "cut" and isinstance(cell.get("source"), str):
            half = data.draw(st.integers(0, len(cell["source"])))
            cells.insert(place + 1, {**copy.deepcopy(cell), "source": cell["source"][half:]})
            cell["source"] = cell["source"][:half]
        elif what == "value":
            cell[data.draw(st.sampled_from(KEYS))] = data.draw(json_values)
        elif what == "meta" and isinstance(cell.get("metadata"), dict):
            cell["metadata"][data.draw(st.sampled_from(DEEP))] = data.draw(json_values)
        elif what == "mark" and isinstance(cell.get("metadata"), dict):
            about = cell["metadata"].get("nbgrader")
            if isinstance(about, dict):
                about[data.draw(st.sampled_from(MARKS))] = data.draw(json_values)
        elif what == "swap":
            other = data.draw(st.sampled_from(cells))
            if isinstance(other, dict):
                cell["metadata"], other["metadata"] = other.get("metadata"), cell.get("metadata")
    nbformat.validate(nbformat.from_dict(repair(to_bytes(notebook), history.original, keep_outputs=True).notebook))
    first = mended(history, notebook)
    assert first == history.repair(notebook)
    # What was mended needs no mending: the result is an honest notebook.
    again = mended(history, first.notebook)
    assert not first.unreadable or again.unreadable == ""
    texts = [cell["source"] for cell in first.notebook["cells"]]
    assert [cell["source"] for cell in again.notebook["cells"]] == texts


@anything
@given(st.one_of(st.binary(max_size=300), json_values.map(lambda value: json.dumps(value).encode())))
def test_no_bytes_break_the_result(history: Handout, data: bytes) -> None:
    """Does every file give a notebook that can be graded?"""
    mended(history, data)


@anything
@given(data=st.data())
def test_no_flipped_byte_breaks_the_result(history: Handout, data: st.DataObject) -> None:
    """Does a file with damaged bytes give a notebook that can be graded?"""
    file = bytearray(to_bytes(history.answered()))
    for _ in range(data.draw(st.integers(1, 5))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    mended(history, bytes(file))
