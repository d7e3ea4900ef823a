"""Does the course reach people whole: a clone that sets itself up, a wheel that needs no clone, one set of versions?"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

from scripts.freeze import environment, pins
from tests.support import ROOT
from tests.support.browser import free_port
from tests.support.newcomer import UNTRACKED, sh, start_page, uv

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def locked() -> dict[str, list[Requirement]]:
    """The lock's entries by name; a name has several when its version depends on the Python version."""
    entries: dict[str, list[Requirement]] = {}
    for pin in pins(LOCK):
        requirement = Requirement(pin)
        entries.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return entries


def direct() -> list[str]:
    """What pyproject.toml asks for, extras and build system included."""
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    return [*PROJECT["dependencies"], *extras, "hatchling"]


# One set of versions -------------------------------------------------------------------------------


@pytest.mark.parametrize("line", direct())
def test_each_direct_dependency_is_in_the_lock_within_its_range(line: str) -> None:
    """Did someone change pyproject.toml without `make lock`?"""
    wanted = Requirement(line)
    entries = locked().get(canonicalize_name(wanted.name))
    assert entries, f"{wanted.name} is not in requirements.lock. To mend: make lock"
    for entry in entries:
        (pin,) = entry.specifier
        assert wanted.specifier.contains(pin.version), f"{entry} does not satisfy {wanted}. To mend: make lock"


def test_environment_yml_is_what_the_lock_makes() -> None:
    """Do conda users get exactly the lock's versions?"""
    written = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert written == environment(LOCK), "environment.yml and requirements.lock differ. To mend: make lock"


def test_environment_yml_reads_as_conda_expects_and_its_pip_part_holds_together(tmp_path: Path) -> None:
    """Is it YAML with Python in our range, and can one environment hold all its pins and this package?"""
    read = YAML(typ="safe").load(environment(LOCK))
    *conda, pip = read["dependencies"]
    assert [Requirement(part.replace("=", "==", 1)).name for part in conda] == ["python", "pip"]
    assert PROJECT["requires-python"] == ">=" + conda[0].partition("=")[2]
    assert pip["pip"][-1] == "-e ."
    (tmp_path / "pip.txt").write_text("\n".join(pip["pip"]), encoding="utf-8")
    # Nothing but the package itself may be left to install: then the pins agree with each other and with this environment.
    said = uv(
        *("pip", "install", "--dry-run", "--offline", "--no-build-isolation"),
        *("--python", sys.executable, "-r", tmp_path / "pip.txt"),
        cwd=ROOT,
    )
    changed = {canonicalize_name(line[3:].split("==")[0]) for line in said.splitlines() if line.startswith(" + ")}
    assert changed <= {canonicalize_name(PROJECT["name"])}, said


def test_the_lock_has_hashes_for_every_pin_and_no_address() -> None:
    """Can --require-hashes use it, and does it leave the choice of the package index to the user?"""
    assert "://" not in LOCK
    blocks = [block for block in LOCK.split("\n") if block and not block.startswith((" ", "#"))]
    assert len(blocks) == len(pins(LOCK))
    assert all(block.endswith("\\") for block in blocks), "an entry without hashes. To mend: make lock"


def test_the_version_is_the_same_everywhere() -> None:
    """Would a citation name the version that people have?"""
    cited = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(cited["version"]) == PROJECT["version"]
    assert cited["cff-version"] == "1.2.0"
    assert {"title", "message", "authors", "date-released", "license"} <= set(cited)
    assert " AND ".join(cited["license"]) == PROJECT["license"]


# A clone that sets itself up -----------------------------------------------------------------------


def test_a_moved_clone_is_set_up_again(tmp_path: Path) -> None:
    """Does a renamed folder still work? (A virtual environment alone would not.)"""
    moved = tmp_path / "moved"
    (moved / ".venv").mkdir(parents=True)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, moved / name)
    (moved / ".venv/bin").symlink_to(Path(sys.prefix) / "bin")
    stamp = moved / ".venv/.complete"
    stamp.write_text(f"{tmp_path / 'before'}\n", encoding="utf-8")
    assert "scripts/setup.sh" in sh("make -n setup", moved).stdout
    stamp.write_text(f"{moved}\n", encoding="utf-8")
    assert "scripts/setup.sh" not in sh("make -n setup", moved).stdout


def test_make_explains_the_targets_without_any_set_up(tmp_path: Path) -> None:
    """Does `make` alone help a newcomer, and name every target that a person would type?"""
    shutil.copy(ROOT / "Makefile", tmp_path)
    done = sh("make", tmp_path)
    assert done.returncode == 0
    for target in ("learn", "class", "test", "build", "lock", "pictures", "clean"):
        assert f"make {target} " in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["Makefile"]


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exit 127", "was not found"),
        ("exec '{python}' -c 'import sys; sys.version_info = (3, 9, 1); exec(sys.argv[1])' \"$2\"", "is 3.9"),
    ],
    ids=["missing", "too old"],
)
@pytest.mark.parametrize("target", ["learn", "test", "class"])
def test_without_a_fitting_python_there_is_one_clear_line(tmp_path: Path, script: str, says: str, target: str) -> None:
    """What does someone see who has no Python, or an old one?"""
    shutil.copytree(ROOT, tmp_path / "clone", ignore=UNTRACKED)
    fake = tmp_path / "fake-python"
    fake.write_text("#!/bin/sh\n" + script.format(python=sys.executable), encoding="utf-8")
    fake.chmod(0o755)
    done = sh(f"make {target} PYTHON={fake}", tmp_path / "clone")
    assert done.returncode != 0
    (line,) = (done.stdout + done.stderr).splitlines()
    assert "This course needs Python 3.11 or newer" in line
    assert says in line
    assert not (tmp_path / "clone/.venv").exists()


