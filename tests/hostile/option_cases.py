# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option of every request, beyond its limits and of the wrong kind: made from the options, so that a new one is
covered."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from soliloquy.runtime.requests import AnimateRequest, BatchRequest, ExportOptions, FaceRequest, SpeakRequest
from soliloquy.runtime.requests.kinds import CURVE, NUMBER, STRENGTHS, SWITCH, TEXT, WHOLE, WORDS
from soliloquy.runtime.requests.options import OptionField, options_of

from .case import DONE, INPUT, SETUP, USAGE, WRITE, Case
from .samples import Samples

COMMANDS: dict[str, tuple[tuple[str, ...], tuple[type, ...]]] = {
    "speak": (("speak", "Hi.", "--out", "out", "--formats", "csv"), (SpeakRequest, ExportOptions)),
    "animate": (("animate", "good.wav", "--out", "out", "--formats", "csv"), (AnimateRequest, ExportOptions)),
    "export": (("export", "good.take", "--out", "out", "--formats", "csv"), (ExportOptions,)),
    "voice-from-face": (("voice-from-face", "good.png"), (FaceRequest,)),
    "say": (("say", "Hi."), (SpeakRequest,)),
    "batch": (("batch", "lines.txt", "--out", "out", "--formats", "csv", "--dry-run"), (BatchRequest, ExportOptions)),
}
"""A command that works, by name, and the requests whose options it takes."""
_SAY_LACKS = {"edits", "engine", "head", "seed", "blink_rate", "style", "guidance", "solver_steps", "device"}

_NUMBERS = (
    "nan",
    "inf",
    "-inf",
    "1e400",
    "-1e400",
    "",
    " ",
    "abc",
    "1,5",
    "0x10",
    "1e-320",
    "९",
    "9" * 5000,
    "--",
    "1 2",
)
_TEXTS = (
    "",
    " ",
    "no-such",
    "../../x",
    "x" * 10_000,
    "a\nb",
    "\udcff",
    "af_heart:",
    "af_heart:nan,bf_emma:1",
    "af_heart:-1",
    ",,,",
)
_CURVES = (
    "",
    "1",
    "0:",
    ":1",
    "0:nan",
    "nan:0",
    "0:1 0:1",
    "1:0 0:0",
    "2:0",
    "0:1e9",
    "a:b",
    "0:0:0",
    "0:0" + " 1:0" * 3000,
)
_STRENGTHS = (
    "",
    "=",
    "happy=",
    "happy=nan",
    "happy=inf",
    "happy=-1",
    "happy=1e9",
    "nobody=1",
    "happy=1=2",
    "happy",
    ",,,",
)
_OF_KIND = {
    NUMBER: _NUMBERS,
    WHOLE: (*_NUMBERS, "1.5"),
    TEXT: _TEXTS,
    CURVE: _CURVES,
    STRENGTHS: _STRENGTHS,
    WORDS: _TEXTS,
}
_CODES = frozenset({DONE, USAGE, INPUT, SETUP})
_LINES = (
    "--name=", "--name=.", "--name=..", "--name=a/b", "--name=/etc/x", "--name= ", "--name=" + "x" * 300,
    "--name=\udcff", "--name=a\nb", "--name=CON", "--name=nul.txt", "--name=a:b", "--name=-",
    "--name=.soliloquy.lock", "--name=a\\b", "--name=x.", "--formats=", "--formats=,", "--formats=doc",
    "--formats=csv,doc", "--formats=csv,csv", "--formats=" + "csv," * 500, "--out=", "--out=good.wav",
    "--out=good.wav/deeper", "--out=" + "d/" * 3000, "--out=" + "x" * 300, "--out=/dev/null", "--out=/proc/x",
    "--out=~nosuchuser/x", "--out=\udcff", "--out=a\nb", "--out=/dev/full", "--no-such", "--json=1", "extra", "-x",
    "--", "@file", "--speed", "--text-file", "--start-frame=1048574", "--start-frame=-1048574", "--help=1", "--f=1",
)  # fmt: skip


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Every option of each command with each value that its kind has against it, then the arguments around them."""
    for command, (works, requests) in COMMANDS.items():
        for field in _fields(command, requests):
            if field.option.positional:
                continue
            for value in values(field):
                yield _case(command, works, f"{field.flag}={value}")
    for command in ("speak", "export"):
        for line in _LINES:
            anywhere = line.startswith(("--out", "--name"))
            case = _case(command, COMMANDS[command][0], line)
            yield replace(case, codes=_CODES | {WRITE}, anywhere=anywhere) if anywhere else case
    for number, arguments in enumerate(_lines_alone()):
        yield Case(f"alone {number}", arguments, _prepare, codes=_CODES, free_streams="--help" in arguments)


def _fields(command: str, requests: tuple[type, ...]) -> list[OptionField]:
    found = {field.name: field for request in requests for field in options_of(request)}
    lacks = _SAY_LACKS if command == "say" else ()
    return [field for name, field in found.items() if name not in lacks]


def values(field: OptionField) -> Iterator[str]:
    if field.kind is SWITCH:
        yield from ("", "1", "yes", "\udcff")
        return
    yield from _OF_KIND.get(field.kind, _TEXTS)
    limits = field.option.limits
    if limits is not None:
        yield from (repr(limit + beyond) for limit, beyond in zip(limits, (-1, 1), strict=True) if math.isfinite(limit))


def _case(command: str, works: tuple[str, ...], line: str) -> Case:
    as_json = ("--json",) if len(line) % 2 else ()
    name = line if len(line) < 60 else f"{line[:30]}... ({len(line)} characters)"
    return Case(f"{command} {name}", (*works, line, *as_json), _prepare, codes=_CODES)


def _lines_alone() -> Iterator[tuple[str, ...]]:
    yield from (
        (),
        ("",),
        ("nothing",),
        ("--help",),
        ("-h",),
        ("\udcff",),
        ("speak",),
        ("animate",),
        ("export",),
        ("--json",),
    )
    yield from ((command, "--help") for command in COMMANDS)
    yield from (
        ("speak", *("x",) * 1000),
        ("speak", "Hi.", "--out"),
        ("say",),
        ("evaluate",),
        ("train",),
        ("voices", "x"),
    )
    yield from (("train", "--data", "nothing", "--out", "x.style.npz"), ("train", "--data", ".", "--out", "x"))


def _prepare(folder, samples) -> None:
    for ending in (".wav", ".take", ".png"):
        samples.give(folder, ending)
    (folder / "lines.txt").write_text("ANNA: Hi.\n", encoding="utf-8")


WRONG: tuple[Any, ...] = (
    None, [], {}, (), object(), b"x", True, 1j, math.nan, math.inf, -math.inf, 10**400, -(10**400), "", "x",
    "\ud800", -1, 1e308, [[0]], [[0, 0], [0, 1]], [(0, math.nan)], [(0, "x")], {"happy": "x"}, {1: 2},
    {"happy": None}, {"happy": 10**400}, type, "a\0b",
)  # fmt: skip
"""Values that a Python program may give for anything."""
