# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that nobody writes, and some that people do: scripts, brackets, markup, controls, numbers, length."""

import random
from collections.abc import Iterator

from .case import DONE, INPUT, USAGE, Case
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT})
_LANGUAGES = ("en-us", "en-gb", "es", "fr", "hi", "it", "pt-br", "ja", "zh")
_SCRIPTS = (
    "Привет, мир", "Γειά σου", "مرحبا بالعالم", "שלום עולם", "नमस्ते दुनिया", "สวัสดีชาวโลก",
    "こんにちは世界", "你好，世界", "안녕하세요", "ሰላም", "გამარჯობა", "ᚠᚢᚦᚨᚱᚲ", "𓀀𓁐𓂀", "𝕳𝖊𝖑𝖑𝖔 𝟏𝟐", "Ｈｅｌｌｏ １２",
    "ﬁne ﬂow",
    "①②③ ⅷ ㎏ ℃", "ǅ ß ŉ İı",
)  # fmt: skip
_MARKS = (
    '<break time="300ms"/>', '<break time="99999999s"/>', '<break time="-1s"/>', "<break time=''/>", "<break", "<>",
    "</>", '<prosody rate="9999%">Hi</prosody>', '<prosody pitch="nan">Hi</prosody>', "<prosody>" * 200 + "Hi",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;", "<![CDATA[Hi]]>", "<?xml version='1.0'?>Hi", "&#0;&#x110000;&#xD800;",
    "&lol9;", '<audio src="/etc/passwd"/>', '<emphasis level="x">Hi</emphasis>', "[Hi](/həˈləʊ/)", "[Hi](/§/)",
    "[Hi]()", "[](/hə/)", "[Hi](/" + "ɑ" * 5000 + "/)", "</prosody>Hi",
    '<say-as interpret-as="date">99/99/9999</say-as>',
    "".join(f'<break time="{seconds}s"/>Hi. ' for seconds in range(1, 5)), '<prosody rate="1e400">Hi</prosody>',
)  # fmt: skip
_NUMBERS = (
    "$12345678901234567890123456789012345678901234567890", "1" * 45, "1e999", "0x7fffffff", "-0", "1/0",
    "1" * 40 + "th", "99999999999999999999999999999999999999999th", "31/02/2024", "25:61:99", "€" + "9" * 40 + ".99",
    "1,2,3,4,5", "1.2.3.4.5", "٣٤٥", "½ ⅓ ⅞", "MMMCMXCIX", "1" * 150, "$0.000000000001", "1-2-3-4-5-6", "10^100",
    "¥" + "8" * 40, "2^64", "0" * 30, "№ 5 § 7", "1st 2nd 3rd 4nd", "−273.15 °C", "+++1+++", "1_000_000",
    "999999999999999 km/h", "Room 101b-c/d",
)  # fmt: skip
_CONTROLS = (
    "Hi\x00there", "\x1b[31mHi\x1b[0m", "Hi\x07\x08\x7f", "\u202eiH\u202c", "\ufeffHi", "H\u0301" * 40,
    "Hi\u200b\u200d\u2060", "\ud800", "Hi \udcff there", "\ud83d Hi", "\uffff\ufffe", "\U000e0001Hi\U000e007f",
    "\r\n\r\n", "\t \u3000 \xa0", "\x85\u2028Hi", "\x01" * 100, "👩‍👩‍👧‍👦 Hi 🏳️‍🌈", "😀" * 300, "\U0010ffff",
    "e\u0332" * 60, "Z͑ͫ̓a̴l̶g̸o",
)  # fmt: skip
_PUNCTUATION = (
    "", " ", ".", "...", "?!?!", "--", "-", "'", '"', "(" * 400 + "Hi" + ")" * 400, "[" * 3000, "<" * 3000,
    "/" * 3000, "{" * 2000, "(/" * 1500, "[(/" * 1000, "a" * 3000, "!" * 3000, ", " * 1500, "“”‘’«»‹›",
    "@#%^&*_+=|\\~`", "Hi" + "\n" * 3000 + "there", "--help", "-", "--", "http://x.y/z?a=b&c=d#e", "a@b.c",
    "/etc/passwd", "$HOME `id` $(id)", "%s%n%d", "{0} {name!r}", "\\u0041", "A.B.C.D.", "I'm'nt've'll", "x" * 60,
    "ab" * 150, "Dr. Mr. St. vs. etc.", "AbCdEfGhIjKl" * 3, "' OR 1=1; --", "../../..",
)  # fmt: skip
_GROUPS = {"script": _SCRIPTS, "mark": _MARKS, "number": _NUMBERS, "control": _CONTROLS, "punctuation": _PUNCTUATION}
_HUGE = {"brackets": "[", "slashes": "/", "one word": "a", "angles": "<", "spaces": " "}


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each of the texts, mixtures of them in every language, and files of a megabyte of one character."""
    for group, texts in _GROUPS.items():
        for number, text in enumerate(texts):
            yield _said(f"{group} {number}", text, as_json=number % 3 == 0)
    chance = random.Random(seed)
    every = [text for texts in _GROUPS.values() for text in texts if len(text) < 60]
    for language in _LANGUAGES:
        for number in range(3):
            text = " ".join(chance.sample(every, 2))
            yield _said(f"mixture {language} {number}", text, ("--language", language), number % 2 == 0)
        yield _said(f"any code points {language}", _any_code_points(chance), ("--language", language))
    for name, character in _HUGE.items():
        yield _huge(name, character)


def _said(name: str, text: str, more: tuple[str, ...] = (), as_json: bool = False) -> Case:
    """Through a file: a text may have a zero byte, and may look like an option."""

    def prepare(folder, samples) -> None:
        (folder / "said.txt").write_bytes(text.encode("utf-8", "surrogatepass"))

    options = ("--out", "out", "--formats", "take,csv", *more, *(("--json",) if as_json else ()))
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return Case(name, ("speak", "--text-file", "said.txt", *options), prepare, codes=_CODES)
    return Case(name, ("speak", text, *options), codes=_CODES)


def _huge(name: str, character: str) -> Case:
    def prepare(folder, samples) -> None:
        (folder / "huge.txt").write_text(character * (1_000_000 // len(character)), encoding="utf-8")

    # All of it said is half a day of speech: it has to be refused, or nothing of it is to be said.
    return Case(f"a megabyte of {name}", ("speak", "--text-file", "huge.txt", "--out", "out"), prepare, codes=_CODES)


def _any_code_points(chance: random.Random) -> str:
    points = chance.choice((0x20, 0xA0, 0x300, 0x2000, 0x3040, 0x10000, 0x1F300)) + chance.randrange(200)
    return "".join(chr(points + chance.randrange(60)) for _ in range(20))
