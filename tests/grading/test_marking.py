"""Rubrics as data, the rows' marks in nbgrader's comment, and a second marker's agreement, through the commands."""

from __future__ import annotations

import csv
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from course.cli import app
from course.content.source import content_root
from course.errors import ContentError, ExportError, PlatformError
from course.grading.marking.agreement import FEWEST, agreement_line, weighted_kappa
from course.grading.marking.row_marks import read_comment, write_line
from course.grading.marking.rubric import read_rubric, table
from course.grading.marking.second import read_sheets, share_of
from tests.support.gradebooks import new_gradebook
from tests.support.marked_class import NAME, mark, memo_class

ASSESSMENTS = content_root() / "assessments"
RUBRICS = sorted(path.stem for path in (ASSESSMENTS / "rubrics").glob("*.yml"))
RUBRIC = read_rubric(ASSESSMENTS, NAME)
assert RUBRIC
ROWS = RUBRIC.cells["memo"]
WHO = [f"learner{number:02}" for number in range(1, 13)]
FIRST = {
    who: dict(zip([row.id for row in ROWS], (number % 5, number % 6, 3, 4, 2), strict=True))
    for number, who in enumerate(WHO)
}


def run(*words: object) -> Result:
    """One of the commands, as it is typed."""
    return CliRunner().invoke(app, ["class", *map(str, words)])


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of twelve, all marked once, and one who handed in an untouched memo."""
    root = memo_class(
        tmp_path_factory.mktemp("second") / "course", [*WHO, "untouched"], memo="<script>hit()</script> My memo."
    )
    mark(root, FIRST)
    with new_gradebook(root, "marked") as gradebook:
        gradebook.find_grade("memo", NAME, NAME, "untouched").auto_score = 0.0
        gradebook.db.commit()
    return root


@pytest.fixture
def course(finished: Path, tmp_path: Path) -> Path:
    """That class, for one test."""
    for file in finished.rglob("*"):
        if file.is_file():
            copy = tmp_path / file.relative_to(finished)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    return tmp_path


def codes(root: Path) -> dict[str, str]:
    """Who is behind the code of a sheet."""
    with new_gradebook(root, "marked") as gradebook:
        return {gradebook.find_submission_notebook(NAME, NAME, who).id[:8]: who for who in WHO}


def fill(
    sheet: Path, root: Path, change: dict[str, dict[str, int]], mark: str = ",", encoding: str = "utf-8-sig"
) -> None:
    """Fill in a second marker's sheet with the first marks, but for these changes (who -> row id -> points)."""
    lines = list(csv.reader(sheet.read_text("utf-8-sig").splitlines()))
    people = codes(root)
    for line in lines[1:]:
        who = people[line[0]]
        line[1:6] = [str({**FIRST[who], **change.get(who, {})}[row.id]) for row in ROWS]
    sheet.write_text("\n".join(mark.join(line) for line in lines) + "\n", encoding=encoding)


# -- the rubrics ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RUBRICS)
def test_the_rows_add_up_to_the_points_of_their_cell_and_stand_in_the_guide(name: str) -> None:
    """Do the rows as data, the guide that people read and the assignment's points say the same?"""
    rubric = read_rubric(ASSESSMENTS, name)
    assert rubric
    cells = json.loads((ASSESSMENTS / "source" / name / f"{name}.ipynb").read_text("utf-8"))["cells"]
    about = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    manual = {one["grade_id"]: one["points"] for one in about if one.get("grade") and one.get("solution")}
    assert {cell: rubric.points(cell) for cell in rubric.cells} == manual
    guide = (ASSESSMENTS / "rubrics" / f"{name}.md").read_text("utf-8")
    for rows in rubric.cells.values():
        assert table(rows) in guide, f"put this table into {name}.md:\n{table(rows)}"


def test_every_assignment_has_its_rubric() -> None:
    """Is any assignment left with one box of 20 points?"""
    assert sorted(path.name for path in (ASSESSMENTS / "source").iterdir() if path.is_dir()) == RUBRICS


