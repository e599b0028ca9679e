# SPDX-License-Identifier: GPL-3.0-or-later
"""What networks can run on, by the names that a user writes. Needs no ONNX Runtime, so that a panel can list them."""

CPU = "cpu"
PROVIDERS: dict[str, str] = {
    CPU: "CPUExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
}
"""Device -> ONNX Runtime's name for what runs it."""