def test_a_set_up_that_fails_says_why_and_is_tried_again(tmp_path: Path) -> None:
    """Is a half-filled .venv ever taken for a complete one?"""
    shutil.copytree(ROOT, tmp_path / "clone", ignore=UNTRACKED)
    lock = tmp_path / "clone/requirements.lock"
    wrong = LOCK.replace("--hash=sha256:", "--hash=sha256:" + "0" * 8, 1)
    lock.write_text("\n".join(wrong.splitlines()[:5]) + "\n", encoding="utf-8")
    done = sh(f"make setup PYTHON='{sys.executable}'", tmp_path / "clone", UV_OFFLINE="1", PIP_NO_INDEX="1")
    assert done.returncode != 0
    assert "Set-up stopped: " in done.stderr
    assert ".cache/setup.log" in done.stderr
    assert not (tmp_path / "clone/.venv/.complete").exists()


# A wheel that needs no clone -----------------------------------------------------------------------


def test_the_wheel_carries_the_course_and_nothing_private(tmp_path: Path) -> None:
    """Are all lessons, tables and assignments in it, and no gradebook, submission or half-done file?"""
    tree = tmp_path / "tree"
    shutil.copytree(ROOT, tree, ignore=UNTRACKED)
    unwanted = [
        "modules/01-history/.ipynb_checkpoints/1A-checkpoint.ipynb",
        "assessments/gradebook.db",
        "assessments/submitted/ann/01-history/01-history.ipynb",
        "assessments/release/01-history/01-history.ipynb",
    ]
    for name in unwanted:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("{}", encoding="utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=tree, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    carried = {name.removeprefix("course/_content/") for name in names if name.startswith("course/_content/")}
    wanted = {
        path.relative_to(tree).as_posix()
        for folder in ("modules", "assessments", "data")
        for path in (tree / folder).rglob("*")
        if path.is_file() and not (folder == "data" and path.suffix == ".py")
    } - set(unwanted)
    assert carried == wanted
    # Beside the package, only what Jupyter looks for in an environment's share and etc.
    beside = {name.partition(".data/data/")[2] for name in names if ".data/data/" in name}
    assert {Path(name).parts[0] for name in names if ".dist-info/" not in name and ".data/data/" not in name} == {
        "course"
    }
    assert {"/".join(Path(name).parts[:3]) for name in beside} == {
        "share/jupyter/labextensions",
        "etc/ipython/ipython_kernel_config.json",
        "etc/jupyter/jupyter_server_config.d",
        "etc/jupyter/labconfig",
    }
    assert any(name.endswith("licenses/LICENSE-CONTENT") for name in names)


def test_the_course_works_outside_a_clone(installed: Path, tmp_path: Path) -> None:
    """Does `pip install THE.whl && course learn` work in an empty folder, with only what the wheel itself asks for?"""
    course = str(installed / "course")
    shown = sh(f"'{course}' show --json", tmp_path)
    assert shown.returncode == 0, shown.stderr
    modules = json.loads(shown.stdout)["modules"]
    assert [module["id"] for module in modules][:2] == ["00", "01"]
    tables = sh(f"'{course}' data", tmp_path)
    assert tables.returncode == 0, tables.stderr
    assert "un_operations" in tables.stdout

    port = free_port()
    page = start_page([course, "learn", "my", "--no-browser", "--port", str(port)], port, tmp_path)
    assert page["type"] == "notebook"
    for module in modules:
        for lesson in module["lessons"]:
            assert (tmp_path / "my" / Path(lesson["path"]).relative_to("modules")).is_file()

    # A plain `jupyter lab` or a JupyterHub in this environment has the course's parts, too.
    listed = sh(f"'{installed / 'jupyter'}' server extension list", tmp_path)
    assert re.search(r"course\.learning\.desk\.server.*\n?.*OK", listed.stdout + listed.stderr), listed.stderr
    extensions = sh(f"'{installed / 'jupyter'}' labextension list", tmp_path)
    assert re.search(r"military-partnerships v\S+ .*enabled.*OK", extensions.stdout + extensions.stderr)

    # An instructor's folder needs no clone either.
    made = sh(
        f"'{course}' class new spring && cd spring && '{installed / 'nbgrader'}' generate_assignment 01-history",
        tmp_path,
    )
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "spring/release/01-history/01-history.ipynb").is_file()

    status = sh(f"'{course}' status my", tmp_path)
    assert status.returncode == 0, status.stderr
    assert modules[1]["title"] in " ".join(status.stdout.split())
