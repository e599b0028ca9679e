# SPDX-License-Identifier: GPL-3.0-or-later
"""One line, exported once, and what each reader finds in its files."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

from .three_reader import ThreeFindings, played
from .ufbx_reader import FbxFindings, read_fbx

TEXT = "Mama, Bob and Papa ate palm tarts. Ah, my pa!"
RATE = 30.0
FORMATS = ("take", "wav", "fbx", "glb", "anim", "tres")
BONES = {"root", "neck", "head", "eye_L", "eye_R"}
TEXTURED = {"Clara skin", "Clara eye", "Clara hair"}
KEPT_WITHIN = 0.01
"""Of a weight: clips without a head leave out keys that change little."""
INSIDE_THE_MOUTH = ("mouth", "teeth", "tongue", "gums")
COMMAND = (sys.executable, "-c", "from soliloquy.shell.cli import main; raise SystemExit(main())")


@dataclass(frozen=True)
class Line:
    """files: ending -> the file. shut, wide: seconds of a frame at an /m/ and at an /ɑ/."""

    take: Take
    curves: ArkitCurves
    files: Mapping[str, Path]
    shut: float
    wide: float

    @property
    def times(self) -> np.ndarray:
        return np.arange(len(self.curves)) / RATE

    @property
    def seconds(self) -> float:
        """From the first frame to the last."""
        return (len(self.curves) - 1) / RATE

    def file(self, ending: str) -> Path:
        return self.files[ending]


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Line:
    import soliloquy

    take = soliloquy.speak(TEXT, seed=1)
    curves = arkit_curves(take, RATE)
    paths = export(take, FORMATS, tmp_path_factory.mktemp("line"), "line", ExportOptions(RATE, cues=True))
    return Line(take, curves, {path.suffix[1:]: path for path in paths}, *_moments(take, opening(curves.weights)))


def _moments(take: Take, opened: np.ndarray) -> tuple[float, float]:
    """The frames of the most shut /m/ and the widest /ɑ/, in seconds."""
    times = np.arange(len(opened)) / RATE

    def inside(symbol: str) -> np.ndarray:
        phones = [each for each in take.speech.phones if each.symbol == symbol]
        return np.flatnonzero(np.any([(times >= each.start) & (times < each.end) for each in phones], axis=0))

    shut, wide = inside("m"), inside("ɑ")
    return float(times[shut[opened[shut].argmin()]]), float(times[wide[opened[wide].argmax()]])


@pytest.fixture(scope="session")
def fbx(line: Line) -> FbxFindings:
    return read_fbx(line.file("fbx"))


@pytest.fixture(scope="session")
def glb_in_three(line: Line) -> ThreeFindings:
    return played(line.file("glb"), line.times.tolist(), [line.shut, line.wide], INSIDE_THE_MOUTH)


@pytest.fixture(scope="session")
def fbx_in_three(line: Line) -> ThreeFindings:
    return played(line.file("fbx"), line.times.tolist(), [line.shut, line.wide], INSIDE_THE_MOUTH)


@pytest.fixture(scope="session")
def again(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which another process wrote FBX and GLB of the same take."""
    folder = tmp_path_factory.mktemp("again")
    options = ["--formats", "fbx,glb", "--fps", str(RATE), "--out", str(folder)]
    command = [*COMMAND, "export", str(line.file("take")), *options]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    return folder


@pytest.fixture(scope="session")
def broadcast(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """FBX and GLB at 29.97 frames a second."""
    paths = export(line.take, ["fbx", "glb"], tmp_path_factory.mktemp("broadcast"), "line", ExportOptions(29.97))
    return {path.suffix[1:]: path for path in paths}
