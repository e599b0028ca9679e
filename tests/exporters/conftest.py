# SPDX-License-Identifier: GPL-3.0-or-later
"""A synthetic take: every shape moves, and the lips meet at one /b/ whose time is known."""

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.heads import DEFAULT_HEAD
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.motion import ArkitCurves, frame_count
from soliloquy.runtime.speech import SILENCE, Phone, Speech, Word
from soliloquy.runtime.take import Take

RATE = 24_000
SECONDS = 2.0


@pytest.fixture(scope="session")
def b_phone() -> Phone:
    """60 ms, its middle on no frame of 30 a second."""
    return Phone("b", 0.89, 0.95, word=0)


@pytest.fixture(scope="session")
def synthetic_take(b_phone: Phone) -> Take:
    times = np.arange(frame_count(SECONDS)) / 50
    phase = np.outer(times * 4, np.linspace(0.5, 1.5, len(ARKIT_NAMES))) + np.arange(len(ARKIT_NAMES))
    weights = 0.25 + 0.25 * np.sin(phase)
    jaw_open = 0.4 + 0.05 * np.sin(times * 9)
    closed = np.clip(1 - np.abs(times - 0.92) / 0.06, 0, 1)
    weights[:, ARKIT_INDEX["jawOpen"]] = jaw_open
    weights[:, ARKIT_INDEX["mouthClose"]] = jaw_open * closed
    for name in ("mouthLowerDownLeft", "mouthLowerDownRight", "mouthUpperUpLeft", "mouthUpperUpRight"):
        weights[:, ARKIT_INDEX[name]] *= 1 - closed
    head = np.stack([0.2 * np.sin(times * 3), 0.3 * np.sin(times * 2), 0.1 * np.sin(times)], axis=1)
    curves = ArkitCurves(weights.astype(np.float32), head.astype(np.float32))
    phones = (
        Phone(SILENCE, 0.0, 0.4),
        Phone("ɑ", 0.4, b_phone.start, stress=1, word=0),
        b_phone,
        Phone("ɑ", b_phone.end, 1.6, word=0),
        Phone(SILENCE, 1.6, SECONDS),
    )
    samples = (0.3 * np.sin(np.arange(int(SECONDS * RATE)) * 0.05)).astype(np.float32)
    speech = Speech(samples, RATE, phones, (Word('ab"ba', 0.4, 1.6, "!"),), text='ab"ba!', language="en-us")
    return Take(speech, motion_from_arkit(curves), head=DEFAULT_HEAD, voice="af_heart")
