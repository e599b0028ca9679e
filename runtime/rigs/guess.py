# SPDX-License-Identifier: GPL-3.0-or-later
"""A first map for a rig that no naming knows, by the English words in its names: something to begin from."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from ..head.arkit import ARKIT_NAMES
from .affixes import without_affixes
from .naming import Naming
from .rig_map import MOST_ROWS, VISEME, RigMap, Row, naming_of_map

GUESSED = "controls, by the words in their names"

_WORD = re.compile(
    r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿąćęłńóśźż]+"
    r"|[\u0400-\u04ff]+|[\u3040-\u30ff\u4e00-\u9fff]+|[\uac00-\ud7af]+"
)
_SIDES = {
    **dict.fromkeys(["l", "left", "links", "gauche", "izquierda", "izquierdo", "sinistra", "sinistro", "左"], "Left"),
    **dict.fromkeys(
        ["r", "right", "rechts", "droite", "droit", "derecha", "derecho", "destra", "destro", "右"], "Right"
    ),
}
_UP, _DOWN = {"up", "raise", "raised", "surprised", "high"}, {"down", "angry", "lower", "mad", "low"}
_MOUTH, _BROW = {"mouth", "lip", "lips"}, {"brow", "brows", "eyebrow", "eyebrows"}
_OPENED = {
    "auf",
    "offen",
    "öffnen",
    "abierta",
    "abrir",
    "aberta",
    "ouverte",
    "ouvrir",
    "aperta",
    "aprire",
    "otwarte",
    "открыт",
    "открыть",
    "открытый",
    "открытие",
    "開け",
    "開",
    "张开",
    "張開",
    "벌림",
    "벌리기",
    "열기",
}
# fmt: off
_SHUT = {
    "zu", "geschlossen", "schließen", "schliessen", "cerrada", "cerrado", "cerrados", "cerrar", "fechada", "fechado",
    "fechados", "fechar", "fermée", "fermé", "fermés", "fermer", "chiusa", "chiuso", "chiusi", "chiudere", "zamknięte",
    "закрыт", "закрыть", "закрытый", "закрыты", "закрытые", "閉じ", "閉じる", "闭", "闭合", "閉",
    "감기", "감음", "깜빡임", "다물기",
}
_OTHER_MOUTHS = {"mund", "kiefer", "boca", "bouche", "bocca", "mandibula", "usta", "рот", "口", "顎", "嘴", "입"}
_OTHER_EYES = {
    "auge", "augen", "ojo", "ojos", "olho", "olhos", "oeil", "yeux", "occhio", "occhi", "oko", "oczy", "глаз", "глаза",
    "目", "眼", "眼睛", "눈",
}
# fmt: on
"""Of other languages."""
_OPPOSITE = {"min", "neg", "negative"}
"""Words of a control that does the contrary of what its others say."""
_FACE: tuple[tuple[tuple[set[str], ...], tuple[str, ...]], ...] = (
    ((_BROW, _UP), ("browInnerUp", "browOuterUp")),
    ((_BROW, _DOWN), ("browDown",)),
    ((_BROW, {"sad", "worried"}), ("browInnerUp",)),
    (({"blink", "wink"},), ("eyeBlink",)),
    (({"eye", "eyes", "lid", "lids", "eyelid", "eyelids"}, {"close", "closed", "shut"}), ("eyeBlink",)),
    (({"eye", "eyes"}, {"wide"}), ("eyeWide",)),
    (({"upper"}, {"lip"}, _UP), ("mouthUpperUp",)),
    (({"lower"}, {"lip"}, {"down"}), ("mouthLowerDown",)),
    (({"smile", "smiling", "grin"},), ("mouthSmile",)),
    (({"frown"},), ("mouthFrown",)),
    (({"pucker", "kiss", "purse"},), ("mouthPucker",)),
    ((_MOUTH, {"narrow", "narrowed"}), ("mouthPucker",)),
    (({"funnel"},), ("mouthFunnel",)),
    ((_MOUTH, {"wide", "stretch"}), ("mouthStretch",)),
    ((_MOUTH, {"close", "closed", "shut", "press", "pressed"}), (VISEME + "PP",)),
    (({"jaw", "mouth", "mouths"}, {"open", "opened", "drop", "down"}), ("jawOpen",)),
    ((_OTHER_MOUTHS, _OPENED), ("jawOpen",)),
    ((_OTHER_MOUTHS, _SHUT), (VISEME + "PP",)),
    ((_OTHER_EYES, _SHUT), ("eyeBlink",)),
    (
        ({"口開け", "口を開ける", "開口", "张嘴", "張嘴", "张口", "开口", "嘴巴张开", "입벌림", "입벌리기", "입열기"},),
        ("jawOpen",),
    ),
    (({"まばたき", "瞬き", "blinzeln", "parpadeo", "cligner", "моргание", "моргнуть"},), ("eyeBlink",)),
    (({"闭眼", "閉眼", "眨眼", "눈감기", "눈감음", "눈깜빡임"},), ("eyeBlink",)),
    (({"lächeln", "sonrisa", "sourire", "sorriso", "улыбка", "微笑", "笑顔", "미소"},), ("mouthSmile",)),
    (({"嘟嘴", "噘嘴"},), ("mouthPucker",)),
    (({"corner", "corners"}, {"puller", "pull"}), ("mouthSmile",)),
    (({"corner", "corners"}, {"depressor"}), ("mouthFrown",)),
    (({"stretcher"},), ("mouthStretch",)),
    (({"puckerer"},), ("mouthPucker",)),
    (({"funneler"},), ("mouthFunnel",)),
    (({"lid"}, {"closer"}), ("eyeBlink",)),
    (({"say"}, {"large", "big"}), (VISEME + "aa",)),
    (({"say"}, {"medium"}), (VISEME + "E",)),
    (({"say"}, {"small"}), (VISEME + "ih",)),
)
"""One word of each set -> what of ours it means, the first that fits; sides come of themselves."""

# fmt: off
_SOUND = {
    "phoneme", "viseme", "visime", "vis", "pho", "phon", "ph", "mouth", "mth", "lip", "lips", "say", "vowel", "sound",
    "speech", "talk", "lipsync", "v", "vrc", "ovr", "mund", "boca", "bouche", "bocca", "usta", "рот", "laut",
}
# fmt: on
_SAID = {
    "PP": "mbp bmp pbm m b p mm mmm pp ん ン 음",
    "FF": "fv f v ff",
    "TH": "th dh",
    "DD": "t d td dd",
    "kk": "k g kg kk",
    "CH": "ch sh j jh zh chj",
    "SS": "s z ss",
    "nn": "l n ln ng nn",
    "RR": "r rr er",
    "aa": "a aa ah aah ahh ai ay あ ア 아 啊 а",
    "E": "e eh ee ae ey え エ 에 э 诶 欸",
    "ih": "i ih iy eee い イ 이 и 衣 咿",
    "oh": "o oh ao aw ow oy お オ 오 о 哦 喔",
    "ou": "u ou oo ooo uw uh w wq う ウ 우 у 乌 呜",
}
_NAMES_KEPT = 4096
"""As in ``bone_names``."""
_SAYING = "say"
"""Before what all names share the same of, which are sounds as often as not."""
_SAID_AS = {word: VISEME + name for name, words in _SAID.items() for word in words.split()}


_OPENS = {"jawOpen", VISEME + "aa"}


def speaking_guess(names: Iterable[str], name: str) -> RigMap | None:
    """``guessed_map`` where it opens a mouth, be it by a single shape."""
    found = guessed_map(names, name)
    return found if _OPENS & {row.ours for row in found.rows} else None


def naming_of_guess(rig_map: RigMap) -> Naming:
    """The naming of a rig that is moved by what its names seem to mean."""
    return replace(naming_of_map(rig_map), title=GUESSED, by_hand=False)


def guessed_map(names: Iterable[str], name: str) -> RigMap:
    """What the names seem to mean; a control of one side follows ours of that side, one of both the mean of them."""
    given = list(names)
    rows = _plainest([row for theirs in given for row in _rows(theirs)])
    plain = without_affixes(given) or {}
    alone = _plainest(
        [replace(row, theirs=theirs) for one, theirs in plain.items() for row in _rows(f"{_SAYING} {one}")]
    )
    return RigMap(name, tuple(max((rows, alone), key=len)[:MOST_ROWS]))


def _plainest(rows: Sequence[Row]) -> list[Row]:
    """Of several controls that mean the same of ours, the one whose name says the least beside it ("mouthOpen", and not
    "mouthOpenAggressive"); halves of it together, and halves before a whole."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.ours, []).append(row)
    kept = []
    for ones in found.values():
        plainest = min((_stem(row.theirs) for row in ones), key=len)
        halves = [row for row in ones if _stem(row.theirs) == plainest]
        sided = [row for row in halves if len(_words(row.theirs)) > len(plainest)]
        kept += sided or halves[:1]
    return sorted(kept, key=list(rows).index)


