# SPDX-License-Identifier: GPL-3.0-or-later
"""Names as other makers and their exporters write them are told for what they are: prefixes, namespaces, numbers, and
several sets on one mesh.

Sources of the names: public plugins and scripts for these characters (Daz's bridges, exports of Reallusion and VRoid,
Microsoft's Rocketbox avatars, USC's ICT-FaceKit, avatars for VRChat).
"""

from collections.abc import Iterable

import pytest
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.rigs.affixes import matched
from soliloquy.runtime.rigs.naming import Naming
from soliloquy.runtime.rigs.registry import NAMINGS

_VISEMES = "sil PP FF TH DD kk CH SS nn RR aa E ih oh ou".split()  # noqa: SIM905
_JOINTS = {"jawOpen", "jawForward", "jawLeft", "jawRight", "eyeBlinkLeft", "eyeBlinkRight"}


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _daz(name: str) -> str:
    """Genesis 8.1, as its bridge to Blender names the shape keys."""
    if name in _JOINTS:
        return f"Genesis8_1Female__facs_jnt_{_capital(name)}"
    if name.startswith("eyeWide"):
        return f"Genesis8_1Female__facs_jnt_{name.replace('eyeWide', 'EyesWide')}"
    if name in ("cheekPuff", "browInnerUp") or name.startswith("eyeLook"):
        return f"Genesis8_1Female__facs_ctrl_{_capital(name)}"
    return f"Genesis8_1Female__facs_bs_{_capital(name)}" + ("" if name == "tongueOut" else "_div2")


def _ict(name: str) -> str:
    return name.replace("Left", "_L").replace("Right", "_R")


RIGS: dict[str, tuple[Iterable[str], str, int]] = {
    "Daz Genesis 8.1 by its bridge": (
        [*map(_daz, ARKIT_NAMES), "Genesis8_1Female__pJCMNeckBack_27", "Genesis8_1Female__eCTRLvAA"],
        "ARKit shapes, by FACS morphs of Daz", 52,
    ),
    "Character Creator 3, ExpressionPlus": (
        [*(f"A{number:02}_{_capital(name)}" for number, name in enumerate(ARKIT_NAMES)), "V_Open", "V_Explosive"],
        "ARKit shapes", 52,
    ),
    "Rocketbox, with visemes, ARKit and FACS at once": (
        [
            *(f"blendShape1.AA_VI_{number:02}_{name}" for number, name in enumerate(_VISEMES)),
            *(f"blendShape1.AK_{number:02}_{_capital(name)}" for number, name in enumerate(ARKIT_NAMES)),
            *("blendShape1.AU_01_InnerBrowRaiser", "blendShape1.AU_12_LipCornerPuller", "blendShape1.AU_26_JawDrop"),
        ],
        "ARKit shapes", 52,
    ),
    "ICT-FaceKit": (
        [
            *map(_ict, (name for name in ARKIT_NAMES if name not in ("browInnerUp", "cheekPuff"))),
            *("browInnerUp_L", "browInnerUp_R", "cheekPuff_L", "cheekPuff_R", "cheekRaiser_L"),
            *(f"identity{number:03}" for number in range(20)),
        ],
        "ARKit shapes", 52,
    ),
    "a namespace in front and the mesh behind": (
        [f"Hero:blendShape2.{name}_Mesh.003" for name in ARKIT_NAMES], "ARKit shapes", 52,
    ),
    "VRoid Studio, split by the importer": (
        [f"rig:Face.M_F00_000_00_Fcl_MTH_{name}.001" for name in ("A", "I", "U", "E", "O", "Close", "Up", "Large")]
        + ["rig:Face.M_F00_000_00_Fcl_ALL_Joy.001", "rig:Face.M_F00_000_00_Fcl_EYE_Close.001"],
        "mouths of VRoid", 7,
    ),
    "an avatar for VRChat, with its clothes": (
        [*(f"vrc.v_{name.lower()}" for name in _VISEMES), "vrc.blink_left", "vrc.lowerlid_left", "Kemono_Ear"],
        "visemes of Oculus", 16,
    ),
    "MMD, numbered": (
        ["00_あ", "01_い", "02_う", "03_え", "04_お", "05_まばたき", "06_笑い", "07_ん", "08_ｳｨﾝｸ２右", "09_にやり"],
        "morphs of MMD", 8,
    ),
    "Unity-chan": (
        [f"blendShape1.MTH_{name}" for name in "AIUEO"] + ["blendShape1.MTH_SMILE1", "blendShape1.EYE_DEF_C"],
        "expressions of VRM 0", 5,
    ),
}  # fmt: skip


def told(names: Iterable[str]) -> tuple[Naming, int]:
    given = list(names)
    found = [(naming, matched(naming, given)) for naming in NAMINGS]
    naming, shapes = max(found, key=lambda one: one[0].strength(one[1]))
    return naming, len(naming.shows(shapes))


@pytest.mark.parametrize("rig", RIGS)
def test_it_is_told_for_what_it_is(rig: str) -> None:
    names, title, count = RIGS[rig]
    naming, shown = told(names)
    assert (naming.title, shown) == (title, count)
