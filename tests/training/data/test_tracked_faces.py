# SPDX-License-Identifier: GPL-3.0-or-later
"""Points that were tracked become captured faces that move with them, at the right time."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.capture.basis import capture_basis
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.face.mesh_points import LOWER_LIP, UPPER_LIP
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import opening
from soliloquy.training.data.tracked_faces import read_tracks, write_captures
from soliloquy.training.evaluation.metrics import pearson
from soliloquy.training.evaluation.person_scores import as_filmed, lag, person_scores, read_truth

pytestmark = pytest.mark.check

RATE, FPS, FRAMES = 16_000, 25, 50


def _tracks(folder: Path, jaw: np.ndarray) -> None:
    """Two clips of a face of ours whose jaw opens; one frame of it is lost."""
    basis = capture_basis()
    weights = np.zeros((len(jaw), 52))
    weights[:, ARKIT_INDEX["jawOpen"]] = jaw
    face = (basis.rest + np.tensordot(weights, basis.slopes, axes=1)) * [8.0, -8.0, -8.0]
    points = np.round(face).astype(np.int16)
    points[7] = -32768
    (folder / "clips").mkdir()
    for name in ("a", "b"):
        noise = np.random.default_rng(0).standard_normal(FRAMES * RATE // FPS) * 0.1
        soundfile.write(folder / "clips" / f"{name}.flac", noise, RATE)
    first = np.array([0, FRAMES, 2 * FRAMES])
    np.savez(
        folder / "tracks.npz", clips=np.array(["a", "b"]), first=first, fps=FPS, point_index=basis.points, points=points
    )


def test_the_weights_open_as_the_lips_do_at_the_middle_of_each_picture(tmp_path: Path) -> None:
    middles = (np.arange(2 * FRAMES) + 0.5) / FPS
    _tracks(tmp_path, 0.25 - 0.25 * np.cos(2 * np.pi * middles))
    described = write_captures(tmp_path, tmp_path / "out")
    assert described.frames == 2 * FRAMES and described.lost == 1 and described.gap_r > 0.97
    truth = read_truth(tmp_path / "out" / "b.flac")
    expected = 0.25 - 0.25 * np.cos(2 * np.pi * np.arange(len(truth.opening)) / 50)
    assert pearson(opening(truth.capture.weights), expected) > 0.97
    assert abs(lag(opening(truth.capture.weights), expected)) < 5
    assert pearson(truth.opening, expected) > 0.97  # the gap itself, beside the fit


def test_a_face_scores_against_itself_as_it_should_and_its_lag_between_frames_is_found(tmp_path: Path) -> None:
    middles = (np.arange(2 * FRAMES) + 0.5) / FPS
    _tracks(tmp_path, 0.25 - 0.25 * np.cos(2 * np.pi * 1.5 * middles))
    write_captures(tmp_path, tmp_path / "out")
    truth = read_truth(tmp_path / "out" / "a.flac")
    weights = truth.capture.weights
    scores = person_scores([truth], [weights])
    assert scores["opening r"] > 0.97 and scores["jaw"] == pytest.approx(1) and scores["speed"] == pytest.approx(1)
    times = np.arange(len(weights)) / 50
    late = np.stack([np.interp(times - 0.027, times, column) for column in weights.T], axis=1)
    assert lag(opening(late), opening(weights)) == pytest.approx(27, abs=4)
    assert person_scores([truth], [0.5 * weights])["jaw"] == pytest.approx(0.5)


def test_tracks_without_the_points_of_the_lips_are_refused(tmp_path: Path) -> None:
    _tracks(tmp_path, np.zeros(2 * FRAMES))
    with np.load(tmp_path / "tracks.npz") as file:
        arrays = {name: file[name] for name in file.files}
    kept = ~np.isin(arrays["point_index"], (UPPER_LIP, LOWER_LIP))
    arrays |= {"point_index": arrays["point_index"][kept], "points": arrays["points"][:, kept]}
    np.savez(tmp_path / "tracks.npz", **arrays)
    with pytest.raises(InputError, match="lacks the mesh's points"):
        read_tracks(tmp_path / "tracks.npz")
    with pytest.raises(InputError, match="cannot be read"):
        read_tracks(tmp_path / "none.npz")


def test_played_faces_are_compared_at_the_pictures_of_a_slower_camera() -> None:
    trembling = np.zeros((20, 52))
    trembling[::2] = 1.0
    assert np.array_equal(as_filmed(trembling, None), trembling)
    assert as_filmed(trembling, 25.0).max() < 1e-9  # its pictures are taken at every second frame, from the second on
