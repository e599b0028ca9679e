# SPDX-License-Identifier: GPL-3.0-or-later
"""Sounds that are no speech, 5 s each at 16 kHz: (80000,) float32 with a peak of 0.3."""

import numpy as np

RATE, SECONDS = 16000, 5
_TIMES = np.arange(RATE * SECONDS) / RATE


def _chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def _pink() -> np.ndarray:
    spectrum = np.fft.rfft(_chance(1).normal(size=len(_TIMES)))
    return np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)))


def _tone(hertz: float) -> np.ndarray:
    return np.sin(2 * np.pi * hertz * _TIMES)


def _hum() -> np.ndarray:
    return np.sum([_tone(50.0 * harmonic) / harmonic for harmonic in range(1, 8)], axis=0)


def _music(seed: int) -> np.ndarray:
    """Plucked chords of one to three notes."""
    chance, made, at = _chance(seed), np.zeros(len(_TIMES)), 0
    while at < len(made) - RATE // 3:
        length = min(int(chance.uniform(0.2, 0.6) * RATE), len(made) - at)
        times = np.arange(length) / RATE
        low = 220.0 * 2 ** (chance.integers(0, 24) / 12)
        for note in (1.0, 1.26, 1.5)[: chance.integers(1, 4)]:
            for harmonic in range(1, 6):
                wave = np.sin(2 * np.pi * low * note * harmonic * times)
                made[at : at + length] += wave / harmonic * np.exp(-3 * times)
        at += length
    return made


def _drums() -> np.ndarray:
    chance, made = _chance(2), np.zeros(len(_TIMES))
    times = np.arange(RATE // 5) / RATE
    for beat in range(19):
        hit = chance.normal(size=len(times)) * np.exp(-25 * times)
        kick = np.sin(2 * np.pi * 60 * times) * np.exp(-15 * times)
        made[beat * RATE // 4 : beat * RATE // 4 + len(times)] += hit if beat % 2 else kick
    return made


def _scaled(wave: np.ndarray) -> np.ndarray:
    return (0.3 * wave / np.abs(wave).max()).astype(np.float32)


SOUNDS: dict[str, np.ndarray] = {
    "white noise": _scaled(_chance(0).normal(size=len(_TIMES))),
    "pink noise": _scaled(_pink()),
    "brown noise": _scaled(np.cumsum(_chance(3).normal(size=len(_TIMES)))),
    "noise that swells four times a second": _scaled(_chance(4).normal(size=len(_TIMES)) * (1 + _tone(4.0))),
    "hum of 50 Hz": _scaled(_hum()),
    "sine of 150 Hz": _scaled(_tone(150.0)),
    "sine of 440 Hz": _scaled(_tone(440.0)),
    "sine of 1000 Hz": _scaled(_tone(1000.0)),
    "sine that rises": _scaled(np.sin(2 * np.pi * (100 * _TIMES + 200 * _TIMES**2))),
    "saw of 120 Hz": _scaled((_TIMES * 120) % 1 - 0.5),
    "beeps": _scaled(_tone(800.0) * (_TIMES % 0.5 < 0.25)),
    "clicks": _scaled((np.arange(len(_TIMES)) % 4000 == 0).astype(float)),
    "drums": _scaled(_drums()),
    "plucked chords": _scaled(_music(5)),
    "other plucked chords": _scaled(_music(6)),
}
