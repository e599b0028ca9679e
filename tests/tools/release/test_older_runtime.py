# SPDX-License-Identifier: GPL-3.0-or-later
"""Macs with an Intel processor have an older onnxruntime: every graph runs on it, and gives nearly the same."""

import importlib.util
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[3]
PINS = ROOT / "requirements" / "extension-macos-x64.txt"

pytestmark = [
    pytest.mark.check,
    pytest.mark.skipif(sys.platform != "linux", reason="the pinned wheels are for Linux and for macOS"),
]


@pytest.fixture(scope="module")
def older_runtime() -> Path:
    """A folder with that onnxruntime alone; made once, under build/."""
    folder = ROOT / "build" / "older_runtime"
    stamp = folder / "complete"
    if not stamp.is_file() or stamp.read_text() != PINS.read_text():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--upgrade"]
        subprocess.run([*install, "--target", str(folder), "-r", str(PINS)], check=True)
        stamp.write_text(PINS.read_text())
    return folder


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _run(tmp_path_factory.mktemp("newest"))


@pytest.fixture(scope="module")
def older(older_runtime: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _run(tmp_path_factory.mktemp("older"), older_runtime)


def _run(work: Path, *first: Path) -> dict[str, Any]:
    package = importlib.util.find_spec("soliloquy")
    assert package is not None and package.origin is not None
    paths = [*map(str, first), str(Path(package.origin).parent.parent), os.environ.get("PYTHONPATH", "")]
    command = [sys.executable, str(Path(__file__).with_name("every_graph.py")), str(work)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULTS ")), None)
    assert line is not None, done.stderr
    return json.loads(line.removeprefix("RESULTS "))


def test_the_two_runtimes_are_those_that_are_packed(older: dict[str, Any], newest: dict[str, Any]) -> None:
    assert older["version"] == "1.23.2" and newest["version"] == "1.31.1"


def test_every_graph_of_the_registry_runs_on_the_older_one(older: dict[str, Any]) -> None:
    registry = tomllib.loads((ROOT / "models" / "models.toml").read_text(encoding="utf-8"))["weights"]
    graphs = [Path(weight["file"]).name for weight in registry if weight["file"].endswith(".onnx")]
    assert older["graphs"] == sorted(graphs) and len(graphs) >= 9


@pytest.mark.parametrize("job", ["spoken", "heard"])
def test_the_older_one_speaks_hears_and_moves_alike(older: dict[str, Any], newest: dict[str, Any], job: str) -> None:
    assert older[job]["phones"] == newest[job]["phones"]
    # Its integer kernels round otherwise, so a phone may last one or two of the voice's 25 ms steps longer or shorter.
    np.testing.assert_allclose(older[job]["ends"], newest[job]["ends"], atol=0.1)
    assert max(older[job]["jaw"]) == pytest.approx(max(newest[job]["jaw"]), rel=0.2)


def test_the_older_one_gives_a_face_the_same_voice(older: dict[str, Any], newest: dict[str, Any]) -> None:
    # The order of sums moves shares by 4e-5 on one drawn face; two of the picture's six are 0.048 or more apart.
    (one, shares), (other, others) = (_parts(each["seen"]["voice"]) for each in (older, newest))
    assert one == other and older["seen"]["pitch"] == newest["seen"]["pitch"]
    np.testing.assert_allclose(shares, others, atol=5e-4)


def _parts(voice: str) -> tuple[list[str], list[float]]:
    """The words of a point between voices, and the shares behind their colons."""
    parts = [part.partition(":") for part in voice.split(",")]
    return [name for name, _, _ in parts], [float(share) for _, _, share in parts]


def test_the_older_one_paints_the_same_mouth(older: dict[str, Any], newest: dict[str, Any]) -> None:
    assert older["painted"] == pytest.approx(newest["painted"], abs=0.05)
