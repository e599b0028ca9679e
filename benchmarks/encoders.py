# SPDX-License-Identifier: GPL-3.0-or-later
"""Two content encoders under the same kind of phone head, on speech that neither head saw.

Writes docs/measured/encoders.md. The head on hama's layers is the one that shipped before Whisper's
(models/phone_head.npz of commit 81fb99b, put at build/training/phone_head/hama.npz): of the same kind, on the same
voices' clips, but without babble and random words.
One on all of today's clips is made by

    python -m soliloquy.tools.weights.build_hama
    python -m soliloquy.training.phone_head.examples --encoder hama
    python -m soliloquy.training.phone_head.train --encoder hama --out build/training/phone_head/hama.npz

Heard are the first sentences of benchmarks/recordings.py in its five conditions, and clips of held-out voices in other
languages.

    .venv/bin/python benchmarks/encoders.py [--sentences 24]
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soxr
from recordings import FOLDER, conditions
from soliloquy.runtime.listen import whisper
from soliloquy.runtime.listen.decode import decode
from soliloquy.runtime.listen.features import relative_loudness, rms_decibels
from soliloquy.runtime.listen.phone_head import Head, load_head, phone_posteriors
from soliloquy.runtime.listen.spans import Heard, listening_gain
from soliloquy.runtime.motion import frame_count
from soliloquy.runtime.phones import BILABIALS, INVENTORY, LABIODENTALS
from soliloquy.runtime.speech import SILENCE, Phone, Speech
from soliloquy.runtime.threads import set_thread_count
from soliloquy.runtime.weights import all_weights, weight_path
from soliloquy.training.data.recipe import Recipe
from soliloquy.training.data.speech_cache import clips, load_clip
from soliloquy.training.data.synthesise import speech_folder, split_of_clips
from soliloquy.training.phone_head import hama
from soliloquy.training.phone_head.augment import RATE
from soliloquy.training.phone_head.examples import FOLDER as EXAMPLES
from soliloquy.training.phone_head.examples import labels

ROOT = Path(__file__).resolve().parent.parent
HAMA_HEAD = EXAMPLES / "hama.npz"
_NEAR = 0.1
_LIPS = (BILABIALS, LABIODENTALS)


@dataclass(frozen=True)
class Ear:
    """An encoder, its head, and what both weigh together in bytes."""

    name: str
    hear: Callable[[np.ndarray, int, float], Iterator[Heard]]
    head: Head
    size: int


@dataclass
class Tally:
    """right, spoken: frames of speech whose phone was right, and all of them. found, lips: P/B/M and F/V with their
    kind somewhere inside, and all of them. boundaries: seconds. processor, sound: seconds."""

    right: int = 0
    spoken: int = 0
    found: int = 0
    lips: int = 0
    boundaries: list[float] = field(default_factory=list)
    processor: float = 0.0
    sound: float = 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description="Two content encoders, measured alike.")
    parser.add_argument("--sentences", type=int, default=24)
    arguments = parser.parse_args()
    set_thread_count(1)
    registered = all_weights()
    small, large = hama.GRAPH.stat().st_size, registered["whisper_encoder"].bytes
    ears = (
        Ear("hama", hama.hear, load_head(HAMA_HEAD), small + HAMA_HEAD.stat().st_size),
        Ear("Whisper", whisper.hear, load_head(weight_path("phone_head")), large + registered["phone_head"].bytes),
    )
    rows = [row(ear, name, cases) for name, cases in sounds(arguments.sentences) for ear in ears]
    print("\n".join(rows))
    (ROOT / "docs" / "measured" / "encoders.md").write_text(page(rows, arguments.sentences), encoding="utf-8")
    return 0


def sounds(sentences: int) -> Iterator[tuple[str, list[tuple[np.ndarray, tuple[Phone, ...]]]]]:
    """(name, [(samples at 16 kHz, their phones)])."""
    spoken = [load_clip(path) for path in clips(FOLDER)[:sentences]]
    for name, degraded in conditions(spoken).items():
        yield name, [(degraded(number), speech.phones) for number, speech in enumerate(spoken)]
    for name, found in other_languages().items():
        yield name, [(soxr.resample(clip.samples, clip.sample_rate, RATE), clip.phones) for clip in found]


def other_languages() -> dict[str, list[Speech]]:
    """Clips of held-out voices that do not speak English."""
    found: dict[str, list[Speech]] = {}
    splits = split_of_clips(Recipe())
    for path in clips(speech_folder(Recipe(), timed=False)):
        language = splits[path.stem].language
        if splits[path.stem].split == "voice" and not language.startswith("en"):
            found.setdefault({"es": "Spanish", "it": "Italian", "zh": "Mandarin"}.get(language, language), []).append(
                load_clip(path)
            )
    held_out = sorted((EXAMPLES / "whisper").glob("vz*-0.npz"))
    numbers = [int(path.name[2:5]) for path in held_out]
    found["Mandarin syllables"] = [load_clip(EXAMPLES / "spoken" / f"z{number}.npz") for number in numbers]
    return found


def row(ear: Ear, name: str, cases: list[tuple[np.ndarray, tuple[Phone, ...]]]) -> str:
    tally = Tally()
    for samples, phones in cases:
        add(ear, samples.astype(np.float32), phones, tally)
    errors = 1000 * np.abs(tally.boundaries)
    cells = [
        name,
        ear.name,
        f"{100 * tally.right / tally.spoken:.1f} %",
        f"{100 * tally.found / max(tally.lips, 1):.1f} %",
        f"{np.median(errors):.0f} / {np.percentile(errors, 90):.0f} ms",
        f"{tally.processor / tally.sound:.3f}",
        f"{ear.size / 1e6:.1f} MB",
    ]
    return "| " + " | ".join(cells) + " |"


def add(ear: Ear, samples: np.ndarray, phones: tuple[Phone, ...], tally: Tally) -> None:
    """Hear one clip and add what was right to ``tally``."""
    frames = frame_count(len(samples) / RATE)
    decibels = rms_decibels(samples, RATE, frames)
    started = time.process_time()
    hidden = np.concatenate([heard.hidden for heard in ear.hear(samples, RATE, listening_gain(decibels))])
    posteriors = phone_posteriors(hidden, relative_loudness(decibels), ear.head)
    tally.processor += time.process_time() - started
    tally.sound += len(samples) / RATE
    wanted = labels(phones, frames)
    spoken = wanted != INVENTORY.index(SILENCE)
    tally.right += int((posteriors.argmax(1) == wanted)[spoken].sum())
    tally.spoken += int(spoken.sum())
    heard = decode(posteriors, len(samples) / RATE)
    for phone in phones:
        kind = next((kind for kind in _LIPS if phone.symbol in kind), None)
        if kind is not None:
            tally.lips += 1
            tally.found += any(o.symbol in kind and o.start < phone.end and o.end > phone.start for o in heard)
        starts = [o.start - phone.start for o in heard if o.symbol == phone.symbol]
        near = [start for start in starts if abs(start) <= _NEAR]
        if phone.symbol != SILENCE and near:
            tally.boundaries.append(min(near, key=abs))


def page(rows: list[str], sentences: int) -> str:
    table = "\n".join(rows)
    return f"""# Two content encoders

Written by `benchmarks/encoders.py`. hama's phone recogniser (Apache-2.0) and the encoder of Whisper base (MIT), each
with a phone head of the same kind (`training/phone_head`: our own voices' exact phone times, clean and degraded).
hama's head is the one that shipped before Whisper's was tried: trained on the same voices' clips, but without babble
and random words, so a part of its distance in babble is the data's. Heard: the first {sentences} sentences of
[recordings.md](recordings.md) in its five conditions, and clips of held-out voices in other languages; neither head
saw the voices or the sentences. Without a transcript.

Frames: share of the 20 ms frames of speech whose likeliest phone of {len(INVENTORY)} is the true one. P/B/M, F/V: share
of them during which one of their kind was heard. Boundaries: median and 90th percentile of how far a phone's start was
found from the true one, where it was found within 100 ms. Seconds: of a processor, for a second of sound, encoder and
head alone. Size: encoder and head on disk.

| sound | encoder | frames | P/B/M, F/V | boundaries | seconds | size |
|---|---|---|---|---|---|---|
{table}
"""


if __name__ == "__main__":
    sys.exit(main())
