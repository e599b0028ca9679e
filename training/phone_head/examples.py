# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1: frames with their phones. Our own voices' clips (training/synthesise.py) and random Mandarin syllables,
lines of random words, clean and degraded, and sounds that are no speech, each heard by a content encoder.

    python -m soliloquy.training.phone_head.examples --encoder whisper

Resumable. Each file holds hidden (T, H) float16, loudness (T,) in dB relative to the clip and label (T,) uint8, the
index in ``INVENTORY``.
"""

import argparse
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import soxr

from ...runtime.listen import encoder as hama
from ...runtime.listen import whisper
from ...runtime.listen.encoder import Heard, listening_gain
from ...runtime.listen.features import relative_loudness, rms_decibels
from ...runtime.motion import FRAMES_PER_SECOND, frame_count
from ...runtime.phones import INVENTORY
from ...runtime.speech import SILENCE, Phone, Speech
from ...runtime.threads import set_thread_count
from ...runtime.voice.voices import list_voices
from ..recipe import BUILD_FOLDER, Recipe
from ..speech_cache import clips, load_clip, save_clip
from ..synthesise import speech_folder, split_of_clips
from . import mandarin, words
from .augment import NOISES, RATE, degrade

FOLDER = BUILD_FOLDER / "phone_head"
ENCODERS = {"hama": hama.hear, "whisper": whisper.hear}
_SPLIT_CODES = {"train": "t", "voice": "v", "text": "x"}
_BABBLE_CLIPS = 48
_MANDARIN, _WORDS = 33, 62


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the phone head's training frames.")
    parser.add_argument("--encoder", choices=sorted(ENCODERS), default="whisper")
    parser.add_argument("--versions", type=int, default=4, help="of each clip: the first clean, the others degraded")
    parser.add_argument("--mandarin", type=int, default=_MANDARIN, help="clips of random Mandarin syllables")
    parser.add_argument("--words", type=int, default=_WORDS, help="lines of random English words")
    parser.add_argument("--sounds", type=int, default=40, help="clips of noise and music without speech")
    arguments = parser.parse_args()
    set_thread_count(1)
    folder = FOLDER / arguments.encoder
    folder.mkdir(parents=True, exist_ok=True)
    others = _others()
    for name, load in _clips(arguments.mandarin, arguments.words, arguments.sounds):
        wanted = [folder / f"{name}-{version}.npz" for version in range(arguments.versions)]
        if not all(path.exists() for path in wanted):
            _make(load(), name, wanted, others, ENCODERS[arguments.encoder])
            print(f"\r{name}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return 0


def _clips(mandarin_count: int, word_count: int, sound_count: int) -> Iterator[tuple[str, Callable[[], Speech]]]:
    """(name, how to load or make it); the name's first letter tells the split."""
    splits = split_of_clips(Recipe())
    for path in clips(speech_folder(Recipe(), timed=False)):
        yield _SPLIT_CODES[splits[path.stem].split] + path.stem, lambda path=path: load_clip(path)
    for number in range(sound_count):
        yield f"tn{number:03d}", lambda number=number: _noise(number)
    for letter, languages, count, say in (
        ("z", "z", mandarin_count, mandarin.syllables),
        ("w", "ab", word_count, words.line),
    ):
        voices = sorted(voice.name for voice in list_voices() if voice.name[0] in languages)
        for number in range(count):
            voice = voices[number % len(voices)]
            split = "v" if voice in Recipe().held_out_voices else "t"
            yield f"{split}{letter}{number:03d}", lambda v=voice, n=f"{letter}{number}", say=say: _spoken(v, n, say)


def held_out_clips() -> dict[str, Speech]:
    """The clips that are never trained on, by name: of held-out voices and of held-out texts."""
    return {name: load() for name, load in _clips(_MANDARIN, _WORDS, 0) if name[0] in "vx"}


