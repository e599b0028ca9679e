# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks as files: the same bytes for the same network, and never half of one."""

from pathlib import Path

import onnx

from ...runtime.whole_file import whole_file


def write_model(model: onnx.ModelProto, path: Path) -> None:
    """Written beside ``path`` and moved into place. Raises OSError."""
    with whole_file(path) as part:
        part.write_bytes(model.SerializeToString(deterministic=True))
