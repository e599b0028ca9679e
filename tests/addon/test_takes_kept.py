# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes go along: into files of their own, with a .blend, with a head that is appended or copied; and what of them was
damaged is said."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.generation import plays_sound  # noqa: E402
from soliloquy.addon.take_sound_operators import silent_takes  # noqa: E402
from soliloquy.addon.take_text import as_take  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.blender.rig_map_on import map_of, put_map  # noqa: E402
from soliloquy.runtime.rigs.rig_map import RigMap, Row  # noqa: E402
from soliloquy.runtime.take import load_take  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage, two  # noqa: E402

__all__ = ["stage", "two"]


def test_a_take_is_saved_to_a_file_as_the_worker_made_it_and_loaded(two: TakeStage) -> None:
    path = two.folder / "mine.take"
    assert bpy.ops.soliloquy.save_take(filepath=str(path)) == {"FINISHED"}
    saved = load_take(path)
    assert saved.seed == 2 and saved.speech.text == "Papa."
    again = as_take(two.takes[1])
    assert np.array_equal(again.motion.expression, saved.motion.expression)
    keys = two.keys()
    two.head.soliloquy_take_chosen = 0
    bpy.context.scene.soliloquy.start_frame = 11
    assert bpy.ops.soliloquy.load_take(filepath=str(path)) == {"FINISHED"}
    assert two.names[-1] == "mine" and two.keys() == keys
    with pytest.raises(RuntimeError, match="no take"):
        bpy.ops.soliloquy.load_take(filepath=__file__)


def test_takes_survive_a_save_and_go_along_when_a_head_is_appended(two: TakeStage) -> None:
    second = two.keys()
    two.takes[0].rating = 3
    path = two.folder / "scene.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with bpy.data.libraries.load(str(path)) as (there, here):
        here.objects = [name for name in there.objects if name == "Hero"]
    (hero,) = here.objects
    bpy.context.scene.collection.objects.link(hero)
    bpy.context.scene.render.fps = 24
    bpy.context.scene.soliloquy.target = hero
    there_now = TakeStage(hero, two.worker, two.folder)
    assert there_now.names == ["Papa", "Papa 2"] and there_now.takes[0].rating == 3
    if plays_sound():
        (silent,) = silent_takes(bpy.context.scene, hero)
        assert not there_now.strips and silent[0].name == there_now.takes[1].key
        assert bpy.ops.soliloquy.add_take_sound() == {"FINISHED"}
        (strip,) = versions.strips_of(bpy.context.scene)
        assert strip.sound == there_now.takes[1].sound and versions.strip_start(strip) == there_now.takes[1].start
        assert silent_takes(bpy.context.scene, hero) == []
    hero.soliloquy_take_chosen = 0
    hero.soliloquy_take_chosen = 1
    assert there_now.keys() == second
    assert len(there_now.strips) == (1 if plays_sound() else 0)
    assert as_take(there_now.takes[0]).speech.text == "Papa."


def overridden(library: Path) -> Any:
    """A library override of the scene's head, in an empty scene, the head's own being saved as the library."""
    bpy.ops.wm.save_as_mainfile(filepath=str(library))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with bpy.data.libraries.load(str(library), link=True) as (_there, here):
        here.objects = ["Hero"]
    hero = here.objects[0].override_create()
    hero.data = here.objects[0].data.override_create()
    bpy.context.scene.collection.objects.link(hero)
    bpy.context.scene.soliloquy.target = hero
    return hero


def test_an_override_of_a_linked_head_has_takes_of_its_own(two: TakeStage) -> None:
    library, path = two.folder / "library.blend", two.folder / "scene.blend"
    hero = overridden(library)
    here_now = TakeStage(hero, two.worker, two.folder)
    here_now.generate("Mama.", seed=7)
    assert here_now.names == ["Papa", "Papa 2", "Mama"] and here_now.shown == ["Mama"]
    hero.soliloquy_take_chosen = 0
    assert here_now.shown == ["Papa"] and here_now.keys()
    with pytest.raises(RuntimeError, match="linked file"):
        bpy.ops.soliloquy.delete_take()
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.open_mainfile(filepath=str(path))
    again = TakeStage(bpy.context.scene.soliloquy.target, two.worker, two.folder)
    assert again.names == ["Papa", "Papa 2", "Mama"] and again.shown == ["Papa"]
    action = versions.action_of(again.head.data.shape_keys)
    assert action is not None and action.library is None and len(again.keys()) == again.takes[0].frames
    again.head.soliloquy_take_chosen = 2
    assert again.shown == ["Mama"]
    assert bpy.ops.soliloquy.delete_take() == {"FINISHED"} and len(again.takes) == 2


def test_an_override_of_a_head_that_never_spoke_remembers_its_speech_and_its_map(two: TakeStage) -> None:
    library, path = two.folder / "library.blend", two.folder / "scene.blend"
    bpy.ops.soliloquy.remove_speech()
    while two.takes:
        bpy.ops.soliloquy.delete_take()
    for name in [name for name in two.head.keys() if name.startswith("soliloquy")]:  # noqa: SIM118
        del two.head[name]
    hero = overridden(library)
    put_map(hero, RigMap("mine", (Row("jawOpen", "jawOpen"), Row("mouthClose", "mouthClose"))))
    here_now = TakeStage(hero, two.worker, two.folder)
    here_now.generate("Mama.")
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.open_mainfile(filepath=str(path))
    again = TakeStage(bpy.context.scene.soliloquy.target, two.worker, two.folder)
    assert again.shown == ["Mama"] and map_of(again.head) is not None
    again.generate("Papa.")
    assert again.shown == ["Papa"] and len(again.strips) == (1 if plays_sound() else 0)


