"""Every sentence that explains an error, in one table: easy to read, to review and to translate."""

from __future__ import annotations

from typing import Any

import attrs

SENTENCES: dict[str, tuple[str, str]] = {
    # Read before the cell runs.
    "bracket not closed": (
        "The bracket `{bracket}` in line {line} is opened, and its partner `{partner}` is missing.",
        "Count the brackets from the left and put `{partner}` where this part should end.",
    ),
    "bracket too many": (
        "Line {line} has a closing bracket `{bracket}` that no bracket opens.",
        "Delete this `{bracket}`, or put its partner `{partner}` where the part should begin.",
    ),
    "bracket of another kind": (
        "In line {line} the bracket `{opened}` is open, but `{bracket}` stands where `{partner}` should close it.",
        "Close the inner bracket first: put `{partner}` in front of this `{bracket}`, or in its place.",
    ),
    "quote not closed": (
        "The text in line {line} begins with the quotation mark `{quote}`, and the same mark is missing at its end.",
        "Put `{quote}` behind the last letter of the text.",
    ),
    "apostrophe in a text": (
        "In line {line} the text has an apostrophe inside. Python ends it there, because it began with the same mark.",
        "Put double quotation marks around a text with an apostrophe: `{better}`.",
    ),
    "text without quotes": (
        "In line {line} `{text}` has no quotation marks, so Python reads its words as names.",
        "If you mean a text, put quotation marks around it: `{better}`.",
    ),
    "comma in a number": (
        "In line {line} the comma makes two numbers of `{number}`.",
        "Write the number with a point: `{better}`.",
    ),
    "comma in a large number": (
        "In line {line} the comma makes more than one number of `{number}`.",
        "Write it without a comma: `{whole}`. If decimals follow the comma, write a point: `{better}`.",
    ),
    "number with a unit": (
        "In line {line} `{part}` is a number with a unit behind it, and for Python a number stands alone.",
        "Write `{better}` alone. Leave the unit out, or put it into a comment at the end of the line: `# {unit}`.",
    ),
    "quote of another kind": (
        "Line {line} holds the curved quotation mark `{sign}`, which Python does not know.",
        "Delete it and type a straight one, `{straight}`. Word processors make the curved ones.",
    ),
    "sign unknown": (
        "Line {line} holds the sign `{sign}`, which is unknown to Python.",
        "Delete it. If it was copied from another page, type {straight} with your keyboard.",
    ),
    "one equal sign": (
        "In line {line} one equal sign `=` stands where two things are compared.",
        "Write two, `==`, to compare. One equal sign gives a name to a value.",
    ),
    "name with a hyphen": (
        "In line {line} the name on the left, `{name}`, is read as a subtraction because of the sign `-`.",
        "Write the name with low lines: `{better}`.",
    ),
    "name with a space": (
        "In line {line} the name on the left, `{name}`, has a space in it, and a name is one word.",
        "Join its parts with a low line: `{better}`.",
    ),
    "name of a value": (
        "In line {line} the left side of `=` is not a name, so Python cannot give a value to it.",
        "Write a name on the left, such as `result = ...`; to compare two things, write `==`.",
    ),
    "sign turned round": (
        "Python does not know the sign `{sign}` in line {line}.",
        "Write `{better}` in its place.",
    ),
    "nothing after": (
        "Line {line} ends with `{sign}`, and nothing follows that Python can use.",
        "Write the missing part behind `{sign}`. If you deleted the three dots, put your own code in their place.",
    ),
    "something between": (
        "Python cannot read `{part}` in line {line}, because something is missing between its words.",
        "Text needs quotation marks around it, and two values need a comma or a sign such as `+` between them.",
    ),
    "comma missing": (
        "Line {line} has no comma at its end, and another line of the same list or dictionary follows.",
        "Put a comma behind `{part}` in line {line}.",
    ),
    "dots kept": (
        "The three dots still stand in line {line}, beside your own lines.",
        "Delete the dots.",
    ),
    "print without brackets": (
        "In line {line} `print` needs round brackets around what it prints.",
        "Write `print(...)` with your own value in place of the dots.",
    ),
    "colon missing": (
        "Line {line} begins a block, so Python expects a colon `:` in it.",
        "Put `:` at the end of this line.",
    ),
    "space at the start": (
        "Line {line} begins with a space, and Python reads a space at the start of a line as a block.",
        "Delete the space in front of `{word}`, so that the line begins at the left edge.",
    ),
    "recipe left": (
        "Line {line} stands at the left edge, so for Python the recipe of the `def` above it has ended there.",
        "Put four spaces in front of `{word}` in line {line}. The other lines can stay as they are.",
    ),
    "one space too many": (
        "Line {line} begins further right than the line above it, and no block begins there.",
        "Give `{word}` as many spaces at its start as the line above it has.",
    ),
    "block missing": (
        "Line {line} belongs to the line with the colon above it, and must begin further right.",
        "Put four spaces at the start of line {line}.",
    ),
    "block out of line": (
        "Line {line} begins neither under the line above it nor under an earlier block.",
        "Give the lines of one block the same number of spaces at their start, four are usual.",
    ),
    "number with a letter": (
        "In line {line} a digit is followed by a letter, so Python reads neither a number nor a name.",
        "A name begins with a letter, and a number holds digits and one point only.",
    ),
    "number with zeros": (
        "In line {line} a number begins with 0, and whole numbers may not begin like that.",
        "Delete the zeros at its start, or put quotation marks around it if it is a code.",
    ),
    "number in groups": (
        "In line {line} the number `{part}` has a space in it, so Python reads two numbers.",
        "Write it without the space: `{better}`.",
    ),
    "cannot be read": (
        "Python can read line {line} only as far as `{part}`.",
        "Look at this place and just before it: often a bracket, a comma or a quotation mark is missing.",
    ),
    # Names that are not there.
    "first cell not run": (
        "`{name}` comes from the first cell of the lesson, and that cell has not run since the kernel started.",
        "Run the first cell of this lesson, then run this cell again.",
    ),
    "cell not run": (
        "The kernel does not know the name `{name}`: the cell that makes it has not run since the kernel started.",
        "Run the cells above this one, from the first, in order; then check the spelling of `{name}`. "
        'If you mean the word itself and not a name, write it with quotation marks: `"{name}"`.',
    ),
    "name almost right": (
        "The kernel does not know the name `{name}`.",
        "Did you mean `{near}`? Capital and small letters are different for Python.",
    ),
    "quotes missing": (
        "`{name}` has no quotation marks, so Python looks for something that you named `{name}`.",
        'If you mean {what}, write it with quotation marks: `"{name}"`.',
    ),
    "id without quotes": (
        "`{name}` has no quotation marks, so Python reads it as a subtraction of two names.",
        'Write it with quotation marks: `"{name}"`.',
    ),
    "capital missing": (
        "Python knows `{near}`, and `{name}` is another name for it, which has no value.",
        "Write `{near}` with a capital letter and without quotation marks.",
    ),
    "dots left": (
        "The three dots `...` are still in this cell, and Python cannot compute with them.",
        "Put your own code in their place; the sentence above the cell says what is wanted.",
    ),
    "column almost right": (
        "There is no column `{name}` in {table}.",
        "Did you mean `{near}`? A column's name must be written exactly as in the table.",
    ),
    "column unknown": (
        "There is no column `{name}` in {table}. Its columns are {known}.",
        "Write one of these names, exactly as it stands here.",
    ),
    "label almost right": (
        "There is no entry `{name}` in {table}.",
        "Did you mean `{near}`? An entry's name must be written exactly as in the table.",
    ),
    "label unknown": (
        "There is no entry `{name}` in {table}.",
        "Look at the left edge of the table, where the names of its entries stand.",
    ),
    "word almost right": (
        "There is no `{word}` in the dictionary `{name}`.",
        "Did you mean `{near}`? A word must be written exactly as in the dictionary.",
    ),
    "word unknown": (
        "There is no `{word}` in the dictionary `{name}`. Its words are {known}.",
        "Write one of these words, exactly as it stands here.",
    ),
    "word behind a point": (
        "`{name}` is a dictionary, and a dictionary takes its words in square brackets.",
        'Write `{name}["{word}"]`.',
    ),
    "list by word": (
        "In line {line} `{name}` is a list, and square brackets behind a list take a whole number.",
        "Count from 0: `{name}[0]` is its first entry.",
    ),
    "row by number": (
        "Square brackets behind a table take the name of a column, and no column is named `{name}`.",
        'For a column write its name in quotation marks: `{table}["{column}"]`. For the first rows write `.head()`.',
    ),
    "several columns": (
        "Two or more columns in one pair of square brackets are read as one name, and no column has it.",
        "Use two pairs of brackets: `{table}[[{columns}]]`.",
    ),
    "row too far": (
        "Line {line} asks for an entry behind the last one. Counting begins with 0, so the last number is one less.",
        "Use a smaller number, or `.tail(1)` for the last row.",
    ),
    "attribute almost right": (
        "Python knows no `.{name}` for {kind}.",
        "Did you mean `.{near}`?",
    ),
    "attribute of a number": (
        "`.{name}` works on a table or a column, but here it stands behind {kind}.",
        "Look at what stands in front of the point, and at the steps before it.",
    ),
    "brackets missing": (
        "Behind `{name}` in line {line} the round brackets are missing, so it is not run.",
        "Write `{name}(...)` with round brackets, and put between them what it needs, or nothing.",
    ),
    "accessor of dates": (
        "`.dt` works on a column of dates, and this column holds something else.",
        "Check the name of the column in front of `.dt`.",
    ),
    "accessor of text": (
        "`.str` works on a column of text, and this column holds something else.",
        "Check the name of the column in front of `.str`.",
    ),
    "import almost right": (
        "There is no `{name}` in `{module}`.",
        "Did you mean `{near}`?",
    ),
    "import unknown": (
        "There is no `{name}` in `{module}`.",
        "Copy the first cell of the lesson again, letter by letter, and run it.",
    ),
    "module almost right": (
        "There is no package with the name `{name}` here.",
        "Did you mean `{near}`?",
    ),
    "module unknown": (
        "The package `{name}` is not installed where this notebook runs.",
        "This course works without it. Check the spelling, or take the line out.",
    ),
    "file unknown": (
        "There is no file `{name}` in the folder of this notebook.",
        "Check its spelling and its folder; a table of the course is opened with `load`.",
    ),
    # Values of the wrong kind.
    "and between columns": (
        "`{word}` works on one True or False, but a column holds one for each row.",
        "Write `{sign}` in place of `{word}`, and put round brackets around each condition: `(...) {sign} (...)`.",
    ),
    "brackets around conditions": (
        "Without round brackets Python joins the two values beside `{sign}` first, before it compares.",
        "Put round brackets around each condition: `(...) {sign} (...)`.",
    ),
    "not before a column": (
        "`not` works on one True or False, but a column holds one for each row.",
        "Write `~` in place of `not`, and put round brackets around the condition: `~(...)`.",
    ),
    "between two limits": (
        "Two comparisons in one, such as `1 < column < 5`, do not work on a column.",
        "Write two conditions: `(column > 1) & (column < 5)`, with your own column and numbers.",
    ),
    "if with a column": (
        "A single True or False is needed here, but a column holds one for each row.",
        "To keep some rows, put the condition in square brackets: `table[condition]`.",
    ),
    "number in quotes": (
        'In line {line} `"{number}"` has quotation marks, so it is text, and it meets a number.',
        "Write it without quotation marks: `{better}`.",
    ),
    "recipe given text": (
        'In line {line} `{recipe}` is given the text `"{text}"`, and the recipe computes with numbers.',
        'Give it a number. If you mean a column, write its table, too: `{table}["{text}"]`.',
    ),
    "dictionary computed": (
        "Line {line} computes with the whole dictionary `{name}`, and Python cannot do this.",
        'Look one word up first, for example `{name}["{word}"]`.',
    ),
    "brackets behind a number": (
        "Square brackets look something up, but in line {line} they stand behind a number.",
        "Delete these square brackets, or put a table or a dictionary in front of them.",
    ),
    "text and number": (
        "Line {line} puts together text and a number, and Python does not do this by itself.",
        'Take away quotation marks around a number. To print both, use a comma: `print("Total:", total)`.',
    ),
    "text column": (
        "The column `{column}` holds text, so it cannot be compared or computed with a number.",
        "Compare it with text in quotation marks, or choose a column that holds numbers.",
    ),
    "date and number": (
        "A date meets a number in line {line}, and Python cannot compare or add the two.",
        'Write a date as text, such as `"1988-01-01"`, or take the year with `.dt.year`.',
    ),
    "date unreadable": (
        "A date meets text in line {line}, and Python cannot read this text as a date.",
        'Write year, month and day like this: `"1988-01-01"`, with months to 12 and days to 31.',
    ),
    "number unreadable": (
        "Python cannot read `{text}` as {what}.",
        "A number has digits and at most one point: no comma, no space, no percent sign.",
    ),
    "table called": (
        "Round brackets run a function, but `{name}` is {kind}.",
        "Write square brackets to choose a column: `{name}[...]`.",
    ),
    "dictionary called": (
        "Round brackets run a function, but `{name}` is a dictionary.",
        "Write square brackets to look a word up: `{name}[...]`.",
    ),
    "value called": (
        "Round brackets run a function, but what stands in front of them in line {line} is {kind}.",
        "Delete the round brackets; to multiply, write `*` in front of them.",
    ),
    "size called": (
        "`{name}.size` is already a number: it counts all rows, True and False.",
        "To count the True ones, write `{name}.sum()`.",
    ),
    "name taken": (
        "`{name}` is a function of Python, but a cell has given this name to {kind}.",
        "Give your value another name, then choose *Restart Kernel and Run All Cells* in the menu *Kernel*.",
    ),
    "function in square brackets": (
        "`{name}` is a function, and a function is run with round brackets.",
        "Write `{name}(...)` in place of `{name}[...]`.",
    ),
    "table in quotes": (
        '`"{name}"` has quotation marks, so it is a piece of text and not your table.',
        "Take its quotation marks away: `{name}`.",
    ),
    "value missing": (
        "`{name}` needs something between its round brackets that is not there: {what}.",
        "Put it between the round brackets{example}.",
    ),
    "option almost right": (
        "`{function}` has no option `{name}`.",
        "Did you mean `{near}`?",
    ),
    "option unknown": (
        "`{function}` has no option `{name}`.",
        "Check the spelling of the word in front of `=`, or take this option out.",
    ),
    "too many values": (
        "`{name}` got more values between its round brackets than it can use.",
        "Count the commas between the brackets, and take out what does not belong there.",
    ),
    "list wanted": (
        "`isin` compares with a list of values, but it got one piece of text.",
        'Put square brackets around it: `isin(["{name}"])`.',
    ),
    "divided by zero": (
        "Line {line} divides by 0, and no number is the result of that.",
        "Look at what stands behind `/`: it should be the whole, and here it is 0.",
    ),
    "entry almost right": (
        "No row has the text `{name}` in the column `{column}`.",
        "Did you mean `{near}`? Capital and small letters are different for Python.",
    ),
    "entry unknown": (
        "No row has the text `{name}` in the column `{column}`. It holds {known}.",
        "Write one of these texts, exactly as it stands here; capital letters count.",
    ),
    "no sum of text": (
        "This column holds text or labels, so `{name}` cannot be computed from it.",
        "Choose a column that holds numbers; `value_counts()` counts labels.",
    ),
}
"""What is wrong and what to do, by the slip behind it. Names in braces are filled from the learner's own code."""


@attrs.frozen
class Explanation:
    """What to tell a learner about one error.

    slip: the key in `SENTENCES`. says: what is wrong. mend: what to do. `code` in both stands in backticks.

    >>> print(explanation("sign turned round", line=2, sign="=>", better=">="))
    Python does not know the sign `=>` in line 2. Write `>=` in its place.
    """

    slip: str
    says: str
    mend: str

    def __str__(self) -> str:
        return f"{self.says} {self.mend}"


def explanation(slip: str, **parts: Any) -> Explanation:
    """The sentences of one slip, filled with the learner's own names; KeyError when the table has no such slip.

    >>> explanation("dots left").slip
    'dots left'
    """
    says, mend = SENTENCES[slip]
    return Explanation(slip, says.format(**parts), mend.format(**parts))
