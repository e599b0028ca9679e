# SPDX-License-Identifier: GPL-3.0-or-later
"""A take comes back as it was saved, repeats byte for byte, and a damaged one is refused with its reason."""

import dataclasses
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.motion import MOTION_COLUMNS, Motion, frame_count
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.speech import SILENCE, Phone, Speech, Word
from soliloquy.runtime.take import Take, load_take, save_take


@pytest.fixture
def take() -> Take:
    generator = np.random.default_rng(7)
    samples = (0.3 * np.sin(np.arange(24_000) * 0.05)).astype(np.float32)
    frames = frame_count(1.0)
    motion = Motion(
        **{
            name: generator.normal(0.5, 0.1, (frames, columns)).astype(np.float32)
            for name, columns in MOTION_COLUMNS.items()
        }
    )
    phones = (Phone(SILENCE, 0.0, 0.3), Phone("b", 0.3, 0.5, word=0), Phone("ɑ", 0.5, 1.0, stress=1, word=0))
    speech = Speech(samples, 24_000, phones, (Word("Bah", 0.3, 1.0, "!"),), text="Bah!", language="en-us")
    return Take(speech, motion, "rules", request={"text": "Bah!"}, head="default", voice="af_heart", seed=3)


def test_a_take_comes_back_as_it_was_saved(take: Take, tmp_path: Path) -> None:
    save_take(take, tmp_path / "a.take")
    loaded = load_take(tmp_path / "a.take")
    np.testing.assert_allclose(loaded.speech.samples, take.speech.samples, atol=2**-22)
    for field in dataclasses.fields(Motion):
        np.testing.assert_array_equal(getattr(loaded.motion, field.name), getattr(take.motion, field.name))
    assert loaded.speech.phones == take.speech.phones
    assert loaded.speech.words == take.speech.words
    assert (loaded.seed, loaded.voice, loaded.request) == (3, "af_heart", {"text": "Bah!"})


def test_the_same_take_gives_the_same_bytes(take: Take, tmp_path: Path) -> None:
    save_take(take, tmp_path / "a.take")
    save_take(take, tmp_path / "b.take")
    assert (tmp_path / "a.take").read_bytes() == (tmp_path / "b.take").read_bytes()


def test_the_entries_are_stored_in_order_and_undated(take: Take, tmp_path: Path) -> None:
    save_take(take, tmp_path / "a.take")
    with zipfile.ZipFile(tmp_path / "a.take") as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["take.json", "speech.flac", "motion.npz"]
    assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in entries)
    assert all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)


def test_a_cut_off_take_is_refused(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "a.take"
    save_take(take, path)
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(InputError, match="is no take, or is damaged"):
        load_take(path)


def test_a_motion_that_does_not_fit_its_sound_is_refused(take: Take, tmp_path: Path) -> None:
    speech = dataclasses.replace(take.speech, samples=take.speech.samples[:12_000], phones=(), words=())
    short = dataclasses.replace(take, speech=speech)
    save_take(short, tmp_path / "a.take")
    with pytest.raises(InputError, match="fits its sound"):
        load_take(tmp_path / "a.take")


def test_the_curves_are_the_same_made_or_loaded(take: Take, tmp_path: Path) -> None:
    save_take(take, tmp_path / "a.take")
    loaded = load_take(tmp_path / "a.take")
    np.testing.assert_array_equal(loaded.curves.weights, take.curves.weights)
    np.testing.assert_array_equal(loaded.curves.head, take.motion.head)
    assert loaded.residual_mm == take.residual_mm


def test_what_asks_for_a_sound_alone_solves_no_curves(
    take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_take(take, tmp_path / "a.take")

    def solved(*given: object) -> None:
        raise AssertionError("solved")

    monkeypatch.setattr("soliloquy.runtime.take.arkit_from_motion", solved)
    loaded = load_take(tmp_path / "a.take")
    export(loaded, ["wav", "srt"], tmp_path, "a", ExportOptions())
    with pytest.raises(AssertionError, match="solved"):
        _ = loaded.curves


def test_the_residual_says_what_arkit_cannot_show(take: Take, tmp_path: Path) -> None:
    shown = dataclasses.replace(take, motion=motion_from_arkit(take.curves))
    assert take.residual_mm > 0.1
    assert shown.residual_mm == 0.0
    save_take(take, tmp_path / "a.take")
    with zipfile.ZipFile(tmp_path / "a.take") as archive:
        assert json.loads(archive.read("take.json"))["residual_mm"] == take.residual_mm


def test_a_missing_take_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_take(tmp_path / "nothing.take")
