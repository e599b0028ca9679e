# SPDX-License-Identifier: GPL-3.0-or-later
"""What recordings suffer from: noise, other voices, rooms, codecs, microphones. Everything is made here, nothing is
recorded, so no licence and no download hangs on it; and none of it shifts the sound in time."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile
import soxr

RATE = 16_000


def degrade(samples: np.ndarray, others: Sequence[np.ndarray], generator: np.random.Generator) -> np.ndarray:
    """A version of ``samples`` (N,) at 16 kHz with up to four of the degradations. others: sound of other speakers,
    for babble."""
    sound = samples.astype(np.float64)
    if generator.random() < 0.4:
        sound = in_room(sound, generator.uniform(0.15, 0.9), generator.uniform(0.1, 0.8), generator)
    kind = generator.random()
    if kind < 0.45:
        sound = with_noise(sound, babble(len(sound), others, generator), generator.uniform(3.0, 18.0))
    elif kind < 0.7:
        sound = with_noise(sound, coloured(len(sound), generator), generator.uniform(0.0, 18.0))
    elif kind < 0.88:
        noise = NOISES[generator.integers(len(NOISES))]
        sound = with_noise(sound, noise(len(sound), generator), generator.uniform(3.0, 25.0))
    if generator.random() < 0.4:
        sound = through_microphone(sound, generator)
    if generator.random() < 0.35:
        sound = through_codec(sound, CODECS[generator.integers(len(CODECS))])
    return (sound * 10 ** (generator.uniform(-6, 3) / 20)).astype(np.float32)


def with_noise(sound: np.ndarray, noise: np.ndarray, decibels: float) -> np.ndarray:
    """``noise`` added ``decibels`` below the mean power of the sound where it is loud."""
    power = np.square(sound)
    loud = power[power > power.mean() * 0.1]
    scale = np.sqrt((loud.mean() if len(loud) else 0.0) / max(np.square(noise).mean(), 1e-12))
    return sound + noise * scale * 10 ** (-decibels / 20)


def in_room(sound: np.ndarray, seconds: float, wet: float, generator: np.random.Generator) -> np.ndarray:
    """Exponentially decaying noise as the room's response (60 dB in ``seconds``), the direct sound at time 0."""
    times = np.arange(round(seconds * RATE)) / RATE
    response = generator.normal(size=len(times)) * 10 ** (-3 * times / seconds)
    response[: round(0.002 * RATE)] = 0.0
    response *= wet / np.sqrt(np.square(response).sum())
    response[0] = 1.0
    size = 1 << int(np.ceil(np.log2(len(sound) + len(response))))
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)[: len(sound)]


