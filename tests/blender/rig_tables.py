# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shapes of other people's rigs do to two lips, in millimetres.

Whole mouths are told by what their names mean (a "PP" presses, an "aa" opens by 15 mm) and not by our tables, so that a
rig judges them; an F parts the lips by 1.6 mm, as our own head's does. ARKit's shapes move the lips as they do on our
own head (runtime/head/lips.py, in the middle).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Does:
    """What a shape does at 1, in millimetres: upper and lower lip up, lower lip back, corners out; lids down and
    brows up."""

    upper: float = 0.0
    lower: float = 0.0
    back: float = 0.0
    wide: float = 0.0
    lids: float = 0.0
    brows: float = 0.0

    def part(self, share: float) -> "Does":
        return Does(*(share * value for value in vars(self).values()))


# fmt: off
OCULUS = {
    "sil": Does(), "PP": Does(-0.3, 0.4), "FF": Does(1.0, -0.6, 2.6), "TH": Does(0.5, -4.5),
    "DD": Does(0.4, -3.5, wide=1), "kk": Does(0.3, -4.5), "CH": Does(1.5, -3.0, wide=-4), "SS": Does(1.2, -2.5, wide=2),
    "nn": Does(0.3, -4.0), "RR": Does(0.5, -3.5, wide=-4), "aa": Does(1.0, -15.0), "E": Does(1.5, -9.0, wide=3),
    "ih": Does(1.0, -6.0, wide=4), "oh": Does(0.5, -9.0, wide=-5), "ou": Does(0.5, -4.0, wide=-8),
}
VOWELS = {
    "a": Does(0.5, -13.0), "i": Does(0.8, -3.5, wide=5), "u": Does(0.4, -3.5, wide=-8), "e": Does(0.8, -7.0, wide=3),
    "o": Does(0.4, -9.0, wide=-5),
}
DAZ = {
    "AA": Does(0.5, -14.0), "EE": Does(1.0, -6.0, wide=4), "EH": Does(1.0, -9.0, wide=2),
    "ER": Does(0.8, -5.0, wide=-3), "F": Does(1.0, -0.6, 2.6), "IH": Does(0.8, -6.0, wide=2),
    "IY": Does(0.8, -4.0, wide=4), "K": Does(0.4, -5.0),
    "L": Does(0.4, -5.0), "M": Does(-0.3, 0.4), "OW": Does(0.5, -8.0, wide=-5), "S": Does(1.0, -2.5, wide=2),
    "SH": Does(1.5, -3.0, wide=-4), "T": Does(0.4, -4.0), "TH": Does(0.5, -4.5), "UW": Does(0.4, -3.5, wide=-8),
    "W": Does(0.2, -2.5, wide=-9),
}
LIP_SHAPES = {
    "V_Open": Does(0.5, -17.0), "V_Explosive": Does(-0.3, 0.4), "V_Dental_Lip": Does(1.0, -0.6, 2.6),
    "V_Tight_O": Does(0.5, -5.0, wide=-7), "V_Tight": Does(0.0, -1.5, wide=-6), "V_Wide": Does(0.8, -3.0, wide=5),
    "V_Affricate": Does(2.0, -3.0, wide=-4), "V_Lip_Open": Does(2.0, -4.0),
}
MICROSOFT = {
    "sil_00": Does(), "aa_ah_ax_01": Does(0.8, -10.0), "aa_02": Does(0.8, -14.0), "ao_03": Does(0.6, -11.0, wide=-3),
    "ey_eh_uh_04": Does(0.8, -8.0, wide=2), "er_05": Does(0.8, -5.0, wide=-3), "y_iy_ih_ix_06": Does(0.8, -4.5, wide=4),
    "w_uw_07": Does(0.3, -3.0, wide=-8), "ow_08": Does(0.5, -8.0, wide=-5), "aw_09": Does(0.6, -10.0, wide=-3),
    "oy_10": Does(0.6, -8.0, wide=-3), "ay_11": Does(0.8, -10.0), "h_12": Does(0.3, -5.0),
    "r_13": Does(0.6, -3.5, wide=-4), "l_14": Does(0.4, -5.0), "s_z_15": Does(1.0, -2.5, wide=2),
    "sh_ch_jh_zh_16": Does(1.5, -3.0, wide=-4), "th_dh_17": Does(0.5, -4.5), "f_v_18": Does(1.0, -0.6, 2.6),
    "d_t_n_19": Does(0.4, -4.0), "k_g_ng_20": Does(0.4, -5.0), "p_b_m_21": Does(-0.3, 0.4),
}
PRESSED, LIDS_DOWN = Does(-0.2, 0.3), Does(lids=-9)
FACE = {
    "eyeBlinkLeft": LIDS_DOWN, "eyeBlinkRight": LIDS_DOWN, "browInnerUp": Does(brows=6),
    "browDownLeft": Does(brows=-4), "browDownRight": Does(brows=-4),
}
_PUSHED = {
    "jawOpen": Does(0.6, -32.9, 16.7), "mouthClose": Does(-7.4, 26.5, -14.8), "mouthFunnel": Does(2.8, -7.2, -5.6),
    "mouthPucker": Does(-2.1, 1.1, -8.6), "mouthSmile": Does(1.6, 3.0, -0.3, 4),
    "mouthStretch": Does(-0.2, -0.4, wide=4), "mouthRollLower": Does(0, 1.9, 4.1), "mouthRollUpper": Does(-1.2),
    "mouthShrugLower": Does(0, 5.2, -4.3),
    "mouthShrugUpper": Does(3.4), "mouthPress": Does(0.3, 1.5), "mouthLowerDown": Does(0, -2.0, -0.7),
    "mouthUpperUp": Does(2.4), "cheekPuff": Does(-0.9, 0.2, -3.8), "jawForward": Does(-0.2, -1.6, -8.4),
    "eyeBlink": LIDS_DOWN, "browInnerUp": Does(brows=6), "browDown": Does(brows=-4), "browOuterUp": Does(brows=5),
}
# fmt: on


