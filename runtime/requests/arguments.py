# SPDX-License-Identifier: GPL-3.0-or-later
"""Options as arguments of a command line: of the shell's, and of ``blender --command``."""

import argparse
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn

from ..errors import UsageError
from ..text_file import read_text
from .kinds import FILES, SWITCH
from .option import Choice
from .options import REQUIRED, OptionField, options_of

Registers = Mapping[str, tuple[Choice, ...]]
"""What the registers that the help lists hold, by name, the default first."""


class Parser(argparse.ArgumentParser):
    """Raises UsageError, so that ``--json`` can report wrong usage too."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("command line", message, f"See `{self.prog} --help`")


class _OneMore(argparse.Action):
    """A value after those that were given before it."""

    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: Any = None) -> None:
        setattr(namespace, self.dest, (*getattr(namespace, self.dest, ()), values))


def add_options(
    parser: argparse.ArgumentParser, *requests: type, registers: Registers, only: Collection[str] | None = None
) -> None:
    """Give a parser the options of requests; one that several of them have is added once.

    What is not given on the command line is not in the parsed namespace, so that defaults stay where they are told.
    only: names of the options to add, all by default.
    """
    fields = {each.name: each for request in reversed(requests) for each in options_of(request)}
    for request in requests:
        for each in options_of(request):
            field = fields.pop(each.name, None)
            if field is not None and (only is None or each.name in only):
                _add(parser, each, registers)


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for JSON, also where the rest of it cannot be understood.

    argparse takes beginnings of an option too, and says nothing of it where it then finds fault.
    """
    options = takewhile(lambda argument: argument != "--", arguments)
    return any(len(each) > 2 and "--json".startswith(each) for each in options)


def given_values(parsed: argparse.Namespace, *requests: type) -> dict[str, Any]:
    """The values that were given, by name; texts read from the files that were named in their stead.

    Raises UsageError where a text and its file, or neither where there must be one, are given, InputError for a file
    that cannot be read.
    """
    values = dict(vars(parsed))
    for each in (field for request in requests for field in options_of(request) if field.option.read_from_file):
        path = values.get(_file_name(each))
        written = values.pop(each.name, None)
        if (path is not None and written is not None) or (
            path is None and written is None and each.default is REQUIRED
        ):
            shown = each.option.metavar if each.option.positional else each.flag
            raise UsageError(shown, f"give one text, here or in {each.flag}-file", 'For instance: "Hi."')
        text = written if path is None else read_text(Path(path))
        if text is not None:
            values[each.name] = text
    return values


def _add(parser: argparse.ArgumentParser, field: OptionField, registers: Registers) -> None:
    option = field.option
    about: dict[str, Any] = {"help": help_of(field, registers), "default": argparse.SUPPRESS}
    if field.kind is SWITCH:
        parser.add_argument(field.flag, dest=field.name, action=f"store_{str(not field.default).lower()}", **about)
        return
    about |= {"type": _reader(field), "metavar": option.metavar or _metavar(field)}
    if field.kind is FILES:
        parser.add_argument(field.flag, dest=field.name, action=_OneMore, **about)
    elif not option.positional:
        parser.add_argument(field.flag, dest=field.name, **about)
    elif option.read_from_file:
        parser.add_argument(field.name, nargs="?", **about)
    else:
        parser.add_argument(field.name, **about)
    if option.read_from_file:
        about = {"help": f"read the {field.words} from a UTF-8 file", "default": argparse.SUPPRESS, "metavar": "F"}
        parser.add_argument(f"{field.flag}-file", dest=_file_name(field), **about)


def help_of(field: OptionField, registers: Registers) -> str:
    """What an option does, what it may be, and what it is when it is not given."""
    option, default = field.option, field.default
    choices = option.choices or registers.get(option.register, ())
    allowed = ", ".join(choice.name for choice in choices)
    if option.limits is not None and option.limits[1] < float("inf"):
        allowed = f"{option.limits[0]:g} to {option.limits[1]:g}"
    if default is None and option.register in registers and "by default" not in option.help:
        default = registers[option.register][0].name
    usual = f"by default {default:g}" if isinstance(default, float) else f"by default {default}"
    shown = usual if default not in (None, REQUIRED, "", (), {}) and field.kind is not SWITCH else ""
    what = option.flag_help or option.help
    values = ", ".join(part for part in (allowed, shown) if part)
    # argparse takes a percent sign for a format.
    return (f"{what}; {values}" if values else what).replace("%", "%%")


def _metavar(field: OptionField) -> str:
    names = [choice.name for choice in field.option.choices]
    return "|".join(names) if names and len(names) <= 4 else field.name.rpartition("_")[2].upper()


def _reader(field: OptionField) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        try:
            return field.kind.read(text)
        except UsageError as error:
            raise UsageError(f"{field.flag} {text}", error.reason, error.hint) from error

    return read


def _file_name(field: OptionField) -> str:
    return f"{field.name}_file"
