# SPDX-License-Identifier: GPL-3.0-or-later
"""Emotion as curves over a line: keys in words become keys in time and back, and faces are mixed by them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..animate.rules.emotions import mood_of
from ..arrays import Array
from ..motion import FRAMES_PER_SECOND, ArkitCurves
from ..requests import Direction
from ..requests.direction import EMOTIONS
from ..requests.options import limits_of
from .edit import Edit, EmotionKey
from .edits_file import STRONGEST
from .placing import place_of

STRENGTH = ""
"""Name of the curve by which all that was asked for is multiplied; the others have their emotion's name."""
PLAIN, WHOLE = "plain", "whole"
"""Faces that are mixed: without an emotion, and as asked for without those that have a curve."""
LAYERS = (PLAIN, WHOLE, *EMOTIONS)
Curves = Mapping[str, Array]
"""By name, seconds and strength (K,2) of its keys, in order."""


@dataclass(frozen=True)
class SaidAt:
    """When the words of a performance begin, in seconds, and of which word before any edit each came. end: of the
    sound."""

    starts: tuple[float, ...]
    origins: tuple[int, ...]
    end: float

    def around(self, origin: int) -> tuple[float, float, float]:
        """When the word before it, it, and the one after it begin. Raises IndexError where it is not said."""
        own = [number for number, each in enumerate(self.origins) if each == origin]
        first, after = own[0], own[-1] + 1
        # What was parted counts as one word.
        before = self.origins.index(self.origins[first - 1]) if first else None
        return (
            0.0 if before is None else self.starts[before],
            self.starts[first],
            self.starts[after] if after < len(self.starts) else max(self.end, self.starts[first]),
        )


def curves_of(edits: Sequence[Edit], said: SaidAt) -> dict[str, Array]:
    """The curves that placed edits draw: emotion, empty for all that was asked for -> keys (K,2), seconds and strength,
    ascending."""
    keys: dict[str, list[tuple[float, float]]] = {}
    for edit in edits:
        if isinstance(edit, EmotionKey) and edit.at.word in said.origins:
            before, start, after = said.around(edit.at.word)
            way = after - start if edit.share >= 0 else start - before
            keys.setdefault(edit.emotion, []).append((start + edit.share * way, edit.strength))
    return {name: np.array(sorted(found)) for name, found in keys.items()}


def keys_of(curves: Curves, said: SaidAt, words: Sequence[str]) -> list[EmotionKey]:
    """The edits that draw these curves. words: of the performance before any edit; there is at least one."""
    found = []
    for name, keys in curves.items():
        most = 1.0 if name in EMOTIONS else STRONGEST
        for seconds, strength in np.asarray(keys).tolist():
            number = max(sum(start <= seconds for start in said.starts) - 1, 0)
            before, start, after = said.around(said.origins[number])
            way = after - start if seconds >= start else start - before
            share = float(np.clip((seconds - start) / way, -1.0, 1.0)) if way > 0 else 0.0
            at = place_of(words, said.origins[number])
            found.append(EmotionKey(at, round(float(np.clip(strength, 0.0, most)), 4), name, round(share, 4)))
    return found


def value_at(keys: Array, times: Array) -> Array:
    """(T,) the curve of keys (K,2) at some seconds: straight from key to key, and level beyond them."""
    return np.interp(times, keys[:, 0], keys[:, 1])


def neutral(name: str) -> float:
    """The strength at which a curve changes nothing of what is seen without it."""
    return 1.0 if name == STRENGTH else 0.0


def is_mixed(curves: Curves, times: Array) -> Array:
    """(T,) whether the face at some seconds is not ``WHOLE`` as it is."""
    found = np.zeros(len(times), dtype=bool)
    for name, keys in curves.items():
        found |= value_at(keys, times) != neutral(name)
    return found


def keyed_emotions(edits: Sequence[Edit]) -> list[str]:
    """Those that have a curve of their own."""
    return [name for name in EMOTIONS if any(isinstance(each, EmotionKey) and each.emotion == name for each in edits)]


def as_layer(direction: Direction, layer: str, keyed: Sequence[str]) -> Direction:
    """The direction of one of the faces that are mixed: ``PLAIN``, ``WHOLE``, or one with an emotion at its full
    strength beside ``WHOLE``. keyed: the emotions that have a curve. It blinks when the one that was asked for does."""
    whole = {name: value for name, value in direction.emotion.items() if name not in keyed}
    emotion = {} if layer == PLAIN else whole if layer == WHOLE else {**whole, layer: 1.0}
    times = mood_of(direction.emotion).blinks / mood_of(emotion).blinks
    rate = min(direction.blink_rate * times, limits_of(Direction, "blink_rate")[1])
    return replace(direction, emotion=emotion, blink_rate=rate)


def mixed(make: Callable[[Direction], ArkitCurves], direction: Direction, curves: Curves) -> ArkitCurves:
    """The face that the curves ask for. make: gives that of a direction. Lips may have to be closed anew after it."""
    keyed = [name for name in EMOTIONS if name in curves]

    def made(layer: str) -> ArkitCurves:
        return make(as_layer(direction, layer, keyed))

    whole = made(WHOLE)
    faces = [whole.weights, whole.head]
    times = np.arange(len(whole)) / FRAMES_PER_SECOND
    more = [(name, made(name), whole) for name in keyed]
    if STRENGTH in curves:
        more.append((STRENGTH, whole, made(PLAIN)))
    for name, face, without in more:
        share = value_at(curves[name], times)[:, None] - neutral(name)
        faces[0] = faces[0] + share * (face.weights - without.weights)
        faces[1] = faces[1] + share * (face.head - without.head)
    weights, head = np.clip(faces[0], 0.0, 1.0), faces[1]
    return replace(whole, weights=weights.astype(np.float32), head=head.astype(np.float32))
