# SPDX-License-Identifier: GPL-3.0-or-later
"""The tokens that Whisper writes with: bytes of UTF-8 in pieces, and marks that steer it.

Text is kept in the vocabulary as GPT-2's tokeniser has it (A. Radford et al., "Language models are unsupervised
multitask learners", 2019): a letter for each byte, printable ones as they are.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..weights import weight_path

LANGUAGES = {"en": "en-us", "es": "es", "fr": "fr", "it": "it", "pt": "pt-br", "ja": "ja", "zh": "zh"}
"""Whisper's code -> ours, of the languages that are written down. Hindi is not among them: Whisper base writes it so
badly (benchmarks/read_back.py) that sounds alone are surer."""


@dataclass(frozen=True)
class Tokens:
    """texts: of each token, in order. start, transcribe, untimed: what a text is asked for with, after the start its
    language. end: it is over; what comes later is no text. languages: Whisper's code -> its token."""

    texts: tuple[str, ...]
    start: int
    transcribe: int
    untimed: int
    end: int
    languages: dict[str, int]

    def written(self, tokens: Sequence[int]) -> str:
        letters = "".join(self.texts[token] for token in tokens)
        return bytes(_bytes()[letter] for letter in letters).decode("utf-8", "ignore").strip()


@cache
def vocabulary() -> Tokens:
    """Raises SetupError where the weight is missing or altered."""
    texts = tuple(json.loads(weight_path("whisper_tokens").read_text(encoding="utf-8")))
    place = {text: number for number, text in enumerate(texts)}
    start, end = place["<|startoftranscript|>"], place["<|endoftext|>"]
    steering = range(start + 1, place["<|translate|>"])
    languages = {texts[number].strip("<|>"): number for number in steering}
    return Tokens(texts, start, place["<|transcribe|>"], place["<|notimestamps|>"], end, languages)


@cache
def _bytes() -> dict[str, int]:
    """Letter -> byte. Those that are not printable got the letters from U+0100 on, in order."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + place): byte for place, byte in enumerate(others)}
