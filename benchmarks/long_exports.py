# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of a minute and of an hour: how long each lasts, what memory it holds, what its file weighs.

Writes docs/measured/long-exports.md. Some ten minutes on two cores:

    .venv/bin/python benchmarks/long_exports.py
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import soliloquy
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.motion import FRAMES_PER_SECOND, MOTION_COLUMNS, Motion
from soliloquy.runtime.speech import Phone, Word
from soliloquy.runtime.take import Take
from spoken_sentences import sentences

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "long-exports.md"
SENTENCES = 8
SECONDS = (60, 3600)
FORMATS = ("wav", "csv", "glb", "fbx", "tres")
_FRAMES = SECONDS[-1] * FRAMES_PER_SECOND
_MOTION = 4e-6 * _FRAMES * sum(MOTION_COLUMNS.values())
_WEIGHTS = 4e-6 * _FRAMES * len(ARKIT_NAMES)
_SOUND = 4e-6 * SECONDS[-1] * 24_000
_RUN = """
import sys
from pathlib import Path
from soliloquy.shell.cli import main
code = main(sys.argv[2:])
Path(sys.argv[1]).write_text(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
raise SystemExit(code)
"""


@dataclass(frozen=True)
class Measured:
    """seconds: of processor time. megabytes: of memory, at most. size: of the file, in bytes."""

    seconds: float
    megabytes: float
    size: int


def main() -> None:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    once = soliloquy.speak(" ".join(sentences()[:SENTENCES]), voice="af_heart", seed=1)
    with tempfile.TemporaryDirectory() as folder:
        for seconds in SECONDS:
            again(once, seconds).save(Path(folder) / f"{seconds}.take")
        found = {name: [exported(name, seconds, Path(folder)) for seconds in SECONDS] for name in ("take", *FORMATS)}
    PAGE.write_text(page(found), encoding="utf-8")


def again(take: Take, seconds: int) -> Take:
    """``take`` said again and again until ``seconds`` are full."""
    frames = len(take.motion) - 1
    length, rate = frames / FRAMES_PER_SECOND, take.speech.sample_rate
    times = -(-seconds * FRAMES_PER_SECOND // frames)
    samples = np.resize(take.speech.samples, frames * rate // FRAMES_PER_SECOND)
    words, count = take.speech.words, len(take.speech.words)
    phones = tuple(
        replace(each, word=each.word + turn * count if each.word >= 0 else -1, **_shifted(each, turn, length))
        for turn in range(times)
        for each in take.speech.phones
    )
    spoken = tuple(replace(each, **_shifted(each, turn, length)) for turn in range(times) for each in words)
    speech = replace(take.speech, samples=np.tile(samples, times), phones=phones, words=spoken)
    columns = {
        name: np.concatenate([np.tile(values[:-1], (times, 1)), values[-1:]])
        for name, values in vars(take.motion).items()
        if isinstance(values, np.ndarray)
    }
    return Take(speech, Motion(**columns), take.engine, take.request, take.head, take.voice, take.seed)


def _shifted(part: Phone | Word, turn: int, length: float) -> dict[str, float]:
    return {"start": part.start + turn * length, "end": min(part.end, length) + turn * length}


def exported(name: str, seconds: int, folder: Path) -> Measured:
    """What it takes to write ``folder/SECONDS.take`` in the format ``name`` by the shell, in a process of its own."""
    peak, out = folder / "peak", folder / f"{seconds}-{name}"
    command = ("export", str(folder / f"{seconds}.take"), "--formats", name, "--out", str(out))
    began = _children()
    subprocess.run([sys.executable, "-c", _RUN, str(peak), *command], stdout=subprocess.DEVNULL, check=True)
    size = sum(path.stat().st_size for path in out.iterdir() if path.is_file())
    found = Measured(_children() - began, int(peak.read_text()) * 1024 / 1e6, size)
    print(name, seconds, found, flush=True)
    return found


def _children() -> float:
    """Seconds that processes which were started here have taken of any processor."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def page(found: dict[str, list[Measured]]) -> str:
    rows = "\n".join(
        f"| `{name}` | {' | '.join(map(_cell, each))} | {each[-1].megabytes - each[0].megabytes:,.0f} MB |"
        for name, each in found.items()
    )
    lengths = " | ".join(f"{seconds // 60} min" for seconds in SECONDS)
    return f"""# Long exports

Written by `benchmarks/long_exports.py` on {os.cpu_count()} cores ({platform.machine()}, {platform.system()}).
{SENTENCES} sentences of `benchmarks/sentences.txt` are said again and again. Each cell is one run of
`soliloquy export TAKE --formats FORMAT` in a process of its own, from Python's start on: seconds of processor time,
the most memory that it held (VmHWM, 10^6 bytes), and what the file weighs. The first row loads the take and writes it
again. Last column: how much more memory an hour takes than a minute. For comparison: an hour's motion is
{_MOTION:.0f} MB of float32, its 52 weights are {_WEIGHTS:.0f} MB, and its sound is {_SOUND:.0f} MB, which only formats
with sound read.

| format | {lengths} | an hour more than a minute |
|---|{"---|" * (len(SECONDS) + 1)}
{rows}
"""


def _cell(measured: Measured) -> str:
    return f"{measured.seconds:.1f} s, {measured.megabytes:,.0f} MB, file {measured.size / 1e6:,.1f} MB"


if __name__ == "__main__":
    main()
