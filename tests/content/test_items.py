"""items.yml: every fault at once, each with file, item, rule and mend."""

from pathlib import Path

import pytest

from course.content.items import read_items
from course.errors import ContentError

GOOD = """
- id: m1-q01
  kind: single
  use: inline
  objective: "1.2"
  bloom: Rem
  facts: [F1.3]
  certainty: true
  stem: In the UN Charter the word "peacekeeping"
  options:
    - {id: a, text: stands in Article 43, feedback: That article is about forces on call.}
    - {id: b, text: stands in Chapter VI, feedback: That chapter is about peaceful settlement.}
    - {id: c, text: does not appear, correct: true, feedback: The practice grew after 1948.}
- id: m1-q02
  kind: multiple
  use: mastery
  objective: "1.2"
  bloom: Und
  lesson: 1A
  stem: Choose two alliances of 1815.
  choose: 2
  options:
    - {id: a, text: the Quadruple Alliance, correct: true, feedback: Signed on 20 November 1815.}
    - {id: b, text: the Holy Alliance, correct: true, feedback: Signed on 26 September 1815.}
    - {id: c, text: the Triple Entente, feedback: That one came a century later.}
- id: m1-q03
  kind: numeric
  use: inline
  objective: "1.4"
  bloom: App
  facts: [F1.2]
  stem: What share of the Saar force was British, in percent?
  answer: 45.3
  tolerance: 0.1
  unit: "%"
  feedback: 1,500 of 3,310 troops were British.
  otherwise: Divide 1,500 by the sum of all four.
  wrong:
    - {value: 53.6, feedback: You left out Sweden and the Netherlands.}
- id: m1-q04
  kind: order
  use: inline
  objective: "1.1"
  bloom: Rem
  facts: [F1.1]
  stem: Put these in order, oldest first.
  options:
    - {id: a, text: UNTSO, feedback: It began in 1948.}
    - {id: b, text: the Concert of Europe, feedback: It began in 1815.}
    - {id: c, text: IFOR, feedback: It began in 1995.}
  answer: [b, a, c]
- id: m1-q05
  kind: match
  use: inline
  objective: "1.1"
  bloom: Rem
  facts: [F1.1]
  stem: Give each its legal base.
  options:
    - {id: "1", text: UNEF I, feedback: An Assembly resolution of 1956.}
    - {id: "2", text: IFOR, feedback: A Council resolution of 1995.}
    - {id: "3", text: the Saar force, feedback: The League's Council in 1934.}
  targets:
    - {id: a, text: the General Assembly}
    - {id: b, text: the Security Council}
    - {id: c, text: the League of Nations}
  answer: {"1": a, "2": b, "3": c}
"""


def read(tmp_path: Path, text: str):
    (tmp_path / "items.yml").write_text(text)
    return read_items(tmp_path / "items.yml", tmp_path)


def test_all_five_kinds_are_read(tmp_path):
    """Does a correct file give one typed item for each entry?"""
    assert [item.kind for item in read(tmp_path, GOOD)] == ["single", "multiple", "numeric", "order", "match"]


def test_an_item_stands_alone_unless_it_says_otherwise(tmp_path):
    """Is `alone: false` read, and true what an item without it has?"""
    assert all(item.alone for item in read(tmp_path, GOOD))
    assert not read(tmp_path, GOOD.replace("certainty: true", "alone: false"))[0].alone


CASES = [
    ("kind: single", "kind: singel", "m1-q01: kind is 'singel'"),
    ("use: inline", "use: homework", "use is 'homework'"),
    ("bloom: Rem", "bloom: Remember", "bloom is 'Remember'"),
    ("  facts: [F1.3]\n", "", "names neither a fact nor a lesson"),
    ("id: m1-q02", "id: m1-q01", "this id is used twice"),
    ("id: m1-q02", "id: q2", "does not have the form m1-q03"),
    ("stem: Choose two alliances of 1815.", "stem: ''", "m1-q02.stem: it is empty"),
    ('objective: "1.4"', "objective: 1.4", "1.4 is not text: put it in quotes"),
    ("answer: 45.3", "answer: about 45", "'about 45' is not a number"),
    ("correct: true, feedback: The practice", "feedback: The practice", "0 options are marked correct"),
    ("choose: 2", "choose: 3", "choose is 3 but 2 options are marked correct"),
    ("choose: 2", "choose: two", "'two' is not a whole number"),
    ("certainty: true", "certainty: sure", "'sure' is neither true nor false"),
    ("certainty: true", "alone: without", "'without' is neither true nor false"),
    ("certainty: true", "certainity: true", "unknown field 'certainity' (did you mean 'certainty'?)"),
    ("feedback: It began in 1948.", "feedbak: It began in 1948.", "m1-q04.options[0]: unknown field 'feedbak'"),
    ("value: 53.6", "value: 45.35", "lies within the tolerance"),
    ("answer: [b, a, c]", "answer: [a, b, c]", "the plain text gives it away"),
    ("answer: [b, a, c]", "answer: [b, a]", "is not an order of the options"),
    ('"3": c}', '"3": d}', "target 'd', which does not exist"),
    ("{id: b, text: the Holy Alliance", "{id: a, text: the Holy Alliance", "option id 'a' is used twice"),
    ("text: stands in Chapter VI", "text: stands in Article 43", "two options say the same"),
    ("stem: Put these", "stem: [Put these", "line"),
]


@pytest.mark.parametrize(("old", "new", "words"), CASES)
def test_each_fault_names_file_item_rule_and_mend(tmp_path, old, new, words):
    """Does one wrong line lead to a message that an author can act on?"""
    assert old in GOOD
    with pytest.raises(ContentError) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert words in str(caught.value)
    for fault in caught.value.faults:
        assert fault.file == "items.yml"
        assert fault.place
        assert fault.mend


def test_all_faults_of_a_file_come_at_once(tmp_path):
    """Does an author with three faults need one run, not three?"""
    text = GOOD.replace("use: inline", "use: homework", 1).replace("value: 53.6", "value: 45.3")
    text = text.replace("feedback: It began in 1815.", "")
    with pytest.raises(ContentError) as caught:
        read(tmp_path, text)
    # q04's missing field hides that item's other rules; q01's and q03's are told in the same breath.
    assert {fault.place.split(".")[0] for fault in caught.value.faults} == {"m1-q01", "m1-q03", "m1-q04"}


@pytest.mark.parametrize("text", ["", "just words", "a: 1", "- 3", "- [1, 2]"])
def test_a_file_of_another_shape_is_no_crash(tmp_path, text):
    """Is a file that holds no list of items met with a message?"""
    with pytest.raises(ContentError):
        read(tmp_path, text)


def test_a_missing_file_is_named(tmp_path):
    """Does a missing items.yml say so?"""
    with pytest.raises(ContentError, match=r"items\.yml: file: it is missing"):
        read_items(tmp_path / "items.yml", tmp_path)
