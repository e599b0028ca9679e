# SPDX-License-Identifier: GPL-3.0-or-later
"""What a voice of ours said bears mark and tag in every sound file, and nothing else does."""

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.exporters import export
from soliloquy.exporters.synthetic_sound import sound_of, tag_of
from soliloquy.runtime.mark.detection import find_mark
from soliloquy.runtime.mark.files import detect
from soliloquy.runtime.mark.tag import TAG
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take, load_take
from soliloquy.tests.runtime.mark.like_speech import RATE, like_speech


@pytest.fixture(scope="module")
def spoken(synthetic_take: Take) -> Take:
    seconds = synthetic_take.speech.duration
    samples = like_speech(seconds)
    return replace(synthetic_take, speech=replace(synthetic_take.speech, samples=samples, sample_rate=RATE))


@pytest.mark.parametrize("name", ["wav", "ogg", "opus"])
def test_synthetic_speech_is_marked_and_tagged(spoken: Take, name: str, tmp_path: Path) -> None:
    (path,) = export(spoken, [name], tmp_path, "line", ExportOptions())
    found = detect(path)
    assert found.mark.found and found.tagged


@pytest.mark.parametrize("name", ["wav", "ogg", "opus"])
def test_a_studio_that_marks_its_own_gets_the_bare_sound(spoken: Take, name: str, tmp_path: Path) -> None:
    (path,) = export(spoken, [name], tmp_path, "line", ExportOptions(mark=False))
    found = detect(path)
    assert not found.mark.found and not found.tagged


def test_a_recording_is_never_marked(spoken: Take, tmp_path: Path) -> None:
    recorded = replace(spoken, voice="")
    (path,) = export(recorded, ["wav"], tmp_path, "line", ExportOptions())
    heard, _ = soundfile.read(path, dtype="float32")
    np.testing.assert_allclose(heard, recorded.speech.samples, atol=2**-15)
    assert not detect(path).tagged and tag_of(recorded, ExportOptions()) == ""


def test_a_take_stays_clean(spoken: Take, tmp_path: Path) -> None:
    export(spoken, ["take", "wav"], tmp_path, "line", ExportOptions())
    kept = load_take(tmp_path / "line.take").speech.samples
    np.testing.assert_allclose(kept, spoken.speech.samples, atol=2**-22)
    assert not find_mark(kept, RATE).found


def test_the_sound_begins_where_the_speech_does(spoken: Take) -> None:
    heard, tag = sound_of(spoken, ExportOptions())
    assert tag == TAG and len(heard) == len(spoken.speech.samples)
    np.testing.assert_allclose(heard, spoken.speech.samples, atol=0.01)


@pytest.mark.check
def test_the_sound_in_a_film_and_in_usd_is_marked(spoken: Take, tmp_path: Path) -> None:
    pytest.importorskip("pyvista")
    options = ExportOptions(fps=12.5)
    (film,) = export(spoken, ["mp4"], tmp_path, "line", options)
    assert detect(film).mark.found
    (usd,) = export(spoken, ["usd"], tmp_path, "line", options)
    with zipfile.ZipFile(usd) as archive, (tmp_path / "of_usd.wav").open("wb") as out:
        shutil.copyfileobj(archive.open("sound.wav"), out)
    assert detect(tmp_path / "of_usd.wav").mark.found