def _stem(theirs: str) -> tuple[str, ...]:
    return tuple(word for word in _words(theirs) if word not in _SIDES)


@lru_cache(_NAMES_KEPT)
def _words(theirs: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", theirs)))


def _rows(theirs: str) -> Sequence[Row]:
    words = _words(theirs)
    if _OPPOSITE & set(words):
        return []
    side = next((_SIDES[word] for word in words if word in _SIDES), "")
    for wanted, meant in _FACE:
        if all(any(word in one for word in words) for one in wanted):
            return [row for ours in meant for row in _of_side(ours, theirs, side)]
    last = words[-1] if words else ""
    if [word for word in words if len(word) > 1] == ["open"]:
        return [Row("jawOpen", theirs)]
    alone = len(words) == 1 and (len(last) > 1 or not last.isascii())
    if last in _SAID_AS and (alone or any(word in _SOUND for word in words[:-1])):
        return [Row(_SAID_AS[last], theirs)]
    return []


def _of_side(ours: str, theirs: str, side: str) -> list[Row]:
    if ours in ARKIT_NAMES or ours.startswith(VISEME):
        return [Row(ours, theirs)]
    if side:
        return [Row(ours + side, theirs)]
    return [Row(ours + each, theirs, 0.5) for each in ("Left", "Right")]
