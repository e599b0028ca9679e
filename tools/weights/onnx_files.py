# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks as files: the same bytes for the same network, and never half of one."""

from pathlib import Path

import onnx


def write_model(model: onnx.ModelProto, path: Path) -> None:
    """Written beside ``path`` and moved into place. Raises OSError."""
    beside = path.with_suffix(".part")
    beside.write_bytes(model.SerializeToString(deterministic=True))
    beside.replace(path)
