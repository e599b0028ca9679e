# SPDX-License-Identifier: GPL-3.0-or-later
"""Animations: their names, their keys at exactly k / fps, and no channel that moves nothing."""

import math
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from ...runtime.frame_rates import exact_rate
from ...runtime.long_arrays import blocks, side_by_side
from ..clip import Clip
from .document import FLOAT, Document, Stored

_STILL = 1e-6
"""Of a value, below which it does not move."""
_REST = {"translation": (0.0, 0.0, 0.0), "rotation": (0.0, 0.0, 0.0, 1.0), "scale": (1.0, 1.0, 1.0)}


def add_motion(document: Document, clip: Clip) -> None:
    """Move the bones and the shapes of ``clip``'s names, in every mesh that has them, with a key a frame.

    Blender would draw the whole head for each frame to learn what the clip already says: hours, for an hour of speech.
    """
    tree = document.tree
    times = document.add(_floats(np.arange(len(clip)) / float(exact_rate(clip.frames_per_second))))
    joints = {joint for skin in tree.get("skins", ()) for joint in skin["joints"]}
    moved = []
    for number, node in enumerate(tree.get("nodes", ())):
        if number in joints and node.get("name") in clip.turns:
            # Quaternions are x, y, z, w in glTF.
            moved.append((number, "rotation", Stored(_single(np.roll(clip.turns[node["name"]], -1, axis=1)), "VEC4")))
        names = tree["meshes"][node["mesh"]].get("extras", {}).get("targetNames", ()) if "mesh" in node else ()
        if any(name in clip.shapes for name in names):
            moved.append((number, "weights", _floats(side_by_side(clip.shapes, names, len(clip)))))
    if not moved:
        return
    numbers = range(len(moved))
    targets = [{"node": node, "path": path} for node, path, _ in moved]
    channels = [{"sampler": number, "target": targets[number]} for number in numbers]
    outputs = [document.add(values) for _, _, values in moved]
    samplers = [{"input": times, "interpolation": "LINEAR", "output": outputs[number]} for number in numbers]
    tree["animations"] = [{"name": clip.name, "channels": channels, "samplers": samplers}]


def _floats(values: Array) -> Stored:
    return Stored(_single(values).reshape(-1, 1), "SCALAR")


def _single(values: Array) -> Array:
    return np.ascontiguousarray(values, "<f4")


def one_clip(tree: dict[str, Any], name: str) -> None:
    """Call the animation ``name``; several become one, unless two of them move the same."""
    animations = tree.get("animations", [])
    moved = [_target(channel) for animation in animations for channel in animation["channels"]]
    if len(animations) > 1 and len(set(moved)) == len(moved):
        first = animations[0]
        for other in animations[1:]:
            shift = len(first["samplers"])
            first["samplers"] += other["samplers"]
            first["channels"] += [{**channel, "sampler": channel["sampler"] + shift} for channel in other["channels"]]
        del animations[1:]
    if len(animations) == 1:
        animations[0]["name"] = name


def keys_on_frames(document: Document, fps: float, fps_base: float | None = None) -> None:
    """Set keys at k / fps, k being the frame that Blender meant.

    Its exporter multiplies a scene's ``fps`` by ``fps_base`` instead of dividing it: at 29.97, which is 30 / 1.001, a
    second lasted 0.998. Whether a version of it does so is seen from its keys, most of which are on whole frames.
    """
    samplers = [sampler for animation in document.tree.get("animations", ()) for sampler in animation["samplers"]]
    inputs = {sampler["input"]: document.floats(sampler["input"])[:, 0] for sampler in samplers}
    if not inputs:
        return
    exact = float(exact_rate(fps))
    base = fps_base or math.ceil(exact - 1e-6) / exact
    rates = (exact, exact * base, exact * base * base)
    written = min(rates, key=lambda rate: _off_frames(np.concatenate(list(inputs.values())), rate))
    renewed = {}
    for number, times in inputs.items():
        frames = times * written
        near = np.rint(frames)
        # An artist's key between two frames stays there.
        frames = np.where(np.abs(frames - near) < 1e-3, near, frames)
        renewed[number] = document.add(Stored((frames / exact).astype("<f4")[:, None], "SCALAR"))
    for sampler in samplers:
        sampler["input"] = renewed[sampler["input"]]


