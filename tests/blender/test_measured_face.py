# SPDX-License-Identifier: GPL-3.0-or-later
"""The points of shape keys are read all at once: a head has 68 of them, and each line reads them all."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender.measured_face import places_of_key  # noqa: E402

_POINTS = 30_000


def _seconds(read: Callable[[], Any]) -> float:
    """Least of several, of the processor's time."""
    found = []
    for _ in range(5):
        began = time.process_time()
        read()
        found.append(time.process_time() - began)
    return min(found)


def test_a_shape_is_read_many_times_as_fast_as_point_by_point() -> None:
    """Three times a head's shapes, a line's writing stood still for half a second. At once it takes a fortieth."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    mesh: Any = bpy.data.meshes.new("Many points")
    mesh.vertices.add(_POINTS)
    face = bpy.data.objects.new("Many points", mesh)
    face.shape_key_add(name="Basis")
    shape: Any = face.shape_key_add(name="jawOpen")
    shape.points[7].co = (0.25, 0.5, 0.75)
    flat = np.empty(3 * _POINTS, np.float32)
    singly = _seconds(lambda: shape.data.foreach_get("co", flat))
    assert _seconds(lambda: places_of_key(shape)) < singly / 5
    assert np.array_equal(places_of_key(shape), flat.reshape(-1, 3)) and places_of_key(shape)[7, 1] == 0.5
