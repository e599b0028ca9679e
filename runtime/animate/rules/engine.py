# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules engine: phones, loudness, pitch and a direction become a whole face.

The mouth depends on the speech and the emotion alone, and, where a variation is asked for, on the seed, which moves
head, brows, lids and eyes in any case.
"""

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...long_arrays import blocks
from ...motion import FRAMES_PER_SECOND, ArkitCurves, frame_count
from ...requests import Direction
from ...speech import Speech, SpeechFeatures
from ..phrases import accents_of, phrases_of
from ..variation import mouth_variation
from .articulation import CLOSURE, JAW, LOWER, TEETH, UPPER, lips_apart
from .blinks import blink_curve, blink_times
from .brows import add_brows
from .contacts import contact_curve, lip_contacts
from .dominance import blend
from .early_opening import early_opening
from .emotions import Mood, mood_of, with_feeling
from .gaze import gaze_angles, look_weights
from .head_turn import head_turn
from .lids import shut_lids
from .loudness_drive import driven_by_loudness
from .mouth import AT_ONCE, mouth_weights, narrowed, with_contacts
from .posteriors import with_unheard_vowels
from .squints import add_nose, add_squints
from .targets import articulatory_targets

_MOUTH = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("jaw", "mouth", "tongue", "cheekPuff"))]


def animate(speech: Speech, features: SpeechFeatures, direction: Direction) -> ArkitCurves:
    """The face of ``speech`` at 50 frames a second, ceil(50 * duration) + 1 of them.

    ``features`` are those of the same clip; phone_posteriors, where given, soften doubtful phones. Speech without
    phones gives a still mouth under living eyes.
    """
    times = np.arange(frame_count(speech.duration)) / FRAMES_PER_SECOND
    mood = mood_of(direction.emotion)
    weights = _mouth(speech, features, mood, times, direction)
    head = _upper_face(weights, speech, features, mood, times, direction)
    add_nose(weights)
    return ArkitCurves(np.clip(weights, 0.0, 1.0, out=weights), head.astype(np.float32))


def _mouth(speech: Speech, features: SpeechFeatures, mood: Mood, times: Array, direction: Direction) -> Array:
    phones = with_unheard_vowels(speech.phones, features)
    targets = articulatory_targets(phones, features)
    parts = list(blocks(len(times), AT_ONCE))
    articulators = driven_by_loudness(np.concatenate([blend(targets, times[block]) for block in parts]), features)
    articulators[:, JAW] *= mood.articulation
    missing: Array = early_opening(speech.phones, times) - (articulators[:, JAW] + lips_apart(articulators))
    articulators[:, JAW] += np.maximum(missing, 0.0)
    articulators[:, [CLOSURE, TEETH]] = 0.0
    variation = mouth_variation(times, direction)
    if variation is not None:
        articulators = variation.articulated(articulators)
        variation.shared(articulators, JAW, [LOWER], [UPPER])
    closures, teeth = (contact_curve(contacts, times) for contacts in lip_contacts(phones, features))
    weights = np.empty((len(times), len(ARKIT_NAMES)), np.float32)
    for block in parts:
        free = _free_mouth(articulators[block], mood.shown(times[block]))
        if variation is not None:
            variation.make_uneven(free, block)
        weights[block] = with_contacts(narrowed(free, closures[block]), closures[block], teeth[block])
    return weights


def _free_mouth(articulators: Array, feeling: Array) -> Array:
    """Weights (n, 52) of the mouth and of what is felt (n, 52), with lips that need not meet."""
    feeling[:, np.setdiff1d(np.arange(len(ARKIT_NAMES)), _MOUTH)] = 0.0
    return with_feeling(mouth_weights(articulators), feeling)


def _upper_face(
    weights: Array, speech: Speech, features: SpeechFeatures, mood: Mood, times: Array, direction: Direction
) -> Array:
    """Fill the columns above the mouth of ``weights`` in place; give the head's turn (T, 3)."""
    for_head, for_brows, for_gaze, for_blinks, for_squints = np.random.default_rng(direction.seed).spawn(5)
    phrases, accents = phrases_of(speech), accents_of(speech, features)
    upper = np.setdiff1d(np.arange(len(ARKIT_NAMES)), _MOUTH)
    come = mood.come(times)
    weights[:, upper] = come[:, None] * mood.weights[upper]
    head = head_turn(times, phrases, accents, mood, for_head)
    add_brows(weights, times, phrases, accents, mood, for_brows)
    add_squints(weights, times, mood, for_squints)
    gaze = gaze_angles(times, phrases, head, mood.tempo, for_gaze)
    gaze[:, 0] += come * mood.weights[ARKIT_INDEX["eyeLookDownLeft"]]
    look_weights(gaze, weights)
    blinks = blink_curve(times, blink_times(float(times[-1]), phrases, mood.blinks * direction.blink_rate, for_blinks))
    shut_lids(weights, blinks)
    return head
