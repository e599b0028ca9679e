# SPDX-License-Identifier: GPL-3.0-or-later
"""soliloquy portrait: a film or pictures that say what they are, and plain words where there is none."""

import json
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest
from PIL import Image
from soliloquy.exporters.portrait_film import SAID
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.take import save_take
from soliloquy.tests.shell.test_cli import run, visible

HEADS = Path(__file__).resolve().parents[2] / "docs" / "images" / "heads.jpg"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a take and a picture, cut out."""
    folder = tmp_path_factory.mktemp("portrait")
    save_take(perform(SpeakRequest(VoiceRequest("Mama."), MotionRequest("rules"))), folder / "line.take")
    with Image.open(HEADS) as strip:
        image = strip.crop((0, 0, strip.height, strip.height)).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, image.width, 20))
    image.save(folder / "clara.png")
    return folder


def _probed(path: Path) -> str:
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    return subprocess.run([ffmpeg, "-hide_banner", "-i", path], capture_output=True, text=True, check=False).stderr


@pytest.mark.check
@pytest.mark.parametrize("ending", ["mp4", "webm"])
def test_a_film_with_sound_says_that_it_is_synthetic(given: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"speaks.{ending}"
    done = run(
        "portrait", str(given / "clara.png"), str(given / "line.take"), "--size", "256", "--out", str(out), "--json"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outputs"] == [str(out)]
    assert visible(tmp_path) == {out.name}
    told = _probed(out)
    assert SAID in told
    assert "Audio" in told
    assert "Video" in told


@pytest.mark.check
def test_pictures_with_alpha_and_the_sound_beside(given: Path, tmp_path: Path) -> None:
    options = ("--size", "256", "--alpha", "--fps", "8", "--out", str(tmp_path / "frames"))
    done = run("portrait", str(given / "clara.png"), str(given / "line.take"), *options)
    assert done.returncode == 0, done.stderr
    names = visible(tmp_path / "frames")
    assert {"frame_00001.png", "sound.wav"} <= names
    told = done.stdout.splitlines()
    assert told[0] == f"{tmp_path / 'frames'}: {len(names) - 1} pictures and the sound"
    assert all(step in told[1] for step in ("picture ", "total ", "real-time factor "))
    with Image.open(tmp_path / "frames" / "frame_00001.png") as frame:
        assert frame.mode == "RGBA"
        assert frame.getpixel((128, 0))[3] == 0  # type: ignore[index]
        assert frame.info["Comment"] == SAID


@pytest.mark.check
def test_the_mark_of_its_sound_can_be_left_out(given: Path, tmp_path: Path) -> None:
    words = ("portrait", str(given / "clara.png"), str(given / "line.take"), "--size", "256", "--fps", "1")
    for name, options in (("with", ()), ("without", ("--no-mark",))):
        assert run(*words, "--out", str(tmp_path / name), *options).returncode == 0
    tagged = [b"ICMT" in (tmp_path / name / "sound.wav").read_bytes() for name in ("with", "without")]
    assert tagged == [True, False]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["clara.png", "line.take", "--out", "f.avi"], 2, "names no film"),
        (["clara.png", "line.take", "--alpha", "--out", "f.mp4"], 2, "cannot be kept in an MP4"),
        (["none.png", "line.take", "--out", "f.mp4"], 3, "none.png"),
        (["clara.png", "line.take", "--size", "64", "--out", "f.mp4"], 2, "size"),
    ],
)
def test_what_cannot_be_is_said(
    given: Path, options: list[str], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(given)
    done = run("portrait", *options)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert visible(given) == {"line.take", "clara.png"}
