# SPDX-License-Identifier: GPL-3.0-or-later
"""Points that shapes moved become the weights of these shapes again, whosever face it is and however it is turned."""

import numpy as np
import pytest
from soliloquy.runtime.capture.basis import capture_basis
from soliloquy.runtime.capture.fit import fit_points
from soliloquy.runtime.capture.lips import rounded_by_width, with_seen_lips
from soliloquy.runtime.capture.offset import picture_offset
from soliloquy.runtime.capture.pose import posed
from soliloquy.runtime.capture.track import Track, bridged
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.deform import rotations
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.lips import lip_gap_mm, opening, rounding
from soliloquy.runtime.speech import Phone
from soliloquy.tools.weights.capture_poses import Line, Poses, spoken_poses
from soliloquy.tools.weights.fit_capture import responses

FRAMES = 200
UNSEEN: Line = ("Please bring the boat back to the pier, you know how much Peter wants to move.", "am_adam", {})


def speech(frames: int = FRAMES) -> tuple[np.ndarray, np.ndarray]:
    """Weights (T,52) of a mouth that opens, rounds and closes, brows and lids; turns (T,3)."""
    time = np.arange(frames) / 50
    weights = np.zeros((frames, len(ARKIT_NAMES)))
    weights[:, ARKIT_INDEX["jawOpen"]] = 0.4 * np.maximum(np.sin(9 * time), 0)
    weights[:, ARKIT_INDEX["mouthPucker"]] = 0.6 * np.maximum(np.sin(4 * time + 2), 0)
    for side in ("Left", "Right"):
        weights[:, ARKIT_INDEX[f"browOuterUp{side}"]] = 0.6 * np.maximum(np.sin(2 * time), 0)
        weights[:, ARKIT_INDEX[f"eyeBlink{side}"]] = (time % 1.5 < 0.1).astype(float)
    turns = 0.1 * np.column_stack([np.sin(2 * time), np.sin(time + 1), 0.4 * np.sin(3 * time)])
    return weights, turns


def points_of(weights: np.ndarray, turns: np.ndarray, rest: np.ndarray, scale: float = 3.0) -> np.ndarray:
    """(T,K,3) as a camera has them: the points of ``rest`` moved, turned, enlarged and shifted."""
    basis = capture_basis()
    moved = rest + np.tensordot(weights, basis.slopes, axes=1)
    return np.asarray(scale * moved @ rotations(turns).transpose(0, 2, 1) + [200.0, -150.0, 10.0])


def somebody() -> np.ndarray:
    """A face unlike ours: longer, narrower, and each point a little elsewhere."""
    rest = capture_basis().rest * [0.93, 1.06, 1.0]
    return np.asarray(rest + np.random.default_rng(1).normal(0, 0.4, rest.shape))


