# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a file that is about to be exported, made smaller."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bpy

from ..runtime.head.jpeg import EYE_QUALITY


def shrink_pictures(most: int | None, images: Iterable[bpy.types.Image] | None = None) -> None:
    """Scale each of ``images``, by default all of the open file's, that is larger to ``most`` pixels on its longer
    side, and pack it; none for None.

    A JPEG stays one. For pictures that nobody works with: what is packed now is the small one. Raises OSError.
    """
    for image in bpy.data.images if images is None else images:
        size: Any = image.size
        width, height = size
        if most is not None and max(width, height) > most:
            share = most / max(width, height)
            _shrink(image, max(1, round(width * share)), max(1, round(height * share)))


def _shrink(image: bpy.types.Image, width: int, height: int) -> None:
    inside = image.filepath
    image.scale(width, height)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        image.save(filepath=str(path), quality=EYE_QUALITY)
        content = path.read_bytes()
    image.pack(data=content, data_len=len(content))
    # Saving has made the temporary file the picture's own; set otherwise, Blender would look for the file at once.
    image.filepath_raw = inside
