"""Messages between processes that do not trust each other, or share no code: JSON over a socket that one inherits.

Not multiprocessing.connection: its `recv` unpickles, and who chooses a pickle chooses what code runs; its `recv_bytes`
waits without end for the rest of a message that has begun, and brings no open files along.

>>> here, there = pair()
>>> Channel(here).send({"do": "run"})
>>> Channel(there).receive(seconds=1)
{'do': 'run'}
"""

from __future__ import annotations

import functools
import json
import os
import socket
import struct
from collections.abc import Callable
from typing import Any, TypeVar

from course.kernels import fair_time

Received = TypeVar("Received")

LONGEST = 256 * 1024 * 1024
"""The most bytes of one message. A longer one ends the connection: the sender has gone wrong, or means harm."""
PATIENCE = 60.0
"""Seconds that the other end has to take a message off our hands; one that never reads is gone."""

_SMALL = 65_536
"""Bytes of a message that is copied once more, so that it goes out at one go."""


class ChannelClosed(Exception):
    """The other end has gone, or no longer speaks our language."""


class ChannelTimeout(Exception):
    """The other end has said nothing for the time agreed."""


class Channel:
    """One end of a connection. Not for use by two threads at once.

    end: a connected stream socket. longest: the most bytes that one message may have. `carried`: the bytes of all
    messages so far.
    Errors: ChannelClosed, ChannelTimeout.
    """

    def __init__(self, end: socket.socket, longest: int = LONGEST) -> None:
        self.end = end
        self.longest = longest
        self.carried = 0

    def send(
        self, message: dict[str, Any], descriptors: list[int] | None = None, seconds: float | None = PATIENCE
    ) -> None:
        """Send one message; `descriptors` are open files that the other end gets copies of.

        seconds: how long the other end may take to read it.
        """
        data = json.dumps(message).encode()
        head = struct.pack("!Q", len(data))
        self.carried += len(data)
        try:
            self.end.settimeout(seconds)
            if descriptors:
                socket.send_fds(self.end, [head], descriptors)
                self.end.sendall(data)
            elif len(data) < _SMALL:
                self.end.sendall(head + data)  # one message wakes the other end once
            else:
                self.end.sendall(head)
                self.end.sendall(data)
        except OSError as error:
            raise ChannelClosed(str(error)) from None

    def receive(self, seconds: float | None = None) -> dict[str, Any]:
        """The next message. seconds: how long to wait for all of it, by the fair clock; None waits for ever."""
        return self.receive_with(0, seconds)[0]

    def receive_with(self, most: int, seconds: float | None = None) -> tuple[dict[str, Any], list[int]]:
        """The next message and up to `most` open files that came with it."""
        until = None if seconds is None else fair_time.now() + seconds
        descriptors: list[int] = []
        head = b""
        try:
            if most:
                head, descriptors, _, _ = self._waiting(functools.partial(socket.recv_fds, self.end, 8, most), until)
                if not head:
                    raise ChannelClosed("the other end has closed")
            head += self._bytes(8 - len(head), until)
            (length,) = struct.unpack("!Q", head)
            if length > self.longest:
                raise ChannelClosed(f"a message of {length:,} bytes is too long")
            self.carried += length
            message = json.loads(self._bytes(length, until))
        except TimeoutError:
            raise ChannelTimeout from None
        except (OSError, ValueError, RecursionError, MemoryError) as error:
            raise ChannelClosed(str(error)) from None
        if not isinstance(message, dict):
            raise ChannelClosed("a message that is not an object")
        return message, descriptors

    def _waiting(self, read: Callable[[], Received], until: float | None) -> Received:
        """What `read` reads from the other end, which may take its time. Errors: TimeoutError."""
        if until is None:
            self.end.settimeout(None)
            return read()
        while True:
            left = until - fair_time.now()
            if left <= 0:
                raise TimeoutError
            self.end.settimeout(min(left, fair_time.STEP))
            try:
                return read()
            except TimeoutError:
                continue

    def _bytes(self, count: int, until: float | None) -> bytes:
        parts: list[bytes] = []
        while count:
            part = self._waiting(functools.partial(self.end.recv, min(count, 1 << 20)), until)
            if not part:
                raise ChannelClosed("the other end has closed")
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Close this end."""
        self.end.close()


def pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)


def from_descriptor(number: int) -> Channel:
    """The channel whose socket was inherited under this number."""
    os.set_inheritable(number, False)
    return Channel(socket.socket(fileno=number))
