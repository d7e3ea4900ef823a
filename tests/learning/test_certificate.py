"""The certificate: who earns it, what is signed, and what its check says."""

from __future__ import annotations

import base64
import datetime
import importlib.resources
import json
import re
import shutil
import stat

import jwt
import pytest
from openbadgeslib.ob3 import OB3Verifier
from typer.testing import CliRunner

from course.cli import app
from course.content.catalog import catalog
from course.content.parallel_forms import forms
from course.content.passing import Mark, required_assignments
from course.errors import CertificateError
from course.learning.certificate.issue import end_of, issue, judge
from course.learning.certificate.keys import KeyPair, key_home, key_pair
from course.learning.certificate.open_badge import Award, sign
from course.learning.certificate.verify import CHANGED, GENUINE, NOT_VALID_NOW, OTHER_KEY, SIGNER_UNKNOWN, verify
from course.learning.progress.overview import overview
from course.learning.record.store import Record
from tests.support.browser import axe_violations, chromium
from tests.support.certificates import answer, finished, gradebook
from tests.support.workspace import empty_workspace

FIRST, LAST = catalog().modules[0], catalog().modules[-1]


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    """The file of a record with which everything is done; copied by those who change it."""
    return finished(tmp_path_factory.mktemp("complete") / "record.jsonl").path


@pytest.fixture(scope="module")
def passed(tmp_path_factory):
    """A course folder whose gradebook has the student `ann` with every assignment passed."""
    return gradebook(tmp_path_factory.mktemp("class"))


@pytest.fixture(autouse=True)
def own_key(tmp_path, monkeypatch):
    """A private folder of this test's own, so that no key of another test is found."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def workspace(tmp_path, complete):
    """A learner's folder with the complete record."""
    shutil.copy(complete, empty_workspace(tmp_path / "mine") / "record.jsonl")
    return tmp_path / "mine"


def run(*words):
    return CliRunner().invoke(app, ["certificate", *map(str, words)], env={"COLUMNS": "200"})


def for_class(course_dir, record, folder, *more, student="ann"):
    """The instructor's command."""
    words = ["issue", "--course-dir", course_dir, "--student", student, "--record", record]
    return run(*words, "--key", folder / "school.pem", "--issuer", "A School", "--output", folder / "out", *more)


def issued(folder, valid_until=None, instructor="A School"):
    """A certificate signed with a new key in `folder`."""
    award = Award(name="Ann Example", instructor=instructor, valid_until=valid_until)
    pair = key_pair(folder / "key.pem")
    (folder / "credential.jwt").write_text(sign(award, [("00 Start", "Module quiz: form A")], pair))
    (folder / "public-key.pem").write_bytes(pair.public)
    return folder / "credential.jwt", folder / "public-key.pem"


def payload(file):
    part = file.read_text().split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


# Alone ------------------------------------------------------------------------------------------


def test_a_new_learner_reads_what_is_missing_and_nothing_is_written(tmp_path):
    """Is there one line for each module, exit code 1, no file and no key?"""
    done = run("issue", empty_workspace(tmp_path / "mine"), "--name", "Ann Example")
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert lines[0] == "Record of completion: not earned yet. Nothing was written."
    assert len(lines) == 1 + len(catalog().modules)
    for module, line in zip(catalog().modules, lines[1:], strict=True):
        assert re.match(rf" *missing +{module.id} ", line)
        assert "no complete sitting yet" in line
    assert not (tmp_path / "mine/certificate").exists()
    assert not key_home().exists()


def test_a_look_at_what_is_missing_writes_nothing(tmp_path, workspace, passed, complete):
    """Does `check` give exit code 1 while something is missing, 0 and the next command when all is there, and no file?"""
    done = run("check", empty_workspace(tmp_path / "new"))
    assert (done.exit_code, done.output.count("missing")) == (1, len(catalog().modules))
    done = run("check", workspace)
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "Record of completion: earned.")
    assert 'course certificate issue --name "Ann Example"' in done.output
    assert not (workspace / "certificate").exists()
    done = run("check", "--course-dir", passed, "--student", "ann", "--record", complete)
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "Certificate: earned.")
    assert "--key, --issuer and --name" in done.output
    assert "needs --course-dir, --record" in str(run("check", "--student", "ann").exception)
    assert not key_home().exists()


