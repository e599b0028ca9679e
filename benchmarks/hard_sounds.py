# SPDX-License-Identifier: GPL-3.0-or-later
"""A clean recording as phones, rooms, codecs, other people and mistakes would have left it: what
``hard_recordings.py`` plays. Each is a file, since reading it is part of what is tried."""

import subprocess
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import soundfile
import soxr
from soliloquy.training.phone_head.augment import RATE, coloured, hum, in_room, music, through_codec, white, with_noise


@dataclass(frozen=True)
class Clean:
    """samples (N,) at 16 kHz; spoken (N,) bool; others: sound of other people at 16 kHz, each longer than 10 s."""

    samples: np.ndarray
    spoken: np.ndarray
    others: Sequence[np.ndarray]


@dataclass(frozen=True)
class Hard:
    """make: writes the file (its path without an ending) and gives its path. before: seconds that came before the
    recording. tempo: how much faster it is. seconds: how much of the recording is taken."""

    make: Callable[[Clean, Path, np.random.Generator], Path]
    before: float = 0.0
    tempo: float = 1.0
    seconds: float = 36.0
    generator: Callable[[str], np.random.Generator] = field(
        default=lambda name: np.random.default_rng(zlib.crc32(name.encode()))
    )


def written(samples: np.ndarray, path: Path, rate: int = RATE, subtype: str = "PCM_16") -> Path:
    path = path.with_suffix(".wav")
    soundfile.write(path, samples, rate, subtype)
    return path


def through_ffmpeg(clean: np.ndarray, path: Path, *arguments: str, ending: str = ".wav") -> Path:
    """What ffmpeg makes of 16 kHz samples with these options of its output."""
    source, made = written(clean, path.with_name("source")), path.with_suffix(ending)
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-i", str(source), *arguments, str(made)]
    subprocess.run(command, check=True)
    return made


def _as_wav(change: Callable[[Clean, np.random.Generator], np.ndarray], rate: int = RATE) -> Hard:
    return Hard(lambda clean, path, chance: written(change(clean, chance), path, rate))


def _in_noise(noise: Callable[[int, np.random.Generator], np.ndarray], decibels: float) -> Hard:
    return _as_wav(lambda clean, chance: with_noise(clean.samples, noise(len(clean.samples), chance), decibels))


def _in_babble(decibels: float) -> Hard:
    def change(clean: Clean, chance: np.random.Generator) -> np.ndarray:
        voices = [
            np.resize(np.roll(other, -int(chance.integers(len(other)))), len(clean.samples)) for other in clean.others
        ]
        return with_noise(clean.samples, np.sum([voice / voice.std() for voice in voices], axis=0), decibels)

    return _as_wav(change)


def _in_a_room(seconds: float, wet: float) -> Hard:
    return _as_wav(lambda clean, chance: in_room(clean.samples, seconds, wet, chance))


def _band(samples: np.ndarray, low: float, high: float) -> np.ndarray:
    spectrum = np.fft.rfft(samples)
    frequencies = np.fft.rfftfreq(len(samples), 1 / RATE)
    return np.fft.irfft(spectrum * ((frequencies > low) & (frequencies < high)), len(samples))


