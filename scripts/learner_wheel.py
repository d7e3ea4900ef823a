"""`make learner-wheel`: the course for students of a server, without solutions, hidden tests and rubrics.

Writes dist/learners/*.whl, in place of older ones. `course class pack` puts the same wheel into its zips.
"""

from __future__ import annotations

from pathlib import Path

from course.grading.platform.learner_wheel import learner_wheel

name, data = learner_wheel()
folder = Path(__file__).resolve().parents[1] / "dist" / "learners"
folder.mkdir(parents=True, exist_ok=True)
for old in folder.glob("*.whl"):
    old.unlink()
(folder / name).write_bytes(data)
print(f"dist/learners/{name}: the course without solutions.")
