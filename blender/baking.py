# SPDX-License-Identifier: GPL-3.0-or-later
"""Baking what a take plays into the action of its head, onto what is animated there, and taking that out again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np

from ..runtime.key_reduction import reduced
from ..runtime.smooth_step import smooth
from . import versions
from .baked_record import BakedTake
from .channel_groups import GROUPS, Place
from .kept_motion import KeptPart
from .key_copies import Keys, copy_keys, put_keys
from .key_ranges import CONSTANT
from .keyframes import KEY_FIELDS, clear_curves
from .layer_strips import ADDED, CONTACTS, PART_OF, layer_strips
from .layer_values import at_rest
from .motion_keys import OURS, action_to_key, places_of
from .reduced_keys import bezier_keys, exact_frames, farthest
from .rig import Rig

Values = dict[int, dict[Place, np.ndarray]]
"""By the number of a datablock: each channel's value on every frame of a range (N,)."""


@dataclass(frozen=True)
class BakeOptions:
    """first, last: frames. step: from key to key. bound: how far few keys may be off, 0 for a key on each of these
    frames. adds: on top of what is animated, otherwise in its place. blend_in, blend_out: frames over which it comes
    and goes."""

    first: int
    last: int
    step: int = 1
    bound: float = 0.0
    adds: bool = False
    blend_in: int = 0
    blend_out: int = 0

    @property
    def frames(self) -> np.ndarray:
        """(N,) all of them."""
        return np.arange(self.first, self.last + 1)


def values_played(rig: Rig, key: str, frames: np.ndarray) -> Values:
    """What a take plays on these frames, by its strips or by keys on the head's own action."""
    found: Values = {}
    strips: dict[int, dict[str, Any]] = {}
    for datablock, _track, strip in layer_strips(rig, key):
        strips.setdefault(datablock.session_uid, {})[strip.action[PART_OF]] = strip
    for datablock, places in places_of(rig):
        uid = datablock.session_uid
        if uid in strips:
            found[uid] = _mixed(strips[uid], frames)
        elif not strips:
            found[uid] = _of_channels(versions.channels_of(datablock), frames, places)
    return found


def bake(
    rig: Rig, values: Values, options: BakeOptions, contacts: Collection[int], name: str
) -> list[tuple[bpy.types.ID, bpy.types.Action, Any]]:
    """Key values (``values_played``) on the head's action; where it has none, one of that ``name`` is made.

    contacts: frames of the scene on which lips meet: they have a key each. Returns what was overwritten: each datablock
    with a new action, which nothing plays, and its slot, of those that had keys there.
    """
    made: dict[str, bpy.types.Action] = {}
    before = []
    weight = _blend(options)
    held = {(datablock.session_uid, (path, 0)) for each in rig.drawn.values() for datablock, path in each.places}
    for datablock, places in places_of(rig):
        own = values.get(datablock.session_uid, {})
        if not own:
            continue
        under = _of_channels(versions.channels_of(datablock), options.frames, places)
        before += _kept_copy(datablock, set(own), options, name)
        action = action_to_key(datablock, name, made)
        channels = versions.ensure_channels(action, datablock)
        present = {(curve.data_path, curve.array_index): curve for curve in channels.fcurves}
        for place, each in own.items():
            rest = at_rest(place)
            below = under.get(place, np.full(len(each), rest))
            result = below + weight * ((each - rest) if options.adds else (each - below))
            curve = present.get(place) or channels.fcurves.new(place[0], index=place[1])
            is_held = (datablock.session_uid, place) in held
            keys = _held_keys(each, options) if is_held else _keys(place, result, options, contacts)
            put_keys(curve, keys, options.first, options.last)
    for action in made.values():
        # From now on it is the artist's.
        if action.get(OURS) is not None:
            del action[OURS]
    return before


