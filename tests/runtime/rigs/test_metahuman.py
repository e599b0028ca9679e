# SPDX-License-Identifier: GPL-3.0-or-later
"""MetaHuman's controls show every ARKit shape, and close the lips that ARKit's mouthClose closes."""

import numpy as np
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.rigs.metahuman import CONTROLS, METAHUMAN, PREFIX, metahuman_controls
from soliloquy.tests.runtime.rigs.metahuman_names import ALL_CONTROLS


def _controls(**weights: float) -> dict[str, float]:
    values = weights_of(**weights)[None].astype(np.float32)
    controls = metahuman_controls(ArkitCurves(values, np.zeros((1, 3), np.float32)))
    return {name.removeprefix(PREFIX): float(curve[0]) for name, curve in controls.items()}


def test_the_table_has_every_shape_but_the_closing() -> None:
    assert set(CONTROLS) == set(ARKIT_NAMES) - {"mouthClose"}


def test_every_shape_moves_something_and_rest_moves_nothing() -> None:
    assert not any(_controls().values())
    for name in CONTROLS:
        assert any(_controls(**{name: 1.0}).values()), name


def test_left_shapes_move_the_left_alone() -> None:
    moved = {
        name for name, value in _controls(mouthSmileLeft=1.0, browDownLeft=1.0, noseSneerLeft=1.0).items() if value
    }
    assert moved == {"mouthCornerPullL", "browDownL", "noseWrinkleL"}


def test_a_closed_mouth_over_an_open_jaw_brings_the_lips_together_and_the_jaw_up() -> None:
    shut = _controls(jawOpen=0.3, mouthClose=0.3)
    assert all(shut[f"mouthLipsTogether{quarter}"] == 1.0 for quarter in ("UL", "UR", "DL", "DR"))
    assert shut["jawOpen"] <= 0.031
    ajar = _controls(jawOpen=0.3, mouthClose=0.0)
    assert ajar["jawOpen"] == np.float32(0.3)
    assert ajar["mouthLipsTogetherUL"] == 0.0


def test_no_control_leaves_0_to_1() -> None:
    values = np.random.default_rng(1).random((50, 52)).astype(np.float32) * 2
    controls = metahuman_controls(ArkitCurves(values, np.zeros((50, 3), np.float32)))
    assert all(curve.min() >= 0.0 and curve.max() <= 1.0 for curve in controls.values())


def test_of_all_published_controls_those_are_moved_that_arkit_and_the_tongue_speak_of_and_no_other() -> None:
    there = [PREFIX + name for name in ALL_CONTROLS]
    assert len(set(there)) == 251
    matched = METAHUMAN.match(there)
    moved = {key for keys in matched.values() for key in keys}
    assert set(matched) == set(METAHUMAN.shapes), "each of ours is called so in a MetaHuman of today"
    curves = ArkitCurves(np.ones((1, 52), np.float32), np.zeros((1, 3), np.float32))
    assert {PREFIX + name for name in CONTROLS["mouthPucker"]} <= moved <= set(there)
    assert set(metahuman_controls(curves)) <= set(METAHUMAN.shapes)
