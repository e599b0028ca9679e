# SPDX-License-Identifier: GPL-3.0-or-later
"""Portraits of a head without Blender: fast enough for video, good enough to judge a mouth by."""

import io
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType

import numpy as np
import pyvista
from PIL import Image

from ...runtime.arrays import Array
from ...runtime.head.arkit import ARKIT_INDEX
from ...runtime.head.hair_light import THROUGH, hair_normals
from ...runtime.head.heads import Head, load_head, shared_arrays
from ...runtime.head.normals import vertex_normals
from ...runtime.head.occlusion import lamp_directions, seen_share, sky_directions, smoothed
from ...runtime.head.textures import texture_of
from ...runtime.people.hairline import SOFT_MM, above_hairline, clear_of_ears
from ...runtime.people.mouth_pictures import light_inside
from ...runtime.rotations import turn_between
from .shading import FINISHES, LIGHTS, shade
from .surface import Surface, refined

SIZE = 512
_FINER = 1.5
"""Drawn larger by this and scaled down: smooth edges for a third of what multisampling costs without a GPU. Chosen by
eye."""
VIEW_ANGLE = 24.0
"""Degrees from the picture's upper edge to its lower one. Chosen by eye."""
PORTRAIT, FACE = 0.68, 0.46
"""Distances of the camera in metres: head and shoulders, or the face alone. Chosen by eye."""
MIDDLE = np.array([0.0, -0.034, -0.055])
"""Where the camera looks, from the middle between the eyes, in metres. Chosen by eye."""
_SEE_THROUGH = ("eye", "cornea", "socket", "lashes")
"""Materials that cast no shadow worth having: the balls would darken the lids they touch."""
_UNDER_HAIR = ("skin", "hair")
"""Materials on which cards of hair cast shadows."""
_UNSEEN = ("shade",)
"""The eye is shaded by its own finish here."""
_MATT = 0.85
"""Share of the gloss that hair which is painted on skin takes (by eye)."""
_SKY_RAYS, _KEY_RAYS, _KEY_SIZE = 24, 8, 0.16
_AJAR = 0.45
"""jawOpen at which light into the mouth is reckoned. Chosen by eye."""
_LIT_GAPS = {"mouth": 0.009, "teeth": 0.003, "gums": 0.006, "tongue": 0.009}
"""Metres between the lips from which on each gets all of that light: teeth stand right behind the lips. Chosen by
eye."""
_LIGHT_IN_SHUT_MOUTH = 0.12
"""The share of it that a shut mouth gets. Chosen by eye."""


@dataclass(frozen=True)
class _Part:
    """The faces of one material: vertices ``used`` (U,) make the surface's points, ``point_of`` (P,) those of the mesh.

    reach (P,3): how much light each point sees, and how matt it is, 0..255; empty where nothing shades it. lit_gap:
    metres between the lips from which on it gets that light, 0 outside of the mouth. thin: as of its finish. at_rest:
    points and normals of what moves as one, as hair does, while nothing moves; None of the rest. fading (F,4): the
    faces, as points of the mesh, of what fades into what it lies on; empty of the rest.
    """

    mesh: pyvista.PolyData
    used: Array
    surface: Surface
    point_of: Array
    reach: Array
    lit_gap: float
    thin: float
    at_rest: tuple[Array, Array] | None
    fading: Array

    def draw_from_the_back(self) -> None:
        """Let what fades be drawn from the back to the front, as the head is turned now: in the order of another turn
        strands fade into skin that others lie before."""
        if len(self.fading):
            ahead = np.asarray(self.mesh.points)[self.fading, 2].sum(axis=1)
            ordered = self.fading[np.argsort(ahead, kind="stable")]
            self.mesh.faces = _cells(ordered)

    def normals(self, points: Array) -> Array:
        """Unit normals (P,3) of the surface's points (P,3)."""
        if self.at_rest is None:
            return vertex_normals(points, self.surface.quads)
        before, normals = self.at_rest
        turn, _ = turn_between(before - before.mean(axis=0), points - points.mean(axis=0))
        return normals @ turn


