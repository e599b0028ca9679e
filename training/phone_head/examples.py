# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1: frames with their phones. Our own voices' clips (training/data/synthesise.py) and random Mandarin syllables,
lines of random words, clean and degraded, and sounds that are no speech, each heard by a content encoder.

    python -m soliloquy.training.phone_head.examples --encoder whisper

Resumable. Each file holds hidden (T, H) float16, loudness (T,) in dB relative to the clip and label (T,) uint8, the
index in ``INVENTORY``.
"""

import argparse
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import soxr

from ...runtime.listen import whisper
from ...runtime.listen.features import relative_loudness, rms_decibels
from ...runtime.listen.spans import Heard, listening_gain
from ...runtime.motion import FRAMES_PER_SECOND, frame_count
from ...runtime.phones import INVENTORY
from ...runtime.speech import SILENCE, Phone, Speech
from ...runtime.voice.voices import list_voices
from ...runtime.whole_file import whole_file
from ..data.babble import other_speakers
from ..data.processes import side_by_side
from ..data.recipe import BUILD_FOLDER, Recipe
from ..data.speech_cache import clips, load_clip, save_clip
from ..data.synthesise import speech_folder, split_of_clips
from . import hama, mandarin, words
from .augment import NOISES, RATE, degrade

FOLDER = BUILD_FOLDER / "phone_head"
ENCODERS = {"hama": hama.hear, "whisper": whisper.hear}
_SPLIT_CODES = {"train": "t", "voice": "v", "text": "x"}
_BABBLE_CLIPS = 96
_MANDARIN, _WORDS, _SOUNDS = 33, 62, 40
_VERSIONS = 4


@dataclass(frozen=True)
class ExampleClip:
    """One thing to hear. name: its first letter tells the split ("t" is trained on), the second of a clip that is made
    here says what it is: "z" Mandarin syllables, "w" words, "n" no speech. voice: who says it, where it is made here.
    """

    name: str
    voice: str = ""

    def load(self) -> Speech:
        kind, number = self.name[1], self.name[2:]
        if kind == "n":
            return _noise(int(number))
        if self.voice:
            return _spoken(self.voice, f"{kind}{int(number)}", {"z": mandarin.syllables, "w": words.line}[kind])
        return load_clip(speech_folder(Recipe(), timed=False) / f"{self.name[1:]}.npz")


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the phone head's training frames.")
    parser.add_argument("--encoder", choices=sorted(ENCODERS), default="whisper")
    parser.add_argument("--versions", type=int, default=_VERSIONS, help="of each: the first clean, the others degraded")
    parser.add_argument("--mandarin", type=int, default=_MANDARIN, help="clips of random Mandarin syllables")
    parser.add_argument("--words", type=int, default=_WORDS, help="lines of random English words")
    parser.add_argument("--sounds", type=int, default=_SOUNDS, help="clips of noise and music without speech")
    arguments = parser.parse_args()
    folder = FOLDER / arguments.encoder
    folder.mkdir(parents=True, exist_ok=True)
    found = list(clips_to_hear(arguments.mandarin, arguments.words, arguments.sounds))
    for number, _ in enumerate(side_by_side(partial(_made, arguments.encoder, arguments.versions), found), 1):
        print(f"\r{number} of {len(found)} clips", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return 0


def clips_to_hear(mandarin_count: int, word_count: int, sound_count: int) -> Iterator[ExampleClip]:
    """The clips that are made here, and those of the recipe that there are."""
    for number in range(sound_count):
        yield ExampleClip(f"tn{number:03d}")
    for letter, languages, count in (("z", "z", mandarin_count), ("w", "ab", word_count)):
        voices = sorted(voice.name for voice in list_voices() if voice.name[0] in languages)
        for number in range(count):
            voice = voices[number % len(voices)]
            yield ExampleClip(f"{'v' if voice in Recipe().held_out_voices else 't'}{letter}{number:03d}", voice)
    splits = split_of_clips(Recipe())
    for path in clips(speech_folder(Recipe(), timed=False)):
        yield ExampleClip(_SPLIT_CODES[splits[path.stem].split] + path.stem)


def held_out_clips() -> dict[str, Speech]:
    """The clips that are never trained on, by name: of held-out voices and of held-out texts."""
    return {clip.name: clip.load() for clip in clips_to_hear(_MANDARIN, _WORDS, 0) if clip.name[0] in "vx"}


def _spoken(voice: str, name: str, say: Callable[[str, np.random.Generator], Speech]) -> Speech:
    folder = FOLDER / "spoken"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.npz"
    if not path.exists():
        save_clip(say(voice, _generator(name)), folder, name)
    return load_clip(path)


def _made(encoder: str, versions: int, clip: ExampleClip) -> None:
    """Every version of ``clip`` is on disk afterwards."""
    wanted = [FOLDER / encoder / f"{clip.name}-{version}.npz" for version in range(versions)]
    if all(path.exists() for path in wanted):
        return
    speech = clip.load()
    samples = soxr.resample(speech.samples, speech.sample_rate, RATE)
    for version, path in enumerate(wanted):
        if path.exists():
            continue
        sound, phones = samples, speech.phones
        if version:
            generator = _generator(f"{clip.name}-{version}")
            sound, phones = with_pauses(sound, phones, generator)
            sound = degrade(sound, other_speakers(_BABBLE_CLIPS), generator)
        _hear(sound, phones, ENCODERS[encoder], path)


def _hear(
    sound: np.ndarray,
    phones: tuple[Phone, ...],
    hear: Callable[[np.ndarray, int, float], Iterator[Heard]],
    path: Path,
) -> None:
    frames = frame_count(len(sound) / RATE)
    decibels = rms_decibels(sound, RATE, frames)
    hidden = np.concatenate([heard.hidden for heard in hear(sound, RATE, listening_gain(decibels))])
    with whole_file(path) as part, part.open("wb") as file:
        np.savez(
            file,
            hidden=hidden.astype(np.float16),
            loudness=relative_loudness(decibels),
            label=labels(phones, frames),
        )


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
