# SPDX-License-Identifier: GPL-3.0-or-later
"""A take played as strips of the NLA editor: contacts below, and above them a strip for each part of the face.

The lowest track holds the contacts of the lips, whole, and rest besides; a part's strip lies over it by its influence,
so that P, B and M shut at any. What an emotion adds is a strip of its own, added on top. All of it is Blender's own:
strips play, are appended and can be keyed without this extension.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import bpy
import numpy as np

from . import versions
from .channel_groups import GROUPS, Place, grouped_places
from .few_samples import is_sampled, new_curves
from .kept_motion import KeptPart, owned_parts
from .key_copies import keys_of, put_keys
from .key_ranges import LINEAR
from .keyframes import read_curve
from .layer_strips import (
    ADDED,
    CONTACTS,
    GAIN,
    PART_OF,
    TRACKS,
    is_of_part,
    put_influence,
    put_influence_keys,
    remove_dead,
)
from .layer_values import contacts_of, gain_for, moves, raised, times_of
from .line_actions import has_room
from .line_record import OF_LINE
from .motion_keys import OURS
from .rig import Rig
from .strips_below import LAYER_OF, hold_no_longer

_WAS = "soliloquy_was"
"""Custom property of an action of a strip: a digest of its keys as we made them."""


Added = Mapping[int, Mapping[Place, np.ndarray]]
"""(frames,) for channels by the datablock's number."""


@dataclass(frozen=True)
class Shares:
    """contacts: (frames,) the share of the mouth that is held at any influence. as_made: by ``ADDED``, how much
    (frames,) of it the take has as it was made; what is left out has none."""

    contacts: np.ndarray
    as_made: Mapping[str, np.ndarray] = field(default_factory=dict)


@dataclass(frozen=True)
class LayeredTake:
    """influence: 0..2 by ``SLIDERS``, those that are 1 left out. keyed: the keys of those that are, scene frame and
    value (K,2). added: what an emotion adds at 1, by ``ADDED``; none where it cannot be told."""

    key: str
    name: str
    start: int
    frames: int
    shares: Shares
    influence: Mapping[str, float] = field(default_factory=dict)
    keyed: Mapping[str, np.ndarray] = field(default_factory=dict)
    added: Mapping[str, Added] = field(default_factory=dict)

    def gain(self, part: str) -> float:
        """Of the strip of a part of the face."""
        return gain_for(self.influence.get(part, 1.0), np.reshape(self.keyed.get(part, ()), (-1, 2)))


def put_layers(rig: Rig, parts: Sequence[KeptPart], take: LayeredTake) -> None:
    """Let the NLA editor play a kept take, over what else lies there in its tracks."""
    groups = {datablock.session_uid: found for datablock, found in grouped_places(rig)}
    for part, datablock, places in owned_parts(rig, parts):
        source = versions.channels_of_number(part.action, part.slot)
        if source is None:
            continue
        remove_dead(datablock)
        _let_strips_play(datablock, places)
        holds = not any(_plays_by_turns(datablock, each.action) for each in _all_strips(datablock))
        curves = {(each.data_path, each.array_index): each for each in source.fcurves}
        curves = {place: curve for place, curve in curves.items() if place in places}
        held = {place for place, curve in curves.items() if _is_held(curve)}
        added = {slider: found.get(datablock.session_uid, {}) for slider, found in take.added.items()}
        contents = _contents(take, curves, held, added, groups[datablock.session_uid])
        made = {group: _channels_for(datablock, take, group, content) for group, content in contents.items()}
        new_curves([(channels, contents[group].values) for group, (channels, _slot) in made.items()], held)
        for group, (channels, slot) in made.items():
            _put(datablock, take, group, channels, slot, holds)


@dataclass(frozen=True)
class _Content:
    """What a strip plays. values: (frames,) of each channel. copied: curves whose keys are taken as they are."""

    values: Mapping[Place, np.ndarray]
    copied: Mapping[Place, Any] = field(default_factory=dict)


def _contents(
    take: LayeredTake,
    curves: Mapping[Place, Any],
    held: Collection[Place],
    added: Mapping[str, Mapping[Place, np.ndarray]],
    of_place: Mapping[Place, str],
) -> dict[str, _Content]:
    """By part of the face what the strips of a datablock play. curves: of the take. held: places of those that jump.
    added: as ``LayeredTake.added`` has it of the datablock. of_place: the part of each place."""
    added = {
        slider: {place: each for place, each in found.items() if place in curves} for slider, found in added.items()
    }
    values = {place: sampled(curve, take.frames) for place, curve in curves.items()}
    for slider, share in take.shares.as_made.items():
        for place, each in added.get(slider, {}).items():
            values[place] = values[place] - share * each
    contents = {CONTACTS: _Content(contacts_of(values, of_place, take.shares.contacts, held))}
    for group in GROUPS:
        own = {place: each for place, each in values.items() if of_place[place] == group}
        if own:
            contents[group] = _content_of(group, own, held, take, curves, set().union(*added.values()))
    for slider, more in added.items():
        if more:
            contents[slider] = _Content({place: take.gain(slider) * each for place, each in more.items()})
    return contents


