# SPDX-License-Identifier: GPL-3.0-or-later
"""Ogg, Opus and cue points: the sound stays what it is, and bytes repeat."""

import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.exporters import export
from soliloquy.exporters.cues import add_cues, cues_of
from soliloquy.runtime.errors import WriteError
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.speech import Phone
from soliloquy.runtime.take import Take


def _chunks(data: bytes) -> dict[bytes, bytes]:
    assert data[:4] == b"RIFF"
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    found, start = {}, 12
    while start < len(data):
        size = struct.unpack("<I", data[start + 4 : start + 8])[0]
        found[data[start : start + 4]] = data[start + 8 : start + 8 + size]
        start += 8 + size + size % 2
    return found


def _labels(chunks: dict[bytes, bytes]) -> dict[str, int]:
    """Label -> sample of its cue point."""
    points = {
        struct.unpack("<I", chunks[b"cue "][at : at + 4])[0]: struct.unpack("<I", chunks[b"cue "][at + 20 : at + 24])[0]
        for at in range(4, len(chunks[b"cue "]), 24)
    }
    labels, start, body = {}, 4, chunks[b"LIST"]
    while start < len(body):
        name, size = body[start : start + 4], struct.unpack("<I", body[start + 4 : start + 8])[0]
        if name == b"labl":
            number = struct.unpack("<I", body[start + 8 : start + 12])[0]
            labels[body[start + 12 : start + 8 + size].rstrip(b"\0").decode()] = points[number]
        start += 8 + size + size % 2
    return labels


@pytest.mark.parametrize("length", [48_000, 48_001])
def test_cues_mark_words_phones_and_closures(synthetic_take: Take, b_phone: Phone, length: int, tmp_path: Path) -> None:
    samples = np.resize(synthetic_take.speech.samples, length)
    take = replace(synthetic_take, speech=replace(synthetic_take.speech, samples=samples))
    (path,) = export(take, ["wav"], tmp_path, "line", ExportOptions(cues=True, mark=False))
    labels = _labels(_chunks(path.read_bytes()))
    assert labels['word:ab"ba'] == 9600
    assert labels["phone:B"] == round(b_phone.start * 24_000)
    assert b_phone.start <= labels["closure:B"] / 24_000 <= b_phone.end
    heard, rate = soundfile.read(path, dtype="float32")
    assert (len(heard), rate) == (length, 24_000)
    np.testing.assert_allclose(heard, samples, atol=2**-15)


def test_cues_go_into_a_recording_that_is_a_wav_at_its_own_rate(synthetic_take: Take, tmp_path: Path) -> None:
    recording = tmp_path / "studio.wav"
    soundfile.write(recording, np.zeros((96_000, 2)), 48_000, subtype="PCM_24")
    before = recording.read_bytes()
    out = tmp_path / "out"
    out.mkdir()
    (path,) = export(synthetic_take, ["wav"], out, "line", ExportOptions(cues=True, recording=recording))
    assert recording.read_bytes() == before
    assert path.read_bytes()[40 : len(before)] == before[40:]
    assert _labels(_chunks(path.read_bytes()))['word:ab"ba'] == 19_200


def test_what_can_hold_no_cues_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "big.wav"
    path.write_bytes(b"RF64" + bytes(4) + b"WAVE" + bytes(100))
    with pytest.raises(WriteError, match="cue points"):
        add_cues(path, [])


def test_a_take_whose_words_are_unknown_has_no_cues(synthetic_take: Take) -> None:
    speech = replace(synthetic_take.speech, phones=(), words=())
    assert cues_of(replace(synthetic_take, speech=speech), 24_000) == []


@pytest.mark.parametrize("name", ["ogg", "opus"])
@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100])
def test_ogg_sounds_the_same_and_has_the_same_bytes_twice(
    synthetic_take: Take, name: str, rate: int, tmp_path: Path
) -> None:
    samples = (0.3 * np.sin(2 * np.pi * 440 * np.arange(2 * rate) / rate)).astype(np.float32)
    take = replace(synthetic_take, speech=replace(synthetic_take.speech, samples=samples, sample_rate=rate))
    (path,) = export(take, [name], tmp_path, "line", ExportOptions())
    first = path.read_bytes()
    export(take, [name], tmp_path, "line", ExportOptions())
    assert path.read_bytes() == first
    heard, heard_rate = soundfile.read(path, dtype="float32")
    assert len(heard) / heard_rate == pytest.approx(2.0, abs=1e-3)
    spectrum = np.abs(np.fft.rfft(heard[: heard_rate * 2]))
    assert spectrum.argmax() / 2 == pytest.approx(440, abs=1)
    assert float(np.sqrt(np.mean(heard**2))) == pytest.approx(0.3 / np.sqrt(2), abs=0.02)
