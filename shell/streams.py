# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell's standard streams: its own words get out, what libraries say does not, and no failure there is silent.

``own_streams`` takes the streams over once, in ``main``. ``show``, ``answer`` and ``tell`` are the only ways to say
something; ``quiet`` keeps what libraries print, from C too, off both streams.
"""

import codecs
import faulthandler
import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from ..runtime import interrupts
from ..runtime.errors import UsageError, WriteError
from ..runtime.faults import tracebacks_wanted

_PATHS = "soliloquy.paths"
_CLOSED = "is closed"
_INPUT, _OUTPUT, _ERROR = 0, 1, 2


@dataclass
class _Streams:
    """What is written to; None where nobody listens any more. lost: why standard output cannot be written."""

    out: TextIO | None
    err: TextIO | None
    lost: str = ""


_streams: list[_Streams] = []


@contextmanager
def own_streams() -> Iterator[None]:
    """Within it the shell writes to streams of its own, apart from those that libraries know."""
    absent = _fill_closed()
    with ExitStack() as stack:
        out = _own(stack, sys.stdout, _OUTPUT, _PATHS)
        err = _own(stack, sys.stderr, _ERROR, "backslashreplace")
        _streams.append(_Streams(out, err, _CLOSED if _OUTPUT in absent else ""))
        stack.callback(_streams.pop)
        # argparse prints --help and --version to sys.stdout.
        stack.enter_context(redirect_stdout(out))
        if err is not sys.stderr and not faulthandler.is_enabled():
            stack.callback(faulthandler.disable)
            faulthandler.enable(err)
        yield


@contextmanager
def quiet(for_good: bool) -> Iterator[None]:
    """Throw away what is printed past ``show`` and ``tell``, from Python and from C.

    for_good: what C prints after it too, because libraries still talk while the process ends.
    """
    if tracebacks_wanted():
        yield
        return
    with ExitStack() as stack:
        nowhere = stack.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                with suppress(OSError, ValueError):
                    stream.flush()
        for descriptor in (_OUTPUT, _ERROR):
            if not for_good:
                kept = os.dup(descriptor)
                stack.callback(os.close, kept)
                stack.callback(os.dup2, kept, descriptor)
            os.dup2(nowhere.fileno(), descriptor)
        stack.enter_context(redirect_stdout(nowhere))
        stack.enter_context(redirect_stderr(nowhere))
        yield


def check_output() -> None:
    """Raises WriteError where standard output is known to take nothing: before anything is made, where it is closed."""
    if _current().lost:
        raise _unwritable(_current().lost)


def show(line: str, is_last: bool = True) -> None:
    """A line of the result on standard output, after which no signal changes how the run ends, unless more is to come.

    A reader that has gone is not missed. Raises WriteError where it cannot be written.
    """
    if is_last:
        interrupts.too_late()
    check_output()
    out = _current().out
    if out is not None:
        try:
            out.write(line + "\n")
            out.flush()
        except OSError as error:
            drop_output(error)


def answer(content: Any, is_last: bool = True) -> None:
    """One line of JSON on standard output, in ASCII, so that neither an encoding nor a path can spoil it."""
    show(json.dumps(content, ensure_ascii=True), is_last)


def tell(line: str) -> None:
    """A line on standard error. Where that cannot be written there is nobody left to tell."""
    streams = _current()
    if streams.err is not None:
        try:
            streams.err.write(line + "\n")
            streams.err.flush()
        except OSError:
            streams.err = None


def finish() -> None:
    """Write what argparse has left. Raises WriteError."""
    streams = _current()
    if streams.out is not None:
        try:
            streams.out.flush()
        except OSError as error:
            drop_output(error)


def sound_output() -> BinaryIO:
    """Standard output for a sound. Raises UsageError on a terminal, WriteError where it is closed."""
    check_output()
    out = _current().out or sys.stdout
    if out.isatty():
        raise UsageError("standard output", "is a terminal", "Pipe it: soliloquy say TEXT | ffplay -nodisp -autoexit -")
    return out.buffer


def drop_output(error: OSError) -> None:
    """Write no more to standard output after ``error``.

    Raises WriteError, except where the reader has gone, which is its right.
    """
    # What is left in the buffer cannot be written either, and must not be tried again at exit.
    streams = _current()
    if streams.out is not None and streams.out is not sys.__stdout__:
        with suppress(OSError):
            streams.out.close()
    streams.out = None
    if not isinstance(error, BrokenPipeError):
        streams.lost = f"cannot be written ({error.strerror or error})"
        raise _unwritable(streams.lost) from error


def error_stream() -> TextIO:
    """Where a bar is drawn."""
    return _current().err or sys.stderr


def _current() -> _Streams:
    return _streams[-1] if _streams else _Streams(sys.stdout, sys.stderr)


def _unwritable(reason: str) -> WriteError:
    return WriteError("standard output", reason, "Send it to a file or pipe that takes it; files that were made stay")


def _fill_closed() -> set[int]:
    """Give each standard descriptor that is closed to nothing, so that no file of ours is opened under its number."""
    absent = set()
    for descriptor in (_INPUT, _OUTPUT, _ERROR):
        try:
            os.fstat(descriptor)
        except OSError:
            absent.add(descriptor)
            opened = os.open(os.devnull, os.O_RDWR)
            if opened == descriptor:
                os.set_inheritable(opened, True)
            else:
                os.dup2(opened, descriptor)
                os.close(opened)
    return absent


def _own(stack: ExitStack, stream: TextIO | None, descriptor: int, errors: str) -> TextIO:
    """A stream to where ``descriptor`` leads now; the given one where a program has put its own in its place."""
    if stream is not None and (stream is not sys.__stdout__ and stream is not sys.__stderr__):
        return stream
    encoding = _encoding(stream)
    own = open(os.dup(descriptor), "w", encoding=encoding, errors=errors)  # noqa: PTH123, SIM115
    stack.callback(_close, own)
    return own


def _close(stream: TextIO) -> None:
    with suppress(OSError):
        stream.close()


def _encoding(stream: TextIO | None) -> str:
    """That of the stream, where ASCII is ASCII in it."""
    named = getattr(stream, "encoding", None) or "utf-8"
    return named if "{}".encode(named) == b"{}" else "utf-8"


def _as_on_disk(error: UnicodeError) -> tuple[bytes, int]:
    """Bytes of a file name that are no text come out as they are, what the encoding lacks as an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    said = error.object[error.start : error.end]
    try:
        return said.encode("ascii", "surrogateescape"), error.end
    except UnicodeEncodeError:
        return said.encode("ascii", "backslashreplace"), error.end


codecs.register_error(_PATHS, _as_on_disk)
