# SPDX-License-Identifier: GPL-3.0-or-later
"""The 15 visemes of Oculus (Meta), as Ready Player Me, VRChat and many others name them.

Source of names and phones: Meta, Viseme Reference
(https://developers.meta.com/horizon/documentation/unity/audio-ovrlipsync-viseme-reference/): PP is p b m, FF is f v,
TH is th, DD is t d, kk is k g, CH is tS dZ S, SS is s z, nn is n l, RR is r, aa as in car, E as in bed, ih as in tip,
oh as in toe, ou as in book. ``sil`` is the neutral face, which is what is left when all others are 0; so it stays at 0.
"""

from .mouths import Mouth, mouth_of
from .visemes import Follows, Visemes, naming_of

_BOTH_LIDS = ("eyeBlinkLeft", "eyeBlinkRight")

OCULUS_MOUTHS: dict[str, Mouth] = {
    "sil": Mouth(contact="rest"),
    "PP": Mouth(contact="lips"),
    "FF": Mouth(contact="teeth"),
    "TH": mouth_of("θ"),
    "DD": mouth_of("t d"),
    "kk": mouth_of("k ɡ"),
    "CH": mouth_of("tʃ dʒ ʃ"),
    "SS": mouth_of("s z"),
    "nn": mouth_of("n l"),
    "RR": mouth_of("ɹ"),
    "aa": mouth_of("ɑ"),
    "E": mouth_of("ɛ"),
    "ih": mouth_of("ɪ"),
    "oh": mouth_of("o"),
    "ou": mouth_of("u ʊ"),
}

READY_PLAYER_ME = {"ih": "I", "oh": "O", "ou": "U"}
"""What Ready Player Me's heads and TalkingHead call those that they call otherwise (Ready Player Me, "Oculus OVR
LipSync", and TalkingHead's README)."""

OCULUS = naming_of(
    Visemes(
        title="visemes of Oculus",
        source="Meta, Viseme Reference",
        mouths=OCULUS_MOUTHS,
        face={
            "blink": Follows(_BOTH_LIDS, unless=("blink_L", "blink_R")),
            "blink_L": Follows(("eyeBlinkLeft",)),
            "blink_R": Follows(("eyeBlinkRight",)),
            "eyesLookUp": Follows(("eyeLookUpLeft", "eyeLookUpRight")),
            "eyesLookDown": Follows(("eyeLookDownLeft", "eyeLookDownRight")),
            "browsUp": Follows(("browInnerUp", "browOuterUpLeft", "browOuterUpRight")),
            "browsDown": Follows(("browDownLeft", "browDownRight")),
        },
        prefixes=(r"visemes?[._\s-]?", r"v[._]", r"(?:lips?|mouths?|phonemes?)[._\s-]", ""),
        spellings={
            "ih": ("i",),
            "oh": ("o",),
            "ou": ("u",),
            "blink": ("eyesclosed", "eyes_closed", "eyeclose", "eye_close", "eyesclose", "blink_both", "eye_blink"),
            "blink_L": ("blinkleft", "blink_left", "blink.l", "eye_close_l", "eyeclosel", "blinkl", "wink_l"),
            "blink_R": ("blinkright", "blink_right", "blink.r", "eye_close_r", "eyecloser", "blinkr", "wink_r"),
            "browsUp": ("brows_up", "browup", "brow_up", "eyebrows_up"),
            "browsDown": ("brows_down", "browdown", "brow_down", "eyebrows_down"),
        },
        enough=6,
        surely=("PP", "aa"),
    )
)
