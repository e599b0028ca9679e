# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers that options take their values from: what there is now, by the name that ``Option.register`` gives."""

from collections.abc import Callable

from .animate.engines import ENGINES
from .animate.flow.styles import style_names
from .head.heads import head_names
from .requests.option import Choice
from .text.languages import LANGUAGES
from .voice.voices import list_voices

_REGISTERS: dict[str, Callable[[], tuple[Choice, ...]]] = {
    "engine": lambda: tuple(Choice(each.name, each.label, each.description) for each in ENGINES),
    "head": lambda: tuple(Choice(name, name) for name in head_names()),
    "language": lambda: tuple(Choice(each.code, each.name) for each in LANGUAGES),
    "style": lambda: tuple(Choice(name, name.capitalize()) for name in style_names()),
    "voice": lambda: tuple(Choice(each.name, each.name) for each in list_voices()),
}


def choices_in(register: str) -> tuple[Choice, ...]:
    """What a register holds, the default first where there is one. Raises SetupError when its weights are missing."""
    return _REGISTERS[register]()
