# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of FLAME's true format, the head that is made of it, and a user's folder of its own."""

from pathlib import Path

import pytest
from soliloquy.runtime.flame.flame_head import FlameHead, make_head
from soliloquy.runtime.flame.model import FlameModel, read_flame
from soliloquy.tests.runtime.flame.true_format import write_npz, write_pickle


@pytest.fixture(scope="session")
def flame_pickle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pickle(tmp_path_factory.mktemp("flame") / "generic_model.pkl")


@pytest.fixture(scope="session")
def flame_npz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_npz(tmp_path_factory.mktemp("flame") / "flame2023.npz")


@pytest.fixture(scope="session")
def model(flame_npz: Path) -> FlameModel:
    return read_flame(flame_npz)


@pytest.fixture(scope="session")
def flame_head(model: FlameModel) -> FlameHead:
    return make_head(model)


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where heads are kept."""
    from soliloquy.runtime.flame import kept

    monkeypatch.setattr(kept, "user_data_folder", lambda: tmp_path)
    return tmp_path / "heads"
