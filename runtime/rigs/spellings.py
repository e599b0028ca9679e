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
        shapes=_FUSE_WHOLE
        | {theirs + side.lower(): ours + side for theirs, ours in _FUSE_SIDED.items() for side in ("Left", "Right")},
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
