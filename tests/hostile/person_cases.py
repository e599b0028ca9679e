# SPDX-License-Identifier: GPL-3.0-or-later
"""People: lines that say nobody, files that are none, and faces at the end of every slider."""

from collections.abc import Iterator
from pathlib import Path

from soliloquy.runtime.people.identity import Identity
from soliloquy.runtime.requests.options import options_of

from .case import DONE, INPUT, USAGE, Case, Prepare
from .damage import Spoil, ways
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT})
_GOOD = b'{"woman": 0.8, "age": 55, "asian": 0.5, "hair": "bob"}'
_LINES = (
    "=", "=,", ",", "woman", "woman=", "=1", "woman=1=2", "woman==1", "age=1e308", "age=-1e308", "age=nan", "age=inf",
    "age=0x20", "age=30,age=40", "woman=0.5,,", "random=", "random=1e9", "random=99999999999999999999",
    "random=9223372036854775807", "Clara,", "Clara,Mei", "Clara=1", "Clara,random=7", "hair=", "hair=auto", "who=Clara",
    "african=0,asian=0,european=0", "woman=\u0661", "woman=1\u00a0", "\ufeffwoman=1", "woman=0.5;age=30", "/.json",
    ".json", "missing.json", "~/x.json", "x.json,age=30", "name\n=1", "woman=1\x00", "age=" + "9" * 5000,
    "woman=1," * 5000, "\udcff=1", "\U0001f600=1",
)  # fmt: skip
_FILES = {
    "an empty object": b"{}",
    "a list": b"[]",
    "a number": b"7",
    "nothing": b"",
    "an unknown field": b'{"nose": 1}',
    "a field twice": b'{"age": 30, "age": 40}',
    "a text for a number": b'{"age": "30"}',
    "a number for hair": b'{"hair": 3}',
    "null": b'{"woman": null}',
    "NaN": b'{"woman": NaN}',
    "no ancestry": b'{"african": 0, "asian": 0, "european": 0}',
    "objects within objects": b'{"age":' * 20_000,
    "half a character": b'{"hair": "\\ud800"}',
    "UTF-16": _GOOD.decode().encode("utf-16"),
    "two megabytes": b'{"age": 30' + b" " * 2_000_000 + b"}",
    "many values": b'{"age": [' + b"1," * 40_000 + b"1]}",
}


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each shown by a take's export."""
    for line in _LINES:
        yield _shown(f"the line {line!a}"[:60], line)
    for name, content in _FILES.items():
        yield _shown(f"a file with {name}", "x.json", content)
    for how, spoil in ways(seed, False):
        yield _spoilt(how, spoil)
    for field in options_of(Identity):
        for limit in field.option.limits or ():
            yield _shown(f"{field.name} at {limit:g}", f"{field.name}={limit:g}")
    for limit in (-1, 1):
        everything = (f"{field.name}={limit}" for field in options_of(Identity) if field.option.limits == (-1.0, 1.0))
        yield _shown(f"every slider at {limit}", ",".join(everything))


def _shown(name: str, who: str, content: bytes | None = None) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        samples.give(folder, ".take")
        if content is not None:
            (folder / "x.json").write_bytes(content)

    return _case(name, who, prepare)


def _spoilt(how: str, spoil: Spoil) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        samples.give(folder, ".take")
        spoil(folder / "x.json", _GOOD)

    return _case(f"a file: {how}", "x.json", prepare)


def _case(name: str, who: str, prepare: Prepare) -> Case:
    arguments = ("export", "good.take", f"--head={who}", "--layout=flame", "--formats=curves", "--out=out", "--json")
    unprivileged = name.endswith("unreadable")
    return Case(name, arguments, prepare, codes=_CODES, many=True, unprivileged=unprivileged)
