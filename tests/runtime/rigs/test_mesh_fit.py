# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps that are fitted to what a rig's shapes do to its own lips."""

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.rigs.mesh_fit import Measures, gaps, our_measures, refined
from soliloquy.runtime.rigs.oculus import OCULUS
from soliloquy.tests.runtime.rigs.phones_said import OCULUS_PHONES, spoken

OURS = our_measures()


def oculus(**strengths: float) -> Measures:
    """A set whose mouths do what ours do at their phones, times a strength."""
    effects = {
        name: strengths.get(name, 1.0) * spoken(phones).weights.mean(axis=0) @ OURS
        for name, phones in OCULUS_PHONES.items()
    }
    return Measures(effects, OCULUS.mixed, OCULUS.contacts)


def driven(phones: str, rig: Measures) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    weights = spoken(phones).weights
    return weights, refined(weights, OCULUS.drive(weights, set(OCULUS_PHONES)), rig)


def test_a_mouth_that_opens_too_far_is_opened_as_far_as_ours() -> None:
    rig = oculus(aa=2.0, E=2.0, oh=2.0, ih=2.0)
    weights, made = driven("ɑ ɛ o ɪ", rig)
    assert gaps(made, rig) == pytest.approx(weights @ OURS[:, 0], rel=0.15)


def test_a_mouth_that_opens_half_as_far_keeps_the_order_of_its_openings() -> None:
    rig = oculus(aa=0.5, E=0.6, oh=1.3, ih=1.7)
    weights, made = driven("ɑ ɛ o ɪ ə", rig)
    ours = weights @ OURS[:, 0]
    assert np.corrcoef(ours, gaps(made, rig))[0, 1] > 0.97


def test_weights_stay_between_0_and_1_and_mouths_together_at_most_1() -> None:
    _weights, made = driven("p ɑ f i u ʃ m æ v o", oculus(aa=0.4, ou=2.5))
    assert all(values.min() >= 0.0 and values.max() <= 1.0 for values in made.values())
    assert sum(made[name] for name in OCULUS.mixed if name in made).max() <= 1.0 + 1e-5


def test_a_pressed_mouth_that_leaves_the_lips_ajar_is_pressed_less() -> None:
    effects = dict(oculus().effects) | {"PP": np.array([0.05, 0.0, 0.0])}
    rig = Measures(effects, OCULUS.mixed, OCULUS.contacts)
    _weights, made = driven("p ɑ m", rig)
    assert gaps(made, rig)[[0, 2]] == pytest.approx(0.0, abs=1e-3) and gaps(made, rig)[1] > 0.1


def test_arkit_shapes_that_close_as_ours_stay_to_the_bit_and_others_are_closed() -> None:
    weights = spoken("p ɑ b i m").weights
    table = {name: weights[:, index] for name, index in ARKIT_INDEX.items()}
    same = Measures(dict(zip(ARKIT_NAMES, OURS, strict=True)), {})
    assert all(np.array_equal(table[name], values) for name, values in refined(weights, table, same).items())
    weak = Measures(dict(same.effects) | {"mouthClose": 0.0 * same.effects["mouthClose"]}, {})
    made = refined(weights, table, weak)
    assert gaps(table, weak)[0] > 0.03 and gaps(made, weak)[[0, 2, 4]].max() < 0.02
    assert made["jawOpen"][1] == pytest.approx(table["jawOpen"][1])


def test_what_closes_too_much_does_not_push_the_lips_through_each_other() -> None:
    """As where a MetaHuman's mouthLipsTogether are shapes that close a jaw as wide open as it can be."""
    weights = spoken("p ɑ b i m").weights
    table = {name: weights[:, index] for name, index in ARKIT_INDEX.items()}
    strong = {
        name: effect * (8.0 if name == "mouthClose" else 1.0) for name, effect in zip(ARKIT_NAMES, OURS, strict=True)
    }
    shut = [0, 2, 4]
    assert gaps(table, Measures(strong, {}))[shut].max() < -0.1
    made = refined(weights, table, Measures(strong, {}))
    assert gaps(made, Measures(strong, {}))[shut] == pytest.approx(0.0, abs=0.005)
    ajar = Measures(strong, {}, apart=0.5)
    assert gaps(refined(weights, table, ajar), ajar)[shut].max() < -0.1, "lips that are apart at rest have a way to go"
