# SPDX-License-Identifier: GPL-3.0-or-later
"""Long texts and recordings: memory and time by length, and what a million characters would take.

Writes docs/measured/long-texts.md. Some twelve minutes on two cores, with --quick some five. The text is the sentences
of benchmarks/read_back/en-us.txt in an order by chance, again and again. Each run is the shell command in a process of
its own; `say` gets a million characters, and is stopped when it has made some minutes of sound.

Usage: .venv/bin/python benchmarks/long_texts.py [--quick]
"""

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "long-texts.md"
SENTENCES = ROOT / "benchmarks" / "read_back" / "en-us.txt"
SEED = 12
MILLION = 1_000_000
RATE = 24_000
MOST_MEGABYTES = 1000.0
_RUN = """
import sys
from pathlib import Path
from soliloquy.shell.cli import main
peak, sys.argv = sys.argv[1], ["soliloquy", *sys.argv[2:]]
code = main(sys.argv[1:])
Path(peak).write_text(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
raise SystemExit(code)
"""


@dataclass(frozen=True)
class Lengths:
    """said: seconds of sound of a million characters after which ``say`` is looked at; at the last it is stopped.
    taken: characters of the texts of ``speak``. heard: seconds of the recordings."""

    said: tuple[int, ...] = (100, 400, 1300)
    taken: tuple[int, ...] = (6_000, 30_000)
    heard: tuple[int, ...] = (150, 600)


QUICK = Lengths((100, 400, 800), (1_500, 3_000), (150, 600))


@dataclass(frozen=True)
class Measured:
    """size: characters, or seconds of sound. sound: seconds made or heard. wall: seconds. megabytes: of memory, at
    most."""

    size: int
    sound: float
    wall: float
    megabytes: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="shorter texts")
    lengths = QUICK if parser.parse_args().quick else Lengths()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        said = _say(lengths.said, place)
        taken = [_take(size, place) for size in lengths.taken]
        heard = [_hear(seconds, place) for seconds in lengths.heard]
    PAGE.write_text(page(said, taken, heard), encoding="utf-8")
    return 0


def text_of(characters: int) -> str:
    """So many characters of sentences, never twice in the same order."""
    sentences, chance = SENTENCES.read_text(encoding="utf-8").split("\n"), random.Random(SEED)
    parts: list[str] = []
    while sum(map(len, parts)) + len(parts) < characters:
        parts += chance.sample(sentences, len(sentences))
    return "\n".join(parts)[:characters].rpartition(" ")[0]


def _say(marks: tuple[int, ...], place: Path) -> list[Measured]:
    """What ``say`` has held and taken when so many seconds of a million characters are made."""
    (place / "text.txt").write_text(text_of(MILLION), encoding="utf-8")
    command = [sys.executable, "-c", _RUN, str(place / "peak"), "say", "--text-file", str(place / "text.txt")]
    sound, found, began = place / "said.wav", list[Measured](), time.perf_counter()
    with sound.open("wb") as file, subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL) as process:
        for mark in marks:
            while sound.stat().st_size < mark * RATE * 2:
                if process.poll() is not None:
                    raise RuntimeError(f"say ended with {process.returncode}")
                time.sleep(0.05)
            seconds = sound.stat().st_size / RATE / 2
            found.append(Measured(mark, seconds, time.perf_counter() - began, _peak(f"/proc/{process.pid}/status")))
            print("say", found[-1], flush=True)
        process.terminate()
    return found


def _peak(status: str) -> float:
    kilobytes = Path(status).read_text(encoding="utf-8").partition("VmHWM:")[2].split()[0]
    return int(kilobytes) * 1024 / 1e6


def _take(characters: int, place: Path) -> Measured:
    (place / "text.txt").write_text(text_of(characters), encoding="utf-8")
    command = ("speak", "--text-file", str(place / "text.txt"), "--formats", "take,wav", "--out", str(place / "out"))
    measured = _run(characters, command, place)
    return _with_sound(measured, soundfile.info(place / "out" / "take.wav").duration)


