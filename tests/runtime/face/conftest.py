# SPDX-License-Identifier: GPL-3.0-or-later
"""The six heads as pictures: the strip that the manual shows, cut into its parts."""

from pathlib import Path

import pytest
from PIL import Image

HEADS = Path(__file__).resolve().parents[3] / "docs" / "images" / "heads.jpg"
NAMES = ("Clara", "Amara", "Daniel", "Kenji", "Kofi", "Mei")


@pytest.fixture(scope="session")
def portraits() -> dict[str, Image.Image]:
    with Image.open(HEADS) as strip:
        side = strip.height
        return {name: strip.crop((side * place, 0, side * (place + 1), side)) for place, name in enumerate(NAMES)}


@pytest.fixture(scope="session")
def files(portraits: dict[str, Image.Image], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each head as a PNG file."""
    folder = tmp_path_factory.mktemp("portraits")
    for name, picture in portraits.items():
        picture.save(folder / f"{name}.png")
    return {name: folder / f"{name}.png" for name in portraits}
