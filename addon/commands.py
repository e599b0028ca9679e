# SPDX-License-Identifier: GPL-3.0-or-later
"""``blender -b SCENE.blend --command soliloquy speak ...``: speech for a scene, without a window.

Exit codes and ``--json`` are those of the shell command (docs/command-line.md).
"""

import argparse
import json
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import bpy

from ..blender.datablocks import current_scene
from ..runtime.faults import as_error, tracebacks_wanted
from ..runtime.head.heads import head_names
from ..runtime.registers import choices_in
from ..runtime.requests import AnimateRequest, CaptureRequest, ExportOptions, IdleRequest, SpeakRequest
from ..runtime.requests.arguments import Parser, add_options, given_values, wants_json
from ..runtime.requests.options import REQUIRED
from ..runtime.requests.tokens import DecodeRequest
from . import generation, preferences, session, voices
from .export_command import add_export, show_progress
from .option_properties import generation_options
from .properties import settings_of
from .saving import blend_path, check_place, no_folder_left, save_blend
from .scene_request import scene_request
from .script_command import add_batch
from .target import object_called

NAME = "soliloquy"


def run(arguments: Sequence[str]) -> int:
    """Run one command on the open file; returns the exit code."""
    as_json = wants_json(arguments)
    try:
        parsed = _parser().parse_args(list(arguments))
        # Blender runs commands without a window in its context, where objects and modes are not to be had.
        with session.main_window():
            parsed.run(parsed)
    except SystemExit as leaving:  # --help
        return int(leaving.code or 0)
    except Exception as raised:
        return _refuse(raised, as_json)
    return 0


def _refuse(raised: Exception, as_json: bool) -> int:
    """Say why nothing was done; returns the exit code."""
    error = as_error(raised, "the command")
    if tracebacks_wanted() and error is not raised:
        traceback.print_exception(raised)
    if as_json:
        print(json.dumps({"error": error.as_json()}))
    else:
        print(f"{NAME}: {error}", file=sys.stderr)
    return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog=f"blender -b SCENE.blend --command {NAME}", description="Speech animation in a scene.")
    add = parser.add_subparsers(required=True, metavar="COMMAND").add_parser
    _add_generation(add("speak", help="a head of the scene speaks a text; the file is then saved"), SpeakRequest)
    animate = add("animate", help="a head of the scene moves to a recording; the file is then saved")
    _add_generation(animate, AnimateRequest)
    capture = add("capture", help="a head of the scene moves like a face on a film; the file is then saved")
    _add_generation(capture, CaptureRequest)
    decode = add("decode", help="a head of the scene says syllable tokens; the file is then saved")
    _add_generation(decode, DecodeRequest)
    idle = add("idle", help="a head of the scene is alive without a word, as a loop; the file is then saved")
    _add_generation(idle, IdleRequest)
    add_export(add("export", help="speech, or other animation, of the scene becomes files for engines"))
    add_batch(add("batch", help="the lines of a script on heads of a scene; the file is then saved"))
    add("voices", help="list the voices").set_defaults(run=_list_voices)
    add("heads", help="list the identities of the embedded head").set_defaults(run=_list_heads)
    return parser


def _add_generation(command: argparse.ArgumentParser, request: type) -> None:
    """The options of a request, on which head and from when, and where the file is saved."""
    registers = {name: choices_in(name) for name in ("engine", "language")}
    names = generation_options()
    add_options(command, request, ExportOptions, registers=registers, only=names)
    command.add_argument("--target", metavar="OBJECT", help="the head that speaks; by default the one set in the file")
    command.add_argument("--add-head", metavar="IDENTITY", help="add an embedded head, and let it speak")
    command.add_argument("--add", action="store_true", help="keep the head's earlier speech")
    saving = command.add_mutually_exclusive_group(required=True)
    saving.add_argument("--save", action="store_true", help="save the file in its place")
    saving.add_argument("--out", type=Path, metavar="FILE", help="save as another .blend")
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=lambda parsed: _generate(request, given_values(parsed, request)))


def _generate(request: type, given: dict[str, Any]) -> None:
    began = time.perf_counter()
    path = blend_path(given["out"])
    with no_folder_left(path.parent):
        check_place(path)
        if given["add_head"] is not None:
            generation.add_head(bpy.context, given["add_head"])
        asked = scene_request(bpy.context, request, _values(given))
        before = set(bpy.data.sounds)
        written = generation.carry_out(asked, None if given["json"] else show_progress)
        save_blend(path, [sound for sound in bpy.data.sounds if sound not in before])
    seconds = round(time.perf_counter() - began, 3)
    if given["json"]:
        report = {"outputs": [str(path)], "seconds": {"total": seconds}, "warnings": list(written.warnings)}
        print(json.dumps(report))
    else:
        print(f"{written.message} ({seconds} s)\n{path}")


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """What is asked for: what was given, and for all else the command's own defaults, not the panel's settings."""
    options = generation_options()
    values = {name: field.default for name, field in options.items() if field.default is not REQUIRED}
    values |= {"voice": preferences.default_voice(), **{name: given[name] for name in options if name in given}}
    values = {name: _full_path(value) if options[name].option.path else value for name, value in values.items()}
    target = (
        settings_of(bpy.context.scene).target
        if given["target"] is None
        else object_called(current_scene(), given["target"])
    )
    return {**values, "target": target, "mode": "ADD" if given["add"] else "REPLACE"}


def _full_path(value: Any) -> Any:
    """A file's path seen from the working directory, as a shell means it; the name of a style as it is."""
    if isinstance(value, str):
        with suppress(OSError, RuntimeError):  # no path, or links in a circle
            return str(Path(value).resolve()) if Path(value).exists() else value
    return value


def _list_voices(parsed: argparse.Namespace) -> None:
    for _, group in voices.by_language():
        for voice in group:
            print(f"{voice.name:<16}{voices.voice_description(voice.name)}")


def _list_heads(parsed: argparse.Namespace) -> None:
    for name in head_names():
        print(name)


_registered: list[Any] = []


def register() -> None:
    _registered.append(bpy.utils.register_cli_command(NAME, run))


def unregister() -> None:
    while _registered:
        bpy.utils.unregister_cli_command(_registered.pop())
