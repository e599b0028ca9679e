# SPDX-License-Identifier: GPL-3.0-or-later
"""A script whose lines become takes."""

import re
from dataclasses import dataclass

from ..errors import UsageError
from .options import check_options, option

MOTION_OF_EVERY_LINE = ("engine", "variation", "blink_rate", "guidance", "solver_steps", "device")
"""Options of a ``MotionRequest`` that hold for a whole script; the others are the cast's or the line's."""

_SHARD = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


@dataclass(frozen=True)
class BatchRequest:
    """cast: a CAST.toml. jobs: processes, None for as many as there are cores. shard: "3/40". scheduler: address of a
    Dask scheduler. resume: what is complete stays. only: characters and ids, languages: codes, each with commas. Raises
    UsageError for a shard that is none."""

    cast: str | None = option(
        None, "who speaks with which voice, and whose face moves how", metavar="CAST.toml", path=True
    )
    jobs: int | None = option(
        None, "processes that make lines side by side; by default as many as there are cores", limits=(1, 512)
    )
    shard: str | None = option(
        None, "make one part of so many, each on its own machine into the same folder", metavar="3/40"
    )
    scheduler: str | None = option(
        None, "make the lines on the workers of a Dask scheduler; beyond this machine by tls alone", metavar="ADDRESS"
    )
    resume: bool = option(
        True, "leave what is complete as it is", flag="fresh", flag_help="make every line anew, complete or not"
    )
    only: str | None = option(None, "of these characters or ids alone", metavar="NAME,ID,...")
    languages: str | None = option(None, "in these languages alone", metavar="en-us,fr,...")
    dry_run: bool = option(False, "say what would be made, and make nothing")
    prune: bool = option(False, "remove the files of lines that have left the script")

    def __post_init__(self) -> None:
        check_options(self)
        number, count = self.part
        if number > count:
            raise UsageError(f"shard {self.shard}", "is not within so many", f"Give 1/{count} to {count}/{count}")

    @property
    def part(self) -> tuple[int, int]:
        """Which part of how many, (1, 1) for all."""
        if self.shard is None:
            return 1, 1
        found = _SHARD.fullmatch(self.shard)
        if found is None:
            raise UsageError(f"shard {self.shard[:40]!r}", "is no part of so many", "Write 3/40")
        return int(found[1]), int(found[2])
