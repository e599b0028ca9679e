# SPDX-License-Identifier: GPL-3.0-or-later
"""The emotions of a take as sliders and as edits: what is keyed in frames is kept in words, and comes back there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import bpy
import numpy as np

from ..blender.channel_groups import GROUPS
from ..blender.layer_strips import (
    ADDED,
    EMOTION,
    free_influence,
    gain_of,
    layer_strips,
    put_influence_keys,
    strips_of_part,
)
from ..blender.rig import Rig
from ..runtime.edits.edit import Edits, EmotionKey
from ..runtime.edits.edits_file import as_plain
from ..runtime.edits.emotion_curves import PLAIN, STRENGTH, WHOLE, SaidAt, curves_of, keys_of, neutral, value_at
from ..runtime.edits.placing import place
from ..runtime.errors import InputError
from .edited_take import TakeWords, edits_on, set_edits, words_of
from .take_list import is_linked, is_shown, takes_kept

_NEAR = 1e-3
"""Of a slider: what differs by less is the same. Chosen by eye."""


def motion_name(layer: str) -> str:
    """Custom property of a take's text: one of the motions that curves of emotion mix, as ``soliloquy_motion``."""
    return f"soliloquy_{layer}"


def layer_of(slider: str) -> str:
    """The motion that a slider needs besides."""
    return PLAIN if slider == EMOTION else slider


def has_slider(take: Any, slider: str) -> bool:
    """Whether a take has what one of ``ADDED`` shows more or less of."""
    # Looked for, not read: a panel asks for each of them.
    return take.text is not None and motion_name(layer_of(slider)) in take.text


def sliders_of(take: Any) -> list[str]:
    """Those of ``ADDED`` that a take has."""
    return [slider for slider in ADDED if has_slider(take, slider)]


def keep_layers(take: Any, layers: Mapping[str, bytes]) -> None:
    """Keep motions that curves of emotion mix. layers: by name, the arrays of take.motion, compressed."""
    for layer, motion in layers.items():
        # What is written over bytes Blender cuts off at the first zero.
        take.text.pop(motion_name(layer), None)
        take.text[motion_name(layer)] = motion


def layers_wanted(sliders: Sequence[str], edits: Edits) -> list[str]:
    """What the worker is asked for besides, so that a take with these edits has these sliders."""
    wanted = [layer_of(slider) for slider in sliders]
    return [*wanted, WHOLE] if wanted and any(isinstance(each, EmotionKey) for each in edits.edits) else wanted


def as_made(take: Any) -> dict[str, np.ndarray]:
    """By slider, how much (frames,) of it the take has as it was made."""
    told, times = words_of(take), np.arange(take.frames) / take.rate
    curves = {} if told is None else curves_of(told.made_with.edits, said_at(take, told))
    made = {STRENGTH: np.array([[0.0, 1.0]])} | curves
    return {slider: value_at(made[name], times) for slider in ADDED if (name := _curve(slider)) in made}


def said_at(take: Any, told: TakeWords) -> SaidAt:
    """When its words begin."""
    starts = tuple(word.start for word in told.words)
    return SaidAt(starts, tuple(word.origin for word in told.words), (take.frames - 1) / take.rate)


def emotion_keys_on(take: Any) -> list[EmotionKey]:
    """Those of a take's edits for the next time; none where they are damaged."""
    try:
        return [edit for edit in edits_on(take).edits if isinstance(edit, EmotionKey)]
    except InputError:
        return []


def edits_with_sliders(take: Any, edits: Edits) -> Edits:
    """Edits with what the sliders of emotions and their keys say, in the place of what was keyed of these before."""
    told, sliders = words_of(take), sliders_of(take)
    if told is None or not sliders:
        return edits
    said = said_at(take, told)
    shown = {_curve(slider): _keys(take, slider, said) for slider in sliders}
    curves = {name: keys for name, keys in shown.items() if keys is not None}
    there = curves_of(place(edits, told.written).here, said)
    for name in list(curves):
        if name in there and _alike(curves[name], there[name], said):
            del curves[name]
    asked = {name for name, keys in shown.items() if keys is None} | set(curves)
    kept = [each for each in edits.edits if not (isinstance(each, EmotionKey) and each.emotion in asked)]
    return replace(edits, edits=(*kept, *keys_of(curves, said, told.written)))


