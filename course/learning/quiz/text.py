"""Items as plain text, for a notebook shown without widgets and for people who prefer to type."""

from __future__ import annotations

from course.content.items import Item, Match, Multiple, Numeric, Order, Single


def item_text(item: Item) -> str:
    """The item with its options in the order they were written, and how to answer by typing.

    The text is the same in every run and holds neither key nor feedback.

    >>> from course.content.catalog import find_item
    >>> print(item_text(find_item("m1-q02")).splitlines()[-1])
    Choose one, for example: answer("m1-q02", "a")
    """
    lines = [f"{item.id}. {item.stem}"]
    if isinstance(item, Single | Multiple | Order | Match):
        lines += [f"  {option.id}  {option.text}" for option in item.options]
    if isinstance(item, Match):
        lines.append("to pair with")
        lines += [f"  {target.id}  {target.text}" for target in item.targets]
    sure = ", certainty=2" if item.certainty else ""
    lines.append(f'{_how(item)}: answer("{item.id}", {_example(item)}{sure})')
    if item.certainty:
        lines.append("(certainty: 1 not sure, 2 fairly sure, 3 very sure)")
    return "\n".join(lines)


def _how(item: Item) -> str:
    if isinstance(item, Multiple):
        return f"Choose {item.choose}, for example"
    if isinstance(item, Numeric):
        return f"Write your number, in {item.unit}" if item.unit else "Write your number"
    if isinstance(item, Order):
        return "Put all in order, first to last, for example"
    if isinstance(item, Match):
        return "Pair each, for example"
    return "Choose one, for example"


def _example(item: Item) -> str:
    # Always the first ids as written, whatever the key is: an example must say nothing about it.
    if isinstance(item, Single):
        return f'"{item.options[0].id}"'
    if isinstance(item, Multiple):
        return '"' + " ".join(option.id for option in item.options[: item.choose]) + '"'
    if isinstance(item, Order):
        return '"' + " ".join(option.id for option in item.options) + '"'
    if isinstance(item, Match):
        return '"' + " ".join(option.id + item.targets[0].id for option in item.options) + '"'
    return "YOUR_NUMBER"
