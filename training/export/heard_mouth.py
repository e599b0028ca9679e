# SPDX-License-Identifier: GPL-3.0-or-later
"""How people's mouths stand at each phone that is heard, beside what the rules say: prints the tables of
runtime/animate/rules/heard_mouth.py.

    python -m soliloquy.training.export.heard_mouth --actress FOLDER --man FOLDER

FOLDER as of ``evaluation.strangers``. Learned from every fourth clip of the man, without the last 90 by name, and from
the actress' takes without the one that is left out, each by a ridge regression on the probable phones. They differ (of
what was learned from him alone her mouth is followed less closely), so half of their mean is taken.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ...runtime.animate.rules.articulation import FUNNEL, JAW, PUCKER, SPREAD, TARGETS
from ...runtime.animate.rules.loudness_drive import SET_ON_CAPTURES, opening_evidence, sharpened
from ...runtime.animate.rules.mouth import NARROW_PER_SPREAD
from ...runtime.animate.smoothing import gaussian
from ...runtime.listen.listen import listen
from ...runtime.phones import INVENTORY
from ...runtime.speech import SILENCE, SpeechFeatures
from ..data.recipe import LEFT_OUT
from ..data.tracked_faces import HELD_OUT_CLIPS
from ..evaluation.person_scores import Truth, read_truth

Clip = tuple[Truth, SpeechFeatures]
_EVERY = 4
_STIFFNESS = 1e-4
"""Per frame. Chosen on the man's clips that are not scored: 10 times as much gives half as much."""
_SHARE = 0.5
_LEAST = 0.01
_NARROW = np.maximum(TARGETS[:, FUNNEL], TARGETS[:, PUCKER]) - NARROW_PER_SPREAD * TARGETS[:, SPREAD]
_DRIVE = SET_ON_CAPTURES


def main() -> int:
    parser = argparse.ArgumentParser(description="Fit how a mouth stands at each phone that is heard.")
    parser.add_argument("--actress", type=Path, required=True, help="folder of captured faces")
    parser.add_argument("--man", type=Path, required=True, help="folder of a man's tracked faces")
    arguments = parser.parse_args()
    takes = [path for path in sorted(arguments.actress.glob("*.flac")) if path.stem != LEFT_OUT]
    clips = sorted(arguments.man.glob("*.flac"))[:-HELD_OUT_CLIPS:_EVERY]
    people = [[_heard(path) for path in paths] for paths in (takes, clips)]
    for name, learn in (("_OPENER", opener), ("_NARROWER", narrower)):
        changes = shared([learn(clips) for clips in people])
        print(f"{name} = {{\n" + "".join(f'    "{phone}": {change:.2f},\n' for phone, change in changes.items()) + "}")
    return 0


def _heard(sound: Path) -> Clip:
    truth = read_truth(sound)
    return truth, listen(truth.capture.speech, with_content=False, write_down=True)[1]


def shared(people: Sequence[np.ndarray]) -> dict[str, float]:
    """Of changes (P,) a person, those that all are given: of phones that move by them."""
    changes = _SHARE * np.mean(people, axis=0)
    named = zip(INVENTORY, changes, strict=True)
    return {phone: float(change) for phone, change in named if abs(change) >= _LEAST and phone != SILENCE}


def opener(clips: Sequence[Clip]) -> np.ndarray:
    """(P,) weights of jawOpen by which one person opens further at each phone; frames of speech count twice."""
    found = []
    for truth, features in clips:
        loud, formants, _, _ = opening_evidence(features, _DRIVE).T
        gain = _DRIVE.phones + _DRIVE.loud_phones * 0.5 * (loud + formants)
        heard = _smoothed(features, _DRIVE.smoothing, _DRIVE.trail)
        per_phone = np.stack([sharpened(gain * column, _DRIVE) for column in heard.T], axis=1)
        ours = sharpened(_DRIVE.loudness * loud + _DRIVE.formants * formants, _DRIVE) + per_phone @ TARGETS[:, JAW]
        frames = np.arange(min(len(ours), len(truth.opening)))
        twice = np.concatenate([frames, frames[truth.spoken[: len(frames)]]])
        found.append((per_phone[twice], ours[twice], truth.opening[twice]))
    return _missing(found)


def narrower(clips: Sequence[Clip]) -> np.ndarray:
    """(P,) weights of rounding by which one person's mouth is narrower at each phone, in speech."""
    found = []
    for truth, features in clips:
        per_phone = _smoothed(features, _DRIVE.round_smoothing)
        spoken = np.flatnonzero(truth.spoken[: min(len(per_phone), len(truth.narrowness))])
        found.append((per_phone[spoken], per_phone[spoken] @ _NARROW, truth.narrowness[spoken]))
    return _missing(found)


def _missing(found: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> np.ndarray:
    """(P,): what phones (N, P) add to ours (N,) to make it as was seen (N,), brought to its mean and spread."""
    per_phone, ours, seen = (np.concatenate([clip[i] for clip in found]) for i in range(3))
    missing = (seen - seen.mean()) * ours.std() / seen.std() - (ours - ours.mean())
    centred = per_phone - per_phone.mean(axis=0)
    stiff = _STIFFNESS * len(missing) * np.eye(len(INVENTORY))
    change: np.ndarray = np.linalg.solve(centred.T @ centred + stiff, centred.T @ (missing - missing.mean()))
    return change


def _smoothed(features: SpeechFeatures, width: float, trail: float = 0.0) -> np.ndarray:
    """(T, P)"""
    assert features.phone_posteriors is not None
    heard = features.phone_posteriors.astype(np.float64)
    return np.stack([gaussian(column, width, trail) for column in heard.T], axis=1)


if __name__ == "__main__":
    sys.exit(main())
