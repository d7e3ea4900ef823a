"""Helpers for tests in a real browser: Chromium, a real JupyterLab, and axe-core.

Nothing here reaches the network: Chromium's background traffic is off, and JupyterLab listens on the
local machine only, behind a token. Both get fresh folders, so nothing of the user's own setup leaks in.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
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
import nbformat
from axe_playwright_python.sync_playwright import Axe
from nbformat.sign import NotebookNotary
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

from course.kernels.choice import KERNELS, WARM
from course.learning.workspace.launch import CONFIG, settings
from tests.support import ROOT

QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
)

# What JupyterLab and its parts write to the console on their own, word for word (an address follows
# in some of them). Anything else is taken for ours and fails the test.
JUPYTERLAB_NOISE = (
    # After a kernel restart: JupyterLab had asked the kernel that went away for its debugger and for a
    # thread of its own for widgets.
    "Could not restore the debugger state: Canceled future for debug_request message before replies were done",
    "Canceled future for create_subshell_request message before replies were done",
    # Notebook 7.6 at each opening of a notebook, with and without the course's extension.
    "page error: Cannot read properties of undefined (reading 'schema')",
    # A second page on the same kernel hears of the channels that the first one opened (ours need none).
    "Comm not found for comm id",
)

# JupyterLab asks for the list of kernels now and then; its server stumbles over one that ends at that moment.
_KERNEL_LIST = re.compile(r"status of 500 \(Internal Server Error\) \[http://127\.0\.0\.1:\d+/api/kernels\?\d+\]")

# Several tests share two processors, and a server reads the course with its first question.
expect.set_options(timeout=20_000)


def chromium_path() -> str:
    """The Chromium that Debian installs, or the one named by the variable CHROMIUM."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    raise RuntimeError("Chromium is missing. On Debian: apt-get install chromium. Or set CHROMIUM to its path.")


@contextlib.contextmanager
def chromium(width: int = 1100, height: int = 1400) -> Iterator[BrowserContext]:
    """A headless Chromium with a fresh user data folder."""
    with tempfile.TemporaryDirectory(prefix="course-chromium-") as folder, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=chromium_path(),
            args=list(QUIET),
            headless=True,
            viewport={"width": width, "height": height},
        )
        try:
            yield context
        finally:
            context.close()


def forget_site(context: BrowserContext, address: str) -> None:
    """Take from the browser what a site has kept in it, but not what the browser compiled of its scripts."""
    page = context.new_page()
    context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": address, "storageTypes": "cookies,local_storage,indexeddb"}
    )
    page.close()


