"""Errors in words: real slips of beginners, typed into a real IPython shell, and what stands below the red text."""

import logging
import re
import types

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

import course
from course.errors import CourseError
from course.kernels.choice import PLAIN, fast_kernel
from course.learning.errors_in_words import kernel
from course.learning.errors_in_words.explain import explain
from course.learning.errors_in_words.sentences import SENTENCES, explanation
from course.learning.ui.view import STATIC

FIRST_CELL = """
from course import charts, check, load
import pandas as pd
operations = load("un_operations")
months = load("un_personnel_month")
saar = load("saar_force").set_index("country")["troops"]
sipri = load("sipri_personnel").set_index("year")
recent = operations[operations["start"] >= "1988-01-01"]
senders = load("un_contributors_2021")
people = {"city": 40, "town": 25}
years = [1990, 2000]
"""
RECIPES = """
def share(part, whole):
    return part / whole * 100

def left_out(place):
    return people[place] * 2
"""
TITLE = "→ What happened."

SLIPS = [
    # A column or an entry that does not exist.
    ('operations["regoin"]', "column almost right", ["no column `regoin` in `operations`", "mean `region`"]),
    ('operations["Region"]', "column almost right", ["no column `Region`", "mean `region`"]),
    ('operations[["operation", "strat"]].head()', "column almost right", ["no column `strat`", "mean `start`"]),
    ('operations[["regoin"]]', "column almost right", ["no column `regoin`", "mean `region`"]),
    ('operations.groupby("reigon").size()', "column almost right", ["`reigon` in `operations`", "mean `region`"]),
    ('recent.groupby("region")["hostes"].sum()', "column almost right", ["`hostes`", "mean `hosts`"]),
    (
        'operations.sort_values("Start Precision")',
        "column almost right",
        ["`Start Precision`", "mean `start_precision`"],
    ),
    ('operations.loc[operations["region"] == "Africa", "strat"]', "column almost right", ["`strat`", "mean `start`"]),
    ('operations["country"]', "column unknown", ["no column `country`", "`operation`, `name`, `host`"]),
    ('sipri.loc[2016, "personel"]', "column almost right", ["no column `personel` in `sipri`", "mean `personnel`"]),
    ('sipri.loc[1914, "personnel"]', "label unknown", ["no entry `1914` in `sipri`"]),
    ('saar["Untied Kingdom"]', "label almost right", ["`Untied Kingdom` in `saar`", "mean `United Kingdom`"]),
    ('operations[["operation", "start"]][0]', "label unknown", ["no entry `0`"]),
    ("operations[0]", "row by number", ["no column is named `0`", '`operations["operation"]`', "`.head()`"]),
    ('operations["region", "start"]', "several columns", ['`operations[["region", "start"]]`']),
    ("operations.iloc[500]", "row too far", ["line 1", "begins with 0"]),
    # In a recipe, a list or a dictionary of several lines: the line at fault, and not the one where Python stops.
    (
        "def f(base):\n    answer = None\nanswer = base\n    return answer",
        "recipe left",
        ["line 3", "in front of `answer`"],
    ),
    (
        "def f(base):\n    answer = 1\n     answer = base\n    return answer",
        "one space too many",
        ["line 3", "`answer`"],
    ),
    ('kind = {\n    "A": "one",\n    "C": "two"\n    "D": "three",\n}', "comma missing", ["line 3", 'behind `"two"`']),
    ("years = [\n    1990\n    2000,\n]", "comma missing", ["line 2", "behind `1990`"]),
    ('kind = {\n    ...\n    "A": "one",\n}', "dots kept", ["line 2", "delete the dots"]),
    ('kind = {\n    "A": "one",\n    ...\n}', "dots kept", ["line 3", "delete the dots"]),
    ('table = pd.DataFrame({"year": [1990]})\ntable[table["year"] >= "1990"]', "number in quotes", ["1990", "line 2"]),
    (
        'table = pd.DataFrame({"year": [1990]})\nnineties = table[(table["year"] >= "1990") & (table["year"] <= "1999")]',
        "number in quotes",
        ["1990", "line 2"],
    ),
    ("def f(base):\n    return base\n\nyears = 3\n print(years)", "space at the start", ["line 5", "`print(years)`"]),
    # A recipe of an earlier cell: the call is to blame, or the line is told together with the recipe's name.
    ('share("women", "total")', "recipe given text", ["in line 1", '`share` is given the text `"women"`', "number"]),
    ('share(senders["women"], "total")', "recipe given text", ['the text `"total"`', '`senders["total"]`']),
    ('total = 3\nshare("20", total)', "number in quotes", ["in line 2", '`"20"`', "marks: `20`"]),
    ('share(senders["women"].sum, 3)', "brackets missing", ["behind `sum`", "in line 1", "`sum(...)`"]),
    ("share(1, 0)", "divided by zero", ["line 2 of the recipe `share`", "by 0"]),
    ('left_out("ctiy")', "word almost right", ["no `ctiy` in the dictionary `people`", "mean `city`"]),
    ("left_out(city)", "quotes missing", ["the word in `people`", '`"city"`']),
    # A dictionary and a list.
    ('people["twon"]', "word almost right", ["no `twon` in the dictionary `people`", "mean `town`"]),
    ('people["harbour"]', "word unknown", ["no `harbour` in the dictionary `people`", "`city`, `town`"]),
    ("people[town]", "quotes missing", ["the word in `people`", '`"town"`']),
    ('people("town")', "dictionary called", ["`people` is a dictionary", "`people[...]`"]),
    ("people.town", "word behind a point", ["`people` is a dictionary", '`people["town"]`']),
    ("people.head()", "attribute of a number", ["`.head`", "a dictionary"]),
    ("people + 1", "dictionary computed", ["line 1", "dictionary `people`", '`people["city"]`']),
    ("max(people) > people", "dictionary computed", ["line 1", "dictionary `people`"]),
    ('people["town"]["number"]', "brackets behind a number", ["line 1", "a number", "square brackets"]),
    ("years.head()", "attribute of a number", ["`.head`", "a list"]),
    ('years["1990"]', "list by word", ["line 1", "`years` is a list", "`years[0]`"]),
    # Brackets, quotation marks, signs.
    ('len(operations["region"]', "bracket not closed", ["`(` in line 1", "put `)`"]),
    ('years = [1990,\n2000\nprint("x")', "bracket not closed", ["`[`", "line 1", "put `]`"]),
    ("len(operations))", "bracket too many", ["line 1", "delete this `)`"]),
    ('operations["region")', "bracket of another kind", ["`[` is open", "put `]`"]),
    ('operations["region]', "quote not closed", ["line 1", '`"`']),
    ("operations[“region”]", "quote of another kind", ["`“`", '`"`']),
    ("10 – 3", "sign unknown", ["`–`", "type `-`"]),
    ('operations[operations["region"] = "Africa"]', "one equal sign", ["line 1", "two, `==`"]),
    ('if len(operations) = 71:\n    print("yes")', "one equal sign", ["line 1", "`==`"]),
    ("not-to-the-day = 3", "name with a hyphen", ["`not-to-the-day`", "`not_to_the_day`"]),
    ("my table = operations", "name with a space", ["`my table`", "`my_table`"]),
    ("len(operations) = 71", "name of a value", ["line 1", "`==`"]),
    ('operations[operations["start"] => "1988-01-01"]', "sign turned round", ["`=>`", "`>=`"]),
    ("x = 1\nafrica =", "nothing after", ["line 2", "`=`", "three dots"]),
    ("print(operations years)", "something between", ["`operations years`", "quotation marks"]),
    ('check("m0-t1" 5)', "something between", ['`"m0-t1" 5`', "comma"]),
    ('print "Africa"', "print without brackets", ["line 1", "`print(...)`"]),
    ("for year in [1990, 2000]\n    print(year)", "colon missing", ["line 1", "`:`"]),
    ('check("m0-t1", ...)\n hint("m0-t1")', "space at the start", ["line 2", "delete the space", '`hint("m0-t1")`']),
    ("for year in [1990]:\nprint(year)", "block missing", ["line 2", "four spaces"]),
    ("for year in [1990]:\n    print(year)\n  print(1)", "block out of line", ["line 3", "same number of spaces"]),
    ("100 000 / 3", "number in groups", ["`100 000`", "`100000`"]),
    ("2nd = 3", "number with a letter", ["line 1", "begins with a letter"]),
    ("year = 007", "number with zeros", ["line 1", "zeros"]),
    ('operations["region"] == "Africa")', "bracket too many", ["`)`"]),
    ("operations ? 3 :", "cannot be read", ["line 1", "`?`"]),
    # Typed as it would be said: text without quotation marks, an apostrophe, a comma in a number, a unit.
    ("operations[start date]", "text without quotes", ["`start date`", '`"start date"`']),
    ("x = not supported", "text without quotes", ["`not supported`", '`x = "not supported"`']),
    ("x = it is not true  # I think", "text without quotes", ['`x = "it is not true"`']),
    ("x = the text is not supported.", "text without quotes", ['`x = "the text is not supported."`']),
    ("x = It promises help, but only in words", "text without quotes", ['"It promises help, but only in words"']),
    ("x = Ukraine's claim is right", "text without quotes", ['`x = "Ukraine\'s claim is right"`']),
    ("x = the state’s claim is right", "text without quotes", ['`x = "the state’s claim is right"`']),
    ("x = yes if attacked", "text without quotes", ['`x = "yes if attacked"`']),
    ("x = supported", "text without quotes", ["`supported`", '`x = "supported"`']),
    ("x = No", "text without quotes", ['`x = "No"`']),
    ("x = Africa", "text without quotes", ['`x = "Africa"`']),
    ('x = "..."\nx = hopeless', "text without quotes", ["line 2", '`x = "hopeless"`']),
    ('check("m0-t1", wrong)', "text without quotes", ["`wrong`", '`"wrong"`']),
    ("x = len operations", "cannot be read", ["`operations`"]),
    ("x = oprations", "name almost right", ["mean `operations`"]),
    ("x = not oprations", "name almost right", ["mean `operations`"]),
    ("print(reported)", "cell not run", ["`reported`", "quotation marks"]),
    ("x = 'L'ONU decides'", "apostrophe in a text", ["line 1", '`x = "L\'ONU decides"`', "double"]),
    ("x = 'L'ONU decides when'", "apostrophe in a text", ['`x = "L\'ONU decides when"`']),
    ("x = 'Egypt's army and the UN's men go'", "apostrophe in a text", ["\"Egypt's army and the UN's men go\""]),
    ("x = 'L'ONU decides", "apostrophe in a text", ['`x = "L\'ONU decides"`']),
    ("x = 'The states' soldiers go'", "apostrophe in a text", ['`x = "The states\' soldiers go"`']),
    ("x = ‘L’ONU decides’", "apostrophe in a text", ['`x = "L’ONU decides"`']),
    ("print('yes', 'L'ONU')", "apostrophe in a text", ["`print('yes', \"L'ONU\")`"]),
    ("print('total' total, 'years')", "something between", ["comma"]),
    ("x = '''L'ONU decides", "quote not closed", ["line 1"]),
    ("x = 'L’ONU decides", "quote not closed", ["`'`"]),
    ("x = 'the force stays", "quote not closed", ["`'`"]),
    ('check("m0-t6", -23,9)', "comma in a number", ["line 1", "`-23,9`", "`-23.9`"]),
    ('check("m0-t6", -23, 9)', "comma in a number", ["`-23.9`"]),
    ('check("m0-t6", 23,05)', "comma in a number", ["`23,05`", "`23.05`"]),
    ("x = 23,9\nx / 100", "comma in a number", ["line 2", "`23,9`", "`23.9`"]),
    ('check("m0-t1", 2,485)', "comma in a large number", ["`2,485`", "`2485`", "`2.485`"]),
    ('check("m0-t1", 12,345,678)', "comma in a large number", ["`12,345,678`", "`12345678`"]),
    ('check("m0-t1", 1,2,3)', "too many values", ["`check`"]),
    ("gap = 30 - 40 points", "number with a unit", ["`40 points`", "`40`"]),
    ('gap = "about 40 points', "quote not closed", ["line 1"]),
    ('x = not supported"', "text without quotes", ['`x = "not supported"`']),
    ('operations[operations["region"] == Middle East]', "text without quotes", ["`Middle East`", '`"Middle East"`']),
    ("gap = 10 points", "number with a unit", ["`10 points`", "`10`", "`# points`"]),
    ("gap = 10 points of 100", "number with a unit", ["`10 points of 100`", "`# points of 100`"]),
    ("gap = 10points", "number with a unit", ["`# points`"]),
    ("gap = -10 %", "number with a unit", ["`-10 %`", "`-10`", "`# %`"]),
    ("gap = 45,3 percent  # of all", "number with a unit", ["`45,3 percent`", "`45.3`"]),
    ('check("m0-t6", -24.8 %)', "number with a unit", ["`-24.8 %`", "`-24.8`"]),
    ('check("m0-t4", 5 persons)', "number with a unit", ["`5 persons`", "`5`"]),
    ("x = 3 states of these promised no help", "text without quotes", ['"3 states of these promised no help"']),
    # Names.
    ("africa", "cell not run", ["`africa`", "has not run", "run the cells above"]),
    ('{"o03": patrol}', "cell not run", ["`patrol`", "run the cells above", "quotation marks", '`"patrol"`']),
    ('scenario("s2")', "first cell not run", ["`scenario`", "run the first cell"]),
    ("oprations.head()", "name almost right", ["`oprations`", "mean `operations`"]),
    ("Print(3)", "name almost right", ["`Print`", "mean `print`"]),
    ("operations[region]", "quotes missing", ["the column", '`"region"`']),
    ('operations[operations["region"] == Africa]', "quotes missing", ["entry of the column region", '`"Africa"`']),
    ("load(un_operations)", "quotes missing", ["the table", '`"un_operations"`']),
    ("check(m0-t1, 5)", "id without quotes", ['`"m0-t1"`']),
    ("operations.sort_values('start', ascending=false)", "capital missing", ["`False`", "`false`"]),
    ("from course import lode", "import almost right", ["`lode` in `course`", "mean `load`"]),
    ("from course import peace_by_chance", "import unknown", ["`peace_by_chance` in `course`"]),
    ("from curse import load", "module almost right", ["`curse`", "mean `course`"]),
    ("import geopanda5", "module unknown", ["`geopanda5`", "not installed"]),
    ('operations.groupy("region")', "attribute almost right", ["`.groupy`", "a table", "mean `.groupby`"]),
    ('recent.groupby("region").sise()', "attribute almost right", ["`.sise`", "groups", "mean `.size`"]),
    ('operations["start"].dt.yaer', "attribute almost right", ["`.yaer`", "mean `.year`"]),
    ("len(operations).head()", "attribute of a number", ["`.head`", "a number"]),
    ("charts.barr(operations)", "attribute almost right", ["`.barr`", "`charts`", "mean `.bar`"]),
    ('"operations".head()', "table in quotes", ['`"operations"`', "away: `operations`"]),
    ('"operations"["region"]', "table in quotes", ['`"operations"`', "away: `operations`"]),
    ('operations["region"].dt.year', "accessor of dates", ["`.dt`", "dates"]),
    ('operations["start"].str.lower()', "accessor of text", ["`.str`", "text"]),
    ('pd.read_csv("operatoins.csv")', "file unknown", ["`operatoins.csv`", "`load`"]),
    # Values of the wrong kind.
    ("operations[...]", "dots left", ["three dots", "your own code"]),
    ("africa = ...\nlen(africa)", "dots left", ["three dots"]),
    ("... / len(operations) * 100", "dots left", ["three dots"]),
    (
        'operations[operations["region"] == "Africa" and operations["end"].isna()]',
        "and between columns",
        ["`and`", "`&`", "round brackets around each condition"],
    ),
    ('operations[operations["region"] == "Africa" or "Asia"]', "and between columns", ["`or`", "`|`"]),
    ('operations[not operations["end"].isna()]', "not before a column", ["`not`", "`~`"]),
    (
        'months[100000 < months["total"] < 110000]',
        "between two limits",
        ["two conditions", "`(column > 1) & (column < 5)`"],
    ),
    ('if operations["region"] == "Africa":\n    print(1)', "if with a column", ["one for each row"]),
    (
        'operations[operations["start"] > "1988" & operations["region"] == "Africa"]',
        "brackets around conditions",
        ["beside `&`", "round brackets around each condition"],
    ),
    (
        'months[months["total"] > 100000 & months["troops"] > 5]',
        "brackets around conditions",
        ["beside `&`", "round brackets around each condition"],
    ),
    ('months[months["total"] > "100000"]', "number in quotes", ['`"100000"`', "marks: `100000`"]),
    ('saar["Italy"] / "3,310" * 100', "number in quotes", ['`"3,310"`', "marks: `3310`"]),
    ('"Soldiers: " + saar["Italy"]', "text and number", ["line 1", "comma"]),
    ('operations["name"] > 3', "text column", ["`name` holds text"]),
    ('operations["region"] > 3', "text column", ["`region` holds text"]),
    ('operations["start"] >= 1988', "date and number", ['`"1988-01-01"`', "`.dt.year`"]),
    ('operations["start"] >= "1988-13-01"', "date unreadable", ["as a date", '`"1988-01-01"`']),
    ('float("45,3")', "number unreadable", ["`45,3` as a number", "no comma"]),
    ('operations("region")', "table called", ["`operations` is a table", "`operations[...]`"]),
    ('operations["region"]()', "value called", ["a column of values", "delete the round brackets"]),
    ('many = months["total"] > 100000\nmany.size()', "size called", ["`many.size`", "True and False", "`many.sum()`"]),
    ('(months["total"] > 100000).size()', "size called", ["True and False", "`.sum()`"]),
    ("operations.shape()", "value called", ["line 1", "delete the round brackets"]),
    ("sum = 5\nsum([1, 2])", "name taken", ["`sum`", "a number", "another name"]),
    ('operations.groupby["region"]', "function in square brackets", ["`groupby(...)`"]),
    ('load["un_operations"]', "function in square brackets", ["`load(...)`"]),
    ("operations.groupby.size()", "brackets missing", ["behind `groupby`", "`groupby(...)`"]),
    ('saar["Italy"] / saar.sum * 100', "brackets missing", ["behind `sum`", "`sum(...)`"]),
    ("load()", "value missing", ["`load`", '`load("un_operations")`']),
    ("operations.groupby()", "value missing", ["`groupby`", "the column that makes the groups"]),
    ('operations.sort_values("start", ascendign=False)', "option almost right", ["`ascendign`", "mean `ascending`"]),
    ('operations.head(5, colour="red")', "option unknown", ["no option `colour`"]),
    ('load("un_operations", 1988)', "too many values", ["`load`", "commas"]),
    ('operations["region"].isin("Africa")', "list wanted", ['`isin(["Africa"])`']),
    ("30 / 0", "divided by zero", ["line 1", "by 0"]),
    ('operations["region"].mean()', "no sum of text", ["`mean`", "numbers"]),
]
"""(what was typed, the slip behind it, words that the learner must see)"""

