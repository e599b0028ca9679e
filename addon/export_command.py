# SPDX-License-Identifier: GPL-3.0-or-later
"""``blender -b SCENE.blend --command soliloquy export --out DIR ...``."""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bpy

from ..blender.datablocks import current_scene
from ..runtime.requests import ExportOptions
from ..runtime.requests.arguments import add_options
from ..runtime.requests.kinds import between_commas
from .export_request import ExportRequest, carry_out, done_message, export_target
from .option_properties import export_options
from .target import object_called


def add_export(command: argparse.ArgumentParser) -> None:
    """The arguments of the command, and what runs it."""
    command.add_argument("--out", type=Path, metavar="DIR", required=True, help="folder of the files")
    command.add_argument("--target", metavar="OBJECT", help="the character; by default the head set in the file")
    what = command.add_mutually_exclusive_group()
    for flag, name, told in (
        ("--all", "ALL", "every take, each as a file of its own; by default the one at the current frame or the last"),
        ("--action", "ACTION", "the frames of the active action"),
        ("--strips", "STRIPS", "the frames of each strip of the NLA editor, each as a file of its own"),
    ):
        what.add_argument(flag, dest="what", action="store_const", const=name, help=told)
    command.add_argument("--formats", metavar="F,F", help="fbx, glb, and clips without the character; by default fbx")
    command.add_argument("--no-sound", dest="sound", action="store_false", help="no WAV beside each file")
    add_options(command, ExportOptions, registers={}, only=export_options())
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=lambda parsed: _export(vars(parsed)))


def _export(given: Mapping[str, Any]) -> None:
    began = time.perf_counter()
    formats = given["formats"]
    asked = ExportRequest(
        target=export_target(bpy.context)
        if given["target"] is None
        else object_called(current_scene(), given["target"]),
        what=given["what"] or "THIS",
        folder=given["out"].expanduser().resolve(),
        formats=None if formats is None else between_commas(formats),
        sound=given["sound"],
        options={name: given[name] for name in export_options() if name in given},
    )
    exported = carry_out(bpy.context, asked, None if given["json"] else show_progress)
    seconds = round(time.perf_counter() - began, 3)
    if given["json"]:
        outputs = [str(path) for path in exported.files]
        report = {"outputs": outputs, "seconds": {"total": seconds}, "warnings": list(exported.warnings)}
        print(json.dumps(report))
    else:
        print("\n".join([f"{done_message(exported)} ({seconds} s)", *map(str, exported.files)]))


def show_progress(step: str, fraction: float) -> None:
    """How far a step is, on standard error."""
    print(f"{step} {fraction:.0%}", file=sys.stderr)