def test_a_finished_learner_gets_a_record_of_completion(workspace):
    """Are the three files there, is it called what it is, and does the check on this computer say genuine?"""
    done = run("issue", workspace, "--name", "  Ann   Example ")
    assert done.exit_code == 0, done.output
    folder = workspace / "certificate"
    assert sorted(path.name for path in folder.iterdir()) == ["certificate.html", "credential.jwt", "public-key.pem"]
    page = (folder / "certificate.html").read_text()
    assert "<h1>Record of completion</h1>" in page
    assert "nobody else has looked at it" in page
    assert "No person has graded anything" in page
    check = run("verify", folder / "credential.jwt")
    assert (check.exit_code, check.output.splitlines()[0]) == (
        GENUINE,
        "Genuine: unchanged, and signed with the key of this computer.",
    )
    assert "Name: Ann Example" in check.output


def test_one_answer_short_is_not_earned(tmp_path, complete):
    """When a single quiz answer of the last module is taken out, is that module named and no other?"""
    gone = forms(LAST.items)["A"][-1].id
    kept = tmp_path / "record.jsonl"
    kept.write_text("".join(line for line in complete.read_text().splitlines(True) if f"item/{gone}" not in line))
    short = [line for line in judge(catalog(), overview(Record(kept))) if line.missing]
    assert [line.place[:2] for line in short] == [LAST.id]
    assert "no complete sitting yet" in short[0].missing


def test_one_task_short_is_not_earned(tmp_path, complete):
    """When one lab task is unsolved, is its lesson named with what is done of it?"""
    task = FIRST.tasks[0].id
    kept = tmp_path / "record.jsonl"
    kept.write_text("".join(line for line in complete.read_text().splitlines(True) if f"task/{task}" not in line))
    (short,) = [line for line in judge(catalog(), overview(Record(kept))) if line.missing]
    assert re.fullmatch(r"questions and tasks of lesson 0[AB] \(\d+ of \d+\)", short.missing)


def test_a_bad_sitting_is_not_enough(tmp_path, complete):
    """When the quiz of one module was answered wrongly first, is the score told with what is wanted?"""
    record = Record(tmp_path / "record.jsonl")
    for item in forms(FIRST.items)["A"]:
        answer(record, item, right=False)
    with record.path.open("a") as out:
        out.write(complete.read_text())
    (short,) = [line for line in judge(catalog(), overview(record)) if line.missing]
    assert "best sitting: form A, 0 of" in short.missing
    assert "75% wanted" in short.missing


def test_no_name_nothing_issued(workspace):
    """Does an earned one ask for the name, and write nothing meanwhile?"""
    done = run("issue", workspace)
    assert isinstance(done.exception, CertificateError)
    assert '--name "Ann Example"' in str(done.exception)
    assert not (workspace / "certificate").exists()


def test_nothing_is_overwritten(workspace):
    """Are the files of the first time, and the key, left alone the second time?"""
    run("issue", workspace, "--name", "Ann Example")
    before = {path: path.read_bytes() for path in [*(workspace / "certificate").iterdir(), key_home()]}
    done = run("issue", workspace, "--name", "Bob Example")
    assert "exists already and is not overwritten" in str(done.exception)
    assert {path: path.read_bytes() for path in before} == before
    assert run("issue", workspace, "--name", "Bob", "--output", workspace / "again").exit_code == 0
    assert key_home().read_bytes() == before[key_home()]


def test_the_key_is_readable_by_its_owner_only(tmp_path):
    """Is a new private key a file of mode 600, and used again afterwards?"""
    pair = key_pair(tmp_path / "deep/key.pem")
    assert stat.S_IMODE((tmp_path / "deep/key.pem").stat().st_mode) == 0o600
    assert key_pair(tmp_path / "deep/key.pem") == pair
    assert b"PRIVATE" not in pair.public


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_is_no_key_is_said_and_kept(tmp_path, content):
    """Is a wrong --key refused in words, and not overwritten?"""
    (tmp_path / "key.pem").write_bytes(content)
    with pytest.raises(CertificateError, match="no private key that can be read"):
        key_pair(tmp_path / "key.pem")
    assert (tmp_path / "key.pem").read_bytes() == content


