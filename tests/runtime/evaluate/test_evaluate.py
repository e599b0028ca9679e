# SPDX-License-Identifier: GPL-3.0-or-later
"""The score card says what the reference scorer says, and tells a good face from a bad one."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.evaluate.curves import FaceCurves, read_curves
from soliloquy.runtime.evaluate.evaluate import evaluate, score

SHARED = Path(__file__).resolve().parents[4] / "shared"
TAKES = SHARED / "data" / "mocap_speech"


@pytest.fixture(scope="module")
def face() -> FaceCurves:
    generator = np.random.default_rng(2)
    steps = generator.normal(size=(600, 3))
    smooth = np.stack([np.convolve(column, np.hanning(9), "same") for column in steps.T], 1)
    weights = np.clip(0.2 + 0.1 * smooth, 0, 1)
    names = ("jawOpen", "mouthFunnel", "mouthPucker")
    return FaceCurves(np.arange(600) / 30.0, dict(zip(names, weights.T, strict=True)))


def _save(path: Path, curves: FaceCurves) -> Path:
    weights = np.stack(list(curves.channels.values()), 1)
    np.savez(path, fps=30.0, names=np.array(list(curves.channels)), weights=weights)
    return path


def test_a_face_scored_against_itself_is_perfect(face: FaceCurves) -> None:
    card = score(face, face)
    for likeness in card.composites.values():
        assert likeness.r == pytest.approx(1.0)
        assert abs(likeness.lag) < 1e-9
        assert likeness.amplitude == pytest.approx(1.0)
    assert card.truth_motion == card.motion


def test_a_late_and_small_face_is_told_so(face: FaceCurves) -> None:
    late = {name: 0.5 * np.roll(values, 3) for name, values in face.channels.items()}
    opening = score(FaceCurves(face.times, late), face).composites["opening"]
    assert opening.lag == pytest.approx(100.0, abs=5)
    assert opening.amplitude == pytest.approx(0.5, abs=0.02)
    assert opening.r < 0.6 < opening.best_r


def test_closures_are_found_where_the_mouth_closes(face: FaceCurves) -> None:
    opening = np.full(600, 0.4)
    opening[100:105] = 0.0
    opening[200:205] = 0.15
    curves = FaceCurves(face.times, {"jawOpen": opening})
    phones = ((3.33, 3.47, "B"), (6.6, 6.8, "F"), (10.0, 10.2, "P"), (3.3, 3.5, "AA"), (12.0, 12.2, "AA"))
    closures = score(curves, phones=phones).closures
    assert closures is not None
    assert (closures.bilabials, closures.bilabial_count) == (0.5, 2)
    assert (closures.labiodentals, closures.labiodental_count) == (1.0, 1)
    assert (closures.false_closures, closures.open_vowel_count) == (0.5, 2)


def test_files_without_curves_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Timecode,JawOpen\n")
    for path in (tmp_path / "a.csv", tmp_path / "none.npz", tmp_path / "a.txt"):
        with pytest.raises(InputError):
            read_curves(path)


@pytest.mark.check
@pytest.mark.skipif(not TAKES.is_dir(), reason="the shared recordings are not beside this checkout")
@pytest.mark.parametrize("name", ["1114_2_04", "1114_3_15"])
def test_scores_are_those_of_the_reference_scorer(tmp_path: Path, name: str) -> None:
    truth, sound = TAKES / f"{name}.npz", TAKES / f"{name}.flac"
    real = read_curves(truth)
    generator = np.random.default_rng(0)
    predicted = {
        channel: np.clip(0.7 * np.roll(values, 2) + 0.02 * generator.normal(size=len(values)), 0, 1)
        for channel, values in real.channels.items()
    }
    prediction = _save(tmp_path / "a.npz", FaceCurves(real.times, predicted))
    specification = importlib.util.spec_from_file_location("score_face", SHARED / "tools" / "score_face.py")
    assert specification is not None and specification.loader is not None
    reference = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(reference)
    phones = tmp_path / "p.json"
    phones.write_text('[{"start":1,"end":1.2,"phone":"M"},{"start":5,"end":5.3,"phone":"AA"}]')
    expected = reference.score(str(prediction), str(truth), str(sound), str(phones))
    card = evaluate(prediction, truth, sound, phones)
    assert set(card.channels) == set(expected["channels"])
    for found, wanted in ((card.channels, expected["channels"]), (card.composites, expected["composites"])):
        for channel, likeness in found.items():
            reference_score = wanted[channel]
            assert likeness.r == pytest.approx(reference_score["r"], abs=1e-6)
            assert likeness.r_speech == pytest.approx(reference_score["r_speech"], abs=0.005)
            assert likeness.lag == pytest.approx(reference_score["lag_ms"], abs=0.1)
            assert likeness.amplitude == pytest.approx(reference_score["amp"], abs=1e-6)
            assert likeness.error == pytest.approx(reference_score["rmse"], abs=1e-6)
    for motion, wanted in ((card.motion, "motion"), (card.truth_motion, "motion_truth")):
        assert motion is not None
        assert motion.speed == pytest.approx(expected[wanted]["opening"]["p99speed"], abs=1e-6)
        assert motion.jitter == pytest.approx(expected[wanted]["opening"]["jitter"], abs=1e-6)
        assert motion.silence == pytest.approx(expected[wanted]["opening"]["silmove"], abs=0.01)
    assert card.closures is not None
    assert card.closures.bilabials == expected["closures"]["pbm_recall"]
    assert card.closures.false_closures == expected["closures"]["false_contact"]


def test_a_csv_is_read_by_its_columns_names(tmp_path: Path) -> None:
    rows = ["Timecode,BlendShapeCount,JawOpen,MouthFunnel"]
    rows += [f"00:00:{frame // 30:02}:{frame % 30 * 2:02}.000,52,{frame / 100},0.5" for frame in range(60)]
    (tmp_path / "a.csv").write_text("\n".join(rows))
    curves = read_curves(tmp_path / "a.csv")
    assert curves.times[-1] == pytest.approx(59 / 30)
    assert curves.channels["jawOpen"][30] == pytest.approx(0.3)


def test_sound_is_what_tells_speech_from_pauses(tmp_path: Path, face: FaceCurves) -> None:
    tone = np.sin(np.arange(20 * 16000) * 0.1) * np.repeat(np.arange(20) % 2, 16000)
    soundfile.write(tmp_path / "a.wav", 0.5 * tone, 16000)
    path = _save(tmp_path / "a.npz", face)
    card = evaluate(path, path, tmp_path / "a.wav")
    assert card.motion.silence == pytest.approx(1.0, abs=0.3)
    assert card.composites["opening"].r_speech == pytest.approx(1.0)
