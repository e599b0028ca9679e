# SPDX-License-Identifier: GPL-3.0-or-later
"""A file is complete or as it was, whoever writes at the same time and whatever fails."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.animate.flow import styles
from soliloquy.runtime.whole_file import whole_file


def test_the_new_content_stands_there_at_the_end_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "it"
    path.write_text("old")
    with whole_file(path) as part:
        part.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_what_fails_leaves_the_old_content_and_nothing_beside(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "it"
    path.write_text("old")
    with pytest.raises(type(error)), whole_file(path) as part:
        part.write_text("ne")
        raise error
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_two_who_write_at_once_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "it"
    with whole_file(path) as first, whole_file(path) as second:
        first.write_text("one")
        second.write_text("another")
    assert path.read_text() == "one" and list(tmp_path.iterdir()) == [path]


def test_a_style_that_finds_no_room_leaves_no_half_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: object, **arrays: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OSError, match="No space"):
        styles.write_style(tmp_path / "own.style.npz", styles.find_style("plain"))
    assert list(tmp_path.iterdir()) == []
