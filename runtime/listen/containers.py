# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file is that is no plain sound file: a video, with or without sound, or a compressed container."""

import mmap
from pathlib import Path

_EXTRACT = "Save its sound as WAV or FLAC first"


def describe_container(path: Path) -> tuple[str, str] | None:
    """(reason, hint) for MP4, QuickTime, Matroska, WebM and AVI files; None for anything else.

    Raises OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(64)
        if not head:
            return None
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide"):
                return _described(_handler(content, b"vide"), _handler(content, b"soun"))
            if head.startswith(b"\x1aE\xdf\xa3"):
                # Matroska names its codecs: A_OPUS, V_VP9 (RFC 9559); they stand in the first kilobytes.
                return _described(content.find(b"V_", 0, 1 << 16) >= 0, content.find(b"A_", 0, 1 << 16) >= 0)
            if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
                return _described(content.find(b"vids", 0, 1 << 16) >= 0, content.find(b"auds", 0, 1 << 16) >= 0)
    return None


def _handler(content: mmap.mmap, kind: bytes) -> bool:
    """Whether an MP4 track of this kind is there: an ``hdlr`` box with it (ISO/IEC 14496-12, 8.4.3)."""
    place = content.find(b"hdlr")
    while place >= 0:
        if content[place + 12 : place + 16] == kind:
            return True
        place = content.find(b"hdlr", place + 4)
    return False


def _described(video: bool, sound: bool) -> tuple[str, str]:
    if video and not sound:
        return "is a video without sound", "Give a recording of someone who speaks"
    if video:
        return "is a video, and only sound files are read", _EXTRACT
    return "is sound in a container that is not read (AAC, ALAC or Matroska)", _EXTRACT
