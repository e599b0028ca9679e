# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts of drawn mouths: 6 to 15 pictures, each told by what it looks like.

Sources: Rhubarb Lip Sync, README, its mouths A to H and X; Preston Blair's phonemes under the names of Papagayo; Adobe
Character Animator, the visemes of its puppets; Meta, Viseme Reference.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from ..arrays import Array
from .affixes import matched
from .arkit import head_bone
from .matching import known_names
from .mouths import Mouth, mouth_of
from .naming import Matched, Naming
from .oculus import OCULUS_MOUTHS
from .pictures import shown_picture
from .worded_mouths import PICTURES as WORDED_PICTURES
from .worded_mouths import worded, worded_strength

_PREFIXES = (
    r"口[._\s-]*",
    r"くち[._\s-]*",
    r"mouths?[._\s-]*",
    r"lips?[._\s-]*",
    r"phonemes?[._\s-]*",
    r"visemes?[._\s-]*",
    r"m[._-]",
    "",
)


@dataclass(frozen=True)
class Chart:
    """title: as in ``Naming``. pictures: name -> what it looks like, in the order in which they are numbered.
    spellings: what else they are called. surely: all of these must be among them. match, strength: as in ``Naming``, of
    one whose pictures are not told by their own names."""

    title: str
    pictures: Mapping[str, Mouth]
    surely: tuple[str, ...]
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    match: Callable[[Iterable[str]], Matched] | None = None
    strength: Callable[[Collection[str]], int] | None = None

    def of_contact(self, contact: str) -> set[str]:
        """The pictures of "lips", "teeth" or "rest"."""
        return {name for name, mouth in self.pictures.items() if mouth.contact == contact}


RHUBARB = Chart(
    "drawn mouths of Rhubarb",
    {
        "A": Mouth(contact="lips"),
        "B": mouth_of("k s t i"),
        "C": mouth_of("ɛ ɪ æ"),
        "D": mouth_of("ɑ"),
        "E": mouth_of("ɔ ɚ"),
        "F": mouth_of("u w o"),
        "G": Mouth(contact="teeth"),
        "H": mouth_of("l"),
        "X": Mouth(contact="rest"),
    },
    surely=("A", "B", "C", "D", "E", "F"),
)
PRESTON_BLAIR = Chart(
    "drawn mouths of Preston Blair",
    {
        "AI": mouth_of("a ɑ"),
        "E": mouth_of("ɛ i"),
        "O": mouth_of("o ɔ"),
        "U": mouth_of("u"),
        "etc": mouth_of("t d k s n"),
        "L": mouth_of("l"),
        "WQ": mouth_of("w"),
        "MBP": Mouth(contact="lips"),
        "FV": Mouth(contact="teeth"),
        "rest": Mouth(contact="rest"),
    },
    surely=("AI", "O", "MBP"),
    spellings={
        "AI": ("A_I", "A"),
        "etc": ("consonants", "CDGKNRSThYZ"),
        "WQ": ("W_Q", "W"),
        "MBP": ("M_B_P", "BMP", "M"),
        "FV": ("F_V", "F"),
        "rest": ("X", "sil", "neutral"),
    },
)
CHARACTER_ANIMATOR = Chart(
    "drawn mouths of Character Animator",
    {
        "Neutral": Mouth(contact="rest"),
        "Ah": mouth_of("ɑ a"),
        "D": mouth_of("t d n"),
        "Ee": mouth_of("i e"),
        "F": Mouth(contact="teeth"),
        "L": mouth_of("l"),
        "M": Mouth(contact="lips"),
        "Oh": mouth_of("o"),
        "R": mouth_of("ɹ"),
        "S": mouth_of("s z ʃ"),
        "Uh": mouth_of("ʌ ə"),
        "W-Oo": mouth_of("w u"),
    },
    surely=("Ah", "M", "Oh"),
    spellings={"W-Oo": ("W_Oo", "Woo"), "Neutral": ("rest",)},
)
TWELVE_MOUTHS = Chart(
    "drawn mouths of a chart of twelve",
    {
        "AEI": mouth_of("a ɛ ɪ"),
        "EE": mouth_of("i"),
        "O": mouth_of("o ɔ"),
        "U": mouth_of("u"),
        "R": mouth_of("ɹ"),
        "L": mouth_of("l"),
        "TH": mouth_of("θ"),
        "CHJSH": mouth_of("tʃ dʒ ʃ"),
        "CDGKNSXYZ": mouth_of("t d k s n"),
        "QW": mouth_of("w"),
        "BMP": Mouth(contact="lips"),
        "FV": Mouth(contact="teeth"),
        "rest": Mouth(contact="rest"),
    },
    surely=("AEI", "BMP"),
    spellings={
        "AEI": ("A_E_I", "A-E-I", "AI", "A_I"),
        "EE": ("E", "E_E"),
        "U": ("OO",),
        "CHJSH": ("CH_J_SH", "CH-J-SH", "CHSHJ", "CHJ", "SHCHJ", "JCHSH", "CH"),
        "CDGKNSXYZ": (
            "C_D_G_K_N_S_T_X_Y_Z", "CDGKNSTXYZ", "CDGKNRSTXYZ", "CDGKNRSYZ", "CDGKNRSTHYZ", "CDNKGRSTYZ", "CDGKNRS",
            "CDEGKNRSXYZ", "CDGKNSTYZ", "DGKNST", "consonants",
        ),
        "QW": ("Q_W", "Q-W", "WQ", "W_Q", "W-OO", "W"),
        "BMP": ("B_M_P", "B-M-P", "MBP", "M_B_P", "PBM", "BPM"),
        "FV": ("F_V", "F-V"),
        "rest": ("X", "neutral", "closed", "idle"),
    },
)  # fmt: skip
JAPANESE_VOWELS = Chart(
    "drawn vowels of Japanese",
    {name: mouth_of(phones) for name, phones in (("あ", "a"), ("い", "i"), ("う", "u ɯ"), ("え", "e"), ("お", "o"))}
    | {"ん": Mouth(contact="lips"), "閉じ": Mouth(contact="rest")},
    surely=("あ", "お", "ん"),
    spellings={"あ": ("ア",), "い": ("イ",), "う": ("ウ",), "え": ("エ",), "お": ("オ",), "ん": ("ン", "閉", "無")},
)
OCULUS_CHART = Chart("drawn visemes of Oculus", OCULUS_MOUTHS, surely=("PP", "aa", "oh"))
WORDED = Chart("drawn mouths, by the words in their names", WORDED_PICTURES, (), match=worded, strength=worded_strength)
TABLES = (RHUBARB, PRESTON_BLAIR, CHARACTER_ANIMATOR, OCULUS_CHART, TWELVE_MOUTHS, JAPANESE_VOWELS, WORDED)
_NUMBERED = re.compile(r"(?i)(?:mouths?|lips?|phonemes?|visemes?|口|くち)[ ._-]*(\d{1,3})")
FEWEST, MOST = 6, 15
"""Pictures of a chart."""


