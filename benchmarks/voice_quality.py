# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fast graph costs in sound: stock against ours, judged by DNSMOS. Writes docs/voice-quality.md.

    python benchmarks/voice_quality.py --dnsmos sig_bak_ovr.onnx

The judge is DNSMOS P.835 (Reddy et al. 2022), the file sig_bak_ovr.onnx of the PyPI package speechmos 0.0.1.1;
its polynomials are those of the authors' dnsmos_local.py. The sentences are none that the graph was calibrated on.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import soxr
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.voice import kokoro
from soliloquy.runtime.voice.timing import lines_of
from soliloquy.runtime.voice.voices import parse_voice

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from build_voice import stock_model  # noqa: E402

VOICES = ("af_heart", "af_bella", "am_michael", "am_puck", "bf_emma", "bm_george", "ff_siwis", "hf_alpha")
POLYNOMIALS = {
    "signal": (-0.08397278, 1.22083953, 0.0052439),
    "background": (-0.13166888, 1.60915514, -0.39604546),
    "overall": (-0.06766283, 1.11546468, 0.04602535),
}
JUDGED_SAMPLES = 144_160


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dnsmos", type=Path, required=True)
    judge = onnxruntime.InferenceSession(parser.parse_args().dnsmos)
    stock = onnxruntime.InferenceSession(stock_model(), providers=["CPUExecutionProvider"])
    text = (ROOT / "benchmarks" / "sentences.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    scores: dict[str, list[dict[str, float]]] = {"stock": [], "ours": []}
    distances = []
    for index, voice in enumerate(VOICES):
        tokens = lines_of(phonemise(lines[11 + 9 * index]).paragraphs[0][0])[0].tokens
        style = parse_voice(voice).style(len(tokens))
        feed = {"tokens": np.array([[0, *tokens, 0]]), "style": style, "speed": np.ones(1, np.float32)}
        sounds = {
            "stock": stock.run(["audio"], feed)[0].reshape(-1),
            "ours": kokoro.sound(kokoro.encode(tokens, style, 1.0)),
        }
        distances.append(spectral_distance(sounds["stock"], sounds["ours"]))
        for name, sound in sounds.items():
            scores[name].append(judged(judge, sound))
    rows = [
        f"| {kind} | {mean(scores['stock'], kind):.3f} | {mean(scores['ours'], kind):.3f} "
        f"| {mean(scores['ours'], kind) - mean(scores['stock'], kind):+.3f} |"
        for kind in POLYNOMIALS
    ]
    page = f"""# What the fast voice graph costs in sound

Written by `benchmarks/voice_quality.py`: {len(VOICES)} voices, one sentence each, judged by DNSMOS P.835 (1 to 5).

| | stock graph | ours | difference |
|---|---|---|---|
{chr(10).join(rows)}

Mean log-spectral distance between the two: {np.mean(distances):.1f} dB over bins within 80 dB of the loudest.
"""
    (ROOT / "docs" / "voice-quality.md").write_text(page, encoding="utf-8")
    print(page)
    return 0


def mean(scores: list[dict[str, float]], kind: str) -> float:
    return float(np.mean([score[kind] for score in scores]))


def judged(judge: onnxruntime.InferenceSession, sound: np.ndarray) -> dict[str, float]:
    """The three scores of a sound at 24 kHz, repeated to the 9 s that the judge hears."""
    heard = soxr.resample(sound, kokoro.SAMPLE_RATE, 16_000)
    repeated = np.tile(heard, 1 + JUDGED_SAMPLES // len(heard))[:JUDGED_SAMPLES].astype(np.float32)
    signal, background, overall = judge.run(None, {judge.get_inputs()[0].name: repeated[np.newaxis]})[0][0]
    raw = {"signal": signal, "background": background, "overall": overall}
    return {kind: float(np.polyval(POLYNOMIALS[kind], value)) for kind, value in raw.items()}


def spectral_distance(first: np.ndarray, second: np.ndarray) -> float:
    """Root mean square of the dB between two sounds' spectra, 1,024 samples every 256."""
    length = min(len(first), len(second))
    window = np.hanning(1024)
    spectra = [
        np.abs(np.fft.rfft(np.lib.stride_tricks.sliding_window_view(sound[:length], 1024)[::256] * window))
        for sound in (first, second)
    ]
    loud = spectra[0] > 1e-4 * spectra[0].max()
    return float(np.sqrt(np.mean((20 * np.log10((spectra[1][loud] + 1e-9) / spectra[0][loud])) ** 2)))


if __name__ == "__main__":
    sys.exit(main())
