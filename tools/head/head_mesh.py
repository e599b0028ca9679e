# SPDX-License-Identifier: GPL-3.0-or-later
"""The head's topology: which quads of MakeHuman's body it keeps, its own eyes, its border and its UVs."""

import itertools
from collections import defaultdict

import numpy as np
from soliloquy.runtime.head.makehuman_fit import BUST_HEIGHT, BUST_ISLAND, MARGIN
from soliloquy.runtime.people.base_mesh import BaseMesh
from soliloquy.runtime.people.eye_mesh import EYE
from soliloquy.runtime.people.hair_mesh import VERTICES as HAIR_VERTICES
from soliloquy.runtime.people.head_fit import FITTED_RINGS
from soliloquy.runtime.people.lash_mesh import Lashes
from soliloquy.runtime.people.lid_mesh import LIDS, mirrored
from soliloquy.runtime.people.shirt_mesh import RINGS as BUST_RINGS
from soliloquy.runtime.people.shirt_mesh import SHIRT
from soliloquy.runtime.people.teeth_mesh import DENTURES
from soliloquy.runtime.people.topology import LIP_COLUMNS, LIP_RINGS, MATERIALS, RIM, Topology

from .hair_roots import hair_topology, scatter_roots
from .lash_sheets import all_lashes
from .lid_rings import lid_rings
from .mesh_rings import rings_around

BUST_LOOP_START = (1525, 1526)
"""Vertices 1525 (front, in the middle) and its neighbour begin a closed loop over collar bones and back."""
MOUTH_ISLAND = ((0.7576, 0.0118), (0.9238, 0.1365))
RIGHT_SOCKET_ISLAND = ((0.0118, 0.5473), (0.0769, 0.6329))
LEFT_SOCKET_ISLAND = ((0.0861, 0.5473), (0.1512, 0.6329))
"""Texture boxes of the base mesh that hold the inside of the mouth and the eye sockets, nothing else."""


def build_topology(base: BaseMesh) -> Topology:
    quads, uv, materials = _kept_faces(base)
    border = _edge_loop(base.groups["body"].vertices, *BUST_LOOP_START)
    source, inverse = np.unique(quads, return_inverse=True)
    quads = inverse.reshape(quads.shape)
    rim = np.zeros(len(source), np.int32)
    border = _counter_clockwise(quads, np.searchsorted(source, border))
    rim_quads, rim_source, rim_ring = _rim(border, source[border], len(source))
    bust = rings_around(quads, border, BUST_RINGS - len(RIM))
    bust = np.concatenate([_rim_rings(border, len(source))[:0:-1], bust])
    lids = lid_rings(quads, materials, base.vertices[source])
    rim_uv = _rim_uv(quads, uv, rim_quads, len(border))
    quads = np.concatenate([quads, rim_quads])
    uv = np.concatenate([uv, rim_uv])
    materials = np.concatenate([materials, np.zeros(len(rim_quads), np.int32)])
    source, rim = np.concatenate([source, rim_source]), np.concatenate([rim, rim_ring])
    parts = [(quads, uv, materials, source, rim)]
    slices = []
    eyes = np.stack([base.vertices[np.unique(base.groups[f"joint-{side}-eye"].vertices)].mean(axis=0) for side in "lr"])
    skin = materials == MATERIALS.index("skin")
    roots = scatter_roots(quads[skin], base.vertices[source], eyes)
    lashes = all_lashes(base)
    for mesh_quads, mesh_uv, mesh_materials, count in _own_meshes(lashes):
        first = sum(len(part[3]) for part in parts)
        parts.append((mesh_quads + first, mesh_uv, mesh_materials, np.full(count, -1), np.zeros(count, np.int32)))
        slices.append(slice(first, first + count))
    quads, uv, materials, source, rim = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    left, right, teeth, hair, lash_slice, left_lids, right_lids, shirt = slices
    rings = np.array([lip_ring(base, middle) for middle, _ in FITTED_RINGS])
    return Topology(
        quads=quads.astype(np.int32),
        uv=uv,
        material_index=materials.astype(np.int32),
        source=source,
        rim=rim,
        eyes=(left, right),
        teeth=teeth,
        hair=hair,
        roots=roots,
        lashes=lash_slice,
        lash_sources=lashes.sources,
        lash_shares=lashes.shares,
        lip_rings=rings,
        lid_parts=slice(left_lids.start, right_lids.stop),
        lid_rings=lids,
        shirt=shirt,
        bust_rings=bust,
    )


