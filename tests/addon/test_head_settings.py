# SPDX-License-Identifier: GPL-3.0-or-later
"""Voice, text, start frame and emotion belong to a head and go with it; a new head of ours has a voice that fits it."""

from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.head_settings import PROPERTY, fitting_voice, kept_settings  # noqa: E402
from soliloquy.addon.scene_request import request_from_panel  # noqa: E402
from soliloquy.runtime.voice.voices import list_voices  # noqa: E402
from soliloquy.tests.blender.fabricated_rigs import build  # noqa: E402
from soliloquy.tests.blender.rig_tables import ARKIT  # noqa: E402

pytestmark = pytest.mark.usefixtures("registered")


def settings() -> Any:
    return bpy.context.scene.soliloquy


def say(text: str, voice: str, start: int, **emotion: float) -> None:
    settings().text, settings().voice, settings().start_frame = text, voice, start
    for name, strength in emotion.items():
        setattr(settings().emotion, name, strength)


def two_heads() -> tuple[Any, Any]:
    first, second = build(ARKIT, "First"), build(ARKIT, "Second")
    settings().target = first
    say("I am the first.", "af_heart", 10, happy=0.5)
    settings().target = second
    return first, second


def shown() -> tuple[str, str, int, float]:
    now = settings()
    return now.text, now.voice, now.start_frame, round(now.emotion.happy, 3)


def test_a_head_begins_with_what_is_shown_and_keeps_its_own() -> None:
    first, second = two_heads()
    assert shown() == ("I am the first.", "af_heart", 10, 0.5)
    say("I am the second.", "bm_george", 40, happy=0.0)
    settings().target = first
    assert shown() == ("I am the first.", "af_heart", 10, 0.5)
    settings().target = second
    assert shown() == ("I am the second.", "bm_george", 40, 0.0)


def test_a_script_that_names_another_head_gets_its_settings() -> None:
    first, second = two_heads()
    say("I am the second.", "bm_george", 40, happy=0.0)
    asked = request_from_panel(bpy.context, {"target": first})
    assert (asked.request.spoken.text, asked.request.spoken.voice) == ("I am the first.", "af_heart")
    assert asked.start_frame == 10 and asked.request.motion.direction.emotion == {"happy": 0.5}
    assert request_from_panel(bpy.context, {"target": second}).request.spoken.voice == "bm_george"
    given = request_from_panel(bpy.context, {"target": first, "text": "Now this."})
    assert given.request.spoken.text == "Now this."


def test_it_is_saved_with_the_head_and_appended_with_it(tmp_path: Path) -> None:
    two_heads()
    say("I am the second.", "bm_george", 40, happy=0.0)
    path = str(tmp_path / "heads.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with bpy.data.libraries.load(path) as (_there, here):
        here.objects = ["Second"]
    (second,) = here.objects
    bpy.context.scene.collection.objects.link(second)
    settings().target = second
    assert shown() == ("I am the second.", "bm_george", 40, 0.0)


def test_a_file_of_before_opens_with_its_values(tmp_path: Path) -> None:
    first, _second = build(ARKIT, "First"), build(ARKIT, "Second")
    settings().target = first
    settings().property_unset("shown_for")
    say("From before.", "bf_emma", 7)
    path = str(tmp_path / "old.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.open_mainfile(filepath=path)
    assert shown() == ("From before.", "bf_emma", 7, 0.0)
    settings().target = bpy.data.objects["Second"]
    say("Another.", "af_heart", 9)
    settings().target = bpy.data.objects["First"]
    assert shown()[:3] == ("From before.", "bf_emma", 7)


@pytest.mark.parametrize("told", ["{", "[1]", '{"start_frame": "x", "text": 3, "emotion": 4}', '{"start_frame": 1e99}'])
def test_what_is_damaged_changes_nothing(told: str) -> None:
    first, second = two_heads()
    first[PROPERTY] = told
    settings().target = first
    assert shown() == ("I am the first.", "af_heart", 10, 0.5)
    settings().target = second
    first[PROPERTY] = told
    assert request_from_panel(bpy.context, {"target": first}).target_name == "First"


def test_new_heads_of_ours_have_voices_that_fit_and_differ() -> None:
    gender = {voice.name: voice.gender for voice in list_voices()}
    chosen = {}
    for name in ("Clara", "Daniel", "Amara"):
        bpy.ops.soliloquy.add_head(identity=name)
        chosen[name] = settings().voice
    assert [gender[chosen[name]] for name in chosen] == ["female", "male", "female"]
    assert len(set(chosen.values())) == 3
    assert kept_settings(bpy.data.objects["Clara"])["voice"] == chosen["Clara"]


def test_a_voice_that_was_chosen_before_the_first_head_stays() -> None:
    settings().voice = "bf_emma"
    bpy.ops.soliloquy.add_head(identity="Daniel")
    assert settings().voice == "bf_emma"


def test_the_nearest_voice_is_taken_once() -> None:
    first = fitting_voice(0.9, 30.0, "en-us")
    second = fitting_voice(0.9, 30.0, "en-us", {first})
    assert first != second and fitting_voice(0.1, 30.0, "en-us") not in (first, second)
