# SPDX-License-Identifier: GPL-3.0-or-later
"""Godot 4 itself: its build for the web, that a package carries, in a headless Chromium."""

import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .programs import GODOT, HERE, NODE_MODULES, ReaderError, built, program, ran

SECONDS = 240
_MARK = "FOUND "
_USUAL = ("Could not load global script cache", "get_global_class_list")
"""What a project says that no editor has opened; the scripts of this one are named by their paths."""
_PROJECT = """config_version=5

[application]
config/name="soliloquy"
run/main_scene="res://main.tscn"

[rendering]
renderer/rendering_method="gl_compatibility"
"""
_SCENE = """[gd_scene load_steps=2 format=3]

[ext_resource type="Script" path="res://main.gd" id="1"]

[node name="Main" type="Node3D"]
script = ExtResource("1")
"""


@dataclass(frozen=True)
class GodotRun:
    """found: what main.gd printed after "FOUND ", parsed. faults: what the engine called an error or a warning."""

    version: str
    found: tuple[Any, ...]
    faults: tuple[str, ...]


def run_in_godot(main: str, files: Mapping[str, bytes]) -> GodotRun:
    """Run the script ``main``, of a Node3D in an empty scene, beside ``files``. It ends by ``get_tree().quit()``.

    Raises ReaderError.
    """
    packages, engine = built(NODE_MODULES / "playwright-core").parent, built(GODOT / "index.wasm").parent
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project.zip"
        with zipfile.ZipFile(project, "w") as archive:
            for name, content in {
                "project.godot": _PROJECT.encode(),
                "main.tscn": _SCENE.encode(),
                "main.gd": main.encode(),
                **files,
            }.items():
                archive.writestr(name, content)
        command = [program("node"), HERE / "godot_browser.mjs", packages, program("chromium"), engine, project]
        tree = json.loads(ran(command, SECONDS))
    if tree["code"] != "0":
        raise ReaderError(f"Godot ended with {tree['code']}: {' '.join(tree['faults'])[-400:]}")
    version = next(line for line in tree["said"] if line.startswith("Godot Engine v"))
    found = [json.loads(line.removeprefix(_MARK)) for line in tree["said"] if line.startswith(_MARK)]
    return GodotRun(version, tuple(found), _faults(tree["faults"]))


def _faults(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in said if line.strip() and not any(usual in line for usual in _USUAL))
