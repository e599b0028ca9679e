# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are no curves, or lie about what they hold, are refused with what is wrong, in little memory."""

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.imports import flame
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests.imports import ImportRequest

NAMES = ["jawOpen", "mouthClose", "mouthFunnel", "mouthPucker", "mouthLeft", "mouthRight"]
TABLE = ",".join(["Time", *NAMES])
ROW = "0.1,0,0,0,0,0"
MB = 1_000_000


def refused(path: Path, **options: Any) -> InputError:
    with pytest.raises(InputError) as raised:
        perform(ImportRequest(str(path), **options))
    return raised.value


def a2f(**other: Any) -> dict[str, Any]:
    said = {"exportFps": 30, "numPoses": 6, "numFrames": 3, "facsNames": NAMES, "weightMat": [[0.1] * 6] * 3}
    return {**said, **other}


def curves(**other: Any) -> dict[str, Any]:
    keys = {"frames": [0, 5], "values": [0.0, 1.0]}
    said = {"format_version": 1, "fps": 30, "frames": 6, "shapes": {"jawOpen": keys}, "turns": {}}
    return {**said, **other}


def beat(**frame: Any) -> dict[str, Any]:
    frames = [{"weights": [0.1] * 6, "time": place / 60} for place in range(3)]
    return {"names": NAMES, "frames": [*frames, {"weights": [0.1] * 6, "time": 1.0, **frame}]}


_KEYS = {"frames": [0], "values": [0.5]}
BAD_JSON: dict[str, tuple[Any, str]] = {
    "a name twice": (a2f(facsNames=[*NAMES[:5], "jawOpen"]), "is there twice"),
    "a row too short": (a2f(weightMat=[[0.1] * 6, [0.1] * 5, [0.1] * 6]), "row 2, has 5 numbers, not 6"),
    "a row of texts": (a2f(weightMat=[["0.1"] * 6] * 3), "no list of numbers"),
    "a row of truths": (a2f(weightMat=[[True] * 6] * 3), "no list of numbers"),
    "a number that is no float": (a2f(weightMat=[[10**400] * 6] * 3), "too large"),
    "another count": (a2f(numFrames=7), "numFrames is 7"),
    "one frame": (a2f(weightMat=[[0.1] * 6], numFrames=1), "1 frames"),
    "no frame": (a2f(weightMat=[], numFrames=0), "0 frames"),
    "no rate": ({name: value for name, value in a2f().items() if name != "exportFps"}, "--source-fps"),
    "a rate of 0": (a2f(exportFps=0), "0 frames a second"),
    "a rate below 0": (a2f(exportFps=-30), "-30 frames a second"),
    "percent": (a2f(weightMat=[[80.0] * 6] * 3), "divide percent"),
    "names of no face": (a2f(facsNames=list("abcdef")), "0 are shapes of ARKit's"),
    "names that are numbers": (a2f(facsNames=[1, 2, 3, 4, 5, 6]), "no list of names"),
    "a name of a kilobyte": (a2f(facsNames=[*NAMES[:5], "x" * 1000]), "1,000 letters"),
    "thousands of names": (a2f(facsNames=[f"x{place}" for place in range(1001)]), "1,001 columns"),
    "BEAT: a frame without weights": (beat(weights=None), "row 4"),
    "BEAT: times backwards": (beat(time=-1.0), "do not ascend"),
    "BEAT: a moment twice": (beat(time=2 / 60), "do not ascend"),
    "BEAT: a day long": (beat(time=1e5), "hours"),
    "curves: a trillion frames": (curves(frames=10**12), "more than 500,000"),
    "curves: half a frame": (curves(frames=2.5), "frames is 2.5"),
    "curves: keys backwards": (curves(shapes={"jawOpen": {"frames": [5, 0], "values": [0, 1]}}), "do not ascend"),
    "curves: keys without values": (curves(shapes={"jawOpen": {"frames": [5], "values": []}}), "1 frames and 0 values"),
    "curves: no keys": (curves(shapes={"jawOpen": 3}), "no object"),
    "curves: the layout of FLAME": (curves(shapes={"Exp00": _KEYS, "Exp01": _KEYS}), "--layout arkit"),
    "curves: a turn that is none": (
        curves(turns={"head": {"frames": [0], "values": [[0, 0, 0, 0]]}}), "no unit quaternion",
    ),
    "curves: of a later version": (curves(format_version=2), "later Soliloquy"),
    "none of them": ({"weights": []}, "no known format"),
    "a list": ([1, 2, 3], "no known format"),
}  # fmt: skip
BAD_TEXTS: dict[str, tuple[str, bytes, str]] = {
    "NaN": (".json", json.dumps(a2f(weightMat=[[float("nan")] * 6] * 3)).encode(), "NaN is no number"),
    "infinity by its digits": (".json", json.dumps(a2f()).replace("0.1", "1e999", 1).encode(), "no finite number"),
    "a name twice in an object": (".json", b'{"shapes": {}, "shapes": {}, "turns": {}}', "is there twice"),
    "a deep JSON": (".json", b"[" * 200_000, "too deep"),
    "a cut JSON": (".json", json.dumps(a2f()).encode()[:100], "cannot be read"),
    "many values": (".json", b"[" + b"1," * 6_500_000 + b"1]", "more than 6,000,000 values"),
    "a table with a ragged row": (".csv", f"{TABLE}\n0,{ROW}\n0.1,0.2\n".encode(), "line 3 has 2 cells"),
    "a table with NaN": (".csv", f"{TABLE}\n0,{ROW}\n0.1,nan,0,0,0,0,0\n".encode(), "frame 2 holds"),
    "a table with a word": (".csv", f"{TABLE}\n0,{ROW}\n0.1,much,0,0,0,0,0\n".encode(), "'much' where a number"),
    "a table with a name twice": (".csv", f"{TABLE},jawOpen\n".encode(), "is there twice"),
    "a table with a time that is none": (".csv", f"{TABLE}\n1:2,{ROW}\n".encode(), "the time '1:2'"),
    "a table that lasts no time": (".csv", f"{TABLE}\n0,{ROW}\n1e-300,{ROW}\n".encode(), "less than 0.001 s"),
    "a table that goes back": (".csv", f"{TABLE}\n5,{ROW}\n4,{ROW}\n".encode(), "do not ascend"),
    "a table without rows": (".csv", f"{TABLE}\n".encode(), "frames"),
    "a table without times": (".csv", f"{','.join(NAMES)}\n{ROW}\n{ROW}\n".encode(), "--source-fps"),
    "an empty table": (".csv", b"", "0 are shapes"),
    "a table that is a picture": (".csv", b"\x89PNG\xff\xfe", "cannot be read"),
    "a table of one line": (".csv", b"x" * 3_000_000, "100,000 letters"),
    "a table of one quote": (".csv", (TABLE + '\n"' + "0\n" * 200_000).encode(), "cannot be read"),
    "another ending": (".txt", b"", "no file of curves"),
}


