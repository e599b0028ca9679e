# SPDX-License-Identifier: GPL-3.0-or-later
"""Any text, in any script, is read soon or refused with a reason; nothing else may happen."""

import random
import sys
import time

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.text.languages import LANGUAGES
from soliloquy.runtime.text.phonemes import BeingRead
from soliloquy.runtime.voice.line_plan import planned_lines
from soliloquy.runtime.voice.markup import read_markup

LETTERS = 2000
SECONDS = 2.0
CASES = 25
"""Of each language; some 200 in all."""

PIECES = (
    *("[", "]", "](/", "(/", ")", "/", "<", "<a", "</", '<break time="1s"/>', '<prosody rate="80%">', "</prosody>"),
    *(
        "$",
        "€",
        "¥",
        "₹",
        "¢",
        "R$",
        "%",
        "°",
        "½",
        "²",
        "⁴",
        "①",
        "٣",
        "५",
        "１",
        "-",
        "–",
        "—",
        "…",
        ".",
        "。",
        "!",
        ",",
    ),
    *(
        "'",
        '"',
        "“",
        "”",
        "@",
        "#",
        "+",
        "=",
        "~",
        "±",
        "√",
        "^",
        "×",
        "→",
        "*",
        "&",
        "_",
        "|",
        "\\",
        "\n",
        "\n\n",
        " ",
    ),
    *(
        "\u00a0",
        "\u200d",
        "\ufeff",
        "\u202e",
        "\u0301",
        "\u0316",
        "\ud800",
        "\x00",
        "😀",
        "𝐇",
        "Ａ",
        "ﬁ",
        "Ⅷ",
        "a",
        "I",
    ),
    *("st", "th", "km", "a.m.", "www.", "https://", ".com", "no.", "Dr.", "Ft", "Jan", "oz", "1er", "0", "12", "1234"),
    *("99999999999999999999", "1/2", "3:45", "25:61", "2024-01-02", "1,000", "10^400", "é", "ß", "İ", "ǅ", "中", "得"),
    *("二", "年", "万", "あ", "ア", "ｱ", "ﾞ", "々", "ー", "人", "日", "한", "ก", "ا", "ש", "क", "्", "й", "Ω", "𓀀"),
    *("[a](/b/)", "[x](//)", "hello", "World", "lead", "6'", "²'", "C++", "v2.0", "MP3", "+44"),
)
BLOCKS = (0x20, 0xA0, 0x250, 0x370, 0x590, 0x900, 0xE00, 0x1100, 0x2000, 0x2100, 0x2460, 0x3040, 0x4E00, 0xAC00, 0xD800)

HARD = (
    "[" * LETTERS,
    "[x " * 600,
    "call +" + "1" * 60 + "x",
    "a.m." * 500,
    "A. " * 600,
    "$" + "12345" * 10,
    "1" * 400 + "th and 1" + "0" * 40 + "st",
    "1/" + "9" * 60,
    "²' ①",
    "a" + "\u0301\u0316" * 900,
    '<prosody contour="(1%,' + " " * 1500 + '">x</prosody>',
    "<prosody " + 'rate="1" ' * 200 + ">x</prosody>",
)


def _made(chance: random.Random) -> str:
    kind = chance.random()
    count = chance.choice([3, 30, 300, LETTERS])
    if kind < 0.3:
        return "".join(chance.choices(PIECES, k=chance.choice([1, 2, 3]))) * LETTERS
    if kind < 0.8:
        few = chance.sample(PIECES, chance.choice([2, 5, 40]))
        return "".join(chance.choices(few, k=count))
    first = chance.choice(BLOCKS)
    letters = [
        first + chance.randrange(0x90) if kind < 0.95 else chance.randrange(sys.maxunicode) for _ in range(count)
    ]
    return "".join(map(chr, letters))


def _read(text: str, language: str) -> float:
    """Seconds that it takes to read a text, or to refuse it."""
    began = time.process_time()
    try:
        marked = read_markup(text)
        for _ in planned_lines(marked, BeingRead(marked.text, language).sentences()):
            pass
    except InputError:
        pass
    return time.process_time() - began


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_any_text_is_read_soon_or_refused(language: str) -> None:
    _read("Hello 你好", language)
    chance = random.Random(language)
    for text in (*HARD, *(_made(chance)[: chance.choice([40, 500, LETTERS])] for _ in range(CASES))):
        assert _read(text, language) < SECONDS, repr(text[:100])


@pytest.mark.parametrize("text", ["[" * 300_000, "]" * 300_000, "/" * 300_000, "<a " * 30_000, "[x " * 20_000])
def test_a_long_text_takes_a_time_that_grows_with_its_length(text: str) -> None:
    assert _read(text, "en-us") < 20.0