def free_port() -> int:
    """A port of the local machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@attrs.frozen
class Server:
    """A running JupyterLab. `address` holds its token; `private` is its own folder of settings and keys."""

    address: str
    private: Path

    def trust(self, path: Path) -> None:
        """Let this JupyterLab show the saved widgets of a notebook without running it."""
        notary = NotebookNotary(data_dir=str(self.private / "jupyter_data_dir"))
        notary.sign(nbformat.read(path, as_version=4))
        notary.store.close()

    def stop_kernels(self) -> None:
        """End every kernel, so that a notebook that is made anew under an old name gets its own."""
        server, _, token = self.address.partition("/lab?token=")
        for kernel in json.loads(_ask(f"{server}/api/kernels", token)):
            _ask(f"{server}/api/kernels/{kernel['id']}", token, "DELETE")


def _ask(address: str, token: str, method: str = "GET") -> bytes:
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())


@contextlib.contextmanager
def jupyterlab(
    folder: Path,
    start: Sequence[str] = (),
    port: int = 0,
    token: str = "",
    without: str = "",
    warm: bool = False,
    **environment: str,
) -> Iterator[Server]:
    """A real JupyterLab on `folder`, with the course's settings. Stops it and its kernels at the end.

    start: what Python runs in place of JupyterLab itself, for example `course learn`. port and token: its
    address, so that a learner finds it again the next day. without: "server" for a server without the
    course's part, "extension" for a JupyterLab that has neither. warm: for many kernels; each is forked from one parent.
    """
    port, token = port or free_port(), token or secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="course-jupyter-", ignore_cleanup_errors=True) as private:
        names = "JUPYTER_CONFIG_DIR JUPYTER_DATA_DIR JUPYTER_RUNTIME_DIR IPYTHONDIR JUPYTERLAB_SETTINGS_DIR JUPYTERLAB_WORKSPACES_DIR"
        places = {name: str(Path(private) / name.lower()) for name in names.split()}
        mine = {**os.environ, **places, "PYTHONPATH": str(ROOT), **environment}
        mine = settings(mine) if without != "extension" else {**mine, "JUPYTER_CONFIG_PATH": str(CONFIG)}
        if without == "extension":
            # It is in the environment of whoever set this up, too (the package's shared data): switched off by name.
            off = Path(places["JUPYTER_CONFIG_DIR"]) / "labconfig" / "page_config.json"
            off.parent.mkdir(parents=True)
            off.write_text('{"disabledExtensions": {"military-partnerships": true}}')
        if warm:
            mine["JUPYTER_PATH"] = os.pathsep.join([_warm_kernel(Path(private)), mine.get("JUPYTER_PATH", "")])
        start = start or ("-m", "tests.support.lab", f"--ServerApp.root_dir={folder}")
        words = [sys.executable, *start, "--no-browser"]
        words += [f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
        # Tests drive JupyterLab's own commands (theme, restart) through this object.
        words += [
            "--LabApp.expose_app_in_browser=True",
            "--JupyterNotebookApp.expose_app_in_browser=True",
            "--allow-root",
        ]
        if without:
            words += ["--ServerApp.jpserver_extensions=course.learning.desk.server=False"]
        log = open(Path(private) / "log.txt", "w+b")
        server = subprocess.Popen(words, cwd=folder, env=mine, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, Path(log.name))
            yield Server(f"http://127.0.0.1:{port}/lab?token={token}", Path(private))
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
            log.close()


def _warm_kernel(private: Path) -> str:
    """A place for Jupyter's path, with a python3 that is forked when it has all imported that the tests' cells import."""
    kernel = json.loads((KERNELS / "kernels" / WARM / "kernel.json").read_text(encoding="utf-8"))
    kernel["metadata"]["kernel_provisioner"]["config"]["modules"] += [
        "course.learning.quiz.widget",
        "course.learning.ledger.ledger",
        "course.learning.progress.objectives",
        "course.learning.scenario.play",
        "course.learning.lab.explore",
        "course.learning.lab.check",
        "tests.support.quiz_items",
    ]
    place = private / "warm" / "kernels" / "python3" / "kernel.json"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(kernel), encoding="utf-8")
    return str(private / "warm")


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-2000:]}")


def write_notebook(path: Path, *cells: str) -> Path:
    """A notebook of code cells, not executed."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path


