# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders and lists of recordings, and the places where outputs go: what is in the way, what may not be written."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from .case import ANY, DONE, INPUT, USAGE, WRITE, Case
from .damage import NAMES, give_named, named
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT})
_OPTIONS = ("--out", "out", "--formats", "csv")
Make = Callable[[Path, Samples], None]


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Many recordings at once, lists of them, and outputs that something is in the way of."""
    for more in ((), ("--json",)):
        for name, make in _FOLDERS.items():
            case = Case(
                f"folder: {name} {' '.join(more)}", ("animate", "many", *_OPTIONS, *more), codes=_CODES, many=True
            )
            yield replace(case, prepare=_in_folder(make))
            if name not in _NONE_GOOD:
                prepare = _in_folder(_with_good(make))
                yield replace(case, name=f"{case.name}, a good one", prepare=prepare, made=("out/fine.csv",))
        for name, content in _LISTS.items():
            case = Case(
                f"list: {name} {' '.join(more)}", ("animate", "list.txt", *_OPTIONS, *more), codes=_CODES, many=True
            )
            made = ("out/good.csv",) if b"good.wav" in content and name not in _UNREADABLE else ()
            yield replace(case, prepare=_listing(content), made=made)
    for name, make in _IN_THE_WAY.items():
        for formats in ("csv", "take,wav,csv"):
            arguments = ("export", "good.take", "--name", "a", "--out", "out", "--formats", formats)
            case = Case(f"in the way: {name}, {formats}", arguments, _with_take(make), codes=ANY, unprivileged=True)
            yield replace(case, anywhere="nowhere in the folder" in name, replaced=("out/a.csv",))
    for ending in (".flac", ".mp3", ".wav"):
        for formats in ("wav", "take,wav,csv", "csv"):
            beside = ("animate", f"good{ending}", "--out", ".", "--formats", formats)
            yield Case(
                f"beside itself: {ending}, {formats}", beside, _beside(ending), codes=_CODES | {WRITE}, anywhere=True
            )
    onto = ("export", "out/a.take", "--out", "out", "--formats", "take,csv")
    yield Case("a take exported onto itself", onto, _take_in_out, codes=ANY)


def _in_folder(make: Make) -> Make:
    def prepare(folder: Path, samples: Samples) -> None:
        many = folder / "many"
        many.mkdir()
        make(many, samples)

    return prepare


def _with_good(make: Make) -> Make:
    """Beside a good recording, which must be made whatever the others are."""

    def both(many: Path, samples: Samples) -> None:
        samples.give(many, ".wav", "fine.wav")
        make(many, samples)

    return both


def _named_oddly(many: Path, samples: Samples) -> None:
    for pattern in NAMES.values():
        give_named(many, samples, ".wav", named(pattern, ".wav"))


def _write(name: str, content: bytes) -> Make:
    def make(many: Path, samples: Samples) -> None:
        (many / name).write_bytes(content)

    return make


def _same_stem(many: Path, samples: Samples) -> None:
    samples.give(many, ".wav")
    samples.give(many, ".flac")


def _with_transcript(content: bytes) -> Make:
    def make(many: Path, samples: Samples) -> None:
        samples.give(many, ".wav")
        (many / "good.txt").write_bytes(content)

    return make


def _transcript_at(place: str) -> Make:
    def make(many: Path, samples: Samples) -> None:
        samples.give(many, ".wav")
        (many / "good.txt").symlink_to(place)

    return make


def _empty_ones(many: Path, samples: Samples) -> None:
    for number in range(1000):
        (many / f"{number}.wav").touch()


_FOLDERS: dict[str, Make] = {
    "empty": lambda many, samples: None,
    "no sound in it": _write("notes.doc", b"x"),
    "a bad one": _write("bad.wav", b"no sound"),
    "a transcript that is no UTF-8": _with_transcript("Müller".encode("latin-1")),
    "a transcript of something else": _with_transcript(b"The ship sailed slowly across the southern sea."),
    "a transcript without end": _transcript_at("/dev/zero"),
    "a transcript that is a folder": _transcript_at("."),
    "what macOS leaves": _write("._good.wav", b"\0\x05\x16\x07" + bytes(100)),
    "two of one stem": _same_stem,
    "stems that differ in case": _write("FINE.WAV", b"x"),
    "a folder that is called like a sound": lambda many, samples: (many / "x.wav").mkdir(),
    "a link to itself": lambda many, samples: (many / "x.wav").symlink_to("x.wav"),
    "a link without end": lambda many, samples: (many / "x.wav").symlink_to("/dev/zero"),
    "a FIFO": lambda many, samples: os.mkfifo(many / "x.wav"),
    "odd names": _named_oddly,
    "a thousand empty ones": _empty_ones,
    "a name with a dot in front": _write(".hidden.wav", b"x"),
}
_NONE_GOOD = {"stems that differ in case"}
"""Where it may be the good one that is refused, as two of one name."""

_LISTS: dict[str, bytes] = {
    "empty": b"",
    "only remarks": b"# nothing\n\n",
    "a missing one": b"good.wav\nmissing.wav\n",
    "thousands of missing ones": b"".join(b"missing-%d.wav\n" % number for number in range(5000)) + b"good.wav\n",
    "itself": b"list.txt\n",
    "the same one twice": b"good.wav\ngood.wav\n",
    "the same one by another way": b"good.wav\n./good.wav\nmine/../good.wav\n",
    "folders": b".\n..\n/\nmine\n",
    "devices": b"/dev/zero\n/dev/null\ngood.wav\n",
    "absolute": b"/etc/passwd\ngood.wav\n",
    "a web address": b"http://example.com/a.wav\ngood.wav\n",
    "a zero byte": b"a\0b.wav\ngood.wav\n",
    "an escape code": b"\x1b[31m.wav\ngood.wav\n",
    "Windows line ends": b"good.wav\r\n",
    "a byte-order mark": b"\xef\xbb\xbfgood.wav\n",
    "no UTF-8": b"\xff.wav\ngood.wav\n",
    "a name of a megabyte": b"a" * 1_000_000 + b".wav\ngood.wav\n",
    "a name of nothing": b".wav\n..wav\ngood.wav\n",
    "a home that is nobody's": b"~nosuchuser/a.wav\ngood.wav\n",
}


_UNREADABLE = {"no UTF-8", "the same one twice", "the same one by another way"}
"""Where the list as a whole may be refused, or the good one as two of one name."""


def _listing(content: bytes) -> Make:
    def prepare(folder: Path, samples: Samples) -> None:
        (folder / "list.txt").write_bytes(content)
        samples.give(folder, ".wav")

    return prepare


def _with_take(make: Make) -> Make:
    def prepare(folder: Path, samples: Samples) -> None:
        samples.give(folder, ".take")
        make(folder / "out", samples)

    return prepare


def _loop_to_itself(out: Path, samples: Samples) -> None:
    (out / "a.csv").symlink_to("a.csv")


def _instead(make: Callable[[Path], object]) -> Make:
    """Something in the place of the folder itself."""

    def prepare(out: Path, samples: Samples) -> None:
        out.rename(out.with_name("moved"))
        make(out)

    return prepare


_IN_THE_WAY: dict[str, Make] = {
    "a folder that is called like an output": lambda out, samples: (out / "a.csv").mkdir(),
    "a folder of the user's with a file in it": lambda out, samples: _write("x", b"x")(_made(out / "a.csv"), samples),
    "a file that may not be written": lambda out, samples: _locked_file(out / "a.csv"),
    "a folder that may not be written": lambda out, samples: out.chmod(0o500),
    "a folder that may not be entered": lambda out, samples: out.chmod(0),
    "a link to itself": _loop_to_itself,
    "a link to nowhere": lambda out, samples: (out / "a.csv").symlink_to("nowhere"),
    "a link to a user's file": lambda out, samples: (out / "a.csv").symlink_to("../mine/take.wav"),
    "a link to a device": lambda out, samples: (out / "a.csv").symlink_to("/dev/null"),
    "a FIFO": lambda out, samples: os.mkfifo(out / "a.csv"),
    "the lock is a folder": lambda out, samples: (out / ".soliloquy.lock").mkdir(),
    "the lock is a link to a user's file": lambda out, samples: (out / ".soliloquy.lock").symlink_to(
        "../mine/take.wav"
    ),
    "the lock may not be written": lambda out, samples: _locked_file(out / ".soliloquy.lock"),
    "a file in the folder's place": _instead(lambda out: out.write_text("mine")),
    "a link to itself in the folder's place": _instead(lambda out: out.symlink_to("out")),
    "a link to nowhere in the folder's place": _instead(lambda out: out.symlink_to("nowhere")),
    "a FIFO in the folder's place": _instead(os.mkfifo),
    "a device in the folder's place": _instead(lambda out: out.symlink_to("/dev/null")),
    "/proc in the folder's place": _instead(lambda out: out.symlink_to("/proc/self")),
}


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def _locked_file(path: Path) -> None:
    path.write_text("the user's own")
    path.chmod(0o400)


def _beside(ending: str) -> Make:
    """The recording lies where its outputs would, beside a WAV of the user's."""

    def prepare(folder: Path, samples: Samples) -> None:
        samples.give(folder, ".wav")
        samples.give(folder, ending)

    return prepare


def _take_in_out(folder: Path, samples: Samples) -> None:
    samples.give(folder / "out", ".take", "a.take")
