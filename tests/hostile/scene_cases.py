# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes through Blender and the renderer: odd names, frames at the limits, recordings whose names are addresses."""

from collections.abc import Iterator
from pathlib import Path

from .case import DONE, INPUT, SETUP, USAGE, WRITE, Case
from .damage import give_named, named
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT, WRITE, SETUP})
_NAMES = (
    "%d",
    "a b",
    "ünïcödé 😀",
    "-a",
    "http:x",
    "x" * 200,
    "'\"$(id)",
    "a\\b",
    "//a",
    "\udcff",
    "a.b.c",
    "#####",
    "{0}",
)
_FRAMES = ("-1000000", "-1", "0", "1000000", "1048574", "1048575", "999999999999")
_RATES = ("1", "240", "23.976", "1.0000001", "29.97002997", "239.99")
_RECORDINGS = (b"http:x.wav", b"concat:x.wav", b"a\xff.wav", b"-i.wav", b"%03d.wav", b"a\nb.wav", b"pipe:0.wav")


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """A take as a scene, and as files of engines; one film, since each takes seconds.

    Each is a process of its own, since what these leave is removed when one ends.
    """
    for name in _NAMES:
        yield _exported(f"named {name}"[:40], "fbx,glb,blend", f"--name={name}")
    for frame in _FRAMES:
        yield _exported(f"from frame {frame}", "blend", f"--start-frame={frame}")
    for rate in _RATES:
        yield _exported(f"at {rate} frames a second", "blend", f"--fps={rate}", "--layout", "flame")
    yield _exported("at a late frame and 240 a second", "blend", "--start-frame=1000000", "--fps=240", "--pack")
    yield _exported("packed and named oddly", "blend", "--pack", "--name=ä b%20")
    for recording in _RECORDINGS:
        yield _animated(recording, "blend")
    yield _animated(b"http:x.wav", "mp4")


def _exported(name: str, formats: str, *more: str) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        samples.give(folder, ".take")

    arguments = ("export", "good.take", "--out", "out", "--formats", formats, *more)
    return Case(name, arguments, prepare, codes=_CODES, apart=True)


def _animated(recording: bytes, formats: str) -> Case:
    called = named(recording, ".wav")

    def prepare(folder: Path, samples: Samples) -> None:
        give_named(folder, samples, ".wav", called)

    arguments = ("animate", f"./{called}", "--engine", "rules", "--out", "out", "--formats", formats)
    return Case(f"the recording {called} as {formats}", arguments, prepare, codes=_CODES, apart=True)