class Portrait:
    """A head before a camera. Use it as a context, and hand it the vertices of one frame after another."""

    def __init__(self, head: Head, size: int = SIZE, distance: float = PORTRAIT) -> None:
        self._plotter = pyvista.Plotter(off_screen=True, window_size=[round(size * _FINER)] * 2, lighting="none")
        self._plotter.disable_anti_aliasing()
        window = self._plotter.ren_win
        assert window is not None
        window.SetMultiSamples(0)
        self._size = size
        self._parts: list[_Part] = []
        seen = [material for material in head.material_names if material not in _UNSEEN]
        # What is seen through is laid over what is there by then.
        for material in sorted(seen, key=lambda each: FINISHES[each].see_through):
            self._add_part(head, material)
        self._place_camera_and_lights(head, distance)

    def __enter__(self) -> "Portrait":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._plotter.close()

    def picture(self, vertices: Array) -> Array:
        """The head with vertices (V,3), metres, as uint8 (size,size,3)."""
        apart = _apart(vertices)
        for part in self._parts:
            points = part.surface.points(_widened(vertices[part.used], part.thin))
            part.mesh.points = points[part.point_of]
            part.mesh.point_data["Normals"] = part.normals(points)[part.point_of]
            part.draw_from_the_back()
            if part.lit_gap:
                falls_in = min(max(apart, 0.0) / part.lit_gap, 1.0)
                light = _LIGHT_IN_SHUT_MOUTH + (1 - _LIGHT_IN_SHUT_MOUTH) * falls_in
                part.mesh.point_data["reach"] = (part.reach * light).astype(np.uint8)
            part.mesh.Modified()
        self._plotter.render()
        drawn = Image.fromarray(np.array(self._plotter.screenshot(return_img=True))[..., :3])
        return np.asarray(drawn.resize((self._size, self._size), Image.Resampling.BOX))

    def _add_part(self, head: Head, material: str) -> None:
        finish = FINISHES[material]
        used, surface = _surface(head, material)
        # A point on a seam of the texture stands once for each side of it.
        corners = np.column_stack([surface.quads.ravel(), np.round(surface.uv.reshape(-1, 2) * 2**20)])
        unique, corner_of = np.unique(corners.astype(np.int64), axis=0, return_inverse=True)
        point_of = unique[:, 0]
        points = surface.points(head.vertices[used].astype(float))
        faces = corner_of.reshape(-1, 4)
        mesh = pyvista.PolyData(points[point_of], _cells(faces))
        normals = _normals(head, material, points, surface)
        mesh.point_data["Normals"] = normals[point_of]
        mesh.GetPointData().SetActiveNormals("Normals")
        texture_coordinates: Array = unique[:, 1:] / 2**20
        mesh.active_texture_coordinates = texture_coordinates
        texture = _texture(head, material) if finish.colour is None else None
        if material not in _SEE_THROUGH:
            mesh.point_data["reach"] = _reach(head.name, material)[point_of]
        painted = "reach" in mesh.point_data
        actor = self._plotter.add_mesh(
            mesh,
            color=None if painted else "white",
            scalars="reach" if painted else None,
            rgb=painted,
            texture=texture,
            opacity=finish.opacity / finish.thin,
        )
        actor.prop.interpolation = "Phong"
        # What is seen through comes last, hair from the back to the front: VTK need not sort it in passes of its own.
        actor.ForceOpaqueOn()
        shade(actor, finish, textured=texture is not None, reach=painted)
        reach = mesh.point_data["reach"].astype(np.float32) if painted else np.empty(0, np.float32)
        lit_gap = _LIT_GAPS.get(material, 0.0)
        at_rest = (points, normals) if material == "hair" else None
        fading = faces if material == "hair" else np.empty((0, 4), int)
        self._parts.append(_Part(mesh, used, surface, point_of, reach, lit_gap, finish.thin, at_rest, fading))

    def _place_camera_and_lights(self, head: Head, distance: float) -> None:
        middle = head.eye_joints.mean(axis=0) + MIDDLE
        camera = self._plotter.camera
        camera.position = middle + np.array([0.0, 0.012, distance])
        camera.focal_point = middle
        camera.up = (0.0, 1.0, 0.0)
        camera.view_angle = VIEW_ANGLE
        camera.clipping_range = (0.2, 2.0)
        for towards, strength, colour in LIGHTS:
            light = pyvista.Light(
                position=middle + np.array(towards), focal_point=middle, intensity=strength, color=colour
            )
            light.set_scene_light()
            light.positional = False
            self._plotter.add_light(light)
        self._plotter.set_background("#23272e", top="#737b86")  # type: ignore[arg-type]  # pyvista wraps it untyped


def _cells(faces: Array) -> Array:
    """Faces (F,4) as VTK takes them (5F,)."""
    cells: Array = np.column_stack([np.full(len(faces), 4), faces]).ravel()
    return cells


