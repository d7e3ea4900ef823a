"""Do the checks of the JavaScript find what they are for, and can everybody who runs make test have them?"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
LOCK = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))


def run(*words: str | Path, text: str = "") -> tuple[int, str]:
    """Run a program of node_modules/.bin in the tree; its exit code and all that it said."""
    program, *rest = words
    place = ROOT / "node_modules" / ".bin" / program
    assert place.exists(), "node_modules/ is not filled. To mend: make node_modules/.complete"
    done = subprocess.run([place, *rest], cwd=ROOT, input=text, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("export const show = (node, text) => { node.innerHTML = text; };", "no-restricted-properties"),
        ("export const same = (a, b) => a == b;", "eqeqeq"),
        ("const left = 1;", "no-unused-vars"),
        ("export const far = () => window.nowhere + nowhere;", "no-undef"),
    ],
)
def test_eslint_refuses_what_the_page_must_not_do(line: str, rule: str) -> None:
    """Would a slip in a module of the course stop make test?"""
    code, said = run("eslint", "--stdin", "--stdin-filename", "course/learning/example.js", text=line + "\n")
    assert (code, rule in said) == (1, True), said


@pytest.mark.parametrize(
    ("config", "name", "line", "words"),
    [
        ("tsconfig.json", "example.js", 'export const box = document.querySelector("p").dataset;', "possibly 'null'"),
        ("tsconfig.twins.json", "scoring.js", "export const twice = (value) => 2 * value;", "implicitly has an 'any'"),
    ],
)
def test_tsc_refuses_a_value_of_a_wrong_type(tmp_path: Path, config: str, name: str, line: str, words: str) -> None:
    """Would a value that may be missing stop make test, and a parameter without a type in a twin of Python?"""
    shutil.copy(ROOT / "tsconfig.json", tmp_path)
    if config != "tsconfig.json":
        shutil.copy(ROOT / config, tmp_path)
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / name).write_text(line + "\n", encoding="utf-8")
    code, said = run("tsc", "--project", tmp_path / config)
    assert code != 0 and words in said, said


def test_every_module_of_the_course_is_read_by_tsc() -> None:
    """Does a module that nobody imports escape the check?"""
    _, said = run("tsc", "--listFilesOnly")
    read = {Path(line) for line in said.splitlines()}
    written = {path for path in (ROOT / "course").rglob("*.js") if not {"built", "reveal"} & set(path.parts)}
    assert written and written <= read


def test_the_versions_are_exact_and_no_registry_is_named() -> None:
    """Does everybody get the same programs, each against its hash, from the registry of their own choice?"""
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in PACKAGE["devDependencies"].values())
    assert PACKAGE["private"] is True
    assert LOCK["packages"][""]["devDependencies"] == PACKAGE["devDependencies"]
    packages = {name: entry for name, entry in LOCK["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (None, "Node.js (the program node) was not found"),
        ("echo v16.20.0; exit 1", "v16.20.0"),
        ("exit 0", "npm was not found"),
    ],
)
def test_without_node_make_test_stops_and_says_how_to_get_it(tmp_path: Path, program: str | None, words: str) -> None:
    """Is a missing or old Node.js an error with a way out, and never a check that is left out in silence?"""
    sh = shutil.which("sh")
    assert sh
    if program:
        for name in ("node", "npm") if "v16" in program else ("node",):
            (tmp_path / name).write_text(f"#!{sh}\n{program}\n", encoding="utf-8")
            (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        [sh, ROOT / "scripts/setup_js.sh"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert words in done.stderr
    assert "sudo apt install nodejs npm" in done.stderr
