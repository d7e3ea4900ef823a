"""A download read: a zip, a folder or a single file, made into pieces that lie under numbers in a folder of ours.

Whatever a zip says its files are called, they are written as 0, 1, 2: no name of a stranger is a path here. Zips within
are opened once more, not deeper. Links, files with a password, damaged and endless ones are named and left out; the
download itself is never changed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import attrs

from course.errors import PlatformError
from course.grading.platform.names import owner_of
from course.grading.submission.files import MOST_BYTES, open_ordinary, shown, survey

MOST_PIECES = 100_000
MOST_IN_ALL = 20_000_000_000
"""Bytes of all pieces of one run."""
_PASSED_OVER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__pycache__")
_UNIX_TIME = 0x5455
_UTF8, _PASSWORD = 0x800, 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error)


@attrs.frozen
class Piece:
    """One file of a download. parts: its path there, a zip within as a folder. file: where its bytes lie now.

    source: the download's number. time: of the file, UTC without a zone. in_zip: whether a zip told the time.
    """

    parts: tuple[str, ...]
    file: Path
    source: int
    time: dt.datetime
    in_zip: bool

    @property
    def place(self) -> str:
        """Its path in the download, for people."""
        return "/".join(self.parts)


class Arrived:
    """All pieces of some downloads.

    stage: an empty folder of ours for the bytes. zone: of the times in zips that say none.
    pieces: what was read. odd: what was not, a sentence each.
    """

    def __init__(self, stage: Path, zone: dt.tzinfo = dt.UTC) -> None:
        self.pieces: list[Piece] = []
        self.odd: list[str] = []
        self._stage, self._zone, self._sources, self._left = stage, zone, 0, MOST_IN_ALL
        self._written = 0

    def read(self, source: Path) -> None:
        """Take in one download. Errors: PlatformError when it is not there or cannot be read at all."""
        number, self._sources = self._sources, self._sources + 1
        try:
            if source.is_dir():
                found = survey(source, _PASSED_OVER, most_files=MOST_PIECES, most_bytes=MOST_IN_ALL)
                self.odd += [f"{shown(source / name)} is {what}. It was not taken." for name, what in found.odd.items()]
                for name in found.files:
                    self._file(source / name, name.parts, number)
            elif source.is_file():
                # A zip that somebody handed in has the person in its name; a download's name says nothing.
                self._file(source, (source.name,), number, opened=True)
            else:
                raise PlatformError(f"There is no file or folder {source}. To mend: name what the platform gave you.")
        except OSError as error:
            raise PlatformError(f"{source} cannot be read: {error.strerror}. To mend: look at its rights.") from None

    def _file(self, file: Path, parts: tuple[str, ...], number: int, opened: bool = False) -> None:
        about = file.stat()
        time = dt.datetime.fromtimestamp(about.st_mtime, dt.UTC).replace(tzinfo=None, microsecond=0)
        if _is_zip(parts, file):
            above = () if opened and owner_of(parts) is None else parts
            if self._zip(file, above, number, again=len(parts) == 1):
                return
            if opened:
                raise PlatformError(f"{file} is a zip that cannot be read. To mend: download it once more.")
        try:
            with open_ordinary(file) as descriptor, os.fdopen(os.dup(descriptor), "rb") as stream:
                self._keep(stream, parts, number, time, False)
        except OSError as error:
            self.odd.append(f"{shown(file)} cannot be read ({error.strerror}). It was not taken.")

    def _zip(self, file: Path, above: tuple[str, ...], number: int, again: bool) -> bool:
        """Take the files of a zip; False when it is none that can be read. again: open zips within it, too."""
        try:
            with zipfile.ZipFile(file) as opened:
                for entry in opened.infolist():
                    if len(self.pieces) >= MOST_PIECES:
                        raise PlatformError(
                            f"{shown(file.name)} holds more than {MOST_PIECES} files, which no class hands in. "
                            "To mend: look what it is."
                        )
                    self._entry(opened, entry, above, number, again)
        except _BROKEN:
            return False
        return True

    def _entry(
        self, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, above: tuple[str, ...], number: int, again: bool
    ) -> None:
        parts = (*above, *_parts(entry))
        name = "/".join(parts)
        mode = entry.external_attr >> 16
        if entry.is_dir() or not parts or _passed_over(parts):
            return
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            self.odd.append(f"{shown(name)} is a link or a device, not a file. It was not taken.")
            return
        if entry.flag_bits & _PASSWORD:
            self.odd.append(f"{shown(name)} has a password. It was not taken: ask for it without one.")
            return
        try:
            with opened.open(entry) as stream:
                piece = self._keep(stream, parts, number, self._time(entry), True)
        except _BROKEN as error:
            self.odd.append(f"{shown(name)} is damaged in the zip ({type(error).__name__}). It was not taken.")
            return
        if piece and again and _is_zip(parts, piece.file):
            before = len(self.pieces)
            if self._zip(piece.file, parts, number, False) and len(self.pieces) > before:
                self.pieces.remove(piece)
                piece.file.unlink()

    def _keep(
        self, stream: IO[bytes], parts: tuple[str, ...], number: int, time: dt.datetime, in_zip: bool
    ) -> Piece | None:
        """Write a stream to the stage; None, and a sentence, when it is longer than a submission may be."""
        target, self._written = self._stage / str(self._written), self._written + 1
        most, size = min(MOST_BYTES, self._left), 0
        with target.open("xb") as out:
            while block := stream.read(1 << 20):
                size += len(block)
                if size > most:
                    break
                try:
                    out.write(block)
                except OSError as error:  # no fault of the download, and true of all that comes after it
                    raise PlatformError(f"{self._stage} cannot be written: {error.strerror}.") from None
        if size > most:
            target.unlink()
            self.odd.append(f"{shown('/'.join(parts))} has more than {most // 1_000_000} MB. It was not taken.")
            return None
        self._left -= size
        piece = Piece(parts, target, number, time, in_zip)
        self.pieces.append(piece)
        return piece

    def _time(self, entry: zipfile.ZipInfo) -> dt.datetime:
        for tag, data in _extra(entry.extra):
            if tag == _UNIX_TIME and len(data) >= 5 and data[0] & 1:
                return dt.datetime.fromtimestamp(struct.unpack("<I", data[1:5])[0], dt.UTC).replace(tzinfo=None)
        try:
            local = dt.datetime(*entry.date_time, tzinfo=self._zone)
            return local.astimezone(dt.UTC).replace(tzinfo=None)
        except (ValueError, OverflowError):
            return dt.datetime(1980, 1, 1)


def _extra(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= 4:
        tag, size = struct.unpack("<HH", data[:4])
        yield tag, data[4 : 4 + size]
        data = data[4 + size :]


def _parts(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        # Python reads a name that says nothing about itself as one of DOS; many programs write UTF-8 all the same.
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = name.replace("\\", "/").split("/")
    return tuple(part for part in parts if part not in ("", ".", "..") and not part.endswith(":"))


def _passed_over(parts: tuple[str, ...]) -> bool:
    return parts[-1].startswith("._") or any(part in _PASSED_OVER for part in parts)


def _is_zip(parts: tuple[str, ...], file: Path) -> bool:
    # By its name, too: a text of Word is a zip inside.
    return parts[-1].lower().endswith(".zip") and zipfile.is_zipfile(file)
