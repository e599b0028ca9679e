# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs made for face tracking, and by the numbers of FACS: the names that headsets' makers publish.

Each shape moves two lips as the ARKit shapes do that it shows.
"""

from .rig_tables import ARKIT, Does, arkit, in_parts

_SIDES = ("Left", "Right")
_META_SIDED = {
    "browDown": "browLowerer",
    "browOuterUp": "outerBrowRaiser",
    "cheekSquint": "cheekRaiser",
    "eyeBlink": "eyesClosed",
    "eyeLookDown": "eyesLookDown",
    "eyeLookUp": "eyesLookUp",
    "eyeSquint": "lidTightener",
    "eyeWide": "upperLidRaiser",
    "mouthDimple": "dimpler",
    "mouthFrown": "lipCornerDepressor",
    "mouthLowerDown": "lowerLipDepressor",
    "mouthPress": "lipPressor",
    "mouthSmile": "lipCornerPuller",
    "mouthStretch": "lipStretcher",
    "mouthUpperUp": "upperLipRaiser",
    "noseSneer": "noseWrinkler",
}
_META_WHOLE = {
    "eyeLookOutLeft": "eyesLookLeft_L",
    "eyeLookInRight": "eyesLookLeft_R",
    "eyeLookInLeft": "eyesLookRight_L",
    "eyeLookOutRight": "eyesLookRight_R",
    "browInnerUp": "innerBrowRaiser_L innerBrowRaiser_R",
    "cheekPuff": "cheekPuff_L cheekPuff_R",
    "jawOpen": "jawDrop",
    "jawLeft": "jawSidewaysLeft",
    "jawRight": "jawSidewaysRight",
    "jawForward": "jawThrust",
    "mouthClose": "lipsToward",
    "mouthFunnel": "lipFunneler_LB lipFunneler_LT lipFunneler_RB lipFunneler_RT",
    "mouthPucker": "lipPucker_L lipPucker_R",
    "mouthRollLower": "lipSuck_LB lipSuck_RB",
    "mouthRollUpper": "lipSuck_LT lipSuck_RT",
    "mouthShrugLower": "chinRaiser_B",
    "mouthShrugUpper": "chinRaiser_T",
    "mouthLeft": "mouthLeft",
    "mouthRight": "mouthRight",
}
_META_OTHERS = ("cheekSuck_L", "cheekSuck_R", "lipTightener_L", "lipTightener_R")

_UNIFIED = {
    "eyeBlinkLeft": "EyeClosedLeft",
    "eyeBlinkRight": "EyeClosedRight",
    "browDownLeft": "BrowLowererLeft",
    "browDownRight": "BrowLowererRight",
    "browInnerUp": "BrowInnerUpLeft BrowInnerUpRight",
    "cheekPuff": "CheekPuffLeft CheekPuffRight",
    "mouthClose": "MouthClosed",
    "mouthFunnel": "LipFunnelUpperLeft LipFunnelUpperRight LipFunnelLowerLeft LipFunnelLowerRight",
    "mouthPucker": "LipPuckerUpperLeft LipPuckerUpperRight LipPuckerLowerLeft LipPuckerLowerRight",
    "mouthRollLower": "LipSuckLowerLeft LipSuckLowerRight",
    "mouthRollUpper": "LipSuckUpperLeft LipSuckUpperRight",
    "mouthShrugLower": "MouthRaiserLower",
    "mouthShrugUpper": "MouthRaiserUpper",
    "mouthSmileLeft": "MouthCornerPullLeft",
    "mouthSmileRight": "MouthCornerPullRight",
}
"""What differs from ARKit's names, whose first letter is a capital here."""

