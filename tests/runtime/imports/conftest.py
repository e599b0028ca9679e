# SPDX-License-Identifier: GPL-3.0-or-later
"""A head of a FLAME file, kept in a folder of the test's."""

from pathlib import Path

import pytest
from soliloquy.runtime.flame.flame_head import FlameHead
from soliloquy.runtime.flame.kept import keep_head
from soliloquy.tests.runtime.flame.conftest import flame_head, flame_npz, model, own_folder

__all__ = ["flame_head", "flame_npz", "model", "own_folder"]


@pytest.fixture
def own_head(own_folder: Path, flame_head: FlameHead) -> str:
    keep_head("Anna", flame_head)
    return "Anna"
