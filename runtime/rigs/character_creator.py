# SPDX-License-Identifier: GPL-3.0-or-later
"""Reallusion's Character Creator: the extended expressions of version 4, which follow ARKit, and the eight lip shapes.

Sources: Reallusion, Character Creator 4, Expression and Viseme Sets
(https://manual.reallusion.com/Character-Creator-4/Content/ENU/4.0/06-Facial-Profile-Editor/Expression-and-Viseme-Sets.htm);
the names as its exports have them, and which of them show an ARKit shape, as public code for its characters lists
both. A lip shape is told by what it looks like, chosen by eye from the pictures of that manual. In version 3 it moves
the lips alone: what opens the mouth is the bone CC_Base_JawRoot, which iClone turns beside it.
"""

from ..head.arkit import ARKIT_NAMES
from .mouths import Mouth, mouth_of
from .splits import Parts, Split, in_parts
from .splits import naming_of as naming_of_split
from .visemes import Follows, Visemes
from .visemes import naming_of as naming_of_visemes

_PREFIXES = ("", r"cc_[a-z]+_[a-z]+[_.]")
"""Alone, or after the mesh's name: CC_Base_Body_V_Open."""
_BOTH = ("_L", "_R")
_QUARTERS = ("_Up_L", "_Up_R", "_Down_L", "_Down_R")
_OTHER_NAMES = {
    "browDown": "Brow_Drop",
    "browOuterUp": "Brow_Raise_Outer",
    "eyeBlink": "Eye_Blink",
    "eyeSquint": "Eye_Squint",
    "eyeWide": "Eye_Wide",
    "mouthSmile": "Mouth_Smile",
    "mouthFrown": "Mouth_Frown",
    "mouthDimple": "Mouth_Dimple",
    "mouthStretch": "Mouth_Stretch",
    "mouthPress": "Mouth_Press",
    "mouthLowerDown": "Mouth_Down_Lower",
    "mouthUpperUp": "Mouth_Up_Upper",
    "cheekSquint": "Cheek_Raise",
    "noseSneer": "Nose_Sneer",
}
"""ARKit's shapes that have sides -> theirs, before "_L" and "_R"."""

_PARTS: dict[str, Parts] = {
    **{
        arkit + side: {f"{theirs}_{side[0]}": 1.0}
        for arkit, theirs in _OTHER_NAMES.items()
        for side in ("Left", "Right")
    },
    "browInnerUp": in_parts("Brow_Raise_Inner", _BOTH),
    "eyeLookUpLeft": {"Eye_L_Look_Up": 1.0},
    "eyeLookUpRight": {"Eye_R_Look_Up": 1.0},
    "eyeLookDownLeft": {"Eye_L_Look_Down": 1.0},
    "eyeLookDownRight": {"Eye_R_Look_Down": 1.0},
    "eyeLookInLeft": {"Eye_L_Look_R": 1.0},
    "eyeLookOutLeft": {"Eye_L_Look_L": 1.0},
    "eyeLookInRight": {"Eye_R_Look_L": 1.0},
    "eyeLookOutRight": {"Eye_R_Look_R": 1.0},
    "jawOpen": {"Jaw_Open": 1.0},
    "jawForward": {"Jaw_Forward": 1.0},
    "jawLeft": {"Jaw_L": 1.0},
    "jawRight": {"Jaw_R": 1.0},
    "mouthClose": {"Mouth_Close": 1.0},
    "mouthFunnel": in_parts("Mouth_Funnel", _QUARTERS),
    "mouthPucker": in_parts("Mouth_Pucker", _QUARTERS),
    "mouthLeft": {"Mouth_L": 1.0},
    "mouthRight": {"Mouth_R": 1.0},
    "mouthRollLower": in_parts("Mouth_Roll_In_Lower", _BOTH),
    "mouthRollUpper": in_parts("Mouth_Roll_In_Upper", _BOTH),
    "mouthShrugLower": {"Mouth_Shrug_Lower": 1.0},
    "mouthShrugUpper": {"Mouth_Shrug_Upper": 1.0},
    "cheekPuff": in_parts("Cheek_Puff", _BOTH),
    "tongueOut": {"Tongue_Out": 1.0},
}