def _spoken(voice: str, name: str, say: Callable[[str, np.random.Generator], Speech]) -> Speech:
    folder = FOLDER / "spoken"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.npz"
    if not path.exists():
        save_clip(say(voice, _generator(name)), folder, name)
    return load_clip(path)


def _others() -> list[np.ndarray]:
    """Sound of training clips, for babble."""
    splits = split_of_clips(Recipe())
    paths = [p for p in clips(speech_folder(Recipe(), timed=False)) if splits[p.stem].split == "train"][:_BABBLE_CLIPS]
    return [soxr.resample(clip.samples, clip.sample_rate, RATE) for clip in map(load_clip, paths)]


def _make(
    speech: Speech,
    name: str,
    wanted: list[Path],
    others: list[np.ndarray],
    hear: Callable[[np.ndarray, int, float], Iterator[Heard]],
) -> None:
    samples = soxr.resample(speech.samples, speech.sample_rate, RATE)
    for version, path in enumerate(wanted):
        if path.exists():
            continue
        sound, phones = samples, speech.phones
        if version:
            generator = _generator(f"{name}-{version}")
            sound, phones = with_pauses(sound, phones, generator)
            sound = degrade(sound, others, generator)
        frames = frame_count(len(sound) / RATE)
        decibels = rms_decibels(sound, RATE, frames)
        hidden = np.concatenate([heard.hidden for heard in hear(sound, RATE, listening_gain(decibels))])
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(
                file,
                hidden=hidden.astype(np.float16),
                loudness=relative_loudness(decibels),
                label=labels(phones, frames),
            )
        part.replace(path)


def with_pauses(
    samples: np.ndarray, phones: tuple[Phone, ...], generator: np.random.Generator
) -> tuple[np.ndarray, tuple[Phone, ...]]:
    """The clip with longer silences: our voices hardly pause, people do. Room tone of -50 to -100 dB fills them."""
    silences = [phone for phone in phones if phone.symbol == SILENCE]
    places = [phone for phone in silences if generator.random() < 0.4]
    pieces: list[np.ndarray] = []
    shifted: list[Phone] = []
    taken, delay = 0, 0.0
    for phone in phones:
        if phone in places:
            middle = round(0.5 * (phone.start + phone.end) * RATE)
            pause = np.zeros(round(generator.choice([0.3, 1.0, 2.5]) * generator.uniform(0.5, 1.5) * RATE), np.float32)
            pieces += [samples[taken:middle], pause]
            shifted.append(replace(phone, start=phone.start + delay, end=phone.end + delay + len(pause) / RATE))
            taken, delay = middle, delay + len(pause) / RATE
        else:
            shifted.append(replace(phone, start=phone.start + delay, end=phone.end + delay))
    whole = np.concatenate([*pieces, samples[taken:]])
    tone = generator.normal(size=len(whole)) * 10 ** (generator.uniform(-100, -50) / 20)
    return (whole + tone).astype(np.float32), tuple(shifted)


def labels(phones: tuple[Phone, ...], frames: int) -> np.ndarray:
    """(frames,) index in ``INVENTORY`` of the phone at each frame's time; silence where there is none."""
    found = np.zeros(frames, np.uint8)
    for phone in phones:
        first, last = (int(np.ceil(time * FRAMES_PER_SECOND - 1e-6)) for time in (phone.start, phone.end))
        found[first:last] = INVENTORY.index(phone.symbol)
    return found


def _noise(number: int) -> Speech:
    generator = _generator(f"noise {number}")
    kind = NOISES[number % len(NOISES)]
    samples = kind(RATE * int(generator.integers(4, 9)), generator)
    samples *= 0.1 / max(samples.std(), 1e-9)
    return Speech(samples.astype(np.float32), RATE, phones=(Phone(SILENCE, 0.0, len(samples) / RATE),))


def _generator(name: str) -> np.random.Generator:
    return np.random.default_rng(zlib.crc32(name.encode()))


if __name__ == "__main__":
    sys.exit(main())
