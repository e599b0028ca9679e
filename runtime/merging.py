# SPDX-License-Identifier: GPL-3.0-or-later
"""One take of several: the mouth of one, brows and eyes of another, the head of a third."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .animate.line_end import EASE_FRAMES, at_rest_at_the_end, share_left
from .animate.rules.gaze import LARGEST, RADIANS_PER_UNIT
from .arrays import Array
from .head.arkit import ARKIT_INDEX, ARKIT_NAMES
from .head.layout import motion_from_arkit
from .motion import FRAMES_PER_SECOND, ArkitCurves
from .take import Take
from .threads import fixed_order_of_sums
from .version import VERSION

PARTS = ("mouth", "brows", "head")
"""What may come from a take of its own. Eyes and lids go with the brows, cheeks, nose and tongue with the mouth."""
_BROWS = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("brow", "eye"))]
_CLOSE_ENOUGH = 2
"""Frames by which lengths may differ without a word."""
_EYES = (("Left", "Out", "In"), ("Right", "In", "Out"))
"""Each eye with its shapes that look to the character's left and right."""


@dataclass(frozen=True)
class Source:
    """A take to be merged, and what the user calls it, which is kept."""

    take: Take
    name: str


@fixed_order_of_sums()
def merge(mouth: Source, brows: Source | None = None, head: Source | None = None) -> Take:
    """The speech and the mouth of one take with brows and eyes, and the head's turn, of others; its own where none is
    given. Its request says what it came from.

    Lips that meet in the mouth's take meet in this one. Eyes keep their aim under another head. A take that is longer
    than the mouth's is cut and eased to rest, one that is shorter rests after its end; warnings say so.
    """
    brows, head = brows or mouth, head or mouth
    frames = len(mouth.take.curves)
    weights = mouth.take.curves.weights.copy()
    weights[:, _BROWS] = _fitted(brows.take.curves.weights[:, _BROWS], frames)
    turn = _fitted(head.take.curves.head, frames)
    if head is not brows:
        _keep_aim(weights, _fitted(brows.take.curves.head, frames) - turn)
    curves = ArkitCurves(weights, turn, tongue=mouth.take.curves.tongue)
    if any(len(each.take.curves) > frames for each in (brows, head)):
        curves = _at_rest(curves, mouth.take)
    sources = dict(zip(PARTS, (mouth, brows, head), strict=True))
    return replace(
        mouth.take,
        motion=motion_from_arkit(curves),
        request={"merged": {part: told_of(source) for part, source in sources.items()}},
        weights={name: digest for each in (head, brows, mouth) for name, digest in each.take.weights.items()},
        warnings=tuple(dict.fromkeys([*mouth.take.warnings, *_differences(sources)])),
        version=VERSION,
        features=None,
    )


def _fitted(rows: Array, frames: int) -> Array:
    """(frames,C): cut, or eased to rest, which is 0, after the end: what was filmed or cut does not end there."""
    fitted = np.zeros((frames, rows.shape[1]), np.float32)
    fitted[: len(rows)] = rows[:frames]
    if 0 < len(rows) < frames:
        fitted[len(rows) :] = rows[-1]
        eased = min(EASE_FRAMES, frames)
        first = min(len(rows), frames - eased)
        fitted[first : first + eased] *= share_left(eased)[:, None]
        fitted[first + eased :] = 0.0
    return fitted


def _at_rest(curves: ArkitCurves, mouth: Take) -> ArkitCurves:
    """What was cut comes to rest at the end; the mouth, which was not, stays as it is."""
    eased = at_rest_at_the_end(curves, mouth.speech.phones)
    weights = curves.weights.copy()
    weights[:, _BROWS] = eased.weights[:, _BROWS]
    return replace(curves, weights=weights, head=eased.head)


def _keep_aim(weights: Array, turned: Array) -> None:
    """Turn the eyes of ``weights`` (T,52), in place, by what their own head's turn has (T,3) beyond the new one's."""
    for side, left, right in _EYES:
        for first, second, angle in (("Down", "Up", turned[:, 0]), (left, right, turned[:, 1])):
            columns = [ARKIT_INDEX[f"eyeLook{shape}{side}"] for shape in (first, second)]
            aim = (weights[:, columns[0]] - weights[:, columns[1]]) * RADIANS_PER_UNIT + angle
            limit = max(float(LARGEST), float(np.abs(aim - angle).max(initial=0.0)))
            share = np.clip(aim, -limit, limit) / RADIANS_PER_UNIT
            weights[:, columns[0]], weights[:, columns[1]] = np.clip(share, 0.0, 1.0), np.clip(-share, 0.0, 1.0)


def told_of(source: Source) -> Mapping[str, Any]:
    """What is kept of a take that was merged: its name without a folder, and its own request."""
    return {"name": source.name, "engine": source.take.engine, "request": dict(source.take.request)}


def _differences(sources: Mapping[str, Source]) -> list[str]:
    mouth = sources["mouth"].take
    said = []
    for part in PARTS[1:]:
        take = sources[part].take
        over = len(take.curves) - len(mouth.curves)
        seconds = abs(over) / FRAMES_PER_SECOND
        if over > _CLOSE_ENOUGH:
            said.append(f"the {part}'s take is {seconds:.1f} s longer than the mouth's, and its end is left out")
        elif over < -_CLOSE_ENOUGH:
            said.append(f"the {part}'s take is {seconds:.1f} s shorter than the mouth's, and rests after its end")
    return said
