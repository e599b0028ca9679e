# SPDX-License-Identifier: GPL-3.0-or-later
"""What was spoken stays to be heard: saved, saved elsewhere, sent alone, appended, and without the extension."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

bpy = pytest.importorskip("bpy")

from soliloquy import addon  # noqa: E402
from soliloquy.addon import preferences  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.blender.rig import find_rig  # noqa: E402
from soliloquy.blender.takes import put_take  # noqa: E402
from soliloquy.runtime.motion import ArkitCurves  # noqa: E402

pytestmark = pytest.mark.skipif(not bpy.app.build_options.audaspace, reason="this build of bpy has no sound")

Speak = Callable[..., Any]


@pytest.fixture
def speak(tmp_path: Path) -> Speak:
    def say(head: Any, name: str, loudness: float = 0.1) -> Any:
        (tmp_path / "temporary").mkdir(exist_ok=True)
        path = tmp_path / "temporary" / f"{name}.wav"
        soundfile.write(path, np.full(24_000, loudness, np.float32), 24_000)
        curves = ArkitCurves(np.zeros((24, 52), np.float32), np.zeros((24, 3), np.float32), 24.0)
        put_take(bpy.context.scene, find_rig(head), curves, name, start_frame=1, sound_path=path, sound_is_ours=True)
        path.unlink()
        return the_sound()

    return say


def the_sound() -> Any:
    (sound,) = bpy.data.sounds
    return sound


def is_heard(sound: Any) -> bool:
    """Whether Blender can play it: in the file, or read from where it says."""
    return bool(sound.packed_file) or Path(bpy.path.abspath(sound.filepath)).is_file()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "speech").glob("*.wav"))


def save(folder: Path, name: str = "scene.blend", **more: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(folder / name), **more)
    return folder / name


def open_file(path: Path) -> Any:
    bpy.ops.wm.open_mainfile(filepath=str(path))
    return bpy.data.objects["Hero"]


@pytest.fixture(params=["AUTO", "PACKED", "BESIDE"])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(preferences, "sound_place", lambda: request.param)
    return str(request.param)


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preferences, "sound_place", lambda: "BESIDE")


def test_until_the_first_save_it_is_in_the_file(head: Any, speak: Speak) -> None:
    sound = speak(head, "Papa-1")
    assert sound.packed_file and sound.samplerate == 24_000 and sound.name == "Papa-1.wav"


def test_at_the_first_save_it_goes_where_the_preferences_say(
    head: Any, speak: Speak, place: str, tmp_path: Path
) -> None:
    speak(head, "Papa-1")
    blend = save(tmp_path / "project")
    for _ in ("as saved", "as opened"):
        sound = the_sound()
        assert sound.filepath == "//speech/Papa-1.wav"
        assert files(blend.parent) == ([] if place == "PACKED" else ["Papa-1.wav"])
        assert bool(sound.packed_file) == (place != "BESIDE") and is_heard(sound)
        open_file(blend)


def test_much_sound_is_no_longer_packed(
    head: Any, speak: Speak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preferences, "PACKED_BYTES", 1000)
    speak(head, "Papa-1")
    save(tmp_path / "project")
    assert not the_sound().packed_file and files(tmp_path / "project") == ["Papa-1.wav"]


@pytest.mark.parametrize("remap", [True, False])
def test_saved_elsewhere_it_goes_along(head: Any, speak: Speak, place: str, tmp_path: Path, remap: bool) -> None:
    speak(head, "Papa-1")
    save(tmp_path / "first")
    second = save(tmp_path / "second", relative_remap=remap)
    shutil.rmtree(tmp_path / "first")
    open_file(second)
    assert is_heard(the_sound()) or (place == "BESIDE" and not remap)


def test_a_copy_leaves_the_open_file_as_it_is(head: Any, speak: Speak, place: str, tmp_path: Path) -> None:
    speak(head, "Papa-1")
    for named in (False, True):
        before = (the_sound().filepath, bool(the_sound().packed_file))
        copy = save(tmp_path / "copies", copy=True)
        assert (the_sound().filepath, bool(the_sound().packed_file)) == before and is_heard(the_sound())
        if not named:
            save(tmp_path / "project")
    shutil.rmtree(tmp_path / "project")
    open_file(copy)
    assert is_heard(the_sound())


def test_a_file_sent_alone_is_heard(head: Any, speak: Speak, tmp_path: Path) -> None:
    speak(head, "Papa-1")
    sent = shutil.move(save(tmp_path / "project"), tmp_path / "sent.blend")
    shutil.rmtree(tmp_path / "project")
    open_file(Path(sent))
    assert the_sound().packed_file and the_sound().samplerate == 24_000


def test_without_the_extension_nothing_is_lost(head: Any, speak: Speak, tmp_path: Path) -> None:
    speak(head, "Papa-1")
    addon.unregister()
    try:
        blend = save(tmp_path / "project")
        open_file(blend)
        assert is_heard(the_sound())
    finally:
        addon.register()
    save(tmp_path / "project")
    assert is_heard(the_sound()) and files(tmp_path / "project") == ["Papa-1.wav"]


def test_a_scene_appended_to_another_file_is_heard(head: Any, speak: Speak, place: str, tmp_path: Path) -> None:
    speak(head, "Papa-1")
    source = save(tmp_path / "project")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with bpy.data.libraries.load(str(source)) as (there, here):
        here.scenes = there.scenes
    other = save(tmp_path / "other")
    shutil.rmtree(tmp_path / "project")
    bpy.ops.wm.open_mainfile(filepath=str(other))
    assert is_heard(the_sound())


def test_the_same_sound_is_kept_once(head: Any, speak: Speak, tmp_path: Path) -> None:
    speak(head, "Papa-1")
    save(tmp_path / "project")
    speak(head, "Papa-1")
    save(tmp_path / "project")
    assert files(tmp_path / "project") == ["Papa-1.wav"] and len(versions.strips_of(bpy.context.scene)) == 1


def test_what_was_replaced_before_a_save_is_never_written(head: Any, speak: Speak, tmp_path: Path) -> None:
    for name in ("Papa-1", "Papa-2", "Papa-3"):
        speak(head, name)
    save(tmp_path / "project")
    assert files(tmp_path / "project") == ["Papa-3.wav"]


def test_abandoned_sounds_of_ours_are_removed_and_nobody_elses(head: Any, speak: Speak, tmp_path: Path) -> None:
    for name in ("Papa-1", "Papa-2"):
        speak(head, name)
        save(tmp_path / "project")
        (tmp_path / "project" / "speech" / "own.wav").write_bytes(b"the user's")
    assert files(tmp_path / "project") == ["Papa-2.wav", "own.wav"]


def test_what_a_backup_or_another_file_relies_on_stays(head: Any, speak: Speak, beside: None, tmp_path: Path) -> None:
    speak(head, "Papa-1")
    save(tmp_path / "project", "other.blend")
    blend = save(tmp_path / "project")
    for name in ("Papa-2", "Papa-3", "Papa-4"):
        speak(open_file(blend), name)
        save(tmp_path / "project")
    assert files(tmp_path / "project") == ["Papa-1.wav", "Papa-3.wav", "Papa-4.wav"]
    (tmp_path / "project" / "other.blend").unlink()
    open_file(blend)
    save(tmp_path / "project")
    assert files(tmp_path / "project") == ["Papa-4.wav"]


def test_what_an_undo_may_ask_for_stays(head: Any, speak: Speak, beside: None, tmp_path: Path) -> None:
    for name in ("Papa-1", "Papa-2", "Papa-3", "Papa-4"):
        speak(head, name)
        save(tmp_path / "project")
    assert "Papa-1.wav" in files(tmp_path / "project")


def test_a_sound_that_the_user_has_changed_stays(head: Any, speak: Speak, tmp_path: Path) -> None:
    speak(head, "Papa-1")
    save(tmp_path / "project")
    (tmp_path / "project" / "speech" / "Papa-1.wav").write_bytes(b"made better")
    speak(head, "Papa-2")
    save(tmp_path / "project")
    assert files(tmp_path / "project") == ["Papa-1.wav", "Papa-2.wav"]


def test_a_folder_that_cannot_be_made_leaves_the_sound_inside(
    head: Any, speak: Speak, beside: None, tmp_path: Path
) -> None:
    speak(head, "Papa-1")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "speech").write_text("a file of that name")
    save(tmp_path / "project")
    assert the_sound().packed_file and (tmp_path / "project" / "speech").is_file()


def test_what_an_earlier_version_left_in_the_extensions_folder_is_taken_over(
    head: Any, speak: Speak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "extension" / "speech"
    old.mkdir(parents=True)
    soundfile.write(old / "Mama-9.wav", np.zeros(2400, np.float32), 24_000)
    versions.strips_of(bpy.context.scene).new_sound("Mama", str(old / "Mama-9.wav"), 1, 1)
    blend = save(tmp_path / "project")
    monkeypatch.setattr(preferences, "old_sound_folder", lambda: old)
    open_file(blend)
    shutil.rmtree(old)
    save(tmp_path / "project")
    assert is_heard(the_sound()) and files(tmp_path / "project") == ["Mama-9.wav"]


def test_a_save_that_fails_leaves_no_sound(head: Any, speak: Speak, place: str, tmp_path: Path) -> None:
    sound = speak(head, "Papa-1")
    before = sound.filepath
    (tmp_path / "scene.blend").mkdir()
    with pytest.raises(RuntimeError):
        save(tmp_path)
    assert not (tmp_path / "speech").exists() and sound.packed_file and sound.filepath == before


def test_a_save_in_place_that_fails_leaves_the_earlier_sound(
    head: Any, speak: Speak, beside: None, tmp_path: Path
) -> None:
    speak(head, "Papa-1")
    blend = save(tmp_path / "project")
    speak(head, "Mama-1")
    blend.unlink()
    blend.mkdir()
    with pytest.raises(RuntimeError):
        save(tmp_path / "project")
    assert files(blend.parent) == ["Papa-1.wav"] and the_sound().packed_file


@pytest.mark.parametrize("mark", ["../../theirs.wav", "/tmp/theirs.wav", "theirs.py", "..\\theirs.wav", "", 7])
def test_a_mark_of_someone_elses_writes_nothing(head: Any, speak: Speak, mark: Any, tmp_path: Path) -> None:
    speak(head, "Papa-1")["soliloquy"] = mark
    save(tmp_path / "project" / "deep")
    assert not list(tmp_path.rglob("theirs*")) and not (tmp_path / "project" / "deep" / "speech").exists()