_VIVE = {
    "eyeBlinkLeft": "Eye_Left_Blink",
    "eyeBlinkRight": "Eye_Right_Blink",
    "eyeWideLeft": "Eye_Left_Wide",
    "eyeWideRight": "Eye_Right_Wide",
    "eyeSquintLeft": "Eye_Left_Squeeze",
    "eyeSquintRight": "Eye_Right_Squeeze",
    "eyeLookUpLeft": "Eye_Left_Up",
    "eyeLookUpRight": "Eye_Right_Up",
    "eyeLookDownLeft": "Eye_Left_Down",
    "eyeLookDownRight": "Eye_Right_Down",
    "eyeLookOutLeft": "Eye_Left_Left",
    "eyeLookInLeft": "Eye_Left_Right",
    "eyeLookInRight": "Eye_Right_Left",
    "eyeLookOutRight": "Eye_Right_Right",
    "jawOpen": "Jaw_Open",
    "jawLeft": "Jaw_Left",
    "jawRight": "Jaw_Right",
    "jawForward": "Jaw_Forward",
    "mouthFunnel": "Mouth_Upper_Overturn Mouth_Lower_Overturn",
    "mouthPucker": "Mouth_Pout",
    "mouthSmileLeft": "Mouth_Smile_Left",
    "mouthSmileRight": "Mouth_Smile_Right",
    "mouthFrownLeft": "Mouth_Sad_Left",
    "mouthFrownRight": "Mouth_Sad_Right",
    "mouthUpperUpLeft": "Mouth_Upper_UpLeft",
    "mouthUpperUpRight": "Mouth_Upper_UpRight",
    "mouthLowerDownLeft": "Mouth_Lower_DownLeft",
    "mouthLowerDownRight": "Mouth_Lower_DownRight",
    "mouthRollUpper": "Mouth_Upper_Inside",
    "mouthRollLower": "Mouth_Lower_Inside",
    "mouthShrugLower": "Mouth_Lower_Overlay",
    "cheekPuff": "Cheek_Puff_Left Cheek_Puff_Right",
}

_FACS_SIDED = {
    "browOuterUp": "AU02",
    "browDown": "AU04",
    "eyeWide": "AU05",
    "cheekSquint": "AU06",
    "eyeSquint": "AU07",
    "noseSneer": "AU09",
    "mouthUpperUp": "AU10",
    "mouthSmile": "AU12",
    "mouthDimple": "AU14",
    "mouthFrown": "AU15",
    "mouthLowerDown": "AU16",
    "mouthStretch": "AU20",
    "mouthPress": "AU24",
    "eyeBlink": "AU45",
}
_FACS_WHOLE = {
    "browInnerUp": "AU01",
    "mouthShrugLower": "AU17",
    "mouthPucker": "AU18",
    "mouthFunnel": "AU22",
    "jawOpen": "AU26",
    "jawForward": "AU29",
    "cheekPuff": "AU34",
}


def _meta() -> dict[str, Does]:
    parts = {ours + side: [f"{theirs}_{side[0]}"] for ours, theirs in _META_SIDED.items() for side in _SIDES}
    whole = {ours: theirs.split() for ours, theirs in _META_WHOLE.items()}
    return in_parts(parts | whole) | dict.fromkeys(_META_OTHERS, Does())


def _unified() -> dict[str, Does]:
    return in_parts({name: _UNIFIED.get(name, name[0].upper() + name[1:]).split() for name in ARKIT})


def _facs() -> dict[str, Does]:
    """Both sides in one, but for the lids; both lips sucked in in one; nothing that closes the lips over a jaw."""
    one = {unit: _sum_of(arkit(ours + "Left"), arkit(ours + "Right")) for ours, unit in _FACS_SIDED.items()}
    lids = {f"AU45_{side[0]}": one["AU45"].part(0.5) for side in _SIDES}
    whole = {unit: arkit(ours) for ours, unit in _FACS_WHOLE.items()}
    rolled = {"AU28": _sum_of(arkit("mouthRollLower"), arkit("mouthRollUpper"))}
    return {name: does for name, does in one.items() if name != "AU45"} | lids | whole | rolled


def _sum_of(first: Does, second: Does) -> Does:
    return Does(*(one + other for one, other in zip(vars(first).values(), vars(second).values(), strict=True)))


TRACKED_RIGS: dict[str, dict[str, Does]] = {
    "Meta's face tracking": _meta(),
    "Unified Expressions": _unified(),
    "Vive's face tracking": in_parts({ours: theirs.split() for ours, theirs in _VIVE.items()}),
    "FACS, by numbers": _facs(),
}
"""Family of rigs -> the shape keys of its face."""
