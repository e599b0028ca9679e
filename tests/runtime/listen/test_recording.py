# SPDX-License-Identifier: GPL-3.0-or-later
"""Every usual sound file is read as it sounds, and every bad one is refused with its reason."""

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.listen.recording import read_recording
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.voice.synthesis import synthesise

FORMATS = [
    ("wav", "PCM_U8", "WAV"),
    ("wav", "PCM_16", "WAV"),
    ("wav", "PCM_24", "WAVEX"),
    ("wav", "PCM_32", "WAV"),
    ("wav", "FLOAT", "WAVEX"),
    ("flac", "PCM_24", "FLAC"),
    ("mp3", "MPEG_LAYER_III", "MP3"),
    ("ogg", "VORBIS", "OGG"),
    ("aiff", "PCM_16", "AIFF"),
]


def _tone(rate: int, seconds: float = 1.0, frequency: float = 300.0) -> np.ndarray:
    times = np.arange(round(rate * seconds)) / rate
    return (0.4 * np.sin(2 * np.pi * frequency * times) * np.clip(times * 20, 0, 1)).astype(np.float32)


@pytest.mark.parametrize(("ending", "subtype", "kind"), FORMATS)
@pytest.mark.parametrize("channels", [1, 2])
def test_formats_sound_alike(tmp_path: Path, ending: str, subtype: str, kind: str, channels: int) -> None:
    path = tmp_path / f"Stimme-声-éà.{ending}"
    tone = _tone(44100)
    soundfile.write(path, np.repeat(tone[:, None], channels, 1), 44100, subtype=subtype, format=kind)
    speech = read_recording(path)
    assert speech.sample_rate == 44100
    assert speech.duration == pytest.approx(1.0, abs=0.06)
    assert np.corrcoef(speech.samples[2000:40000], tone[2000:40000])[0, 1] > 0.99
    assert not speech.warnings


@pytest.mark.parametrize(
    ("rate", "kept"), [(8000, 8000), (16000, 16000), (48000, 48000), (96000, 48000), (192000, 48000)]
)
def test_rates_are_kept_up_to_48_khz(tmp_path: Path, rate: int, kept: int) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, _tone(rate), rate)
    speech = read_recording(path)
    assert speech.sample_rate == kept
    assert len(speech.samples) == kept
    assert np.abs(speech.samples - _tone(kept))[200:-200].max() < 0.01


def _channels(count: int, rate: int = 48000) -> np.ndarray:
    """Noise in the first two, a tone in the third, nothing in the others."""
    channels = np.zeros((rate, count), np.float32)
    channels[:, :2] = np.random.default_rng(1).normal(0, 0.1, (rate, 2))
    channels[:, 2] = _tone(rate)
    return channels


def test_5_1_is_heard_at_its_centre(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", _channels(6), 48000, format="WAVEX")
    speech = read_recording(tmp_path / "a.wav")
    assert np.abs(speech.samples - _tone(48000)).max() < 1e-3
    assert "centre" in speech.warnings[0]


@pytest.mark.parametrize(("ending", "kind"), [("wav", "WAVEX"), ("flac", "FLAC")])
def test_7_1_is_refused_until_a_channel_is_named(tmp_path: Path, ending: str, kind: str) -> None:
    path = tmp_path / f"a.{ending}"
    soundfile.write(path, _channels(8), 48000, format=kind)
    if kind == "WAVEX":  # front left and right, centre, low frequencies, back left and right, side left and right
        content = bytearray(path.read_bytes())
        place = content.index(b"fmt ") + 28
        content[place : place + 4] = struct.pack("<I", 0x63F)
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"7\.1.*--channel 3"):
        read_recording(path)
    speech = read_recording(path, channel=3)
    assert np.abs(speech.samples - _tone(48000)).max() < 1e-3
    assert not speech.warnings


@pytest.mark.parametrize("channels", [1, 2, 3, 4, 5, 7, 8])
def test_other_channels_are_averaged(tmp_path: Path, channels: int) -> None:
    soundfile.write(tmp_path / "a.wav", np.repeat(_tone(16000)[:, None], channels, 1), 16000)
    speech = read_recording(tmp_path / "a.wav")
    assert np.abs(speech.samples - _tone(16000)).max() < 1e-3
    assert len(speech.warnings) == (channels > 2)