def without_still_channels(document: Document) -> None:
    """Drop the channels that hold a node where it rests, and animations that have no other."""
    tree = document.tree
    for animation in tree.get("animations", ()):
        animation["channels"] = [
            channel for channel in animation["channels"] if not _rests(document, animation, channel)
        ]
        used = sorted({channel["sampler"] for channel in animation["channels"]})
        animation["samplers"] = [animation["samplers"][number] for number in used]
        for channel in animation["channels"]:
            channel["sampler"] = used.index(channel["sampler"])
    kept = [animation for animation in tree.get("animations", ()) if animation["channels"]]
    tree.pop("animations", None)
    if kept:
        tree["animations"] = kept


def shapes_at_rest(document: Document) -> None:
    """Without the animation a mesh shows none of the shapes that it moves; Blender wrote the current frame's."""
    tree = document.tree
    for number, mesh in enumerate(tree.get("meshes", ())):
        if "weights" not in mesh:
            continue
        shown = np.array(mesh["weights"], np.float64)
        for keyed in _weight_keys(document, number, len(shown)):
            moves = _ranges(keyed) > _STILL
            shown = np.where(moves, 0.0, np.where(shown == 0.0, 0.0, shown))
        shown[np.abs(shown) < _STILL] = 0.0
        mesh["weights"] = [float(value) for value in shown]
        if not shown.any():
            del mesh["weights"]


def _ranges(values: Array) -> Array:
    """Largest less smallest value of each column (N,)."""
    ends = np.array([(values[block].max(axis=0), values[block].min(axis=0)) for block in blocks(len(values))])
    return np.asarray(ends[:, 0].max(axis=0) - ends[:, 1].min(axis=0))


def _target(channel: dict[str, Any]) -> tuple[Any, str]:
    return channel["target"].get("node"), channel["target"]["path"]


def _off_frames(times: Array, rate: float) -> float:
    """How far the keys lie from whole frames at ``rate``: the median, for some may lie between on purpose."""
    frames = times * rate
    return float(np.median(np.abs(frames - np.rint(frames))))


def _rests(document: Document, animation: dict[str, Any], channel: dict[str, Any]) -> bool:
    number, path = _target(channel)
    if number is None or path not in _REST:
        return False
    rest = np.array(document.tree["nodes"][number].get(path, _REST[path]))
    sampler = animation["samplers"][channel["sampler"]]
    values = document.floats(sampler["output"])
    if sampler.get("interpolation") == "CUBICSPLINE":
        tangents = values.reshape(-1, 3, values.shape[1])[:, (0, 2)]
        values = values.reshape(-1, 3, values.shape[1])[:, 1]
        if np.abs(tangents).max() > _STILL:
            return False
    if path == "rotation":
        values = values * np.where(values @ rest < 0, -1.0, 1.0)[:, None]
    return bool(np.abs(values - rest).max() < _STILL)


def _weight_keys(document: Document, mesh: int, shapes: int) -> list[Array]:
    """The weights (T, shapes) of each channel that moves ``mesh``'s."""
    shown_by = {number for number, node in enumerate(document.tree["nodes"]) if node.get("mesh") == mesh}

    def values(output: int) -> Array:
        stored = document.stored[output]
        return stored.values if stored.component == FLOAT else document.floats(output)

    return [
        values(animation["samplers"][channel["sampler"]]["output"]).reshape(-1, shapes)
        for animation in document.tree.get("animations", ())
        for channel in animation["channels"]
        if channel["target"].get("node") in shown_by and channel["target"]["path"] == "weights"
    ]
