# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said in a piece of sound, written down by Whisper's decoder (tools/weights/build_whisper_words.py)."""

import zlib

import numpy as np

from ..arrays import Array
from ..onnx_session import Tuning, session
from .spans import SAMPLE_RATE
from .whisper import log_mel
from .word_tokens import vocabulary

LONGEST_SECONDS = 30.0
"""That the encoder has positions for."""

_MOST_TOKENS = 220
"""Whisper's decoder has places for 448, half of which it leaves to a text before; a few are its own signs."""
_FEWEST_TOKENS, _TOKENS_A_SECOND = 16, 12.0
"""Nobody says more: Whisper going round in circles does. Chosen by eye, from fast readings and their tokens."""

_LEAST_SURE = -1.0
_MOST_REPETITIVE = 2.4
"""Mean log probability of a token below which, and bytes to compressed bytes above which, Whisper's own transcriber
does not believe a text (Radford et al. 2022, section 4.5)."""

_TUNING = Tuning(memory_pattern=False)
_BLOCKS, _HEADS, _WIDTH = 6, 8, 64
"""Of the decoder of Whisper base."""


def encoded(sound: Array, seconds: float) -> Array:
    """(T, 512): what the encoder ends with for ``sound`` (N,) at 16 kHz with silence up to so many seconds, 30 at
    most."""
    size = round(min(seconds, LONGEST_SECONDS) * SAMPLE_RATE)
    whole = np.pad(sound[:size], (0, max(0, size - len(sound))))
    (high,) = session("whisper_encoder", _TUNING).run(["high"], {"mel": log_mel(whole)[None]})
    return np.asarray(high)


def language_odds(high: Array) -> dict[str, float]:
    """Whisper's code of each of its languages -> how probably it is spoken."""
    tokens = vocabulary()
    likely = _Decoder(high).step(tokens.start)[list(tokens.languages.values())]
    odds = np.exp(likely - likely.max())
    return dict(zip(tokens.languages, (odds / odds.sum()).tolist(), strict=True))


def written(high: Array, language: str, seconds: float) -> str | None:
    """What is said, the likeliest token at each step; None where it cannot be believed. language: Whisper's code.
    seconds: of the sound."""
    tokens = vocabulary()
    decoder = _Decoder(high)
    for token in (tokens.start, tokens.languages[language], tokens.transcribe):
        decoder.step(token)
    chosen: list[int] = []
    sure, token = 0.0, tokens.untimed
    for _ in range(min(_MOST_TOKENS, _FEWEST_TOKENS + round(_TOKENS_A_SECOND * seconds))):
        likely = decoder.step(token)[: tokens.end + 1]
        token = int(likely.argmax())
        sure -= float(np.log(np.exp(likely - likely[token]).sum()))
        if token == tokens.end:
            break
        chosen.append(token)
    else:
        return None
    text = tokens.written(chosen)
    plain = text.encode()
    if sure / (len(chosen) + 1) < _LEAST_SURE or len(plain) > _MOST_REPETITIVE * len(zlib.compress(plain)):
        return None
    return text


class _Decoder:
    """One text in the making: every step takes a token and says how likely each next one is."""

    def __init__(self, high: Array) -> None:
        memory, self._steps = session("whisper_memory", _TUNING), session("whisper_words", _TUNING)
        keys, values = memory.run(["keys", "values"], {"high": high})
        self._heard = {"keys": keys, "values": values}
        self._past = np.zeros((_BLOCKS, 2, _HEADS, 0, _WIDTH), np.float32)

    def step(self, token: int) -> Array:
        """(51865,) logits after ``token``."""
        place = np.array([self._past.shape[3]])
        feed = {"token": np.array([token]), "place": place, "past": self._past, **self._heard}
        likely, self._past = self._steps.run(["likely", "grown"], feed)
        return np.asarray(likely)
