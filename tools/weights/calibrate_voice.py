# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure how large the channels get that make the sound, and write tools/weights/generator_peaks.npz.

Speaks test sentences with voices of several languages through the stock graph's generator, as they are, and higher and
louder, or lower and quieter, as expression makes them, and keeps the largest absolute value of each channel that goes
into a convolution, comes out of one, or goes into a snake. Run once, by hand; build_voice.py beside it reads the
result.

    python -m soliloquy.tools.weights.calibrate_voice
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from soliloquy.runtime.onnx_session import Session, session_of
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.voice.glottal_source import harmonic_source
from soliloquy.runtime.voice.timing import lines_of
from soliloquy.runtime.voice.voices import parse_voice

from .build_voice import stock_model
from .npz_files import write_arrays
from .snake_tables import normalised_snakes
from .static_convolutions import integer_convolutions
from .voice_generator import INNER, cut_generator

ROOT = Path(__file__).resolve().parents[2]
PEAKS = Path(__file__).with_name("generator_peaks.npz")
VOICES = (
    "af_heart", "af_nicole", "am_adam", "am_puck", "bf_emma", "bm_george", "ef_dora", "ff_siwis", "hf_alpha",
    "hm_omega", "if_sara", "jf_alpha", "jm_kumo", "pm_alex", "zf_xiaoyi", "zm_yunxi",
)  # fmt: skip
SHIFTS = ((5.0, 1.5), (-4.0, -1.0))
"""Semitones and energy of a raised and of a lowered voice; each voice speaks one of them too. Chosen by hand."""


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    model = onnx.load_from_string(stock_model())
    encoder = _encoder(model)
    cut_generator(model)
    chains = integer_convolutions(model)
    tensors = {f"{chain.name}|input": chain.source for chain in chains}
    tensors |= {f"{chain.name}|output": chain.result for chain in chains}
    tensors |= {f"{snake.name}|residual": snake.source for snake in normalised_snakes(model)}
    for name, tensor in tensors.items():
        model.graph.node.append(helper.make_node("Abs", [tensor], [f"{name}|size"]))
        model.graph.node.append(helper.make_node("ReduceMax", [f"{name}|size", "batch_and_time"], [name], keepdims=0))
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    model.graph.initializer.append(numpy_helper.from_array(np.array([0, 2], np.int64), "batch_and_time"))
    session = session_of(model.SerializeToString(), "the measured generator")
    peaks = {name: np.zeros(1, np.float32) for name in tensors}
    for feed in feeds(encoder):
        for name, peak in zip(tensors, session.run(list(tensors), feed), strict=True):
            peaks[name] = np.maximum(peaks[name], peak)
    write_arrays(PEAKS, {name.replace("/", "~"): peak.astype("<f4") for name, peak in peaks.items()})
    print(f"{PEAKS.name}: {len(chains)} convolutions, {len(tensors) - 2 * len(chains)} snakes")
    return 0


def _encoder(model: onnx.ModelProto) -> Session:
    whole = onnx.ModelProto()
    whole.CopyFrom(model)
    for name in ("text_features", "pitch", "energy"):
        whole.graph.node.append(helper.make_node("Identity", [INNER[name]], [name]))
        whole.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    return session_of(whole.SerializeToString(), "the stock encoder")


def feeds(encoder: Session) -> Iterator[dict[str, np.ndarray]]:
    """One sentence a voice, none of those that benchmarks/voice_quality.py judges, plain and shifted."""
    text = (ROOT / "benchmarks" / "sentences.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    names = ["text_features", "pitch", "energy"]
    for index, voice in enumerate(VOICES):
        tokens = lines_of(phonemise(lines[2 + 10 * index]).paragraphs[0][0])[0].tokens
        style = parse_voice(voice).embedding(len(tokens))
        feed = {"tokens": np.array([[0, *tokens, 0]]), "style": style, "speed": np.ones(1, np.float32)}
        plain = dict(zip(names, encoder.run(names, feed), strict=True)) | {"style": style}
        for semitones, energy in ((0.0, 0.0), SHIFTS[index % len(SHIFTS)]):
            pitch = (plain["pitch"] * 2 ** (semitones / 12)).astype(np.float32)
            source = harmonic_source(pitch.reshape(-1)).reshape(1, 1, -1)
            yield plain | {"pitch": pitch, "energy": plain["energy"] + np.float32(energy), "source": source}


if __name__ == "__main__":
    sys.exit(main())