def arkit(shape: str) -> Does:
    return _PUSHED.get(shape, _PUSHED.get(shape.removesuffix("Left").removesuffix("Right"), Does()))


def _named(vowels: Mapping[str, Does], names: str) -> dict[str, Does]:
    """a i u e o under other names."""
    return dict(zip(names.split(), vowels.values(), strict=True))


def in_parts(parts: Mapping[str, Iterable[str]]) -> dict[str, Does]:
    """Shapes that show an ARKit shape together, each its share of it."""
    found: dict[str, Does] = {}
    for shape, names in parts.items():
        named = list(names)
        found |= {name: arkit(shape).part(1 / len(named)) for name in named}
    return found


_SIDED = [
    "eyeBlink",
    "eyeLookDown",
    "eyeLookIn",
    "eyeLookOut",
    "eyeLookUp",
    "eyeSquint",
    "eyeWide",
    "mouthSmile",
    "mouthFrown",
    "mouthDimple",
    "mouthStretch",
    "mouthPress",
    "mouthLowerDown",
    "mouthUpperUp",
    "browDown",
    "browOuterUp",
    "cheekSquint",
    "noseSneer",
]
_WHOLE = [
    "jawForward",
    "jawLeft",
    "jawRight",
    "jawOpen",
    "mouthClose",
    "mouthFunnel",
    "mouthPucker",
    "mouthLeft",
    "mouthRight",
    "mouthRollLower",
    "mouthRollUpper",
    "mouthShrugLower",
    "mouthShrugUpper",
    "browInnerUp",
    "cheekPuff",
    "tongueOut",
]
ARKIT = {name: arkit(name) for name in (*_WHOLE, *(one + side for one in _SIDED for side in ("Left", "Right")))}

_GENESIS_9 = {
    "mouthClose": "MouthClose{}{}",
    "mouthFunnel": "MouthFunnel{}{}",
    "mouthPucker": "MouthPurse{}{}",
    "mouthRollLower": "MouthRollLower{1}",
    "mouthRollUpper": "MouthRollUpper{1}",
    "mouthShrugLower": "MouthShrugLower{1}",
    "mouthShrugUpper": "MouthShrugUpper{1}",
    "browInnerUp": "BrowInnerUp{1}",
    "cheekPuff": "CheekPuff{1}",
    "mouthPressLeft": "MouthPress{}Left",
    "mouthPressRight": "MouthPress{}Right",
}
"""What Genesis 9 has in halves and quarters."""


