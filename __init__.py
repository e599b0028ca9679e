# SPDX-License-Identifier: GPL-3.0-or-later
"""Soliloquy: a line of text, or a recording, becomes a talking face.

This folder is at once the Blender extension and the Python package ``soliloquy``. Blender calls ``register`` and
``unregister``, and everything that needs bpy is imported only there. A program calls the names below, which come from
``soliloquy.api``; that is loaded at the first use of one, so that ``import soliloquy`` costs nothing and Blender's own
process never loads it.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .api import (
        AnimateRequest,
        CaptureRequest,
        DecodeRequest,
        Direction,
        ExportOptions,
        FaceRequest,
        FlowOptions,
        IdleRequest,
        ImportRequest,
        MotionRequest,
        PortraitRequest,
        SpeakRequest,
        Take,
        VoiceRequest,
        animate,
        another_take,
        capture,
        cross_fade,
        decode,
        detect,
        encode,
        export,
        idle,
        import_curves,
        load_take,
        merge,
        portrait,
        speak,
        voice_from_face,
        voices,
    )
    from .runtime.version import VERSION as __version__

__all__ = [
    "AnimateRequest",
    "CaptureRequest",
    "DecodeRequest",
    "Direction",
    "ExportOptions",
    "FaceRequest",
    "FlowOptions",
    "IdleRequest",
    "ImportRequest",
    "MotionRequest",
    "PortraitRequest",
    "SpeakRequest",
    "Take",
    "VoiceRequest",
    "__version__",
    "animate",
    "another_take",
    "capture",
    "cross_fade",
    "decode",
    "detect",
    "encode",
    "export",
    "idle",
    "import_curves",
    "load_take",
    "merge",
    "portrait",
    "speak",
    "voice_from_face",
    "voices",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from .runtime.version import VERSION

        return VERSION
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def register() -> None:
    from . import addon

    addon.register()


def unregister() -> None:
    from . import addon

    addon.unregister()
