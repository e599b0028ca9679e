# SPDX-License-Identifier: GPL-3.0-or-later
"""What an exporter may be asked for."""

from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..presets import PRESETS
from .kinds import FILES
from .motion import head_option
from .option import Choice
from .options import check_options, option


@dataclass(frozen=True)
class ExportOptions:
    """fps: frames a second of the exported curves, fractional too. layout: what the exported head is rigged with. head:
    an identity's name, None for the take's own. start_frame: first frame in a .blend. pack: embed the sound in the
    .blend instead of a relative path. preset: the engine that the files are for. split: a head once, and a small clip
    for each take. texture_size: most pixels a side of pictures in FBX and glTF, None for all there are. mouth_close:
    "fold" takes the closing of the lips out of jawOpen, for rigs that have no mouthClose. tongue: with the tongue's
    sixteen shapes in CSV, FBX, glTF and clips. beside: a film that the video shows too. key_error: how far off few keys
    in a .blend may be, None for a key a frame. wear: .mhclo and .mhmat files of MakeHuman's. cues: words, phones and
    closures in the WAV. mark: synthetic speech bears the mark (``runtime.mark``). mesh_path, bone_path: of the face and
    of the head's bone, seen from the object that a clip animates in Unity and Godot; None for those of our own heads.
    recording: the sound file that the take was made from, whole: it is what is heard, with all its channels, instead of
    what was listened to.
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
    preset: str | None = option(
        None,
        "make the files as an engine wants them",
        label="For",
        panel="export",
        flag="for",
        choices=tuple(
            Choice(each.name, each.label, each.description, panel=each.in_blender) for each in PRESETS.values()
        ),
        metavar="ENGINE",
    )
    split: bool = option(
        False,
        "write the head once, and for each take a clip without it; needs an engine",
        label="Head and Clips",
        panel="export",
        flag_help="write the head once, and for each take a clip without it; needs --for",
    )
    texture_size: int | None = option(
        None, "most pixels a side of the pictures in FBX and glTF", limits=(16, 8192), metavar="N"
    )
    mouth_close: str = option(
        "keep",
        "closed lips in the CSV, FBX and glTF: as mouthClose, or folded into jawOpen for rigs without it",
        label="Closed Lips",
        choices=(
            Choice("keep", "mouthClose", "As a shape of its own, as ARKit has it"),
            Choice("fold", "In jawOpen", "For rigs that have no mouthClose: the jaw closes with the lips"),
        ),
    )
    tongue: bool = option(
        False,
        "the tongue's sixteen shapes beside tongueOut, in CSV, FBX, glTF and clips",
    )
    beside: str | None = option(
        None, "a film to show left of the head in the MP4, as the one that was captured", metavar="VIDEO", path=True
    )
    key_error: float | None = option(
        None,
        "few keys with handles in the .blend in place of one a frame: by how much a shape may differ, such as 0.01",
        limits=(0.0001, 0.2),
        metavar="E",
    )
    wear: tuple[str, ...] = option(
        (),
        "hair, lashes or glasses (.mhclo) or a skin (.mhmat) of MakeHuman's, which the head wears in .blend, FBX, glTF "
        "and web pages; may be given several times",
        metavar="FILE",
        path=True,
        kind=FILES,
    )
    cues: bool = option(False, "mark words, phones and closures in the WAV, for Wwise and FMOD")
    mark: bool = option(
        True,
        "lay an inaudible mark into a voice that Soliloquy made, and name it in the file's metadata",
        flag="no-mark",
        flag_help="leave out the inaudible mark of synthetic speech, and its tag, for studios that mark their own",
    )
    mesh_path: str | None = option(None, "the face's place below the object that a Unity or Godot clip animates")
    bone_path: str | None = option(None, "the same of the head's bone")
    recording: Path | None = None

    def __post_init__(self) -> None:
        check_options(self)
        if self.split and self.preset is None:
            raise UsageError("split", "needs an engine to write for", f"Give --for {' or '.join(PRESETS)}")

    @property
    def sound_suffix(self) -> str:
        """Ending of the sound file that is heard beside a .blend."""
        return ".wav" if self.recording is None else self.recording.suffix.lower()