def _widened(points: Array, times: float) -> Array:
    """Points (U,3) of hairs, whose pairs stand across them (runtime/people/lash_mesh.py), so much further apart."""
    if times == 1.0:
        return points
    pairs = points.reshape(-1, 2, 3)
    middle = pairs.mean(axis=1, keepdims=True)
    return (middle + times * (pairs - middle)).reshape(-1, 3)


def _apart(vertices: Array) -> float:
    """Metres between the lips where they are furthest apart."""
    shared = shared_arrays()
    upper, lower = vertices[shared["lip_upper"], 1].min(axis=1), vertices[shared["lip_lower"], 1].max(axis=1)
    return float((upper - lower).max())


@lru_cache(maxsize=64)
def _reach(head_name: str, material: str) -> Array:
    """uint8 RGB (P,3) at the points of a material's surface: how much of the sky and of the key light they see, and how
    matt they are."""
    head = load_head(head_name)
    vertices = head.vertices.astype(float)
    if material in _LIT_GAPS:
        vertices = vertices + _AJAR * head.shape_deltas[ARKIT_INDEX["jawOpen"]]
    names = np.array(head.material_names)[head.material_index]
    used, surface = _surface(head, material)
    points = surface.points(vertices[used])
    normals = _normals(head, material, points, surface)
    sky, key = _seen(points, normals, vertices[head.quads[~np.isin(names, ("hair", *_SEE_THROUGH, *_UNSEEN))]])
    if material in _UNDER_HAIR:
        past_all = _seen(points, normals, vertices[head.quads[~np.isin(names, _SEE_THROUGH + _UNSEEN)]])
        sky, key = (THROUGH * a + (1 - THROUGH) * b for a, b in zip((sky, key), past_all, strict=True))
    shares = [smoothed(values, surface.quads, 2) for values in (sky, key)]
    if material in _LIT_GAPS:  # light also comes through lips and cheeks
        shares = [0.08 + 0.92 * values for values in shares]
    if material == "teeth":  # the maps' pixels are too coarse for the shade of the cheeks
        shares = [values * surface.values(light_inside(material)[used]) for values in shares]
    matt = _scalp(head, points) if material == "skin" else np.zeros(len(points))
    return (np.clip(np.column_stack([*shares, matt]), 0.0, 1.0) * 255).astype(np.uint8)


def _seen(points: Array, normals: Array, blocking: Array) -> tuple[Array, Array]:
    """Shares (P,) of the sky and of the key light that points (P,3) see past quads (F,4,3)."""
    sky = seen_share(points, normals, blocking, sky_directions(_SKY_RAYS), facing=True)
    lamp = lamp_directions(LIGHTS[0][0], _KEY_SIZE, _KEY_RAYS)
    return sky, seen_share(points, normals, blocking, lamp, facing=False)


def _normals(head: Head, material: str, points: Array, surface: Surface) -> Array:
    """Unit normals (P,3) of a material's surface whose points (P,3) are at rest."""
    if material == "hair":
        return hair_normals(points, surface.quads, head.head_joint)
    return vertex_normals(points, surface.quads)


def _scalp(head: Head, points: Array) -> Array:
    """How matt (P,), 0..1, hair that is painted on it makes the skin at points (P,3)."""
    places = 1000.0 * (points - head.eye_joints.mean(axis=0))
    return np.interp(above_hairline(places), SOFT_MM, (0.0, _MATT)) * clear_of_ears(places)


def _surface(head: Head, material: str) -> tuple[Array, Surface]:
    """The vertices that a material uses, and the surface that it is drawn on."""
    faces = np.flatnonzero(head.of_material(material))
    # From the front to the back, so that of what lies behind no light is reckoned; but hair fades into what it lies on.
    ahead = head.vertices[head.quads[faces], 2].sum(axis=1)
    faces = faces[np.argsort(ahead if material == "hair" else -ahead, kind="stable")]
    used, inverse = np.unique(head.quads[faces], return_inverse=True)
    make = refined if FINISHES[material].rounded else Surface.plain
    return used, make(len(used), inverse.reshape(-1, 4), head.uv[faces].astype(float))


def _texture(head: Head, material: str) -> pyvista.Texture:
    with Image.open(io.BytesIO(texture_of(head, material))) as picture:
        texture = pyvista.Texture(np.asarray(picture.convert("RGBA" if material == "hair" else "RGB")))
    texture.interpolate = True
    texture.mipmap = True
    # Without a GPU looking four times as closely where a surface is seen from the side takes half of a picture's time.
    texture.SetMaximumAnisotropicFiltering(1.0)
    return texture
