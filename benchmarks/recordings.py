# SPDX-License-Identifier: GPL-3.0-or-later
"""How exact a recording's phones and closures are, against our own voices' exact times.

Writes docs/measured/recordings.md, or docs/measured/recordings-flow.md with ``--engine flow``:

    .venv/bin/python benchmarks/recordings.py --speak     make the 200 test sentences once (build/benchmarks)
    .venv/bin/python benchmarks/recordings.py             hear them, clean, in noise, in a room and through a codec
    .venv/bin/python benchmarks/recordings.py --engine flow     of the learned motion

Resumable: what was heard is kept in build/benchmarks, under the name of the weights that heard it. Voices and sentences
are held out from all training and from all choices of thresholds (training/data/recipe.py,
training/phone_head/tune.py). The noises are 10 dB below the speech: a fan, and the babble of four other of the
sentences; the room decays in 0.5 s; the codec is GSM at 8 kHz.
"""

import argparse
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import soxr
from soliloquy.runtime.animate.engines import ENGINES, animate
from soliloquy.runtime.animate.measure import closures, share_with_interval
from soliloquy.runtime.animate.rules.articulation import TARGETS
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.listen.listen import heard_features, phones_in_time, with_heard_words
from soliloquy.runtime.listen.over_noise import over_noise
from soliloquy.runtime.phones import BILABIALS, INVENTORY, LABIODENTALS
from soliloquy.runtime.requests import MotionRequest, VoiceRequest
from soliloquy.runtime.speech import SILENCE, Phone, Speech, SpeechFeatures
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.weights import all_weights
from soliloquy.runtime.whole_file import whole_file
from soliloquy.training.data.processes import side_by_side
from soliloquy.training.data.recipe import LANGUAGE_OF_PREFIX, Recipe
from soliloquy.training.data.speech_cache import clips, load_clip, save_clip
from soliloquy.training.phone_head.augment import RATE, coloured, in_room, through_codec, with_noise
from spoken_sentences import sentences

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "benchmarks" / "recordings"
MEASURED = ROOT / "docs" / "measured"
PAGES = {"rules": MEASURED / "recordings.md", "flow": MEASURED / "recordings-flow.md"}
TITLES = {"rules": "rules engine", "flow": "learned motion"}
VOICES = tuple(voice for voice in Recipe().held_out_voices if LANGUAGE_OF_PREFIX[voice[0]].startswith("en"))
_NEAR = 0.1
_LIKE = 0.15
_COLUMNS = (
    *("sound", "transcript", "P/B/M closed", "F/V in contact", "open vowels closed"),
    *("boundaries", "missed", "unlike", "refused", "unnoticed"),
)
GIVEN, HEARD, NONE = "given", "heard", "none"
OTHER_TEXTS = ("clean", "babble at 10 dB")
FOREIGN = (
    ("Hoy hace mucho calor en las calles de la ciudad vieja.", "es"),
    ("Mi hermana quiere comprar una casa nueva cerca del mar.", "es"),
    ("Nous avons mangé du pain et du fromage dans le jardin.", "fr"),
    ("Il faut que je parte demain matin avant le lever du soleil.", "fr"),
)


@dataclass
class Tally:
    """What was found under one condition. boundaries: errors in seconds, the found start less the true one. missed:
    phones of which none of their kind was found near; unlike: those of them where none with a like mouth was either."""

    bilabials: list[bool] = field(default_factory=list)
    labiodentals: list[bool] = field(default_factory=list)
    false_closures: list[bool] = field(default_factory=list)
    boundaries: list[float] = field(default_factory=list)
    unnoticed: list[bool] = field(default_factory=list)
    missed: int = 0
    unlike: int = 0
    refused: int = 0
    phones: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Phones and closures of recordings against exact times.")
    parser.add_argument("--speak", action="store_true", help="make the sentences' sound first")
    parser.add_argument(
        "--engine", choices=[engine.name for engine in ENGINES], default="rules", help="whose contacts are counted"
    )
    parser.add_argument("--limit", type=int, default=200, help="how many sentences to hear")
    arguments = parser.parse_args()
    if arguments.speak:
        speak()
        return 0
    rows = []
    for found in side_by_side(partial(judged, arguments.engine, arguments.limit), list(conditions([]))):
        rows += found
        print("\n".join(found), flush=True)
    count = min(arguments.limit, len(clips(FOLDER)))
    if count >= 200:
        PAGES[arguments.engine].write_text(page(arguments.engine, rows, count), encoding="utf-8")
    return 0


