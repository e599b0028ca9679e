# SPDX-License-Identifier: GPL-3.0-or-later
"""Portrait: a picture of a face speaks on a plane, with its sound, in one undo step."""

import errno
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

bpy = pytest.importorskip("bpy")

from soliloquy.addon import session  # noqa: E402
from soliloquy.addon.speaking_picture import _kept, picture_request, taken_over  # noqa: E402
from soliloquy.addon.speaking_picture_operators import _finish, draw_speaking_picture, picture_reason  # noqa: E402
from soliloquy.batch.serving import HANDLERS  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.exporters.portrait_film import SAID  # noqa: E402
from soliloquy.runtime.errors import InputError, UsageError, WriteError  # noqa: E402
from soliloquy.tests.addon import take_stage  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402

__all__ = ["stage"]
HEADS = Path(__file__).resolve().parents[2] / "docs" / "images" / "heads.jpg"


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("picture") / "Clara.png"
    with Image.open(HEADS) as strip:
        image = strip.crop((0, 0, strip.height, strip.height)).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, image.width, 20))
    image.save(path)
    return path


@pytest.fixture
def saved(stage: TakeStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TakeStage:
    """In a .blend that lies in a folder, at 8 frames a second."""
    monkeypatch.setattr(take_stage, "HANDLERS", HANDLERS)
    (tmp_path / "film").mkdir()
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "film" / "film.blend"))
    bpy.context.scene.render.fps = 8
    return stage


def _speak(picture: Path, **options: Any) -> Any:
    before = set(bpy.data.objects)
    assert bpy.ops.soliloquy.speak_picture(picture=str(picture), size=256, **options) == {"FINISHED"}
    (made,) = set(bpy.data.objects) - before
    return made


def _texture(plane: Any) -> Any:
    return next(node for node in plane.data.materials[0].node_tree.nodes if node.type == "TEX_IMAGE")


def _pictures(stage: TakeStage) -> list[str]:
    folder = stage.folder / "film" / "portraits"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.png"))


@pytest.mark.parametrize(
    ("number", "frees"), [(errno.ENOSPC, True), (errno.EFBIG, False), (errno.EROFS, False), (errno.EACCES, False)]
)
def test_pictures_that_find_no_place_leave_none_behind_and_only_a_full_disk_is_said_to_be_full(
    saved: TakeStage, monkeypatch: pytest.MonkeyPatch, number: int, frees: bool
) -> None:
    made = saved.folder / "made"
    made.mkdir()
    for name in ("frame_00001.png", "frame_00002.png"):
        (made / name).write_bytes(b"picture")

    def on_another_disk(self: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    def copyfile(source: Path, target: Path) -> None:
        if source.name == "frame_00002.png":
            raise OSError(number, os.strerror(number), str(target))
        target.write_bytes(source.read_bytes())

    monkeypatch.setattr(Path, "rename", on_another_disk)
    monkeypatch.setattr(shutil, "copyfile", copyfile)
    with pytest.raises(WriteError) as error:
        _kept(made, "Clara")
    assert error.value.reason == os.strerror(number) and ("Free some space" in error.value.hint) is frees
    assert _pictures(saved) == [] and len(list(made.iterdir())) == 2
    monkeypatch.undo()
    assert _kept(made, "Clara").name == "Clara" and not made.exists()


def test_a_picture_says_the_text_on_a_plane_with_its_sound(saved: TakeStage, picture: Path) -> None:
    scene = bpy.context.scene
    scene.soliloquy.target = None
    scene.soliloquy.text, scene.soliloquy.engine, scene.soliloquy.start_frame = "Papa.", "rules", 11
    scene.frame_end = 12
    plane = _speak(picture)
    texture = _texture(plane)
    count = texture.image_user.frame_duration
    assert _pictures(saved) == [f"Clara/frame_{number:05d}.png" for number in range(1, count + 1)] and count > 4
    assert (texture.image.source, texture.image.filepath) == ("SEQUENCE", "//portraits/Clara/frame_00001.png")
    assert texture.image_user.frame_start == 11 and scene.frame_end == 10 + count
    assert plane.dimensions.z == pytest.approx(plane.dimensions.x) and plane.dimensions.y == 0.0
    (strip,) = versions.strips_of(scene)
    assert strip.sound.packed_file is not None and versions.strip_start(strip) == 11
    with Image.open(saved.folder / "film" / "portraits" / "Clara" / "frame_00001.png") as first:
        assert first.info["Comment"] == SAID and first.size == (256, 256) and first.mode == "RGB"


def test_the_chosen_take_is_said_where_it_begins_and_not_heard_twice(saved: TakeStage, picture: Path) -> None:
    saved.generate("Papa.", start_frame=21)
    asked = len(saved.worker.asked)
    plane = _speak(picture, says="TAKE", alpha=True)
    assert len(saved.worker.asked) == asked + 1, "the take is there, and nothing is spoken again"
    assert _texture(plane).image_user.frame_start == 21 and len(saved.strips) == 1
    assert plane.data.materials[0].surface_render_method == "BLENDED"
    assert not list(saved.folder.glob("*.take"))
    bpy.ops.soliloquy.show_take()
    _speak(picture, says="TAKE")
    assert len(saved.strips) == 1, "the head plays it no longer, so the picture brings its sound"
    assert {name.partition("/")[0] for name in _pictures(saved)} == {"Clara", "Clara 2"}


def test_a_plane_stands_beside_what_is_there(saved: TakeStage, picture: Path) -> None:
    bpy.context.scene.soliloquy.text, bpy.context.scene.soliloquy.engine = "Ma.", "rules"
    first, second = _speak(picture), _speak(picture)
    assert second.location.x > first.location.x + 0.4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"picture": "//none.png"}, "none.png"),
        ({"says": "TAKE"}, "each one is kept as a take"),
        ({"face": 3}, "Face 3"),
        ({"size": 256, "alpha": False, "text": ""}, "Type what the head should say"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    saved: TakeStage, picture: Path, options: dict[str, Any], said: str
) -> None:
    bpy.context.scene.soliloquy.text = options.pop("text", "Ma.")
    before = len(bpy.data.objects), len(bpy.data.images)
    with pytest.raises(RuntimeError, match=said):
        bpy.ops.soliloquy.speak_picture(**{"picture": str(picture), **options})
    assert (len(bpy.data.objects), len(bpy.data.images)) == before
    assert _pictures(saved) == [] and saved.strips == []


