# SPDX-License-Identifier: GPL-3.0-or-later
"""Other people's names for a head's bone and for ARKit's shapes: one entry for each family of rigs."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spelling:
    """rigs: who names so. head_bones: lower-case, the surest first. shapes: words of a shape key's name, joined,
    lower-case, the side last -> ARKit shape; ARKit's own names need no entry."""

    rigs: str
    head_bones: tuple[str, ...] = ()
    shapes: dict[str, str] = field(default_factory=dict)


_WHOLE = (
    "browInnerUp", "cheekPuff", "jawForward", "jawOpen", "mouthClose", "mouthFunnel", "mouthPucker", "mouthRollLower",
    "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper",
)  # fmt: skip
"""ARKit's shapes of both sides."""
_FUSE_SIDED = {
    "blink": "eyeBlink", "browsdown": "browDown", "browsup": "browOuterUp", "eyeswide": "eyeWide",
    "squint": "eyeSquint", "frown": "mouthFrown", "smile": "mouthSmile", "lowerlipdown": "mouthLowerDown",
    "upperlipup": "mouthUpperUp", "nosescrunch": "noseSneer", "midmouth": "mouth",
}  # fmt: skip
_FUSE_WHOLE = {
    "mouthopen": "jawOpen", "jawforeward": "jawForward", "lowerlipin": "mouthRollLower", "upperlipin": "mouthRollUpper",
    "mouthnarrowleft": "mouthPucker", "mouthnarrowright": "mouthPucker", "mouthwhistlenarrowadjustleft": "mouthFunnel",
    "mouthwhistlenarrowadjustright": "mouthFunnel", "browsinleft": "browInnerUp", "browsinright": "browInnerUp",
}  # fmt: skip
_META_SIDED = {
    "browlowerer": "browDown", "cheekraiser": "cheekSquint", "dimpler": "mouthDimple", "eyesclosed": "eyeBlink",
    "eyeslookdown": "eyeLookDown", "eyeslookup": "eyeLookUp", "lidtightener": "eyeSquint",
    "lipcornerdepressor": "mouthFrown", "lipcornerpuller": "mouthSmile", "lippressor": "mouthPress",
    "lipstretcher": "mouthStretch", "lowerlipdepressor": "mouthLowerDown", "nosewrinkler": "noseSneer",
    "outerbrowraiser": "browOuterUp", "upperlidraiser": "eyeWide", "upperlipraiser": "mouthUpperUp",
}  # fmt: skip
_META_WHOLE = {
    "chinraiserb": "mouthShrugLower", "chinraisert": "mouthShrugUpper", "eyeslookleftleft": "eyeLookOutLeft",
    "eyeslookleftright": "eyeLookInRight", "eyeslookrightleft": "eyeLookInLeft",
    "eyeslookrightright": "eyeLookOutRight",
    "innerbrowraiserleft": "browInnerUp", "innerbrowraiserright": "browInnerUp",
    "jawdrop": "jawOpen", "jawsidewaysleft": "jawLeft", "jawsidewaysright": "jawRight", "jawthrust": "jawForward",
    "lipfunnelerlb": "mouthFunnel", "lipfunnelerleft": "mouthFunnel", "lipfunnelerrb": "mouthFunnel",
    "lipfunnelerright": "mouthFunnel", "lippuckerleft": "mouthPucker", "lippuckerright": "mouthPucker",
    "lipsucklb": "mouthRollLower", "lipsuckrb": "mouthRollLower", "lipsuckleft": "mouthRollUpper",
    "lipsuckright": "mouthRollUpper", "lipstoward": "mouthClose",
}  # fmt: skip
"""Its quarters LB and RB are below; LT and RT read as sides, and are above."""
_UNIFIED_SIDED = {"browlowerer": "browDown", "eyeclosed": "eyeBlink", "mouthcornerpull": "mouthSmile"}
_UNIFIED_WHOLE = {
    "mouthclosed": "mouthClose",
    "mouthraiserlower": "mouthShrugLower",
    "mouthraiserupper": "mouthShrugUpper",
}
_UNIFIED_PARTED = {
    "lipfunnel": (("mouthFunnel", ("", "lower", "upper")),),
    "lippucker": (("mouthPucker", ("", "lower", "upper")),),
    "lipsuck": (("mouthRollLower", ("lower",)), ("mouthRollUpper", ("upper",))),
}
"""Stem -> ARKit shape, and the lips that may follow the stem; then a side, or none."""
_VIVE_SIDED = {"squeeze": "eyeSquint", "blink": "eyeBlink", "wide": "eyeWide", "up": "eyeLookUp", "down": "eyeLookDown"}
_VIVE_WHOLE = {
    "eyeleftleft": "eyeLookOutLeft", "eyeleftright": "eyeLookInLeft", "eyerightleft": "eyeLookInRight",
    "eyerightright": "eyeLookOutRight", "mouthlowerinside": "mouthRollLower", "mouthloweroverlay": "mouthShrugLower",
    "mouthloweroverturn": "mouthFunnel", "mouthpout": "mouthPucker", "mouthsadleft": "mouthFrownLeft",
    "mouthsadright": "mouthFrownRight", "mouthupperinside": "mouthRollUpper", "mouthupperoverturn": "mouthFunnel",
}  # fmt: skip