def test_a_channel_can_be_named(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", _channels(12), 48000, format="WAVEX")
    with pytest.raises(InputError, match=r"12 channels.*--channel"):
        read_recording(tmp_path / "a.wav")
    assert np.abs(read_recording(tmp_path / "a.wav", channel=3).samples - _tone(48000)).max() < 1e-3
    for channel in (0, 13):
        with pytest.raises(UsageError, match="1 to 12"):
            read_recording(tmp_path / "a.wav", channel=channel)


def test_channels_in_opposite_phase_do_not_fall_silent(tmp_path: Path) -> None:
    tone = _tone(16000)
    soundfile.write(tmp_path / "a.wav", np.stack([tone, -tone], 1), 16000)
    speech = read_recording(tmp_path / "a.wav")
    assert np.abs(speech.samples).max() > 0.3
    assert "cancel" in speech.warnings[0]


def _timecode(seconds: float, rate: int) -> np.ndarray:
    """Linear timecode as a camera gets it: biphase mark, 80 bits for each of 25 frames a second."""
    bits = np.random.default_rng(5).integers(0, 2, round(seconds * 2000))
    flips = np.stack([np.ones_like(bits), bits], axis=1).ravel()
    return np.repeat(np.where(np.cumsum(flips) % 2, 0.3, -0.3), rate // 4000).astype(np.float32)


def test_timecode_and_noise_beside_a_voice_are_not_listened_to(tmp_path: Path) -> None:
    said = synthesise(VoiceRequest("Nobody ever asked me that, so why should I tell you?", "af_nova"))
    voice, rate = said.samples, said.sample_rate
    beside = {
        "timecode": _timecode(said.duration + 1.0, rate)[: len(voice)],
        "noise": np.random.default_rng(6).normal(0.0, 0.2, len(voice)),
    }
    for name, other in beside.items():
        soundfile.write(tmp_path / f"{name}.wav", np.stack([other, voice, voice], 1), rate)
        speech = read_recording(tmp_path / f"{name}.wav")
        assert np.abs(speech.samples - voice).max() < 1e-3
        assert speech.warnings == (f"Timecode, a tone or noise runs on channel 1 of {name}.wav; that was left out",)
    soundfile.write(tmp_path / "quiet.wav", np.stack([0.001 * beside["noise"], voice], 1), rate)
    assert not read_recording(tmp_path / "quiet.wav").warnings  # a second microphone that is off


def test_a_section_is_read_alone(tmp_path: Path) -> None:
    sound = np.concatenate([_tone(16000, 1.0, 200), _tone(16000, 1.0, 400)])
    soundfile.write(tmp_path / "a.flac", sound, 16000)
    speech = read_recording(tmp_path / "a.flac", 1.25, 1.75)
    assert np.abs(speech.samples - sound[20000:28000]).max() < 1e-4
    for start, end in ((1.0, 1.0), (-1.0, 1.0), (2.5, None), (0.0, 3.0)):
        with pytest.raises(UsageError):
            read_recording(tmp_path / "a.flac", start, end)


def test_silence_is_a_warning(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(16000), 16000)
    assert "silent" in read_recording(tmp_path / "a.wav").warnings[0]


def test_too_loud_floats_are_turned_down(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", 4 * _tone(16000), 16000, subtype="FLOAT")
    speech = read_recording(tmp_path / "a.wav")
    assert np.abs(speech.samples).max() == pytest.approx(1.0)
    assert "full scale" in speech.warnings[0]


@pytest.mark.parametrize(("ending", "subtype"), [("wav", "PCM_16"), ("flac", "PCM_16"), ("mp3", None), ("aiff", None)])
def test_a_cut_off_file_is_refused(tmp_path: Path, ending: str, subtype: str | None) -> None:
    path = tmp_path / f"a.{ending}"
    noise = np.random.default_rng(0).normal(0, 0.1, 96000)
    soundfile.write(path, noise, 24000, subtype=subtype)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(InputError, match="cut off"):
        read_recording(path)


def test_a_stream_whose_length_was_left_open_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, _tone(16000), 16000)
    content = bytearray(path.read_bytes())
    place = content.index(b"data") + 4
    content[4:8] = content[place : place + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert read_recording(path).duration == pytest.approx(1.0)


def test_samples_that_are_not_numbers_are_refused(tmp_path: Path) -> None:
    sound = _tone(16000)
    sound[8000] = np.nan
    soundfile.write(tmp_path / "a.wav", sound, 16000, subtype="FLOAT")
    with pytest.raises(InputError, match=r"not numbers.*0\.50 s"):
        read_recording(tmp_path / "a.wav")


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def _video(*handlers: bytes) -> bytes:
    tracks = b"".join(_box(b"hdlr", bytes(8) + handler + bytes(13)) for handler in handlers)
    return _box(b"ftyp", b"isom" + bytes(4)) + _box(b"mdat", bytes(1000)) + _box(b"moov", tracks)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"This is no sound at all.\n" * 50, "no sound"),
        (_video(b"vide"), "video without sound"),
        (_video(b"vide", b"soun"), "is a video, and only"),
        (_video(b"soun"), "container"),
    ],
)
def test_what_is_no_sound_file_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read_recording(path)


def test_missing_and_empty_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_recording(tmp_path / "none.wav")
    with pytest.raises(InputError, match="folder"):
        read_recording(tmp_path)
    soundfile.write(tmp_path / "empty.wav", np.zeros(0), 16000)
    with pytest.raises(InputError, match="zero"):
        read_recording(tmp_path / "empty.wav")
