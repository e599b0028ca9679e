# SPDX-License-Identifier: GPL-3.0-or-later
"""``blender --command soliloquy``: every option, file, place and name that nobody should give."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from soliloquy.runtime.requests import AnimateRequest, ExportOptions, SpeakRequest
from soliloquy.runtime.requests.kinds import SWITCH
from soliloquy.runtime.requests.options import options_of

from .case import DONE, INPUT, SETUP, USAGE, WRITE, Case, Prepare
from .damage import NAMES, named, sound_called, spoilt, ways
from .environment_cases import disk
from .option_cases import values
from .samples import Samples

_SCENE = ("out", "scene.blend")
_SPEAK: tuple[str, ...] = ("speak", "Bob.", "--engine=rules")
_ANIMATE: tuple[str, ...] = ("animate", "good.wav", "--engine=rules")
_TO_FILE = "--out=out/x.blend"
_CODES = frozenset({DONE, USAGE, INPUT, SETUP})
_ONE_IN = 4
"""Of the values against each option, which the shell's command is given all of."""
_FILES = {
    "text": (("speak",), "--text-file=x.txt", ".txt"),
    "lexicon": (_SPEAK, "--lexicon=x.txt", ".lexicon"),
    "transcript": (_ANIMATE, "--transcript-file=x.txt", ".txt"),
    "style": (("speak", "Bob."), "--style=x.style.npz", ".style.npz"),
    "recording": (("animate", "--engine=rules"), "x.wav", ".wav"),
}
_NOT_LAID_OUT = frozenset({"head", "fps", "start_frame"})
_TARGETS = ("", " ", "Nobody", "Plain", "Clara rig", "Camera", "clara", "\udcff", "a\nb", "x" * 10_000, "Clara\0", "😀")
_HEADS = ("", "Nobody", "../Clara", "CLARA", "\udcff", "x" * 10_000, "a\nb", "Clara ", "\0")
_OUTS = (
    "", " ", ".", "..", "/", "out", "mine", "good.wav", "out/x", "out/x.txt", "out/x.wav", "out/.blend", "/dev/null",
    "/dev/full", "/proc/x.blend", "/no/such/x.blend", "~nosuchuser/x.blend", "\udcff.blend", "out/\udcff.blend",
    "out/a\nb.blend", "good.wav/x.blend", "out/" + "x" * 300 + ".blend", "out/" + "d/" * 2000 + "x.blend",
    "out/%d.blend", "out/http:x.blend", "out/x.BLEND", "out/ünï 😀.blend", "out/x.blend1", "out/\0.blend",
    "loop/x.blend", "out/deep/er/x.blend", "-x.blend", "out/x.blend/", "out/{}.blend", "out/#.blend", "//x.blend",
)  # fmt: skip
_LINES: tuple[tuple[str, ...], ...] = (
    (), ("",), ("nothing",), ("--help",), ("speak", "--help"), ("\udcff",), ("--json",), ("speak",), ("speak", "Hi."),
    ("speak", "Hi.", "--save", _TO_FILE), ("speak", "", _TO_FILE), ("speak", " \n", "--save"), ("animate", "--save"),
    ("animate", "", "--save"), ("animate", "out", "--save"), ("speak", "x", "y", _TO_FILE), ("voices", "x"),
    ("heads", "x"), ("voices", "--json"), ("speak", "Hi.", "--js", _TO_FILE), ("speak", "--", "--json", _TO_FILE),
    ("export", "good.take"), ("speak", "x" * 61_000, _TO_FILE), ("speak", "(" * 3000, _TO_FILE),
    ("speak", "<break time='9999s'/>", _TO_FILE),
    ("speak", *("x",) * 1000), ("speak", "\udcff", _TO_FILE), ("speak", "a\0b", _TO_FILE),
    ("animate", "good.wav", "--start=5", "--end=1", "--save"), ("animate", "good.wav", "--start=1e9", "--save"),
    ("animate", "good.wav", "--transcript=" + "x " * 4000, "--engine=rules", "--save"),
)  # fmt: skip


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """The command's options, its lines, where it writes, whom it lets speak, and the files that it reads."""
    yield from _options()
    for number, line in enumerate(_LINES):
        free = "--help" in line or line[:1] in (("voices",), ("heads",))
        yield Case(f"line {number}: {' '.join(line)}"[:60], line, give_scene, codes=_CODES, free_streams=free)
    for out in _OUTS:
        yield _case(f"to {out}", (*_SPEAK, f"--out={out}"), codes=_CODES | {WRITE}, anywhere=True)
    for target in _TARGETS:
        yield _case(f"target {target}", (*_SPEAK, f"--target={target}", _TO_FILE))
    for head in _HEADS:
        yield _case(f"head {head}", (*_SPEAK, f"--add-head={head}", _TO_FILE))
    yield from _places()
    yield from _files(seed)


