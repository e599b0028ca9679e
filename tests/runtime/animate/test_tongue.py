# SPDX-License-Identifier: GPL-3.0-or-later
"""The tongue of speech: where it is at each kind of phone, whatever the jaw does."""

import numpy as np
import pytest
from soliloquy.runtime.animate.engines import ENGINES, animate
from soliloquy.runtime.animate.tongue import GESTURES, PARTS, tongue_curves
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import load_head, shared_arrays
from soliloquy.runtime.head.tongue import TONGUE_INDEX, TONGUE_NAMES, tongue_deltas, tongue_vertices
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.phones import INVENTORY
from soliloquy.runtime.requests import Direction, MotionRequest, VoiceRequest
from soliloquy.runtime.speech import SILENCE, Phone
from soliloquy.runtime.voice.synthesis import time_text

TIP_UP, BODY_UP, BACK = (TONGUE_INDEX[name] for name in ("tongueTipUp", "tongueUp", "tongueIn"))


def _at(symbol: str, jaw: float = 0.2, around: str = "ə") -> np.ndarray:
    """The sixteen weights in the middle of ``symbol``."""
    weights = np.zeros((51, 52), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = jaw
    phones = (Phone(around, 0.0, 0.45), Phone(symbol, 0.45, 0.55), Phone(around, 0.55, 1.0))
    return tongue_curves(ArkitCurves(weights, np.zeros((51, 3), np.float32)), phones)[25]


def test_every_phone_has_a_tongue() -> None:
    parts = {part for symbol in INVENTORY for part in PARTS.get(symbol, (symbol,))}
    assert parts == GESTURES.keys()
    assert {name for _, weights in GESTURES.values() for name in weights} <= set(TONGUE_NAMES)


@pytest.mark.parametrize("jaw", [0.05, 0.2, 0.35])
@pytest.mark.parametrize("symbol", ["t", "d", "n", "l"])
def test_the_tip_meets_the_ridge_at_any_jaw(symbol: str, jaw: float) -> None:
    head = load_head()
    vertices = tongue_vertices(head)
    places = head.vertices[vertices] + jaw * head.shape_deltas[ARKIT_INDEX["jawOpen"], vertices]
    places = places + np.tensordot(_at(symbol, jaw), tongue_deltas(head), axes=1)
    tip = places[head.vertices[vertices][:, 2].argmax()]
    edge = head.vertices[shared_arrays()["incisor_edge"]].ravel()
    # The ridge: 8 to 16 mm over the incisors' edge, 3 to 12 mm behind it.
    assert 0.006 < tip[1] - edge[1] < 0.018
    assert 0.002 < edge[2] - tip[2] < 0.014


def test_velars_raise_the_back_and_not_the_tip() -> None:
    velar, dental = _at("k"), _at("t")
    assert velar[BODY_UP] > 0.7 and velar[BACK] > 0.3 and velar[TIP_UP] < 0.1
    assert dental[TIP_UP] > 0.6 and dental[BODY_UP] < 0.1


def test_high_vowels_are_higher_than_low_ones_and_back_ones_further_back() -> None:
    assert _at("i", 0.1)[BODY_UP] > _at("e", 0.1)[BODY_UP] > _at("æ", 0.1)[BODY_UP]
    assert _at("u")[BACK] > _at("i")[BACK]


def test_lips_leave_the_tongue_to_its_neighbours() -> None:
    np.testing.assert_allclose(_at("m", around="i"), _at("i", around="i"), atol=0.1)


def test_without_phones_and_in_silence_it_rests() -> None:
    still = ArkitCurves(np.zeros((51, 52), np.float32), np.zeros((51, 3), np.float32))
    assert not tongue_curves(still, ()).any()
    assert np.abs(tongue_curves(still, (Phone(SILENCE, 0.0, 1.0),))).max() < 1e-3


@pytest.mark.parametrize("engine", [engine.name for engine in ENGINES])
def test_every_engine_moves_it_and_no_seed_does(engine: str) -> None:
    speech = time_text(VoiceRequest("Tell the king this tall tale.", "af_heart"))
    requests = [MotionRequest(engine, direction=Direction(seed=seed)) for seed in (1, 2)]
    tongues = [animate(request, speech, measure(speech)).tongue for request in requests]
    assert tongues[0] is not None and tongues[1] is not None
    assert np.ptp(tongues[0][:, TIP_UP]) > 0.4 and np.ptp(tongues[0][:, BODY_UP]) > 0.4
    assert np.abs(np.diff(tongues[0], axis=0)).max() < 0.35
    np.testing.assert_allclose(tongues[0], tongues[1], atol=0.02)