def _sided(stems: dict[str, str]) -> dict[str, str]:
    return {stem + side.lower(): ours + side for stem, ours in stems.items() for side in ("Left", "Right")}


_UNIFIED_LIPS = {
    stem + lip + side: ours
    for stem, ways in _UNIFIED_PARTED.items()
    for ours, lips in ways
    for lip in lips
    for side in ("", "left", "right")
}
_VIVE_EYES = {
    f"eye{side.lower()}{word}": ours + side for word, ours in _VIVE_SIDED.items() for side in ("Left", "Right")
}

SPELLINGS: tuple[Spelling, ...] = (
    Spelling("Soliloquy, and whoever calls a head a head", head_bones=("head",)),
    Spelling("Mixamo", head_bones=("mixamorig:head",)),
    Spelling("VRoid", head_bones=("j_bip_c_head",)),
    Spelling("Character Creator", head_bones=("cc_base_head",)),
    Spelling("Biped of 3ds Max", head_bones=("bip01 head", "bip001 head")),
    Spelling("bones with a prefix", head_bones=("b_head",)),
    Spelling("Auto-Rig Pro", head_bones=("c_head.x", "head.x")),
    Spelling("Rigify, its deforming head", head_bones=("def-head", "def-spine.006", "spine.006")),
    Spelling(
        "one ARKit shape split by side: both halves follow it",
        shapes={whole.lower() + side: whole for whole in _WHOLE for side in ("left", "right")},
    ),
    Spelling(
        "Adobe Fuse and Mixamo, whose shapes stand in FACS' stead",
        shapes=_FUSE_WHOLE | _sided(_FUSE_SIDED),
    ),
    Spelling(
        "Meta's face tracking, called by what FACS calls the muscles' work (its 63 and the Movement SDK's characters)",
        shapes=_META_WHOLE | _sided(_META_SIDED),
    ),
    Spelling(
        "Unified Expressions of VRCFaceTracking (https://docs.vrcft.io), where they differ from ARKit",
        shapes=_UNIFIED_WHOLE | _UNIFIED_LIPS | _sided(_UNIFIED_SIDED),
    ),
    Spelling(
        "Vive's face tracking, SRanipal (Eye_Left_Blink, Mouth_Pout)",
        shapes=_VIVE_WHOLE | _VIVE_EYES,
    ),
    Spelling(
        "directions that lose their side when they are shortened: jaw_L, mouth_L, jaw_fwd",
        shapes={
            "jawfwd": "jawForward",
            "jawfront": "jawForward",
            "jawslideleft": "jawLeft",
            "jawslideright": "jawRight",
            "mouthslideleft": "mouthLeft",
            "mouthslideright": "mouthRight",
        },
    ),
)
"""The surest head bone first: the first of these names that an armature has is the head."""
