"""`course class collect`: does what a platform or mail gives reach its people, and is nothing lost, guessed or overwritten?"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from course.errors import PlatformError
from course.grading.gradebook.folded import folded
from course.grading.gradebook.roster import Student
from course.grading.platform.arrived import Arrived
from course.grading.platform.deliveries import Knowing, deliveries, inside
from course.grading.platform.handed_over import safe_path
from course.grading.platform.people import People
from course.grading.submission.remembered import Remembered
from course.grading.submission.time import read_time
from tests.support.lab_course import LAB, generate, notebook
from tests.support.platform_class import (
    DOWNLOADED,
    PEOPLE,
    answer_of,
    collect,
    course,
    line,
    platform_class,
    put,
    work,
    zipped,
)

MOODLE = {
    "Ann Example_101_assignsubmission_file/one.ipynb": "ann",
    "Nováková Hana_102_assignsubmission_file_/lab/one (1).ipynb": "h.novakova",
    "Zoë Maria ONeil_103_assignsubmission_file/one.ipynb.txt": "oneil",
    "明 王_104_assignsubmission_file_Homework.IPYNB": "wang",
}
CANVAS = {
    "exampleann_7_101_one.ipynb": "ann",
    "novákováhana_LATE_8_102_one-2.ipynb": "h.novakova",
    "oneilzoëmaria_9_103_my work.ipynb": "oneil",
    "王明_10_104_one.ipynb": "wang",
}
ILIAS = {
    "Example_Ann_ann_301/one.ipynb": "ann",
    "Novakova_Hana_h.novakova_302/Late Submission - one.ipynb": "h.novakova",
    "O_Neil_Zoe Maria_oneil_303/one.ipynb": "oneil",
    "__wang_304/one.ipynb": "wang",
}
MAIL = {
    "Ann Example/one.ipynb": "ann",
    "Hana Nováková <HANA@example.org>/Re: lab/one.ipynb": "h.novakova",
    "o'neil, ZOE MARIA/one.ipynb": "oneil",
    "one_wang.ipynb": "wang",
}
WHERE = {"moodle": MOODLE, "canvas": CANVAS, "ilias": ILIAS, "mail": MAIL}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class, into which nothing has come yet."""
    return platform_class(tmp_path_factory.mktemp("platform") / "course")


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return Path(shutil.copytree(made, tmp_path / "course"))


def files(root: Path, names: dict[str, str]) -> dict[str, bytes]:
    """Each name's file, with the student's id in the answer."""
    return {name: work(root, f"one = '{student}'") for name, student in names.items()}


def everything(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "folder"])
@pytest.mark.parametrize("platform", WHERE)
def test_each_platforms_names_lead_to_the_right_people(root: Path, tmp_path: Path, platform: str, as_zip: bool) -> None:
    """Renamed notebooks, `.ipynb.txt`, folders in folders, accents, another script: does everybody get the own work?"""
    names = files(root, WHERE[platform])
    source = tmp_path / "all.zip"
    if as_zip:
        source.write_bytes(zipped(names))
    else:
        source = put(tmp_path / "all", names)
    said = collect(root, source)
    for student in WHERE[platform].values():
        assert line(said, "taken", f" {student} ")
        assert answer_of(root, student) == f"one = '{student}'"
        assert [path.name for path in (root / "submitted" / student / LAB).glob("*.ipynb*")] == ["one.ipynb"]
    assert "4 taken, 0 unchanged, 0 older, 0 not matched; nothing from 3." in said
    assert line(said, "nothing from  ") == "nothing from  idle, jm1, jm2"
    before = everything(root / "submitted")
    assert "0 taken, 4 unchanged" in collect(root, source)
    assert everything(root / "submitted") == before


