# SPDX-License-Identifier: GPL-3.0-or-later
"""Who judges a voice in the benchmarks: DNSMOS, a recogniser, Praat, and the distance of two spectra.

DNSMOS P.835 (Reddy et al. 2022): the file sig_bak_ovr.onnx of the PyPI package speechmos 0.0.1.1; its polynomials are
those of the authors' dnsmos_local.py. distillmos 0.9.1 (MIT, with xls-r-sqa 0.1.0) is the second judge of how natural
speech sounds. The recogniser: Whisper base through faster-whisper 1.2.1 (not needed by
anything else, so not among the pinned packages), its checkpoint as a CTranslate2 folder.
"""

import re
import sys
import types
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import onnxruntime
import parselmouth
import soxr

RATE = 24_000
_POLYNOMIALS = {
    "signal": (-0.08397278, 1.22083953, 0.0052439),
    "background": (-0.13166888, 1.60915514, -0.39604546),
    "overall": (-0.06766283, 1.11546468, 0.04602535),
}
_JUDGED_SAMPLES = 144_160


def dnsmos(judge: onnxruntime.InferenceSession, sound: np.ndarray) -> dict[str, float]:
    """The three scores (1 to 5) of a sound at 24 kHz, repeated to the 9 s that the judge hears."""
    heard = soxr.resample(sound, RATE, 16_000)
    repeated = np.tile(heard, 1 + _JUDGED_SAMPLES // len(heard))[:_JUDGED_SAMPLES].astype(np.float32)
    signal, background, overall = judge.run(None, {judge.get_inputs()[0].name: repeated[np.newaxis]})[0][0]
    raw = {"signal": signal, "background": background, "overall": overall}
    return {kind: float(np.polyval(_POLYNOMIALS[kind], value)) for kind, value in raw.items()}


def distilled() -> Callable[[np.ndarray], float]:
    """What gives distillmos's score (1 to 5) of a sound at 24 kHz."""
    import torch

    # The package reads files with torchaudio, which nothing here asks it for.
    sys.modules.setdefault("torchaudio", types.ModuleType("torchaudio"))
    from distillmos import ConvTransformerSQAModel

    torch.set_num_threads(1)
    model = ConvTransformerSQAModel().eval()

    def score(sound: np.ndarray) -> float:
        heard = torch.from_numpy(soxr.resample(sound, RATE, 16_000).astype(np.float32))
        with torch.no_grad():
            return float(model(heard[None])[0, 0])

    return score


def recogniser(folder: Path | None) -> Callable[[str, np.ndarray], float]:
    """What gives the share of letters that are read wrong (sentence, sound); not a number where there is no model."""
    if folder is None:
        return lambda sentence, sound: float("nan")
    from faster_whisper import WhisperModel

    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)

    def error_rate(sentence: str, sound: np.ndarray) -> float:
        heard = soxr.resample(sound, RATE, 16_000).astype(np.float32)
        segments, _ = model.transcribe(heard, language="en", beam_size=3)
        return letter_errors(sentence, " ".join(segment.text for segment in segments))

    return error_rate


def letter_errors(said: str, read: str) -> float:
    """Letters of ``said`` that have no partner in ``read`` or the other way round, whichever is more; 0 to 1."""
    first, second = (" ".join(re.sub(r"[^a-z0-9' ]", " ", text.lower()).split()) for text in (said, read))
    same = sum(block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks())
    return min(1.0, (max(len(first), len(second)) - same) / max(len(first), 1))


def pitch(sound: np.ndarray) -> tuple[float, float, float]:
    """Median in semitones above 100 Hz, 10th to 90th percentile in semitones, and the share of voiced time (Praat)."""
    heard = parselmouth.Sound(sound.astype(np.float64), RATE)
    found = heard.to_pitch_ac(time_step=0.01, pitch_floor=60.0, pitch_ceiling=700.0).selected_array["frequency"]
    voiced = 12 * np.log2(found[found > 0.0] / 100.0)
    if len(voiced) == 0:
        return float("nan"), float("nan"), 0.0
    low, middle, high = np.percentile(voiced, [10, 50, 90])
    return float(middle), float(high - low), float(np.mean(found > 0.0))


def spectral_distance(first: np.ndarray, second: np.ndarray) -> float:
    """Root mean square of the dB between two sounds' spectra, 1,024 samples every 256, within 80 dB of the loudest."""
    length = min(len(first), len(second))
    window = np.hanning(1024)
    spectra = [
        np.abs(np.fft.rfft(np.lib.stride_tricks.sliding_window_view(sound[:length], 1024)[::256] * window))
        for sound in (first, second)
    ]
    loud = spectra[0] > 1e-4 * spectra[0].max()
    return float(np.sqrt(np.mean((20 * np.log10((spectra[1][loud] + 1e-9) / spectra[0][loud])) ** 2)))
