# SPDX-License-Identifier: GPL-3.0-or-later
"""How good a variant of the networks is: on voices that were held out, and on the captured take left out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from ...runtime.animate.flow.matching import solve
from ...runtime.head.arkit import ARKIT_NAMES
from ...runtime.head.lips import lip_gap_mm, opening
from ..data.dataset import LIP_SHAPES, Clip
from ..data.real_faces import Capture
from ..networks.articulation import ARTICULATION
from ..networks.direct_face import DirectFace
from ..networks.flow import FlowDecoder
from ..networks.hearing import Hearing
from ..networks.temporal_vae import TemporalVae
from ..networks.vae import FaceVae, PartVae
from ..steps.encoded_clips import heard_feature
from ..steps.loop import device
from .metrics import against_teacher, pearson, speech_frames

SOLVER_STEPS = 8
"""Of the midpoint method, with which 8 are as good as 50 (the part on solver steps of the evaluation)."""
_SHUT_MM = 0.5
_NEAR_A_CLOSURE = 2
"""Frames to either side of a P, B or M's middle in which the lips have to meet. Chosen by eye."""


def hearing_scores(hearing: Hearing, voices: Sequence[Clip], left_out: Clip, take: Capture) -> dict[str, float]:
    """Error of the articulatory stream, and correlations of opening and rounding over the take's speech frames."""
    features = [heard_feature(hearing, clip) for clip in voices]
    found, spoken = articulated(hearing, heard_feature(hearing, left_out), left_out), _spoken(take, left_out)
    rounded, true_rounded = (_rounding(curves)[spoken] for curves in (found, left_out.articulation))
    return {
        "articulation error": articulation_error(hearing, features, voices),
        "opening r, real speech": pearson(_opening(found)[spoken], _opening(left_out.articulation)[spoken]),
        "rounding r, real speech": pearson(rounded, true_rounded),
    }


def articulation_error(hearing: Hearing, features: Sequence[np.ndarray], clips: Sequence[Clip]) -> float:
    """Mean squared error of the articulatory stream over the variance of the true one."""
    errors = [
        np.square(articulated(hearing, feature, clip) - clip.articulation).mean()
        for feature, clip in zip(features, clips, strict=True)
    ]
    return float(np.mean(errors) / np.concatenate([clip.articulation for clip in clips]).var(axis=0).mean())


def motion_scores(
    flow: FlowDecoder,
    hearing: Hearing,
    face: FaceVae | DirectFace,
    voices: Sequence[Clip],
    left_out: Clip,
    take: Capture,
) -> dict[str, float]:
    """Distance from the teacher on held-out voices, closures there, and the real take; contacts left off."""
    drawn = [mouth(flow, hearing, face, clip) for clip in voices]
    real, spoken = mouth(flow, hearing, face, left_out), _spoken(take, left_out)
    opened, true_opened = opening(real)[spoken], opening(_mouth_of(left_out))[spoken]
    return _imitation(drawn, voices) | {
        "opening r, real speech": pearson(opened, true_opened),
        "amplitude, real speech": float(opened.std() / true_opened.std()),
    }


@torch.no_grad()
def mouth(flow: FlowDecoder, hearing: Hearing, face: FaceVae | DirectFace, clip: Clip) -> np.ndarray:
    """(T,52) weights of the mouth, from sound, by midpoint steps from the middle of the noise."""
    size = face.lips.size + face.face.size
    style = hearing.styles(_one(clip.style))
    feature, source = _one(heard_feature(hearing, clip)), _one(clip.source)
    emotion = _one(clip.emotion)
    frames = hearing.frame_condition(feature, source, emotion, style)

    def velocity(x_t: Tensor, t: float) -> Tensor:
        return flow(x_t, torch.full((1,), t, device=device()), frames, emotion, style)

    x_1 = solve(torch.zeros(1, len(clip), size, device=device()), velocity, SOLVER_STEPS, midpoint=True)
    return face.lips.decode(x_1[..., : face.lips.size])[0].cpu().numpy()


@torch.no_grad()
def articulated(hearing: Hearing, feature: np.ndarray, clip: Clip) -> np.ndarray:
    """(T,10) in ARKit units."""
    style = hearing.styles(_one(clip.style))
    return hearing.articulate(_one(feature), _one(clip.emotion), style)[0].cpu().numpy()


@torch.no_grad()
def space_scores(vae: PartVae | TemporalVae, voices: Sequence[Clip], frames: int) -> dict[str, float]:
    """What is lost on the way through the mouth's VAE and back, on held-out voices; ``frames`` go into one latent."""
    decoded, truth = [], []
    for clip in voices:
        whole = len(clip) // frames * frames
        mean, _ = vae.distribution(_one(clip.lips[:whole]))
        decoded.append(vae.decode_raw(mean)[0].cpu().numpy())
        truth.append(replace(clip, weights=clip.weights[:whole], sealed=clip.sealed[:whole]))
    return _imitation(decoded, truth)


def _imitation(mouths: Sequence[np.ndarray], truth: Sequence[Clip]) -> dict[str, float]:
    far = [against_teacher(weights, _mouth_of(clip)) for weights, clip in zip(mouths, truth, strict=True)]
    return {
        "lip vertex error mm": float(np.mean([score["lip vertex error mm"] for score in far])),
        "velocity difference mm": float(np.mean([score["landmark velocity difference mm"] for score in far])),
        "P/B/M shut": float(np.mean(np.concatenate([shut_seals(w, c) for w, c in zip(mouths, truth, strict=True)]))),
    }


def _one(value: np.ndarray | int) -> Tensor:
    """A batch of one on the device that trains."""
    return torch.as_tensor(value, device=device())[None]


def _spoken(take: Capture, clip: Clip) -> np.ndarray:
    return speech_frames(take.speech, len(clip))


def _mouth_of(clip: Clip) -> np.ndarray:
    return clip.weights.astype(np.float32) * np.isin(ARKIT_NAMES, LIP_SHAPES)


def shut_seals(weights: np.ndarray, clip: Clip) -> np.ndarray:
    """For each P, B and M: whether the lips meet near its middle."""
    gap = lip_gap_mm(weights)
    near = [gap[max(0, at - _NEAR_A_CLOSURE) : at + _NEAR_A_CLOSURE + 1] for at in np.flatnonzero(clip.sealed)]
    return np.array([part.min() <= _SHUT_MM for part in near])


def _opening(articulation: np.ndarray) -> np.ndarray:
    jaw, close, lower, upper = _channels(articulation, "jawOpen", "mouthClose", "lowerDown", "upperUp").T
    return jaw - np.minimum(close, jaw) + lower / 2 + upper / 2


def _rounding(articulation: np.ndarray) -> np.ndarray:
    return _channels(articulation, "mouthFunnel", "mouthPucker").max(axis=1)


def _channels(articulation: np.ndarray, *names: str) -> np.ndarray:
    return articulation[:, [ARTICULATION.index(name) for name in names]]