def test_a_name_that_fits_two_people_is_given_to_nobody(root: Path, tmp_path: Path) -> None:
    """José Müller and Jose Muller: are both named, is the work kept, and does a person's decision end it for good?"""
    name = "Jose Muller_7_assignsubmission_file"
    source = tmp_path / "all.zip"
    source.write_bytes(zipped({f"{name}/one.ipynb": work(root)}))
    said = collect(root, source, code=1)
    assert "it fits jm1 and jm2" in line(said, "not matched  ")
    assert not (root / "submitted").exists()
    assert (root / "unmatched" / LAB / name / "one.ipynb").read_bytes() == work(root)
    (tmp_path / "match.csv").write_text("file;id\nJose Muller_7;jm2\n")
    assert line(collect(root, source, "--match", tmp_path / "match.csv"), "taken", "jm2")
    assert not (root / "unmatched" / LAB).exists()
    source.write_bytes(zipped({f"{name}/one.ipynb": work(root, "one = 7")}, DOWNLOADED + dt.timedelta(days=1)))
    assert line(collect(root, source), "taken", "jm2")
    # The decision was a slip: what is decided anew holds, and what lies with the wrong person is named.
    (tmp_path / "match.csv").write_text("file;id\nJose Muller_7;jm1\n")
    said = collect(root, source, "--match", tmp_path / "match.csv")
    assert f"was taken for jm2 before: if submitted/jm2/{LAB} is not their own, take it away" in line(
        said, "taken", "jm1"
    )
    assert line(collect(root, source), "unchanged", "jm1")


def test_the_worksheets_address_tells_two_of_one_name_apart(root: Path, tmp_path: Path) -> None:
    """José Müller and Jose Muller, and the worksheet has their addresses: does each get the own work, a third nobody's?"""
    names = {f"Jose Muller_{number}_assignsubmission_file/one.ipynb": f"jm{number}" for number in (1, 2)}
    source = tmp_path / "all.zip"
    source.write_bytes(zipped({**files(root, names), "Ann Example_3_assignsubmission_file/one.ipynb": work(root)}))
    rows = [f"Participant {number},Jose Muller,jose{number}@example.org,-" for number in (1, 2)]
    rows.append("Participant 3,Ann Example,hana@example.org,-")
    header = "Identifier,Full name,Email address,Last modified (submission)"
    said = collect(root, source, "--worksheet", csv(tmp_path, "\n".join([header, *rows])), code=1)
    for student in names.values():
        assert line(said, "taken", f" {student} ")
        assert answer_of(root, student) == f"one = '{student}'"
    assert "it fits ann and h.novakova" in line(said, "not matched  ")


def test_who_it_might_be_is_said(root: Path, tmp_path: Path) -> None:
    """Half a name: is it given to nobody, and is who is near named with the lines to type?"""
    said = collect(root, put(tmp_path / "mail", {"Zoe Oneil/one.ipynb": work(root)}), code=1)
    assert "perhaps oneil" in line(said, "not matched  ")
    assert "  Zoe Oneil,ID" in said.splitlines()
    assert (root / "unmatched" / LAB / "Zoe Oneil" / "one.ipynb").exists()
    (tmp_path / "match.csv").write_text("file,id,time\nZoe Oneil,oneil,2026-10-12 18:00 +0200\n")
    collect(root, root / "unmatched" / LAB, "--match", tmp_path / "match.csv")
    assert read_time(root / "submitted" / "oneil" / LAB).time == dt.datetime(2026, 10, 12, 16)


def test_a_number_of_the_platform_is_no_id(root: Path, tmp_path: Path) -> None:
    """Moodle's and Canvas's own numbers look like matriculation numbers: does none of them choose a person?"""
    from tests.support.lab_course import book

    with book(root) as gradebook:
        gradebook.add_student("101", first_name="Other", last_name="Person")
    for name in ("Unknown Body_101_assignsubmission_file/one.ipynb", "bodyunknown_101_101_one.ipynb"):
        (tmp_path / "all.zip").write_bytes(zipped({name: work(root)}))
        assert "it fits nobody" in collect(root, tmp_path / "all.zip", code=1)


def test_hidden_names_are_said_and_decided(root: Path, tmp_path: Path) -> None:
    """Anonymous marking in Moodle and Canvas: is it said why nobody matches, and does Moodle's worksheet help?"""
    source = tmp_path / "all.zip"
    source.write_bytes(zipped({"Participant_12_assignsubmission_file/one.ipynb": work(root)}))
    assert "the platform hid the name" in collect(root, source, code=1)
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text("Identifier,Full name,Email address\nParticipant 12,Ann Example,ann@example.org\n")
    assert line(collect(root, source, "--worksheet", sheet), "taken", "ann")
    source.write_bytes(zipped({"anon_x7Yz9_12_one.ipynb": work(root)}))
    assert "the platform hid the name" in collect(root, source, code=1)