def _own_meshes(lashes: Lashes) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, int]]:
    """Left eye, right eye, teeth, hair, lashes, what lies at the left and the right lids, shirt: quads, UVs, materials,
    number of vertices."""
    cornea, white, gums, enamel, socket, veil = _indices("cornea", "eye", "gums", "teeth", "socket", "shade")
    lids = np.select([LIDS.is_caruncle, LIDS.is_shade], [socket, veil], cornea)
    eye = np.where(EYE.is_cornea, cornea, white)
    teeth = np.where(DENTURES.is_gum, gums, enamel)
    eyes = [(EYE.quads, EYE.uv, eye, len(EYE.points))] * 2
    hair_quads, hair_uv = hair_topology()
    hair = np.full(len(hair_quads), MATERIALS.index("hair"))
    return [
        *eyes,
        (DENTURES.quads, DENTURES.uv, teeth, len(DENTURES.points)),
        (hair_quads, hair_uv, hair, HAIR_VERTICES),
        (lashes.quads, lashes.uv, np.full(len(lashes.quads), MATERIALS.index("lashes")), len(lashes.sources)),
        (LIDS.quads, LIDS.uv, lids, LIDS.points),
        (mirrored(LIDS.quads), mirrored(LIDS.uv), lids, LIDS.points),
        (SHIRT.quads, SHIRT.uv, np.full(len(SHIRT.quads), MATERIALS.index("shirt")), SHIRT.points),
    ]


def lip_vertices(base: BaseMesh, topology: Topology) -> tuple[np.ndarray, np.ndarray]:
    """Vertices (7, rings) of the upper and of the lower lip at 7 places from right to left."""
    lips = []
    for above, below in LIP_RINGS:
        ring = lip_ring(base, above)
        if ring[19] != below:
            raise ValueError(f"the ring of the lips through {above} is not as expected")
        lips.append([[ring[step] for step in steps] for steps in zip(*LIP_COLUMNS, strict=True)])
    upper, lower = np.array(lips).transpose(1, 2, 0)
    return topology.vertex_of(upper), topology.vertex_of(lower)


def lip_ring(base: BaseMesh, middle: int) -> np.ndarray:
    """The 38 base vertices around the mouth from ``middle`` of the upper lip to the left, below and back."""
    body = base.groups["body"].vertices
    beside = [vertex for vertex in _neighbours(body, middle) if base.vertices[vertex, 0] > 0.0005]
    ring = _edge_loop(body, middle, beside[0])
    if len(ring) != 38:
        raise ValueError(f"the ring of the lips through {middle} has {len(ring)} vertices, not 38")
    return ring


def _indices(*names: str) -> tuple[int, ...]:
    return tuple(MATERIALS.index(name) for name in names)


