# SPDX-License-Identifier: GPL-3.0-or-later
"""WAV, Live Link CSV, TextGrid and phones JSON say what the take says."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from scipy.spatial.transform import Rotation
from soliloquy.exporters import FORMATS, export
from soliloquy.exporters.livelink_csv import COLUMNS
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.rotations import yaw_pitch_roll
from soliloquy.runtime.speech import Phone
from soliloquy.runtime.take import Take

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def written(take: Take, suffix: str, folder: Path, **options: Any) -> Path:
    name = next(name for name, file_format in FORMATS.items() if file_format.suffix == suffix)
    export(take, [name], folder, "line", ExportOptions(**options))
    return folder / f"line{suffix}"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def seconds_of(code: str) -> float:
    hours, minutes, seconds, frames = code.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(frames) / 60


def test_wav_is_the_speech(synthetic_take: Take, tmp_path: Path) -> None:
    path = written(synthetic_take, ".wav", tmp_path, mark=False)
    samples, rate = soundfile.read(path, dtype="float32")
    assert soundfile.info(path).subtype == "PCM_16"
    assert rate == synthetic_take.speech.sample_rate
    np.testing.assert_allclose(samples, synthetic_take.speech.samples, atol=2**-15)


def test_csv_has_the_columns_of_a_recorded_file(synthetic_take: Take, tmp_path: Path) -> None:
    recorded = SHARED / "facts" / "livelinkface_csv_columns_recorded.txt"
    if not recorded.exists():
        pytest.skip("../shared with the recorded columns is not here")
    expected = tuple(line.split()[-1] for line in recorded.read_text().splitlines() if line.strip())
    assert expected == COLUMNS
    path = written(synthetic_take, ".csv", tmp_path)
    assert path.read_text(encoding="utf-8").splitlines()[0].split(",") == list(expected)


@pytest.mark.parametrize("rate", [24.0, 30.0, 60.0, 23.976, 29.97])
def test_csv_holds_the_weights_at_their_times(synthetic_take: Take, rate: float, tmp_path: Path) -> None:
    rows = rows_of(written(synthetic_take, ".csv", tmp_path, fps=rate))
    curves = arkit_curves(synthetic_take, rate)
    assert len(rows) == len(curves)
    times = np.array([seconds_of(row["Timecode"]) for row in rows])
    np.testing.assert_allclose(times, np.arange(len(rows)) / rate, atol=1e-5)
    assert {row["BlendShapeCount"] for row in rows} == {"61"}
    for name, column in ARKIT_INDEX.items():
        values = [float(row[name[0].upper() + name[1:]]) for row in rows]
        np.testing.assert_allclose(values, curves.weights[:, column], atol=1e-9)


@pytest.mark.parametrize("rate", [24.0, 30.0, 50.0, 23.976])
def test_csv_closes_the_lips_at_the_b(synthetic_take: Take, b_phone: Phone, rate: float, tmp_path: Path) -> None:
    rows = rows_of(written(synthetic_take, ".csv", tmp_path, fps=rate))
    gap = np.array([float(row["JawOpen"]) - float(row["MouthClose"]) for row in rows])
    closed = seconds_of(rows[int(gap.argmin())]["Timecode"])
    assert gap.min() < 0.02
    assert b_phone.start - 1 / rate <= closed <= b_phone.end + 1 / rate


def test_csv_eyes_look_where_the_weights_do(synthetic_take: Take, tmp_path: Path) -> None:
    # Recorded rows have a positive pitch when the eyes look down, and yaw grows to the character's left.
    rows = rows_of(written(synthetic_take, ".csv", tmp_path))
    columns = {name: np.array([float(row[name]) for row in rows]) for name in COLUMNS[1:]}
    down = columns["EyeLookDownLeft"] - columns["EyeLookUpLeft"]
    left = columns["EyeLookOutLeft"] - columns["EyeLookInLeft"]
    assert np.corrcoef(down, columns["LeftEyePitch"])[0, 1] > 0.99
    assert np.corrcoef(left, columns["LeftEyeYaw"])[0, 1] > 0.99
    left = columns["EyeLookInRight"] - columns["EyeLookOutRight"]
    assert np.corrcoef(left, columns["RightEyeYaw"])[0, 1] > 0.99


def test_yaw_pitch_and_roll_give_the_rotation_back() -> None:
    axis_angle = np.random.default_rng(5).normal(0, 0.5, (100, 3))
    angles = yaw_pitch_roll(axis_angle)
    again = Rotation.from_euler("YXZ", angles)
    np.testing.assert_allclose(again.as_rotvec(), axis_angle, atol=1e-9)
    np.testing.assert_allclose(yaw_pitch_roll(np.array([[0.1, 0.0, 0.0]])), [[0.0, 0.1, 0.0]], atol=1e-12)


@pytest.mark.check
def test_csv_is_read_by_the_scoring_tool(synthetic_take: Take, tmp_path: Path) -> None:
    tool = SHARED / "tools" / "score_face.py"
    if not tool.exists():
        pytest.skip("../shared with score_face.py is not here")
    export(synthetic_take, ["csv", "take", "wav"], tmp_path, "line", ExportOptions())
    files = [tmp_path / f"line.{suffix}" for suffix in ("csv", "wav", "phones.json")]
    command = [sys.executable, str(tool), str(files[0]), "--audio", str(files[1]), "--phones", str(files[2]), "--json"]
    scores = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert "1.0" in json.dumps(scores)


def test_phones_json_names_every_phone_and_its_word(synthetic_take: Take, tmp_path: Path) -> None:
    export(synthetic_take, ["take"], tmp_path, "line", ExportOptions())
    phones = json.loads((tmp_path / "line.phones.json").read_text(encoding="utf-8"))
    assert [phone["phone"] for phone in phones] == ["SIL", "AA", "B", "AA", "SIL"]
    assert [phone["ipa"] for phone in phones] == ["sil", "ɑ", "b", "ɑ", "sil"]
    assert [phone["word"] for phone in phones] == ["", 'ab"ba', 'ab"ba', 'ab"ba', ""]
    assert (phones[2]["start"], phones[2]["end"]) == (0.89, 0.95)


def test_praat_itself_reads_the_textgrid(synthetic_take: Take, tmp_path: Path) -> None:
    from parselmouth import read
    from parselmouth.praat import call

    grid = read(str(written(synthetic_take, ".TextGrid", tmp_path)))
    tiers = {call(grid, "Get tier name...", number): number for number in (1, 2)}
    assert call(grid, "Get number of tiers") == 2
    labels = [call(grid, "Get label of interval...", tiers["words"], number) for number in (1, 2, 3)]
    assert [label for label in labels if label.strip()] == ['ab"ba']
    assert call(grid, "Get number of intervals...", tiers["phones"]) == len(synthetic_take.speech.phones)


def test_textgrid_tiers_cover_the_sound_without_gaps(synthetic_take: Take, tmp_path: Path) -> None:
    text = written(synthetic_take, ".TextGrid", tmp_path).read_text(encoding="utf-8")
    assert text.startswith('File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0 \nxmax = 2 \n')
    words, phones = text.split('class = "IntervalTier"')[1:]
    for tier, texts in ((words, ["", 'ab""ba', ""]), (phones, ["", "ɑ", "b", "ɑ", ""])):
        lines = [line.strip() for line in tier.splitlines()]
        starts = [float(line.split("=")[1]) for line in lines if line.startswith("xmin")]
        ends = [float(line.split("=")[1]) for line in lines if line.startswith("xmax")]
        assert starts[0] == 0 and ends[0] == 2  # the tier's own
        assert starts[1] == 0 and ends[-1] == 2
        assert starts[2:] == ends[1:-1]
        assert [line[8:-1] for line in lines if line.startswith("text")] == texts


def test_textgrid_of_a_take_without_phones_is_refused(synthetic_take: Take, tmp_path: Path) -> None:
    unknown = replace(synthetic_take, speech=replace(synthetic_take.speech, phones=(), words=()))
    with pytest.raises(InputError, match="phones of this take are not known"):
        written(unknown, ".TextGrid", tmp_path)


def test_companions_are_written_once(synthetic_take: Take, tmp_path: Path) -> None:
    paths = export(synthetic_take, ["wav", "take", "csv"], tmp_path, "line", ExportOptions())
    assert [path.name for path in paths] == ["line.wav", "line.phones.json", "line.take", "line.csv"]
    assert all(path.exists() for path in paths)


def test_plain_formats_load_neither_blender_nor_the_renderer() -> None:
    program = (
        "import sys, soliloquy.exporters, soliloquy.exporters.livelink_csv, soliloquy.exporters.wav;"
        "assert not {'bpy', 'pyvista', 'vtk'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