def test_nothing_unearned_is_signed_on_another_way(tmp_path):
    """Does `issue` itself refuse lines with something missing?"""
    lines = judge(catalog(), overview(Record(None)))
    with pytest.raises(CertificateError, match="not earned yet"):
        issue(Award(name="Ann", instructor=None), lines, tmp_path / "key.pem", tmp_path / "out")
    assert list(tmp_path.glob("*.pem")) == []


# In a class -------------------------------------------------------------------------------------


def test_an_instructor_issues_a_certificate(tmp_path, passed, complete):
    """Does a student who passed everything get a certificate from the school, with the marks as evidence?"""
    done = for_class(passed, complete, tmp_path, "--name", "Ann Example")
    assert done.exit_code == 0, done.output + repr(done.exception)
    assert "A new private key was made" in done.output
    credential = payload(tmp_path / "out/credential.jwt")
    assert credential["issuer"]["name"] == "A School"
    assert credential["credentialSubject"]["achievement"]["achievementType"] == "Certificate"
    assert [entry["name"][:2] for entry in credential["evidence"]][: len(catalog().modules)] == [
        module.id for module in catalog().modules
    ]
    assert all("automatic points 24 of 30" in entry["narrative"] for entry in credential["evidence"])
    check = run("verify", tmp_path / "out/credential.jwt", "--public-key", tmp_path / "out/public-key.pem")
    assert check.exit_code == GENUINE


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"memo": None}, "still waits to be marked by a person"),
        ({"memo": 11.5}, "points given by a person 11.5 of 20, 12 wanted"),
        ({"auto": 22.0}, "automatic points 22 of 30, 22.5 wanted"),
        ({"auto": None}, "could not be graded automatically"),
        ({"absent": True}, "nothing was handed in"),
    ],
    ids=["waiting", "memo", "auto", "unreadable", "absent"],
)
def test_an_assignment_that_is_not_passed_is_named(tmp_path, complete, change, said):
    """Does one assignment short of the rule stop the certificate, with the reason in its module's line?"""
    name = LAST.head.assignment.name
    folder = gradebook(tmp_path / "class", **{name.replace("-", "_"): change})
    done = for_class(folder, complete, tmp_path, "--name", "Ann Example")
    assert done.exit_code == 1
    (line,) = [line for line in done.output.splitlines() if "missing" in line]
    assert f"assignment {name}" in line
    assert said in line
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "school.pem").exists()


def test_just_enough_is_enough(tmp_path, complete):
    """Do 22.5 of 30 and 12 of 20 pass?"""
    name = LAST.head.assignment.name
    folder = gradebook(tmp_path / "class", **{name.replace("-", "_"): {"auto": 22.5, "memo": 12.0}})
    assert for_class(folder, complete, tmp_path, "--name", "Ann Example").exit_code == 0


def test_an_assignment_of_no_module_is_asked_for_by_its_own_points(complete):
    """Does a capstone, whatever its points, stand in a line of its own and pass by the same shares?"""
    marks = [
        Mark(assignment=name, status="graded", auto=30, auto_max=30, manual=20, manual_max=20)
        for name in [module.head.assignment.name for module in catalog().modules]
    ]
    view = overview(Record(complete))
    for manual, missing in ((24, ""), (23.9, "points given by a person 23.9 of 40, 24 wanted")):
        last = Mark(assignment="99-last", status="graded", auto=30, auto_max=40, manual=manual, manual_max=40)
        line = judge(catalog(), view, [*marks, last])[-1]
        assert line.place == "Assignment 99-last"
        assert line.missing.endswith(missing)
        assert bool(line.missing) is bool(missing)


def test_every_assignment_in_the_source_folder_is_required(tmp_path):
    """Is a new folder in assessments/source asked for without a change of code?"""
    (tmp_path / "assessments/source/99-last").mkdir(parents=True)
    (tmp_path / "assessments/source/99-last/99-last.ipynb").write_text("{}")
    assert required_assignments(catalog(), tmp_path)[-1] == "99-last"


