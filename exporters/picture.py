# SPDX-License-Identifier: GPL-3.0-or-later
"""Portraits of a head without Blender: fast enough for video, good enough to judge a mouth by."""

from dataclasses import dataclass
from types import TracebackType

import numpy as np
import pyvista
from PIL import Image

from ..runtime.head.heads import Head
from ..runtime.head.textures import texture_path
from .surface import Surface, refined, vertex_normals

SIZE = 512
_VIEW_ANGLE = 24.0
PORTRAIT, FACE = 0.68, 0.46
"""Distances of the camera in metres: head and shoulders, or the face alone."""
_MIDDLE = np.array([0.0, -0.034, -0.055])
"""Where the camera looks, from the middle between the eyes, in metres."""
_LIGHTS = (
    ((0.50, 0.50, 0.90), 0.66, "#fff1e2"),
    ((-0.80, -0.05, 0.70), 0.40, "#e4e6f2"),
    ((0.30, 0.55, -0.90), 0.55, "#ffffff"),
)
"""Key, fill and rim: place from the face's middle, strength, colour."""


@dataclass(frozen=True)
class _Finish:
    """How a material answers light; colour is None where a texture is painted."""

    colour: str | None
    ambient: float
    diffuse: float
    specular: float
    shininess: float
    opacity: float = 1.0
    rounded: bool = False


_FINISHES: dict[str, _Finish] = {
    "skin": _Finish(None, 0.15, 0.92, 0.16, 16, rounded=True),
    "mouth": _Finish("#6d2b2b", 0.04, 0.55, 0.20, 30),
    "teeth": _Finish("#e6ddcb", 0.12, 0.78, 0.45, 40),
    "gums": _Finish("#a8524f", 0.06, 0.70, 0.35, 35),
    "tongue": _Finish("#a4524e", 0.06, 0.70, 0.25, 25, rounded=True),
    "lashes": _Finish("#17100d", 0.10, 0.60, 0.00, 1),
    "eye": _Finish(None, 0.24, 0.80, 0.10, 20),
    "cornea": _Finish("#ffffff", 0.00, 0.00, 1.00, 120, opacity=0.16),
    "socket": _Finish("#5f2f2a", 0.05, 0.50, 0.05, 10),
}


class Portrait:
    """A head before a camera. Use it as a context, and hand it the vertices of one frame after another."""

    def __init__(self, head: Head, size: int = SIZE, distance: float = PORTRAIT) -> None:
        self._plotter = pyvista.Plotter(off_screen=True, window_size=[size, size], lighting="none")
        self._parts: list[tuple[pyvista.PolyData, np.ndarray, Surface, np.ndarray]] = []
        for index, material in enumerate(head.material_names):
            faces = head.material_index == index
            if faces.any():
                self._add_part(head, material, faces)
        self._place_camera_and_lights(head, distance)

    def __enter__(self) -> "Portrait":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._plotter.close()

    def picture(self, vertices: np.ndarray) -> np.ndarray:
        """The head with vertices (V,3), metres, as uint8 (size,size,3)."""
        for mesh, used, surface, point_of in self._parts:
            points = surface.points(vertices[used])
            mesh.points = points[point_of]
            mesh.point_data["Normals"] = vertex_normals(points, surface.quads)[point_of]
            mesh.Modified()
        self._plotter.render()
        return np.array(self._plotter.screenshot(return_img=True))[..., :3]

    def _add_part(self, head: Head, material: str, faces: np.ndarray) -> None:
        finish = _FINISHES[material]
        used, inverse = np.unique(head.quads[faces], return_inverse=True)
        quads = inverse.reshape(-1, 4)
        uv = head.uv[faces].astype(float)
        surface = refined(len(used), quads, uv) if finish.rounded else Surface.plain(len(used), quads, uv)
        # A point on a seam of the texture stands once for each side of it.
        corners = np.column_stack([surface.quads.ravel(), np.round(surface.uv.reshape(-1, 2) * 2**20)])
        unique, corner_of = np.unique(corners.astype(np.int64), axis=0, return_inverse=True)
        point_of = unique[:, 0]
        points = surface.points(head.vertices[used].astype(float))
        cells = np.column_stack([np.full(len(surface.quads), 4), corner_of.reshape(-1, 4)])
        mesh = pyvista.PolyData(points[point_of], cells.ravel())
        mesh.point_data["Normals"] = vertex_normals(points, surface.quads)[point_of]
        mesh.GetPointData().SetActiveNormals("Normals")
        texture_coordinates: np.ndarray = unique[:, 1:] / 2**20
        mesh.active_texture_coordinates = texture_coordinates
        texture = None if finish.colour else _texture(head.name, material)
        if material == "lashes":
            mesh.point_data["cover"] = _lash_cover(mesh.points, _eyes(head), finish.colour)
        actor = self._plotter.add_mesh(
            mesh,
            color=None if material == "lashes" else finish.colour,
            scalars="cover" if material == "lashes" else None,
            rgba=material == "lashes",
            texture=texture,
            opacity=finish.opacity,
            ambient=finish.ambient,
            diffuse=finish.diffuse,
            specular=finish.specular,
            specular_power=finish.shininess,
        )
        actor.prop.interpolation = "Phong"
        self._parts.append((mesh, used, surface, point_of))

    def _place_camera_and_lights(self, head: Head, distance: float) -> None:
        middle = _eyes(head).mean(axis=0) + _MIDDLE
        camera = self._plotter.camera
        camera.position = middle + np.array([0.0, 0.012, distance])
        camera.focal_point = middle
        camera.up = (0.0, 1.0, 0.0)
        camera.view_angle = _VIEW_ANGLE
        camera.clipping_range = (0.2, 2.0)
        for place, strength, colour in _LIGHTS:
            light = pyvista.Light(
                position=middle + np.array(place), focal_point=middle, intensity=strength, color=colour
            )
            light.set_scene_light()
            self._plotter.add_light(light)
        self._plotter.set_background("#23272e", top="#737b86")  # type: ignore[arg-type]  # pyvista wraps it untyped
        self._plotter.enable_anti_aliasing("msaa")


def _eyes(head: Head) -> np.ndarray:
    """Centres (2,3) of the left and the right eye."""
    return np.array([head.joints[head.bone_names.index(name)] for name in ("eye.L", "eye.R")])


def _lash_cover(points: np.ndarray, eyes: np.ndarray, colour: str | None) -> np.ndarray:
    """uint8 RGBA (P,4): the strips that stand for the lashes are dense at the lid and fade to their tips."""
    away = np.linalg.norm(points[:, np.newaxis] - eyes, axis=2).min(axis=1)
    share = (away - away.min()) / (away.max() - away.min())
    cover = 0.92 * np.clip(1.0 - 1.6 * share, 0.0, 1.0) ** 1.2
    opaque = np.array(pyvista.Color(colour).int_rgb, float)
    return np.column_stack([np.tile(opaque, (len(points), 1)), 255 * cover]).astype(np.uint8)


def _texture(head_name: str, material: str) -> pyvista.Texture:
    with Image.open(texture_path(head_name, material)) as picture:
        texture = pyvista.Texture(np.asarray(picture.convert("RGB")))
    texture.interpolate = True
    texture.mipmap = True
    return texture
