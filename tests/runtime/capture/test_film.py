# SPDX-License-Identifier: GPL-3.0-or-later
"""Films of every kind become pictures and sound, or a clear error."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
import soundfile
from PIL import Image
from soliloquy.runtime.capture import opened_film as opening
from soliloquy.runtime.capture.film import Film
from soliloquy.runtime.capture.opened_film import opened_film
from soliloquy.runtime.capture.tracking import follow_face
from soliloquy.runtime.errors import InputError, SetupError, UsageError
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import CaptureRequest
from soliloquy.runtime.take import load_take
from soliloquy.tests.hostile.films import GREY, nodding, picture, write_film

COUNT = 16


def ffmpeg(*arguments: str | Path) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True)


def open_film(path: Path) -> Film:
    """A film that ffmpeg reads needs no place of its own."""
    with opened_film(path) as film:
        return film


def silent(seconds: float) -> None:
    """Hears nothing."""


@pytest.fixture(scope="module")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "tone.wav"
    soundfile.write(path, 0.2 * np.sin(np.arange(16000) / 8), 16000)
    return path


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, tone: Path) -> Path:
    return write_film(tmp_path_factory.mktemp("film") / "good.mp4", nodding(count=COUNT), sound=tone)


def test_a_film_says_what_it_is(good: Path) -> None:
    film = open_film(good)
    assert film.rate == 25 and film.write_sound is not None and film.seconds == pytest.approx(1.0, abs=0.1)
    assert len(list(film.pictures())) == COUNT


def test_its_sound_begins_with_the_picture(good: Path, tmp_path: Path) -> None:
    write_sound = open_film(good).write_sound
    assert write_sound is not None
    write_sound(tmp_path / "x.wav")
    samples, rate = soundfile.read(tmp_path / "x.wav")
    assert rate == 48000 and len(samples) == pytest.approx(48000, abs=3000)


def test_large_pictures_are_made_smaller(tmp_path: Path) -> None:
    path = write_film(tmp_path / "4k.mp4", [Image.new("RGB", (3840, 2160), GREY)] * 2)
    assert next(iter(open_film(path).pictures())).size == (960, 540)


def test_a_film_taken_upright_is_upright(good: Path, tmp_path: Path) -> None:
    wide = write_film(tmp_path / "wide.mp4", [picture(("Clara",), (480, 320)).rotate(90, expand=True)] * 3)
    ffmpeg("-display_rotation", "-90", "-i", wide, "-c", "copy", tmp_path / "turned.mp4")
    first = next(iter(open_film(tmp_path / "turned.mp4").pictures()))
    assert first.size == (480, 320)
    upright = np.asarray(picture(("Clara",), (480, 320)), float)
    assert np.abs(np.asarray(first, float) - upright).mean() < 12


def test_uneven_rates_become_even(good: Path, tmp_path: Path) -> None:
    odd = "setpts='if(lt(N,8),N,8+2*(N-8))/25/TB'"
    ffmpeg("-i", good, "-vf", odd, "-fps_mode", "vfr", "-an", tmp_path / "odd.mp4")
    film = open_film(tmp_path / "odd.mp4")
    assert len(list(film.pictures())) / film.rate == pytest.approx(0.96, abs=0.1)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.mp4", b"", "is empty"),
        ("x.mp4", b"no film at all" * 100, "is no film"),
        ("x.m3u8", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n", "is no film|no moving picture"),
    ],
)
def test_what_is_no_film_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=reason):
        open_film(tmp_path / name)


def test_a_sound_is_no_film(tone: Path) -> None:
    with pytest.raises(InputError, match="no moving picture"):
        open_film(tone)


def test_without_ffmpeg_the_package_is_named(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "has_ffmpeg", lambda: False)
    with pytest.raises(SetupError, match="imageio_ffmpeg") as caught:
        open_film(good)
    assert "soliloquy[video]" in caught.value.hint


def test_one_face_is_followed_through_gaps(tmp_path: Path) -> None:
    pictures = nodding(count=COUNT)
    pictures[6:9] = [Image.new("RGB", (320, 320), GREY)] * 3
    followed = follow_face(open_film(write_film(tmp_path / "gap.mp4", pictures)), None, silent)
    assert followed.lost == 3 and not followed.track.found[6:9].any()


def test_of_two_faces_one_is_chosen(tmp_path: Path) -> None:
    film = open_film(write_film(tmp_path / "two.mp4", nodding(("Clara", "Kofi"), 3, (640, 320))))
    with pytest.raises(InputError, match="2 faces") as caught:
        follow_face(film, None, silent)
    assert "--face N" in caught.value.hint
    left, right = (follow_face(film, face, silent).track.points[:, :, 0].mean() for face in (1, 2))
    assert left < 320 < right
    with pytest.raises(UsageError, match="not there"):
        follow_face(film, 3, silent)


def test_a_film_becomes_a_take(good: Path, tmp_path: Path) -> None:
    take = perform(CaptureRequest(str(good), head="Daniel"))
    assert (take.engine, take.head, take.request["video"]) == ("capture", "Daniel", "good.mp4")
    assert take.speech.duration == pytest.approx(1.0, abs=0.1)
    assert [warning.partition(" is heard")[0] for warning in take.warnings] == ["Hardly any speech"]  # it is a tone
    assert set(take.weights) >= {"face_landmarks", "capture_basis", "whisper_encoder"}
    take.save(tmp_path / "x.take")
    assert len(load_take(tmp_path / "x.take").motion) == len(take.motion)


def test_a_film_without_sound_is_a_silent_take(tmp_path: Path) -> None:
    take = perform(CaptureRequest(str(write_film(tmp_path / "mute.mp4", nodding(count=COUNT)))))
    assert "mute.mp4 has no sound: the take is silent" in take.warnings
    assert not take.speech.samples.any() and take.speech.duration == pytest.approx(COUNT / 25, abs=0.01)


def test_a_film_that_breaks_off_gives_what_is_there(good: Path, tmp_path: Path) -> None:
    long = write_film(tmp_path / "long.mkv", nodding(count=60), options=("-g", "5"))
    (tmp_path / "cut.mkv").write_bytes(long.read_bytes()[: long.stat().st_size * 6 // 10])
    take = perform(CaptureRequest(str(tmp_path / "cut.mkv")))
    assert any("breaks off" in warning for warning in take.warnings)


def test_a_film_without_a_face_is_refused(tmp_path: Path) -> None:
    path = write_film(tmp_path / "wall.mp4", [Image.new("RGB", (320, 240), GREY)] * 8)
    with pytest.raises(InputError, match="face in 0 of 8") as caught:
        perform(CaptureRequest(str(path)))
    assert str(path) in str(caught.value)
