"""One small item of each kind, so that the widget's tests do not hang on the course's own bank."""

from __future__ import annotations

from course.content.items import Match, Multiple, Numeric, Option, Order, Single, Step, Target, WrongNumber

SINGLE = Single(
    id="m1-q91",
    use="inline",
    stem='Which call counts rows with a blank country, and is it "safe" when a < b & c?',
    objective="1.1",
    bloom="Und",
    lesson="1A",
    certainty=True,
    options=(
        Option(id="a", text="`value_counts()`", feedback="It drops the blanks silently: `dropna=True` is the default."),
        Option(
            id="b",
            text="`value_counts(dropna=False)`",
            feedback="The blank group is kept and counted.",
            correct=True,
        ),
        Option(
            id="c", text="<script>alert(1)</script> is text here", feedback="Markup in an item stays text: <b>no</b>."
        ),
    ),
)

MULTIPLE = Multiple(
    id="m1-q92",
    use="inline",
    stem="Choose two checks before handing in a notebook.",
    objective="1.1",
    bloom="Rem",
    lesson="1A",
    choose=2,
    options=(
        Option(id="a", text="Clear the error outputs", feedback="This hides a fault and mends nothing."),
        Option(id="b", text="Restart and run all cells", feedback="This shows hidden state.", correct=True),
        Option(id="c", text="Rename the kernel", feedback="A name changes no result."),
        Option(
            id="d",
            text="See that the execution counts rise from top to bottom",
            feedback="Then the cells ran in reading order.",
            correct=True,
        ),
    ),
)

NUMERIC = Numeric(
    id="m1-q93",
    use="inline",
    stem="Saar force, 1934-35: UK 1,500, Italy 1,300, Sweden 260, Netherlands 250. What was the UK's share, to one decimal?",
    objective="1.1",
    bloom="App",
    lesson="1A",
    answer=45.3,
    tolerance=0.1,
    unit="%",
    feedback="1500 / 3310 = 0.453, so 45.3 %.",
    wrong=(
        WrongNumber(value=53.6, feedback="You left out Sweden and the Netherlands."),
        WrongNumber(value=0.453, feedback="This is the fraction. Multiply by 100 for percent."),
    ),
    otherwise="Divide the UK's 1,500 by the sum of all four.",
)

ORDER = Order(
    id="m1-q94",
    use="inline",
    stem="Put these in order, oldest first.",
    objective="1.1",
    bloom="Rem",
    lesson="1A",
    options=(
        Step(id="a", text="IFOR in Bosnia and Herzegovina", feedback="December 1995, after the Dayton agreement."),
        Step(id="b", text="UNTSO", feedback="May 1948, unarmed observers."),
        Step(id="c", text="Concert of Europe", feedback="It began with the treaties of 1815."),
        Step(id="d", text="UNEF I", feedback="November 1956, the first armed force."),
        Step(id="e", text="Saar force of the League of Nations", feedback="It served from 1934 to 1935."),
    ),
    answer=("c", "e", "b", "d", "a"),
)

MATCH = Match(
    id="m1-q95",
    use="inline",
    stem="Match each activity with its objective.",
    objective="1.1",
    bloom="Und",
    lesson="1A",
    options=(
        Step(id="1", text="A mutual-defence exercise", feedback="Allies practise what they promised one another."),
        Step(
            id="2",
            text="A visit under the Partnership for Peace to look at how a defence budget is made",
            feedback="Openness is its aim; it carries no duty of defence.",
        ),
        Step(id="3", text="A patrol near a camp of displaced persons", feedback="The mandate names civilians."),
    ),
    targets=(
        Target(id="a", text="protection of civilians"),
        Target(id="b", text="collective defence"),
        Target(id="c", text="cooperative security"),
    ),
    answer={"1": "b", "2": "c", "3": "a"},
)

ITEMS = [SINGLE, MULTIPLE, NUMERIC, ORDER, MATCH]