STRANGERS = {
    "moodle": "Eve Elsewhere_9_assignsubmission_file/one.ipynb",
    "canvas": "elsewhereeve_9_91_one.ipynb",
    "mail": "Eve Elsewhere/one.ipynb",
}


@pytest.mark.parametrize("platform", STRANGERS)
def test_who_is_not_in_the_class_is_asked_about_once(root: Path, tmp_path: Path, platform: str) -> None:
    """Somebody of another class: does `-` end the question for good, is the work kept, and can the decision be changed?"""
    name, source, match = STRANGERS[platform], tmp_path / "all.zip", tmp_path / "match.csv"
    source.write_bytes(zipped({name: work(root)}))
    said = collect(root, source, code=1)
    assert "Write - in place of an ID for who is not in this class" in said
    (key,) = [one.strip().removesuffix(",ID") for one in said.splitlines() if one.endswith(",ID")]
    match.write_text(f"file,id\n{key},\n")
    collect(root, source, "--match", match, code=1)
    match.write_text(f"file,id\n{key},-\n")
    for words in (["--match", match], []):
        said = collect(root, source, *words)
        assert line(said, "not ours  ").endswith(f"kept in unmatched/{LAB}/")
        assert "0 taken, 0 unchanged, 0 older, 0 not matched, 1 not ours; nothing from 7." in said
        assert [file.read_bytes() for file in (root / "unmatched" / LAB).rglob("*.ipynb")] == [work(root)]
    assert not (root / "submitted").exists()
    match.write_text(f"file,id\n{key},idle\n")
    assert line(collect(root, source, "--match", match), "taken", " idle ")
    assert "not ours" not in collect(root, source)


def test_another_file_of_a_strangers_name_is_asked_about(root: Path, tmp_path: Path) -> None:
    """A loose `one.ipynb` was nobody's: is the next one of that name, with other work in it, not passed over?"""
    source = put(tmp_path / "mail", {"one.ipynb": work(root)})
    match = csv(tmp_path, "file,id\none.ipynb,-\n")
    collect(root, source, "--match", match)
    assert "1 not ours" in collect(root, source)
    put(source, {"one.ipynb": work(root, "one = 7")})
    assert line(collect(root, source, code=1), "not matched  ")


def test_the_newer_stays_and_the_older_is_kept(root: Path, tmp_path: Path) -> None:
    """Tuesday's download before Monday's, and after it: is Tuesday's work there, and Monday's beside it once?"""
    monday, tuesday = tmp_path / "monday.zip", tmp_path / "tuesday.zip"
    name = "Ann Example_101_assignsubmission_file/one.ipynb"
    monday.write_bytes(zipped({name: work(root, "one = 1")}))
    tuesday.write_bytes(zipped({name: work(root, "one = 2")}, DOWNLOADED + dt.timedelta(days=1)))
    for order in ((monday, tuesday), (tuesday, monday), (monday,), (tuesday,)):
        said = collect(root, *order)
        assert answer_of(root, "ann") == "one = 2"
    assert "unchanged" in line(said, "ann")
    kept = list((root / "submitted-before" / "ann" / LAB).rglob("one.ipynb"))
    assert [b"one = 1" in file.read_bytes() for file in kept] == [True]


def test_what_another_way_brought_is_not_overwritten(root: Path, tmp_path: Path) -> None:
    """A submission of nbgrader's exchange lies there: is it kept when something newer comes, and left by the older?"""
    folder = put(root / "submitted" / "ann" / LAB, {"one.ipynb": work(root, "one = 5"), "own.txt": b"notes"})
    (folder / "timestamp.txt").write_text("2026-10-13 12:00:00.000000 UTC")
    there = everything(folder)
    source = tmp_path / "all.zip"
    source.write_bytes(zipped({"exampleann_7_101_one.ipynb": work(root)}))
    told = line(collect(root, source), "older", "ann")
    (older,) = (root / "submitted-before" / "ann" / LAB).iterdir()
    assert told.endswith(f"what is there is newer; this is kept in {older.relative_to(root).as_posix()}/")
    assert line(collect(root, source), "older", "ann") == told
    assert everything(folder) == there
    source.write_bytes(zipped({"exampleann_7_101_one.ipynb": work(root)}, DOWNLOADED + dt.timedelta(days=9)))
    os.utime(folder / "one.ipynb", (0, 0))
    assert line(collect(root, source), "taken", "ann")
    kept = [everything(place) for place in (root / "submitted-before" / "ann" / LAB).iterdir()]
    assert there in kept


