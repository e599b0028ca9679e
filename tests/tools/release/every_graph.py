# SPDX-License-Identifier: GPL-3.0-or-later
"""Speaks, listens, looks and moves with every network, on the onnxruntime that is found first: no test itself.

    python every_graph.py WORK_FOLDER

Prints one line "RESULTS {...}"; test_older_runtime.py compares two of them.
"""

import json
import sys
from pathlib import Path
from typing import Any

import onnxruntime
import soundfile

WORK = Path(sys.argv[1])
LINE = "My map, Bob."
opened: set[str] = set()


class NotedSession(onnxruntime.InferenceSession):
    """Remembers which graphs were run."""

    def __init__(self, graph: Any, *arguments: Any, **keywords: Any) -> None:
        super().__init__(graph, *arguments, **keywords)
        self._name = Path(graph).name if isinstance(graph, str) else ""

    def run(self, *arguments: Any, **keywords: Any) -> Any:
        opened.add(self._name)
        return super().run(*arguments, **keywords)


onnxruntime.InferenceSession = NotedSession

from soliloquy.runtime.face.voice_from_face import voice_from_face  # noqa: E402
from soliloquy.runtime.layouts import arkit_curves  # noqa: E402
from soliloquy.runtime.perform import perform  # noqa: E402
from soliloquy.runtime.portrait.frames import frames  # noqa: E402
from soliloquy.runtime.portrait.sitter import sit  # noqa: E402
from soliloquy.runtime.requests import (  # noqa: E402
    AnimateRequest,
    FaceRequest,
    FlowOptions,
    MotionRequest,
    SpeakRequest,
    VoiceRequest,
)
from soliloquy.runtime.requests.portrait import PortraitRequest  # noqa: E402


def found(take: Any) -> dict[str, Any]:
    return {
        "phones": [phone.symbol for phone in take.speech.phones],
        "ends": [round(phone.end, 3) for phone in take.speech.phones],
        "jaw": take.motion.jaw[:, 0].round(4).tolist(),
    }


spoken = perform(SpeakRequest(VoiceRequest(LINE), MotionRequest(flow=FlowOptions(style="capture"))))
recording = WORK / "recording.wav"
soundfile.write(recording, spoken.speech.samples, spoken.speech.sample_rate)
heard = perform(AnimateRequest(str(recording), LINE))
perform(AnimateRequest(str(recording)))  # whose words are written down
picture = Path(__file__).resolve().parents[3] / "docs" / "images" / "heads.jpg"
results: dict[str, Any] = {
    "seen": voice_from_face(FaceRequest(str(picture))).as_json(),
    "spoken": found(spoken),
    "heard": found(heard),
    "painted": float(next(frames(sit(PortraitRequest(str(picture), face=1)), arkit_curves(spoken, 25.0), 0.5)).mean()),
}
results |= {"version": onnxruntime.__version__, "graphs": sorted(opened)}
print("RESULTS", json.dumps(results), flush=True)
