# SPDX-License-Identifier: GPL-3.0-or-later
"""The aligner puts a text's phones where they are heard, and a word too many or too few costs only itself."""

from itertools import pairwise

import numpy as np
from soliloquy.runtime.listen.align import GAP, align, chain_of
from soliloquy.runtime.listen.decode import decode
from soliloquy.runtime.listen.segments import segments_of
from soliloquy.runtime.phones import INVENTORY

WORDS: list[tuple[str, ...]] = [("b", "ɑ", "b"), ("s", "i", "z"), ("m", "u", "n"), ("f", "aɪ", "v")]


def _heard(words: list[tuple[str, ...]], frames: int = 5, pause: int = 3) -> np.ndarray:
    """Posteriors of the words said one after another, 5 frames a phone, 3 of silence around each."""
    symbols = ["sil"] * pause
    for word in words:
        for symbol in word:
            symbols += [symbol] * frames
        symbols += ["sil"] * pause
    posteriors = np.full((len(symbols), len(INVENTORY)), 0.2 / len(INVENTORY), np.float32)
    for frame, symbol in enumerate(symbols):
        posteriors[frame, INVENTORY.index(symbol)] += 0.8
    return posteriors


def _words_found(path: np.ndarray, words: list[tuple[str, ...]]) -> dict[int, tuple[int, int]]:
    chain = chain_of(words)
    word = chain.word[path]
    return {
        int(index): (int(np.flatnonzero(word == index)[0]), int(np.flatnonzero(word == index)[-1]) + 1)
        for index in np.unique(word[word != GAP])
    }


def test_words_lie_where_they_are_heard() -> None:
    path = align(_heard(WORDS), chain_of(WORDS))
    assert _words_found(path, WORDS) == {index: (3 + 18 * index, 18 + 18 * index) for index in range(4)}


def test_a_word_that_is_not_said_is_left_out() -> None:
    said = [WORDS[0], WORDS[1], WORDS[3]]
    found = _words_found(align(_heard(said), chain_of(WORDS)), WORDS)
    assert found == {0: (3, 18), 1: (21, 36), 3: (39, 54)}


def test_a_word_that_is_not_in_the_text_falls_into_a_gap() -> None:
    written = [WORDS[0], WORDS[1], WORDS[3]]
    found = _words_found(align(_heard(WORDS), chain_of(written)), written)
    assert found == {0: (3, 18), 1: (21, 36), 2: (57, 72)}


def test_long_texts_are_followed_through_a_window() -> None:
    generator = np.random.default_rng(3)
    words = [tuple(generator.choice(INVENTORY[1:], 4)) for _ in range(1500)]
    posteriors = _heard(words, frames=3, pause=1)
    found = _words_found(align(posteriors, chain_of(words)), words)
    expected = {index: 1 + 13 * index for index in range(1500)}
    late = [abs(found[index][0] - first) for index, first in expected.items() if index in found]
    assert len(late) > 1490
    assert np.percentile(late, 99) <= 1


def test_boundaries_lie_between_frames_and_cover_the_clip() -> None:
    posteriors = np.zeros((10, len(INVENTORY)), np.float32)
    posteriors[:5, 1], posteriors[:5, 2] = 0.9, 0.1
    posteriors[5:, 1], posteriors[5:, 2] = 0.1, 0.9
    first, second = segments_of(np.repeat([1, 2], 5), np.arange(len(INVENTORY)), posteriors, 0.19)
    assert (first.start, second.end) == (0.0, 0.19)
    assert first.end == second.start
    assert abs(first.end - 0.09) < 1e-6


def test_phones_are_decoded_with_their_lengths() -> None:
    phones = decode(_heard(WORDS), 1.5)
    assert [phone.symbol for phone in phones if phone.symbol != "sil"] == [s for word in WORDS for s in word]
    assert phones[0].start == 0.0
    assert phones[-1].end == 1.5
    assert all(one.end == other.start for one, other in pairwise(phones))
