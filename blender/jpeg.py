# SPDX-License-Identifier: GPL-3.0-or-later
"""JPEGs to pixels and back by Blender itself, whose process is not to load Pillow."""

import tempfile
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from ..runtime.arrays import Array
from ..runtime.head.jpeg import Codec
from .datablocks import pixels_of

_NAME = "picture.jpg"


def _decoded(content: bytes) -> Array:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        path.write_bytes(content)
        image: Any = bpy.data.images.load(str(path))
        try:
            rows = pixels_of(image)[::-1, :, :3]
        finally:
            bpy.data.images.remove(image)
    return np.asarray(rows * 255.0 + 0.5, np.uint8)


def _encoded(pixels: Array, quality: int) -> bytes:
    height, width = pixels.shape[:2]
    image: Any = bpy.data.images.new(_NAME, width, height)
    try:
        flat = np.ones((height, width, 4), np.float32)
        np.divide(pixels[::-1], 255.0, out=flat[..., :3], dtype=np.float32)
        image.pixels.foreach_set(flat.reshape(-1))
        image.file_format = "JPEG"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / _NAME
            image.save(filepath=str(path), quality=quality)
            return path.read_bytes()
    finally:
        bpy.data.images.remove(image)


BLENDER = Codec(_decoded, _encoded)
