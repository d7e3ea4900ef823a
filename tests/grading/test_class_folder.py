"""`course class new` and `course class check`: a class's folder made in one step, and what it lacks said in words."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from click.testing import Result
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from course.cli import app
from course.errors import CourseError
from course.grading.class_folder.course_file import read_course_file
from course.grading.gradebook.place import settings_of
from course.grading.gradebook.roster import template
from tests.support.ordinary_user import Machine

NAMES = {"course.yml", "nbgrader_config.py", "source", "rubrics", "roster.csv", ".gitignore"}
STUDENTS = "id,first_name,last_name,email\nann,Ann,Example,ann@example.org\nbob,Bob,Example,bob@example.org\n"


def course(*words: str | Path) -> Result:
    """The command; an error of ours is no surprise, everything else is."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit | CourseError):
        raise done.exception
    return done


def refused(*words: str | Path) -> str:
    """What a command says that does nothing."""
    done = course(*words)
    assert isinstance(done.exception, CourseError), done.output
    return str(done.exception)


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty folder that other accounts can enter, as a shared disk is."""
    made = Path(tempfile.mkdtemp(prefix="class-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def a_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class on a platform, as `course class new` made it, with two students and the first assignment generated."""
    made = tmp_path_factory.mktemp("class") / "spring"
    assert course("class", "new", made, "--platform", "moodle").exit_code == 0
    (made / "roster.csv").write_text(STUDENTS)
    assert course("roster", made / "roster.csv", "--course-dir", made).exit_code == 0
    shutil.copytree(made / "source" / "01-history", made / "release" / "01-history")
    return made


@pytest.fixture
def spoilt(a_class: Path, tmp_path: Path) -> Path:
    """A copy of that class for a test to spoil."""
    return shutil.copytree(a_class, tmp_path / "spring")


def lacks(folder: Path, code: int = 1) -> list[str]:
    """The lines of `course class check`, and its exit code is the expected one."""
    done = course("class", "check", folder)
    assert done.exit_code == code, done.output
    return done.stdout.splitlines()


# -- new ---------------------------------------------------------------------------------------------------------------


def test_a_new_class_has_all_its_parts(place: Path) -> None:
    """Are settings, assignments, guides and list there, for the owner only, and are three commands to go on printed?"""
    done = course("class", "new", place / "my class")
    made = place / "my class"
    assert {path.name for path in made.iterdir()} == NAMES
    assert made.stat().st_mode & 0o077 == 0
    assert (made / "source/01-history/01-history.ipynb").is_file() and (made / "rubrics/01-history.md").is_file()
    lines = done.stdout.splitlines()
    following = lines[lines.index("Next:") + 1 :]
    commands = [f"  cd '{made}'", "  course roster roster.csv", "  nbgrader generate_assignment 01-history"]
    assert following[:3] == commands


def test_a_class_over_a_platform_is_told_its_own_next_steps(place: Path) -> None:
    """For Moodle: due date, generate, pack, and not a word of an exchange?"""
    said = course("class", "new", place / "far", "--platform", "moodle").stdout
    steps = [words.split()[:3] for words in said.splitlines() if words.startswith("  course class")]
    assert steps == [["course", "class", "due"], ["course", "class", "pack"]]
    assert "Exchange" not in said


def test_its_settings_name_the_class_and_a_shared_exchange(place: Path) -> None:
    """Do nbgrader's settings give the id, what all classes share, and an exchange beside it that everybody can write?"""
    said = course("class", "new", place / "spring").stdout
    settings = settings_of(place / "spring")
    assert settings.CourseDirectory.course_id == "spring"
    assert settings.ClearSolutions.code_stub["python"].startswith("...")
    exchange = Path(settings.Exchange.root)
    assert exchange == place / "exchange" and str(exchange) in said
    assert exchange.stat().st_mode & 0o1777 == 0o1777


@pytest.mark.parametrize("title", ['Ann\'s "Frieden": Übung # 1', "[x] {y} - 'z", "نحو السلام", "two\nlines"])
def test_a_title_may_have_all_letters(tmp_path: Path, title: str) -> None:
    """Is a title with quotes, colons and other scripts in course.yml what was typed?"""
    assert course("class", "new", tmp_path / "Übung 1", "--title", title, "--timezone", "Africa/Nairobi").exit_code == 0
    said = read_course_file(tmp_path / "Übung 1")
    assert (said.title, said.id, said.timezone) == (" ".join(title.split()), "Ubung-1", "Africa/Nairobi")


