"""What learning platforms do with the files that we make, told again from their source for the tests.

moodle_feedback  mod/assign/feedback/file/importziplib.php, is_valid_filename_for_import
moodle_grades    grade/import/csv/classes/load_data.php, prepare_import_grade_data and what it calls
moodle_worksheet mod/assign/feedback/offline/importgradeslib.php, init and next; locallib.php, process_import_grades
canvas_feedback  app/models/abstract_assignment.rb, infer_comment_context_from_filename
canvas_grades    lib/gradebook_importer.rb, header?, parse_assignments, process_student, process_submissions
ilias_feedback   components/ILIAS/Exercise/TutorFeedbackFile/TutorFeedbackZipRepository.php, getFiles

Only what decides who gets what is here; nothing of their text is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

PLUGINS = {("assignsubmission", "file"), ("assignsubmission", "onlinetext"), ("assignfeedback", "file")}


def moodle_feedback(path: str, participants: Mapping[int, str]) -> tuple[str, str] | None:
    """Who gets a file of the uploaded zip, and under which name; None when Moodle passes over it."""
    if path.rpartition("/")[2].startswith((".", "~")):
        return None
    parts = path.split("/")
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not info[1].isdigit() or int(info[1]) not in participants:
            continue
        if (info[2], info[3]) not in PLUGINS:
            continue
        name = "/".join([info[4] if len(info) > 4 else "", *parts])
        return participants[int(info[1])], name.rpartition("/")[2]
    return None


def canvas_feedback(path: str, submitted: Mapping[int, set[int]], hidden: Mapping[str, int] = {}) -> int | None:
    """Which user gets a file of the uploaded zip, by the number of the file handed in; None when it is ignored."""
    name = path.rpartition("/")[2]
    parts = [part for part in name.split("_") if part != "LATE"]
    if parts[0] == "anon":
        user, file = hidden.get(parts[1]), parts[2]
    else:
        numbers = [part for part in parts if part.isdigit()]
        user, file = (int(numbers[0]), numbers[1]) if len(numbers) > 1 else (None, "")
    if parts[-1].startswith("link") or name.startswith("._") or user is None or not file.isdigit():
        return None
    return user if int(file) in submitted.get(user, set()) else None


def ilias_feedback(path: str, members: set[int]) -> int | None:
    """Which user gets a file of the uploaded zip; None when ILIAS passes over it."""
    parts = path.split("/")
    if len(parts) != 3 or not parts[2].strip() or parts[2].startswith("."):
        return None
    last = parts[1].split("_")[-1]
    return int(last) if last.isdigit() and int(last) in members else None


class Refused(Exception):
    """The platform ends the import."""


def moodle_grades(
    text: str, mapping: Mapping[str, str], users: Sequence[Mapping[str, str]], most: float = 100
) -> dict[str, dict[str, Any]]:
    """What a CSV import leaves in Moodle's gradebook, by user name.

    mapping: what the teacher chooses for each column: username, useridnumber, useremail, item:NAME or feedback:NAME.
    Everything else is ignored. Raises Refused as Moodle would.
    """
    fields = {"username": "username", "useridnumber": "idnumber", "useremail": "email"}
    header, *lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    header = [name.strip() for name in header]
    found: dict[str, dict[str, Any]] = {}
    student: str | None = None  # Moodle keeps it from line to line
    for line in lines:
        if len(line) <= 1:
            continue
        grades: dict[str, Any] = {}
        for name, cell in zip(header, map(str.strip, line), strict=True):
            what = mapping.get(name, "")
            if what in fields and cell:
                same = [user for user in users if user[fields[what]].casefold() == cell.casefold()]
                if len(same) != 1:
                    raise Refused(f"user mapping error: {fields[what]} {cell}")
                student = same[0]["username"]
            elif what.startswith("item:"):
                if cell in ("", "-"):
                    grades[what[5:]] = None
                else:
                    try:
                        grades[what[5:]] = float(cell)
                    except ValueError:
                        raise Refused(f"bad grade {cell}") from None
                    if grades[what[5:]] > most:
                        raise Refused(f"grade value too big {cell}")
            elif what.startswith("feedback:"):
                grades[f"feedback {what[9:]}"] = cell
        if student is None:
            raise Refused("user not found")
        found.setdefault(student, {}).update(grades)
    return found


def moodle_worksheet(
    data: bytes, participants: Mapping[int, str], most: float, there: Mapping[str, tuple[float, dt.datetime]] = {}
) -> tuple[dict[str, float], dict[str, str]]:
    """What an uploaded grading worksheet changes: grades, and the feedback comments that it brings, by user.

    there: the grade that a user has in Moodle, and when it was changed last. Raises Refused as Moodle would.
    """
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    if any(len(line) != len(header) for line in lines):
        raise Refused("csvweirdcolumns")
    if not {"Identifier", "Grade", "Last modified (grade)"} <= set(header):
        raise Refused("invalidgradeimport")
    grades: dict[str, float] = {}
    comments: dict[str, str] = {}
    for line in lines:
        row = dict(zip(header, line, strict=True))
        number = row["Identifier"][len("Participant ") :]
        user = participants.get(int(number)) if number.isdigit() else None
        if user is None:
            continue
        comments[user] = row.get("Feedback comments", "")
        try:
            changed = dt.datetime.strptime(row["Last modified (grade)"], "%A, %d %B %Y, %I:%M %p")
        except ValueError:
            changed = dt.datetime(1970, 1, 1)
        old, when = there.get(user, (None, dt.datetime(1970, 1, 1)))
        grade = float(row["Grade"].replace(" ", "")) if row["Grade"].strip() else None
        stale = when > changed + dt.timedelta(seconds=60)
        if grade is not None and grade != old and not stale and 0 <= grade <= most:
            grades[user] = grade
    return grades, comments


def canvas_grades(
    text: str, students: Sequence[Mapping[str, str]], assignments: Mapping[int, str]
) -> tuple[dict[str, dict[str, str]], list[str], list[str], dict[str, str]]:
    """What a gradebook import would change: grades by login and title, new students, new assignments, points by title.

    students: of the course, with id, sis, login and name. assignments: titles by Canvas's number.
    """
    header, *lines = list(csv.reader(io.StringIO(text, newline="")))
    one_name = len(header) > 3 and "Student" in header[0] and "ID" in header[1]
    if not one_name and (len(header) < 5 or header[:2] != ["LastName", "FirstName"] or "ID" not in header[2]):
        raise Refused("Invalid header row")
    names = 4 if header[0] == "LastName" else 3
    sis = login = None
    count = names
    if re.search(r"SIS\s+Login\s+ID", header[names - 1]):
        login, count = names - 1, names + 1
    elif re.search(r"SIS\s+User\s+ID", header[names - 1]) and re.search(r"SIS\s+Login\s+ID", header[names]):
        more = 1 if re.search(r"Integration\s+ID", header[names + 1]) else 0
        sis, login, count = names - 1, names, names + 2 + more
        count += 1 if re.search(r"Root\s+Account", header[names + 1 + more]) else 0
    if "Section" not in header[count - 1]:
        raise Refused("Invalid header row")
    titles: dict[int, str] = {}
    new_assignments = []
    for place, name in enumerate(header[count:], start=count):
        found = re.fullmatch(r"(.*)\s\((\d+)\)", name, re.S)
        if found and int(found[2]) in assignments:
            titles[place] = assignments[int(found[2])]
        elif name in assignments.values():
            titles[place] = name
        else:
            titles[place] = name
            new_assignments.append(name)
    grades: dict[str, dict[str, str]] = {}
    points: dict[str, str] = {}
    new_students = []
    for line in lines:
        if "Points Possible" in line[0]:
            points = {title: line[place] for place, title in titles.items()}
            continue
        own = line[names - 2]
        one = next((s for s in students if own and s["id"] == own), None)
        one = one or next((s for s in students if sis is not None and line[sis] and s["sis"] == line[sis]), None)
        one = one or next(
            (s for s in students if login is not None and line[login] and s["login"] == line[login]), None
        )
        one = one or next((s for s in students if s["name"] == line[0]), None)
        if one is None:
            new_students.append(line[0])
        else:
            grades[one["login"]] = {title: line[place].strip() for place, title in titles.items()}
    return grades, new_students, new_assignments, points
