# SPDX-License-Identifier: GPL-3.0-or-later
"""A take's motion at any frame rate, for each layout of the head: ARKit weights or the FLAME layout."""

from dataclasses import replace

import numpy as np

from .animate.frame_rate import resample
from .arrays import Array
from .head.heads import OWN_LAYOUT, flame_file
from .head.layout import eyes_from_arkit, motion_from_arkit
from .long_arrays import blocks, long_like
from .motion import FRAMES_PER_SECOND, MOTION_COLUMNS, OPTIONAL_MOTION, ArkitCurves, Motion
from .take import Take


def curves_in_layout(take: Take, layout: str, frames_per_second: float) -> ArkitCurves | Motion:
    """The take as a head in ``layout`` is moved: ARKit weights for "arkit", the FLAME layout for "flame" and what
    ``runtime.head.heads.flame_layout`` gives. Raises UsageError where a user's own head is not there."""
    is_arkit = layout == "arkit"
    return arkit_curves(take, frames_per_second) if is_arkit else flame_motion(take, frames_per_second, layout)


def arkit_curves(take: Take, frames_per_second: float) -> ArkitCurves:
    """The take as ARKit weights, each closure of the lips on its nearest frame."""
    return resample(take.curves, take.lip_phones, frames_per_second)


def flame_motion(
    take: Take, frames_per_second: float, layout: str = "flame", placed: ArkitCurves | None = None
) -> Motion:
    """The take in the FLAME layout, each closure of the lips on its nearest frame.

    The closures are placed in the ARKit weights; what those cannot show follows linearly in time, except on a head of a
    user's FLAME file, where the weights are all that is fitted. placed: ``arkit_curves`` at that rate, where they are
    at hand. Raises UsageError where such a head is not there.
    """
    placed = placed or arkit_curves(take, frames_per_second)
    path = flame_file(layout.removeprefix(OWN_LAYOUT)) if layout.startswith(OWN_LAYOUT) else None
    if path is not None:
        from .flame.as_head import own_motion

        return own_motion(path, placed)
    shown = motion_from_arkit(take.curves)
    motion = motion_from_arkit(placed)
    times = np.arange(len(motion)) * FRAMES_PER_SECOND / frames_per_second

    def with_rest(name: str) -> Array:
        return _with_rest(getattr(motion, name), getattr(take.motion, name), getattr(shown, name), times)

    return replace(motion, **{name: with_rest(name) for name in MOTION_COLUMNS.keys() - OPTIONAL_MOTION})


def eye_turns(take: Take, placed: ArkitCurves) -> Array:
    """(T,6): the eyes of ``flame_motion`` at the rate of ``placed``, which is ``arkit_curves`` at it."""
    times = np.arange(len(placed)) * FRAMES_PER_SECOND / placed.frames_per_second
    return _with_rest(eyes_from_arkit(placed), take.motion.eyes, eyes_from_arkit(take.curves), times)


def _with_rest(placed: Array, whole: Array, shown: Array, frames: Array) -> Array:
    """``placed`` (K,N) with what ``shown`` (T,N) leaves of ``whole`` (T,N), taken at ``frames`` (K,), which ascend and
    may lie between two: linear, the last one held."""
    last = len(whole) - 1
    found = long_like(placed)
    for block in blocks(len(frames)):
        some = np.minimum(frames[block], last)
        before = np.floor(some).astype(int)
        after = np.minimum(before + 1, last)
        share = (some - before)[:, None]
        there = slice(int(before[0]), int(after[-1]) + 1)
        rest = whole[there] - shown[there]
        at = rest[before - there.start] * (1 - share) + rest[after - there.start] * share
        found[block] = placed[block] + at.astype(np.float32)
    return found