def test_of_several_copies_the_last_counts(root: Path, tmp_path: Path) -> None:
    """`one (1).ipynb` and `one.ipynb` in one submission: does the younger count by time, and is the other kept?"""
    early, late = "one = 'early'", "one = 'late'"
    names = {"Ann Example/one.ipynb": work(root, early), "Ann Example/one (1).ipynb": work(root, late)}
    folder = put(tmp_path / "mail", names)
    os.utime(folder / "Ann Example" / "one.ipynb", (1_000_000_000, 1_000_000_000))
    said = collect(root, folder)
    assert answer_of(root, "ann") == late
    (kept,) = (root / "submitted-before" / "ann" / LAB).rglob("one.ipynb")
    where = f"{kept.parent.relative_to(root).as_posix()}/"
    assert line(said, "taken  ").endswith(f"'one (1).ipynb' counts, 'one.ipynb' is kept in {where}")
    assert early.encode() in kept.read_bytes()
    collect(root, folder)
    assert list((root / "submitted-before" / "ann" / LAB).rglob("one.ipynb")) == [kept]
    canvas = {"oneilzoëmaria_9_205_one-1.ipynb": work(root, late), "oneilzoëmaria_9_204_one.ipynb": work(root, early)}
    (tmp_path / "all.zip").write_bytes(zipped(canvas))
    collect(root, tmp_path / "all.zip")
    assert answer_of(root, "oneil") == late


@pytest.mark.parametrize("unpacked", ["as unzip does", "without times"])
@pytest.mark.parametrize("first", ["one.ipynb", "one-1.ipynb"])
def test_an_unpacked_download_gives_what_the_zip_gives(root: Path, tmp_path: Path, first: str, unpacked: str) -> None:
    """`one.ipynb` and `one-1.ipynb` in one submission, in any order: does the same one count from zip and folder?"""
    top = "Ann Example_101_assignsubmission_file"
    answers = {"one.ipynb": "one = 'plain'", "one-1.ipynb": "one = 'numbered'"}
    order = sorted(answers, key=lambda name: name != first)
    names = {f"{top}/{name}": work(root, answers[name]) for name in order}
    times = {name: DOWNLOADED + dt.timedelta(seconds=2 * place) for place, name in enumerate(names)}
    (tmp_path / "all.zip").write_bytes(zipped(names, times=times))
    folder = put(tmp_path / "unpacked", names)
    if unpacked == "as unzip does":
        for name, time in times.items():
            seconds = time.replace(tzinfo=dt.UTC).timestamp()
            os.utime(folder / name, (seconds, seconds))
    collect(root, tmp_path / "all.zip")
    assert answer_of(root, "ann") == "one = 'numbered'"
    assert "unchanged" in line(collect(root, folder), " ann ")
    shutil.rmtree(root / "submitted")
    collect(root, folder)
    assert answer_of(root, "ann") == "one = 'numbered'"


def test_copies_that_nothing_tells_apart_are_left_to_a_person(root: Path, tmp_path: Path) -> None:
    """Two notebooks of one time under other names: is none chosen, and are both there and named?"""
    names = {"Ann Example/a.ipynb": work(root, "one = 1"), "Ann Example/b.ipynb": work(root, "one = 2")}
    (tmp_path / "all.zip").write_bytes(zipped(names))
    said = collect(root, tmp_path / "all.zip")
    assert "nothing says which of 'a.ipynb', 'b.ipynb' is the last one" in line(said, "taken  ")
    assert set(everything(root / "submitted" / "ann" / LAB)) >= {"a.ipynb", "b.ipynb"}


def test_a_time_of_the_download_makes_nobody_late(root: Path, tmp_path: Path) -> None:
    """Moodle's and Canvas's zips bear the time of the download: is it no time of hand-in, and is the worksheet's one?"""
    source = tmp_path / "all.zip"
    source.write_bytes(zipped(files(root, MOODLE)))
    assert "time not known" in line(collect(root, source), "ann")
    assert read_time(root / "submitted" / "ann" / LAB).time is None
    (root / "course.yml").write_text("timezone: Europe/Vienna\n")
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Full name,Last modified (submission),Grade\n"
        'Participant 101,Ann Example,"Monday, 12 October 2026, 6:00 PM",-\n'
        "Participant 102,Hana Nováková,12.10.2026 18:00,-\nParticipant 103,Zoë Maria O'Neil,-,-\n"
    )
    said = collect(root, source, "--worksheet", sheet)
    assert "2026-10-12 18:00 Europe/Vienna (grading worksheet)" in line(said, "unchanged", " ann ")
    assert (root / "submitted" / "ann" / LAB / "timestamp.txt").read_text() == "2026-10-12 16:00:00.000000 UTC"
    assert "time not known" in line(said, "h.novakova")


