# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist edits on the keys of strips that play a take, brought back into the actions that keep it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import versions
from .channel_groups import Place
from .few_samples import every_key, to_samples
from .kept_motion import EDITED, KeptPart, own_part, owned_parts
from .key_copies import copy_keys
from .layer_strips import ADDED, CONTACTS, PART_OF, Layers, gain_of
from .layer_values import raised, times_of
from .rig import Rig
from .take_layers import Shares, is_edited, is_straight, sampled


def layers_with_edits(
    rig: Rig, parts: Sequence[KeptPart], layers: Layers, shares: Callable[[], Shares]
) -> list[KeptPart]:
    """The parts, with what was edited on the keys of the strips that play them. An action that something else uses too
    stays as it is, and a copy of it takes the edits. shares: as ``LayeredTake.shares``."""
    strips: dict[int, dict[str, Any]] = {}
    for datablock, _track, strip in layers:
        strips.setdefault(datablock.session_uid, {})[strip.action[PART_OF]] = strip
    if not any(is_edited(strip) for ones in strips.values() for strip in ones.values()):
        return list(parts)
    owned = {id(part): datablock for part, datablock, _places in owned_parts(rig, parts)}
    found = []
    for part in parts:
        datablock = owned.get(id(part))
        edited = _edited(strips.get(datablock.session_uid, {})) if datablock is not None else {}
        if not edited:
            found.append(part)
            continue
        own = own_part(part, parts)
        _bring_back(edited, versions.channels_of_number(own.action, own.slot), shares())
        own.action[EDITED] = True
        found.append(own)
    return found


def _edited(strips: Mapping[str, Any]) -> Mapping[str, Any]:
    """The strips of a datablock by part, where any of them was edited."""
    return strips if any(map(is_edited, strips.values())) else {}


def _bring_back(strips: Mapping[str, Any], target: Any, shares: Shares) -> None:
    """Put the keys of strips into what holds the curves of their take, with what emotions add to it."""
    kept = {(curve.data_path, curve.array_index): curve for curve in target.fcurves}
    frames = len(shares.contacts)
    more = {slider: (strip, _curves_by_place(strip)) for slider, strip in strips.items() if slider in ADDED}
    added = set().union(*(curves for _strip, curves in more.values()))
    for part, strip in strips.items():
        if part == CONTACTS or part in ADDED:
            continue
        curves, gain = _curves_by_place(strip), gain_of(strip)
        as_they_are = {place for place, curve in curves.items() if place not in kept or not is_straight(curve)}
        as_they_are -= set() if gain == 1.0 else set(kept)
        as_they_are -= added
        copy_keys(versions.channels_of_strip(strip), target, as_they_are, (0, frames - 1), 0)
        for place in set(curves) & set(kept) - as_they_are:
            values = raised(place, sampled(curves[place], frames), 1.0 / times_of(part, shares.contacts, gain))
            for slider, (other, its_curves) in more.items():
                if place in its_curves and slider in shares.as_made:
                    values = values + shares.as_made[slider] * sampled(its_curves[place], frames) / gain_of(other)
            every_key(kept[place], values)
    to_samples(target, frames)


def _curves_by_place(strip: Any) -> dict[Place, Any]:
    channels = None if strip is None else versions.channels_of_strip(strip)
    return {} if channels is None else {(each.data_path, each.array_index): each for each in channels.fcurves}
