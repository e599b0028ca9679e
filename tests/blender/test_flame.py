# SPDX-License-Identifier: GPL-3.0-or-later
"""A head of a FLAME file in Blender: it speaks in both layouts, lips shut at P, B, M, and its jaw opens at vowels."""

from operator import itemgetter
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.axes import to_blender
from soliloquy.blender.fresh_scene import FreshScene, fresh_scene
from soliloquy.blender.rig import find_rig
from soliloquy.blender.solid_view import colour_solid_view
from soliloquy.runtime.animate.rules.engine import animate
from soliloquy.runtime.flame import kept
from soliloquy.runtime.flame.flame_head import FlameHead, make_head
from soliloquy.runtime.flame.model import read_flame
from soliloquy.runtime.head.deform import flame_vertices
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.layouts import curves_in_layout
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import each_array
from soliloquy.runtime.phones import BILABIALS
from soliloquy.runtime.requests import Direction
from soliloquy.runtime.take import Take
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.tests.runtime.flame.true_format import head as true_head
from soliloquy.tests.runtime.flame.true_format import write_pickle

TEXT = "My brother Bob bought a big blue balloon, but papa moved the pump far apart."
_RATE = 50


@pytest.fixture(scope="module")
def anna(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The head "Anna" in a folder that is nobody's."""
    folder = tmp_path_factory.mktemp("own")
    head = make_head(read_flame(write_pickle(folder / "generic_model.pkl")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "user_data_folder", lambda: folder)
        kept.keep_head("Anna", head)
        yield head


@pytest.fixture(scope="module")
def take(anna: FlameHead) -> Take:
    speech = time_text(TEXT)
    motion = motion_from_arkit(animate(speech, measure(speech), Direction(seed=1)))
    return Take(speech, motion, "rules", head="Anna", voice="af_heart", seed=1)


def played(take: Take, layout: str) -> FreshScene:
    own = "flame:Anna" if layout == "flame" else layout
    motion = curves_in_layout(take, own, _RATE)
    return fresh_scene(motion, "line", head="Anna", layout=layout, frames_per_second=_RATE)


def vertices(fresh: FreshScene, frame: int) -> np.ndarray:
    """The evaluated mesh (5023,3), in Blender's axes."""
    fresh.scene.frame_set(frame)
    evaluated = fresh.head.mesh.evaluated_get(bpy.context.evaluated_depsgraph_get())
    mesh = evaluated.to_mesh()
    places = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertices.foreach_get("co", places)
    evaluated.to_mesh_clear()
    return places.reshape(-1, 3)


def gaps_mm(fresh: FreshScene, frame: int) -> np.ndarray:
    """Between the lips that the file was made with (27,), the head's turn taken out by their own height."""
    _, _, _, lips = true_head()
    placed = vertices(fresh, frame)
    up = np.array(fresh.head.armature.pose.bones["head"].matrix.to_3x3().col[1])
    return (placed[lips.upper] - placed[lips.lower]) @ up * 1000


@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_lips_shut_at_p_b_m_and_part_at_open_vowels(take: Take, layout: str) -> None:
    fresh = played(take, layout)
    shut, opened = [], []
    for phone in take.speech.phones:
        frames = range(round(phone.start * _RATE), round(phone.end * _RATE) + 1)
        gaps = np.array([gaps_mm(fresh, frame) for frame in frames])
        if phone.symbol in BILABIALS:
            nearest = np.abs(gaps).max(axis=1).argmin()
            shut.append(gaps[nearest].min() > -1.5 and gaps[nearest].max() < 1.2)
        elif phone.symbol in ("ɑ", "aɪ"):
            opened.append(gaps[:, 13].max())
    assert len(shut) >= 10 and np.mean(shut) >= 0.98
    assert len(opened) >= 3 and min(opened) > 4.0


def test_the_jaw_bone_opens_at_vowels_and_the_pose_shapes_follow_it(take: Take) -> None:
    fresh = played(take, "flame")
    motion = curves_in_layout(take, "flame:Anna", _RATE)
    most = int(motion.jaw[:, 0].argmax())
    fresh.scene.frame_set(most)
    bones = fresh.head.armature.pose.bones
    assert set(bones.keys()) == {"root", "neck", "head", "jaw", "eye.L", "eye.R"}
    angle = bones["jaw"].rotation_euler.x
    assert angle == pytest.approx(motion.jaw[most, 0], abs=1e-5) and angle > 0.05
    keys = fresh.head.mesh.data.shape_keys.key_blocks
    assert keys["PoseJaw21"].value == pytest.approx(np.sin(angle), abs=1e-5)
    assert keys["PoseJaw11"].value == pytest.approx(np.cos(angle) - 1, abs=1e-5)
    assert max(abs(keys[f"PoseNeck{place}"].value) for place in ("01", "02", "12")) > 1e-4


def test_blender_shows_what_flames_own_formula_says(take: Take) -> None:
    fresh = played(take, "flame")
    motion = curves_in_layout(take, "flame:Anna", _RATE)
    for frame in (20, 60, len(motion) - 5):
        one = each_array(motion, itemgetter(slice(frame, frame + 1)))
        expected = to_blender(flame_vertices(load_head("Anna"), one)[0])
        assert np.abs(vertices(fresh, frame) - expected).max() < 2e-5


def test_a_rig_of_it_is_known_again_as_its_own(anna: FlameHead, take: Take) -> None:
    fresh = played(take, "flame")
    assert find_rig(fresh.head.mesh).layout == find_rig(fresh.head.armature).layout == "flame:Anna"
    assert fresh.rig.missing == () and len(fresh.rig.meshes[0][1]) == 70
    assert played(take, "arkit").rig.layout == "arkit"


def test_solid_view_shows_skin_and_iris_of_another_colour(take: Take) -> None:
    face = played(take, "arkit").head.mesh
    colour_solid_view(face)
    colours = {material.name: tuple(material.diffuse_color[:3]) for material in face.data.materials}
    assert len(set(colours.values())) == 4
    assert [len(polygon.vertices) for polygon in face.data.polygons[:3]] == [3, 3, 3]


def test_the_button_makes_the_head_and_adds_it(
    anna: FlameHead, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from soliloquy import addon
    from soliloquy.addon import session
    from soliloquy.runtime.serving import HANDLERS

    class Here:
        """A worker in this process."""

        def ask(self, kind: str, arguments: dict[str, Any], convert: Any) -> Any:
            done = HANDLERS[kind](dict(arguments), tmp_path / "1", lambda step, fraction: None)
            return type("Done", (), {"error": None, "result": done})

        def wait(self, request: Any, on_progress: Any) -> Any:
            return request

    path = write_pickle(tmp_path / "flame2023.pkl", chumpy=False)
    addon.register()
    try:
        monkeypatch.setattr(session, "worker", Here)
        assert bpy.ops.soliloquy.import_flame(filepath=str(path), head="Berta") == {"FINISHED"}
        assert bpy.context.scene.soliloquy.target.name == "Berta"
        assert bpy.ops.soliloquy.add_head(identity="Anna") == {"FINISHED"}
        with pytest.raises(RuntimeError, match="Soliloquy has itself"):
            bpy.ops.soliloquy.import_flame(filepath=str(path), head="Clara")
    finally:
        addon.unregister()
