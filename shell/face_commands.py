# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shell does with a picture of a face."""

import argparse

from ..runtime.face.request import DEFAULT_LANGUAGE, FaceRequest
from ..runtime.face.voice_from_face import voice_from_face
from .terminal import show_voice


def run_voice_from_face(arguments: argparse.Namespace) -> None:
    asked = FaceRequest(
        picture=str(arguments.picture),
        language=arguments.language,
        variant=arguments.variant,
        gender=arguments.gender,
        age=arguments.age,
    )
    show_voice(voice_from_face(asked), arguments.json)


def with_face(arguments: argparse.Namespace) -> argparse.Namespace:
    """With ``--face``, the voice that fits it in the place of ``--voice``; pitch and speed add to what is given."""
    if arguments.face is None:
        return argparse.Namespace(**{**vars(arguments), "face_warnings": ()})
    fitted = voice_from_face(FaceRequest(str(arguments.face), arguments.language or DEFAULT_LANGUAGE))
    changes = {
        "voice": fitted.voice,
        "language": fitted.language,
        "pitch": arguments.pitch + fitted.pitch,
        "speed": arguments.speed * fitted.speed,
        "face_warnings": fitted.warnings,
    }
    return argparse.Namespace(**{**vars(arguments), **changes})
