"""First and last verdict side by side: true to the record, and of use when the record is empty."""

import pytest

from course.content.catalog import catalog
from course.learning.ledger import ledger as ledger_module
from course.learning.ledger.ledger import ledger


@pytest.fixture
def record(record, monkeypatch):
    """The empty record, where `ledger()` finds it."""
    monkeypatch.setattr(ledger_module, "open_record", lambda: record)
    return record


def test_an_empty_record_gives_a_whole_table_and_says_what_to_do(record):
    """Does a learner who never marked a claim get every claim, no verdict, and no error?"""
    found = ledger(compare=True)
    assert len(found.table) == len(catalog().claims)
    assert found.table[["first", "last", "course"]].isna().all(axis=None)
    assert found.changed == 0
    for text in (repr(found), found._repr_html_()):
        assert "no claim yet" in text
        assert catalog().claims[0].id in text


def test_the_first_and_the_last_verdict_are_kept_apart(record):
    """With three marks on one claim and one on another, are the first and last shown and one change counted?"""
    one, two = catalog().claims[:2]
    for verdict in ("wrong", "supported", "contested"):
        record.judged(one.id, verdict, 2, "00")
    record.judged(two.id, "wrong", None, "01")
    found = ledger(compare=True)
    rows = found.table.set_index("claim")
    assert rows.loc[one.id, ["first", "last", "marks"]].tolist() == ["wrong", "contested", 3]
    assert rows.loc[two.id, ["first", "last"]].tolist() == ["wrong", "wrong"]
    assert found.changed == 1
    assert "1 × wrong → contested" in repr(found)
    assert "wrong (module 00, C2)" in repr(found)


def test_the_courses_verdict_waits_for_a_mark_and_for_its_module(record, tmp_path, monkeypatch):
    """Is the course's verdict held back until the claim is marked and the module that teaches it is behind?"""
    claim = next(claim for claim in catalog().claims if claim.taught_in == "01")
    other = next(one for one in catalog().claims if one.taught_in == "01" and one.id != claim.id)
    record.judged(claim.id, "contested", None, "01")
    assert ledger(compare=True).table["course"].isna().all()
    (tmp_path / "09-capstone").mkdir()
    monkeypatch.chdir(tmp_path / "09-capstone")
    told = ledger(compare=True).table.set_index("claim")["course"]
    assert told[claim.id] == claim.verdict
    assert told.drop(claim.id).isna().all()
    assert other.id in told
