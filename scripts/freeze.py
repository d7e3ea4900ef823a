"""Renew requirements.lock from pyproject.toml, and environment.yml from requirements.lock (`make lock`).

The lock holds every package, with hashes, for all systems and Python versions the course supports;
environment.yml gives conda users the same versions. Existing versions are kept unless --upgrade is given.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"

# "name==1.2 ; marker \" at the start of a line; the hashes and the "via" comments are indented.
_PIN = re.compile(r"^(?P<pin>[A-Za-z0-9._-]+==[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))?(?: \\)?$", re.MULTILINE)

_ENVIRONMENT = """\
# Made from requirements.lock by `make lock`; do not edit. For conda users: conda env create -f environment.yml
name: military-partnerships-for-peace
channels:
  - conda-forge
dependencies:
  - python={python}
  - pip
  - pip:
{pins}
      - -e .
"""


def pins(lock: str) -> list[str]:
    """The requirements of a lock's text, one for each entry, markers kept and hashes left out.

    >>> pins("attrs==26.1.0 \\\\\\n    --hash=sha256:0\\nappnope==1.0 ; sys_platform == 'darwin' \\\\\\n")
    ['attrs==26.1.0', "appnope==1.0 ; sys_platform == 'darwin'"]
    """
    return [f"{m['pin']} ; {m['marker']}" if m["marker"] else m["pin"] for m in _PIN.finditer(lock)]


def environment(lock: str) -> str:
    """The text of environment.yml that gives exactly the lock's versions."""
    lines = "\n".join(f'      - "{pin}"' for pin in pins(lock))
    return _ENVIRONMENT.format(python=OLDEST_PYTHON, pins=lines)


def compile_lock(upgrade: bool) -> None:
    """Let uv write requirements.lock; no address of a package index may end up in it."""
    command = [
        *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", OLDEST_PYTHON),
        *("--generate-hashes", "--all-extras", "--no-emit-index-url", "--no-emit-find-links"),
        *("--custom-compile-command", "make lock", "pyproject.toml", "-o", "requirements.lock"),
    ]
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([str(uv), *command[1:], *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit together")
    compile_lock(parser.parse_args().upgrade)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    (ROOT / "environment.yml").write_text(environment(lock), encoding="utf-8")
    print(f"requirements.lock and environment.yml: {len(pins(lock))} packages")


if __name__ == "__main__":
    main()
