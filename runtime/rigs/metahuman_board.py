# SPDX-License-Identifier: GPL-3.0-or-later
"""MetaHuman's control board: bones that are moved along their own axes, ``CTRL_C_jaw``, ``CTRL_L_mouth_cornerPull``.

Source of the table: which control of the board drives which of MetaHuman's expressions, and on which way, as public
scripts for its Maya rig connect them (``connectExpression("CTRL_C_jaw", "ty", ..., "jawOpen")``), of those expressions
that speech moves (``metahuman``).
"""

from collections.abc import Iterable, Mapping

from .metahuman import METAHUMAN, PREFIX
from .rig_map import RigMap, Row

_UP = {
    "brow_down": "browDown",
    "brow_lateral": "browLateral",
    "brow_raiseIn": "browRaiseIn",
    "brow_raiseOut": "browRaiseOuter",
    "eye_blink": "eyeBlink",
    "eye_squintInner": "eyeSquintInner",
    "eye_cheekRaise": "eyeCheekRaise",
    "eye": "eyeLookUp",
    "nose": "noseWrinkle",
    "mouth_suckBlow": "mouthCheekBlow",
    "mouth_lipsBlow": "mouthLipsBlow",
    "mouth_upperLipRaise": "mouthUpperLipRaise",
    "mouth_lowerLipDepress": "mouthLowerLipDepress",
    "mouth_cornerPull": "mouthCornerPull",
    "mouth_cornerDepress": "mouthCornerDepress",
    "mouth_stretch": "mouthStretch",
    "mouth_dimple": "mouthDimple",
    "mouth_lipsRollU": "mouthUpperLipRollIn",
    "mouth_lipsRollD": "mouthLowerLipRollIn",
    **{
        f"{control}{half}": f"{expression}{half}"
        for control, expression in (
            ("mouth_press", "mouthPress"),
            ("mouth_purse", "mouthLipsPurse"),
            ("mouth_towards", "mouthLipsTowards"),
            ("mouth_funnel", "mouthFunnel"),
            ("mouth_lipsTogether", "mouthLipsTogether"),
            ("jaw_ChinRaise", "jawChinRaise"),
        )
        for half in "UD"
    },
}
"""Control of one side, without its side -> the expression where it is at 1 along y."""
_DOWN = {"eye_blink": "eyeWiden", "eye": "eyeLookDown"}
_MIDDLE: tuple[tuple[str, str, float, str], ...] = (
    ("jaw", "y", 1.0, "jawOpen"),
    ("jaw", "x", -1.0, "jawLeft"),
    ("jaw", "x", 1.0, "jawRight"),
    ("jaw_fwdBack", "y", -1.0, "jawFwd"),
    ("mouth", "x", 1.0, "mouthLeft"),
    ("mouth", "x", -1.0, "mouthRight"),
    ("tongue", "y", 1.0, "tongueUp"),
    ("tongue", "y", -1.0, "tongueDown"),
    ("tongue", "x", 1.0, "tongueLeft"),
    ("tongue", "x", -1.0, "tongueRight"),
    ("tongue_roll", "y", 1.0, "tongueRollUp"),
    ("tongue_roll", "y", -1.0, "tongueRollDown"),
    ("tongue_roll", "x", 1.0, "tongueRollLeft"),
    ("tongue_roll", "x", -1.0, "tongueRollRight"),
    ("tongue_tip", "y", 1.0, "tongueTipUp"),
    ("tongue_tip", "y", -1.0, "tongueTipDown"),
    ("tongue_tip", "x", 1.0, "tongueTipLeft"),
    ("tongue_tip", "x", -1.0, "tongueTipRight"),
    ("tongue_inOut", "y", 1.0, "tongueIn"),
    ("tongue_inOut", "y", -1.0, "tongueOut"),
    ("tongue_narrowWide", "y", 1.0, "tongueWide"),
    ("tongue_narrowWide", "y", -1.0, "tongueNarrow"),
)
"""Control in the middle, axis, how far, and the expression there."""
_ENOUGH = 10
"""Rows below which a board is not taken for one. Chosen by hand."""
TITLE = "controls of MetaHuman's board"

Ways = Mapping[tuple[str, str, bool], float]
"""Bone, axis, and whether it goes up along it -> how far it goes for an expression."""


def _table() -> tuple[tuple[str, str, float, str], ...]:
    sided = [
        row
        for side in "LR"
        for ways, far in ((_UP, 1.0), (_DOWN, -1.0))
        for control, expression in ways.items()
        for row in [(f"CTRL_{side}_{control}", "y", far, expression + side)]
    ]
    looks = [
        (f"CTRL_{side}_eye", "x", far, f"eyeLook{way}{side}")
        for side in "LR"
        for way, far in (("Left", 1.0), ("Right", -1.0))
    ]
    return (*sided, *looks, *((f"CTRL_C_{control}", axis, far, name) for control, axis, far, name in _MIDDLE))


TABLE = _table()
"""Control, axis of its own, how far it is moved there, and the expression without its prefix."""


def board_map(bones: Iterable[str], name: str, ways: Ways) -> RigMap | None:
    """The map of a board among these bones; None where there is none. ways: of bones whose drivers say how far they
    go; others go from 0 to 1."""
    there = {bone[bone.find("CTRL_") :].lower(): bone for bone in bones if "CTRL_" in bone}
    rows = []
    for control, axis, far, expression in TABLE:
        bone = there.get(control.lower())
        if bone is not None:
            moved, strength = _way(bone, control, axis, far, ways)
            rows.append(Row(PREFIX + expression, bone, strength, moved))
    jaws = any(row.ours == PREFIX + "jawOpen" for row in rows)
    return RigMap(name, tuple(rows), METAHUMAN.title) if jaws and len(rows) >= _ENOUGH else None


def _way(bone: str, control: str, axis: str, far: float, ways: Ways) -> tuple[str, float]:
    """The axis, and how far along it. Boards of other makers stand upright (z), and a control that goes one way alone
    may go it downwards."""
    upright = axis == "y" and not any((bone, "y", up) in ways for up in (True, False))
    moved = "z" if upright and any((bone, "z", up) in ways for up in (True, False)) else axis
    only = sum(one[:2] == (control, axis) for one in TABLE) == 1
    found = ways.get((bone, moved, far > 0))
    if found is None and only:
        found = ways.get((bone, moved, far < 0))
    return moved, far if found is None else found
