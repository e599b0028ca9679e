# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of all of MetaHuman's controls of the face, without ``CTRL_expressions_``.

Source: the 251 curves of a MetaHuman's face as Epic's rig has them and as public plugins list them (that of Convai for
Unreal and Unity, and the CTRL_expressions keys of scripts that stream to the face's animation blueprint).
"""

_ENDINGS = {
    "L R": """
        browDown browLateral browRaiseIn browRaiseOuter earUp eyeBlink eyeCheekRaise eyeFaceScrunch eyeLidPress
        eyeLookDown eyeLookLeft eyeLookRight eyeLookUp eyeLowerLidDown eyeLowerLidUp eyePupilNarrow eyePupilWide
        eyeRelax eyeSquintInner eyeUpperLidUp eyeWiden eyelashesDownIN eyelashesDownOUT eyelashesUpIN eyelashesUpOUT
        jawChinCompress jawClench mouthCheekBlow mouthCheekSuck mouthCornerDepress mouthCornerDown mouthCornerNarrow
        mouthCornerPull mouthCornerUp mouthCornerWide mouthDimple mouthLipsBlow mouthLipsPress mouthLowerLipBite
        mouthLowerLipDepress mouthLowerLipRollIn mouthLowerLipRollOut mouthLowerLipTowardsTeeth mouthSharpCornerPull
        mouthStretch mouthStretchLipsClose mouthUpperLipBite mouthUpperLipRaise mouthUpperLipRollIn mouthUpperLipRollOut
        mouthUpperLipTowardsTeeth neckMastoidContract neckStretch noseNasolabialDeepen noseNostrilCompress
        noseNostrilDepress noseNostrilDilate noseWrinkle noseWrinkleUpper""",
    "DL DR UL UR": """
        jawChinRaise mouthCornerRounder mouthCornerSharpen mouthFunnel mouthLipsPull mouthLipsPurse mouthLipsPush
        mouthLipsThick mouthLipsThickInward mouthLipsThin mouthLipsThinInward mouthLipsTighten mouthLipsTogether
        mouthLipsTowards mouthPress""",
    "D U": "teethBack teethDown teethFwd teethLeft teethRight teethUp",
    "Left Right": "mouthLowerLipShift mouthUpperLipShift tongueTwist",
    "LPh1 LPh2 LPh3 RPh1 RPh2 RPh3": "mouthLipsSticky",
    "DC DINL DINR DOUTL DOUTR UC UINL UINR UOUTL UOUTR": "mouthSticky",
    "Ph1 Ph2 Ph3 Ph4": "neckSwallow",
    "Down Left Right Up": "tongueTip",
    "Down Up": "tongueBend",
}
_WHOLE = """
    eyeParallelLookDirection jawBack jawFwd jawLeft jawOpen jawOpenExtreme jawRight mouthDown mouthLeft mouthRight
    mouthUp neckDigastricDown neckDigastricUp neckThroatDown neckThroatExhale neckThroatInhale neckThroatUp tongueDown
    tongueIn tongueLeft tongueNarrow tongueOut tonguePress tongueRight tongueRoll tongueThick tongueThin tongueUp
    tongueWide"""

ALL_CONTROLS: tuple[str, ...] = (
    *(stem + end for ends, stems in _ENDINGS.items() for stem in stems.split() for end in ends.split()),
    *_WHOLE.split(),
)
