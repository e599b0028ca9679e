# SPDX-License-Identifier: GPL-3.0-or-later
"""What the materials of heads look like where they have no picture: in Blender, and in files that have no nodes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """colour: linear; of a material with a picture it is not used. roughness: of a Principled BSDF. opacity below 1:
    what lies behind is seen."""

    colour: tuple[float, float, float]
    roughness: float
    opacity: float = 1.0


LOOKS: dict[str, Look] = {
    "skin": Look((0.46, 0.25, 0.18), 0.46),
    "mouth": Look((0.38, 0.14, 0.12), 0.45),
    "teeth": Look((0.70, 0.635, 0.51), 0.22),
    "tongue": Look((0.58, 0.19, 0.17), 0.45),
    "gums": Look((0.56, 0.19, 0.17), 0.40),
    "lashes": Look((0.010, 0.007, 0.005), 0.6),
    "eye": Look((0.78, 0.75, 0.72), 0.30),
    # Nothing but its highlight is to be seen.
    "cornea": Look((0.0, 0.0, 0.0), 0.03, opacity=0.14),
    # The inside of the lids and the caruncle: wet.
    "socket": Look((0.52, 0.25, 0.21), 0.20),
    # Where a file leaves pictures out, as much as the picture's mean.
    "shade": Look((0.019, 0.006, 0.004), 0.9, opacity=0.25),
    "shirt": Look((0.052, 0.062, 0.078), 0.9),
    # Of heads of a user's FLAME file, which brings no textures.
    "plain skin": Look((0.46, 0.25, 0.18), 0.50),
    "plain eye": Look((0.78, 0.75, 0.72), 0.15),
    "plain iris": Look((0.10, 0.055, 0.025), 0.15),
    "plain pupil": Look((0.004, 0.004, 0.004), 0.10),
    "hair": Look((0.03, 0.02, 0.015), 0.55),
}
"""By the materials' names. Chosen by eye, in EEVEE and in Cycles."""