GERMAN = "ID,Vollständiger Name,E-Mail-Adresse,Zuletzt geändert (Abgabe),Bewertung\n"


def test_a_worksheet_in_another_language_is_not_passed_over(root: Path, tmp_path: Path) -> None:
    """Moodle's worksheet in German: is it said that no time was read, what was looked for, and what to do?"""
    source = tmp_path / "all.zip"
    source.write_bytes(zipped(files(root, MOODLE)))
    row = '"Teilnehmer/in 101",Ann Example,ann@example.org,"Montag, 12. Oktober 2026, 18:00",-\n'
    said = collect(root, source, "--worksheet", csv(tmp_path, GERMAN + row))
    told = line(said, "No time of hand-in was read")
    for words in ("'Last modified (submission)'", "'Zuletzt geändert (Abgabe)'", "language in Moodle to English"):
        assert words in told
    assert "'Email address'" in line(said, "No name was read")
    english = GERMAN.replace("Zuletzt geändert (Abgabe)", "Last modified (submission)").replace(
        "E-Mail-Adr", "Email addr"
    )
    said = collect(root, source, "--worksheet", csv(tmp_path, english.replace("addresse", "address") + row))
    assert "1 time of hand-in could not be read, the first is 'Montag, 12. Oktober 2026, 18:00'" in said
    assert "No time of" not in said and "No name" not in said


def test_a_zip_with_times_of_its_own_is_believed(root: Path, tmp_path: Path) -> None:
    """ILIAS of before keeps the files' times: are they those of hand-in, in the class's zone; and not when all are one?"""
    (root / "course.yml").write_text("timezone: Europe/Vienna\n")
    times = {name: DOWNLOADED - dt.timedelta(hours=hours) for hours, name in enumerate(ILIAS)}
    (tmp_path / "all.zip").write_bytes(zipped(files(root, ILIAS), times=times))
    said = collect(root, tmp_path / "all.zip")
    assert "2026-10-13 08:00 Europe/Vienna (the zip)" in line(said, "h.novakova")
    assert read_time(root / "submitted" / "h.novakova" / LAB).time == dt.datetime(2026, 10, 13, 6)


def test_a_pdf_in_place_of_the_notebook_is_named(root: Path, tmp_path: Path) -> None:
    """A PDF, a text typed into Moodle, only what was handed out: is it said what is there, and what it will be?"""
    (root / "source" / LAB / "extra.csv").write_text("a,b")
    names = {
        "Ann Example_101_assignsubmission_file/essay.pdf": b"%PDF-1.7",
        "Hana Nováková_102_assignsubmission_onlinetext/onlinetext.html": b"<p>My answer</p>",
        "Ida Idle_103_assignsubmission_file/extra.csv": b"a,b",
        "明 王_104_assignsubmission_file/one.ipynb.txt": work(root),
    }
    (tmp_path / "all.zip").write_bytes(zipped(names))
    said = collect(root, tmp_path / "all.zip")
    assert "no notebook is there, only 'essay.pdf'; a person must look" in line(said, "taken", " ann ")
    assert "only 'onlinetext.html'" in line(said, "taken", "h.novakova")
    assert line(said, "taken", " idle ").endswith("one.ipynb is not there")
    assert line(said, "taken", " wang ").endswith("time not known")


def test_a_zip_within_is_opened_once(root: Path, tmp_path: Path) -> None:
    """A zip handed in through Moodle, Windows' slashes, a zip in that: the notebook found, the inner zip kept as a file?"""
    inner = zipped({"lab\\one.ipynb": work(root), "more.zip": zipped({"x.txt": b"x"}), "lab\\data.csv": b"a,b"})
    name = "Ann Example_101_assignsubmission_file/Work.ZIP"
    (tmp_path / "all.zip").write_bytes(zipped({name: inner}))
    collect(root, tmp_path / "all.zip")
    there = everything(root / "submitted" / "ann" / LAB)
    assert set(there) == {"one.ipynb", "Work.ZIP/lab/data.csv", "Work.ZIP/more.zip"}