class Notebook:
    """One notebook open in JupyterLab, driven as a learner would, or by JupyterLab's own commands."""

    def __init__(
        self,
        context: BrowserContext,
        address: str,
        name: str,
        notebook7: bool = False,
        size: tuple[int, int] | None = None,
        page: Page | None = None,
    ) -> None:
        """Open it in a new page. size: of that page, when not the browser's. page: a JupyterLab with nothing open."""
        self.page: Page = page or context.new_page()
        # Chromium draws nothing in a page that lies behind another's, and gives it no focus.
        self.page.bring_to_front()
        if size:
            self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.problems: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", self._page_error)
        lab, _, token = address.partition("?")
        # A workspace of its own: two tests must not find each other's open tabs.
        self.address = f"{lab}/workspaces/w{secrets.token_hex(4)}/tree/{name}?{token}"
        if notebook7:
            self.address = f"{lab.removesuffix('lab')}notebooks/{name}?{token}"
        if page:
            self.js("await app.commands.execute('docmanager:open', {path: argument})", name)
            self.wait_for_kernel()
        else:
            self.open()

    def _page_error(self, error: Error) -> None:
        self._report(f"page error: {error}")

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._report(f"{message.text} [{(message.location or {}).get('url', '')}]")

    def _report(self, text: str) -> None:
        if not any(noise in text for noise in JUPYTERLAB_NOISE) and not _KERNEL_LIST.search(text):
            self.problems.append(text)

    def open(self) -> None:
        """Load the page and wait until the notebook and its kernel are there."""
        self.page.goto(self.address)
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        self.wait_for_kernel()

    def js(self, body: str, argument: Any = None) -> Any:
        """Run JavaScript with `app` (JupyterLab), `panel` (the notebook) and `argument`; await its value."""
        head = "async (argument) => { const app = window.jupyterapp; const panel = app.shell.currentWidget; "
        return self.page.evaluate(head + body + " }", argument)

    def wait_for_kernel(self, seconds: float = 60) -> None:
        """Wait until the kernel is idle."""
        self._until("return panel?.sessionContext?.session?.kernel?.status === 'idle'", seconds, "an idle kernel")

    def _until(self, body: str, seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(Error):  # the page may be loading
                if self.js(body):
                    return
            time.sleep(0.1)
        raise TimeoutError(f"waited {seconds} s for {what}")

    def run_all(self) -> None:
        """Run every cell and wait for the last one."""
        self.js("await app.commands.execute('notebook:run-all-cells')")
        self.wait_for_kernel()

    def theme(self, name: str) -> None:
        """Switch to "JupyterLab Light" or "JupyterLab Dark"."""
        self.js("await app.commands.execute('apputils:change-theme', {theme: argument})", name)
        light = "true" if name.endswith("Light") else "false"
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")
        time.sleep(0.5)  # the style sheet loads after the mark is set

    def restart_kernel(self) -> None:
        """Restart without the dialog."""
        self.js("await panel.sessionContext.session.kernel.restart()")
        self.wait_for_kernel()

    def stop_kernel(self) -> None:
        """Shut the kernel down; the page stays open."""
        self.js("await panel.sessionContext.shutdown()")
        self._until("return !panel.sessionContext.session?.kernel", 20, "the kernel's end")

    def save(self) -> None:
        """Save the notebook file."""
        self.js("await panel.context.save()")

    def close(self) -> None:
        """Close the page, letting JupyterLab forget unsaved work."""
        self.page.close(run_before_unload=False)

    def leave(self) -> Page:
        """Close every tab of JupyterLab, unsaved work too, and give back its page for another notebook."""
        self.js(
            "for (const tab of [...app.shell.widgets('main')]) {"
            " if (tab.context) tab.context.model.dirty = false;"
            " tab.dispose(); }"
            "if (document.body.dataset.jpThemeLight !== 'true')"
            " await app.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'});"
            # Its list of files asks again and again for the folder that it shows; another test may remove that.
            "await app.commands.execute('filebrowser:go-to-path', {path: '/', dontShowBrowser: true});"
            "app.shell.expandLeft(); localStorage.clear();"
        )
        self.page.unroute_all()
        self.page.remove_listener("console", self._listen)
        self.page.remove_listener("pageerror", self._page_error)
        return self.page


def tab_to(page: Page, selector: str, limit: int = 60, key: str = "Tab") -> None:
    """Press Tab until the focus is on an element that matches `selector`."""
    for _ in range(limit):
        if page.evaluate("(s) => !!document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press(key)
    focus = page.evaluate("document.activeElement?.outerHTML.slice(0, 200)")
    raise AssertionError(f"{limit} times {key} did not reach {selector}; the focus is on {focus}")


def axe_violations(page: Page, selector: str) -> list[str]:
    """What axe-core finds within `selector`, one line for each element at fault."""
    response = Axe().run(page, context=selector).response
    if not response["passes"]:
        raise AssertionError(f"axe-core found nothing to look at in {selector}")
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]
