# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of options in docs/command-line.md, made of what runtime/requests tells of each.

python -m soliloquy.tools.release.option_tables
"""

import argparse
from collections.abc import Collection
from pathlib import Path

from ...runtime.registers import choices_in
from ...runtime.requests import (
    AnimateRequest,
    BatchRequest,
    CaptureRequest,
    ExportOptions,
    FaceRequest,
    IdleRequest,
    MotionRequest,
    SpeakRequest,
    VoiceRequest,
)
from ...runtime.requests.imports import ImportRequest
from ...runtime.requests.kinds import SWITCH
from ...runtime.requests.options import REQUIRED, OptionField, options_of
from ...runtime.requests.portrait import PortraitRequest
from ...runtime.requests.tokens import DecodeRequest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
BEGIN, END = "<!-- options, by tools/release/option_tables.py -->\n", "<!-- end of the options -->"
_LISTED = ("engine", "language", "style")
"""Registers whose names are few enough for a table."""


def main() -> None:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(PAGE)


def with_tables(page: str) -> str:
    """The page with its tables as they are to be."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + "\n" + tables() + "\n" + END + rest.partition(END)[2]


def tables() -> str:
    """A table for each group of options, each option once."""
    motion = {each.name for each in options_of(MotionRequest)}
    groups = (
        ("The voice (`speak`, `say`)", VoiceRequest, ()),
        ("The recording (`animate`)", AnimateRequest, motion),
        ("The motion (`speak`, `animate`)", MotionRequest, ()),
        ("Both together (`speak`, `say`)", SpeakRequest, {*motion, *(each.name for each in options_of(VoiceRequest))}),
        ("The files (`speak`, `animate`, `export`, `batch`)", ExportOptions, ()),
        ("The film (`capture`)", CaptureRequest, ("head",)),
        ("The portrait (`portrait`)", PortraitRequest, ()),
        ("The silent face (`idle`)", IdleRequest, motion),
        ("The curves (`import`)", ImportRequest, ("head",)),
        ("The tokens (`decode`)", DecodeRequest, motion),
        ("The face (`voice-from-face`)", FaceRequest, ()),
        ("The run (`batch`)", BatchRequest, ()),
    )
    return "\n".join(_table(title, request, without) for title, request, without in groups)


def _table(title: str, request: type, without: Collection[str]) -> str:
    rows = [_row(each) for each in options_of(request) if each.name not in without]
    head = f"### {title}\n\n| option | what it does | values | by default |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _row(field: OptionField) -> str:
    option = field.option
    value = "" if field.kind is SWITCH else f" {option.metavar or field.name.rpartition('_')[2].upper()}"
    written = (option.metavar if option.positional else f"{field.flag}{value}").replace('"', "")
    if option.read_from_file:
        written += f"`, `{field.flag}-file F"
    cells = (f"`{written}`", option.flag_help or option.help, _values(field), _default(field))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(field: OptionField) -> str:
    option = field.option
    listed = choices_in(option.register) if option.register in _LISTED else option.choices
    if option.limits is None:
        return ", ".join(choice.name for choice in listed)
    low, high = option.limits
    return f"from {low:g}" if high == float("inf") else f"{low:g} to {high:g} {option.unit}".rstrip()


def _default(field: OptionField) -> str:
    default = field.default
    if default is None and field.option.register in _LISTED and "by default" not in field.option.help:
        default = choices_in(field.option.register)[0].name
    if default in (None, REQUIRED, (), {}) or field.kind is SWITCH:
        return ""
    return f"{default:g}" if isinstance(default, float) else str(default)


if __name__ == "__main__":
    main()