def _content_of(
    group: str,
    values: Mapping[Place, np.ndarray],
    held: Collection[Place],
    take: LayeredTake,
    curves: Mapping[Place, Any],
    added: Collection[Place],
) -> _Content:
    """Of a part of the face: what the contacts below have at rest already is left out, and keys with handles stay."""
    gain = take.gain(group)
    times = times_of(group, take.shares.contacts, gain)
    bent = {place for place in values if gain == 1.0 and place not in added and not is_straight(curves[place])}
    found = {
        place: each if place in held else raised(place, each, times)
        for place, each in values.items()
        if place not in bent and moves(place, each)
    }
    return _Content(found, {place: curves[place] for place in bent})


def sampled(curve: Any, frames: int) -> np.ndarray:
    """A curve's values (frames,) from frame 0 on."""
    places, values = read_curve(curve)
    if len(places) == frames and abs(float(places[0])) < 0.5 and abs(float(places[-1]) - frames + 1) < 0.5:
        return values.astype(np.float64)
    return np.array([curve.evaluate(frame) for frame in range(frames)])


def is_edited(strip: Any) -> bool:
    """Whether its keys are others than those that we made."""
    return bool(strip.action.get(_WAS) != _digest(versions.channels_of_strip(strip)))


def _digest(channels: Any) -> str:
    whole = hashlib.sha256()
    for curve in [] if channels is None else channels.fcurves:
        for values in keys_of(curve, ("co", "handle_left", "handle_right", "interpolation")).values():
            whole.update(values.tobytes())
    return whole.hexdigest()[:16]


def _is_held(curve: Any) -> bool:
    return len(curve.keyframe_points) > 0 and str(curve.keyframe_points[0].interpolation) == "CONSTANT"


def is_straight(curve: Any) -> bool:
    """Whether it goes straight, or stays, from key to key."""
    return is_sampled(curve) or bool((keys_of(curve, ("interpolation",))["interpolation"] <= LINEAR).all())


def _channels_for(datablock: Any, take: LayeredTake, part: str, content: _Content) -> tuple[Any, Any]:
    """Of a new action, with what is copied there, and its slot."""
    channels, slot = versions.new_channels(bpy.data.actions.new(f"{take.name} {part}"), datablock)
    for place, curve in content.copied.items():
        put_keys(channels.fcurves.new(place[0], index=place[1]), keys_of(curve), 0, take.frames - 1)
    return channels, slot


def _put(datablock: Any, take: LayeredTake, part: str, channels: Any, slot: Any, holds: bool) -> None:
    """Let a strip play these channels. holds: before and after its frames, as keys do."""
    action = channels.id_data
    action[LAYER_OF], action[PART_OF], action[_WAS] = take.key, part, _digest(channels)
    track = _track(datablock, part, take)
    strip = versions.new_nla_strip(track, take.name, take.start, action, slot, (0, take.frames - 1))
    strip.use_auto_blend = False
    strip.blend_type = "ADD" if part in ADDED else "REPLACE"
    first = track.strips[0] == strip
    strip.extrapolation = ("HOLD" if first else "HOLD_FORWARD") if holds else "NOTHING"
    if part == CONTACTS:
        return
    action[GAIN] = take.gain(part)
    strip.use_animated_influence = True
    # Blender puts a key there by itself.
    strip.fcurves.find("influence").keyframe_points.clear()
    put_influence(strip, take.influence.get(part, 1.0))
    put_influence_keys(strip, take.keyed.get(part, ()))


def _plays_by_turns(datablock: Any, action: Any) -> bool:
    """Whether what plays an action below plays by turns with our strips, which must not hold then. Blender 5.0 takes a
    shape key that no strip moves at the moment for 1, not 0; the lines of a script hold rest."""
    if action is None:
        return not isinstance(datablock, bpy.types.Key)
    if action.get(LAYER_OF) is not None:
        return False
    return not isinstance(datablock, bpy.types.Key) or action.get(OF_LINE) is not None


def _track(datablock: Any, part: str, take: LayeredTake) -> Any:
    """The track of a part of the face, above that of the take's contacts, or one more where something else lies in it:
    a strip of the artist's, or of a copy of the head that has the same mesh."""
    tracks = (datablock.animation_data or datablock.animation_data_create()).nla_tracks
    lowest = next((track for track in tracks if _plays_contacts(track, take.key)), None)
    above = list(tracks) if lowest is None else list(tracks)[list(tracks).index(lowest) :]
    known = [track for track in above if is_of_part(track, part)]
    found = next((one for one in known if has_room(one, take.start, take.start + take.frames - 1)), None)
    if found is None:
        below = known[-1] if known else None if part in ADDED else lowest
        found = tracks.new() if below is None else tracks.new(prev=below)
        found.name = TRACKS[part]
    return found


def _plays_contacts(track: Any, key: str) -> bool:
    actions = [strip.action for strip in track.strips if strip.action is not None]
    return any((one.get(LAYER_OF), one.get(PART_OF)) == (key, CONTACTS) for one in actions)


def _let_strips_play(datablock: Any, places: set[Place]) -> None:
    """The datablock's own action lies over all strips: one of ours that is empty goes, and an artist's hides them no
    longer than it lasts."""
    animation = datablock.animation_data or datablock.animation_data_create()
    channels = versions.channels_of(datablock)
    if animation.action is None:
        return
    left = [] if channels is None else list(channels.fcurves)
    if not left and animation.action.get(OURS):
        versions.assign_action(datablock, None)
    elif any((curve.data_path, curve.array_index) in places for curve in left):
        hold_no_longer(datablock, places)


def _all_strips(datablock: Any) -> Iterator[Any]:
    for track in datablock.animation_data.nla_tracks:
        yield from track.strips