def _options() -> Iterator[Case]:
    for command, request in ((_SPEAK, SpeakRequest), (_ANIMATE, AnimateRequest)):
        fields = {field.name: field for field in (*options_of(request), *options_of(ExportOptions))}
        for name, field in fields.items():
            if field.option.positional or (name in _NOT_LAID_OUT and name != "start_frame"):
                continue
            wrong = list(values(field))
            every = 1 if field.kind is SWITCH else _ONE_IN
            for value in wrong[zlib.crc32(name.encode()) % every :: every]:
                line = (*(part for part in command if not part.startswith(field.flag)), f"{field.flag}={value}")
                yield _case(f"{command[0]} {field.flag}={value}", (*line, _TO_FILE))


def _places() -> Iterator[Case]:
    """What is in the way of the file or of the sound beside it, and inputs that lie where it would be saved."""
    for name, prepare in _PLACES.items():
        codes = frozenset({DONE, USAGE, INPUT, WRITE})
        yield _case(name, (*_SPEAK, _TO_FILE), prepare, codes)
        yield _case(f"{name}, saved in its place", (*_SPEAK, "--save"), prepare, codes, replaced=("out/scene.blend",))
    refused = frozenset({USAGE, WRITE})
    yield _case("over the recording", ("animate", "good.wav", "--engine=rules", "--out=good.wav"), codes=refused)
    yield _case("over the text", ("speak", "--text-file=good.txt", "--out=good.txt"), codes=refused)
    yield _case("over another file", (*_SPEAK, "--out=mine/take.wav"), codes=refused)
    bad = ("animate", "missing.wav", "--engine=rules", "--json")
    yield _case("no recording, over a scene", (*bad, "--out=out/theirs.blend"), codes=frozenset({INPUT}))
    yield _case("no recording, into new folders", (*bad, "--out=out/a/b/x.blend"), codes=frozenset({INPUT}))
    yield _case("no recording, in its place", (*bad, "--save"), codes=frozenset({INPUT}))
    yield _case("a frame too late", (*_SPEAK, "--start-frame=1048574", _TO_FILE), codes=frozenset({INPUT}))
    yield Case("no file is open", (*_SPEAK, "--save"), codes=frozenset({USAGE, INPUT}))
    yield Case("no head is there", (*_SPEAK, _TO_FILE), codes=frozenset({INPUT}))
    yield Case("a head of its own", (*_SPEAK, "--add-head=Clara", _TO_FILE, "--json"), codes=frozenset({DONE}))


def _files(seed: int) -> Iterator[Case]:
    for what, (command, argument, good) in _FILES.items():
        name = argument.rpartition("=")[2]
        for how, spoil in ways(seed, structured=False):
            yield _case(f"{what}: {how}", (*command, argument, _TO_FILE), spoilt(spoil, name, good))
    for how, pattern in NAMES.items():
        called = named(pattern, ".wav")
        line = ("animate", "--engine=rules", _TO_FILE, "--", f"./{called}")
        yield _case(f"recording: its name is {how}", line, sound_called(called))


def _case(
    name: str,
    arguments: tuple[str, ...],
    prepare: Prepare | None = None,
    codes: frozenset[int] = _CODES,
    anywhere: bool = False,
    replaced: tuple[str, ...] = (),
) -> Case:
    as_json = ("--json",) if len(name) % 2 and "--json" not in arguments and "--" not in arguments else ()

    def lay_out(folder: Path, samples: Samples) -> None:
        give_scene(folder, samples)
        if prepare is not None:
            prepare(folder, samples)

    shown = name if len(name) < 60 else f"{name[:40]}... ({len(name)} characters)"
    return Case(shown, (*arguments, *as_json), lay_out, codes=codes, anywhere=anywhere, replaced=replaced)


def give_scene(folder: Path, samples: Samples) -> None:
    samples.give(folder, ".blend", "/".join(_SCENE))
    for ending in (".wav", ".txt"):
        samples.give(folder, ending)
    (folder / "loop").symlink_to("loop")


def _folder_for(name: str) -> Prepare:
    return lambda folder, samples: (folder / name).mkdir(parents=True)


def _file_for(name: str) -> Prepare:
    def prepare(folder: Path, samples: Samples) -> None:
        (folder / name).write_text("The user's own.", encoding="utf-8")

    return prepare


def _link_for(name: str) -> Prepare:
    return lambda folder, samples: (folder / name).symlink_to("nowhere/at/all")


_PLACES: dict[str, Prepare] = {
    "a file is where sounds go": _file_for("out/speech"),
    "a link to nowhere is where sounds go": _link_for("out/speech"),
    "a folder is where the file goes": _folder_for("out/x.blend"),
    "a link to nowhere is where the file goes": _link_for("out/x.blend"),
    "a folder is where Blender writes first": _folder_for("out/x.blend@"),
    "the disk is full": disk("out/speech", 4096),
    "the disk is read-only": disk("out/speech", 4096, ",ro"),
}
