# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every test: nothing is sent, by those either that import onnxruntime before Soliloquy can say so."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
