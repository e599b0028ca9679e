# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn mouths that an artist called by what they look like: "closed", "half open", "big round", "teeth on lip"."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from .mouths import Mouth, mouth_of
from .naming import Matched

PICTURES: dict[str, Mouth] = {
    "closed": Mouth(contact="lips"),
    "bitten": Mouth(contact="teeth"),
    "half open": mouth_of("ɛ ə ɪ"),
    "open": mouth_of("ɑ a"),
    "spread": mouth_of("i s"),
    "round": mouth_of("o ɔ"),
    "pucker": mouth_of("u w"),
    "tongue": mouth_of("l"),
    "neutral": Mouth(contact="rest"),
}
"""What the words tell apart."""

_WORD = re.compile(
    r"[A-Z]+(?![a-zà-ÿ])|[A-Z]?[a-zà-ÿ]+|[\u0400-\u04ff]+|[\u3040-\u30ff\u4e00-\u9fff]+|[\uac00-\ud7af]+"
)


def _words(told: str) -> frozenset[str]:
    return frozenset(told.split())


# fmt: off
_MEANT: tuple[tuple[str, frozenset[str]], ...] = (
    ("bitten", _words("f v fv ff fff vv bite bites biting bitten dental beißen mordida mordre mordu morso")),
    ("closed", _words(
        "closed close shut pressed press tight m mm mmm mbp bmp pbm b p zu geschlossen cerrada cerrado fermée fermé "
        "chiusa chiuso fechada закрыт закрытый 閉じ 閉 とじ 闭 闭嘴 閉嘴 닫힘")),
    ("tongue", _words("tongue l ll th zunge lengua langue lingua язык 舌 혀")),
    ("pucker", _words("oo ooo ooh u uh uu w pucker puckered kiss pout narrow whistle kuss beso bisou bacio 嘟嘴 う")),
    ("round", _words("round o oh ohh circle rund redonda redondo rond ronde tondo tonda круглый 丸 圆 圓 동그란 お")),
    ("spread", _words(
        "ee eee e i ih smile smiling grin stretched spread teeth lächeln breit sonrisa sourire sorriso улыбка 笑 い")),
    ("half open", _words(
        "half halfway slight slightly ajar medium mid middle small little halb media mitad moitié mezza полу 半")),
    ("open", _words(
        "open opened opening ah aah aaah ahh a aa big large huge wide yell shout scream loud auf offen groß abierta "
        "abierto ouverte ouvert aperta aperto aberta открыт открытый 開け 開 あけ 张 张嘴 張嘴 大 열림 あ")),
    ("neutral", _words(
        "neutral rest idle normal default silence silent sil x relaxed ruhe reposo repos riposo покой 通常 普通")),
)
"""Picture -> the words for it; of several the first."""
# fmt: on
_KNOWN = frozenset().union(*(words for _picture, words in _MEANT))
_SAID = _words("mouth mouths lip lips mund boca bouche bocca рот 口 嘴 입 phoneme viseme shape say sound")
_SIZES = _words("big large huge wide small little slight slightly half halb very more less on the and with")
"""Words that say more of another one, and mean a picture where they stand alone."""
_HALF = _words("half halb slight slightly small little")
FEWEST = 3
"""Pictures of a mouth that speaks: one of them closed, one open."""


def worded(names: Iterable[str]) -> Matched:
    """Picture -> the name that tells it in the fewest words; names with a word that is not known are of no mouth. Where
    none is closed, the neutral one is."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda one: len(_WORD.findall(one))):
        picture = _told(name)
        if picture is not None:
            found.setdefault(picture, name)
    if "closed" not in found and "neutral" in found:
        found["closed"] = found.pop("neutral")
    return {picture: (found[picture],) for picture in PICTURES if picture in found}


def worded_strength(shown: Collection[str]) -> int:
    """How many pictures there are of a mouth that shuts and opens; 0 of another."""
    speaks = "closed" in shown and not {"open", "half open", "round"}.isdisjoint(shown)
    return len(shown) if speaks and len(shown) >= FEWEST else 0


@lru_cache(1024)
def _told(name: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(name)]
    telling = [word for word in words if word not in _SAID]
    sized = [word for word in telling if word not in _SIZES] or telling
    if not sized or not _KNOWN.issuperset(sized):
        return None
    if "teeth" in words and {"lip", "lips"} & set(words):
        return "bitten"
    picture = next(picture for picture, known in _MEANT if known & set(sized))
    if picture == "open" and set(telling) & _HALF:
        return "half open"
    if picture == "round" and set(telling) & _HALF:
        return "pucker"
    return picture
