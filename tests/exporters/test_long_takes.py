# SPDX-License-Identifier: GPL-3.0-or-later
"""Long takes: the same bytes whether motion and curves lie in memory or on the disk, and an hour with flat memory."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from soliloquy.exporters import export
from soliloquy.runtime import long_arrays
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take, load_take, save_take

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("take", "csv", "anim", "tres", "clip_glb", "curves", "tres_vrm", "vrma", "a2f", "beat", "oculus", "moho")
OPTIONS = {
    "the take's own rate": ExportOptions(fps=50.0),
    "fewer frames": ExportOptions(fps=24.0, tongue=True),
    "for Unreal": ExportOptions(fps=60.0, preset="unreal", mouth_close="fold"),
    "bones": ExportOptions(layout="flame", fps=29.97),
}
MOST_MEGABYTES = {"take": 45.0, "wav": 30.0, "csv": 30.0, "clip_glb": 30.0}
"""An hour more than a minute. A take's weights are solved 10,000 frames at once: as many as a minute has not, and fewer
would change their last bits. Measured: docs/measured/long-exports.md."""


@pytest.fixture
def long_exports(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The benchmark, which says a take again and again and measures a process that writes it."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
    return import_module("long_exports")


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_formats_are_the_same_bytes(
    long_exports: ModuleType,
    synthetic_take: Take,
    options: ExportOptions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Blocks are smaller here than the take, and each is to fit the ones beside it."""
    save_take(long_exports.again(synthetic_take, 6), tmp_path / "line.take")
    held = export(load_take(tmp_path / "line.take"), FORMATS, _folder(tmp_path, "held"), "line", options)
    monkeypatch.setattr(long_arrays, "_SMALL", 1)
    monkeypatch.setattr(long_arrays.blocks, "__defaults__", (64,))
    stored = load_take(tmp_path / "line.take", in_file=True)
    on_disk = export(stored, FORMATS, _folder(tmp_path, "stored"), "line", options)
    for one, other in zip(held, on_disk, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def _folder(path: Path, name: str) -> Path:
    (path / name).mkdir()
    return path / name


@pytest.mark.check
@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell memory otherwise")
@pytest.mark.parametrize("name", MOST_MEGABYTES)
def test_an_hour_takes_little_more_memory_than_a_minute(
    long_exports: ModuleType, synthetic_take: Take, name: str, tmp_path: Path
) -> None:
    taken = []
    for seconds in (60, 3600):
        save_take(long_exports.again(synthetic_take, seconds), tmp_path / f"{seconds}.take")
        taken.append(long_exports.exported(name, seconds, tmp_path).megabytes)
    assert taken[1] - taken[0] < MOST_MEGABYTES[name]