def _genesis_9() -> dict[str, Does]:
    def names(shape: str) -> set[str]:
        form = _GENESIS_9.get(shape, shape[0].upper() + shape[1:])
        quarters = [(height, side) for height in ("Upper", "Lower") for side in ("Left", "Right")]
        return {"Genesis9__facs_bs_" + form.format(*quarter) for quarter in quarters}

    lacking = {"eyeWideLeft", "eyeWideRight", "tongueOut"}
    return in_parts({shape: sorted(names(shape)) for shape in ARKIT if shape not in lacking})


_CC4_SIDED = (
    "eyeBlink Eye_Blink, eyeSquint Eye_Squint, eyeWide Eye_Wide, mouthSmile Mouth_Smile, mouthFrown Mouth_Frown, "
    "mouthDimple Mouth_Dimple, mouthStretch Mouth_Stretch, mouthPress Mouth_Press, mouthLowerDown Mouth_Down_Lower, "
    "mouthUpperUp Mouth_Up_Upper, browDown Brow_Drop, browOuterUp Brow_Raise_Outer, cheekSquint Cheek_Raise, "
    "noseSneer Nose_Sneer"
)
_CC4_WHOLE = {
    "jawOpen": "Jaw_Open",
    "jawForward": "Jaw_Forward",
    "jawLeft": "Jaw_L",
    "jawRight": "Jaw_R",
    "mouthClose": "Mouth_Close",
    "mouthLeft": "Mouth_L",
    "mouthRight": "Mouth_R",
    "mouthFunnel": "Mouth_Funnel_Up_L Mouth_Funnel_Up_R Mouth_Funnel_Down_L Mouth_Funnel_Down_R",
    "mouthPucker": "Mouth_Pucker_Up_L Mouth_Pucker_Up_R Mouth_Pucker_Down_L Mouth_Pucker_Down_R",
    "mouthRollLower": "Mouth_Roll_In_Lower_L Mouth_Roll_In_Lower_R",
    "mouthRollUpper": "Mouth_Roll_In_Upper_L Mouth_Roll_In_Upper_R",
    "mouthShrugLower": "Mouth_Shrug_Lower",
    "mouthShrugUpper": "Mouth_Shrug_Upper",
    "browInnerUp": "Brow_Raise_Inner_L Brow_Raise_Inner_R",
    "cheekPuff": "Cheek_Puff_L Cheek_Puff_R",
    "tongueOut": "Tongue_Out",
    "eyeLookUpLeft": "Eye_L_Look_Up",
    "eyeLookUpRight": "Eye_R_Look_Up",
    "eyeLookDownLeft": "Eye_L_Look_Down",
    "eyeLookDownRight": "Eye_R_Look_Down",
    "eyeLookInLeft": "Eye_L_Look_R",
    "eyeLookOutLeft": "Eye_L_Look_L",
    "eyeLookInRight": "Eye_R_Look_L",
    "eyeLookOutRight": "Eye_R_Look_R",
}


def _cc4() -> dict[str, Does]:
    sided = (pair.split() for pair in _CC4_SIDED.split(", "))
    parts = {ours + side: [f"{theirs}_{side[0]}"] for ours, theirs in sided for side in ("Left", "Right")}
    return in_parts(parts | {ours: theirs.split() for ours, theirs in _CC4_WHOLE.items()})


_QUARTERS = ("UL", "UR", "DL", "DR")


