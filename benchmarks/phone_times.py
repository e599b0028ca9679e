# SPDX-License-Identifier: GPL-3.0-or-later
"""When phones are said to be heard, against people who know nothing of each other: writes docs/measured/phone-times.md.

Our voices' phone times against an aligner of another make (pocketsphinx, requirements/judges.txt) on sentences of
benchmarks/recordings.py; the same sentences' pauses against the level of the sound; and what is heard in three readings
by people (../shared/data/speech, LibriVox, public domain) against the aligner's labels that came with them, with the
contacts that the rules engine makes there.

    .venv/bin/python benchmarks/recordings.py --speak     the sentences' sound, once
    PYTHON_WITH_JUDGES benchmarks/phone_times.py [--sentences 40]
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import soxr
from pocketsphinx import Decoder
from recordings import FOLDER, VOICES
from soliloquy.runtime.animate.rules.engine import animate
from soliloquy.runtime.evaluate.phones_file import TimedPhone, read_phones
from soliloquy.runtime.evaluate.scores import ClosureScores, closure_scores
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.listen.listen import heard_features, phones_in_time
from soliloquy.runtime.listen.over_noise import over_noise
from soliloquy.runtime.listen.recording import read_recording
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.phones import ARPABET, VOWELS
from soliloquy.runtime.requests import Direction
from soliloquy.runtime.speech import SILENCE, Phone, Speech
from soliloquy.runtime.voice.kokoro import FRAMES_PER_SECOND as VOICE_FRAMES
from soliloquy.runtime.voice.timing import SOUND_LEADS
from soliloquy.training.data.speech_cache import clips, load_clip

ROOT = Path(__file__).resolve().parent.parent
READINGS = ROOT.parent / "shared" / "data" / "speech"
RATE = 16_000
_NEAR = 0.15
_QUIET = 30.0
_SHORTEST_PAUSE = 0.2
_STEP = 0.005
_SOUNDING = frozenset("mnlɹwjszʃ")


@dataclass(frozen=True)
class Distances:
    """Seconds by which our starts and ends come after the other's, of the phones that both have."""

    starts: np.ndarray
    ends: np.ndarray

    def row(self, name: str, moved: float = 0.0) -> str:
        """moved: seconds to add to our times first."""
        cells = [name, str(len(self.starts))]
        for errors in (self.starts + moved, self.ends + moved):
            cells.append(f"{1000 * np.median(errors):+.0f} ms")
            cells.append(f"{1000 * np.median(np.abs(errors - np.median(errors))):.0f} ms")
        return "| " + " | ".join(cells) + " |"


def main() -> int:
    parser = argparse.ArgumentParser(description="Phone times against another aligner.")
    parser.add_argument("--sentences", type=int, default=40)
    arguments = parser.parse_args()
    spoken = [load_clip(path) for path in clips(FOLDER)[: arguments.sentences]]
    pairs = [(named(clip.phones), aligned(clip)) for clip in spoken]
    text = distances([(ours, theirs) for ours, theirs in pairs if theirs])
    onsets = 1000 * np.array([late for clip in spoken for late in in_the_sound(clip)])
    rows = []
    for lead in range(SOUND_LEADS + 2):
        name = f"{lead} frames earlier" + (" (as shipped)" if lead == SOUND_LEADS else "")
        rows.append(text.row(name, (SOUND_LEADS - lead) / VOICE_FRAMES))
    heard_rows, contact_rows = readings()
    (ROOT / "docs" / "measured" / "phone-times.md").write_text(
        page(len([1 for _, theirs in pairs if theirs]), rows, onsets, heard_rows, contact_rows), encoding="utf-8"
    )
    print("\n".join([*rows, str(np.median(onsets)), *heard_rows, *contact_rows]))
    return 0


def named(phones: Sequence[Phone]) -> list[TimedPhone]:
    return [(phone.start, phone.end, ARPABET[phone.symbol]) for phone in phones if phone.symbol != SILENCE]


