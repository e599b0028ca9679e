# SPDX-License-Identifier: GPL-3.0-or-later
"""Daz figures: the facs_ morphs of Genesis 8.1 and 9, which follow ARKit, and the visemes of Genesis 3 to 9.

Sources: names of the morphs as public bridges and plugins list them: facs_bs_MouthSmileLeft_div2 and facs_jnt_JawOpen
of Genesis 8.1; facs_bs_MouthCloseUpperLeft and the other halves and quarters of Genesis 9, whose Purse is ARKit's
pucker; eCTRLvAA and its kind, with the sounds of Microsoft's speech interface that such plugins give them; VSM in older
exports. In Blender they are shape keys, or properties of the armature as the add-on Diffeomorphic makes them.
"""

from collections.abc import Iterable

from ..head.arkit import ARKIT_NAMES
from .mouths import Mouth, mouth_of
from .splits import Parts, Split, in_parts
from .splits import naming_of as naming_of_split
from .visemes import Follows, Visemes
from .visemes import naming_of as naming_of_visemes

_FACS = "facs_bs_"
_OTHER_KINDS = ("facs_jnt_", "facs_ctrl_", "facs_cbs_", "facs_")
_SIDES = ("Left", "Right")
_QUARTERS = ("UpperLeft", "UpperRight", "LowerLeft", "LowerRight")
_OTHER_STEMS = {
    "EyeBlinkLeft": ("EyesBlinkLeft",),
    "EyeBlinkRight": ("EyesBlinkRight",),
    "EyeWideLeft": ("EyesWideLeft", "EyelidOpenUpperLeft"),
    "EyeWideRight": ("EyesWideRight", "EyelidOpenUpperRight"),
}


def _facs(stem: str, endings: Iterable[str] = ("",)) -> Parts:
    return in_parts(_FACS + stem, endings)


def _spellings(name: str) -> tuple[str, ...]:
    stem = name.removeprefix(_FACS)
    stems = (stem, *_OTHER_STEMS.get(stem, ()))
    return tuple(kind + one for one in stems for kind in (_FACS, *_OTHER_KINDS))


_IN_PARTS: dict[str, tuple[Parts, ...]] = {
    "browInnerUp": (_facs("BrowInnerUp", _SIDES),),
    "cheekPuff": (_facs("CheekPuff", _SIDES),),
    "mouthClose": (_facs("MouthClose", _QUARTERS),),
    "mouthFunnel": (_facs("MouthFunnel", _QUARTERS),),
    "mouthPucker": (_facs("MouthPurse", _QUARTERS),),
    "mouthRollLower": (_facs("MouthRollLower", _SIDES),),
    "mouthRollUpper": (_facs("MouthRollUpper", _SIDES),),
    "mouthShrugLower": (_facs("MouthShrugLower", _SIDES),),
    "mouthShrugUpper": (_facs("MouthShrugUpper", _SIDES),),
    "mouthPressLeft": (_facs("MouthPress", ("UpperLeft", "LowerLeft")),),
    "mouthPressRight": (_facs("MouthPress", ("UpperRight", "LowerRight")),),
}
"""Of Genesis 9, where it has no such shape in one."""

_WAYS = {shape: (_facs(shape[0].upper() + shape[1:]), *_IN_PARTS.get(shape, ())) for shape in ARKIT_NAMES}

DAZ_FACS = naming_of_split(
    Split(
        title="ARKit shapes, by FACS morphs of Daz",
        source="Daz, Genesis 8.1 and 9",
        parts=_WAYS,
        prefixes=("(?:)",),
        spellings={name: _spellings(name) for ways in _WAYS.values() for way in ways for name in way},
        suffix=r"(?:_div\d)?",
    )
)

_MOUTHS = {
    "AA": mouth_of("ɑ"),
    "EH": mouth_of("ɛ"),
    "EE": mouth_of("e"),
    "IH": mouth_of("ɪ"),
    "IY": mouth_of("i"),
    "ER": mouth_of("ɚ"),
    "OW": mouth_of("o"),
    "UW": mouth_of("u"),
    "W": mouth_of("w"),
    "F": Mouth(contact="teeth"),
    "K": mouth_of("k ɡ"),
    "L": mouth_of("l"),
    "M": Mouth(contact="lips"),
    "S": mouth_of("s z"),
    "SH": mouth_of("ʃ tʃ"),
    "T": mouth_of("t d"),
    "TH": mouth_of("θ"),
}

_BEFORE_A_SOUND = ("CTRLv", "eCTRLVSM", "CTRLVSM", "VSM", "facs_ctrl_v", "v")

DAZ_VISEMES = naming_of_visemes(
    Visemes(
        title="visemes of Daz",
        source="Daz, Genesis 3 to 9",
        mouths={"eCTRLv" + name: mouth for name, mouth in _MOUTHS.items()},
        face={
            "eCTRLEyesClosed": Follows(
                ("eyeBlinkLeft", "eyeBlinkRight"), unless=("eCTRLEyesClosedL", "eCTRLEyesClosedR")
            ),
            "eCTRLEyesClosedL": Follows(("eyeBlinkLeft",)),
            "eCTRLEyesClosedR": Follows(("eyeBlinkRight",)),
            "eCTRLBrowInnerUp-Down": Follows(("browInnerUp",)),
            "eCTRLBrowOuterUp-DownL": Follows(("browOuterUpLeft",)),
            "eCTRLBrowOuterUp-DownR": Follows(("browOuterUpRight",)),
            "eCTRLBrowSqueeze": Follows(("browDownLeft", "browDownRight")),
        },
        prefixes=("(?:)",),
        spellings={"eCTRLv" + name: tuple(before + name for before in _BEFORE_A_SOUND) for name in _MOUTHS},
        enough=6,
        surely=("eCTRLvAA", "eCTRLvM"),
    )
)