def test_single_files_and_a_persons_zip(root: Path, tmp_path: Path) -> None:
    """Attachments saved one by one: is the person found in the file's own name?"""
    put(tmp_path, {"one - Ann Example (2).ipynb": work(root), "oneil.zip": zipped({"one.ipynb": work(root)})})
    put(tmp_path, {"wang@example.org one.ipynb": work(root)})
    sources = [
        tmp_path / "one - Ann Example (2).ipynb",
        tmp_path / "oneil.zip",
        tmp_path / "wang@example.org one.ipynb",
    ]
    said = collect(root, *sources)
    for student in ("ann", "oneil", "wang"):
        assert line(said, "taken", f" {student} ")


def evil_link(zip_file: Path) -> None:
    import zipfile

    with zipfile.ZipFile(zip_file, "a") as made:
        link = zipfile.ZipInfo("Ann Example_101_assignsubmission_file/data.csv")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")


def test_what_strangers_put_into_a_zip_stays_inside(root: Path, tmp_path: Path) -> None:
    """`../`, an absolute path, a link, a time of one's own, an endless name: is nothing outside, and all of it said?"""
    top = "Ann Example_101_assignsubmission_file"
    names = {
        f"{top}/one.ipynb": work(root),
        f"{top}/../../../../../evil.txt": b"x",
        f"{top}//C:\\Windows\\evil.dll": b"x",
        f"{top}/timestamp.txt": b"2020-01-01 00:00:00 UTC",
        f"{top}/{'n' * 900}.csv": b"x",
        f"{top}/{'d/' * 300}deep.csv": b"x",
        f"{top}/new\nline.csv": b"x",
    }
    (tmp_path / "all.zip").write_bytes(zipped(names))
    evil_link(tmp_path / "all.zip")
    outside = everything(tmp_path.parent).keys()
    said = collect(root, tmp_path / "all.zip")
    assert line(said, "data.csv' is a link or a device, not a file. It was not taken.")
    there = everything(root / "submitted" / "ann" / LAB)
    assert "timestamp.txt" not in there and "handed-in-timestamp.txt" in there
    assert {"evil.txt", "Windows/evil.dll", "deep.csv", "new_line.csv"} < set(there)
    new = everything(tmp_path.parent).keys() - outside
    assert all(f"{root.relative_to(tmp_path.parent)}/" in name for name in new)
    assert not list(root.glob(".collecting*"))


