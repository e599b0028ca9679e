# SPDX-License-Identifier: GPL-3.0-or-later
"""Options: what is told once of every field of a request that a user may set.

The shell's parser, the parser of ``blender --command``, Blender's properties, the worker's check and the tables of
docs/command-line.md are all made of the ``Option`` in the field's metadata.
"""

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar

from .kinds import KIND_OF_TYPE
from .option import Kind, Option

_KEY = "option"
Request = TypeVar("Request")


@dataclass(frozen=True)
class OptionField:
    """An option where it stands. path: field names from the request down to it. optional: None stands for what was
    not given."""

    path: tuple[str, ...]
    option: Option
    kind: Kind
    optional: bool
    default: Any

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def words(self) -> str:
        """As a sentence names it: the shell's name for it, without dashes."""
        return (self.option.flag or self.name).replace("_", " ").replace("-", " ")

    @property
    def flag(self) -> str:
        """As the shell writes it."""
        return "--" + (self.option.flag or self.name).replace("_", "-")


def option(default: Any, help: str, **more: Any) -> Any:
    """A dataclass field that a user may set. help and more: those of ``Option``."""
    metadata = {_KEY: Option(help, **more)}
    if isinstance(default, Mapping):
        return dataclasses.field(default_factory=lambda: dict(default), metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


REQUIRED: Any = dataclasses.MISSING
"""Default of an option that has to be given."""


@cache
def options_of(request: type) -> tuple[OptionField, ...]:
    """The options of a request class, those of the requests that it holds included, in the order of the fields."""
    return tuple(_options_of(request, ()))


@cache
def option_of(request: type, name: str) -> OptionField:
    """The option of that name. Raises KeyError where there is none."""
    found = next((each for each in options_of(request) if each.name == name), None)
    if found is None:
        raise KeyError(name)
    return found


def limits_of(request: type, name: str) -> tuple[float, float]:
    """Least and most of a number."""
    limits = option_of(request, name).option.limits
    assert limits is not None
    return limits


def check_options(request: Any) -> None:
    """Check a request's own fields. Raises UsageError naming the option, the reason and what to give instead."""
    own: type = type(request)
    for each in options_of(own):
        if len(each.path) == 1:
            _check(each, getattr(request, each.name))


def check_value(request: type, name: str, value: Any) -> None:
    """Check one value as that option of a request is checked. Raises UsageError."""
    _check(option_of(request, name), value)


def _check(field: OptionField, value: Any) -> None:
    if value is not None or not field.optional:
        field.kind.check(field.words, value, field.option)


def from_values(request: type[Request], values: Mapping[str, Any]) -> Request:
    """A request of the values of its options by name, whichever request inside it they belong to.

    Names that it has no option for are left alone, so that several requests can be made of one set of values. Raises
    UsageError for a value that is not allowed.
    """
    given: dict[str, Any] = {}
    for field in _fields(request):
        held = held_request(request, field)
        if held is not None:
            given[field.name] = from_values(held, values)
        elif _KEY in field.metadata and field.name in values:
            given[field.name] = values[field.name]
    return request(**given)


def _options_of(request: type, above: tuple[str, ...]) -> Iterator[OptionField]:
    for field in _fields(request):
        held = held_request(request, field)
        if held is not None:
            yield from _options_of(held, (*above, field.name))
        elif _KEY in field.metadata:
            about: Option = field.metadata[_KEY]
            hint, optional = _plain_type(_hints(request)[field.name])
            default = field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
            yield OptionField((*above, field.name), about, about.kind or KIND_OF_TYPE[hint], optional, default)


def _fields(request: type) -> tuple["dataclasses.Field[Any]", ...]:
    return dataclasses.fields(request)


@cache
def _hints(request: type) -> dict[str, Any]:
    return typing.get_type_hints(request)


def held_request(request: type, field: "dataclasses.Field[Any]") -> Any:
    """The class of the request that a field holds; None where it holds a plain value."""
    hint, _optional = _plain_type(_hints(request)[field.name])
    return hint if dataclasses.is_dataclass(hint) else None


def _plain_type(hint: Any) -> tuple[Any, bool]:
    """A type without its None, and whether it had one."""
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        rest = [each for each in typing.get_args(hint) if each is not type(None)]
        return rest[0], len(rest) < len(typing.get_args(hint))
    return hint, False
