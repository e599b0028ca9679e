# SPDX-License-Identifier: GPL-3.0-or-later
"""Teeth are separate rounded crowns in gums, under a palate that looks down into the mouth."""

import numpy as np
from soliloquy.runtime.people.teeth_mesh import DENTURES, INCISOR_EDGE


def _islands(quads: np.ndarray) -> list[np.ndarray]:
    """The vertices of each part of a mesh that hangs together."""
    label = np.arange(quads.max() + 1)
    while True:
        lowest = label[quads].min(axis=1)
        before = label.copy()
        np.minimum.at(label, quads, np.repeat(lowest[:, None], 4, axis=1))
        if (label == before).all():
            used = np.unique(quads)
            return [used[label[used] == root] for root in np.unique(label[used])]


def test_twenty_four_crowns_stand_apart_and_narrow_towards_their_edges() -> None:
    crowns = _islands(DENTURES.quads[~DENTURES.is_gum])
    assert len(crowns) == 24
    fronts = [DENTURES.points[crown] * 1000 for crown in crowns if np.abs(DENTURES.points[crown, 0]).max() < 0.009]
    assert len(fronts) >= 4
    for places in fronts:
        height = places[:, 1]
        down = -1.0 if height.mean() > 0 else 1.0
        from_edge = (down * height).max() - down * height
        wide = [np.ptp(places[(from_edge >= low) & (from_edge <= high), 0]) for low, high in ((0, 0.2), (2, 4))]
        assert 0.6 < wide[0] / wide[1] < 0.9


def test_the_palate_looks_down_and_closes_the_mouth_over_the_tongue() -> None:
    points, quads = DENTURES.points * 1000, DENTURES.quads[DENTURES.is_gum]
    corners = points[quads]
    middle = corners.mean(axis=1)
    normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    over = (middle[:, 1] > 10) & (np.abs(middle[:, 0]) < 6) & (middle[:, 2] < -12) & (middle[:, 2] > -35)
    assert over.sum() >= 8
    assert (normals[over, 1] < 0).all()
    assert points[quads[over], 1].max() < 21


def test_the_edge_that_f_touches_is_the_front_of_an_upper_incisor() -> None:
    x, y, z = DENTURES.points[INCISOR_EDGE] * 1000
    assert abs(x) < 4 and abs(y) < 1e-6 and abs(z - 0.1914) < 1e-3


def test_back_teeth_have_cusps_around_a_hollow() -> None:
    crowns = _islands(DENTURES.quads[~DENTURES.is_gum])
    backs = [DENTURES.points[crown] * 1000 for crown in crowns if DENTURES.points[crown, 2].max() < -0.006]
    assert len(backs) == 12
    for places in backs:
        up = places[:, 1] * (1.0 if places[:, 1].mean() < 0 else -1.0)
        near = np.linalg.norm(places[:, ::2] - places[:, ::2].mean(axis=0), axis=1)
        hollow = up[(near < 2.0) & (up > np.median(up))]
        rim = up[up > up.max() - 1.5]
        assert up.max() - hollow.mean() > 0.8
        assert np.ptp(rim) > 0.4