UNMATCHED = [
    (
        'chosen = operations[(operations["region"] == "africa") & (operations["end"].isna())]',
        "entry almost right",
        ["no row", "`africa`", "`region`", "mean `Africa`", "capital"],
    ),
    ('recent = recent[recent["region"] == "Middle east"]\nlen(recent)', "entry almost right", ["mean `Middle East`"]),
    ('operations["region"].isin(["Africa", "asia"]).sum()', "entry almost right", ["`asia`", "mean `Asia`"]),
    ('operations[operations["region"] != "Afrika"]', "entry almost right", ["`Afrika`", "mean `Africa`"]),
    ('operations[operations["region"] == "sea"].iloc[0]', "entry unknown", ["`sea`", "`Africa`"]),
    ('senders[senders["women"] == "20"]', "number in quotes", ['`"20"`', "marks: `20`"]),
]
"""(a filter that no row meets, the slip behind it, words that the learner must see)"""


@pytest.fixture(scope="module")
def kernel_shell():
    """An IPython shell as a kernel has it, after a lesson's first cell."""
    InteractiveShell.clear_instance()
    with pytest.MonkeyPatch.context() as patch:
        # nbgrader leaves it in the process that graded, which may have been this one in another test.
        patch.delenv("NBGRADER_EXECUTION", raising=False)
        shell = InteractiveShell.instance(colors="nocolor")
        shell.kernel = types.SimpleNamespace()
        course.load_ipython_extension(shell)  # as the kernel's own settings do
        shell.run_cell(FIRST_CELL)
        shell.run_cell(RECIPES)
        yield shell
    InteractiveShell.clear_instance()


