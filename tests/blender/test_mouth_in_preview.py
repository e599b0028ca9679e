# SPDX-License-Identifier: GPL-3.0-or-later
"""In the light of Material Preview, too, EEVEE shows an open mouth that is no black hole."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

_SHEET = Path(__file__).resolve().parents[2] / "benchmarks" / "head_sheet.py"
_SIDE = 160
_THROAT = (slice(75, 84), slice(70, 86))
"""Rows and columns of the picture in which it lies behind the tongue."""
_LEAST = 20
"""Of 255, the red of it: 43, and 2 where lips let no light of the world into the mouth."""


@pytest.mark.check
def test_the_throat_is_dark_red_and_not_black(tmp_path: Path) -> None:
    told = ["--heads", "Clara", "--views", "a_left", "--size", str(_SIDE), "--samples", "8", "--engine", "eevee"]
    command = [sys.executable, str(_SHEET), "--out", str(tmp_path), *told, "--light", "preview"]
    drawn = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    picture = tmp_path / "Clara-a_left.png"
    if not picture.exists():
        pytest.skip(f"EEVEE finds nothing here to draw with: {drawn.stderr[-200:]}")
    with Image.open(picture) as image:
        red = np.asarray(image.convert("RGB"))[..., 0]
    assert np.median(red[_THROAT]) > _LEAST