def _phone_in_a_room(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    """A metre from the phone: as much room as voice, noise at 15 dB, no bass, gain that rises in pauses."""
    sound = in_room(clean.samples, 0.5, 0.8, chance)
    sound = _band(with_noise(sound, coloured(len(sound), chance), 15.0), 120.0, 7000.0)
    level = np.sqrt(np.convolve(np.square(sound), np.full(RATE // 2, 2 / RATE), "same"))
    return 0.1 * sound / np.maximum(level, 0.15 * np.percentile(level, 95)) ** 0.7 * level.max() ** 0.7 / level.max()


def _telephone(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    return soxr.resample(_band(clean.samples, 300.0, 3400.0), RATE, 8000)


def _clipped(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    return np.clip(10.0 * clean.samples / np.percentile(np.abs(clean.samples), 99.9), -1.0, 1.0)


def _quiet(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    return 10 ** (-45 / 20) * clean.samples / np.abs(clean.samples).max()


def _with_offset(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    return 0.3 * clean.samples / np.abs(clean.samples).max() + 0.1


def _with_rumble(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    """Wind or a desk: below 60 Hz, as loud as the voice."""
    return with_noise(clean.samples, _band(chance.normal(size=len(clean.samples)), 5.0, 60.0), 0.0)


def _with_click(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    sound = 0.03 * clean.samples / np.abs(clean.samples).max()
    sound[800:830] = np.linspace(1.0, -1.0, 30)
    return sound


def _stereo(second: Callable[[Clean, np.random.Generator], np.ndarray]) -> Hard:
    """The voice in the left channel."""
    return _as_wav(lambda clean, chance: np.stack([clean.samples, second(clean, chance)], axis=1))


def _loud_noise(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    return chance.normal(size=len(clean.samples)) * clean.samples.std()


def _padded(seconds: float, decibels: float | None, before: bool, of: float = 36.0) -> Hard:
    """With so much of a room before or after it, its noise so far below the voice; None: digital silence."""

    def change(clean: Clean, chance: np.random.Generator) -> np.ndarray:
        around = (round(seconds * RATE), 0) if before else (0, round(seconds * RATE))
        sound = np.pad(clean.samples, around)
        return sound if decibels is None else with_noise(sound, coloured(len(sound), chance), decibels)

    return Hard(
        lambda clean, path, chance: written(change(clean, chance), path), seconds if before else 0.0, seconds=of
    )


def _with_breath(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    """Loud breath, 0.4 s, in every pause that has room for it, 20 dB below the voice."""
    sound = clean.samples.copy()
    length = round(0.4 * RATE)
    level = 0.1 * np.sqrt(np.square(sound[clean.spoken]).mean())
    quiet, first = ~clean.spoken, 0
    while first + 2 * length < len(sound):
        if quiet[first : first + 2 * length].all():
            breath = _band(chance.normal(size=length), 600.0, 5000.0) * np.hanning(length)
            sound[first + length // 2 : first + length // 2 + length] += level * breath / breath.std()
            first += 2 * length
        first += length // 4
    return sound


def _with_another(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    """Somebody else all the time, 12 dB below, as at the other side of a table."""
    return with_noise(clean.samples, np.resize(clean.others[0], len(clean.samples)), 12.0)


_FOURIER, _HOP = 512, 128


def _voiced_anew(samples: np.ndarray, source: np.ndarray) -> np.ndarray:
    """``source`` (N,) with the formants of ``samples`` (N,): by the envelope of the cepstrum."""
    taper = np.hanning(_FOURIER + 1)[:-1]
    made, weight = np.zeros(len(samples) + _FOURIER), np.full(len(samples) + _FOURIER, 1e-3)
    for first in range(0, len(samples) - _FOURIER, _HOP):
        here = slice(first, first + _FOURIER)
        spectra = [np.fft.rfft(sound[here] * taper) for sound in (samples, source)]
        envelopes = []
        for spectrum in spectra:
            cepstrum = np.fft.irfft(np.log(np.abs(spectrum) + 1e-5))
            cepstrum[25:-24] = 0.0
            envelopes.append(np.exp(np.fft.rfft(cepstrum).real))
        made[here] += np.fft.irfft(spectra[1] * envelopes[0] / envelopes[1]) * taper
        weight[here] += taper**2
    return (made / np.maximum(weight, 0.1))[: len(samples)]


def _whispered(clean: Clean, chance: np.random.Generator) -> np.ndarray:
    return _voiced_anew(clean.samples, chance.normal(size=len(clean.samples)))


def _sung(samples: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """On notes of a scale, 0.6 s each, with vibrato."""
    seconds = np.arange(len(samples)) / RATE
    notes = chance.choice([0, 2, 4, 7, 9], int(seconds[-1] / 0.6) + 1)
    pitch = 196.0 * 2 ** (notes[(seconds / 0.6).astype(int)] / 12) * (1 + 0.01 * np.sin(2 * np.pi * 5.5 * seconds))
    phase = np.cumsum(pitch) / RATE
    pulses = np.diff(np.floor(phase), prepend=0.0) + 0.01 * chance.normal(size=len(samples))
    return _voiced_anew(samples, pulses)


def _slower(clean: Clean, path: Path, chance: np.random.Generator) -> Path:
    return through_ffmpeg(clean.samples, path, "-af", "atempo=0.7")


def _singing(clean: Clean, path: Path, chance: np.random.Generator) -> Path:
    slow = soundfile.read(_slower(clean, path.with_name("slow"), chance))[0]
    return written(_sung(slow, chance), path)


def _filtered(filters: str, tempo: float = 1.0) -> Hard:
    return Hard(lambda clean, path, _: through_ffmpeg(clean.samples, path, "-af", filters), tempo=tempo)


def _coded(ending: str, *arguments: str) -> Hard:
    return Hard(lambda clean, path, _: through_ffmpeg(clean.samples, path, *arguments, ending=ending))


HARD: dict[str, Hard] = {
    "clean": _as_wav(lambda clean, _: clean.samples),
    **{f"white noise at {decibels:g} dB": _in_noise(white, decibels) for decibels in (20.0, 10.0, 5.0)},
    **{f"babble at {decibels:g} dB": _in_babble(decibels) for decibels in (20.0, 10.0, 5.0)},
    **{f"music at {decibels:g} dB": _in_noise(music, decibels) for decibels in (20.0, 10.0, 5.0)},
    "fan at 10 dB": _in_noise(coloured, 10.0),
    "hum at 10 dB": _in_noise(hum, 10.0),
    "rumble as loud": _as_wav(_with_rumble),
    "room, 0.4 s": _in_a_room(0.4, 0.7),
    "room, 1 s": _in_a_room(1.0, 1.0),
    "phone in a room": _as_wav(_phone_in_a_room),
    "telephone": _as_wav(_telephone, 8000),
    "GSM": _as_wav(lambda clean, _: through_codec(clean.samples, "gsm")),
    "MP3, 24 kbit/s": _coded(".mp3", "-b:a", "24k"),
    # Without the header that says how late a coder is, every decoder, Blender's too, plays it 69 ms later.
    "MP3 without a header": replace(_coded(".mp3", "-b:a", "64k", "-write_xing", "0"), before=0.069),
    "Opus, 8 kbit/s": _coded(".opus", "-b:a", "8k", "-c:a", "libopus"),
    "clipped by 20 dB": _as_wav(_clipped),
    "at -45 dB": _as_wav(_quiet),
    "20 dB beyond full scale": Hard(
        lambda clean, path, _: written(10 * clean.samples / np.abs(clean.samples).max(), path, subtype="FLOAT")
    ),
    "offset of 0.1": _as_wav(_with_offset),
    "44.1 kHz": _as_wav(lambda clean, _: soxr.resample(clean.samples, RATE, 44100), 44100),
    "96 kHz": _as_wav(lambda clean, _: soxr.resample(clean.samples, RATE, 96000), 96000),
    "stereo, one side": _stereo(lambda clean, _: np.zeros_like(clean.samples)),
    "stereo, noise on the other": _stereo(_loud_noise),
    "stereo, against each other": _stereo(lambda clean, _: -0.9 * clean.samples),
    "20 s of silence before": _padded(20.0, None, before=True),
    "40 s of a room before": _padded(40.0, 40.0, before=True),
    "8 s, and 4 min of a room after": _padded(240.0, 40.0, before=False, of=8.0),
    "loud click, quiet voice": _as_wav(_with_click),
    "breath in pauses": _as_wav(_with_breath),
    "another at 12 dB": _as_wav(_with_another),
    "slow, 0.7": _filtered("atempo=0.7", 0.7),
    "fast, 1.4": _filtered("atempo=1.4", 1.4),
    "a child's": _filtered(f"asetrate={round(1.3 * RATE)},aresample={RATE},atempo={1 / 1.3:.6f}"),
    "a deep voice": _filtered(f"asetrate={round(0.8 * RATE)},aresample={RATE},atempo=1.25"),
    "whispered": _as_wav(_whispered),
    "sung, slow": Hard(_singing, tempo=0.7),
}
