# SPDX-License-Identifier: GPL-3.0-or-later
"""Every weight is the one that the registry names, and a missing or altered one is named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from soliloquy.runtime import weights
from soliloquy.runtime.errors import SetupError

LICENCES = {"Apache-2.0", "MIT", "BSD-3-Clause", "CC0-1.0", "CC-BY-4.0", "GPL-3.0-or-later"}


@pytest.fixture
def models_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "models"
    folder.mkdir()
    shutil.copy(weights.MODELS_FOLDER / "models.toml", folder)
    monkeypatch.setattr(weights, "MODELS_FOLDER", folder)
    weights.weight_path.cache_clear()
    weights.all_weights.cache_clear()
    yield folder
    weights.weight_path.cache_clear()
    weights.all_weights.cache_clear()


@pytest.mark.parametrize("name", sorted(weights.all_weights()))
def test_every_weight_is_there_and_unaltered(name: str) -> None:
    weight = weights.all_weights()[name]
    assert weights.weight_path(name).stat().st_size == weight.bytes
    assert weight.kind in {"committed", "built"}
    assert weight.origin
    assert set(weight.licence.split(" AND ")) <= LICENCES, "only licences that allow commercial use"


@pytest.mark.parametrize("name", [name for name, weight in weights.all_weights().items() if ".onnx" in weight.file])
def test_of_every_network_it_is_said_what_it_was_trained_on(name: str) -> None:
    origin = weights.all_weights()[name].origin.lower()
    assert "trained" in origin
    assert not any(word in origin for word in ("vggface", "imdb", "research only"))


def test_committed_weights_stay_small() -> None:
    assert sum(weight.bytes for weight in weights.all_weights().values() if weight.kind == "committed") < 60e6


def test_a_missing_weight_is_named_with_the_way_out(models_copy: Path) -> None:
    with pytest.raises(SetupError, match=r"kokoro_generator.onnx: this weight file is missing. Run `soliloquy setup`"):
        weights.weight_path("kokoro_generator")


def test_an_altered_weight_is_refused(models_copy: Path) -> None:
    path = models_copy / weights.all_weights()["kokoro_generator"].file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"another model")
    with pytest.raises(SetupError, match="not the one that was tested"):
        weights.weight_path("kokoro_generator")
