# SPDX-License-Identifier: GPL-3.0-or-later
"""ARKit's shapes under other names and in parts: each rig is shown them in the best way that it has."""

import numpy as np
import pytest
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.rigs.character_creator import CC4
from soliloquy.runtime.rigs.daz import DAZ_FACS, DAZ_VISEMES
from soliloquy.runtime.rigs.facs import FACS
from soliloquy.runtime.rigs.metahuman import METAHUMAN, PREFIX
from soliloquy.runtime.rigs.mmd import MMD
from soliloquy.runtime.rigs.naming import Naming
from soliloquy.runtime.rigs.oculus import OCULUS
from soliloquy.runtime.rigs.vrm import VRM_0, VRM_1, VROID


def _drive(naming: Naming, shown: set[str], **weights: float) -> dict[str, float]:
    values = weights_of(**weights)[None].astype(np.float32)
    driven = naming.drive(values, frozenset(shown))
    return {name: round(float(curve[0]), 3) for name, curve in driven.items() if curve[0] > 0}


def test_daz_has_a_shape_in_one_or_in_quarters_and_never_both() -> None:
    whole, quarter = "facs_bs_MouthFunnel", "facs_bs_MouthFunnelUpperLeft"
    assert _drive(DAZ_FACS, {whole}, mouthFunnel=0.5) == {whole: 0.5}
    assert _drive(DAZ_FACS, {quarter}, mouthFunnel=0.5) == {quarter: 0.5}
    assert _drive(DAZ_FACS, {whole, quarter}, mouthFunnel=0.5) == {whole: 0.5}


def test_a_gaze_to_the_characters_left_is_so_in_character_creator() -> None:
    shown = set(CC4.shapes)
    assert _drive(CC4, shown, eyeLookOutLeft=1.0, eyeLookInRight=1.0) == {"Eye_L_Look_L": 1.0, "Eye_R_Look_L": 1.0}


def test_metahuman_is_driven_as_its_clips_are() -> None:
    shut = _drive(METAHUMAN, set(METAHUMAN.shapes), jawOpen=0.3, mouthClose=0.3)
    assert shut[PREFIX + "mouthLipsTogetherUL"] == 1.0
    assert shut[PREFIX + "jawOpen"] == pytest.approx(0.03)


def test_a_unit_of_both_sides_is_moved_by_their_mean() -> None:
    assert _drive(FACS, {"AU12", "AU26"}, mouthSmileLeft=1.0, jawOpen=0.5) == {"AU12": 0.5, "AU26": 0.5}
    assert _drive(FACS, {"AU12_L", "AU12_R"}, mouthSmileLeft=1.0) == {"AU12_L": 1.0}


def test_a_jaw_closes_the_lips_where_nothing_else_does() -> None:
    assert _drive(FACS, {"AU26"}, jawOpen=0.4, mouthClose=0.4) == {}
    assert _drive(FACS, {"AU8", "AU26"}, jawOpen=0.4, mouthClose=0.4) == {"AU8": 0.4, "AU26": 0.4}


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("AU12", "AU12"),
        ("AU_12_L", "AU12_L"),
        ("Face.au12.right", "AU12_R"),
        ("AU01_InnerBrowRaiser", "AU1"),
        ("AU10_UpperLipRaiser_L", "AU10_L"),
        ("AU_12_L_LipCornerPuller", "AU12_L"),
        ("AU17_lower", "AU17_B"),
        ("AU45_L.001", "AU45_L"),
    ],
)
def test_an_action_unit_is_recognised_in_its_spellings(name: str, unit: str) -> None:
    assert FACS.match([name]) == {unit: (name,)}


@pytest.mark.parametrize("name", ["AU6+12", "AU1_AU2", "phoneme_au", "AU99", "author12", "AU25"])
def test_combinations_and_others_are_no_action_unit(name: str) -> None:
    assert FACS.match([name]) == {}


def test_one_lid_is_left_alone_where_the_rig_has_both_lids_apart() -> None:
    assert _drive(VRM_0, {"Blink"}, eyeBlinkLeft=1.0, eyeBlinkRight=1.0) == {"Blink": 1.0}
    apart = _drive(VRM_0, {"Blink", "Blink_L", "Blink_R"}, eyeBlinkLeft=1.0)
    assert apart == {"Blink_L": 1.0}


@pytest.mark.parametrize(
    ("naming", "key", "shape"),
    [
        (OCULUS, "Viseme_AA", "aa"),
        (OCULUS, "viseme.PP", "PP"),
        (OCULUS, "v_oh", "oh"),
        (OCULUS, "vrc.v_ou", "ou"),
        (OCULUS, "Body_viseme_I", "ih"),
        (OCULUS, "sil", "sil"),
        (VRM_0, "Face.A", "A"),
        (VRM_0, "MTH_O", "O"),
        (VRM_1, "lookUp", "lookUp"),
        (VROID, "Face_Blendshape.Fcl_EYE_Close_L", "Fcl_EYE_Close_L"),
        (MMD, "ｳｨﾝｸ２右", "ウィンク２右"),
        (MMD, "瞬き", "まばたき"),
        (DAZ_FACS, "Genesis9__facs_bs_MouthSmileLeft_div2", "facs_bs_MouthSmileLeft"),
        (DAZ_FACS, "facs_jnt_JawOpen", "facs_bs_JawOpen"),
        (DAZ_VISEMES, "head__CTRLVSMAA", "eCTRLvAA"),
        (METAHUMAN, "ctrl_expressions_jawopen", "CTRL_expressions_jawOpen"),
    ],
)
def test_a_shape_is_recognised_in_its_spellings(naming: Naming, key: str, shape: str) -> None:
    assert naming.match([key]) == {shape: (key,)}


@pytest.mark.parametrize("key", ["Key_A", "Basis", "Smile", "open", "Aa_bak", "eye", "CTRL_expressions"])
def test_other_shape_keys_are_no_whole_mouths(key: str) -> None:
    assert not any(naming.match([key]) for naming in (OCULUS, VRM_0, VRM_1, VROID, MMD, DAZ_FACS, METAHUMAN))


def test_too_few_shapes_are_of_no_family() -> None:
    assert OCULUS.strength({"aa", "E", "ih"}) == 0
    assert VRM_0.strength({"A", "I"}) == 0
    assert DAZ_FACS.strength({"facs_bs_JawOpen"}) == 0
