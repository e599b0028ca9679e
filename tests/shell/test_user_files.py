# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies in a user's folders: inputs and files beside recordings stay, and no file stops the others."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.output_folder import LOCK_NAME
from soliloquy.runtime.requests import AnimateRequest, ExportOptions
from soliloquy.shell.batch import Output
from soliloquy.shell.cli import main
from soliloquy.shell.commands import animate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A recording as FLAC, and another sound of the user's under the same name."""
    tone = 0.3 * np.sin(np.arange(16_000) / 20).astype(np.float32)
    soundfile.write(tmp_path / "good.flac", tone, 16_000)
    soundfile.write(tmp_path / "good.wav", tone / 2, 16_000)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != LOCK_NAME}


def run_animate(recording: Path, out: Path, *options: str) -> int:
    try:
        return main(["animate", str(recording), "--out", str(out), "--engine", "rules", *options])
    except SystemExit as left:
        return int(left.code or 0)


def test_a_users_sound_beside_the_recording_is_not_replaced(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    assert run_animate(folder / "good.flac", folder) == 2
    said = capsys.readouterr().err
    assert "good.wav" in said and "--name" in said and len(said.splitlines()) == 1
    assert contents(folder) == before
    assert run_animate(folder / "good.flac", folder, "--name", "other") == 0
    assert contents(folder).keys() == {*before, "other.take", "other.phones.json", "other.wav", "other.csv"}


def test_a_recording_is_left_alone_and_a_second_run_replaces_what_the_first_wrote(folder: Path) -> None:
    recording = folder / "good.wav"
    before = recording.read_bytes(), recording.stat().st_mtime_ns
    for seed in ("1", "2"):
        assert run_animate(recording, folder, "--seed", seed) == 0
    assert (recording.read_bytes(), recording.stat().st_mtime_ns) == before
    assert run_animate(recording, folder, "--start", "0.5") == 2
    assert (recording.read_bytes(), recording.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["animate", "I meant to have this said. " * 12],
        ["export", f"{'x' * 300}.take"],
        ["train", "--data", "x" * 300],
        ["speak", "Hi.", "--voice", f"{'x' * 300},y.voice.npz"],
    ],
)
def test_a_text_where_a_files_name_is_meant_is_no_fault(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / ("own.style.npz" if arguments[0] == "train" else "out")
    with pytest.raises(SystemExit) as left:
        raise SystemExit(main([*arguments, "--out", str(out)]))
    assert left.value.code == 3
    assert "fault" not in capsys.readouterr().err


def test_a_take_is_exported_beside_itself(tmp_path: Path) -> None:
    assert main(["speak", "Hi.", "--engine", "rules", "--out", str(tmp_path), "--name", "hi"]) == 0
    before = contents(tmp_path)
    assert main(["export", str(tmp_path / "hi.take"), "--out", str(tmp_path), "--fps", "24"]) == 0
    after = contents(tmp_path)
    assert after.keys() == before.keys()
    assert after["hi.take"] == before["hi.take"] and after["hi.csv"] != before["hi.csv"]


def test_a_take_of_a_recording_that_lies_there_replaces_no_file_of_the_users(folder: Path) -> None:
    assert run_animate(folder / "good.flac", folder / "out", "--formats", "take") == 0
    before = contents(folder)
    assert main(["export", str(folder / "out" / "good.take"), "--out", str(folder)]) == 2
    assert contents(folder) == before


def test_no_file_of_a_folder_stops_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(folder / "good.wav", folder / "café.wav")
    (folder / "café.txt").write_bytes("Café".encode("latin-1"))
    (folder / "._good.wav").write_bytes(b"\0\5\x16\7 of macOS")
    (folder / "a folder.wav").mkdir()
    (folder / "link.wav").symlink_to(folder / "nowhere.wav")
    assert run_animate(folder, folder / "out", "--json") == 3
    failed = {Path(each["source"]).name for each in json.loads(capsys.readouterr().out)["failed"]}
    assert failed == {"café.wav", "good.wav", "a folder.wav", "link.wav"}
    assert contents(folder / "out").keys() == {"good.take", "good.phones.json", "good.wav", "good.csv"}


@pytest.mark.check
def test_a_list_of_ten_thousand_missing_files_is_told_in_a_few_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.txt").write_text("\n".join(f"missing{number}.wav" for number in range(10_000)))
    assert run_animate(tmp_path / "list.txt", tmp_path / "out") == 3
    assert len(capsys.readouterr().err.splitlines()) <= 20


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", denied)
    output = Output(tmp_path / "out", None, "take", ExportOptions(), as_json=False)
    with pytest.raises(InputError, match="Permission denied"):
        animate(AnimateRequest(str(tmp_path)), output)
