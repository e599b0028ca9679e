# SPDX-License-Identifier: GPL-3.0-or-later
"""The surroundings: no HOME, no locale, closed and full streams, little memory, few files, full and read-only disks."""

import os
import resource
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from .case import DONE, INPUT, SETUP, USAGE, WRITE, Case
from .samples import Samples

_SPEAK: tuple[str, ...] = ("speak", "Hi.", "--out", "out", "--formats", "take,csv")
_EXPORT: tuple[str, ...] = ("export", "good.take", "--out", "out")
_REFUSE: tuple[str, ...] = ("speak", "", "--out", "out")
_FINE = frozenset({DONE})
_DISK_SIZES = tuple(4096 * size for size in (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 128))


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each around a line that is spoken, a take that is exported, and a request that is refused."""
    for name, variables in _VARIABLES.items():
        for asked, codes in (((*_SPEAK, "--json"), _FINE), (_REFUSE, frozenset({INPUT}))):
            yield Case(f"{name}: {' '.join(asked)}", asked, _take, environment=variables, codes=codes, apart=True)
    for name, inside in _STREAMS.items():
        for arguments in (
            _SPEAK,
            _REFUSE,
            (*_REFUSE, "--json"),
            ("voices",),
            ("voices", "--json"),
            ("say", "Hi."),
            ("--help",),
        ):
            # That nobody can be answered is seen before what is asked.
            refused = {INPUT, WRITE} if name in _UNANSWERABLE else {INPUT}
            codes = frozenset(refused if arguments[:2] == _REFUSE[:2] else {DONE, WRITE, USAGE})
            yield Case(
                f"{name}: {' '.join(arguments)}",
                arguments,
                _take,
                inside=inside,
                codes=codes,
                keeps=name == _FULL_OUTPUT,
                free_streams=True,
                apart=True,
            )
    for name, inside in _LIMITS.items():
        for arguments in (_SPEAK, _EXPORT):
            codes = frozenset({DONE, WRITE, SETUP})
            # What it says goes into a file as well.
            unheard = name == _NO_FILES
            yield Case(
                f"{name}: {arguments[0]}",
                arguments,
                _take,
                inside=inside,
                codes=codes,
                free_streams=unheard,
                apart=True,
            )
    for name, prepare in _PLACES.items():
        codes = frozenset({DONE, WRITE, INPUT, SETUP})
        yield Case(name, _SPEAK if "temporary" in name or "home" in name else _EXPORT, prepare, codes=codes, apart=True)
    yield from _deleted()
    if os.geteuid() == 0:
        for size in _DISK_SIZES:
            codes = frozenset({DONE, WRITE})
            yield Case(
                f"a disk of {size} bytes",
                (*_EXPORT, "--formats", "take,wav,csv,textgrid"),
                disk("out", size),
                codes=codes,
            )


def _take(folder: Path, samples: Samples) -> None:
    samples.give(folder, ".take")


_NONE: Mapping[str, str | None] = {"LANG": None, "LC_ALL": None, "LC_CTYPE": None}
_VARIABLES: dict[str, Mapping[str, str | None]] = {
    "no HOME": {"HOME": None},
    "HOME is empty": {"HOME": ""},
    "HOME is missing": {"HOME": "/no/such/home"},
    "HOME is a file": {"HOME": "/etc/passwd"},
    "TMPDIR is missing": {"TMPDIR": "/no/such/folder"},
    "TMPDIR is a file": {"TMPDIR": "/etc/passwd"},
    "no locale": _NONE,
    "LANG=C": {**_NONE, "LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "a locale that is not there": {**_NONE, "LANG": "xx_YY.UTF-9", "LC_ALL": "xx_YY.UTF-9"},
    "ASCII streams": {"PYTHONIOENCODING": "ascii"},
    "Latin-1 streams": {"PYTHONIOENCODING": "latin-1"},
    "an empty PATH": {"PATH": ""},
    "no variables of XDG": {"XDG_DATA_HOME": "", "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": ""},
    "XDG at a file": {
        "XDG_DATA_HOME": "/etc/passwd",
        "XDG_CACHE_HOME": "/etc/passwd",
        "XDG_CONFIG_HOME": "/etc/passwd",
    },
    "COLUMNS of nothing": {"COLUMNS": "0", "LINES": "0", "TERM": ""},
    "one thread of OpenMP": {"OMP_NUM_THREADS": "1"},
    "threads of OpenMP that are none": {"OMP_NUM_THREADS": "x", "OPENBLAS_NUM_THREADS": "x"},
    "warnings on": {"PYTHONWARNINGS": "default", "PYTHONDEVMODE": "1"},
}


def _closing(*numbers: int) -> Callable[[], object]:
    def inside() -> None:
        for number in numbers:
            os.close(number)

    return inside


def _full(number: int) -> Callable[[], object]:
    def inside() -> None:
        os.dup2(os.open("/dev/full", os.O_WRONLY), number)

    return inside


def _broken(number: int) -> Callable[[], object]:
    """A pipe whose reader is gone."""

    def inside() -> None:
        reading, writing = os.pipe()
        os.dup2(writing, number)
        os.close(reading)

    return inside


_FULL_OUTPUT = "standard output full"
_UNANSWERABLE = frozenset({"standard output closed", "all streams closed"})
_STREAMS: dict[str, Callable[[], object]] = {
    "standard input closed": _closing(0),
    "standard output closed": _closing(1),
    "standard error closed": _closing(2),
    "all streams closed": _closing(0, 1, 2),
    _FULL_OUTPUT: _full(1),
    "standard error full": _full(2),
    "standard output broken": _broken(1),
    "standard error broken": _broken(2),
}


def _limit(what: int, value: int) -> Callable[[], object]:
    return lambda: resource.setrlimit(what, (value, value))


_NO_FILES = "files of nothing"
_LIMITS: dict[str, Callable[[], object]] = {
    "2 GB of address space": _limit(resource.RLIMIT_AS, 2 << 30),
    "3 GB of address space": _limit(resource.RLIMIT_AS, 3 << 30),
    "64 open files": _limit(resource.RLIMIT_NOFILE, 64),
    "20 open files": _limit(resource.RLIMIT_NOFILE, 20),
    "files of 4 kB": _limit(resource.RLIMIT_FSIZE, 4096),
    "files of 40 kB": _limit(resource.RLIMIT_FSIZE, 40_960),
    _NO_FILES: _limit(resource.RLIMIT_FSIZE, 0),
    "a stack of 4 MB": _limit(resource.RLIMIT_STACK, 4 << 20),
    "interrupts ignored": partial(signal.signal, signal.SIGINT, signal.SIG_IGN),
    "a mask of everything": partial(os.umask, 0o777),
}


def disk(place: str, size: int, options: str = "") -> Callable[[Path, Samples], None]:
    def prepare(folder: Path, samples: Samples) -> None:
        _take(folder, samples)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}{options}", "tmpfs", str(folder / place)]
        subprocess.run(mount, check=False, stderr=subprocess.DEVNULL)

    return prepare


_PLACES: dict[str, Callable[[Path, Samples], None]] = {
    "the temporary folder is full": disk("tmp", 4096),
    "the temporary folder is read-only": disk("tmp", 4096, ",ro"),
    "home is read-only": disk("home", 4096, ",ro"),
    "home is full": disk("home", 4096),
    "the output folder is read-only": disk("out", 4096, ",ro"),
    "the output folder has no place for a name": disk("out", 1 << 20, ",nr_inodes=2"),
}


def _gone() -> None:
    folder = Path.cwd() / "gone"
    folder.mkdir()
    os.chdir(folder)
    folder.rmdir()


def _deleted() -> Iterator[Case]:
    codes = frozenset({DONE, WRITE, INPUT, USAGE})
    for arguments in (_SPEAK, _REFUSE, ("voices",), _EXPORT, ("animate", "good.wav", "--out", "out"), ("--help",)):
        yield Case(
            f"the working folder is gone: {' '.join(arguments)}",
            arguments,
            _take,
            inside=_gone,
            codes=codes,
            free_streams=arguments == ("--help",),
            apart=True,
        )
