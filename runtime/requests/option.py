# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of one option."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """read: a user's text to the value; UsageError for what is none. check(words, value, option): UsageError for a
    value that is not allowed. load: JSON's value to ours."""

    name: str
    read: Callable[[str], Any]
    check: Callable[[str, Any, "Option"], None]
    load: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True)
class Choice:
    """One of a fixed set of values. name: as users write it. label, description: as Blender shows it. panel: Blender
    offers it."""

    name: str
    label: str = ""
    description: str = ""
    panel: bool = True


@dataclass(frozen=True)
class Option:
    """What holds of one field, wherever it is set.

    help: what it does, a clause that begins with a small letter and has no full stop. label: its name in Blender, empty
    where Blender's settings do not have it. panel: the section of the panel that shows it. limits: least and most;
    soft_limits: of Blender's slider. unit: of the number. choices: every value there is. register: the name of the
    register (``runtime/registers.py``) that knows its values. flag: in the shell, where it is not the field's own name;
    of a switch that is on by default it names what switches it off, and flag_help says what that does. metavar: its
    value in the shell's help. read_from_file: ``--NAME-file`` gives it too. path: it is, or may be, the path of a file.
    positional: the shell takes it without a flag. kind: of its value; by default that of the field's type.
    """

    help: str
    label: str = ""
    panel: str = ""
    limits: tuple[float, float] | None = None
    soft_limits: tuple[float, float] | None = None
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    register: str = ""
    flag: str = ""
    flag_help: str = ""
    metavar: str = ""
    read_from_file: bool = False
    path: bool = False
    positional: bool = False
    kind: Kind | None = None
