"""A file is there as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from course.content import safe_files
from course.content.safe_files import write_whole


def test_a_new_text_replaces_the_old_one(tmp_path: Path) -> None:
    """Is the old text gone, the new one complete, and nothing left beside it?"""
    file = tmp_path / "file.txt"
    file.write_text("old and longer")
    write_whole(file, "né\n".encode())
    assert file.read_bytes() == "né\n".encode()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """When the disk is full, is the file of before there, and nothing half-written beside it?"""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "file.txt"
    file.write_text("old")
    monkeypatch.setattr(safe_files.os, step, full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Is the file behind a link written, and the link not replaced by a file?"""
    (tmp_path / "shared").mkdir()
    link = tmp_path / "grades.csv"
    link.symlink_to(tmp_path / "shared/grades.csv")
    write_whole(link, b"1")
    assert link.is_symlink()
    assert (tmp_path / "shared/grades.csv").read_bytes() == b"1"


def test_a_pipe_takes_what_is_written(tmp_path: Path) -> None:
    """Can a result be sent to a pipe or a device, such as /dev/stdout, and is that still there afterwards?"""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"name,points\n")
        assert os.read(reader, 100) == b"name,points\n"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
