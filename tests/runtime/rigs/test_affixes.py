# SPDX-License-Identifier: GPL-3.0-or-later
"""Names are told without what most of a mesh's shapes have before and behind them."""

import pytest
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.rigs.affixes import matched, without_affixes
from soliloquy.runtime.rigs.arkit import ARKIT
from soliloquy.runtime.rigs.guess import speaking_guess
from soliloquy.runtime.rigs.oculus import OCULUS, OCULUS_MOUTHS
from soliloquy.runtime.rigs.registry import NAMINGS
from soliloquy.runtime.rigs.vrm import VRM_0

FORMS = ["{}_geo", "{}_lambert1", "{} (copy)", "[{}]", "Polywink.{}_f", "body|{}|x", "XX-{}_Mesh"]


@pytest.mark.parametrize("form", FORMS)
def test_all_of_arkits_shapes_are_found(form: str) -> None:
    assert len(matched(ARKIT, [form.format(name) for name in ARKIT_NAMES])) == 52


@pytest.mark.parametrize("form", ["lipsync_{}", "ph_{}", "OVR_{}_geo", "visime_{}"])
def test_all_visemes_are_found(form: str) -> None:
    found = matched(OCULUS, [form.format(name) for name in OCULUS_MOUTHS])
    assert set(OCULUS_MOUTHS) <= set(found) and found["aa"] == (form.format("aa"),)


def test_numbers_that_count_shapes_are_no_part_of_a_name() -> None:
    names = [f"AA_VI_{number:02d}_{name}" for number, name in enumerate(OCULUS_MOUTHS)]
    assert set(OCULUS_MOUTHS) <= set(matched(OCULUS, names))


def test_vowels_behind_a_common_word_are_vowels_and_beside_others_are_not() -> None:
    assert set(matched(VRM_0, [f"Face.M_{vowel}" for vowel in "AIUEO"])) == set("AIUEO")
    assert not VRM_0.strength(matched(VRM_0, ["Hat_A", "Nose_I", "Ears_U", "Chin_E", "Tall", "Thin", "Old"]))


def test_names_that_share_nothing_and_names_that_are_no_more_stay_whole() -> None:
    assert without_affixes(["jawOpen", "mouthClose", "tall", "thin"]) is None
    assert without_affixes([]) is None
    plain = without_affixes(["k_1", "k_2", "k_3", "k_4"])
    assert plain is None or set(plain.values()) <= {"k_1", "k_2", "k_3", "k_4"}


@pytest.mark.parametrize(
    "name",
    ["MouthOpen", "mouth.open.001", "OpenMouth", "Open", "M_Open", "Mund_auf", "boca_abierta", "口開け", "あ", "aa"],
)
def test_a_single_open_mouth_is_enough_to_speak(name: str) -> None:
    found = speaking_guess([name, "Hat"], "Face")
    assert found is not None and [row.theirs for row in found.rows] == [name]


@pytest.mark.parametrize("name", ["Hat", "A", "Talkative", "Smile", "Blink"])
def test_what_opens_no_mouth_does_not(name: str) -> None:
    assert speaking_guess([name], "Face") is None


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ("A B C D E F G H X", "mouths of Rhubarb"),
        ("mouth_A mouth_B mouth_C mouth_D mouth_E mouth_F", "mouths of Rhubarb"),
        ("Neutral Ah D Ee F L M Oh R S Uh W-Oo", "mouths of Character Animator"),
        ("AI E O U etc L WQ MBP FV rest", "mouths of Preston Blair"),
    ],
)
def test_charts_are_known_as_shape_keys(names: str, title: str) -> None:
    best = max(NAMINGS, key=lambda naming: naming.strength(naming.match(names.split())))
    assert best.title == title