def through_microphone(sound: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """A smooth frequency response of +-9 dB between octaves, and now and then a narrow band."""
    spectrum = np.fft.rfft(sound)
    frequencies = np.maximum(np.fft.rfftfreq(len(sound), 1 / RATE), 20.0)
    octaves = np.log2(frequencies / 62.5)
    decibels = np.interp(octaves, np.arange(8), generator.normal(0, 4, 8).clip(-9, 9))
    if generator.random() < 0.25:
        decibels -= 40 * ((frequencies < 250) | (frequencies > 3500))
    return np.fft.irfft(spectrum * 10 ** (decibels / 20), len(sound))


def through_codec(sound: np.ndarray, codec: str) -> np.ndarray:
    """Coded and decoded: "mp3" and "vorbis" at their lowest quality, "mu-law" and "gsm" at 8 kHz."""
    peak = max(np.abs(sound).max(), 1e-6)
    narrow = codec in ("mu-law", "gsm")
    source = soxr.resample(sound / peak * 0.9, RATE, 8000) if narrow else sound / peak * 0.9
    kind, subtype, level = {
        "mp3": ("MP3", "MPEG_LAYER_III", 0.9),
        "vorbis": ("OGG", "VORBIS", 0.95),
        "mu-law": ("WAV", "ULAW", None),
        "gsm": ("WAV", "GSM610", None),
    }[codec]
    rate = 8000 if narrow else RATE
    # libsndfile reads no MP3 out of memory.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "coded"
        with soundfile.SoundFile(path, "w", rate, 1, subtype, format=kind, compression_level=level) as coded:
            coded.write(source)
        decoded = soundfile.read(path)[0]
    decoded = soxr.resample(decoded, 8000, RATE) if narrow else decoded
    decoded = np.pad(decoded, (0, max(0, len(sound) - len(decoded))))[: len(sound)]
    return decoded * peak / 0.9


CODECS = ("mp3", "vorbis", "mu-law", "gsm")


def babble(count: int, others: Sequence[np.ndarray], generator: np.random.Generator) -> np.ndarray:
    """Two to six other speakers at once, each from a random place on."""
    chosen = generator.choice(len(others), int(generator.integers(2, 7)), replace=False)
    return np.sum(
        [np.resize(np.roll(others[n], -int(generator.integers(len(others[n])))), count) for n in chosen], axis=0
    )


def white(count: int, generator: np.random.Generator) -> np.ndarray:
    return generator.normal(size=count)


def coloured(count: int, generator: np.random.Generator) -> np.ndarray:
    """Noise whose level falls by 0 to 9 dB an octave: wind, traffic, fans."""
    spectrum = np.fft.rfft(generator.normal(size=count))
    slope = generator.uniform(0.0, 1.5)
    spectrum /= np.maximum(np.fft.rfftfreq(count, 1 / RATE), 30.0) ** slope
    noise = np.fft.irfft(spectrum, count)
    return noise / max(noise.std(), 1e-9)


def hum(count: int, generator: np.random.Generator) -> np.ndarray:
    """Mains hum with harmonics and a little noise."""
    times = np.arange(count) / RATE
    mains = generator.choice([50.0, 60.0])
    tone = sum(np.sin(2 * np.pi * mains * k * times + generator.uniform(0, 6)) / k for k in range(1, 12))
    return tone + 0.1 * generator.normal(size=count)


def clatter(count: int, generator: np.random.Generator) -> np.ndarray:
    """Keys, steps, cutlery: short bursts of filtered noise at random times."""
    noise = np.zeros(count)
    for _ in range(max(1, round(count / RATE * generator.uniform(1, 6)))):
        length = round(generator.uniform(0.01, 0.15) * RATE)
        start = int(generator.integers(max(1, count - length)))
        burst = coloured(length, generator) * np.exp(-np.linspace(0, generator.uniform(3, 9), length))
        noise[start : start + length] += burst[: count - start] * generator.uniform(0.2, 1.0)
    return noise + 1e-3 * generator.normal(size=count)


def music(count: int, generator: np.random.Generator) -> np.ndarray:
    """Chords and a melody of plucked and held harmonic tones, with a drum of noise."""
    times = np.arange(count) / RATE
    sound = np.zeros(count)
    beat = generator.uniform(0.25, 0.7)
    scale = np.array([0, 2, 4, 5, 7, 9, 11])
    for start in np.arange(0, times[-1] if count else 0, beat):
        after = times - start
        on = (after >= 0) & (after < 4 * beat)
        for voice in range(int(generator.integers(1, 4))):
            note = 36 + 12 * voice + generator.choice(scale) + 12 * generator.integers(0, 2)
            frequency = 440 * 2 ** ((note - 57) / 12)
            decay = np.exp(-after[on] * generator.uniform(1, 8))
            vibrato = 1 + 0.004 * np.sin(2 * np.pi * 5 * after[on])
            for k in range(1, 7):
                sound[on] += decay * np.sin(2 * np.pi * frequency * k * after[on] * vibrato) / k
        if generator.random() < 0.7:
            hit = (after >= 0) & (after < 0.12)
            sound[hit] += 2 * generator.normal(size=hit.sum()) * np.exp(-after[hit] * 40)
    return sound + 1e-3 * generator.normal(size=count)


NOISES = (white, coloured, hum, clatter, music)
