# SPDX-License-Identifier: GPL-3.0-or-later
"""Is noise told from speech? Recordings of readers, lines of our own voices, and sounds that are no speech.

Writes docs/measured/speechless.md, in two minutes. From the repository's root:

    .venv/bin/python benchmarks/speechless.py
"""

import argparse
from pathlib import Path

import numpy as np
import soundfile
from soliloquy.runtime.listen.listen import heard_features
from soliloquy.runtime.listen.speechless import _MOST_SILENCE, silence_in_what_is_loud
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.tests.runtime.listen.sounds import RATE, SOUNDS
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
RECORDINGS = ROOT.parent / "shared" / "data" / "speech"
PAGE = ROOT / "docs" / "measured" / "speechless.md"
SECONDS = 12
LINES = (
    ("af_heart", "Hello there, how are you today?", "normal"),
    ("bm_george", "No.", "normal"),
    ("af_heart", "Mmm.", "normal"),
    ("af_heart", "Aaaaaah!", "normal"),
    ("jf_alpha", "こんにちは、元気ですか。", "normal"),
    ("zf_xiaobei", "你好", "normal"),
    ("af_bella", "Please be quiet, they are sleeping.", "whisper"),
    ("am_adam", "Stop right there!", "shout"),
)


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    read = {path.stem: of(path) for path in tqdm(sorted([*RECORDINGS.glob("*.flac"), *RECORDINGS.glob("*.wav")]))}
    ours = {f"{text} ({voice}, {manner})": of_line(voice, text, manner) for voice, text, manner in LINES}
    noisy = {f"a reader in noise, {decibels} dB": in_noise(decibels) for decibels in (10, 0)}
    others = {name: share(sound, RATE) for name, sound in SOUNDS.items()}
    PAGE.write_text(page(read, {**ours, **noisy}, others), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    return 0


def share(samples: np.ndarray, rate: int) -> float:
    return silence_in_what_is_loud(heard_features(Speech(samples.astype(np.float32), rate), with_content=False))


def of(path: Path) -> float:
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return share(samples[: SECONDS * rate].mean(axis=1), rate)


def of_line(voice: str, text: str, manner: str) -> float:
    said = synthesise(VoiceRequest(text, voice, manner=manner))
    return share(said.samples, said.sample_rate)


def in_noise(decibels: float) -> float:
    samples, rate = soundfile.read(next(iter(sorted(RECORDINGS.glob("*.flac")))), dtype="float32")
    noise = np.random.default_rng(0).normal(size=len(samples)) * np.sqrt(np.mean(samples**2))
    return share(samples + noise * 10 ** (-decibels / 20), rate)


def page(read: dict[str, float], ours: dict[str, float], others: dict[str, float]) -> str:
    rows = "\n".join(f"| {name} | {value:.2f} |" for name, value in (*ours.items(), *others.items()))
    warned = sum(value > _MOST_SILENCE for value in (*read.values(), *ours.values()))
    unheard = sum(value <= _MOST_SILENCE for value in others.values())
    return f"""# Noise and tones

Written by `benchmarks/speechless.py`: how probable silence is, in the mean, in the loud frames of a sound, as the phone
head hears it. Above {_MOST_SILENCE} the take says that hardly any speech is heard. The first {SECONDS} s of {len(read)}
recordings of readers (LibriSpeech, LibriVox), {len(LINES)} lines of our voices, one reader in white noise, and
{len(others)} sounds that are no speech.

Of {len(read) + len(ours)} with speech {warned} are warned of, of {len(others)} without it {unheard} are not.

| sound | silence |
| --- | --- |
| {len(read)} readers, the highest | {max(read.values()):.2f} |
{rows}
"""


if __name__ == "__main__":
    raise SystemExit(main())