def _kept_faces(base: BaseMesh) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Quads by base vertex, their UVs packed anew for each material, and their materials."""
    body = base.groups["body"]
    inside = _inside(body.vertices, _edge_loop(body.vertices, *BUST_LOOP_START), base.vertices)
    texture = base.texture[body.texture]
    # A few nails of the body share the mouth's box.
    in_mouth = _within(texture, MOUTH_ISLAND) & (np.abs(base.vertices[body.vertices][:, :, 0]).max(axis=1) < 0.1)
    in_socket = _within(texture, LEFT_SOCKET_ISLAND) | _within(texture, RIGHT_SOCKET_ISLAND)
    inside |= in_mouth | in_socket
    skin, mouth, socket = _indices("skin", "mouth", "socket")
    material = np.where(in_mouth, mouth, np.where(in_socket, socket, skin))
    parts = [(body.vertices[inside], texture[inside], material[inside])]
    tongue = base.groups["helper-tongue"]
    index = np.full(len(tongue.vertices), MATERIALS.index("tongue"))
    parts.append((tongue.vertices, base.texture[tongue.texture], index))
    quads, uv, materials = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    for number in range(len(MATERIALS)):
        here = materials == number
        if here.any():
            uv[here] = _unfolded(uv[here]) if number == skin else _packed(uv[here])
    return quads, uv, materials


def _within(texture: np.ndarray, box: tuple[tuple[float, float], tuple[float, float]]) -> np.ndarray:
    low, high = np.array(box)
    return ((texture >= low) & (texture <= high)).all(axis=(1, 2))


def _unfolded(uv: np.ndarray) -> np.ndarray:
    """The skin's UVs (F,4,2) with the face upright and twice as wide as on the base mesh, bust below.

    The base mesh's head lies on its side in a third of the texture, which left a mouth 70 texels of 2048.
    Towards the ears and the back of the head the scale falls off as the inverse hyperbolic sine does.
    """
    bust = (uv[:, :, 0] < BUST_ISLAND[1][0]).all(axis=1)
    (crown, right), (chin, left) = uv[~bust].min(axis=(0, 1)), uv[~bust].max(axis=(0, 1))
    across = (2 * uv[..., 1] - left - right) / (left - right)
    down = (uv[..., 0] - crown) / (chin - crown)
    face = np.stack([0.5 + 0.5 * np.arcsinh(4 * across) / np.arcsinh(4), 1 - (1 - BUST_HEIGHT) * down], axis=-1)
    low, high = np.array(BUST_ISLAND)
    below = (uv - low) / (high - low) * (1.0, BUST_HEIGHT - 0.01)
    return np.where(bust[:, None, None], below, face) * (1 - 2 * MARGIN) + MARGIN


def _packed(uv: np.ndarray) -> np.ndarray:
    """UVs scaled alike in both directions to fill 0..1, with a margin of 1/128."""
    low = uv.min(axis=(0, 1))
    return (uv - low) / (uv.max(axis=(0, 1)) - low).max() * (1 - 2 / 128) + 1 / 128


def _neighbours(quads: np.ndarray, vertex: int) -> list[int]:
    found = set()
    for corners in quads[(quads == vertex).any(axis=1)].tolist():
        place = corners.index(vertex)
        found |= {corners[place - 1], corners[(place + 1) % 4]}
    return sorted(found)


def _edge_loop(quads: np.ndarray, first: int, second: int) -> np.ndarray:
    """The closed loop of edges that goes straight on over vertices of four edges."""
    neighbours, faces = defaultdict(set), defaultdict(set)
    for face, corners in enumerate(quads.tolist()):
        for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
            neighbours[one].add(other)
            neighbours[other].add(one)
            faces[frozenset((one, other))].add(face)
    loop = [first, second]
    while True:
        beside = faces[frozenset(loop[-2:])]
        straight = [n for n in neighbours[loop[-1]] if not faces[frozenset((loop[-1], n))] & beside]
        if len(straight) != 1:
            raise ValueError(f"the edge loop from {first} ends at {loop[-1]}")
        if straight[0] == first:
            return np.array(loop)
        loop.append(straight[0])


def _inside(quads: np.ndarray, loop: np.ndarray, vertices: np.ndarray) -> np.ndarray:
    """Faces (F,) bool on the head's side of the loop: grown from the crown without crossing it."""
    fence = {frozenset(edge) for edge in zip(loop.tolist(), np.roll(loop, -1).tolist(), strict=True)}
    faces = defaultdict(list)
    for face, corners in enumerate(quads.tolist()):
        for edge in zip(corners, corners[1:] + corners[:1], strict=True):
            faces[frozenset(edge)].append(face)
    kept = np.zeros(len(quads), bool)
    waiting = [int(vertices[quads][:, :, 1].min(axis=1).argmax())]
    kept[waiting] = True
    while waiting:
        corners = quads[waiting.pop()].tolist()
        for edge in zip(corners, corners[1:] + corners[:1], strict=True):
            if frozenset(edge) in fence:
                continue
            for face in faces[frozenset(edge)]:
                if not kept[face]:
                    kept[face] = True
                    waiting.append(face)
    return kept


def _counter_clockwise(quads: np.ndarray, border: np.ndarray) -> np.ndarray:
    """The border in the order in which quads beyond it look outwards."""
    edges = {edge for corners in quads.tolist() for edge in zip(corners, corners[1:] + corners[:1], strict=True)}
    return border[::-1] if (int(border[0]), int(border[1])) in edges else border


def _rim_rings(border: np.ndarray, first: int) -> list[np.ndarray]:
    """The border and the rings beyond it, whose vertices are numbered from ``first`` on."""
    return [border, *(first + ring * len(border) + np.arange(len(border)) for ring in range(len(RIM)))]


def _rim(border: np.ndarray, border_source: np.ndarray, first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rings of quads beyond the border, which follow the border's base vertices."""
    faces = [
        np.stack([above, np.roll(above, -1), np.roll(below, -1), below], axis=1)
        for above, below in itertools.pairwise(_rim_rings(border, first))
    ]
    source = np.tile(border_source, len(RIM))
    ring = np.repeat(np.arange(1, len(RIM) + 1, dtype=np.int32), len(border))
    return np.concatenate(faces), source, ring


def _rim_uv(quads: np.ndarray, uv: np.ndarray, rim_quads: np.ndarray, count: int) -> np.ndarray:
    """The rim takes the UV of the border's edges, so that the skin's texture runs over it."""
    by_edge = {}
    for corners, places in zip(quads.tolist(), uv, strict=True):
        for k in range(4):
            by_edge[corners[k], corners[(k + 1) % 4]] = (places[k], places[(k + 1) % 4])
    edge_uv = []
    for corners in rim_quads[:count].tolist():
        end, start = by_edge[corners[1], corners[0]]
        edge_uv.append([start, end, end, start])
    return np.tile(np.array(edge_uv), (len(rim_quads) // count, 1, 1))