CC4 = naming_of_split(
    Split(
        title="ARKit shapes, by expressions of Character Creator 4",
        source="Character Creator 4, extended set",
        parts={shape: (_PARTS[shape],) for shape in ARKIT_NAMES},
        prefixes=_PREFIXES,
        enough=40,
    )
)

CC3 = naming_of_visemes(
    Visemes(
        title="lip shapes of Character Creator",
        source="Character Creator 3 and 4, 8 lip shapes",
        mouths={
            "V_Open": Mouth(opening=0.6, bared=0.05),
            "V_Explosive": Mouth(contact="lips"),
            "V_Dental_Lip": Mouth(contact="teeth"),
            "V_Tight_O": mouth_of("u o"),
            "V_Tight": Mouth(opening=0.08, pucker=0.5),
            "V_Wide": Mouth(opening=0.15, spread=0.5, bared=0.15),
            "V_Affricate": mouth_of("tʃ ʃ"),
            "V_Lip_Open": Mouth(opening=0.2, bared=0.3),
        },
        face={
            "Eye_Blink": Follows(("eyeBlinkLeft", "eyeBlinkRight"), unless=("Eye_Blink_L", "Eye_Blink_R")),
            "Eye_Blink_L": Follows(("eyeBlinkLeft",)),
            "Eye_Blink_R": Follows(("eyeBlinkRight",)),
            "Brow_Raise_Inner_L": Follows(("browInnerUp",)),
            "Brow_Raise_Inner_R": Follows(("browInnerUp",)),
            "Brow_Raise_Outer_L": Follows(("browOuterUpLeft",)),
            "Brow_Raise_Outer_R": Follows(("browOuterUpRight",)),
            "Brow_Drop_L": Follows(("browDownLeft",)),
            "Brow_Drop_R": Follows(("browDownRight",)),
            "Mouth_Smile_L": Follows(("mouthSmileLeft",)),
            "Mouth_Smile_R": Follows(("mouthSmileRight",)),
            "Mouth_Frown_L": Follows(("mouthFrownLeft",)),
            "Mouth_Frown_R": Follows(("mouthFrownRight",)),
        },
        prefixes=_PREFIXES,
        spellings={
            "V_Open": ("Open",),
            "V_Explosive": ("Explosive",),
            "V_Dental_Lip": ("Dental_Lip", "Dental-Lip"),
            "V_Tight_O": ("V_Tight-O", "Tight_O", "Tight-O"),
            "V_Tight": ("Tight",),
            "V_Wide": ("Wide",),
            "V_Affricate": ("Affricate",),
            "V_Lip_Open": ("Lip_Open",),
            "Eye_Blink": ("Eyes_Blink",),
        },
        surely=("V_Open", "V_Explosive"),
        jaw_beside=True,
    )
)

DIRECT = naming_of_visemes(
    Visemes(
        title="direct visemes of Character Creator",
        source="iClone and Character Creator 3, 15 visemes",
        mouths={
            "AE": mouth_of("æ ɛ"),
            "Ah": mouth_of("ɑ"),
            "B_M_P": Mouth(contact="lips"),
            "Ch_J": mouth_of("tʃ dʒ"),
            "EE": mouth_of("i"),
            "Er": mouth_of("ɚ"),
            "F_V": Mouth(contact="teeth"),
            "IH": mouth_of("ɪ"),
            "K_G_H_NG": mouth_of("k ɡ h ŋ"),
            "Oh": mouth_of("o"),
            "R": mouth_of("ɹ"),
            "S_Z": mouth_of("s z"),
            "T_L_D_N": mouth_of("t l d n"),
            "Th": mouth_of("θ"),
            "W_OO": mouth_of("w u"),
        },
        prefixes=_PREFIXES,
        enough=8,
        surely=("B_M_P", "Ah"),
        jaw_beside=True,
    )
)
