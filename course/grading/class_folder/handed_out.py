"""Whether learners get what source/ holds: assignments that were never generated, or changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager

from course.grading.class_folder.finding import Finding, some


def handout_faults(course_dir: Path, outbound: Path | None) -> Iterator[Finding]:
    """What is wrong with the assignments of a class.

    outbound: the class's part of nbgrader's exchange; None where work travels another way.

    Example: ``handout_faults(Path("my-class"), None)``
    """
    source, release = course_dir / "source", course_dir / "release"
    names = sorted(one.name for one in source.iterdir() if one.is_dir()) if source.is_dir() else []
    if not names:
        yield Finding(True, f"there are no assignments in {source}", "copy them there; `course class new` does that")
        return
    generated = [name for name in names if any((release / name).glob("*.ipynb"))]
    if not generated:
        yield Finding(
            False,
            "no assignment was generated for learners yet",
            f"for example: nbgrader generate_assignment {names[0]}",
        )
    for name in generated:
        if changed := _newer(source / name, release / name):
            graded = any(course_dir.glob(f"autograded/*/{name}"))
            yield Finding(
                not graded,
                f"{name}: {some(changed)} changed in source/ after the learners' version was made",
                f"course class regrade {name}, which shows first who gains or loses"
                if graded
                else f"nbgrader generate_assignment {name} --force",
            )
        elif outbound and (outbound / name).is_dir() and _differs(release / name, outbound / name):
            yield Finding(
                True,
                f"{name}: the exchange still has the version of before",
                f"nbgrader release_assignment {name} --force",
            )
    if outbound and (waiting := [name for name in generated if not (outbound / name).is_dir()]):
        yield Finding(
            False, f"generated, but not released: {some(waiting)}", f"nbgrader release_assignment {waiting[0]}"
        )
    yield from _kernel_faults(source, names)


def _newer(source: Path, release: Path) -> list[str]:
    """Files of source/ that are younger than what was made of them, or from which nothing was made."""
    found = []
    for path in sorted(source.rglob("*")):
        made = release / path.relative_to(source)
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(source).parts)
        if path.is_file() and not hidden and (not made.exists() or path.stat().st_mtime > made.stat().st_mtime):
            found.append(path.relative_to(source).as_posix())
    return found


def _differs(release: Path, outbound: Path) -> bool:
    return any(
        not (outbound / path.name).is_file() or (outbound / path.name).read_bytes() != path.read_bytes()
        for path in release.glob("*.ipynb")
    )


def _kernel_faults(source: Path, names: list[str]) -> Iterator[Finding]:
    there = KernelSpecManager().find_kernel_specs()
    lacking: dict[str, list[str]] = {}
    for name in names:
        for path in sorted((source / name).glob("*.ipynb")):
            try:
                kernel = json.loads(path.read_bytes())["metadata"]["kernelspec"]["name"]
            except (ValueError, KeyError, TypeError, RecursionError):
                yield Finding(True, f"{path} is no notebook with a kernel", "open and save it in JupyterLab")
                continue
            if kernel not in there:
                lacking.setdefault(str(kernel), []).append(name)
    for kernel, needed in lacking.items():
        yield Finding(
            True,
            f"the kernel {kernel!r} is missing, which {some(needed)} need",
            f"python -m ipykernel install --user --name {kernel}",
        )
