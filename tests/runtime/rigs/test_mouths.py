# SPDX-License-Identifier: GPL-3.0-or-later
"""A mixture of whole mouths has the right ones in it, and gives way to the contacts of the lips."""

import numpy as np
import pytest
from soliloquy.runtime.animate.rules.articulation import ARTICULATION, CLOSURE, TEETH
from soliloquy.runtime.animate.rules.mouth import mouth_weights, with_contacts
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.rigs.mouths import Mouth, mixture, mouth_of
from soliloquy.runtime.rigs.oculus import OCULUS_MOUTHS
from soliloquy.runtime.rigs.registry import NAMINGS


def _weights(phones: str) -> Array:
    targets = np.array([ARTICULATION[phone].targets for phone in phones.split()])
    return with_contacts(mouth_weights(targets), targets[:, CLOSURE], targets[:, TEETH])


def _most(phone: str) -> str:
    found = mixture(_weights(phone), OCULUS_MOUTHS)
    return max(found, key=lambda name: found[name][0])


@pytest.mark.parametrize(
    ("phone", "viseme"),
    [pair.split() for pair in ("p PP", "f FF", "θ TH", "ʃ CH", "s SS", "ɑ aa", "ɛ E", "ɪ ih", "o oh", "u ou")],
)
def test_a_phone_is_shown_by_its_own_viseme(phone: str, viseme: str) -> None:
    assert _most(phone) == viseme


def test_weights_are_between_0_and_1_and_free_mouths_together_at_most_1() -> None:
    weights = np.random.default_rng(1).random((200, 52))
    found = mixture(weights, OCULUS_MOUTHS)
    assert list(found) == list(OCULUS_MOUTHS)
    assert all(curve.min() >= 0.0 and curve.max() <= 1.0 for curve in found.values())
    free = sum(found[name] for name, mouth in OCULUS_MOUTHS.items() if not mouth.contact)
    assert np.max(free) <= 1.0 + 1e-5


def test_a_closed_mouth_presses_and_opens_nothing_whatever_else_it_does() -> None:
    weights = _weights("p m b")
    weights[:, ARKIT_INDEX["mouthPucker"]] = 0.5
    found = mixture(weights, OCULUS_MOUTHS)
    assert found["PP"].min() == pytest.approx(1.0)
    assert sum(curve.max() for name, curve in found.items() if name != "PP") < 0.02


def test_a_face_at_rest_moves_nothing() -> None:
    for naming in NAMINGS:
        if naming.layout == "arkit":
            driven = naming.drive(np.zeros((3, 52), np.float32), frozenset(naming.shapes))
            assert set(driven) == set(naming.shapes)
            assert not any(curve.any() for curve in driven.values()), naming.title


def test_without_a_shape_for_f_the_lips_come_near() -> None:
    vowels = {"A": mouth_of("a"), "O": mouth_of("o")}
    narrow, wide = mixture(_weights("f ɑ"), vowels)["A"]
    assert 0.0 < narrow < 0.15
    assert wide > 0.6


def test_the_change_from_frame_to_frame_is_that_of_the_mouth() -> None:
    way = np.linspace(0.0, 1.0, 50)[:, None]
    start, end = _weights("o i")
    found = np.stack(list(mixture(start + way * (end - start), OCULUS_MOUTHS).values()))
    assert np.abs(np.diff(found, axis=1)).max() < 0.12


def test_a_mouth_is_its_phones_mean() -> None:
    both, one, other = mouth_of("s z"), mouth_of("s"), mouth_of("z")
    assert both.opening == pytest.approx((one.opening + other.opening) / 2)
    assert mouth_of("ɑ", 0.5).opening == pytest.approx(mouth_of("ɑ").opening / 2)
    assert Mouth(contact="lips").opening == 0.0