@pytest.mark.parametrize("name", RUBRICS)
def test_each_row_has_sentences_to_choose_from(name: str) -> None:
    """Has each row four to six sentences that end as sentences do, each once, none too long to read?"""
    rubric = read_rubric(ASSESSMENTS, name)
    assert rubric
    for row in rubric.rows:
        assert 4 <= len(set(row.comments)) == len(row.comments) <= 6, row.title
        assert all(re.fullmatch(r"[A-Z].{20,160}[.?]", sentence) for sentence in row.comments), row.title


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a list", "it names no marked cell. To mend: begin with 'memo:'"),
        ("memo: []", "it has no rows"),
        ("memo: [{id: a, title: A 1, most: 4, levels: {full: x, none: y}}]", "'A 1' is no title of a row"),
        ("memo: [{id: a, title: A, most: 0, levels: {full: x, none: y}}]", "0 is not between 1 and 100 points"),
        ("memo: [{id: a, title: A, most: 2.5, levels: {full: x, none: y}}]", "2.5 is not a whole number"),
        ("memo: [{id: a, title: A, most: 4, levels: {full: x, non: y}}]", "unknown field 'non' (did you mean 'none'?)"),
        (
            "memo: [{id: a, title: A, most: 4, levels: {full: x, none: y}}]\n"
            "plan: [{id: b, title: a, most: 4, levels: {full: x, none: y}}]",
            "'a' names two rows",
        ),
    ],
)
def test_slips_in_a_rubric_are_told(tmp_path: Path, text: str, told: str) -> None:
    """Does a slip name the file and what to write there?"""
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / f"{NAME}.yml").write_text(text)
    with pytest.raises(ContentError) as error:
        read_rubric(tmp_path, NAME)
    assert told in str(error.value) and f"rubrics/{NAME}.yml: " in str(error.value)


def test_a_class_has_its_own_rubric_or_none(tmp_path: Path) -> None:
    """Does the class's own file come before the course's, and is a strange name no path?"""
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / f"{NAME}.yml").write_text("memo: [{id: a, title: A, most: 4, levels: {full: x, none: y}}]")
    own = read_rubric(tmp_path, NAME)
    assert own and own.points("memo") == 4
    assert read_rubric(tmp_path, "ps1") is read_rubric(tmp_path, f"../rubrics/{NAME}") is None


# -- the line in the comment ---------------------------------------------------------------------------------------


@given(
    st.dictionaries(st.sampled_from([row.id for row in ROWS]), st.integers(0, 2)),
    st.text(st.characters(exclude_characters="\r")).map(lambda words: words.lstrip("\n")),
)
def test_marks_and_words_come_back(marks: dict[str, int], words: str) -> None:
    """Is what a marker gave and wrote read again, whatever the words are?"""
    if not marks and read_comment(words, ROWS)[0]:
        return  # the words are themselves such a line
    line = write_line(ROWS, marks)
    assert read_comment("\n\n".join(filter(None, [line, words])), ROWS) == (marks, words)


@pytest.mark.parametrize(
    "line",
    [
        "Claim 5/4",
        "Claim 3/5",
        "Claim 3/4; Claim 2/4",
        "Claim 3/4; Style 1/2",
        "claim 3/4, evidence 3/5",
        "Claim 3",
        "",
        ";",
    ],
)
def test_any_other_first_line_is_words(line: str) -> None:
    """Is a line with a mark or a row that the rubric does not have left as the marker wrote it?"""
    assert read_comment(f"{line}\n\nThank you.", ROWS) == ({}, f"{line}\n\nThank you.")


# -- the second marker ---------------------------------------------------------------------------------------------


def test_a_second_marker_sees_neither_names_nor_marks(course: Path) -> None:
    """Do the sheet and the page hold memos that nobody can be recognised by, as letters only, and no first mark?"""
    done = run("second", NAME, "--share", "25%", "--marker", "Kim", "--course-dir", course)
    assert done.exit_code == 0, done.output
    assert "3 of 12 memos for Kim" in done.stdout
    sheet, page = (course / "second" / NAME / f"Kim.{kind}" for kind in ("csv", "html"))
    lines = list(csv.reader(sheet.read_text("utf-8-sig").splitlines()))
    assert lines[0] == ["submission", *(f"{row.title} (0 to {row.most})" for row in ROWS), "note"]
    assert [line[1:] for line in lines[1:]] == [[""] * 6] * 3
    text = page.read_text("utf-8")
    assert {line[0] for line in lines[1:]} == set(re.findall(r"Submission (\w+)", text)) <= set(codes(course))
    assert "&lt;script&gt;hit()&lt;/script&gt; My memo." in text and "<script" not in text
    assert not [who for who in WHO if who in text + sheet.read_text("utf-8-sig")]
    assert "Thank you." not in text


