"""Pooling learners' records: is consent kept, is nobody named, and do the figures of the items come out?"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from course.cli import app
from course.content.catalog import catalog, find_item
from course.content.items import Single
from course.content.responses import COLUMNS, read_responses, write_responses
from course.content.scoring import Outcome, score
from course.errors import ExportError, RecordError
from course.grading.report.item_analysis import corrected_point_biserial
from course.grading.report.quiz_items import analyse, rest_scores
from course.learning.record.pooled_answers import pool
from course.learning.record.store import MARKER, Record, export_to

SINGLES = [item for item in catalog().items.values() if isinstance(item, Single)][:8]


def answer(record: Record, item_id: str, response: object) -> None:
    record.answered(item_id, response, score(find_item(item_id), response), None)


def learner(folder: Path, name: str, consent: bool = True) -> Path:
    """A record with one item answered wrong, then right; exported under the learner's name."""
    record = Record(folder / f"{name}-own" / "record.txt")
    record.path.parent.mkdir()
    item = SINGLES[0]
    wrong = next(option.id for option in item.options if not option.correct)
    for response in (wrong, item.key[0]):
        answer(record, item.id, response)
    export_to(record, folder / f"{name}.jsonl", consent=consent)
    return folder / f"{name}.jsonl"


def run(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False, env={"COLUMNS": "200"})


def test_only_consenting_learners_and_only_first_answers(tmp_path):
    """One consents, one does not: does the file hold one wrong first answer, and is the other file named?"""
    learner(tmp_path, "ann")
    learner(tmp_path, "bo", consent=False)
    done = run("export", "responses", tmp_path, "--output", tmp_path / "out.csv")
    assert done.exit_code == 0
    assert "bo.jsonl: no consent in it, so it was left out." in done.output
    assert "1 learners, 1 first answers" in done.output
    table = read_responses(tmp_path / "out.csv")
    assert table["correct"].tolist() == [False]


def test_nobody_can_be_found_in_the_pool(tmp_path):
    """Are names, times, statement ids and file names out of the file, and the codes new in every pool?"""
    path = learner(tmp_path, "ann-secret")
    statements = [json.loads(line) for line in path.read_text().splitlines()]
    codes = []
    for _ in range(2):
        run("export", "responses", tmp_path, "--output", tmp_path / "out.csv")
        text = (tmp_path / "out.csv").read_text()
        assert text.splitlines()[0].split(",") == list(COLUMNS)
        for entry in statements:
            assert entry["id"] not in text
            assert entry["timestamp"][:10] not in text
        assert "secret" not in text
        codes.append(read_responses(tmp_path / "out.csv")["learner"][0])
    assert codes[0] != codes[1]


def test_consent_is_in_the_copy_and_not_in_the_record(tmp_path, monkeypatch):
    """From the command line: does --consent mark the exported file only, and does the learner's record stay as it was?"""
    (tmp_path / "mine" / MARKER).parent.mkdir(parents=True)
    (tmp_path / "mine" / MARKER).write_text("{}")
    record = Record(tmp_path / "mine" / "record.jsonl")
    answer(record, SINGLES[0].id, SINGLES[0].key[0])
    before = record.path.read_bytes()
    done = run("export", "record", tmp_path / "out.jsonl", "--folder", tmp_path / "mine", "--consent")
    assert "first answers may be pooled" in done.output
    assert record.path.read_bytes() == before
    assert (tmp_path / "out.jsonl").read_bytes().startswith(before)
    assert pool(tmp_path).learners == 1
    # The copy is still a record that the course reads.
    assert Record(tmp_path / "out.jsonl").state().items.keys() == {SINGLES[0].id}


def test_two_copies_of_one_record_count_once(tmp_path):
    """A learner hands in an early and a later copy: is that one learner, with the answers of both?"""
    record = Record(tmp_path / "own.txt")
    answer(record, SINGLES[0].id, SINGLES[0].key[0])
    export_to(record, tmp_path / "a.jsonl", consent=True)
    answer(record, SINGLES[1].id, SINGLES[1].key[0])
    export_to(record, tmp_path / "b.jsonl", consent=True)
    found = pool(tmp_path)
    assert (found.learners, len(found.rows)) == (1, 2)
    assert any("counted once" in note for note in found.notes)


def test_a_damaged_record_gives_what_is_whole(tmp_path):
    """A line was torn before the consent was added: are the other answers used, and is the damage told?"""
    record = Record(tmp_path / "own.txt")
    answer(record, SINGLES[0].id, SINGLES[0].key[0])
    with record.path.open("ab") as file:
        file.write(b'{"id": "torn')
    export_to(record, tmp_path / "a.jsonl", consent=True)
    found = pool(tmp_path)
    assert len(found.rows) == 1
    assert any("damaged" in note for note in found.notes)


def test_a_folder_without_records_is_refused_in_words(tmp_path):
    """Does an empty folder say what to put there?"""
    with pytest.raises(RecordError, match="course export record"):
        pool(tmp_path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.drop(columns="item"), "has no column item"),
        (lambda t: t.assign(correct=2), "row 2: correct is"),
        (lambda t: t.assign(score="much"), "row 2: score is 'much'"),
        (lambda t: pd.concat([t, t]), "two answers"),
        (lambda t: t.assign(learner=None), "names no learner"),
    ],
)
def test_a_table_that_is_no_pool_is_refused(tmp_path, change, words):
    """Is each fault of the file named with its place?"""
    row = {"learner": "a", "item": "m1-q03", "response": "c", "correct": True, "score": 1.0, "certainty": 2}
    write_responses(tmp_path / "in.csv", [row])
    change(pd.read_csv(tmp_path / "in.csv")).to_csv(tmp_path / "out.csv", index=False)
    with pytest.raises(ExportError, match=words):
        read_responses(tmp_path / "out.csv")


