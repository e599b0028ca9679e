# SPDX-License-Identifier: GPL-3.0-or-later
"""Films: damaged, cut off, without picture or sound, lists of addresses, odd shapes and rates, no face and several."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PIL import Image

from .case import DONE, INPUT, USAGE, Case
from .damage import Spoil, ways
from .films import GREY, nodding, write_film
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT})
_LISTS = {
    ".m3u8": "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n",
    ".ffconcat": "ffconcat version 1.0\nfile /etc/passwd\n",
    ".sdp": "v=0\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
    ".mpd": '<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1:9/</BaseURL></MPD>',
}
_NAMES = ("-i.mp4", "http:x.mp4", "pipe:0.mp4", "%03d.mp4", "a b 'c\".mp4", "concat:x|y.mp4")


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each captured."""
    for name, prepare in _damages(seed):
        yield _film(f"film {name}", prepare)
    for ending in (".webm", ".mkv", ".mov", ".avi"):
        yield _film(f"a good {ending}", _made(f"x{ending}"), f"x{ending}")
    for ending, text in _LISTS.items():
        yield _film(f"a list {ending}", _written(f"x{ending}", text.encode()), f"x{ending}", frozenset({INPUT}))
        yield _film(f"a list {ending} named .mp4", _written("x.mp4", text.encode()), codes=frozenset({INPUT}))
    for ending in (".wav", ".mp3", ".png", ".jpg", ".txt", ".take", ".npz"):
        yield _film(f"{ending} named .mp4", _copied(ending), codes=_CODES)
    for odd in _NAMES:
        yield _film(f"named {odd}", _made(odd), odd, named=f"./{odd}")
    for name, pictures in _PICTURES.items():
        yield _film(name, _made("x.mp4", pictures))
    yield _film("face 9", _made("x.mp4"), more=("--face", "9"), codes=frozenset({USAGE}))
    yield _film("face 0", _made("x.mp4"), more=("--face", "0"), codes=frozenset({USAGE}))
    yield _film("a folder", lambda folder, samples: (folder / "x.mp4").mkdir(), codes=frozenset({INPUT}))
    yield _film("nothing", lambda folder, samples: None, codes=frozenset({INPUT}))
    yield _film("empty", _written("x.mp4", b""), codes=frozenset({INPUT}))


def _film(
    name: str,
    prepare: Callable[[Path, Samples], object],
    file: str = "x.mp4",
    codes: frozenset[int] = _CODES,
    more: Sequence[str] = (),
    named: str = "",
) -> Case:
    def prepared(folder: Path, samples: Samples) -> None:
        prepare(folder, samples)

    return Case(name, ("capture", named or file, "--out", "out", *more, "--json"), prepared, codes=codes)


def _made(name: str, pictures: Callable[[], list[Image.Image]] = nodding) -> Callable[[Path, Samples], object]:
    def make(folder: Path, samples: Samples) -> None:
        ending = Path(name).suffix
        written = write_film(folder / f"made{ending}", pictures(), sound=samples.folder / "good.wav")
        written.rename(folder / name)

    return make


def _written(name: str, content: bytes) -> Callable[[Path, Samples], object]:
    return lambda folder, samples: (folder / name).write_bytes(content)


def _copied(ending: str) -> Callable[[Path, Samples], object]:
    return lambda folder, samples: samples.give(folder, ending, "x.mp4")


_PICTURES: dict[str, Callable[[], list[Image.Image]]] = {
    "no face": lambda: [Image.new("RGB", (320, 240), GREY)] * 10,
    "two faces": lambda: nodding(("Clara", "Kofi"), size=(640, 320)),
    "one picture": lambda: nodding(count=1),
    "2 x 2 pixels": lambda: [Image.new("RGB", (2, 2), GREY)] * 10,
    "8 x 2000 pixels": lambda: [Image.new("RGB", (8, 2000), GREY)] * 10,
    "a face that goes": lambda: nodding(count=10) + [Image.new("RGB", (320, 320), GREY)] * 10,
}


def _damages(seed: int) -> Iterator[tuple[str, Callable[[Path, Samples], object]]]:
    for name, spoil in ways(seed, structured=True):
        yield name, partial(_damaged, spoil)


def _damaged(spoil: Spoil, folder: Path, samples: Samples) -> None:
    good = write_film(folder / "good.mp4", nodding(), sound=samples.folder / "good.wav")
    content = good.read_bytes()
    good.unlink()
    spoil(folder / "x.mp4", content)
