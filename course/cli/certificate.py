"""The commands of a certificate: `course certificate check|issue|verify`.

Two wings meet here: what the learner did is read by the learner's wing, the marks by the instructor's, and the marks
come over as plain values.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.cli.terminal import MINE, say
from course.errors import CertificateError

if TYPE_CHECKING:
    from course.learning.certificate.issue import Line

Folder = Annotated[Path | None, typer.Argument(help=MINE)]
CourseDir = Annotated[Path | None, typer.Option(help="Class: the nbgrader course folder, which holds gradebook.db.")]
Student = Annotated[str, typer.Option(help="Class: the student's id in the gradebook.")]
GivenRecord = Annotated[Path | None, typer.Option(help="Class: the record that the student exported.")]


def check(
    folder: Folder = None, course_dir: CourseDir = None, student: Student = "", record: GivenRecord = None
) -> None:
    """Show what is done and what is still missing, one line for each module. Nothing is written.

    Exit codes: 0 everything is there, 1 something is missing.

    Example: `course certificate check`

    For a student of a class: `course certificate check --course-dir my-class --student ann --record ann.jsonl`
    """
    in_class = _in_class({"--course-dir": course_dir, "--student": student, "--record": record})
    title, lines = _judge(folder, course_dir if in_class else None, student, record)
    earned = not any(line.missing for line in lines)
    say(f"{title}: {'earned' if earned else 'not earned yet'}.")
    _print_lines(lines)
    if not earned:
        raise typer.Exit(1)
    words = "with the same options, --key, --issuer and --name" if in_class else '--name "Ann Example"'
    say(f"To issue it: course certificate issue {words}")


def issue(
    folder: Folder = None,
    name: Annotated[str, typer.Option(help="The name on the certificate; without it nothing is issued.")] = "",
    output: Annotated[Path | None, typer.Option(help="A folder for the three files.")] = None,
    course_dir: CourseDir = None,
    student: Student = "",
    record: GivenRecord = None,
    key: Annotated[Path | None, typer.Option(help="Class: the private key; made when there is none.")] = None,
    issuer: Annotated[str, typer.Option(help="Class: who issues it, for example a school.")] = "",
    valid_until: Annotated[str, typer.Option(help="A last day, as 2029-12-31; without it there is none.")] = "",
) -> None:
    """Sign a certificate and write it as three files; when something is missing, say what and write nothing.

    Alone, a record of completion. Example: `course certificate issue --name "Ann Example"`

    In a class, a certificate: `course certificate issue --course-dir my-class --student ann --record ann.jsonl
    --key school.pem --issuer "A School" --name "Ann Example"`
    """
    from course.learning.certificate.issue import end_of
    from course.learning.certificate.issue import issue as write_certificate
    from course.learning.certificate.keys import key_home
    from course.learning.certificate.open_badge import Award
    from course.learning.record.store import workspace_record

    in_class = _in_class(
        {"--course-dir": course_dir, "--student": student, "--record": record, "--issuer": issuer, "--key": key}
    )
    title, lines = _judge(folder, course_dir if in_class else None, student, record)
    award = Award(name=" ".join(name.split()), instructor=issuer or None, valid_until=end_of(valid_until))
    if any(line.missing for line in lines):
        say(f"{title}: not earned yet. Nothing was written.")
        _print_lines(lines)
        raise typer.Exit(1)
    if not award.name:
        raise CertificateError('It is earned. To issue it, give the name that it shall carry: --name "Ann Example".')
    own = Path("certificates") / student if in_class else workspace_record(folder).folder / "certificate"
    for sentence in write_certificate(award, lines, key or key_home(), output or own):
        say(sentence)


def verify(
    file: Annotated[Path, typer.Argument(help="The signed file, credential.jwt.")],
    public_key: Annotated[Path | None, typer.Option(help="The issuer's public key, from a source you trust.")] = None,
) -> None:
    """Say whether a certificate is unchanged, whose key signed it, and whether it is still valid. Without a network.

    Exit codes: 0 genuine, 1 changed or no certificate, 3 another key, 4 expired, 5 unchanged but the signer is not
    known.

    Example: `course certificate verify credential.jwt --public-key public-key.pem`
    """
    from course.learning.certificate.verify import verify as verdict_on

    verdict = verdict_on(file, public_key)
    say(*verdict.lines)
    raise typer.Exit(verdict.code)


def _in_class(options: dict[str, object]) -> bool:
    """Whether this is about a student of a class; CertificateError when only some of its options are given."""
    missing = [option for option, value in options.items() if not value]
    if 0 < len(missing) < len(options):
        raise CertificateError(f"A certificate for a class also needs {', '.join(missing)}.")
    return not missing


def _judge(folder: Path | None, course_dir: Path | None, student: str, record: Path | None) -> tuple[str, list[Line]]:
    """What the paper is called, and its lines; course_dir: None for somebody who learns alone."""
    from course.content.catalog import catalog
    from course.content.passing import required_assignments
    from course.learning.certificate.issue import judge
    from course.learning.certificate.open_badge import CERTIFICATE, COMPLETION
    from course.learning.progress.overview import overview
    from course.learning.record.store import given_record, workspace_record

    if course_dir is None or record is None:
        return COMPLETION, judge(catalog(), overview(workspace_record(folder)))
    from course.grading.gradebook.student import marks

    found = marks(course_dir, student, required_assignments(catalog()))
    return CERTIFICATE, judge(catalog(), overview(given_record(record)), found)


def _print_lines(lines: list[Line]) -> None:
    for line in lines:
        say(f"  {'missing' if line.missing else 'done':>7}  {line}")
