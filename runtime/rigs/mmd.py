# SPDX-License-Identifier: GPL-3.0-or-later
"""The morphs of MikuMikuDance's characters, as nearly all of them have them.

Sources: the morphs that three widely used models share (https://pingpongfrog.com/archives/2959), and the English names
that tools for MMD and VRChat give them. ウィンク２ is the plainly closed left eye, for ウィンク smiles.
The vowels are Japanese ones; ん is the closed mouth.
"""

from .mouths import Mouth, japanese_vowels
from .visemes import Follows, Visemes, naming_of

_BROWS_DOWN = ("browDownLeft", "browDownRight")

MMD = naming_of(
    Visemes(
        title="morphs of MMD",
        source="MikuMikuDance, common morphs",
        mouths=japanese_vowels("あ", "い", "う", "え", "お") | {"ん": Mouth(contact="lips")},
        face={
            "まばたき": Follows(("eyeBlinkLeft", "eyeBlinkRight"), unless=("ウィンク２", "ウィンク２右")),
            "ウィンク２": Follows(("eyeBlinkLeft",)),
            "ウィンク２右": Follows(("eyeBlinkRight",)),
            "びっくり": Follows(("eyeWideLeft", "eyeWideRight"), 0.6),
            "困る": Follows(("browInnerUp",), 0.7),
            "怒り": Follows(_BROWS_DOWN, 0.6),
            "下": Follows(_BROWS_DOWN, 0.5),
            "上": Follows(("browInnerUp", "browOuterUpLeft", "browOuterUpRight")),
            "口角上げ": Follows(("mouthSmileLeft", "mouthSmileRight")),
            "口角下げ": Follows(("mouthFrownLeft", "mouthFrownRight")),
        },
        prefixes=("",),
        spellings={
            "あ": ("あ１", "ア", "ah"),
            "い": ("い１", "イ", "ch"),
            "う": ("う１", "ウ", "u"),
            "え": ("え１", "エ", "e"),
            "お": ("お１", "オ", "oh"),
            "ん": ("ン", "口閉じ", "hmm"),
            "まばたき": ("blink", "瞬き"),
            "ウィンク２": ("ウインク２", "wink 2", "ウィンク２左"),
            "ウィンク２右": ("ウインク２右", "ウィンク右２", "wink 2 right"),
            "上": ("眉上",),
            "下": ("眉下",),
        },
        surely=("あ", "お"),
    )
)
"""The shares of eyes and brows were chosen by eye: at 1 these morphs are cartoons."""
