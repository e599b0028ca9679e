# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the mark of synthetic speech is found after what happens to sound files, and nowhere else. Writes
docs/measured/watermark.md.

    python benchmarks/watermark.py [--dnsmos sig_bak_ovr.onnx]

Says 200 clips of three seconds and more (kept in build/watermark, so a run goes on where it was ended), marks each, and
looks for the mark after every attack. What bears no mark: the same clips, the man of the GRID corpus, an actress and
readers of LibriVox (../shared/data), cut into pieces of three seconds. DNSMOS: benchmarks/judges.py; where it is not
given, its rows stay as they are on the page.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import soundfile
import soxr
from measured_page import write_part
from soliloquy.runtime.mark.detection import find_mark
from soliloquy.runtime.mark.embedding import marked
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.threads import set_thread_count
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import list_voices
from spoken_sentences import sentences
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "watermark"
RECORDINGS = [ROOT.parent / "shared" / "data" / folder for folder in ("grid/clips", "speech", "mocap_speech")]
RATE, SHORTEST, CLIPS = 24_000, 3.0, 200
Sound = tuple[np.ndarray, int]


@dataclass(frozen=True)
class Attack:
    """name: as the page has it. done: what becomes of a sound; the draw is the clip's own."""

    name: str
    done: Callable[[np.ndarray, np.random.Generator], Sound]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dnsmos", type=Path, help="sig_bak_ovr.onnx of speechmos")
    parser.add_argument("--clips", type=int, default=CLIPS)
    given = parser.parse_args()
    set_thread_count(1)
    clips = [np.load(path) for path in said(given.clips)]
    with_mark = [marked(clip, RATE) for clip in clips]
    write_part("watermark.md", "watermark.py", f"{found_after(with_mark)}\n\n{found_nowhere(clips)}\n\n{cost(clips)}")
    if given.dnsmos is not None:
        write_part("watermark.md", "watermark.py --dnsmos", quality(given.dnsmos, clips, with_mark))
    return 0


def said(count: int) -> list[Path]:
    """So many clips of three seconds and more, by all voices in turn, of sentences that follow each other."""
    KEPT.mkdir(parents=True, exist_ok=True)
    lines = sentences()
    voices = [voice.name for voice in list_voices()]
    paths = [KEPT / f"{number:03d}.npy" for number in range(count)]
    for number, path in enumerate(tqdm(paths, "saying")):
        words, more = "", 0
        while not path.exists():
            words += f" {lines[(number + more) % len(lines)]}"
            more += 1
            speech = synthesise(VoiceRequest(words.strip(), voice=voices[number % len(voices)], language="en-us"))
            if speech.duration >= SHORTEST:
                np.save(path, speech.samples)
    return paths


def attacks() -> list[Attack]:
    through = {rate: _resampled(rate) for rate in (8_000, 16_000, 44_100, 48_000)}
    return [
        Attack("none", lambda sound, draw: (sound, RATE)),
        Attack("MP3, 96 kb/s", lambda sound, draw: _coded(sound, "mp3", "96k")),
        *(Attack(f"resampled to {rate / 1000:g} kHz", done) for rate, done in through.items()),
        Attack("three seconds cut out anywhere", lambda sound, draw: (_cut(sound, RATE, draw), RATE)),
        Attack("MP3, then cut", _coded_and_cut),
        Attack("cut, 8 kHz, MP3, a third as loud", _all_together),
        Attack("AAC, 96 kb/s", lambda sound, draw: _coded(sound, "m4a", "96k")),
        Attack("Opus, 24 kb/s", lambda sound, draw: _coded(sound, "opus", "24k")),
        Attack("white noise 20 dB below", _noisy),
    ]


def found_after(with_mark: list[np.ndarray]) -> str:
    rows = []
    for attack in attacks():
        scores, hits = [], 0
        for number, sound in enumerate(tqdm(with_mark, attack.name)):
            found = find_mark(*attack.done(sound, np.random.default_rng(number)))
            scores.append(found.score)
            hits += found.found
        low, middle = np.min(scores), np.median(scores)
        rows.append(f"| {attack.name} | {hits} of {len(scores)} | {low:.1f} | {middle:.1f} |")
    head = "| what was done to it | found | lowest score | median score |\n|---|---|---|---|\n"
    return head + "\n".join(rows)