def unbake(rig: Rig, baked: BakedTake, before: Collection[KeptPart]) -> None:
    """Take baked keys out, and put those back that lay there."""
    kept = {part.owner: part for part in before}
    for datablock, places in places_of(rig):
        clear_curves(datablock, places, baked.first, baked.last)
        part = kept.get(datablock.name)
        if part is None:
            continue
        source = versions.channels_of_number(part.action, part.slot)
        if source is not None:
            target = versions.ensure_channels(versions.action_of(datablock) or part.action, datablock)
            copy_keys(source, target, places, (baked.first, baked.last), 0)


def _mixed(strips: Mapping[str, Any], frames: np.ndarray) -> dict[Place, np.ndarray]:
    """As the NLA editor mixes them."""
    found = _of_strip(strips[CONTACTS], frames) if CONTACTS in strips else {}
    for part in (*GROUPS, *ADDED):
        if part not in strips:
            continue
        influence = _influence(strips[part], frames)
        for place, values in _of_strip(strips[part], frames).items():
            below = found.get(place, np.full(len(frames), at_rest(place)))
            found[place] = below + influence * (values if part in ADDED else values - below)
    return found


def _of_strip(strip: Any, frames: np.ndarray) -> dict[Place, np.ndarray]:
    shift = strip.frame_start - strip.action_frame_start
    return _of_channels(versions.channels_of_strip(strip), frames - shift, None)


def _influence(strip: Any, frames: np.ndarray) -> np.ndarray:
    curve = strip.fcurves.find("influence")
    if curve is None or not len(curve.keyframe_points):
        return np.full(len(frames), strip.influence)
    return np.array([curve.evaluate(frame) for frame in frames])


def _of_channels(channels: Any, frames: np.ndarray, places: Collection[Place] | None) -> dict[Place, np.ndarray]:
    found = {}
    for curve in [] if channels is None else channels.fcurves:
        place = (curve.data_path, curve.array_index)
        if places is None or place in places:
            found[place] = np.array([curve.evaluate(float(frame)) for frame in frames])
    return found


def _blend(options: BakeOptions) -> np.ndarray:
    """(N,) how much of it is there, smooth at both ends."""
    frames = options.frames
    rise = np.clip((frames - options.first) / max(options.blend_in, 1e-6), 0.0, 1.0) if options.blend_in else 1.0
    fall = np.clip((options.last - frames) / max(options.blend_out, 1e-6), 0.0, 1.0) if options.blend_out else 1.0
    return smooth(np.minimum(rise, fall) * np.ones(len(frames)))


def _keys(place: Place, values: np.ndarray, options: BakeOptions, contacts: Collection[int]) -> Keys:
    exact = exact_frames(place[0], [frame - options.first for frame in contacts])
    exact = [frame for frame in exact if 0 <= frame < len(values)]
    if options.bound:
        return bezier_keys(reduced(values, farthest(place[0], values, options.bound), exact), options.first)
    rows = sorted({*range(0, len(values), options.step), len(values) - 1, *exact})
    return _plain_keys(options.frames[rows], values[rows])


def _held_keys(values: np.ndarray, options: BakeOptions) -> Keys:
    """Of a drawn mouth, which is keyed where it changes and not mixed with anything."""
    rows = np.unique([0, *(np.flatnonzero(np.diff(values)) + 1), len(values) - 1])
    keys = _plain_keys(options.frames[rows], values[rows])
    keys["interpolation"][:] = CONSTANT
    return keys


def _plain_keys(frames: np.ndarray, values: np.ndarray) -> Keys:
    keys: Keys = {name: np.full((len(frames), width), default, kind) for name, kind, width, default in KEY_FIELDS}
    keys["co"] = np.stack([frames, values], axis=1)
    return keys


def _kept_copy(
    datablock: Any, places: set[Place], options: BakeOptions, name: str
) -> list[tuple[bpy.types.ID, bpy.types.Action, Any]]:
    """The keys of these channels in the range, on an action of their own; none where there are none."""
    channels = versions.channels_of(datablock)
    there = set() if channels is None else {(each.data_path, each.array_index) for each in channels.fcurves}
    if not there & places:
        return []
    action = bpy.data.actions.new(f"{name} before")
    copy, slot = versions.new_channels(action, datablock)
    copy_keys(channels, copy, places, (options.first, options.last), 0)
    return [(datablock, action, slot)]
