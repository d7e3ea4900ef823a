"""How much faster lessons build and are compared (nbval) with kernels forked from a warm parent.

Builds each lesson in a copy of modules/ with both kernels, in turn, and compares the notebooks byte by byte; then runs
nbval over the same lessons with both. Prints the ratios. Aim: 1.3 or more for both; equal notebooks.
Run: .venv/bin/python benchmarks/kernels.py [MODULE ...]        (such as 01-history; all when none is named: minutes)
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course.authoring import build as notebooks
from course.content.catalog import read_catalog
from course.content.source import content_root
from course.kernels.choice import PLAIN, WARM, fast_kernel

AIM = 1.3


def build(path: Path, kernel: str) -> tuple[float, bytes]:
    """Seconds, and the notebook."""
    notebooks.fast_kernel = lambda: kernel
    began = time.perf_counter()
    built = notebooks.build(path).read_bytes()
    return time.perf_counter() - began, built


def nbval(files: list[Path], kernel: str) -> float:
    """Seconds of one nbval run over these notebooks; it must be green."""
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--nbval", "--nbval-kernel-name", kernel]
    began = time.perf_counter()
    done = subprocess.run([*command, *map(str, files)], cwd=content_root(), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"nbval with {kernel}:\n{done.stdout[-3000:]}")
    return time.perf_counter() - began


def main(*modules: str) -> None:
    if fast_kernel() != WARM:
        sys.exit(f"The kernel {WARM} is not there. To mend: make setup, on Linux.")
    root = content_root()
    lessons = [
        path
        for path in notebooks.lesson_sources(root, read_catalog(root))
        if not modules or any(name in path.parts for name in modules)
    ]
    spent = {PLAIN: 0.0, WARM: 0.0}
    differing = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(root / "modules", Path(folder) / "modules")
        for number, lesson in enumerate(lessons):
            copy = Path(folder) / lesson.relative_to(root)
            results = {}
            # In turn, so that a slower spell of the machine meets both. The parent's own start counts.
            for kernel in (PLAIN, WARM) if number % 2 else (WARM, PLAIN):
                seconds, results[kernel] = build(copy, kernel)
                spent[kernel] += seconds
            if results[PLAIN] != results[WARM]:
                differing.append(lesson.name)
    files = [lesson.with_suffix(".ipynb") for lesson in lessons]
    compared = {kernel: nbval(files, kernel) for kernel in (PLAIN, WARM)}
    for what, times in (("course build", spent), ("nbval", compared)):
        ratio = times[PLAIN] / times[WARM]
        print(f"{what:14} {PLAIN} {times[PLAIN]:6.1f} s   {WARM} {times[WARM]:6.1f} s   ratio {ratio:.2f} (aim: {AIM})")
    print(
        f"{len(lessons)} lessons, {len(differing)} built differently{': ' if differing else ''}{', '.join(differing)}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
