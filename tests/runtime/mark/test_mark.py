# SPDX-License-Identifier: GPL-3.0-or-later
"""The mark is far below the speech, is found whatever happens to the sound, and is not seen where it is not."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.mark.detection import begins_marked, find_mark
from soliloquy.runtime.mark.embedding import MarkedSamples, marked, marked_stream
from soliloquy.tests.runtime.mark.like_speech import RATE, like_speech


@pytest.fixture(scope="module")
def clean() -> Array:
    return like_speech(4.0)


@pytest.fixture(scope="module")
def speech(clean: Array) -> Array:
    return marked(clean, RATE)


def test_the_mark_is_42_db_below_the_speech(clean: Array, speech: Array) -> None:
    added = np.sum((speech - clean) ** 2) / np.sum(clean**2)
    assert -45.0 < 10 * np.log10(added) < -41.5


def test_the_same_speech_gets_the_same_samples(clean: Array, speech: Array) -> None:
    np.testing.assert_array_equal(marked(clean, RATE), speech)


def test_pieces_of_an_array_that_is_marked_as_it_is_read_are_those_of_the_whole() -> None:
    clean = like_speech(24.0)
    whole, sliced = marked(clean, RATE), MarkedSamples(clean, RATE)
    assert (len(sliced), sliced.shape, sliced.dtype) == (len(whole), whole.shape, whole.dtype)
    for step in (1 << 18, 100_000, 7 * RATE):
        pieces = [sliced[first : first + step] for first in range(0, len(whole), step)]
        np.testing.assert_array_equal(np.concatenate(pieces), whole)
    np.testing.assert_array_equal(np.asarray(sliced), whole)
    assert len(sliced[5:5]) == 0


def test_it_is_found_in_what_is_marked_and_not_in_what_is_not(clean: Array, speech: Array) -> None:
    with_mark, without = find_mark(speech, RATE), find_mark(clean, RATE)
    assert with_mark.found and with_mark.spans == ((0.0, 4.0),) and with_mark.chance < 1e-9
    assert not without.found and without.spans == () and without.chance > 1e-3


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000])
def test_it_is_found_at_another_sample_rate(speech: Array, rate: int) -> None:
    assert find_mark(soxr.resample(speech, RATE, rate), rate).found


@pytest.mark.parametrize("first", [1, 777, 12_345, 23_999])
def test_it_is_found_in_three_seconds_cut_out_anywhere(speech: Array, first: int) -> None:
    assert find_mark(speech[first : first + 3 * RATE], RATE).found


def test_it_is_found_in_an_mp3_of_another_loudness(speech: Array, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "line.mp3", 0.3 * speech, RATE)
    heard, rate = soundfile.read(tmp_path / "line.mp3")
    assert find_mark(heard, rate).found


def test_where_it_is_is_told(speech: Array) -> None:
    around = [like_speech(22.0, seed) for seed in (2, 3)]
    found = find_mark(np.concatenate([around[0], np.tile(speech, 3), around[1]]), RATE)
    (span,) = found.spans
    assert span[0] <= 22.0 + 1.0 and span[1] >= 34.0 - 1.0
    assert span[0] >= 12.0 and span[1] <= 44.0


def test_pieces_that_are_marked_one_by_one_bear_one_mark(clean: Array) -> None:
    pieces = [clean[:30_000], clean[30_000:30_600], clean[30_600:]]
    joined = np.concatenate(list(marked_stream(pieces, RATE)))
    assert len(joined) == len(clean)
    assert find_mark(joined, RATE).found and begins_marked(joined, RATE)


def test_long_speech_is_marked_to_its_end() -> None:
    found = find_mark(marked(like_speech(24.0), RATE), RATE)
    assert found.spans == ((0.0, 24.0),)


def test_what_begins_with_the_mark_is_known_from_a_second_on(clean: Array, speech: Array) -> None:
    assert begins_marked(speech[:RATE], RATE) and begins_marked(speech, RATE)
    assert not begins_marked(clean, RATE) and not begins_marked(speech[100:], RATE)


@pytest.mark.parametrize(
    "samples", [np.zeros(0, np.float32), np.zeros(48_000, np.float32), np.ones(48_000, np.float32)]
)
def test_silence_and_a_standing_level_stay_as_they_are_and_hold_no_mark(samples: Array) -> None:
    assert not find_mark(samples, RATE).found
    assert not begins_marked(samples, RATE)
    assert len(marked(samples, RATE)) == len(samples)
    assert not np.any(marked(np.zeros_like(samples), RATE))


def test_full_scale_stays_full_scale(clean: Array) -> None:
    assert np.abs(marked(np.clip(50.0 * clean, -1.0, 1.0), RATE)).max() <= 1.0
