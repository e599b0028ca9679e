# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure how large the channels of the waveform generator's convolutions get, and write tools/generator_peaks.npz.

Speaks test sentences with voices of several languages through the stock graph and keeps the largest absolute value of
each channel that goes into a convolution or comes out of one. Run once, by hand; tools/build_voice.py reads the result.

    python tools/calibrate_voice.py
"""

import io
import sys
import zipfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from build_voice import stock_model
from onnx import TensorProto, helper, numpy_helper
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.voice.timing import lines_of
from soliloquy.runtime.voice.voices import parse_voice
from static_convolutions import integer_convolutions

ROOT = Path(__file__).resolve().parent.parent
PEAKS = ROOT / "tools" / "generator_peaks.npz"
VOICES = (
    "af_heart", "af_nicole", "am_adam", "am_puck", "bf_emma", "bm_george", "ef_dora", "ff_siwis", "hf_alpha",
    "hm_omega", "if_sara", "jf_alpha", "jm_kumo", "pm_alex", "zf_xiaoyi", "zm_yunxi",
)  # fmt: skip


def main() -> int:
    model = onnx.load_from_string(stock_model())
    chains = integer_convolutions(model)
    for chain in chains:
        for kind, tensor in (("input", chain.source), ("output", chain.result)):
            name = f"{chain.name}|{kind}"
            model.graph.node.append(helper.make_node("Abs", [tensor], [f"{name}|size"]))
            model.graph.node.append(
                helper.make_node("ReduceMax", [f"{name}|size", "batch_and_time"], [name], keepdims=0)
            )
            model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    model.graph.initializer.append(numpy_helper.from_array(np.array([0, 2], np.int64), "batch_and_time"))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs() if "|" in output.name]
    peaks = {name: np.zeros(1, np.float32) for name in names}
    for feed in feeds():
        for name, peak in zip(names, session.run(names, feed), strict=True):
            peaks[name] = np.maximum(peaks[name], peak)
    with zipfile.ZipFile(PEAKS, "w", zipfile.ZIP_STORED) as archive:
        for name, peak in peaks.items():
            content = io.BytesIO()
            np.save(content, peak.astype("<f4"), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name.replace('/', '~')}.npy", (1980, 1, 1, 0, 0, 0)), content.getvalue()
            )
    print(f"{PEAKS.name}: {len(chains)} convolutions")
    return 0


def feeds() -> list[dict[str, np.ndarray]]:
    """One sentence a voice, none of those that benchmarks/voice_quality.py judges."""
    text = (ROOT / "benchmarks" / "sentences.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = []
    for index, voice in enumerate(VOICES):
        tokens = lines_of(phonemise(lines[2 + 10 * index]).paragraphs[0][0])[0].tokens
        style = parse_voice(voice).style(len(tokens))
        found.append({"tokens": np.array([[0, *tokens, 0]]), "style": style, "speed": np.ones(1, np.float32)})
    return found


if __name__ == "__main__":
    sys.exit(main())