def test_a_missing_gradebook_is_said_and_not_made(tmp_path, complete):
    """Is a wrong --course-dir refused in words, without an empty gradebook left behind?"""
    done = for_class(tmp_path, complete, tmp_path, "--name", "Ann")
    assert "is no class's folder" in str(done.exception)
    assert list(tmp_path.glob("*.db")) == []


def test_a_file_that_is_no_gradebook_is_said(tmp_path, complete):
    """Is another file of that name refused in words?"""
    (tmp_path / "gradebook.db").write_text("not a database at all, but long enough to be read as one" * 20)
    done = for_class(tmp_path, complete, tmp_path, "--name", "Ann")
    assert "check that it is nbgrader's" in str(done.exception)


def test_the_gradebook_is_not_changed(tmp_path, passed, complete):
    """Is the file the same, byte for byte, after it was read?"""
    before = (passed / "gradebook.db").read_bytes()
    for_class(passed, complete, tmp_path)
    assert (passed / "gradebook.db").read_bytes() == before


def test_a_wrong_student_is_refused(tmp_path, passed, complete):
    """Is an unknown id told with the nearest one, and another student's empty marks not taken for Ann's?"""
    assert "Did you mean 'ann'?" in str(for_class(passed, complete, tmp_path, student="anne").exception)
    done = for_class(passed, complete, tmp_path, "--name", "Someone", student="someone-else")
    assert done.exit_code == 1
    assert done.output.count("nothing was handed in") == len(required_assignments(catalog()))


def test_a_missing_record_is_said(tmp_path, passed):
    """Is a wrong --record refused with the command that makes one?"""
    done = for_class(passed, tmp_path / "nowhere.jsonl", tmp_path)
    assert "course export record nowhere.jsonl" in str(done.exception)


def test_half_of_the_options_is_said(complete):
    """Does a class command without its key and issuer name what is lacking?"""
    done = run("issue", "--student", "ann", "--record", complete)
    assert str(done.exception) == "A certificate for a class also needs --course-dir, --issuer, --key."


# What is signed ---------------------------------------------------------------------------------