@pytest.mark.parametrize("name", ["a/b", "..", "-x", "a b", "a+b", "ü", "x" * 101, "two\nlines"])
def test_an_id_that_would_break_later_is_refused(tmp_path: Path, name: str) -> None:
    """Is an id that nbgrader's folders or addresses cannot hold named, with one that would do, and nothing made?"""
    assert "cannot be the id" in refused("class", "new", tmp_path / "spring", f"--id={name}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--platform", "moodel"], "'moodel' is none of: moodle"),
        (["--timezone", "Mars"], "'Mars' is no time zone"),
        (["--exchange", "taken/file"], "cannot be the exchange"),
        (["--exchange", "taken"], "it holds something else, file"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(tmp_path: Path, words: list[str], told: str) -> None:
    """An unknown platform or zone, an exchange that is something else: a sentence, and no half class?"""
    (tmp_path / "taken").mkdir(mode=0o700)
    (tmp_path / "taken" / "file").write_text("")
    words = [str(tmp_path / word) if word.startswith("taken") else word for word in words]
    assert told in refused("class", "new", tmp_path / "spring", *words)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
    assert (tmp_path / "taken").stat().st_mode & 0o077 == 0


def test_a_class_is_not_made_inside_another(tmp_path: Path) -> None:
    """`course class new spring`, typed in spring: is it refused, and nothing made?"""
    course("class", "new", tmp_path / "spring", "--platform", "moodle")
    before = sorted((tmp_path / "spring").rglob("*"))
    assert "would lie inside another class" in refused("class", "new", tmp_path / "spring" / "spring")
    assert sorted((tmp_path / "spring").rglob("*")) == before


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """Is a folder that is not empty refused, whatever is in it, and an empty one taken?"""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / ".hidden").write_text("mine")
    assert "is not empty (.hidden is in it)" in refused("class", "new", tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == [".hidden"]
    (tmp_path / "file").write_text("")
    assert "is a file" in refused("class", "new", tmp_path / "file")
    (tmp_path / "empty").mkdir()
    assert course("class", "new", tmp_path / "empty").exit_code == 0


def test_the_machines_exchange_is_taken_where_there_is_one(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a class use the exchange that an administrator made and named for everybody?"""
    (place / "shared").mkdir()
    (place / "shared").chmod(0o1777)
    (place / "etc").mkdir()
    (place / "etc/nbgrader_config.py").write_text(f"c = get_config()\nc.Exchange.root = {str(place / 'shared')!r}\n")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(place / "etc"))
    course("class", "new", place / "spring")
    assert settings_of(place / "spring").Exchange.root == str(place / "shared")
    assert not (place / "exchange").exists()


def test_two_classes_share_one_exchange(place: Path) -> None:
    """Is the exchange of a first class taken for a second, after something was handed out in it?"""
    course("class", "new", place / "one")
    (place / "exchange/one/outbound").mkdir(parents=True)
    course("class", "new", place / "two")
    assert settings_of(place / "two").Exchange.root == str(place / "exchange")


def test_an_exchange_lies_in_the_accounts_own_data_where_nothing_else_is_writable() -> None:
    """Where a class's folder is all that its owner may write, does the class work with an exchange that is named?"""
    with Machine("teacher") as machine:
        parent = machine.home("teacher") / "closed"
        made = machine.types("teacher", "mkdir -p closed/spring && chmod 555 closed && course class new closed/spring")
        assert made.returncode == 0, made.stderr
        exchange = machine.home("teacher") / ".local/share/peace-partnerships/exchange"
        assert str(exchange) in made.stdout and exchange.is_dir()
        assert [path.name for path in parent.iterdir()] == ["spring"]
        parent.chmod(0o755)


def test_the_example_in_the_list_is_nobody(spoilt: Path) -> None:
    """Is the template's example passed over while it is unchanged, and a list without anybody else refused?"""
    (spoilt / "roster.csv").write_bytes(template())
    assert "names no student yet" in refused("roster", spoilt / "roster.csv", "--course-dir", spoilt)
    (spoilt / "roster.csv").write_bytes(template() + b"cem,Cem,Example,\n")
    assert "1 students, 1 of them new" in course("roster", spoilt / "roster.csv", "--course-dir", spoilt).stdout
    with Gradebook(f"sqlite:///{spoilt / 'gradebook.db'}", "spring") as gradebook:
        assert {one.id for one in gradebook.students} == {"ann", "bob", "cem"}


# -- check -------------------------------------------------------------------------------------------------------------


def test_nothing_stops_a_class_that_is_ready(a_class: Path) -> None:
    """Is a class with students and an assignment told that nothing stops it?"""
    lines = lacks(a_class, code=0)
    assert course("class", "check", "--course-dir", a_class).stdout.splitlines()[-1] == lines[-1]
    assert lines[-1] == "Nothing stops this class." and not [line for line in lines if line.startswith("Stops")]


def test_a_fresh_class_lacks_its_students(tmp_path: Path) -> None:
    """Is the list that nobody has filled in the first thing that is named, with the command?"""
    course("class", "new", tmp_path / "spring", "--platform", "moodle")
    first, *others = lacks(tmp_path / "spring")
    assert first.startswith("Stops the class:") and "roster.csv names no student yet" in first
    assert [line for line in others if line.startswith("Stops")] == []
    assert [line for line in others if "no assignment was generated" in line and "nbgrader generate_assignment" in line]


def append(file: str, text: str):
    def do(folder: Path) -> None:
        with (folder / file).open("a") as out:
            out.write(text)

    return do


def swap(file: str, before: str, after: str):
    def do(folder: Path) -> None:
        text = (folder / file).read_text()
        assert before in text
        (folder / file).write_text(text.replace(before, after))

    return do


def newer(file: str):
    def do(folder: Path) -> None:
        os.utime(folder / file, (2e9, 2e9))

    return do


def other_kernel(folder: Path) -> None:
    file = folder / "source/02-objectives/02-objectives.ipynb"
    made = nbformat.read(file, as_version=4)
    made.metadata.kernelspec.name = "julia-9"
    nbformat.write(made, file)


def of_another_nbgrader(folder: Path) -> None:
    import sqlite3

    with sqlite3.connect(folder / "gradebook.db") as database:
        database.execute("UPDATE alembic_version SET version_num = 'other'")


STOPS = {
    "no settings": (lambda folder: (folder / "nbgrader_config.py").unlink(), "there is no nbgrader_config.py"),
    "settings do not run": (append("nbgrader_config.py", "1 / 0\n"), "does not run: ZeroDivisionError"),
    "no install": (swap("nbgrader_config.py", "\ninstall()", "\n"), "does not call install()"),
    "no id": (swap("nbgrader_config.py", "'spring'", "''"), "the class has no course id"),
    "two ids": (swap("course.yml", '"spring"', "autumn"), "'spring' in nbgrader_config.py and 'autumn' in course.yml"),
    "course.yml": (append("course.yml", "lat: {}\n"), "unknown field 'lat' (did you mean 'late'?)"),
    "two faults": (append("course.yml", "lat: {}\nfoo: 1\n"), "unknown field 'foo'"),
    "changed": (newer("source/01-history/01-history.ipynb"), "changed in source/ after the learners' version was made"),
    "new file": (append("source/01-history/more.csv", "a\n"), "01-history: more.csv changed in source/"),
    "kernel": (other_kernel, "the kernel 'julia-9' is missing, which 02-objectives need"),
    "no source": (lambda folder: shutil.rmtree(folder / "source"), "there are no assignments"),
    "another nbgrader": (of_another_nbgrader, "another version of nbgrader. To mend: copy gradebook.db"),
}


@pytest.mark.parametrize("name", STOPS)
def test_what_stops_a_class_is_named_with_its_remedy(spoilt: Path, name: str) -> None:
    """Is each thing that would stop a class said on one line that begins so, with what to do?"""
    spoil, told = STOPS[name]
    spoil(spoilt)
    stops = [line for line in lacks(spoilt) if line.startswith("Stops the class: ")]
    assert [line for line in stops if told in line and " To mend: " in line], stops


def graded_and_changed(folder: Path) -> None:
    (folder / "autograded/ann/01-history").mkdir(parents=True)
    newer("source/01-history/01-history.ipynb")(folder)


LOOK = {
    "graded and changed": (graded_and_changed, "To mend: course class regrade 01-history, which shows first who gains"),
    "no such assignment": (
        append("course.yml", 'assignments: {01-histroy: {due: "2027-01-15 18:00"}}\n'),
        "course.yml names what is not in source/: 01-histroy",
    ),
    "left the class": (
        swap("roster.csv", "bob,", "bobby,"),
        "students who are not in roster.csv: bob. To mend: if somebody left the class or an id was a slip: nbgrader db "
        "student remove bob",
    ),
    "no course.yml": (lambda folder: (folder / "course.yml").unlink(), "there is no course.yml"),
    "new student": (append("roster.csv", "cem,Cem,Example,\n"), "the gradebook lacks students of roster.csv: cem"),
    "list": (append("roster.csv", "ann,Ann,Example,\n"), "'ann' stands there a second time"),
}


@pytest.mark.parametrize("name", LOOK)
def test_what_does_not_stop_a_class_is_named_too(spoilt: Path, name: str) -> None:
    """Is what a class can live with said, and is the exit code 0 then?"""
    spoil, told = LOOK[name]
    spoil(spoilt)
    if name == "no course.yml":  # then it is a class on a shared disk, whose students need accounts
        assert [line for line in lacks(spoilt) if told in line]
        return
    assert [line for line in lacks(spoilt, code=0) if line.startswith("Look at: ") and told in line]


def test_two_people_with_one_address_are_named(spoilt: Path) -> None:
    """Are students that no platform could tell apart by email named?"""
    (spoilt / "roster.csv").write_text(STUDENTS + "cem,Cem,Example,ANN@example.org\n")
    course("roster", spoilt / "roster.csv", "--course-dir", spoilt)
    assert [line for line in lacks(spoilt, code=0) if "ann and cem have the same email address" in line]


@pytest.mark.parametrize(("platform", "told"), [("moodle", True), ("mail", True), ("exchange", False)])
def test_two_of_one_name_are_named_where_names_matter(spoilt: Path, platform: str, told: bool) -> None:
    """Two of one name, accents aside: is it said with what tells them apart, where downloads are named after people?"""
    (spoilt / "roster.csv").write_text(STUDENTS + "cem,Example,Änn,cem@example.org\n")
    course("roster", spoilt / "roster.csv", "--course-dir", spoilt)
    (spoilt / "course.yml").write_text(f"platform: {platform}\n")
    found = [line for line in course("class", "check", spoilt).stdout.splitlines() if "have the same name" in line]
    assert [("ann and cem" in line, "--match" in line) for line in found] == [(True, True)] * told


def test_settings_of_the_account_that_lead_elsewhere(
    spoilt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does a root folder or a database in ~/.jupyter/nbgrader_config.py, which nbgrader obeys, stop the class, by name?"""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    elsewhere = tmp_path / "nbgrader_config.py"
    elsewhere.write_text("c = get_config()\nc.CourseDirectory.root = '/srv/other'\n")
    assert [line for line in lacks(spoilt) if f"{elsewhere} sets c.CourseDirectory.root = '/srv/other'" in line]
    elsewhere.write_text(f"c = get_config()\nc.CourseDirectory.root = {str(spoilt)!r}\n")
    lacks(spoilt, code=0)
    elsewhere.write_text("1 / 0\n")
    assert [line for line in lacks(spoilt) if f"{elsewhere} does not run" in line]


def test_a_shared_disk_needs_rights_and_accounts(place: Path) -> None:
    """Closed folders, ids without an account, solutions that all can read: is each named with the command that mends it?"""
    made = place / "home" / "spring"
    course("class", "new", made)
    (made / "roster.csv").write_text(STUDENTS.replace("ann,", "root,"))
    course("roster", made / "roster.csv", "--course-dir", made)
    (place / "home").chmod(0o700)
    (place / "home/exchange").chmod(0o755)
    said = "\n".join(lacks(made))
    assert f"students cannot reach the exchange {place / 'home/exchange'}: {place / 'home'} is closed" in said
    assert f"chmod o+x {place / 'home'}" in said and f"chmod 1777 {place / 'home/exchange'}" in said
    assert "these ids are no accounts of this machine, by which nbgrader knows a student: bob." in said
    (place / "home").chmod(0o755)
    (place / "home/exchange").chmod(0o1777)
    made.chmod(0o755)
    said = "\n".join(lacks(made))
    assert f"every account of this machine can look into {made}" in said and f"chmod o-rwx {made}" in said
    assert "students cannot" not in said
    shutil.rmtree(place / "home/exchange")
    assert "is not there" in "\n".join(lacks(made))


def test_what_students_see_is_compared_with_the_exchange(place: Path) -> None:
    """Is an assignment that was generated anew but not released anew named, and one that was never released?"""
    made = place / "spring"
    course("class", "new", made)
    for name in ("01-history", "02-objectives"):
        shutil.copytree(made / "source" / name, made / "release" / name)
    outbound = place / "exchange/spring/outbound/01-history"
    (place / "exchange/spring/inbound").mkdir(parents=True)
    shutil.copytree(made / "release/01-history", outbound)
    (outbound / "01-history.ipynb").write_text("{}")
    said = "\n".join(lacks(made))
    assert "01-history: the exchange still has the version of before" in said
    assert "nbgrader release_assignment 01-history --force" in said
    assert "generated, but not released: 02-objectives." in said
    assert "students cannot hand in" in said and "inbound" in said


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Does check say how a class is made, where there is none?"""
    assert "`course class new" in refused("class", "check", tmp_path / "nowhere")


def test_a_machine_without_sandbox_stops_the_class(a_class: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is bubblewrap named, where it is not installed, with the command that installs it?"""
    monkeypatch.setenv("PATH", "/nowhere")
    stops = [line for line in lacks(a_class) if line.startswith("Stops")]
    assert len(stops) == 1 and "bwrap is not installed" in stops[0] and "apt-get install bubblewrap" in stops[0]