def found_nowhere(clips: list[np.ndarray]) -> str:
    synthetic = [(clip, RATE) for clip in clips]
    sets = {"unmarked synthetic clips": synthetic, "recordings, in pieces of 3 s": list(_recordings())}
    rows = []
    for name, sounds in sets.items():
        for how, done in (("as they are", lambda sound: sound), ("after MP3, 96 kb/s", _through_mp3)):
            scores, hits = [], 0
            for sound in tqdm(sounds, f"{name}, {how}"):
                found = find_mark(*done(sound))
                scores.append(found.score)
                hits += found.found
            rows.append(f"| {name} | {how} | {hits} of {len(scores)} | {np.max(scores):.1f} |")
    head = "| without a mark | | taken for marked | highest score |\n|---|---|---|---|\n"
    return head + "\n".join(rows)


def cost(clips: list[np.ndarray]) -> str:
    seconds = sum(len(clip) for clip in clips) / RATE
    began = time.process_time()
    added = [marked(clip, RATE) for clip in clips]
    marking = (time.process_time() - began) / seconds
    began = time.process_time()
    for clip in added:
        find_mark(clip, RATE)
    finding = (time.process_time() - began) / seconds
    decibels = [10 * np.log10(np.sum((a - b) ** 2) / np.sum(b**2)) for a, b in zip(added, clips, strict=True)]
    return (
        f"The mark lies {-np.max(decibels):.1f} to {-np.min(decibels):.1f} dB below its clip. A second of speech takes "
        f"{1000 * marking:.1f} ms of a core to mark and {1000 * finding:.1f} ms to look through, on a machine that "
        f"others used too. {len(clips)} clips of {seconds / len(clips):.1f} s on average."
    )


def quality(model: Path, clips: list[np.ndarray], with_mark: list[np.ndarray]) -> str:
    import onnxruntime
    from judges import dnsmos

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    judge = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    pairs = [(dnsmos(judge, a), dnsmos(judge, b)) for a, b in zip(tqdm(clips, "DNSMOS"), with_mark, strict=True)]
    rows = []
    for kind in ("overall", "signal", "background"):
        before, after = (np.array([pair[which][kind] for pair in pairs]) for which in (0, 1))
        change = after - before
        rows.append(
            f"| {kind} | {before.mean():.3f} | {after.mean():.3f} | {change.mean():+.4f} | {change.min():+.3f} |"
        )
    head = "| DNSMOS P.835 | without | with the mark | change | of the clip that loses most |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows)


def _recordings() -> Iterator[Sound]:
    for folder in RECORDINGS:
        for path in sorted(folder.glob("*.flac")):
            sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
            size = round(SHORTEST * rate)
            for first in range(0, max(1, len(sound) - size + 1), size):
                piece = sound[first : first + size].mean(axis=1)
                if len(piece) >= 0.9 * size:
                    yield piece, rate


def _resampled(rate: int) -> Callable[[np.ndarray, np.random.Generator], Sound]:
    return lambda sound, draw: (soxr.resample(sound, RATE, rate, quality="HQ"), rate)


def _cut(sound: np.ndarray, rate: int, draw: np.random.Generator) -> np.ndarray:
    size = round(SHORTEST * rate)
    first = int(draw.integers(0, max(1, len(sound) - size)))
    return sound[first : first + size]


def _coded_and_cut(sound: np.ndarray, draw: np.random.Generator) -> Sound:
    coded, rate = _coded(sound, "mp3", "96k")
    return _cut(coded, rate, draw), rate


def _all_together(sound: np.ndarray, draw: np.random.Generator) -> Sound:
    low = soxr.resample(_cut(sound, RATE, draw), RATE, 8_000, quality="HQ")
    return _coded(0.33 * low, "mp3", "96k", 8_000)


def _noisy(sound: np.ndarray, draw: np.random.Generator) -> Sound:
    return sound + 0.1 * np.sqrt(np.mean(sound**2)) * draw.normal(size=len(sound)), RATE


def _through_mp3(sound: Sound) -> Sound:
    return _coded(sound[0], "mp3", "96k", sound[1])


def _coded(sound: np.ndarray, ending: str, rate: str, sample_rate: int = RATE) -> Sound:
    """Through ffmpeg's encoder and back."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("in.wav", f"coded.{ending}", "out.wav")]
        soundfile.write(paths[0], sound, sample_rate, subtype="PCM_16")
        for source, target, options in ((*paths[:2], ("-b:a", rate)), (*paths[1:], ())):
            command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", source, *options, target]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        heard, heard_rate = soundfile.read(paths[2], dtype="float32")
    return heard, heard_rate


if __name__ == "__main__":
    sys.exit(main())
