# SPDX-License-Identifier: GPL-3.0-or-later
"""The video has every frame, and its sound starts with the first one. ffmpeg reads it back."""

import re
import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image
from soliloquy.exporters import contact_sheet, mp4
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.perform import perform
from soliloquy.runtime.progress import silent
from soliloquy.runtime.requests import ExportOptions, SpeakRequest, VoiceRequest
from soliloquy.runtime.take import Take
from soliloquy.tests.hostile.films import write_film


@pytest.fixture(scope="module")
def take() -> Take:
    return perform(SpeakRequest(VoiceRequest("Bob.")))


@pytest.mark.check
def test_the_video_holds_frames_and_sound_of_the_same_length(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "bob.mp4"
    seen: list[float] = []
    mp4.write(take, path, ExportOptions(fps=12.5), lambda step, fraction: seen.append(fraction))
    frames, _ = imageio_ffmpeg.count_frames_and_secs(str(path))
    assert abs(frames / 12.5 - take.speech.duration) <= 2 / 12.5
    assert seen[-1] == 1.0
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    streams = subprocess.run([ffmpeg, "-i", str(path)], capture_output=True, text=True, check=False).stderr
    assert "Video: h264" in streams
    assert "yuv420p" in streams
    assert "512x512" in streams
    assert re.search(r"Audio: aac.*\D(24000|48000|44100) Hz", streams)
    command = [ffmpeg, "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", "24000", "-"]
    sound = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)
    quiet_until = np.flatnonzero(np.abs(take.speech.samples) > 0.05)[0] / 24_000
    assert abs(np.flatnonzero(np.abs(sound) > 0.05)[0] / 24_000 - quiet_until) < 0.03
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.check
def test_a_film_is_shown_in_time_beside_the_head(take: Take, tmp_path: Path) -> None:
    shades = [Image.new("RGB", (64, 48), (10 * number, 0, 200)) for number in range(8)]
    film = write_film(tmp_path / "film.mp4", shades, rate=25.0)
    mp4.write(take, tmp_path / "both.mp4", ExportOptions(fps=12.5, beside=str(film)), silent)
    reader = imageio_ffmpeg.read_frames(str(tmp_path / "both.mp4"))
    width, height = next(reader)["size"]
    assert (width, height) == (682 + 512, 512)
    pictures = [np.frombuffer(frame, np.uint8).reshape(height, width, 3) for frame in reader]
    reds = [float(picture[:, :682, 0].mean()) for picture in pictures[:6]]
    assert reds == pytest.approx([0, 20, 40, 60, 70, 70], abs=6)  # the film has ended by then
    assert pictures[0][:, 682:].std() > 20  # the head


@pytest.mark.parametrize("name", ["none.mp4", "text.mp4"])
def test_what_is_no_film_leaves_no_video(take: Take, tmp_path: Path, name: str) -> None:
    (tmp_path / "text.mp4").write_text("no film")
    with pytest.raises(InputError, match=name):
        mp4.write(take, tmp_path / "both.mp4", ExportOptions(beside=str(tmp_path / name)), silent)
    assert not (tmp_path / "both.mp4").exists()


def test_the_contact_sheet_shows_what_is_said_and_names_what_is_not(take: Take, tmp_path: Path) -> None:
    contact_sheet.write(take, tmp_path / "bob.png", ExportOptions(), silent)
    with Image.open(tmp_path / "bob.png") as sheet:
        assert sheet.size[0] == 5 * 384
        pixels = np.asarray(sheet)
    said = {phone.symbol for phone in take.speech.phones}
    shown = [label for label, symbols in contact_sheet.SHOWN if said & set(symbols)]
    assert shown == ["b", "ɑ"]
    cells = pixels[:384].reshape(384, 5, 384, 3).std(axis=(0, 2, 3))
    assert (cells > 20).tolist() == [True, True, False, False, False]
