# SPDX-License-Identifier: GPL-3.0-or-later
"""A message belongs to its head, goes with what it is about, and speaks of fields instead of flags."""

from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import session  # noqa: E402
from soliloquy.addon.panel_words import in_panel_words  # noqa: E402


def test_a_message_is_shown_with_its_head_alone(head: Any) -> None:
    other = bpy.data.objects.new("Other", head.data)
    session.say("Done.", about=head.session_uid)
    assert session.message(head) is not None and session.message(other) is session.message(None) is None
    session.say("The voice cannot be played")
    assert session.message(head) is not None and session.message(other) is not None


def test_what_is_said_of_a_head_that_is_gone_is_shown(head: Any) -> None:
    session.say("It was removed", "error", head.session_uid)
    bpy.data.objects.remove(head)
    assert session.message(None) is not None


def test_a_message_goes_with_an_undone_step(head: Any) -> None:
    bpy.ops.ed.undo_push(message="first")
    bpy.ops.ed.undo_push(message="second")
    session.say("Done.")
    bpy.ops.ed.undo()
    assert session.message(None) is None
    session.say("Done.")
    bpy.ops.ed.redo()
    assert session.message(None) is None


def test_a_message_goes_when_another_file_is_opened(head: Any) -> None:
    session.say("Done.")
    bpy.ops.wm.read_homefile()
    assert session.message(None) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Check the text and --language, or leave it out", "Check the text and Language, or leave it out"),
        ("Say which channel speaks (--channel N)", "Say which channel speaks (Channel N)"),
        ("Give --blink-rate 1", "Give Blink Rate 1"),
        ("two -- dashes, and a well-known one", "two -- dashes, and a well-known one"),
    ],
)
def test_flags_become_the_panels_words(head: Any, said: str, shown: str) -> None:
    assert in_panel_words(said) == shown
    session.say(said)
    message = session.message(None)
    assert message is not None and message.text == shown


def test_speech_is_made_after_the_temporary_folder_was_changed(head: Any, tmp_path: Path) -> None:
    preferences: Any = bpy.context.preferences
    bpy.ops.soliloquy.generate(text="Papa.", engine="rules")
    try:
        preferences.filepaths.temporary_directory = str(tmp_path)
        assert bpy.ops.soliloquy.generate(text="Mama.", engine="rules") == {"FINISHED"}
        assert session.temporary_folder().is_relative_to(tmp_path)
    finally:
        preferences.filepaths.temporary_directory = ""
