# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender's panel reads: settings of a damaged .blend, texts, recordings, styles, pictures, earlier takes, strips
whose sounds are gone, MakeHuman's assets, heads that cannot be moved, and preferences. Needs bpy."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
from soliloquy.addon import option_panels, panel

from .blender_cases import give_scene
from .case import DONE, INPUT, Case, Prepare
from .damage import NAMES, named, sound_called, spoilt, ways
from .panel_scenes import (
    HEADS,
    PREFERENCES,
    RATES,
    TEXT_BLOCKS,
    Alter,
    damaged_settings,
    earlier_takes,
)
from .samples import Samples
from .strip_scenes import STRIPS

_CODES = frozenset({DONE, INPUT})
_FILES: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "recording": ("generate", {"recording": "//../x.wav", "engine": "rules"}, "x.wav", ".wav"),
    "lexicon": ("generate", {"text": "Bob.", "lexicon": "//../x.txt", "engine": "rules"}, "x.txt", ".lexicon"),
    "edits": (
        "generate",
        {"text": "Bob.", "edits": "//../x.edits.json", "engine": "rules"},
        "x.edits.json",
        ".edits.json",
    ),
    "style": ("generate", {"text": "Bob.", "style": "//../x.style.npz"}, "x.style.npz", ".style.npz"),
    "asset": ("wear_asset", {"filepath": "//../x.mhclo"}, "x.mhclo", ".mhclo"),
    "skin": ("wear_asset", {"filepath": "//../x.mhmat"}, "x.mhmat", ".mhmat"),
    "picture": ("voice_from_picture", {"filepath": "//../x.png"}, "x.png", ".png"),
}
"""Of each file: the operator, what it is given, and the file's name and good content."""
_DRAWN_ONE_IN = 3


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each is a scene that is opened and altered, and then an operator, or the panel that draws it."""
    generate = _operate("generate", text="Bob.")
    for number, (name, alter) in enumerate(damaged_settings()):
        given = {"engine": "rules"} if not name.startswith(("engine", "style", "guidance", "solver")) else {}
        yield _case(f"{name}: generate", alter, _operate("generate", text="Bob.", **given))
        if number % _DRAWN_ONE_IN == 0:
            yield _case(f"{name}: draw", alter, _draw)
    for name, alter in {**TEXT_BLOCKS, **RATES, **HEADS, **PREFERENCES}.items():
        yield _case(f"{name}: generate", alter, _operate("generate", engine="rules"))
        yield _case(f"{name}: draw", alter, _draw)
    for name, alter in STRIPS.items():
        yield _case(f"{name}: hear it", alter, _operate("generate", recording="//../good.wav", engine="rules"))
        yield _case(f"{name}: use it", alter, _operate("use_sound_strip"))
    for name, alter in earlier_takes():
        yield _case(f"{name}: generate", alter, _operate("generate", text="Bob.", engine="rules"))
        yield _case(f"{name}: play", alter, _operate("play_speech"))
        yield _case(f"{name}: remove", alter, _operate("remove_speech"))
    yield from _files(seed)
    yield _case("as it should be", _nothing, generate, codes=frozenset({DONE}))


def _files(seed: int) -> Iterator[Case]:
    for what, (operator, given, name, good) in _FILES.items():
        for how, spoil in ways(seed, structured=what == "picture"):
            yield _case(f"{what}: {how}", _nothing, _operate(operator, **given), spoilt(spoil, name, good))
    for how, pattern in NAMES.items():
        if how != "no UTF-8":  # Blender itself refuses such a text
            called = named(pattern, ".wav")
            call = _operate("generate", recording=f"//../{called}", engine="rules")
            yield _case(f"recording: its name is {how}", _nothing, call, sound_called(called))


def _case(
    name: str, alter: Alter, call: Callable[[], object], prepare: Prepare | None = None, codes: frozenset[int] = _CODES
) -> Case:
    def lay_out(folder: Path, samples: Samples) -> None:
        give_scene(folder, samples)
        samples.give(folder, ".blend", "lib.blend")
        if prepare is not None:
            prepare(folder, samples)

    return Case(name, (), lay_out, call, codes, inside=alter)


def _nothing() -> None:
    """The scene as it was saved."""


def _operate(name: str, **given: Any) -> Callable[[], object]:
    return partial(_run_operator, name, given)


def _run_operator(name: str, given: dict[str, Any]) -> None:
    operators: Any = bpy.ops
    getattr(operators.soliloquy, name)("EXEC_DEFAULT", **given)


class _Layout:
    """Takes what a panel draws, and reads each setting as Blender would."""

    def prop(self, settings: Any, name: str, **more: object) -> None:
        getattr(settings, name)

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments, **more: _Layout()


def _draw() -> None:
    context = SimpleNamespace(
        scene=bpy.context.scene,
        preferences=SimpleNamespace(system=SimpleNamespace(ui_scale=1.0)),
        region=SimpleNamespace(width=300),
        screen=SimpleNamespace(is_animation_playing=False),
    )
    for draw in (panel.draw_speech, option_panels.draw_emotion, option_panels.draw_motion, option_panels.draw_voice):
        draw(_Layout(), context)
