# SPDX-License-Identifier: GPL-3.0-or-later
"""How low a face's upper teeth reach: the longer the upper lip, the less of them is seen and the more of the lower.

R. G. Vig and G. C. Brundo 1978, "The kinetics of anterior tooth display", Journal of Prosthetic Dentistry 39(5): what a
resting upper lip of so many millimetres leaves to be seen of the upper incisors.
"""

import numpy as np

from ..arrays import Array
from ..face.mesh_points import IRISES, NOSE_BASE

_LIP = (12.5, 18.0, 23.0, 28.0, 33.0)
_SHOWN = (3.92, 3.44, 2.18, 0.93, 0.25)
"""Their table: millimetres, the middles of its classes of lips, and the means of what is seen."""
_IRIS = 11.7
"""Millimetres across, by which a picture's scale is told: 11.71 +- 0.42 in F. Ruefer, A. Schroeder and C. Erb 2005,
"White-to-white corneal diameter", Cornea 24(3)."""


def edge_below(points: Array, meet: Array) -> float:
    """How far below the place where the lips meet (2 or more,) the upper incisors reach, in the units of points (478,2
    or more)."""
    right, left = (np.linalg.norm(points[each[1], :2] - points[each[3], :2]) for each in IRISES)
    unit = float(right + left) / (2.0 * _IRIS)
    lip = float(np.linalg.norm(points[NOSE_BASE, :2] - meet[:2])) / unit
    return float(np.interp(lip, _LIP, _SHOWN)) * unit
