# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenario's film: read by Blender itself, for the extension brings no ffmpeg."""

import sys
from importlib.util import find_spec

import bpy
from scenario_findings import RESULTS, WORK, curves_of, generate, strips


def play() -> None:
    RESULTS["ffmpeg is installed"] = find_spec("imageio_ffmpeg") is not None or "imageio_ffmpeg" in sys.modules
    RESULTS["error on no film"] = generate(video=str(WORK / "missing.mp4"), target="Odd")
    RESULTS["error on a film"] = generate(video=str(WORK / "Ein Gesicht.mp4"), target="Odd")
    turned = curves_of(bpy.data.objects["Odd"])["Face_Jaw_Open"]
    RESULTS["frames of the film"] = len(turned[0])
    RESULTS["error on an idle"] = generate(seconds=4.0, target="Odd", start_frame=300, mode="ADD")
    RESULTS["strips of the idle"] = [strip.name for strip in strips() if strip.name.startswith("Idle")]
    curves = curves_of(bpy.data.objects["Odd"])
    frames, values = next(each for name, each in curves.items() if "Blink" in name)
    RESULTS["blinks of the idle"] = [float(value) for frame, value in zip(frames, values, strict=True) if frame >= 300]
    RESULTS["strips of the film"] = [strip.name for strip in strips() if strip.name.startswith("Ein-Gesicht")]