def judged(engine: str, limit: int, condition: str) -> list[str]:
    """The rows of one condition, with a transcript, with the words that are heard, and with none. Wrong transcripts,
    which have nothing to do with the engine, are tried with the rules alone."""
    spoken = [load_clip(path) for path in clips(FOLDER)[:limit]]
    degraded = conditions(spoken)[condition]
    tallies = {known: Tally() for known in (GIVEN, HEARD, NONE)}
    for number, speech in enumerate(spoken):
        recording, features = heard(condition, number, degraded)
        for known, tally in tallies.items():
            judge(engine, speech, recording, features, known, tally)
        if engine == "rules" and condition in OTHER_TEXTS:
            tallies[GIVEN].unnoticed += unnoticed(recording, features, spoken, number)
    return [row(condition, known, tally) for known, tally in tallies.items()]


def heard(condition: str, number: int, degraded: Callable[[int], np.ndarray]) -> tuple[Speech, SpeechFeatures]:
    """One sentence in one condition and what was heard in it, from the disk where it was heard before."""
    weights = "".join(all_weights()[name].sha256[:8] for name in ("whisper_encoder", "phone_head"))
    path = FOLDER / weights / f"{condition[:3]}-{number:03d}.npz"
    recording = Speech(degraded(number).astype(np.float32), RATE)
    if not path.exists():
        features = heard_features(recording, with_content=False)
        path.parent.mkdir(exist_ok=True)
        with whole_file(path) as part, part.open("wb") as file:
            np.savez(file, **{name: array for name, array in vars(features).items() if array is not None})
    with np.load(path) as archive:
        return recording, SpeechFeatures(**{name: archive[name] for name in archive.files})


def unnoticed(recording: Speech, features: SpeechFeatures, spoken: list[Speech], number: int) -> list[bool]:
    """Which of five transcripts that are not what is said were taken for it: three other sentences of the list, one
    Spanish, one French."""
    others = [(spoken[(number + step) % len(spoken)].text, "en-us") for step in (1, 5, 9)]
    taken = []
    for text, language in (*others, FOREIGN[number % 2], FOREIGN[2 + number % 2]):
        try:
            phones_in_time(recording, features, text, language)
            taken.append(True)
        except InputError:
            taken.append(False)
    return taken


