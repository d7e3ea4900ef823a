"""Submissions that try to run a script in the instructor's browser, opened in a real one.

The course folder has no settings of ours: it is a stock nbgrader course on a machine where this package is installed.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from playwright.sync_api import BrowserContext, Page, Route

from course.grading.sandbox.bubblewrap import missing
from tests.hostile import scripts
from tests.support.browser import chromium
from tests.support.feedback_course import cell
from tests.support.formgrader import Formgrader

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")

NAME = "ps1"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAE0lEQVR4nGP8z8Dwn4GBgYEBRgMAFRcCAslWHIYAAAAASUVORK5CYII="
MEMO = """# A memo

The **force** of `1994` was small: see [the report](https://www.un.org/report?a=1&b=2 "Report").

| year | troops |
|------|-------:|
| 1994 | 270    |

Growth is $g = x^2 < 3$, and

```python
total = sum(troops)
```

![a plot](attachment:plot.png)

- [x] one
- two <sup>2</sup> <mark>marked</mark>
"""
HONEST = "import pandas as pd\ndisplay(pd.DataFrame({'troops': [270, 450]}, index=['1994', '1995']))\n"
PRESS = """() => {
  for (const one of document.querySelectorAll(".rendered_html *, .output *, nav *")) {
    if (one.closest("li.next, li.previous")) continue;
    for (const kind of ["mouseover", "mouseenter", "focus", "toggle", "submit"]) one.dispatchEvent(new Event(kind));
    if (!/^(https?|mailto):/.test(one.href || "")) one.click?.();
  }
}"""


def source() -> list[Any]:
    """An assignment: a task in code with its test, and a memo that a person marks."""
    about = {"schema_version": 3, "grade": True, "grade_id": "memo", "locked": False, "solution": True, "task": False}
    memo = nbformat.v4.new_markdown_cell("Write here.", metadata={"nbgrader": {**about, "points": 2}})
    return [cell("answer = 42", "work", solution=True), cell("assert answer == 42", "test", 1), memo]


def hand_in(root: Path, who: str, answer: str, memos: list[str]) -> None:
    """A submission with this code and these Markdown cells; the first of them is the memo."""
    notebook = nbformat.read(root / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    notebook.cells[0].source, notebook.cells[2].source = answer, memos[0]
    notebook.cells[2].attachments = {"plot.png": {"image/png": PNG}}
    notebook.cells += [nbformat.v4.new_markdown_cell(memo) for memo in memos[1:]]
    # What no learner's JupyterLab writes.
    notebook.cells[-1].metadata["tags"] = ["x' onmouseover='hit(301)"]
    notebook.metadata["title"] = "</title><script>hit(302)</script>"
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"a": "</script>"}}}
    folder = root / "submitted" / who / NAME
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{NAME}.ipynb")
    (folder / "evil.html").write_text("<script>hit(303)</script>")
    (folder / "evil.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>hit(304)</script></svg>")
    (folder / "plot.png").write_bytes(base64.b64decode(PNG))


def showing(outputs: list[Any]) -> str:
    """Code that displays these outputs."""
    return f"for data, about in {outputs!r}:\n    display(data, raw=True, metadata=about)\nanswer = 42"


def nbgrader(root: Path, *words: str, ours: bool = False) -> None:
    """One of nbgrader's commands in a process of its own; ours: with this course's classes in it."""
    ready = "from course.grading.autograde import install; install(); " if ours else ""
    start = f"{ready}from nbgrader.apps.nbgraderapp import main; main()"
    done = subprocess.run([sys.executable, "-c", start, *words], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of two: ann is graded by `course grade`, bob and an honest learner, eve, by `nbgrader autograde`."""
    root = tmp_path_factory.mktemp("stock") / "course"
    (root / "source" / NAME).mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=source()), root / "source" / NAME / f"{NAME}.ipynb")
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'pages'\n")
    nbgrader(root, "generate_assignment", NAME)
    for who in ("ann", "bob"):
        hand_in(root, who, showing(scripts.outputs()), scripts.markdown())
    hand_in(
        root, "eve", f"{HONEST}answer = 42", [MEMO, "![beside](plot.png) <details><summary>More</summary>x</details>"]
    )
    command = [sys.executable, "-m", "course.cli", "grade", NAME, "--course-dir", str(root), "--student", "ann"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "1 graded" in done.stdout, done.stdout + done.stderr
    nbgrader(root, "autograde", NAME, "--student", "bob")
    nbgrader(root, "autograde", NAME, "--student", "eve")
    for who in ("ann", "eve"):
        nbgrader(root, "generate_feedback", NAME, "--student", who, ours=True)
    return root


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[Formgrader]:
    """Formgrader on that course."""
    with Formgrader(course) as made:
        yield made


class Eye:
    """A browser that remembers which pieces ran and which asked a server that is not there."""

    def __init__(self, context: BrowserContext) -> None:
        self.context, self.hits, self.problems = context, set[int](), list[str]()
        context.expose_binding("hit", lambda _, number: self.hits.add(number))
        context.route("**/*", self._look)

    def _look(self, route: Route) -> None:
        if route.request.url.startswith(scripts.CANARY) and route.request.url.rpartition("/")[2].isdigit():
            self.hits.add(int(route.request.url.rpartition("/")[2]))
        if route.request.url.startswith(("http://127.0.0.1", "file:", "data:")):
            route.continue_()
        else:
            route.abort()  # MathJax lies on the network

    def look(self, address: str) -> Page:
        """Open a page, touch everything on it, and wait until all is quiet."""
        page = self.context.new_page()
        self.hits.clear()
        page.goto(address, wait_until="load")
        page.evaluate(PRESS)
        page.wait_for_load_state("networkidle")
        return page

    def ran(self) -> list[str]:
        """The pieces that ran since the last look."""
        return [scripts.named(number) if number not in range(301, 400) else f"piece {number}" for number in self.hits]


@pytest.fixture(scope="module")
def eye(server: Formgrader) -> Iterator[Eye]:
    with chromium() as context:
        context.set_extra_http_headers({"Authorization": f"token {server.token}"})
        yield Eye(context)


def opened(server: Formgrader, who: str) -> str:
    """The address at which formgrader shows somebody's notebook."""
    (found,) = [
        one["id"] for one in server.ask(f"/formgrader/api/submitted_notebooks/{NAME}/{NAME}") if one["student"] == who
    ]
    return server.address(f"/formgrader/submissions/{found}/")


def test_the_pieces_run_where_nothing_stops_them(course: Path, eye: Eye, tmp_path: Path) -> None:
    """Is the corpus alive: do 40 pieces and more run in the page that nbconvert itself makes of bob's notebook?"""
    notebook = nbformat.read(course / "autograded" / "bob" / NAME / f"{NAME}.ipynb", as_version=4)
    (tmp_path / "stock.html").write_text(HTMLExporter(template_name="classic").from_notebook_node(notebook)[0])
    eye.look((tmp_path / "stock.html").as_uri()).close()
    assert len(eye.hits) >= 40


@pytest.mark.parametrize("who", ["ann", "bob"])
def test_nothing_runs_in_formgrader(server: Formgrader, eye: Eye, who: str) -> None:
    """Does no piece run or ask a server when the instructor opens a submission, whichever command graded it?"""
    page = eye.look(opened(server, who))
    assert eye.ran() == []
    assert (
        page.evaluate("document.querySelectorAll('#notebook :is(script, iframe, form, style, object, svg)').length")
        == 0
    )
    page.close()


def test_formgraders_own_work_goes_on(server: Formgrader, eye: Eye) -> None:
    """Can the instructor still give points, with the page's own scripts under the policy, and is no text in the way?"""
    page = eye.look(opened(server, "ann"))
    page.fill("#memo", "1.5")
    with page.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        page.press("#memo", "Tab")
    page.click(".glyphicon-eye-open")
    assert page.locator(".breadcrumb .name-shown").first.inner_text().strip() == "ann"
    middle = "() => { const box = document.querySelector('li.next a').getBoundingClientRect();"
    middle += " return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).textContent.trim() }"
    assert page.evaluate(middle).startswith("Next")
    page.close()


def test_the_lists_of_formgrader_work_and_take_no_script_from_an_address(server: Formgrader, eye: Eye) -> None:
    """Do formgrader's lists still fill themselves, and does a name in an address stay a name?"""
    page = eye.look(server.address(f"/formgrader/gradebook/{NAME}/{NAME}"))
    page.wait_for_selector("#main-table a:has-text('Submission')")
    page.close()
    for name in ('x";hit(305);"', "x%3C%2Fscript%3E%3Cscript%3Ehit(306)%3C%2Fscript%3E"):
        eye.look(server.address(f"/formgrader/manage_students/{name}")).close()
        assert eye.ran() == []


def test_a_file_of_a_submission_runs_nothing(server: Formgrader, eye: Eye) -> None:
    """Is a page or a drawing beside the notebook looked at without its script?"""
    for name in ("evil.svg", "evil.html"):
        address = opened(server, "bob").replace("/?", f"/{name}?")
        with urllib.request.urlopen(address) as answer:
            assert "sandbox" in answer.headers["Content-Security-Policy"]
    eye.look(opened(server, "bob").replace("/?", "/evil.svg?")).close()
    assert eye.ran() == []


def test_a_learners_folder_is_no_course(server: Formgrader, course: Path) -> None:
    """Is formgrader refused the settings in a submission, which the address of a picture could ask it to run?"""
    folder = course / "submitted" / "bob" / NAME
    (folder / "nbgrader_config.py").write_text(f"open({str(course / 'ran')!r}, 'w')")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{server.address('/formgrader/')}&path={folder}")
    assert not (course / "ran").exists()


@pytest.mark.parametrize("how", ["nbgrader's button", "our command"])
def test_nothing_runs_in_feedback(server: Formgrader, course: Path, eye: Eye, how: str) -> None:
    """Does no piece run in a feedback page, made by nbgrader's own class behind its button or by ours?"""
    who = "ann" if how == "our command" else "bob"
    if who == "bob":
        assert server.ask(f"/formgrader/api/assignment/{NAME}/bob/generate_feedback", "POST")["success"]
    page = eye.look((course / "feedback" / who / NAME / f"{NAME}.html").as_uri())
    assert eye.ran() == []
    assert page.evaluate("document.querySelectorAll('#notebook :is(iframe, form, style, object, svg)').length") == 0
    page.close()


@pytest.mark.parametrize("where", ["formgrader", "feedback"])
def test_honest_work_looks_as_before(server: Formgrader, course: Path, eye: Eye, where: str) -> None:
    """Are tables, pictures, links, code and formulas of an honest learner there?"""
    feedback = (course / "feedback" / "eve" / NAME / f"{NAME}.html").as_uri()
    page = eye.look(opened(server, "eve") if where == "formgrader" else feedback)
    assert page.locator("table.dataframe tbody th").all_inner_texts() == ["1994", "1995"]
    assert page.locator("table.dataframe thead tr").get_attribute("style") == "text-align:right"
    link = page.locator("#notebook a:has-text('the report')")
    assert link.get_attribute("href") == "https://www.un.org/report?a=1&b=2"
    assert "noopener" in str(link.get_attribute("rel")) and link.get_attribute("title") == "Report"
    assert page.evaluate("document.querySelector('img[alt=\"a plot\"]').naturalWidth") == 3
    assert page.locator(".rendered_html .highlight span.nb").inner_text() == "sum"
    assert "$g = x^2 < 3$" in page.locator("#notebook").first.inner_text()
    assert page.locator("sup").inner_text() == "2" and page.locator("h1:has-text('A memo')").count() == 1
    if where == "formgrader":
        assert page.evaluate("document.querySelector('img[alt=beside]').naturalWidth") == 3
    page.close()


def test_mathjax_is_let_in(server: Formgrader, eye: Eye) -> None:
    """Does the policy let nbconvert's MathJax run, its settings and the parts that it loads?"""
    asked = []

    def play(route: Route) -> None:
        asked.append(route.request.url.rpartition("/")[2])
        load = "const more = document.createElement('script'); more.src = new URL('jax/output.js', document.currentScript.src);"
        first = "MathJax.js" if "latest.js" in route.request.url else ""
        body = f"{load} document.head.append(more); window.MathJax = {{Hub: eval('({{}})')}}" if first else ""
        route.fulfill(body=body, content_type="text/javascript")

    eye.context.route("https://cdnjs.cloudflare.com/**", play)
    page = eye.look(opened(server, "eve"))
    assert page.evaluate("!!window.MathJax")
    assert "output.js" in asked
    page.close()
    eye.context.unroute("https://cdnjs.cloudflare.com/**")


def test_report_and_certificate_carry_a_policy(course: Path, eye: Eye, tmp_path: Path) -> None:
    """Do names in the report and on a certificate stay names, and would the browser run nothing there in any case?"""
    evil = "<img src=x onerror=hit(307)><script>hit(308)</script>"
    nbgrader(course, "db", "student", "add", "zoe", "--first-name", evil, "--last-name", "</table>")
    report = tmp_path / "report.html"
    command = [sys.executable, "-m", "course.cli", "report", NAME, "--course-dir", str(course), "--output", str(report)]
    subprocess.run(command, check=True, capture_output=True)
    for page in (report, certificate(tmp_path, evil)):
        eye.look(page.as_uri()).close()
        assert eye.ran() == []
        text = page.read_text(encoding="utf-8")
        assert "default-src 'none'" in text and "onerror=hit" in text


def certificate(folder: Path, name: str) -> Path:
    """A certificate's page for somebody of this name."""
    from course.learning.certificate.keys import key_pair
    from course.learning.certificate.open_badge import Award, sign
    from course.learning.certificate.page import page

    pair = key_pair(folder / "key.pem")
    token = sign(Award(name=name, instructor=name), [(name, name)], pair)
    (folder / "certificate.html").write_text(page(token, pair.fingerprint), encoding="utf-8")
    return folder / "certificate.html"
