# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays as files: the same bytes for the same arrays, and never half of them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from ...runtime.archives import plain_entry
from ...runtime.whole_file import whole_file


def write_arrays(
    path: Path, arrays: Mapping[str, np.ndarray], compression: int = zipfile.ZIP_STORED, rights: int = 0o600
) -> None:
    """An .npz, in the order of ``arrays``. rights: what each entry says of who may read it, which is part of the sha256
    that models.toml names. Raises OSError."""
    with whole_file(path) as part, zipfile.ZipFile(part, "w") as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, array, version=(1, 0), allow_pickle=False)
            entry = plain_entry(f"{name}.npy")
            entry.external_attr = rights << 16
            entry.compress_type = compression
            archive.writestr(entry, content.getvalue())