def test_a_sheet_is_never_written_again(course: Path) -> None:
    """Is a sheet that may hold marks left alone, and is the draw the same when it was moved away?"""
    words = ("second", NAME, "--share", "0.5", "--marker", "Kim", "--course-dir", course)
    assert run(*words).exit_code == 0
    sheet = course / "second" / NAME / "Kim.csv"
    drawn = sheet.read_bytes()
    sheet.write_text("marks")
    again = run(*words)
    assert again.exit_code == 1 and "is there already" in str(again.exception)
    assert sheet.read_text() == "marks"
    sheet.unlink()
    sheet.with_suffix(".html").unlink()
    assert run(*words).exit_code == 0
    assert sheet.read_bytes() == drawn


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--marker", "Kim", "--share", "0%"], "'0%' is no share"),
        (["--marker", "Kim", "--share", "150%"], "'150%' is no share"),
        (["--marker", "Kim", "--share", "nan"], "'nan' is no share"),
        (["--marker", "../Kim"], "'../Kim' cannot be a file's name"),
        (["--marker", ""], "'' cannot be a file's name"),
    ],
)
def test_what_cannot_be_drawn_is_refused(course: Path, words: list[str], told: str) -> None:
    """Is a share that is none, or a name that leads elsewhere, refused with a way out?"""
    done = run("second", NAME, *words, "--course-dir", course)
    assert done.exit_code == 1 and told in str(done.exception)
    assert not (course / "second").exists()


def test_agreement_names_the_differences_and_changes_nothing(course: Path) -> None:
    """Are rows, sums and the widest differences told, from a sheet as Excel saves it, and the gradebook left alone?"""
    assert run("second", NAME, "--share", "100%", "--marker", "Kim", "--course-dir", course).exit_code == 0
    change = {WHO[1]: {"claim": 4, "evidence": 3}, WHO[2]: {"clarity": 1}}
    fill(course / "second" / NAME / "Kim.csv", course, change, ";", "utf-16")
    before = (course / "gradebook.db").read_bytes()
    done = run("agreement", NAME, "--course-dir", course)
    assert done.exit_code == 0, done.output
    assert (course / "gradebook.db").read_bytes() == before
    rows = {line.split("  ")[0]: line.split() for line in done.stdout.splitlines()}
    assert rows["Claim"][1:4] == ["12", "92%", "+0.25"]
    assert rows["Recommendation"][1:5] == ["12", "100%", "+0.00", "-"]  # all marks alike: no kappa
    assert rows["All rows"][2:5] == ["12", "83%", "+0.33"]
    assert re.search(r"^All rows .* 0\.\d\d \(-?[01]\.\d\d to [01]\.\d\d\)$", done.stdout, re.MULTILINE)
    assert "12 is few: believe the interval" in done.stdout
    code = next(code for code, who in codes(course).items() if who == WHO[1])
    apart = [line for line in done.stdout.splitlines() if "/formgrader/submissions/" in line]
    assert len(apart) == 1 and code in apart[0]
    assert "first 11, Kim 16: Claim 1 and 4, Evidence 1 and 3" in apart[0]


def test_too_few_for_a_kappa(course: Path) -> None:
    """With a handful of memos: are counts given, and a kappa not?"""
    assert run("second", NAME, "--share", "10%", "--marker", "Kim", "--course-dir", course).exit_code == 0
    fill(course / "second" / NAME / "Kim.csv", course, {})
    done = run("agreement", NAME, "--course-dir", course)
    assert "2 marked twice in every row: too few for a kappa (given from 10 on)." in done.stdout
    assert re.search(r"^All rows +2 +100% +\+0\.00 +-$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["3", "9", "", "", ""], "Kim.csv, row 2: '9' for Evidence is no whole number from 0 to 5"),
        (["two", "", "", "", ""], "'two' for Claim is no whole number from 0 to 4"),
    ],
)
def test_a_sheet_with_a_slip_is_not_compared(course: Path, cells: list[str], told: str) -> None:
    """Is a mark that the row does not have told with its place?"""
    assert run("second", NAME, "--marker", "Kim", "--course-dir", course).exit_code == 0
    sheet = course / "second" / NAME / "Kim.csv"
    lines = sheet.read_text("utf-8-sig").splitlines()
    lines[1] = ",".join([lines[1].partition(",")[0], *cells, ""])
    sheet.write_text("\n".join(lines))
    done = run("agreement", NAME, "--course-dir", course)
    assert done.exit_code == 1 and told in str(done.exception)
    lines[1] = "00000000,1,1,1,1,1,"
    sheet.write_text("\n".join(lines))
    done = run("agreement", NAME, "--course-dir", course)
    assert done.exit_code == 1 and "- Kim: 00000000" in str(done.exception)


