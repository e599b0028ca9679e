# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy import-flame``: the head is kept, listed, spoken with; what is no FLAME file is refused."""

import json
from pathlib import Path

import pytest
from soliloquy.runtime.flame import kept
from soliloquy.shell.cli import main
from soliloquy.tests.runtime.flame.hostile_pickles import HOSTILE
from soliloquy.tests.runtime.flame.true_format import write_pickle


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "user_data_folder", lambda: tmp_path / "own")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "own" / "heads"


def test_a_file_becomes_a_head_that_speaks(own_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pickle(Path("generic_model.pkl"))
    assert main(["import-flame", "generic_model.pkl", "--out", "Anna.flame.npz", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["outputs"] == [str(own_folder / "Anna.flame.npz")] and said["head"] == "Anna"
    assert said["left_mm"]["mouthClose"] < said["moved_mm"]["mouthClose"]
    asked = ["speak", "Bob.", "--engine", "rules", "--head", "anna", "--layout", "flame", "--formats", "curves"]
    assert main([*asked, "--out", "out"]) == 0
    assert "PoseJaw21" in Path("out/take.curves.json").read_text(encoding="utf-8")


def test_it_says_what_it_found(own_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pickle(Path("generic_model.pkl"))
    assert main(["import-flame", "generic_model.pkl", "--out", "Anna.flame.npz"]) == 0
    said = capsys.readouterr().out
    assert "50 expressions" in said and "mm away" in said and "--head 'Anna'" in said


@pytest.mark.parametrize("name", ["os.system", "builtins.eval", "a terabyte", "lists 20,000 deep", "cut in half"])
def test_a_hostile_file_is_refused_in_one_line(
    name: str, own_folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Path("x.pkl").write_bytes(HOSTILE[name]())
    assert main(["import-flame", "x.pkl", "--out", "Anna.flame.npz"]) == 3
    printed = capsys.readouterr()
    assert printed.out == "" and len(printed.err.splitlines()) == 1
    assert "cannot be used as a FLAME model" in printed.err
    assert [path.name for path in tmp_path.iterdir()] == ["x.pkl"]


def test_a_wrong_name_is_a_usage_error(own_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for out in ("Anna", "Anna.npz", "/tmp/Anna.flame.npz", "../Anna.flame.npz", ".flame.npz", "Clara.flame.npz"):
        assert main(["import-flame", "x.pkl", "--out", out]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
