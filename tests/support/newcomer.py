"""What the tests of the front door share: type a command as a newcomer would, and wait for the start page."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support import ROOT

# What git does not track, as .gitignore names it.
UNTRACKED = shutil.ignore_patterns(
    *(line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()), ".git"
)
TOKEN = "a-test"


def uv(*words: str | Path, cwd: Path | None = None) -> str:
    """Run the uv that stands beside this Python; returns what it printed, fails the test when it fails."""
    command = [Path(sys.executable).with_name("uv"), *words]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def lend_compiled(environment: Path) -> None:
    """Give an environment the compiled modules of the one that runs this: to compile all of Jupyter takes 40 s.

    Python looks at a file's time and size before it believes them, and both are the same in two copies of a package.
    """
    ours, (theirs,) = Path(sysconfig.get_path("purelib")), environment.glob("lib/python*/site-packages")
    for compiled in ours.rglob("__pycache__"):
        folder = theirs / compiled.relative_to(ours)
        if folder.parent.is_dir() and not folder.exists():
            shutil.copytree(compiled, folder)


def sh(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one shell line as a person types it, without a terminal; nothing is checked."""
    return subprocess.run(
        ["bash", "-c", command],
        cwd=cwd,
        env=dict(os.environ, **environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def start_page(command: Sequence[str], port: int, cwd: Path, seconds: float = 120) -> dict[str, Any]:
    """Start the course with `command`, wait until it serves its start page, stop it, and return that notebook.

    Fails the test with the command's last words when it ends early or does not answer in time.
    """
    log = cwd / f"server-{port}.log"
    environment = dict(os.environ, JUPYTER_TOKEN=TOKEN)
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    try:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and server.poll() is None:
            try:
                # The address a learner opens first leads to the start page ...
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/?token={TOKEN}", timeout=10) as answer:
                    assert answer.url.split("?")[0].endswith("/lab/tree/start-here.ipynb"), answer.url
                # ... and the page is there.
                address = f"http://127.0.0.1:{port}/api/contents/start-here.ipynb?token={TOKEN}"
                with urllib.request.urlopen(address, timeout=10) as answer:
                    return dict(json.load(answer))
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.3)
        raise AssertionError(f"{' '.join(command)} did not serve the start page. It said:\n{log.read_text()[-3000:]}")
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
