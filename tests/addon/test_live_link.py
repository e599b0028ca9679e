# SPDX-License-Identifier: GPL-3.0-or-later
"""Live Link in the panel: what is sent is what the head shows, to nobody else, and only where that is allowed."""

import socket
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.tests.shell.test_live_link import Packet, parsed

bpy = pytest.importorskip("bpy")
from soliloquy.addon import live_link  # noqa: E402

JAW = ARKIT_INDEX["jawOpen"]


@pytest.fixture
def allowed(head: Any) -> Iterator[None]:
    system = bpy.context.preferences.system
    before = system.use_online_access
    system.use_online_access = True
    yield
    live_link.stop()
    system.use_online_access = before


@pytest.fixture
def face(head: Any, allowed: None) -> Any:
    """A whole head, which is the scene's target."""
    bpy.ops.soliloquy.add_head()
    return bpy.context.scene.soliloquy.target


@pytest.fixture
def listening(allowed: None) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.bind(("127.0.0.1", 0))
        there.settimeout(5)
        bpy.context.window_manager.soliloquy_live_link.port = there.getsockname()[1]
        yield there


def _come(there: socket.socket) -> Packet:
    return parsed(there.recv(2048))


def test_nothing_is_sent_where_online_access_is_off(face: Any) -> None:
    bpy.context.preferences.system.use_online_access = False
    with pytest.raises(RuntimeError, match="Allow Online Access"):
        bpy.ops.soliloquy.send_face()
    assert not live_link.is_sending()


def test_by_default_this_computer_is_told_and_nobody_else(head: Any) -> None:
    settings = bpy.context.window_manager.soliloquy_live_link
    assert live_link.address_of(settings) == ("127.0.0.1", 11111)
    assert not live_link.is_sending()


def test_each_frame_sends_what_the_head_shows(face: Any, listening: socket.socket) -> None:
    keys = face.data.shape_keys.key_blocks
    for frame, value in ((1, 0.0), (11, 0.8)):
        keys["jawOpen"].value = value
        keys["jawOpen"].keyframe_insert("value", frame=frame)
    bone = face.parent.pose.bones["head"]
    bone.rotation_euler = (0.0, 0.2, 0.0)
    bpy.context.scene.frame_set(1)
    assert bpy.ops.soliloquy.send_face() == {"FINISHED"}
    assert _come(listening).values[JAW] == 0.0
    for number, frame in enumerate((6, 11), start=1):
        bpy.context.scene.frame_set(frame)
        packet = _come(listening)
        assert (packet.version, packet.subject, packet.frame) == (6, face.name, number)
        assert packet.values[JAW] == pytest.approx(keys["jawOpen"].value, abs=1e-6)
    assert packet.values[JAW] == pytest.approx(0.8)
    # Yaw: the head's own axis upwards.
    assert abs(packet.values[52]) == pytest.approx(0.2, abs=1e-5)
    assert np.allclose(packet.values[53:55], 0.0, atol=1e-6)


def test_the_layouts_send_the_same_face(face: Any, listening: socket.socket) -> None:
    """The shapes of FLAME's layout are turned into ARKit's."""
    from soliloquy.blender.head import build_head
    from soliloquy.runtime.head.layout import motion_from_arkit
    from soliloquy.runtime.motion import ArkitCurves

    weights = np.zeros((1, 52), np.float32)
    weights[0, [ARKIT_INDEX[name] for name in ("eyeBlinkLeft", "mouthSmileLeft", "mouthSmileRight")]] = 0.5
    motion = motion_from_arkit(ArkitCurves(weights, np.zeros((1, 3), np.float32), 30.0))
    built = build_head("Clara", "flame").mesh
    bpy.context.scene.soliloquy.target = built
    for index, value in enumerate(motion.expression[0]):
        built.data.shape_keys.key_blocks[f"Exp{index:02}"].value = value
    for side, value in zip(("Left", "Right"), motion.eyelids[0], strict=True):
        built.data.shape_keys.key_blocks[f"Eyelid{side}"].value = value
    assert bpy.ops.soliloquy.send_face() == {"FINISHED"}
    assert np.allclose(_come(listening).values[:52], weights[0], atol=1e-3)


def test_stopping_loading_and_a_revoked_permission_end_it(face: Any, listening: socket.socket) -> None:
    bpy.ops.soliloquy.send_face()
    bpy.ops.soliloquy.stop_sending_face()
    assert not live_link.is_sending() and live_link._after_frame not in bpy.app.handlers.frame_change_post
    bpy.ops.soliloquy.send_face()
    bpy.context.preferences.system.use_online_access = False
    bpy.context.scene.frame_set(5)
    assert not live_link.is_sending() and "Online" in live_link._Live.stopped
    bpy.context.preferences.system.use_online_access = True
    bpy.ops.soliloquy.send_face()
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    assert not live_link.is_sending()


def test_only_addresses_in_numbers_are_taken(face: Any) -> None:
    for host in ("", "example.org", "0.0.0.0", "224.0.0.1", "127.0.0.1:11111", "1" * 64):
        bpy.context.window_manager.soliloquy_live_link.host = host
        with pytest.raises(RuntimeError, match="address in numbers"):
            bpy.ops.soliloquy.send_face()
        assert not live_link.is_sending()


def test_a_face_without_arkits_shapes_is_refused(head: Any, allowed: None) -> None:
    with pytest.raises(RuntimeError, match="ARKit's shapes"):
        bpy.ops.soliloquy.send_face()
