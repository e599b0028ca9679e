# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 3: what the thresholds of the listening and of the lips' contacts were chosen on.

    python -m soliloquy.training.phone_head.tune

Clips of held-out voices and held-out texts of the recipe and random words of held-out voices (no sentence of
benchmarks/sentences.txt), heard clean, beside a fan and in babble at 10 dB, in a room and through GSM. Printed, with
the present thresholds and without a transcript: the shares of P/B/M closed, of F/V in contact and of open vowels
wrongly closed; then how well right and wrong transcripts fit (``follow.fit_of``). Change a threshold, run again.
"""

import argparse
import sys
import zlib
from collections.abc import Iterator

import numpy as np
import soxr

from ...runtime.animate.measure import closures
from ...runtime.animate.rules.engine import animate
from ...runtime.listen.follow import fit_of
from ...runtime.listen.listen import heard_features, phones_in_time
from ...runtime.listen.over_noise import over_noise
from ...runtime.listen.transcript import read_transcript
from ...runtime.requests import Direction
from ...runtime.speech import Speech, SpeechFeatures
from ...runtime.threads import set_thread_count
from .augment import RATE, babble, coloured, in_room, through_codec, with_noise
from .examples import held_out_clips

_CONDITIONS = ("clean", "fan", "babble", "room", "gsm")
_WRONG_TEXTS = 4


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    set_thread_count(1)
    clips = held_out_clips()
    sounds = {name: soxr.resample(clip.samples, clip.sample_rate, RATE) for name, clip in clips.items()}
    for condition in _CONDITIONS:
        outcomes: tuple[list[bool], list[bool], list[bool]] = ([], [], [])
        fits: dict[bool, list[float]] = {True: [], False: []}
        for name, clip in clips.items():
            recording = Speech(_degraded(condition, name, sounds).astype(np.float32), RATE)
            features = heard_features(recording, with_content=False)
            heard = phones_in_time(recording, features)
            curves = animate(heard, over_noise(features, heard.phones), Direction())
            found = closures(curves, clip.phones)
            outcomes[0].extend(found.bilabials)
            outcomes[1].extend(found.labiodentals)
            outcomes[2].extend(found.false_closures)
            for right, fit in _fits(name, clips, features):
                fits[right].append(fit)
        shares = " ".join(f"{100 * np.mean(cases):.1f} % (n {len(cases)})" for cases in outcomes)
        right_fits = np.percentile(fits[True], (0, 1, 5, 50)).round(2)
        wrong_fits = np.percentile(fits[False], (50, 95, 99, 100)).round(2)
        print(f"{condition}: {shares}; right {right_fits}, wrong {wrong_fits}", flush=True)
    return 0


def _degraded(condition: str, name: str, sounds: dict[str, np.ndarray]) -> np.ndarray:
    sound, generator = sounds[name], np.random.default_rng(zlib.crc32(f"tune {condition} {name}".encode()))
    if condition == "fan":
        return with_noise(sound, coloured(len(sound), generator), 10.0)
    if condition == "babble":
        others = [other for of, other in sounds.items() if of != name]
        return with_noise(sound, babble(len(sound), others, generator), 10.0)
    if condition == "room":
        return in_room(sound, 0.5, 0.5, generator)
    return through_codec(sound, "gsm") if condition == "gsm" else sound


def _fits(name: str, clips: dict[str, Speech], features: SpeechFeatures) -> Iterator[tuple[bool, float]]:
    """(right, fit) of the clip's own text and of four others, in whatever language they are."""
    generator = np.random.default_rng(zlib.crc32(f"texts {name}".encode()))
    written = [other for other in clips.values() if other.text]
    assert features.phone_posteriors is not None
    if not clips[name].text:
        return
    chosen = [written[number] for number in generator.choice(len(written), _WRONG_TEXTS, replace=False)]
    for clip in [clips[name], *(other for other in chosen if other.text != clips[name].text)]:
        words, _ = read_transcript(clip.text, clip.language)
        yield clip is clips[name], fit_of(features.phone_posteriors, words)


if __name__ == "__main__":
    sys.exit(main())
