"""hub/values.yaml and hub/Dockerfile for a Kubernetes hub: do they say what the chart understands, and what is here?

No cluster and no container engine is asked. `tests/support/z2jh/` holds the part of the chart's own schema that is needed;
tests/browser/test_hub.py plays the same start programs on a real JupyterHub.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft7Validator
from packaging.requirements import Requirement
from ruamel.yaml import YAML

from scripts.freeze import pins
from tests.support import ROOT

HUB = ROOT / "hub"
SCHEMA = ROOT / "tests/support/z2jh/values.schema.yaml"
PAGE = (ROOT / "docs/teach/jupyterhub.md").read_text(encoding="utf-8")
LOCK = {
    Requirement(pin).name: pin.split("==")[1].split(" ")[0] for pin in pins((ROOT / "requirements.lock").read_text())
}


def read(path: Path) -> Any:
    """A YAML file's value."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


VALUES = read(HUB / "values.yaml")


def faults(values: Any) -> list[str]:
    """What the chart's schema says against values, one line each."""
    validator = Draft7Validator(read(SCHEMA))
    return [f"{'.'.join(map(str, one.absolute_path))}: {one.message}" for one in validator.iter_errors(values)]


def test_the_chart_accepts_the_values() -> None:
    """Would `helm install` refuse them for a name or a type?"""
    Draft7Validator.check_schema(read(SCHEMA))
    assert faults(VALUES) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [(("singleuser", "startTimout"), 600), (("hub", "config"), []), (("singleuser", "cmd"), 5), (("exchange",), {})],
)
def test_a_slip_in_the_values_is_found(place: tuple[str, ...], value: object) -> None:
    """Does the schema see a misspelt name, a wrong type, or a part that the chart does not have?"""
    wrong = copy.deepcopy(VALUES)
    here = wrong
    for name in place[:-1]:
        here = here[name]
    here[place[-1]] = value
    assert len(faults(wrong)) == 1


def test_all_say_the_same_versions() -> None:
    """Are the chart, its JupyterHub, the proxy and the image the same in the values, on the page, in the locks?"""
    head = (HUB / "values.yaml").read_text(encoding="utf-8").splitlines()[0]
    (chart, hub) = re.findall(r"\d+\.\d+\.\d+", head)
    assert f"version {chart}:" in SCHEMA.read_text(encoding="utf-8")
    assert f"--version {chart} " in PAGE
    assert LOCK["jupyterhub"].rpartition(".")[0] == hub.rpartition(".")[0]
    proxy = read(ROOT / "package.json")["devDependencies"]["configurable-http-proxy"]
    assert f"configurable-http-proxy@{proxy}" in PAGE
    image = VALUES["singleuser"]["image"]
    assert PAGE.count(f"{image['name']}:{image['tag']}") == 2
    assert f"uv=={LOCK['uv']} " in (HUB / "Dockerfile").read_text(encoding="utf-8")


def test_who_teaches_gets_the_other_server() -> None:
    """Does the Python in the values run, and start another program for a teacher only?"""
    settings = SimpleNamespace(KubeSpawner=SimpleNamespace())
    exec(VALUES["hub"]["extraConfig"]["teachers.py"], {"c": settings})
    started = {}
    for name in ("teacher", "ann"):
        spawner = SimpleNamespace(user=SimpleNamespace(name=name), cmd=[VALUES["singleuser"]["cmd"]])
        settings.KubeSpawner.pre_spawn_hook(spawner)
        (started[name],) = spawner.cmd
    assert started == {"teacher": "/opt/peace/hub/start-teacher", "ann": "/opt/peace/hub/start-learner"}
    for program in started.values():
        assert os.access(ROOT / Path(program).relative_to("/opt/peace"), os.X_OK)


def test_what_the_image_copies_is_enough_to_build_the_package(tmp_path: Path) -> None:
    """Do the files that the Dockerfile names exist, and does the package build from them alone?"""
    lines = re.findall(r"^COPY (.+) (\S+)$", (HUB / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for names, place in lines:
        for name in names.split():
            origin = ROOT / name
            if origin.is_dir():
                shutil.copytree(origin, tmp_path / place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(origin, tmp_path / place)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    done = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "dist").glob("*.whl"))) == 1
    assert (tmp_path / "hub/start-learner").is_file()
