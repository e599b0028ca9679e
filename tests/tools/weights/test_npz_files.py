# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays as files are the same bytes on every system, and those whose sha256 models.toml names."""

import sys
from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.archives import npz_of
from soliloquy.runtime.weights import weight_path
from soliloquy.tools.weights.npz_files import write_arrays


@pytest.mark.parametrize("weight", ["voices", "phone_head", "japanese"])
def test_arrays_of_a_weight_are_written_as_it_is(weight: str, tmp_path: Path) -> None:
    with np.load(weight_path(weight)) as archive:
        write_arrays(tmp_path / "again.npz", {name: archive[name] for name in archive.files})
    assert (tmp_path / "again.npz").read_bytes() == weight_path(weight).read_bytes()


def test_a_file_says_nothing_of_the_system_that_it_was_written_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrays = {"numbers": np.arange(12.0).reshape(3, 4)}
    written = []
    for system in ("linux", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        write_arrays(tmp_path / "it.npz", arrays)
        written.append((npz_of(arrays), (tmp_path / "it.npz").read_bytes()))
    assert written[0] == written[1]
