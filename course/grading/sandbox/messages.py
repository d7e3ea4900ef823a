"""Messages between processes as classes: checked when they arrive. And what the grader and a zygote say to each other.

What comes out of a sandbox is the word of whoever runs there. So nothing is converted to fit: where a field is missing
or has another type, the message is refused like a connection that has closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_origin

import attrs
import cattrs

from course.grading.sandbox.limits import ResourceLimits, Spent
from course.kernels.channel import ChannelClosed

_TAG = "do"
_converter = cattrs.Converter(detailed_validation=False)


class Message:
    """Base of all messages; each is a frozen attrs class."""

    __slots__ = ()


Kind = TypeVar("Kind", bound=Message)


def plain(message: Message) -> dict[str, Any]:
    """What a channel sends of a message.

    >>> plain(End())
    {'do': 'End'}
    """
    return {_TAG: type(message).__name__, **_converter.unstructure(message)}


def read(data: dict[str, Any], *kinds: type[Kind]) -> Kind:
    """The message that a channel has received, which must be one of these kinds. Errors: ChannelClosed.

    >>> read({"do": "Ended", "reason": "signal SIGKILL"}, Warmed, Ended).reason
    'signal SIGKILL'
    """
    for kind in kinds:
        if data.get(_TAG) == kind.__name__:
            try:
                return _converter.structure(data, kind)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise ChannelClosed(f"a message {kind.__name__} with a wrong field: {error}") from None
    raise ChannelClosed("a message of a kind that nobody waits for")


def prepare(*kinds: type[Message]) -> None:
    """Let cattrs write its functions for these kinds now: after a fork, each process would write them again.

    >>> prepare(Warm, Ended)
    """
    for kind in kinds:
        _converter.get_structure_hook(kind)
        _converter.get_unstructure_hook(kind)


def _exactly(value: Any, kind: type) -> Any:
    # A whole number is a number of seconds too; nothing else is taken for what it is not.
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise TypeError(f"{type(value).__name__} in place of {kind.__name__}")
    return value


def _container(kind: Any) -> Callable[[Any, Any], Any]:
    """How to check a list[...] or dict[str, ...]; what it holds is left alone where its type is Any."""
    outer, inside = get_origin(kind), get_args(kind)[-1]

    def check(value: Any, _: Any) -> Any:
        _exactly(value, outer)
        if inside is Any:
            return value
        if outer is list:
            return [_converter.structure(item, inside) for item in value]
        return {_exactly(key, str): _converter.structure(item, inside) for key, item in value.items()}

    return check


for _kind in (str, int, bool, float):
    _converter.register_structure_hook(_kind, _exactly)
_converter.register_structure_hook_factory(lambda kind: get_origin(kind) in (list, dict), _container)
# Notebooks and values are JSON's types already, and large: no copies of them.
_converter.register_unstructure_hook_func(
    lambda kind: kind in (list, dict) or (get_origin(kind) in (list, dict) and not attrs.has(get_args(kind)[-1])),
    lambda value: value,
)


# -- the grader and a zygote -------------------------------------------------------------------------------------------


@attrs.frozen
class Warm(Message):
    """Import these modules and run this code before the first fork. private: the folders that are empty before."""

    kind: str
    modules: list[str]
    code: str
    private: list[str]


@attrs.frozen
class Start(Message):
    """Fork for a submission, with the open sockets that come along.

    folder: where it lies, as seen from inside. private: the folders to empty afterwards. limits: for each process and
    for all together. counted: the folders whose files count. mounts: those with a file system of their own. forks:
    whether forks that it makes of itself live on when it ends. before: what the submission has used already.
    """

    kind: str
    folder: str
    private: list[str]
    limits: ResourceLimits
    counted: list[str]
    mounts: list[str]
    forks: bool = False
    before: Spent = attrs.field(factory=Spent)


@attrs.frozen
class End(Message):
    """End the submission now."""


@attrs.frozen
class Warmed(Message):
    """Everything is imported."""


BY_GRADER = "ended by the grader"
"""The reason when `End` has ended it; with a colon and how its first process had ended by itself, if it had."""


@attrs.frozen
class Ended(Message):
    """A submission is over, by itself or not. reason: why, in words, or "". spent: what it has used in all."""

    reason: str
    spent: Spent = attrs.field(factory=Spent)
