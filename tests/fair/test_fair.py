"""For honest work, is the grade nbgrader's, cell by cell? Each construct's answers graded by both, in one run."""

from __future__ import annotations

import pytest

from course.grading.sandbox.bubblewrap import missing
from tests.fair.construct import Construct, load
from tests.fair.grading import Compared, compare

CONSTRUCTS = load()
MOST_MARKED = 0.05

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Compared]]:
    """Every cell of every answer with both scores, by construct."""
    return compare(CONSTRUCTS, tmp_path_factory.mktemp("fair"))


@pytest.mark.parametrize("construct", [pytest.param(one, id=one.id) for one in CONSTRUCTS])
def test_the_grade_is_nbgraders(graded: dict[str, list[Compared]], construct: Construct) -> None:
    """Is no wrong answer paid that nbgrader refuses, and no right one refused without a mark for a person?"""
    wrong = [str(cell) for cell in graded[construct.id] if cell.verdict in ("WRONG PAID", "RIGHT REFUSED")]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("construct", [pytest.param(one, id=one.id) for one in CONSTRUCTS])
def test_the_corpus_says_what_nbgrader_says(graded: dict[str, list[Compared]], construct: Construct) -> None:
    """Does stock nbgrader give right answers all points and wrong ones fewer, so that the construct shows something?"""
    told = graded[construct.id]
    assert all(cell.sound for cell in told), "\n" + "\n".join(str(cell) for cell in told if not cell.sound)
    for answer in {cell.answer for cell in told if cell.answer.startswith("wrong")}:
        missed = [cell for cell in told if cell.answer == answer and (cell.stock.points or 0) < cell.most]
        assert missed or "partial" in construct.tags, f"{answer} gets all points"


def test_few_cells_wait_for_a_person(graded: dict[str, list[Compared]]) -> None:
    """Are at most five of a hundred cells marked?"""
    cells = [cell for told in graded.values() for cell in told]
    marked = [str(cell) for cell in cells if cell.ours.marked]
    assert len(marked) <= MOST_MARKED * len(cells), "\n" + "\n".join(marked)