def test_the_credential_has_what_open_badges_asks_for(tmp_path):
    """Does it hold every required property of AchievementCredential, and the claims and header of sections 8.2.3 and 8.2.4?

    From the specification (imsglobal.org/spec/ob/v3p0): credential, profile, subject, achievement, criteria,
    evidence and identity object; no JSON Schema of it comes with a package.
    """
    file, _ = issued(tmp_path, end_of("2099-12-31"))
    body = payload(file)
    assert {"@context", "id", "type", "issuer", "validFrom", "credentialSubject"} <= set(body)
    assert body["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert re.fullmatch(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.0\.\d)?\.json", body["@context"][1])
    assert body["type"][0] == "VerifiableCredential"
    assert body["type"][1] in ("OpenBadgeCredential", "AchievementCredential")
    assert {"id", "type", "name"} <= set(body["issuer"])
    subject = body["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    assert {"id", "type", "name", "description", "criteria"} <= set(subject["achievement"])
    assert subject["achievement"]["criteria"]["narrative"]
    (who,) = subject["identifier"]
    assert who == {"type": "IdentityObject", "hashed": False, "identityHash": "Ann Example", "identityType": "name"}
    assert all(entry["type"] == ["Evidence"] and entry["narrative"] for entry in body["evidence"])
    assert (body["iss"], body["sub"], body["jti"]) == (body["issuer"]["id"], subject["id"], body["id"])
    for claim, member in (("nbf", "validFrom"), ("exp", "validUntil")):
        assert body[claim] == datetime.datetime.fromisoformat(body[member]).timestamp()
    header = jwt.get_unverified_header(file.read_text())
    assert header["alg"] == "RS256"
    assert set(header["jwk"]) <= {"kty", "n", "e", "key_ops", "alg", "use", "kid"}


def test_every_word_of_it_is_a_term_of_the_official_contexts(tmp_path):
    """Is each property and type defined in the contexts that it names (VC 2.0 and Open Badges 3.0.3)?"""
    folder = importlib.resources.files("openbadgeslib") / "ob3/contexts"
    known: set[str] = {"@context", "id", "type", "iss", "sub", "jti", "nbf", "exp"}

    def collect(value):
        if isinstance(value, dict):
            known.update(value)
            for inner in value.values():
                collect(inner)

    for name in ("credentials-v2.json", "ob-v3p0-context-3.0.3.json", "ob-v3p0-extensions.json"):
        collect(json.loads((folder / name).read_text(encoding="utf-8")))

    def words(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from ([inner] if key == "type" and isinstance(inner, str) else [])
                yield from (inner if key == "type" and isinstance(inner, list) else words(inner))
        elif isinstance(value, list):
            for inner in value:
                yield from words(inner)

    file, _ = issued(tmp_path, end_of("2099-12-31"))
    assert sorted(set(words(payload(file))) - known) == []


def test_another_reader_accepts_it(tmp_path):
    """Does the library's own verifier, given the public key alone, read the same award?"""
    file, public = issued(tmp_path)
    found = OB3Verifier(public.read_bytes()).verify(file.read_text())
    assert (found.issuer.name, found.expiration_date) == ("A School", None)


def test_no_personal_data_but_the_name(tmp_path, passed, complete):
    """Do neither the student's id nor an address get into the three files?"""
    for_class(passed, complete, tmp_path, "--name", "N. N.")
    texts = [json.dumps(payload(tmp_path / "out/credential.jwt")), (tmp_path / "out/certificate.html").read_text()]
    for text in texts:
        assert "@" not in text.replace("@context", "").replace("@page", "").replace("@media", "")
        assert not re.search(r"\bann\b", text)


# The check --------------------------------------------------------------------------------------


def changed(file, old, new):
    """The token with a text in its payload replaced and the signature left as it was."""
    header, body, signature = file.read_text().split(".")
    text = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    assert old in text
    body = base64.urlsafe_b64encode(text.replace(old, new).encode()).decode().rstrip("=")
    file.write_text(".".join((header, body, signature)))


def test_a_changed_name_is_found(tmp_path):
    """Does another name in the signed text make it not genuine, with exit code 1?"""
    file, public = issued(tmp_path)
    changed(file, "Ann Example", "Bob Example")
    done = run("verify", file, "--public-key", public)
    assert done.exit_code == CHANGED
    assert done.output.startswith("Not genuine: ")
    assert "Bob" not in done.output


def test_signing_a_changed_text_with_an_own_key_is_found(tmp_path):
    """Is a text that was changed and signed again told from the issuer's, and with the issuer's id from any?"""
    file, public = issued(tmp_path)
    (tmp_path / "other").mkdir()
    pair = key_pair(tmp_path / "other/key.pem")
    forged = sign(Award(name="Bob Example", instructor="A School"), [("00 Start", "x")], pair)
    file.write_text(forged)
    verdict = verify(file, public)
    assert verdict.code == OTHER_KEY
    assert "signed with another key" in verdict.lines[0]
    assert pair.fingerprint in "\n".join(verdict.lines)
    body = payload(file)
    body["iss"] = body["issuer"]["id"] = "did:jwk:stolen"
    file.write_text(
        jwt.encode(body, pair.private, algorithm="RS256", headers={"jwk": jwt.get_unverified_header(forged)["jwk"]})
    )
    assert verify(file).code == CHANGED


def test_an_unsigned_token_is_not_genuine(tmp_path):
    """Do `alg: none` and a signature made of the public key as a password fail?"""
    file, public = issued(tmp_path)
    jwk = jwt.get_unverified_header(file.read_text())["jwk"]
    file.write_text(jwt.encode(payload(file), None, algorithm="none", headers={"jwk": jwk}))
    assert verify(file, public).code == CHANGED
    head = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "jwk": jwk}).encode()).decode().rstrip("=")
    body = file.read_text().split(".")[1]
    mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    made = base64.urlsafe_b64encode(mac.sign(f"{head}.{body}".encode(), public.read_bytes())).decode().rstrip("=")
    file.write_text(f"{head}.{body}.{made}")
    assert verify(file, public).code == CHANGED


def test_without_a_key_it_is_not_called_genuine(tmp_path):
    """When nobody's key is known here, is it said that the signer is not known, and no key made?"""
    file, _ = issued(tmp_path)
    done = run("verify", file)
    assert done.exit_code == SIGNER_UNKNOWN
    assert "by whom is not known" in done.output
    assert not key_home().exists()


