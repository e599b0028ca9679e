# SPDX-License-Identifier: GPL-3.0-or-later
"""What an exporter may be asked for."""

from dataclasses import dataclass
from pathlib import Path

from .motion import head_option
from .option import Choice
from .options import check_options, option


@dataclass(frozen=True)
class ExportOptions:
    """fps: frames a second of the exported curves, fractional too. layout: what the exported head is rigged with. head:
    an identity's name, None for the take's own. start_frame: first frame in a .blend. pack: embed the sound in the
    .blend instead of a relative path. recording: the sound file that the take was made from, whole: it is what is
    heard, with all its channels, instead of what was listened to.
    """

    fps: float = option(30.0, "frames a second of the exported curves", limits=(1.0, 240.0))
    layout: str = option(
        "arkit",
        "shapes and bones of the exported head",
        choices=(
            Choice("arkit", "ARKit", "52 shape keys and a head bone"),
            Choice("flame", "FLAME", "50 expression shapes, eyelids, and bones for jaw, eyes and head"),
        ),
    )
    head: str | None = head_option()
    start_frame: int = option(
        1,
        "frame at which the sound begins",
        label="Start Frame",
        limits=(-1_000_000, 1_000_000),  # Blender's own frames end at 1048574
        metavar="N",
    )
    pack: bool = option(False, "embed the sound in the .blend")
    recording: Path | None = None

    def __post_init__(self) -> None:
        check_options(self)

    @property
    def sound_suffix(self) -> str:
        """Ending of the sound file that is heard beside a .blend."""
        return ".wav" if self.recording is None else self.recording.suffix.lower()
