# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a file that is about to be exported, made smaller."""

import tempfile
from pathlib import Path

import bpy

_JPEG_QUALITY = 93
"""As tools/head/bake_textures.py writes them."""


def shrink_pictures(most: int) -> None:
    """Scale every picture of the open file that is larger to ``most`` pixels on its longer side, and pack it.

    A JPEG stays one. For files that nobody works with: what is packed now is the small picture. Raises OSError.
    """
    for image in bpy.data.images:
        if max(image.size) > most:
            _shrink(image, most / max(image.size))


def _shrink(image: bpy.types.Image, share: float) -> None:
    inside = image.filepath
    width, height = (max(1, round(side * share)) for side in image.size)
    image.scale(width, height)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        image.save(filepath=str(path), quality=_JPEG_QUALITY)
        content = path.read_bytes()
    image.pack(data=content, data_len=len(content))
    # Saving has made the temporary file the picture's own; set otherwise, Blender would look for the file at once.
    image.filepath_raw = inside
