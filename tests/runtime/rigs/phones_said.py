# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones as the rules engine holds them, a frame each: what rigs are tried with."""

import numpy as np
from soliloquy.runtime.animate.rules.articulation import ARTICULATION, CLOSURE, TEETH
from soliloquy.runtime.animate.rules.mouth import mouth_weights, with_contacts
from soliloquy.runtime.motion import ArkitCurves

OCULUS_PHONES = {
    "PP": "p", "FF": "f", "TH": "θ", "DD": "t d", "kk": "k ɡ", "CH": "tʃ ʃ", "SS": "s z", "nn": "n l", "RR": "ɹ",
    "aa": "ɑ", "E": "ɛ", "ih": "ɪ", "oh": "o", "ou": "u ʊ",
}  # fmt: skip


def spoken(phones: str) -> ArkitCurves:
    """One frame for each phone, divided by spaces, as it is in the middle."""
    targets = np.array([ARTICULATION[phone].targets for phone in phones.split()])
    weights = with_contacts(mouth_weights(targets), targets[:, CLOSURE], targets[:, TEETH])
    return ArkitCurves(weights.astype(np.float32), np.zeros((len(targets), 3), np.float32), 30.0)