def _hear(seconds: int, place: Path) -> Measured:
    """A recording of the sound that was made last, again and again with half a second between."""
    samples, rate = soundfile.read(place / "out" / "take.wav", dtype="float32")
    once = np.concatenate([samples, np.zeros(rate // 2, np.float32)])
    recording = place / f"heard-{seconds}.flac"
    soundfile.write(recording, np.tile(once, seconds * rate // len(once) + 1)[: seconds * rate], rate)
    command = ("animate", str(recording), "--formats", "take", "--out", str(place / "heard"))
    return _with_sound(_run(seconds, command, place), float(seconds))


def _run(size: int, command: tuple[str, ...], place: Path) -> Measured:
    peak, began = place / "peak", time.perf_counter()
    subprocess.run([sys.executable, "-c", _RUN, str(peak), *command], stdout=subprocess.DEVNULL, check=True)
    measured = Measured(size, 0.0, time.perf_counter() - began, int(peak.read_text()) * 1024 / 1e6)
    print(command[0], measured, flush=True)
    return measured


def _with_sound(measured: Measured, seconds: float) -> Measured:
    return Measured(measured.size, seconds, measured.wall, measured.megabytes)


def slope(found: list[Measured], of: str) -> float:
    """More megabytes or seconds for one more of size: of the line that fits best. of: a field of ``Measured``."""
    return float(np.polyfit([one.size for one in found], [getattr(one, of) for one in found], 1)[0])


def page(said: list[Measured], taken: list[Measured], heard: list[Measured]) -> str:
    total = MILLION * taken[-1].sound / taken[-1].size
    per_second = max(0.0, slope(said[1:], "megabytes"))
    characters = MILLION * said[-1].sound / total
    at_million = said[-1].megabytes + per_second * (total - said[-1].sound)
    return f"""# Long texts and recordings

Written by `benchmarks/long_texts.py` on {time.strftime("%Y-%m-%d")}, on {os.cpu_count()} cores ({platform.machine()},
{platform.system()}), load {os.getloadavg()[0]:.1f}: where it is above the number of cores other work ran beside it,
and seconds are too many. Each row is one run of the shell command in a process of its own, from Python's start on. The
text is the sentences of `benchmarks/read_back/en-us.txt` in an order by chance. Memory: the most that the process held
(VmHWM), in megabytes of 10^6 bytes.

## `say --text-file`: the voice alone, as it is made

A text of a million characters. {
        taken[-1].sound / taken[-1].size:.4f} s of sound a character (of the longest text below)
make {total / 3600:.0f} hours of it; it was stopped after the last row, at some {characters:,.0f} characters.

| seconds made | sound, s | wall, s | wall a second of sound | memory |
|---|---|---|---|---|
{_rows(said)}

From the second row to the last {
        3600 * per_second:.0f} MB for each further hour of sound; memory grows in steps, when a line
is longer than all before it. **Extrapolated, not measured: all of it would hold {at_million:.0f} MB**
({"below" if at_million < MOST_MEGABYTES else "NOT below"} the {MOST_MEGABYTES:.0f} MB that are allowed) and take {
        said[-1].wall / said[-1].sound * total / 3600:.0f} hours on this machine at this load.

## `speak --formats take`: whole in memory

| characters | sound, s | wall, s | wall a second of sound | memory |
|---|---|---|---|---|
{_rows(taken)}

{
        1000
        * slope(
            taken, "megabytes"
        ):.1f} MB for each further 1,000 characters; `speak` takes 60,000 at most, which by that line
are {taken[-1].megabytes + slope(taken, "megabytes") * (60_000 - taken[-1].size):.0f} MB (extrapolated).

## `animate`: a recording

The sound of the longest text of `speak`, again and again, as FLAC.

| seconds | sound, s | wall, s | wall a second of sound | memory |
|---|---|---|---|---|
{_rows(heard)}

{60 * slope(heard, "megabytes"):.1f} MB for each further minute.
"""


def _rows(found: list[Measured]) -> str:
    return "\n".join(
        f"| {one.size:,} | {one.sound:.0f} | {one.wall:.0f} | {one.wall / one.sound:.2f} | {one.megabytes:.0f} MB |"
        for one in found
    )


if __name__ == "__main__":
    sys.exit(main())
