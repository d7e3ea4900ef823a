"""Items as plain text, for a notebook shown without widgets and for people who prefer to type."""

from __future__ import annotations

from course.content.items import Item, Match, Multiple, Numeric, Order, Single
from course.learning.ui.typed import typed


def item_text(item: Item) -> str:
    """The item with its options in the order they were written, and how to answer by typing.

    The text is the same in every run and holds neither key nor feedback.

    >>> from course.content.catalog import find_item
    >>> print(item_text(find_item("m1-q02")).splitlines()[-1])
    Choose one: from course import answer; answer("m1-q02", "LETTER")
    """
    lines = [f"{item.id}. {item.stem}"]
    if isinstance(item, Single | Multiple | Order | Match):
        lines += [f"  {option.id}  {option.text}" for option in item.options]
    if isinstance(item, Match):
        lines.append("to pair with")
        lines += [f"  {target.id}  {target.text}" for target in item.targets]
    sure = ", certainty=2" if item.certainty else ""
    call = typed(f'answer("{item.id}", {_example(item)}{sure})')
    lines.append(f"{_how(item)}: {call}")
    if item.certainty:
        lines.append("(certainty: 1 not sure, 2 fairly sure, 3 very sure)")
    return "\n".join(lines)


def _how(item: Item) -> str:
    if isinstance(item, Multiple):
        return f"Choose {item.choose}"
    if isinstance(item, Numeric):
        return f"Write your number, in {item.unit}" if item.unit else "Write your number"
    if isinstance(item, Order):
        return "Put all letters in order, first to last"
    if isinstance(item, Match):
        return "Pair each with the letter that fits"
    return "Choose one"


def _example(item: Item) -> str:
    # Words in capitals in place of ids: an example that is an option may be the answer, and one that never is says so.
    if isinstance(item, Multiple):
        return '"' + " ".join(["LETTER"] * item.choose) + '"'
    if isinstance(item, Order):
        return '"' + " ".join(["LETTER"] * len(item.options)) + '"'
    if isinstance(item, Match):
        return '"' + " ".join(f"{option.id}LETTER" for option in item.options) + '"'
    return '"NUMBER"' if isinstance(item, Numeric) else '"LETTER"'