def test_a_bomb_is_named_and_left(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to more than a submission may have: is it named, and the rest taken?"""
    import course.grading.platform.arrived as arrived

    monkeypatch.setattr(arrived, "MOST_BYTES", 1_000_000)
    top = "Ann Example_101_assignsubmission_file"
    (tmp_path / "all.zip").write_bytes(zipped({f"{top}/zeros.bin": bytes(9_000_000), f"{top}/one.ipynb": work(root)}))
    said = collect(root, tmp_path / "all.zip")
    assert "zeros.bin' has more than 1 MB. It was not taken." in said
    assert answer_of(root, "ann") == "one = 42"


NEXT = "next"


@pytest.fixture(scope="module")
def of_two(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class with a second assignment, whose notebook has another name and cells of the same names."""
    root = Path(shutil.copytree(made, tmp_path_factory.mktemp("two") / "course"))
    (root / "source" / NEXT).mkdir()
    text = nbformat.writes(notebook("two")).replace('"two-', '"one-')
    (root / "source" / NEXT / "two.ipynb").write_text(text)
    generate(root, NEXT)
    return root


@pytest.fixture
def two(of_two: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return Path(shutil.copytree(of_two, tmp_path / "course"))


def next_work(root: Path) -> bytes:
    """The other assignment's notebook, as somebody hands it in."""
    return (root / "release" / NEXT / "two.ipynb").read_bytes()


def test_the_download_of_another_assignment_is_refused(two: Path, tmp_path: Path) -> None:
    """The zip of the next assignment: is the run refused with the name of it, with nothing changed, and taken for that?"""
    work_of_next = {f"{name.split('/')[0]}/two.ipynb": next_work(two) for name in list(MOODLE)[:3]}
    source = tmp_path / "all.zip"
    source.write_bytes(zipped({**work_of_next, list(MOODLE)[3]: work(two)}))
    before = everything(two)
    with pytest.raises(AssertionError) as error:
        collect(two, source)
    assert f"the work for {NEXT}, not {LAB}: so it is with 3 of 4 people" in str(error.value)
    assert f"To mend: --assignment {NEXT}" in str(error.value)
    assert isinstance(error.value.__cause__, PlatformError)
    assert everything(two) == before
    source.write_bytes(zipped(work_of_next))
    done = course("class", "collect", source, "--assignment", NEXT, "--course-dir", two)
    assert "3 taken, 0 unchanged, 0 older, 0 not matched" in done.output


def test_an_assignment_that_was_not_generated_is_said(two: Path, tmp_path: Path) -> None:
    """Its source is there, and the gradebook knows nothing of it: is the command told that is missing?"""
    shutil.copytree(two / "source" / NEXT, two / "source" / "later")
    (tmp_path / "all.zip").write_bytes(zipped({"Ann Example_101_assignsubmission_file/two.ipynb": next_work(two)}))
    with pytest.raises(
        AssertionError, match=r"later was not generated yet\. To mend: nbgrader generate_assignment later"
    ):
        course("class", "collect", tmp_path / "all.zip", "--assignment", "later", "--course-dir", two)


def test_one_notebook_of_another_assignment_is_not_taken(two: Path, tmp_path: Path) -> None:
    """One person hands in the next assignment's notebook, one both: is it kept, said, and the right one alone taken?"""
    ann, hana = "Ann Example_101_assignsubmission_file", "Hana Nováková_102_assignsubmission_file"
    names = {
        f"{ann}/one.ipynb": next_work(two),
        f"{ann}/notes.txt": b"x",
        f"{hana}/renamed.ipynb": work(two, "one = 'right'"),
        f"{hana}/two.ipynb": next_work(two),
    }
    (tmp_path / "all.zip").write_bytes(zipped(names))
    for what in ("taken", "unchanged"):
        said = collect(two, tmp_path / "all.zip", code=1)
        assert f"this is the work for {NEXT}, not {LAB}; nothing of it was taken. To mend: --assignment {NEXT}" in line(
            said, "other work", " ann "
        )
        assert "'two.ipynb': this is the work for next" in line(said, "other work", "h.novakova")
        assert line(said, f"{what}  ", "h.novakova")
        assert answer_of(two, "h.novakova") == "one = 'right'"
        assert not (two / "submitted" / "ann").exists()
        kept = everything(two / "unmatched" / LAB)
        assert kept == {name: data for name, data in names.items() if "renamed" not in name}
    assert "  Ann Example_101,ID" not in said


def test_an_odd_notebook_of_the_right_assignment_is_taken(two: Path, tmp_path: Path) -> None:
    """All of the given texts changed, or none of the cells there: is it no other assignment's work, and taken?"""
    odd = nbformat.reads(work(two), 4)
    for cell in odd.cells:
        cell.source += "\n# my own words"
    names = {"ann/one.ipynb": nbformat.writes(odd).encode(), "wang/one.ipynb": b'{"cells": [], "nbformat": 4}'}
    said = collect(two, put(tmp_path / "mail", names))
    assert "2 taken" in said


SPOILED: dict[str, Callable[[Path, Path], list[Path | str]]] = {
    "There is no file or folder": lambda root, tmp: [tmp / "nothing.zip"],
    "is a zip that cannot be read": lambda root, tmp: [broken(tmp / "all.zip")],
    "has no columns file and id": lambda root, tmp: [tmp, "--match", csv(tmp, "name,who\na,b\n")],
    "row 2: nobody in the roster has the id 'zed' (- is for nobody of this class)": lambda root, tmp: [
        tmp,
        "--match",
        csv(tmp, "file,id\na,zed\n"),
    ],
    "all.zip holds no file that can be taken": lambda root, tmp: [put(tmp, {"all.zip": zipped({})}) / "all.zip"],
    "x.csv' has a password. It was not taken": lambda root, tmp: [locked(tmp / "all.zip")],
    "is the zip for learners that `course class pack` writes": lambda root, tmp: [
        put(tmp, {"all.zip": zipped({"START-HERE.txt": b"x", f"my-course/assignments/{LAB}/one.ipynb": work(root)})})
        / "all.zip"
    ],
    "is Moodle's grading worksheet, not what people handed in": lambda root, tmp: [
        csv(tmp, "Identifier,Full name,Grade\nParticipant 101,Ann Example,-\n")
    ],
    "is no grading worksheet of Moodle": lambda root, tmp: [tmp, "--worksheet", csv(tmp, "a,b\nx,y\n")],
    "platform-names.json cannot be read": lambda root, tmp: [put(root, {"platform-names.json": b"[]"}) and tmp],
}


def locked(file: Path) -> Path:
    """A zip whose one file says that it has a password."""
    data = bytearray(zipped({"x.csv": b"x"}))
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(head) + flags] |= 1
    file.write_bytes(data)
    return file


def broken(file: Path) -> Path:
    data = bytearray(zipped({"a.txt": b"a" * 100, "b.txt": b"b" * 100}))
    data[data.index(b"PK\x01\x02") : data.index(b"PK\x01\x02") + 4] = b"XXXX"
    file.write_bytes(data)
    return file


def csv(folder: Path, text: str) -> Path:
    (folder / "table.csv").write_text(text)
    return folder / "table.csv"


@pytest.mark.parametrize("told", SPOILED)
def test_what_cannot_be_used_is_said(root: Path, tmp_path: Path, told: str) -> None:
    """No such file, a broken zip, a list with a slip: one sentence with what to do, and nothing written?"""
    words = SPOILED[told](root, tmp_path)
    with pytest.raises(AssertionError) as error:
        collect(root, *words)
    assert told in str(error.value)
    assert isinstance(error.value.__cause__, PlatformError)
    assert not (root / "submitted").exists() and not (root / "unmatched").exists()


def test_a_linked_folder_gets_nothing(root: Path, tmp_path: Path) -> None:
    """submitted/ann is a link to another's folder: is nothing written through it, and the work kept?"""
    (root / "submitted" / "wang").mkdir(parents=True)
    (root / "submitted" / "ann").symlink_to(root / "submitted" / "wang", target_is_directory=True)
    said = collect(root, put(tmp_path / "mail", {"ann/one.ipynb": work(root)}), code=1)
    assert "is a link, and links are not followed" in said
    assert not list((root / "submitted" / "wang").iterdir())
    assert (root / "unmatched" / LAB / "ann" / "one.ipynb").exists()


NAMES = st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=12)
PARTS = st.one_of(
    NAMES,
    st.sampled_from(
        ["..", ".", "one.ipynb", "Ann Example_1_assignsubmission_file", "ann_1_2_x", "a_b_wang_3", "lab.zip"]
    ),
)
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=st.lists(PATHS, min_size=1, max_size=4), people=st.lists(st.tuples(NAMES, NAMES, NAMES), max_size=4))
def test_whatever_a_download_is_called_it_is_read(
    tmp_path: Path, paths: list[str], people: list[tuple[str, ...]]
) -> None:
    """Any names of files and people: is each file read or named, in one delivery, with at most one person, and inside?"""
    stage = Path(tempfile.mkdtemp(dir=tmp_path))
    (stage / "all.zip").write_bytes(zipped(dict.fromkeys(paths, b"x")))
    (stage / "pieces").mkdir()
    arrived = Arrived(stage / "pieces")
    arrived.read(stage / "all.zip")
    folk = [Student(one[0], one[1], one[2]) for one in people]
    found = deliveries(arrived.pieces, [stage / "all.zip"], Knowing(LAB, People(folk), Remembered(stage)))
    assert sorted(piece.file for one in found for piece in one.pieces) == sorted(piece.file for piece in arrived.pieces)
    for one in found:
        assert one.student == "" or one.meant == (one.student,)
        for piece in one.pieces:
            place = safe_path(inside(one, piece))
            assert not place.is_absolute() and ".." not in place.parts
            assert len(place.name.encode()) <= 255


@given(text=st.text(max_size=60))
@example("𝐀ŉ Ǣ")
@example(text="\N{MATHEMATICAL MONOSPACE CAPITAL A}")
def test_any_name_is_folded(text: str) -> None:
    """Whatever the letters are, is a name folded once the same as folded twice?"""
    assert folded(folded(text)) == folded(text)


def test_the_roster_has_everybody() -> None:
    """Do the tests' people have what makes matching hard: two of one name, another script, an apostrophe?"""
    assert len({first for first, _, _ in PEOPLE.values()}) == len(PEOPLE)