@pytest.mark.parametrize("name", BAD_JSON)
def test_a_json_that_cannot_be_is_refused(name: str, tmp_path: Path) -> None:
    said, reason = BAD_JSON[name]
    (tmp_path / "it.json").write_text(json.dumps(said), encoding="utf-8")
    error = refused(tmp_path / "it.json")
    assert reason in str(error) and len(str(error)) < 600 and error.hint


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_a_text_that_cannot_be_is_refused(name: str, tmp_path: Path) -> None:
    ending, content, reason = BAD_TEXTS[name]
    (tmp_path / f"it{ending}").write_bytes(content)
    assert reason in str(refused(tmp_path / f"it{ending}"))


def test_flame_parameters_without_their_head_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "it.npz", expression=np.zeros((3, 50)), jaw_pose=np.zeros((3, 3)), fps=30)
    assert "import-flame" in refused(tmp_path / "it.npz").hint


def test_a_table_of_many_columns_takes_little_memory(tmp_path: Path) -> None:
    more = [f"x{place}" for place in range(900)]
    line = "0," * 906
    rows = "\n".join(f"{place}.0,{line[:-1]}" for place in range(3000))
    (tmp_path / "it.csv").write_text(f"{TABLE},{','.join(more)}\n{rows}\n", encoding="utf-8")
    tracemalloc.start()
    take = perform(ImportRequest(str(tmp_path / "it.csv"), source_fps=30.0))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(take.warnings) and most < 60 * MB


BAD_FLAME: dict[str, tuple[dict[str, Any], str]] = {
    "no jaw": ({"expression": np.zeros((3, 50))}, "jaw_pose"),
    "jaws of another length": ({"expression": np.zeros((3, 50)), "jaw_pose": np.zeros((4, 3))}, "jaw_pose"),
    "NaN": ({"expression": np.full((3, 50), np.nan), "jaw_pose": np.zeros((3, 3))}, "no finite number"),
    "a mountain": ({"expression": np.full((3, 50), 1e6), "jaw_pose": np.zeros((3, 3))}, "not within 100"),
    "no rate": ({"expression": np.zeros((3, 50)), "jaw_pose": np.zeros((3, 3)), "fps": None}, "--source-fps"),
    "objects": ({"expression": np.array([{}]), "jaw_pose": np.zeros((3, 3))}, "a kind that is not used"),
    "a number": ({"expression": np.zeros(()), "jaw_pose": np.zeros((3, 3))}, "1 frames"),
}


@pytest.mark.check
@pytest.mark.parametrize("name", BAD_FLAME)
def test_flame_parameters_that_cannot_be_are_refused(name: str, own_head: str, tmp_path: Path) -> None:
    arrays, reason = BAD_FLAME[name]
    arrays = {key: value for key, value in {"fps": np.array(30.0), **arrays}.items() if value is not None}
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    (tmp_path / "it.npz").write_bytes(buffer.getvalue())
    assert reason in str(refused(tmp_path / "it.npz", head=own_head))


@pytest.mark.check
def test_an_array_that_unpacks_to_more_than_is_read_is_refused_before_it_does(
    own_head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flame, "CURVES_BYTES", MB)
    np.savez_compressed(tmp_path / "it.npz", expression=np.zeros((5000, 50)), jaw_pose=np.zeros((5000, 3)))
    assert "unpacks to more than 1 MB" in str(refused(tmp_path / "it.npz", head=own_head))
