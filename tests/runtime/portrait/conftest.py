# SPDX-License-Identifier: GPL-3.0-or-later
"""A head as a picture file, of the strip that the manual shows, and who sits for it."""

from pathlib import Path

import pytest
from PIL import Image
from soliloquy.runtime.portrait.sitter import Sitter, sit
from soliloquy.runtime.requests.portrait import PortraitRequest

HEADS = Path(__file__).resolve().parents[3] / "docs" / "images" / "heads.jpg"


@pytest.fixture(scope="session")
def strip() -> Image.Image:
    """Six heads side by side."""
    with Image.open(HEADS) as opened:
        return opened.convert("RGB")


@pytest.fixture(scope="session")
def picture(strip: Image.Image, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sitter") / "clara.png"
    strip.crop((0, 0, strip.height, strip.height)).save(path)
    return path


@pytest.fixture(scope="session")
def sitter(picture: Path) -> Sitter:
    return sit(PortraitRequest(str(picture), size=256))