def _metahuman() -> dict[str, Does]:
    """Its controls; the lips' coming together is left to the jaw, as on a rig where that control does little."""
    sided = {
        "mouthSmile": "mouthCornerPull",
        "mouthStretch": "mouthStretch",
        "mouthLowerDown": "mouthLowerLipDepress",
        "mouthUpperUp": "mouthUpperLipRaise",
        "eyeBlink": "eyeBlink",
        "eyeLookDown": "eyeLookDown",
        "eyeLookUp": "eyeLookUp",
        "eyeSquint": "eyeSquintInner",
        "eyeWide": "eyeWiden",
        "mouthFrown": "mouthCornerDepress",
        "mouthDimple": "mouthDimple",
        "noseSneer": "noseWrinkle",
        "cheekSquint": "eyeCheekRaise",
        "browDown": "browDown",
        "browOuterUp": "browRaiseOuter",
    }
    parts: dict[str, list[str]] = {
        ours + side: [theirs + side[0]] for ours, theirs in sided.items() for side in ("Left", "Right")
    }
    parts |= {f"mouthPress{side}": ["mouthPressU" + side[0], "mouthPressD" + side[0]] for side in ("Left", "Right")}
    parts |= {"eyeLookInLeft": ["eyeLookRightL"], "eyeLookOutLeft": ["eyeLookLeftL"]}
    parts |= {"eyeLookInRight": ["eyeLookLeftR"], "eyeLookOutRight": ["eyeLookRightR"]}
    parts |= {"jawForward": ["jawFwd"]} | {name: [name] for name in ("jawLeft", "jawRight", "mouthLeft", "mouthRight")}
    parts |= {
        "browInnerUp": ["browLateralL", "browLateralR", "browRaiseInL", "browRaiseInR"],
        "tongueOut": ["tongueOut"],
    }
    parts |= {"cheekPuff": ["mouthCheekBlowL", "mouthCheekBlowR", "mouthLipsBlowL", "mouthLipsBlowR"]}
    parts |= {"jawOpen": ["jawOpen"], "mouthFunnel": ["mouthFunnel" + quarter for quarter in _QUARTERS]}
    parts |= {
        "mouthRollLower": ["mouthLowerLipRollInL", "mouthLowerLipRollInR"],
        "mouthRollUpper": ["mouthUpperLipRollInL", "mouthUpperLipRollInR"],
        "mouthShrugUpper": ["jawChinRaiseUL", "jawChinRaiseUR"],
        "mouthShrugLower": ["jawChinRaiseDL", "jawChinRaiseDR"],
    }
    found = in_parts(parts) | {"mouthLipsTogether" + quarter: PRESSED.part(0.25) for quarter in _QUARTERS}
    # Epic's table has ARKit's pucker as this and three quarters of the funnel, so it is what these leave of it.
    funnel, pucker = arkit("mouthFunnel"), arkit("mouthPucker")
    both = zip(vars(pucker).values(), vars(funnel).values(), strict=True)
    purse = Does(*(whole - 0.75 * part for whole, part in both))
    found |= {"mouthLipsPurse" + quarter: purse.part(0.25) for quarter in _QUARTERS}
    found |= {"mouthLipsTowards" + quarter: Does() for quarter in _QUARTERS}
    return {"CTRL_expressions_" + name: does for name, does in found.items()}


def _vroid() -> dict[str, Does]:
    mouths = {f"MTH_{name.upper()}": does for name, does in VOWELS.items()} | {"MTH_Close": PRESSED}
    others = {"EYE_Close": LIDS_DOWN, "BRW_Surprised": Does(brows=7), "ALL_Joy": Does(2, -10, lids=-9)}
    return {"Face.M_F00_000_00_Fcl_" + name: does for name, does in (mouths | others).items()}


RIGS: dict[str, dict[str, Does]] = {
    "ARKit, as of Faceit": ARKIT,
    "Oculus": {f"viseme_{name}": does for name, does in OCULUS.items()} | FACE,
    "Oculus, as in VRChat": {f"vrc.v_{name.lower()}": does for name, does in OCULUS.items()},
    "VRM 0": {name.upper(): does for name, does in VOWELS.items()} | {"Blink_L": LIDS_DOWN, "Blink_R": LIDS_DOWN},
    "VRM 1": _named(VOWELS, "aa ih ou ee oh") | dict.fromkeys(("blink", "blinkLeft", "blinkRight"), LIDS_DOWN),
    "VRoid": _vroid(),
    "MMD": _named(VOWELS, "あ い う え お")
    | {"ん": PRESSED, "困る": Does(brows=4)}
    | dict.fromkeys(("まばたき", "ｳｨﾝｸ２", "ｳｨﾝｸ２右"), LIDS_DOWN),
    "MetaHuman": _metahuman(),
    "Daz Genesis 9, FACS": _genesis_9(),
    "Daz Genesis 8.1, FACS": {f"facs_bs_{name[0].upper() + name[1:]}_div2": does for name, does in ARKIT.items()},
    "Daz Genesis 8, visemes": {f"Genesis8Female__eCTRLv{name}": does for name, does in DAZ.items()},
    "Character Creator 4": _cc4() | LIP_SHAPES,
    "MakeHuman, Visemes 01": MICROSOFT,
    "Character Creator 3": LIP_SHAPES | {"Eye_Blink_L": LIDS_DOWN, "Eye_Blink_R": LIDS_DOWN, "Brow_Drop_L": Does()},
}
"""Family of rigs -> the shape keys of its face."""