# The figures -----------------------------------------------------------------------------------------


def simulated(learners: int, seed: int = 5) -> pd.DataFrame:
    """SYNTHETIC answers to eight items. The second is keyed wrong: the able choose one wrong option. The third has a
    wrong option that nobody chooses."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(learners):
        able = random.normal()
        for place, item in enumerate(SINGLES):
            wrong = [option.id for option in item.options if not option.correct]
            knows = able + random.logistic() * 0.6 > -0.2
            if place == 1:
                response = wrong[0] if knows else item.key[0]
            else:
                pool_of_wrong = wrong[1:] if place == 2 else wrong
                response = item.key[0] if knows else str(random.choice(pool_of_wrong))
            rows.append(
                {
                    "learner": f"l{number:03d}",
                    "item": item.id,
                    "response": response,
                    "correct": response in item.key,
                    "score": float(response in item.key),
                    "certainty": None,
                }
            )
    return pd.DataFrame(rows)


def test_a_wrong_key_and_an_idle_option_are_found():
    """Is the item with the wrong key told by its negative figure, and the option that nobody takes by name?"""
    found = {report.id: report for report in analyse(simulated(120))}
    miskeyed = found[SINGLES[1].id]
    assert miskeyed.discrimination < 0
    assert "check the key" in miskeyed.reading
    wrong = [option for option in SINGLES[2].options if not option.correct]
    assert f"Wrong options that do no work: {wrong[0].id}." in found[SINGLES[2].id].reading
    sound = found[SINGLES[0].id]
    assert sound.discrimination > 0.3
    assert all(option.works for option in sound.options if not option.key)
    assert sum(option.chosen for option in sound.options) == sound.answers == 120


def test_when_all_answer_all_the_figure_is_the_usual_one():
    """With complete data, is the discrimination exactly the corrected point-biserial correlation?"""
    table = simulated(60)
    right = table.pivot(index="learner", columns="item", values="correct").astype(float)
    usual = corrected_point_biserial(right, pd.Series(1.0, index=right.columns))
    assert {report.id: report.discrimination for report in analyse(table)} == pytest.approx(usual.to_dict())


def test_learners_of_easy_and_hard_items_are_compared_fairly():
    """Does a learner who met only hard items get the same rest score as one who met only easy ones, both average?"""
    random = np.random.default_rng(3)
    easy = (random.random((300, 7)) < 0.9).astype(float)
    hard = (random.random((300, 7)) < 0.3).astype(float)
    table = pd.DataFrame(np.full((600, 14), math.nan))
    table.iloc[:300, :7], table.iloc[300:, 7:] = easy, hard
    rest = rest_scores(table)
    assert abs(rest.iloc[:300].mean(axis=None) - rest.iloc[300:].mean(axis=None)) < 0.02
    assert rest_scores(table.iloc[:, :5]).isna().all(axis=None), "four other answers are too few"


def test_anticipated_wrong_numbers_count_as_options():
    """Is each expected slip of a numeric item counted, and any other number not?"""
    item = next(item for item in catalog().items.values() if item.kind == "numeric")
    given = [item.answer] * 20 + [item.wrong[0].value] * 15 + [-98765.0]
    rows = [
        {"learner": f"l{n}", "item": item.id, "response": value, "correct": value == item.answer, "score": 0.0}
        for n, value in enumerate(given)
    ]
    (report,) = analyse(pd.DataFrame(rows))
    assert [option.chosen for option in report.options][:2] == [20, 15]


def test_the_page_about_items(tmp_path):
    """From the command line: are figures shown from 30 answers on, and "too few" below?"""
    write_responses(tmp_path / "many.csv", simulated(40).to_dict("records"))
    write_responses(tmp_path / "few.csv", simulated(29).to_dict("records"))
    done = run("report", "--items", tmp_path / "many.csv", "--output", tmp_path / "many.html")
    assert done.exit_code == 0, done.output
    page = (tmp_path / "many.html").read_text()
    assert "check the key" in page
    assert "Use of the options" in page
    run("report", "--items", tmp_path / "few.csv", "--output", tmp_path / "few.html")
    page = (tmp_path / "few.html").read_text()
    assert page.count("too few (29)") == 2 * len(SINGLES)
    assert "check the key" not in page.split("How the figures are made")[0]
    assert "Use of the options" not in page


def test_an_item_of_another_version_is_told():
    """Is an item that this course does not have still counted, and named as unknown?"""
    row = {"learner": "a", "item": "m9-q99", "response": "c", "correct": True, "score": 1.0}
    assert "Not in this version of the course." in analyse(pd.DataFrame([row]))[0].reading


def test_records_of_a_whole_group_become_a_page(tmp_path):
    """From records to page, by the commands alone: do 31 records give figures for the items they answered?"""
    random = np.random.default_rng(8)
    (tmp_path / "records").mkdir()
    for number in range(31):
        record = Record(tmp_path / f"own-{number}")
        for item in SINGLES[:7]:
            chosen = random.choice([option.id for option in item.options])
            record.answered(item.id, chosen, Outcome(chosen in item.key, float(chosen in item.key), "", ()), None)
        export_to(record, tmp_path / "records" / f"learner-{number}.jsonl", consent=True)
    run("export", "responses", tmp_path / "records", "--output", tmp_path / "out.csv")
    run("report", "--items", tmp_path / "out.csv", "--output", tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text()
    assert "217 first answers to 7 items" in page
    assert SINGLES[0].id in page
