# SPDX-License-Identifier: GPL-3.0-or-later
"""VRM's expressions, of version 0 and 1, and the shape keys of VRoid Studio's faces.

Sources of the names: the presets of VRM 0 and of VRMC_vrm 1.0, https://pixiv.github.io/three-vrm/docs/
(types-vrm-0.0.BlendShapePresetName, types-vrmc-vrm-1.0.ExpressionPresetName); VRoid's names as its exports have them,
and what they stand for in ARKit, after what met4citizen/TalkingHead builds of them. The vowels
are Japanese ones. Whole faces (happy, Joy, Fcl_ALL_...) are left alone: they move mouth and eyes at once and part the
lips.
"""

from .mouths import Mouth, japanese_vowels
from .visemes import Follows, Visemes, naming_of

_MOUTH_PREFIXES = (r"mth[_.]?", r"mouth[_.\s]?", r"lip[_.]?", r"vowel[_.]?", r"vrm[_.]?", r"vrc\.v_", "")

_LIDS = {"left": Follows(("eyeBlinkLeft",)), "right": Follows(("eyeBlinkRight",))}
_LOOKS = {
    "lookUp": Follows(("eyeLookUpLeft", "eyeLookUpRight")),
    "lookDown": Follows(("eyeLookDownLeft", "eyeLookDownRight")),
    "lookLeft": Follows(("eyeLookOutLeft", "eyeLookInRight")),
    "lookRight": Follows(("eyeLookInLeft", "eyeLookOutRight")),
}
_LOOK_SPELLINGS: dict[str, tuple[str, ...]] = {name: (f"look_{name[4:]}",) for name in _LOOKS}


def _both(left: str, right: str) -> Follows:
    return Follows(("eyeBlinkLeft", "eyeBlinkRight"), unless=(left, right))


VRM_0 = naming_of(
    Visemes(
        title="expressions of VRM 0",
        source="VRM 0, BlendShapePresetName",
        mouths=japanese_vowels("A", "I", "U", "E", "O"),
        face={"Blink": _both("Blink_L", "Blink_R"), "Blink_L": _LIDS["left"], "Blink_R": _LIDS["right"]} | _LOOKS,
        prefixes=_MOUTH_PREFIXES,
        spellings={
            "Blink": ("eye_close", "eyes_closed"),
            "Blink_L": ("blinkleft", "blink_left", "blink.l"),
            "Blink_R": ("blinkright", "blink_right", "blink.r"),
        }
        | _LOOK_SPELLINGS,
        surely=("A", "I", "U"),
    )
)

VRM_1 = naming_of(
    Visemes(
        title="expressions of VRM 1",
        source="VRMC_vrm 1.0, ExpressionPresetName",
        mouths=japanese_vowels("aa", "ih", "ou", "ee", "oh"),
        face={"blink": _both("blinkLeft", "blinkRight"), "blinkLeft": _LIDS["left"], "blinkRight": _LIDS["right"]}
        | _LOOKS,
        prefixes=_MOUTH_PREFIXES,
        spellings={"blinkLeft": ("blink_l", "blink_left"), "blinkRight": ("blink_r", "blink_right")} | _LOOK_SPELLINGS,
        surely=("aa", "ee"),
    )
)

VRM_1_TALKING: tuple[str, ...] = ("aa", "ih", "ou", "ee", "oh", "blinkLeft", "blinkRight")
"""The presets of VRM 1 that speech and blinks move; looks are told by where the eyes look."""

VRM_BONES: dict[str, tuple[str, tuple[float, float, float]]] = {
    "hips": ("", (0.0, 0.95, 0.0)),
    "spine": ("hips", (0.0, 0.12, 0.0)),
    "neck": ("spine", (0.0, 0.36, 0.0)),
    "head": ("neck", (0.0, 0.10, 0.0)),
    **{
        side + bone: (side + parent if parent in ("UpperLeg", "LowerLeg", "UpperArm", "LowerArm") else parent, place)
        for side, sign in (("left", 1.0), ("right", -1.0))
        for bone, parent, place in (
            ("UpperLeg", "hips", (0.09 * sign, -0.03, 0.0)),
            ("LowerLeg", "UpperLeg", (0.0, -0.42, 0.0)),
            ("Foot", "LowerLeg", (0.0, -0.42, 0.0)),
            ("UpperArm", "spine", (0.17 * sign, 0.32, 0.0)),
            ("LowerArm", "UpperArm", (0.26 * sign, 0.0, 0.0)),
            ("Hand", "LowerArm", (0.25 * sign, 0.0, 0.0)),
        )
    },
}
"""The bones that VRM's humanoid must have (VRMC_vrm 1.0, humanoid), and the neck: parent, and place from it in metres
in VRM's T-pose. Chosen: about a grown person; players take the turns alone."""

VROID = naming_of(
    Visemes(
        title="mouths of VRoid",
        source="VRoid Studio, names of its exports",
        mouths=japanese_vowels(*(f"Fcl_MTH_{vowel}" for vowel in "AIUEO")) | {"Fcl_MTH_Close": Mouth(contact="lips")},
        face={
            "Fcl_EYE_Close": _both("Fcl_EYE_Close_L", "Fcl_EYE_Close_R"),
            "Fcl_EYE_Close_L": _LIDS["left"],
            "Fcl_EYE_Close_R": _LIDS["right"],
            "Fcl_EYE_Spread": Follows(("eyeWideLeft", "eyeWideRight")),
            "Fcl_BRW_Angry": Follows(("browDownLeft", "browDownRight")),
            "Fcl_BRW_Sorrow": Follows(("browInnerUp",), 0.5),
            "Fcl_BRW_Surprised": Follows(("browInnerUp", "browOuterUpLeft", "browOuterUpRight")),
        },
        # As they come: "Face.M_F00_000_00_Fcl_MTH_A", "Face_Blendshape.Fcl_MTH_A".
        prefixes=("(?:)",),
        surely=("Fcl_MTH_A", "Fcl_MTH_O"),
    )
)