def remember_sliders(holder: Any, take: Any) -> None:
    """Keep what the sliders of emotions say as edits of the take; a linked take keeps its own."""
    number = next(number for number, each in enumerate(takes_kept(holder)) if each == take)
    if is_linked(holder, number) or words_of(take) is None or take.text.library is not None:
        return
    edits = edits_on(take)
    found = edits_with_sliders(take, edits)
    if as_plain(found) != as_plain(edits):
        set_edits(holder, take, found)


def slide_as_edited(take: Any, edits: Edits) -> None:
    """Let the sliders of emotions and their keys say what edits do; strips follow when they are made."""
    from .take_sliders import keep_keys, keys_of_sliders

    told, sliders = words_of(take), sliders_of(take)
    if told is None or not sliders:
        return
    curves = curves_of(place(edits, told.written).here, said_at(take, told))
    keyed = {slider: keys for slider, keys in keys_of_sliders(take).items() if slider not in sliders}
    for slider in sliders:
        keys = curves.get(_curve(slider))
        if keys is not None and len(keys) > 1:
            keyed[slider] = _in_frames(take, keys)
        value = neutral(_curve(slider)) if keys is None else float(keys[0, 1])
        if abs(getattr(take, slider) - value) > _NEAR:
            setattr(take, slider, value)
    keep_keys(take, keyed)


def follow_edits(scene: bpy.types.Scene, rig: Rig, take: Any, edits: Edits) -> None:
    """As ``slide_as_edited``, and the strips that play the take do so too."""
    from .take_keeping import lay_anew
    from .take_sliders import keys_of_sliders, plays_strips, remember_keys

    shown = plays_strips(rig.object) and is_shown(rig.object, take)
    if shown:
        # What was keyed in the NLA editor of other sliders stays.
        remember_keys(take, layer_strips(rig, take.key))
    slide_as_edited(take, edits)
    if not shown:
        return
    keyed, beyond = keys_of_sliders(take), False
    for slider in sliders_of(take):
        free_influence(rig, take.key, slider)
        for strip in strips_of_part(rig, take.key, slider):
            put_influence_keys(strip, keyed.get(slider, ()))
            beyond = beyond or bool((np.reshape(keyed.get(slider, ()), (-1, 2))[:, 1] > gain_of(strip)).any())
    if beyond:
        lay_anew(scene, rig, take)


def take_over_sliders(take: Any, like: Any) -> None:
    """Let the parts of the face have the sliders of another take, and what is keyed of them where its words are now."""
    from .take_sliders import keep_keys, keys_of_sliders

    for part in GROUPS:
        setattr(take, part, getattr(like, part))
    told, before = words_of(take), words_of(like)
    if told is None or before is None:
        return
    was, said = said_at(like, before), said_at(take, told)
    seconds = {
        part: _in_seconds(like, keys) for part, keys in keys_of_sliders(like).items() if part in GROUPS and len(keys)
    }
    moved = place(Edits(tuple(keys_of(seconds, was, before.written)), before.written), told.written).here
    found = {part: _in_frames(take, keys) for part, keys in curves_of(moved, said).items()}
    keep_keys(take, {**keys_of_sliders(take), **found})


def _curve(slider: str) -> str:
    return STRENGTH if slider == EMOTION else slider


def _keys(take: Any, slider: str, said: SaidAt) -> np.ndarray | None:
    """Seconds and strength (K,2) of what a slider says; None where it says nothing."""
    from .take_sliders import keys_of_sliders

    keys = keys_of_sliders(take).get(slider)
    if keys is not None and len(keys):
        return _in_seconds(take, keys)
    value = getattr(take, slider)
    return None if abs(value - neutral(_curve(slider))) < _NEAR else np.array([[said.starts[0], value]])


def _in_seconds(take: Any, keys: np.ndarray) -> np.ndarray:
    """Keys (K,2) at frames of the scene, at seconds of the take."""
    return np.asarray((keys - (take.start, 0.0)) / (take.rate, 1.0))


def _in_frames(take: Any, keys: np.ndarray) -> np.ndarray:
    """The other way."""
    return np.asarray(keys * (take.rate, 1.0) + (take.start, 0.0))


def _alike(one: np.ndarray, other: np.ndarray, said: SaidAt) -> bool:
    """Whether two curves show the same: a key that was kept in words and comes back is not moved by rounding."""
    if len(one) != len(other):
        return False
    times = np.linspace(0.0, said.end, 50 * int(np.ceil(said.end)) + 1)
    return bool(np.abs(value_at(one, times) - value_at(other, times)).max() < 10 * _NEAR)