def speak() -> None:
    """Make the sound of every sentence of benchmarks/sentences.txt, resumably, the held-out voices in turn."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = sentences()
    for number, line in enumerate(lines):
        if not (FOLDER / f"{number:03d}.npz").exists():
            voice = VOICES[number % len(VOICES)]
            save_clip(synthesise(VoiceRequest(line, voice, LANGUAGE_OF_PREFIX[voice[0]])), FOLDER, f"{number:03d}")
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


def judge(engine: str, speech: Speech, recording: Speech, features: SpeechFeatures, known: str, tally: Tally) -> None:
    """Follow and animate one sentence and add what came out to ``tally``."""
    try:
        if known == HEARD:
            heard = with_heard_words(recording, features)
        else:
            heard = phones_in_time(recording, features, speech.text if known == GIVEN else None, speech.language)
    except InputError:  # the right text taken for another one: the user would go on without it
        tally.refused += 1
        heard = phones_in_time(recording, features)
    found = closures(animate(MotionRequest(engine), heard, over_noise(features, heard.phones)), speech.phones)
    tally.bilabials += found.bilabials
    tally.labiodentals += found.labiodentals
    tally.false_closures += found.false_closures
    for phone in speech.phones:
        if phone.symbol != SILENCE:
            tally.phones += 1
            errors = list(_starts(phone, heard.phones))
            tally.boundaries += [min(errors, key=abs)] if errors else []
            tally.missed += not errors
            tally.unlike += not errors and not any(_looks_like(phone, other) for other in heard.phones)


def _starts(phone: Phone, heard: tuple[Phone, ...]) -> Iterator[float]:
    """How late the same phone was heard to start, within 0.1 s; /p b m/ and /f v/ count as one phone each."""
    kind = next((kind for kind in (BILABIALS, LABIODENTALS) if phone.symbol in kind), frozenset({phone.symbol}))
    for other in heard:
        if other.symbol in kind and abs(other.start - phone.start) <= _NEAR:
            yield other.start - phone.start


def _looks_like(phone: Phone, other: Phone) -> bool:
    """Whether ``other`` is heard within 0.1 s and the rules engine's targets for the two differ by 0.15 at most."""
    if abs(other.start - phone.start) > _NEAR:
        return False
    mouth, other_mouth = (TARGETS[INVENTORY.index(symbol)] for symbol in (phone.symbol, other.symbol))
    return bool(np.abs(mouth - other_mouth).max() <= _LIKE)


def row(condition: str, known: str, tally: Tally) -> str:
    def share(cases: list[bool]) -> str:
        value, low, high = share_with_interval(cases)
        return f"{100 * value:.1f} % ({100 * low:.1f} to {100 * high:.1f}; n {len(cases)})"

    errors = 1000 * np.abs(tally.boundaries)
    cells = [
        condition,
        known,
        share(tally.bilabials),
        share(tally.labiodentals),
        share(tally.false_closures),
        f"{np.median(errors):.0f} / {np.percentile(errors, 90):.0f} ms",
        f"{100 * tally.missed / tally.phones:.1f} %",
        f"{100 * tally.unlike / tally.phones:.1f} %",
        f"{tally.refused}" if known == GIVEN else "",
        f"{sum(tally.unnoticed)} of {len(tally.unnoticed)}" if tally.unnoticed else "",
    ]
    return "| " + " | ".join(cells) + " |"


def page(engine: str, rows: list[str], count: int) -> str:
    table = "\n".join(rows)
    return f"""# Recordings against exact times: {TITLES[engine]}

Written by `benchmarks/recordings.py`: {count} sentences of `benchmarks/sentences.txt`, said by {", ".join(VOICES)};
neither the sentences nor the voices were trained on. Thresholds were scanned on other sentences
(`training/phone_head/tune.py`). Times are those at which the voice's phones are heard
([phone-times.md](phone-times.md)). Transcript: given; heard, which is written down from the sound; or none.
Closed: on at least one frame inside the phone the mouth's opening is at most
0.10 of the clip's 90th percentile and the lip gap between -1.5 and +1.0 mm. F/V: at most 0.45 of it, lips apart, lower
lip within 1.5 mm of the upper teeth. Wrongly closed: an open vowel of at least 60 ms whose opening stays at or below
0.25 of it over its middle 60 %. Intervals are Wilson's, 95 %. Boundaries: median and 90th percentile of how far the
same phone's start was found from the true one; missed: no such phone within 100 ms; unlike: no phone with a similar
mouth either, one whose nine targets in `runtime/animate/rules/articulation.py` differ by {_LIKE} at most;
refused: how many right transcripts were taken for another text (those sentences were then heard without one);
unnoticed: how many wrong transcripts (three other sentences of the list, one Spanish and one French one for each)
were not refused.

| {" | ".join(_COLUMNS)} |
|{"---|" * len(_COLUMNS)}
{table}
"""


if __name__ == "__main__":
    sys.exit(main())
