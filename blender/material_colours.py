# SPDX-License-Identifier: GPL-3.0-or-later
"""What colour a material is, as far as a picture by numpy shows it: its base colour or the picture behind it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..runtime.srgb import linear
from .datablocks import pixels_of

_SEE_THROUGH = 0.5
"""Alpha below which, and transmission above which, nothing is drawn."""
_LARGEST = 1024
"""Pixels of a side that are read of a picture. Chosen by hand."""
_GREY = np.array([0.8, 0.8, 0.8])
_MOST_NODES = 50
"""Nodes that are followed from the output on. Chosen by hand."""


@dataclass(frozen=True, eq=False)
class Surface:
    """colour (3,): linear. picture (H,W,4): linear colours and alpha, from below; None without one. drawn: whether it
    is seen at all. cut_out: whether the picture's alpha leaves parts out."""

    colour: np.ndarray
    picture: np.ndarray | None = None
    drawn: bool = True
    cut_out: bool = False


def surface_of(material: Any) -> Surface:
    """Of a material, or of None for a mesh without one."""
    shader = None if material is None else _principled(material)
    if material is None or shader is None:
        return Surface(_GREY if material is None else np.array(material.diffuse_color)[:3])
    alpha, colour = shader.inputs["Alpha"], shader.inputs["Base Color"]
    transmission = shader.inputs.get("Transmission Weight") or shader.inputs.get("Transmission")
    clear = transmission is not None and transmission.default_value > _SEE_THROUGH
    image = _image_behind(colour) if colour.is_linked else None
    return Surface(
        np.array(colour.default_value)[:3],
        None if image is None else _pixels(image),
        drawn=not clear and (alpha.is_linked or alpha.default_value >= _SEE_THROUGH),
        cut_out=alpha.is_linked,
    )


def _principled(material: Any) -> Any:
    nodes = material.node_tree.nodes if material.node_tree is not None else ()
    return next((node for node in nodes if node.bl_idname == "ShaderNodeBsdfPrincipled"), None)


def _image_behind(socket: Any) -> Any:
    """The nearest picture that is linked to a socket, however many nodes lie between; None where there is none."""
    waiting, seen = [link.from_node for link in socket.links], 0
    while waiting and seen < _MOST_NODES:
        node, seen = waiting.pop(0), seen + 1
        if node.bl_idname == "ShaderNodeTexImage" and node.image is not None:
            return node.image
        waiting += [link.from_node for entry in node.inputs for link in entry.links]
    return None


def _pixels(image: Any) -> np.ndarray | None:
    width, height = image.size
    if width * height == 0 or image.channels not in (3, 4):
        return None
    step = max(1, -(-max(width, height) // _LARGEST))
    pixels = pixels_of(image)[::step, ::step]
    if image.colorspace_settings.name == "sRGB":
        pixels = np.concatenate([linear(pixels[..., :3]), pixels[..., 3:]], axis=2)
    if image.channels == 3:
        pixels = np.concatenate([pixels, np.ones_like(pixels[..., :1])], axis=2)
    return pixels
