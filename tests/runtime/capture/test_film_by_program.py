# SPDX-License-Identifier: GPL-3.0-or-later
"""Where there is no ffmpeg, another program reads films: Blender itself."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.capture import opened_film as opening
from soliloquy.runtime.capture.film_by_ffmpeg import film_by_ffmpeg
from soliloquy.runtime.capture.film_by_program import film_by_program
from soliloquy.runtime.capture.opened_film import opened_film
from soliloquy.runtime.errors import InputError, SetupError
from soliloquy.runtime.worker_protocol import FILM_PROGRAM
from soliloquy.tests.hostile.films import nodding, write_film

BLENDER = [sys.executable, str(Path(__file__).parents[3] / "blender" / "film_program.py"), "--"]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("film")
    soundfile.write(folder / "tone.wav", 0.2 * np.sin(np.arange(8000) / 8), 16000)
    return write_film(folder / "good.mp4", nodding(count=12), sound=folder / "tone.wav")


def test_blender_gives_the_pictures_that_ffmpeg_gives(film: Path) -> None:
    wanted = list(film_by_ffmpeg(film).pictures())
    with film_by_program(film, BLENDER) as found:
        pictures = list(found.pictures())
        assert found.rate == 25.0 and found.seconds == pytest.approx(0.48, abs=0.03)
    assert len(pictures) == len(wanted)
    away = [np.abs(np.asarray(a, float) - np.asarray(b, float)).mean() for a, b in zip(pictures, wanted, strict=True)]
    shifted = np.abs(np.asarray(pictures[3], float) - np.asarray(wanted[4], float)).mean()
    assert max(away) < 3.0 < shifted


def test_a_film_is_read_by_the_program_that_the_environment_names(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "has_ffmpeg", lambda: False)
    monkeypatch.setenv(FILM_PROGRAM, json.dumps(BLENDER))
    with opened_film(film) as found:
        assert len(list(found.pictures())) == 12


def test_what_the_program_cannot_read_is_no_film(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(InputError, match="no film that can be read"), film_by_program(tmp_path / "x.mp4", BLENDER):
        pass


def test_a_list_of_addresses_reaches_no_program(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n")
    with pytest.raises(InputError, match="no film"), film_by_program(tmp_path / "x.mp4", ["/does/not/exist"]):
        pass


def test_a_program_that_is_gone_is_named(film: Path) -> None:
    with pytest.raises(SetupError, match="/does/not/exist: does not run"), film_by_program(film, ["/does/not/exist"]):
        pass
