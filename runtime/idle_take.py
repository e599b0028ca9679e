# SPDX-License-Identifier: GPL-3.0-or-later
"""A silent take of a face that says nothing. No network is loaded for it, so Blender's own process may make one."""

from .animate.rules.idle import idle
from .head.heads import head_called
from .head.layout import motion_from_arkit
from .motion import FRAMES_PER_SECOND
from .progress import Progress, silent
from .requests import IdleRequest
from .requests.json_form import to_json
from .speech import silent_speech
from .take import Take
from .version import VERSION

IDLE = "idle"
"""What moved a face that says nothing, in the place of an engine."""


def idle_take(request: IdleRequest, progress: Progress = silent) -> Take:
    """As long as is asked for; it ends as it begins. Raises UsageError for an unknown head."""
    head = head_called(request.head)
    progress("motion", 0.0)
    curves = idle(request.seconds, request.direction)
    progress("motion", 1.0)
    return Take(
        speech=silent_speech((len(curves) - 1) / FRAMES_PER_SECOND),
        motion=motion_from_arkit(curves),
        request=to_json(request),
        engine=IDLE,
        head=head,
        seed=request.direction.seed,
        emotion=request.direction.emotion,
        version=VERSION,
    )