def _naming(chart: Chart) -> Naming:
    known = known_names(chart.pictures, _PREFIXES, chart.spellings)
    return Naming(
        title=chart.title,
        layout="arkit",
        shapes=tuple(chart.pictures),
        needed=tuple(chart.pictures),
        shows=frozenset,
        match=chart.match or known.matched,
        bones=head_bone,
        strength=chart.strength or partial(_strength, chart),
        drive=partial(_drive, chart),
    )


def _strength(chart: Chart, shown: Collection[str]) -> int:
    found = len(set(shown) & set(chart.pictures))
    return found if found >= FEWEST and set(chart.surely) <= set(shown) else 0


def _drive(chart: Chart, weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    """1 for the picture that is shown, 0 for the others."""
    pictures = {name: mouth for name, mouth in chart.pictures.items() if name in shown}
    if not pictures:
        return {}
    now = shown_picture(weights, pictures)
    return {name: (now == number).astype(np.float32) for number, name in enumerate(pictures)}


CHARTS: tuple[Naming, ...] = tuple(_naming(chart) for chart in TABLES)
_BY_WORDS = CHARTS[TABLES.index(WORDED)]
LETTERED = tuple(chart for chart in CHARTS if chart is not _BY_WORDS)
"""Those whose pictures have names of their own, as other things hardly have."""
_NUMBERED_CHARTS = CHARTS[: TABLES.index(TWELVE_MOUTHS)]
"""Those whose pictures have an order that is known."""


def chart_of_names(names: Iterable[str]) -> tuple[Naming, dict[str, str]] | None:
    """The chart whose pictures these are, and picture -> its name there, in the chart's order; None for none."""
    there = list(names)
    best = max((_shown(chart, there) for chart in LETTERED), key=_strength_of)
    if _strength_of(best):
        return best
    by_words = _shown(_BY_WORDS, there)
    return _in_order(there) or (by_words if _strength_of(by_words) else None)


def _shown(chart: Naming, names: list[str]) -> tuple[Naming, dict[str, str]]:
    keys = matched(chart, names)
    return chart, {one: keys[one][0] for one in chart.shapes if one in keys}


def _strength_of(found: tuple[Naming, dict[str, str]]) -> int:
    chart, pictures = found
    return chart.strength(pictures)


def _in_order(names: list[str]) -> tuple[Naming, dict[str, str]] | None:
    """The chart of pictures that are called by numbers alone: "mouth_01", "mouth_02" ..."""
    numbered = {int(found[1]): name for name in names for found in [_NUMBERED.fullmatch(name)] if found is not None}
    chart = chart_of_count(len(numbered))
    return (
        None
        if chart is None
        else (chart[0], dict(zip(chart[1], (numbered[one] for one in sorted(numbered)), strict=True)))
    )


def chart_of_count(count: int) -> tuple[Naming, tuple[str, ...]] | None:
    """The chart that has so many pictures, and their names in order; None for none. Of Rhubarb's the last may lack."""
    for chart in (*_NUMBERED_CHARTS, CHARTS[0]):
        exact = len(chart.shapes) == count
        if exact or (chart is CHARTS[0] and FEWEST <= count < len(chart.shapes)):
            return chart, chart.shapes[:count]
    return None
