# SPDX-License-Identifier: GPL-3.0-or-later
"""Running cases: in a copy (fork) of a process whose models are open, which costs milliseconds, or as a process."""

import ctypes
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .case import Case
from .folder import HOME, TEMPORARY, Snapshot, clear, lay_out, snapshot
from .rule import HUNG_SECONDS, MOST_SECONDS, Ending
from .samples import Samples

ADDRESS_SPACE = 4 << 30
COMMAND = "from soliloquy.shell.entry import main; raise SystemExit(main())"
_CAPABILITY_VERSION_3, _PR_CAPBSET_DROP, _DAC_OVERRIDE, _DAC_READ_SEARCH = 0x20080522, 24, 1, 2
_POLL_SECONDS = 0.002
_APART_EVERY = 25
"""One case in so many runs as a process of its own, as a user starts it."""


@dataclass(frozen=True)
class _Running:
    case: Case
    folder: Path
    began: float
    before: Snapshot
    apart: bool


def run_all(cases: Iterable[Case], samples: Samples, at_once: int = 2) -> Iterator[tuple[Case, Ending]]:
    """Run the cases, ``at_once`` at a time; yields each as it ends."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as place:
        running: dict[int, _Running] = {}
        waiting = iter(enumerate(cases))
        left = True
        while left or running:
            while left and len(running) < at_once:
                number, case = next(waiting, (0, None))
                if case is None:
                    left = False
                    break
                folder = Path(place) / f"case-{number}"
                apart = case.call is None and (case.apart or number % _APART_EVERY == 0)
                process, began = _start(case, folder, samples, apart)
                running[process] = began
            ended = _ended(running)
            if ended is None:
                time.sleep(_POLL_SECONDS)
            else:
                yield ended


def _start(case: Case, folder: Path, samples: Samples, apart: bool) -> tuple[int, _Running]:
    lay_out(folder)
    case.prepare(folder, samples)
    began = _Running(case, folder, time.monotonic(), snapshot(folder), apart)
    process = os.fork()
    if process == 0:
        become(case, folder, apart)
    return process, began


def _ended(running: dict[int, _Running]) -> tuple[Case, Ending] | None:
    for process, began in running.items():
        late = time.monotonic() - began.began > HUNG_SECONDS
        if late:
            os.killpg(process, signal.SIGKILL)
        ended, status, used = os.wait4(process, 0 if late else os.WNOHANG)
        if ended:
            del running[process]
            return began.case, _ending(began, status, used, late)
    return None


def _ending(began: _Running, status: int, used: resource.struct_rusage, late: bool) -> Ending:
    folder, code = began.folder, os.waitstatus_to_exitcode(status)
    ending = Ending(
        code=code,
        seconds=time.monotonic() - began.began,
        megabytes=used.ru_maxrss * 1024 / 1e6,
        output=_stream(folder, "output").read_bytes(),
        errors=_stream(folder, "errors").read_bytes(),
        before=began.before,
        after=snapshot(folder),
        timed_out=late or code == -signal.SIGXCPU,
    )
    clear(folder)
    for name in ("output", "errors"):
        _stream(folder, name).unlink()
    return ending


def _stream(folder: Path, name: str) -> Path:
    return folder.with_name(f"{folder.name}.{name}")


def become(case: Case, folder: Path, apart: bool) -> None:
    """Run the case in this process, which is a fork of its own: never comes back."""
    code = 1
    try:
        os.setsid()
        _redirect(folder)
        _surround(case, folder)
        if apart:
            os.execv(sys.executable, [sys.executable, "-c", COMMAND, *case.arguments])
        code = _run(case)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                code = code or 120  # as Python itself ends then
        os._exit(code)


def _redirect(folder: Path) -> None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, "output"), (2, "errors")):
        os.dup2(os.open(_stream(folder, name), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    output = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    errors = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = output  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = errors  # type: ignore[misc]


def _surround(case: Case, folder: Path) -> None:
    given = {"HOME": str(folder / HOME), "TMPDIR": str(folder / TEMPORARY), "OPENBLAS_NUM_THREADS": None}
    for name, value in {**given, **case.environment}.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    tempfile.tempdir = None
    if case.unprivileged and os.geteuid() == 0:
        _give_up_rights()
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if case.inside is not None:
        case.inside()


def _give_up_rights() -> None:
    """Root's right to read and write what permissions forbid, here and in programs that are started from here."""
    library = ctypes.CDLL(None, use_errno=True)
    for right in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
        library.prctl(_PR_CAPBSET_DROP, right, 0, 0, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if library.capset(ctypes.byref((ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)), ctypes.byref(nothing)) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _run(case: Case) -> int:
    from soliloquy.runtime.errors import SoliloquyError
    from soliloquy.shell.cli import main

    try:
        if case.call is None:
            sys.argv = ["soliloquy", *case.arguments]
            return main()
        case.call()
    except SoliloquyError as error:
        print(f"soliloquy: {error}", file=sys.stderr)
        return error.exit_code
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1 if left.code else 0
    return 0