@pytest.mark.parametrize("library_posed", [0.0, 0.9])
def test_a_pose_of_an_override_is_there_again_when_its_speech_goes_after_its_file_was_opened(
    two: TakeStage, library_posed: float
) -> None:
    library, path = two.folder / "library.blend", two.folder / "scene.blend"
    bpy.ops.soliloquy.remove_speech()
    if library_posed:
        two.head.data.shape_keys.key_blocks["mouthClose"].value = library_posed
        two.head.soliloquy_take_chosen = 0  # the library's own record of what was posed
    while two.takes:
        bpy.ops.soliloquy.delete_take()
    hero = overridden(library)
    hero.data.shape_keys.key_blocks["mouthClose"].value = 0.6
    TakeStage(hero, two.worker, two.folder).generate("Mama.")
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.open_mainfile(filepath=str(path))
    scene = bpy.context.scene
    scene.frame_set(12)
    assert bpy.ops.soliloquy.remove_speech() == {"FINISHED"}
    posed = scene.soliloquy.target.data.shape_keys.key_blocks["mouthClose"]
    assert posed.value == pytest.approx(0.6)


def test_a_copy_of_a_head_that_says_something_else_leaves_the_first_one_its_sound(two: TakeStage) -> None:
    (heard,) = two.strips
    copy = two.head.copy()
    copy.data = copy.data.copy()
    bpy.context.scene.collection.objects.link(copy)
    two.generate("Mama.", target=copy.name)
    assert heard in two.strips and len(two.strips) == 2
    two.generate("Bob.")
    assert heard not in two.strips and len(two.strips) == 2


def test_a_copy_of_a_head_edits_keys_of_its_own(two: TakeStage) -> None:
    keys = two.keys()
    copy = two.head.copy()
    copy.data = two.head.data.copy()
    bpy.context.scene.collection.objects.link(copy)
    two.head.data.shape_keys.key_blocks["jawOpen"].value = 0.77
    two.head.data.shape_keys.key_blocks["jawOpen"].keyframe_insert("value", frame=15)
    two.head.soliloquy_take_chosen = 0
    mine, theirs = (one.soliloquy_takes_kept[1].parts[0].action for one in (two.head, copy))
    assert mine != theirs
    two.head.soliloquy_take_chosen = 1
    assert dict(two.keys())[15] == 0.77 and dict(keys)[15] != 0.77


@pytest.mark.parametrize("fault", ["action and text", "text", "sound", "json", "motion"])
def test_what_was_deleted_from_a_take_is_said(two: TakeStage, fault: str, capsys: Any) -> None:
    take = two.takes[0]
    if fault == "action and text":
        bpy.data.texts.remove(take.text)
        for part in take.parts:
            if part.action is not None:
                bpy.data.actions.remove(part.action)
        two.head.soliloquy_take_chosen = 0
        assert "deleted" in capsys.readouterr().out and two.shown == ["Papa 2"]
        return
    if fault == "sound":
        for sound in list(bpy.data.sounds):
            bpy.data.sounds.remove(sound)
        two.head.soliloquy_take_chosen = 0
        assert two.shown == ["Papa"] and two.strips == []
        with pytest.raises(RuntimeError, match="its sound was deleted"):
            bpy.ops.soliloquy.save_take(filepath=str(two.folder / "x.take"))
        return
    if fault == "text":
        bpy.data.texts.remove(take.text)
    elif fault == "motion":
        take.text["soliloquy_motion"] = 2**30
        take.text.clear()
        take.text.write('{"asked": {}, "request": {}}')
    else:
        take.text.clear()
        take.text.write("{nothing")
    two.head.soliloquy_take_chosen = 0
    assert two.shown == ["Papa"], "keys need no text"
    with pytest.raises(RuntimeError):
        bpy.ops.soliloquy.save_take(filepath=str(two.folder / "x.take"))
    with pytest.raises(RuntimeError):
        bpy.ops.soliloquy.another_take(seed=3)


def test_a_recording_s_take_holds_its_sound_and_is_moved_again(stage: TakeStage) -> None:
    import soundfile
    from soliloquy.runtime.voice.synthesis import synthesise

    speech = synthesise("Papa came.")
    path = stage.folder / "line.wav"
    soundfile.write(path, speech.samples, speech.sample_rate)
    bpy.ops.soliloquy.generate(recording=str(path), transcript="Papa came.", engine="rules")
    assert stage.names == ["line"]
    take = as_take(stage.takes[0])
    assert take.request["recording"] == "line.wav" and len(take.speech.samples) == len(speech.samples)
    assert bpy.ops.soliloquy.another_take(seed=3) == {"FINISHED"}
    assert stage.names == ["line", "line 2"] and Path(stage.worker.asked[-1][1]["recording"]) == path
    assert versions.action_of(stage.head.data.shape_keys) is not None


def test_a_take_whose_actions_were_deleted_is_keyed_anew_of_its_own_motion(two: TakeStage) -> None:
    two.head.soliloquy_take_chosen = 0
    first = two.keys()
    for action in list(bpy.data.actions):
        bpy.data.actions.remove(action)
    assert not two.keys()
    two.head.soliloquy_take_chosen = 1
    two.head.soliloquy_take_chosen = 0
    assert two.keys() == first and two.shown == ["Papa"]
