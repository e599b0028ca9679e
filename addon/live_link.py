# SPDX-License-Identifier: GPL-3.0-or-later
"""Live Link in the panel: what the head shows goes to Unreal, a packet for each frame that Blender shows.

Nothing is sent before somebody presses Send, and never where Blender's preferences do not allow online access. That it
sends is kept in no file: opening one stops it.
"""

import ipaddress
import socket
from dataclasses import dataclass, field
from typing import Any

import bpy
from bpy.app.handlers import persistent
from bpy.app.translations import pgettext_iface as _
from bpy.props import IntProperty, PointerProperty, StringProperty
from bpy.types import Operator, PropertyGroup, WindowManager
from bpy.utils import register_class, register_classes_factory, unregister_class

from ..blender.live_face import LiveFace, live_face
from ..blender.rig import find_rig
from ..blender.takes import frame_rate
from ..runtime.errors import SoliloquyError
from .panel_words import allowed, refused
from .properties import settings_of
from .target import target_problem

NAME = "soliloquy_live_link"
"""Where the window manager, which no file keeps, has the address."""
_HERE = "127.0.0.1"
_PORT = 11111
"""As ``exporters/livelink_packets.py`` has it, which is imported when something is sent."""


@dataclass
class Sender:
    """number: of the next packet. subject: what the receiver lists, the head's name."""

    there: socket.socket
    address: tuple[str, int]
    face: LiveFace
    subject: str
    number: int = field(default=0)

    def send(self, frames_per_second: float) -> None:
        """What the face shows now. Raises OSError."""
        from ..exporters.livelink_packets import packet_of

        packet = packet_of(self.face.curves(frames_per_second), self.subject, self.number)
        self.there.sendto(packet, self.address)
        self.number += 1


class _Live:
    """sender: None while nothing is sent. stopped: why it was stopped by itself, for the panel."""

    sender: Sender | None = None
    stopped = ""


class LiveLinkSettings(PropertyGroup):
    """Whom the face is sent to."""

    host: StringProperty(
        name="To", description="Who listens: an address; 127.0.0.1 is this computer", default=_HERE, maxlen=64
    )
    port: IntProperty(name="Port", description="Where it listens", default=_PORT, min=1, max=65535)


class SendFace(Operator):
    bl_idname = "soliloquy.send_face"
    bl_label = "Send to Live Link"
    bl_description = "Send what the head shows to Unreal Engine or whoever listens, each frame while the scene plays"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, online_problem() or target_problem(context.scene, settings_of(context.scene).target))

    def execute(self, context: Any) -> Any:
        try:
            face = live_face(find_rig(settings_of(context.scene).target))
        except SoliloquyError as error:
            return refused(self, error)
        address = address_of(getattr(context.window_manager, NAME))
        if address is None:
            self.report({"ERROR"}, _("Write an address in numbers: 127.0.0.1 is this computer"))
            return {"CANCELLED"}
        stop()
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        there = socket.socket(family, socket.SOCK_DGRAM)
        # A face waits for nobody: what cannot be sent at once is left out.
        there.setblocking(False)
        _Live.sender = Sender(there, address, face, settings_of(context.scene).target.name)
        bpy.app.handlers.frame_change_post.append(_after_frame)
        _after_frame(context.scene)
        return {"FINISHED"}


class StopSending(Operator):
    bl_idname = "soliloquy.stop_sending_face"
    bl_label = "Stop Live Link"
    bl_description = "Send nothing any more"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def execute(self, context: Any) -> Any:
        stop()
        return {"FINISHED"}


def online_problem() -> str:
    """Why nothing may be sent; empty where it may."""
    return "" if bpy.app.online_access else _("Switch on Allow Online Access in the preferences, under System")


def address_of(settings: Any) -> tuple[str, int] | None:
    """None for what is no address in numbers: a name would have to be looked up while Blender waits."""
    try:
        host = ipaddress.ip_address(_HERE if settings.host.strip() == "localhost" else settings.host.strip())
    except ValueError:
        return None
    return None if host.is_unspecified or host.is_multicast else (str(host), settings.port)


def is_sending() -> bool:
    return _Live.sender is not None


def stop(why: str = "") -> None:
    """Send nothing any more. why: shown in the panel."""
    if _Live.sender is not None:
        _Live.sender.there.close()
    _Live.sender, _Live.stopped = None, why
    if _after_frame in bpy.app.handlers.frame_change_post:
        bpy.app.handlers.frame_change_post.remove(_after_frame)


def draw_live_link(layout: Any, context: Any) -> None:
    """Whom to send to, the button, and what went wrong."""
    settings = getattr(context.window_manager, NAME)
    column = layout.column(align=True)
    row = column.row(align=True)
    row.enabled = not is_sending()
    row.prop(settings, "host")
    row.prop(settings, "port")
    if is_sending():
        column.operator("soliloquy.stop_sending_face", icon="PAUSE", depress=True)
    else:
        column.operator("soliloquy.send_face", icon="PLAY")
    if _Live.stopped:
        column.label(text=_Live.stopped, icon="ERROR", translate=False)


def _after_frame(scene: Any, depsgraph: Any = None) -> None:
    if _Live.sender is None:
        return
    if online_problem():
        stop(online_problem())
        return
    try:
        _Live.sender.send(frame_rate(scene))
    except BlockingIOError:
        pass
    except OSError as error:
        stop(_("Nothing could be sent there: {reason}").format(reason=error.strerror or error))


@persistent
def _before_load(*_of_blender: Any) -> None:
    stop()


_register_operators, _unregister_operators = register_classes_factory((SendFace, StopSending))


def register() -> None:
    register_class(LiveLinkSettings)
    setattr(WindowManager, NAME, PointerProperty(type=LiveLinkSettings))
    _register_operators()
    bpy.app.handlers.load_pre.append(_before_load)


def unregister() -> None:
    stop()
    bpy.app.handlers.load_pre.remove(_before_load)
    _unregister_operators()
    delattr(WindowManager, NAME)
    unregister_class(LiveLinkSettings)