def aligned(clip: Speech) -> list[TimedPhone]:
    """The aligner's phones; none where it knows a word not, or does not find the words in the sound."""
    decoder = Decoder(samprate=RATE, loglevel="FATAL")
    sound = soxr.resample(clip.samples, clip.sample_rate, RATE)
    raw = (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
    try:
        decoder.set_align_text(re.sub(r"[^a-z' ]", " ", clip.text.lower()))
        for passing in range(2):  # the first finds the words, the second their phones
            if passing:
                decoder.set_alignment()
            decoder.start_utt()
            decoder.process_raw(raw, full_utt=True)
            decoder.end_utt()
    except RuntimeError:
        return []
    step = 1 / 100
    return [
        (phone.start * step, (phone.start + phone.duration) * step, phone.name)
        for word in decoder.get_alignment()
        for phone in word
        if phone.name != "SIL"
    ]


def distances(pairs: Sequence[tuple[list[TimedPhone], list[TimedPhone]]]) -> Distances:
    """Of the phones that stand in the same order in both, and no more than 0.15 s apart."""
    starts, ends = [], []
    for ours, theirs in pairs:
        matcher = SequenceMatcher(None, [p[2] for p in ours], [p[2] for p in theirs], autojunk=False)
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                (start, end, _), (other_start, other_end, _) = ours[block.a + step], theirs[block.b + step]
                if abs(start - other_start) <= _NEAR and abs(end - other_end) <= _NEAR:
                    starts.append(start - other_start)
                    ends.append(end - other_end)
    return Distances(np.array(starts), np.array(ends))


def in_the_sound(clip: Speech) -> list[float]:
    """Seconds by which our first phones after a pause come later than their sound: the level passes 30 dB below the
    clip's loud parts for good."""
    size = round(_STEP * clip.sample_rate)
    pieces = clip.samples[: len(clip.samples) // size * size].reshape(-1, size)
    level = 20 * np.log10(np.sqrt(np.square(pieces, dtype=np.float64).mean(1)) + 1e-9)
    loud = level > np.percentile(level, 95) - _QUIET
    found = []
    for pause, phone in zip(clip.phones[:-1], clip.phones[1:], strict=True):
        long = pause.symbol == SILENCE and pause.end - pause.start >= _SHORTEST_PAUSE
        if long and (phone.symbol in VOWELS or phone.symbol in _SOUNDING):
            piece = _sets_in(loud, phone.start)
            found += [] if piece is None else [phone.start - piece * _STEP]
    return found


def _sets_in(loud: np.ndarray, around: float) -> int | None:
    """The first of eight loud pieces in a row after eight quiet ones, within 0.15 s of ``around``."""
    middle = round(around / _STEP)
    for index in range(max(middle - 30, 8), min(middle + 30, len(loud) - 8)):
        if loud[index : index + 8].all() and not loud[index - 8 : index].any():
            return index
    return None


def readings() -> tuple[list[str], list[str]]:
    """Rows of the readings by people, with their words as a transcript and without."""
    heard_rows, contact_rows = [], []
    for with_transcript in (True, False):
        pairs, found = [], []
        for path in sorted(READINGS.glob("librivox_*.wav")):
            labels = path.with_suffix(".phone.json")
            theirs = [phone for phone in read_phones(labels) if phone[2] != "SIL"]
            recording = read_recording(path)
            features = heard_features(recording, with_content=False)
            words = json.loads(labels.read_text(encoding="utf-8"))["t"] if with_transcript else None
            speech = phones_in_time(recording, features, words)
            curve = opening(animate(speech, over_noise(features, speech.phones), Direction()).weights)
            found.append(closure_scores(np.arange(len(curve)) / FRAMES_PER_SECOND, curve, theirs))
            pairs.append((named(speech.phones), theirs))
        name = "yes" if with_transcript else "no"
        heard_rows.append(distances(pairs).row(name))
        contact_rows.append(f"| {name} | {' | '.join(_contacts(found))} |")
    return heard_rows, contact_rows


def _contacts(found: Sequence[ClosureScores]) -> Iterator[str]:
    for share, count in (
        ("bilabials", "bilabial_count"),
        ("labiodentals", "labiodental_count"),
        ("false_closures", "open_vowel_count"),
    ):
        total = sum(getattr(scores, count) for scores in found)
        made = sum(round((getattr(scores, share) or 0.0) * getattr(scores, count)) for scores in found)
        yield f"{made} of {total}"


def page(sentences: int, rows: list[str], onsets: np.ndarray, heard_rows: list[str], contact_rows: list[str]) -> str:
    columns = "| phones | starts | scatter | ends | scatter |\n|---|---|---|---|---|---|"
    return f"""# When phones are heard

Written by `benchmarks/phone_times.py`. Times are ours less the other's: positive where ours come later. Starts, ends:
the median; scatter: the median distance from that median.

## A text's phones against another aligner

{sentences} sentences of `benchmarks/sentences.txt`, said by {", ".join(VOICES)}, aligned by pocketsphinx, on which
nothing here was tuned. The voice model's own durations come late; all times are moved forward by {SOUND_LEADS} of its
frames of 25 ms (`runtime/voice/timing.py`). This aligner names the beginning of its windows of 25.6 ms, so its times
are early by up to 13 ms themselves: a median of +13 ms would be in time.

| the model's durations {columns}
{chr(10).join(rows)}

## The same by the sound's level

Of {len(onsets)} first phones after pauses (vowels, nasals, liquids, glides and sibilants: a stop begins with silence)
our start comes {np.median(onsets):+.0f} ms after the level passes {_QUIET:.0f} dB below the clip's loud parts for
good, in the median (quartiles {np.percentile(onsets, 25):+.0f} and {np.percentile(onsets, 75):+.0f} ms); with the
model's own durations {np.median(onsets) + 1000 * SOUND_LEADS / VOICE_FRAMES:+.0f} ms.

## Readings by people

Three readings (LibriVox, public domain) with an aligner's labels of the pocketsphinx kind, which our own listening does
not use. A smoke test: three readers, few phones. Without a transcript only the phones count that were heard as the same
one.

| transcript {columns}
{chr(10).join(heard_rows)}

Contacts of the rules engine against those labels, as `soliloquy evaluate` counts them
([listening.md](../listening.md)):

| transcript | P/B/M closed | F/V in contact | open vowels wrongly closed |
|---|---|---|---|
{chr(10).join(contact_rows)}
"""


if __name__ == "__main__":
    sys.exit(main())
