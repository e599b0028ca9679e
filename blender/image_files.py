# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that lie packed in the file, once for all materials that show them."""

import tempfile
from pathlib import Path
from typing import Any

import bpy


def known_image(name: str) -> bpy.types.Image | None:
    """The picture of that name which was packed before."""
    inside = f"//textures/{name}"
    return next((known for known in bpy.data.images if known.filepath == inside and known.packed_file), None)


def packed_image(name: str, content: bytes, *, data: bool = False) -> bpy.types.Image:
    """A picture of that name, packed into the file. data: its numbers are no colours."""
    inside = f"//textures/{name}"
    image = known_image(name)
    if image is None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            image = bpy.data.images.load(str(path))
            image.pack()
        # Set otherwise, Blender would look for the file at once.
        image.filepath_raw = inside
        for packed in image.packed_files:
            packed.filepath = inside
        if data:
            space: Any = image.colorspace_settings
            space.name = "Non-Color"
    return image
