# SPDX-License-Identifier: GPL-3.0-or-later
"""What a naming says of a rig: which of its shapes and bones a take moves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Naming:
    """layout: of the motion that such a rig is moved with, "arkit" or "flame". shapes: our names of all that it may
    show.

    match: names of a mesh's shape keys -> shape by our name and the keys that show it; empty where the mesh is not of
    this naming. bones: names of an armature's bones -> bone by our name ("head", "jaw", "eye.L", "eye.R") and its name
    there, of those that follow a take.
    """

    layout: str
    shapes: tuple[str, ...]
    match: Callable[[Iterable[str]], dict[str, tuple[str, ...]]]
    bones: Callable[[Iterable[str]], dict[str, str]]