def test_an_expired_one_is_told(tmp_path):
    """Is a certificate after its last day neither genuine nor changed, and one of tomorrow not valid yet?"""
    now = datetime.datetime.now(datetime.UTC)
    file, public = issued(tmp_path, now - datetime.timedelta(days=1))
    done = run("verify", file, "--public-key", public)
    assert done.exit_code == NOT_VALID_NOW
    assert done.output.startswith("Expired: it was valid until ")
    changed(file, "Ann Example", "Bob Example")
    assert verify(file, public).code == CHANGED


@pytest.mark.parametrize(
    "text", ["", "hello", "a.b.c", '{"proof": {}}', "eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "\x00\ud7ff" * 99]
)
def test_any_other_file_is_no_certificate(tmp_path, text):
    """Does a file that was never one get words and exit code 1, and no stack?"""
    (tmp_path / "file.jwt").write_text(text)
    assert verify(tmp_path / "file.jwt").code == CHANGED


def test_the_page_is_not_the_proof(workspace):
    """Whether the page was edited or not, does the check point to the signed file?"""
    run("issue", workspace, "--name", "Ann Example")
    page = workspace / "certificate/certificate.html"
    assert "This page is not the proof." in page.read_text()
    page.write_text(page.read_text().replace("Ann Example", "Bob Example"))
    done = run("verify", page)
    assert done.exit_code == CHANGED
    assert "It is not the proof: anyone can edit a page." in done.output
    assert run("verify", workspace / "certificate/credential.jwt").exit_code == GENUINE


def test_a_wrong_public_key_file_is_said(tmp_path):
    """Are a file that is no key, and none at all, refused in words?"""
    file, _ = issued(tmp_path)
    assert "is no public key in PEM" in str(run("verify", file, "--public-key", file).exception)
    assert "cannot be read" in str(run("verify", tmp_path / "none.jwt").exception)


def test_a_hostile_name_does_not_steer_the_terminal_or_the_page(tmp_path):
    """Are control signs shown as ? in the terminal, and tags as text on the page?"""
    from course.learning.certificate.page import page

    pair = key_pair(tmp_path / "key.pem")
    token = sign(Award(name="\x1b[2JAnn<script>", instructor=None), [("00", "x")], pair)
    (tmp_path / "credential.jwt").write_text(token)
    assert "\x1b" not in "".join(verify(tmp_path / "credential.jwt").lines)
    assert "<script>" not in page(token, pair.fingerprint)


@pytest.mark.parametrize("day", ["tomorrow", "2020-01-01", "31.12.2029"])
def test_a_last_day_that_cannot_be_is_refused(day):
    """Is a day in the past or in another form refused in words?"""
    with pytest.raises(CertificateError, match="--valid-until is"):
        end_of(day)


def test_the_help_tells_every_option():
    """Does each option of `course certificate` have a help text, and do the examples name both ways?"""
    said = run("issue", "--help").output
    for option in ("--name", "--output", "--course-dir", "--student", "--record", "--key", "--issuer", "--valid-until"):
        assert option in said
    assert 'course certificate issue --name "Ann Example"' in said
    assert '--issuer "A School" --name "Ann Example"' in said
    assert "Exit codes: 0 genuine" in run("verify", "--help").output
    assert "--public-key" in run("verify", "--help").output


# The page ---------------------------------------------------------------------------------------


def test_the_page_can_be_read_by_everybody(workspace):
    """Does axe find no fault, and does the page ask for nothing from a network, in a window and on a telephone?"""
    run("issue", workspace, "--name", "Ann Example")
    address = (workspace / "certificate/certificate.html").as_uri()
    with chromium() as browser:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for width in (794, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            assert axe_violations(page, "html") == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert set(asked) == {address}


def test_a_private_key_is_not_printed(tmp_path):
    """Does a key pair hide its secret half when it is printed in a message?"""
    pair = key_pair(tmp_path / "key.pem")
    assert "PRIVATE" not in repr(pair)
    assert isinstance(pair, KeyPair)
