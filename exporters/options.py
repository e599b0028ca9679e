# SPDX-License-Identifier: GPL-3.0-or-later
"""What an exporter may be told."""

from dataclasses import dataclass
from pathlib import Path

from ..runtime.head.heads import DEFAULT_HEAD
from ..runtime.take import Take


@dataclass(frozen=True)
class ExportOptions:
    """frames_per_second: of the exported curves, fractional too. layout: "arkit" or "flame".

    head: an identity's name, None for the take's own. start_frame: first frame in a .blend.
    pack: embed the sound in the .blend instead of a relative path. recording: the sound file that the take
    was made from, whole: it is what is heard, with all its channels, instead of what was listened to.
    """

    frames_per_second: float = 30.0
    layout: str = "arkit"
    head: str | None = None
    start_frame: int = 1
    pack: bool = False
    recording: Path | None = None

    def head_of(self, take: Take) -> str:
        """The identity to show: the one asked for, else the take's, else the default one."""
        return self.head or take.head or DEFAULT_HEAD

    @property
    def sound_suffix(self) -> str:
        """Ending of the sound file that is heard beside a .blend."""
        return ".wav" if self.recording is None else self.recording.suffix.lower()