def test_half_marked_submissions_are_named(course: Path) -> None:
    """Are rows that only one marker gave left out of the sum, and the submission named?"""
    mark(course, {WHO[0]: {"claim": 2}})
    assert run("second", NAME, "--share", "100%", "--marker", "Kim", "--course-dir", course).exit_code == 0
    fill(course / "second" / NAME / "Kim.csv", course, {})
    done = run("agreement", NAME, "--course-dir", course)
    code = next(code for code, who in codes(course).items() if who == WHO[0])
    assert f"Not in the sum, because the first marker has not marked every row: {code}." in done.stdout
    assert re.search(r"^Claim +12 ", done.stdout, re.MULTILINE) and re.search(
        r"^All rows +11 ", done.stdout, re.MULTILINE
    )


def test_without_a_sheet_or_a_rubric_the_way_out_is_told(course: Path) -> None:
    """Does an instructor who types agreement first learn what comes before it?"""
    assert "`course class second 01-history --marker NAME`" in str(
        run("agreement", NAME, "--course-dir", course).exception
    )
    assert "ps1 has no rubric" in str(run("second", "ps1", "--marker", "Kim", "--course-dir", course).exception)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: f"submission,Claim,{text}".encode())))
def test_a_wild_sheet_is_an_error_with_words(tmp_path: Path, data: bytes) -> None:
    """Whatever lies there under the name of a sheet: is it marks, or a sentence?"""
    folder = tmp_path / "second" / NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "wild.csv").write_bytes(data)
    assert RUBRIC
    try:
        assert read_sheets(tmp_path, NAME, RUBRIC) == []
    except (ExportError, PlatformError) as error:
        assert "wild.csv" in str(error)


@pytest.mark.parametrize(("text", "share"), [("20%", 0.2), ("0.2", 0.2), (" 100 % ", 1.0)])
def test_a_share_as_people_write_it(text: str, share: float) -> None:
    """Are per cent and fractions both read?"""
    assert share_of(text) == share


# -- the kappa -----------------------------------------------------------------------------------------------------


def kappa_of_the_table(first: list[int], second: list[int], most: int) -> float:
    """Cohen's weighted kappa as textbooks define it: with the table of counts and a table of weights."""
    seen = np.zeros((most + 1, most + 1))
    for one, other in zip(first, second, strict=True):
        seen[one, other] += 1
    weights = np.subtract.outer(range(most + 1), range(most + 1)) ** 2
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / len(first)
    expected = float((weights * chance).sum())
    return 1 - float((weights * seen).sum()) / expected if expected else math.nan


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=40))
def test_the_kappa_is_the_textbooks(pairs: list[tuple[int, int]]) -> None:
    """Is the short formula the one with the tables?"""
    first, second = (list(marks) for marks in zip(*pairs, strict=True))
    found = float(weighted_kappa(np.array(first, dtype=float), np.array(second, dtype=float)))
    assert found == pytest.approx(kappa_of_the_table(first, second, 5), nan_ok=True)


def test_the_interval_holds_the_kappa_and_shrinks() -> None:
    """Does the bootstrap give an interval around the kappa, narrower with more submissions, and none below the fewest?"""
    pairs = [(0, 0), (1, 2), (2, 2), (3, 3), (4, 3), (5, 5), (2, 1), (3, 4), (1, 1), (4, 4)]
    few, many = agreement_line("Claim", pairs), agreement_line("Claim", pairs * 8)
    assert len(pairs) == FEWEST
    assert few.low < few.kappa < few.high and few.kappa == pytest.approx(many.kappa)
    assert many.high - many.low < few.high - few.low
    assert math.isnan(agreement_line("Claim", pairs[:-1]).kappa)


def test_a_marker_who_gives_all_the_same_gets_no_kappa() -> None:
    """Is a kappa of 0, which says nothing there, left out?"""
    assert math.isnan(agreement_line("Claim", [(3, 3)] * 11 + [(3, 4)]).kappa)