@pytest.fixture
def typed(kernel_shell, capsys):
    """Run a cell as a learner does; gives what stands below it. Names made by the cell are gone afterwards."""
    before = dict(kernel_shell.user_ns)

    def run(code):
        capsys.readouterr()
        kernel_shell.run_cell(code)
        return capsys.readouterr().out

    yield run
    kernel_shell.user_ns.clear()
    kernel_shell.user_ns.update(before)


@pytest.mark.parametrize(("code", "slip", "words"), SLIPS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_slip_is_explained_below_a_short_red_text(typed, code, slip, words):
    """Does each slip of beginners get its own sentence, with their own names in it, in sight below Python's words?"""
    out = typed(code)
    red, _, said = out.partition(TITLE)
    assert said, f"no sentence below:\n{red}"
    for word in words:
        assert word.casefold() in said.casefold()
    assert re.search(r"^\w+(Error)?: .", red.strip().splitlines()[-1]), "Python's own last line comes first"
    assert len(red.splitlines()) <= 16, "the sentence is out of sight"
    assert "site-packages" not in red
    assert is_the_slip(said, slip), f"this is not the slip {slip!r}"


def is_the_slip(said, slip):
    """Whether these words are the sentence of this slip."""
    shape = re.escape(" ".join(SENTENCES[slip]))
    return re.search(re.sub(r"\\{\w+\\}", ".*", shape), " ".join(said.split()))


@pytest.mark.parametrize(("code", "slip", "words"), UNMATCHED, ids=lambda part: part if isinstance(part, str) else "")
def test_a_text_that_no_row_has_is_told_below_the_empty_result(typed, code, slip, words):
    """Is a learner who filters for a text that the column does not hold told so, with the text that it does hold?"""
    _, _, said = typed(code).partition(TITLE)
    for word in words:
        assert word.casefold() in said.casefold()
    assert is_the_slip(said, slip)


@pytest.mark.parametrize(
    "code",
    [
        'operations[operations["region"] == "Africa"]',
        'africa = operations[operations["region"] == "Africa"]\nafrica[africa["region"] == "Asia"]',
        'operations[operations["start"] == "1988-01-01"]',
        'operations["region"].replace("Africa", "x") == "x"',
        '"africa" == "Africa"',
        'nothing = pd.DataFrame({"place": []})\nnothing[nothing["place"] == "Africa"]',
    ],
)
def test_a_filter_that_is_right_is_left_alone(typed, code):
    """Does a text that is in the column, now or before a filter, or a date, lead to no sentence?"""
    assert TITLE not in typed(code)


def test_each_sentence_of_the_table_is_said_for_a_real_slip():
    """Is there a sentence that nobody can ever read?"""
    assert set(SENTENCES) == {slip for _, slip, _ in [*SLIPS, *UNMATCHED]}


@pytest.mark.parametrize("slip", SENTENCES)
def test_sentences_are_short_and_say_what_to_do(slip):
    """Can a reader whose third language is English read each sentence in one go?"""
    says, mend = SENTENCES[slip]
    for sentence in (part for text in (says, mend) for part in re.split(r"(?<=[.?]) (?=[A-Z])", text)):
        assert len(sentence.split()) <= 24, sentence
    assert mend and mend[-1] in ".?"


def test_the_page_knows_the_sentence_that_wants_the_first_cell():
    """Does the extension still find the sentence below which it offers to run the first cell?"""
    script = (STATIC / "notes.js").read_text(encoding="utf-8")
    (words,) = re.findall(r'const EXPLAINED = "(.*)";', script)
    assert words in SENTENCES["first cell not run"][0]


def test_a_cell_without_an_error_says_nothing(typed):
    """Is the learner left alone when all is well?"""
    assert TITLE not in typed("len(operations)")


def test_an_error_that_nobody_foresaw_is_shown_as_python_shows_it(typed):
    """Is an error without a sentence left whole?"""
    out = typed("import json\njson.loads('{')")
    assert TITLE not in out
    assert "JSONDecodeError" in out
    assert "raw_decode" in out, "the steps within json are missing"


def test_the_whole_text_can_still_be_seen(typed):
    """Does %tb show the steps within pandas that were left out?"""
    assert "get_loc" not in typed('operations["regoin"]')
    assert "get_loc" in typed("%tb")


def test_an_error_that_led_to_another_in_the_learners_own_cell_is_told(typed):
    """Is what a learner raised in an except block still there afterwards, with its cause?"""
    typed("caught = None\ntry:\n    operations['regoin']\nexcept KeyError as error:\n    caught = error")
    out = typed("raise caught")
    assert "KeyError" in out
    assert "True" in typed("caught.__cause__ is not None")


def test_a_fault_of_the_explanation_is_swallowed_and_logged(typed, monkeypatch, caplog):
    """Does the learner see Python's own text, and nothing of ours, when a rule breaks?"""

    def broken(error, code, names):
        raise RuntimeError("a rule is wrong")

    monkeypatch.setattr("course.learning.errors_in_words.explain.explain", broken)
    with caplog.at_level(logging.INFO, logger=kernel.__name__):
        out = typed('operations["regoin"]')
    assert "KeyError: 'regoin'" in out
    assert TITLE not in out
    assert "a rule is wrong" not in out
    assert "a rule is wrong" in caplog.text


def test_only_a_kernel_is_taught_to_explain():
    """Does a shell without a page, such as the one that grades, stay as it was?"""
    shell = InteractiveShell()
    before = list(shell.events.callbacks["post_run_cell"])
    course.load_ipython_extension(shell)
    assert shell.events.callbacks["post_run_cell"] == before
    assert shell.custom_exceptions == ()


def test_another_packages_way_to_show_errors_is_kept():
    """Does a notebook that has its own handler of errors keep it?"""
    shell = InteractiveShell()
    shell.kernel = types.SimpleNamespace()
    shell.set_custom_exc((ValueError,), lambda *_, **__: None)
    course.load_ipython_extension(shell)
    assert shell.custom_exceptions == (ValueError,)


def test_twice_taught_is_said_once(kernel_shell, typed):
    """Does a lesson that imports from the course in many cells get each sentence once?"""
    course.load_ipython_extension(kernel_shell)
    course.load_ipython_extension(kernel_shell)
    assert typed("30 / 0").count(TITLE) == 1


def test_nothing_of_the_learners_code_is_run_again():
    """Can the search for an explanation change a value or call a function of the learner?"""
    calls = []
    names = {"ask": lambda: calls.append(1) or {}}
    code = 'ask()["name"]'
    with pytest.raises(KeyError) as caught:
        exec(compile(code, "cell", "exec"), names)
    explain(caught.value, code, names)
    assert calls == [1]


def test_an_unknown_slip_is_a_fault_of_the_rule():
    """Would a rule that names a sentence which is not in the table be found?"""
    with pytest.raises(KeyError):
        explanation("no such slip")


def test_an_error_of_the_course_is_its_sentence_alone(typed):
    """Does a wrong table name stop the cell with one line that offers the right name?"""
    out = typed('load("un_operation")\nprint("not reached")')
    assert out.strip().startswith("UnknownNameError: There is no table 'un_operation'. Did you mean 'un_operations'")
    assert len(out.strip().splitlines()) == 1


def test_every_error_of_the_course_is_shown_as_one_text():
    """Is there an error of ours that greets a learner with a page of steps?"""
    for kind in [CourseError, *CourseError.__subclasses__()]:
        assert kind._render_traceback_ is CourseError._render_traceback_


NEAR_MISSES = [
    ('check("m0-t1", )', "The value to check is missing"),
    ('check("m0-t1")', "check('m0-t1', ...)"),
    ("check()", "Which task?"),
    ('check(["m0-t1"], 5)', "Which task?"),
    ('check("m0-t199", 5)', "Did you mean 'm0-t1'"),
    ('check("M0-T1", ...)', "Did you mean 'm0-t1'"),
    ("hint()", 'hint("m0-t1")'),
    ('hint("m0t1")', "Did you mean 'm0-t1'"),
    ("solution()", "Which task?"),
    ("quiz()", 'quiz("m1-q01")'),
    ('quiz(["m0-q01", "m0-q02"])', "in quotation marks"),
    ('quiz("m0-q011")', "Did you mean 'm0-q01'"),
    ("mastery()", 'mastery("00")'),
    ('mastery("0")', "Quiz of module 00"),
    ("mastery(5)", "Quiz of module 05"),
    ('mastery("99")', "There is no module '99'"),
    ("scenario()", "There is no scenario ''"),
    ('scenario("S2", "a")', "Did you mean 's2'"),
    ('progress("0a")', "Did you mean '0A'"),
    ("review()", "from course import answer; answer("),
    ('ledger("c1")', "There is no claim 'c1'"),
]
"""(what was typed, words of the answer)"""


@pytest.mark.parametrize(("code", "words"), NEAR_MISSES, ids=lambda part: part)
def test_a_near_miss_of_our_own_functions_gets_our_sentence_and_no_red_text(typed, monkeypatch, code, words):
    """Is a call that lacks something, or misspells a name, answered in one sentence that offers the right one?"""
    monkeypatch.setenv("COURSE_RECORD", "off")
    out = typed(f"from course import *\n{code}")
    assert words in out
    assert "Traceback" not in out
    assert TITLE not in out, "it should not be an error at all"


# In a kernel ----------------------------------------------------------------------------------------

CELLS = ('quiz("m0-q01")', FIRST_CELL, 'operations["regoin"]', "x = 1\n y = 2", "1 + 1")


@pytest.mark.parametrize("name", sorted({PLAIN, fast_kernel()}))
def test_a_kernel_explains_from_its_start_and_the_error_stays_an_error(name, monkeypatch):
    """After a restart, before the first cell has run: is the learner told to run it? Is each error still an error?"""
    monkeypatch.setenv("COURSE_RECORD", "off")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in CELLS])
    NotebookClient(notebook, kernel_name=name, allow_errors=True, timeout=120).execute()
    restarted, first, column, indent, fine = (cell.outputs for cell in notebook.cells)
    assert first == []
    assert [output.output_type for output in fine] == ["execute_result"]
    expected = [
        ("NameError", "Run the first cell"),
        ("KeyError", "mean `region`"),
        ("IndentationError", "Line 2 begins"),
    ]
    for outputs, (kind, words) in zip((restarted, column, indent), expected, strict=True):
        assert [output.output_type for output in outputs] == ["error", "display_data"]
        assert outputs[0].ename == kind
        assert words in outputs[1].data["text/plain"]
        assert words.replace("`region`", "<code>region</code>") in outputs[1].data["text/html"]
    assert column[0].evalue == "'regoin'"
    with pytest.raises(CellExecutionError, match="quiz"):
        NotebookClient(notebook, kernel_name=name, timeout=120).execute()
