# SPDX-License-Identifier: GPL-3.0-or-later
"""How exact a recording's phones and closures are, against our own voices' exact times: writes docs/recordings.md.

    .venv/bin/python benchmarks/recordings.py --speak     make the 200 test sentences once (build/benchmarks)
    .venv/bin/python benchmarks/recordings.py             hear them, clean, in noise, in a room and through a codec

Voices and sentences are held out from all training (training/recipe.py). The noises are 10 dB below the speech: a fan,
and the babble of four other sentences, which the phone head was never trained on; the room decays in 0.5 s; the codec
is GSM at 8 kHz.
"""

import argparse
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soxr
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.animate.measure import closures, share_with_interval
from soliloquy.runtime.direction import Direction
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.listen.listen import listen
from soliloquy.runtime.phones import BILABIALS, LABIODENTALS
from soliloquy.runtime.speech import SILENCE, Phone, Speech
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.training.phone_head.augment import RATE, coloured, in_room, through_codec, with_noise
from soliloquy.training.recipe import LANGUAGE_OF_PREFIX, Recipe
from soliloquy.training.speech_cache import clips, load_clip, save_clip

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "benchmarks" / "recordings"
VOICES = tuple(voice for voice in Recipe().held_out_voices if LANGUAGE_OF_PREFIX[voice[0]].startswith("en"))
_NEAR = 0.1


@dataclass
class Tally:
    """What was found under one condition. boundaries: errors in seconds, the found start less the true one."""

    bilabials: list[bool] = field(default_factory=list)
    labiodentals: list[bool] = field(default_factory=list)
    false_closures: list[bool] = field(default_factory=list)
    boundaries: list[float] = field(default_factory=list)
    missed: int = 0
    refused: int = 0
    phones: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Phones and closures of recordings against exact times.")
    parser.add_argument("--speak", action="store_true", help="make the sentences' sound first")
    parser.add_argument("--limit", type=int, default=200, help="how many sentences to hear")
    arguments = parser.parse_args()
    if arguments.speak:
        speak()
        return 0
    spoken = [load_clip(path) for path in clips(FOLDER)[: arguments.limit]]
    rows = []
    for condition, degraded in conditions(spoken).items():
        for with_transcript in (True, False):
            tally = Tally()
            for number, speech in enumerate(spoken):
                judge(speech, degraded(number), with_transcript, tally)
            rows.append(row(condition, with_transcript, tally))
            print(rows[-1], flush=True)
    (ROOT / "docs" / "recordings.md").write_text(page(rows, len(spoken)), encoding="utf-8")
    return 0


def speak() -> None:
    """Make the sound of every sentence of benchmarks/sentences.txt, resumably, the held-out voices in turn."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = (ROOT / "benchmarks" / "sentences.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if not (FOLDER / f"{number:03d}.npz").exists():
            voice = VOICES[number % len(VOICES)]
            save_clip(synthesise(line, voice=voice, language=LANGUAGE_OF_PREFIX[voice[0]]), FOLDER, f"{number:03d}")
            print(f"\r{number + 1} of {len(lines)}", end="", file=sys.stderr, flush=True)


def conditions(spoken: list[Speech]) -> dict[str, Callable[[int], np.ndarray]]:
    """Each makes the samples (N,) at 16 kHz of sentence ``number``."""

    def clean(number: int) -> np.ndarray:
        return soxr.resample(spoken[number].samples, spoken[number].sample_rate, RATE)

    def fan(number: int) -> np.ndarray:
        sound = clean(number)
        generator = np.random.default_rng(zlib.crc32(f"fan {number}".encode()))
        return with_noise(sound, coloured(len(sound), generator), 10.0)

    def babble(number: int) -> np.ndarray:
        sound = clean(number)
        others = [np.resize(clean((number + step) % len(spoken)), len(sound)) for step in (3, 7, 11, 19)]
        return with_noise(sound, np.sum(others, axis=0), 10.0)

    def room(number: int) -> np.ndarray:
        return in_room(clean(number), 0.5, 0.5, np.random.default_rng(zlib.crc32(f"room {number}".encode())))

    def codec(number: int) -> np.ndarray:
        return through_codec(clean(number), "gsm")

    return {"clean": clean, "fan at 10 dB": fan, "babble at 10 dB": babble, "room, 0.5 s": room, "GSM": codec}


def judge(speech: Speech, samples: np.ndarray, with_transcript: bool, tally: Tally) -> None:
    """Hear and animate one sentence and add what came out to ``tally``."""
    recording = Speech(samples.astype(np.float32), RATE)
    try:
        heard, features = listen(recording, speech.text if with_transcript else None, speech.language)
    except InputError:  # the right text taken for another one: the user would go on without it
        tally.refused += 1
        heard, features = listen(recording)
    found = closures(animate("rules", heard, features, Direction()), speech.phones)
    tally.bilabials += found.bilabials
    tally.labiodentals += found.labiodentals
    tally.false_closures += found.false_closures
    for phone in speech.phones:
        if phone.symbol != SILENCE:
            tally.phones += 1
            errors = list(_starts(phone, heard.phones))
            tally.boundaries += [min(errors, key=abs)] if errors else []
            tally.missed += not errors


def _starts(phone: Phone, heard: tuple[Phone, ...]) -> Iterator[float]:
    """How late the same phone was heard to start, within 0.1 s; /p b m/ and /f v/ count as one phone each."""
    kind = next((kind for kind in (BILABIALS, LABIODENTALS) if phone.symbol in kind), frozenset({phone.symbol}))
    for other in heard:
        if other.symbol in kind and abs(other.start - phone.start) <= _NEAR:
            yield other.start - phone.start


def row(condition: str, with_transcript: bool, tally: Tally) -> str:
    def share(cases: list[bool]) -> str:
        value, low, high = share_with_interval(cases)
        return f"{100 * value:.1f} % ({100 * low:.1f} to {100 * high:.1f}; n {len(cases)})"

    errors = 1000 * np.abs(tally.boundaries)
    cells = [
        condition,
        "yes" if with_transcript else "no",
        share(tally.bilabials),
        share(tally.labiodentals),
        share(tally.false_closures),
        f"{np.median(errors):.0f} / {np.percentile(errors, 90):.0f} ms",
        f"{100 * tally.missed / tally.phones:.1f} %",
        str(tally.refused) if with_transcript else "",
    ]
    return "| " + " | ".join(cells) + " |"


def page(rows: list[str], count: int) -> str:
    table = "\n".join(rows)
    return f"""# Recordings against exact times

Written by `benchmarks/recordings.py`: {count} sentences of `benchmarks/sentences.txt`, said by {", ".join(VOICES)};
neither the sentences nor the voices were trained on; two thresholds of the listening (how readily a lip phone is heard,
when a transcript is another text's) were chosen while looking at some of them. Closed: on at least one frame inside
the phone the
mouth's opening is at most 0.10 of the clip's 90th percentile and the lip gap between -1.5 and +1.0 mm. F/V: at most
0.45 of it, lips apart, lower lip within 1.5 mm of the upper teeth. Wrongly closed: an open vowel of at least 60 ms
whose opening stays at or below 0.25 of it over its middle 60 %. Intervals are Wilson's, 95 %. Boundaries: median and
90th percentile of how far the same phone's start was found from the true one; missed: no such phone within 100 ms;
refused: how many right transcripts were taken for another text (those sentences were then heard without one).

| sound | transcript | P/B/M closed | F/V in contact | open vowels closed | boundaries | missed | refused |
|---|---|---|---|---|---|---|---|
{table}
"""


if __name__ == "__main__":
    sys.exit(main())
