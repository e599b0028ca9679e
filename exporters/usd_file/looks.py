# SPDX-License-Identifier: GPL-3.0-or-later
"""The materials of a head as UsdPreviewSurface: a picture or a colour, roughness, and how much is seen through."""

import io

import numpy as np
from pxr import Gf, Sdf, Usd, UsdGeom, UsdShade, Vt

from ...runtime.head.heads import Head
from ...runtime.head.jpeg import EYE_QUALITY
from ...runtime.head.looks import LOOKS
from ...runtime.head.shade_picture import shade_picture
from ...runtime.head.textures import TEXTURED, texture_of
from ...runtime.requests import ExportOptions
from .names import prim_name

_SHADE, _HAIR = "shade", "hair"
_SEEN_THROUGH = (_SHADE, _HAIR)
"""Their pictures have alpha."""
_CUTOFF = 0.4
"""Alpha below which hair is not there, as in Blender."""


def pictures_of(head: Head, options: ExportOptions) -> dict[str, bytes]:
    """Name in the package -> content. Raises SetupError where one is missing or altered."""
    found = {
        _file(material): _shrunk(texture_of(head, material), options.texture_size)
        for material in head.material_names
        if material in TEXTURED
    }
    return found | ({_file(_SHADE): shade_picture()} if _SHADE in head.material_names else {})


def _file(material: str) -> str:
    return f"textures/{prim_name(material)}.{'png' if material in _SEEN_THROUGH else 'jpg'}"


def _shrunk(picture: bytes, side: int | None) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        if side is None or max(opened.size) <= side:
            return picture
        content, kind = io.BytesIO(), opened.format
        smaller = opened.resize([max(1, each * side // max(opened.size)) for each in opened.size])
        if kind == "PNG":
            smaller.save(content, format=kind)
        else:
            smaller.save(content, format="JPEG", quality=EYE_QUALITY, subsampling=0)
    return content.getvalue()


def add_looks(stage: Usd.Stage, root: str, mesh: UsdGeom.Mesh, head: Head, options: ExportOptions) -> None:
    """A material for each of the head's, on the faces that wear it."""
    UsdGeom.Scope.Define(stage, f"{root}/Looks")
    for number, name in enumerate(head.material_names):
        faces = np.flatnonzero(head.material_index == number).astype(np.int32)
        if not len(faces):
            continue
        subset = UsdGeom.Subset.CreateGeomSubset(
            mesh, prim_name(name), UsdGeom.Tokens.face, Vt.IntArray.FromNumpy(faces), UsdShade.Tokens.materialBind
        )
        material = _material(stage, f"{root}/Looks/{prim_name(name)}", name, name in TEXTURED or name == _SHADE)
        UsdShade.MaterialBindingAPI.Apply(subset.GetPrim()).Bind(material)
    UsdGeom.Subset.SetFamilyType(mesh, UsdShade.Tokens.materialBind, UsdGeom.Tokens.partition)


def _material(stage: Usd.Stage, path: str, name: str, has_picture: bool) -> UsdShade.Material:
    material, look = UsdShade.Material.Define(stage, path), LOOKS[name]
    surface = UsdShade.Shader.Define(stage, f"{path}/Surface")
    surface.CreateIdAttr("UsdPreviewSurface")
    colour = surface.CreateInput("diffuseColor", Sdf.ValueTypeNames.Color3f)
    colour.Set(Gf.Vec3f(*look.colour))
    surface.CreateInput("roughness", Sdf.ValueTypeNames.Float).Set(look.roughness)
    surface.CreateInput("opacity", Sdf.ValueTypeNames.Float).Set(look.opacity)
    if has_picture:
        picture = _picture(stage, path, _file(name))
        colour.ConnectToSource(picture.CreateOutput("rgb", Sdf.ValueTypeNames.Float3))
        if name == _HAIR:
            surface.CreateInput("opacityThreshold", Sdf.ValueTypeNames.Float).Set(_CUTOFF)
        if name in _SEEN_THROUGH:
            alpha = picture.CreateOutput("a", Sdf.ValueTypeNames.Float)
            surface.GetInput("opacity").ConnectToSource(alpha)
    material.CreateSurfaceOutput().ConnectToSource(surface.CreateOutput("surface", Sdf.ValueTypeNames.Token))
    return material


def _picture(stage: Usd.Stage, path: str, file: str) -> UsdShade.Shader:
    places = UsdShade.Shader.Define(stage, f"{path}/Places")
    places.CreateIdAttr("UsdPrimvarReader_float2")
    places.CreateInput("varname", Sdf.ValueTypeNames.String).Set("st")
    picture = UsdShade.Shader.Define(stage, f"{path}/Picture")
    picture.CreateIdAttr("UsdUVTexture")
    picture.CreateInput("file", Sdf.ValueTypeNames.Asset).Set(Sdf.AssetPath(file))
    picture.CreateInput("sourceColorSpace", Sdf.ValueTypeNames.Token).Set("sRGB")
    for axis in ("wrapS", "wrapT"):
        picture.CreateInput(axis, Sdf.ValueTypeNames.Token).Set("clamp")
    picture.CreateInput("st", Sdf.ValueTypeNames.Float2).ConnectToSource(
        places.CreateOutput("result", Sdf.ValueTypeNames.Float2)
    )
    return picture
