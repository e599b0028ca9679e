# SPDX-License-Identifier: GPL-3.0-or-later
"""Packets in real time: each at its moment, and none that comes too late to be seen."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from .livelink_packets import Stream

_SPIN_SECONDS = 0.002
"""Before a packet's moment the processor is kept: a sleep may last some tenths of a millisecond longer. Chosen by
hand."""


@dataclass(frozen=True)
class Clock:
    """now: seconds that never go back; sleep: waits for so many."""

    now: Callable[[], float] = time.perf_counter
    sleep: Callable[[float], object] = time.sleep


@dataclass
class Played:
    """sent, left_out: packets; late: seconds by which the latest of those sent came after its moment."""

    sent: int = 0
    left_out: int = 0
    late: float = 0.0


def play(
    stream: Stream, send: Callable[[bytes], object], *, first: int = 0, loop: bool = False, clock: Clock | None = None
) -> Played:
    """Send the frames from ``first`` on, each when it is due; ``loop``: from the beginning again after the last, until
    it is interrupted. A packet that is a frame late or more is left out, so that the face stays with the sound. The
    last of a take is always sent.
    """
    clock = clock or Clock()
    played, begin, number = Played(), clock.now(), 0
    while loop or first + number < len(stream):
        due, is_last = begin + number / stream.frames_per_second, first + number == len(stream) - 1
        _wait(due, clock)
        late = clock.now() - due
        if late * stream.frames_per_second < 1 or is_last:
            send(stream.packet((first + number) % len(stream), first + number))
            played.sent += 1
            played.late = max(played.late, late)
        else:
            played.left_out += 1
        number += 1
    return played


def _wait(due: float, clock: Clock) -> None:
    while (left := due - clock.now()) > 0:
        if left > _SPIN_SECONDS:
            clock.sleep(left - _SPIN_SECONDS)
