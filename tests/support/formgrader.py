"""A Jupyter server with nbgrader's formgrader on a course folder."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Self

from tests.support.browser import free_port


class Formgrader:
    """The server, running between `with` and its end. Its log lies beside the course folder."""

    def __init__(self, course: Path) -> None:
        self.port, self.token = free_port(), secrets.token_hex(16)
        options = [f"--port={self.port}", "--port-retries=0", f"--IdentityProvider.token={self.token}"]
        options += ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--ServerApp.root_dir={course}"]
        options += ["--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=True"]
        self.log = (course.parent / f"server-{self.port}.log").open("w")
        command = [sys.executable, "-m", "jupyter_server", *options]
        self.process = subprocess.Popen(command, cwd=course, stdout=self.log, stderr=self.log)

    def __enter__(self) -> Self:
        for _ in range(300):
            assert self.process.poll() is None, Path(self.log.name).read_text()
            try:
                self.ask("/api/status")
                return self
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        raise TimeoutError(Path(self.log.name).read_text())

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()

    def address(self, path: str) -> str:
        """The whole address of a page, with the token that opens it."""
        return f"http://127.0.0.1:{self.port}{path}?token={self.token}"

    def ask(self, path: str, method: str = "GET") -> Any:
        """The JSON that an address answers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.loads(answer.read())
