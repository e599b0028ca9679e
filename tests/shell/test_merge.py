# SPDX-License-Identifier: GPL-3.0-or-later
"""soliloquy merge: one take of several, and what cannot be merged is refused."""

import json
from pathlib import Path

import pytest
from soliloquy.runtime.perform import another_take, perform
from soliloquy.runtime.requests import Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.take import load_take, save_take
from soliloquy.tests.shell.test_cli import run, visible


@pytest.fixture
def takes(tmp_path: Path) -> list[Path]:
    made = [perform(SpeakRequest(VoiceRequest("Papa came."), MotionRequest("rules", direction=Direction(seed=1))))]
    made += [another_take(made[0], {"seed": seed}) for seed in (2, 3)]
    paths = [tmp_path / f"{name}.take" for name in "abc"]
    for take, path in zip(made, paths, strict=True):
        save_take(take, path)
    return paths


def test_three_takes_become_one(takes: list[Path], tmp_path: Path) -> None:
    a, b, c = map(str, takes)
    out = tmp_path / "out" / "d.take"
    done = run("merge", "--mouth", a, "--brows", b, "--head", c, "--out", str(out), "--json")
    assert done.returncode == 0, done.stderr
    assert visible(out.parent) == {"d.take", "d.phones.json"}
    assert json.loads(done.stdout)["warnings"] == []
    merged = load_take(out).request["merged"]
    assert {part: told["name"] for part, told in merged.items()} == {
        "mouth": "a.take",
        "brows": "b.take",
        "head": "c.take",
    }


def test_one_take_fades_into_another(takes: list[Path], tmp_path: Path) -> None:
    a, b, _c = map(str, takes)
    out = tmp_path / "out" / "d.take"
    done = run("merge", "--mouth", a, "--then", b, "--at", "0.6", "--fade", "0.2", "--out", str(out))
    assert done.returncode == 0, done.stderr
    told = load_take(out).request["cross_fade"]
    assert (told["first"]["name"], told["second"]["name"], told["at"], told["seconds"]) == (
        "a.take",
        "b.take",
        0.6,
        0.2,
    )


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--mouth", "a.take", "--out", "d.take"], 2, "nothing to merge"),
        (["--mouth", "a.take", "--brows", "b.take", "--out", "d.wav"], 2, "not the name of a take"),
        (["--mouth", "none.take", "--brows", "b.take", "--out", "d.take"], 3, "none.take"),
        (["--mouth", "a.take", "--brows", "b.take", "--out", "a.take"], 2, "a.take"),
        (["--mouth", "a.take", "--then", "b.take", "--out", "d.take"], 2, "belong together"),
        (["--mouth", "a.take", "--brows", "b.take", "--fade", "1", "--out", "d.take"], 2, "belong together"),
        (["--mouth", "a.take", "--then", "b.take", "--at", "99", "--out", "d.take"], 3, "not inside the take"),
        (["--mouth", "a.take", "--then", "b.take", "--at", "nan", "--out", "d.take"], 3, "not inside the take"),
    ],
)
def test_what_cannot_be_merged_is_refused(
    options: list[str], code: int, said: str, takes: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = takes[0].read_bytes()
    monkeypatch.chdir(tmp_path)
    refused = run("merge", *options)
    assert refused.returncode == code and said in refused.stderr
    assert takes[0].read_bytes() == before and not (tmp_path / "d.take").exists()
