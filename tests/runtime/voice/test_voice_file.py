# SPDX-License-Identifier: GPL-3.0-or-later
"""A voice in a file stands wherever a voice is named, mixes with others, and a take that it spoke needs it no more."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.archives import npz_of
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import SpeakRequest, VoiceRequest
from soliloquy.runtime.take import load_take
from soliloquy.runtime.voice.voice_file import VoiceFile, read_voice, write_voice
from soliloquy.runtime.voice.voice_space import voice_space
from soliloquy.runtime.voice.voices import files_in, in_full, parse_voice, seen_from


@pytest.fixture
def path(tmp_path: Path) -> Path:
    point = np.random.default_rng(3).normal(size=len(voice_space().shares)) * 0.6
    path = tmp_path / "old smith.voice.npz"
    write_voice(path, VoiceFile(voice_space().parts_of(point), "en-gb"))
    return path


def test_a_file_comes_back_as_it_was_and_twice_the_same(path: Path) -> None:
    first = path.read_bytes()
    write_voice(path, read_voice(path))
    assert path.read_bytes() == first
    assert not list(path.parent.glob(".*"))


def test_a_file_is_a_voice_with_a_language(path: Path) -> None:
    mix = parse_voice(str(path))
    assert mix.language.code == "en-gb"
    assert sum(share for _, share in mix.parts) == pytest.approx(1.0, abs=1e-3)
    assert min(share for _, share in mix.parts) < 0.0


def test_files_mix_with_voices_and_with_each_other(path: Path) -> None:
    own, heart = (parse_voice(voice).embedding(40) for voice in (str(path), "af_heart"))
    mixed = parse_voice(f"af_heart:3,{path}:1")
    np.testing.assert_allclose(mixed.embedding(40), 0.75 * heart + 0.25 * own, atol=1e-3)
    assert mixed.language.code == "en-us"
    assert parse_voice(f"af_heart:1,{path}:2").language.code == "en-gb"
    np.testing.assert_allclose(parse_voice(f"{path},{path}").embedding(40), own, atol=1e-5)
    assert files_in(f"af_heart,{path}:2") == (path,)


def test_a_file_is_seen_from_a_folder_and_a_path_may_have_a_colon(path: Path, tmp_path: Path) -> None:
    """As those of Windows have."""
    folder = tmp_path / "D:voices"
    folder.mkdir()
    path = path.rename(folder / path.name)
    for written, share in ((path.name, 1.0), (f"{path.name}:0.5 , af_heart:0.5", 0.5)):
        seen = seen_from(folder, written)
        assert files_in(seen) == (path,)
        assert dict(parse_voice(seen).parts)["bf_emma"] == pytest.approx(
            share * dict(parse_voice(str(path)).parts)["bf_emma"]
        )
    assert seen_from(folder, "af_heart:0.6,bf_emma:0.4") == "af_heart:0.6,bf_emma:0.4"
    assert seen_from(folder, in_full(str(path))) == in_full(str(path))
    assert seen_from(tmp_path, str(path)) == str(path)


def test_in_full_a_voice_needs_no_file(path: Path) -> None:
    full = in_full(str(path))
    own = parse_voice(str(path)).embedding(40)
    path.unlink()
    np.testing.assert_allclose(parse_voice(full).embedding(40), own, atol=1e-3)
    assert parse_voice(full).language.code == "en-gb" and in_full(full) == full
    assert in_full("af_heart:0.5,bf_emma:0.5") == "af_heart:0.5,bf_emma:0.5"


def test_a_take_keeps_the_voice_and_not_the_path(path: Path, tmp_path: Path) -> None:
    take = perform(SpeakRequest(VoiceRequest("Bob.", str(path))))
    take.save(tmp_path / "bob.take")
    loaded = load_take(tmp_path / "bob.take")
    assert loaded.voice == in_full(str(path)) == loaded.request["spoken"]["voice"]
    assert str(tmp_path) not in str(loaded.request)


@pytest.mark.parametrize(
    ("about", "shares", "said"),
    [
        (b'{"language": "xx", "names": ["af_heart"]}', [1.0], "no language"),
        (b'{"language": "en-us", "names": ["af_heart", "af_heart"]}', [0.5, 0.5], "no voices"),
        (b'{"language": "en-us", "names": ["af_heart"]}', [0.5, 0.5], "share for each"),
        (b'{"language": "en-us", "names": ["af_heart", "af_sky"]}', [9.0, -8.0], "larger"),
        (b'{"language": "en-us", "names": ["af_heart", "af_sky"]}', [float("nan"), 1.0], "no numbers"),
        (b'{"language": "en-us", "names": ["af_heart", "af_sky"]}', [0.1, 0.1], "sum to 1"),
        (b'{"language": "en-us", "names": ["nobody"]}', [1.0], "not known"),
        (b"[]", [1.0], "voice"),
        (b"no JSON", [1.0], "voice"),
    ],
)
def test_a_file_that_is_no_voice_is_refused(about: bytes, shares: list[float], said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.voice.npz"
    path.write_bytes(npz_of({"about": np.frombuffer(about, np.uint8), "shares": np.array(shares)}))
    with pytest.raises(InputError) as refused:
        parse_voice(str(path))
    assert said in f"{refused.value}" and "bad.voice.npz" in f"{refused.value}"


@pytest.mark.parametrize("voice", ["@", "@en-us", "@xx af_heart:1", "@en-us af_heart:x", "@en-us af_heart:0.1"])
def test_a_voice_in_full_that_is_none_is_refused(voice: str) -> None:
    with pytest.raises(InputError, match="voice"):
        parse_voice(voice)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.voice\.npz"):
        parse_voice(str(tmp_path / "none.voice.npz"))
