"""A real JupyterHub on a machine of its own: its proxy, the recipe of `hub/`, and accounts of the system.

The hub must be root, to start each server as the account that it belongs to. Everything runs where bubblewrap shows a
list of accounts, homes, an exchange and a /srv of this test's own, so nothing is added to the system and nothing stays.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from tests.support import ROOT
from tests.support.browser import free_port
from tests.support.ordinary_user import as_ordinary_user

CONFIG = ROOT / "hub" / "jupyterhub_config.py"
PROXY = ROOT / "node_modules" / ".bin" / "configurable-http-proxy"
PASSWORD = "one password for all who are played"
FIRST_NUMBER = 2001
ROOTS_HOME = "/srv"

# What the recipe leaves to the place: its own ports, and passwords that need no PAM.
PLAYED = """
load_subconfig({config!r})
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = {password!r}
c.JupyterHub.tornado_settings = {{"slow_spawn_timeout": 0}}
c.JupyterHub.services = [{{"name": "the-tests", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [
    {{"name": "the-tests", "services": ["the-tests"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}
]
"""


@attrs.frozen
class Hub:
    """A running hub. `address` ends without a slash; `top` holds the accounts' homes, the exchange and /srv."""

    address: str
    token: str
    top: Path
    numbers: dict[str, int]

    def home(self, name: str) -> Path:
        """Where the account's home is, seen from the test."""
        return self.top / "home" / name

    def types(self, name: str, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line of the shell as this account, in its home, with the course in its PATH; nothing is checked."""
        number = str(self.numbers[name])
        become = [] if name == "root" else ["setpriv", f"--reuid={number}", f"--regid={number}", "--init-groups"]
        home = ROOTS_HOME if name == "root" else f"/home/{name}"
        environment = {
            **_environment(),
            "HOME": home,
            "USER": name,
            "LOGNAME": name,
            "JUPYTER_CONFIG_PATH": str(CONFIG.parent / "everyone"),
        }
        return subprocess.run(
            [*machine(self.top), *become, "bash", "-c", f"cd {shlex.quote(home)} 2>/dev/null; {line}"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, path: str, method: str = "GET", body: Any = None, seconds: float = 60) -> Any:
        """An answer of the hub or of a user's server, as the hub's administrator or the server's owner gets it."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}{path}", data, method=method)
        request.add_header("Authorization", f"token {self.token}")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return json.loads(answer.read() or b"null")

    def start(self, name: str) -> None:
        """Begin to start a user's server."""
        with contextlib.suppress(urllib.error.HTTPError):  # the hub knows the user already
            self.ask(f"/hub/api/users/{name}", "POST")
        self.ask(f"/hub/api/users/{name}/server", "POST")

    def wait_for(self, name: str, seconds: float = 180) -> None:
        """Wait until a user's server is ready."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            server = self.ask(f"/hub/api/users/{name}")["servers"].get("")
            if not server or server["ready"]:
                break
            time.sleep(0.3)
        if not server or not server["ready"]:
            raise RuntimeError(f"The server of {name} did not start:\n{self.log()[-3000:]}")

    def log(self) -> str:
        """What the hub, its proxy and all servers have said."""
        return (self.top / "log.txt").read_text(errors="replace")


def machine(top: Path) -> list[str]:
    """The command before a command of root on the played machine."""
    line = ["bwrap", "--die-with-parent", "--dev-bind", "/", "/"]
    for file in ("passwd", "group"):
        line += ["--ro-bind", str(top / file), f"/etc/{file}"]
    line += ["--bind", str(top / "home"), "/home", "--bind", str(top / "srv"), "/srv"]
    line += ["--tmpfs", "/usr/local/share", "--bind", str(top / "share"), "/usr/local/share/nbgrader"]
    # The folders of Python and the course, readable by all; what makes an ordinary user of it is left out here.
    opened = as_ordinary_user([])
    return [*line, *opened[: opened.index("setpriv")]]


def _environment() -> dict[str, str]:
    programs = [str(Path(sys.executable).parent), str(PROXY.parent), os.environ["PATH"]]
    return {
        "PATH": os.pathsep.join(programs),
        "LANG": "C.UTF-8",
        **{name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ},
    }


def _accounts(top: Path, teachers: Sequence[str], students: Sequence[str]) -> dict[str, int]:
    numbers = {"root": 0, **{name: FIRST_NUMBER + n for n, name in enumerate([*teachers, *students])}}
    lines = [f"root:x:0:0::{ROOTS_HOME}:/bin/bash", "nobody:x:65534:65534::/nonexistent:/bin/false"]
    for folder in ("home", "share", "srv"):
        (top / folder).mkdir(mode=0o755)
    for name, number in numbers.items():
        if name != "root":
            lines.append(f"{name}:x:{number}:{number}::/home/{name}:/bin/bash")
            (top / "home" / name).mkdir(mode=0o700)
            os.chown(top / "home" / name, number, number)
    groups = [f"{name}:x:{number}:" for name, number in numbers.items()]
    (top / "passwd").write_text("\n".join(lines) + "\n")
    (top / "group").write_text("\n".join([*groups, "nogroup:x:65534:", f"teachers:x:3001:{','.join(teachers)}"]) + "\n")
    return numbers


@contextlib.contextmanager
def jupyterhub(teachers: Sequence[str], students: Sequence[str], before: str = "") -> Iterator[Hub]:
    """The hub of `hub/jupyterhub_config.py`, with an account for each name. It ends with all that it started.

    before: a line of the shell that root types first. The test must run as root.
    """
    top = Path(tempfile.mkdtemp(prefix="hub-"))  # pytest's own temporary folder is closed to others
    top.chmod(0o755)
    port, hub_port, proxy_port, token = free_port(), free_port(), free_port(), secrets.token_hex(16)
    try:
        numbers = _accounts(top, teachers, students)
        hub = Hub(f"http://127.0.0.1:{port}", token, top, numbers)
        if before:
            done = hub.types("root", before)
            assert done.returncode == 0, done.stderr
        played = top / "srv" / "jupyterhub" / "played.py"
        played.write_text(
            PLAYED.format(
                config=str(CONFIG), port=port, hub_port=hub_port, proxy_port=proxy_port, password=PASSWORD, token=token
            )
        )
        start = f"cd /srv/jupyterhub && exec {shlex.quote(sys.executable)} -m jupyterhub -f played.py"
        # In a list of processes of its own: when its first one ends, so do all servers, kernels and the proxy.
        words = [*machine(top), "--die-with-parent", "--unshare-pid", "--proc", "/proc", "bash", "-c", start]
        with open(top / "log.txt", "w") as log:
            process = subprocess.Popen(
                words, env={**_environment(), "HOME": ROOTS_HOME}, stdout=log, stderr=log, start_new_session=True
            )
        try:
            _wait_for(hub, process)
            yield hub
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _wait_for(hub: Hub, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError):
            hub.ask("/hub/api/users", seconds=5)
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterHub did not start:\n{hub.log()[-3000:]}")
