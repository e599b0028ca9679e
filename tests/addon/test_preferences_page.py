# SPDX-License-Identifier: GPL-3.0-or-later
"""What the preferences do besides holding values."""

from types import SimpleNamespace
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import preferences_page, session  # noqa: E402
from soliloquy.addon.preferences_operators import temporary_megabytes  # noqa: E402


def test_threads_are_automatic_until_a_number_is_wanted() -> None:
    held = SimpleNamespace(threads=0)
    assert preferences_page._is_automatic(held)
    preferences_page._set_automatic(held, False)
    assert held.threads == preferences_page.threads_used(0) >= 1
    held.threads = 3
    preferences_page._set_automatic(held, False)
    assert held.threads == 3 and not preferences_page._is_automatic(held)
    preferences_page._set_automatic(held, True)
    assert held.threads == 0


def test_temporary_files_are_cleared_and_the_worker_ends(head: Any, tmp_path: Any, monkeypatch: Any) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(session, "temporary_folder", lambda: tmp_path)
    monkeypatch.setattr(session, "end_worker", lambda: ended.append(True))
    (tmp_path / "a.take").write_bytes(bytes(1_500_000))
    assert temporary_megabytes() == 1.5
    assert bpy.ops.soliloquy.clear_temporary() == {"FINISHED"}
    assert temporary_megabytes() == 0.0 and ended == [True]


def test_a_default_voice_needs_preferences_to_be_kept(head: Any) -> None:
    assert bpy.ops.soliloquy.set_voice(voice="bf_emma", setting="default") == {"FINISHED"}
    assert bpy.context.scene.soliloquy.voice == "", "the scene's own voice stays"
