# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m soliloquy.tests.foreign FILE... [--keys]`` prints what each reader of that kind of file finds, as JSON.

Long lists of keys are shown by their number, first, last, least and largest value unless ``--keys`` is given.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from .assimp_reader import read_by_assimp
from .fbx_sdk import read_by_sdk
from .gltf_validator import validated
from .godot_resource import read_animation
from .programs import ReaderError
from .three_reader import played
from .ufbx_reader import read_fbx
from .unity_clip import read_clip
from .wav_cues import read_cues

READERS: dict[str, dict[str, Callable[[Path], Any]]] = {
    ".glb": {"khronos validator": validated, "three.js": played},
    ".fbx": {"ufbx": read_fbx, "FBX SDK": read_by_sdk, "assimp": read_by_assimp, "three.js": played},
    ".anim": {"PyYAML": read_clip},
    ".tres": {"godot-parser": read_animation},
    ".wav": {"wavinfo": read_cues},
}
_MOST_SHOWN = 16


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m soliloquy.tests.foreign", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--keys", action="store_true", help="show every key")
    arguments = parser.parse_args()
    try:
        found = {str(path): _findings(path) for path in arguments.files}
    except ReaderError as error:
        sys.exit(str(error))
    print(json.dumps(found if arguments.keys else _short(found), indent=1, ensure_ascii=False, default=_listed))
    return 0


def _findings(path: Path) -> dict[str, Any]:
    readers = READERS.get(path.suffix.lower())
    if readers is None:
        raise ReaderError(f"{path.name}: there are readers for {', '.join(READERS)}")
    return {name: asdict(read(path)) for name, read in readers.items()}


def _listed(value: Any) -> Any:
    """What JSON knows no form for: arrays and sets; pictures are left out."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    return sorted(value) if isinstance(value, frozenset) else f"{len(value)} bytes"


def _short(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _short(tuple(value.ravel().tolist()))
    if isinstance(value, dict):
        return {name: _short(each) for name, each in value.items()}
    if not isinstance(value, tuple | list):
        return value
    if not value or not all(isinstance(each, int | float) for each in value):
        return [_short(each) for each in value]
    if len(value) > _MOST_SHOWN:
        return f"{len(value)} from {value[0]:g} to {value[-1]:g}, least {min(value):g}, largest {max(value):g}"
    return " ".join(f"{each:g}" for each in value)


if __name__ == "__main__":
    sys.exit(main())
