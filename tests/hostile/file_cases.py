# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file that a user may name, spoilt in every way, and good ones under every name."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .case import DONE, INPUT, SETUP, USAGE, Case
from .damage import NAMES, Spoil, give_named, named, ways
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT, SETUP})
_SPOKEN_BYTES = 400
"""Of another file in the place of a text: a table of numbers can be said too, some seconds for each of them."""
_FAST = ("--out", "out", "--formats", "csv", "--json")


@dataclass(frozen=True)
class Input:
    """before, after: the command around the file's name. good: ending of the sample that works there. ending: that of
    the file as it is named. structured: it is no plain text. beside: other samples that the command needs."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    good: str
    ending: str
    structured: bool = True
    beside: tuple[str, ...] = ()
    many: bool = False


INPUTS: dict[str, Input] = {
    "text": Input(("speak", "--text-file"), _FAST, ".txt", ".txt", structured=False),
    "transcript": Input(("animate", "good.wav", "--transcript-file"), _FAST, ".txt", ".txt", False, (".wav",)),
    "lexicon": Input(("speak", "Bob.", "--lexicon"), _FAST, ".lexicon", ".txt", structured=False),
    "edits": Input(("speak", "Bob.", "--edits"), _FAST, ".edits.json", ".edits.json"),
    "list": Input(("animate",), _FAST, ".list", ".txt", False, (".wav",), many=True),
    "take": Input(("export",), _FAST, ".take", ".take"),
    "merged take": Input(
        ("merge", "--mouth"),
        ("--brows", "good.take", "--out", "out/d.take", "--json"),
        ".take",
        ".take",
        beside=(".take",),
    ),
    "style": Input(("speak", "Bob.", "--style"), _FAST, ".style.npz", ".style.npz"),
    "voice": Input(("speak", "Bob.", "--voice"), _FAST, ".voice.npz", ".voice.npz"),
    "voice changed": Input(("voice",), ("--out", "out/x.voice.npz", "--json"), ".voice.npz", ".voice.npz"),
    "picture": Input(("voice-from-face",), (), ".png", ".png"),
    "face": Input(("speak", "Hi.", "--face"), _FAST, ".jpg", ".jpg"),
    "curves csv": Input(("evaluate",), ("--json",), ".csv", ".csv"),
    "curves npz": Input(("evaluate",), (), ".npz", ".npz"),
    "curves take": Input(("evaluate",), ("--json",), ".take", ".take"),
    "truth": Input(("evaluate", "good.take", "--truth"), ("--json",), ".npz", ".npz", beside=(".take",)),
    "phones": Input(("evaluate", "good.csv", "--phones"), (), ".phones.json", ".json", beside=(".csv",)),
    "TextGrid": Input(("evaluate", "good.csv", "--phones"), (), ".TextGrid", ".TextGrid", beside=(".csv",)),
    "sound": Input(("evaluate", "good.csv", "--sound"), (), ".wav", ".wav", beside=(".csv",)),
    "tokens": Input(("decode",), ("--engine", "rules", *_FAST), ".syl", ".syl"),
    "tokens streamed": Input(("decode",), ("--streaming",), ".syl", ".syl"),
    "recording encoded": Input(("encode",), ("--out", "out/x.syl", "--json"), ".wav", ".wav"),
    "sound looked through": Input(("detect",), ("--json",), ".wav", ".wav"),
    "recording wav": Input(("animate",), _FAST, ".wav", ".wav"),
    "recording flac": Input(("animate",), _FAST, ".flac", ".flac"),
    "recording mp3": Input(("animate",), _FAST, ".mp3", ".mp3"),
    "recording ogg": Input(("animate",), _FAST, ".ogg", ".ogg"),
}


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Spoilt files, good files of the wrong kind, good files with odd names."""
    for what, given in INPUTS.items():
        for number, (how, spoil) in enumerate(ways(seed, given.structured)):
            yield _spoilt(f"{what}: {how}", given, spoil, json_too=number % 2 == 0)
        for other in (".wav", ".take", ".png", ".npz", ".txt", ".mp3", ".csv"):
            if other != given.good:
                content = samples.content(other) if given.structured else samples.content(other)[:_SPOKEN_BYTES]
                yield _spoilt(f"{what}: holds {other}", given, _other(content), json_too=True)
        for how, pattern in NAMES.items():
            yield _odd_name(f"{what}: its name is {how}", given, named(pattern, given.ending))


def _other(content: bytes) -> Spoil:
    def spoil(path: Path, good: bytes) -> None:
        path.write_bytes(content)

    return spoil


def _spoilt(name: str, given: Input, spoil: Spoil, json_too: bool) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        for ending in given.beside:
            samples.give(folder, ending)
        spoil(folder / f"x{given.ending}", samples.content(given.good))

    arguments = (*given.before, f"x{given.ending}", *_after(given, json_too))
    return Case(name, arguments, prepare, codes=_CODES, many=given.many, unprivileged=name.endswith("unreadable"))


def _odd_name(name: str, given: Input, called: str) -> Case:
    """Behind ./ half of the time, as careful scripts write it; the other half it looks like what it may."""
    shown = called if len(name) % 2 else os.path.join(".", called)  # noqa: PTH118

    def prepare(folder: Path, samples: Samples) -> None:
        for ending in given.beside:
            samples.give(folder, ending)
        give_named(folder, samples, given.good, called)
        if given.good == ".list":
            samples.give(folder, ".wav")

    return Case(name, (*given.before, shown, *_after(given, True)), prepare, codes=_CODES, many=given.many)


def _after(given: Input, json_too: bool) -> tuple[str, ...]:
    return given.after if json_too else tuple(part for part in given.after if part != "--json")
