# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender as a reader of films: ``blender -b --factory-startup --python film_program.py -- FILM FOLDER LIMITS``.

A program of its own, never imported; ``runtime/capture/film_by_program.py`` says what it is asked for. Blender's
sequencer turns pictures upright and gives them at an even rate.
"""

import importlib
import importlib.util
import json
import math
import sys
from pathlib import Path
from typing import Any

import bpy

_QUALITY = 95
"""Of the pictures' JPEG. Chosen by hand."""
_SOUND_RATE = 48_000


def main(film: Path, folder: Path, most_rate: float, longest_side: float, most_seconds: float) -> None:
    versions = _module_beside("versions")
    scene = bpy.data.scenes[0]
    strips = versions.strips_of(scene)
    strip = strips.new_movie(film.stem, str(film), channel=1, frame_start=1)
    element = strip.elements[0]
    length = round(versions.strip_end(strip) - versions.strip_start(strip))
    if element.orig_fps <= 0 or min(element.orig_width, element.orig_height) <= 0 or length < 1:
        sys.exit("no moving picture")
    step = math.ceil(element.orig_fps / most_rate)
    frames = min(length, math.ceil(most_seconds * element.orig_fps))
    _set_up(scene, element, frames, step, longest_side)
    _write_sound(film, folder / "sound.wav", most_seconds)
    scene.render.filepath = f"{folder}/"
    bpy.ops.render.render(animation=True)
    said = {"rate": element.orig_fps / step, "seconds": length / element.orig_fps}
    (folder / "film.json").write_text(json.dumps(said))


def _set_up(scene: Any, element: Any, frames: int, step: int, longest_side: float) -> None:
    """The film's own pictures, frame by frame, and nothing else."""
    render = scene.render
    scene.frame_start, scene.frame_end, scene.frame_step = 1, frames, step
    render.fps, render.fps_base = _rate(element.orig_fps)
    render.resolution_x, render.resolution_y = element.orig_width, element.orig_height
    render.resolution_percentage = min(100, int(100 * longest_side / max(element.orig_width, element.orig_height)))
    render.image_settings.file_format, render.image_settings.quality = "JPEG", _QUALITY
    render.use_sequencer, render.use_compositing = True, False
    scene.view_settings.view_transform = "Standard"
    scene.sequencer_colorspace_settings.name = "sRGB"


def _rate(frames_per_second: float) -> tuple[int, float]:
    """Blender's whole rate and what divides it."""
    whole = max(1, round(frames_per_second))
    return whole, whole / frames_per_second


def _write_sound(film: Path, path: Path, most_seconds: float) -> None:
    """Nothing where the film has no sound that Blender reads."""
    try:
        aud: Any = importlib.import_module("aud")
        sound = aud.Sound(str(film)).limit(0, most_seconds).rechannel(1).resample(_SOUND_RATE)
        sound.write(str(path), _SOUND_RATE, 1, aud.FORMAT_S16, aud.CONTAINER_WAV, aud.CODEC_PCM)
    except Exception:  # aud.error is not told apart from what a build without sound raises
        path.unlink(missing_ok=True)


def _module_beside(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    film, folder, *limits = sys.argv[sys.argv.index("--") + 1 :]
    main(Path(film), Path(folder), *map(float, limits))
