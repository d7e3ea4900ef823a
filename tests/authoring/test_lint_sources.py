"""Originals and copies in references.bib, and whether its links answer."""

import http.server
import threading
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from course.authoring.links import addresses, try_links
from course.authoring.lint.sources import Hosts, hosts, reference_faults, share_of_originals
from course.cli import app
from course.content.catalog import Catalog
from course.content.references import read_references
from course.content.source import content_root

LISTED = Hosts(refused=("copies.example",), copies=("mirror.example",))


def entries(tmp_path, *fields):
    texts = [f"@misc{{e{n}, title = {{T}}, year = {{2020}}, {line}}}" for n, line in enumerate(fields)]
    (tmp_path / "references.bib").write_text("\n".join(texts), encoding="utf-8")
    return read_references(tmp_path / "references.bib", tmp_path)


def faults(tmp_path, *fields):
    course = Catalog(modules=(), references=entries(tmp_path, *fields), glossary=(), claims=())
    return [str(fault) for fault in reference_faults(course, LISTED)]


@pytest.mark.parametrize(
    "fields",
    [
        "url = {https://publisher.example/report}",
        "doi = {10.1000/1}, read_in = {https://mirror.example/1}, read_in_name = {A Mirror}",
        "symbol = {A/59/710}",
        "url = {https://notcopies.example/}",
        "note = {no link is known}",
    ],
)
def test_an_original_passes(tmp_path, fields):
    """Does an entry with an original, or honestly without a link, pass?"""
    assert faults(tmp_path, fields) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ("url = {https://copies.example/1}", "e0: its url is on copies.example, which holds copies"),
        ("url = {http://www.copies.example/1}", "give the original (doi, symbol"),
        ("url = {https://mirror.example/1}", "name the copy under read_in"),
        ("doi = {10.1000/1}, read_in = {https://m.copies.example/1}", "may not be named"),
        ("url = {https://a.example}, read_in = {https://a.example}", "url and read_in are the same"),
    ],
)
def test_a_copy_is_told(tmp_path, fields, words):
    """Is a link to a copy told, with the entry and how to mend it?"""
    assert words in "\n".join(faults(tmp_path, fields))


def test_a_symbol_and_a_doi_make_a_link(tmp_path):
    """Does an entry without a url lead to undocs.org or doi.org?"""
    made = entries(tmp_path, "symbol = {S/RES/84(1950)}", "doi = {10.1000/1}")
    assert [made["e0"].url, made["e1"].url] == ["https://undocs.org/S/RES/84%281950%29", "https://doi.org/10.1000/1"]


def test_the_share_of_originals_is_told_in_one_line(tmp_path):
    """Does the line count what has a link and what names a copy?"""
    line = share_of_originals(
        entries(tmp_path, "doi = {10.1000/1}, read_in = {https://mirror.example/1}", "note = {none}").values()
    )
    assert "1 of 2 entries (50%)" in line and "1 name the copy" in line


def test_the_list_of_sites_can_be_read():
    """Does the course's own list name sites, each in one of its two parts only?"""
    listed = hosts(content_root())
    assert listed.refused and not set(listed.refused) & set(listed.copies)


class Answers(http.server.BaseHTTPRequestHandler):
    """A small site: a page, a page that knows no HEAD, one that moved, one that asks for a person, one that is gone."""

    STATUS: ClassVar = {"/page": 200, "/moved": 302, "/person": 403, "/gone": 404}

    def do_HEAD(self):
        self.answer(405 if self.path == "/get-only" else self.STATUS[self.path])

    def do_GET(self):
        self.answer(200 if self.path == "/get-only" else self.STATUS[self.path])

    def answer(self, status):
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/page")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_each_link_is_tried_and_its_answer_told(tmp_path, site):
    """Is a page that answers told from one that refuses programs, one that is gone, and a host that is not there?"""
    paths = ("/page", "/get-only", "/moved", "/person", "/gone")
    made = entries(
        tmp_path, *(f"url = {{{site}{path}}}" for path in paths), "url = {http://127.0.0.1:9/}", "note = {none}"
    )
    answers = try_links(addresses(made.values()), pause=0)
    assert [answer.state for answer in answers] == ["works", "works", "works", "blocked", "dead", "dead"]
    assert [answer.key for answer in answers] == ["e0", "e1", "e2", "e3", "e4", "e5"]


def test_the_command_tells_dead_links_and_fails(tmp_path, site, monkeypatch):
    """Does `course check --links` name each entry that does not answer, and end with an error?"""
    made = entries(tmp_path, f"url = {{{site}/page}}", f"url = {{{site}/gone}}")
    monkeypatch.setattr("course.authoring.links.addresses", lambda references: addresses(made.values()))
    result = CliRunner().invoke(app, ["check", "--links"])
    assert result.exit_code == 1
    assert f"e1: {site}/gone: dead (status 404)" in result.output
    assert "1 links work, 0 refuse a program (look yourself), 1 are dead." in result.output
