# SPDX-License-Identifier: GPL-3.0-or-later
"""The importer for Unreal, on a stand-in that has what Epic's pages say. Unreal itself is not here."""

import ast
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .programs import ROOT
from .unreal_stand_in import Engine, Known, known_calls

SCRIPT = ROOT / "integrations" / "unreal" / "soliloquy_import.py"
Run = Callable[..., tuple[Engine, list[str]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = ("Clara_head.fbx", "hello_clip.fbx", "hello.wav", "good day_clip.fbx", "hello_metahuman.fbx")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], Any]:
    def loaded(engine: Engine) -> ModuleType:
        monkeypatch.setitem(sys.modules, "unreal", engine.module)
        spec = importlib.util.spec_from_file_location("soliloquy_import", SCRIPT)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, "soliloquy_import", module)
        spec.loader.exec_module(module)
        return module

    return loaded


def _errors(engine: Engine) -> list[str]:
    return [line for kind, line in engine.said if kind == "log_error"]


def _tasks(engine: Engine, ending: str) -> list[dict[str, Any]]:
    return [task.properties for task in engine.tasks if task.properties["filename"].endswith(ending)]


@pytest.mark.parametrize("interchange", [False, True])
def test_a_folder_becomes_head_animations_sounds_and_sequences(script: Any, folder: Path, interchange: bool) -> None:
    engine = Engine(interchange=interchange)
    for _ in range(2):
        script(engine).main([str(folder)])
        assert _errors(engine) == []
    assert set(engine.assets) == {
        "/Game/Soliloquy/Head/Clara_head",
        "/Game/Soliloquy/Animations/hello_clip",
        "/Game/Soliloquy/Sounds/hello",
        "/Game/Soliloquy/Sequences/LS_hello",
        "/Game/Soliloquy/Animations/good_day_clip",
        "/Game/Soliloquy/Sequences/LS_good_day",
    }


def test_morphs_at_zero_are_kept_and_curves_get_their_entry_on_the_heads_skeleton(script: Any, folder: Path) -> None:
    engine = Engine()
    script(engine).main([str(folder)])
    (head,) = _tasks(engine, "_head.fbx")
    assert head["options"].properties["skeletal_mesh_import_data"].properties == {"import_morph_targets": True}
    skeleton = engine.assets["/Game/Soliloquy/Head/Clara_head"].properties["skeleton"]
    clips = _tasks(engine, "_clip.fbx")
    assert len(clips) == 2
    for clip in clips:
        options = clip["options"].properties
        assert options["skeleton"] is skeleton and options["import_mesh"] is False
        curves = options["anim_sequence_import_data"].properties
        assert curves["do_not_import_curve_with_zero"] is False
        assert curves["add_curve_metadata_to_skeleton"] and curves["import_custom_attribute"]


def test_a_sequence_plays_animation_and_sound_from_its_beginning(script: Any, folder: Path) -> None:
    engine = Engine()
    script(engine).main([str(folder)])
    sequence = engine.assets["/Game/Soliloquy/Sequences/LS_hello"]
    assert list(sequence.calls("set_playback_end_seconds")) == [(2.5,)]
    ((binding,),) = sequence.calls("MovieSceneBindingProxy")
    ((track,),) = binding.calls("MovieSceneSkeletalAnimationTrack")
    ((section,),) = track.calls("MovieSceneSkeletalAnimationSection")
    assert (
        section.properties["params"].properties["animation"] is engine.assets["/Game/Soliloquy/Animations/hello_clip"]
    )
    ((template,),) = binding.calls("SkeletalMeshActor")
    component: Known = template.properties["skeletal_mesh_component"]
    assert list(component.calls("set_skeletal_mesh_asset")) == [(engine.assets["/Game/Soliloquy/Head/Clara_head"],)]
    ((audio,),) = sequence.calls("MovieSceneAudioTrack")
    ((heard,),) = audio.calls("MovieSceneAudioSection")
    assert heard.called == [
        ("set_range_seconds", 0.0, 2.5),
        ("set_sound", engine.assets["/Game/Soliloquy/Sounds/hello"]),
    ]


def test_metahuman_takes_its_own_files_and_skeleton(script: Any, folder: Path) -> None:
    engine = Engine()
    engine.assets["/Game/Face"] = engine.module.Skeleton()
    settings = {"metahuman": True, "skeleton": "/Game/Face", "content": "/Game/Speech", "animation_name": "AS_{line}"}
    (folder / "soliloquy_import.json").write_text(json.dumps(settings))
    script(engine).main([str(folder)])
    assert _errors(engine) == []
    assert set(engine.assets) == {"/Game/Face", "/Game/Speech/Animations/AS_hello", "/Game/Speech/Sounds/hello"}


def test_a_line_that_fails_leaves_the_others_alone(script: Any, folder: Path) -> None:
    engine = Engine(missing=("good day_clip.fbx",))
    script(engine).main([str(folder)])
    assert _errors(engine) == [
        "Soliloquy: good_day: Unreal made no AnimSequence of good day_clip.fbx. Its Output Log says why"
    ]
    assert "/Game/Soliloquy/Sequences/LS_hello" in engine.assets


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ("[" * 100_000, "it is no JSON"),
        ("[1]", "it holds no object"),
        ('{"contnet": "/Game"}', "there is no setting 'contnet'"),
        ('{"content": 3}', "content is 3. It must be a str"),
        ('{"content": "../../etc"}', "Write a path of the content browser"),
        ('{"frames_per_second": 100000}', "It may be 1 to 240"),
        ('{"frames_per_second": true}', "It must be a int"),
        ('{"animation_name": "x"}', "has no {line}"),
        ('{"metahuman": true}', "metahuman needs"),
        ('{"head": "/Game/No"}', "there is no SkeletalMesh of that path"),
        (" " * 200_000, "it has more than 100000 bytes"),
    ],
)
def test_settings_that_cannot_be_are_refused_before_anything_is_imported(
    script: Any, folder: Path, settings: str, why: str
) -> None:
    (folder / "soliloquy_import.json").write_text(settings)
    engine = Engine()
    script(engine).main([str(folder)])
    (said,) = _errors(engine)
    assert why in said and "\n" not in said and engine.assets == {}


def test_two_lines_of_one_name_are_refused(script: Any, folder: Path) -> None:
    (folder / "good.day_clip.fbx").write_bytes(b"x")
    engine = Engine()
    script(engine).main([str(folder)])
    assert "would both be good_day in Unreal" in _errors(engine)[0] and engine.tasks == []


def test_no_folder_no_lines_and_no_head_are_said(script: Any, folder: Path, tmp_path: Path) -> None:
    for arguments, why in (([], "give the folder"), ([str(tmp_path / "no")], "is no folder")):
        engine = Engine()
        script(engine).main(arguments)
        assert why in _errors(engine)[0]
    (folder / "Bob_head.fbx").write_bytes(b"x")
    engine = Engine()
    script(engine).main([str(folder)])
    assert "there are: Bob_head.fbx, Clara_head.fbx" in _errors(engine)[0]


def test_every_call_stands_in_the_table_of_pages() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    used = {
        each.attr
        for each in ast.walk(tree)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == "unreal"
    }
    known = known_calls()
    assert used <= set(known) | known[""]
    assert "SkeletalMesh" in used and len(known) > 20
