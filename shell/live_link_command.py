# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy live-link``: a take, sent in real time to what listens for Live Link Face."""

import argparse
import math
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..exporters.livelink_packets import PORT, Stream, stream_of
from ..exporters.livelink_player import play
from ..runtime import interrupts
from ..runtime.errors import InputError, UsageError, WriteError
from ..runtime.limits import TAKE_BYTES
from ..runtime.requests import ExportOptions
from ..runtime.take import Take, load_take, read_take
from .streams import answer, show

_HERE = f"127.0.0.1:{PORT}"
_RATE = 60.0
"""The app's own."""
_LONGEST_SUBJECT = 64
_PIPED, _PIPE = Path("-"), "standard input"
_BLOCK, _IN_MEMORY = 1_000_000, 64_000_000
"""Bytes that are read at once, and that are kept in memory before a file takes them."""


def add_live_link(command: argparse.ArgumentParser) -> None:
    """The options of ``soliloquy live-link``."""
    command.add_argument("take", type=Path, metavar="TAKE", help="a .take file, or - for standard input")
    told = f"who listens; by default {_HERE}, this computer. A name or an address of another is asked for by this alone"
    command.add_argument("--to", default=_HERE, metavar="HOST:PORT", help=told)
    command.add_argument("--fps", type=float, default=_RATE, metavar="N", help="packets a second (60, 1 to 240)")
    command.add_argument("--seek", type=float, default=0.0, metavar="SECONDS", help="begin at this time of the take")
    command.add_argument("--loop", action="store_true", help="again from the beginning, until it is interrupted")
    command.add_argument("--subject", metavar="NAME", help="what the receiver lists; by default the take's name")
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=(live_link, ()))


def live_link(values: Mapping[str, Any]) -> None:
    """Send a take. Raises UsageError, InputError, WriteError where nothing can be sent there."""
    path: Path = values["take"]
    options = ExportOptions(fps=values["fps"])
    host, port = _address(values["to"])
    take, name = _taken(path)
    stream = stream_of(take, options, _subject(name if values["subject"] is None else values["subject"]))
    first = _first(values["seek"], stream)
    with _opened(host, port) as (there, address):
        played = play(stream, lambda packet: _sent(there, packet, address), first=first, loop=values["loop"])
    interrupts.too_late()
    late = 1000 * played.late
    if values["json"]:
        answer({"to": values["to"], "sent": played.sent, "left_out": played.left_out, "late_ms": round(late, 3)})
    else:
        show(f"{played.sent} packets to {values['to']}, {played.left_out} left out, the latest {late:.1f} ms late")


def _taken(path: Path) -> tuple[Take, str]:
    """The take, and what it is called: of standard input as the command is. Raises InputError."""
    if path != _PIPED:
        return load_take(path), path.stem
    if sys.stdin is None or sys.stdin.buffer.closed:
        raise InputError(_PIPE, "is closed", "Give the path of a .take file")
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as kept:
        while block := sys.stdin.buffer.read(_BLOCK):
            if kept.tell() + len(block) > TAKE_BYTES:
                raise InputError(_PIPE, f"is longer than {TAKE_BYTES / 1e6:.0f} MB", "Give the path of a .take file")
            kept.write(block)
        kept.seek(0)
        return read_take(cast(BinaryIO, kept), _PIPE), "soliloquy"


def _address(given: str) -> tuple[str, int]:
    host, separator, port = given.rpartition(":")
    if not separator or not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise UsageError(f"--to {given}", "is no HOST:PORT", f"Write it as {_HERE}, or [::1]:{PORT}")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _subject(name: str) -> str:
    # Half a surrogate pair, as a file's name may have it, has no bytes.
    plain = name.encode(errors="replace").decode()
    if not plain or len(plain) > _LONGEST_SUBJECT or not plain.isprintable():
        reason = f"is empty, longer than {_LONGEST_SUBJECT} letters, or has signs that cannot be shown"
        raise UsageError(f"subject {name!r}", reason, "Give a short --subject")
    return plain


def _first(seek: float, stream: Stream) -> int:
    seconds = (len(stream) - 1) / stream.frames_per_second
    if not math.isfinite(seek) or not 0 <= seek <= seconds:
        raise UsageError(f"--seek {seek:g}", "lies outside the take", f"Give 0 to {seconds:.2f} seconds")
    return round(seek * stream.frames_per_second)


@contextmanager
def _opened(host: str, port: int) -> Iterator[tuple[socket.socket, Any]]:
    """A socket for datagrams, and the address that they go to."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        there = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise _unreached(host, error) from error
    with there:
        yield there, address


def _sent(there: socket.socket, packet: bytes, address: Any) -> None:
    try:
        there.sendto(packet, address)
    except OSError as error:
        raise _unreached(str(address[0]), error) from error


def _unreached(host: str, error: OSError | UnicodeError) -> WriteError:
    reason = f"cannot be sent to ({getattr(error, 'strerror', None) or error})"
    return WriteError(host, reason, f"Give --to the address of the computer that listens, for instance {_HERE}")