def r(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


@pytest.mark.check
def test_what_moved_the_points_is_found_again() -> None:
    weights, turns = speech()
    fitted = fit_points(points_of(weights, turns, somebody()))
    assert fitted.weights.min() >= 0 and fitted.weights.max() <= 1
    assert r(opening(fitted.weights), opening(weights)) > 0.98
    assert r(rounding(fitted.weights), rounding(weights)) > 0.95
    # A blink moves the corners of the eyes, from which brows are counted.
    for name, least in (("browOuterUpLeft", 0.6), ("eyeBlinkRight", 0.95)):
        assert r(fitted.weights[:, ARKIT_INDEX[name]], weights[:, ARKIT_INDEX[name]]) > least
    apart = fitted.turns - turns
    assert np.degrees(np.abs(apart - np.median(apart, axis=0)).max()) < 2.0


@pytest.mark.check
def test_lids_that_the_mesh_sees_move_by_half_shut_all_the_same() -> None:
    weights, turns = speech()
    half = weights.copy()
    blinks = [ARKIT_INDEX["eyeBlinkLeft"], ARKIT_INDEX["eyeBlinkRight"]]
    half[:, blinks] *= 0.6
    found = fit_points(points_of(half, turns, capture_basis().rest)).weights[:, blinks]
    assert found[weights[:, blinks] > 0.5].max() > 0.9
    assert found[weights[:, blinks] < 0.5].mean() < 0.15


@pytest.mark.check
def test_rounding_grows_where_the_mouth_is_narrow_and_not_where_it_is_stretched() -> None:
    weights, turns = np.zeros((FRAMES, len(ARKIT_NAMES))), 0 * speech()[1]
    turn = np.sin(np.arange(FRAMES) / 8)
    for side in ("Left", "Right"):
        weights[:, ARKIT_INDEX[f"mouthStretch{side}"]] = 0.6 * np.maximum(-turn, 0)
    weights[:, ARKIT_INDEX["mouthPucker"]] = 0.6 * np.maximum(turn, 0)
    fitted = fit_points(points_of(weights, turns, somebody()))
    found = rounding(rounded_by_width(fitted.weights, fitted.width))
    assert found[turn < -0.9].mean() < 0.1
    assert found[turn > 0.9].mean() > 1.2 * rounding(fitted.weights)[turn > 0.9].mean()


@pytest.mark.check
def test_a_still_face_stays_at_rest() -> None:
    weights, turns = np.zeros((60, len(ARKIT_NAMES))), speech(60)[1]
    fitted = fit_points(points_of(weights, turns, somebody()))
    assert fitted.weights.max() < 0.2 and np.abs(fitted.gap).max() < 0.2


def test_a_pose_is_undone_whatever_the_picture_is_like() -> None:
    weights, turns = speech(30)
    basis = capture_basis()
    seen = posed(points_of(0 * weights, turns, basis.rest, scale=0.4), basis.rest, basis.places((1, 6, 10, 33, 263)))
    assert np.abs(seen.face - basis.rest).max() < 1e-4
    assert np.abs(seen.turns - turns).max() < 1e-6


def test_lips_are_shut_where_they_are_seen_shut_and_apart_where_not() -> None:
    weights, _ = speech()
    gap = np.maximum(12 * np.sin(np.arange(FRAMES) / 9), 0)
    shown = lip_gap_mm(with_seen_lips(0.3 * weights, gap))
    assert (shown[gap < 0.3] < 1.0).all() and shown.min() > -1.5
    assert r(shown[gap > 3], gap[gap > 3]) > 0.95


def test_lips_are_shut_where_the_sound_says_so() -> None:
    weights, _ = speech()
    closure = np.zeros(FRAMES)
    closure[90:95] = 1.0
    assert (lip_gap_mm(with_seen_lips(weights, np.full(FRAMES, 8.0), closure))[90:95] < 1.0).all()


def test_lost_frames_are_bridged() -> None:
    points = np.arange(10.0)[:, None, None] * np.ones((10, 4, 3))
    found = np.ones(10, bool)
    found[[0, 4, 5, 9]] = False
    spoiled = np.where(found[:, None, None], points, -1e6)
    whole = bridged(Track(spoiled, found, np.arange(10) / 25))
    assert np.abs(whole[1:9, 0, 0] - np.arange(1, 9)).max() < 1e-9
    assert whole[0, 0, 0] == 1 and whole[9, 0, 0] == 8


def test_a_film_with_next_to_no_face_is_refused() -> None:
    with pytest.raises(InputError, match="face in 2 of 50"):
        bridged(Track(np.zeros((50, 4, 3)), np.arange(50) < 2, np.arange(50) / 25))


@pytest.mark.parametrize("late", [0.0, 0.08, -0.06])
def test_the_picture_is_found_late_by_what_it_is(late: float) -> None:
    times = np.arange(400) / 50
    middles = np.arange(0.5, 7.5, 0.7)
    gap = 5.0 * np.min([np.abs(times - late - middle) for middle in middles], axis=0) * 4
    phones = [Phone("b", middle - 0.04, middle + 0.04) for middle in middles]
    offset = picture_offset(gap, times, phones)
    assert offset is not None and offset.closures == len(middles)
    assert offset.seconds == pytest.approx(late, abs=0.011)


def test_without_closures_there_is_no_offset() -> None:
    assert picture_offset(np.full(100, 5.0), np.arange(100) / 50, [Phone("b", 0.5, 0.6)]) is None


@pytest.mark.check
def test_a_rendered_head_is_captured_as_it_was_posed() -> None:
    """A head, a voice and a line that the basis never saw. docs/measured/capture.md has the figures of more frames."""
    spoken = spoken_poses(*UNSEEN)
    some = Poses(spoken.weights[::4], spoken.turns[::4])
    basis = capture_basis()
    fitted = fit_points(responses(load_head("Daniel"), some)[:, basis.points] * [1.0, -1.0, -1.0])
    weights = with_seen_lips(rounded_by_width(fitted.weights, fitted.width), fitted.gap)
    assert r(opening(weights), opening(some.weights)) > 0.9
    assert r(rounding(weights), rounding(some.weights)) > 0.9
    assert 0.7 < rounding(weights).std() / rounding(some.weights).std() < 1.3
    apart = fitted.turns - np.median(fitted.turns, axis=0) - some.turns + np.median(some.turns, axis=0)
    assert np.degrees(np.abs(apart)).mean() < 1.0