def test_in_a_window_it_is_one_undo_step(saved: TakeStage, picture: Path) -> None:
    scene = bpy.context.scene
    scene.soliloquy.text, scene.soliloquy.engine = "Ma.", "rules"
    asked = picture_request(bpy.context, {"picture": str(picture), "size": 256, "says": "SOURCE"})
    bpy.ops.ed.undo_push(message="before")
    session.start("portrait", asked.arguments, partial(_finish, asked, label="Let the Picture Speak"), taken_over)
    for _ in range(3):
        session._tick()
    told = session.message()
    assert told is not None and "Clara speaks from frame" in told.text
    assert "Clara" in bpy.data.objects and saved.strips
    bpy.ops.ed.undo()
    assert "Clara" not in bpy.data.objects and "Clara" not in bpy.data.images and not saved.strips
    bpy.ops.ed.redo()
    assert "Clara" in bpy.data.objects and saved.strips


def test_the_panel_says_what_is_lacking_and_whose_the_picture_must_be(head: Any, picture: Path) -> None:
    context, said = bpy.context, []
    settings = context.scene.soliloquy_portrait

    class Drawn:
        def prop(self, owner: Any, name: str, **more: Any) -> None:
            said.append(name)

        def operator(self, name: str, **more: Any) -> None:
            said.append(name)

        def column(self) -> "Drawn":
            return self

        row = column

    note = draw_speaking_picture(Drawn(), context)
    assert said == ["picture", "says", "size", "face", "turning", "whole", "alpha", "soliloquy.speak_picture"]
    assert note.startswith("Choose a picture") and "must be yours" in note
    settings.picture, context.scene.soliloquy.text = str(picture), "Ma."
    assert picture_reason(context) == ""
    settings.says = "TAKE"
    assert "kept as a take" in picture_reason(context)


def test_the_worker_refuses_what_makes_no_take(picture: Path, tmp_path: Path) -> None:
    request = {"picture": str(picture), "size": 256}
    for said in (None, {"kind": "ping"}, "speak"):
        with pytest.raises(UsageError, match="asks for no take"):
            HANDLERS["portrait"]({"request": request, "said": said}, tmp_path / "1", lambda step, fraction: None)
    with pytest.raises(InputError):
        HANDLERS["portrait"]({"request": request, "take": str(picture)}, tmp_path / "1", lambda step, fraction: None)
    assert list(tmp_path.iterdir()) == []


def test_blenders_own_process_loads_neither_pillow_nor_onnx_runtime() -> None:
    code = (
        "import sys; from soliloquy.addon import panel, speaking_picture_operators;"
        "print([name for name in ('PIL', 'onnxruntime') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]"), done.stdout
